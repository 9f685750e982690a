"""The boards that a partner starts with, and what becomes of them when it leaves."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from channel_community.discussions.enums import Access
from channel_community.discussions.models import Board
from channel_community.exceptions import Invalid
from channel_community.partners.models import Partner

#: Titles offered for boards that everybody reads, and for the one of the customers.
PUBLIC = (gettext_lazy("Questions and answers"),)
CUSTOMERS = gettext_lazy("Customers’ room")

_ABOUT_PUBLIC = gettext_noop("Ask %(name)s and the people who work with it.")
_ABOUT_CUSTOMERS = gettext_noop("For customers of %(name)s, among themselves.")
KEPT = "boards"


def boards_make(*, partner: Partner, public: Iterable[str], customers: str) -> list[Board]:
    """A board for each title, in this order; the customers' one is the last."""
    wanted = [(title, Access.PUBLIC, _ABOUT_PUBLIC, "public_boards") for title in public]
    if customers:
        wanted.append((customers, Access.CUSTOMERS, _ABOUT_CUSTOMERS, "customers_board"))
    return [
        _make(partner, field, title=str(title), access=access, position=position, about=about)
        for position, (title, access, about, field) in enumerate(wanted)
    ]


def boards_close(*, partner: Partner) -> None:
    """No new threads from now on. Which boards this closed is noted, so that no other is opened again."""
    open_boards = list(Board.objects.filter(partner=partner, is_closed=False).values_list("pk", flat=True))
    Board.objects.filter(pk__in=open_boards).update(is_closed=True)
    partner.hidden = {**partner.hidden, KEPT: open_boards}
    partner.save(update_fields=["hidden"])


def boards_reopen(*, partner: Partner) -> None:
    """Open again what `boards_close` closed."""
    closed = partner.hidden.get(KEPT, [])
    Board.objects.filter(pk__in=closed, partner=partner).update(is_closed=False)
    partner.hidden = {kind: ids for kind, ids in partner.hidden.items() if kind != KEPT}
    partner.save(update_fields=["hidden"])


def _make(partner: Partner, field: str, *, title: str, access: str, position: int, about: str) -> Board:
    board = Board(
        partner=partner,
        title=title,
        slug=slugify(title)[:80] or "board",
        description=_(about) % {"name": partner.name},
        access=access,
        position=position,
    )
    try:
        board.full_clean()
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), errors={field: error.messages}) from error
    board.save()
    return board
