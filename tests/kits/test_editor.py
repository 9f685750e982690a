"""A partner's editor takes a kit and fills its slots; nothing else of it can be changed."""

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from channel_community.models import PartnerKitPage
from tests.kits.worlds import IDS, adopt, draft_of, draftail, form_data, publish, sample_blocks, text_slot


def edit_url(copy):
    return reverse("wagtailadmin_pages:edit", args=[copy.pk])


def test_list_of_kits_offers_each_to_a_partners_editor(as_editor, world):
    html = as_editor.get(reverse("community_content_kits:index")).content.decode()

    assert "Readiness check" in html
    assert "Use this kit" in html
    assert "Version 1" in html
    assert "Write a kit" not in html


def test_using_a_kit_makes_one_draft_under_the_partners_page(as_editor, world):
    url = reverse("community_content_kits:adopt", args=[world.kit.pk])

    first = as_editor.post(url)
    second = as_editor.post(url)

    copy = PartnerKitPage.objects.get()
    assert first.url == second.url == edit_url(copy)
    assert (copy.title, copy.live, copy.partner) == ("Is your backup ready?", False, world.fjord)
    assert copy.get_parent().pk == world.page.pk


def test_kit_is_not_adopted_under_another_partners_page(as_editor, world):
    url = reverse("community_content_kits:adopt", args=[world.kit.pk])

    answer = as_editor.post(url, {"partner_page": world.rival_page.pk})

    assert answer.status_code in {302, 403, 404}
    assert not PartnerKitPage.objects.exists()


def test_add_child_page_leads_to_the_kits(as_editor, world):
    url = reverse("wagtailadmin_pages:add", args=["channel_community", "partnerkitpage", world.page.pk])

    answer = as_editor.get(url)

    assert answer.url == f"{reverse('community_content_kits:index')}?partner_page={world.page.pk}"
    assert "Use this kit" in as_editor.get(answer.url).content.decode()


def test_editor_shows_the_locked_parts_between_the_slots(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)

    html = as_editor.get(edit_url(copy)).content.decode()

    order = [
        html.index(words) for words in ("What is checked", IDS["line"], IDS["story"], "liable for nothing")
    ]
    assert order == sorted(order)
    assert 'name="values"' not in html
    assert html.count(f'name="slot-{IDS["line"]}"') == 1


def test_saving_keeps_what_was_written_in_the_slots(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)
    data = form_data(
        copy, line="We call back in an hour.", story=draftail(("Ten years", "BOLD")), call=IDS["trial"]
    )

    assert as_editor.post(edit_url(copy), data).status_code == 302

    values = draft_of(copy).values
    assert values[IDS["line"]] == "We call back in an hour."
    assert "<b>Ten years</b>" in values[IDS["story"]]
    assert values[IDS["call"]] == IDS["trial"]


def test_whatever_else_is_posted_leaves_the_locked_parts_alone(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)
    second = publish(world.kit, [*sample_blocks(), text_slot("new", label="More")])
    before = world.version.content
    forged = {
        "kit": "999",
        "kit_id": "999",
        "version": str(second.pk),
        "version_id": str(second.pk),
        "values": '{"x": "<script>"}',
        f"slot-{IDS['legal']}": "We are liable for nothing at all.",
        IDS["legal"]: "forged",
        f"slot-{IDS['intro']}": "forged heading",
        f"slot-{IDS['new']}": "a slot of a newer version",
        "slot-unknown": "x",
        "sections-0-value": "forged",
        "content": "[]",
        "lead": "forged lead",
        "partner": str(world.delta.pk),
        "live": "on",
        "path": "0001",
    }

    as_editor.post(edit_url(copy), {**form_data(copy, line="Ours"), **forged})

    saved = draft_of(copy)
    world.version.refresh_from_db()
    assert saved.values == {IDS["line"]: "Ours"}
    assert (saved.version_id, saved.kit_id, saved.partner_id) == (
        world.version.pk,
        world.kit.pk,
        world.fjord.pk,
    )
    assert world.version.content == before


@pytest.mark.parametrize(
    "hostile", ["", "{", "[]", '{"blocks": 1}', '{"blocks": [{}], "entityMap": {}}', "null"]
)
def test_rich_text_that_no_editor_sent_is_an_error_in_words(as_editor, world, hostile):
    copy = adopt(world.kit, world.page, live=False, values={"story": "<p>Kept</p>"})

    answer = as_editor.post(edit_url(copy), form_data(copy, line="Typed", story=hostile))

    assert answer.status_code in {200, 302}
    if answer.status_code == 200:
        assert "“Your story”" in answer.content.decode()
        assert "Typed" in answer.content.decode()
        assert draft_of(copy).values[IDS["story"]] == "<p>Kept</p>"


def test_marks_that_the_slot_does_not_allow_are_left_out(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)

    as_editor.post(
        edit_url(copy), form_data(copy, story=draftail(("Sloping", "ITALIC"), "<script>x</script>"))
    )

    story = draft_of(copy).values[IDS["story"]]
    assert "Sloping" in story
    assert "<i>" not in story
    assert "<em>" not in story
    assert "<script" not in story


def test_too_long_a_text_is_named_with_the_cure_and_kept(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)
    long = "We call back within the hour, every day of the week."

    html = as_editor.post(edit_url(copy), form_data(copy, line=long, call=IDS["talk"])).content.decode()

    assert "“Your promise”" in html
    assert "there is room for 40" in html
    assert long in html
    assert draft_of(copy).values == {}


def test_offer_that_is_not_on_the_list_is_refused(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)

    html = as_editor.post(edit_url(copy), form_data(copy, call="https://evil.example/")).content.decode()

    assert "Your offer" in html
    assert draft_of(copy).values == {}


def test_slot_that_is_not_posted_keeps_its_value(as_editor, world):
    copy = adopt(world.kit, world.page, live=False, values={"line": "Ours"})

    as_editor.post(edit_url(copy), form_data(copy, call=IDS["trial"]))

    assert draft_of(copy).values == {IDS["line"]: "Ours", IDS["call"]: IDS["trial"]}


def test_required_slot_may_be_empty_in_a_draft_and_not_when_submitted(as_editor, world):
    publish(world.kit, [text_slot(required=True)])
    copy = adopt(world.kit, world.page, live=False)
    data = form_data(copy, line="")

    assert as_editor.post(edit_url(copy), data).status_code == 302
    answer = as_editor.post(edit_url(copy), {**data, "action-submit": "1"})

    assert answer.status_code == 200
    assert "“Your promise” is empty. Fill it in." in answer.content.decode()


def test_autosave_writes_the_slots(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)

    answer = as_editor.post(
        edit_url(copy), form_data(copy, line="Half a thou"), headers={"Accept": "application/json"}
    )

    assert answer.json()["success"] is True
    assert draft_of(copy).values == {IDS["line"]: "Half a thou"}


def test_preview_shows_what_was_typed_and_not_saved(as_editor, world):
    copy = adopt(world.kit, world.page, live=False)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[copy.pk])

    assert as_editor.post(url, form_data(copy, line="Only typed")).json()["is_valid"] is True
    html = as_editor.get(url).content.decode()

    assert "Only typed" in html
    assert "liable for nothing" in html


def test_compare_tells_the_slots_apart(as_editor, world):
    copy = adopt(world.kit, world.page, live=False, values={"line": "Before this"})
    first = copy.latest_revision
    as_editor.post(edit_url(copy), form_data(copy, line="After this"))
    second = PartnerKitPage.objects.get(pk=copy.pk).latest_revision
    url = reverse("wagtailadmin_pages:revisions_compare", args=[copy.pk, first.pk, second.pk])

    html = as_editor.get(url).content.decode()

    assert "Your promise" in html
    assert "Before</del>" in html
    assert "After</ins>" in html
    assert "Your offer" not in html


def test_going_back_to_an_older_draft_keeps_the_version(as_editor, world):
    from channel_community.content.kits.actions import kit_accept

    copy = adopt(world.kit, world.page, live=False, values={"line": "Old words"})
    old = copy.latest_revision
    second = publish(world.kit, [*sample_blocks(), text_slot("new", label="More")])
    kit_accept(page=copy)

    as_editor.post(edit_url(copy), {**form_data(copy, line="Old words"), "revision": str(old.pk)})

    copy.refresh_from_db()
    assert copy.version == second
    assert draft_of(copy).version == second


@pytest.fixture
def pictures(world):
    from wagtail.images import get_image_model
    from wagtail.models import Collection

    def make(width, height, collection):
        file = get_test_image_file(size=(width, height))
        return get_image_model().objects.create(title="Team", file=file, collection=collection)

    world.fjord.refresh_from_db()
    world.delta.refresh_from_db()
    root = Collection.get_first_root_node()
    own = world.fjord.collection or root
    return {
        "wide": make(1600, 900, own),
        "small": make(320, 180, own),
        "tall": make(500, 2000, own),
        "foreign": make(1600, 900, world.delta.collection or root),
    }


def post_picture(client, copy, picture):
    client.post(edit_url(copy), form_data(copy, picture=picture.pk, picture__alt="All of us"))
    return draft_of(copy).values.get(IDS["picture"])


def test_picture_of_the_right_shape_is_kept_with_its_description(as_editor, world, pictures):
    copy = adopt(world.kit, world.page, live=False)

    assert post_picture(as_editor, copy, pictures["wide"]) == {
        "image": pictures["wide"].pk,
        "alt": "All of us",
    }


@pytest.mark.parametrize("which", ["small", "tall", "foreign"])
def test_picture_that_does_not_fit_or_is_another_partners_is_refused(as_editor, world, pictures, which):
    copy = adopt(world.kit, world.page, live=False)

    assert post_picture(as_editor, copy, pictures[which]) is None


def test_another_partners_editor_does_not_see_the_copy(client, world):
    copy = adopt(world.kit, world.page, values={"line": "A secret of Fjordgrid"})
    client.force_login(world.rival.user)

    answers = [
        client.get(reverse("community_content_kits:index")),
        client.get(reverse("community_content_kits:upgrade", args=[copy.pk])),
        client.post(reverse("community_content_kits:upgrade", args=[copy.pk])),
    ]

    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert b"A secret" not in b"".join(answer.content for answer in answers)
