"""What the templates of pages get."""

from __future__ import annotations


def page_extras(page, request) -> dict:
    """The shell's context and what the page shows of others."""
    return {}
