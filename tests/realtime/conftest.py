"""Sockets on each channel layer. Redis variants run where REDIS_URL names a server."""

import os

import pytest

from channel_community.realtime import topics
from tests.realtime.client import Client
from tests.realtime.testtopic import NoteTopic

REDIS_URL = os.environ.get("REDIS_URL", "")
#: Set where the tests run in several processes side by side.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
needs_redis = pytest.mark.skipif(not REDIS_URL, reason="REDIS_URL names no Redis server")

LAYERS = {
    "memory": {"BACKEND": "channels.layers.InMemoryChannelLayer"},
    "pubsub": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"cc-test-pubsub{WORKER}"},
    },
    "core": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"cc-test-core{WORKER}"},
    },
}


@pytest.fixture(
    params=["memory", pytest.param("pubsub", marks=needs_redis), pytest.param("core", marks=needs_redis)]
)
def every_layer(request, settings):
    """Run the test on each kind of channel layer."""
    settings.CHANNEL_LAYERS = {"default": LAYERS[request.param]}
    return request.param


@pytest.fixture(autouse=True)
def _database_in_reach(django_db_setup, django_db_blocker):
    """Sockets look after the connections of their thread, which earlier tests may have opened."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def _in_memory_unless_said(request, settings):
    if "every_layer" not in request.fixturenames:
        settings.CHANNEL_LAYERS = {"default": LAYERS["memory"]}


@pytest.fixture
def tune(settings):
    """Change settings of the plugin: tune(REALTIME_GATHER_MS=0)."""

    def change(**values):
        settings.CHANNEL_COMMUNITY = {**settings.CHANNEL_COMMUNITY, **values}

    return change


@pytest.fixture
def notes():
    topic = topics.register(NoteTopic())
    topic.open(1)
    yield topic
    topics.unregister("note")


@pytest.fixture
async def connect():
    """Open sockets that are closed when the test ends: `await connect()`."""
    clients = []

    async def make(**kwargs) -> Client:
        client = Client(**kwargs)
        clients.append(client)
        await client.open()
        return client

    yield make
    for client in clients:
        if not client.link.future.done():
            await client.leave()
