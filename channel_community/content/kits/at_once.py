"""What the page editor says of a copy whose edits need nobody's approval: it is published, not submitted."""

from __future__ import annotations

from django.contrib.messages import add_message, get_messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem, PublishMenuItem, SubmitForModerationMenuItem

from channel_community.content.kits.pages import KitPageMixin


class PublishAtOnce(ActionMenuItem):
    """Submits as Wagtail's own item does; the kit's approval beforehand makes that publishing."""

    name = SubmitForModerationMenuItem.name
    label = gettext_lazy("Publish")
    icon_name = "upload"


@hooks.register("construct_page_action_menu")
def say_publish(menu_items, request, context) -> None:
    """“Submit to …” reads “Publish” on such a copy, and goes where there is a “Publish” beside it."""
    page = context.get("page")
    if not _is_at_once(page) or page.current_workflow_state:
        return
    submits = [item for item in menu_items if isinstance(item, SubmitForModerationMenuItem)]
    has_publish = any(isinstance(item, PublishMenuItem) for item in menu_items)
    for item in submits:
        place = menu_items.index(item)
        menu_items[place : place + 1] = [] if has_publish else [PublishAtOnce(order=item.order)]


@hooks.register("after_edit_page")
def say_live(request, page) -> None:
    """The message after submitting says what became of the page, where that is not moderation."""
    if "action-submit" not in request.POST or not _is_at_once(page) or page.current_workflow_state:
        return
    stored = type(page).objects.get(pk=page.pk)
    if not stored.live or stored.live_revision_id != stored.latest_revision_id:
        return
    said = list(get_messages(request))  # read, they are no longer kept: all but the last are said again
    for message in said[:-1]:
        add_message(request, message.level, message.message, extra_tags=message.extra_tags)
    url = stored.get_url(request)
    buttons = [messages.button(url, _("View it"), False)] if url else []
    buttons.append(messages.button(reverse("wagtailadmin_pages:edit", args=[stored.pk]), _("Edit")))
    words = _("“%(title)s” is live.") % {"title": stored.get_admin_display_title()}
    messages.success(request, words, buttons=buttons)


def _is_at_once(page) -> bool:
    return isinstance(page, KitPageMixin) and bool(page.pk) and page.publishes_at_once
