"""What browsers fetch of a brand: its stylesheet."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from channel_community.members.viewer import viewer_for_user
from channel_community.partners.enums import PartnerState
from channel_community.partners.kits import css_of
from channel_community.partners.models import BrandKit, BrandSettings

#: The address changes with the content, so a browser never needs to ask again.
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"
PRIVATE = "private, no-store"


@require_safe
def brand_css(request, kit_id: int, version: int) -> HttpResponse:
    """The kit's tokens as a stylesheet. An old version's address answers too, but is not kept for long."""
    kit = get_object_or_404(BrandKit.objects.select_related("partner"), pk=kit_id)
    caching = IMMUTABLE if version == kit.version else BRIEFLY
    if _is_hidden(kit):
        if not viewer_for_user(request.user).is_manager:
            raise Http404
        caching = PRIVATE
    headers = {"Cache-Control": caching}
    return HttpResponse(css_of(kit), content_type="text/css; charset=utf-8", headers=headers)


def _is_hidden(kit: BrandKit) -> bool:
    """Whether the kit is that of a suspended partner: for the brand's own people alone, like its pages."""
    partner = getattr(kit, "partner", None)
    is_suspended = partner is not None and partner.state == PartnerState.SUSPENDED
    return is_suspended and not BrandSettings.objects.filter(brand_kit=kit).exists()
