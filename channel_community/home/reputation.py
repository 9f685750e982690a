"""Where one stands and why, and who helped most."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import InvalidPage, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.exceptions import Missing
from channel_community.home.people import PersonCard, people_cards
from channel_community.members.models import Member
from channel_community.reputation import queries
from channel_community.reputation.cards import LedgerRow
from channel_community.reputation.models import Level
from channel_community.shell import page_context, request_viewer
from channel_community.web import redirect_to_login, translate_errors

LEADERS = 50
ENTRIES = 20


@dataclass(frozen=True)
class LedgerPage:
    """A page of somebody's ledger, newest first, with the addresses of its neighbours."""

    rows: list[LedgerRow]
    number: int
    has_next: bool

    @property
    def previous_url(self) -> str:
        return f"?page={self.number - 1}" if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return f"?page={self.number + 1}" if self.has_next else ""


@dataclass(frozen=True)
class Band:
    """The people of one level; `name` is empty for those on the way to the first."""

    name: str
    rank: int
    people: list[PersonCard]


@require_safe
@translate_errors
def my_reputation(request: HttpRequest) -> HttpResponse:
    """Why do I stand here, and what comes next."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    member = viewer.member or Member()
    page = _ledger_page(member, request.GET.get("page", "1"))
    context = page_context(request, progress=queries.progress(member), ledger=page.rows, page_obj=page)
    return render(request, "channel_community/members/reputation.html", context)


@require_safe
@translate_errors
def leaders(request: HttpRequest) -> HttpResponse:
    """The people who helped most, in the bands of their levels."""
    people = people_cards(queries.leaders(), limit=LEADERS)
    context = page_context(request, bands=_bands(people), levels=Level.objects.all())
    return render(request, "channel_community/reputation/leaders.html", context)


def _bands(people: list[PersonCard]) -> list[Band]:
    ranked = sorted(people, key=lambda person: (-person.level_rank, -person.points, person.id))
    grouped = groupby(ranked, key=lambda person: (person.level_rank, person.level_name))
    return [Band(name=name, rank=rank, people=list(found)) for (rank, name), found in grouped]


def _ledger_page(member: Member, number: str) -> LedgerPage:
    if member.pk is None:
        return LedgerPage(rows=[], number=1, has_next=False)
    try:
        page = Paginator(queries.ledger_of(member), ENTRIES).page(number)
    except InvalidPage:
        raise Missing(_("Your ledger has no such page. Go back to its first page.")) from None
    return LedgerPage(rows=queries.rows(page), number=page.number, has_next=page.has_next())
