"""Where somebody begins who has just joined a partner."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from channel_community.conf import settings
from channel_community.content.page_types import page_types
from channel_community.content.pages import PartnerPageMixin
from channel_community.members.enums import MembershipRole
from channel_community.partners.models import Invitation, Partner


def url_of(partner: Partner, role: str, user) -> str:
    """Staff begin at their desk in the Wagtail admin, where they may write; others at the partner's home."""
    desk = "" if role == MembershipRole.CUSTOMER else _desk_url(partner, user)
    return desk or reverse("channel_community:partner", args=[partner.slug])


def welcome(accepted: Invitation) -> str:
    """What the new place is, and the next step."""
    words = {
        MembershipRole.EDITOR: _(
            "Welcome: you are an editor of %(partner)s now. Next, write your first article."
        ),
        MembershipRole.ADMIN: _(
            "Welcome: you are an administrator of %(partner)s now. Next, see its page and invite editors."
        ),
        MembershipRole.CUSTOMER: _(
            "Welcome: you are a customer of %(partner)s here now. Next, read along or ask a question."
        ),
    }
    return words[MembershipRole(accepted.role)] % {"partner": accepted.partner.name}


def sign_in_url(next_path: str) -> str:
    """The site's sign-in page, with the way on from there."""
    return f"{resolve_url(django_settings.LOGIN_URL)}?{urlencode({'next': next_path})}"


def sign_up_url(request: HttpRequest) -> str:
    """Where the site makes accounts, with the way back to this page; the sign-in page where none is named."""
    address = settings.SIGNUP_URL or django_settings.LOGIN_URL
    return f"{resolve_url(address)}?{urlencode({'next': request.path})}"


def _desk_url(partner: Partner, user) -> str:
    """The first page of the admin, where their desk is, if `user` may work on the partner's page; else ""."""
    fresh = get_user_model()._default_manager.get(pk=user.pk)  # rights came with the place, a moment ago
    page = _page_of(partner)
    if page is None or not fresh.has_perm("wagtailadmin.access_admin"):
        return ""
    allowed = page.permissions_for_user(fresh)
    if not (allowed.can_edit() or allowed.can_add_subpage()):
        return ""
    try:
        return reverse("wagtailadmin_home")
    except NoReverseMatch:  # a site without Wagtail's admin
        return ""


def _page_of(partner: Partner):
    found = (model.objects.filter(partner=partner).first() for model in page_types(PartnerPageMixin))
    return next(filter(None, found), None)
