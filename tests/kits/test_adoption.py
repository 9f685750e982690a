"""The brand sees who wears what: by kit, partner and state, as a page and as a file."""

from django.urls import reverse

from channel_community.content.kits.actions import kit_recall
from channel_community.models import PartnerKitPage
from tests.kits.worlds import adopt, heading, publish

URL = reverse("community_content_kits:adoption")


def test_report_lists_partner_version_and_state(as_manager, world):
    adopt(world.kit, world.page)
    adopt(world.kit, world.rival_page, live=False)
    publish(world.kit, [heading(words="Newer")])

    html = as_manager.get(URL).content.decode()

    assert "Fjordgrid" in html
    assert "Deltakontor" in html
    assert html.count("1 version behind") == 2


def test_report_is_filtered_by_kit_partner_and_state(as_manager, world):
    mine = adopt(world.kit, world.page, values={"line": "x"})
    adopt(world.kit, world.rival_page, live=False)

    def titles(**query):
        listed = as_manager.get(URL, query).context["object_list"]
        return [copy.pk for copy in listed]

    assert titles(partner=world.fjord.pk) == [mine.pk]
    assert titles(state="live") == [mine.pk]
    assert len(titles(kit=world.kit.pk)) == 2
    assert titles(state="behind") == []
    kit_recall(version=world.version, reason="Wrong figures")
    assert len(titles(state="recalled")) == 2
    assert titles(state="live") == []


def test_report_is_a_file_too(as_manager, world):
    adopt(world.kit, world.page)

    answer = as_manager.get(URL, {"export": "csv"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines == [
        "Copy,Partner,Kit,Version,State,Versions behind",
        "Is your backup ready?,Fjordgrid,Readiness check,1,Live,0",
    ]


def test_report_stays_under_twenty_queries_at_five_hundred(as_manager, world, django_assert_max_num_queries):
    for index in range(60):
        page = PartnerKitPage(
            title=f"Copy {index}",
            slug=f"copy-{index}",
            partner=world.fjord,
            kit=world.kit,
            version=world.version,
        )
        world.page.add_child(instance=page)
    as_manager.get(URL)

    with django_assert_max_num_queries(20) as many:
        html = as_manager.get(URL).content.decode()
    PartnerKitPage.objects.exclude(pk=page.pk).delete()
    with django_assert_max_num_queries(len(many)):
        as_manager.get(URL)

    assert "Page 1 of 2" in html


def test_list_of_kits_costs_the_same_with_many_copies(as_editor, world, django_assert_max_num_queries):
    url = reverse("community_content_kits:index")
    adopt(world.kit, world.page)
    as_editor.get(url)
    with django_assert_max_num_queries(30) as one:
        as_editor.get(url)
    for _more in range(5):
        adopt(world.kit, world.page, values={"line": "x"})
    with django_assert_max_num_queries(len(one)):
        as_editor.get(url)


def test_partner_staff_do_not_see_the_report(as_editor, world):
    adopt(world.kit, world.rival_page)

    answer = as_editor.get(URL)

    assert answer.status_code in {302, 403, 404}
    assert b"Deltakontor" not in answer.content


def test_brand_previews_a_kit_in_a_partners_colours(as_manager, world):
    url = reverse("community_kit_editor:preview_on_edit", args=[world.kit.pk])
    data = {
        "name": "Readiness check",
        "title": "Only typed",
        "purpose": "",
        "lead": "",
        "note": "",
        "sections-count": "0",
        "go_live_at": "",
        "expire_at": "",
    }

    assert as_manager.post(url, data).json()["is_valid"] is True
    html = as_manager.get(url, {"mode": str(world.fjord.pk)}).content.decode()

    assert "Only typed" in html
    assert "Fjordgrid" in html


def test_brand_writes_history_and_compares_kits(as_manager, world):
    publish(world.kit, [heading(words="Newer")])
    first, second = world.kit.revisions.order_by("pk")

    history = as_manager.get(reverse("community_kit_editor:history", args=[world.kit.pk]))
    compare = as_manager.get(
        reverse("community_kit_editor:revisions_compare", args=[world.kit.pk, first.pk, second.pk])
    )

    assert history.status_code == 200
    assert "Newer" in compare.content.decode()
