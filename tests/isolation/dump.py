"""All rows of all tables, to see what a crawl has changed."""

from __future__ import annotations

from django.apps import apps
from django.db import connection

#: What signing in and looking around leave behind.
LEFT_BEHIND = {"django_session", "wagtailcore_referenceindex"}


def everything() -> dict[str, set[str]]:
    """Every row as text, by table."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} - LEFT_BEHIND
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(tables & set(connection.introspection.table_names(cursor))):
            cursor.execute("SELECT * FROM " + connection.ops.quote_name(table))  # noqa: S608 - a table of ours
            found[table] = {repr(row) for row in cursor.fetchall()}
    return found


def differences(before: dict, after: dict) -> list[str]:
    """Rows that are new, gone or other than they were."""
    return [f"{table}: {row}" for table in after for row in sorted(before.get(table, set()) ^ after[table])]


def lost(before: dict, after: dict, word: str) -> list[str]:
    """Rows with `word` in them that are gone or other than they were."""
    return [
        f"{table}: {row}"
        for table in before
        for row in sorted(before[table] - after.get(table, set()))
        if word in row
    ]
