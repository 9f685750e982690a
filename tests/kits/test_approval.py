"""Edits inside the slots go live at once where the kit says so; every other edit is approved."""

import pytest
from django.urls import reverse

from channel_community.models import PartnerKitPage
from tests.kits.worlds import IDS, adopt, form_data, publish, sample_blocks


@pytest.fixture
def easy(world):
    publish(world.kit, sample_blocks(), auto_approve=True)
    world.kit.refresh_from_db()
    assert world.kit.auto_approve
    return world


def submit(client, copy, **changes):
    slots = changes.pop("slots", {"line": "Ours"})
    data = {**form_data(copy, **slots), **changes, "action-submit": "1"}
    assert client.post(reverse("wagtailadmin_pages:edit", args=[copy.pk]), data).status_code == 302
    return PartnerKitPage.objects.get(pk=copy.pk)


def test_slots_go_live_when_submitted_on_a_kit_that_says_so(as_editor, easy, mailoutbox):
    copy = submit(as_editor, adopt(easy.kit, easy.page))

    assert copy.live
    assert not copy.has_unpublished_changes
    assert copy.values == {IDS["line"]: "Ours"}
    assert copy.current_workflow_state is None
    assert mailoutbox == []


def test_first_publication_of_a_copy_goes_live_too(as_editor, easy):
    copy = submit(as_editor, adopt(easy.kit, easy.page, live=False))

    assert copy.live


def test_saved_draft_stays_a_draft(as_editor, easy):
    copy = adopt(easy.kit, easy.page, values={"line": "Before"})

    as_editor.post(reverse("wagtailadmin_pages:edit", args=[copy.pk]), form_data(copy, line="After"))

    copy = PartnerKitPage.objects.get(pk=copy.pk)
    assert copy.values == {IDS["line"]: "Before"}
    assert copy.has_unpublished_changes


@pytest.mark.parametrize(
    "change", [{"title": "My own title"}, {"slug": "mine"}, {"search_description": "Mine"}]
)
def test_other_changes_wait_for_approval(as_editor, easy, change):
    copy = submit(as_editor, adopt(easy.kit, easy.page), **change)

    assert copy.values == {}
    assert copy.current_workflow_state is not None


def test_slots_wait_for_approval_on_other_kits(as_editor, world):
    copy = submit(as_editor, adopt(world.kit, world.page))

    assert copy.values == {}
    assert copy.current_workflow_state is not None
