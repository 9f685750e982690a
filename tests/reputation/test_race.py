"""Several processes that book for one member at the same moment."""

import json

import pytest

pytestmark = [pytest.mark.slow]

SETUP = """
from django.db import transaction
from channel_community.events import dispatch
from channel_community.reputation.levels import ensure_default_levels
from tests.reputation.acts import Scene
dispatch.enqueue = lambda event_id: None  # as if the task backend were away
with transaction.atomic():
    ensure_default_levels()
    scene = Scene(posts=6, voters=3)
    accepted = [scene.accept(post) for post in scene.posts]
    for voter in scene.voters:
        reacted = [scene.react(post, by=voter) for post in scene.posts[:4]]
    scene.unaccept(accepted[0], scene.posts[0])
    scene.remove(scene.posts[1])
"""

WORK = """
from channel_community.events import dispatch
from channel_community.models import Delivery
pks = list(Delivery.objects.filter(subscriber="reputation").order_by("{order}").values_list("pk", flat=True))
done = 0
for _ in range(3):
    done += sum(dispatch.deliver(pk) == "done" for pk in pks)
print(done)
"""

TELL = """
import json
from django.db.models import Sum
from channel_community.models import Delivery, LedgerEntry, Member, Standing
from channel_community.reputation.rebuild import rebuild_ledger, rebuild_standings
author = Member.objects.get(name="Ana Author")
print(json.dumps({
    "open": Delivery.objects.filter(subscriber="reputation", done_at=None).count(),
    "failed": list(Delivery.objects.exclude(last_error="").values_list("last_error", flat=True)),
    "standings": sorted(Standing.objects.filter(member=author).values_list("total", flat=True)),
    "sum": LedgerEntry.objects.filter(member=author).aggregate(s=Sum("delta"))["s"],
    "missing": rebuild_ledger(),
    "changed": rebuild_standings(),
    "level": author.level.rank,
    "credits": LedgerEntry.objects.filter(reverses=None).count(),
}))
"""


def test_processes_that_book_the_same_events_at_once_credit_each_once(elsewhere):
    elsewhere.ask(SETUP)

    done = elsewhere.together(
        WORK.format(order="pk"), WORK.format(order="-pk"), WORK.format(order="event_id")
    )

    books = json.loads(elsewhere.ask(TELL))
    # Four accepted answers; three people, each with three credits, of which the removed post took one away.
    # Which three of the four reactions of a person count depends on who came first; the sum is the ledger's.
    assert books["open"] == 0
    assert books["failed"] == []
    assert sum(map(int, done)) == 20
    assert books["standings"] == [books["sum"]] * 2
    assert books["missing"] == books["changed"] == 0
    assert books["credits"] == 18
    assert 60 + 3 * 4 <= books["sum"] <= 60 + 3 * 6
    assert books["level"] == 1
