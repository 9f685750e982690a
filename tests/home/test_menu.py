"""The menu of a signed-in person."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from channel_community.members.enums import MANAGERS_GROUP
from tests.factories import MemberFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def menu_leads_to_cms(client, member) -> bool:
    client.force_login(member.user)
    shown = client.get(reverse("channel_community:home")).content.decode()
    return f'href="{reverse("wagtailadmin_home")}"' in shown


@pytest.mark.parametrize(("role", "expected"), [("editor", True), ("admin", True), ("customer", False)])
def test_partner_staff_find_the_way_to_the_cms(client, role, expected):
    assert menu_leads_to_cms(client, MembershipFactory(role=role).member) is expected


def test_so_does_the_brand(client):
    member = MemberFactory()
    member.user.groups.add(Group.objects.get_or_create(name=MANAGERS_GROUP)[0])
    assert menu_leads_to_cms(client, member)
