"""Writes the parts of the reference that the code knows best: settings, event types, permissions."""

import csv
from dataclasses import fields
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "reference" / "_generated"
PACKAGE = HERE.parent / "channel_community"


def settings_page():
    """Every setting with its default, type and meaning."""
    from channel_community.conf import DEFAULTS  # noqa: PLC0415 - after the path is set

    lines = []
    for name, setting in DEFAULTS.items():
        kinds = " or ".join(f"`{kind.__name__}`" for kind in setting.types)
        lines += [f"`{name}`", f": {setting.doc}", f"  Default `{setting.default!r}`, {kinds}.", ""]
    return "\n".join(lines)


def events_page():
    """Every event type with its payload, and who treats it."""
    import django  # noqa: PLC0415 - after the path is set

    django.setup()
    from channel_community.events import registry  # noqa: PLC0415 - needs the app registry

    lines = ["| event | version | payload | treated by |", "|---|---|---|---|"]
    for event in registry.event_types():
        payload = ", ".join(f"`{field.name}`" for field in fields(event.payload)) or "none"
        treated = ", ".join(f"`{s.name}`" for s in registry.subscribers_of(event.name)) or "nobody yet"
        lines.append(f"| `{event.name}` | {event.version} | {payload} | {treated} |")
    return "\n".join(lines) + "\n"


def permissions_page():
    """The table that code and tests read."""
    with (PACKAGE / "permissions.csv").open(encoding="utf-8", newline="") as source:
        head, *rows = csv.reader(source)
    lines = ["| " + " | ".join(name.replace("_", " ") for name in head) + " |", "|---" * len(head) + "|"]
    lines += ["| " + " | ".join(cell.replace("*", r"\*") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def write(app):
    TARGET.mkdir(parents=True, exist_ok=True)
    pages = {"settings": settings_page, "events": events_page, "permissions": permissions_page}
    for name, page in pages.items():
        path = TARGET / f"{name}.md"
        text = page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def setup(app):
    app.connect("builder-inited", write)
    return {"version": "1", "parallel_read_safe": True}
