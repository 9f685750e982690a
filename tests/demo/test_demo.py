"""What `community_demo` leaves behind."""

from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db.models import Count, F, Sum
from django.utils import timezone
from wagtail.models import PageViewRestriction

from channel_community import models
from channel_community.demo import threads
from channel_community.demo.people import ACCOUNTS, PASSWORD
from channel_community.discussions.enums import PostState
from channel_community.events.models import Delivery, Event
from channel_community.members.enums import MANAGERS_GROUP, MODERATORS_GROUP
from channel_community.reputation.models import LedgerEntry, Level, Standing

pytestmark = [pytest.mark.usefixtures("said"), pytest.mark.django_db]  # what a test changes is undone

COUNTED = (
    models.Member,
    models.Partner,
    models.Board,
    models.Thread,
    models.Post,
    models.Webinar,
    Event,
    Delivery,
)


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_it_holds_what_the_demonstration_promises():
    found = counts()
    assert (found["Partner"], found["Member"], found["Board"], found["Webinar"]) == (3, 30, 8, 6)
    assert found["Thread"] >= 40


def test_people_have_faces_of_their_own():
    assert models.Member.objects.filter(avatar="").count() == 0
    assert models.Member.objects.values("avatar").distinct().count() == 30


def test_one_thread_has_600_posts_and_the_others_2_to_60():
    sizes = sorted(models.Thread.objects.values_list("last_number", flat=True))
    assert sizes[-1] == 600
    assert sizes[0] >= 2
    assert sizes[-2] <= 60


def test_every_post_is_numbered_without_a_gap():
    for thread in models.Thread.objects.all():
        numbers = list(thread.posts.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, thread.last_number + 1))


def test_sequences_and_counters_are_as_the_actions_leave_them():
    for thread in models.Thread.objects.annotate(distinct=Count("posts__sequence", distinct=True)):
        assert thread.distinct == thread.last_number
        assert not thread.posts.filter(sequence__gt=thread.sequence).exists()
        assert thread.reply_count == thread.last_number - 1
    for board in models.Board.objects.annotate(written=Count("threads__posts")):
        assert (board.post_count, board.thread_count) == (board.written, board.threads.count())


def test_reaction_counts_are_those_of_the_rows():
    for post in models.Post.objects.exclude(reactions={}).prefetch_related("reaction_rows"):
        assert post.reactions == dict(Counter(row.kind for row in post.reaction_rows.all()))


def test_no_text_is_empty_or_said_twice_in_a_thread():
    assert not models.Post.objects.filter(body="").exists()
    twice = models.Post.objects.values("thread", "body").annotate(times=Count("pk")).filter(times__gt=1)
    assert list(twice) == []


def test_nothing_happens_in_the_future_or_before_its_author_came():
    now = timezone.now()
    assert not models.Post.objects.filter(created_at__gt=now).exists()
    assert not Event.objects.filter(occurred_at__gt=now).exists()
    assert not models.Post.objects.filter(created_at__lt=F("author__created_at")).exists()


def test_answers_are_accepted_in_questions_and_by_another_hand():
    answered = models.Thread.objects.exclude(accepted_post=None)
    assert answered.count() >= 16
    assert models.Thread.objects.filter(kind="question").count() >= 22
    assert not answered.exclude(kind="question").exists()
    assert not answered.filter(accepted_post__author=F("author")).exists()


def test_reputation_comes_out_of_the_log():
    accepted = Event.objects.filter(name="discussions.answer.accepted")
    assert LedgerEntry.objects.filter(rule="answer.accepted", event__in=accepted).count() == accepted.count()
    for standing in Standing.objects.filter(partner=None):
        booked = (
            LedgerEntry.objects.filter(member=standing.member).aggregate(total=Sum("delta"))["total"] or 0
        )
        assert standing.total == booked


def test_every_delivery_of_the_past_is_worked_off():
    assert not Delivery.objects.filter(subscriber="reputation", done_at=None).exists()
    assert not Delivery.objects.filter(dead_at__isnull=False).exists()


def test_every_level_is_reached_and_joins_its_group():
    for level in Level.objects.all():
        holders = models.Member.objects.filter(level=level)
        assert holders.exists()
        assert not holders.exclude(user__groups=level.group).exists()


def test_the_advocate_holds_the_level_that_opens_the_preview():
    restriction = PageViewRestriction.objects.get()
    advocate = models.Member.objects.get(user__username="advocate")
    customer = models.Member.objects.get(user__username="customer")
    doors = set(restriction.groups.values_list("pk", flat=True))
    assert doors & set(advocate.user.groups.values_list("pk", flat=True))
    assert not doors & set(customer.user.groups.values_list("pk", flat=True))


@pytest.mark.parametrize("username", [username for username, _words in ACCOUNTS])
def test_the_accounts_sign_in_with_the_printed_password(username):
    assert authenticate(username=username, password=PASSWORD) is not None


def test_nobody_else_can_sign_in():
    assert authenticate(username="tomasz", password=PASSWORD) is None


def test_the_brand_and_the_moderator_are_in_their_groups():
    assert Group.objects.get(name=MANAGERS_GROUP).user_set.filter(username="brand").exists()
    assert Group.objects.get(name=MODERATORS_GROUP).user_set.filter(username="moderator").exists()


def test_three_webinars_are_over_and_three_will_come():
    now = timezone.now()
    assert models.Webinar.objects.filter(starts_at__lt=now).count() == 3
    for webinar in models.Webinar.objects.annotate(seats=Count("registrations")):
        assert webinar.seats_taken == webinar.seats > 0


def test_articles_and_webinars_have_their_threads():
    threads_about = Counter(
        models.Thread.objects.exclude(about_id=None).values_list("about_type__model", flat=True)
    )
    assert threads_about == {"partnerarticlepage": 7, "webinar": 6}


def test_each_partner_has_a_front_page_and_two_articles_or_more():
    for partner in models.Partner.objects.all():
        assert models.PartnerPage.objects.live().filter(partner=partner).count() == 1
        assert models.PartnerArticlePage.objects.live().filter(partner=partner).count() >= 2


def test_partners_look_different():
    kits = models.BrandKit.objects.all()
    assert len({kit.accent for kit in kits}) == len({kit.typeface for kit in kits}) == 4


def test_boards_open_for_everybody_for_customers_and_for_a_level():
    access = Counter(models.Board.objects.values_list("access", flat=True))
    assert access == {"public": 6, "customers": 1, "group": 1}


def test_a_text_waits_for_the_moderator():
    assert models.HeldPost.objects.filter(state="waiting").count() == 1


def test_texts_are_the_same_at_every_load():
    stored = (
        models.Thread.objects.get(last_number=600).posts.order_by("number").values_list("body", flat=True)
    )
    written = next(thread for thread in threads.read_all() if len(thread.posts) == 600)
    assert list(stored) == [post.body for post in written.posts]


def test_html_is_rendered_once_and_everything_is_visible():
    assert not models.Post.objects.filter(html="").exists()
    assert not models.Post.objects.exclude(state=PostState.VISIBLE).exists()


def test_a_second_run_changes_nothing_and_says_so():
    before, out = counts(), StringIO()
    call_command("community_demo", stdout=out)
    assert "nothing was changed" in out.getvalue()
    assert counts() == before


def test_the_console_shows_progress_and_the_accounts(said):
    assert "members 30/30" in said
    assert all(username in said for username, _words in ACCOUNTS)


def test_partners_have_the_space_that_an_onboarding_makes():
    for partner in models.Partner.objects.all():
        assert partner.tier
        assert partner.region
        assert partner.specialities.exists()
        assert models.PartnerPage.objects.get(partner=partner).get_workflow().name == "Brand approval"
        staff = models.Membership.objects.filter(partner=partner, role="editor").values("member__user")
        assert set(partner.editors_group.user_set.values_list("pk")) == set(staff.values_list("member__user"))


def test_the_partner_account_edits_for_the_first_partner():
    user = authenticate(username="partner", password=PASSWORD)
    assert user.groups.filter(pk=models.Partner.objects.get(slug="fjordgrid").editors_group_id).exists()
    assert user.has_perm("wagtailadmin.access_admin")


def test_nobody_of_the_demonstration_is_sent_an_invitation():
    assert not models.Invitation.objects.exists()
