"""What visitors narrow the directory of partners down by: words, region, speciality, tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import django_filters as filters
from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from channel_community.partners.models import Partner, Speciality
from channel_community.sanitize import one_line

MAX_WORDS = 8
MAX_LENGTH = 80
NAMES = ("q", "region", "speciality", "tier")

#: What is said of a value that no listed partner has.
_UNKNOWN = {
    "region": _("No partner here is in a region called “%(value)s”."),
    "speciality": _("No partner here has a speciality called “%(value)s”."),
    "tier": _("No partner here has a tier called “%(value)s”."),
}


@dataclass(frozen=True)
class Unknown:
    """A value that is not offered. `words` name it; `query` is the address's rest without it."""

    name: str
    words: str
    query: str


class PartnerFilter(filters.FilterSet):
    """A plain GET form. It offers only what exists among `queryset`, each with the number of partners.

    A value that is not offered finds nothing rather than everything: the visitor asked for something else.
    """

    q = filters.CharFilter(
        method="with_words",
        label=_("Search"),
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MAX_LENGTH, "autocomplete": "off"}),
    )
    region = filters.ChoiceFilter(label=_("Region"), empty_label=_("Any region"))
    speciality = filters.ChoiceFilter(
        field_name="specialities__slug", label=_("Speciality"), empty_label=_("Any speciality")
    )
    tier = filters.ChoiceFilter(field_name="tier__slug", label=_("Tier"), empty_label=_("Any tier"))

    class Meta:
        model = Partner
        fields = NAMES

    def __init__(self, data: Mapping[str, str], queryset: QuerySet[Partner]) -> None:
        super().__init__(data=known(data), queryset=queryset)
        for name, choices in offered(queryset).items():
            self.filters[name].extra["choices"] = choices
        self.form.auto_id = "cc-filter-%s"

    @property
    def given(self) -> dict[str, str]:
        """What the visitor asked for, as it stands in an address."""
        return {name: value for name, value in self.data.items() if value}

    @property
    def unknown(self) -> list[Unknown]:
        """The values asked for that are not offered, each with what remains when it is taken away."""
        found = []
        for name in (name for name in NAMES if name in self.form.errors):
            rest = {key: value for key, value in self.given.items() if key != name}
            found.append(Unknown(name, _UNKNOWN[name] % {"value": self.data[name]}, urlencode(rest)))
        return found

    def filter_queryset(self, queryset):
        return queryset.none() if self.form.errors else super().filter_queryset(queryset)

    def with_words(self, queryset, name, value):
        """Partners that have every word in the name, the one line, the description or a speciality."""
        for word in value.split()[:MAX_WORDS]:
            able = Speciality.objects.filter(name__icontains=word, partners__isnull=False)
            queryset = queryset.filter(
                Q(name__icontains=word)
                | Q(tagline__icontains=word)
                | Q(description__icontains=word)
                | Q(pk__in=able.values("partners"))
            )
        return queryset


def known(data: Mapping[str, str]) -> dict[str, str]:
    """The parameters of ours, one value each, on one line and of a bounded length."""
    return {name: one_line(data.get(name) or "")[:MAX_LENGTH] for name in NAMES}


def offered(queryset: QuerySet[Partner]) -> dict[str, list[tuple[str, str]]]:
    """The choices that exist among the partners, by name of the filter. Three queries."""
    rows = queryset.order_by()
    return {
        "region": _choices(rows.exclude(region=""), "region", "region"),
        "speciality": _choices(
            rows.filter(specialities__isnull=False), "specialities__slug", "specialities__name"
        ),
        "tier": _choices(rows.filter(tier__isnull=False), "tier__slug", "tier__name", first="-tier__rank"),
    }


def _choices(rows: QuerySet[Partner], value: str, label: str, *, first: str = "") -> list[tuple[str, str]]:
    columns = {value, label, *([first.lstrip("-")] if first else [])}
    counted = rows.values(*columns).annotate(partner_count=Count("pk", distinct=True))
    order = [first, label] if first else [label]
    return [(row[value], f"{row[label]} ({row['partner_count']})") for row in counted.order_by(*order)]
