"""A partner's own place for images and documents, with a corner that only its customers open."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Collection, CollectionViewRestriction

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.partners.models import Partner


def collection_ensure(*, partner: Partner) -> Collection:
    """The partner's collection, called as the partner is, with its corner for customers."""
    collection = partner.collection
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=partner.name)
        partner.collection = collection
        partner.save(update_fields=["collection"])
    if customers_collection(partner) is None:
        _add_corner(partner)
    return partner.collection


def collection_rename(*, partner: Partner, before: str) -> None:
    """Let the collection's name follow the partner's, unless somebody chose another one."""
    Collection.objects.filter(pk=partner.collection_id, name=before).update(name=partner.name)


def customers_collection(partner: Partner) -> Collection | None:
    """The corner that is closed to all but the partner's customers, its staff and the brand."""
    if partner.collection is None:
        return None
    below = partner.collection.get_descendants()
    corners = CollectionViewRestriction.objects.filter(
        collection__in=below.values("pk"), groups=partner.customers_group_id
    )
    return Collection.objects.filter(pk__in=corners.values("collection_id")).order_by("path").first()


def _add_corner(partner: Partner) -> None:
    # Read again: the tree counts children in the row that one is added to.
    partner.collection = Collection.objects.get(pk=partner.collection_id)
    corner = partner.collection.add_child(name=_("For customers"))
    restriction = CollectionViewRestriction.objects.create(
        collection=corner, restriction_type=CollectionViewRestriction.GROUPS
    )
    managers, _created = Group.objects.get_or_create(name=MANAGERS_GROUP)
    groups = [partner.customers_group, partner.editors_group, partner.admins_group, managers]
    restriction.groups.set(groups)
