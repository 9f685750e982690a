"""People in lists: their card with what others confirmed of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from channel_community.members.cards import AuthorCard, ProfileUrls, author_columns, author_from_row
from channel_community.members.models import Member, Membership
from channel_community.reputation.models import Standing

ACCEPTED = "answer.accepted"


@dataclass(frozen=True)
class PersonCard(AuthorCard):
    """A member in a list of people. `points` is the network total."""

    headline: str = ""
    accepted_count: int = 0
    points: int = 0


def people_cards(members, *, limit: int) -> list[PersonCard]:
    """Cards of the members in a queryset, highest network standing first. Two queries.

    The first picks the few from an index; only their answers are counted.
    """
    ranked = members.order_by().annotate(points=_network_total()).order_by("-points", "name", "id")
    chosen = list(ranked.values_list("pk", flat=True)[:limit])
    return _cards(chosen)


def people_to_meet(*, limit: int, partner=None) -> list[PersonCard]:
    """Members whose peers confirmed what they said; of one partner's circle, or of the whole network.

    Nobody who is suspended, and nobody whose account is gone. Two queries.
    """
    now = timezone.now()
    met = Standing.objects.filter(partner__isnull=True, total__gt=0, member__user__is_active=True)
    met = met.filter(Q(member__suspended_until__isnull=True) | Q(member__suspended_until__lte=now))
    if partner is not None:
        met = met.filter(member__in=Membership.objects.filter(partner=partner).values("member_id"))
    ranked = met.order_by("-total", "member__name", "member_id")
    return _cards(list(ranked.values_list("member_id", flat=True)[:limit]))


def person_card(member: Member) -> PersonCard:
    """The card of one member. One query."""
    return _cards([member.pk])[0]


def _cards(ids: list[int]) -> list[PersonCard]:
    """Cards of these members, in the order given. One query."""
    accepted = Q(ledger__rule=ACCEPTED, ledger__delta__gt=0, ledger__reversal__isnull=True)
    rows = (
        Member.objects.filter(pk__in=ids)
        .annotate(accepted_count=Count("ledger", filter=accepted), points=_network_total())
        .values(*author_columns(""), "headline", "accepted_count", "points")
    )
    urls = ProfileUrls()
    cards = {
        row["id"]: PersonCard(
            **asdict(author_from_row(row, "", urls)),
            headline=row["headline"],
            accepted_count=row["accepted_count"],
            points=row["points"],
        )
        for row in rows
    }
    return [cards[pk] for pk in ids if pk in cards]


def _network_total() -> Coalesce:
    """The member's standing in the whole network; 0 for those who have none."""
    network = Standing.objects.filter(member=OuterRef("pk"), partner__isnull=True)
    return Coalesce(Subquery(network.values("total")[:1]), 0)
