"""The demonstration community, loaded once for the tests of a module and rolled back after them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command says while it loads."""
    out = StringIO()
    media = override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media")))
    with django_db_blocker.unblock(), media, transaction.atomic():
        call_command("community_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)
