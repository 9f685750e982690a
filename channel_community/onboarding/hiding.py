"""What a suspension puts in the way: one view restriction on each front page, one on the collection.

Wagtail's own lists, feeds, choosers and APIs of public things leave out what is restricted. The ids are kept
in `Partner.hidden`, so that a reactivation takes away these and no others. A row that somebody changes by
Wagtail's privacy dialogue is theirs from then on: see `privacy`.
"""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from channel_community.members.enums import MANAGERS_GROUP
from channel_community.onboarding.pages import front_pages
from channel_community.partners.enums import PartnerState
from channel_community.partners.models import Partner
from channel_community.shell import request_viewer

PAGES, COLLECTIONS = "pages", "collections"
MODELS = {PAGES: PageViewRestriction, COLLECTIONS: CollectionViewRestriction}


def space_hide(*, partner: Partner) -> None:
    """Close pages and files to all but the brand. What is closed already is left as it is."""
    hidden = {**partner.hidden}
    pages = [page.pk for page in front_pages(partner)]
    hidden[PAGES] = _close(PageViewRestriction, "page_id", pages, hidden.get(PAGES, []))
    collections = [partner.collection_id] if partner.collection_id else []
    hidden[COLLECTIONS] = _close(
        CollectionViewRestriction, "collection_id", collections, hidden.get(COLLECTIONS, [])
    )
    partner.hidden = hidden
    partner.save(update_fields=["hidden"])


def space_show(*, partner: Partner) -> None:
    """Take away what `space_hide` put there and nobody changed; the partner's own restrictions stay."""
    for kind, model in MODELS.items():
        _ours(model, partner.hidden.get(kind, [])).delete()
    partner.hidden = {kind: ids for kind, ids in partner.hidden.items() if kind not in MODELS}
    partner.save(update_fields=["hidden"])


def is_hidden_file(collection, request: HttpRequest) -> bool:
    """Whether files of `collection` belong to a suspended partner, and whoever asks is not the brand."""
    above = collection.get_ancestors(inclusive=True).values("pk")
    suspended = Partner.objects.filter(state=PartnerState.SUSPENDED, collection__in=above)
    return suspended.exists() and not request_viewer(request).is_manager


def refuse_hidden_page(page, request: HttpRequest) -> None:
    """Raise 404 before Wagtail's privacy would send people to sign in for what is not there for them."""
    partner = getattr(page, "community_partner", None)
    if (
        isinstance(partner, Partner)
        and partner.state == PartnerState.SUSPENDED
        and not request_viewer(request).is_manager
    ):
        raise Http404


def refuse_hidden_file(document, request: HttpRequest) -> None:
    """The same for documents."""
    if is_hidden_file(document.collection, request):
        raise Http404


def _close(model, column: str, wanted: list[int], kept: list[int]) -> list[int]:
    """Ids of the restrictions that close `wanted`: those kept from before, and new ones."""
    closed = dict(_ours(model, kept).values_list(column, "pk"))
    managers, _created = Group.objects.get_or_create(name=MANAGERS_GROUP)
    for pk in wanted:
        if pk not in closed:
            restriction = model.objects.create(**{column: pk}, restriction_type=model.GROUPS)
            restriction.groups.add(managers)
            closed[pk] = restriction.pk
    return list(closed.values())


def _ours(model, kept: list[int]) -> QuerySet:
    """Those of the rows `kept` that still say what was written there: the brand's own people, nobody else.

    One with no group at all counts too: the group is gone, or another is about to be chosen.
    """
    others = model.groups.through.objects.exclude(group__name=MANAGERS_GROUP)
    column = model.groups.field.m2m_field_name()
    changed = others.filter(**{f"{column}__in": kept}).values(f"{column}_id")
    return model.objects.filter(pk__in=kept, restriction_type=model.GROUPS).exclude(pk__in=changed)
