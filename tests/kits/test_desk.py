"""The first page of the admin names the copies that a newer version of their kit waits for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from channel_community.content.kits.actions import kit_adopt
from channel_community.onboarding.desk import desks_of
from tests.kits.worlds import publish, write_kit


def desk_says(client, words: str) -> bool:
    return words in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_desk_names_copies_that_lag_behind(world, as_editor):
    kit_adopt(kit=world.kit, partner_page=world.page, actor=world.editor)
    assert not desk_says(as_editor, "behind its kit")
    publish(world.kit, title="A second title")
    publish(world.kit, title="A third title")
    assert desk_says(as_editor, "is 2 versions behind its kit")


def test_the_desk_costs_the_same_for_many_copies(world, rf):
    request = rf.get("/admin/")
    request.user = world.editor.user
    kit_adopt(kit=world.kit, partner_page=world.page, actor=world.editor)
    desks_of(request)  # what is remembered from the first time
    with CaptureQueriesContext(connection) as few:
        assert not desks_of(request)[0].behind
    kits = [world.kit, *(write_kit(name=f"Kit {number}") for number in range(5))]
    for kit in kits[1:]:
        publish(kit)
        kit_adopt(kit=kit, partner_page=world.page, actor=world.editor)
    for kit in kits:
        publish(kit, title="A second title")
    with CaptureQueriesContext(connection) as many:
        assert len(desks_of(request)[0].behind) == 6
    assert len(many) == len(few)
