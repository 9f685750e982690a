from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from channel_community.discussions.enums import ThreadKind
from channel_community.discussions.models import Thread


class ThreadFilter(django_filters.FilterSet):
    """What a board's list can be narrowed to. Filters never widen what the base queryset lets through."""

    kind = django_filters.ChoiceFilter(
        choices=ThreadKind.choices, label=_("Kind"), empty_label=_("Everything")
    )
    unanswered = django_filters.BooleanFilter(
        method="keep_unanswered", label=_("Without an answer"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Thread
        fields = ["kind", "unanswered"]

    def keep_unanswered(self, threads, name, value):
        return threads.filter(kind=ThreadKind.QUESTION, accepted_post__isnull=True) if value else threads
