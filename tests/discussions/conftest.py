import pytest
from django.test import Client

from channel_community import ratelimit
from tests.discussions.build import customer, open_thread
from tests.factories import BoardFactory, MembershipFactory, PartnerFactory
from tests.processes import elsewhere  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _no_earlier_acts():
    ratelimit.reset()


@pytest.fixture
def board(db):
    return BoardFactory(title="Storage", slug="storage")


@pytest.fixture
def asker(db):
    return customer(name="Ana Asker")


@pytest.fixture
def helper(db):
    return customer(name="Hugo Helper")


@pytest.fixture
def partner(db):
    return PartnerFactory()


@pytest.fixture
def moderator(partner):
    """Who keeps order in the partner's own space."""
    return MembershipFactory(partner=partner, role="moderator").member


@pytest.fixture
def thread(board, asker):
    """A question with its first post."""
    return open_thread(board=board, author=asker, title="Which disks last?")


@pytest.fixture
def browse():
    """A browser of a member (None: signed out); `strict` ones check the CSRF token."""

    def start(member=None, *, strict=False):
        client = Client(enforce_csrf_checks=strict)
        if member is not None:
            client.force_login(member.user)
        return client

    return start
