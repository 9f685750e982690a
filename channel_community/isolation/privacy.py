"""Privacy settings that name own groups and those of the levels, on pages and on collections.

Wagtail's own dialogue lists every group of the site, other partners' among them.
"""

from __future__ import annotations

import swapper
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.admin.forms.collections import CollectionViewRestrictionForm
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.models import BaseViewRestriction, Collection
from wagtail.permission_policies.collections import CollectionManagementPermissionPolicy

from channel_community.isolation.own import own
from channel_community.isolation.space import space_of


def page_privacy(request: HttpRequest, view, page_id: int) -> JsonResponse:
    """Who may read a page of theirs."""
    page = get_object_or_404(swapper.load_model("wagtailcore", "Page"), pk=page_id).specific_deferred
    if not page.permissions_for_user(request.user).can_set_view_restrictions():
        raise PermissionDenied
    options = page.private_page_options
    if not options:
        return render_modal_workflow(request, "wagtailadmin/page_privacy/no_privacy.html")
    restriction = page.view_restrictions.first()
    form = _form(request, PageViewRestrictionForm, restriction, private_page_options=options)
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    return _answer(request, form, restriction, page, "page", address)


def collection_privacy(request: HttpRequest, view, collection_id: int) -> JsonResponse:
    """Who may open the documents of a collection of theirs."""
    collection = get_object_or_404(Collection, pk=collection_id)
    policy = CollectionManagementPermissionPolicy(Collection)
    if not policy.user_has_permission_for_instance(request.user, "change", collection):
        raise PermissionDenied
    above = collection.get_view_restrictions().exclude(collection=collection).first()
    if above is not None:
        return render_modal_workflow(
            request,
            "wagtailadmin/collection_privacy/ancestor_privacy.html",
            None,
            {"collection_with_restriction": above.collection},
        )
    restriction = collection.view_restrictions.first()
    form = _form(request, CollectionViewRestrictionForm, restriction)
    address = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
    return _answer(request, form, restriction, collection, "collection", address)


def _form(request, form_class, restriction, **more):
    """The form with own groups, and with those that the brand has set there already."""
    form = form_class(
        request.POST if request.method == "POST" else None,
        instance=restriction,
        initial=None if restriction else {"restriction_type": BaseViewRestriction.NONE},
        **more,
    )
    groups = form.fields.get("groups")
    if groups is not None:
        chosen = restriction.groups.values("pk") if restriction else []
        theirs = own(groups.queryset, space_of(request)).values("pk")
        groups.queryset = groups.queryset.filter(Q(pk__in=theirs) | Q(pk__in=chosen))
    return form


def _answer(request, form, restriction, holder, name: str, address: str) -> JsonResponse:
    if request.method != "POST" or not form.is_valid():
        context = {"action_url": address, "object": holder, "form": form}
        template = "wagtailadmin/shared/set_privacy.html"
        return render_modal_workflow(request, template, None, context, json_data={"step": "set_privacy"})
    is_public = form.cleaned_data["restriction_type"] == BaseViewRestriction.NONE
    said = {"user": request.user} if name == "page" else {}
    if not is_public:
        row = form.save(commit=False)
        setattr(row, name, holder)
        row.save(**said)
        form.save_m2m()
    elif restriction is not None:
        restriction.delete(**said)
    done = {"step": "set_privacy_done", "is_public": is_public}
    return render_modal_workflow(request, None, None, None, json_data=done)
