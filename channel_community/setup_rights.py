"""What channel managers may do in the Wagtail admin."""

from __future__ import annotations

import swapper
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from channel_community import models
from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerIndexPageMixin

#: Model and what a channel manager may do with its rows. Partners are suspended, not deleted.
ON_MODELS = (
    (models.Partner, ("add", "change", "view")),
    (models.PartnerTier, ("add", "change", "delete", "view")),
    (models.Speciality, ("add", "change", "delete", "view")),
    (models.BrandKit, ("add", "change", "view")),
    (models.BrandSettings, ("change", "view")),
    (models.ContentKit, ("add", "change", "view", "publish", "lock", "unlock")),
    (models.Board, ("add", "change", "view")),
    (models.Level, ("add", "change", "view")),
    (models.Webinar, ("add", "change", "view")),
    (models.Delivery, ("change", "view")),
)
ON_PAGES = ("add", "change", "publish", "lock", "unlock")
ON_FILES = ("add", "change", "choose")


def grant_managers(group: Group) -> bool:
    """Give `group` its rights where they are missing; whether any was."""
    given = [_grant_models(group), grant_pages(group), _grant_files(group)]
    return any(given)


def _grant_models(group: Group) -> bool:
    wanted = [Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")]
    for model, acts in ON_MODELS:
        wanted += _permissions(model, acts)
    held = set(group.permissions.values_list("pk", flat=True))
    missing = [permission for permission in wanted if permission.pk not in held]
    group.permissions.add(*missing)
    return bool(missing)


def grant_pages(group: Group) -> bool:
    """Let `group` keep the partners' part of the tree: each site's directory and all below."""
    page_model = swapper.load_model("wagtailcore", "Page")
    rights = _permissions(page_model, ON_PAGES)
    made = [
        GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)[1]
        for directory in page_types(PartnerIndexPageMixin)
        for page in directory.objects.all()
        for permission in rights
    ]
    return any(made)


def _grant_files(group: Group) -> bool:
    root = Collection.get_first_root_node()
    made = [
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)[
            1
        ]
        for model in (Image, Document)  # whose rights Wagtail asks for, whatever model a site has
        for permission in _permissions(model, ON_FILES)
    ]
    return any(made)


def _permissions(model, acts: tuple[str, ...]) -> list[Permission]:
    content_type = ContentType.objects.get_for_model(model)
    names = [get_permission_codename(act, model._meta) for act in acts]
    return list(Permission.objects.filter(content_type=content_type, codename__in=names))
