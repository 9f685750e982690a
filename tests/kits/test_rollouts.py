"""Rollouts: batches that commit with their cursor, resumed from any crash, never in the editor's way."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from channel_community.content.kits.actions import kit_force, kit_recall
from channel_community.content.kits.rollouts import rollout_step
from channel_community.models import KitRollout, KitVersion, PartnerKitPage
from tests.kits.backends import Queue
from tests.kits.worlds import adopt, heading, legal, publish, text_slot


def copies(world, number):
    """That many live copies under the partner's page, without the cost of the editor for each."""
    first = adopt(world.kit, world.page)
    for index in range(1, number):
        page = PartnerKitPage(
            title=f"Copy {index}",
            slug=f"copy-{index}",
            partner=world.fjord,
            kit=world.kit,
            version=world.version,
        )
        world.page.add_child(instance=page)
    return [first.pk, *PartnerKitPage.objects.exclude(pk=first.pk).values_list("pk", flat=True)]


def newer(world):
    return publish(world.kit, [heading(words="Newer"), text_slot(), legal()])


def kit_form(world, **values):
    """What the kit's editor sends."""
    data = {
        "name": world.kit.name,
        "purpose": "",
        "title": world.kit.title,
        "lead": "",
        "note": "The legal words",
        "sections-count": "1",
        "sections-0-deleted": "",
        "sections-0-order": "0",
        "sections-0-type": "heading",
        "sections-0-id": "11111111-1111-4111-8111-111111111111",
        "sections-0-value": values.pop("words", "A heading"),
        "go_live_at": "",
        "expire_at": "",
        "action-publish": "1",
    }
    return {**data, **values}


def publish_by_form(client, world, words):
    url = reverse("community_kit_editor:edit", args=[world.kit.pk])
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(url, kit_form(world, words=words))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return len(queries)


def test_publishing_costs_the_editor_the_same_at_one_copy_and_at_many(as_manager, world):
    copies(world, 1)
    publish_by_form(as_manager, world, "warm")
    at_one = publish_by_form(as_manager, world, "One")
    for rollout in KitRollout.objects.all():
        rollout.delete()
    for index in range(40):
        page = PartnerKitPage(
            title="More", slug=f"more-{index}", partner=world.fjord, kit=world.kit, version=world.version
        )
        world.page.add_child(instance=page)
    at_many = publish_by_form(as_manager, world, "Many")

    assert at_many <= at_one
    assert KitVersion.objects.latest("number").note == "The legal words"
    assert KitRollout.objects.get(version__number=4).done == 0


def test_step_deals_with_one_batch_and_the_last_one_finishes(world):
    pages = copies(world, 5)
    rollout = kit_force(version=newer(world), reason="A judgement")

    states = [rollout_step(rollout_id=rollout.pk, batch=2) for _step in range(3)]

    assert [(r.done, r.state) for r in states] == [(2, "running"), (4, "running"), (5, "done")]
    assert set(PartnerKitPage.objects.values_list("version__number", flat=True)) == {2}
    assert len(pages) == 5


def test_step_costs_no_more_with_many_copies_left(world, django_assert_max_num_queries):
    copies(world, 30)
    rollout = kit_force(version=newer(world), reason="A judgement")

    with django_assert_max_num_queries(60):
        rollout_step(rollout_id=rollout.pk, batch=2)


def test_one_bad_copy_does_not_stop_the_rest(world):
    pages = copies(world, 4)
    rollout = kit_recall(version=world.version, reason="Wrong figures")
    bad = PartnerKitPage.objects.get(pk=pages[1])

    def refuse(sender, instance, **kwargs):
        if instance.pk == bad.pk:
            raise ValueError("This copy\nis broken")

    pre_save.connect(refuse, sender=PartnerKitPage)
    try:
        rollout = rollout_step(rollout_id=rollout.pk)
    finally:
        pre_save.disconnect(refuse, sender=PartnerKitPage)

    assert (rollout.done, rollout.failed, rollout.state) == (3, 1, "done")
    assert rollout.last_error == "ValueError: This copy"
    assert list(PartnerKitPage.objects.filter(live=True).values_list("pk", flat=True)) == [bad.pk]


def test_progress_page_says_how_far_it_is_and_goes_on_without_script(as_manager, world):
    copies(world, 30)
    rollout = kit_force(version=newer(world), reason="A judgement")
    page = reverse("community_content_kits:rollout", args=[rollout.pk])
    step = reverse("community_content_kits:rollout_step", args=[rollout.pk])

    before = as_manager.get(page).content.decode()
    assert as_manager.post(step).url == page
    between = as_manager.get(page).content.decode()
    facts = as_manager.post(step, headers={"Accept": "application/json"}).json()

    assert "Next batch" in before
    assert 'value="83"' in between
    assert facts == {
        "state": "done",
        "total": 30,
        "done": 30,
        "failed": 0,
        "percent": 100,
        "last_error": "",
    }


def test_real_backend_is_handed_one_batch_after_the_other(
    world, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "tests.kits.backends.Queue", "QUEUES": []}}
    copies(world, 30)
    version = newer(world)

    with django_capture_on_commit_callbacks(execute=True):
        kit_force(version=version, reason="A judgement")
    before = KitRollout.objects.get(kind="force").done
    tasks = Queue.work()

    assert before == 0
    assert tasks.count("work_rollout") == 2
    assert KitRollout.objects.get(kind="force").state == "done"


def test_immediate_backend_is_handed_nothing(world, django_capture_on_commit_callbacks):
    copies(world, 3)
    version = newer(world)

    with django_capture_on_commit_callbacks(execute=True):
        kit_force(version=version, reason="A judgement")

    assert KitRollout.objects.get(kind="force").done == 0


def test_relay_takes_up_what_nobody_watches(world):
    copies(world, 3)
    kit_force(version=newer(world), reason="A judgement")

    call_command("community_relay", verbosity=0)

    assert not KitRollout.objects.exclude(state="done").exists()


def test_partner_staff_do_not_reach_the_rollouts(as_editor, world):
    rollout = kit_recall(version=world.version, reason="Wrong figures")
    for name in ("rollout", "rollout_step"):
        url = reverse(f"community_content_kits:{name}", args=[rollout.pk])
        assert as_editor.get(url).status_code in {302, 403, 404}
        assert as_editor.post(url).status_code in {302, 403, 404, 405}
    rollout.refresh_from_db()
    assert rollout.cursor == 0


KILLED = """
import os
from channel_community.content.kits import rollouts
from channel_community.models import KitRollout
carry, seen = rollouts._carry, []
def carried(rollout, copy):
    carry(rollout, copy)
    seen.extend([copy.pk] if rollout.kind == "force" else [])
    if len(seen) == 7:
        os._exit(9)  # as if the power went, in the middle of a batch
rollouts._carry = carried
rollouts.rollouts_work_off(batch=5)
"""
RESUMED = """
from django.core.management import call_command
call_command("community_rollouts", verbosity=0, batch=5)
from channel_community.models import Event, KitRollout, PartnerKitPage
from wagtail.models import PageLogEntry
rollout = KitRollout.objects.get(kind="force")
moves = PageLogEntry.objects.filter(action="channel_community.kit_moved").values_list("page_id", flat=True)
notices = Event.objects.filter(name="content.kit.force_notice").count()
print(rollout.state, rollout.done, rollout.failed, len(moves), len(set(moves)), notices)
"""


@pytest.mark.django_db(transaction=True)
def test_killed_process_is_resumed_and_each_copy_is_dealt_with_once(transactional_world):
    elsewhere = transactional_world
    killed = elsewhere.run(KILLED)
    between = elsewhere.ask(
        "from channel_community.models import KitRollout\n"
        "print(*KitRollout.objects.filter(kind='force').values_list('done', 'state').get())"
    )

    assert killed.returncode == 9
    assert between == "5 running"
    assert elsewhere.ask(RESUMED) == "done 12 0 12 12 1"


@pytest.mark.django_db(transaction=True)
def test_two_processes_together_deal_with_each_copy_once(transactional_world):
    work = "from channel_community.content.kits import rollouts\nprint(rollouts.rollouts_work_off(batch=3))"

    transactional_world.together(work, work)

    assert transactional_world.ask(RESUMED) == "done 12 0 12 12 1"
