"""What the partner's screens are made of, in Wagtail's own components."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column

from channel_community.onboarding.forms import OnboardForm, PartnerForm
from channel_community.onboarding.queries import space_of
from channel_community.onboarding.state_changes import open_changes
from channel_community.partners.viewsets import slug_input


class SpacePanel(Panel):
    """Where everything of the partner is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "channel_community/admin/partner_space.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            context["space"] = space_of(self.instance)
            context["partner"] = self.instance
            context["changes"] = open_changes(self.instance)
            context["may_open_groups"] = self.request.user.has_perm("auth.change_group")
            return context


class FrontColumn(Column):
    """The partner's front page: live, or a draft."""

    cell_template_name = "channel_community/admin/partner_front.html"

    def get_value(self, instance):
        return getattr(instance, "front", None)


def _who() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    TitleFieldPanel("name", targets=["slug"], placeholder=False),
                    FieldPanel("slug", widget=slug_input()),
                ]
            ),
            FieldPanel("tagline", help_text=_("One line, under the name: it opens the partner’s page.")),
            FieldPanel("website"),
        ],
        heading=_("Who they are"),
    )


def _where() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("region"), FieldPanel("tier")]),
            FieldPanel("specialities", widget=forms.CheckboxSelectMultiple),
            FieldPanel("site"),
        ],
        heading=_("Where people find them"),
    )


ONBOARD = ObjectList(
    [
        _who(),
        MultiFieldPanel(
            [
                FieldPanel("editors"),
                FieldPanel("admins"),
                FieldPanel("admins_publish"),
            ],
            heading=_("Their people"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "brand_kit",
                    help_text=_("Choose one that is there, or let the next two make one."),
                ),
                FieldRowPanel([FieldPanel("accent"), FieldPanel("logo")]),
            ],
            heading=_("How they look"),
        ),
        _where(),
        MultiFieldPanel(
            [FieldPanel("public_boards"), FieldPanel("customers_board")], heading=_("Where they talk")
        ),
    ],
    base_form_class=OnboardForm,
)

EDIT = ObjectList(
    [
        SpacePanel(heading=_("Their space")),
        _who(),
        FieldPanel("description"),
        _where(),
        MultiFieldPanel([FieldPanel("brand_kit"), FieldPanel("admins_publish")], heading=_("How they work")),
    ],
    base_form_class=PartnerForm,
)
