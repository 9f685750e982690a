"""What to do next, and whom to turn to."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from channel_community.content.blocks.base import GROUP_PEOPLE, PREVIEW, TEMPLATES, HasExample, HasRules
from channel_community.content.cards import PersonCard
from channel_community.content.choosers import MemberChooserBlock
from channel_community.members.cards import author_of
from channel_community.members.models import Member
from channel_community.sanitize import safe_url


class CallToActionValue(blocks.StructValue):
    """Adds `href`: the page's address, else the address that was typed."""

    @cached_property
    def href(self):
        page = self.get("page")
        return (page.url if page else "") or self.get("url") or ""


class CallToActionBlock(HasRules, blocks.StructBlock):
    """One thing to do next."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(
        label=_("Text"), required=False, max_length=400, help_text=_("Up to 400 characters.")
    )
    label = blocks.CharBlock(
        label=_("Words on the button"), max_length=40, help_text=_("What happens then: “Book a drill”.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("Or an address"),
        required=False,
        max_length=500,
        help_text=_("For example https://example.org/trial, or /community/webinars/ on this site."),
    )

    class Meta:
        icon = "link"
        label = _("Call to action")
        group = GROUP_PEOPLE
        template = f"{TEMPLATES}/call_to_action.html"
        preview_template = PREVIEW
        value_class = CallToActionValue
        preview_value = {
            "title": _("See it done"),
            "text": _("We restore one of your own folders with you, and you keep the sheet."),
            "label": _("Book a drill"),
            "url": "/",
        }
        description = _("One thing to do next, with a button.")

    def problems(self, value):
        url = (value.get("url") or "").strip()
        if value.get("page") or safe_url(url) or (not url and self.is_deferred_validation):
            return {}
        if not url:
            return {"url": _("Choose a page or write an address: the button needs somewhere to lead.")}
        words = _("Write an address that begins with https://, or a path of this site such as /community/.")
        return {"url": words}


class PeopleBlock(HasExample, blocks.StructBlock):
    """People to meet, by their profiles. The template gets `people`, a list of PersonCard."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    members = blocks.ListBlock(
        MemberChooserBlock(label=_("Member")), label=_("Members"), min_num=1, max_num=12
    )

    class Meta:
        icon = "group"
        label = _("People")
        group = GROUP_PEOPLE
        template = f"{TEMPLATES}/people.html"
        preview_template = PREVIEW
        description = _("Members whom readers can turn to.")

    def example(self):
        value = self.to_python({"title": _("Ask us"), "members": []})
        value["members"] = [
            Member(pk=0, handle="ana", name="Ana Horvat", headline=_("Restores things")),
            Member(pk=0, handle="ben", name="Ben Okafor", headline=_("Looks after twelve schools")),
        ]
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["people"] = [
            PersonCard(**vars(author_of(member)), headline=member.headline)
            for member in value["members"]
            if member
        ]
        return context
