"""What every view of ours shares: JSON or HTML, errors in words, forms that survive a stale token."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import unquote_to_bytes

from django.conf import settings as django_settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from channel_community.exceptions import CommunityError, Invalid
from channel_community.shell import page_context

#: Statuses after which somebody who signs in may see or do what was refused.
SIGNING_IN_HELPS = (401, 403, 404)


def wants_json(request: HttpRequest) -> bool:
    """Whether the client asked for JSON rather than for a page."""
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def json_error(error: CommunityError) -> JsonResponse:
    """The error as programs read it: `code`, `detail`, `errors` by field; Retry-After where it helps."""
    body = {"code": error.code, "detail": str(error.detail), "errors": _plain(error.errors)}
    return JsonResponse(body, status=error.status, headers=_headers(error))


def respond_error(request: HttpRequest, error: CommunityError, **context) -> HttpResponse:
    """The error as a page with the same words, or as JSON for those who asked for it.

    What was typed stands on the page. With `retry_url` it can be sent again from there.
    """
    if wants_json(request):
        return json_error(error)
    context = {"typed": _typed(request, with_title="retry_url" not in context), **context}
    context = {"signing_in_helps": SIGNING_IN_HELPS, **context}
    values = page_context(request, detail=error.detail, status=error.status, **context)
    return with_error(render(request, "channel_community/errors/problem.html", values), error)


def with_error(response: HttpResponse, error: CommunityError) -> HttpResponse:
    """`response`, which shows the error in its own way, with the error's status and headers."""
    response.status_code = error.status
    for name, value in _headers(error).items():
        response[name] = value
    return response


def translate_errors(view: Callable) -> Callable:
    """Decorator: a CommunityError that a view does not treat itself becomes a clear answer."""

    @wraps(view)
    def translated(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except CommunityError as error:
            return respond_error(request, error)

    return translated


class _Csrf(CsrfViewMiddleware):
    """Django's own check, which reports instead of answering."""

    def _reject(self, request, reason):
        return reason


def keeps_text(view: Callable) -> Callable:
    """Decorator for forms: Django's CSRF check runs here, so that a stale token does not lose the text.

    The view finds the refusal in `request.csrf_problem` (an Invalid, or None) and shows its form again.
    Every view under this decorator must look at it before it writes; `checked` does.
    """

    @wraps(view)
    def protected(request, *args, **kwargs):
        reason = _Csrf(lambda _request: None).process_view(request, None, (), {})
        request.csrf_problem = _stale_token() if reason else None
        return view(request, *args, **kwargs)

    return csrf_exempt(protected)


def checked(request: HttpRequest) -> None:
    """Raise what makes a posted form unusable: a stale token, or text that is not UTF-8."""
    if getattr(request, "csrf_problem", None):
        raise request.csrf_problem
    if not _is_utf8(request):
        message = _("The text did not arrive whole: it is not valid UTF-8. Type or paste it again.")
        raise Invalid(message, code="not_utf8", errors={"body": [message]})


def redirect_to_login(request: HttpRequest, next_url: str | None = None) -> HttpResponse:
    """To the sign-in page and back; JSON clients get 401 and the address to go to."""
    url = (
        f"{resolve_url(django_settings.LOGIN_URL)}?{urlencode({'next': next_url or request.get_full_path()})}"
    )
    if wants_json(request):
        detail = _("Sign in first.")
        return JsonResponse({"code": "sign_in", "detail": detail, "errors": {}, "login_url": url}, status=401)
    return redirect(url)


def moved(url: str) -> HttpResponse:
    """To the address a thing has now. Titles change back too, so browsers must ask again each time."""
    response = redirect(url, permanent=True)
    response["Cache-Control"] = "no-cache"
    return response


def add_errors(form, error: CommunityError) -> None:
    """Show an action's refusal beside the fields it names, or above the form."""
    known = {name: messages for name, messages in error.errors.items() if name in form.fields}
    for name, messages in known.items():
        for message in messages:
            form.add_error(name, message)
    if not known:
        form.add_error(None, str(error.detail))


def _typed(request: HttpRequest, *, with_title: bool) -> str:
    """The words of a posted form, so that an error page can give them back."""
    if request.method != "POST":
        return ""
    names = ("title", "body") if with_title else ("body",)
    return "\n\n".join(filter(None, (request.POST.get(name, "").strip() for name in names)))


def _stale_token() -> Invalid:
    problem = Invalid(
        _("This page had grown old. Your text is still here: press the button again."), code="csrf"
    )
    problem.status = 403
    return problem


def _is_utf8(request: HttpRequest) -> bool:
    if request.content_type != "application/x-www-form-urlencoded":
        return True
    try:
        unquote_to_bytes(request.body.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return False
    except RawPostDataException:
        return True
    return True


def _plain(errors: dict) -> dict[str, list[str]]:
    return {name: [str(message) for message in messages] for name, messages in errors.items()}


def _headers(error: CommunityError) -> dict[str, str]:
    retry_after = getattr(error, "retry_after", None)
    return {"Retry-After": str(retry_after)} if retry_after else {}
