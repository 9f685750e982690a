"""Brand kits: saved with what follows from them, refused when nobody could read them, served as CSS."""

import pytest

from channel_community.exceptions import Invalid
from channel_community.partners.actions import kit_save
from channel_community.partners.branding import branding_of, community_of
from channel_community.partners.models import BrandSettings
from tests.factories import BrandKitFactory, PartnerFactory
from tests.partners.images import picture

pytestmark = pytest.mark.django_db


def test_saving_derives_what_is_read_on_the_accent():
    kit = kit_save(name="Fjordgrid", accent="#0B6E4F", typeface="manrope", corner="round")
    assert kit.accent == "#0b6e4f"
    assert kit.derived["light"]["on_accent"] == "#ffffff"
    assert kit.version == 1


def test_a_change_raises_the_version_and_nothing_else_does():
    kit = kit_save(name="Fjordgrid", accent="#0b6e4f")
    assert kit_save(kit=kit, accent="#0b6e4f").version == 1
    assert kit_save(kit=kit, corner="square").version == 2


def test_a_colour_nobody_could_see_is_refused_with_the_nearest_that_passes():
    with pytest.raises(Invalid) as refused:
        kit_save(name="Sun", accent="#ffee00", accent_dark="#101010")
    [light], [dark] = refused.value.errors["accent"], refused.value.errors["accent_dark"]
    assert "#ffee00 has a contrast of 1.2:1 on a light background; buttons need 3:1." in light
    nearest = light.rsplit(" ", 1)[1].rstrip(".")
    assert kit_save(name="Sun", accent=nearest).pk
    assert "dark background" in dark


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "", "#0b6e4f;}body{display:none"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(Invalid) as refused:
        kit_save(name="Odd", accent=colour)
    assert "accent" in refused.value.errors


def test_the_stylesheet_sets_tokens_and_may_be_kept(client):
    kit = kit_save(name="Fjordgrid", accent="#0b6e4f", typeface="manrope", corner="square")
    answer = client.get(branding_of(PartnerFactory(brand_kit=kit)).css_url)
    css = answer.content.decode()
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--cc-accent: light-dark(#0b6e4f, #" in css
    assert "--cc-font-text: var(--cc-typeface-manrope);" in css
    assert "--cc-radius: 0.125rem;" in css


def test_a_serif_is_for_headings_only(client):
    kit = kit_save(name="F", accent="#0b6e4f", typeface="source-serif-4")
    css = client.get(branding_of(PartnerFactory(brand_kit=kit)).css_url).content.decode()
    assert "--cc-font-display: var(--cc-typeface-source-serif-4);" in css
    assert "--cc-font-text" not in css


def test_an_old_address_of_the_stylesheet_is_not_kept(client):
    kit = kit_save(name="F", accent="#0b6e4f")
    assert "immutable" not in client.get(f"/community/brand/{kit.pk}-99.css")["Cache-Control"]
    assert client.get("/community/brand/999999-1.css").status_code == 404


def test_a_kit_that_was_never_saved_by_the_action_is_readable_too(client):
    partner = PartnerFactory(brand_kit=BrandKitFactory(accent="#ffee00"))
    assert "--cc-accent: light-dark(#" in client.get(branding_of(partner).css_url).content.decode()


def test_warm_branding_asks_the_database_nothing(rf, django_assert_num_queries):
    kit = kit_save(name="F", accent="#0b6e4f", logo_light=picture(), logo_dark=picture())
    partner, request = PartnerFactory(brand_kit=kit), rf.get("/")
    cold = branding_of(partner), community_of(request)
    with django_assert_num_queries(0):
        assert (branding_of(partner), community_of(rf.get("/"))) == cold
    assert cold[0].logo_light_url.startswith("/media/")


def test_a_change_shows_at_once(rf):
    kit = kit_save(name="F", accent="#0b6e4f")
    partner = PartnerFactory(brand_kit=kit, tagline="Before")
    before = branding_of(partner)
    partner.tagline = "After"
    partner.save()
    kit_save(kit=kit, corner="round")
    after = branding_of(partner)
    assert (before.tagline, after.tagline) == ("Before", "After")
    assert before.css_url != after.css_url


def test_the_brand_comes_from_the_sites_settings(rf):
    from wagtail.models import Site

    assert community_of(rf.get("/")).name == "Test site"
    site = Site.objects.get(is_default_site=True)
    BrandSettings.objects.create(site=site, name="Harbourline", tagline="Safe harbour for data")
    assert community_of(rf.get("/")).name == "Harbourline"
    assert community_of(None).tagline == "Safe harbour for data"


def test_a_logo_whose_file_is_lost_costs_the_logo_only():
    image = picture()
    partner = PartnerFactory(brand_kit=kit_save(name="F", accent="#0b6e4f", logo_light=image))
    image.file.storage.delete(image.file.name)
    assert branding_of(partner).logo_light_url == ""
