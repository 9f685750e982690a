"""The form of an article as a browser sends it."""

from __future__ import annotations

import json

from django.urls import reverse


def article(**changes) -> dict:
    """A complete form; `sections` is a list of (type, value as the form names it)."""
    form = {
        "title": "Nine hours less",
        "slug": "nine-hours-less",
        "lead": "What we changed.",
        "published_on": "2026-03-02",
        "sections-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comment_notifications": "",
    }
    return {**form, **changes}


def section(kind: str, **values) -> dict:
    """The fields of one section. A lone value is called `value`."""
    form = {
        "sections-count": "1",
        "sections-0-deleted": "",
        "sections-0-order": "0",
        "sections-0-type": kind,
        "sections-0-id": "",
    }
    for name, value in values.items():
        form["sections-0-value" if name == "value" else f"sections-0-value-{name}"] = value
    return form


def rich_text(link: dict | None = None, kind: str = "LINK") -> str:
    """A text as the editor sends it, with one entity in it."""
    entities = {} if link is None else {"0": {"type": kind, "mutability": "MUTABLE", "data": link}}
    ranges = [] if link is None else [{"offset": 0, "length": 4, "key": 0}]
    block = {
        "key": "abcde",
        "text": "Read this",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": ranges,
    }
    return json.dumps({"blocks": [block], "entityMap": entities})


def add_url(rows) -> str:
    return reverse("wagtailadmin_pages:add", args=["channel_community", "partnerarticlepage", rows.page.pk])


def edit_url(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
