"""Composes the long restore drill log: 600 posts in the voices of `drill_words`, the same for the same seed.

Entries refer to earlier entries by number, faults are mended some posts later by the person who met them, questions
are answered by the one who was asked, and each month's tally counts what was really written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from channel_community.demo.drill_words import CHEERS, FAULTS, QUESTIONS, SCENES, TIPS, VOICES, Voice
from channel_community.demo.people import BY_HANDLE
from channel_community.demo.threads import PostText

SEED = 1898
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
OPENERS = ("Today:", "This week:", "Drill:", "For the log:", "From here:", "Restored", "Pulled back", "My turn:", "Monthly one:")
TOOK = ("{time} in all", "took {time}", "{time} from start to opened", "back in {time}", "{time}, finding it included")
MINUTES_A_DAY = 24 * 60
DAYS_BACK = 360


#: Scenes whose speakers joined early come first.
LATE_LAST = sorted(SCENES, key=lambda scene: -min(BY_HANDLE[handle].joined for handle, _text in scene))


@dataclass
class Entry:
    """What later posts need to know about an earlier one."""

    number: int
    handle: str
    what: str
    failed: bool


class Log:
    """Writes the log post by post, and remembers what it wrote."""

    def __init__(self, length: int, days: float, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.length = length
        self.whole = days * MINUTES_A_DAY
        self.step = self.whole / length
        self.posts: list[PostText] = []
        self.entries: list[Entry] = []
        self.due: list[tuple[int, str, str]] = []  # (post number, handle, text) that is promised
        self.seen: set[str] = set()
        self.decks: dict[str, list] = {}
        self.tallied = 0
        self.scenes = [round(length * (i + 1.3) / (len(SCENES) + 1)) for i in range(len(SCENES))]
        self.minutes = 0.0

    def write(self) -> list[PostText]:
        """All posts after the opening one."""
        while len(self.posts) < self.length:
            self.add(*self.next_post())
        return [replace(post, minutes=round(post.minutes * self.whole / self.minutes)) for post in self.posts]

    def next_post(self) -> tuple[str, str]:
        number = len(self.posts) + 2
        for promise in self.due:
            if promise[0] <= number:
                self.due.remove(promise)
                return promise[1], promise[2]
        if number % 100 == 0:
            return "seun", self.milestone(number)
        if len(self.entries) - self.tallied >= 38:
            return "sigridur", self.tally()
        roll = self.rng.random()
        if number in self.scenes:
            scene = LATE_LAST[self.scenes.index(number)]
            self.due = [(number + step, *line) for step, line in enumerate(scene)][1:] + self.due
            return scene[0]
        if roll < 0.12 and len(self.entries) > 6:
            return self.question(number)
        if roll < 0.19 and len(self.entries) > 6:
            return self.cheer()
        if roll < 0.22:
            return self.person(), self.deal("tips", TIPS)
        return self.entry(number, failed=self.rng.random() < 0.062)

    def add(self, handle: str, body: str) -> None:
        if body in self.seen:
            body = f"{body}\n\n{self.rng.choice(VOICES[handle].good)}" if handle in VOICES else body + " Again."
        if body in self.seen:
            return
        self.seen.add(body)
        gap = self.rng.expovariate(1.0) * 0.9 + 0.05
        self.minutes += min(gap, 3.5) * self.step
        self.posts.append(PostText(handle, body, round(self.minutes), False))

    def person(self, but: str = "") -> str:
        names = [name for name in VOICES if name != but and self.is_here(name)]
        return self.rng.choices(names, [VOICES[name].weight for name in names])[0]

    def is_here(self, handle: str) -> bool:
        """Whether this person had joined by the time that the log has reached."""
        return BY_HANDLE[handle].joined > DAYS_BACK - self.minutes / MINUTES_A_DAY

    def deal(self, name: str, cards: tuple) -> object:
        """A card of a shuffled deck, so that nothing comes twice before everything came once."""
        deck = self.decks.get(name)
        if not deck:
            deck = self.decks[name] = self.rng.sample(cards, len(cards))
        return deck.pop()

    def fill(self, text: str) -> str:
        return text.format(
            year=self.rng.randint(2009, 2023), month=self.rng.choice(MONTHS), n=self.rng.randint(2, 12),
            n2=self.rng.randint(3, 41),
        )

    def entry(self, number: int, *, failed: bool) -> tuple[str, str]:
        if failed:
            handle, what, text = self.failure(number, self.rng.uniform(0.4, 60))
            self.entries.append(Entry(number, handle, what, True))
            return handle, text
        last = self.posts[-1].handle if self.posts else ""
        handle = self.person(but=last)
        voice = VOICES[handle]
        what, low, high, check = self.deal(f"things-{handle}", voice.things)
        what, check = self.fill(what), self.fill(check)
        size = self.rng.uniform(low, high)
        time = duration(size, voice.speed * self.rng.uniform(0.75, 1.15))
        self.entries.append(Entry(number, handle, what, False))
        return handle, self.success(voice, what, size, time, check)

    def success(self, voice: Voice, what: str, size: float, time: str, check: str) -> str:
        closer = self.deal(f"good-{voice.things[0][0]}", voice.good)
        if voice.style == "terse":
            return f"{what[0].upper()}{what[1:]}. {amount(size)}, {time}. {check[0].upper()}{check[1:]}. {closer}"
        if voice.style == "list":
            return f"- what: {what}\n- size: {amount(size)}, time: {time}\n- check: {check}\n\n{closer}"
        took = self.rng.choice(TOOK).format(time=time)
        return f"{self.rng.choice(OPENERS)} {what}. {amount(size)}, {took}; {check}. {closer}"

    def failure(self, number: int, size: float) -> tuple[str, str, str]:
        """A drill that failed: (who, what, text). Its mending is promised for some posts later."""
        people, what, fault, cure = self.deal("faults", FAULTS)
        here = [name for name in people.split() if name in VOICES and self.is_here(name)]
        handle = self.rng.choice(here or ["sigridur", "dave"])
        start = self.rng.choice((f"Mended #{number}:", f"Second try after #{number}:", f"Follow-up to my #{number}:"))
        end = self.rng.choice(("This time it opened.", "Passed.", "Now it works, and I know why.", "Glad it was a drill."))
        self.due.append((number + self.rng.randint(4, 14), handle, f"{start} {cure}. {end}"))
        begin = self.rng.choice(("**Failed.**", "A failure for the collection.", "This one did not work.", "Red this week."))
        end = self.rng.choice(("Will mend it and report.", "Back when it works.", "I am a little ashamed and a lot wiser.",
                               "Better today than on the day.", "Nobody was hurt, it was a drill."))
        return handle, what, f"{begin} {what[0].upper()}{what[1:]}, {amount(size)}: {fault}. {end}"

    def question(self, number: int) -> tuple[str, str]:
        about = self.rng.choice(self.entries[-8:])
        asker = self.person(but=about.handle)
        asked, answer = self.deal("questions", QUESTIONS)
        name = BY_HANDLE[about.handle].first_name
        self.due.append((number + self.rng.randint(1, 3), about.handle, f"> {asked}\n\n{answer}{self.rest(asker)}"))
        return asker, self.rng.choice((f"{name}, about #{about.number}: {asked}", f"@{about.handle} {asked} (#{about.number})",
                                       f"A question on #{about.number}: {asked}"))

    def rest(self, asker: str) -> str:
        name = BY_HANDLE[asker].first_name
        return self.rng.choice((f" Does that help, {name}?", "", f" Good question, {name}.", " I had to look it up, I admit.", ""))

    def cheer(self) -> tuple[str, str]:
        about = self.rng.choice(self.entries[-25:])
        name = BY_HANDLE[about.handle].first_name
        return self.person(but=about.handle), self.deal("cheers", CHEERS).format(n=about.number, name=name)

    def tally(self) -> str:
        fresh = self.entries[self.tallied:]
        self.tallied = len(self.entries)
        failed = [entry for entry in fresh if entry.failed]
        people = len({entry.handle for entry in fresh})
        rows = f"| entries | people | failed |\n| --- | --- | --- |\n| {len(fresh)} | {people} | {len(failed)} |"
        where = ", ".join(f"#{entry.number}" for entry in failed) or "none"
        closing = self.deal("closings", CLOSINGS)
        return f"Tally of #{fresh[0].number} to #{fresh[-1].number}:\n\n{rows}\n\nFailures worth reading: {where}. {closing}"

    def milestone(self, number: int) -> str:
        failed = sum(entry.failed for entry in self.entries)
        return (f"Post number {number}! Since the start: {len(self.entries)} drills by "
                f"{len({entry.handle for entry in self.entries})} people, {failed} of which failed while it did not matter. "
                f"{self.deal('milestones', MILESTONES)}")


CLOSINGS = (
    "Each of them was found on a dull day.", "The rate is going down, slowly.", "Nobody has failed twice in the same way.",
    "I would worry about a month with none.", "Thank you for writing down the bad ones.", "More people than last time.",
    "The median drill is still under an hour.", "Numbers by hand, errors mine.", "Keep them coming.",
    "The best ones are not mine this time.", "I have stopped being surprised by keys.", "It is a small sample and an honest one.",
)
MILESTONES = (
    "Cake is wherever you are.", "I have nothing to moderate in here, it is wonderful.",
    "If you only read so far: write one, a small one, this week.", "Sigríður, look what you have started.",
    "My own laptop thanks you all.", "Onwards.", "I read every one of them with tea.",
)


def amount(gigabytes: float) -> str:
    """A size as people write it: "340 MB", "12 GB", "1.8 TB"."""
    if gigabytes < 1:
        return f"{max(1, round(gigabytes * 1000))} MB"
    return f"{gigabytes:.0f} GB" if gigabytes < 1000 else f"{gigabytes / 1000:.1f} TB"


def duration(gigabytes: float, speed: float) -> str:
    """How long `gigabytes` take at `speed` MB/s, with two minutes for finding them, as people write it."""
    minutes = 2 + gigabytes * 1000 / speed / 60
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{int(minutes // 60)} h {int(minutes % 60):02d}"
