"""Making one `changes` frame of a burst, and finding out when one is missing. Pure functions.

Broadcasts may come late, twice, out of order or not at all. What counts is the sequence: frames are put in
order, what is already held is dropped, and only an unbroken run is handed on.
"""

from __future__ import annotations

from collections.abc import Iterable


def take_run(head: int | None, waiting: Iterable[dict]) -> tuple[list[dict], list[dict]]:
    """Split waiting frames into the unbroken run that follows `head`, and the ones behind a gap.

    Frames that end at or before `head` are dropped. With no head the earliest frame begins the run.
    """
    run: list[dict] = []
    rest: list[dict] = []
    for frame in sorted(waiting, key=lambda frame: (frame["previous"], frame["sequence"])):
        if head is None:
            head = frame["previous"]
        if frame["sequence"] <= head:
            continue
        if frame["previous"] <= head:
            run.append(frame)
            head = frame["sequence"]
        else:
            rest.append(frame)
    return run, rest


def merge(run: list[dict]) -> dict:
    """One frame with the effect of an unbroken run: the latest state of each post, in order of number."""
    if len(run) == 1:
        return run[0]
    merged: dict = {}
    posts: dict = {}
    for frame in run:
        merged.update(frame)
        for post in frame.get("posts", ()):
            posts[post["id"]] = _latest(posts.get(post["id"], {}), post)
    merged["previous"] = run[0]["previous"]
    if any("posts" in frame for frame in run):
        merged["posts"] = sorted(posts.values(), key=lambda post: post.get("number", 0))
    return merged


def _latest(old: dict, new: dict) -> dict:
    """The newer state; the writer's `client_key` is said once, with the first, and must not get lost."""
    latest = {**old, **new}
    if old.get("client_key") and not new.get("client_key"):
        latest["client_key"] = old["client_key"]
    return latest


def is_change(frame: object) -> bool:
    """Whether a broadcast has what a `changes` frame needs to be put in order."""
    return (
        isinstance(frame, dict)
        and frame.get("type") == "changes"
        and isinstance(frame.get("previous"), int)
        and isinstance(frame.get("sequence"), int)
        and frame["previous"] < frame["sequence"]
    )
