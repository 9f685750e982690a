from django.core.management.base import BaseCommand

from channel_community.setup_community import set_up


class Command(BaseCommand):
    help = (
        "Make what a community needs, where it is missing: groups, levels, boards, the directory, the brand."
    )

    def handle(self, *args, **options):
        steps = set_up()
        if options["verbosity"] < 1:
            return
        for step in steps:
            word = self.style.SUCCESS("made ") if step.is_new else "there"
            self.stdout.write(f"  {word}  {step.what}")
            if step.note:
                self.stdout.write(f"         {step.note}")
