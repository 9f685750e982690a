"""The page behind the link of an invitation: who invites to what, and the one button that accepts.

Looking at it changes nothing, because mail scanners look at every link.
"""

from __future__ import annotations

from functools import wraps

from django.conf import settings as django_settings
from django.contrib import messages
from django.contrib.auth import load_backend, login, logout
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from channel_community.exceptions import CommunityError, Conflict, Invalid, Missing
from channel_community.home import arrival
from channel_community.members.actions import member_ensure
from channel_community.members.models import Membership
from channel_community.partners.enums import PartnerState
from channel_community.partners.invitations import actions, rules
from channel_community.partners.invitations.accounts import can_open
from channel_community.partners.invitations.forms import AccountForm
from channel_community.partners.invitations.letter import words_of
from channel_community.partners.invitations.queries import invitation_behind, mail_of, users_with
from channel_community.partners.models import Invitation
from channel_community.shell import page_context, request_viewer
from channel_community.web import add_errors, checked, json_error, keeps_text, wants_json, with_error

TEMPLATE = "channel_community/partners/invitation.html"
CLOSED_TEMPLATE = "channel_community/partners/invitation_closed.html"
GONE = 410


def _kept_to_oneself(view):
    """Decorator: the address is a key, so no cache keeps it and no other site or index learns of it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "same-origin"  # "no-referrer" would blind Django's own CSRF check
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


@_kept_to_oneself
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation, and the answer to it."""
    found = None
    try:
        found, nonce = invitation_behind(token)
        rules.require_newest(found, nonce)
        rules.require_open(found)
        if request.method == "POST":
            return _answer(request, token, found)
    except (Conflict, Missing) as error:
        return _closed(request, error, found)
    return _page(request, found)


def _answer(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    """What a posted page leads to; a refusal that helps to do better shows the page again."""
    form = None
    try:
        if "sign_out" in request.POST:
            checked(request)
            logout(request)
            return redirect(request.path)
        if not request_viewer(request).is_signed_in:
            form = AccountForm(request.POST, email=found.email)
            return _join(request, token, found, form)
        checked(request)
        return _accept(request, token, found)
    except (Conflict, Missing) as error:
        if error.code != "has_account":
            raise
        return with_error(_page(request, found, form), error)
    except CommunityError as error:
        if form is not None and error.code != "fields":
            add_errors(form, error)
        return with_error(_page(request, found, form, problem=error), error)


def _accept(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    if not _is_addressee(request, found):
        return _page(request, found)
    with transaction.atomic():  # a refusal leaves no profile behind
        accepted = actions.invitation_accept(token=token, member=member_ensure(user=request.user))
    return _arrive(request, accepted)


def _join(request: HttpRequest, token: str, found: Invitation, form: AccountForm) -> HttpResponse:
    """Make the account, sign it in, accept."""
    is_valid = form.is_valid()
    checked(request)
    if not is_valid:
        raise Invalid("Please look at the marked fields.", code="fields", errors=dict(form.errors))
    typed = form.cleaned_data
    accepted = actions.invitation_join(token=token, name=typed["name"], password=typed["password"])
    user = accepted.accepted_by.user
    login(request, user, backend=_backend())
    return _arrive(request, accepted)


def _backend() -> str:
    """The backend that keeps the new account signed in: one that knows passwords, where there are several."""
    paths = django_settings.AUTHENTICATION_BACKENDS
    return next((path for path in paths if isinstance(load_backend(path), ModelBackend)), paths[0])


def _arrive(request: HttpRequest, accepted: Invitation) -> HttpResponse:
    """To where the role begins, with a word on what comes next."""
    messages.success(request, arrival.welcome(accepted))
    return redirect(arrival.url_of(accepted.partner, accepted.role, request.user))


def _page(
    request: HttpRequest, found: Invitation, form: AccountForm | None = None, problem=None
) -> HttpResponse:
    case = _case(request, found)
    context = page_context(
        request,
        partner=found.partner,
        **words_of(found),
        case=case,
        own_address=mail_of(request.user) if request.user.is_authenticated else "",
        form=(form or AccountForm(email=found.email)) if case == "account" else None,
        problem=problem.detail if problem is not None and case != "account" else "",
        sign_in_url=arrival.sign_in_url(request.path),
        sign_up_url=arrival.sign_up_url(request),
    )
    response = render(request, TEMPLATE, context)
    if case in {"other", "suspended"}:
        response.status_code = 403
    return response


def _case(request: HttpRequest, found: Invitation) -> str:
    """Which of the page's ways on is open to whoever looks at it."""
    viewer = request_viewer(request)
    if viewer.is_signed_in:
        if not _is_addressee(request, found):
            return "other"
        return "suspended" if viewer.is_suspended else "join"
    users = users_with(found.email)
    if users.filter(is_active=True).exists():
        return "sign_in"
    if users.exists():
        return "blocked"
    return "account" if can_open() else "sign_up"


def _closed(request: HttpRequest, error: CommunityError, found: Invitation | None) -> HttpResponse:
    """What became of the invitation, and what to do now."""
    if isinstance(error, Conflict):
        error.status = GONE
    if wants_json(request):
        return json_error(error)
    is_shown = found is not None and found.partner.state == PartnerState.ACTIVE
    context = page_context(
        request,
        partner=found.partner if is_shown else None,
        code=error.code,
        detail=error.detail,
        arrival_url=_way_in(request, found) if error.code == "accepted" else "",
        sign_in_url=_sign_in_url(request, found) if error.code == "accepted" else "",
    )
    return with_error(render(request, CLOSED_TEMPLATE, context), error)


def _way_in(request: HttpRequest, found: Invitation) -> str:
    """Where those begin who accepted this very invitation and still have the place; "" for others."""
    member_id = request_viewer(request).member_id
    if member_id is None or member_id != found.accepted_by_id:
        return ""
    places = Membership.objects.filter(member_id=member_id, partner=found.partner, role=found.role)
    return arrival.url_of(found.partner, found.role, request.user) if places.exists() else ""


def _sign_in_url(request: HttpRequest, found: Invitation) -> str:
    if request_viewer(request).is_signed_in:
        return ""
    return arrival.sign_in_url(reverse("channel_community:partner", args=[found.partner.slug]))


def _is_addressee(request: HttpRequest, found: Invitation) -> bool:
    return mail_of(request.user).strip().lower() == found.email
