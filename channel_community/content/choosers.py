"""How an editor picks a member."""

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock


class MemberFilterForm(BaseFilterForm):
    """Find a member by name or handle."""

    q = forms.CharField(label=_("Name or handle"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        words = self.cleaned_data.get("q", "").strip()
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(Q(name__icontains=words) | Q(handle__icontains=words))


class ListsMembers:
    """Members in the order of their names, filtered by words."""

    filter_form_class = MemberFilterForm

    def get_object_list(self):
        return self.model_class.objects.order_by("name", "pk")

    def apply_object_list_ordering(self, objects):
        return objects


class MemberChooseView(ListsMembers, chooser.ChooseView):
    pass


class MemberChooseResultsView(ListsMembers, chooser.ChooseResultsView):
    pass


class MemberChooserViewSet(ChooserViewSet):
    """The dialogue; used by the author field of an article and by the block of people."""

    model = "channel_community.Member"
    icon = "user"
    choose_one_text = _("Choose a member")
    choose_another_text = _("Choose another member")
    edit_item_text = _("Edit this member")
    choose_view_class = MemberChooseView
    choose_results_view_class = MemberChooseResultsView


member_chooser = MemberChooserViewSet("community_member_chooser")


class MemberChooserBlock(ChooserBlock):
    """One member; a list of them is fetched with one query."""

    target_model = "channel_community.Member"

    class Meta:
        icon = "user"

    @cached_property
    def widget(self):
        return member_chooser.widget_class()

    def bulk_to_python(self, values):
        members = self.model_class.objects.select_related("level", "public_partner").in_bulk(values)
        return [members.get(value) for value in values]
