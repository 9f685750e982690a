"""Whatever happens, in whatever order it is delivered: standing = sum of the ledger = a rebuild from it."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from channel_community.models import LedgerEntry, Member
from channel_community.reputation import levels
from channel_community.reputation.rebuild import rebuild_ledger, rebuild_standings
from tests.reputation.acts import Scene, deltas_of, total_of, treat

POSTS = VOTERS = 2

acts = st.lists(
    st.tuples(
        st.sampled_from(["accept", "react", "accept", "react", "remove", "wait"]),
        st.integers(0, POSTS - 1),
        st.integers(0, VOTERS - 1),
    ),
    min_size=3,
    max_size=14,
)


class Story:
    """Plays acts on a scene, and knows from the log's order alone what must be in force in the end."""

    def __init__(self, played):
        self.scene = Scene(posts=POSTS, voters=VOTERS)
        self.events = []
        self.accepted = {}  # post -> event
        self.reacted = {}  # (post, voter) -> event
        for act, post, voter in played:
            event = getattr(self, act)(post, voter)
            if event is not None:
                self.events.append(event)

    def accept(self, post, _voter):
        """To and fro."""
        if post in self.accepted:
            return self.scene.unaccept(self.accepted.pop(post), self.scene.posts[post])
        self.accepted[post] = self.scene.accept(self.scene.posts[post])
        return self.accepted[post]

    def react(self, post, voter):
        """To and fro."""
        about = {"post": self.scene.posts[post], "by": self.scene.voters[voter]}
        if (post, voter) in self.reacted:
            return self.scene.unreact(self.reacted.pop((post, voter)), **about)
        self.reacted[post, voter] = self.scene.react(**about)
        return self.reacted[post, voter]

    def remove(self, post, _voter):
        self.accepted.pop(post, None)
        for key in [key for key in self.reacted if key[0] == post]:
            del self.reacted[key]
        return self.scene.remove(self.scene.posts[post])

    def wait(self, _post, voter):
        self.scene.wait(days=voter * 3)

    @property
    def in_force(self):
        """The credits of the log; with two posts, nobody can go beyond the limit of three."""
        return {event.pk for event in (*self.accepted.values(), *self.reacted.values())}


class AnyOrder(TestCase):
    def setUp(self):
        super().setUp()
        levels.forget()

    @settings(deadline=None, max_examples=60)
    @given(played=acts, data=st.data())
    def test_the_books_agree_whatever_the_order_of_delivery(self, played, data):
        levels.ensure_default_levels()
        story = Story(played)
        arrivals = data.draw(st.permutations([*story.events, *story.events[::2]]))

        treat(*arrivals)

        self.check_books(story)
        paid = LedgerEntry.objects.filter(reverses=None, reversal=None, delta__gt=0)
        assert set(paid.values_list("event_id", flat=True)) == story.in_force
        assert story.scene.total == 15 * len(story.accepted) + 2 * len(story.reacted)
        assert rebuild_ledger() == 0, "the log holds nothing that the ledger lacks"

    @settings(deadline=None, max_examples=25)
    @given(hours=st.lists(st.integers(0, 24 * 10), max_size=10), data=st.data())
    def test_no_window_ever_holds_more_than_the_limit(self, hours, data):
        scene = Scene(posts=len(hours))
        events = []
        start = scene.now
        for post, hour in zip(scene.posts, hours, strict=True):
            scene.now = start + timedelta(hours=hour)
            events.append(scene.react(post))

        treat(*data.draw(st.permutations(events)))

        paid = LedgerEntry.objects.filter(delta__gt=0).order_by("event__occurred_at")
        times = list(paid.values_list("event__occurred_at", flat=True))
        assert all(later - first >= timedelta(days=7) for first, later in zip(times, times[3:], strict=False))
        assert len(deltas_of(scene.author)) == len(events), "the excess is booked with nothing"

    def check_books(self, story):
        author = story.scene.author
        summed = LedgerEntry.objects.filter(member=author).aggregate(total=Sum("delta"))["total"] or 0
        assert total_of(author) == total_of(author, story.scene.partner) == summed
        pairs = defaultdict(int)
        for entry in LedgerEntry.objects.all():
            pairs[entry.reverses_id or entry.pk] += entry.delta
        undone = LedgerEntry.objects.filter(reversal__isnull=False).values_list("pk", flat=True)
        assert all(pairs[pk] == 0 for pk in undone)
        level_before = Member.objects.get(pk=author.pk).level
        groups_before = set(author.user.groups.all())
        assert rebuild_standings() == 0, "a rebuild finds nothing to change"
        assert Member.objects.get(pk=author.pk).level == level_before
        assert set(author.user.groups.all()) == groups_before
