"""An editor of a partner, with Wagtail's own rights on the partner's page and a collection of its own."""

from types import SimpleNamespace

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from channel_community.models import PartnerPage
from tests.factories import BoardFactory, MembershipFactory, PartnerFactory, ThreadFactory, WebinarFactory
from tests.partners.images import picture


def permission(codename):
    return Permission.objects.get(codename=codename)


def world(tree, name):
    """A partner with a page, an editor and one thing of each kind; everything carries the partner's name."""
    partner = PartnerFactory(name=name, slug=name.lower())
    page = tree.directory.add_child(instance=PartnerPage(title=name, slug=partner.slug, partner=partner))
    collection = Collection.get_first_root_node().add_child(name=f"{name} files")
    editor = MembershipFactory(partner=partner, role="editor", member__name=f"{name} editor").member
    group = Group.objects.create(name=f"{name} editors")
    group.permissions.add(permission("access_admin"))
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(group=group, page=page, permission=permission(codename))
    for codename in ("add_image", "choose_image", "add_document", "choose_document"):
        GroupCollectionPermission.objects.create(
            group=group, collection=collection, permission=permission(codename)
        )
    partner.editors_group, partner.collection = group, collection
    partner.save()
    editor.user.groups.add(group)
    board = BoardFactory(partner=partner, title=f"{name} board", access="public")
    image = picture()
    image.title, image.collection = f"{name} image", collection
    image.save()
    return SimpleNamespace(
        partner=partner,
        page=page,
        editor=editor,
        customer=MembershipFactory(partner=partner, member__name=f"{name} customer").member,
        board=board,
        thread=ThreadFactory(board=board, title=f"{name} thread"),
        webinar=WebinarFactory(partner=partner, title=f"{name} webinar", state="scheduled"),
        image=image,
        document=Document.objects.create(
            title=f"{name} document",
            file=ContentFile(b"x", name=f"{name}.pdf"),
            file_size=1,
            collection=collection,
        ),
    )
