"""How a kit looks while the brand writes it: as a partner's copy, the slots holding what they ask for."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from channel_community.content.kits.parts import parts_of_stream
from channel_community.content.kits.render import Shown
from channel_community.partners.models import Partner
from channel_community.partners.queries import partners_active
from channel_community.shell import page_context

#: Partners that the preview offers to look through.
PARTNERS = 8


def modes() -> list[tuple[str, str]]:
    """One for each of the first partners, and the brand alone."""
    partners = [(str(partner.pk), partner.name) for partner in partners_active()[:PARTNERS]]
    return [*partners, ("brand", _("The brand alone"))]


def context_of(kit, request, mode: str) -> dict:
    """The context of the preview in the colours of the partner that `mode` names."""
    partner = Partner.objects.filter(pk=mode).first() if mode.isdecimal() else None
    context = page_context(request, partner=partner, kit=kit)
    context["parts"] = [_shown(part, context) for part in parts_of_stream(kit.sections)]
    return context


def _shown(part, context: dict) -> Shown:
    if not part.is_slot:
        return Shown(part, part.render(context))
    return Shown(part, render_to_string("channel_community/content/kits/empty_slot.html", {"part": part}))
