"""The eight boards."""

from __future__ import annotations

from channel_community.demo.boards import BOARDS, BoardText
from channel_community.demo.moments import Moments
from channel_community.discussions.actions import board_recount
from channel_community.discussions.models import Board
from channel_community.reputation.models import Level


def load_boards(moments: Moments, partners: dict, levels: dict[int, Level], say) -> dict[str, Board]:
    """Every board, by slug. A board that the set-up made, and nobody wrote on, becomes one of them."""
    boards = {}
    spare = list(Board.objects.filter(threads__isnull=True, partner=None).order_by("pk"))
    for position, text in enumerate(BOARDS, 1):
        board = spare.pop(0) if spare and not text.partner else Board()
        fill(board, text, position, partners, levels)
        board.created_at = moments.ago(days=420)
        board.save()
        boards[text.slug] = board
    say("boards", len(boards), len(BOARDS))
    return boards


def fill(board: Board, text: BoardText, position: int, partners: dict, levels: dict[int, Level]) -> None:
    board.title, board.slug, board.description = text.title, text.slug, text.description
    board.partner = partners[text.partner] if text.partner else None
    board.access = text.access
    board.group = levels[text.level].group if text.level else None
    board.position = position


def recount(boards: dict[str, Board]) -> None:
    """Set every board's counters from its rows."""
    for board in boards.values():
        board_recount(board=board)
