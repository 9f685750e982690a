"""Every list, add and edit page of the community's menu, with a row in each, for who may be there."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.viewsets.model import ModelViewSet

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.models import Delivery
from channel_community.partners.actions import partner_create
from channel_community.partners.invitations.actions import invitation_create
from channel_community.wagtail_hooks import all_viewsets
from tests.factories import (
    BoardFactory,
    MemberFactory,
    PartnerFactory,
    SpecialityFactory,
    TierFactory,
    WebinarFactory,
)

pytestmark = pytest.mark.django_db
#: Deliveries are neither made nor changed by hand, webinars are proposed on the site, and an invitation is
#: sent again or taken back.
SCREENS = [
    (viewset.name, screen)
    for viewset in all_viewsets()
    if isinstance(viewset, ModelViewSet)
    for screen in ("index", "add", "edit")
    if screen == "index"
    or viewset.name not in {"community_deliveries", "community_webinars"}
    or (screen == "edit" and viewset.name == "community_webinars")
    if (viewset.name, screen) != ("community_invitations", "edit")
]


@pytest.fixture
def a_row_in_each():
    call_command("community_setup", verbosity=0)
    BoardFactory(partner=PartnerFactory())
    WebinarFactory()
    TierFactory()
    SpecialityFactory()
    partner = partner_create(name="Fjordgrid", slug="fjordgrid")
    invitation_create(partner=partner, email="ana@example.com", role="editor")
    Delivery.objects.update(dead_at=timezone.now(), done_at=None)


@pytest.fixture(params=["superuser", "channel manager"])
def staff(request, client, a_row_in_each):
    member = MemberFactory()
    if request.param == "superuser":
        member.user.is_superuser = member.user.is_staff = True
        member.user.save()
    else:
        member.user.groups.add(Group.objects.get(name=MANAGERS_GROUP))
    client.force_login(member.user)
    return client


@pytest.mark.parametrize(("name", "screen"), SCREENS)
def test_the_screen_answers(staff, name, screen):
    viewset = next(one for one in all_viewsets() if one.name == name)
    args = [viewset.model.objects.first().pk] if screen == "edit" else []

    response = staff.get(reverse(viewset.get_url_name(screen), args=args))

    assert response.status_code == 200
    if screen == "index" and name != "community_deliveries":
        assert str(viewset.model.objects.first()).partition(" · ")[0] in response.content.decode()
