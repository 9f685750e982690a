"""The people of a partner, for those who look after them: staff, and who is invited."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from channel_community.conf import settings
from channel_community.content.pager import pager_of
from channel_community.exceptions import CommunityError, Invalid, Missing, Refused
from channel_community.home.partners import partner_for
from channel_community.home.staff_rows import open_rows, staff_rows
from channel_community.members.actions import member_ensure
from channel_community.members.enums import MembershipRole
from channel_community.members.models import Member, Membership
from channel_community.members.viewer import Viewer
from channel_community.partners.invitations import actions, permissions
from channel_community.partners.invitations.forms import InviteForm
from channel_community.partners.invitations.limits import counted
from channel_community.partners.invitations.queries import STAFF, invitations_open
from channel_community.partners.invitations.rules import ROLES
from channel_community.partners.models import Invitation, Partner
from channel_community.shell import page_context, request_viewer
from channel_community.web import add_errors, checked, keeps_text, translate_errors, with_error

TEMPLATE = "channel_community/partners/people.html"
REMOVE_TEMPLATE = "channel_community/partners/people_remove.html"
INVITATIONS_PER_PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Staff and open invitations of a partner, and the form that invites."""
    partner = _partner(request, slug)
    roles = _roles(request_viewer(request), partner)
    if request.method != "POST":
        return _page(request, partner, InviteForm(roles=roles))
    form = InviteForm(request.POST, roles=roles)
    try:
        sent = _invite(request, partner, form)
    except CommunityError as error:
        if error.code != "fields":
            add_errors(form, error)
        return with_error(_page(request, partner, form), error)
    messages.success(
        request,
        ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", sent)
        % {"count": sent},
    )
    return _back(partner)


@never_cache
@require_POST
@keeps_text
@translate_errors
def resend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Send an open invitation again, with a new link."""
    partner, found = _invitation(request, slug, pk)
    with counted(request_viewer(request)):
        actions.invitation_resend(invitation=found, actor=_actor(request))
    messages.success(request, _("Sent again to %(email)s, with a new link.") % {"email": found.email})
    return _back(partner)


@never_cache
@require_POST
@keeps_text
@translate_errors
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an open invitation back."""
    partner, found = _invitation(request, slug, pk)
    actions.invitation_revoke(invitation=found, actor=_actor(request))
    messages.success(
        request, _("Taken back: the link sent to %(email)s opens no more.") % {"email": found.email}
    )
    return _back(partner)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
@translate_errors
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask, then take somebody's place in the staff away."""
    partner = _partner(request, slug)
    place = _place(partner, pk)
    viewer = request_viewer(request)
    if place.member_id != viewer.member_id:  # everybody may step down
        permissions.require_appoint(viewer, partner, place.role)
    problem = ""
    if request.method == "POST":
        try:
            checked(request)
            return _remove(request, partner, place)
        except CommunityError as error:
            problem = error
    context = page_context(
        request,
        partner=partner,
        partner_row=partner,
        place=place,
        is_self=place.member_id == viewer.member_id,
        problem=problem,
    )
    response = render(request, REMOVE_TEMPLATE, context)
    return with_error(response, problem) if problem else response


def _remove(request: HttpRequest, partner: Partner, place: Membership) -> HttpResponse:
    actions.staff_remove(partner=partner, member=place.member, role=place.role, actor=_actor(request))
    words = _("%(name)s is no longer on the staff of %(partner)s as %(role)s.")
    names = {"name": place.member.name, "partner": partner.name, "role": place.get_role_display().lower()}
    messages.success(request, words % names)
    if place.member_id == request_viewer(request).member_id:
        return redirect("channel_community:partner", partner.slug)
    return _back(partner)


def _invite(request: HttpRequest, partner: Partner, form: InviteForm) -> int:
    """Send the invitations of a posted form; returns how many."""
    is_valid = form.is_valid()
    checked(request)
    if not is_valid:
        raise Invalid("Please look at the marked fields.", code="fields", errors=dict(form.errors))
    emails, role = form.cleaned_data["emails"], form.cleaned_data["role"]
    viewer = request_viewer(request)
    permissions.require_appoint(viewer, partner, role)
    with counted(viewer, len(emails)):
        sent = actions.invitations_create(partner=partner, emails=emails, role=role, actor=_actor(request))
    return len(sent)


def _page(request: HttpRequest, partner: Partner, form: InviteForm) -> HttpResponse:
    viewer = request_viewer(request)
    waiting = Paginator(invitations_open(partner), INVITATIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = page_context(
        request,
        partner=partner,
        partner_row=partner,
        form=form,
        is_open=permissions.is_open(partner),
        staff=staff_rows(partner, viewer),
        waiting=open_rows(partner, waiting.object_list, viewer),
        waiting_count=waiting.paginator.count,
        pager=pager_of(waiting),
        invitation_days=settings.INVITATION_DAYS,
    )
    return render(request, TEMPLATE, context)


def _partner(request: HttpRequest, slug: str) -> Partner:
    viewer = request_viewer(request)
    partner = partner_for(viewer, slug)
    if not permissions.can_manage_people(viewer, partner):
        raise Missing(_("There is no such page here."))
    return partner


def _invitation(request: HttpRequest, slug: str, pk: int) -> tuple[Partner, Invitation]:
    partner = _partner(request, slug)
    checked(request)
    found = Invitation.objects.filter(partner=partner, pk=pk).first()
    if found is None:
        raise Missing(_("There is no such invitation here."))
    if not permissions.can_appoint(request_viewer(request), partner.pk, found.role):
        raise Refused(_("Only the brand appoints administrators, and decides about their invitations."))
    return partner, found


def _place(partner: Partner, pk: int) -> Membership:
    places = Membership.objects.filter(partner=partner, role__in=STAFF, pk=pk)
    found = places.select_related("member").first()
    if found is None:
        raise Missing(_("There is nobody with this place here."))
    return found


def _roles(viewer: Viewer, partner: Partner) -> list[MembershipRole]:
    return [role for role in ROLES if permissions.can_appoint(viewer, partner.pk, role)]


def _actor(request: HttpRequest) -> Member:
    return member_ensure(user=request.user)


def _back(partner: Partner) -> HttpResponse:
    return redirect("channel_community:partner_staff", partner.slug)
