"""Partners come, are suspended and come back; each change is a fact in the log."""

import pytest

from channel_community.exceptions import Invalid
from channel_community.members.viewer import ANONYMOUS, viewer_for_user
from channel_community.models import Event
from channel_community.partners.actions import partner_create, partner_reactivate, partner_suspend
from channel_community.partners.queries import partners_active, partners_visible_to
from tests.factories import MemberFactory, PartnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def facts():
    return list(Event.objects.order_by("pk").values_list("name", "payload__name", "payload__reason"))


def test_a_partner_is_made_with_a_fact():
    actor = MemberFactory()
    partner = partner_create(name="Fjordgrid", slug="fjordgrid", tagline="North", actor=actor)
    assert partner.tagline == "North"
    assert facts() == [("partners.partner.created", "Fjordgrid", "")]
    assert Event.objects.get().actor == actor


def test_a_slug_is_given_once():
    PartnerFactory(slug="fjordgrid")
    with pytest.raises(Invalid) as refused:
        partner_create(name="Other", slug="fjordgrid")
    assert "slug" in refused.value.errors
    assert facts() == []


def test_suspending_hides_and_reactivating_shows():
    partner = PartnerFactory(name="Fjordgrid")
    partner_suspend(partner=partner, reason="Contract ended")
    assert not partners_visible_to(ANONYMOUS).exists()
    assert not partners_active().exists()
    partner_reactivate(partner=partner)
    assert partners_visible_to(ANONYMOUS).get() == partner


def test_the_same_change_twice_is_one_fact():
    partner = PartnerFactory(name="Fjordgrid")
    for _ in range(2):
        partner_suspend(partner=partner, reason="Contract ended")
    assert facts() == [("partners.partner.suspended", "Fjordgrid", "Contract ended")]


def test_the_brand_sees_what_is_suspended():
    partner = PartnerFactory(state="suspended")
    superuser = UserFactory(is_superuser=True)
    MemberFactory(user=superuser)
    assert partners_visible_to(viewer_for_user(superuser)).get() == partner
