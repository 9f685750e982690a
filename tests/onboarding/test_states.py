"""What a suspension hides, a reactivation brings back, and a departure leaves behind."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from channel_community import models
from channel_community.discussions.permissions import require_open_thread, require_reply
from channel_community.exceptions import Conflict
from channel_community.members.actions import membership_add
from channel_community.members.viewer import viewer_for_member
from channel_community.partners.actions import partner_leave, partner_reactivate, partner_suspend
from channel_community.partners.branding import branding_of
from channel_community.partners.invitations.actions import invitation_create
from channel_community.partners.models import BrandSettings
from tests.discussions.build import open_thread
from tests.factories import MemberFactory, WebinarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(manager, fjord):
    """A partner with an article, a thread, a webinar, files, a customer and an editor."""
    page = models.PartnerPage.objects.get(partner=fjord)
    article = models.PartnerArticlePage(title="Winter in Tromsø", slug="winter", lead="Cold rooms.")
    page.add_child(instance=article)
    article.save_revision().publish()
    people = {role: MemberFactory(name=f"Our {role}") for role in ("customer", "editor", "admin")}
    for role, member in people.items():
        membership_add(member=member, partner=fjord, role=role)
    board = models.Board.objects.get(partner=fjord, access="public")
    thread = open_thread(board=board, author=people["customer"], title="Which disks freeze first?")
    webinar = WebinarFactory(partner=fjord, title="Cold rooms, live", host=people["customer"])
    document = Document(title="Winter plan", collection=fjord.collection)
    document.file.save("winter.txt", ContentFile(b"Keep warm."))
    image = get_image_model().objects.create(
        title="Snow", file=get_test_image_file(), collection=fjord.collection
    )
    return SimpleNamespace(
        partner=fjord,
        page=page,
        article=article,
        board=board,
        thread=thread,
        webinar=webinar,
        document=document,
        image=image,
        **people,
    )


def own_pages(space):
    """Addresses that are the partner's alone."""
    thread, webinar = space.thread, space.webinar
    return [
        space.page.url,
        space.article.url,
        reverse("channel_community:partner", args=["fjordgrid"]),
        reverse("channel_community:partner_feed", args=["fjordgrid"]),
        reverse("channel_community:board", args=[space.board.pk, space.board.slug]),
        reverse("channel_community:thread", args=[thread.pk, thread.slug]),
        reverse("channel_community:thread_at", args=[thread.pk, thread.slug, 1]),
        reverse("channel_community:thread_changes", args=[thread.pk]),
        reverse("channel_community:post", args=[thread.posts.get().pk]),
        reverse("channel_community:webinar", args=[webinar.pk, webinar.slug]),
        space.document.url,
    ]


def shared_pages(space):
    """Addresses where the partner is one of many."""
    directory = space.page.get_parent()
    return [
        directory.url,
        "/sitemap.xml",
        *(reverse(f"channel_community:{name}") for name in ("home", "board_list", "webinar_list")),
        reverse("channel_community:member", args=[space.customer.handle]),
    ]


#: What is drawn anew for each form.
RANDOM = re.compile(rb'name="(csrfmiddlewaretoken|client_key)" value="[\w-]+"')


def seen(client, path):
    answer = client.get(path, follow=True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, RANDOM.sub(b"", body)


WORDS = (b"Winter in Troms", b"Which disks freeze", b"Cold rooms, live", b"Sleep well", b"/fjordgrid/")


@pytest.mark.parametrize("who", ["nobody", "customer", "editor", "admin"])
def test_a_suspension_hides_everything_from_everybody(client, space, who):
    if who != "nobody":
        client.force_login(getattr(space, who).user)
    assert [seen(client, path)[0] for path in own_pages(space)] == [200] * len(own_pages(space))
    partner_suspend(partner=space.partner)
    for path in own_pages(space):
        assert client.get(path).status_code == 404, path
    for path in shared_pages(space):
        status, body = seen(client, path)
        assert status == 200
        assert not [word for word in WORDS if word in body], path


def test_the_brand_still_reads_what_is_suspended(client, manager, space):
    partner_suspend(partner=space.partner)
    client.force_login(manager.user)
    for path in (space.page.url, space.article.url, space.document.url):
        assert seen(client, path)[0] == 200, path


def test_the_colours_of_a_suspended_partner_are_the_brands_alone(client, manager, space):
    path = branding_of(space.partner).css_url
    assert client.get(path).status_code == 200
    partner_suspend(partner=space.partner)
    for member in (None, space.admin):
        if member:
            client.force_login(member.user)
        assert client.get(path).status_code == 404
    client.force_login(manager.user)
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"


def test_the_brands_own_colours_stay_when_a_partner_wears_them_too(client, space):
    kit = space.partner.brand_kit
    BrandSettings.objects.update_or_create(site=space.partner.site, defaults={"brand_kit": kit})
    partner_suspend(partner=space.partner)
    assert client.get(branding_of(space.partner).css_url).status_code == 200


def test_wagtails_own_lists_of_public_things_leave_it_out(space):
    def public():
        collections = Collection.objects.exclude(
            pk__in=[c.pk for c in Collection.objects.all() if c.get_view_restrictions().exists()]
        )
        return (
            Page.objects.live().public().filter(pk__in=[space.page.pk, space.article.pk]).count(),
            Document.objects.filter(collection__in=collections).count(),
            get_image_model().objects.filter(collection__in=collections).count(),
        )

    assert public() == (2, 1, 1)
    partner_suspend(partner=space.partner)
    assert public() == (0, 0, 0)
    partner_reactivate(partner=space.partner)
    assert public() == (2, 1, 1)


@pytest.mark.parametrize("who", ["nobody", "customer", "editor"])
def test_reactivating_brings_every_page_back_byte_for_byte(client, space, who, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # signed tokens hold the second they were made in
    if who != "nobody":
        client.force_login(getattr(space, who).user)
    paths = own_pages(space) + shared_pages(space)
    for path in paths:  # what is remembered from the first visit is there for both
        seen(client, path)
    before = {path: seen(client, path) for path in paths}
    partner_suspend(partner=space.partner)
    partner_reactivate(partner=space.partner)
    for path in paths:
        assert seen(client, path) == before[path], path


def test_restrictions_of_its_own_stay_through_a_suspension(space):
    own = PageViewRestriction.objects.create(page_id=space.article.pk, restriction_type="login")
    before = (
        set(PageViewRestriction.objects.values_list("pk")),
        set(CollectionViewRestriction.objects.values_list("pk")),
    )
    partner_suspend(partner=space.partner)
    assert PageViewRestriction.objects.count() == 2
    partner_reactivate(partner=space.partner)
    assert before == (
        set(PageViewRestriction.objects.values_list("pk")),
        set(CollectionViewRestriction.objects.values_list("pk")),
    )
    assert own.pk in {pk for (pk,) in before[0]}
    space.partner.refresh_from_db()
    assert space.partner.hidden == {}


def test_staff_of_a_suspended_partner_change_nothing(client, space):
    client.force_login(space.editor.user)
    edit = reverse("wagtailadmin_pages:edit", args=[space.article.pk])
    assert client.get(edit).status_code == 200
    partner_suspend(partner=space.partner)
    assert client.get(edit).status_code in {302, 403, 404}
    assert client.post(edit, {"title": "Hacked", "slug": "winter"}).status_code in {302, 403, 404}
    space.article.refresh_from_db()
    assert space.article.title == "Winter in Tromsø"
    partner_reactivate(partner=space.partner)
    assert client.get(edit).status_code == 200


def test_threads_of_a_partner_that_left_stay_readable(client, space):
    partner_leave(partner=space.partner)
    for path in own_pages(space):
        if "webinar" not in path and "/feeds/" not in path:
            assert seen(client, path)[0] == 200, path


def test_what_a_partner_left_behind_says_so(client, space):
    words = b"Fjordgrid has left the network. What was said stays readable."
    paths = [space.page.url, space.article.url, reverse("channel_community:partner", args=["fjordgrid"])]
    assert not [path for path in paths if words in seen(client, path)[1]]
    partner_leave(partner=space.partner)
    assert [path for path in paths if words in seen(client, path)[1]] == paths
    assert words not in seen(client, space.page.get_parent().url)[1]


def test_people_still_answer_one_another_after_it_left(space):
    partner_leave(partner=space.partner)
    customer = viewer_for_member(space.customer)
    space.thread.refresh_from_db()
    assert require_reply(customer, space.thread, earlier_posts=1)
    space.board.refresh_from_db()
    with pytest.raises(Conflict) as refused:
        require_open_thread(customer, space.board)
    assert refused.value.code == "closed"


def test_lists_of_partners_drop_one_that_left(client, space):
    directory = space.page.get_parent().url
    assert space.page.url.encode() in seen(client, directory)[1]
    partner_leave(partner=space.partner)
    assert space.page.url.encode() not in seen(client, directory)[1]
    assert b"/fjordgrid/" not in seen(client, "/sitemap.xml")[1]


def test_its_staff_lose_their_places_and_the_admin(client, space):
    invitation = invitation_create(partner=space.partner, email="new@example.com", role="editor")
    partner_leave(partner=space.partner)
    for member in (space.editor, space.admin):
        assert not member.user.groups.exists()
        assert not models.Membership.objects.filter(member=member).exists()
        client.force_login(member.user)
        assert client.get("/admin/").status_code == 302
    assert models.Membership.objects.get().member == space.customer
    invitation.refresh_from_db()
    assert invitation.state == "revoked"


def test_one_that_comes_back_opens_only_the_boards_it_closed(space):
    models.Board.objects.filter(partner=space.partner, access="customers").update(is_closed=True)
    partner_leave(partner=space.partner)
    assert models.Board.objects.filter(partner=space.partner, is_closed=True).count() == 2
    partner_reactivate(partner=space.partner)
    assert models.Board.objects.get(partner=space.partner, is_closed=True).access == "customers"


def test_suspended_first_and_then_gone_reads_like_gone(client, space):
    partner_suspend(partner=space.partner)
    partner_leave(partner=space.partner)
    assert seen(client, space.article.url)[0] == 200
    assert not PageViewRestriction.objects.exists()


def test_a_page_translated_while_suspended_is_hidden_too(client, space):
    partner_suspend(partner=space.partner)
    second = models.PartnerPage(title="Fjordgrid, in French", slug="fjordgrid-fr", partner=space.partner)
    Page.objects.get(pk=space.page.get_parent().pk).add_child(instance=second)
    assert second.get_view_restrictions().exists()
    partner_reactivate(partner=space.partner)
    assert not second.get_view_restrictions().exists()
