"""A partner's pages in the CMS: where they stand, what they show, and to whom."""

import pytest

from channel_community.partners.actions import partner_suspend
from tests.content.conftest import article_page
from tests.factories import MemberFactory, PartnerFactory

pytestmark = pytest.mark.django_db


def html(client, page, status=200):
    answer = client.get(page.url)
    assert answer.status_code == status
    return answer.content.decode()


def test_every_page_type_is_served(client, tree):
    assert "Partners" in html(client, tree.directory)
    assert "Storage for the north." in html(client, tree.page)
    assert "Forty minutes instead of nine hours" in html(client, tree.article)
