"""What readers of a topic get, on every channel layer."""

import asyncio

from channel_community.realtime import broadcast, frames
from channel_community.realtime.hub import current_hub
from tests.realtime.client import until
from tests.realtime.testtopic import frame


async def in_thread(function, *args):
    return await asyncio.get_running_loop().run_in_executor(None, function, *args)


async def test_welcome_names_protocol_and_nobody(connect, notes):
    client = await connect()
    assert client.seen == [{"type": "welcome", "protocol": 1, "heartbeat": 25, "member": None}]


async def test_two_sockets_see_a_change(every_layer, connect, notes):
    ana, ben = await connect(), await connect()
    await ana.subscribe("note:1")
    await ben.subscribe("note:1")
    await in_thread(notes.say, "first")
    for client in (ana, ben):
        changes = await client.receive_type("changes")
        assert (changes["topic"], changes["previous"], changes["sequence"]) == ("note:1", 0, 1)
        assert [post["html"] for post in changes["posts"]] == ["<p>first</p>"]


async def test_a_change_is_encoded_once_whatever_the_readers(every_layer, connect, notes, tune):
    tune(REALTIME_GATHER_MS=0, REALTIME_SOCKETS_PER_ADDRESS=100)
    clients = [await connect() for _ in range(20)]
    for client in clients:
        await client.subscribe("note:1")
    before = frames.encoded["changes"]
    await in_thread(notes.say)
    for client in clients:
        await client.receive_type("changes")
    assert frames.encoded["changes"] - before == 1


async def test_a_burst_is_gathered(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    for number in range(10):
        notes.say(f"text {number}")
    sequences, posts = [], []
    while not sequences or sequences[-1][1] < 10:
        changes = await client.receive_type("changes")
        sequences.append((changes["previous"], changes["sequence"]))
        posts += [post["number"] for post in changes["posts"]]
    assert sequences == [(0, 1), (1, 10)]
    assert posts == list(range(1, 11))


async def test_broadcasts_out_of_order_are_told_in_order(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    first, second, third = notes.write("a"), notes.write("b"), notes.write("c")
    for late in (third, second, first, second):
        broadcast.publish("note:1", late)
    changes = await client.receive_type("changes")
    assert [post["number"] for post in changes["posts"]] == [1, 2, 3]
    await client.ping()
    assert sum(seen["type"] == "changes" for seen in client.seen) == 1


async def test_catch_up_by_after(every_layer, connect, notes):
    for number in range(1, 6):
        notes.write(f"text {number}")
    client = await connect()
    answer = await client.subscribe("note:1", after=3)
    assert (answer["sequence"], answer["presence"]) == (5, 1)
    changes = await client.receive()
    assert (changes["type"], changes["previous"], changes["sequence"]) == ("changes", 3, 5)
    assert [post["number"] for post in changes["posts"]] == [4, 5]


async def test_nothing_missed_means_no_changes(connect, notes):
    notes.write()
    client = await connect()
    assert (await client.subscribe("note:1", after=1))["sequence"] == 1
    await client.ping()
    assert [seen["type"] for seen in client.seen] == ["welcome", "subscribed", "pong"]


async def test_what_is_written_while_the_catch_up_is_read_comes_once(connect, notes):
    notes.write("before")

    def write_meanwhile():
        notes.on_read = None
        notes.say("meanwhile")

    notes.on_read = write_meanwhile
    client = await connect()
    await client.subscribe("note:1", after=0)
    posts = []
    while len(posts) < 2:
        posts += [post["number"] for post in (await client.receive_type("changes"))["posts"]]
    notes.say("after")
    posts += [post["number"] for post in (await client.receive_type("changes"))["posts"]]
    assert posts == [1, 2, 3]


async def test_a_broadcast_that_a_newcomer_has_already_read_is_not_told_again(connect, notes):
    ana, ben = await connect(), await connect()
    await ana.subscribe("note:1")
    late = notes.write("on its way")
    await ben.subscribe("note:1", after=0)
    await ben.receive_type("changes")
    broadcast.publish("note:1", late)
    await ana.receive_type("changes")
    notes.say("next")
    assert (await ben.receive_type("changes"))["previous"] == 1
    assert (await ana.receive_type("changes"))["previous"] == 1


async def test_too_far_behind_is_told_to_reload(connect, notes):
    notes.limit = 2
    for _ in range(5):
        notes.write()
    client = await connect()
    await client.subscribe("note:1", after=1)
    assert await client.receive() == {"type": "resync", "topic": "note:1"}


async def test_ahead_of_the_database_is_told_to_reload(connect, notes):
    client = await connect()
    await client.subscribe("note:1", after=99)
    assert await client.receive() == {"type": "resync", "topic": "note:1"}


async def test_a_catch_up_in_pages(connect, notes, monkeypatch):
    for number in range(7):
        notes.write(f"text {number}")

    def page(ident, after, viewer=None):
        entries = [entry for entry in notes.logs[ident].entries if entry[0] > after][:3]
        return frame(after, entries[-1][0], entries)

    monkeypatch.setattr(notes, "changes", page)
    client = await connect()
    await client.subscribe("note:1", after=0)
    pages = [await client.receive_type("changes") for _ in range(3)]
    assert [(each["previous"], each["sequence"]) for each in pages] == [(0, 3), (3, 6), (6, 7)]


async def test_hidden_and_missing_answer_alike(connect, notes):
    notes.open(2, members_only=True)
    client = await connect()
    hidden, missing = await client.subscribe("note:2"), await client.subscribe("note:77")
    unknown = await client.subscribe("nothing:77")
    assert hidden["code"] == "not_found"
    assert {**hidden, "topic": ""} == {**missing, "topic": ""} == {**unknown, "topic": ""}


async def test_unsubscribed_hears_no_more(connect, notes):
    ana, ben = await connect(), await connect()
    await ana.subscribe("note:1")
    await ben.subscribe("note:1")
    await ana.send({"type": "unsubscribe", "topic": "note:1"})
    assert await ana.receive_type("unsubscribed") == {"type": "unsubscribed", "topic": "note:1"}
    notes.say()
    await ben.receive_type("changes")
    await ana.ping()
    assert "changes" not in [seen["type"] for seen in ana.seen]


async def test_revoked_access_is_gone_at_once(every_layer, connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    notes.logs[1].members_only = True
    await in_thread(broadcast.publish_revoked, "note:1")
    assert await client.receive_type("gone") == {"type": "gone", "topic": "note:1"}
    assert "note:1" not in next(iter(current_hub().connections)).topics


async def test_access_is_checked_again_on_a_clock(connect, notes, tune):
    tune(REALTIME_RECHECK_SECONDS=0.05)
    client = await connect()
    await client.subscribe("note:1")
    notes.logs[1].members_only = True
    assert await client.receive_type("gone") == {"type": "gone", "topic": "note:1"}


async def test_heartbeat_brings_heads_by_one_query_for_all(connect, notes, tune):
    tune(REALTIME_HEARTBEAT_SECONDS=0.1)
    notes.open(2)
    clients = [await connect() for _ in range(5)]
    for client in clients:
        await client.subscribe("note:1")
        await client.subscribe("note:2")
    notes.asked.clear()
    for client in clients:
        assert (await client.receive_type("heads"))["topics"] == {"note:1": 0, "note:2": 0}
    assert notes.asked.count("heads") <= 2


async def test_a_lost_broadcast_is_repaired_within_a_heartbeat(every_layer, connect, notes, tune):
    tune(REALTIME_HEARTBEAT_SECONDS=0.2)
    clients = [await connect() for _ in range(3)]
    for client in clients:
        await client.subscribe("note:1")
    notes.asked.clear()
    notes.write("nobody was told")
    for client in clients:
        changes = await client.receive_type("changes")
        assert (changes["previous"], changes["sequence"]) == (0, 1)
        assert (await client.receive_type("heads"))["topics"] == {"note:1": 1}
    assert notes.asked.count("changes") == 1


async def test_a_gap_between_broadcasts_is_read_from_the_database(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    notes.write("lost")
    notes.say("heard")
    changes = await client.receive_type("changes")
    assert [post["number"] for post in changes["posts"]] == [1, 2]


async def test_without_the_database_a_gap_is_left_to_the_clients(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    notes.write("lost")
    notes.is_broken = True
    notes.say("heard")
    assert (await client.receive_type("changes"))["previous"] == 1


async def test_a_change_too_large_to_send_is_fetched(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    await in_thread(notes.say, "x" * 300_000)
    changes = await client.receive_type("changes")
    assert len(changes["posts"][0]["html"]) > 300_000
    assert notes.asked.count("changes") == 1


async def test_frames_without_a_sequence_go_straight_through(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    broadcast.publish("note:1", {"type": "notice", "topic": "note:1", "text": "hi"})
    assert (await client.receive_type("notice"))["text"] == "hi"


async def test_half_a_surrogate_pair_in_a_text_reaches_the_reader_escaped(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    notes.say("broken \ud800 text")
    assert "broken" in (await client.receive_type("changes"))["posts"][0]["html"]


async def test_a_topic_nobody_reads_is_let_go(connect, notes, tune):
    tune(REALTIME_HEARTBEAT_SECONDS=0.05)
    client = await connect()
    await client.subscribe("note:1")
    assert "note:1" in current_hub().topics
    await client.leave()
    await until(lambda: "note:1" not in current_hub().topics)


async def test_a_failing_database_closes_with_try_again(connect, notes, caplog):
    notes.is_broken = True
    client = await connect()
    await client.send({"type": "subscribe", "topic": "note:1"})
    assert await client.closed() == 1011
    assert [record.getMessage() for record in caplog.records] == ["A frame could not be answered."]
    await until(lambda: not current_hub().connections)
