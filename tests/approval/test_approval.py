"""From a partner's desk to the brand's and back: submitted, approved, sent back, submitted again."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupApprovalTask, Workflow
from wagtail.users.models import UserProfile

from channel_community.models import Event, PartnerArticlePage
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def letters(mailoutbox, to):
    return [letter for letter in mailoutbox if to.user.email in letter.to[0]]


def both_parts(letter):
    html = next(content for content, kind in letter.alternatives if kind == "text/html")
    return letter.body, html


def test_every_manager_gets_one_letter_that_leads_to_the_page(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene)
    for manager in (scene.manager, scene.other_manager):
        [letter] = letters(mailoutbox, manager)
        for part in both_parts(letter):
            for words in (
                "Forty minutes",
                "Fjordgrid",
                "Ana",
                f"https://cms.example/admin/pages/{page.pk}/edit/",
            ):
                assert words in part
    assert len(mailoutbox) == 2


def test_letters_come_from_partner_and_brand(scene, desk, mailoutbox):
    desk.sign_in(scene.editor).write(scene)
    assert "Fjordgrid" in mailoutbox[0].from_email


def test_a_superuser_who_is_a_manager_gets_one_letter(scene, desk, mailoutbox):
    scene.manager.user.is_superuser = True
    scene.manager.user.save()
    desk.sign_in(scene.editor).write(scene)
    assert len(letters(mailoutbox, scene.manager)) == 1


def test_superusers_are_left_alone_where_the_site_says_so(scene, desk, mailoutbox, settings):
    settings.WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
    boss = MemberFactory(user=UserFactory(is_superuser=True))
    desk.sign_in(scene.editor).write(scene)
    assert letters(mailoutbox, boss) == []


def test_a_manager_who_turned_them_off_gets_no_letter(scene, desk, mailoutbox):
    profile = UserProfile.get_for_user(scene.manager.user)
    profile.submitted_notifications = False
    profile.save()
    desk.sign_in(scene.editor).write(scene)
    assert letters(mailoutbox, scene.manager) == []
    assert len(letters(mailoutbox, scene.other_manager)) == 1


def test_a_manager_sees_the_page_on_the_home_of_the_admin(scene, desk):
    desk.sign_in(scene.editor).write(scene)
    home = desk.sign_in(scene.manager).client.get("/admin/").content.decode()
    assert "Forty minutes" in home


def test_approving_publishes_and_tells_the_editor_once(scene, desk, mailoutbox, client):
    page = desk.sign_in(scene.editor).write(scene)
    mailoutbox.clear()
    desk.sign_in(scene.manager).decide(page, "approve", comment="Lovely.")
    page.refresh_from_db()
    assert page.live
    [letter] = mailoutbox
    assert scene.editor.user.email in letter.to[0]
    for part in both_parts(letter):
        assert page.full_url in part
        assert "Dana" in part
        assert "Lovely." in part
    client.logout()
    assert client.get(page.get_url()).status_code == 200


def test_the_author_hears_beside_whoever_submitted(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene, author=str(scene.author.pk))
    mailoutbox.clear()
    desk.sign_in(scene.manager).decide(page, "approve")
    assert len(letters(mailoutbox, scene.editor)) == len(letters(mailoutbox, scene.author)) == 1


def test_an_author_who_submitted_gets_one_letter(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene, author=str(scene.editor.pk))
    mailoutbox.clear()
    desk.sign_in(scene.manager).decide(page, "approve")
    assert len(mailoutbox) == 1


def test_sending_back_tells_the_words_and_keeps_the_draft(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene)
    mailoutbox.clear()
    desk.sign_in(scene.manager).decide(page, "reject", comment="Name the <customer>.")
    page.refresh_from_db()
    assert not page.live
    [letter] = mailoutbox
    text, html = both_parts(letter)
    assert "Name the <customer>." in text
    assert "Name the &lt;customer&gt;." in html
    assert f"https://cms.example/admin/pages/{page.pk}/edit/" in text
    assert page.get_latest_revision_as_object().title == "Forty minutes"


def test_a_page_that_was_sent_back_can_be_changed_and_submitted_again(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene)
    desk.sign_in(scene.manager).decide(page, "reject", comment="Shorter.")
    mailoutbox.clear()
    answer = desk.sign_in(scene.editor).edit(page, title="Forty", **{"action-restart-workflow": "1"})
    assert answer.status_code == 302
    assert len(letters(mailoutbox, scene.manager)) == 1
    desk.sign_in(scene.manager).decide(PartnerArticlePage.objects.get(pk=page.pk), "approve")
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Forty")


def test_a_page_under_review_takes_no_edit_of_the_partner(scene, desk):
    page = desk.sign_in(scene.editor).write(scene)
    for person in (scene.editor, scene.author, scene.admin):
        desk.sign_in(person).edit(page, title="Something else", **{"action-publish": "1"})
    desk.sign_in(scene.manager).decide(page, "approve")
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Forty minutes")


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_partner_cannot_decide(scene, desk, action):
    page = desk.sign_in(scene.editor).write(scene)
    for person in (scene.editor, scene.admin):
        desk.sign_in(person).decide(page, action)
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress


def test_an_editor_cannot_publish_alone(scene, desk):
    page = desk.sign_in(scene.editor).write(scene, **{"action-submit": "", "action-publish": "1"})
    assert not page.live


def test_an_administrator_with_the_right_publishes_without_asking(scene, desk, mailoutbox):
    page = desk.sign_in(scene.admin).write(scene, **{"action-submit": "", "action-publish": "1"})
    assert page.live
    assert mailoutbox == []


def test_the_log_tells_the_story(scene, desk):
    page = desk.sign_in(scene.editor).write(scene)
    desk.sign_in(scene.manager).decide(page, "reject", comment="Shorter.")
    desk.sign_in(scene.editor).edit(page, **{"action-restart-workflow": "1"})
    desk.sign_in(scene.manager).decide(PartnerArticlePage.objects.get(pk=page.pk), "approve")
    story = Event.objects.filter(object_id=page.pk, name__startswith="content.page.").order_by("pk")
    assert [(event.name.rpartition(".")[2], event.actor.name, event.partner.name) for event in story] == [
        ("submitted", "Ana", "Fjordgrid"),
        ("sent_back", "Dana", "Fjordgrid"),
        ("submitted", "Ana", "Fjordgrid"),
        ("published", "Ana", "Fjordgrid"),
        ("approved", "Dana", "Fjordgrid"),
    ]


def test_a_letter_is_sent_once_although_the_relay_runs_again(scene, desk, mailoutbox):
    desk.sign_in(scene.editor).write(scene)
    call_command("community_relay", verbosity=0)
    assert len(mailoutbox) == 2


def test_pages_of_nobody_keep_the_letters_of_wagtail(scene, desk, mailoutbox):
    """The directory belongs to no partner: Wagtail itself tells its approvers."""
    with desk.run(execute=True):
        page = type(scene.directory).objects.get(pk=scene.directory.pk)
        page.save_revision()
        Workflow.objects.get(name="Brand approval").start(page, scene.editor.user)
    assert {scene.manager.user.email, scene.other_manager.user.email} <= {
        letter.to[0] for letter in mailoutbox
    }
    assert all(not letter.alternatives for letter in mailoutbox)


def test_a_comment_in_the_editor_reaches_whoever_wrote_the_page(scene, desk, mailoutbox):
    page = desk.sign_in(scene.editor).write(scene)
    desk.client.get(f"/admin/pages/{page.pk}/edit/")
    mailoutbox.clear()
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-0-id": "",
        "comments-0-text": "Which customer was it?",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-deleted": "",
        "comments-0-resolved": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
        "comments-0-replies-MIN_NUM_FORMS": "0",
        "comments-0-replies-MAX_NUM_FORMS": "",
    }
    desk.sign_in(scene.manager).edit(page, **comment)
    [letter] = letters(mailoutbox, scene.editor)
    assert "Which customer was it?" in letter.body


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("draft", "The brand is told at once"),
        ("submitted", "The brand has been told"),
        ("back", "Shorter, please."),
    ],
)
def test_the_editor_says_what_happens_next(scene, desk, step, words):
    if step == "draft":
        page = desk.sign_in(scene.editor).write(scene, **{"action-submit": ""})
    else:
        page = desk.sign_in(scene.editor).write(scene)
    if step == "back":
        desk.sign_in(scene.manager).decide(page, "reject", comment="Shorter, please.")
    desk.sign_in(scene.editor)
    assert words in desk.client.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_the_managers_of_the_set_up_may_publish_what_they_approve(scene, desk, mailoutbox):
    call_command("community_setup", verbosity=0)
    group = Group.objects.get(name="Community channel managers")
    newcomer = MemberFactory(name="Finn", user=UserFactory(username="finn"))
    newcomer.user.groups.add(group)
    GroupApprovalTask.objects.get(name="Brand approval", groups__name="Brand").groups.set([group])
    page = desk.sign_in(scene.editor).write(scene)
    assert len(letters(mailoutbox, newcomer)) == 1
    desk.sign_in(newcomer).decide(page, "approve")
    page.refresh_from_db()
    assert page.live
