"""Bursts made one frame, and gaps found: the rules alone."""

from hypothesis import given
from hypothesis import strategies as st

from channel_community.realtime.gather import is_change, merge, take_run


def change(previous, sequence, *posts):
    return {"type": "changes", "previous": previous, "sequence": sequence, "posts": list(posts)}


def post(ident, sequence, **more):
    return {"id": ident, "number": ident, "sequence": sequence, **more}


def test_a_run_is_put_in_order():
    run, rest = take_run(3, [change(4, 5), change(3, 4)])
    assert [frame["sequence"] for frame in run] == [4, 5]
    assert rest == []


def test_what_is_held_already_is_dropped():
    assert take_run(5, [change(3, 4), change(4, 5)]) == ([], [])


def test_what_lies_behind_a_gap_waits():
    run, rest = take_run(3, [change(3, 4), change(5, 6)])
    assert [frame["sequence"] for frame in run] == [4]
    assert [frame["sequence"] for frame in rest] == [6]


def test_overlapping_frames_are_used():
    run, rest = take_run(4, [change(3, 6)])
    assert [frame["sequence"] for frame in run] == [6]
    assert rest == []


def test_without_a_head_the_earliest_begins():
    run, rest = take_run(None, [change(8, 9), change(7, 8)])
    assert [frame["sequence"] for frame in run] == [8, 9]


def test_merging_keeps_the_latest_state_of_each_post_and_the_writers_key():
    merged = merge(
        [
            change(1, 2, post(7, 2, html="first", client_key="abc")),
            change(2, 3, post(5, 3, html="other")),
            change(3, 4, post(7, 4, html="edited", client_key="")),
        ]
    )
    assert (merged["previous"], merged["sequence"]) == (1, 4)
    assert merged["posts"] == [
        post(5, 3, html="other"),
        post(7, 4, html="edited", client_key="abc"),
    ]


def test_merging_changes_no_frame_it_was_given():
    first, second = change(0, 1, post(1, 1, html="a")), change(1, 2, post(1, 2, html="b"))
    merge([first, second])
    assert first["posts"][0]["html"] == "a"


def test_what_is_no_change_is_known():
    assert is_change(change(0, 1))
    for other in (change(1, 1), change(2, 1), {"type": "typing"}, {"type": "changes"}, None, change("0", 1)):
        assert not is_change(other)


@given(st.integers(1, 30).flatmap(lambda n: st.permutations(range(n))), st.data())
def test_any_order_with_repeats_tells_everything_once(order, data):
    """Frames arriving in any order, some twice: each sequence is told exactly once, in order."""
    arriving = [*order, *data.draw(st.lists(st.sampled_from(list(order)), max_size=5))]
    head, waiting, told = 0, [], []
    for number in arriving:
        run, waiting = take_run(head, [*waiting, change(number, number + 1)])
        if run:
            told += [frame["sequence"] for frame in run]
            head = merge(run)["sequence"]
    assert told == list(range(1, len(order) + 1))
    assert waiting == []
