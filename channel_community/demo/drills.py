"""Composes the long restore drill log: the same posts for the same seed, each in its writer's voice.

Entries refer to earlier entries by number, faults are mended some posts later by the person who met them,
questions are answered by the one who was asked, and each tally counts what was really written.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from channel_community.demo.drill_words import Voice, read_words
from channel_community.demo.people import BY_HANDLE
from channel_community.demo.texts import PostText

SEED = 1898
DAYS_BACK = 360
MINUTES_A_DAY = 24 * 60
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November",
)  # fmt: skip
OPENERS = (
    "Today:", "This week:", "Drill:", "For the log:", "From here:",
    "Restored", "Pulled back", "My turn:", "Monthly one:",
)  # fmt: skip
TOOK = ("{} in all", "took {}", "{} from start to opened", "back in {}", "{}, finding it included")
MENDED = ("Mended #{}:", "Second try after #{}:", "Follow-up to my #{}:")
PASSED = ("This time it opened.", "Passed.", "Now it works, and I know why.", "Glad it was a drill.")
FAILED = ("**Failed.**", "A failure for the collection.", "This one did not work.", "Red this week.")
SORRY = (
    "Will mend it and report.", "Back when it works.", "I am a little ashamed and a lot wiser.",
    "Better today than on the day.", "Nobody was hurt, it was a drill.",
)  # fmt: skip
ASKED = ("{name}, about #{n}: {asked}", "@{handle} {asked} (#{n})", "A question on #{n}: {asked}")
AFTERWARDS = (" Does that help, {}?", "", " Good question, {}.", "", "")


@dataclass
class Entry:
    """What later posts need to know about an earlier one."""

    number: int
    handle: str
    failed: bool


class Log:
    """Writes the log post by post, and remembers what it wrote."""

    def __init__(self, length: int, days: float, seed: int = SEED) -> None:
        self.words = read_words()
        self.rng = random.Random(seed)
        self.length = length
        self.whole = days * MINUTES_A_DAY
        self.minutes = 0.0
        self.posts: list[PostText] = []
        self.entries: list[Entry] = []
        self.due: list[tuple[int, str, str]] = []  # (post number, handle, text) that is promised
        self.seen: set[str] = set()
        self.decks: dict[str, list] = {}
        self.dealt: dict[str, object] = {}
        self.tallied = 0
        self.faults = self.rng.sample(self.words.faults, len(self.words.faults))
        self.scenes = self.place_scenes()

    def place_scenes(self) -> dict[int, list]:
        """Post number -> scene; those whose speakers joined early come first."""
        scenes = sorted(
            self.words.scenes, key=lambda scene: -min(BY_HANDLE[line[0]].joined for line in scene)
        )
        return {round(self.length * (i + 1.3) / (len(scenes) + 1)): scene for i, scene in enumerate(scenes)}

    def write(self) -> list[PostText]:
        """All posts after the opening one, spread over the whole time."""
        while len(self.posts) < self.length:
            self.add(*self.next_post())
        scale = self.whole / self.minutes
        return [replace(post, minutes=round(post.minutes * scale)) for post in self.posts]

    def add(self, handle: str, body: str) -> None:
        """Write a post, unless the very same words were written before."""
        if body in self.seen:
            return
        self.seen.add(body)
        gap = self.rng.expovariate(1.0) * 0.9 + 0.05
        self.minutes += min(gap, 3.5) * self.whole / self.length
        self.posts.append(PostText(handle, body, round(self.minutes), False))

    def next_post(self) -> tuple[str, str]:
        number = len(self.posts) + 2
        promise = next((promise for promise in self.due if promise[0] <= number), None)
        if promise:
            self.due.remove(promise)
            return promise[1], promise[2]
        if number in self.scenes:
            scene = self.scenes.pop(number)
            self.due = [(number + step, *line) for step, line in enumerate(scene)][1:] + self.due
            return scene[0][0], scene[0][1]
        if number % 100 == 0:
            return "seun", self.milestone(number)
        if len(self.entries) - self.tallied >= 38:
            return "sigridur", self.tally()
        return self.everyday(number)

    def everyday(self, number: int) -> tuple[str, str]:
        """A drill most of the time; now and then a question, a cheer, a tip or a failure."""
        roll = self.rng.random()
        if roll < 0.12 and len(self.entries) > 6:
            return self.question(number)
        if roll < 0.19 and len(self.entries) > 6:
            return self.cheer()
        if roll < 0.22:
            return self.person(but=[post.handle for post in self.posts[-4:]]), self.deal(
                "tips", self.words.tips
            )
        if roll < 0.27:
            return self.failure(number)
        return self.entry(number)

    def is_here(self, handle: str) -> bool:
        """Whether this person had joined by the time that the log has reached."""
        return BY_HANDLE[handle].joined > DAYS_BACK - self.minutes / MINUTES_A_DAY

    def person(self, but: list[str]) -> str:
        """Somebody who is here, but none of these."""
        voices = self.words.voices
        names = [name for name in voices if name not in but and self.is_here(name)]
        return self.rng.choices(names, [voices[name].weight for name in names])[0]

    def deal(self, name: str, cards: list):
        """A card of a shuffled deck, so that nothing comes twice before everything came once."""
        deck = self.decks.get(name)
        if not deck:
            deck = self.decks[name] = self.rng.sample(cards, len(cards))
            if deck[-1] == self.dealt.get(name):  # nor twice in a row
                deck.reverse()
        self.dealt[name] = deck.pop()
        return self.dealt[name]

    def fill(self, text: str) -> str:
        return text.format(
            year=self.rng.randint(2009, 2023),
            month=self.rng.choice(MONTHS),
            n=self.rng.randint(2, 12),
            n2=self.rng.randint(3, 41),
        )

    def entry(self, number: int) -> tuple[str, str]:
        handle = self.person(but=[post.handle for post in self.posts[-4:]])
        voice = self.words.voices[handle]
        what, low, high, check = self.deal(f"things of {handle}", voice.things)
        size = self.rng.uniform(low, high)
        time = duration(size, voice.speed * self.rng.uniform(0.75, 1.15))
        closer = self.deal(f"closers of {handle}", voice.good)
        self.entries.append(Entry(number, handle, False))
        return handle, self.success(voice, self.fill(what), amount(size), time, self.fill(check), closer)

    def success(self, voice: Voice, what: str, size: str, time: str, check: str, closer: str) -> str:
        if voice.style == "terse":
            return f"{capital(what)}. {size}, {time}. {capital(check)}. {closer}"
        if voice.style == "list":
            return f"- what: {what}\n- size: {size}, time: {time}\n- check: {check}\n\n{closer}"
        took = self.rng.choice(TOOK).format(time)
        return f"{self.rng.choice(OPENERS)} {what}. {size}, {took}; {check}. {closer}"

    def failure(self, number: int) -> tuple[str, str]:
        """A drill that failed. Its mending is promised for some posts later."""
        fault, here = self.possible_fault()
        if fault is None:
            return self.entry(number)
        handle = self.rng.choice(here)
        mended = f"{self.rng.choice(MENDED).format(number)} {fault.cure}. {self.rng.choice(PASSED)}"
        self.due.append((number + self.rng.randint(4, 14), handle, mended))
        self.entries.append(Entry(number, handle, True))
        begin, end = self.rng.choice(FAILED), self.rng.choice(SORRY)
        return handle, f"{begin} {capital(fault.what)}: {fault.fault}. {end}"

    def possible_fault(self):
        """A fault that was not told yet, and those who are here to tell it; (None, []) when there is none."""
        for fault in self.faults:
            here = [name for name in fault.people.split() if name in self.words.voices and self.is_here(name)]
            if here:
                self.faults.remove(fault)
                return fault, here
        return None, []

    def question(self, number: int) -> tuple[str, str]:
        about = self.rng.choice(self.entries[-8:])
        asker = self.person(but=[about.handle])
        asked, answer = self.deal("questions", self.words.questions)
        thanks = self.rng.choice(AFTERWARDS).format(BY_HANDLE[asker].first_name)
        self.due.append((number + self.rng.randint(1, 3), about.handle, f"> {asked}\n\n{answer}{thanks}"))
        name = BY_HANDLE[about.handle].first_name
        text = self.rng.choice(ASKED).format(name=name, handle=about.handle, n=about.number, asked=asked)
        return asker, text

    def cheer(self) -> tuple[str, str]:
        about = self.rng.choice(self.entries[-25:])
        words = self.deal("cheers", self.words.cheers)
        return self.person(but=[about.handle]), words.format(
            n=about.number, name=BY_HANDLE[about.handle].first_name
        )

    def tally(self) -> str:
        fresh = self.entries[self.tallied :]
        self.tallied = len(self.entries)
        failed = [entry.number for entry in fresh if entry.failed]
        people = len({entry.handle for entry in fresh})
        table = (
            f"| drills | people | failed |\n| --- | --- | --- |\n| {len(fresh)} | {people} | {len(failed)} |"
        )
        where = ", ".join(f"#{number}" for number in failed) or "none"
        closing = self.deal("closings", self.words.closings)
        span = f"Tally of #{fresh[0].number} to #{fresh[-1].number}:"
        return f"{span}\n\n{table}\n\nFailures worth reading: {where}. {closing}"

    def milestone(self, number: int) -> str:
        failed = sum(entry.failed for entry in self.entries)
        people = len({entry.handle for entry in self.entries})
        return (
            f"Post number {number}! Since the start: {len(self.entries)} drills by {people} people, {failed} "
            f"of which failed while it did not matter. {self.deal('milestones', self.words.milestones)}"
        )


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


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
