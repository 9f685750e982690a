"""A brand, two partners with a page each, their editors, and a published kit."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from channel_community.members.actions import membership_add
from channel_community.members.enums import MANAGERS_GROUP, MembershipRole
from channel_community.models import PartnerPage
from channel_community.onboarding.actions import partner_onboard
from channel_community.partners.branding import forget
from tests.factories import MemberFactory
from tests.kits.worlds import publish, world_of, write_kit
from tests.processes import elsewhere  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


def staff(partner, role=MembershipRole.EDITOR):
    """Somebody who works for the partner."""
    member = MemberFactory()
    membership_add(member=member, partner=partner, role=role)
    return member


@pytest.fixture
def world(db):
    """`manager`, `fjord` and `delta` with `editor`, `rival`, `page`, `rival_page`; `kit` at `version` 1."""
    call_command("community_setup", verbosity=0)
    manager = MemberFactory(name="Marit Brand")
    manager.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    fjord = partner_onboard(name="Fjordgrid", slug="fjordgrid", actor=manager)
    delta = partner_onboard(name="Deltakontor", slug="deltakontor", actor=manager)
    pages = {page.partner_id: page for page in PartnerPage.objects.all()}
    for page in pages.values():
        if not page.live:
            page.save_revision().publish()
    kit = write_kit()
    return world_of(
        manager=manager,
        fjord=fjord,
        delta=delta,
        editor=staff(fjord),
        rival=staff(delta),
        page=PartnerPage.objects.get(partner=fjord),
        rival_page=PartnerPage.objects.get(partner=delta),
        kit=kit,
        version=publish(kit, user=manager.user),
    )


@pytest.fixture
def as_editor(world, client):
    client.force_login(world.editor.user)
    return client


@pytest.fixture
def as_manager(world, client):
    client.force_login(world.manager.user)
    return client


@pytest.fixture
def transactional_world(transactional_db, request):
    """Other processes on a database with twelve copies and a version that is being forced on them."""
    from channel_community.content.kits.actions import kit_force
    from tests.kits.test_rollouts import copies, newer

    _plant_tree()
    world = request.getfixturevalue("world")
    copies(world, 12)
    kit_force(version=newer(world), reason="A judgement")
    return request.getfixturevalue("elsewhere")


def _plant_tree():
    """The root, the site and what migrations put there; emptying the database took them."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Collection, Locale, Page, Site

    if Page.objects.exists():
        return
    Locale.objects.get_or_create(language_code="en")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    root = Page.add_root(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
    home = root.add_child(instance=Page(title="Home", slug="home"))
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
