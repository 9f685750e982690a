"""The admin's screens of partners: the list, coming aboard, editing, and a change of state."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from channel_community.discussions.models import Board
from channel_community.exceptions import CommunityError
from channel_community.members.actions import member_ensure
from channel_community.onboarding.actions import partner_onboard
from channel_community.onboarding.forms import ReasonForm
from channel_community.onboarding.pages import front_pages
from channel_community.onboarding.queries import fronts_of, partners_listed
from channel_community.onboarding.state_changes import CHANGES, consequences, open_changes
from channel_community.partners import actions
from channel_community.partners.admin_views import KeptView, SavesByAction
from channel_community.partners.models import Invitation, Partner

#: What of the create form goes to the action under its own name.
ONBOARD_FIELDS = (
    *("name", "slug", "tagline", "region", "tier", "website", "site", "admins_publish", "specialities"),
    *("accent", "logo", "editors", "admins", "public_boards", "customers_board"),
)


class PartnerIndexView(generic.IndexView):
    """Every partner with what tells them apart; the front pages of one page of the list by one query."""

    def get_base_queryset(self):
        return partners_listed()

    def get_table(self, object_list):
        partners = list(object_list)
        fronts = fronts_of(partners)
        for partner in partners:
            partner.front = fronts.get(partner.pk)
        return super().get_table(partners)


class PartnerCreateView(SavesByAction, generic.CreateView):
    """A partner comes aboard."""

    log_action = "wagtail.create"
    page_title = gettext_lazy("New partner")
    submit_button_label = gettext_lazy("Create and invite")
    submit_button_active_label = gettext_lazy("Creating…")

    def by_action(self, instance, values):
        wanted = {name: values[name] for name in ONBOARD_FIELDS}
        return partner_onboard(kit=values["brand_kit"], actor=self.actor, **wanted)

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_message(self, instance):
        invited = Invitation.objects.filter(partner=instance).count()
        boards = Board.objects.filter(partner=instance).count()
        return " ".join(
            [
                _("%(name)s is aboard: page, brand kit, files, groups and approval are ready.")
                % {"name": instance.name},
                ngettext("%(count)d board was made.", "%(count)d boards were made.", boards)
                % {"count": boards},
                ngettext("%(count)d invitation goes out.", "%(count)d invitations go out.", invited)
                % {"count": invited},
            ]
        )

    def get_success_buttons(self):
        links = [(page.url, _("Page")) for page in front_pages(self.object)[:1] if page.url]
        links.append((reverse("channel_community:partner", args=[self.object.slug]), _("Boards")))
        invitations = reverse("community_invitations:index")
        links.append((f"{invitations}?partner={self.object.pk}", _("Invitations")))
        return [messages.button(url, text) for url, text in links]


class PartnerEditView(SavesByAction, KeptView, generic.EditView):
    """A partner's fields, and where everything of it is."""

    def by_action(self, instance, values):
        partner = Partner.objects.get(pk=instance.pk)
        details = {name: values[name] for name in actions.PARTNER_FIELDS if name in values}
        return actions.partner_update(
            partner=partner, actor=self.actor, specialities=values["specialities"], **details
        )

    @cached_property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            *(
                Button(change.label, url=url, icon_name=change.icon, priority=50 + number)
                for number, (change, url) in enumerate(open_changes(self.object))
            ),
        ]


class PartnerStateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Says what a change of state will do, asks for the reason, and does it by POST."""

    model = None
    permission_policy = None
    permission_required = "change"
    index_url_name = None
    edit_url_name = None
    header_icon = "group"
    form_class = ReasonForm
    template_name = "channel_community/admin/partner_state_change.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.change = next((change for change in CHANGES if change.name == kwargs["change"]), None)

    @cached_property
    def partner(self) -> Partner:
        return get_object_or_404(Partner, pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        return self._unless_done() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._unless_done() or super().post(request, *args, **kwargs)

    def _unless_done(self) -> HttpResponse | None:
        """Back to the partner where the state is no longer one that this change is for."""
        if self.change is None:
            raise Http404
        if self.partner.state in self.change.open_in:
            return None
        words = _("%(name)s is “%(state)s” already: nothing was changed.")
        state = self.partner.get_state_display()
        messages.warning(self.request, words % {"name": self.partner.name, "state": state})
        return redirect(self._edit_url())

    def form_valid(self, form):
        reason = form.cleaned_data["reason"]
        try:
            self.change.action(
                partner=self.partner, actor=member_ensure(user=self.request.user), reason=reason
            )
        except CommunityError as refused:
            form.add_error(None, str(refused.detail))
            return self.form_invalid(form)
        log(self.partner, "wagtail.edit", user=self.request.user, data={"reason": reason})
        messages.success(self.request, str(self.change.said) % {"name": self.partner.name})
        return redirect(self._edit_url())

    def get_page_title(self):
        return str(self.change.question) % {"name": self.partner.name}

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Partners")},
            {"url": self._edit_url(), "label": self.partner.name},
            {"url": "", "label": self.change.label},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "partner": self.partner,
            "change": self.change,
            "cancel_url": self._edit_url(),
            "consequences": consequences(self.partner, self.change.name),
        }

    def _edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.partner.pk])
