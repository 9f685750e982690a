"""What docs/how-to/partner-pages.md shows is code that runs."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.core.checks import run_checks
from wagtail.blocks import StreamBlock

from channel_community.content.registry import section_blocks
from channel_community.content.videos import frame_sources

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "partner-pages.md").read_text()


def example(first_line):
    """The fenced block of the guide that begins with this line."""
    [code] = re.findall(rf"```\w+\n{re.escape(first_line)}\n(.*?)```", GUIDE, re.DOTALL)
    return code


@pytest.fixture
def _their_templates(settings, tmp_path):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]


@pytest.fixture
def _their_sections(monkeypatch, settings):
    site, sections = ModuleType("mysite"), ModuleType("mysite.sections")
    monkeypatch.setitem(sys.modules, "mysite", site)
    monkeypatch.setitem(sys.modules, "mysite.sections", sections)
    exec(example("# mysite/sections.py"), sections.__dict__)  # noqa: S102 - our own words
    space = {}
    exec(example("# settings.py"), space)  # noqa: S102
    settings.CHANNEL_COMMUNITY = space["CHANNEL_COMMUNITY"]


@pytest.mark.usefixtures("_their_sections", "_their_templates")
def test_a_site_has_the_last_word_about_the_sections(tmp_path):
    folder = tmp_path / "mysite" / "blocks"
    folder.mkdir(parents=True)
    (folder / "rated_quote.html").write_text("{{ value.text }}: {{ value.stars }} stars")
    block = StreamBlock(section_blocks())
    assert "video" not in block.child_blocks
    assert "rich_text" in block.child_blocks
    value = block.to_python([{"type": "quote", "value": {"text": "It came back", "stars": 4}, "id": "1"}])
    assert "It came back: 4 stars" in block.render(value)


@pytest.mark.django_db
@pytest.mark.usefixtures("_their_templates")
def test_a_site_has_its_own_template_for_a_section(client, tree, tmp_path):
    folder = tmp_path / "channel_community" / "content" / "blocks"
    folder.mkdir(parents=True)
    (folder / "heading.html").write_text(
        example("{# templates/channel_community/content/blocks/heading.html #}")
    )
    tree.article.sections = [("heading", "What we changed")]
    tree.article.save()
    page = client.get(tree.article.url).content.decode()
    assert '<h2 class="our-heading" id="what-we-changed">What we changed</h2>' in page


def test_the_guide_lists_every_section_and_its_template():
    for name, _block in section_blocks():
        assert f"{name}.html" in GUIDE


def test_the_policys_line_names_every_player():
    [line] = re.findall(r"^frame-src 'self' (.*);$", GUIDE, re.MULTILINE)
    assert line.split() == frame_sources()


@pytest.mark.parametrize(
    ("entry", "is_fine"), [("youtube", True), ("peertube:t.example", True), ("tiktok", False)]
)
def test_a_wrong_provider_is_found_by_the_checks(settings, entry, is_fine):
    settings.CHANNEL_COMMUNITY = {"VIDEO_PROVIDERS": (entry,)}
    found = [message for message in run_checks() if message.id == "channel_community.E008"]
    assert (found == []) is is_fine
