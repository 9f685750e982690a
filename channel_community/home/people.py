"""People in lists: their card with what others confirmed of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Count, Q

from channel_community.members.cards import AuthorCard, ProfileUrls, author_columns, author_from_row
from channel_community.members.models import Member

ACCEPTED = "answer.accepted"


@dataclass(frozen=True)
class PersonCard(AuthorCard):
    """A member in a list of people. `points` is the network total."""

    headline: str = ""
    accepted_count: int = 0
    points: int = 0


def people_cards(members, *, limit: int) -> list[PersonCard]:
    """Cards of the members in a queryset, highest standing first. One query."""
    counted = members.annotate(
        accepted_count=Count(
            "ledger", filter=Q(ledger__rule=ACCEPTED, ledger__delta__gt=0, ledger__reversal__isnull=True)
        ),
    ).filter(Q(standings__partner__isnull=True) | Q(standings__isnull=True))
    rows = counted.order_by("-standings__total", "name", "id").values(
        *author_columns(""), "headline", "accepted_count", "standings__total"
    )
    urls = ProfileUrls()
    return [
        PersonCard(
            **asdict(author_from_row(row, "", urls)),
            headline=row["headline"],
            accepted_count=row["accepted_count"],
            points=row["standings__total"] or 0,
        )
        for row in rows[:limit]
    ]


def people_to_meet(*, limit: int, partner=None) -> list[PersonCard]:
    """Members whose peers confirmed what they said; of one partner's circle, or of the whole network."""
    members = Member.objects.filter(standings__partner__isnull=True, standings__total__gt=0)
    if partner is not None:
        members = members.filter(memberships__partner=partner)
    return people_cards(members.filter(pk__in=members.values("pk")), limit=limit)


def person_card(member: Member) -> PersonCard:
    """The card of one member. One query."""
    return people_cards(Member.objects.filter(pk=member.pk), limit=1)[0]
