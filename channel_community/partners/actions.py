"""Changes to partners and their brand kits."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from channel_community import sanitize
from channel_community.events.record import record
from channel_community.exceptions import Invalid
from channel_community.partners.changes import partner_changed
from channel_community.partners.colours import derive
from channel_community.partners.enums import PartnerState
from channel_community.partners.event_types import (
    PARTNER_CREATED,
    PARTNER_LEFT,
    PARTNER_REACTIVATED,
    PARTNER_SUSPENDED,
    PartnerFact,
)
from channel_community.partners.models import BrandKit, Partner

KIT_FIELDS = (
    "name",
    "logo_light",
    "logo_dark",
    "accent",
    "accent_dark",
    "secondary",
    "typeface",
    "corner",
)
PARTNER_FIELDS = (
    "name",
    "slug",
    "tagline",
    "description",
    "region",
    "tier",
    "website",
    "brand_kit",
    "site",
    "admins_publish",
)
#: Text that stands in headings and subjects of mail: one line, nothing that is not seen.
_LINES = ("name", "tagline", "region")


@transaction.atomic
def kit_save(*, kit: BrandKit | None = None, **values) -> BrandKit:
    """Make a brand kit, or change the fields named in `values` (see KIT_FIELDS).

    Colours of text and of quiet backgrounds are derived so that they can be read. `version` rises with every
    change, and the address of the stylesheet with it; saving what is there already changes nothing. Raises
    Invalid, by field, also for a colour that cannot be read anywhere, with the nearest one that can.
    """
    kit = kit or BrandKit()
    unknown = set(values) - set(KIT_FIELDS)
    if unknown:
        raise TypeError(f"kit_save does not take {sorted(unknown)}.")
    if "name" in values:
        values["name"] = sanitize.one_line(values["name"] or "")
    for name, value in values.items():
        setattr(kit, name, value.lower() if name in {"accent", "accent_dark", "secondary"} else value)
    _validate(kit)
    if kit.pk and not _kit_changed(kit):
        return kit
    kit.derived = derive(kit.accent, kit.accent_dark).as_dict()
    kit.version = kit.version + 1 if kit.pk else 1
    kit.updated_at = timezone.now()
    kit.save()
    return kit


@transaction.atomic
def partner_create(
    *, name: str, slug: str, kit: BrandKit | None = None, actor=None, specialities=(), **details
) -> Partner:
    """Make a partner's row alone; `onboarding.actions.partner_onboard` makes the space around it too.

    `details` are those of PARTNER_FIELDS that are left; `actor` is a member.
    """
    values = _one_lined({"name": name, "slug": slug, "brand_kit": kit, **details})
    partner = Partner(**values)
    _validate(partner)
    partner.save()
    partner.specialities.set(specialities)
    _record(PARTNER_CREATED, partner, actor)
    return partner


@transaction.atomic
def partner_update(*, partner: Partner, actor=None, specialities=None, **details) -> Partner:
    """Change the fields named in `details` (see PARTNER_FIELDS). The state changes by the actions below.

    What was made at the onboarding follows: names, the right to publish, the page's site.
    """
    unknown = set(details) - set(PARTNER_FIELDS)
    if unknown:
        raise TypeError(f"partner_update does not take {sorted(unknown)}.")
    stored = Partner.objects.select_for_update().get(pk=partner.pk)
    details = _one_lined(details)
    before = {name: getattr(stored, name) for name in details}
    for name, value in details.items():
        setattr(partner, name, value)
    _validate(partner)
    partner.save(update_fields=list(details))
    if specialities is not None:
        partner.specialities.set(specialities)
    changed = {name: value for name, value in before.items() if value != getattr(partner, name)}
    if changed:
        partner_changed.send(Partner, partner=partner, before=changed, actor=actor)
    return partner


def partner_suspend(*, partner: Partner, actor=None, reason: str = "") -> Partner:
    """Hide the partner's whole space at once: pages, boards, threads, sockets. Twice is once."""
    return _change_state(partner, PartnerState.SUSPENDED, PARTNER_SUSPENDED, actor, reason)


def partner_reactivate(*, partner: Partner, actor=None, reason: str = "") -> Partner:
    """Show the partner's space again, as it was. Twice is once."""
    return _change_state(partner, PartnerState.ACTIVE, PARTNER_REACTIVATED, actor, reason)


def partner_leave(*, partner: Partner, actor=None, reason: str = "") -> Partner:
    """The partner leaves the network: it is listed no more, what was said stays readable. Twice is once."""
    return _change_state(partner, PartnerState.LEFT, PARTNER_LEFT, actor, reason)


@transaction.atomic
def _change_state(partner: Partner, state: PartnerState, fact, actor, reason: str) -> Partner:
    partner = Partner.objects.select_for_update().get(pk=partner.pk)
    if partner.state != state:
        before = {"state": partner.state}
        partner.state = state
        partner.save(update_fields=["state"])
        _record(fact, partner, actor, reason)
        partner_changed.send(Partner, partner=partner, before=before, actor=actor)
    return partner


def _one_lined(details: dict) -> dict:
    """`details` with the texts of `_LINES` on one line. Raises Invalid when nothing is left of the name."""
    lines = {name: sanitize.one_line(details[name] or "") for name in _LINES if name in details}
    if lines.get("name") == "":
        words = _("Write a name that people can read: this one is empty or made of signs that nobody sees.")
        raise Invalid(words, errors={"name": [words]})
    return {**details, **lines}


def _record(fact, partner: Partner, actor, reason: str = "") -> None:
    payload = PartnerFact(partner_id=partner.pk, name=partner.name, reason=reason)
    record(fact, payload=payload, actor=actor, partner=partner, obj=partner)


def _kit_changed(kit: BrandKit) -> bool:
    columns = [BrandKit._meta.get_field(name).attname for name in KIT_FIELDS]
    stored = BrandKit.objects.filter(pk=kit.pk).values(*columns, "derived").get()
    return not stored.pop("derived") or any(getattr(kit, name) != value for name, value in stored.items())


def _validate(instance) -> None:
    try:
        instance.full_clean()
    except ValidationError as error:
        errors = error.message_dict
        raise Invalid(" ".join(m for messages in errors.values() for m in messages), errors=errors) from error
