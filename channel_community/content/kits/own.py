"""What somebody may put into a slot: what choosers offer them, and for a partner's staff no other's."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection

from channel_community.content import scopes
from channel_community.content.page_types import page_types
from channel_community.partners.models import Partner


def choosable(model: type[Model], user) -> QuerySet:
    """The rows of `model` (pages, pictures, documents) that `user` may put into a slot.

    A right that staff of a partner hold besides, such as on the whole library, opens no other partner's rows.
    """
    found = scopes.choosable(model, user)
    viewer = scopes.viewer_of(user)
    if user.is_superuser or viewer.is_manager:
        return found
    groups = user.groups.values("pk")
    by_group = Q(editors_group__in=groups) | Q(admins_group__in=groups)
    partners = Partner.objects.filter(Q(pk__in=viewer.served) | by_group).select_related("collection")
    partners = list(partners)
    if not partners:
        return found
    return found.filter(_of_partners(model, partners))


def _of_partners(model: type[Model], partners: list[Partner]) -> Q:
    if issubclass(model, scopes.Page):
        ours = _below(_page_paths(partners), "path")
        return ours | Q(pk__in=scopes.Page.objects.live().public().values("pk"))
    collections = [partner.collection.path for partner in partners if partner.collection_id]
    return Q(collection__in=Collection.objects.filter(_below(collections, "path")).values("pk"))


def _page_paths(partners: list[Partner]) -> list[str]:
    from channel_community.content.pages import PartnerPageMixin  # noqa: PLC0415 - pages stand above kits

    wanted = [partner.pk for partner in partners]
    kinds = page_types(PartnerPageMixin)
    return [
        path
        for kind in kinds
        for path in kind.objects.filter(partner_id__in=wanted).values_list("path", flat=True)
    ]


def _below(paths: list[str], lookup: str) -> Q:
    return reduce(or_, (Q(**{f"{lookup}__startswith": path}) for path in paths), Q(pk__in=[]))
