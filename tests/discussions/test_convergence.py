"""In whatever order things happen: what a reader held, with the frames since, is what a fresh one gets."""

from contextlib import suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from channel_community.discussions import actions, live, queries
from channel_community.discussions.models import Post, Reaction, Thread
from channel_community.exceptions import CommunityError
from channel_community.members.viewer import ANONYMOUS
from tests.discussions.build import customer, open_thread

TEXTS = st.sampled_from(["Yes.", "No.", "It *depends*.", "@ana knows."])


class Reader:
    """What a browser keeps of a thread: its sequence, its state and the articles by number."""

    def __init__(self, thread_id):
        self.thread_id, self.sequence, self.state, self.articles = thread_id, 0, {}, {}

    def fetch(self):
        """Apply one frame, as the page's script does."""
        frame = live.changes_frame(self.thread_id, after=self.sequence)
        assert frame["previous"] == self.sequence
        for entry in frame["posts"]:
            assert entry["sequence"] > self.sequence
            self.articles[entry["number"]] = (entry["sequence"], entry["state"], entry["html"])
        accepted = frame["thread"].pop("accepted_number")
        assert accepted is None or "data-accepted" in self.articles[accepted][2]
        self.sequence, self.state = frame["sequence"], frame["thread"]
        return self

    @property
    def holds(self):
        return self.sequence, self.state, self.articles


class ThreadLife(RuleBasedStateMachine):
    """Members write, edit, remove, react, accept and close, while three readers look in now and then."""

    @initialize()
    def begin(self):
        self.members = [customer(name=f"Member {letter}") for letter in "ABC"]
        self.thread = open_thread(author=self.members[0], title="Which disks last?")
        self.readers = [Reader(self.thread.pk) for _ in range(3)]
        self.sequence = Thread.objects.get(pk=self.thread.pk).sequence

    def attempt(self, action, **values):
        """Do it where it is possible; a visible change raises the sequence by one, nothing else raises it."""
        before = self.look()
        with suppress(CommunityError):
            action(**values)
        self.thread.refresh_from_db()
        rise = self.thread.sequence - self.sequence
        assert rise == (self.look() != before), (action.__name__, values)
        self.sequence = self.thread.sequence

    def look(self):
        """All that a reader can see, without sequences."""
        thread = Thread.objects.values("title", "is_closed", "reply_count", "last_number", "accepted_post")
        posts = Post.objects.filter(thread=self.thread).order_by("number")
        return thread.get(pk=self.thread.pk), list(posts.values("number", "state", "html", "reactions"))

    def post(self, index):
        posts = list(Post.objects.filter(thread=self.thread).order_by("number"))
        return posts[index % len(posts)]

    @rule(who=st.integers(0, 2), body=TEXTS, key=st.sampled_from([None, "k1", "k2"]))
    def write(self, who, body, key):
        self.attempt(
            actions.post_create, thread=self.thread, author=self.members[who], body=body, client_key=key
        )

    @rule(index=st.integers(0, 50), body=TEXTS)
    def edit(self, index, body):
        post = self.post(index)
        before = (post.body, post.state)
        if before != (body, "visible"):  # the same text again is no change
            self.attempt(actions.post_edit, post=post, editor=post.author, body=body)

    @rule(index=st.integers(0, 50), who=st.integers(0, 2))
    def remove(self, index, who):
        self.attempt(actions.post_remove, post=self.post(index), actor=self.members[who])

    @rule(index=st.integers(0, 50), who=st.integers(0, 2), kind=st.sampled_from(["helped", "thanks"]))
    def react(self, index, who, kind):
        self.attempt(actions.reaction_toggle, post=self.post(index), member=self.members[who], kind=kind)

    @rule(index=st.integers(0, 50))
    def accept(self, index):
        self.attempt(actions.answer_accept, post=self.post(index), actor=self.members[0])

    @rule(index=st.integers(0, 50))
    def unaccept(self, index):
        self.attempt(actions.answer_unaccept, post=self.post(index), actor=self.members[0])

    @rule(is_closed=st.booleans())
    def close_or_reopen(self, is_closed):
        action = actions.thread_close if is_closed else actions.thread_reopen
        self.attempt(action, thread=self.thread, actor=self.members[0])

    @rule(who=st.integers(0, 2))
    def look_in(self, who):
        self.readers[who].fetch()
        assert self.readers[who].holds == Reader(self.thread.pk).fetch().holds

    @invariant()
    def counters_say_what_the_rows_say(self):
        if not hasattr(self, "thread"):
            return
        seen = Post.objects.filter(thread=self.thread).exclude(state="removed")
        assert self.thread.reply_count == seen.filter(number__gt=1).count()
        assert self.thread.last_number == Post.objects.filter(thread=self.thread).count()
        for post in seen:
            given = Reaction.objects.filter(post=post).values_list("kind", flat=True)
            assert post.reactions == {kind: list(given).count(kind) for kind in given}

    @invariant()
    def the_page_shows_what_frames_tell(self):
        if not hasattr(self, "thread"):
            return
        cards = queries.latest_posts(self.thread, limit=50, thread_url="/", viewer=ANONYMOUS)
        told = Reader(self.thread.pk).fetch().articles
        assert [(card.number, card.sequence, card.state) for card in cards] == [
            (number, article[0], article[1]) for number, article in sorted(told.items())
        ]

    def teardown(self):
        for reader in getattr(self, "readers", []):
            assert reader.fetch().holds == Reader(self.thread.pk).fetch().holds


class TestThreadLife(TestCase, ThreadLife.TestCase):
    settings = settings(
        max_examples=25,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
