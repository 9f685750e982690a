"""Levels: reached at their points, lost a little below, joined to Django groups that open doors."""

import pytest
from django.contrib.auth.models import Group

from channel_community.exceptions import Refused
from channel_community.members.viewer import ANONYMOUS, viewer_for_member
from channel_community.models import Event, Level, Member
from channel_community.permissions import Role
from channel_community.reputation import gates, levels
from channel_community.reputation.rebuild import rebuild_standings
from tests.factories import MemberFactory, UserFactory
from tests.reputation.acts import Scene, total_of, treat

pytestmark = pytest.mark.django_db


def groups_of(member):
    return set(member.user.groups.values_list("name", flat=True))


def fresh(member):
    return Member.objects.select_related("level", "user").get(pk=member.pk)


@pytest.fixture
def points(settings):
    """Make an accepted answer worth so many points."""

    def worth(number):
        settings.CHANNEL_COMMUNITY = {"REPUTATION_POINTS": {"answer.accepted": number}}

    return worth


def test_default_levels_are_made_once_and_a_sites_own_are_left_alone():
    first = levels.ensure_default_levels()
    Level.objects.filter(rank=1).update(name="Helper", threshold=5)

    second = levels.ensure_default_levels()

    assert [level.rank for level in first] == [1, 2, 3]
    assert [(level.name, level.threshold) for level in second][0] == ("Helper", 5)
    assert Group.objects.filter(name__startswith="Community level: ").count() == 3


def test_a_level_is_reached_at_its_points_exactly(ladder, points):
    points(29)
    scene = Scene(posts=2)
    treat(scene.accept())
    assert fresh(scene.author).level is None

    points(1)
    treat(scene.accept(scene.posts[1]))

    assert fresh(scene.author).level == ladder[0]
    assert groups_of(scene.author) == {"Community level: Contributor"}


def test_higher_levels_keep_the_groups_of_the_lower_ones(ladder, points):
    points(100)
    scene = Scene()

    treat(scene.accept())

    assert fresh(scene.author).level == ladder[1]
    assert groups_of(scene.author) == {"Community level: Contributor", "Community level: Advocate"}
    viewer = viewer_for_member(fresh(scene.author))
    assert viewer.roles == {Role.ADVOCATE_1, Role.ADVOCATE_2}
    assert viewer.capabilities == {"webinar.host", "preview.read"}


@pytest.mark.parametrize(("given_back", "keeps"), [(3, True), (4, False)])
def test_a_level_is_lost_only_a_tenth_below_its_points(ladder, points, given_back, keeps):
    scene = Scene(posts=2)
    points(30 - given_back)
    treat(scene.accept())
    points(given_back)
    last = scene.accept(scene.posts[1])
    treat(last)
    assert fresh(scene.author).level == ladder[0]

    treat(scene.unaccept(last, scene.posts[1]))

    assert fresh(scene.author).level == (ladder[0] if keeps else None)
    assert bool(groups_of(scene.author)) is keeps
    assert rebuild_standings() == 0, "a replay of the ledger comes to the same level"


def test_reaching_and_losing_a_level_is_told_once_each_with_its_cause(ladder, points):
    points(100)
    scene = Scene()
    accepted = scene.accept()
    undone = scene.unaccept(accepted)

    treat(accepted, accepted, undone, undone)

    reached, lost = Event.objects.filter(name__startswith="reputation.level").order_by("pk")
    assert (reached.name, reached.subject, reached.caused_by) == (
        "reputation.level.reached",
        scene.author,
        accepted,
    )
    assert reached.payload == {
        "level_id": ladder[1].pk,
        "level_name": "Advocate",
        "description": ladder[1].description,
        "rank": 2,
        "previous_rank": 0,
        "total": 100,
    }
    assert (lost.name, lost.caused_by, lost.payload["rank"]) == ("reputation.level.lost", undone, 0)
    assert groups_of(scene.author) == set()


def test_other_groups_of_the_member_are_left_alone(ladder, points):
    points(30)
    scene = Scene()
    scene.author.user.groups.add(Group.objects.create(name="Knitters"))
    accepted = scene.accept()

    treat(accepted, scene.unaccept(accepted))

    assert groups_of(scene.author) == {"Knitters"}


def test_standings_and_levels_are_rebuilt_from_the_ledger(ladder, points):
    points(100)
    scene = Scene()
    treat(scene.accept())
    scene.author.standings.update(total=7)
    Member.objects.filter(pk=scene.author.pk).update(level=None)
    scene.author.user.groups.clear()
    idle = MemberFactory(level=ladder[2])

    assert rebuild_standings() == 2

    assert scene.total == total_of(scene.author, scene.partner) == 100
    assert fresh(scene.author).level == ladder[1]
    assert groups_of(scene.author) == {"Community level: Contributor", "Community level: Advocate"}
    assert fresh(idle).level is None


def test_what_groups_grant_costs_no_query_when_warm(ladder, django_assert_num_queries):
    wanted = frozenset({ladder[0].group_id})
    levels.forget()
    with django_assert_num_queries(1):
        first = levels.grants_of(wanted)
    with django_assert_num_queries(0):
        assert levels.grants_of(wanted) == first
    assert first == ({Role.ADVOCATE_1}, set())


def test_a_changed_level_is_seen_at_once(ladder):
    wanted = frozenset({ladder[0].group_id})
    levels.grants_of(wanted)
    ladder[0].capabilities = ["member.vouch"]
    ladder[0].save()

    assert levels.grants_of(wanted)[1] == {"member.vouch"}


def test_ranks_beyond_the_third_stand_in_the_third_column(ladder):
    fourth = Level.objects.create(
        name="Legend", slug="legend", rank=4, threshold=900, group=levels.group_for("Legend")
    )

    assert levels.grants_of(frozenset({fourth.group_id}))[0] == {Role.ADVOCATE_3}


def test_a_closed_door_says_which_level_opens_it(ladder):
    viewer = viewer_for_member(MemberFactory())

    assert not gates.may(viewer, "webinar.host")
    with pytest.raises(
        Refused, match="“Host webinars for your peers” opens with the level “Advocate”, at 100 p"
    ):
        gates.require(viewer, "webinar.host")
    assert gates.level_that_opens("webinar.host") == ladder[1]


def test_a_door_that_no_level_opens_says_so(ladder):
    assert gates.level_that_opens("vault.enter") is None
    with pytest.raises(Refused, match="not open to members"):
        gates.require(ANONYMOUS, "vault.enter")


def test_the_door_is_open_to_those_of_the_level_and_to_managers(ladder, points):
    points(100)
    scene = Scene()
    treat(scene.accept())
    manager = MemberFactory(user=UserFactory(is_superuser=True))

    gates.require(viewer_for_member(fresh(scene.author)), "webinar.host")
    gates.require(viewer_for_member(manager), "webinar.host")
