"""Changes to kits, versions and copies. Content of a version never changes once it is made."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from channel_community import sanitize
from channel_community.content.kits import permissions, queries
from channel_community.content.kits.carry import bring_to
from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.event_types import (
    ACCEPTED,
    ADOPTED,
    FORCED,
    PUBLISHED,
    RECALLED,
    REINSTATED,
    CopyFact,
    VersionFact,
)
from channel_community.content.kits.models import ContentKit, KitRollout, KitVersion
from channel_community.content.kits.rollouts import rollout_start
from channel_community.events.record import record
from channel_community.exceptions import Conflict, Invalid

NOTE_LENGTH = 300
#: What the history of a kit calls the brand's acts on a version.
DECREED = {
    FORCED.name: "channel_community.kit_version_forced",
    RECALLED.name: "channel_community.kit_version_recalled",
    REINSTATED.name: "channel_community.kit_version_reinstated",
}


@transaction.atomic
def kit_publish(*, kit: ContentKit, actor=None, note: str = "") -> KitVersion:
    """Make the next version of what the kit holds, and tell the partners that wear it.

    Publishing what the newest version already says makes none: so one revision is one version.
    """
    ContentKit.objects.select_for_update().get(pk=kit.pk)
    content = kit.sections.get_prep_value() if hasattr(kit.sections, "get_prep_value") else []
    newest = kit.versions.order_by("-number").first()
    says = {"title": kit.title, "lead": kit.lead, "content": content}
    if newest and all(getattr(newest, name) == value for name, value in says.items()):
        return newest
    version = KitVersion.objects.create(
        kit=kit,
        number=newest.number + 1 if newest else 1,
        published_by=actor,
        note=sanitize.one_line(note)[:NOTE_LENGTH],
        **says,
    )
    _record(PUBLISHED, version, actor)
    if newest and any(model.objects.filter(kit=kit).exists() for model in queries.copy_types()):
        rollout_start(version=version, kind=RolloutKind.ANNOUNCE, actor=actor)
    return version


def kit_note(*, version: KitVersion, note: str) -> KitVersion:
    """Say what changed in a version; the first words stay."""
    words = sanitize.one_line(note)[:NOTE_LENGTH]
    if words and KitVersion.objects.filter(pk=version.pk, note="").update(note=words):
        version.note = words
    return version


@transaction.atomic
def kit_adopt(*, kit: ContentKit, partner_page, actor=None):
    """Make a draft that wears the kit's newest version, under the partner's page; returns the page.

    Asked again before anything was written into it, it is the same draft. Raises Conflict when no version of
    the kit is on offer, and Invalid under a page that is no partner's.
    """
    from channel_community.content.kits.pages import KitPageMixin  # noqa: PLC0415 - pages stand above actions
    from channel_community.content.page_types import page_type  # noqa: PLC0415

    version = queries.newest_version(kit)
    if version is None:
        raise Conflict(_("No version of “%(kit)s” is on offer now.") % {"kit": kit.name})
    partner, model = getattr(partner_page, "community_partner", None), page_type(KitPageMixin)
    if partner is None or model is None:
        raise Invalid(_("Choose the page of a partner: copies of kits stand under it."))
    parent = type(partner_page).objects.select_for_update().get(pk=partner_page.pk)
    untouched = model.objects.child_of(parent).filter(kit=kit, version=version, values={}, live=False)
    for found in untouched:
        if found.title == version.title and found.revisions.count() <= 1:
            return found
    page = model(title=version.title, slug=_free_slug(parent, version.title), partner=partner, live=False)
    page.kit, page.version, page.values = kit, version, {}
    user = actor.user if actor else None
    page.owner = user
    parent.add_child(instance=page)
    page.save_revision(user=user)
    log(instance=page, action="wagtail.create", user=user, content_changed=True)
    _record_copy(ADOPTED, page, version, actor)
    return page


@transaction.atomic
def kit_accept(*, page, version: KitVersion | None = None, actor=None):
    """Let a copy wear a newer version, by default the newest on offer; returns the page.

    What stands in the slots stays, also where the newer version has no such slot. Twice is once. Raises
    Conflict when the version is recalled or is another kit's, and while the page is in review or locked.
    """
    page = type(page).objects.select_for_update(of=("self",)).select_related("version").get(pk=page.pk)
    version = version or queries.newest_version(page.kit_id)
    if version is None or version.kit_id != page.kit_id:
        raise Conflict(_("There is no such version of this kit to accept."))
    if version.recalled_at:
        raise Conflict(_("The brand recalled version %(number)d.") % {"number": version.number})
    user = actor.user if actor else None
    if page.version.number < version.number and (reason := permissions.held_up(page, user)):
        raise Conflict(reason)
    if bring_to(page, version, user=user):
        _record_copy(ACCEPTED, page, version, actor)
    return page


def kit_force(*, version: KitVersion, reason: str, actor=None) -> KitRollout:
    """Let every copy of the kit show this version at once, and carry it to each. Twice is once."""
    return _decree(version, "forced_at", FORCED, RolloutKind.FORCE, reason, actor)


@transaction.atomic
def kit_recall(
    *, version: KitVersion, reason: str, back_to: KitVersion | None = None, actor=None
) -> KitRollout:
    """Take every copy that shows this version off air at once, and unpublish each. Twice is once.

    With `back_to`, an older version on offer, the copies that wear it show that one instead and stay on air;
    so do those that a recall without it took off. Raises Conflict when `back_to` is not such a version.
    """
    if back_to is None:
        return _decree(version, "recalled_at", RECALLED, RolloutKind.RECALL, reason, actor)
    target = KitVersion.objects.select_for_update().filter(
        pk=back_to.pk, kit_id=version.kit_id, number__lt=version.number, recalled_at__isnull=True
    )
    if not target.exists():
        raise Conflict(_("Copies can only go back to an older version that is not recalled."))
    return _decree(version, "recalled_at", RECALLED, RolloutKind.BACK, reason, actor, back_to)


@transaction.atomic
def kit_reinstate(*, version: KitVersion, reason: str, actor=None) -> KitRollout | None:
    """Take a recall back: the version is on offer again, and copies that still wear it are on air again.

    None when it is not recalled.
    """
    words = _words_for(reason)
    version = _locked(version)
    if version.recalled_at is None:
        return None
    version.recalled_at, version.reason = None, words
    version.save(update_fields=["recalled_at", "reason"])
    _record(REINSTATED, version, actor, words)
    return rollout_start(version=version, kind=RolloutKind.REINSTATE, actor=actor, since=timezone.now())


@transaction.atomic
def _decree(version: KitVersion, column, fact, kind, reason: str, actor, carried=None) -> KitRollout:
    """Set the column and carry `carried`, by default the version itself, to the copies."""
    words = _words_for(reason)
    version = _locked(version)
    carried = carried or version
    if column == "forced_at" and version.recalled_at:
        raise Conflict(_("Version %(number)d is recalled.") % {"number": version.number})
    since = getattr(version, column)
    if since:
        done = carried.rollouts.filter(kind=kind, started_at__gte=since).order_by("-pk").first()
        return done or rollout_start(version=carried, kind=kind, actor=actor, since=since)
    setattr(version, column, timezone.now())
    version.reason = words
    version.save(update_fields=[column, "reason"])
    _record(fact, version, actor, words)
    since = getattr(version, column)
    return rollout_start(version=carried, kind=kind, actor=actor, since=since)


def _words_for(reason: str) -> str:
    words = sanitize.one_line(reason)[:NOTE_LENGTH]
    if not words:
        message = _("Say why: the partners read it.")
        raise Invalid(message, errors={"reason": [message]})
    return words


def _locked(version: KitVersion) -> KitVersion:
    return KitVersion.objects.select_for_update(of=("self",)).select_related("kit").get(pk=version.pk)


def _record(fact, version: KitVersion, actor, reason: str = "") -> None:
    payload = VersionFact(version.kit_id, version.kit.name, version.pk, version.number, reason)
    record(fact, payload=payload, actor=actor, obj=version)
    if reason:  # what the brand decreed stands in the kit's history too
        data = {"version": version.number, "reason": reason}
        user = actor.user if actor else None
        log(instance=version.kit, action=DECREED[fact.name], user=user, data=data)


def _record_copy(fact, page, version: KitVersion, actor) -> None:
    payload = CopyFact(
        kit_id=version.kit_id,
        kit_name=version.kit.name,
        version_id=version.pk,
        number=version.number,
        page_id=page.pk,
        page_title=page.title,
    )
    record(fact, payload=payload, actor=actor, partner=page.partner, obj=page)


def _free_slug(parent, title: str) -> str:
    wanted = slugify(title)[:200] or "kit"
    taken = set(parent.get_children().values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)
