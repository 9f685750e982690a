"""The live preview of a brand kit in the admin: for whoever may make or change kits, and it never saves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import View

from channel_community.partners.advice import Advice, advice_for, problems_of
from channel_community.partners.cards import card_png
from channel_community.partners.kits import css_of
from channel_community.partners.letters import letterhead_for
from channel_community.partners.models import BrandKit
from channel_community.partners.preview import PARTS, draft_of, kit_of, sample, sample_card, worn_by

LABELS = {
    "page": gettext_lazy("Page"),
    "thread": gettext_lazy("Thread"),
    "mail": gettext_lazy("Mail"),
    "card": gettext_lazy("Social card"),
    "light": gettext_lazy("On light"),
    "dark": gettext_lazy("On dark"),
    "phone": gettext_lazy("Phone"),
    "desktop": gettext_lazy("Desktop"),
}

#: Either is enough to work on a kit.
_RIGHTS = ("channel_community.add_brandkit", "channel_community.change_brandkit")
_TEMPLATES = "channel_community/admin/kit_preview/"
#: A draft's address never shows anything else, but it is nobody else's to keep.
_PRIVATE = "private, max-age=600"
#: Mail carries its looks in style attributes, and nothing else of it may do anything.
_MAIL_POLICY = "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; frame-ancestors 'self'"


class ForKitMakers(View):
    """Whoever may neither add nor change kits is refused, as everywhere in the admin."""

    def dispatch(self, request, *args, **kwargs):
        if not any(request.user.has_perm(right) for right in _RIGHTS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class KitPreviewView(ForKitMakers):
    """POST with the form's values: what is wrong with them, what could be better, and the frames to show.

    It answers JSON to whoever asks for it (the editor, while somebody types), and else a page.
    """

    form_class = None
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        kit, problems = self._checked(request)
        frames = frames_of(kit) if kit else []
        advice = advice_for(kit) if kit else []
        if request.accepts("text/html"):
            context = {"problems": problems, "advice": advice, "frames": frames, "kit": kit}
            return render(request, f"{_TEMPLATES}full.html", context)
        return JsonResponse(
            {
                "errors": by_field(problems),
                "advice": by_field(advice),
                "frames": {frame["key"]: frame["url"] for frame in frames},
            }
        )

    def _checked(self, request: HttpRequest) -> tuple[BrandKit | None, list[Advice]]:
        values = request.POST.copy()
        if not values.get("name", "").strip():
            values["name"] = _("Your brand")  # a name is asked for when the kit is saved
        pk = values.get("kit", "")
        saved = (
            BrandKit.objects.filter(pk=pk).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
        )
        form = self.form_class(values, instance=saved or BrandKit(), for_user=request.user)
        if form.is_valid():
            kit = form.instance
            kit.derived = {}  # worked out from the new colours, not from the saved ones
            return kit, []
        return None, problems_of(ValidationError(form.errors.as_data()))


@method_decorator(xframe_options_sameorigin, name="dispatch")
class KitFrameView(ForKitMakers):
    """GET: one document of the preview, or the card's picture."""

    def get(self, request: HttpRequest, part: str, scheme: str) -> HttpResponse:
        if scheme not in PARTS.get(part, ()):
            raise Http404
        kit = _kit(request)
        community, branding = worn_by(kit, request, _tokens_url(request))
        if part == "card":
            response = HttpResponse(
                card_png(sample_card(community, branding, is_dark=scheme == "dark")), content_type="image/png"
            )
        elif part == "mail":
            response = _mail(community, branding)
        else:
            response = render(request, f"{_TEMPLATES}{part}.html", sample(part, scheme, community, branding))
        response["Cache-Control"] = _PRIVATE
        return response


class KitTokensView(ForKitMakers):
    """GET: the draft's stylesheet, as browsers will get the saved one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        headers = {"Cache-Control": _PRIVATE}
        return HttpResponse(css_of(_kit(request)), content_type="text/css; charset=utf-8", headers=headers)


def frames_of(kit: BrandKit) -> list[dict]:
    """Every frame of a kit: what it shows, in which scheme, at which width, and its address."""
    query = urlencode({"draft": draft_of(kit)})
    return [
        {
            "key": f"{part}-{scheme}",
            "part": part,
            "scheme": scheme,
            "label": LABELS[scheme],
            "title": f"{LABELS[part]} · {LABELS[scheme]}",
            "url": f"{_frame_url(part, scheme)}?{query}",
        }
        for part, schemes in PARTS.items()
        for scheme in schemes
    ]


def by_field(advice: Iterable[Advice]) -> dict[str, list[dict]]:
    """Sentences by the name of their field, as plain values."""
    found: dict[str, list[dict]] = {}
    for one in advice:
        found.setdefault(one.field, []).append(asdict(one))
    return found


def _mail(community, branding) -> HttpResponse:
    words = {
        "letterhead": letterhead_for(community, branding),
        "subject": _("You have a seat: restoring in forty minutes"),
        "paragraphs": [
            _("Thank you for coming. Ana shows how they came from nine hours to forty minutes."),
            _("You can ask your questions before, in the thread of the webinar."),
        ],
        "url": "#",
        "label": _("To the webinar"),
    }
    headers = {"Content-Security-Policy": _MAIL_POLICY}
    return HttpResponse(render_to_string("channel_community/emails/notice.html", words), headers=headers)


def _kit(request: HttpRequest) -> BrandKit:
    kit = kit_of(request.GET.get("draft", ""))
    if kit is None:
        raise Http404
    return kit


def _tokens_url(request: HttpRequest) -> str:
    query = urlencode({"draft": request.GET["draft"]})
    return f"{reverse('community_kits:preview_tokens')}?{query}"


def _frame_url(part: str, scheme: str) -> str:
    return reverse("community_kits:preview_frame", args=[part, scheme])
