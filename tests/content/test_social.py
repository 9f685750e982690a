"""What a page says of itself where it is shared."""

import re

import pytest

pytestmark = pytest.mark.django_db


def test_a_page_names_its_card_and_the_card_is_there(client, tree):
    page = client.get(tree.article.url).content.decode()
    [url] = re.findall(r'property="og:image" content="http://localhost([^"]+)"', page)
    answer = client.get(url)
    assert answer["Content-Type"] == "image/png"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.startswith(b"\x89PNG")
    assert '<meta property="og:title" content="Forty minutes instead of nine hours">' in page
    assert f'<link rel="canonical" href="http://localhost{tree.article.url}">' in page


def test_a_new_title_has_a_new_address(client, tree):
    before = client.get(tree.article.url).context["social_card_url"]
    tree.article.title = "Thirty minutes"
    tree.article.save()
    assert client.get(tree.article.url).context["social_card_url"] != before


def test_there_is_no_card_of_a_page_that_is_not_ours(client, tree):
    assert client.get(f"/community/card/page/{tree.home.pk}.png").status_code == 404
    assert client.get("/community/card/page/999999.png").status_code == 404


def test_a_card_for_dark_surroundings_is_another_picture(client, tree):
    address = f"/community/card/page/{tree.article.pk}.png"
    light, dark = client.get(address), client.get(f"{address}?theme=dark")
    assert dark["Content-Type"] == "image/png"
    assert dark.content != light.content
    assert client.get(f"{address}?theme=other").content == light.content
