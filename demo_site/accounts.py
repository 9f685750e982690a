"""The demonstration accounts, for the sign-in page and the console. Read before Django is there."""

from typing import NamedTuple

PASSWORD = "demo"  # noqa: S105 - public on purpose, and made by the demonstration data only


class Account(NamedTuple):
    """One account: its user name, who that is, and what is worth trying as them."""

    username: str
    role: str
    hint: str


ACCOUNTS = (
    Account("brand", "Channel manager of the brand", "approves pages, keeps partners, brand kits and levels"),
    Account("partner", "Editor of the first partner", "writes co-branded pages and answers customers"),
    Account("moderator", "Moderator", "keeps threads civil, sees what others may not"),
    Account("advocate", "Advocate", "helps others, hosts webinars, has reached a level that opens a door"),
    Account("customer", "Customer", "asks, replies, accepts answers, registers for webinars"),
    Account("prospect", "Prospect, new here", "reads, asks, and finds people like themselves"),
)
