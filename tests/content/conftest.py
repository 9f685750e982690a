"""A partner with a front page and an article, published under the site's home."""

import datetime
from types import SimpleNamespace

import pytest
from wagtail.models import Page, Site

from channel_community.models import PartnerArticlePage, PartnerIndexPage, PartnerPage
from channel_community.partners.branding import forget
from tests.factories import PartnerFactory

DAY = datetime.date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _no_memory():
    forget()
    yield
    forget()


@pytest.fixture
def tree(db):
    """`directory`, `partner`, `page` and `article`, all published."""
    home = Site.objects.get(is_default_site=True).root_page
    directory = home.add_child(instance=PartnerIndexPage(title="Partners", slug="partners"))
    partner = PartnerFactory(name="Fjordgrid", slug="fjordgrid", tagline="Backup that people can sleep on")
    page = directory.add_child(
        instance=PartnerPage(
            title="Fjordgrid", slug="fjordgrid", partner=partner, lead="Storage for the north."
        )
    )
    article = page.add_child(instance=article_page("Forty minutes instead of nine hours"))
    return SimpleNamespace(
        home=Page.objects.get(pk=home.pk), directory=directory, partner=partner, page=page, article=article
    )


def article_page(title, **fields):
    return PartnerArticlePage(
        **{"title": title, "lead": "What we changed.", "published_on": DAY, "discuss": False, **fields}
    )
