"""The page on the site where a partner's people are looked after."""

import pytest
from django.core import mail
from django.test import Client

from channel_community.models import Event, Invitation, Membership
from channel_community.partners.actions import partner_leave, partner_suspend
from channel_community.partners.invitations import actions
from channel_community.partners.invitations.forms import MAX_ADDRESSES
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory
from tests.invitations.conftest import link, state_of

pytestmark = pytest.mark.django_db
PATH = "/community/p/fjordgrid/people/"


@pytest.fixture
def browser(browser_of, admin):
    return browser_of(admin)


@pytest.fixture
def editor(partner):
    member = MemberFactory(name="Edith Editor")
    MembershipFactory(member=member, partner=partner, role="editor")
    return member


def place_of(member):
    return Membership.objects.get(member=member, role__in=["editor", "admin"])


def remove_path(member):
    return f"{PATH}{place_of(member).pk}/remove/"


def invitation_path(invitation, what):
    return f"{PATH}invitations/{invitation.pk}/{what}/"


def text(response):
    return response.content.decode()


def test_an_administrator_sees_staff_and_open_invitations(browser, invite, editor, admin):
    invite(actor=admin)
    closed, _path = invite(email="gone@example.org")
    actions.invitation_revoke(invitation=closed)
    page = text(browser.get(PATH))
    assert all(
        words in page for words in ("Astrid Admin", "Edith Editor", "1 open invitation", "ana@example.org")
    )
    assert "gone@example.org" not in page


def test_the_partner_home_leads_there_for_those_who_may(browser, client, editor, partner):
    home = "/community/p/fjordgrid/"
    assert f'href="{PATH}"' in text(browser.get(home))
    client.force_login(editor.user)
    assert PATH not in text(client.get(home))
    client.logout()
    assert PATH not in text(client.get(home))


def test_others_do_not_learn_that_the_page_exists(client, partner, editor, invite):
    made, _path = invite()
    stranger = MemberFactory()
    foreign = MembershipFactory(partner=PartnerFactory(), role="admin").member
    both = MembershipFactory(partner=PartnerFactory(), role="admin").member
    MembershipFactory(member=both, partner=partner, role="editor")
    customer = MembershipFactory(partner=partner, role="customer").member
    moderator = MembershipFactory(partner=partner, role="moderator").member
    before = Event.objects.count()
    for person in (None, stranger, foreign, both, customer, moderator, editor):
        visitor = Client()
        if person:
            visitor.force_login(person.user)
        paths = (invitation_path(made, "resend"), invitation_path(made, "revoke"), remove_path(editor))
        for path in (PATH, *paths):
            answer = visitor.post(path, {"emails": "eve@example.org", "role": "editor"})
            assert answer.status_code == 404, (person, path)
            assert "Edith Editor" not in text(answer) or person == editor
        assert visitor.get(PATH).status_code == 404
    assert Invitation.objects.count() == 1
    assert Membership.objects.filter(member=editor).exists()
    assert Event.objects.count() == before
    assert state_of(made) == "pending"


def test_an_administrator_cannot_reach_into_another_partner(browser, invite):
    other = PartnerFactory(slug="solstrom")
    made, _path = invite(to=other)
    place = MembershipFactory(partner=other, role="editor")
    for path in (
        invitation_path(made, "resend"),
        invitation_path(made, "revoke"),
        f"{PATH}{place.pk}/remove/",
        "/community/p/solstrom/people/",
    ):
        assert browser.post(path, {"emails": "eve@example.org", "role": "editor"}).status_code == 404
    assert state_of(made) == "pending"
    assert Membership.objects.filter(pk=place.pk).exists()
    assert Invitation.objects.count() == 1


def test_a_suspended_administrator_and_one_of_a_suspended_partner_see_nothing(browser, admin, partner):
    partner_suspend(partner=partner)
    assert browser.get(PATH).status_code == 404


def test_several_people_are_invited_at_once(browser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = browser.post(PATH, {"emails": "ana@example.org, Ben@example.org\n", "role": "editor"})
    assert response["Location"] == PATH
    assert sorted(Invitation.objects.values_list("email", "role", "invited_by__name")) == [
        ("ana@example.org", "editor", "Astrid Admin"),
        ("ben@example.org", "editor", "Astrid Admin"),
    ]
    assert len(mail.outbox) == 2
    assert "2 invitations are on their way" in text(browser.get(PATH))


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ("", "required"),
        ("ana@example.org ben@", "“ben@” is no mail address"),
        ("edith@example.org", "Editor of Fjordgrid already"),
        (" ".join(f"p{n}@example.org" for n in range(21)), "21 addresses"),
        ("<script>alert(1)</script>@example.org", "no mail address"),
    ],
)
def test_what_cannot_be_invited_is_named_and_kept(browser, editor, emails, words):
    editor.user.email = "Edith@example.org"
    editor.user.save()
    response = browser.post(PATH, {"emails": emails, "role": "editor"})
    assert response.status_code == 400
    page = text(response)
    assert words in page.partition('id="id_emails_error"')[2].partition("</div>")[0]
    assert "<script>alert" not in page
    if emails and "<" not in emails:
        assert emails in page.partition("<textarea")[2].partition("</textarea>")[0]
    assert not Invitation.objects.exists()


def test_administrators_are_the_brands_to_appoint(browser, client, manager):
    for role in ("admin", "moderator", "owner"):
        response = browser.post(PATH, {"emails": "ana@example.org", "role": role})
        assert response.status_code == 400
        assert 'id="id_role_error"' in text(response)
    assert not Invitation.objects.exists()
    client.force_login(manager.user)
    assert client.post(PATH, {"emails": "ana@example.org", "role": "admin"}).status_code == 302
    assert Invitation.objects.get().role == "admin"


def test_an_administrators_invitation_is_only_shown_to_other_administrators(browser, invite):
    made, _path = invite(role="admin")
    page = text(browser.get(PATH))
    assert "ana@example.org" in page
    assert "The brand decides" in page
    for what in ("resend", "revoke"):
        assert invitation_path(made, what) not in page
        assert browser.post(invitation_path(made, what)).status_code == 403
    assert state_of(made) == "pending"


def send(browser, numbers):
    """Post the form with one address for each number."""
    emails = "\n".join(f"p{number}@example.org" for number in numbers)
    return browser.post(PATH, {"emails": emails, "role": "editor"})


def test_an_administrators_first_form_may_be_full(browser):
    assert send(browser, range(MAX_ADDRESSES)).status_code == 302
    assert Invitation.objects.count() == MAX_ADDRESSES


def test_fifty_a_day_are_enough_for_an_administrator(browser, clock):
    for start in (0, 20):
        assert send(browser, range(start, start + 20)).status_code == 302
    refused = send(browser, range(40, 55))
    assert refused.status_code == 429
    assert "These are 15 invitations, and 10 are left for now." in text(refused)
    assert "p54@example.org" in text(refused)
    assert int(refused["Retry-After"]) > 0
    assert Invitation.objects.count() == 40
    assert send(browser, range(40, 50)).status_code == 302
    refused = send(browser, [50])
    assert refused.status_code == 429
    assert "All invitations that you may send for now are sent." in text(refused)
    assert "p50@example.org" in text(refused)
    clock.move_to("2026-05-05T09:00:01Z", tick=False)
    assert send(browser, [50]).status_code == 302


def test_mistakes_are_not_counted(browser):
    for _try in range(12):
        assert browser.post(PATH, {"emails": "ben@", "role": "editor"}).status_code == 400
    assert browser.post(PATH, {"emails": "ben@example.org", "role": "editor"}).status_code == 302


def test_the_brand_has_no_limit(client, manager, partner):
    client.force_login(manager.user)
    emails = " ".join(f"p{n}@example.org" for n in range(20))
    assert client.post(PATH, {"emails": emails, "role": "customer"}).status_code == 302
    assert client.post(PATH, {"emails": emails, "role": "editor"}).status_code == 302


def test_sending_again_replaces_the_link(browser, invite, clock, django_capture_on_commit_callbacks):
    made, old = invite()
    clock.move_to("2026-05-12T09:00:00Z", tick=False)
    assert "time is over" in text(browser.get(PATH))
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(invitation_path(made, "resend")).status_code == 302
    visitor = Client()
    assert visitor.get(old).status_code == 410
    assert visitor.get(link()).status_code == 200
    assert "Sent again to ana@example.org" in text(browser.get(PATH))


def test_taking_back_closes_the_link_and_clears_the_row(browser, invite):
    made, path = invite()
    assert browser.post(invitation_path(made, "revoke")).status_code == 302
    browser.get(PATH)
    assert "ana@example.org" not in text(browser.get(PATH))
    assert Client().get(path).status_code == 410


def test_the_buttons_only_take_posts(browser, invite, editor):
    made, _path = invite()
    for what in ("resend", "revoke"):
        assert browser.get(invitation_path(made, what)).status_code == 405
    assert browser.get(remove_path(editor)).status_code == 200
    assert state_of(made) == "pending"
    assert Membership.objects.filter(member=editor).exists()


def test_what_was_answered_meanwhile_is_explained(browser, invite):
    made, _path = invite()
    actions.invitation_revoke(invitation=made)
    response = browser.post(invitation_path(made, "resend"))
    assert response.status_code == 409
    assert "taken back" in text(response)


def test_an_editor_is_removed_after_a_question(browser, editor, partner):
    path = remove_path(editor)
    assert "Remove Edith Editor?" in text(browser.get(path))
    assert browser.post(path)["Location"] == PATH
    assert not Membership.objects.filter(member=editor).exists()
    assert Event.objects.get(name="partners.staff.removed").subject == editor
    assert browser.post(path).status_code == 404


def test_an_administrator_cannot_remove_another_one(browser, partner):
    other = MembershipFactory(partner=partner, role="admin").member
    response = browser.post(remove_path(other))
    assert response.status_code == 403
    assert Membership.objects.filter(member=other).exists()


def test_the_brand_removes_administrators(client, manager, admin):
    client.force_login(manager.user)
    assert client.post(remove_path(admin)).status_code == 302
    assert not Membership.objects.filter(member=admin).exists()


def test_the_last_administrator_cannot_leave_and_the_others_can(browser, admin, partner):
    path = remove_path(admin)
    assert "Step down?" in text(browser.get(path))
    response = browser.post(path)
    assert response.status_code == 409
    assert "only administrator" in text(response)
    MembershipFactory(partner=partner, role="admin")
    assert browser.post(path)["Location"] == "/community/p/fjordgrid/"
    assert not Membership.objects.filter(member=admin).exists()


def test_a_partner_that_left_invites_nobody(client, manager, partner):
    partner_leave(partner=partner)
    client.force_login(manager.user)
    assert "nobody can be invited" in text(client.get(PATH))
    response = client.post(PATH, {"emails": "ana@example.org", "role": "editor"})
    assert response.status_code == 409
    assert not Invitation.objects.exists()


def test_a_page_that_has_grown_old_keeps_the_addresses(admin):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin.user)
    response = browser.post(PATH, {"emails": "ana@example.org", "role": "editor"})
    assert response.status_code == 403
    assert "ana@example.org" in text(response)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_for_one_and_for_many(
    browser, partner, invite, django_assert_max_num_queries, count
):
    for number in range(count):
        person = MemberFactory(user=UserFactory(email=f"e{number}@example.org"))
        MembershipFactory(member=person, partner=partner, role="editor")
        invite(email=f"p{number}@example.org", actor=person)
    browser.get(PATH)
    with django_assert_max_num_queries(11):
        page = text(browser.get(PATH))
    assert page.count("Send again<") == min(count, 25)
