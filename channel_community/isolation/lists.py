"""Lists that show own rows only: what is mixed into Wagtail's views for partner staff.

Wagtail's hooks do this for some of its lists (see ``hooks.py``); these are the ones without a hook.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import PageLogEntry

from channel_community.isolation.own import own
from channel_community.isolation.space import Space, space_of


class OwnRows:
    """A list of rows whose kind is known."""

    @property
    def space(self) -> Space:
        return space_of(self.request)

    def get_queryset(self):
        return own(super().get_queryset(), self.space)


class OwnPages(OwnRows):
    """A report on pages."""


class OwnFiles(OwnRows):
    """Images or documents; the tags offered as a filter are those of own files."""

    def get_base_queryset(self):
        return own(super().get_base_queryset(), self.space)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        keep_own_tags(context.get("filters"), self.space)
        return context


class OwnChoices:
    """The dialogue of a chooser."""

    def get_object_list(self):
        return own(super().get_object_list(), space_of(self.request))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if "popular_tags" in context:
            context["popular_tags"] = popular_tags(self.model, space_of(self.request))
        return context


class OwnAnswers:
    """The admin's API on images and documents."""

    def dispatch(self, request, *args, **kwargs):
        from wagtail.admin.api.urls import admin_api  # noqa: PLC0415 - asks every app's hooks when imported

        request.wagtailapi_router = admin_api  # as Wagtail's wrapper around its own views does
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return own(super().get_queryset(), space_of(self.request))


class OwnPageAnswers(OwnAnswers):
    """The admin's API on pages; `child_of` and `descendant_of` look for pages in the base set as well."""

    def get_base_queryset(self):
        return own(super().get_base_queryset(), space_of(self.request))


class OwnHistory:
    """What happened to own pages. Entries about anything else name no partner, so they are left out."""

    def filter_queryset(self, queryset):
        if queryset.model is not PageLogEntry:
            return super().filter_queryset(queryset.none())
        return super().filter_queryset(queryset.filter(page__in=space_of(self.request).pages()))


def choose_page(request: HttpRequest, view, *args, **kwargs) -> HttpResponse:
    """The page chooser begins at their own page, where there is one, not at the root of the tree."""
    pages = list(space_of(request).pages().order_by("path").values_list("pk", "path")[:1])
    paths = space_of(request).page_paths
    if not pages or len(paths) != 1:
        return view(request, *args, **kwargs)
    address = reverse("wagtailadmin_choose_page_child", args=[pages[0][0]])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


def own_tags(model, space: Space) -> QuerySet:
    """Tags on own rows of `model`."""
    used = own(model._base_manager.all(), space).values("tags__pk")
    return model.tags.through.tag_model()._default_manager.filter(pk__in=used).order_by("name")


def popular_tags(model, space: Space, count: int = 10) -> QuerySet:
    """The tags a chooser offers."""
    return own_tags(model, space)[:count]


def keep_own_tags(filters, space: Space) -> None:
    """Offer own tags only in a filter form that is about to be shown."""
    field = filters.form.fields.get("tag") if filters is not None else None
    if field is not None:
        field.choices = [(tag.name, tag.name) for tag in popular_tags(filters._meta.model, space)]
