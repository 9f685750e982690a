"""Whether every row that a request names is one of the space: in its address, its query and its form."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db.models import Q
from django.http import HttpRequest

from channel_community.isolation.own import has
from channel_community.isolation.rules import BULK, BULK_ACTIONS, KINDS, PARAMETERS, PING, Rule
from channel_community.isolation.space import Space

#: Words that stand for a revision of the page in the address.
_WORDS = {"live", "earliest", "latest"}


def is_own(request: HttpRequest, name: str, kwargs: dict, rule: Rule, space: Space) -> bool:
    """Whether each row the request names exists and lies in `space`."""
    named = [*_by_address(request, name, kwargs), *((rule.ids[k], kwargs.get(k)) for k in rule.ids)]
    named += _by_parameter(request, rule)
    return all(_is_open(kind, value, space) for kind, value in named)


def _by_parameter(request: HttpRequest, rule: Rule) -> Iterable[tuple[str, str]]:
    """Rows named in the query, and in the form where its fields are known. Empty values name none."""
    forms = [request.GET, request.POST] if rule.reads_form and request.method == "POST" else [request.GET]
    for form in forms:
        for key in form:
            kind = rule.query.get(key) or PARAMETERS.get(key) or PARAMETERS.get(key.rpartition("-")[2])
            if kind:
                yield from ((kind, value) for value in form.getlist(key) if value)


def _by_address(request: HttpRequest, name: str, kwargs: dict) -> Iterable[tuple[str, str]]:
    """Rows of a kind the address names itself. An unknown kind or act is nobody's."""
    if name not in {BULK, PING}:
        return
    kind = _kind_of(kwargs["app_label"], kwargs["model_name"])
    if name == PING:
        yield kind, unquote(kwargs["object_id"])
        return
    if kwargs["action"] not in BULK_ACTIONS.get(kind, ()):
        yield "", None
    # "all" is not read as all of theirs: it stands for rows that nobody has looked at.
    yield from ((kind, value) for value in request.GET.getlist("id"))


def _kind_of(app_label: str, model_name: str) -> str:
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return ""
    return next((kind for kind in ("page", "image", "document") if issubclass(model, KINDS[kind]())), "")


def _is_open(kind: str, value, space: Space) -> bool:
    if not kind or value is None:
        return False
    if kind == "revision" and value in _WORDS:
        return True
    if kind == "way" and _is_on_the_way(value, space):
        return True
    return has(KINDS[kind](), value, space)


def _is_on_the_way(value, space: Space) -> bool:
    if value == "root":
        return True
    try:
        return KINDS["page"]().objects.filter(Q(pk=value), path__in=space.way_paths()).exists()
    except (TypeError, ValueError, OverflowError):
        return False
