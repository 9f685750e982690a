"""The partner of the page tests, and a small network around it: tiers, regions, specialities."""

import re

import pytest
from wagtail.models import Page

from channel_community.models import PartnerPage, PartnerTier, Speciality
from tests.content.conftest import _no_memory, tree  # noqa: F401 - fixtures
from tests.factories import PartnerFactory


@pytest.fixture
def network(tree):  # noqa: F811
    """`add(name, ...)` puts another partner with a front page into the directory."""

    def add(name, *, specialities=(), tier=None, page=None, **fields):
        slug = re.sub(r"\W+", "-", name.lower())
        partner = PartnerFactory(name=name, slug=slug, tier=tier, **fields)
        partner.specialities.set(specialities)
        front = PartnerPage(title=name, slug=slug, partner=partner, **(page or {}))
        (Page.objects.get(pk=tree.directory.pk).specific).add_child(instance=front)
        return partner

    tree.add = add
    tree.gold = PartnerTier.objects.create(name="Gold", slug="gold", rank=3)
    tree.silver = PartnerTier.objects.create(name="Silver", slug="silver", rank=2)
    tree.schools = Speciality.objects.create(name="Schools", slug="schools")
    tree.clinics = Speciality.objects.create(name="Clinics", slug="clinics")
    return tree
