"""Blocks that show the community on pages: a discussion to start, a thread, a webinar.

What each shows is decided for its reader. All blocks of one kind on a page are read with one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from channel_community.content.blocks.base import GROUP_PEOPLE, PREVIEW, TEMPLATES, HasExample
from channel_community.content.registry import adds_sections
from channel_community.discussions import queries as discussions
from channel_community.discussions.cards import BoardCard, ThreadCard, Urls, board_card
from channel_community.discussions.permissions import boards_visible_to, threads_visible_to
from channel_community.members.cards import AuthorCard, author_of
from channel_community.members.models import Member
from channel_community.members.viewer import ANONYMOUS, Viewer
from channel_community.shell import request_viewer
from channel_community.webinars import queries as webinars
from channel_community.webinars.cards import WebinarCard

Read = Callable[[Iterable[int], Viewer], list]


class Together:
    """The cards of several objects as one viewer sees them, read when the first one is shown."""

    def __init__(self, ids: Iterable[int], read: Read) -> None:
        self.ids, self.read = tuple(ids), read
        self._seen: tuple[Viewer, dict] | None = None

    def card(self, pk: int, viewer: Viewer):
        """The object's card, or None where the viewer may not know of it."""
        if self._seen is None or self._seen[0] is not viewer:
            self._seen = (viewer, {card.id: card for card in self.read(self.ids, viewer)})
        return self._seen[1].get(pk)


class CardChooserBlock(HasExample, blocks.ChooserBlock):
    """One object, shown as a card to readers who may see it and not at all to others.

    Subclasses say which chooser, how cards are read, and under which name the template gets its card.
    """

    chooser: str = ""
    card_name = ""

    def read(self, ids: Iterable[int], viewer: Viewer) -> list:
        """The cards of those of `ids` that `viewer` may see, with one query."""
        raise NotImplementedError

    @cached_property
    def widget(self):
        from channel_community.home import choosers  # noqa: PLC0415 - viewsets need the admin, pages do not

        return getattr(choosers, self.chooser).widget_class()

    def bulk_to_python(self, values):
        found = super().bulk_to_python(values)
        gather(found, self.read)
        return found

    def render(self, value, context=None):
        card = shown(value, context or {}, self.read)
        return super().render(value, context={**_plain(context), self.card_name: card}) if card else ""


class ThreadCardBlock(CardChooserBlock):
    """A thread of the community. The template gets `thread`, a ThreadCard."""

    target_model = "channel_community.Thread"
    chooser, card_name = "thread_chooser", "thread"

    class Meta:
        icon = "comment"
        label = _("Thread")
        group = GROUP_PEOPLE
        template = f"{TEMPLATES}/thread_card.html"
        preview_template = PREVIEW
        description = _("A thread, for readers who may see it. Others see nothing of it.")

    def read(self, ids, viewer):
        return discussions.cards_of(threads_visible_to(viewer).filter(pk__in=ids).order_by("pk"))

    def example(self):
        now = timezone.now()
        return ThreadCard(
            id=0,
            title=str(_("How many files are enough for a sample?")),
            url="#",
            kind="question",
            is_solved=True,
            is_closed=False,
            is_pinned=False,
            reply_count=12,
            last_post_at=now,
            created_at=now,
            author=_somebody(),
            last_author=None,
            board_title=str(_("Backup")),
            board_url="#",
            partner_name="",
            tags=[],
            excerpt="",
        )


class WebinarCardBlock(CardChooserBlock):
    """A webinar. The template gets `webinar`, a WebinarCard."""

    target_model = "channel_community.Webinar"
    chooser, card_name = "webinar_chooser", "webinar"

    class Meta:
        icon = "calendar-alt"
        label = _("Webinar")
        group = GROUP_PEOPLE
        template = f"{TEMPLATES}/webinar_card.html"
        preview_template = PREVIEW
        description = _("A webinar, for readers who may know of it.")

    def read(self, ids, viewer):
        return webinars.cards(webinars.visible_to(viewer).filter(pk__in=ids), viewer=viewer)

    def example(self):
        starts = timezone.now() + timedelta(days=9)
        return WebinarCard(
            id=0,
            slug="",
            title=str(_("A restore drill in 45 minutes")),
            url="#",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=45),
            duration_minutes=45,
            host_timezone="UTC",
            host=_somebody(),
            partner_name="",
            capacity=None,
            seats_taken=0,
            seats_left=None,
            state="upcoming",
            summary="",
        )


class BoardChooserBlock(blocks.ChooserBlock):
    """One board; all of a page are looked up for the reader together."""

    target_model = "channel_community.Board"

    class Meta:
        icon = "group"

    @cached_property
    def widget(self):
        from channel_community.home.choosers import board_chooser  # noqa: PLC0415 - as above

        return board_chooser.widget_class()

    def bulk_to_python(self, values):
        found = super().bulk_to_python(values)
        gather(found, read_boards)
        return found


def read_boards(ids: Iterable[int], viewer: Viewer) -> list[BoardCard]:
    """Cards of those of `ids` that `viewer` may read and that take new threads. One query."""
    urls = Urls()
    rows = boards_visible_to(viewer).filter(pk__in=ids, is_closed=False).select_related("partner")
    return [board_card(board, urls) for board in rows]


class StartDiscussionBlock(HasExample, blocks.StructBlock):
    """A question to readers, and the form of a board with it filled in. The template gets `board`."""

    board = BoardChooserBlock(label=_("Board"), help_text=_("Where the answers become threads."))
    prompt = blocks.CharBlock(
        label=_("What to talk about"),
        max_length=150,
        help_text=_("Becomes the title of the thread, which readers may change. Up to 150 characters."),
    )
    text = blocks.TextBlock(
        label=_("Text"), required=False, max_length=300, help_text=_("Up to 300 characters.")
    )

    class Meta:
        icon = "comment-add"
        label = _("Start a discussion")
        group = GROUP_PEOPLE
        template = f"{TEMPLATES}/start_discussion.html"
        preview_template = PREVIEW
        description = _("A question to your readers, which opens a new thread on a board of yours.")

    def example(self):
        value = self.to_python({"prompt": _("How do you test your restores?"), "text": ""})
        value["board"] = BoardCard(
            id=0,
            title=str(_("Backup")),
            url="#",
            description="",
            thread_count=0,
            post_count=0,
            last_post_at=None,
            access_label="",
        )
        return value

    def render(self, value, context=None):
        board = shown(value.get("board"), context or {}, read_boards)
        return super().render(value, context={**_plain(context), "board": board}) if board else ""


def shown(value, context, read: Read):
    """The card of a chosen object for the reader of `context`; an example stands for itself."""
    if not isinstance(value, Model):
        return value
    together = getattr(value, "community_together", None) or Together([value.pk], read)
    return together.card(value.pk, viewer_of(context))


def gather(found: Iterable, read: Read) -> None:
    """Let the objects of a page that were fetched together be read together too."""
    chosen = [value for value in found if value]
    together = Together([value.pk for value in chosen], read)
    for value in chosen:
        value.community_together = together


def viewer_of(context) -> Viewer:
    """Who reads, from the context of a page or of a preview."""
    request = context.get("request")
    return context.get("viewer") or (request_viewer(request) if request else ANONYMOUS)


def _plain(context) -> dict:
    """A template's context as a dict; Wagtail hands either on."""
    return context.flatten() if hasattr(context, "flatten") else dict(context or {})


def _somebody() -> AuthorCard:
    return author_of(Member(pk=0, handle="ana", name="Ana Horvat"))


@adds_sections
def conversation() -> list[tuple[str, blocks.Block]]:
    """The sections that show the community."""
    return [
        ("start_discussion", StartDiscussionBlock()),
        ("thread_card", ThreadCardBlock()),
        ("webinar_card", WebinarCardBlock()),
    ]
