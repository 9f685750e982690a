"""Videos: which addresses are understood, and what a page shows before anybody plays one."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from wagtail.blocks import StructBlockValidationError

from channel_community.content.blocks import VideoBlock
from channel_community.content.videos import find_video, frame_sources, providers
from tests.content.show import show

YOUTUBE = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"
VIMEO = "https://player.vimeo.com/video/76979871?dnt=1"


@pytest.mark.parametrize(
    ("address", "embed"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/watch?list=PL1&v=dQw4w9WgXcQ&t=10s", YOUTUBE),
        ("https://m.youtube.com/watch?v=dQw4w9WgXcQ", YOUTUBE),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", YOUTUBE),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", YOUTUBE),
        (" http://youtube.com/watch?v=dQw4w9WgXcQ ", YOUTUBE),
        ("https://vimeo.com/76979871", VIMEO),
        ("https://player.vimeo.com/video/76979871?h=1", VIMEO),
    ],
)
def test_an_address_of_a_provider_is_understood(address, embed):
    assert find_video(address).embed_url == embed


@pytest.mark.parametrize(
    "address",
    [
        "",
        "dQw4w9WgXcQ",
        "https://video.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
        "https://evil@youtube.com/watch?v=dQw4w9WgXcQ",
        "https://youtube.com:8443/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/watch?v=short",
        'https://www.youtube.com/watch?v=dQw4w9WgXcQ"><script>',
        "https://www.youtube.com/@channel",
        "https://vimeo.com/channels/staffpicks",
        "javascript:alert('https://youtu.be/dQw4w9WgXcQ')",
        "https://[youtube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_any_other_address_is_refused_with_a_list_of_what_is_allowed(address):
    block = VideoBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"url": address, "title": "A drill"}))
    if address:
        assert "youtube.com or vimeo.com as" in str(refused.value.block_errors["url"].messages)


def test_a_site_names_its_own_providers(settings):
    settings.CHANNEL_COMMUNITY = {"VIDEO_PROVIDERS": ("peertube:tube.example.org",)}
    video = find_video("https://tube.example.org/w/9KfX2kCcxYjSTEkGDYcRZp")
    assert video.embed_url == "https://tube.example.org/videos/embed/9KfX2kCcxYjSTEkGDYcRZp"
    assert find_video("https://youtu.be/dQw4w9WgXcQ") is None
    assert frame_sources() == ["https://tube.example.org"]


@pytest.mark.parametrize("entry", ["tube.example.org", "peertube:", "peertube:a/b", "dailymotion", 7])
def test_an_entry_that_is_no_provider_is_an_error_with_the_cure(settings, entry):
    settings.CHANNEL_COMMUNITY = {"VIDEO_PROVIDERS": (entry,)}
    with pytest.raises(ImproperlyConfigured, match="peertube:tube.example.org"):
        providers()


@pytest.mark.django_db
def test_a_page_asks_nothing_of_the_other_site_before_the_video_is_played(client, tree):
    page = show(
        client, tree.article, ("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A <drill>"})
    )
    assert "<iframe" not in page
    assert "<img" not in page.split('class="cc-video"')[1].split("</figure>")[0]
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"' in page
    assert f'data-cc-video="{YOUTUBE}"' in page
    assert "A &lt;drill&gt;" in page
    assert "Plays at youtube.com" in page


@pytest.mark.django_db
def test_a_video_of_a_provider_that_is_not_allowed_any_more_is_named_without_a_link(client, tree, settings):
    settings.CHANNEL_COMMUNITY = {"VIDEO_PROVIDERS": ()}
    page = show(client, tree.article, ("video", {"url": "https://youtu.be/dQw4w9WgXcQ", "title": "A drill"}))
    assert "The video “A drill” is not shown on this site any more." in page
    assert "youtube.com" not in page
