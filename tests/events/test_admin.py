"""Dead letters where an administrator finds them."""

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from channel_community.events.record import record
from channel_community.models import Delivery
from tests.events.facts import DOUBTED, NOTED, Note, delivery_of, effects, mend
from tests.factories import BoardFactory, UserFactory

pytestmark = pytest.mark.django_db

INDEX = "/admin/community_deliveries/"


@pytest.fixture
def administrator(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.fixture
def dead():
    event = record(DOUBTED, payload=Note("hello"), obj=BoardFactory())
    Delivery.objects.filter(event=event).exclude(subscriber="tests.flaky").update(done_at=timezone.now())
    Delivery.objects.filter(event=event, subscriber="tests.flaky").update(
        dead_at=timezone.now(), attempts=8, last_error="Unlucky: <b>the printer is on fire</b>"
    )
    return event


def retry(delivery):
    return f"{INDEX}{delivery.pk}/retry/"


def test_a_dead_letter_is_listed_with_its_event_error_and_a_button(administrator, dead):
    html = administrator.get(INDEX).content.decode()

    assert "tests.doubted" in html
    assert "Dead letter" in html
    assert "Unlucky: &lt;b&gt;the printer is on fire&lt;/b&gt;" in html
    assert f'action="{retry(delivery_of(dead, "tests.flaky"))}"' in html
    assert "tests.last" not in [row.subscriber for row in administrator.get(INDEX).context["object_list"]]


def test_late_deliveries_are_listed_and_fresh_ones_are_not(administrator):
    late, fresh = (record(NOTED, payload=Note("hello")) for _ in range(2))
    Delivery.objects.filter(event=late).update(due_at=timezone.now() - timezone.timedelta(minutes=3))

    listed = administrator.get(INDEX).context["object_list"]

    assert [row.event for row in listed] == [late]
    assert [row.trouble for row in listed] == ["late"]


def test_the_list_can_be_narrowed_and_searched(administrator, dead):
    assert len(administrator.get(INDEX, {"trouble": "dead"}).context["object_list"]) == 1
    assert len(administrator.get(INDEX, {"trouble": "late"}).context["object_list"]) == 0
    assert len(administrator.get(INDEX, {"q": "printer"}).context["object_list"]) == 1
    assert len(administrator.get(f"{INDEX}results/", {"q": "nothing"}).context["object_list"]) == 0


def test_trying_again_treats_it_at_once(administrator, dead):
    mend()

    answer = administrator.post(retry(delivery_of(dead, "tests.flaky")), follow=True)

    assert "has treated it" in answer.content.decode()
    assert effects(dead, "tests.flaky") == 1
    assert len(answer.context["object_list"]) == 0


def test_trying_again_in_vain_says_why(administrator, dead):
    answer = administrator.post(retry(delivery_of(dead, "tests.flaky")), follow=True)

    assert "It failed again. Unlucky: hello" in answer.content.decode()
    delivery = delivery_of(dead, "tests.flaky")
    assert (delivery.attempts, delivery.dead_at) == (1, None)


def test_only_a_post_tries_again(administrator, dead):
    assert administrator.get(retry(delivery_of(dead, "tests.flaky"))).status_code == 405
    assert administrator.post(f"{INDEX}999999/retry/").status_code == 404


@pytest.mark.parametrize("path", ["new/", "edit/{}/", "delete/{}/", "copy/{}/"])
def test_a_delivery_cannot_be_made_edited_or_deleted(administrator, dead, path):
    assert administrator.get(INDEX + path.format(delivery_of(dead, "tests.flaky").pk)).status_code == 404


def test_it_is_closed_to_editors_and_open_with_the_permission(client, dead):
    editor = UserFactory(is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    url = retry(delivery_of(dead, "tests.flaky"))
    assert client.get(INDEX).status_code == 302
    assert client.post(url).status_code == 302
    assert delivery_of(dead, "tests.flaky").dead_at is not None

    editor.user_permissions.add(Permission.objects.get(codename="change_delivery"))
    assert client.get(INDEX).status_code == 200
    client.post(url)
    assert delivery_of(dead, "tests.flaky").dead_at is None


def test_the_list_costs_the_same_whatever_its_length(administrator, dead, django_assert_max_num_queries):
    administrator.get(INDEX)
    with django_assert_max_num_queries(20) as one:
        administrator.get(INDEX)
    for _ in range(10):
        Delivery.objects.filter(event=record(NOTED, payload=Note("hello"))).update(dead_at=timezone.now())
    with django_assert_max_num_queries(len(one)):
        administrator.get(INDEX)
