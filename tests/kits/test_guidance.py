"""What the screens say: rules that became tighter, edits that go live at once, news that wait."""

from django.core.management import call_command
from django.urls import reverse

from channel_community.content.kits.actions import kit_force
from channel_community.content.kits.diff import changes_between
from channel_community.models import KitRollout, PartnerKitPage
from tests.kits.worlds import (
    IDS,
    adopt,
    call_slot,
    form_data,
    heading,
    legal,
    picture_slot,
    publish,
    rich_slot,
    text_slot,
)


def edit(copy):
    return reverse("wagtailadmin_pages:edit", args=[copy.pk])


def upgrade(copy):
    return reverse("community_content_kits:upgrade", args=[copy.pk])


def said_after(answer):
    """The messages on the page that an editor is led to."""
    return " ".join(str(message) for message in answer.context["messages"])


def rules(old, new, **values):
    named = {IDS[name]: value for name, value in values.items()}
    return [rule for change in changes_between(old, new, named) for rule in change.rules]


def resaved(html):
    return {"type": "rich_text", "id": IDS["legal"], "value": html}


def test_markup_that_the_editor_writes_for_itself_is_no_change(world):
    old = publish(world.kit, [resaved("<p>No <b>other</b> word.</p>"), legal("x") | {"id": IDS["intro"]}])
    html = '<p data-block-key="k1x9">No <strong>other</strong>\n word.</p><p data-block-key="z"></p>'
    new = publish(world.kit, [resaved(html), legal("y") | {"id": IDS["intro"]}])

    assert len(changes_between(old, new)) == 1


def test_marks_and_links_that_changed_are_shown(world):
    old = publish(world.kit, [resaved('<p>See <a href="/a/">this</a></p>')])
    new = publish(world.kit, [resaved('<p>See <a href="/b/">this</a></p>')])
    bold = publish(world.kit, [resaved('<p><b>See</b> <a href="/b/">this</a></p>')])

    assert len(changes_between(old, new)) == 1
    assert len(changes_between(new, bold)) == 1


def test_tighter_limit_is_told_with_the_partners_figure(world):
    newer = publish(world.kit, [text_slot(max_length=10)])

    said = rules(world.version, newer, line="Thirty characters and one more!")

    assert said == ["now at most 10 characters (was 40); yours has 31"]


def test_other_rules_of_every_kind_are_told(world):
    offers = call_slot()["value"]["offers"][1:]
    blocks = [
        text_slot(required=True),
        rich_slot(marks=["bold"]),
        picture_slot(ratio="1:1", min_width=900),
        call_slot(offers=offers),
    ]
    said = " / ".join(rules(world.version, publish(world.kit, blocks), call=IDS["trial"]))

    assert "must be filled now; yours is empty" in said
    assert "no longer allowed: Links" in said
    assert "now cut to “Square (1:1)” (was “Wide (16:9)”)" in said
    assert "now at least 900 pixels wide (was 400)" in said
    assert "no longer offered: Try it" in said
    assert "yours is no longer offered" in said


def test_accepting_names_the_slots_that_need_a_look(as_editor, world):
    copy = adopt(world.kit, world.page, values={"line": "Thirty characters and one more!"})
    publish(world.kit, [text_slot(max_length=10), text_slot("new", label="Your number", required=True)])

    before = as_editor.get(upgrade(copy)).content.decode()
    answer = as_editor.post(upgrade(copy), {"version": "2"}, follow=True)
    html = answer.content.decode()

    assert "now at most 10 characters (was 40); yours has 31" in before
    assert "These slots need a look: Your promise, Your number." in html
    assert "Until then readers see your whole text as it is." in html
    assert "Until then readers see nothing there." in html


def test_auto_approved_copy_offers_publish_and_says_that_it_is_live(as_editor, world):
    world.kit.auto_approve = True
    world.kit.save()
    copy = adopt(world.kit, world.page)
    form = as_editor.get(edit(copy)).content.decode()

    data = form_data(copy, line="Ours") | {"action-submit": "1"}
    said = said_after(as_editor.post(edit(copy), data, follow=True))

    assert "Submit to" not in form
    assert "goes live at once" in form
    assert "is live" in said
    assert "moderation" not in said
    assert PartnerKitPage.objects.get(pk=copy.pk).values[IDS["line"]] == "Ours"


def test_other_edits_of_such_a_copy_still_say_moderation(as_editor, world):
    world.kit.auto_approve = True
    world.kit.save()
    copy = adopt(world.kit, world.page)

    data = form_data(copy, line="Ours") | {"title": "Mine", "action-submit": "1"}
    said = said_after(as_editor.post(edit(copy), data, follow=True))

    assert "moderation" in said
    assert "is live" not in said


def test_other_copies_are_submitted_as_before(as_editor, world):
    copy = adopt(world.kit, world.page)

    html = as_editor.get(edit(copy)).content.decode()

    assert "Submit to" in html
    assert "goes live at once" not in html


def test_publishing_offers_to_tell_the_partners(as_manager, world):
    from tests.kits.test_rollouts import kit_form

    adopt(world.kit, world.page)
    answer = as_manager.post(
        reverse("community_kit_editor:edit", args=[world.kit.pk]), kit_form(world), follow=True
    )
    rollout = KitRollout.objects.get(kind="announce")
    url = reverse("community_content_kits:rollout", args=[rollout.pk])
    html = answer.content.decode()
    kits = as_manager.get(reverse("community_content_kits:index")).content.decode()

    assert "Tell the partners now" in html
    assert url in html
    assert url in kits
    assert "Continue" in kits


def test_finished_news_say_who_was_told_and_who_was_passed_over(as_manager, world):
    adopt(world.kit, world.page)
    newer = publish(world.kit, [heading(words="Newer")])
    told = KitRollout.objects.get(version=newer, kind="announce")
    call_command("community_relay", verbosity=0)
    last = publish(world.kit, [heading(words="Last")])
    passed = KitRollout.objects.get(version=last, kind="announce")
    KitRollout.objects.filter(pk=passed.pk).update(state="done")
    kit_force(version=last, reason="A judgement")
    call_command("community_relay", verbosity=0)

    def page(rollout):
        return as_manager.get(reverse("community_content_kits:rollout", args=[rollout.pk])).content.decode()

    assert "One person was told." in page(told)
    assert "One copy was passed over: it wears version 3" in " ".join(page(passed).split())


def test_adoption_leaves_the_less_important_columns_out_on_narrow_screens(as_manager, world):
    adopt(world.kit, world.page)

    html = as_manager.get(reverse("community_content_kits:adoption")).content.decode()

    assert "css/admin/kits.css" in html
    assert html.count("cc-kit-wide") >= 6
