"""What Wagtail is told of the community: wiring only."""

from importlib import import_module

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet

from channel_community.content.choosers import member_chooser
from channel_community.content.collection_doors import closed_document
from channel_community.content.doors import closed_door
from channel_community.content.kits import at_once as kits_at_once  # noqa: F401 - what the editor says
from channel_community.content.kits import hooks as kits  # noqa: F401 - words for the log
from channel_community.home import choosers, partner_pages  # noqa: F401 - registers what partner pages show
from channel_community.isolation import hooks as isolation
from channel_community.onboarding import desk  # noqa: F401 - the first page of partner staff
from channel_community.onboarding.hiding import refuse_hidden_file, refuse_hidden_page
from channel_community.partners.viewsets import viewsets as partner_viewsets

#: Domains whose `viewsets` module lists what the menu shows of them.
DOMAINS = (
    "onboarding",
    "partners.invitations",
    "content.kits",
    "discussions",
    "webinars",
    "reputation",
    "events",
)


def all_viewsets() -> list:
    """Every domain's viewsets by their `menu_order`, which Wagtail 7.4 does not look at in groups."""
    found = list(partner_viewsets)
    for domain in DOMAINS:
        found += _viewsets_of(f"channel_community.{domain}.viewsets")
    return sorted(found, key=lambda viewset: viewset.menu_order)


def _viewsets_of(path: str) -> list:
    try:
        return list(import_module(path).viewsets)
    except ModuleNotFoundError as error:
        if error.name != path:
            raise
        return []


class CommunityGroup(ViewSetGroup):
    """One menu for all of it."""

    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 250
    items = tuple(all_viewsets())


register_snippet("channel_community.content.kits.snippet.ContentKitViewSet")


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [CommunityGroup(), member_chooser, *choosers.choosers]


@hooks.register("on_serve_page", order=-10)
def explain_closed_doors(serve):
    """Outside of Wagtail's own privacy check: its answer comes first, and only a refusal is put in words.

    A page that is served costs nothing more.
    """

    def explained(page, request, args, kwargs):
        return closed_door(page, request, serve(page, request, args, kwargs))

    return explained


@hooks.register("before_serve_page", order=-10)
def hide_suspended_pages(page, request, args, kwargs):
    refuse_hidden_page(page, request)


@hooks.register("before_serve_document", order=-10)
def hide_suspended_documents(document, request):
    refuse_hidden_file(document, request)


@hooks.register("before_serve_document", order=-5)
def explain_closed_documents(document, request):
    """Before Wagtail's own check, which sends a signed-in person to sign in again and again."""
    return closed_document(document, request)


isolation.register()
