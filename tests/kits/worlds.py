"""Kits and copies for the tests, made through the same doors as everywhere."""

import uuid
from types import SimpleNamespace

from channel_community.content.kits.actions import kit_adopt
from channel_community.models import ContentKit

#: Ids of the blocks of the sample kit; a block keeps its id from version to version.
IDS = {
    name: str(uuid.uuid5(uuid.NAMESPACE_URL, name))
    for name in ("intro", "line", "story", "picture", "call", "legal", "trial", "talk", "new")
}


def slot(kind, key, **value):
    return {"type": f"slot_{kind}", "id": IDS[key], "value": {"help": "", "required": False, **value}}


def text_slot(key="line", **value):
    return slot("text", key, **{"label": "Your promise", "max_length": 40, "shown_as": "paragraph", **value})


def rich_slot(key="story", **value):
    marks = {"label": "Your story", "marks": ["bold", "links"], "max_length": 200}
    return slot("rich", key, **{**marks, **value})


def picture_slot(key="picture", **value):
    shape = {"label": "Your team", "ratio": "16:9", "min_width": 400}
    return slot("image", key, **{**shape, **value})


def call_slot(key="call", **value):
    offers = [
        {
            "type": "item",
            "id": IDS["trial"],
            "value": {"label": "Try it", "url": "https://brand.example/try"},
        },
        {"type": "item", "id": IDS["talk"], "value": {"label": "Talk to us", "url": "/community/"}},
    ]
    words = {"label": "Your offer", "title": "What next?", "text": "", "offers": offers}
    return slot("call", key, **{**words, **value})


def heading(key="intro", words="What is checked"):
    return {"type": "heading", "id": IDS[key], "value": words}


def legal(words="The brand is liable for nothing else."):
    return {"type": "rich_text", "id": IDS["legal"], "value": f"<p>{words}</p>"}


def sample_blocks():
    return [heading(), text_slot(), rich_slot(), picture_slot(), call_slot(), legal()]


def write_kit(blocks=None, **fields):
    """A kit, not published."""
    values = {"name": "Readiness check", "title": "Is your backup ready?", "lead": "Ten questions.", **fields}
    kit = ContentKit(**values)
    set_blocks(kit, sample_blocks() if blocks is None else blocks)
    kit.save()
    return kit


def set_blocks(kit, blocks):
    kit.sections = ContentKit._meta.get_field("sections").stream_block.to_python(blocks)


def publish(kit, blocks=None, user=None, **fields):
    """Publish a kit as the editor does, by a revision; returns its newest version."""
    if blocks is not None:
        set_blocks(kit, blocks)
    for name, value in fields.items():
        setattr(kit, name, value)
    kit.save_revision(user=user).publish(user=user)
    return kit.versions.order_by("-number").first()


def adopt(kit, page, live=True, values=None, actor=None):
    """A copy of the kit under a partner's page, with these values by the sample's names."""
    copy = kit_adopt(kit=kit, partner_page=page, actor=actor)
    if values:
        copy.values = {IDS.get(name, name): value for name, value in values.items()}
        copy.save()
    revision = copy.save_revision(user=actor.user if actor else None)
    if live:
        revision.publish()
    return type(copy).objects.get(pk=copy.pk)


def draft_of(copy):
    """The newest draft of a copy, as it is in the database now."""
    return type(copy).objects.get(pk=copy.pk).get_latest_revision_as_object()


def form_data(copy, **slots):
    """What the page editor sends for this copy; `slots` by the sample's names."""
    data = {
        "title": copy.title,
        "slug": copy.slug,
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
    }
    for key, value in slots.items():
        name, _, rest = key.partition("__")
        data[f"slot-{IDS.get(name, name)}{'-' + rest if rest else ''}"] = value
    return data


def draftail(*paragraphs):
    """Rich text as the editor sends it: each paragraph is words, or (words, style)."""
    import json

    blocks = []
    for index, paragraph in enumerate(paragraphs):
        words, style = paragraph if isinstance(paragraph, tuple) else (paragraph, None)
        ranges = [{"offset": 0, "length": len(words), "style": style}] if style else []
        blocks.append(
            {
                "key": f"b{index:04}",
                "text": words,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": ranges,
                "entityRanges": [],
            }
        )
    return json.dumps({"blocks": blocks, "entityMap": {}})


def world_of(**values):
    return SimpleNamespace(**values)
