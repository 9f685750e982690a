"""What a page refers to must be theirs: looked at when its form is sent, in the field that names it.

An image, page, document or person of another partner is refused wherever a request can put it: in a field,
in a section, in a link of a text. What the page referred to before stays, because the brand may have put it
there. Raw HTML and embeds are refused the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import AbstractPage, ReferenceIndex

from channel_community.isolation.active import active_parts
from channel_community.isolation.own import has, is_ruled
from channel_community.isolation.space import Space, space_of_user

#: Content type of the row that is referred to, its key, and the field of the page that refers to it.
Reference = tuple[int, str, str]


class StaysInside:
    """In front of the form of every page type."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._before: set = set()
        if self.is_bound and self._space is not None:
            self._before = _what_is_in(self.instance)

    @cached_property
    def _space(self) -> Space | None:
        return space_of_user(self.for_user)

    def is_valid(self):
        """Valid, and nothing of anybody else in it."""
        if not super().is_valid():
            return False
        if self._space is not None and not getattr(self, "_looked_at", False):
            self._looked_at = True
            self._refuse_others()
        return not self.errors

    def _refuse_others(self) -> None:
        for source, prefix in self._sources():
            for what, field in _parts(source):
                name = prefix or field
                if (what, field) in self._before or what in {part for part, _field in self._before}:
                    continue
                words = self._refusal(what)
                if words:
                    self.add_error(name if name in self.fields else None, words)

    def _sources(self) -> Iterator[tuple[object, str]]:
        yield self.instance, ""
        for name, formset in getattr(self, "formsets", {}).items():
            for form in formset.forms:
                if not (formset.can_delete and formset._should_delete_form(form)):
                    yield form.instance, name

    def _refusal(self, what: tuple) -> str:
        if what[0] == "active":
            return _("Embeds and raw HTML are not possible here. Use the block for videos, or a link.")
        model = ContentType.objects.get_for_id(what[0]).model_class()
        if model is None or not is_ruled(model) or has(model, what[1], self._space):
            return ""
        return _("This names something (%(kind)s) outside of your own space. Choose one of yours.") % {
            "kind": model._meta.verbose_name
        }


def _what_is_in(page) -> set:
    return set(_parts(page)) if page.pk else set()


def _parts(source) -> Iterator[tuple[tuple, str]]:
    """What is in a page or one of its rows, each with the field it stands in."""
    for content_type, key, _model_path, path in ReferenceIndex._extract_references_from_object(source):
        yield (content_type, str(key)), path.partition(".")[0]
    for field, part in active_parts(source):
        yield ("active", part), field


def extend_page_forms() -> None:
    """Put `StaysInside` in front of the form of each page type, also of the site's own."""
    for model in apps.get_models():
        if not issubclass(model, AbstractPage):
            continue
        base = getattr(model, "base_form_class", WagtailAdminPageForm)  # set by an app that may come later
        if not issubclass(base, StaysInside):
            model.base_form_class = type(base.__name__, (StaysInside, base), {"__module__": base.__module__})
