from django.core.management.base import BaseCommand
from wagtail.models import Site


class Command(BaseCommand):
    """Tell Wagtail where the demonstration is served, so that links in mail and calendars lead there."""

    help = "Set host and port of the default site."

    def add_arguments(self, parser):
        parser.add_argument("host")
        parser.add_argument("port", type=int)

    def handle(self, *, host, port, **options):
        site = Site.objects.get(is_default_site=True)
        if (site.hostname, site.port) != (host, port):
            site.hostname, site.port = host, port
            site.save(update_fields=["hostname", "port"])
        self.stdout.write(f"Links lead to {site.root_url}.")
