"""The one address under which every partner is found, whether or not the site has a directory page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from channel_community.content.directory import ranked
from channel_community.content.pager import pager_of
from channel_community.home.partners import KIT, cards_of, directory_url
from channel_community.partners.queries import partners_active
from channel_community.shell import page_context
from channel_community.web import translate_errors

PARTNERS_PER_PAGE = 24


@require_safe
@translate_errors
def partner_list(request: HttpRequest) -> HttpResponse:
    """The site's directory page; where there is none, every active partner, the highest tier first."""
    address = directory_url(request)
    if address:
        return redirect(address)
    partners = Paginator(ranked(partners_active().select_related(*KIT)), PARTNERS_PER_PAGE)
    listed = partners.get_page(request.GET.get("page"))
    context = page_context(request, partners=cards_of(listed.object_list), pager=pager_of(listed))
    return render(request, "channel_community/partners/list.html", context)
