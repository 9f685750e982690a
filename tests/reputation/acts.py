"""What discussions record, without the discussions, so that the ledger can be tried in any order."""

from datetime import datetime, timedelta, timezone

from channel_community.discussions.event_types import (
    ANSWER_ACCEPTED,
    ANSWER_UNACCEPTED,
    POST_REACTED,
    POST_REMOVED,
    POST_UNREACTED,
    AnswerAccepted,
    AnswerUnaccepted,
    PostRemoved,
    Reacted,
    Unreacted,
)
from channel_community.events import dispatch
from channel_community.events.record import record
from channel_community.models import LedgerEntry, Post, Standing
from tests.factories import BoardFactory, MemberFactory, PartnerFactory, ThreadFactory

START = datetime(2031, 5, 6, 12, tzinfo=timezone.utc)


class Scene:
    """An author with posts on a partner's board, the person who asked, and helpers who react."""

    def __init__(self, posts=1, voters=1, asker=None):
        self.partner = PartnerFactory()
        self.author = MemberFactory(name="Ana Author")
        self.asker = asker or MemberFactory(name="Arne Asker")
        self.voters = [MemberFactory() for _ in range(voters)]
        self.thread = ThreadFactory(
            board=BoardFactory(partner=self.partner), author=self.asker, title="Pool went read-only"
        )
        self.posts = [self.add_post(number) for number in range(2, posts + 2)]
        self.now = START

    def add_post(self, number):
        return Post.objects.create(
            thread=self.thread, author=self.author, number=number, sequence=number, body="Try this.", html=""
        )

    def wait(self, **span):
        self.now += timedelta(**span)

    def accept(self, post=None, own=False, by=None):
        return self._record(
            ANSWER_ACCEPTED, AnswerAccepted(**self._fact(post), own=own), post, by or self.asker
        )

    def unaccept(self, accepted, post=None):
        payload = AnswerUnaccepted(**self._fact(post), own=False, accepted_event_id=accepted.pk)
        return self._record(ANSWER_UNACCEPTED, payload, post, self.asker)

    def react(self, post=None, by=None, kind="helped"):
        return self._record(POST_REACTED, Reacted(**self._fact(post), kind=kind), post, by or self.voters[0])

    def unreact(self, reacted, post=None, by=None, kind="helped"):
        payload = Unreacted(**self._fact(post), kind=kind, reacted_event_id=reacted.pk)
        return self._record(POST_UNREACTED, payload, post, by or self.voters[0])

    def remove(self, post=None):
        return self._record(POST_REMOVED, PostRemoved(**self._fact(post), moderated=True), post, self.asker)

    @property
    def total(self):
        return total_of(self.author)

    def _fact(self, post):
        post = post or self.posts[0]
        url = f"/community/t/{self.thread.pk}/pool/{post.number}/"
        return {
            "thread_id": self.thread.pk,
            "thread_title": self.thread.title,
            "post_id": post.pk,
            "number": post.number,
            "url": url,
        }

    def _record(self, event_type, payload, post, actor):
        return record(
            event_type,
            payload=payload,
            actor=actor,
            subject=self.author,
            partner=self.partner,
            obj=post or self.posts[0],
            occurred_at=self.now,
        )


def treat(*events):
    """Deliver these events to reputation now, in this order."""
    for event in events:
        outcome = dispatch.deliver(event.deliveries.get(subscriber="reputation").pk)
        assert outcome in {"done", "taken"}, event.deliveries.get(subscriber="reputation").last_error


def total_of(member, partner=None):
    return (
        Standing.objects.filter(member=member, partner=partner).values_list("total", flat=True).first() or 0
    )


def deltas_of(member):
    return list(LedgerEntry.objects.filter(member=member).order_by("pk").values_list("delta", flat=True))
