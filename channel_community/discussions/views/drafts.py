"""What a signed-out person typed, kept in the session over the way to the sign-in page and back."""

from __future__ import annotations

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse

from channel_community.conf import settings
from channel_community.web import redirect_to_login, wants_json

SESSION_KEY = "channel_community_drafts"
FIELDS = ("title", "kind", "body", "tags")
MAX_DRAFTS = 5
#: Sessions that live in a cookie of about 4 kB: a draft in them would lose the session itself.
COOKIE_SESSIONS = "django.contrib.sessions.backends.signed_cookies"


def ask_to_sign_in(request: HttpRequest, key: str, next_url: str | None = None) -> HttpResponse:
    """To the sign-in page and back; a posted text is kept as the draft `key`.

    Where sessions live in cookies nothing is kept there: a browser drops a cookie of more than about 4 kB.
    The text then stays in the tab's own storage, where the reply box keeps it.

    Only a form of this site may write into the session: with a stale token the answer is the refusal, which
    gives the text back.
    """
    if request.method == "POST" and not request.csrf_problem:
        if django_settings.SESSION_ENGINE != COOKIE_SESSIONS:
            _keep(request, key)
    elif request.method == "POST" and not wants_json(request):
        raise request.csrf_problem
    return redirect_to_login(request, next_url)


def draft_of(request: HttpRequest, key: str) -> dict[str, str]:
    """The fields kept as draft `key`; empty when there is none."""
    return dict(request.session.get(SESSION_KEY, {}).get(key, {}))


def drop_draft(request: HttpRequest, key: str) -> None:
    """Forget a draft that was sent."""
    drafts = request.session.get(SESSION_KEY)
    if drafts and drafts.pop(key, None) is not None:
        request.session[SESSION_KEY] = drafts


def _keep(request: HttpRequest, key: str) -> None:
    most = 2 * settings.POST_MAX_LENGTH  # too long a text is refused later, in words, and not cut here
    typed = {name: request.POST[name][:most] for name in FIELDS if request.POST.get(name)}
    drafts = dict(request.session.get(SESSION_KEY, {}))
    drafts.pop(key, None)
    if typed:
        drafts[key] = typed
    request.session[SESSION_KEY] = dict(list(drafts.items())[-MAX_DRAFTS:])
