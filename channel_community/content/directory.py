"""The directory of partners: who is listed, what narrows it down, one page of it at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.http import urlencode

from channel_community.content.cards import PartnerCard
from channel_community.content.filters import PartnerFilter
from channel_community.content.page_types import page_types
from channel_community.content.pager import Pager, pager_of
from channel_community.content.pages import PartnerPageMixin
from channel_community.partners.branding import brandings_of
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner

PARTNERS_PER_PAGE = 24


@dataclass(frozen=True)
class Directory:
    """One page of the directory. `total` counts everybody listed, `count` those who match."""

    partners: list[PartnerCard]
    pager: Pager
    filter: PartnerFilter
    count: int
    total: int
    number: int
    clear_url: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.filter.given)


def directory_of(page, request) -> Directory:
    """What the address asks for of the partners whose front pages stand under `page`."""
    listed = partners_listed(page)
    chosen = PartnerFilter(request.GET, listed)
    paginator = Paginator(ranked(chosen.qs.select_related("tier")), PARTNERS_PER_PAGE)
    rows = paginator.get_page(request.GET.get("page"))
    return Directory(
        partners=partner_cards(page, rows.object_list, request),
        pager=pager_of(rows, query=urlencode(chosen.given)),
        filter=chosen,
        count=paginator.count,
        total=listed.count() if chosen.given else paginator.count,
        number=rows.number,
        clear_url=request.path,
    )


def partners_listed(page) -> QuerySet[Partner]:
    """Active partners with a published front page under `page` that everybody may read."""
    pages = [_fronts(model, page).values("partner") for model in page_types(PartnerPageMixin)]
    listed = reduce(or_, (Q(pk__in=found) for found in pages), Q(pk__in=[]))
    return Partner.objects.filter(listed, state=PartnerState.ACTIVE)


def ranked(partners: QuerySet[Partner]) -> QuerySet[Partner]:
    """The highest tier first, then by name; partners without a tier stand last."""
    return partners.order_by(F("tier__rank").desc(nulls_last=True), Lower("name"), "pk")


def partner_cards(page, partners: Iterable[Partner], request) -> list[PartnerCard]:
    """Cards of the partners in their order; a handful of queries for all of them."""
    rows = list(partners.prefetch_related("specialities"))
    fronts = _front_by_partner(page, rows)
    brandings = brandings_of(row.pk for row in rows)
    return [_card(row, fronts[row.pk], brandings[row.pk], request) for row in rows if row.pk in fronts]


def _fronts(model, page) -> QuerySet:
    return model.objects.child_of(page).live().public().defer("sections")


def _front_by_partner(page, rows: list[Partner]) -> dict[int, PartnerPageMixin]:
    """The oldest front page of each partner under `page`."""
    found = {}
    for model in page_types(PartnerPageMixin):
        for front in _fronts(model, page).filter(partner__in=rows).order_by("pk"):
            found.setdefault(front.partner_id, front)
    return found


def _card(partner: Partner, front, branding, request) -> PartnerCard:
    return PartnerCard(
        name=partner.name,
        url=front.get_url(request) or "",
        tagline=front.lead or partner.tagline,
        logo_light_url=branding.logo_light_url,
        logo_dark_url=branding.logo_dark_url,
        tier=partner.tier.name if partner.tier else "",
        region=partner.region,
        specialities=tuple(row.name for row in partner.specialities.all()),
    )
