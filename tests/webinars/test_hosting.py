"""Proposing, approving, changing and calling off."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from channel_community.events.models import Event
from channel_community.members.enums import MODERATORS_GROUP
from channel_community.members.models import Member
from channel_community.members.viewer import viewer_for_member
from channel_community.permissions import Role
from channel_community.webinars import actions, permissions
from channel_community.webinars.models import Webinar
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory
from tests.webinars.conftest import signed_in
from tests.webinars.test_pages import html, page_of

pytestmark = pytest.mark.django_db
PROPOSE = "/community/webinars/propose/"
TYPED = {
    "title": "Tape is not dead",
    "summary": "Why we went back.",
    "body": "Words that took an hour.",
    "date": "2027-02-01",
    "time": "15:00",
    "timezone": "Europe/Berlin",
    "duration_minutes": "45",
    "capacity": "20",
    "join_url": "https://meet.example/tape",
    "partner": "",
}


def test_partners_editor_schedules_for_the_own_partner(staff):
    browser = signed_in(staff.member)
    assert "Put it on the calendar" in html(browser.get(PROPOSE))
    response = browser.post(PROPOSE, {**TYPED, "partner": staff.partner.pk})
    webinar = Webinar.objects.get()
    assert response["Location"] == page_of(webinar)
    assert (webinar.state, webinar.partner, webinar.host) == ("scheduled", staff.partner, staff.member)
    assert webinar.starts_at.isoformat() == "2027-02-01T14:00:00+00:00"
    assert Event.objects.get(object_id=webinar.pk).name == "webinars.webinar.scheduled"


def test_partners_editor_hosts_for_no_other_partner(staff):
    browser = signed_in(staff.member)
    for partner in ("", PartnerFactory().pk):
        response = browser.post(PROPOSE, {**TYPED, "partner": partner})
        assert response.status_code == 400
        assert "Words that took an hour." in response.content.decode()
    assert not Webinar.objects.exists()


def test_customers_proposal_waits_for_a_manager(customer, manager):
    browser = signed_in(customer)
    assert "Send the proposal" in html(browser.get(PROPOSE))
    browser.post(PROPOSE, TYPED)
    webinar = Webinar.objects.get()
    assert webinar.state == "draft"
    assert "Registration opens when this proposal is approved" in html(browser.get(page_of(webinar)))
    assert browser.post(page_of(webinar, "approve/")).status_code == 403
    looks = signed_in(manager)
    assert "Approve “Tape is not dead”" in html(looks.get("/community/webinars/"))
    assert looks.post(page_of(webinar, "approve/"))["Location"] == page_of(webinar)
    webinar.refresh_from_db()
    assert webinar.state == "scheduled"
    names = list(Event.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["webinars.webinar.proposed", "webinars.webinar.scheduled"]


def test_approving_twice_is_once_and_a_passed_time_is_refused(schedule, manager, clock):
    webinar = schedule(needs_approval=True)
    late = schedule(title="Late", needs_approval=True)
    actions.webinar_approve(webinar=webinar, actor=manager)
    actions.webinar_approve(webinar=webinar, actor=manager)
    assert Event.objects.filter(name="webinars.webinar.scheduled").count() == 1
    clock.shift(7 * 86400)
    response = signed_in(manager).post(page_of(late, "approve/"))
    assert response.status_code == 409
    assert "Its time has passed" in response.content.decode()


def test_prospect_meets_a_door_that_says_what_opens_it(db):
    response = signed_in(MemberFactory()).get(PROPOSE)
    assert response.status_code == 403
    assert "Customers and advocates host webinars" in response.content.decode()
    assert "propose/" not in html(signed_in(MemberFactory()).get("/community/webinars/"))
    assert Client().get(PROPOSE)["Location"] == "/accounts/login/?next=%2Fcommunity%2Fwebinars%2Fpropose%2F"


def test_form_sent_twice_makes_one_webinar(customer):
    browser = signed_in(customer)
    for _ in range(2):
        assert browser.post(PROPOSE, TYPED).status_code == 302
    assert Webinar.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " \u200b "}, "title"),
        ({"title": ""}, "Give the webinar a title."),
        ({"summary": ""}, "Say in one sentence what people will take away."),
        ({"date": "2026-01-01"}, "This time has passed"),
        ({"date": "2050-01-01"}, "Check the year"),
        ({"date": "9999-12-31"}, "Check the year"),
        ({"date": "tomorrow"}, "for example 2027-02-01"),
        ({"time": "25:61"}, "for example 15:30"),
        ({"timezone": "Mars/Olympus"}, "Choose a time zone from the list"),
        ({"date": "2027-03-28", "time": "02:30"}, "Sunday, 28 March 2027, 03:00"),
        ({"duration_minutes": "0"}, "A webinar takes at least 5 minutes."),
        ({"capacity": "0"}, "Allow at least one seat"),
        ({"capacity": "many"}, "Write the number of seats in digits"),
        ({"join_url": "javascript:alert(1)"}, "beginning with https://"),
        ({"join_url": "meet.example"}, "beginning with https://"),
        ({"partner": "999999"}, "Choose a partner from the list"),
        ({"body": "x" * 20_001}, "20000 fit"),
        ({"title": "x\x00y"}, "Null characters"),
    ],
)
def test_wrong_field_is_named_and_nothing_typed_is_lost(customer, wrong, words):
    typed = {**TYPED, **wrong}
    response = signed_in(customer).post(PROPOSE, typed)
    text = response.content.decode()
    assert response.status_code == 400
    assert words in text
    assert all(typed[name] in text for name in ("body", "title", "summary", "date", "time", "capacity"))
    assert not Webinar.objects.exists()


def test_time_that_comes_twice_is_asked_about(customer):
    browser = signed_in(customer)
    typed = {**TYPED, "date": "2027-10-31", "time": "02:30"}
    asked = browser.post(PROPOSE, typed)
    assert asked.status_code == 400
    assert "Clocks show this time twice" in asked.content.decode()
    assert browser.post(PROPOSE, {**typed, "fold": "1"}).status_code == 302
    assert Webinar.objects.get().starts_at.isoformat() == "2027-10-31T01:30:00+00:00"


def test_stale_token_keeps_every_word(customer):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(customer.user)
    response = browser.post(PROPOSE, TYPED)
    assert response.status_code == 403
    assert "Words that took an hour." in response.content.decode()
    assert not Webinar.objects.exists()


def test_host_changes_the_own_webinar_as_far_as_the_table_goes(schedule, customer, staff):
    own = schedule(host=staff.member, partner=staff.partner)
    browser = signed_in(staff.member)
    assert 'value="2027-01-14"' in html(browser.get(page_of(own, "edit/")))
    response = browser.post(page_of(own, "edit/"), {**TYPED, "time": "16:00"})
    own.refresh_from_db()
    assert response["Location"] == page_of(own)
    assert (own.title, own.calendar_sequence) == ("Tape is not dead", 1)
    draft = schedule(host=customer, needs_approval=True)
    browser = signed_in(customer)
    assert browser.post(page_of(draft, "edit/"), TYPED).status_code == 302
    draft.refresh_from_db()
    actions.webinar_approve(webinar=draft, actor=staff.member)
    assert browser.get(page_of(draft, "edit/")).status_code == 403


def test_manager_changes_with_a_reason_that_is_kept(schedule, manager):
    webinar = schedule()
    browser = signed_in(manager)
    assert browser.post(page_of(webinar, "edit/"), TYPED).status_code == 400
    browser.post(page_of(webinar, "edit/"), {**TYPED, "reason": "The room is taken."})
    event = Event.objects.get(name="webinars.webinar.updated")
    assert (event.actor, event.payload["reason"]) == (manager, "The room is taken.")
    assert "starts_at" in event.payload["changed"]


def test_others_cannot_change_or_call_off(schedule, customer, staff):
    webinar = schedule()
    for member in (customer, staff.member):
        for tail in ("edit/", "call-off/"):
            assert signed_in(member).post(page_of(webinar, tail), {**TYPED, "reason": "x"}).status_code == 403
    webinar.refresh_from_db()
    assert webinar.state == "scheduled"


def test_host_calls_off_and_the_page_says_so(schedule):
    webinar = schedule()
    browser = signed_in(webinar.host)
    assert browser.post(page_of(webinar, "call-off/"), {"reason": "Ill."})["Location"] == page_of(webinar)
    text = html(browser.get(page_of(webinar)))
    assert "This webinar was cancelled" in text
    assert browser.post(page_of(webinar, "call-off/")).status_code == 302
    assert Event.objects.filter(name="webinars.webinar.cancelled").count() == 1


def test_manager_needs_a_reason_to_call_off(schedule, manager):
    webinar, browser = schedule(), signed_in(manager)
    assert browser.post(page_of(webinar, "call-off/")).status_code == 403
    assert browser.post(page_of(webinar, "call-off/"), {"reason": "Spam"}).status_code == 302


def test_partners_admin_calls_off_what_the_partner_hosts(schedule):
    admin = MembershipFactory(role="admin")
    own, other = schedule(partner=admin.partner), schedule(partner=PartnerFactory())
    assert signed_in(admin.member).post(page_of(own, "call-off/")).status_code == 302
    assert signed_in(admin.member).post(page_of(other, "call-off/")).status_code == 403


def test_moderator_acts_inside_the_scope_with_a_reason(schedule):
    scope = MembershipFactory(role="moderator")
    own, other = schedule(partner=scope.partner), schedule(partner=PartnerFactory())
    browser = signed_in(scope.member)
    assert browser.post(page_of(own, "call-off/")).status_code == 403
    assert browser.post(page_of(own, "call-off/"), {"reason": "Advertising"}).status_code == 302
    assert browser.post(page_of(other, "call-off/"), {"reason": "Advertising"}).status_code == 403


def test_host_cell_of_every_role(db, customer, staff, manager):
    moderator = MemberFactory()
    moderator.user.groups.add(Group.objects.get_or_create(name=MODERATORS_GROUP)[0])
    answers = {
        Role.CUSTOMER: permissions.hosting(viewer_for_member(customer), None).value,
        Role.PARTNER_EDITOR: permissions.hosting(viewer_for_member(staff.member), staff.partner.pk).value,
        Role.MODERATOR: permissions.hosting(viewer_for_member(moderator), None).value,
        Role.CHANNEL_MANAGER: permissions.hosting(viewer_for_member(manager), None).value,
        Role.PROSPECT: permissions.hosting(viewer_for_member(MemberFactory()), None).value,
    }
    assert answers == {
        Role.CUSTOMER: "queued",
        Role.PARTNER_EDITOR: "allowed",
        Role.MODERATOR: "allowed",
        Role.CHANNEL_MANAGER: "allowed",
        Role.PROSPECT: "refused",
    }


def test_declined_proposal_was_never_public(schedule, customer, manager):
    draft = schedule(host=customer, needs_approval=True)
    answer = signed_in(manager).post(page_of(draft, "call-off/"), {"reason": "Too much of an advertisement."})
    assert answer.status_code == 302
    assert Client().get(page_of(draft)).status_code == 404
    assert Client().get(page_of(draft, "calendar.ics")).status_code == 404
    assert draft.title not in Client().get("/community/webinars/").content.decode()
    own = signed_in(customer).get(page_of(draft)).content.decode()
    assert "This proposal was not taken up" in own
    assert signed_in(customer).get(page_of(draft, "edit/")).status_code == 403


def test_declined_proposal_may_be_made_again(schedule, customer, manager):
    first = schedule(host=customer, needs_approval=True)
    actions.webinar_cancel(webinar=first, actor=manager)
    assert actions.webinar_cancel(webinar=first, actor=manager).state == "declined"
    assert schedule(host=customer, needs_approval=True).pk != first.pk


def test_forged_post_makes_no_profile(schedule, db):
    webinar, user = schedule(), UserFactory(is_superuser=True)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    Member.objects.filter(user=user).delete()
    browser.post(page_of(webinar, "edit/"), {**TYPED, "reason": "x"})
    assert not Member.objects.filter(user=user).exists()


def test_title_that_comes_back_leads_nobody_in_circles(schedule, customer):
    webinar = schedule(host=customer)
    moved = Client().get(f"/community/webinars/{webinar.pk}/another/")
    assert (moved.status_code, moved.headers["Location"]) == (301, page_of(webinar))
    assert "no-cache" in moved.headers["Cache-Control"]


def test_host_is_reminded_of_the_meeting_address(schedule, staff):
    webinar = schedule(host=staff.member, partner=staff.partner, join_url="")
    words = "Add the meeting address"
    assert words in signed_in(staff.member).get(page_of(webinar)).content.decode()
    assert words not in Client().get(page_of(webinar)).content.decode()
    actions.webinar_update(webinar=webinar, actor=staff.member, join_url="https://meet.example/1")
    assert words not in signed_in(staff.member).get(page_of(webinar)).content.decode()
