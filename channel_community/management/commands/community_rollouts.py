from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from channel_community.content.kits.rollouts import BATCH, rollouts_work_off
from channel_community.management.loops import repeat


class Command(BaseCommand):
    help = (
        "Carries what the brand published, forced or recalled to the copies of kits: finishes every rollout "
        "that is open. Several may run at the same time, and any may be killed: the next one goes on."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--loop", type=float, metavar="SECONDS", help="Do so again and again, SECONDS apart."
        )
        parser.add_argument("--batch", type=int, default=BATCH, help=f"Copies a transaction ({BATCH}).")

    def handle(self, *, loop: float | None, batch: int, verbosity: int, **options) -> None:
        if batch < 1:
            raise CommandError("--batch must be 1 or more.")
        if loop is not None and loop <= 0:
            raise CommandError("--loop needs a number of seconds above 0.")
        if loop is None:
            self.report(rollouts_work_off(batch=batch), verbosity)
            return
        repeat(lambda: self.once(batch, verbosity), seconds=loop, say=self.stderr.write)
        self.stdout.write("Stopped.")

    def once(self, batch: int, verbosity: int) -> None:
        """One round of a loop, told of when there was anything."""
        dealt = rollouts_work_off(batch=batch)
        if dealt or verbosity > 1:
            self.report(dealt, verbosity)
            self.stdout.flush()  # a log reads along

    def report(self, dealt: int, verbosity: int) -> None:
        if verbosity:
            self.stdout.write(f"{dealt} copies dealt with")
