"""Who may open a socket, as whom, and for how long."""

import asyncio
from types import SimpleNamespace

import pytest
from asgiref.sync import sync_to_async
from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.contrib.auth import get_user_model
from django.test import Client as Browser

from channel_community.members.models import Member
from channel_community.realtime import broadcast
from channel_community.realtime.hub import current_hub
from channel_community.routing import websocket_urlpatterns
from tests.realtime.client import TIMEOUT, Client, Closed, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sign_in(transactional_db):
    """Sign somebody in as a browser does; their session and the cookies that carry it."""

    def sign(handle="ana", browser=None):
        user, _ = get_user_model().objects.get_or_create(username=handle)
        member, _ = Member.objects.get_or_create(
            user=user, defaults={"handle": handle, "name": handle.title()}
        )
        browser = browser or Browser()
        browser.force_login(user)
        cookies = f"sessionid={browser.session.session_key}"
        return SimpleNamespace(user=user, member=member, browser=browser, cookies=cookies)

    return sync_to_async(sign)


async def refused(**kwargs) -> int:
    client = Client(**kwargs)
    with pytest.raises(Closed) as closed:
        await client.open()
    await asyncio.wait_for(client.link.wait(), TIMEOUT)
    return closed.value.code


# Origins


@pytest.mark.parametrize(
    "origin",
    [
        None,
        b"",
        b"null",
        b"http://evil.example",
        b"http://testserver.evil.example",
        b"http://eviltestserver",
        b"http://sub.testserver",
        b"https://testserver",
        b"http://testserver:8080",
        b"http://testserver@evil.example",
        b"http://user@testserver",
        b"http://testserver/path",
        b"http://testserver?x",
        b"http://testserver:99999999",
        b"http://[::1",
        b"ws://testserver",
        b"file://",
        b"testserver",
        b"*",
        b"http://testserver http://evil.example",
        b"\xff\xfe",
    ],
)
async def test_a_foreign_origin_is_refused_with_a_code_the_browser_sees(notes, origin):
    assert await refused(origin=origin) == 4403


@pytest.mark.parametrize(
    ("origin", "host", "scheme"),
    [
        (b"http://testserver", b"testserver", "ws"),
        (b"http://testserver:80", b"testserver", "ws"),
        (b"http://TESTSERVER", b"testserver", "ws"),
        (b"http://127.0.0.1:8000", b"127.0.0.1:8000", "ws"),
        (b"https://community.example", b"community.example", "wss"),
        (b"https://community.example", b"community.example:443", "wss"),
    ],
)
async def test_the_sites_own_origin_is_welcome(connect, notes, origin, host, scheme):
    await connect(origin=origin, host=host, scheme=scheme)


async def test_a_host_that_is_not_ours_is_refused(notes):
    assert await refused(origin=b"http://evil.example", host=b"evil.example") == 4403


async def test_configured_origins_replace_the_default(connect, notes, tune):
    tune(REALTIME_ALLOWED_ORIGINS=["https://www.community.example"])
    await connect(origin=b"https://www.community.example")
    assert await refused(origin=b"http://testserver") == 4403
    assert await refused(origin=b"http://www.community.example") == 4403


async def test_a_proxy_that_says_https_is_believed_when_the_site_says_so(connect, notes, settings):
    behind = {"origin": b"https://testserver", "headers": [(b"x-forwarded-proto", b"https")]}
    assert await refused(**behind) == 4403
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    await connect(**behind)


async def test_a_forwarded_host_is_believed_when_the_site_says_so(connect, notes, settings):
    behind = {"origin": b"http://community.example", "headers": [(b"x-forwarded-host", b"community.example")]}
    assert await refused(**behind) == 4403
    settings.USE_X_FORWARDED_HOST = True
    await connect(**behind)


# Paths and switches


async def test_other_paths_fail_their_handshake_quietly(caplog):
    client = Client(path="/ws/elsewhere/")
    await client.link.send_input({"type": "websocket.connect"})
    assert await client.link.receive_output(TIMEOUT) == {"type": "websocket.close"}
    await client.link.wait(TIMEOUT)
    assert not caplog.records


async def test_switched_off(notes, tune):
    tune(REALTIME=False)
    assert await refused() == 4404


# Sessions


async def test_welcome_names_the_member(connect, notes, sign_in):
    ana = await sign_in("ana")
    client = await connect(cookies=ana.cookies)
    member = {"id": ana.member.pk, "handle": "ana", "name": "Ana", "avatar_url": ""}
    assert client.seen[0]["member"] == member


async def test_inside_the_middleware_of_channels_it_is_the_same_member(notes, sign_in):
    ana = await sign_in("ana")
    client = Client(cookies=ana.cookies, app=AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))
    assert (await client.open())["member"]["handle"] == "ana"
    await client.leave()


@pytest.mark.parametrize(
    "cookies",
    ["sessionid=", "sessionid=short", "sessionid=" + "x" * 4000, "sessionid=\x00\x01", "=;;=", "a b c"],
)
async def test_broken_cookies_are_nobody(connect, notes, cookies, caplog):
    client = await connect(cookies=cookies)
    assert client.seen[0]["member"] is None
    assert not caplog.records


async def test_a_private_topic_opens_for_members(connect, notes, sign_in):
    notes.open(2, members_only=True)
    ana = await sign_in("ana")
    member, stranger = await connect(cookies=ana.cookies), await connect()
    assert (await member.subscribe("note:2"))["type"] == "subscribed"
    assert (await stranger.subscribe("note:2"))["code"] == "not_found"


async def test_signing_out_closes_the_sockets_of_that_session(every_layer, connect, notes, sign_in):
    ana = await sign_in("ana")
    elsewhere = await sign_in("ana", Browser())
    here, there = await connect(cookies=ana.cookies), await connect(cookies=elsewhere.cookies)
    await here.subscribe("note:1")
    await there.subscribe("note:1")
    await sync_to_async(ana.browser.logout)()
    assert await here.closed() == 4401
    await there.ping()


async def test_a_handshake_that_crosses_the_sign_out_gets_no_rights(connect, notes, sign_in):
    ana = await sign_in("ana")
    await (await connect()).ping()
    await sync_to_async(broadcast.end_session)(ana.browser.session.session_key)
    await until(lambda: current_hub().ended_sessions)
    assert await refused(cookies=ana.cookies) == 4401


async def drop_session(ana):
    await sync_to_async(ana.browser.session.delete)(ana.browser.session.session_key)


async def deactivate(ana):
    await get_user_model().objects.filter(pk=ana.user.pk).aupdate(is_active=False)


async def change_password(ana):
    ana.user.set_password("another")
    await ana.user.asave()


@pytest.mark.parametrize("end", [drop_session, deactivate, change_password])
async def test_rights_end_within_a_check_whatever_ended_them(connect, notes, sign_in, tune, end):
    tune(REALTIME_RECHECK_SECONDS=0.1)
    notes.open(2, members_only=True)
    ana = await sign_in("ana")
    client = await connect(cookies=ana.cookies)
    await client.subscribe("note:2")
    await end(ana)
    assert await client.closed() == 4401
    assert client.seen[-1] == {"type": "gone", "topic": "note:2"}


async def test_a_valid_session_survives_its_checks(connect, notes, sign_in, tune):
    tune(REALTIME_RECHECK_SECONDS=0.05, REALTIME_HEARTBEAT_SECONDS=0.2)
    ana = await sign_in("ana")
    client = await connect(cookies=ana.cookies)
    await client.subscribe("note:1")
    asked = len(notes.asked)
    await until(lambda: notes.asked[asked:].count("resolve") >= 3)
    await client.ping()
    assert await sync_to_async(ana.browser.session.exists)(ana.browser.session.session_key)


async def test_a_member_can_be_disconnected_everywhere(every_layer, connect, notes, sign_in):
    ana, ben = await sign_in("ana"), await sign_in("ben")
    first, second = await connect(cookies=ana.cookies), await connect(cookies=ana.cookies)
    other = await connect(cookies=ben.cookies)
    for client in (first, second, other):
        await client.subscribe("note:1")
    await sync_to_async(broadcast.disconnect_member)(ana.member.pk)
    assert await first.closed() == 4401
    assert await second.closed() == 4401
    await other.ping()


async def test_at_most_ten_sockets_of_one_member(connect, notes, sign_in):
    ana = await sign_in("ana")
    for _ in range(10):
        await connect(cookies=ana.cookies)
    assert await refused(cookies=ana.cookies) == 4429
    await connect(cookies=(await sign_in("ben")).cookies)


async def test_a_handshake_asks_few_queries(connect, notes, sign_in, django_assert_max_num_queries):
    ana = await sign_in("ana")

    def ask():
        from channel_community.realtime.identity import identify

        with django_assert_max_num_queries(5):
            identify({"headers": [(b"cookie", ana.cookies.encode())]})

    await sync_to_async(ask)()


async def test_a_broken_session_store_answers_try_again(notes, settings, caplog):
    settings.SESSION_ENGINE = "tests.realtime.nosessions"
    assert await refused(cookies="sessionid=abcdefghijkl") == 1011
    assert [record.getMessage() for record in caplog.records] == ["A socket's session could not be read."]


# Typing and presence


async def test_the_others_see_who_is_typing(every_layer, connect, notes, sign_in):
    ana, ben = await sign_in("ana"), await sign_in("ben")
    writer, same, other = (
        await connect(cookies=ana.cookies),
        await connect(cookies=ana.cookies),
        await connect(cookies=ben.cookies),
    )
    for client in (writer, same, other):
        await client.subscribe("note:1")
    await writer.send({"type": "typing", "topic": "note:1"})
    typing = await other.receive_type("typing")
    assert typing["topic"] == "note:1"
    assert typing["member"] == {"handle": "ana", "name": "Ana", "avatar_url": ""}
    await writer.ping()
    await same.ping()
    assert "typing" not in [seen["type"] for seen in writer.seen + same.seen]


async def test_typing_is_sampled(connect, notes, sign_in):
    ana, ben = await sign_in("ana"), await sign_in("ben")
    writer, other = await connect(cookies=ana.cookies), await connect(cookies=ben.cookies)
    await writer.subscribe("note:1")
    await other.subscribe("note:1")
    for _ in range(20):
        await writer.send({"type": "typing", "topic": "note:1"})
    await writer.ping()
    await other.receive_type("typing")
    await other.ping()
    assert [seen["type"] for seen in other.seen].count("typing") == 1


async def test_who_is_signed_out_cannot_be_typing(connect, notes):
    client = await connect()
    await client.subscribe("note:1")
    await client.send({"type": "typing", "topic": "note:1"})
    assert (await client.receive_type("error"))["code"] == "invalid"


async def presence_of(client, count):
    while (frame := await client.receive_type("presence"))["count"] != count:
        pass
    return frame


async def test_presence_counts_people_and_names_members(every_layer, connect, notes, sign_in):
    ana, ben = await sign_in("ana"), await sign_in("ben")
    first = await connect(cookies=ana.cookies)
    await first.subscribe("note:1")
    await (await connect(cookies=ana.cookies)).subscribe("note:1")
    await (await connect()).subscribe("note:1")
    last = await connect(cookies=ben.cookies)
    assert (await last.subscribe("note:1"))["presence"] == 3
    frame = await presence_of(first, 3)
    assert [member["handle"] for member in frame["members"]] == ["ana", "ben"]
    await last.leave()
    assert [member["handle"] for member in (await presence_of(first, 2))["members"]] == ["ana"]


async def test_presence_names_at_most_twelve(connect, notes, sign_in):
    for number in range(14):
        person = await sign_in(f"person-{number}")
        client = await connect(cookies=person.cookies)
        await client.subscribe("note:1")
    assert len((await presence_of(client, 14))["members"]) == 12
