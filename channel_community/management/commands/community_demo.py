from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from channel_community.demo import loader
from channel_community.demo.people import ACCOUNTS, PASSWORD
from channel_community.exceptions import CommunityError


class Command(BaseCommand):
    """Loads the demonstration community; a second run keeps what is there."""

    help = (
        "Loads the demonstration community: an invented brand, its partners, people and a year of threads. "
        "Refuses a site that has real members; a second run changes nothing."
    )

    def handle(self, *args, **options):
        if loader.is_loaded():
            self.stdout.write("The demonstration community is here already; nothing was changed.")
            return
        started = monotonic()
        try:
            loader.load(say=self.say)
        except CommunityError as error:
            raise CommandError(error.detail) from error
        self.stdout.write(self.style.SUCCESS(f"Loaded in {monotonic() - started:.0f} s."))
        self.close()

    def say(self, what: str, done: int, total: int) -> None:
        """One line of progress."""
        self.stdout.write(f"{what} {done}/{total}")
        self.stdout.flush()

    def close(self) -> None:
        """Where to look, and as whom."""
        self.stdout.write(
            f"Look at {reverse('channel_community:home')}. The password of these accounts is: {PASSWORD}"
        )
        for username, words in ACCOUNTS:
            self.stdout.write(f"  {username:<10} {words}")
