"""Community > Kits: the list to choose from, the versions of a kit, and what the brand decrees."""

from __future__ import annotations

from django.contrib.messages import error as say_error
from django.contrib.messages import success as say_success
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from channel_community.content.kits import actions, permissions, queries
from channel_community.content.kits.admin_forms import AdoptForm, ReasonForm, RecallForm
from channel_community.content.kits.enums import RolloutKind
from channel_community.content.kits.models import ContentKit, KitVersion
from channel_community.content.kits.rollouts import rollout_start
from channel_community.exceptions import CommunityError
from channel_community.members.actions import member_ensure
from channel_community.shell import request_viewer

PER_PAGE = 20
#: The greatest number that a database keeps as a key.
LAST_KEY = 2**63 - 1
TEMPLATES = "channel_community/admin/kits"
DECREE_TITLES = {
    RolloutKind.FORCE: gettext_lazy("Force version %(number)d"),
    RolloutKind.RECALL: gettext_lazy("Recall version %(number)d"),
    RolloutKind.REINSTATE: gettext_lazy("Take the recall of version %(number)d back"),
}


class KitsView(WagtailAdminTemplateMixin, View):
    """What these pages share. `for_brand`: only who directs the whole network gets in."""

    header_icon = "doc-full"
    for_brand = True
    page_title = gettext_lazy("Kits")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if any(isinstance(key, int) and key > LAST_KEY for key in kwargs.values()):
            raise Http404  # SQLite would fail on it

    def dispatch(self, request, *args, **kwargs):
        self.viewer = request_viewer(request)
        allowed = permissions.can_direct if self.for_brand else permissions.can_use
        if not allowed(self.viewer):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        first = {"url": reverse("community_content_kits:index"), "label": _("Kits")}
        return [*self.breadcrumbs_items, first, {"url": "", "label": self.get_header_title()}]

    @cached_property
    def actor(self):
        return member_ensure(user=self.request.user)

    @cached_property
    def is_director(self) -> bool:
        return permissions.can_direct(self.viewer)


class KitIndexView(KitsView):
    """Kits with what they are for; partners take one, the brand writes and follows them."""

    for_brand = False
    template_name = f"{TEMPLATES}/index.html"

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": _("Kits")}]

    def get_context_data(self, **kwargs):
        kits = queries.kits_listed()
        if not self.is_director:
            kits = kits.filter(newest__isnull=False)
        listed = Paginator(kits, PER_PAGE).get_page(self.request.GET.get("p"))
        parents = parents_for(self.request, self.viewer)
        return super().get_context_data(
            **kwargs,
            rows=self._rows(listed.object_list, parents),
            listed=listed,
            is_director=self.is_director,
            can_write=self.is_director and self.request.user.has_perm("channel_community.add_contentkit"),
            rollouts=list(queries.rollouts_open().select_related("version__kit")[:5])
            if self.is_director
            else [],
        )

    def _rows(self, kits, parents) -> list[dict]:
        kits = list(kits)
        newest = {(v.kit_id, v.number): v for v in KitVersion.objects.filter(kit__in=kits).defer("content")}
        copies: dict[int, list] = {}
        found = queries.copies_of_partners(self.viewer.served)
        off_air = queries.off_air_ids([page.pk for page in found])
        for page in found:
            page.versions_behind = newest_gap(page, kits)
            page.is_off_air = page.pk in off_air
            copies.setdefault(page.kit_id, []).append(page)
        form = AdoptForm(parents=parents) if parents else None
        return [
            {
                "kit": kit,
                "version": newest.get((kit.pk, kit.newest)),
                "copies": copies.get(kit.pk, []),
                "form": form if kit.newest else None,
            }
            for kit in kits
        ]


class AdoptView(KitsView):
    """POST: make a draft that wears the kit, and go to its editor."""

    for_brand = False

    def post(self, request, kit_id):
        kit = get_object_or_404(ContentKit, pk=kit_id)
        form = AdoptForm(request.POST, parents=parents_for(request, self.viewer))
        parent = form.chosen() if form.is_valid() else None
        if parent is None:
            say_error(request, _("Choose one of your own partner pages to make the copy under."))
            return redirect("community_content_kits:index")
        try:
            page = actions.kit_adopt(kit=kit, partner_page=parent, actor=self.actor)
        except CommunityError as refused:
            say_error(request, str(refused.detail))
            return redirect("community_content_kits:index")
        say_success(request, _("Your copy of “%(kit)s” is a draft. Fill its slots.") % {"kit": kit.name})
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get(self, request, kit_id):
        return redirect("community_content_kits:index")


class VersionsView(KitsView):
    """The versions of a kit, with how many copies wear each, and what became of it."""

    template_name = f"{TEMPLATES}/versions.html"

    def get(self, request, kit_id):
        self.kit = get_object_or_404(ContentKit, pk=kit_id)
        return self.render_to_response(self.get_context_data())

    def get_page_title(self):
        return self.kit.name

    def get_context_data(self, **kwargs):
        versions = self.kit.versions.defer("content").select_related("published_by")
        listed = Paginator(versions, PER_PAGE).get_page(self.request.GET.get("p"))
        counts = queries.copies_by_version(self.kit.pk)
        facts = list(self.kit.versions.values_list("number", "pk", "recalled_at"))
        worn = {number: counts.get(pk, 0) for number, pk, _recalled in facts}
        on_offer = [number for number, _pk, recalled in facts if recalled is None]
        rollouts = self.kit.versions.model._meta.get_field("rollouts").related_model.objects
        return super().get_context_data(
            **kwargs,
            kit=self.kit,
            listed=listed,
            rows=[self._row(version, worn, on_offer) for version in listed.object_list],
            rollouts=rollouts.filter(version__kit=self.kit).select_related("version__kit")[:10],
        )

    @staticmethod
    def _row(version, worn, on_offer) -> dict:
        """A version with what may be done with it; `worn`: how many copies wear each, by number."""
        older = [number for number in on_offer if number < version.number]
        copies = worn.get(version.number, 0)
        return {
            "version": version,
            "copies": copies,
            "back_to": max(older) if older and version.recalled_at and copies else None,
            "behind": sum(n for number, n in worn.items() if number < version.number),
        }


class DecreeView(KitsView):
    """Forcing or recalling a version, or taking a recall back: says what it touches, asks why, does it."""

    template_name = f"{TEMPLATES}/decree.html"
    kind: RolloutKind = RolloutKind.FORCE

    def dispatch(self, request, *args, **kwargs):
        self.version = get_object_or_404(KitVersion.objects.select_related("kit"), pk=kwargs["version_id"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, version_id):
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request, version_id):
        form = self.get_form(request.POST)
        if self.idle_reason:
            return self.render_to_response(self.get_context_data(form=form), status=409)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        try:
            rollout = self.act(form)
        except CommunityError as refused:
            form.add_error("reason", str(refused.detail))
            return self.render_to_response(self.get_context_data(form=form), status=refused.status)
        if rollout is None:
            return redirect("community_content_kits:versions", self.version.kit_id)
        return redirect("community_content_kits:rollout", rollout.pk)

    def get_form(self, data=None):
        return RecallForm(data, target=self.target) if self.kind == RolloutKind.RECALL else ReasonForm(data)

    def act(self, form):
        facts = {"version": self.version, "reason": form.cleaned_data["reason"], "actor": self.actor}
        if self.kind == RolloutKind.RECALL:
            return actions.kit_recall(back_to=form.back_to(), **facts)
        return (actions.kit_reinstate if self.kind == RolloutKind.REINSTATE else actions.kit_force)(**facts)

    def get_page_title(self):
        return DECREE_TITLES[self.kind] % {"number": self.version.number}

    @cached_property
    def target(self) -> KitVersion | None:
        return queries.version_to_go_back_to(self.version)

    @cached_property
    def touched(self) -> int:
        """How many copies it is about."""
        counts = queries.copies_by_version(self.version.kit_id)
        if self.kind != RolloutKind.FORCE:
            return counts.get(self.version.pk, 0)
        older = self.version.kit.versions.filter(number__lt=self.version.number).values_list("pk", flat=True)
        return sum(counts.get(pk, 0) for pk in older)

    @cached_property
    def idle_reason(self) -> str:
        """Why this would do nothing; "" where it would do something."""
        version = self.version
        if self.kind == RolloutKind.REINSTATE:
            return "" if version.recalled_at else _("Version %d is not recalled.") % version.number
        if version.recalled_at:
            if self.kind == RolloutKind.RECALL:
                return "" if self.target and self.touched else _("Version %d is recalled.") % version.number
            return _("Version %d is recalled. Take the recall back first.") % version.number
        if self.kind == RolloutKind.FORCE and not version.forced_at and not self.touched:
            return _("No copy wears an older version than %d, so forcing it would change nothing.") % (
                version.number
            )
        return ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            version=self.version,
            kit=self.version.kit,
            touched=self.touched,
            idle_reason=self.idle_reason,
            is_recall=self.kind == RolloutKind.RECALL,
            is_reinstating=self.kind == RolloutKind.REINSTATE,
        )


class AnnounceView(KitsView):
    """POST: tell the partners of a version once more, those who were not told yet."""

    def post(self, request, version_id):
        version = get_object_or_404(KitVersion, pk=version_id, recalled_at__isnull=True)
        rollout = rollout_start(version=version, kind=RolloutKind.ANNOUNCE, actor=self.actor)
        return redirect("community_content_kits:rollout", rollout.pk)

    def get(self, request, version_id):
        version = get_object_or_404(KitVersion, pk=version_id)
        return redirect("community_content_kits:versions", version.kit_id)


def newest_gap(page, kits) -> int:
    """How many versions a copy is behind the newest on offer."""
    newest = next((kit.newest for kit in kits if kit.pk == page.kit_id), None) or 0
    return max(0, newest - page.version.number)


def parents_for(request, viewer) -> list:
    """The partner pages that this person may make copies under.

    With `?partner_page=` (from the explorer) that one alone; else those of the partners they serve.
    """
    from channel_community.content.page_types import page_types  # noqa: PLC0415 - needs every page type
    from channel_community.content.pages import PartnerPageMixin  # noqa: PLC0415

    asked = request.POST.get("partner_page") or request.GET.get("partner_page") or ""
    found = []
    for model in page_types(PartnerPageMixin):
        pages = model.objects.select_related("partner")
        if asked.isascii() and asked.isdecimal() and len(asked) < 16:
            pages = pages.filter(pk=int(asked))
        else:
            pages = pages.filter(partner_id__in=viewer.served)
        found += [page for page in pages if permissions.can_adopt(viewer, page.partner_id)]
    return [page for page in found if page.permissions_for_user(request.user).can_add_subpage()]


def copy_or_404(page_id: int, viewer):
    """The copy with this id, if `viewer` may work on it."""
    for model in queries.copy_types():
        page = model.objects.select_related("version", "kit", "partner").filter(pk=page_id).first()
        if page is not None and permissions.can_adopt(viewer, page.partner_id):
            return page
    raise Http404
