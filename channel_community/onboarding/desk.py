"""What partner staff find on the admin's first page: their space, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

from channel_community.content.kits.queries import copies_of_partners, newest_numbers
from channel_community.content.page_types import page_type
from channel_community.content.pages import PartnerArticlePageMixin
from channel_community.onboarding.queries import fronts_of
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.shell import request_viewer


@dataclass(frozen=True)
class Desk:
    """One partner's place: where to write, where to look, and which kit pages wait for a newer version."""

    name: str
    page_url: str
    explore_url: str
    article_url: str
    people_url: str
    behind: list


class DeskPanel(Component):
    """Stands first on the home of the admin, for partner staff only."""

    name = "community_desk"
    template_name = "channel_community/admin/desk.html"
    order = 10
    #: The dashboard of partner staff keeps this panel as it is.
    is_for_partners = True

    def __init__(self, desks: list[Desk]) -> None:
        self.desks = desks

    def get_context_data(self, parent_context):
        return {"desks": self.desks}


@hooks.register("construct_homepage_panels", order=-10)
def add_desk(request: HttpRequest, panels: list) -> None:
    desks = desks_of(request)
    if desks:
        panels.insert(0, DeskPanel(desks))


def desks_of(request: HttpRequest) -> list[Desk]:
    """The active partners that the person behind `request` works for, by name; a fixed number of queries."""
    viewer = request_viewer(request)
    if not viewer.served or viewer.is_manager:
        return []
    served = Partner.objects.filter(pk__in=viewer.served, state=PartnerState.ACTIVE)
    partners = list(served.order_by("name", "pk"))
    fronts = fronts_of(partners)
    behind = _behind(fronts)
    return [
        Desk(
            name=partner.name,
            page_url=(front.full_url if front.live else "") or "",
            explore_url=reverse("wagtailadmin_explore", args=[front.pk]),
            article_url=_article_url(front),
            people_url=_people_url(partner) if partner.pk in viewer.administered else "",
            behind=[copy for copy in behind if copy.partner_id == partner.pk],
        )
        for partner in partners
        if (front := fronts.get(partner.pk)) is not None
    ]


def _behind(partner_ids: Iterable[int]) -> list:
    """The partners' copies of kits that have a newer version, each with `versions_behind`."""
    newest, copies = newest_numbers(), copies_of_partners(partner_ids)
    for copy in copies:
        copy.versions_behind = newest.get(copy.kit_id, 0) - copy.version.number
    return [copy for copy in copies if copy.versions_behind > 0]


def _article_url(front) -> str:
    """Where an article under `front` is begun; "" where no page type is one."""
    model = page_type(PartnerArticlePageMixin)
    if model is None:
        return ""
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, front.pk])


def _people_url(partner: Partner) -> str:
    return reverse("channel_community:partner_staff", args=[partner.slug])
