"""Where everything of a partner is: for the admin's screens."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerPageMixin
from channel_community.discussions.models import Board
from channel_community.members.models import Membership
from channel_community.onboarding.files import customers_collection
from channel_community.onboarding.pages import front_pages
from channel_community.partners.enums import InvitationState
from channel_community.partners.groups import COLUMNS
from channel_community.partners.models import Invitation, Partner

SHOWN = 12


@dataclass(frozen=True)
class Space:
    """What was made for one partner, and who is in it. Of people and invitations the newest SHOWN."""

    pages: list
    collection: object
    corner: object
    groups: list[tuple[object, int]]
    boards: list[Board]
    people: list[Membership]
    people_count: int
    invitations: list[Invitation]
    invitation_count: int


def space_of(partner: Partner) -> Space:
    """The partner's space, by a fixed number of queries."""
    people = Membership.objects.filter(partner=partner).select_related("member").order_by("-pk")
    waiting = Invitation.objects.filter(partner=partner, state=InvitationState.PENDING).order_by("-pk")
    return Space(
        pages=front_pages(partner),
        collection=partner.collection,
        corner=customers_collection(partner),
        groups=_groups(partner),
        boards=list(Board.objects.filter(partner=partner).order_by("position", "title")),
        people=list(people[:SHOWN]),
        people_count=people.count(),
        invitations=list(waiting[:SHOWN]),
        invitation_count=waiting.count(),
    )


def partners_listed() -> QuerySet[Partner]:
    """Partners with `people`, how many are in them."""
    people = Membership.objects.filter(partner=OuterRef("pk")).order_by().values("partner")
    counted = people.annotate(number=Count("member", distinct=True)).values("number")
    return Partner.objects.select_related("tier").annotate(people=Coalesce(Subquery(counted), 0))


def fronts_of(partners: list[Partner]) -> dict[int, object]:
    """The first front page of each of these partners, by the partner's id; a live one before a draft."""
    found: dict[int, object] = {}
    for model in page_types(PartnerPageMixin):
        rows = model.objects.filter(partner__in=partners).order_by("-live", "pk")
        for page in rows.only("pk", "title", "live", "url_path", "locale", "partner"):
            found.setdefault(page.partner_id, page)
    return found


def _groups(partner: Partner) -> list[tuple[object, int]]:
    groups = [getattr(partner, column) for column in COLUMNS.values()]
    return [(group, group.user_set.count()) for group in groups if group is not None]
