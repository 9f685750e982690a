"""Tags offered while typing: those on own images and documents."""

from __future__ import annotations

from django.apps import apps
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import Tag, TagBase
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from channel_community.isolation.lists import own_tags
from channel_community.isolation.space import space_of

_LIMIT = 10


def autocomplete(request: HttpRequest, view, app_name: str = "", model_name: str = "") -> JsonResponse:
    """The same answer as Wagtail's, from own tags."""
    tag_model = _tag_model(app_name, model_name)
    term = request.GET.get("term", "")
    names: set[str] = set()
    for model in (get_image_model(), get_document_model()):
        tags = own_tags(model, space_of(request)) if term else []
        if term and issubclass(tags.model, tag_model):
            names.update(tags.filter(name__istartswith=term).values_list("name", flat=True)[:_LIMIT])
    return JsonResponse(sorted(names)[:_LIMIT], safe=False)


def _tag_model(app_name: str, model_name: str):
    if not app_name:
        return Tag
    try:
        model = apps.get_model(app_name, model_name)
    except LookupError as error:
        raise Http404 from error
    if not issubclass(model, TagBase):
        raise Http404
    return model
