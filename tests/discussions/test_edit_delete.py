"""Changing and removing posts."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from channel_community.discussions.models import Post
from channel_community.events.models import Event
from channel_community.reputation.levels import ensure_default_levels
from tests.discussions.build import JSON, assert_error, open_thread, reply, thread_url, url
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(thread, helper):
    return reply(thread, helper, body="Ours ran for nine years.")


@pytest.fixture
def moderator(thread):
    partner = PartnerFactory()
    thread.board.partner = partner
    thread.board.save()
    return MembershipFactory(partner=partner, role="moderator").member


def edit_url(post):
    return url("post_edit", post.pk)


def delete_url(post):
    return url("post_delete", post.pk)


def test_the_form_holds_the_text_as_it_was_written(browse, helper, post):
    page = browse(helper).get(edit_url(post))
    assert page.status_code == 200
    assert "Ours ran for nine years." in page.content.decode()


def test_an_edit_leads_back_to_the_post_and_keeps_what_it_said(browse, helper, post, thread):
    response = browse(helper).post(edit_url(post), {"body": "Ten years."})
    assert response["Location"] == f"{thread_url(thread)}2/"
    post.refresh_from_db()
    assert (post.html, post.state) == ("<p>Ten years.</p>\n", "edited")
    assert post.edited_at
    assert post.revisions.get().body == "Ours ran for nine years."


def test_an_edit_as_a_program(browse, helper, post):
    answer = browse(helper).post(edit_url(post), {"body": "Ten years."}, **JSON).json()
    assert answer["state"] == "edited"
    assert "Ten years." in answer["html"]
    assert answer["sequence"] == 3


def test_the_same_text_again_changes_nothing(browse, helper, post):
    for _ in range(2):
        browse(helper).post(edit_url(post), {"body": "Ten years."})
    assert post.revisions.count() == 1


def test_after_a_day_the_text_stays_and_what_was_typed_is_given_back(browse, helper, post):
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        response = browse(helper).post(edit_url(post), {"body": "Eleven years."})
        assert response.status_code == 403
        assert "Eleven years." in response.content.decode()
        assert_error(browse(helper).post(edit_url(post), {"body": "x"}, **JSON), 403, "too_late")
    post.refresh_from_db()
    assert post.state == "visible"


def test_advocates_of_the_second_level_have_thirty_days(browse, helper, post):
    helper.user.groups.add(ensure_default_levels()[1].group)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert browse(helper).post(edit_url(post), {"body": "Later."}).status_code == 302
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert browse(helper).post(edit_url(post), {"body": "Too late."}).status_code == 403


def test_nobody_edits_what_others_wrote(browse, asker, post):
    response = browse(asker).post(edit_url(post), {"body": "I say otherwise."})
    assert response.status_code == 403
    assert "I say otherwise." in response.content.decode()
    assert browse(asker).get(edit_url(post)).status_code == 403
    assert browse(asker).get(delete_url(post)).status_code == 403
    assert browse(asker).post(delete_url(post)).status_code == 403
    post.refresh_from_db()
    assert post.state == "visible"


def test_moderators_say_why_they_edit(browse, moderator, post):
    page = browse(moderator).get(edit_url(post)).content.decode()
    assert 'name="reason"' in page
    refused = browse(moderator).post(edit_url(post), {"body": "Civil.", "reason": " "})
    assert refused.status_code == 400
    assert "Civil." in refused.content.decode()
    assert_error(
        browse(moderator).post(edit_url(post), {"body": "Civil."}, **JSON), 400, "reason_needed", "reason"
    )
    assert (
        browse(moderator).post(edit_url(post), {"body": "Civil.", "reason": "An insult"}).status_code == 302
    )
    event = Event.objects.get(name="discussions.post.edited")
    assert (event.payload["moderated"], event.payload["reason"]) == (True, "An insult")
    assert (event.actor, event.subject) == (moderator, post.author)


def test_moderators_say_why_they_remove(browse, moderator, post):
    assert 'name="reason"' in browse(moderator).get(delete_url(post)).content.decode()
    assert browse(moderator).post(delete_url(post), {}).status_code == 400
    assert_error(browse(moderator).post(delete_url(post), {}, **JSON), 400, "reason_needed", "reason")
    assert browse(moderator).post(delete_url(post), {"reason": "Spam"}).status_code == 302
    payload = Event.objects.get(name="discussions.post.removed").payload
    assert (payload["moderated"], payload["reason"]) == (True, "Spam")


def test_moderators_of_another_partner_are_nobody_here(browse, moderator, post):
    stranger = MembershipFactory(role="moderator").member
    form = {"body": "Mine.", "reason": "Because"}
    assert browse(stranger).post(edit_url(post), form).status_code == 403
    assert browse(stranger).post(delete_url(post), form).status_code == 403


def test_removing_asks_first(browse, helper, post):
    page = browse(helper).get(delete_url(post))
    assert "Ours ran for nine years." in page.content.decode()
    post.refresh_from_db()
    assert post.state == "visible"


def test_a_removed_post_leaves_a_stub_and_its_number(browse, client, helper, post, thread):
    response = browse(helper).post(delete_url(post))
    assert response["Location"] == f"{thread_url(thread)}2/"
    page = client.get(thread_url(thread)).content.decode()
    assert "Ours ran for nine years." not in page
    assert 'id="post-2"' in page
    assert "This post was removed." in page
    thread.refresh_from_db()
    assert (thread.reply_count, thread.last_number) == (0, 2)


def test_a_removed_post_cannot_be_changed(browse, helper, asker, post):
    browse(helper).post(delete_url(post))
    for path in (edit_url(post), delete_url(post)):
        assert browse(helper).get(path).status_code == 404
        assert_error(browse(helper).post(path, {"body": "x"}, **JSON), 404, "not_found")
    for name in ("post_react", "post_accept"):
        response = browse(asker).post(url(name, post.pk), {"kind": "helped"}, **JSON)
        assert_error(response, 404, "not_found")


def test_a_first_post_with_replies_stays(browse, asker, thread, post):
    first = thread.posts.get(number=1)
    response = browse(asker).post(delete_url(first))
    assert response.status_code == 409
    assert "Others have replied" in response.content.decode()
    assert_error(browse(asker).post(delete_url(first), **JSON), 409, "has_replies")


def test_a_moderator_takes_down_a_first_post_with_replies(browse, client, moderator, thread, post):
    first = thread.posts.get(number=1)
    assert browse(moderator).post(delete_url(first), {"reason": "Insults"}).status_code == 302
    thread.refresh_from_db()
    assert (thread.excerpt, thread.reply_count) == ("", 1)
    assert first.body not in client.get(thread_url(thread)).content.decode()


def test_ten_deletions_a_day(browse, helper, thread, settings):
    settings.CHANNEL_COMMUNITY = {"DELETIONS_PER_DAY": 2}
    posts = [reply(thread, helper, body=f"Post {number}") for number in range(3)]
    for post in posts[:2]:
        assert browse(helper).post(delete_url(post)).status_code == 302
    response = browse(helper).post(delete_url(posts[2]))
    assert response.status_code == 429
    assert "deleted 2 posts today" in response.content.decode()
    assert int(response["Retry-After"]) > 80_000
    assert Post.objects.get(pk=posts[2].pk).state == "visible"


def test_what_could_not_be_deleted_does_not_count(browse, asker, thread, post, settings):
    settings.CHANNEL_COMMUNITY = {"DELETIONS_PER_DAY": 1}
    first, own = thread.posts.get(number=1), reply(thread, asker, body="Mine.")
    assert browse(asker).post(delete_url(first)).status_code == 409
    assert browse(asker).post(delete_url(own)).status_code == 302


def test_reading_the_forms_writes_nothing(client, thread, django_user_model):
    user = django_user_model.objects.create_user("no.profile")
    client.force_login(user)
    user.community_member.delete()
    client.get(edit_url(thread.posts.get()))
    client.get(delete_url(thread.posts.get()))
    assert not MemberFactory._meta.model.objects.filter(user=user).exists()


def test_a_post_of_a_hidden_board_is_missing(browse, helper):
    hidden = open_thread(board=None)
    hidden.board.access = "staff"
    hidden.board.save()
    for path in ("post", "post_edit", "post_delete"):
        assert browse(helper).get(url(path, hidden.posts.get().pk)).status_code == 404
