"""Files that partner staff may upload: kinds by name, and no program inside, whatever the site allows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from channel_community.conf import settings

#: Endings of files that a browser may run when it opens them. No setting lets these in.
REFUSED = frozenset({"svg", "svgz", "html", "htm", "shtml", "xhtml", "xht", "xml", "mht", "mhtml"})
#: Endings of plain text: nothing else tells what is in them, so they are read to the end.
TEXT = frozenset({"txt", "text", "csv", "tsv", "md", "ics", "vcf", "vtt", "srt", "json", "log"})
#: How the text of files begins that a browser runs, whatever they are called.
_SIGNS = (b"<svg", b"<!doctype html", b"<html", b"<script")
#: So much of other files is read. Pictures and films are long, and any four bytes occur in them somewhere.
_LOOKED_AT = 65536
_LONGEST = max(map(len, _SIGNS))


def refusal(request: HttpRequest, name: str) -> HttpResponse | None:
    """An answer in words when the request brings such a file, else None."""
    files = _files(request) if request.method == "POST" else []
    words = next(filter(None, map(_why_not, files)), "")
    if not words:
        return None
    if name.endswith(":add_multiple"):  # its page shows the reason beside the file
        return JsonResponse({"success": False, "error_message": words}, status=200)
    return render(request, "channel_community/admin/refused_file.html", {"reason": words}, status=403)


def _files(request: HttpRequest) -> list:
    return [file for key in request.FILES for file in request.FILES.getlist(key)]


def _why_not(file) -> str:
    ending = PurePath(file.name or "").suffix.lower().lstrip(".")
    allowed = [kind for kind in map(_as_ending, settings.PARTNER_UPLOAD_ENDINGS) if kind not in REFUSED]
    if ending not in allowed:
        words = _("“%(file)s” is of a kind that partners cannot upload. Possible are: %(endings)s.")
        return words % {"file": file.name, "endings": ", ".join(allowed)}
    if _carries_a_program(file, ending):
        words = _("There is markup in “%(file)s” that a browser would run as a program. Save it as a PDF.")
        return words % {"file": file.name}
    return ""


def _as_ending(written: str) -> str:
    return written.lower().lstrip(".")


def _carries_a_program(file, ending: str) -> bool:
    file.seek(0)
    found = any(sign in part for part in _parts(file, ending in TEXT) for sign in _SIGNS)
    file.seek(0)
    return found


def _parts(file, whole: bool) -> Iterator[bytes]:
    """What is read, piece by piece, each with the end of the one before.

    Without zeros, in small letters: UTF-16 has a zero in each letter of these signs.
    """
    before = b""
    while piece := file.read(_LOOKED_AT):
        part = before + piece.replace(b"\0", b"").lower()
        yield part
        if not whole:
            return
        before = part[-_LONGEST:]
