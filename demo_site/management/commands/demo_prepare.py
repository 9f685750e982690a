from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """All that a demonstration which was here before needs, in one process, so that it opens quickly."""

    help = "Bring the database, the community and its address up to date."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("host")
        parser.add_argument("port", type=int)

    def handle(self, *, host, port, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("community_setup", verbosity=0)
        call_command("demo_address", host, port, stdout=self.stdout)
