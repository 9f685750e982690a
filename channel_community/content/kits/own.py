"""What somebody may put into a slot: what choosers offer them, and for a partner's staff no other's."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet
from wagtail.models import Collection

from channel_community.content import scopes
from channel_community.content.tree import below, front_paths
from channel_community.partners.models import Partner
from channel_community.partners.queries import partners_staffed_by


def choosable(model: type[Model], user) -> QuerySet:
    """The rows of `model` (pages, pictures, documents) that `user` may put into a slot.

    A right that staff of a partner hold besides, such as on the whole library, opens no other partner's rows.
    """
    found = scopes.choosable(model, user)
    viewer = scopes.viewer_of(user)
    if user.is_superuser or viewer.is_manager:
        return found
    staffed = partners_staffed_by(user.groups.values("pk")) | Partner.objects.filter(pk__in=viewer.served)
    partners = list(staffed.select_related("collection"))
    if not partners:
        return found
    return found.filter(_of_partners(model, partners))


def _of_partners(model: type[Model], partners: list[Partner]) -> Q:
    if issubclass(model, scopes.Page):
        ours = below(front_paths(partner.pk for partner in partners))
        return ours | Q(pk__in=scopes.Page.objects.live().public().values("pk"))
    collections = [partner.collection.path for partner in partners if partner.collection_id]
    return Q(collection__in=Collection.objects.filter(below(collections)).values("pk"))
