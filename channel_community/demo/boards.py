"""The eight boards: of the whole network, of one partner, for customers only, and behind a level."""

from __future__ import annotations

from dataclasses import dataclass

from channel_community.demo.people import BOBINA, FJORD, LANTERN


@dataclass(frozen=True)
class BoardText:
    """A board as written. ``level`` is the rank of the level that opens it, 0 for none."""

    slug: str
    title: str
    description: str
    partner: str = ""
    access: str = "public"
    level: int = 0


BOARDS: tuple[BoardText, ...] = (
    BoardText(
        "backup", "Backup and restore", "Copies, retention, immutability, and above all getting things back."
    ),
    BoardText(
        "storage", "Storage and networks", "Pools, disks, shares, permissions, cables that are innocent."
    ),
    BoardText("welcome", "Harbour steps", "Say hello, find your way, ask how this place works."),
    BoardText(
        "harbourmasters",
        "Harbourmasters' room",
        "Previews and plain talk with the people who build Tidemark. Your standing opens it.",
        access="group",
        level=2,
    ),
    BoardText(
        "fjordgrid-lab",
        "Research data in practice",
        "Instruments, archives and remote sites: what works in labs, told by the people who run it.",
        FJORD,
    ),
    BoardText(
        "fjordgrid-customers",
        "Customers' room",
        "Maintenance windows, support hours and shelf boxes, for customers of Fjordgrid.",
        FJORD,
        "customers",
    ),
    BoardText(
        "bobina-suite",
        "From set to archive",
        "On-set data, editing off shared storage, and the day after delivery.",
        BOBINA,
    ),
    BoardText(
        "lantern-desk",
        "Schools and small offices",
        "One person, many hats. Plain answers for places without an IT department.",
        LANTERN,
    ),
)
