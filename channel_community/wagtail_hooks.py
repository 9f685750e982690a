"""What Wagtail is told of the community: wiring only."""

from wagtail import hooks

from channel_community.content.choosers import member_chooser
from channel_community.content.doors import closed_door
from channel_community.events.viewsets import viewsets as event_viewsets
from channel_community.home import partner_pages  # noqa: F401 - registers what partner pages show of the community
from channel_community.reputation.viewsets import viewsets as reputation_viewsets
from channel_community.webinars.viewsets import viewsets as webinar_viewsets


@hooks.register("on_serve_page", order=-10)
def explain_closed_doors(serve):
    """Outside of Wagtail's own privacy check: its answer comes first, and only a refusal is put in words.

    A page that is served costs nothing more.
    """

    def explained(page, request, args, kwargs):
        return closed_door(page, request, serve(page, request, args, kwargs))

    return explained


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [member_chooser, *reputation_viewsets, *event_viewsets, *webinar_viewsets]
