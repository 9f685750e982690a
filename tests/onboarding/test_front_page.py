"""What a partner's own administrators may do to the page that their whole space hangs on."""

import pytest
from django.urls import reverse

from channel_community.members.actions import membership_add
from channel_community.models import PartnerPage
from channel_community.partners.actions import partner_update
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(fjord):
    partner_update(partner=fjord, admins_publish=True)
    return PartnerPage.objects.get(partner=fjord)


@pytest.fixture
def staff(client, fjord):
    """Signs in somebody of the partner in this role."""

    def sign_in(role):
        member = MemberFactory()
        membership_add(member=member, partner=fjord, role=role)
        client.force_login(member.user)
        return client

    return sign_in


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_a_partners_staff_cannot_delete_its_front_page(staff, front, role):
    path = reverse("wagtailadmin_pages:delete", args=[front.pk])
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={front.pk}"
    browser = staff(role)
    assert browser.get(path).status_code in {302, 403, 404}
    for address in (path, bulk):
        browser.post(address)
    assert PartnerPage.objects.filter(pk=front.pk).exists()


def test_the_brand_may_delete_a_front_page(client, manager, front):
    client.force_login(manager.user)
    client.post(reverse("wagtailadmin_pages:delete", args=[front.pk]))
    assert not PartnerPage.objects.filter(pk=front.pk).exists()


def test_a_front_page_that_administrators_took_offline_is_theirs_to_publish_again(staff, front):
    browser = staff("admin")
    browser.post(reverse("wagtailadmin_pages:unpublish", args=[front.pk]))
    front.refresh_from_db()
    assert not front.live
    edit = reverse("wagtailadmin_pages:edit", args=[front.pk])
    page = browser.get(edit)
    assert page.status_code == 200
    form = page.context["form"]
    fields = {
        name: "" if value is None else value for name, value in form.initial.items() if isinstance(value, str)
    }
    fields["partner"] = front.partner_id
    answer = browser.post(edit, {**fields, "sections-count": "0", "action-publish": "1", "comments": ""})
    assert answer.status_code == 302, answer.context["form"].errors
    front.refresh_from_db()
    assert front.live
    assert browser.get(front.url).status_code == 200
