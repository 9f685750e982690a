"""What the admin screens of partners and of kits share."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from channel_community.exceptions import CommunityError, Conflict, Invalid
from channel_community.members.actions import member_ensure


class SavesByAction:
    """A create or edit view that saves through the domain's own action, and shows its refusal in the form."""

    log_action = "wagtail.edit"

    def by_action(self, instance, values: dict):
        """Save, and return the instance."""
        raise NotImplementedError

    def save_instance(self):
        instance = self.by_action(self.form.instance, self.form.cleaned_data)
        self.has_content_changes = self.form.has_changed()
        log(instance, self.log_action, user=self.request.user, content_changed=self.has_content_changes)
        return instance

    def form_valid(self, form) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (Invalid, Conflict) as refused:
            _add_errors(form, refused)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    @cached_property
    def actor(self):
        return member_ensure(user=self.request.user)


class KeptView:
    """An edit view without copying and deleting: both would leave what others hold without its owner."""

    def get_delete_url(self):
        return None

    def get_copy_url(self):
        return None


class KeptViewSet(ModelViewSet):
    """A model viewset whose rows are neither deleted nor copied."""

    copy_view_enabled = False
    add_to_reference_index = False
    search_backend_name = None

    def get_common_view_kwargs(self, **kwargs):
        # Without its name no view offers the address of a view that is not there.
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in {"delete", "copy"}]


def _add_errors(form, refused: CommunityError) -> None:
    """Each beside its field where the form has one, or above all of them."""
    for name, found in (refused.errors or {None: [str(refused.detail)]}).items():
        form.add_error(
            name if name in form.fields else None, ValidationError([str(error) for error in found])
        )
