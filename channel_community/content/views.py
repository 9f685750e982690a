"""What is fetched of a page beside the page itself."""

import swapper
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from channel_community.content.pages import CommunityShellMixin
from channel_community.content.social import card_of
from channel_community.members.viewer import ANONYMOUS
from channel_community.partners.cards import card_response
from channel_community.partners.permissions import can_see


@require_safe
def page_card(request, page_id: int) -> HttpResponse:
    """The social card of a page that everybody may read; whoever unfurls a link is signed out.

    `?theme=dark` is the one for dark surroundings.
    """
    page = (
        swapper.load_model("wagtailcore", "Page")
        .objects.live()
        .public()
        .filter(pk=page_id)
        .specific()
        .first()
    )
    if not isinstance(page, CommunityShellMixin):
        raise Http404
    partner = page.community_partner
    if partner is not None and not can_see(ANONYMOUS, partner):
        raise Http404
    is_dark = request.GET.get("theme") == "dark"
    return card_response(card_of(page, request, is_dark=is_dark), request.GET.get("v", ""))
