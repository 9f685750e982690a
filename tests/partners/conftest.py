"""Branding is kept in the process for some seconds; a test's database is gone before that."""

import pytest

from channel_community.partners.branding import forget


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()
