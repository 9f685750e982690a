"""What Markdown members may use, and what becomes of it."""

import pytest

from channel_community import sanitize


def _profile(handle):
    return f"/m/{handle}/" if handle != "nobody" else ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("~~gone~~", "<s>gone</s>"),
        ("**b** *i*", "<strong>b</strong> <em>i</em>"),
        ("- [ ] open\n- [x] done", "<li>\u2610 open</li>\n<li>\u2611 done</li>"),
        ("# One\n\n### Three\n\n##### Five", "<h3>One</h3>\n<h3>Three</h3>\n<h4>Five</h4>"),
        ("```sql\nselect 1 < 2\n```", '<code class="language-sql">select 1 &lt; 2\n</code>'),
        ("3. three", '<ol start="3">'),
        ("|a|\n|-|\n|b|", "<td>b</td>"),
        ("one\ntwo", "one<br>"),
        ("[x] is no task here", "<p>[x] is no task here</p>"),
    ],
)
def test_formatting(sanitizer, text, html):
    assert html in sanitize.render(text)


@pytest.mark.parametrize("scheme", ["https", "http", "HTTPS"])
def test_links_that_lead_away_are_marked_as_members_own(sanitizer, scheme):
    html = sanitize.render(f"[x]({scheme}://other.example/a?b=1&c=2)")
    assert f'href="{scheme}://other.example/a?b=1&amp;c=2" rel="nofollow ugc noopener"' in html


def test_links_within_the_site_are_not_marked(sanitizer):
    assert sanitize.render("[x](/community/)") == '<p><a href="/community/">x</a></p>\n'


def test_images_load_late(sanitizer):
    assert '<img loading="lazy" src="/a.png"' in sanitize.render("![A plot](/a.png)")


def test_an_attribute_that_looks_like_a_tag_stays_an_attribute(sanitizer):
    html = sanitize.render("![<img onerror=alert(1) ](/a.png)")
    assert html.count('loading="lazy"') == 1


def test_the_site_chooses_how_links_are_marked(settings):
    settings.CHANNEL_COMMUNITY = {"LINK_REL": 'ugc "quoted"'}
    assert 'rel="ugc &quot;quoted&quot;"' in sanitize.render("[x](https://other.example/)")


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Ask @ana about it", True),
        ("Ask @Ana.", True),
        ("(@ana-b)", True),
        ("@nobody", False),
        ("`@ana`", False),
        ("[@ana](/x)", False),
        ("mail ana@ana.example", False),
        ("@ana_b", False),
        ("@@ana", False),
        ("```\n@ana\n```", False),
    ],
)
def test_mentions_become_links_outside_code_and_links(sanitizer, text, linked):
    assert ('href="/m/' in sanitize.render(text, profile_url=_profile)) is linked


def test_mentions_are_found_once_each_and_in_order():
    assert sanitize.mentions("@bo, @Ana and @bo") == ["bo", "ana"]


@pytest.mark.parametrize(
    "address", ["https://a.example/", "/path", "#part", "mailto:a@b.example", "https://[::1]/"]
)
def test_addresses_that_may_stand_in_a_post(address):
    assert sanitize.safe_url(address)


@pytest.mark.parametrize("address", ["mailto:a@b.example", "data:image/png;base64,AA"])
def test_addresses_that_may_not_stand_in_an_image(address):
    assert not sanitize.safe_url(address, image=True)


def test_stored_text_keeps_the_indent_of_its_first_line():
    assert sanitize.normalise("\n \n    code\n\n") == "    code"
    assert "<pre><code>code" in sanitize.render("    code")


def test_stored_text_is_one_kind_of_line_and_one_form_of_letter():
    assert sanitize.normalise("a\r\nb\rc e\u0301\x00\x07") == "a\nb\nc \u00e9"


def test_a_title_is_one_line_without_marks_that_turn_it_round():
    assert sanitize.one_line(" a\n\u202eb\u200b  c ") == "a b c"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a?b=c&d=e.", "https://example.org/a?b=c&amp;d=e"),
        ("(http://example.org/x)", "http://example.org/x"),
        ("- https://example.org", "https://example.org"),
    ],
)
def test_bare_addresses_become_links_that_count(text, address):
    html = sanitize.render(text)
    assert f'<a href="{address}" rel="' in html
    assert sanitize.count_links(html) == 1


@pytest.mark.parametrize(
    "text",
    [
        "www.example.org",
        "example.org",
        "ana@example.org",
        "mailto:ana@example.org",
        "ftp://example.org/x",
        "//example.org/x",
        "javascript://example.org/%0aalert(1)",
        "`https://example.org`",
        "    https://example.org",
        "```\nhttps://example.org\n```",
    ],
)
def test_other_things_that_look_like_addresses_stay_text(text):
    assert "<a" not in sanitize.render(text)


def test_an_address_with_somebody_elses_name_before_it_leads_nowhere():
    assert "href" not in sanitize.render("https://bank.example@evil.example/")


def test_a_link_that_is_written_out_is_one_link():
    assert sanitize.render("[https://example.org](https://example.org/x)").count("<a") == 1


@pytest.mark.parametrize("address", ["https://xn--pple-43d.example/", "https://a" + ".a" * 2000])
@pytest.mark.parametrize("frame", ["{}", "<{}>"])
def test_an_address_is_shown_as_it_was_typed(address, frame):
    assert f">{address}</a>" in sanitize.render(frame.format(address))
