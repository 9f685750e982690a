"""How an editor picks objects that are no pages, images or documents: only those in their own scope."""

from django import forms
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock

from channel_community.content.scopes import choosable


def words_form(label, *lookups) -> type[BaseFilterForm]:
    """A filter form with one field that looks for words in any of `lookups`."""

    class WordsForm(BaseFilterForm):
        q = forms.CharField(label=label, required=False)

        def filter(self, objects):
            objects = super().filter(objects)
            words = self.cleaned_data.get("q", "").strip()
            if not words:
                return objects
            self.is_searching, self.search_query = True, words
            found = Q()
            for lookup in lookups:
                found |= Q(**{f"{lookup}__icontains": words})
            return objects.filter(found)

    return WordsForm


class InScope:
    """Answers about objects that the editor may choose. The rest does not exist."""

    def in_scope(self):
        return choosable(self.model_class, self.request.user)


class ListsInScope(InScope):
    """One page of the list, filtered by words. `details` are columns beside the title: (label, attribute)."""

    details: tuple = ()
    related: tuple = ()

    def get_object_list(self):
        return self.in_scope().select_related(*self.related)

    @property
    def columns(self):
        found = [Column(name, label=label, accessor=name) for label, name in self.details]
        return [*super().columns, *found]


class ScopedChosenView(InScope, chooser.ChosenView):
    """What the form learns of the object that was chosen."""

    def get_object(self, pk):
        found = self.in_scope().filter(pk__in=_numbers([pk])).first()
        if found is None:
            raise self.model_class.DoesNotExist
        return found


class ScopedChosenMultipleView(InScope, chooser.ChosenMultipleView):
    """The same for several objects."""

    def get_objects(self, pks):
        return self.in_scope().filter(pk__in=_numbers(pks))


class ScopedChooserViewSet(ChooserViewSet):
    """A chooser of what is in the editor's scope. Subclasses say how it is listed and searched."""

    #: Columns beside the title, as (label, attribute); what is fetched with each row; how rows are ordered.
    details: tuple = ()
    related: tuple = ()
    ordering: tuple = ("pk",)
    #: The label of the search field, and the lookups it searches in.
    search_label = _("Title")
    search_in: tuple = ("title",)

    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        listed = {
            "details": self.details,
            "related": self.related,
            "ordering": self.ordering,
            "filter_form_class": words_form(self.search_label, *self.search_in),
        }
        self.choose_view_class = type("ChooseView", (ListsInScope, chooser.ChooseView), listed)
        self.choose_results_view_class = type(
            "ChooseResultsView", (ListsInScope, chooser.ChooseResultsView), listed
        )

    def get_urlpatterns(self):
        """Nothing is made from within a chooser."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


class MemberChooserViewSet(ScopedChooserViewSet):
    """Used by the author field of an article and by the block of people."""

    model = "channel_community.Member"
    icon = "user"
    choose_one_text = _("Choose a member")
    choose_another_text = _("Choose another member")
    edit_item_text = _("Edit this member")
    details = ((_("Handle"), "handle"), (_("About"), "headline"))
    ordering = ("name", "pk")
    search_label = _("Name or handle")
    search_in = ("name", "handle")


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


def _numbers(keys) -> list[int]:
    """Those of `keys` that can be a primary key."""
    texts = (str(key) for key in keys)
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < 19]
