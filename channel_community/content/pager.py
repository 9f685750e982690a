"""Numbered pages of a list, as ``elements/pager.html`` reads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page


@dataclass(frozen=True)
class Pager:
    """`pages` holds (number, url); number None stands for a gap."""

    count: int
    number: int
    previous_url: str
    next_url: str
    pages: list[tuple[int | None, str]]


def pager_of(page: Page, *, parameter: str = "page", query: str = "") -> Pager:
    """The pager of a Django paginator's page; `query` is what else stands in the address, encoded."""
    paginator, start = page.paginator, f"?{query}&" if query else "?"
    return Pager(
        count=paginator.num_pages,
        number=page.number,
        previous_url=_url(start, parameter, page.previous_page_number()) if page.has_previous() else "",
        next_url=_url(start, parameter, page.next_page_number()) if page.has_next() else "",
        pages=[
            (number, _url(start, parameter, number)) if isinstance(number, int) else (None, "")
            for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        ],
    )


def _url(start: str, parameter: str, number: int) -> str:
    return f"{start}{parameter}={number}"
