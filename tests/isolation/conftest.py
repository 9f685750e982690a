"""One world for every test of a module that only reads; tests that write get their own."""

import pytest
from django.test import Client

from channel_community.partners.branding import forget
from tests.isolation import world


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


@pytest.fixture
def two(db):
    """Partners alpha and beta."""
    return world.build()


@pytest.fixture
def publishing(db):
    """The same, where administrators publish themselves: staff with all the rights that staff can have."""
    return world.build(admins_publish=True)


@pytest.fixture
def sign_in():
    """A client signed in as somebody."""

    def enter(user):
        client = Client()
        client.force_login(user)
        return client

    return enter
