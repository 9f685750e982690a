"""Pages of webinars."""

from channel_community.webinars.views.card import webinar_card
from channel_community.webinars.views.hosting import approve, call_off, edit, propose
from channel_community.webinars.views.pages import calendar, webinar, webinar_list
from channel_community.webinars.views.seats import cancel, join, register

__all__ = [
    "approve",
    "calendar",
    "call_off",
    "cancel",
    "edit",
    "join",
    "propose",
    "register",
    "webinar",
    "webinar_card",
    "webinar_list",
]
