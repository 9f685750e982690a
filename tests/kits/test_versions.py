"""Versions: made by publishing, shown at once when forced, gone at once when recalled."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from channel_community.content.kits.actions import kit_accept, kit_adopt, kit_force, kit_recall
from channel_community.content.kits.diff import changes_between, word_diff
from channel_community.exceptions import Conflict, Invalid
from channel_community.models import KitRollout, PartnerKitPage
from tests.kits.worlds import (
    IDS,
    adopt,
    call_slot,
    draft_of,
    heading,
    legal,
    publish,
    text_slot,
)


def later_blocks():
    """The sample without its story, with a new slot that must be filled, and other legal words."""
    return [
        heading(words="What we check"),
        text_slot(),
        text_slot("new", label="Your number", required=True),
        call_slot(),
        legal("The brand is liable for everything."),
    ]


def read(client, copy):
    return client.get(copy.url)


def test_publishing_makes_one_version_for_one_revision(world):
    revision = world.kit.latest_revision
    revision.publish()

    assert [(v.number, v.title) for v in world.kit.versions.all()] == [(1, "Is your backup ready?")]


def test_version_keeps_its_words_when_the_kit_changes(client, world):
    copy = adopt(world.kit, world.page)

    publish(world.kit, later_blocks(), title="Another title")

    html = read(client, copy).content.decode()
    assert "liable for nothing" in html
    assert "liable for everything" not in html


def test_copy_shows_the_brands_words_and_the_partners(client, world):
    values = {"line": "We <call> back", "story": "<p><b>Ten</b> years</p>", "call": IDS["trial"]}
    copy = adopt(world.kit, world.page, values=values)

    html = read(client, copy).content.decode()

    assert "What is checked" in html
    assert "We &lt;call&gt; back" in html
    assert "<b>Ten</b> years" in html
    assert 'href="https://brand.example/try"' in html
    assert "Ten questions." in html


def test_copy_costs_the_same_queries_with_one_slot_and_with_twenty(
    client, world, django_assert_max_num_queries
):
    one = adopt(world.kit, world.page, values={"line": "Ours"})
    keys = [f"slot-{number}" for number in range(20)]
    blocks = [{**text_slot(label=f"Slot {key}"), "id": key} for key in keys]
    publish(world.kit, blocks)
    many = adopt(world.kit, world.page, values={key: f"Words {key}" for key in keys})
    read(client, one)
    read(client, many)

    with django_assert_max_num_queries(15) as few:
        read(client, one)
    with django_assert_max_num_queries(len(few)):
        assert "Words slot-19" in read(client, many).content.decode()


def test_accepting_keeps_values_and_shows_what_is_left_over(as_editor, world):
    copy = adopt(world.kit, world.page, values={"line": "Ours", "story": "<p>Left story</p>"})
    publish(world.kit, later_blocks(), title="Later")
    publish(world.kit, [*later_blocks(), text_slot("talk", label="Another")])
    url = reverse("community_content_kits:upgrade", args=[copy.pk])

    shown = as_editor.get(url).content.decode()
    as_editor.post(url, {"version": "3"})

    assert "2 versions on" in shown
    assert "Left story" in shown
    assert "Your number" in shown
    copy = PartnerKitPage.objects.get(pk=copy.pk)
    assert copy.version.number == 3
    assert copy.values == {IDS["line"]: "Ours", IDS["story"]: "<p>Left story</p>"}
    editor = as_editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()
    assert "Left over from an earlier version" in editor


def test_editor_says_how_many_versions_a_copy_is_behind(as_editor, world):
    copy = adopt(world.kit, world.page)
    publish(world.kit, later_blocks())
    publish(world.kit, [*later_blocks(), text_slot("talk", label="Another")])

    html = as_editor.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).content.decode()

    assert "2 versions behind" in html


def test_diff_names_what_came_went_and_was_reworded(world):
    newer = publish(world.kit, later_blocks())

    changes = {(change.kind, change.label): change.html for change in changes_between(world.version, newer)}

    assert ("added", "Your number") in changes
    assert ("removed", "Your story") in changes
    words = changes["reworded", "Text"]
    assert "nothing else</del>" in words
    assert "everything</ins>" in words


def test_diff_escapes_what_was_written():
    html = word_diff("<b>one</b> two", "<script>one</script> two")

    assert "<script>" not in html
    assert "<b>" not in html
    assert html.count("&lt;") == html.count("&gt;") == 2


def test_forced_version_is_what_readers_get_at_once(client, world):
    copy = adopt(world.kit, world.page, values={"line": "Ours"})
    newer = publish(world.kit, later_blocks())

    kit_force(version=newer, reason="A judgement", actor=world.manager)

    html = read(client, copy).content.decode()
    assert "liable for everything" in html
    assert "Ours" in html
    assert PartnerKitPage.objects.get(pk=copy.pk).version == world.version


def test_forcing_is_carried_to_every_copy_and_keeps_the_drafts(client, world):
    copy = adopt(world.kit, world.page, values={"line": "Ours"})
    newer = publish(world.kit, later_blocks())
    kit_force(version=newer, reason="A judgement", actor=world.manager)

    call_command("community_rollouts", verbosity=0)

    assert PartnerKitPage.objects.get(pk=copy.pk).version == newer
    assert draft_of(copy).values == {IDS["line"]: "Ours"}


def test_recalled_version_is_off_air_at_once(client, world):
    copy = adopt(world.kit, world.page)
    assert read(client, copy).status_code == 200

    kit_recall(version=world.version, reason="Wrong figures", actor=world.manager)

    assert read(client, copy).status_code == 404
    assert copy.url not in str(PartnerKitPage.objects.get(pk=copy.pk).get_sitemap_urls())
    assert not PartnerKitPage.get_indexed_objects().filter(pk=copy.pk).exists()


def test_newer_version_puts_a_recalled_copy_back_on_air(client, world):
    copy = adopt(world.kit, world.page, values={"line": "Ours"})
    kit_recall(version=world.version, reason="Wrong figures", actor=world.manager)
    call_command("community_rollouts", verbosity=0)
    assert not PartnerKitPage.objects.get(pk=copy.pk).live
    publish(world.kit, later_blocks())

    kit_accept(page=copy, actor=world.editor)

    assert PartnerKitPage.objects.get(pk=copy.pk).live
    assert "Ours" in read(client, copy).content.decode()


def test_copy_that_its_partner_unpublished_stays_so(client, world):
    copy = adopt(world.kit, world.page)
    copy.unpublish()
    publish(world.kit, later_blocks())

    kit_accept(page=copy, actor=world.editor)

    assert not PartnerKitPage.objects.get(pk=copy.pk).live


def test_recalled_kit_is_not_adopted(world):
    kit_recall(version=world.version, reason="Wrong figures")

    with pytest.raises(Conflict, match="No version"):
        kit_adopt(kit=world.kit, partner_page=world.page)


def test_force_without_a_reason_is_refused_and_says_so(as_manager, world):
    adopt(world.kit, world.page)
    newer = publish(world.kit, later_blocks())
    url = reverse("community_content_kits:force", args=[newer.pk])

    asked = as_manager.get(url).content.decode()
    answer = as_manager.post(url, {"reason": "  "})

    assert "One copy of “Readiness check” wears an older version" in asked
    assert answer.status_code == 400
    assert "Say why" in answer.content.decode()
    with pytest.raises(Invalid):
        kit_force(version=newer, reason="")


def test_partners_are_told_once_in_their_own_colours(world, django_capture_on_commit_callbacks):
    adopt(world.kit, world.page)
    adopt(world.kit, world.page, values={"line": "A second copy"})
    adopt(world.kit, world.rival_page)
    publish(world.kit, later_blocks())

    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("community_rollouts", verbosity=0)

    assert sorted(letter.to[0].split("<")[-1].rstrip(">") for letter in mail.outbox) == sorted(
        [world.editor.user.email, world.rival.user.email]
    )
    letter = next(letter for letter in mail.outbox if world.editor.user.email in letter.to[0])
    assert letter.subject == "A new version of “Readiness check”"
    assert "Fjordgrid" in letter.from_email


def test_recall_and_force_by_the_brand_alone(as_editor, world):
    for name, pk in (("force", world.version.pk), ("recall", world.version.pk), ("versions", world.kit.pk)):
        url = reverse(f"community_content_kits:{name}", args=[pk])
        assert as_editor.get(url).status_code in {302, 403, 404}
        assert as_editor.post(url, {"reason": "Because"}).status_code in {302, 403, 404, 405}
    world.version.refresh_from_db()
    assert world.version.recalled_at is None
    assert not KitRollout.objects.exists()
