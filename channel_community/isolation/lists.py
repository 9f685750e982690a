"""Lists that show own rows only: what is mixed into Wagtail's views for partner staff.

Wagtail's hooks do this for some of its lists (see ``hooks.py``); these are the ones without a hook.
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.forms.collections import BaseCollectionMemberForm
from wagtail.models import PageLogEntry

from channel_community.isolation.choices import with_own_collections
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


class OwnFiles:
    """Images or documents: narrowed before they are searched. The filter knows the tags of own files only."""

    def get_base_queryset(self):
        return own(super().get_base_queryset(), space_of(self.request))

    @cached_property
    def filters(self):
        filters = super().filters
        keep_own_tags(filters, space_of(self.request))
        return filters


class OwnSearch:
    """The search for pages; `all_pages` are those that are counted by type."""

    def annotate_queryset(self, pages):
        space = space_of(self.request)
        self.all_pages = own(self.all_pages, space)
        return super().annotate_queryset(own(pages, space))


class OwnUploads:
    """Several uploads at once: the form of each offers own collections."""

    def get_upload_form_class(self):
        return with_own_collections(super().get_upload_form_class())

    def get_edit_form_class(self):
        return with_own_collections(super().get_edit_form_class())


class OwnCreation:
    """The form of a chooser's dialogue in which something new is uploaded."""

    def get_creation_form_class(self):
        form_class = super().get_creation_form_class()
        is_file = form_class is not None and issubclass(form_class, BaseCollectionMemberForm)
        return with_own_collections(form_class) if is_file else form_class


class OwnChoices(OwnCreation):
    """The dialogue of a chooser."""

    def get_object_list(self):
        return own(super().get_object_list(), space_of(self.request))

    @cached_property
    def collections(self):
        """Collections of the filter, where the chooser has one."""
        collections = getattr(super(), "collections", None)
        return collections and own(collections, space_of(self.request))

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
    """Know own tags only, before the filter looks at what was asked: another is as good as none."""
    field = filters.form.fields.get("tag") if filters else None
    if field is not None:
        field.choices = [(tag.name, tag.name) for tag in popular_tags(filters._meta.model, space)]
