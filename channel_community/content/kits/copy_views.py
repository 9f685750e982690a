"""A copy's way to a newer version, and the progress of what is carried to every copy."""

from __future__ import annotations

from django.contrib.messages import error as say_error
from django.contrib.messages import success as say_success
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channel_community.content.kits import actions, permissions, queries
from channel_community.content.kits.admin_views import TEMPLATES, KitsView, copy_or_404
from channel_community.content.kits.diff import changes_between
from channel_community.content.kits.enums import RolloutKind, RolloutState
from channel_community.content.kits.event_types import NOTICES
from channel_community.content.kits.models import KitRollout
from channel_community.content.kits.panels import orphan_texts
from channel_community.content.kits.parts import parts_of
from channel_community.content.kits.rollouts import rollout_again, rollout_step
from channel_community.content.kits.tightened import slots_to_look_at
from channel_community.exceptions import CommunityError
from channel_community.web import wants_json


class UpgradeView(KitsView):
    """What changed since the version that a copy wears; POST accepts it."""

    for_brand = False
    template_name = f"{TEMPLATES}/upgrade.html"
    page_title = gettext_lazy("What changed")

    def dispatch(self, request, *args, **kwargs):
        self.page_id = kwargs["page_id"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, page_id):
        self.page = self._page()
        return self.render_to_response(self.get_context_data())

    def post(self, request, page_id):
        self.page = self._page()
        try:
            page = actions.kit_accept(page=self.page, version=self._asked(), actor=self.actor)
        except CommunityError as refused:
            say_error(request, str(refused.detail))
            return redirect("community_content_kits:upgrade", page_id)
        say_success(request, _accepted(page))
        return redirect("wagtailadmin_pages:edit", page_id)

    def _page(self):
        page = copy_or_404(self.page_id, self.viewer)
        if not page.permissions_for_user(self.request.user).can_edit():
            raise Http404
        return page

    def _asked(self):
        """The version whose changes were on the screen, so that nobody accepts one they have not seen."""
        number = self.request.POST.get("version", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 9):
            return None
        return self.page.kit.versions.filter(number=int(number)).first()

    def get_page_subtitle(self):
        return self.page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        page, worn = self.page, self.page.version
        newest = queries.newest_version(page.kit_id)
        is_newer = newest is not None and newest.number > worn.number
        draft = page.get_latest_revision_as_object()
        parts = parts_of(newest) if is_newer else []
        notes = page.kit.versions.filter(number__gt=worn.number, recalled_at__isnull=True).exclude(note="")
        return super().get_context_data(
            **kwargs,
            page=page,
            worn=worn,
            newest=newest if is_newer else None,
            behind=newest.number - worn.number if is_newer else 0,
            changes=changes_between(worn, newest, draft.values) if is_newer else [],
            notes=notes.order_by("number").defer("content"),
            looks=slots_to_look_at(parts, draft.values or {}),
            orphans=orphan_texts(draft, parts) if is_newer else [],
            held_up=permissions.held_up(page, self.request.user) if is_newer else "",
        )


def _accepted(page) -> str:
    """What a partner is told who accepted a version, with the slots that need a look now."""
    words = _("This copy wears version %(number)d now.") % {"number": page.version.number}
    values = page.get_latest_revision_as_object().values or {}
    looks = slots_to_look_at(parts_of(page.effective_version), values)
    if looks:
        labels = ", ".join(look.part.label for look in looks)
        words += " " + _("These slots need a look: %(slots)s.") % {"slots": labels}
    return words


class RolloutView(KitsView):
    """How far a rollout is. The page's module posts one batch after the other; so does its button."""

    template_name = f"{TEMPLATES}/rollout.html"

    def get(self, request, rollout_id):
        self.rollout = _rollout(rollout_id)
        if wants_json(request):
            return JsonResponse(facts_of(self.rollout))
        return self.render_to_response(self.get_context_data())

    def get_page_title(self):
        return self.rollout.get_kind_display()

    def get_page_subtitle(self):
        return str(self.rollout.version)

    def get_context_data(self, **kwargs):
        rollout = self.rollout
        return super().get_context_data(
            **kwargs,
            rollout=rollout,
            facts=facts_of(rollout),
            outcome=self._outcome(),
            is_running=rollout.state == RolloutState.RUNNING,
            is_recall=rollout.kind == RolloutKind.RECALL,
            is_announcement=rollout.kind == RolloutKind.ANNOUNCE,
            step_url=reverse("community_content_kits:rollout_step", args=[rollout.pk]),
        )

    def _outcome(self) -> dict | None:
        """How many a finished announcement told, and whom it passed over."""
        is_over = self.rollout.state == RolloutState.DONE and self.rollout.kind == RolloutKind.ANNOUNCE
        notice = NOTICES[RolloutKind.ANNOUNCE].name
        return queries.told_and_passed_over(self.rollout, notice) if is_over else None


class RolloutStepView(KitsView):
    """POST: the next batch; with `again` once more from the start, after failures."""

    def post(self, request, rollout_id):
        rollout = _rollout(rollout_id)
        if request.POST.get("again"):
            rollout = rollout_again(rollout=rollout)
        rollout = rollout_step(rollout_id=rollout.pk)
        if wants_json(request):
            return JsonResponse(facts_of(rollout))
        return redirect("community_content_kits:rollout", rollout.pk)

    def get(self, request, rollout_id):
        return redirect("community_content_kits:rollout", rollout_id)


def facts_of(rollout: KitRollout) -> dict:
    """What the progress page shows, as plain values."""
    dealt = rollout.done + rollout.failed
    total = max(rollout.total, dealt)
    is_done = rollout.state == RolloutState.DONE
    return {
        "state": rollout.state,
        "total": total,
        "done": rollout.done,
        "failed": rollout.failed,
        "percent": 100 if is_done else min(99, dealt * 100 // total if total else 0),
        "last_error": rollout.last_error,
    }


def _rollout(rollout_id: int) -> KitRollout:
    return get_object_or_404(KitRollout.objects.select_related("version__kit"), pk=rollout_id)
