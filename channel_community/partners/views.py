"""What browsers fetch of a brand: its stylesheet."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from channel_community.partners.kits import css_of
from channel_community.partners.models import BrandKit

#: The address changes with the content, so a browser never needs to ask again.
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@require_safe
def brand_css(request, kit_id: int, version: int) -> HttpResponse:
    """The kit's tokens as a stylesheet. An old version's address answers too, but is not kept for long."""
    kit = get_object_or_404(BrandKit, pk=kit_id)
    caching = IMMUTABLE if version == kit.version else BRIEFLY
    headers = {"Cache-Control": caching}
    return HttpResponse(css_of(kit), content_type="text/css; charset=utf-8", headers=headers)
