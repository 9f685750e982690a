"""A slot holds nothing of another partner's: not when it is posted, not when the form is shown again."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, ReferenceIndex

from channel_community.models import PartnerArticlePage, PartnerKitPage
from tests.kits.worlds import IDS, adopt, draft_of, draftail, form_data


def edit(client, copy, **slots):
    return client.post(reverse("wagtailadmin_pages:edit", args=[copy.pk]), form_data(copy, **slots))


def link_to(page):
    """Rich text as the editor sends it, with a link to a page."""
    text = json.loads(draftail("look here"))
    text["blocks"][0]["entityRanges"] = [{"offset": 0, "length": 4, "key": 0}]
    data = {"id": page.pk, "url": "/x/", "parentId": 1}
    text["entityMap"] = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": data}}
    return json.dumps(text)


def make_host_editor(user):
    """Rights on the whole tree and the whole library, as an existing site may have given."""
    group = Group.objects.create(name="Host editors")
    for name in ("add_page", "change_page"):
        right = Permission.objects.get(codename=name, content_type__app_label="wagtailcore")
        root = Page.objects.get(depth=1)
        GroupPagePermission.objects.create(group=group, page=root, permission=right)
    for right in Permission.objects.filter(codename__in=["add_image", "change_image", "choose_image"]):
        root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=right)
    user.groups.add(group)


@pytest.fixture(params=[False, True], ids=["editor", "host-editor"])
def either_editor(request, as_editor, world):
    if request.param:
        make_host_editor(world.editor.user)
    return as_editor


@pytest.fixture
def foreign(world):
    """A picture and a draft of the other partner's."""
    world.delta.refresh_from_db()
    world.picture = get_image_model().objects.create(
        title="Kestrel secret",
        file=get_test_image_file(filename="kestrel.png", size=(1600, 900)),
        collection=world.delta.collection,
    )
    draft = PartnerArticlePage(title="Plans", slug="kestrel-plans", partner=world.delta, live=False)
    world.draft = world.rival_page.add_child(instance=draft)
    return world


def test_foreign_picture_is_refused_and_not_shown(either_editor, foreign):
    copy = adopt(foreign.kit, foreign.page, live=False)

    html = edit(either_editor, copy, picture=foreign.picture.pk).content.decode()

    assert "This picture is not in your library" in html
    assert "kestrel" not in html.lower()
    assert draft_of(copy).values == {}


@pytest.mark.parametrize("key", ["９", "x", "-1", "9" * 30])
def test_picture_that_is_no_id_is_refused_in_words(as_editor, world, key):
    copy = adopt(world.kit, world.page, live=False)

    answer = edit(as_editor, copy, picture=key)

    assert answer.status_code == 200
    assert "This picture is not in your library" in answer.content.decode()


def test_link_to_a_foreign_draft_is_refused_and_not_shown(either_editor, foreign):
    copy = adopt(foreign.kit, foreign.page, live=False)

    html = edit(either_editor, copy, story=link_to(foreign.draft), line="Kept").content.decode()

    assert "“Your story”: A link leads to something that is not in your space" in html
    assert "kestrel" not in html.lower()
    assert "look here" in html
    assert "Kept" in html
    assert draft_of(copy).values == {}


def test_link_to_an_own_page_is_kept_and_known_to_usage(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)

    edit(as_editor, copy, story=link_to(world.page))

    assert f'id="{world.page.pk}"' in draft_of(copy).values[IDS["story"]]
    draft_of(copy).save_revision().publish()
    assert ReferenceIndex.get_references_to(world.page).filter(object_id=str(copy.pk)).exists()


def test_picture_in_a_slot_is_known_to_usage(world, foreign):
    value = {"image": foreign.picture.pk, "alt": ""}

    copy = adopt(world.kit, world.page, values={"picture": value})

    assert ReferenceIndex.get_references_to(foreign.picture).filter(object_id=str(copy.pk)).exists()


def test_picture_that_the_brand_put_there_stays(as_editor, foreign):
    value = {"image": foreign.picture.pk, "alt": "Together"}
    copy = adopt(foreign.kit, foreign.page, live=False, values={"picture": value})

    edit(as_editor, copy, picture=foreign.picture.pk, picture__alt="Together", line="More")

    assert draft_of(copy).values == {IDS["picture"]: value, IDS["line"]: "More"}


@pytest.mark.parametrize(
    "value",
    [
        ["x"],
        {"image": {"deep": 1}},
        {"image": "9"},
        7,
        '<a linktype="page">no id</a>',
        '<p><a linktype="page" id="x">bad id</a></p>',
        '<a linktype="page" id="99999999999999999999999">huge</a>',
    ],
    ids=["list", "dict", "text-id", "number", "no-id", "bad-id", "huge-id"],
)
@pytest.mark.parametrize("name", ["line", "story", "picture", "call"])
def test_value_that_cannot_be_read_breaks_no_page(as_editor, world, name, value):
    copy = adopt(world.kit, world.page, values={name: value})

    editor = as_editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk]))
    reader = as_editor.get(copy.url)

    assert (editor.status_code, reader.status_code) == (200, 200)
    is_other_kind = (name == "picture") is isinstance(value, str) or not isinstance(value, str)
    assert ("What stood here could not be read" in editor.content.decode()) is is_other_kind


def test_column_that_holds_no_object_counts_as_empty(as_editor, world):
    copy = adopt(world.kit, world.page)
    PartnerKitPage.objects.filter(pk=copy.pk).update(values=["x"])

    assert as_editor.get(copy.url).status_code == 200


def test_copy_of_an_impossible_id_is_not_found(as_editor, world):
    assert as_editor.get(f"/admin/community/kits/copies/{10**30}/").status_code == 404
