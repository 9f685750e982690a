"""Whom one might mean by the first letters of a name, for the completion of @mentions."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from channel_community import ratelimit
from channel_community.discussions.enums import PostState
from channel_community.discussions.models import Post
from channel_community.discussions.permissions import threads_visible_to
from channel_community.exceptions import CommunityError, Refused
from channel_community.members.models import Member
from channel_community.members.viewer import Viewer
from channel_community.shell import request_viewer
from channel_community.web import json_error

LIMIT = 8
LONGEST = 40
#: Somebody who types asks at every letter; a program that collects names is slowed down.
RATE = "120/minute"


@require_safe
def member_suggest(request: HttpRequest) -> HttpResponse:
    """At most eight members whose handle, or a word of whose name, begins with `?q=`: handle, name, picture.

    With `?thread=<id>` of a thread that the viewer may read, the people who wrote in it come first, and an
    empty `q` gives them alone. For members who are signed in; one query beyond who they are.
    """
    viewer = request_viewer(request)
    try:
        _require(viewer)
        ratelimit.hit("suggest", RATE, viewer.user_id)
    except CommunityError as error:
        return json_error(error)
    rows = _found(viewer, request.GET.get("q", "").strip(), _thread_id(request.GET.get("thread", "")))
    people = [
        {"handle": handle, "name": name, "avatar_url": default_storage.url(avatar) if avatar else ""}
        for handle, name, avatar in rows
    ]
    response = JsonResponse(people, safe=False)
    response["Cache-Control"] = "private, no-store"
    return response


def _require(viewer: Viewer) -> None:
    if not viewer.is_signed_in:
        refusal = Refused(_("Sign in first."), code="sign_in")
        refusal.status = 401
        raise refusal
    if viewer.is_suspended:
        raise Refused(_("Your account may not write now."))


def _found(viewer: Viewer, start: str, thread_id: int | None) -> list[tuple[str, str, str]]:
    if len(start) > LONGEST or "\0" in start or not (start or thread_id):
        return []
    here = _writers(viewer, thread_id)
    wanted = Q(handle__startswith=start.lower()) | Q(name__istartswith=start) | Q(name__icontains=f" {start}")
    at_hand = Case(
        *([When(pk__in=here, then=Value(0))] if thread_id else []),
        default=Value(1),
        output_field=IntegerField(),
    )
    people = _reachable(viewer).filter(wanted if start else Q(pk__in=here)).order_by(at_hand, "handle")
    return list(people.values_list("handle", "name", "avatar")[:LIMIT])


def _reachable(viewer: Viewer) -> QuerySet[Member]:
    """Whom a mention can reach: not oneself, not the suspended, nobody whose account is gone."""
    active = Q(suspended_until__isnull=True) | Q(suspended_until__lte=timezone.now())
    return Member.objects.filter(active, user__isnull=False).exclude(pk=viewer.member_id)


def _writers(viewer: Viewer, thread_id: int | None) -> QuerySet[Post]:
    """Ids of those with a post in view in the thread; nobody where the viewer may not read it."""
    threads = threads_visible_to(viewer).filter(pk=thread_id)
    posts = Post.objects.filter(thread__in=threads.values("pk")).exclude(state=PostState.REMOVED)
    return posts.order_by().values("author_id")


def _thread_id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
