"""What people see: the list, one webinar, the times on it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from channel_community.partners.enums import PartnerState
from channel_community.webinars import actions
from tests.factories import MemberFactory, PartnerFactory
from tests.webinars.conftest import END, START, signed_in

pytestmark = pytest.mark.django_db
LIST = "/community/webinars/"


def page_of(webinar, tail=""):
    return f"/community/webinars/{webinar.pk}/{webinar.slug}/{tail}"


def html(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_list_shows_what_comes_and_what_is_over(client, schedule, clock):
    soon, later = schedule(title="Short restores"), schedule(title="Long restores", duration_minutes=120)
    clock.move_to(END)
    text = html(client.get(LIST))
    assert soon.title in text
    assert text.index(later.title) < text.index("Live now") < text.index(">Past<") < text.index(soon.title)


def test_empty_list_says_so(client, db):
    assert "No webinar is planned" in html(client.get(LIST))


def test_past_webinars_are_paged(client, schedule, clock):
    host = MemberFactory()
    for number in range(21):
        schedule(title=f"Webinar {number:02}", host=host)
    clock.move_to(END)
    first, second = html(client.get(LIST)), html(client.get(LIST + "?page=2"))
    assert "?page=2" in first
    assert (first.count("cc-webinar__title"), second.count("cc-webinar__title")) == (20, 1)


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "²", "99999999999", ""])
def test_wrong_page_number_is_not_found(client, db, page):
    assert client.get(LIST, {"page": page}).status_code == 404


def test_page_shows_both_clocks_with_their_zones(schedule):
    webinar = schedule(timezone="America/New_York")  # 15:00 there, 20:00Z
    viewer = MemberFactory(timezone="Asia/Tokyo")
    text = html(signed_in(viewer).get(page_of(webinar)))
    assert "America/New York" in text
    assert "Thursday, 14 January 2027, 15:00" in text
    assert '<time datetime="2027-01-14T20:00:00Z">Fri 15 Jan 2027, 05:00 JST</time>' in text
    assert "(Asia/Tokyo)" in text


def test_zone_that_is_no_more_leaves_the_clock_to_the_browser(schedule):
    viewer = MemberFactory(timezone="Mars/Olympus")
    text = html(signed_in(viewer).get(page_of(schedule())))
    assert 'datetime="2027-01-14T14:00:00Z" data-cc-local' in text


def test_wrong_slug_leads_to_the_right_address(client, schedule):
    webinar = schedule()
    response = client.get(f"/community/webinars/{webinar.pk}/old-words/?from=mail")
    assert response.status_code == 301
    assert response["Location"] == page_of(webinar) + "?from=mail"


def test_missing_webinar_is_not_found(client, db):
    for pk in (1, 10**12, 10**30):
        assert client.get(f"/community/webinars/{pk}/x/").status_code == 404


def test_suspended_partner_hides_its_webinars(schedule, manager):
    partner = PartnerFactory()
    webinar, browser = schedule(partner=partner), Client()
    assert webinar.title in html(browser.get(LIST))
    partner.state = PartnerState.SUSPENDED
    partner.save()
    assert webinar.title not in html(browser.get(LIST))
    for tail in ("", "join/", "calendar.ics"):
        assert browser.get(page_of(webinar, tail)).status_code == 404
    assert webinar.title in html(signed_in(manager).get(LIST))


def test_draft_is_seen_by_host_partner_and_manager_only(schedule, manager, staff, customer):
    webinar = schedule(partner=staff.partner, needs_approval=True)
    for member in (webinar.host, staff.member, manager):
        assert webinar.title in html(signed_in(member).get(LIST))
        assert webinar.title in html(signed_in(member).get(page_of(webinar)))
    for browser in (signed_in(customer), Client()):
        assert webinar.title not in html(browser.get(LIST))
        assert browser.get(page_of(webinar)).status_code == 404


def test_meeting_address_is_on_no_page(schedule, customer):
    webinar = schedule()
    actions.register(webinar=webinar, member=customer)
    for member in (customer, webinar.host):
        for tail in ("", "join/"):
            assert "meet.example" not in html(signed_in(member).get(page_of(webinar, tail)))


def test_members_words_are_escaped(client, schedule):
    webinar = schedule(title="<script>alert(1)</script>", body="<img src=x onerror=alert(1)> **bold**")
    text = html(client.get(page_of(webinar)))
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "<strong>bold</strong>" in text


def queries_of(browser, url):
    browser.get(url)  # warms what is kept for some seconds
    with CaptureQueriesContext(
        connection,
    ) as found:
        html(browser.get(url))
    writes = [q["sql"] for q in found if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert writes == []
    return len(found)


@pytest.mark.parametrize("count", [1, 30])
def test_list_costs_the_same_however_long_it_is(schedule, customer, count):
    for number in range(count):
        webinar = schedule(title=f"Webinar {number}", partner=PartnerFactory())
        actions.register(webinar=webinar, member=customer)
    assert queries_of(Client(), LIST) <= 4
    assert queries_of(signed_in(customer), LIST) <= 8


@pytest.mark.parametrize("count", [0, 30])
def test_page_costs_the_same_however_full_it_is(schedule, customer, count):
    webinar = schedule(capacity=None, partner=PartnerFactory())
    actions.register(webinar=webinar, member=customer)
    for _ in range(count):
        actions.register(webinar=webinar, member=MemberFactory())
    assert queries_of(Client(), page_of(webinar)) <= 8
    assert queries_of(signed_in(customer), page_of(webinar)) <= 12


def test_start_is_live_and_end_is_past(client, schedule, clock):
    webinar = schedule()
    for moment, words in [(START, "Live now"), (END, "This webinar is over")]:
        clock.move_to(moment)
        assert words in html(client.get(page_of(webinar)))
