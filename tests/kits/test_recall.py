"""After a recall: copies go back to an older version, or the recall is taken back."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from channel_community.content.kits.actions import kit_accept, kit_force, kit_recall, kit_reinstate
from channel_community.content.kits.rollouts import rollouts_work_off
from channel_community.exceptions import Conflict
from channel_community.models import Event, PartnerKitPage
from tests.kits.worlds import adopt, heading, publish, text_slot


@pytest.fixture
def forced(world):
    """A live copy whose second version was forced on it, and the version."""
    world.copy = adopt(world.kit, world.page, values={"line": "Ours"})
    world.second = publish(world.kit, [heading(words="Wrong words"), text_slot()])
    kit_force(version=world.second, reason="A judgement")
    rollouts_work_off()
    return world


def url(name, version):
    return reverse(f"community_content_kits:{name}", args=[version.pk])


def again(copy):
    return PartnerKitPage.objects.get(pk=copy.pk)


def test_recall_offers_the_newest_version_that_is_not_recalled(as_manager, forced):
    html = as_manager.get(url("recall", forced.second)).content.decode()

    assert "Put copies back to version 1" in html
    assert "checked" in html


def test_recall_with_put_back_is_effective_before_the_rollout(as_manager, client, forced):
    as_manager.post(url("recall", forced.second), {"reason": "Wrong", "put_back": "on"})

    answer = client.get(forced.copy.url)

    assert again(forced.copy).version == forced.second
    assert answer.status_code == 200
    assert "What is checked" in answer.content.decode()


def test_list_of_the_partner_names_a_copy_put_back_before_the_rollout(as_manager, client, forced):
    as_manager.post(url("recall", forced.second), {"reason": "Wrong", "put_back": "on"})

    cards = client.get(forced.page.url).context["articles"]

    assert [(card.title, card.lead) for card in cards] == [(forced.copy.title, "Ten questions.")]


def test_recall_with_put_back_keeps_values_and_tells_the_partner(
    as_manager, forced, django_capture_on_commit_callbacks
):
    as_manager.post(url("recall", forced.second), {"reason": "Wrong figures", "put_back": "on"})
    with django_capture_on_commit_callbacks(execute=True):
        call_command("community_rollouts", verbosity=0)

    copy = again(forced.copy)

    assert (copy.live, copy.version, copy.values) == (True, forced.version, forced.copy.values)
    letters = [letter for letter in mail.outbox if "went back to version 1" in letter.subject]
    assert len(letters) == 1
    assert forced.editor.user.email in letters[0].to[0]
    assert "Wrong figures" in letters[0].body


def test_copies_that_went_off_air_are_put_back_later(as_manager, client, forced):
    kit_recall(version=forced.second, reason="Wrong figures")
    rollouts_work_off()
    assert not again(forced.copy).live

    versions = as_manager.get(reverse("community_content_kits:versions", args=[forced.kit.pk]))
    as_manager.post(url("recall", forced.second), {"reason": "Back again", "put_back": "on"})
    rollouts_work_off()

    assert "Put copies back to version 1" in versions.content.decode()
    assert again(forced.copy).live
    assert "What is checked" in client.get(forced.copy.url).content.decode()


def test_draft_stays_a_draft_when_it_is_put_back(forced):
    draft = adopt(forced.kit, forced.rival_page, live=False)
    kit_recall(version=forced.second, reason="Wrong", back_to=forced.version)
    rollouts_work_off()

    assert (again(draft).live, again(draft).version) == (False, forced.version)


def test_second_recall_takes_copies_further_back(world):
    copy = adopt(world.kit, world.page)
    second = publish(world.kit, [heading(words="Second")])
    third = publish(world.kit, [heading(words="Third")])
    kit_accept(page=copy, version=third)
    kit_recall(version=third, reason="Wrong", back_to=second)
    kit_recall(version=second, reason="Wrong too", back_to=world.version)
    rollouts_work_off()

    assert again(copy).version == world.version
    assert again(copy).live


def test_copies_do_not_go_back_to_a_recalled_or_newer_version(forced):
    third = publish(forced.kit, [heading(words="Third")])
    kit_recall(version=forced.version, reason="Wrong")

    for target in (forced.version, third):
        with pytest.raises(Conflict):
            kit_recall(version=forced.second, reason="Wrong", back_to=target)


def test_recall_taken_back_puts_copies_on_air_and_is_told(as_manager, client, forced):
    kit_recall(version=forced.second, reason="Wrong")
    rollouts_work_off()
    off = client.get(forced.copy.url).status_code
    answer = as_manager.post(url("reinstate", forced.second), {"reason": "It was right"})
    rollouts_work_off()
    history = as_manager.get(reverse("community_kit_editor:history", args=[forced.kit.pk]))

    assert (off, answer.status_code) == (404, 302)
    assert "Wrong words" in client.get(forced.copy.url).content.decode()
    assert Event.objects.get(name="content.kit.reinstated").payload["reason"] == "It was right"
    assert "Took the recall of version 2 back. It was right" in history.content.decode()


def test_second_recall_of_a_version_is_told_again(forced):
    for _round in range(2):
        kit_recall(version=forced.second, reason="Wrong", actor=forced.manager)
        rollouts_work_off()
        kit_reinstate(version=forced.second, reason="Right after all", actor=forced.manager)
        rollouts_work_off()

    assert Event.objects.filter(name="content.kit.recall_notice").count() == 2
    assert Event.objects.filter(name="content.kit.reinstate_notice").count() == 2


def test_force_that_would_do_nothing_says_why_and_has_no_button(as_manager, world):
    adopt(world.kit, world.page)
    page = as_manager.get(url("force", world.version)).content.decode()
    answer = as_manager.post(url("force", world.version), {"reason": "Because"})

    assert "forcing it would change nothing" in page
    assert "Force it" not in page
    assert answer.status_code == 409
    world.version.refresh_from_db()
    assert world.version.forced_at is None


def test_adoption_and_the_partners_list_say_that_a_copy_is_off_air(client, forced):
    kit_recall(version=forced.second, reason="Wrong")
    client.force_login(forced.manager.user)
    adoption = client.get(reverse("community_content_kits:adoption")).content.decode()
    client.force_login(forced.editor.user)
    kits = client.get(reverse("community_content_kits:index")).content.decode()

    assert "Recalled: off air" in adoption
    assert "Up to date" not in adoption
    assert "Put it back from the kit" in adoption
    assert "Recalled: off air" in kits
    assert "Nothing to do for you now" in kits
