from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from django.core.management.base import BaseCommand

from channel_community.reputation.rebuild import rebuild_ledger, rebuild_standings

#: What can be rebuilt, in the order it takes: name -> (function that returns a count, its report).
REBUILDERS: dict[str, tuple[Callable[[], int], str]] = {
    "ledger": (rebuild_ledger, "ledger: {} entries were missing"),
    "standings": (rebuild_standings, "standings: {} members changed"),
}


class Command(BaseCommand):
    help = (
        "Makes derived figures anew from what they derive from. "
        "It may run while the site does, and changes nothing where all is right."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="+", choices=[*REBUILDERS, "all"], help="What to rebuild.")

    def handle(self, *, what: list[str], **options) -> None:
        for name, (rebuild, report) in REBUILDERS.items():
            if name in what or "all" in what:
                self.stdout.write(report.format(rebuild()))
