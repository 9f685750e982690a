"""Long threads and large boards, written in bulk in the shape that the actions leave."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import islice

from django.utils import timezone

TEXT = (
    "We run **two pools** of eight disks, and the second one went read-only after the power cut.\n\n"
    "> Did you export it before the reboot?\n\n"
    "No. What helped in the end:\n\n- import it with the log device detached\n- scrub, then `status -v`\n"
    "- restore the three files it names\n\nThe whole story is in [my notes](https://example.org/notes/{n}). "
    "Number {n}, in case somebody searches for it."
)


def community(*, posts: int, threads: int, people: int = 50):
    """A board of `threads` threads, one thread of `posts` posts: returns (board, long thread, a member)."""
    from channel_community import models, sanitize
    from tests import factories

    rng = random.Random(7)
    members = [factories.MemberFactory() for _ in range(people)]
    partner = factories.PartnerFactory()
    board = factories.BoardFactory(partner=partner)
    now = timezone.now()
    bodies = [TEXT.format(n=n) for n in range(100)]
    rendered = [sanitize.render(body) for body in bodies]

    def post(thread, number):
        pick = number % 100
        return models.Post(
            thread=thread,
            number=number,
            sequence=number,
            author=members[rng.randrange(people)],
            body=bodies[pick],
            html=rendered[pick],
            reactions={"helped": number % 5, "thanks": number % 3} if number % 4 == 0 else {},
            created_at=now - timedelta(seconds=posts - number),
        )

    def thread(title, count):
        return models.Thread(
            board=board,
            author=members[0],
            title=title,
            slug="thread",
            kind="question",
            last_number=count,
            sequence=count,
            reply_count=count - 1,
            last_author=members[1],
            excerpt=bodies[0][:200],
            tag_names=["pool", "power"],
            last_post_at=now - timedelta(minutes=rng.randrange(100_000)),
        )

    models.Thread.objects.bulk_create([thread(f"Thread {n}", 1) for n in range(threads)], batch_size=500)
    long = thread("The long thread", posts)
    long.last_post_at = now
    long.save()
    numbers = iter(range(1, posts + 1))
    while batch := list(islice(numbers, 2000)):
        models.Post.objects.bulk_create([post(long, number) for number in batch])
    long.accepted_post = models.Post.objects.get(thread=long, number=7)
    long.save(update_fields=["accepted_post"])
    factories.MembershipFactory(member=members[2], partner=partner)
    return board, long, members[2]
