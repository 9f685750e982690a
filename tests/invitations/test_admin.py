"""Invitations in the Wagtail admin."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import Invitation
from channel_community.partners.invitations import actions
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory
from tests.invitations.conftest import state_of

pytestmark = pytest.mark.django_db
INDEX = "/admin/community_invitations/"


def with_admin_access(member):
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    member.user.user_permissions.add(access)
    return member


@pytest.fixture
def channel_manager(db):
    member = with_admin_access(MemberFactory(name="Cara Channel"))
    member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    return member


@pytest.fixture
def browser(browser_of, channel_manager):
    return browser_of(channel_manager)


def listed(response):
    return [row.email for row in response.context["object_list"]]


def test_the_channel_manager_sees_all_with_their_state(browser, invite):
    invite()
    taken, _path = invite(email="ben@example.org", to=PartnerFactory())
    actions.invitation_revoke(invitation=taken)
    page = browser.get(INDEX)
    assert listed(page) == ["ben@example.org", "ana@example.org"]
    for words in ("Revoked", "Waiting", "Fjordgrid"):
        assert words in page.content.decode()


def test_the_menu_leads_there(browser):
    assert INDEX in browser.get("/admin/").content.decode()


def test_the_list_is_narrowed_and_searched(browser, invite, clock):
    other = PartnerFactory(name="Solstrom")
    invite(email="old@example.org")
    clock.move_to("2026-05-12T09:00:00Z", tick=False)
    invite(email="new@example.org", role="customer")
    invite(email="far@example.org", to=other)
    assert listed(browser.get(INDEX, {"state": "expired"})) == ["old@example.org"]
    assert listed(browser.get(INDEX, {"role": "customer"})) == ["new@example.org"]
    assert listed(browser.get(INDEX, {"partner": other.pk})) == ["far@example.org"]
    assert listed(browser.get(INDEX, {"q": "Solstrom"})) == ["far@example.org"]
    assert listed(browser.get(INDEX, {"q": "new@"})) == ["new@example.org"]


def test_one_is_invited_and_mistakes_are_named(
    browser, partner, channel_manager, django_capture_on_commit_callbacks
):
    form = {"partner": partner.pk, "email": "Ana@example.org", "role": "admin"}
    response = browser.post(f"{INDEX}new/", {**form, "email": "ana"})
    assert response.status_code == 200
    assert not Invitation.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(f"{INDEX}new/", form).status_code == 302
    made = Invitation.objects.get()
    assert (made.email, made.role, made.invited_by) == ("ana@example.org", "admin", channel_manager)
    assert len(mail.outbox) == 1


def test_somebody_who_is_there_already_is_an_error_in_the_form(browser, partner, admin):
    form = {"partner": partner.pk, "email": admin.user.email, "role": "admin"}
    page = browser.post(f"{INDEX}new/", form).content.decode()
    assert "Administrator of Fjordgrid already" in page
    assert f'value="{admin.user.email}"' in page
    assert not Invitation.objects.exists()


def test_a_row_is_sent_again_and_taken_back_by_post_only(browser, invite, django_capture_on_commit_callbacks):
    made, _path = invite()
    page = browser.get(INDEX).content.decode()
    for what in ("resend", "revoke"):
        assert f'action="{INDEX}{made.pk}/{what}/"' in page
        assert browser.get(f"{INDEX}{made.pk}/{what}/").status_code == 405
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(f"{INDEX}{made.pk}/resend/")["Location"] == INDEX
    assert len(mail.outbox) == 2
    browser.post(f"{INDEX}{made.pk}/revoke/")
    assert state_of(made) == "revoked"
    page = browser.get(INDEX).content.decode()
    assert "opens no more" in page
    assert f"{made.pk}/resend/" not in page
    assert "taken back" in browser.post(f"{INDEX}{made.pk}/resend/", follow=True).content.decode()


def test_an_administrator_sees_and_changes_the_own_partners_only(browser_of, admin, invite):
    own, _path = invite()
    foreign, _path = invite(email="far@example.org", to=PartnerFactory(name="Solstrom"))
    above, _path = invite(email="boss@example.org", role="admin")
    browser = browser_of(with_admin_access(admin))
    for what in ("resend", "revoke"):
        assert browser.post(f"{INDEX}{foreign.pk}/{what}/").status_code in {302, 403, 404}
        browser.post(f"{INDEX}{above.pk}/{what}/")
    page = browser.get(INDEX)
    if page.status_code == 200:
        assert sorted(listed(page)) == ["ana@example.org", "boss@example.org"]
        assert "Solstrom" not in page.content.decode()
    assert [state_of(made) for made in (own, foreign, above)] == ["pending"] * 3
    foreign.refresh_from_db()
    assert foreign.sent_count == 1


def test_an_administrator_appoints_nobody_above_and_nobody_elsewhere(browser_of, admin, partner):
    browser = browser_of(with_admin_access(admin))
    other = PartnerFactory()
    for changes in ({"role": "admin"}, {"partner": other.pk}):
        browser.post(
            f"{INDEX}new/", {"partner": partner.pk, "email": "eve@example.org", "role": "editor", **changes}
        )
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["editor", "customer", "moderator"])
def test_others_in_the_admin_see_no_invitations(browser_of, partner, invite, role):
    made, _path = invite()
    member = with_admin_access(MembershipFactory(partner=partner, role=role).member)
    browser = browser_of(member)
    for response in (
        browser.get(INDEX),
        browser.get(f"{INDEX}results/"),
        browser.get(f"{INDEX}new/"),
        browser.post(f"{INDEX}{made.pk}/revoke/"),
        browser.post(f"{INDEX}new/", {"partner": partner.pk, "email": "eve@example.org", "role": "editor"}),
    ):
        assert response.status_code in {302, 403, 404}
        assert "ana@example.org" not in response.content.decode()
    assert Invitation.objects.count() == 1
    assert state_of(made) == "pending"


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_costs_the_same_for_one_and_for_many(
    browser, admin, invite, django_assert_max_num_queries, count
):
    for number in range(count):
        invite(email=f"p{number}@example.org", actor=admin)
    browser.get(INDEX)
    with django_assert_max_num_queries(20):
        assert len(browser.get(INDEX).context["object_list"]) == min(count, 20)
