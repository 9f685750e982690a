"""What a page refers to must be theirs: looked at when its form is sent, in the field that names it.

An image, page, document or person of another partner is refused wherever a request can put it: in a field,
in a section, in a link of a text. What the page referred to before stays, because the brand may have put it
there. Raw HTML and embeds are refused the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.images.models import AbstractImage
from wagtail.models import AbstractPage, ReferenceIndex

from channel_community.content.pages import PartnerPageMixin, PartnerSubpageMixin
from channel_community.isolation.active import active_parts
from channel_community.isolation.own import has, is_ruled
from channel_community.isolation.space import Space, space_of_user
from channel_community.members.viewer import viewer_for_user
from channel_community.permissions import Answer, capability

RAW = capability("Raw HTML, embeds, SVG")
#: What stands for the content type of a part that is no reference.
_ACTIVE = "active"


class StaysInside:
    """In front of the form of every page type."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._looked_at = False
        self._before: set = set()
        if self.is_bound and self._rules:
            self._before = {part for part, _field in _parts(self.instance)} if self.instance.pk else set()

    @cached_property
    def _space(self) -> Space | None:
        return space_of_user(self.for_user)

    @cached_property
    def _rules(self) -> list[Callable[[tuple], str]]:
        """What is asked of everything that the form brings in. Nothing, where nobody is confined."""
        rules = [self._refuse_others] if self._space is not None else []
        if self._space is not None or _is_of_partner(self.instance):
            rules += [] if _may_be_active(self.for_user) else [_refuse_active]
        return rules

    def is_valid(self):
        """Valid, and nothing in it that may not be. The admin is closed to some; an API asks here."""
        if super().is_valid() and not self._looked_at:
            self._looked_at = True
            if self._space is not None and self._space.is_closed:
                self.add_error(None, _("Your partner's space is closed to you. Ask your channel manager."))
                return False
            for part, field in self._new_parts():
                for words in filter(None, (rule(part) for rule in self._rules)):
                    self.add_error(field if field in self.fields else None, words)
        return super().is_valid()

    def _new_parts(self) -> list[tuple[tuple, str]]:
        if not self._rules:
            return []
        return [(part, field) for part, field in self._sent_parts() if part not in self._before]

    def _sent_parts(self) -> Iterator[tuple[tuple, str]]:
        yield from _parts(self.instance)
        for name, formset in getattr(self, "formsets", {}).items():
            for form in formset.forms:
                if not (formset.can_delete and formset._should_delete_form(form)):
                    yield from ((part, name) for part, _field in _parts(form.instance))

    def _refuse_others(self, part: tuple) -> str:
        model = _model_of(part)
        if model is None or not is_ruled(model) or has(model, part[1], self._space):
            return ""
        return _("This names something (%(kind)s) outside of your own space. Choose one of yours.") % {
            "kind": model._meta.verbose_name
        }


def _refuse_active(part: tuple) -> str:
    """Raw HTML and embeds, and drawings that can carry a program."""
    if part[0] == _ACTIVE:
        return _("Embeds and raw HTML are not possible here. Use the block for videos, or a link.")
    model = _model_of(part)
    if model is None or not issubclass(model, AbstractImage):
        return ""
    image = model._base_manager.filter(pk=part[1]).first()
    is_drawing = image is not None and image.is_svg()
    return _("Drawings in SVG are not possible here. Use a PNG or a JPEG.") if is_drawing else ""


def _is_of_partner(page) -> bool:
    return isinstance(page, (PartnerPageMixin, PartnerSubpageMixin))


def _may_be_active(user) -> bool:
    return user is not None and viewer_for_user(user).may(RAW) is Answer.ALLOWED


def _model_of(part: tuple):
    return None if part[0] == _ACTIVE else ContentType.objects.get_for_id(part[0]).model_class()


def _parts(source) -> Iterator[tuple[tuple, str]]:
    """What is in a page or one of its rows, each with the field it stands in."""
    for content_type, key, _model_path, path in ReferenceIndex._extract_references_from_object(source):
        yield (content_type, str(key)), path.partition(".")[0]
    for field, part in active_parts(source):
        yield (_ACTIVE, part), field


def extend_page_forms() -> None:
    """Put `StaysInside` in front of the form of each page type, also of the site's own."""
    for model in apps.get_models():
        if not issubclass(model, AbstractPage):
            continue
        base = getattr(model, "base_form_class", WagtailAdminPageForm)  # set by an app that may come later
        if not issubclass(base, StaysInside):
            model.base_form_class = type(base.__name__, (StaysInside, base), {"__module__": base.__module__})
