"""Hosting: proposing, approving, changing and calling off."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from channel_community.exceptions import CommunityError, Conflict, Refused
from channel_community.members.actions import member_ensure
from channel_community.permissions import Answer
from channel_community.shell import page_context, request_viewer
from channel_community.web import (
    checked,
    json_error,
    keeps_text,
    redirect_to_login,
    respond_error,
    translate_errors,
    wants_json,
)
from channel_community.webinars import actions, permissions
from channel_community.webinars.forms import EditForm, ProposeForm
from channel_community.webinars.views.shared import find, render_webinar, url_of, viewer_zone

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@reads_and_posts
@keeps_text
@translate_errors
def propose(request: HttpRequest) -> HttpResponse:
    """The form for a new webinar: whoever may host schedules it, others send a proposal to a manager."""
    viewer = request_viewer(request)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    if not permissions.may_propose(viewer):
        return _closed_door(request)
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        initial={"timezone": viewer_zone(viewer) or "UTC"},
        partners=permissions.partners_to_host_for(viewer),
        needs_partner=permissions.hosting(viewer, None) is Answer.REFUSED,
    )
    made = _submit(request, form, lambda: _schedule(request, viewer, form))
    if made:
        return redirect(url_of(made))
    is_queued = permissions.hosting(viewer, None) is Answer.QUEUED
    return _form_page(request, form, is_queued=is_queued)


@reads_and_posts
@keeps_text
@translate_errors
def edit(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The same form, filled in; a new time reaches everybody who has a seat."""
    webinar, viewer = find(request, pk)
    if not viewer.is_signed_in:
        return redirect_to_login(request)
    answer = permissions.editing(viewer, webinar)
    if answer in {Answer.REFUSED, Answer.QUEUED}:
        permissions.require(Answer.REFUSED)
    data = request.POST if request.method == "POST" else None
    form = EditForm(data, webinar=webinar, needs_reason=answer is Answer.REASON)

    def change():  # called once the post is checked: a forged one makes no profile
        actor = member_ensure(user=request.user)
        return actions.webinar_update(webinar=webinar, actor=actor, **form.arguments())

    made = _submit(request, form, change)
    if made:
        return redirect(url_of(made))
    return _form_page(request, form, webinar=webinar)


@reads_and_posts
@translate_errors
def approve(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Let a proposal onto the calendar."""
    webinar, viewer = find(request, pk)
    if request.method != "POST":
        return redirect(url_of(webinar))
    if not viewer.is_manager:
        raise Refused(_("A channel manager approves proposals."))
    actor = member_ensure(user=request.user)
    return _acted(request, webinar, viewer, lambda: actions.webinar_approve(webinar=webinar, actor=actor))


@reads_and_posts
@translate_errors
def call_off(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Call the webinar off; everybody who has a seat hears of it."""
    webinar, viewer = find(request, pk)
    if request.method != "POST":
        return redirect(url_of(webinar))
    if not viewer.is_signed_in:
        return redirect_to_login(request, url_of(webinar))
    reason, actor = request.POST.get("reason", ""), member_ensure(user=request.user)

    def change():
        permissions.require(permissions.cancelling(viewer, webinar), reason)
        return actions.webinar_cancel(webinar=webinar, actor=actor, reason=reason)

    return _acted(request, webinar, viewer, change)


def _schedule(request: HttpRequest, viewer, form: ProposeForm):
    given = form.arguments()
    partner = given["partner"]
    answer = permissions.hosting(viewer, partner.pk if partner else None)
    if answer is Answer.REFUSED:
        words = [_("Choose a partner for whom you may host.")]
        raise Refused(_("You may not host for this partner."), errors={"partner": words})
    host = member_ensure(user=request.user)
    return actions.webinar_schedule(host=host, needs_approval=answer is Answer.QUEUED, **given)


def _submit(request: HttpRequest, form, change):
    """What `change` made of a posted form; None where the form is shown (again), with every word kept."""
    if request.method != "POST":
        return None
    try:
        checked(request)
        return change() if form.is_valid() else None
    except CommunityError as error:
        form.show(error)
        form.refused_with = error.status
        return None


def _form_page(request: HttpRequest, form, webinar=None, *, is_queued: bool = False) -> HttpResponse:
    status = getattr(form, "refused_with", 400 if form.errors else 200)
    if form.errors and wants_json(request):
        return json_error(_form_error(form, status))
    partner = webinar.partner if webinar else None
    values = {"form": form, "subject": webinar, "is_queued": is_queued}
    values["back_url"] = url_of(webinar) if webinar else ""
    context = page_context(request, partner=partner, **values)
    return render(request, "channel_community/webinars/propose.html", context, status=status)


def _form_error(form, status: int) -> CommunityError:
    error = CommunityError(_("Please look at the marked fields."), code="invalid", errors=dict(form.errors))
    error.status = status
    return error


def _acted(request: HttpRequest, webinar, viewer, change) -> HttpResponse:
    try:
        change()
    except (Conflict, Refused) as error:
        return (
            json_error(error)
            if wants_json(request)
            else render_webinar(request, webinar, viewer, error=error)
        )
    return redirect(url_of(webinar))


def _closed_door(request: HttpRequest) -> HttpResponse:
    words = _("Customers and advocates host webinars. Help a few people in the threads, and this door opens.")
    if wants_json(request):
        return respond_error(request, Refused(words))
    context = page_context(request, title=_("Host a webinar"), what_opens_it=words)
    return render(request, "channel_community/errors/closed_door.html", context, status=403)
