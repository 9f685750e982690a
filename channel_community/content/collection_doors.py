"""Wagtail's privacy of collections, told in words: which documents are closed, and what opens them.

As with pages, Wagtail decides. What it would answer with a sign-in page that leads a signed-in person round
in circles is put in words here.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.models import Collection, CollectionViewRestriction

from channel_community.content.doors import Door, door_page, doors, with_groups
from channel_community.members.viewer import Viewer
from channel_community.shell import request_viewer

OPEN = Door(is_open=True)


class DocumentDoors:
    """The doors in front of several documents, read together when the first one is asked for."""

    def __init__(self, documents: Iterable) -> None:
        self.documents = list(documents)
        self._met: tuple[Viewer, list[Door]] | None = None

    def door_of(self, document, viewer: Viewer) -> Door:
        """The first door between `viewer` and `document` that is closed to them, else an open one."""
        path = self._paths.get(document.collection_id, "")
        if self._met is None or self._met[0] is not viewer:
            self._met = (viewer, doors(self._restrictions, viewer))
        for row, door in zip(self._restrictions, self._met[1], strict=True):
            if path.startswith(row.collection.path) and not door.is_open:
                return door
        return OPEN

    @cached_property
    def _paths(self) -> dict[int, str]:
        wanted = {document.collection_id for document in self.documents}
        return dict(Collection.objects.filter(pk__in=wanted).values_list("pk", "path"))

    @cached_property
    def _restrictions(self) -> list[CollectionViewRestriction]:
        step = Collection.steplen
        around = {path[:end] for path in self._paths.values() for end in range(step, len(path) + 1, step)}
        rows = CollectionViewRestriction.objects.filter(collection__path__in=around)
        return list(with_groups(rows.select_related("collection")).order_by("pk"))


def closed_document(document, request: HttpRequest) -> HttpResponse | None:
    """What is answered instead of `document`, or None where Wagtail's own answer is right."""
    restrictions = document.collection.get_view_restrictions()
    if not restrictions:
        return None
    viewer = request_viewer(request)
    if viewer.is_suspended:
        raise Http404  # suspended members keep their groups, and read what everybody may read
    rows = with_groups(restrictions.select_related("collection"))
    refused = next((row for row in rows if not row.accept_request(request)), None)
    if refused is None or refused.restriction_type != CollectionViewRestriction.GROUPS:
        return None
    door = doors([refused], viewer)[0]
    if door.is_told or viewer.is_signed_in:
        return door_page(request, door, title=document.title)
    return None
