"""What may be invited, and what is answered to what may not."""

import pytest
from django.core import mail

from channel_community.exceptions import Conflict, Invalid
from channel_community.models import Event, Invitation
from channel_community.partners.actions import partner_suspend
from channel_community.partners.invitations import actions
from tests.factories import MemberFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def facts():
    return list(
        Event.objects.filter(name__startswith="partners.").order_by("pk").values_list("name", flat=True)
    )


def test_the_address_is_kept_in_small_letters_without_spaces(partner):
    made = actions.invitation_create(partner=partner, email="  Ana@Example.ORG ", role="editor")
    assert made.email == "ana@example.org"
    assert facts() == ["partners.invitation.created", "partners.invitation.sent"]


@pytest.mark.parametrize(
    "email",
    ["", " ", "ana", "ana@", "a@b@c.org", "ana@example.org\nbcc: eve@x.org", "x" * 250 + "@e.org", None],
)
def test_a_bad_address_is_named(partner, email):
    with pytest.raises(Invalid) as refused:
        actions.invitation_create(partner=partner, email=email, role="editor")
    assert list(refused.value.errors) == ["email"]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", ["moderator", "", "owner"])
def test_a_role_that_nobody_is_invited_to_is_named(partner, role):
    with pytest.raises(Invalid) as refused:
        actions.invitation_create(partner=partner, email="ana@example.org", role=role)
    assert list(refused.value.errors) == ["role"]


def test_somebody_who_is_there_already_is_not_invited(partner):
    person = MemberFactory(user=UserFactory(email="Ana@example.org"))
    MembershipFactory(member=person, partner=partner, role="editor")
    with pytest.raises(Conflict, match="Editor of Fjordgrid already"):
        actions.invitation_create(partner=partner, email="ana@example.org", role="editor")
    assert actions.invitation_create(partner=partner, email="ana@example.org", role="customer").pk


def test_an_open_invitation_is_sent_again_not_doubled(invite):
    first, _path = invite()
    second, _path = invite(email="ANA@example.org")
    assert second.pk == first.pk
    assert second.nonce != first.nonce
    assert second.sent_count == 2
    assert len(mail.outbox) == 2


def test_another_one_can_be_made_after_the_first_is_closed(invite):
    first, _path = invite()
    actions.invitation_revoke(invitation=first)
    second, _path = invite()
    assert second.pk != first.pk


def test_taking_back_twice_is_once_and_nothing_brings_it_back(invite):
    made, _path = invite()
    for _time in range(2):
        actions.invitation_revoke(invitation=made)
    assert facts().count("partners.invitation.revoked") == 1
    with pytest.raises(Conflict):
        actions.invitation_resend(invitation=made)


def test_nobody_is_invited_to_a_suspended_partner(partner, invite):
    made, _path = invite()
    partner_suspend(partner=partner)
    with pytest.raises(Conflict):
        actions.invitation_create(partner=partner, email="ben@example.org", role="editor")
    with pytest.raises(Conflict):
        actions.invitation_resend(invitation=made)


def test_of_several_addresses_all_or_none_are_invited(partner):
    with pytest.raises(Invalid) as refused:
        actions.invitations_create(partner=partner, emails=["ana@example.org", "ben", "@"], role="editor")
    assert len(refused.value.errors["emails"]) == 2
    assert not Invitation.objects.exists()
    emails = ["ana@example.org", "ben@example.org", "ANA@example.org"]
    assert len(actions.invitations_create(partner=partner, emails=emails, role="editor")) == 2
