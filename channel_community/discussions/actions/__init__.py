"""Every change in discussions. Pages, JSON, commands and the admin call these; none sees a request."""

from channel_community.discussions.actions.answers import answer_accept, answer_unaccept
from channel_community.discussions.actions.held import held_approve, held_refuse, post_hold
from channel_community.discussions.actions.posts import post_create, post_edit, post_remove
from channel_community.discussions.actions.reactions import reaction_toggle
from channel_community.discussions.actions.threads import (
    board_recount,
    thread_close,
    thread_create,
    thread_pin,
    thread_reopen,
    thread_retitle,
    thread_unpin,
)

__all__ = [
    "answer_accept",
    "answer_unaccept",
    "board_recount",
    "held_approve",
    "held_refuse",
    "post_create",
    "post_edit",
    "post_hold",
    "post_remove",
    "reaction_toggle",
    "thread_close",
    "thread_create",
    "thread_pin",
    "thread_reopen",
    "thread_retitle",
    "thread_unpin",
]
