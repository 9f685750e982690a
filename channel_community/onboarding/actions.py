"""A partner comes aboard with everything it needs, in one transaction; and is brought up to date later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.models import Site

from channel_community.discussions.models import Board
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member
from channel_community.onboarding.addresses import read_addresses
from channel_community.onboarding.approval import workflow_attach
from channel_community.onboarding.boards import CUSTOMERS, PUBLIC, boards_make
from channel_community.onboarding.files import collection_ensure
from channel_community.onboarding.hiding import space_hide
from channel_community.onboarding.pages import default_site, front_page_make, front_pages
from channel_community.onboarding.rights import rights_sync
from channel_community.onboarding.signals import step_done
from channel_community.partners.actions import kit_save, partner_create
from channel_community.partners.enums import PartnerState
from channel_community.partners.groups import groups_ensure
from channel_community.partners.invitations.actions import invitation_create
from channel_community.partners.models import BrandKit, BrandSettings, Invitation, Partner


@dataclass
class Onboarding:
    """What an onboarding was asked for, and what each step made of it."""

    name: str
    slug: str
    site: Site | None
    actor: Member | None
    kit: BrandKit | None
    accent: str
    logo: Any
    editors: list[str]
    admins: list[str]
    public_boards: list[str]
    customers_board: str
    details: dict[str, Any]
    partner: Partner | None = None
    page: Any = None
    boards: list[Board] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def user(self):
        return self.actor.user if self.actor else None


@transaction.atomic
def partner_onboard(
    *,
    name: str,
    slug: str,
    site: Site | None = None,
    actor: Member | None = None,
    kit: BrandKit | None = None,
    accent: str = "",
    logo=None,
    editors: str | Iterable[str] = (),
    admins: str | Iterable[str] = (),
    public_boards: Iterable[str] = PUBLIC,
    customers_board: str = CUSTOMERS,
    **details,
) -> Partner:
    """Make a partner with its kit, groups, collection, page, rights, approval, boards and invitations.

    Without `kit` one is made of `accent` (else the brand's) and `logo`. `editors` and `admins` are mail
    addresses; the mails leave after the commit. `details` are the partner's other fields (see
    `partner_create`). All of it is there afterwards, or nothing is. Raises Invalid by field.
    """
    invited = {"editors": read_addresses("editors", editors), "admins": read_addresses("admins", admins)}
    plan = Onboarding(
        name=name,
        slug=slug,
        site=site or default_site(),
        actor=actor,
        kit=kit,
        accent=accent,
        logo=logo,
        public_boards=[str(title) for title in public_boards],
        customers_board=str(customers_board),
        details=details,
        **invited,
    )
    for step, do in STEPS:
        do(plan)
        step_done.send(partner_onboard, step=step, partner=plan.partner)
    return plan.partner


@transaction.atomic
def ensure_space(*, partner: Partner, publish: bool = False) -> Partner:
    """Make what is missing of the space of a partner that is there already; twice is once.

    A front page that is made now waits as a draft unless `publish`. Boards and people stay as they are.
    """
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.site_id is None:
        partner.site = default_site()
        partner.save(update_fields=["site"])
    groups_ensure(partner=partner)
    collection_ensure(partner=partner)
    if not front_pages(partner) and partner.site and partner.state != PartnerState.LEFT:
        front_page_make(partner=partner, site=partner.site, publish=publish)
    rights_sync(partner=partner)
    workflow_attach(pages=front_pages(partner))
    if partner.state == PartnerState.SUSPENDED:
        space_hide(partner=partner)
    return partner


def _row(plan: Onboarding) -> None:
    plan.partner = partner_create(
        name=plan.name, slug=plan.slug, kit=plan.kit, actor=plan.actor, site=plan.site, **plan.details
    )


def _kit(plan: Onboarding) -> None:
    if plan.kit is None:
        plan.partner.brand_kit = kit_save(name=plan.name, logo_light=plan.logo, **_colours(plan))
        plan.partner.save(update_fields=["brand_kit"])


def _colours(plan: Onboarding) -> dict[str, str]:
    if plan.accent:
        return {"accent": plan.accent}
    brand = BrandSettings.objects.filter(site=plan.site).select_related("brand_kit").first()
    kit = brand.brand_kit if brand else None
    return {"accent": kit.accent, "accent_dark": kit.accent_dark} if kit else {}


def _groups(plan: Onboarding) -> None:
    groups_ensure(partner=plan.partner)


def _collection(plan: Onboarding) -> None:
    collection_ensure(partner=plan.partner)


def _page(plan: Onboarding) -> None:
    if plan.site is not None:
        plan.page = front_page_make(partner=plan.partner, site=plan.site, user=plan.user)


def _rights(plan: Onboarding) -> None:
    rights_sync(partner=plan.partner)


def _approval(plan: Onboarding) -> None:
    workflow_attach(pages=[plan.page] if plan.page else [])


def _boards(plan: Onboarding) -> None:
    plan.boards = boards_make(partner=plan.partner, public=plan.public_boards, customers=plan.customers_board)


def _invitations(plan: Onboarding) -> None:
    wanted = [(email, MembershipRole.ADMIN) for email in plan.admins]
    # An administrator does all that an editor does: one mail is enough.
    wanted += [(email, MembershipRole.EDITOR) for email in plan.editors if email not in plan.admins]
    plan.invitations = [
        invitation_create(partner=plan.partner, email=email, role=role, actor=plan.actor)
        for email, role in wanted
    ]


#: The steps in their order. Each needs what the ones before it made.
STEPS: tuple[tuple[str, Callable[[Onboarding], None]], ...] = (
    ("partner", _row),
    ("kit", _kit),
    ("groups", _groups),
    ("collection", _collection),
    ("page", _page),
    ("rights", _rights),
    ("approval", _approval),
    ("boards", _boards),
    ("invitations", _invitations),
)
