"""A partner with its people, and a mailbox that is read back."""

import re
from datetime import datetime, timezone

import pytest
from django.core import mail

from channel_community import ratelimit
from channel_community.models import Invitation
from channel_community.partners.branding import forget
from channel_community.partners.invitations import actions
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory, UserFactory
from tests.processes import elsewhere  # noqa: F401 - a fixture

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    ratelimit.reset()
    yield
    forget()
    ratelimit.reset()


@pytest.fixture(autouse=True)
def clock(time_machine):
    """The time is one Monday morning until a test moves it."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def partner(db):
    return PartnerFactory(name="Fjordgrid", slug="fjordgrid")


@pytest.fixture
def admin(partner):
    """The member who administers the partner."""
    member = MemberFactory(name="Astrid Admin")
    MembershipFactory(member=member, partner=partner, role="admin")
    return member


@pytest.fixture
def manager(db):
    """A superuser's member, who acts for the brand."""
    return MemberFactory(name="Bo Brand", user=UserFactory(is_superuser=True, is_staff=True))


@pytest.fixture
def invite(partner, django_capture_on_commit_callbacks):
    """Invites somebody and returns the invitation and the path that the mail leads to."""

    def send(email="ana@example.org", role="editor", to=partner, actor=None):
        with django_capture_on_commit_callbacks(execute=True):
            made = actions.invitation_create(partner=to, email=email, role=role, actor=actor)
        return made, link()

    return send


@pytest.fixture
def browser_of(client):
    """The test's browser, signed in as a member's user."""

    def sign_in(member):
        client.force_login(member.user)
        return client

    return sign_in


def link(number=-1):
    """The path of the invitation in a letter of the outbox, from its plain text."""
    return re.search(r"https?://[^/\s]+(/community/invitations/\S+)", mail.outbox[number].body)[1]


def state_of(invitation):
    return Invitation.objects.get(pk=invitation.pk).state
