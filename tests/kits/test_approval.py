"""Edits inside the slots go live at once where the kit says so; every other edit is approved."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from channel_community.content.kits.actions import kit_force
from channel_community.content.kits.rollouts import rollout_step
from channel_community.models import PartnerKitPage
from tests.kits.worlds import IDS, adopt, form_data, heading, publish, sample_blocks, text_slot


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


def act(manager, copy, action, comment=""):
    """The brand decides about a page that waits."""
    task_state = PartnerKitPage.objects.get(pk=copy.pk).current_workflow_state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[copy.pk, action, task_state.pk])
    assert manager.post(url, {"comment": comment}).status_code in (200, 302)


@pytest.fixture
def brand(world):
    client = Client()
    client.force_login(world.manager.user)
    return client


def test_what_the_brand_took_off_air_waits_for_approval(as_editor, brand, easy):
    copy = adopt(easy.kit, easy.page)
    brand.post(reverse("wagtailadmin_pages:unpublish", args=[copy.pk]))

    copy = submit(as_editor, PartnerKitPage.objects.get(pk=copy.pk))

    assert not copy.live
    assert copy.current_workflow_state is not None


@pytest.mark.parametrize("live", [True, False])
def test_what_the_brand_sent_back_waits_for_approval(as_editor, brand, easy, live):
    copy = adopt(easy.kit, easy.page, live=live)
    submit(as_editor, copy, title="Mine")
    act(brand, copy, "reject", "Not so")
    url = reverse("wagtailadmin_pages:edit", args=[copy.pk])
    as_editor.post(url, {**form_data(copy, line="Ours"), "action-cancel-workflow": "1"})

    after = submit(as_editor, copy)

    assert after.current_workflow_state is not None
    assert after.current_workflow_state.status == "in_progress"
    assert after.live is live


def test_slots_go_live_again_after_the_brand_published_anew(as_editor, brand, easy):
    copy = adopt(easy.kit, easy.page)
    submit(as_editor, copy, title="Mine")
    act(brand, copy, "reject")
    submit(as_editor, copy, title="Ours")
    act(brand, copy, "approve")
    copy = PartnerKitPage.objects.get(pk=copy.pk)
    assert copy.title == "Ours"

    copy = submit(as_editor, copy, slots={"line": "Later"})

    assert copy.values == {IDS["line"]: "Later"}


def test_copied_page_waits_for_approval(as_editor, easy):
    copy = adopt(easy.kit, easy.page)
    form = {"new_title": "My words", "new_slug": "my-words", "new_parent_page": easy.page.pk}
    as_editor.post(reverse("wagtailadmin_pages:copy", args=[copy.pk]), form)

    made = submit(as_editor, PartnerKitPage.objects.get(slug="my-words"))

    assert not made.live
    assert made.current_workflow_state is not None


def test_difference_that_no_field_of_the_form_tells_waits_for_approval(as_editor, easy):
    copy = adopt(easy.kit, easy.page)
    copy.published_on = datetime.date(2001, 2, 3)
    copy.save_revision()

    assert submit(as_editor, copy).current_workflow_state is not None


def test_version_is_not_accepted_while_the_page_waits(as_editor, brand, world):
    copy = submit(as_editor, adopt(world.kit, world.page), slots={"line": "Reviewed"})
    newer = publish(world.kit, [heading(words="Newer"), text_slot()])
    url = reverse("community_content_kits:upgrade", args=[copy.pk])

    shown = as_editor.get(url).content.decode()
    answer = as_editor.post(url, {"version": newer.number}, follow=True)

    assert "This copy waits for approval" in shown
    assert "This copy waits for approval" in answer.content.decode()
    assert PartnerKitPage.objects.get(pk=copy.pk).version == world.version


def test_version_is_not_accepted_on_a_locked_page(as_editor, world):
    copy = adopt(world.kit, world.page)
    PartnerKitPage.objects.filter(pk=copy.pk).update(locked=True, locked_by=world.manager.user)
    newer = publish(world.kit, [heading(words="Newer"), text_slot()])
    url = reverse("community_content_kits:upgrade", args=[copy.pk])

    answer = as_editor.post(url, {"version": newer.number}, follow=True)

    assert "This copy is locked" in answer.content.decode()
    assert PartnerKitPage.objects.get(pk=copy.pk).version == world.version


@pytest.mark.parametrize("carried", [True, False])
def test_version_forced_in_review_is_named_and_goes_live_with_the_reviewed_words(
    as_editor, brand, world, carried
):
    copy = submit(as_editor, adopt(world.kit, world.page), slots={"line": "Reviewed"})
    newer = publish(world.kit, [heading(words="Newer words"), text_slot()])
    rollout = kit_force(version=newer, reason="A judgement", actor=world.manager)
    if carried:
        rollout_step(rollout_id=rollout.pk)

    editor = brand.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    act(brand, copy, "approve")
    read = Client().get(copy.url).content.decode()

    assert "The brand forced version 2 while this page waited for approval" in editor
    assert "Newer words" in read
    assert "Reviewed" in read


def test_editor_says_that_the_page_waits(as_editor, world):
    copy = submit(as_editor, adopt(world.kit, world.page))

    assert (
        "The brand has been told"
        in as_editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    )
