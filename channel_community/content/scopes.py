"""What an editor may choose: one queryset per kind of object, asked by choosers and again by the form.

A partner's people choose what is their own, and what the whole network may see. Every domain says so of its
own models with `adds_scope`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import swapper
from django.db.models import Model, Q, QuerySet
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from channel_community.members.models import Member, Membership
from channel_community.members.viewer import Viewer, viewer_for_user
from channel_community.partners.models import Partner

Page = swapper.load_model("wagtailcore", "Page")
Scope = Callable[[object, Viewer], QuerySet]

_scopes: dict[type[Model], Scope] = {}


def adds_scope(model: type[Model]) -> Callable[[Scope], Scope]:
    """Decorator: `source(user, viewer)` is what an editor may choose of this model."""

    def decorate(source: Scope) -> Scope:
        _scopes[model] = source
        return source

    return decorate


def choosable(model: type[Model], user) -> QuerySet | None:
    """The objects of `model` that `user` may put on a page; None when nobody limits this model."""
    if issubclass(model, (AbstractImage, AbstractDocument)):
        policy = CollectionOwnershipPermissionPolicy(
            model,
            auth_model=Image if issubclass(model, AbstractImage) else Document,
            owner_field_name="uploaded_by_user",
        )
        return policy.instances_user_has_any_permission_for(user, ["choose"])
    scope = next((scope for kind, scope in _scopes.items() if issubclass(model, kind)), None)
    return scope(user, viewer_of(user)) if scope else None


def viewer_of(user) -> Viewer:
    """The viewer behind the user of an admin request, looked up once."""
    found = getattr(user, "_community_viewer", None)
    if found is None:
        found = user._community_viewer = viewer_for_user(user)
    return found


@adds_scope(Member)
def members(user, viewer: Viewer) -> QuerySet[Member]:
    """Everybody for the brand; for others those without a partner, and those of partners they work for."""
    if viewer.is_manager:
        return Member.objects.all()
    return Member.objects.filter(people_of(viewer.served))


def people_of(partner_ids: Iterable[int]) -> Q:
    """The condition on members: in one of these partners, or in none at all."""
    ours = Membership.objects.filter(partner_id__in=partner_ids).values("member_id")
    placed = Membership.objects.values("member_id")
    return Q(pk__in=ours) | ~Q(pk__in=placed)


@adds_scope(Partner)
def partners(user, viewer: Viewer) -> QuerySet[Partner]:
    """All for the brand; for others those they work for."""
    return Partner.objects.all() if viewer.is_manager else Partner.objects.filter(pk__in=viewer.served)


@adds_scope(Page)
def pages(user, viewer: Viewer) -> QuerySet:
    """What everybody may read, and what the editor may explore."""
    mine = PagePermissionPolicy().explorable_instances(user)
    open_to_all = Page.objects.live().public()
    return Page.objects.filter(Q(pk__in=open_to_all.values("pk")) | Q(pk__in=mine.values("pk")))
