"""One person for each column of the permission table."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from channel_community import models
from channel_community.members.enums import MODERATORS_GROUP
from channel_community.permissions import table
from tests.factories import MemberFactory, MembershipFactory


def people(two) -> dict:
    """User by column; None is who is signed out. Staff are alpha's."""
    found = {
        "anonymous": None,
        "prospect": MemberFactory().user,
        "customer": MembershipFactory(member=MemberFactory(), partner=two.alpha.partner).member.user,
        "partner_editor": two.alpha.editor,
        "partner_admin": two.alpha.admin,
        "moderator": MemberFactory().user,
        "channel_manager": two.manager,
        "superuser": two.root,
    }
    found["moderator"].groups.add(Group.objects.get(name=MODERATORS_GROUP))
    for level in models.Level.objects.filter(rank__lte=3):
        found[f"advocate_{level.rank}"] = MemberFactory(level=level).user
        found[f"advocate_{level.rank}"].groups.add(level.group)
    return found


def expected(row: str, *, of_others: bool, publishes: bool = False) -> dict[str, str]:
    """What the table says for each column of a page of the own partner, or of another: yes, queue or no."""
    name = next(name for name in table() if name.startswith(row))
    return {column: _read(cell, of_others, publishes) for column, cell in table()[name].items()}


def _read(cell: str, of_others: bool, publishes: bool) -> str:
    if cell == "Y":
        return "yes"
    if cell == "-" or of_others:
        return "no"
    if cell == "Q or P by setting":
        return "yes" if publishes else "queue"
    return {"P": "yes", "Q": "queue"}[cell]


def host_editors() -> Group:
    """A group of the host's with rights on all pages and collections."""
    group = Group.objects.create(name="Editors of the whole site")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    pages, files = Page.objects.get(depth=1), Collection.get_first_root_node()
    for permission in Permission.objects.filter(codename__in=["add_page", "change_page", "publish_page"]):
        GroupPagePermission.objects.get_or_create(group=group, page=pages, permission=permission)
    for permission in Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs", "wagtailcore"],
        codename__regex="^(add|change|delete|choose)_(image|document|collection)$",
    ):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=files, permission=permission)
    return group
