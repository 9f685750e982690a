"""Privacy settings name own groups and levels."""

from django.urls import reverse

from channel_community.models import Level
from tests.isolation.world import CANARY


def test_the_dialogue_offers_own_groups_and_levels(publishing, sign_in):
    client = sign_in(publishing.alpha.admin)
    address = reverse("wagtailadmin_pages:set_privacy", args=[publishing.alpha.article.pk])
    shown = client.get(address).json()["html"]
    assert CANARY not in shown
    assert publishing.alpha.group.name in shown
    assert Level.objects.first().group.name in shown


def test_a_page_is_opened_to_own_customers(publishing, sign_in):
    client = sign_in(publishing.alpha.admin)
    address = reverse("wagtailadmin_pages:set_privacy", args=[publishing.alpha.article.pk])
    form = {"restriction_type": "groups", "groups": [publishing.alpha.group.pk]}
    assert client.post(address, form).json()["step"] == "set_privacy_done"
    restriction = publishing.alpha.article.view_restrictions.get()
    assert list(restriction.groups.all()) == [publishing.alpha.group]
    assert client.post(address, {"restriction_type": "none"}).json()["is_public"] is True
    assert not publishing.alpha.article.view_restrictions.exists()


def test_a_group_of_another_partner_is_refused(publishing, sign_in):
    client = sign_in(publishing.alpha.admin)
    address = reverse("wagtailadmin_pages:set_privacy", args=[publishing.alpha.article.pk])
    form = {"restriction_type": "groups", "groups": [publishing.beta.group.pk]}
    assert client.post(address, form).status_code == 404
    assert not publishing.alpha.article.view_restrictions.exists()


def test_who_may_not_publish_sets_no_privacy(publishing, sign_in):
    client = sign_in(publishing.alpha.editor)
    address = reverse("wagtailadmin_pages:set_privacy", args=[publishing.alpha.article.pk])
    assert client.get(address).status_code in {302, 403}
