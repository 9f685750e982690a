"""Taking a seat and giving it back over HTTP, and the door to the meeting."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from channel_community.webinars import actions, queries
from tests.factories import MemberFactory, UserFactory
from tests.webinars.conftest import END, START, signed_in
from tests.webinars.test_pages import html, page_of

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def test_one_click_takes_a_seat_and_another_gives_it_back(schedule, customer):
    webinar, browser = schedule(), signed_in(customer)
    assert "Take a seat" in html(browser.get(page_of(webinar)))
    response = browser.post(page_of(webinar, "register/"))
    assert (response.status_code, response["Location"]) == (302, page_of(webinar))
    assert "You have a seat" in html(browser.get(page_of(webinar)))
    browser.post(page_of(webinar, "cancel/"))
    assert "Take a seat" in html(browser.get(page_of(webinar)))
    assert queries.confirmed(webinar).count() == 0


def test_programs_get_json(schedule, customer):
    webinar, browser = schedule(capacity=3), signed_in(customer)
    taken = browser.post(page_of(webinar, "register/"), headers=JSON)
    assert taken.json() == {"state": "confirmed", "seats_taken": 1, "seats_left": 2, "url": page_of(webinar)}
    back = browser.post(page_of(webinar, "cancel/"), headers=JSON)
    assert back.json()["state"] == "cancelled"
    assert back.json()["seats_left"] == 3


def test_signed_out_person_signs_in_and_is_one_click_away(client, schedule):
    webinar = schedule()
    response = client.post(page_of(webinar, "register/"), follow=False)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    user = UserFactory()
    back = client.post(response["Location"], {"username": user.username, "password": "secret"})
    assert back["Location"] == page_of(webinar)
    assert "Take a seat" in html(client.get(back["Location"]))
    client.post(page_of(webinar, "register/"))
    assert queries.confirmed(webinar).get().member.user == user


def test_signed_out_program_is_told_where_to_sign_in(client, schedule):
    response = client.post(page_of(schedule(), "register/"), headers=JSON)
    assert response.status_code == 401
    assert response.json()["login_url"].startswith("/accounts/login/")


def test_full_webinar_answers_409_in_words(schedule, customer):
    webinar = schedule(capacity=1)
    actions.register(webinar=webinar, member=MemberFactory())
    browser = signed_in(customer)
    page = browser.post(page_of(webinar, "register/"))
    assert page.status_code == 409
    assert "All seats are taken" in page.content.decode()
    program = browser.post(page_of(webinar, "register/"), headers=JSON)
    assert (program.status_code, program.json()["code"]) == (409, "full")


def test_webinar_that_is_over_answers_409(schedule, customer, clock):
    webinar = schedule()
    clock.move_to(END)
    assert signed_in(customer).post(page_of(webinar, "register/")).status_code == 409


def test_suspended_member_is_refused(schedule, customer):
    customer.suspended_until = timezone.now() + timedelta(days=30)
    customer.save()
    webinar = schedule()
    assert signed_in(customer).post(page_of(webinar, "register/")).status_code == 403
    assert queries.confirmed(webinar).count() == 0


def test_reading_the_address_of_a_change_changes_nothing(schedule, customer):
    webinar, browser = schedule(), signed_in(customer)
    for tail in ("register/", "cancel/"):
        assert browser.get(page_of(webinar, tail))["Location"] == page_of(webinar)
    assert queries.confirmed(webinar).count() == 0


def test_post_without_a_token_is_refused(schedule, customer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(customer.user)
    assert browser.post(page_of(schedule(), "register/")).status_code == 403


def test_door_says_when_it_opens(schedule, customer):
    webinar = schedule()
    actions.register(webinar=webinar, member=customer)
    browser = signed_in(customer)
    text = html(browser.get(page_of(webinar, "join/")))
    assert "The door is not open yet" in text
    assert "13:45 UTC" in text
    assert browser.post(page_of(webinar, "join/")).status_code == 409


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (START - timedelta(minutes=15, seconds=1), 409),
        (START - timedelta(minutes=15), 200),
        (END - timedelta(seconds=1), 200),
        (END, 409),
    ],
)
def test_door_is_open_from_shortly_before_the_start_to_the_end(schedule, customer, clock, moment, status):
    webinar = schedule()
    actions.register(webinar=webinar, member=customer)
    clock.move_to(moment)
    response = signed_in(customer).post(page_of(webinar, "join/"))
    assert response.status_code == status
    assert ("https://meet.example/room-7" in response.content.decode()) is (status == 200)


def test_door_leads_on_without_scripts_and_is_not_kept(schedule, clock):
    webinar = schedule()
    clock.move_to(START)
    browser = signed_in(webinar.host)
    assert "Join the meeting" in html(browser.get(page_of(webinar, "join/")))
    response = browser.post(page_of(webinar, "join/"))
    assert '<meta http-equiv="refresh" content="0; url=https://meet.example/room-7">' in html(response)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    program = browser.post(page_of(webinar, "join/"), headers=JSON)
    assert program.json() == {"join_url": "https://meet.example/room-7"}


def test_door_is_closed_without_a_seat(schedule, customer, clock):
    webinar = schedule()
    actions.register(webinar=webinar, member=customer)
    actions.cancel_registration(webinar=webinar, member=customer)
    clock.move_to(START)
    for method in ("get", "post"):
        response = getattr(signed_in(customer), method)(page_of(webinar, "join/"))
        assert response.status_code == 403
        assert "meet.example" not in response.content.decode()
    assert Client().post(page_of(webinar, "join/"))["Location"].startswith("/accounts/login/")


def test_door_of_a_webinar_without_an_address_says_so(schedule, clock):
    webinar = schedule(join_url="")
    clock.move_to(START)
    response = signed_in(webinar.host).post(page_of(webinar, "join/"))
    assert response.status_code == 409
    assert "where you meet" in response.content.decode()
