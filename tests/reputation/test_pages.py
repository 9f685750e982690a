"""Why do I stand here, what comes next, and who helps."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override

from channel_community.models import LedgerEntry, Member
from channel_community.reputation import queries
from tests.factories import MemberFactory, UserFactory
from tests.reputation.acts import Scene, treat

pytestmark = pytest.mark.django_db

MINE = "/community/me/reputation/"
LEADERS = "/community/leaders/"


def lines(member):
    return [(row.delta, row.reason, row.url) for row in queries.rows(queries.ledger_of(member))]


def test_every_entry_says_why_in_words_and_where(ladder):
    scene = Scene()
    url = f"/community/t/{scene.thread.pk}/pool/2/"
    accepted = scene.accept()
    treat(accepted)
    scene.wait(hours=1)
    treat(scene.react())
    scene.wait(hours=1)
    treat(scene.unaccept(accepted))
    scene.wait(hours=1)
    treat(scene.remove())

    assert lines(scene.author) == [
        (-2, "Your post #2 in “Pool went read-only” was removed", url),
        (-15, "Your answer #2 in “Pool went read-only” is no longer the accepted one", url),
        (2, "Your post #2 in “Pool went read-only” helped somebody", url),
        (15, "Your answer #2 in “Pool went read-only” was accepted", url),
    ]


def test_an_entry_beyond_the_limit_says_so(ladder):
    scene = Scene(posts=4)
    treat(*(scene.react(post) for post in scene.posts))

    newest = queries.rows(queries.ledger_of(scene.author))[0]
    assert (newest.delta, newest.note) == (
        0,
        "Adds nothing: at most 3 from the same person count within 7 days.",
    )


def test_an_entry_of_a_rule_that_is_gone_still_shows(ladder):
    scene = Scene()
    treat(scene.accept())
    entry = LedgerEntry.objects.get()
    LedgerEntry.objects.bulk_create(
        [LedgerEntry(member=scene.author, rule="old.rule", delta=5, event=entry.event, partner=scene.partner)]
    )

    assert "Points earned" in [reason for _delta, reason, _url in lines(scene.author)]


def test_progress_names_the_next_level_and_the_missing_points(ladder):
    scene = Scene(posts=3)
    treat(*(scene.accept(post) for post in scene.posts))

    progress = queries.progress(Member.objects.get(pk=scene.author.pk))

    assert (progress.standing, progress.level, progress.next_level) == (45, ladder[0], ladder[1])
    assert (progress.missing, progress.progress_percent) == (55, 21)
    assert [(advice.points, advice.text) for advice in progress.advice] == [
        (15, "An answer of yours is accepted by the person who asked"),
        (2, "Somebody says that a post of yours helped them"),
    ]


def test_progress_without_any_level_in_the_community():
    progress = queries.progress(MemberFactory())

    assert (progress.standing, progress.next_level, progress.progress_percent) == (0, None, 100)


def test_the_page_shows_the_standing_and_each_reason(client, ladder):
    scene = Scene()
    treat(scene.accept())
    client.force_login(scene.author.user)

    page = client.get(MINE)

    assert page.status_code == 200
    html = page.content.decode()
    assert "Your answer #2 in “Pool went read-only” was accepted" in html
    assert f"/community/t/{scene.thread.pk}/pool/2/" in html
    assert "15 points to Contributor" in html


def test_a_title_is_never_read_as_markup(client, ladder):
    scene = Scene()
    scene.thread.title = "<script>alert(1)</script> 100% %(secret)s"
    treat(scene.accept())
    client.force_login(scene.author.user)

    html = client.get(MINE).content.decode()

    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 100% %(secret)s" in html


def test_it_is_shown_to_nobody_else(client, ladder):
    answer = client.get(MINE)
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=%2Fcommunity%2Fme%2Freputation%2F"


def test_somebody_without_a_profile_sees_what_comes_next(client, ladder):
    user = UserFactory()
    client.force_login(user)
    Member.objects.all().delete()

    answer = client.get(MINE)

    assert answer.status_code == 200
    assert not Member.objects.exists(), "a page view makes no profile"


def test_a_long_ledger_has_pages(client, ladder):
    scene = Scene(posts=21)
    for post in scene.posts:
        scene.wait(minutes=1)
        treat(scene.accept(post))
    client.force_login(scene.author.user)

    first, second = client.get(MINE), client.get(MINE, {"page": 2})

    assert len(first.context["ledger"]) == 20
    assert "?page=2" in first.content.decode()
    assert [row.reason for row in second.context["ledger"]] == [
        "Your answer #2 in “Pool went read-only” was accepted"
    ]


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "9" * 30])
def test_a_page_that_is_not_there_is_said_to_be_missing(client, ladder, number):
    client.force_login(MemberFactory().user)
    assert client.get(MINE, {"page": number}).status_code == 404


def test_the_page_costs_the_same_whatever_the_length_of_the_ledger(
    client, ladder, django_assert_max_num_queries
):
    scene = Scene(posts=20)
    treat(*(scene.accept(post) for post in scene.posts))
    client.force_login(scene.author.user)
    client.get(MINE)
    with django_assert_max_num_queries(11):
        client.get(MINE)


def test_leaders_are_in_the_bands_of_their_levels(client, ladder):
    strong, weak = Scene(posts=3), Scene()
    treat(*(strong.accept(post) for post in strong.posts), weak.accept())

    page = client.get(LEADERS)

    assert page.status_code == 200
    bands = [(band.name, [person.id for person in band.people]) for band in page.context["bands"]]
    assert bands == [("Contributor", [strong.author.pk]), ("", [weak.author.pk])]


def test_staff_the_suspended_and_those_who_left_are_no_leaders(client, ladder):
    staff, suspended, gone, active = Scene(), Scene(), Scene(), Scene()
    for scene in (staff, suspended, gone, active):
        treat(scene.accept())
    Member.objects.filter(pk=staff.author.pk).update(public_role="partner")
    Member.objects.filter(pk=suspended.author.pk).update(suspended_until=timezone.now() + timedelta(days=1))
    gone.author.user.delete()

    assert list(queries.leaders()) == [active.author]


def test_leaders_of_a_new_community_say_what_to_do_first(client):
    assert "Nobody has points yet" in client.get(LEADERS).content.decode()


def test_reasons_are_told_in_the_readers_language(ladder):
    scene = Scene()
    treat(scene.accept())
    with override("de"):
        assert lines(scene.author)[0][0] == 15  # a catalogue may or may not have the sentence


def test_rebuilding_from_the_command_line_says_what_it_found(ladder):
    scene = Scene()
    scene.accept()
    said = StringIO()

    call_command("community_rebuild", "all", stdout=said)
    call_command("community_rebuild", "standings", stdout=said)

    assert said.getvalue().splitlines() == [
        "ledger: 1 entries were missing",
        "standings: 0 members changed",
        "standings: 0 members changed",
    ]
    assert scene.total == 15
