"""What the brand's two kits say, version by version, and what the partners wrote into them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from channel_community.demo.people import BOBINA, FJORD, LANTERN

#: Who takes the kits for each partner.
COPIES = {FJORD: "aslak", BOBINA: "chiara", LANTERN: "niamh"}


@dataclass(frozen=True)
class VersionText:
    """One version: its blocks as they are stored, what changed, who accepted it, why it was forced."""

    blocks: list[dict]
    days_ago: int
    note: str = ""
    accepted_by: tuple[str, ...] = ()
    forced: str = ""


@dataclass(frozen=True)
class KitText:
    """One kit. `filled` holds the partners' words by the names of slots; `drafts` were never published."""

    name: str
    purpose: str
    title: str
    lead: str
    versions: tuple[VersionText, ...]
    filled: dict[str, dict[str, Any]]
    drafts: tuple[str, ...] = ()
    auto_approve: bool = False


def block_id(name: str) -> str:
    """The id that a block keeps from version to version."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://harbourline.example/kits/{name}"))


def block(kind: str, name: str, value: Any) -> dict:
    return {"type": kind, "id": block_id(name), "value": value}


def text_slot(name: str, label: str, help_text: str, *, most: int, required: bool = False) -> dict:
    value = {"label": label, "help": help_text, "required": required, "max_length": most}
    return block("slot_text", name, {**value, "shown_as": "paragraph", "example": ""})


def rich_slot(name: str, label: str, help_text: str, *, most: int) -> dict:
    value = {"label": label, "help": help_text, "required": True, "max_length": most}
    return block("slot_rich", name, {**value, "marks": ["bold", "lists", "links"]})


def call_slot(name: str, title: str, text: str, offers: dict[str, tuple[str, str]]) -> dict:
    listed = [
        {"type": "item", "id": block_id(f"{name}/{key}"), "value": {"label": label, "url": url}}
        for key, (label, url) in offers.items()
    ]
    value = {"label": "Your next step", "help": "Pick the one you can keep.", "required": True}
    return block("slot_call", name, {**value, "title": title, "text": text, "offers": listed})


def heading(name: str, words: str) -> dict:
    return block("heading", name, words)


def prose(name: str, *paragraphs: str) -> dict:
    return block("rich_text", name, "".join(f"<p>{words}</p>" for words in paragraphs))


_CALL = call_slot(
    "check/next",
    "Found a gap? That is what this page is for",
    "Nobody passes all of it the first time.",
    {
        "talk": ("Ask in our community", "/community/"),
        "drill": ("See the next drill", "/community/webinars/"),
    },
)
_LOCAL = text_slot(
    "check/local", "Who answers you", "Name a person and how soon they call back.", most=240, required=True
)
_CASE = rich_slot(
    "check/case", "A restore you helped with", "Two or three sentences; no names without leave.", most=700
)
_QUESTIONS = (
    "<ul><li>When did you last restore a file that somebody really needed?</li>"
    "<li>Who can do it when the one who built it is on holiday?</li>"
    "<li>Where is the copy that nobody can reach over the network?</li></ul>"
)
_MORE = _QUESTIONS.replace(
    "</ul>", "<li>How long would it take to bring everything back, and who has timed it?</li></ul>"
)

_CHECK = KitText(
    name="Backup readiness check",
    purpose="A page for customers who are not sure whether their backup would work; for your front page and mails.",
    title="Would your backup come back?",
    lead="Ten minutes, a few honest questions, and you know what to try first.",
    auto_approve=True,
    versions=(
        VersionText(
            [
                heading("check/how", "Ask yourself"),
                block("rich_text", "check/questions", _QUESTIONS),
                _LOCAL,
                _CASE,
                _CALL,
            ],
            days_ago=120,
        ),
        VersionText(
            [
                heading("check/how", "Ask yourself, and then your colleague"),
                block("rich_text", "check/questions", _MORE),
                _LOCAL,
                _CASE,
                _CALL,
            ],
            days_ago=60,
            note="A fourth question: how long it takes.",
            accepted_by=(FJORD, BOBINA),
        ),
        VersionText(
            [
                heading("check/how", "Ask yourself, and then your colleague"),
                block("rich_text", "check/questions", _MORE),
                prose(
                    "check/first",
                    "Whatever the answers: <b>restore one file today</b>. It takes five minutes.",
                ),
                _LOCAL,
                _CASE,
                _CALL,
            ],
            days_ago=9,
            note="Something to do at once, before the offers.",
            accepted_by=(FJORD,),
        ),
    ),
    filled={
        FJORD: {
            "check/local": "Helvi and Aslak answer, within the working day, also from the quay.",
            "check/case": "<p>A station in the north lost a disk in the dark season. The <b>night before the boat "
            "left</b> they had every series back, from the copy in the other building.</p>",
            "check/next": block_id("check/next/drill"),
        },
        BOBINA: {
            "check/local": "Write to us before noon and you are called back before the wrap.",
            "check/case": "<p>One reel too few on a Friday evening, and the edit went on on Saturday morning.</p>",
            "check/next": block_id("check/next/talk"),
        },
        LANTERN: {
            "check/local": "Niamh rings back the same day. Practices first.",
            "check/case": "<p>A receptionist restored Monday's diary herself, with our card beside her.</p>",
            "check/next": block_id("check/next/talk"),
        },
    },
)

_CONTACT = text_slot(
    "terms/contact", "Whom to write to", "Your address for questions about an offer.", most=160, required=True
)
_SCOPE = rich_slot(
    "terms/scope", "What your offer covers", "The services you sell with Harbourline.", most=900
)

_TERMS = KitText(
    name="Terms of the partner offer",
    purpose="The legal page behind every offer of Harbourline with a partner. Its law is the brand's.",
    title="Terms of our offer",
    lead="What holds when you order Harbourline from us.",
    versions=(
        VersionText(
            [
                _SCOPE,
                heading("terms/who", "Who owes you what"),
                prose(
                    "terms/law",
                    "Harbourline answers for the product; the partner named on this page answers for its own services.",
                    "You may withdraw within 14 days.",
                ),
                _CONTACT,
            ],
            days_ago=200,
        ),
        VersionText(
            [
                _SCOPE,
                heading("terms/who", "Who owes you what"),
                prose(
                    "terms/law",
                    "Harbourline answers for the product; the partner named on this page answers for its own services.",
                    "You may withdraw within 30 days, without giving a reason.",
                ),
                prose("terms/data", "Your data stays yours, and leaves with you in a format you can read."),
                _CONTACT,
            ],
            days_ago=30,
            note="Thirty days instead of fourteen.",
            forced="The law gives customers thirty days from this month on.",
        ),
    ),
    filled={
        FJORD: {
            "terms/scope": "<p>Planning, installation and a <b>yearly restore drill</b> on site.</p>",
            "terms/contact": "hello@fjordgrid.example",
        },
        BOBINA: {
            "terms/scope": "<p>Set-side storage, the way to the archive, and a person on call during shoots.</p>",
            "terms/contact": "hola@bobina.example",
        },
        LANTERN: {"terms/contact": "desk@lanternlane.example"},
    },
    drafts=(LANTERN,),
)

KITS = (_CHECK, _TERMS)
