"""What forms offer to partner staff: own rows, in filters and in fields that name a row."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.forms import BaseForm, ModelChoiceField
from django.http import HttpResponse
from django_filters import FilterSet
from wagtail.models import Collection

from channel_community.isolation.own import is_ruled, own
from channel_community.isolation.space import Space, space_of_user


def keep_own_choices(response: HttpResponse, space: Space) -> None:
    """Take other people's rows out of the forms of a response that is not rendered yet."""
    if getattr(response, "is_rendered", True):
        return
    context = getattr(response, "context_data", None) or {}
    for form in _forms(context):
        _keep_own_fields(form, space)
    offered = context.get("collections")
    if isinstance(offered, QuerySet) and offered.model is Collection:
        context["collections"] = own(offered, space)


def with_own_collections(form_class: type[BaseForm]) -> type[BaseForm]:
    """The same form for files, which offers its user own rows: for views that answer with a form's HTML."""

    def start(self, *args, **kwargs):
        form_class.__init__(self, *args, **kwargs)
        space = space_of_user(kwargs.get("user"))
        if space is not None:
            _keep_own_fields(self, space)

    return type(f"Own{form_class.__name__}", (form_class,), {"__init__": start})


def _keep_own_fields(form: BaseForm, space: Space) -> None:
    for name, field in form.fields.items():
        if isinstance(field, ModelChoiceField) and is_ruled(field.queryset.model):
            field.queryset = _kept(field.queryset, form.get_initial_for_field(field, name), space)


def _forms(context: dict) -> Iterator[BaseForm]:
    for value in context.values():
        if isinstance(value, FilterSet):
            yield value.form
        elif isinstance(value, BaseForm):
            yield value


def _kept(rows, initial, space: Space):
    """Own rows, and the one that is chosen already: the brand may have chosen it."""
    keys = own(rows.model._base_manager.all(), space).values("pk")
    chosen = [getattr(value, "pk", value) for value in _as_list(initial)]
    return rows.filter(Q(pk__in=keys) | Q(pk__in=chosen))


def _as_list(value) -> list:
    if value is None or value == "" or callable(value):
        return []
    return list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]
