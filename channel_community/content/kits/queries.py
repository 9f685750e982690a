"""Reads of kits, versions and copies."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from channel_community.content.kits.enums import RolloutKind, RolloutState
from channel_community.content.kits.models import ContentKit, KitRollout, KitVersion
from channel_community.events.models import Event
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member


def kits_listed() -> QuerySet[ContentKit]:
    """Kits by name, with the number of their newest version on offer (None: there is none)."""
    on_offer = Q(versions__recalled_at__isnull=True)
    return ContentKit.objects.annotate(newest=Max("versions__number", filter=on_offer)).order_by("name")


def newest_version(kit: ContentKit | int) -> KitVersion | None:
    """The newest version that is not recalled."""
    kit_id = kit if isinstance(kit, int) else kit.pk
    return KitVersion.objects.filter(kit_id=kit_id, recalled_at__isnull=True).order_by("-number").first()


def version_to_go_back_to(version: KitVersion) -> KitVersion | None:
    """The newest version before this one that is not recalled."""
    older = KitVersion.objects.filter(kit_id=version.kit_id, number__lt=version.number)
    return older.filter(recalled_at__isnull=True).order_by("-number").first()


def newest_numbers() -> dict[int, int]:
    """The number of each kit's newest version on offer, by the kit's id."""
    rows = KitVersion.objects.filter(recalled_at__isnull=True).order_by().values("kit_id")
    return dict(rows.annotate(newest=Max("number")).values_list("kit_id", "newest"))


def copy_types() -> tuple[type, ...]:
    """The page types that wear kits: the shipped one and the site's own."""
    from channel_community.content.kits.pages import KitPageMixin  # noqa: PLC0415 - pages stand above queries
    from channel_community.content.page_types import page_types  # noqa: PLC0415

    return page_types(KitPageMixin)


def copy_ids(condition: Q | None = None) -> QuerySet:
    """Ids of the copies that meet a condition, of every page type: a subquery for `pk__in`."""
    found = [model.objects.order_by().filter(condition or Q()).values_list("pk") for model in copy_types()]
    if not found:
        return KitVersion.objects.none().values_list("pk")
    return found[0].union(*found[1:], all=True) if len(found) > 1 else found[0]


def copies_after(kit_id: int, cursor: int, limit: int) -> list:
    """The next copies of a kit by page id, at most `limit`: (page id, page type)."""
    found = [
        (pk, model)
        for model in copy_types()
        for pk in model.objects.filter(kit_id=kit_id, pk__gt=cursor)
        .order_by("pk")
        .values_list("pk", flat=True)[:limit]
    ]
    return sorted(found, key=lambda pair: pair[0])[:limit]


def count_copies(kit_id: int) -> int:
    """How many copies a kit has."""
    return sum(model.objects.filter(kit_id=kit_id).count() for model in copy_types())


def copies_by_version(kit_id: int) -> dict[int, int]:
    """How many copies wear each version, by the version's id."""
    found: dict[int, int] = {}
    for model in copy_types():
        rows = model.objects.order_by().filter(kit_id=kit_id).values("version_id").annotate(n=Count("pk"))
        for version_id, n in rows.values_list("version_id", "n"):
            found[version_id] = found.get(version_id, 0) + n
    return found


def copies_of_partners(partner_ids: Iterable[int]) -> list:
    """Every copy of these partners with version and kit, oldest first."""
    wanted = list(partner_ids)
    found = [
        page
        for model in copy_types()
        for page in model.objects.filter(partner_id__in=wanted).select_related("version", "kit", "partner")
    ]
    return sorted(found, key=lambda page: page.pk)


def behind() -> Q:
    """The condition on copies that wear an older version than the newest on offer."""
    newest = KitVersion.objects.filter(kit_id=OuterRef("kit_id"), recalled_at__isnull=True)
    return Q(version__number__lt=Subquery(newest.order_by("-number").values("number")[:1]))


def recalled() -> Q:
    """The condition on copies whose readers get nothing: theirs is recalled, and the brand named no other."""
    return Q(version__recalled_at__isnull=False) & ~Q(_overruled()) & ~Q(_put_back())


def off_air_ids(page_ids: Iterable[int]) -> set[int]:
    """Which of these copies give their readers nothing because of a recall."""
    ids, found = list(page_ids), set()
    for model in copy_types():
        found.update(model.objects.filter(recalled(), pk__in=ids).order_by().values_list("pk", flat=True))
    return found


def on_air(pages: QuerySet) -> QuerySet:
    """`pages` of a type that wears kits, without those that are recalled: for lists and searches.

    Each has `lead_in_lists`, the lead of the version that readers get (see `render.effective_version`).
    """
    newest_forced = Subquery(_overruling().order_by("-number").values("lead")[:1])
    gone_back_to = Subquery(_going_back_to().order_by("-number").values("lead")[:1])
    own = Case(When(version__recalled_at__isnull=True, then=F("version__lead")))
    shown = pages.filter(Q(version__recalled_at__isnull=True) | Q(_overruled()) | Q(_put_back()))
    return shown.annotate(lead_in_lists=Coalesce(newest_forced, own, gone_back_to))


def _overruling() -> QuerySet[KitVersion]:
    """Newer versions of the page's kit that the brand forced."""
    return KitVersion.objects.filter(
        kit_id=OuterRef("kit_id"),
        number__gt=OuterRef("version__number"),
        forced_at__isnull=False,
        recalled_at__isnull=True,
    )


def _overruled() -> Exists:
    return Exists(_overruling())


def _going_back_to() -> QuerySet[KitVersion]:
    """Older versions that the brand puts the copies of the page's recalled version back to."""
    on_its_way = KitRollout.objects.filter(
        version=OuterRef("pk"),
        kind=RolloutKind.BACK,
        started_at__gte=OuterRef(OuterRef("version__recalled_at")),
    )
    return KitVersion.objects.filter(
        Exists(on_its_way),
        kit_id=OuterRef("kit_id"),
        number__lt=OuterRef("version__number"),
        recalled_at__isnull=True,
    )


def _put_back() -> Exists:
    return Exists(_going_back_to())


def staff_of(partner_id: int) -> QuerySet[Member]:
    """The partner's editors and administrators that can be written to, each once."""
    roles = (MembershipRole.EDITOR, MembershipRole.ADMIN)
    staff = Member.objects.filter(memberships__partner_id=partner_id, memberships__role__in=roles)
    return staff.filter(user__is_active=True).exclude(user__email="").distinct().order_by("pk")


def told_and_passed_over(rollout: KitRollout, notice: str) -> dict[str, int]:
    """What a finished announcement came to: people told by events of the name `notice`, and
    copies passed over by why.

    `ahead` wore the version already, forced or accepted; `nobody` have no staff that can be written to.
    """
    version = rollout.version
    notices = Event.objects.filter(
        name=notice,
        object_type=KitVersion._meta.label_lower,
        object_id=version.pk,
    )
    told = Q(partner_id__in=notices.values("partner_id"))
    ahead = Q(version__number__gte=version.number)
    facts = {"told": notices.values("subject_id").distinct().count(), "ahead": 0, "nobody": 0}
    for model in copy_types():
        left = model.objects.filter(kit_id=version.kit_id).exclude(told)
        facts["ahead"] += left.filter(ahead).count()
        facts["nobody"] += left.exclude(ahead).count()
    return facts


def rollout_of(version: KitVersion, kind: RolloutKind) -> KitRollout | None:
    """The newest rollout of this kind that is open for a version."""
    return version.rollouts.filter(kind=kind, state=RolloutState.RUNNING).order_by("-pk").first()


def rollouts_open() -> QuerySet[KitRollout]:
    """Rollouts with work left, the longest untouched first."""
    return KitRollout.objects.filter(state=RolloutState.RUNNING).order_by("touched_at", "pk")
