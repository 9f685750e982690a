"""The ladder in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Group

from channel_community.models import Level
from tests.factories import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/community_levels/"


@pytest.fixture
def administrator(client, ladder):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def fields(**changes):
    return {
        "name": "Legend",
        "rank": 4,
        "threshold": 900,
        "description": "Sit at the table",
        "capabilities": ["member.vouch"],
        **changes,
    }


def test_the_ladder_is_listed_from_the_bottom(administrator):
    listed = administrator.get(INDEX).context["object_list"]
    assert [level.name for level in listed] == ["Contributor", "Advocate", "Ambassador"]


def test_a_new_level_comes_with_its_group(administrator):
    answer = administrator.post(f"{INDEX}new/", fields())

    level = Level.objects.get(rank=4)
    assert answer.status_code == 302
    assert (level.name, level.slug, level.threshold) == ("Legend", "legend", 900)
    assert level.capabilities == ["member.vouch"]
    assert level.group.name == "Community level: Legend"


def test_a_renamed_level_renames_its_group(administrator, ladder):
    answer = administrator.post(
        f"{INDEX}edit/{ladder[0].pk}/", fields(name="Helper", rank=1, threshold=30, capabilities=[])
    )

    level = Level.objects.get(pk=ladder[0].pk)
    assert answer.status_code == 302
    assert (level.name, level.slug, level.group.name) == ("Helper", "contributor", "Community level: Helper")
    assert level.capabilities == []


def test_two_levels_of_one_name_get_groups_of_their_own(administrator):
    administrator.post(f"{INDEX}new/", fields(name="Ambassador"))

    assert Level.objects.get(rank=4).group.name == "Community level: Ambassador 2"
    assert Level.objects.get(rank=4).slug == "ambassador-2"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"threshold": 250}, "“Ambassador” stands below and needs 250: ask for more."),
        ({"rank": 3}, "already exists"),
        ({"threshold": -1}, "greater than or equal to 0"),
        ({"capabilities": ["vault.enter"]}, "vault.enter is not one of the available choices"),
        ({"name": ""}, "required"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(administrator, changes, words):
    answer = administrator.post(f"{INDEX}new/", fields(**changes))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Level.objects.count() == 3


def test_a_door_that_another_app_added_is_kept(administrator, ladder):
    Level.objects.filter(pk=ladder[0].pk).update(capabilities=["survey.own"])
    page = administrator.get(f"{INDEX}edit/{ladder[0].pk}/").content.decode()
    assert 'value="survey.own"' in page

    administrator.post(
        f"{INDEX}edit/{ladder[0].pk}/",
        fields(name="Contributor", rank=1, threshold=30, capabilities=["survey.own"]),
    )

    assert Level.objects.get(pk=ladder[0].pk).capabilities == ["survey.own"]


def test_a_level_that_somebody_holds_stays(administrator, ladder):
    MemberFactory(level=ladder[0])

    answer = administrator.post(f"{INDEX}delete/{ladder[0].pk}/", follow=True)

    assert "1 member holds “Contributor”" in answer.content.decode()
    assert Level.objects.filter(pk=ladder[0].pk).exists()


def test_a_level_that_nobody_holds_can_go_and_its_group_stays(administrator, ladder):
    administrator.post(f"{INDEX}delete/{ladder[2].pk}/")

    assert not Level.objects.filter(pk=ladder[2].pk).exists()
    assert Group.objects.filter(name="Community level: Ambassador").exists()
