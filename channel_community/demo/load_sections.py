"""What an article gets once the community is there: a file, a thread, a webinar, a question to its readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files import File
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from channel_community.discussions.models import Thread
from channel_community.webinars.models import Webinar

FOLDER = Path(__file__).parent / "data" / "files"
ARTICLE = "fjordgrid/restore-drills-small-lab"
THREAD = "restore-drill-log"
BOARD = "backup"
QUESTION = "What did your last restore drill turn up?"
#: A film under a free licence that has been at the same address for years.
FILM = {
    "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "title": "Big Buck Bunny, in place of the recording of a drill",
}


def add_sections(pages: dict, boards: dict, partners: dict, texts: list, files: list) -> None:
    """Put them before the last section of one article, and publish it again with the date it had."""
    page = pages.get(ARTICLE)
    if page is None:  # a site with page types of its own
        return
    partner = partners["fjordgrid"]
    words = [(block.block_type, block.value) for block in page.sections]
    more: list[tuple[str, Any]] = [
        ("file", sheet(partner, files)),
        ("file", notes(partner, files)),
        ("video", FILM),
        ("thread_card", Thread.objects.get(title=next(text.title for text in texts if text.slug == THREAD))),
        ("webinar_card", Webinar.objects.filter(starts_at__gt=timezone.now()).earliest("starts_at")),
        ("start_discussion", {"board": boards[BOARD], "prompt": QUESTION, "text": ""}),
    ]
    page.sections = [*words[:-1], *more, words[-1]]
    dates = {name: getattr(page, name) for name in ("first_published_at", "last_published_at")}
    page.save_revision(user=page.author.user).publish()
    type(page).objects.filter(pk=page.pk).update(
        latest_revision_created_at=dates["last_published_at"], **dates
    )


def sheet(partner, files: list) -> dict[str, Any]:
    """A document that everybody may take along."""
    found = document("Restore drill sheet", "restore-drill-sheet.txt", partner.collection, files)
    return block(found, "One page for the wall, with room for what surprised you.")


def notes(partner, files: list) -> dict[str, Any]:
    """A document in the partner's corner for customers."""
    inside = Collection.objects.filter(path__startswith=partner.collection.path)
    restricted = CollectionViewRestriction.objects.filter(
        collection__in=inside, groups=partner.customers_group
    ).first()
    collection = restricted.collection if restricted else partner.collection
    found = document("Notes on the script that chooses", "drill-script-notes.txt", collection, files)
    return block(found, "How the script weighs folders, and what it leaves out.")


def block(found, description: str) -> dict[str, Any]:
    return {"document": found, "title": "", "description": description}


def document(title: str, name: str, collection: Collection, files: list):
    """A document of the demonstration, in a partner's collection."""
    path = FOLDER / name
    with path.open("rb") as file:
        found = get_document_model()(
            title=title, file=File(file, name=name), collection=collection, file_size=path.stat().st_size
        )
        found.save()
    files.append(found.file)
    return found
