"""The page behind an invitation's link."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from channel_community.models import Event, Invitation, Member, Membership
from channel_community.partners.actions import partner_leave, partner_reactivate, partner_suspend
from channel_community.partners.invitations import actions
from tests.factories import MemberFactory, PartnerFactory, UserFactory
from tests.invitations.conftest import link, state_of

pytestmark = pytest.mark.django_db
ACCOUNT = {"name": "Ana Silva", "password": "a long and quiet river"}


def places():
    return sorted(Membership.objects.values_list("member__user__email", "partner__slug", "role"))


def ana(**more):
    return MemberFactory(name="Ana", user=UserFactory(username="ana", email="Ana@Example.org", **more))


def test_looking_changes_nothing_however_often(client, invite):
    made, path = invite()
    for _look in range(2):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert state_of(made) == "pending"
    assert places() == []
    assert not get_user_model().objects.filter(email="ana@example.org").exists()


def test_the_page_says_who_invites_to_what_and_until_when(client, invite, admin):
    _made, path = invite(actor=admin)
    page = client.get(path).content.decode()
    for words in ("Join Fjordgrid as an editor", "Astrid Admin", "ana@example.org", "11 May 2026"):
        assert words in page


def test_the_page_is_kept_from_caches_indexes_and_other_sites(client, invite):
    _made, path = invite()
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_the_invited_person_joins_with_one_click_whatever_the_capitals(browser_of, invite):
    made, path = invite()
    browser = browser_of(ana())
    assert "Join Fjordgrid</button>" in browser.get(path).content.decode()
    response = browser.post(path)
    assert (response.status_code, response["Location"]) == (302, "/community/p/fjordgrid/")
    assert places() == [("Ana@Example.org", "fjordgrid", "editor")]
    assert state_of(made) == "accepted"
    assert "you are an editor of Fjordgrid now" in browser.get(response["Location"]).content.decode()


def test_the_second_use_adds_nothing_and_says_so_kindly(browser_of, invite):
    _made, path = invite()
    browser = browser_of(ana())
    browser.post(path)
    again = browser.post(path)
    assert again.status_code == 410
    page = again.content.decode()
    assert "You are in already" in page
    assert 'href="/community/p/fjordgrid/"' in page
    assert len(places()) == 1
    assert Event.objects.filter(name="partners.invitation.accepted").count() == 1


def test_a_used_link_does_not_bring_a_lost_place_back(browser_of, invite, partner, admin):
    _made, path = invite()
    person = ana()
    browser = browser_of(person)
    browser.post(path)
    actions.staff_remove(partner=partner, member=person, role="editor", actor=admin)
    assert browser.post(path).status_code == 410
    assert person.memberships.count() == 0
    assert "This invitation has been used" in browser.get(path).content.decode()


def test_somebody_else_is_refused_and_gets_two_ways_on(client, invite):
    made, path = invite()
    other = UserFactory(username="ben", email="ben@example.org")
    client.force_login(other)
    for response in (client.get(path), client.post(path)):
        assert response.status_code == 403
        page = response.content.decode()
        assert "ben@example.org" in page
        assert 'name="sign_out"' in page
        assert "to invite ben@example.org instead" in page
    assert state_of(made) == "pending"
    assert places() == []


def test_nothing_is_written_about_somebody_else(client, invite):
    _made, path = invite()
    user = UserFactory(username="ben", email="ben@example.org")
    client.force_login(user)
    Member.objects.filter(user=user).delete()
    client.post(path)
    assert not Member.objects.filter(user=user).exists()


def test_signing_out_comes_back_to_the_invitation(client, invite):
    _made, path = invite()
    client.force_login(UserFactory(username="ben", email="ben@example.org"))
    response = client.post(path, {"sign_out": "1"})
    assert response["Location"] == path
    assert "Make your account" in client.get(path).content.decode()


def test_who_has_an_account_is_sent_to_sign_in_and_back(client, invite):
    _made, path = invite()
    ana()
    page = client.get(path).content.decode()
    address = re.search(r'href="(/accounts/login/\?next=[^"]+)"[^>]*>.*?Sign in to join', page)[1]
    response = client.post(address, {"username": "ana", "password": "secret"})
    assert response["Location"] == path
    assert client.post(path).status_code == 302
    assert len(places()) == 1


def test_who_has_an_account_cannot_make_a_second_one(client, invite):
    _made, path = invite()
    ana()
    response = client.post(path, ACCOUNT)
    assert response.status_code == 409
    assert "Sign in to join" in response.content.decode()
    assert get_user_model().objects.filter(email__iexact="ana@example.org").count() == 1


def test_an_account_that_is_switched_off_is_explained(client, invite):
    _made, path = invite()
    ana(is_active=False)
    page = client.get(path).content.decode()
    assert "switched off" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.post(path, ACCOUNT).status_code == 409


def test_a_suspended_member_cannot_join(browser_of, invite, clock):
    from django.utils import timezone

    made, path = invite()
    person = ana()
    person.suspended_until = timezone.now() + timezone.timedelta(days=2)
    person.save()
    browser = browser_of(person)
    for response in (browser.get(path), browser.post(path)):
        assert response.status_code == 403
        assert "suspended" in response.content.decode()
    assert state_of(made) == "pending"


def test_a_link_is_for_its_own_partner_and_role(browser_of, invite):
    invite(role="customer")
    _other, path = invite(role="editor", to=PartnerFactory(slug="solstrom"))
    browser_of(ana()).post(path, {"partner": "fjordgrid", "role": "admin", "email": "ana@example.org"})
    assert places() == [("Ana@Example.org", "solstrom", "editor")]


def test_tokens_cannot_be_put_together_from_two(client, invite):
    first, first_path = invite()
    _second, second_path = invite(email="ben@example.org", role="admin")
    (body, _), (_, signature) = (
        p.rstrip("/").rsplit("/", 1)[1].split(".") for p in (first_path, second_path)
    )
    response = client.get(f"/community/invitations/{body}.{signature}/")
    assert response.status_code == 404
    assert "leads nowhere" in response.content.decode()


@pytest.mark.parametrize("token", ["x", "x.y", "..", "%00", "W10.abc", "a" * 3000])
def test_a_link_that_is_none_is_answered_in_words(client, db, token):
    for response in (
        client.get(f"/community/invitations/{token}/"),
        client.post(f"/community/invitations/{token}/"),
    ):
        assert response.status_code == 404
        assert "Copy it from the mail" in response.content.decode()


def test_a_deleted_invitation_is_answered_in_words(client, invite):
    made, path = invite()
    made.delete()
    response = client.get(path)
    assert response.status_code == 404
    assert "Ask for a new one" in response.content.decode()


def test_after_seven_days_the_time_is_over(browser_of, invite, clock):
    made, path = invite()
    browser = browser_of(ana())
    clock.move_to("2026-05-11T08:59:59Z", tick=False)
    assert browser.get(path).status_code == 200
    clock.move_to("2026-05-11T09:00:00Z", tick=False)
    for response in (browser.get(path), browser.post(path)):
        assert response.status_code == 410
        assert "Ask Fjordgrid to send it again" in response.content.decode()
    assert places() == []


def test_the_days_are_a_setting(client, invite, settings, clock):
    settings.CHANNEL_COMMUNITY = {"INVITATION_DAYS": 1}
    _made, path = invite()
    clock.move_to("2026-05-05T09:00:01Z", tick=False)
    assert client.get(path).status_code == 410


def test_sending_again_ends_the_old_link_and_renews_the_time(browser_of, invite, clock):
    made, old = invite()
    clock.move_to("2026-05-10T09:00:00Z", tick=False)
    _same, new = invite()
    browser = browser_of(ana())
    for response in (browser.get(old), browser.post(old)):
        assert response.status_code == 410
        assert "There is a newer link" in response.content.decode()
    clock.move_to("2026-05-16T09:00:00Z", tick=False)
    assert browser.post(new).status_code == 302
    assert state_of(made) == "accepted"


def test_what_was_taken_back_opens_no_more(browser_of, invite):
    made, path = invite()
    actions.invitation_revoke(invitation=made)
    browser = browser_of(ana())
    for response in (browser.get(path), browser.post(path)):
        assert response.status_code == 410
        assert "was taken back" in response.content.decode()
    assert places() == []


def test_nobody_joins_a_partner_while_it_is_suspended(browser_of, invite, partner):
    made, path = invite()
    partner_suspend(partner=partner)
    browser = browser_of(ana())
    for response in (browser.get(path), browser.post(path)):
        assert response.status_code == 410
        assert "Nobody can join" in response.content.decode()
    assert places() == []
    partner_reactivate(partner=partner)
    assert browser.post(path).status_code == 302
    assert state_of(made) == "accepted"


def test_nobody_joins_a_partner_that_has_left(browser_of, invite, partner):
    _made, path = invite()
    partner_leave(partner=partner)
    assert browser_of(ana()).post(path).status_code == 410
    assert places() == []


def test_programs_get_the_same_words_as_json(client, invite):
    made, path = invite()
    actions.invitation_revoke(invitation=made)
    response = client.get(path, HTTP_ACCEPT="application/json")
    assert response.status_code == 410
    assert response.json()["code"] == "revoked"


def test_a_page_that_has_grown_old_can_be_sent_again(invite, partner):
    from django.test import Client

    made, path = invite()
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(path, ACCOUNT)
    assert response.status_code == 403
    page = response.content.decode()
    assert "press the button again" in page
    assert 'value="Ana Silva"' in page
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.partition("<main")[2])[1]
    assert browser.post(path, {**ACCOUNT, "csrfmiddlewaretoken": token}).status_code == 302
    assert state_of(made) == "accepted"


def test_the_page_costs_the_same_for_few_and_for_many_invitations(
    client, invite, django_assert_max_num_queries
):
    for number in range(12):
        invite(email=f"p{number}@example.org")
    with django_assert_max_num_queries(8):
        assert client.get(link()).status_code == 200
    assert len(mail.outbox) == 12
    assert Invitation.objects.count() == 12
