"""Pages that bring several domains together: the network's front page, a partner's, a member's."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from channel_community.content.meta import partner_feed
from channel_community.content.queries import articles_of
from channel_community.discussions import queries as discussions
from channel_community.exceptions import CommunityError, Invalid, Missing
from channel_community.home.partners import directory_url, home_url, partner_cards, partner_for
from channel_community.home.people import people_to_meet, person_card
from channel_community.home.staff_rows import people_url
from channel_community.members.actions import member_draft, member_ensure, profile_update
from channel_community.members.forms import SettingsForm
from channel_community.members.models import Member, validate_handle
from channel_community.members.viewer import Viewer
from channel_community.partners.queries import departed_name
from channel_community.shell import page_context, request_viewer
from channel_community.web import (
    add_errors,
    checked,
    keeps_text,
    redirect_to_login,
    translate_errors,
    with_error,
)
from channel_community.webinars import queries as webinars
from channel_community.webinars.enums import RegistrationState
from channel_community.webinars.models import Registration

THREADS = 9
PEOPLE = 6
WEBINARS = 3
HELD = 10
#: Boards on the network home; its list of boards has all of them.
BOARDS = 12


@require_safe
@translate_errors
def home(request: HttpRequest) -> HttpResponse:
    """The network home: what is being said, who is there, what comes next."""
    viewer = request_viewer(request)
    context = page_context(
        request,
        threads=discussions.recent_threads(viewer, limit=THREADS),
        boards=discussions.boards_for(viewer, limit=BOARDS),
        partners=partner_cards(),
        directory_url=directory_url(request),
        webinars=webinars.upcoming(viewer, limit=WEBINARS),
        people=people_to_meet(limit=PEOPLE),
    )
    return render(request, "channel_community/home/home.html", context)


@require_safe
@translate_errors
def partner_home(request: HttpRequest, slug: str) -> HttpResponse:
    """A partner's community home, co-branded."""
    viewer = request_viewer(request)
    partner = partner_for(viewer, slug)
    context = page_context(
        request,
        partner=partner,
        partner_row=partner,
        canonical_url=home_url(partner, request),
        feed=partner_feed(partner, request),
        people_url=people_url(viewer, partner),
        departed=departed_name(partner),
        description=partner.description,
        threads=discussions.recent_threads(viewer, limit=THREADS, partner=partner),
        boards=discussions.boards_for(viewer, partner=partner),
        webinars=webinars.upcoming(viewer, limit=WEBINARS, partner=partner),
        people=people_to_meet(limit=PEOPLE, partner=partner),
        articles=articles_of(partner, viewer, request, limit=6),
    )
    return render(request, "channel_community/partners/home.html", context)


@require_safe
@translate_errors
def member(request: HttpRequest, handle: str) -> HttpResponse:
    """A member as others see them."""
    found = Member.objects.filter(handle=handle).first() if validate_handle.regex.match(handle) else None
    if found is None:
        raise Missing(_("There is nobody called @%(handle)s here.") % {"handle": handle[:40]})
    return _member_page(request, found, "channel_community/members/profile.html")


@require_safe
@translate_errors
def me(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    if viewer.member is None:
        return redirect("channel_community:settings")
    held = discussions.held_by(viewer, limit=HELD)
    return _member_page(
        request, viewer.member, "channel_community/members/me.html", with_seats=True, held=held
    )


def _member_page(
    request: HttpRequest, found: Member, template: str, *, with_seats: bool = False, **more
) -> HttpResponse:
    viewer = request_viewer(request)
    threads = discussions.threads_by(found, viewer, limit=10)
    context = page_context(
        request,
        person=person_card(found),
        about=found.bio,
        threads=threads,
        webinars=webinars.cards(_webinars_of(viewer, found, with_seats=with_seats), viewer=viewer),
        **more,
    )
    return render(request, template, context)


def _webinars_of(viewer: Viewer, found: Member, *, with_seats: bool):
    """What the member hosts, and what they have a seat in if asked for. Only what is still to come."""
    mine = Q(host=found)
    if with_seats:
        seats = Registration.objects.filter(member=found, state=RegistrationState.CONFIRMED)
        mine |= Q(pk__in=seats.values("webinar_id"))
    coming = webinars.not_over(webinars.visible_to(viewer).filter(mine), timezone.now())
    return coming.order_by("starts_at", "pk")[:WEBINARS]


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def settings(request: HttpRequest) -> HttpResponse:
    """What a member says of themselves."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    # A copy, because a form writes into its instance, and the page's header shows who one is.
    found = copy(viewer.member) or member_draft(user=request.user)
    if request.method != "POST":
        return _settings_page(request, SettingsForm(instance=found))
    form = SettingsForm(request.POST, request.FILES, instance=found)
    try:
        _save_settings(request, form)
    except CommunityError as error:
        return with_error(_settings_page(request, form), error)
    messages.success(request, _("Saved."))
    return redirect("channel_community:settings")


def _save_settings(request: HttpRequest, form: SettingsForm) -> None:
    is_valid = form.is_valid()
    try:
        checked(request)
    except CommunityError as error:
        add_errors(form, error)
        raise
    if not is_valid:
        raise Invalid(_("Please look at the marked fields."), errors=dict(form.errors))
    profile_update(member=member_ensure(user=request.user), **form.cleaned_data)


def _settings_page(request: HttpRequest, form: SettingsForm) -> HttpResponse:
    return render(request, "channel_community/members/settings.html", page_context(request, form=form))
