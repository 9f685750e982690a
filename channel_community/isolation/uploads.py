"""Files that partner staff may not upload, whatever the site allows: those that can carry script."""

from __future__ import annotations

from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

#: Endings of files that a browser may run when it opens them.
REFUSED = frozenset({".svg", ".svgz", ".html", ".htm", ".xhtml", ".xht", ".xml", ".mht", ".mhtml"})
#: How the text of such files begins, whatever they are called.
_SIGNS = (b"<svg", b"<!doctype html", b"<html", b"<script")
_LOOKED_AT = 4096


def refusal(request: HttpRequest, name: str) -> HttpResponse | None:
    """An answer in words when the request brings such a file, else None."""
    if request.method != "POST" or not any(_is_refused(file) for file in _files(request)):
        return None
    words = _("Files of this kind can carry a program, so partners cannot upload them. Use PNG, JPEG or PDF.")
    if name.endswith(":add_multiple"):  # its page shows the reason beside the file
        return JsonResponse({"success": False, "error_message": words}, status=200)
    return render(request, "channel_community/admin/refused_file.html", {"reason": words}, status=403)


def _files(request: HttpRequest) -> list:
    return [file for key in request.FILES for file in request.FILES.getlist(key)]


def _is_refused(file) -> bool:
    if PurePath(file.name or "").suffix.lower() in REFUSED:
        return True
    file.seek(0)
    start = file.read(_LOOKED_AT).lower()
    file.seek(0)
    return any(sign in start for sign in _SIGNS)
