"""Calendar objects, read back by a strict reader."""

from datetime import datetime

import pytest

from channel_community.webinars import actions, calendar
from channel_community.webinars.calendar import Method, Person
from tests.factories import MemberFactory
from tests.webinars.conftest import NOW, signed_in
from tests.webinars.ics import Parsed

pytestmark = pytest.mark.django_db

PAGE = "https://community.example/w/1/"
HOST = Person("community@community.example", "Ana Host")
ANA = Person("ana@example.org", 'Ana "The Backup" Núñez; CN=x')


def parsed(webinar, method=Method.REQUEST, **given):
    values = {
        "url": "https://community.example/w/1/",
        "domain": "community.example",
        "organizer": HOST,
        **given,
    }
    if method is not Method.PUBLISH:
        values.setdefault("attendee", ANA)
    return Parsed(calendar.as_calendar(webinar, method=method, **values))


def test_invitation_is_one_event_in_utc_for_one_person(schedule):
    webinar = schedule()
    read = parsed(webinar, stamp=NOW)
    assert read.method == "REQUEST"
    assert read.one("UID") == f"{webinar.uid}@community.example"
    assert (read.one("DTSTART"), read.one("DTEND")) == ("20270114T140000Z", "20270114T144500Z")
    assert read.one("DTSTAMP") == "20270111T110000Z"
    assert (read.one("SEQUENCE"), read.one("STATUS")) == ("0", "CONFIRMED")
    assert read.one("ORGANIZER") == "mailto:community@community.example"
    assert read.one("ATTENDEE") == "mailto:ana@example.org"
    assert read.params("ATTENDEE")["PARTSTAT"] == "ACCEPTED"
    assert read.params("ATTENDEE")["RSVP"] == "TRUE"
    assert "RRULE" not in read.event
    assert "TZID" not in read.params("DTSTART")


def test_attendee_name_cannot_break_out_of_its_parameter(schedule):
    assert parsed(schedule()).params("ATTENDEE")["CN"] == "Ana 'The Backup' Núñez; CN=x"


def test_description_leads_to_our_page_never_to_the_meeting(schedule):
    webinar = schedule(join_url="https://meet.example/secret-room")
    for method in Method:
        data = calendar.as_calendar(
            webinar,
            method=method,
            url="https://community.example/w/1/",
            domain="community.example",
            organizer=HOST,
            attendee=None if method is Method.PUBLISH else ANA,
        )
        assert b"secret-room" not in data.replace(b"\r\n ", b"")
        assert "https://community.example/w/1/" in Parsed(data).text("DESCRIPTION")


def test_awkward_text_survives_folding_and_escaping(schedule):
    title = "Restores, retention; and a \\ backslash: " + "Füße 備份 🧯 " * 8
    webinar = schedule(title=title)
    assert parsed(webinar).text("SUMMARY") == " ".join(title.split())


def test_control_characters_are_removed(schedule):
    webinar = schedule()
    webinar.summary = "one\x00two\x07\r\nBEGIN:VALARM\x0b\u2028three"
    read = parsed(webinar)
    assert read.text("DESCRIPTION").startswith("onetwo\nBEGIN:VALARMthree")


def test_cancellation_has_the_same_uid_a_higher_sequence_and_the_status(schedule, manager):
    webinar = schedule()
    before = parsed(webinar)
    after = parsed(actions.webinar_cancel(webinar=webinar, actor=manager, reason="Ill"), Method.CANCEL)
    assert (after.method, after.one("STATUS")) == ("CANCEL", "CANCELLED")
    assert after.one("UID") == before.one("UID")
    assert int(after.one("SEQUENCE")) > int(before.one("SEQUENCE"))


@pytest.mark.parametrize(
    ("change", "rises"),
    [
        ({"local_start": datetime(2027, 1, 14, 16, 0)}, True),
        ({"timezone": "Europe/London"}, True),
        ({"duration_minutes": 60}, True),
        ({"title": "Another title", "body": "More words.", "capacity": 3}, False),
        ({"local_start": datetime(2027, 1, 14, 15, 0), "timezone": "Europe/Berlin"}, False),
    ],
)
def test_sequence_rises_with_time_and_length_alone(schedule, manager, change, rises):
    webinar = schedule()
    updated = actions.webinar_update(webinar=webinar, actor=manager, **change)
    assert (updated.calendar_sequence > webinar.calendar_sequence) is rises
    assert updated.uid == webinar.uid


def test_who_comes_back_gets_a_newer_object_than_the_cancellation(schedule):
    webinar, member = schedule(), MemberFactory()
    numbers = []
    for action in (actions.register, actions.cancel_registration, actions.register):
        action(webinar=webinar, member=member)
        webinar.refresh_from_db()
        numbers.append(webinar.calendar_sequence)
    assert numbers == sorted(set(numbers))


def test_only_a_published_file_has_no_attendee(schedule):
    with pytest.raises(ValueError, match="attendee"):
        parsed(schedule(), Method.PUBLISH, attendee=ANA)
    with pytest.raises(ValueError, match="attendee"):
        parsed(schedule(), Method.REQUEST, attendee=None)


def test_file_for_everybody(client, schedule):
    webinar = schedule()
    response = client.get(f"/community/webinars/{webinar.pk}/{webinar.slug}/calendar.ics")
    read = Parsed(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert response["Content-Disposition"] == 'attachment; filename="restores-that-work.ics"'
    assert read.method == "PUBLISH"
    assert "ATTENDEE" not in read.event
    assert read.text("URL").endswith(f"/community/webinars/{webinar.pk}/{webinar.slug}/")


def test_file_is_the_same_until_the_webinar_changes(client, schedule, clock, manager):
    webinar = schedule()
    url = f"/community/webinars/{webinar.pk}/{webinar.slug}/calendar.ics"
    first = client.get(url)
    clock.shift(3600)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    actions.webinar_update(webinar=webinar, actor=manager, duration_minutes=60)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_file_of_a_draft_is_for_its_host(client, schedule):
    webinar = schedule(needs_approval=True)
    url = f"/community/webinars/{webinar.pk}/{webinar.slug}/calendar.ics"
    assert client.get(url).status_code == 404
    assert Parsed(signed_in(webinar.host).get(url).content).one("STATUS") == "TENTATIVE"
