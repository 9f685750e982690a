"""What a partner's staff may do in Wagtail: write on its own pages, keep its own files, publish if let.

A partner that is suspended or has left has none of these rights.
"""

from __future__ import annotations

import swapper
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from channel_community.onboarding.pages import front_pages
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner

ON_PAGES = ("add", "change")
ON_FILES = ("add", "change", "choose")


def rights_sync(*, partner: Partner) -> None:
    """Give the two staff groups exactly the rights of the partner's state; the brand's other grants stay."""
    is_open = partner.state == PartnerState.ACTIVE
    pages = front_pages(partner)
    for group in (partner.editors_group, partner.admins_group):
        _sync_door(group, is_open)
        may_publish = group == partner.admins_group and partner.admins_publish
        _sync_pages(group, pages, ON_PAGES if is_open else (), ON_PAGES)
        _sync_pages(group, pages, ("publish",) if is_open and may_publish else (), ("publish",))
        _sync_files(group, partner.collection, ON_FILES if is_open else ())


def _sync_door(group: Group, is_open: bool) -> None:
    door = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    (group.permissions.add if is_open else group.permissions.remove)(door)


def _sync_pages(group: Group, pages: list, wanted: tuple[str, ...], ours: tuple[str, ...]) -> None:
    page_model = swapper.load_model("wagtailcore", "Page")
    rights = dict(_permissions(page_model, ours))
    rows = GroupPagePermission.objects.filter(
        group=group, page_id__in=[page.pk for page in pages], permission__in=rights.values()
    )
    if not wanted:
        rows.delete()
        return
    held = set(rows.values_list("page_id", "permission_id"))
    missing = [
        GroupPagePermission(group=group, page_id=page.pk, permission=rights[act])
        for page in pages
        for act in wanted
        if (page.pk, rights[act].pk) not in held
    ]
    GroupPagePermission.objects.bulk_create(missing)


def _sync_files(group: Group, collection: Collection, wanted: tuple[str, ...]) -> None:
    # Wagtail asks for the rights on its own models, also where a site has others in their place.
    rights = [right for model in (Image, Document) for _act, right in _permissions(model, ON_FILES)]
    rows = GroupCollectionPermission.objects.filter(group=group, collection=collection, permission__in=rights)
    if not wanted:
        rows.delete()
        return
    held = set(rows.values_list("permission_id", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=right)
        for right in rights
        if right.pk not in held
    )


def _permissions(model, acts: tuple[str, ...]) -> list[tuple[str, Permission]]:
    names = {get_permission_codename(act, model._meta): act for act in acts}
    found = Permission.objects.filter(content_type__app_label=model._meta.app_label, codename__in=names)
    return [(names[permission.codename], permission) for permission in found]
