"""A draft may be unfinished: nothing that is only missing keeps an editor from saving, or loses a section."""

import pytest

from channel_community.content.registry import section_blocks
from channel_community.models import PartnerArticlePage
from tests.content.test_writing import desk, form, new_url, ours  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

NO_IMAGE = {"image": "", "alt_text": "", "decorative": ""}
EMPTY = {
    "heading": ("heading", ""),
    "rich_text": ("rich_text", "null"),  # what the empty editor sends
    "quote": ("quote", {"text": "", "attribution": "", "source": ""}),
    "image": ("image", {"image": NO_IMAGE, "caption": ""}),
    "file": ("file", {"document": "", "title": "", "description": ""}),
    "video": ("video", {"url": "", "title": ""}),
    "call_to_action": ("call_to_action", {"title": "", "text": "", "label": "", "page": "", "url": ""}),
    "people": ("people", {"title": "", "members": {"count": "0"}}),
    "start_discussion": ("start_discussion", {"board": "", "prompt": "", "text": ""}),
    "thread_card": ("thread_card", ""),
    "webinar_card": ("webinar_card", ""),
}
MISSING = {
    "video": "This field is required",
    "call_to_action": "the button needs somewhere to lead",
    "people": "minimum number of items is 1",
    "image": "This field is required",
}


def test_every_section_has_its_empty_form():
    assert set(EMPTY) == {name for name, _block in section_blocks()}


@pytest.mark.parametrize("kind", EMPTY)
def test_a_draft_keeps_a_section_that_is_still_empty(desk, ours, kind):  # noqa: F811
    answer = desk.post(new_url(ours), form(("heading", "Seven minutes"), EMPTY[kind]))
    assert answer.status_code == 302
    page = PartnerArticlePage.objects.get(slug="how-we-restore")
    shown = desk.get(answer["Location"])
    assert shown.status_code == 200
    kept = page.get_latest_revision_as_object().sections
    assert [section.block_type for section in kept] == ["heading", kind]


@pytest.mark.parametrize("kind", EMPTY)
def test_autosave_takes_a_section_that_is_still_empty(desk, ours, kind):  # noqa: F811
    desk.post(new_url(ours), form(("heading", "Seven minutes")))
    page = PartnerArticlePage.objects.get(slug="how-we-restore")
    answer = desk.post(
        f"/admin/pages/{page.pk}/edit/",
        form(("heading", "Seven minutes"), EMPTY[kind]),
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 200
    assert answer.json()["success"] is True
    kept = PartnerArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().sections
    assert [section.block_type for section in kept] == ["heading", kind]


@pytest.mark.parametrize("kind", EMPTY)
def test_an_unfinished_draft_can_be_looked_at(desk, ours, kind):  # noqa: F811
    place = new_url(ours) + "preview/"
    given = form(EMPTY[kind])
    assert desk.post(place, given).json()["is_valid"] is True
    assert "How we restore" in desk.get(f"{place}?mode=").content.decode()


@pytest.mark.parametrize("kind", EMPTY)
@pytest.mark.parametrize("action", ["action-publish", "action-submit"])
def test_nothing_unfinished_goes_out(client, admin_client, ours, kind, action):  # noqa: F811
    browser = admin_client
    if action == "action-submit":
        client.force_login(ours.editor.user)
        browser = client
    answer = browser.post(new_url(ours), form(EMPTY[kind], **{action: "1"}))
    assert answer.status_code == 200
    assert answer.context["form"].errors["sections"]
    assert not PartnerArticlePage.objects.filter(slug="how-we-restore").exists()


@pytest.mark.parametrize("kind", MISSING)
def test_what_is_missing_is_named_beside_its_field(admin_client, ours, kind):  # noqa: F811
    answer = admin_client.post(new_url(ours), form(EMPTY[kind], **{"action-publish": "1"}))
    assert MISSING[kind] in answer.content.decode()


@pytest.mark.parametrize(
    ("section", "said"),
    [
        (
            ("video", {"url": "https://video.example/1", "title": ""}),
            "youtube.com or vimeo.com as the browser",
        ),
        (
            (
                "call_to_action",
                {"title": "", "text": "", "label": "", "page": "", "url": "javascript:alert(1)"},
            ),
            "Write an address that begins with https://",
        ),
    ],
)
def test_what_is_wrong_is_said_in_a_draft_too(desk, ours, section, said):  # noqa: F811
    answer = desk.post(new_url(ours), form(section))
    assert answer.status_code == 200
    assert said in answer.content.decode()
