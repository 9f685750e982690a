"""The sections of a page: what an editor may put in, and how it comes out."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StructBlockValidationError

from channel_community.content.blocks import CallToActionBlock
from channel_community.content.registry import section_blocks
from tests.factories import MemberFactory
from tests.partners.images import picture

pytestmark = pytest.mark.django_db


def show(client, article, *sections):
    article.sections = list(sections)
    article.save()
    answer = client.get(article.url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_raw_html_and_embeds_are_not_offered():
    assert [name for name, _block in section_blocks()] == [
        "heading",
        "rich_text",
        "quote",
        "image",
        "file",
        "video",
        "call_to_action",
        "people",
        "start_discussion",
        "thread_card",
        "webinar_card",
    ]


def test_every_section_is_shown(client, tree):
    ana = MemberFactory(name="Ana Horvat", handle="ana", headline="Restores things")
    page = show(
        client,
        tree.article,
        ("heading", "What we <changed>"),
        ("rich_text", "<p>Restores are the <b>point</b>.</p>"),
        ("image", {"image": picture(), "caption": "The rack"}),
        ("quote", {"text": "It just came back.", "attribution": "Ben", "source": "School board"}),
        (
            "call_to_action",
            {"title": "Try it", "text": "", "label": "Begin", "page": None, "url": "/community/"},
        ),
        ("people", {"title": "Ask them", "members": [ana]}),
    )
    for words in (
        "What we &lt;changed&gt;",
        "<b>point</b>",
        "The rack",
        "It just came back.",
        "School board",
    ):
        assert words in page
    assert 'href="/community/"' in page
    assert "/community/m/ana/" in page


def test_people_cost_the_same_however_many(client, tree, django_assert_max_num_queries):
    members = [MemberFactory() for _ in range(8)]
    show(client, tree.article, ("people", {"title": "", "members": members}))
    with django_assert_max_num_queries(15):
        client.get(tree.article.url)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "//evil.example/", "data:text/html,x", "ftp://x.example"]
)
def test_a_button_leads_somewhere_safe(url):
    block = CallToActionBlock()
    value = block.to_python({"title": "Try", "text": "", "label": "Go", "page": None, "url": url})
    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(value)


@pytest.mark.parametrize("url", ["https://example.org/trial", "/community/", "mailto:ana@example.org"])
def test_a_button_may_lead_to_a_site_a_path_or_a_mailbox(url):
    block = CallToActionBlock()
    value = block.to_python({"title": "Try", "text": "", "label": "Go", "page": None, "url": url})
    assert block.clean(value).href == url
