"""A community that is set up, and somebody who looks after its partners."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Page, Site

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.onboarding.actions import partner_onboard
from tests.factories import MemberFactory
from tests.processes import elsewhere  # noqa: F401 - a fixture


@pytest.fixture
def manager(db):
    """A channel manager."""
    call_command("community_setup", verbosity=0)
    member = MemberFactory()
    member.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    return member


@pytest.fixture
def fjord(manager):
    """A partner that came aboard, with nobody in it."""
    return partner_onboard(name="Fjordgrid", slug="fjordgrid", tagline="Sleep well", actor=manager)


@pytest.fixture
def second_site(manager):
    """Another site with a home page of its own."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Second", slug="second"))
    return Site.objects.create(hostname="second.example", root_page=home)
