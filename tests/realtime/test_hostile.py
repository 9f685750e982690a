"""Hostile input: each frame is answered with a structured error, and the connection stays."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channel_community.realtime.protocol import Ping, ProtocolError, Subscribe, Typing, Unsubscribe, decode

CODES = {"invalid", "unknown_type", "not_found", "rate_limited", "too_large", "too_many_topics"}

HOSTILE_TEXTS = {
    "empty": ("", "invalid"),
    "white space": (" \n\t", "invalid"),
    "no JSON": ("subscribe", "invalid"),
    "half an object": ('{"type":', "invalid"),
    "two objects": ('{"type":"ping"}{"type":"ping"}', "invalid"),
    "single quotes": ("{'type':'ping'}", "invalid"),
    "trailing comma": ('{"type":"ping",}', "invalid"),
    "comment": ('{"type":"ping"} // hello', "invalid"),
    "byte order mark": ('\ufeff{"type":"ping"}', "invalid"),
    "null byte": ('{"type":"ping\x00"}', "invalid"),
    "escaped null": ('{"type":"ping\\u0000"}', "unknown_type"),
    "null": ("null", "invalid"),
    "true": ("true", "invalid"),
    "number": ("1", "invalid"),
    "string": ('"ping"', "invalid"),
    "array": ('["ping"]', "invalid"),
    "array of frames": ('[{"type":"ping"}]', "invalid"),
    "empty object": ("{}", "invalid"),
    "type missing": ('{"topic":"note:1"}', "invalid"),
    "type null": ('{"type":null}', "invalid"),
    "type number": ('{"type":1}', "invalid"),
    "type array": ('{"type":["ping"]}', "invalid"),
    "type object": ('{"type":{"ping":1}}', "invalid"),
    "type empty": ('{"type":""}', "unknown_type"),
    "type unknown": ('{"type":"post"}', "unknown_type"),
    "type of a server frame": ('{"type":"changes","topic":"note:1"}', "unknown_type"),
    "type of a channels event": ('{"type":"websocket.disconnect"}', "unknown_type"),
    "type of a method": ('{"type":"__init__"}', "unknown_type"),
    "type in capitals": ('{"type":"PING"}', "unknown_type"),
    "type twice": ('{"type":"ping","type":"subscribe"}', "invalid"),
    "topic missing": ('{"type":"subscribe"}', "invalid"),
    "topic null": ('{"type":"subscribe","topic":null}', "invalid"),
    "topic number": ('{"type":"subscribe","topic":1}', "invalid"),
    "topic array": ('{"type":"subscribe","topic":["note:1"]}', "invalid"),
    "topic object": ('{"type":"subscribe","topic":{"note":1}}', "invalid"),
    "topic empty": ('{"type":"subscribe","topic":""}', "invalid"),
    "topic without number": ('{"type":"subscribe","topic":"note:"}', "invalid"),
    "topic zero": ('{"type":"subscribe","topic":"note:0"}', "invalid"),
    "topic negative": ('{"type":"subscribe","topic":"note:-1"}', "invalid"),
    "topic with sign": ('{"type":"subscribe","topic":"note:+1"}', "invalid"),
    "topic with blank": ('{"type":"subscribe","topic":"note: 1"}', "invalid"),
    "topic with line break": ('{"type":"subscribe","topic":"note:1\\n"}', "invalid"),
    "topic with leading zero": ('{"type":"subscribe","topic":"note:01"}', "invalid"),
    "topic in other digits": ('{"type":"subscribe","topic":"note:\u0661"}', "invalid"),
    "topic fraction": ('{"type":"subscribe","topic":"note:1.5"}', "invalid"),
    "topic too big": ('{"type":"subscribe","topic":"note:9223372036854775808"}', "invalid"),
    "topic huge": ('{"type":"subscribe","topic":"note:%s"}' % ("9" * 4000), "invalid"),
    "topic of an attack": ('{"type":"subscribe","topic":"note:1; drop table"}', "invalid"),
    "topic path": ('{"type":"subscribe","topic":"../../note:1"}', "invalid"),
    "topic unknown": ('{"type":"subscribe","topic":"ghost:1"}', "not_found"),
    "topic biggest": ('{"type":"subscribe","topic":"note:9223372036854775807"}', "not_found"),
    "after negative": ('{"type":"subscribe","topic":"note:1","after":-1}', "invalid"),
    "after fraction": ('{"type":"subscribe","topic":"note:1","after":1.5}', "invalid"),
    "after exponent": ('{"type":"subscribe","topic":"note:1","after":1e400}', "invalid"),
    "after true": ('{"type":"subscribe","topic":"note:1","after":true}', "invalid"),
    "after string": ('{"type":"subscribe","topic":"note:1","after":"1"}', "invalid"),
    "after array": ('{"type":"subscribe","topic":"note:1","after":[1]}', "invalid"),
    "after NaN": ('{"type":"subscribe","topic":"note:1","after":NaN}', "invalid"),
    "after Infinity": ('{"type":"subscribe","topic":"note:1","after":Infinity}', "invalid"),
    "after minus Infinity": ('{"type":"subscribe","topic":"note:1","after":-Infinity}', "invalid"),
    "after too big": ('{"type":"subscribe","topic":"note:1","after":9223372036854775808}', "invalid"),
    "after huge": ('{"type":"subscribe","topic":"note:1","after":%s}' % ("9" * 5000), "invalid"),
    "typing where not subscribed": ('{"type":"typing","topic":"note:1"}', "not_found"),
    "lone surrogate in a key": ('{"type":"ping","\\ud800":1}', "invalid"),
    "lone surrogate in a value": ('{"type":"ping","note":"\\udfff"}', "invalid"),
    "nested arrays": ('{"type":"ping","x":' + "[" * 3000 + "]" * 3000 + "}", "invalid"),
    "nested objects": ('{"x":' * 1000 + "1" + "}" * 1000, "invalid"),
    "only brackets": ("[" * 8000, "invalid"),
    "many keys": (json.dumps({"type": "x", **{f"k{n}": n for n in range(600)}}), "unknown_type"),
    "too large": ('{"type":"ping","pad":"' + "x" * 9000 + '"}', "too_large"),
    "too large in bytes": ('{"type":"ping","pad":"' + "\U0001f642" * 3000 + '"}', "too_large"),
    "ten megabytes": ("x" * 10_000_000, "too_large"),
}


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
async def test_hostile_text_is_answered_and_the_connection_stays(connect, notes, caplog, name):
    text, code = HOSTILE_TEXTS[name]
    client = await connect()
    await client.send_text(text)
    answer = await client.receive_type("error")
    assert answer["code"] == code
    assert answer["detail"]
    assert set(answer) == {"type", "code", "detail", "topic"}
    await client.ping()
    assert not caplog.records


@pytest.mark.parametrize("data", [b"", b"\x00", b'{"type":"ping"}', b"\xff\xfe\xff", bytes(100_000)])
async def test_binary_is_answered_and_the_connection_stays(connect, notes, data):
    client = await connect()
    await client.send_bytes(data)
    assert (await client.receive_type("error"))["code"] == "invalid"
    await client.ping()


async def test_all_hostile_texts_on_one_connection(connect, notes, tune, caplog):
    tune(REALTIME_ERRORS_PER_MINUTE=1000, REALTIME_FRAMES_PER_MINUTE=1000)
    client = await connect()
    for text, code in HOSTILE_TEXTS.values():
        await client.send_text(text)
        assert (await client.receive_type("error"))["code"] == code
    await client.subscribe("note:1")
    notes.say()
    await client.receive_type("changes")
    assert not caplog.records


async def test_unknown_keys_are_ignored(connect, notes):
    client = await connect()
    await client.send({"type": "subscribe", "topic": "note:1", "after": 0, "later": "protocol 1.1"})
    assert (await client.receive_type("subscribed", "error"))["type"] == "subscribed"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FRAMES = st.fixed_dictionaries(
    {"type": st.sampled_from(["subscribe", "unsubscribe", "typing", "ping"]) | JSON},
    optional={"topic": st.sampled_from(["note:1", "note:99"]) | JSON, "after": st.integers(-2, 3) | JSON},
)


@given(st.text() | JSON.map(json.dumps) | FRAMES.map(json.dumps))
def test_decoding_never_raises_anything_else(text):
    try:
        frame = decode(text, 8192)
    except ProtocolError as problem:
        frame = problem
    assert isinstance(frame, Subscribe | Unsubscribe | Typing | Ping) or frame.code in CODES


@given(st.binary().map(lambda data: data.decode("utf-8", "surrogateescape")))
def test_decoding_survives_any_bytes(text):
    with pytest.raises(ProtocolError):
        decode(text, 8192)


@given(st.integers(1, 2**63 - 1), st.none() | st.integers(0, 2**63 - 1))
def test_every_valid_subscription_is_understood(ident, after):
    text = json.dumps({"type": "subscribe", "topic": f"note:{ident}", "after": after})
    assert decode(text, 8192) == Subscribe(f"note:{ident}", after)
