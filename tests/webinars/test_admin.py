"""Webinars in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Permission

from channel_community.events.models import Event
from tests.factories import MemberFactory
from tests.webinars.conftest import signed_in
from tests.webinars.test_hosting import TYPED

pytestmark = pytest.mark.django_db
LIST = "/admin/community_webinars/"


def grant(member):
    names = ["access_admin", "change_webinar", "view_webinar"]
    member.user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return signed_in(member)


def test_listing_shows_start_seats_and_state(schedule, manager):
    schedule(needs_approval=True)
    text = grant(manager).get(LIST).content.decode()
    assert "Restores that work" in text
    assert "Thursday, 14 January 2027, 15:00 (Europe/Berlin)" in text
    assert "0 of 10" in text
    assert "Draft" in text


def test_listing_is_filtered_and_searched(schedule, manager):
    schedule()
    browser = grant(manager)
    assert "Restores that work" in browser.get(LIST, {"state": "scheduled", "q": "restores"}).content.decode()
    assert "Restores that work" not in browser.get(LIST, {"state": "draft"}).content.decode()


def test_change_goes_through_the_action_with_its_reason(schedule, manager):
    webinar, browser = schedule(), grant(manager)
    url = f"{LIST}edit/{webinar.pk}/"
    assert 'value="Restores that work"' in browser.get(url).content.decode()
    refused = browser.post(url, {**TYPED, "timezone": "Europe/Berlin"})
    assert refused.status_code == 200
    assert "Tape is not dead" in refused.content.decode()
    assert browser.post(url, {**TYPED, "reason": "Asked by the host."}).status_code == 302
    event = Event.objects.get(name="webinars.webinar.updated")
    assert event.payload["reason"] == "Asked by the host."
    webinar.refresh_from_db()
    assert (webinar.title, webinar.calendar_sequence) == ("Tape is not dead", 1)


def test_wrong_time_is_refused_beside_its_field(schedule, manager):
    webinar = schedule()
    typed = {**TYPED, "date": "2027-03-28", "time": "02:30", "reason": "x"}
    response = grant(manager).post(f"{LIST}edit/{webinar.pk}/", typed)
    assert "Sunday, 28 March 2027, 03:00" in response.content.decode()
    assert not Event.objects.filter(name="webinars.webinar.updated").exists()


def test_django_permission_alone_does_not_open_others_webinars(schedule, customer):
    draft, open_one = schedule(needs_approval=True), schedule(title="Another")
    browser = grant(customer)
    assert draft.title not in browser.get(LIST).content.decode()
    assert browser.get(f"{LIST}edit/{draft.pk}/").status_code == 404
    assert browser.post(f"{LIST}edit/{open_one.pk}/", TYPED).status_code == 302  # Wagtail's "not allowed"
    open_one.refresh_from_db()
    assert open_one.title == "Another"


def test_member_without_admin_access_is_sent_away(schedule):
    schedule()
    assert signed_in(MemberFactory()).get(LIST).status_code == 302
