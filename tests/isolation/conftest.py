"""One world for every test of a module that only reads; tests that write get their own."""

from copy import deepcopy

import pytest
from django.db import transaction
from django.test import Client, override_settings

from channel_community.partners.actions import partner_update
from channel_community.partners.branding import forget
from tests.isolation import world


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


@pytest.fixture(scope="module")
def _media(tmp_path_factory):
    """The files of the world of a module."""
    return str(tmp_path_factory.mktemp("media"))


def _shared(media: str):
    """A world for a module's tests. What they write is rolled back to it, and at the end it goes as well."""
    with override_settings(MEDIA_ROOT=media), transaction.atomic():
        yield world.build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _two(django_db_setup, django_db_blocker, _media):
    with django_db_blocker.unblock():
        yield from _shared(_media)


@pytest.fixture
def two(_two, _media, db, settings):
    """Partners alpha and beta."""
    settings.MEDIA_ROOT = _media
    return deepcopy(_two)


@pytest.fixture
def publishing(two):
    """The same, where administrators publish themselves: staff with all the rights that staff can have."""
    partner_update(partner=two.alpha.partner, admins_publish=True)
    return two


@pytest.fixture
def sign_in():
    """A client signed in as somebody."""

    def enter(user):
        client = Client()
        client.force_login(user)
        return client

    return enter
