"""What a partner publishes, as RSS: articles and kit copies that everybody may read."""

from __future__ import annotations

import hashlib
from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community.content.meta import partner_feed as feed_of
from channel_community.content.queries import front_of, lead_of, public_articles
from channel_community.members.models import Member
from channel_community.partners.branding import community_of
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.sanitize import one_line

ITEMS = 30
SECONDS = 300
LANGUAGE_MAX = 20


class PartnerFeed(Feed):
    """The items of one partner; `__call__` gets the partner and the pages that were read already."""

    item_guid_is_permalink = False

    def get_object(self, request, partner, front, items):
        self.request, self.partner, self.front, self.pages = request, partner, front, items
        authors = {item.author_id for item in items if getattr(item, "author_id", None)}
        self.authors = dict(Member.objects.filter(pk__in=authors).values_list("pk", "name"))
        return partner

    def title(self, partner):
        return f"{partner.name} · {community_of(self.request).name}"

    def link(self, partner):
        found = self.front and self.front.get_full_url(self.request)
        return found or community_of(self.request).root_url

    def feed_url(self, partner):
        return feed_of(partner, self.request, language=self.language_of()).url

    def description(self, partner):
        return partner.tagline or _("New from %(partner)s") % {"partner": partner.name}

    def get_feed(self, obj, request):
        self.language = self.language_of() or None
        return super().get_feed(obj, request)

    def language_of(self) -> str:
        return self.front.locale.language_code if self.front else ""

    def items(self):
        return self.pages

    def item_title(self, item):
        return one_line(item.title)

    def item_description(self, item):
        return one_line(lead_of(item))

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_guid(self, item):
        """The same after a move or a new title, and apart from every other item of any site."""
        return f"urn:uuid:{item.translation_key}:{self.language_of()}"

    def item_pubdate(self, item):
        return timezone.make_aware(datetime.combine(item.published_on, time()))

    def item_updateddate(self, item):
        return item.last_published_at or self.item_pubdate(item)

    def item_author_name(self, item):
        return self.authors.get(getattr(item, "author_id", None)) or self.partner.name


@require_safe
def partner_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The feed of an active partner; nothing is said of any other. A reader that has it all hears "304"."""
    partner = Partner.objects.filter(slug=slug, state=PartnerState.ACTIVE).first()
    if partner is None:
        raise Http404
    language = request.GET.get("language", "")[:LANGUAGE_MAX]
    front = front_of(partner, request, language=language, is_public=True)
    found = public_articles(front, limit=ITEMS) if front else []
    items = [item for item in found if item.get_full_url(request)]  # a page of no site has no address
    etag, modified = _etag(request, partner, front, items), _modified(items)
    stamp = int(modified.timestamp()) if modified else None
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    response = response or PartnerFeed()(request, partner, front, items)
    response.headers["ETag"] = etag
    if stamp:
        response.headers["Last-Modified"] = http_date(stamp)
    elif response.has_header("Last-Modified"):
        del response.headers["Last-Modified"]
    patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def _etag(request: HttpRequest, partner: Partner, front, items: list) -> str:
    """What the feed is made of, so that a name or an address that changed is news too."""
    parts = [request.build_absolute_uri(), partner.name, partner.tagline]
    parts += [f"{front.pk} {front.url_path}" if front else ""]
    for item in items:
        parts += [f"{item.pk} {item.url_path} {item.last_published_at} {item.title} {lead_of(item)}"]
        parts += [f"{item.published_on} {getattr(item, 'author_id', '')}"]
    return f'"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def _modified(items: list) -> datetime | None:
    """When the newest change of an item was published. An item that left changes the ETag alone."""
    return max((item.last_published_at for item in items if item.last_published_at), default=None)
