"""Pages for a partner's customers: the teaser, the door, and that nothing of the text shows anywhere else."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from channel_community.partners.actions import partner_suspend
from channel_community.reputation.levels import ensure_default_levels
from tests.content.conftest import article_page
from tests.factories import MemberFactory, MembershipFactory, PartnerFactory

pytestmark = pytest.mark.django_db
CANARIES = ("canary-lead", "canary-body", "canary-description", "canary-quote")


@pytest.fixture
def customers(tree):
    tree.partner.customers_group = Group.objects.create(name="secret-group-name")
    tree.partner.website = "https://fjordgrid.example/"
    tree.partner.save()
    return tree.partner.customers_group


@pytest.fixture
def closed(tree, customers):
    """An article for the partner's customers."""
    return closed_article(tree, "groups", customers)


def closed_article(tree, kind, *groups):
    page = article_page("What the audit found", lead="canary-lead", search_description="canary-description")
    page.sections = [("rich_text", "<p>canary-body</p>"), ("quote", {"text": "canary-quote"})]
    tree.page.add_child(instance=page)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)
    return page


def sign_in(client, member, *groups):
    member.user.groups.set(groups)
    client.force_login(member.user)
    return client


def text_of(client, url):
    answer = client.get(url, follow=True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(
        errors="replace"
    )


def test_a_customer_reads_it(client, closed, customers):
    page = text_of(sign_in(client, MemberFactory(), customers), closed.url)
    assert all(words in page for words in ("canary-lead", "canary-body", "canary-quote"))


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_others_learn_how_to_become_a_customer(client, closed, is_signed_in):
    if is_signed_in:
        sign_in(client, MemberFactory())
    answer = client.get(closed.url)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "“What the audit found” is not open yet" in page
    assert "It is for customers of Fjordgrid. If you are one, ask them for an invitation" in page
    assert 'href="/community/p/fjordgrid/"' in page
    assert 'href="https://fjordgrid.example/"' in page
    assert (f"/accounts/login/?next={closed.url}" in page) is not is_signed_in


def test_the_teaser_says_what_opens_it(client, tree, closed):
    for url in (tree.page.url, "/community/p/fjordgrid/"):
        page = text_of(client, url)
        assert "What the audit found" in page
        assert "For customers of Fjordgrid" in page


def test_a_level_may_open_it_too(client, tree, customers):
    level = next(level for level in ensure_default_levels() if level.slug == "advocate")
    page = closed_article(tree, "groups", customers, level.group)
    assert "For customers of Fjordgrid, and from the level “Advocate”" in text_of(client, tree.page.url)
    assert "It also opens with the level “Advocate”, at 100 points." in text_of(client, page.url)


def readers(tree):
    """People to whom the article is closed, by name."""
    suspended = MembershipFactory(partner=tree.partner).member
    suspended.suspended_until = timezone.now() + timezone.timedelta(days=1)
    suspended.save()
    return {
        "anonymous": None,
        "prospect": MemberFactory(),
        "customer of another partner": MembershipFactory(partner=PartnerFactory()).member,
        "suspended customer": suspended,
    }


WHO = ("anonymous", "prospect", "customer of another partner", "suspended customer")
#: A sign-in is all that these need.
OPEN = {("login", "prospect"), ("login", "customer of another partner")}


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (kind, who)
        for kind in ("customers", "level", "other group", "login", "password")
        for who in WHO
        if (kind, who) not in OPEN
    ],
)
def test_no_word_of_a_closed_article_shows_anywhere(client, tree, customers, kind, who):
    level = next(level for level in ensure_default_levels() if level.slug == "advocate")
    groups = {
        "customers": customers,
        "level": level.group,
        "other group": Group.objects.create(name="secret"),
    }
    page = closed_article(tree, *(("groups", groups[kind]) if kind in groups else (kind,)))
    reader = readers(tree)[who]
    if reader:
        sign_in(client, reader, *([customers] if who.startswith("suspended") else []))
    for url in places(tree, page):
        shown = text_of(client, url)
        assert [canary for canary in (*CANARIES, "secret") if canary in shown] == [], url


def places(tree, page):
    """Where words of an article could show."""
    return [
        page.url,
        tree.page.url,
        tree.directory.url,
        f"{tree.directory.url}?q=canary",
        "/community/",
        "/community/p/fjordgrid/",
        f"/community/card/page/{page.pk}.png",
        f"/community/feeds/partners/{tree.partner.slug}.xml",
        "/community/search/?q=canary",
        "/sitemap.xml",
        "/search/?query=canary",
    ]


def test_a_suspended_partners_article_is_gone(client, tree, closed, customers):
    partner_suspend(partner=tree.partner)
    answer = sign_in(client, MemberFactory(), customers).get(closed.url)
    assert answer.status_code == 404
