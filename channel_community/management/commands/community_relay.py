from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter

from django.core.management.base import BaseCommand, CommandError

from channel_community.content.kits.rollouts import rollouts_work_off
from channel_community.events.dispatch import Outcome, relay, revive_all
from channel_community.management.loops import repeat

#: In the order of the report; deliveries that another process has are its business.
REPORTED = (Outcome.DONE, Outcome.FAILED, Outcome.DEAD, Outcome.WAITING)


class Command(BaseCommand):
    help = (
        "Treats the deliveries of the event log that are due: what a crash left behind, what failed before. "
        "Run it every minute, or keep it running with --loop. Several may run at the same time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="Treat all that is due, then end (the default).")
        how.add_argument(
            "--loop", type=float, metavar="SECONDS", help="Do so again and again, SECONDS apart."
        )
        parser.add_argument("--revive", action="store_true", help="Make dead letters due again first.")
        parser.add_argument("--batch", type=int, default=100, help="Deliveries read at a time (default 100).")

    def handle(self, *, loop: float | None, batch: int, revive: bool, verbosity: int, **options) -> None:
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        if loop is not None and loop <= 0:
            raise CommandError("--loop needs a number of seconds above 0.")
        if revive:
            revive_all()
        if loop is None:
            self.report(drain(batch), verbosity)
            return
        repeat(lambda: self.once(batch, verbosity), seconds=loop, say=self.stderr.write)
        self.stdout.write("Stopped.")

    def once(self, batch: int, verbosity: int) -> None:
        """One round of a loop, told of when there was anything."""
        counts = drain(batch)
        if counts or verbosity > 1:
            self.report(counts, verbosity)
            self.stdout.flush()  # a log reads along

    def report(self, counts: Counter[Outcome], verbosity: int) -> None:
        if verbosity:
            self.stdout.write(", ".join(f"{counts[outcome]} {outcome.value}" for outcome in REPORTED))


def drain(batch: int) -> Counter[Outcome]:
    """Relay until nothing is due, or until all that is due is in the hands of other processes."""
    total: Counter[Outcome] = Counter()
    while counts := relay(batch):
        total += counts
        if not any(counts[outcome] for outcome in REPORTED):
            break
    rollouts_work_off()  # what brings a kit's version to its copies, where nobody watches its page
    return total
