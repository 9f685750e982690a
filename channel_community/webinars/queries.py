"""Reading webinars. `visible_to` decides for every page, feed, mail and count alike."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast
from django.utils import timezone

from channel_community.members.cards import ProfileUrls
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import PartnerState
from channel_community.webinars.cards import CARD_FIELDS, WebinarCard, card_from_row
from channel_community.webinars.enums import UNPUBLISHED, RegistrationState, WebinarState
from channel_community.webinars.models import Registration, Webinar

#: Cards on one page of past webinars.
PAGE_SIZE = 20
#: Most cards in a list of what is to come; the rest follow when time has passed.
UPCOMING_LIMIT = 100
#: The longest webinar, which lets the index on the start serve questions about the end.
LONGEST = timedelta(days=1)

_LENGTH = ExpressionWrapper(
    Cast("duration_minutes", IntegerField()) * Value(timedelta(minutes=1), output_field=DurationField()),
    output_field=DurationField(),
)
ENDS_AT = ExpressionWrapper(F("starts_at") + _LENGTH, output_field=DateTimeField())


def visible_to(viewer: Viewer) -> QuerySet[Webinar]:
    """Webinars that `viewer` may know of.

    Drafts and declined proposals show to their host, to the staff of their partner and to managers; a
    suspended partner's webinars to managers only.
    """
    if viewer.is_manager:
        return Webinar.objects.all()
    drafts_of = Q(partner_id__in=viewer.served)
    if viewer.member_id and not viewer.is_suspended:
        drafts_of |= Q(host_id=viewer.member_id)
    open_partner = Q(partner__isnull=True) | ~Q(partner__state=PartnerState.SUSPENDED)
    return Webinar.objects.filter(open_partner).filter(~Q(state__in=UNPUBLISHED) | drafts_of)


def upcoming(viewer: Viewer, *, partner=None, limit: int = UPCOMING_LIMIT) -> list[WebinarCard]:
    """Webinars that run or are to come, the soonest first, of one partner or of all. One query."""
    now = timezone.now()
    rows = _of(viewer, partner).filter(state=WebinarState.SCHEDULED)
    return cards(not_over(rows, now).order_by("starts_at", "pk")[:limit], viewer=viewer, now=now)


def ahead(viewer: Viewer) -> tuple[list[WebinarCard], list[WebinarCard]]:
    """What runs or is to come, the soonest first, and the proposals that `viewer` may see. One query."""
    now = timezone.now()
    webinars = visible_to(viewer).alias(ends_at=ENDS_AT)
    rows = webinars.filter(
        Q(state=WebinarState.DRAFT)
        | Q(state=WebinarState.SCHEDULED, starts_at__gt=now - LONGEST, ends_at__gt=now)
    )
    found = cards(rows.order_by("starts_at", "pk")[:UPCOMING_LIMIT], viewer=viewer, now=now)
    drafts = [card for card in found if card.state == WebinarState.DRAFT]
    return [card for card in found if card.state != WebinarState.DRAFT], drafts


def past(viewer: Viewer, *, page: int = 1, partner=None) -> tuple[list[WebinarCard], bool]:
    """One page of webinars that are over, the latest first, and whether another page follows. One query."""
    now = timezone.now()
    start = (page - 1) * PAGE_SIZE
    rows = over(_of(viewer, partner).filter(state=WebinarState.SCHEDULED), now).order_by("-starts_at", "-pk")
    found = cards(rows[start : start + PAGE_SIZE + 1], viewer=viewer, now=now)
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def not_over(webinars: QuerySet[Webinar], now: datetime) -> QuerySet[Webinar]:
    """Those that end after `now`."""
    return webinars.alias(ends_at=ENDS_AT).filter(starts_at__gt=now - LONGEST, ends_at__gt=now)


def over(webinars: QuerySet[Webinar], now: datetime) -> QuerySet[Webinar]:
    """Those that have ended at `now`."""
    return webinars.alias(ends_at=ENDS_AT).filter(starts_at__lte=now, ends_at__lte=now)


def cards(webinars: QuerySet[Webinar], *, viewer: Viewer, now: datetime | None = None) -> list[WebinarCard]:
    """Cards of `webinars` in their order, each saying whether `viewer` has a seat. One query."""
    now, urls = now or timezone.now(), ProfileUrls()
    rows = webinars.annotate(my_seat=_my_seat(viewer)).values(*CARD_FIELDS, "my_seat")
    return [card_from_row(row, now=now, urls=urls) for row in rows]


def for_page(viewer: Viewer) -> QuerySet[Webinar]:
    """Webinars that `viewer` may know of, with all that a page of one shows; `my_seat` is their own state."""
    people = ("partner", "host", "host__level", "host__public_partner")
    return visible_to(viewer).select_related(*people).annotate(my_seat=_my_seat(viewer))


def has_seat(webinar: Webinar, member_id: int | None) -> bool:
    """Whether the member holds a confirmed seat."""
    if member_id is None:
        return False
    return confirmed(webinar).filter(member_id=member_id).exists()


def confirmed(webinar: Webinar) -> QuerySet[Registration]:
    """The confirmed seats of a webinar, in the order they were taken."""
    return Registration.objects.filter(webinar=webinar, state=RegistrationState.CONFIRMED).order_by("pk")


def seats_off() -> QuerySet[Webinar]:
    """Webinars whose stored number of seats differs from their confirmed registrations: none."""
    seats = Count("registrations", filter=Q(registrations__state=RegistrationState.CONFIRMED))
    return Webinar.objects.annotate(counted=seats).exclude(seats_taken=F("counted"))


def _of(viewer: Viewer, partner) -> QuerySet[Webinar]:
    visible = visible_to(viewer)
    return visible if partner is None else visible.filter(partner=partner)


def _my_seat(viewer: Viewer):
    """The state of the viewer's own registration, read along with the webinar."""
    mine = Registration.objects.filter(webinar=OuterRef("pk"), member_id=viewer.member_id or 0)
    return Subquery(mine.values("state")[:1])
