"""The slots in the page editor: the page as it will be, with a field wherever the partner may write."""

from __future__ import annotations

import re
from functools import partial

from django.urls import reverse
from django.utils.html import escape, linebreaks, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from channel_community.content.kits.diff import word_diff
from channel_community.content.kits.models import KitVersion
from channel_community.content.kits.parts import orphans, parts_of, slots_of
from channel_community.content.kits.render import effective_version
from channel_community.content.kits.slot_rules import alt_name
from channel_community.content.kits.tightened import slots_to_look_at

_FORM = re.compile(r"<\s*/?\s*(form|input|button|select|textarea|script)\b", re.IGNORECASE)


class KitPanel(Panel):
    """Locked parts, read-only, and between them the slots. Its fields are the form's own (`form.slots`)."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "channel_community/admin/kits/slots_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page, form = self.instance, self.form
            if form is None or form.version is None:
                return {**context, "rows": []}
            newest = newest_after(form.version)
            is_moved = moved_in_review(page, form.version)
            return {
                **context,
                "version": form.version,
                "is_moved": is_moved,
                "rows": [self._row(part) for part in form.parts],
                "orphans": orphan_texts(page, form.parts),
                "looks": slots_to_look_at(form.parts, page.values or {}),
                "is_at_once": bool(page.pk) and page.publishes_at_once and not page.current_workflow_state,
                "behind": newest.number - form.version.number if newest else 0,
                "upgrade_url": reverse("community_content_kits:upgrade", args=[page.pk]) if page.pk else "",
            }

        def _row(self, part) -> dict:
            slots = self.form.slots
            if part.is_slot:
                names = [name for name in (part.key, alt_name(part.key)) if name in slots.fields]
                return {"part": part, "fields": [slots[name] for name in names]}
            return {"part": part, "html": locked_html(part, self.request, self.instance)}

        def get_comparison(self):
            if not self.instance.version_id:
                return []
            parts = slots_of(parts_of(effective_version(self.instance)))
            named = [(part.key, part.label, part) for part in parts]
            left = [(key, _("Left over"), None) for key in orphans(parts, self.instance.values or {})]
            return [partial(SlotComparison, *slot) for slot in named + left]


class SlotComparison:
    """One slot in two drafts, compared in words."""

    is_field = True
    is_child_relation = False

    def __init__(self, key, label, part, page_a, page_b):
        self.label = label
        self.texts = [_text(part, (page.values or {}).get(key)) for page in (page_a, page_b)]

    def field_label(self):
        return self.label

    def has_changed(self):
        return self.texts[0] != self.texts[1]

    def htmldiff(self):
        return word_diff(*self.texts)


def newest_after(version: KitVersion) -> KitVersion | None:
    """The newest version of the kit that is on offer, if it is newer than `version`."""
    newer = KitVersion.objects.filter(kit_id=version.kit_id, number__gt=version.number)
    return newer.filter(recalled_at__isnull=True).order_by("-number").first()


def moved_in_review(page, version: KitVersion) -> bool:
    """Whether the brand forced `version` after the page was submitted: other words are reviewed then."""
    if not (version.forced_at and page.pk and page.workflow_in_progress):
        return False
    task_state = page.current_workflow_state.current_task_state
    return task_state is not None and task_state.started_at < version.forced_at


def orphan_texts(page, parts) -> list[str]:
    """What stands in slots that the version no longer has, as text to copy."""
    return [_text(None, filled) for filled in orphans(parts, page.values or {}).values()]


def locked_html(part, request, page) -> str:
    """A locked part for the editor; one that brings a form of its own is shown as its words."""
    html = part.render({"request": request, "page": page})
    return SafeString(linebreaks(escape(strip_tags(html)))) if _FORM.search(html) else html


def _text(part, filled) -> str:
    if part is not None:
        return part.rules.text(part.value, filled)
    if isinstance(filled, dict):
        return filled.get("alt") or _("Picture %(number)s") % {"number": filled.get("image")}
    return strip_tags(str(filled or ""))
