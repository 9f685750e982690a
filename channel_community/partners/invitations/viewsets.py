"""Invitations, in the Wagtail admin."""

from __future__ import annotations

import django_filters
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from channel_community.exceptions import CommunityError
from channel_community.members.actions import member_ensure
from channel_community.members.enums import MembershipRole
from channel_community.members.viewer import Viewer
from channel_community.partners.enums import InvitationState, PartnerState
from channel_community.partners.invitations import actions
from channel_community.partners.invitations.limits import counted
from channel_community.partners.invitations.permissions import can_appoint
from channel_community.partners.invitations.policy import POLICY, admin_viewer, invitations_for
from channel_community.partners.invitations.queries import is_expired
from channel_community.partners.invitations.rules import ROLES
from channel_community.partners.models import Invitation, Partner

EXPIRED = "expired"
STATES = [*InvitationState.choices, (EXPIRED, gettext_lazy("Waiting, time is over"))]


def partners_for(viewer: Viewer):
    """The partners whose people the viewer looks after."""
    partners = Partner.objects.order_by("name", "pk")
    return partners if viewer.is_manager else partners.filter(pk__in=viewer.administered)


class InvitationFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=STATES, label=gettext_lazy("State"), method="filter_state")
    role = django_filters.ChoiceFilter(
        choices=[(role.value, role.label) for role in ROLES], label=gettext_lazy("Role")
    )
    partner = django_filters.ModelChoiceFilter(
        queryset=lambda request: partners_for(admin_viewer(request.user)), label=gettext_lazy("Partner")
    )

    class Meta:
        model = Invitation
        fields = ["state", "role", "partner"]

    def filter_state(self, queryset, name, value):
        if value == EXPIRED:
            return queryset.filter(state=InvitationState.PENDING, expires_at__lte=timezone.now())
        return queryset.filter(state=value)


class StateColumn(Column):
    """What became of it; one whose time is over says so."""

    cell_template_name = "channel_community/admin/invitation_state.html"

    def get_value(self, instance):
        is_over = instance.state == InvitationState.PENDING and is_expired(instance)
        return dict(STATES)[EXPIRED] if is_over else instance.get_state_display()


class EndColumn(Column):
    """A moment to come; Wagtail's own column tells how long ago something was."""

    def get_value(self, instance):
        return date_format(timezone.localtime(instance.expires_at), "SHORT_DATETIME_FORMAT")


class ActsColumn(Column):
    """The buttons that send again and take back, while it waits."""

    cell_template_name = "channel_community/admin/invitation_acts.html"

    def get_value(self, instance):
        return {
            name: reverse(f"community_invitations:{name}", args=[instance.pk])
            for name in ("resend", "revoke")
        }

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        may_change = POLICY.user_has_permission_for_instance(request.user, "change", instance)
        context["is_offered"] = instance.state == InvitationState.PENDING and may_change
        context["csrf_token"] = get_token(request)
        return context


class InvitationIndexView(generic.IndexView):
    """Everybody who was invited, newest first."""

    default_ordering = ["-created_at", "-pk"]

    @property
    def columns(self):
        return [
            Column("email", label=_("Mail address"), sort_key="email"),
            Column("partner", label=_("Partner"), sort_key="partner__name"),
            Column("role", label=_("Role"), accessor="get_role_display"),
            StateColumn("state", label=_("State"), sort_key="state"),
            Column("invited_by", label=_("Invited by")),
            DateColumn("sent_at", label=_("Last sent"), sort_key="sent_at"),
            EndColumn("expires_at", label=_("Open until"), sort_key="expires_at"),
            ActsColumn("acts", label=_("Action")),
        ]

    def get_base_queryset(self):
        found = invitations_for(admin_viewer(self.request.user))
        return found.select_related("partner", "invited_by")

    def get_edit_url(self, instance):
        return None

    def get_copy_url(self, instance):
        return None

    def get_delete_url(self, instance):
        return None


class InvitationCreateView(generic.CreateView):
    """Invite one person."""

    page_title = gettext_lazy("Invite")

    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        viewer = admin_viewer(self.request.user)
        form.fields["partner"].queryset = partners_for(viewer).filter(state=PartnerState.ACTIVE)
        roles = [role for role in ROLES if role != MembershipRole.ADMIN or viewer.is_manager]
        form.fields["role"].choices = [(role.value, role.label) for role in roles]
        return form

    def save_instance(self):
        values = self.form.cleaned_data
        viewer = admin_viewer(self.request.user)
        if not can_appoint(viewer, values["partner"].pk, values["role"]):
            raise ValidationError(_("Only the brand appoints administrators."))
        with counted(viewer):
            return actions.invitation_create(actor=member_ensure(user=self.request.user), **values)

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (CommunityError, ValidationError) as refused:
            words = refused.detail if isinstance(refused, CommunityError) else refused
            field = next(iter(getattr(refused, "errors", {})), None)
            form.add_error(field if field in form.fields else None, words)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_message(self, instance):
        return _("The invitation to %(email)s is on its way.") % {"email": instance.email}

    def get_success_buttons(self):
        return []


@method_decorator(require_POST, name="dispatch")
class ChangeView(View):
    """One of the two buttons of a row. What is not the user's to see answers 404."""

    def change(self, invitation: Invitation, actor) -> str:
        """Do it, and return what to say."""
        raise NotImplementedError

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        viewer = admin_viewer(request.user)
        found = get_object_or_404(invitations_for(viewer).select_related("partner"), pk=pk)
        if not can_appoint(viewer, found.partner_id, found.role):
            messages.error(request, _("Only the brand decides about invitations of administrators."))
            return redirect("community_invitations:index")
        try:
            messages.success(request, self.change(found, member_ensure(user=request.user)))
        except CommunityError as refused:
            messages.error(request, str(refused.detail))
        return redirect("community_invitations:index")


class ResendView(ChangeView):
    def change(self, invitation, actor):
        with counted(admin_viewer(self.request.user)):
            actions.invitation_resend(invitation=invitation, actor=actor)
        return _("Sent again to %(email)s, with a new link.") % {"email": invitation.email}


class RevokeView(ChangeView):
    def change(self, invitation, actor):
        actions.invitation_revoke(invitation=invitation, actor=actor)
        return _("Taken back: the link sent to %(email)s opens no more.") % {"email": invitation.email}


class InvitationViewSet(ModelViewSet):
    """Listing, inviting, sending again and taking back; an invitation is neither edited nor deleted."""

    model = Invitation
    name = "community_invitations"
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    menu_order = 150
    index_view_class = InvitationIndexView
    add_view_class = InvitationCreateView
    filterset_class = InvitationFilter
    form_fields = ["partner", "email", "role"]
    search_fields = ["email", "partner__name", "invited_by__name"]
    search_backend_name = None
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = False
    permission_policy = POLICY

    def get_common_view_kwargs(self, **kwargs):
        # Without their names no view offers the address of a view that is not there.
        absent = ("edit_url_name", "delete_url_name", "history_url_name", "usage_url_name")
        return super().get_common_view_kwargs(**{**dict.fromkeys(absent), **kwargs})

    def get_permissions_to_register(self):
        return Permission.objects.none()  # the permission table decides, not rights on the model

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("<int:pk>/resend/", ResendView.as_view(), name="resend"),
            path("<int:pk>/revoke/", RevokeView.as_view(), name="revoke"),
        ]


viewsets = [InvitationViewSet()]
