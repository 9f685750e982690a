"""The way that leads to a page, for readers and engines: the community's home, then the pages above."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from wagtail.models import Site

from channel_community.content.pages import CommunityShellMixin, PartnerPageMixin
from channel_community.partners.branding import community_of


@dataclass(frozen=True)
class Step:
    """One page above; `url` is its full address."""

    title: str
    url: str
    is_partner: bool = False


def trail_of(page, request) -> tuple[Step, ...]:
    """The published pages above `page`, outermost first. One query, once a request.

    The site's front page is left out where it is no page of ours: the community's home stands for it.
    """
    if not hasattr(page, "_community_trail"):
        page._community_trail = _steps(page, request) if page.path else ()
    return page._community_trail


def whole_trail(page, request) -> tuple[Step, ...]:
    """From the community's home to the page itself."""
    community = community_of(request)
    home = [Step(community.name, urljoin(f"{community.root_url}/", community.home_url))]
    own = page.get_full_url(request)
    return (
        *(home if community.home_url else []),
        *trail_of(page, request),
        *([Step(page.title, own)] if own else []),
    )


def partner_url(page, request) -> str:
    """The full address of the partner's page that `page` stands under; "" where there is none."""
    return next((step.url for step in reversed(trail_of(page, request)) if step.is_partner), "")


def _steps(page, request) -> tuple[Step, ...]:
    fronts = {root.root_path for root in Site.get_site_root_paths()}
    found = []
    for above in page.get_ancestors().filter(depth__gt=1).live():
        kind = above.specific_class or type(above)
        is_foreign_front = above.url_path in fronts and not issubclass(kind, CommunityShellMixin)
        url = "" if is_foreign_front else above.get_full_url(request)
        if url:
            found.append(Step(above.title, url, issubclass(kind, PartnerPageMixin)))
    return tuple(found)
