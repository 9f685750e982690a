"""The whole way with what onboarding made: its groups, its page, its workflow."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from channel_community.members.actions import membership_add
from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import PartnerPage
from channel_community.onboarding.actions import ensure_space, partner_onboard
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def fjord(desk):
    """A partner fresh from onboarding: `page`, `editor`, `admin`, and `manager` of the brand."""
    call_command("community_setup", verbosity=0)
    manager, editor, admin = (MemberFactory(name=name) for name in ("Dana", "Ana", "Cleo"))
    manager.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    with desk.run(execute=True):
        partner = partner_onboard(name="Fjordgrid", slug="fjordgrid", actor=manager)
        membership_add(member=editor, partner=partner, role="editor")
        membership_add(member=admin, partner=partner, role="admin")
    page = PartnerPage.objects.get(partner=partner)
    return SimpleNamespace(partner=partner, page=page, manager=manager, editor=editor, admin=admin)


def test_an_article_goes_from_the_editor_over_the_brand_to_the_readers(fjord, desk, mailoutbox):
    mailoutbox.clear()
    page = desk.sign_in(fjord.editor).write(fjord)
    assert [letter.to[0].rpartition("<")[2].strip(">") for letter in mailoutbox] == [fjord.manager.user.email]
    desk.sign_in(fjord.manager).decide(page, "approve")
    page.refresh_from_db()
    assert page.live
    assert fjord.editor.user.email in mailoutbox[-1].to[0]


def test_an_administrator_asks_too_unless_the_partner_publishes_itself(fjord, desk):
    page = desk.sign_in(fjord.admin).write(fjord, **{"action-submit": "", "action-publish": "1"})
    assert not page.live


def test_an_administrator_of_a_partner_that_publishes_itself_does_not_ask(fjord, desk, mailoutbox):
    fjord.partner.admins_publish = True
    fjord.partner.save()
    ensure_space(partner=fjord.partner)
    mailoutbox.clear()
    page = desk.sign_in(fjord.admin).write(fjord, **{"action-submit": "", "action-publish": "1"})
    assert page.live
    assert mailoutbox == []


def test_the_front_page_goes_through_the_approval(fjord):
    assert fjord.page.get_workflow().name == "Brand approval"
