"""Things to look at and to take along: images, documents, videos."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from channel_community.content import videos
from channel_community.content.blocks.base import GROUP_MEDIA, PREVIEW, TEMPLATES, HasExample, HasRules
from channel_community.content.collection_doors import DocumentDoors
from channel_community.members.viewer import ANONYMOUS
from channel_community.shell import request_viewer


class PictureBlock(blocks.StructBlock):
    """An image with its description and a caption."""

    image = ImageBlock()
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=200, help_text=_("Shown under the image.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        group = GROUP_MEDIA
        template = f"{TEMPLATES}/image.html"
        preview_template = PREVIEW
        preview_value = {"caption": _("The rack after the move")}
        description = _("An image with a description for those who cannot see it, and a caption.")


@dataclass(frozen=True)
class FileCard:
    """A document as readers see it. `url` is "" behind a closed door, and `closed` says what opens it."""

    title: str
    url: str
    kind: str
    size: int | None
    closed: str = ""


class FileValue(blocks.StructValue):
    """Knows the doors in front of its document, read for all files of a page at once."""

    doors: DocumentDoors | None = None
    made_up: FileCard | None = None

    def card(self, viewer) -> FileCard | None:
        """What `viewer` sees of the document; None when it was deleted."""
        document = self.get("document")
        if document is None:
            return self.made_up
        door = (self.doors or DocumentDoors([document])).door_of(document, viewer)
        return FileCard(
            title=self.get("title") or document.title,
            url=document.url if door.is_open else "",
            kind=document.file_extension.upper(),
            size=document.file_size,
            closed=door.words,
        )


class FileBlock(HasExample, blocks.StructBlock):
    """A document to download. The template gets `file`, a FileCard."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=120,
        help_text=_("Empty takes the title of the document."),
    )
    description = blocks.TextBlock(
        label=_("What is in it"), required=False, max_length=300, help_text=_("Up to 300 characters.")
    )

    class Meta:
        icon = "doc-full"
        label = _("File")
        group = GROUP_MEDIA
        template = f"{TEMPLATES}/file.html"
        preview_template = PREVIEW
        value_class = FileValue
        description = _("A document to download. Readers to whom it is closed see what opens it.")

    def example(self):
        value = self.to_python({"title": _("Restore drill on one page"), "description": ""})
        value.made_up = FileCard(value["title"], url="#", kind="PDF", size=48_000)
        return value

    def bulk_to_python(self, values):
        found = super().bulk_to_python(values)
        doors = DocumentDoors([value.get("document") for value in found if value.get("document")])
        for value in found:
            value.doors = doors
        return found

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        context["file"] = value.card(_viewer(context))
        return context


class VideoValue(blocks.StructValue):
    """Adds `video`, understood from the address; None when its provider is not allowed any more."""

    @cached_property
    def video(self) -> videos.Video | None:
        return videos.find_video(self.get("url") or "")


class VideoBlock(HasRules, blocks.StructBlock):
    """A video of an allowed provider. Nothing is asked of the provider before somebody plays it."""

    url = blocks.CharBlock(
        label=_("Address"),
        max_length=300,
        help_text=_("The address of the video as the browser shows it while you watch."),
    )
    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("What one sees and hears in it, in a few words.")
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = GROUP_MEDIA
        template = f"{TEMPLATES}/video.html"
        preview_template = PREVIEW
        value_class = VideoValue
        preview_value = {
            "url": "https://vimeo.com/76979871",
            "title": _("A restore drill in seven minutes"),
        }
        description = _("A video of another site, which learns of the reader only when it is played.")

    def problems(self, value):
        url = (value.get("url") or "").strip()  # the field itself asks for one before anything goes out
        return {"url": videos.refusal()} if url and videos.find_video(url) is None else {}


def _viewer(context):
    """Who reads, from the context of a page or of a preview."""
    request = context.get("request")
    return context.get("viewer") or (request_viewer(request) if request else ANONYMOUS)
