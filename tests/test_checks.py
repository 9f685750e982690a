"""Each system check: silent on a good site, and one message with a cure on a bad one."""

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command

from channel_community import checks


def ids(messages):
    return [message.id.removeprefix("channel_community.") for message in messages]


def staticfiles(path):
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": path},
    }


class UnawareStorage(ManifestStaticFilesStorage):
    """A site's own storage class that does not know about module imports."""


def test_the_test_site_has_no_errors(settings):
    settings.DEBUG = True
    call_command("check", fail_level="WARNING")


def test_deploy_check_reports_nothing_of_ours_above_a_warning():
    call_command("check", deploy=True, fail_level="ERROR")


def test_a_missing_app_is_named(monkeypatch):
    monkeypatch.setattr(checks, "REQUIRED_APPS", (*checks.REQUIRED_APPS, "example.absent"))
    [message] = checks.check_apps(None)
    assert ids([message]) == ["E001"]
    assert '"example.absent"' in message.hint


def test_missing_urls_are_reported_with_the_line_to_add(settings):
    settings.ROOT_URLCONF = "wagtail.urls"
    [message] = checks.check_urls(None)
    assert ids([message]) == ["E002"]
    assert 'include("channel_community.urls")' in message.hint


def test_included_urls_are_fine():
    assert checks.check_urls(None) == []


def test_settings_must_be_a_dict(settings):
    settings.CHANNEL_COMMUNITY = ["POSTS_PER_PAGE"]
    assert ids(checks.check_settings(None)) == ["E003"]


def test_an_unknown_key_brings_the_nearest_known_one(settings):
    settings.CHANNEL_COMMUNITY = {"POST_PER_PAGE": 20}
    [message] = checks.check_settings(None)
    assert ids([message]) == ["E003"]
    assert "POSTS_PER_PAGE" in message.hint


@pytest.mark.parametrize(
    ("key", "value"),
    [("POSTS_PER_PAGE", "20"), ("POSTS_PER_PAGE", True), ("REALTIME", 1), ("REALTIME_ALLOWED_ORIGINS", "x")],
)
def test_a_wrong_type_is_an_error_that_says_the_default(settings, key, value):
    settings.CHANNEL_COMMUNITY = {key: value}
    [message] = checks.check_settings(None)
    assert ids([message]) == ["E004"]
    assert "default" in message.hint


def test_a_whole_number_is_a_fine_float(settings):
    settings.CHANNEL_COMMUNITY = {"LEVEL_HYSTERESIS": 0}
    assert checks.check_settings(None) == []


def test_the_in_memory_layer_outside_debug_is_questioned(settings):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": checks.IN_MEMORY_LAYER}}
    assert ids(checks.check_channel_layer(None)) == ["W001"]


@pytest.mark.parametrize("change", [{"DEBUG": True}, {"CHANNEL_COMMUNITY": {"REALTIME": False}}])
def test_the_in_memory_layer_is_fine_where_one_process_serves(settings, change):
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": checks.IN_MEMORY_LAYER}}
    for name, value in change.items():
        setattr(settings, name, value)
    assert checks.check_channel_layer(None) == []


def test_live_pages_without_a_layer_are_questioned(settings):
    settings.CHANNEL_LAYERS = {}
    assert ids(checks.check_channel_layer(None)) == ["W002"]


@pytest.mark.parametrize(
    ("version", "backend", "hosts", "expected"),
    [
        ("8.1.0", checks.CORE_REDIS_LAYER, ["redis://localhost"], ["W003"]),
        ("8.1.0", checks.CORE_REDIS_LAYER, None, ["W003"]),
        ("8.1.0", checks.CORE_REDIS_LAYER, [{"address": "redis://localhost", "socket_timeout": None}], []),
        ("7.4.1", checks.CORE_REDIS_LAYER, ["redis://localhost"], []),
        ("8.1.0", "channels_redis.pubsub.RedisPubSubChannelLayer", ["redis://localhost"], []),
    ],
)
def test_new_redis_with_the_core_layer_needs_a_timeout(
    settings, monkeypatch, version, backend, hosts, expected
):
    monkeypatch.setattr(checks.metadata, "version", lambda name: version)
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": hosts} if hosts else {}}}
    assert ids(checks.check_redis(None)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("django.contrib.staticfiles.storage.StaticFilesStorage", []),
        ("django.contrib.staticfiles.storage.ManifestStaticFilesStorage", ["W004"]),
        ("tests.test_checks.UnawareStorage", ["W004"]),
        ("channel_community.storage.ModuleManifestStaticFilesStorage", []),
        ("demo_site.storage.StaticFilesStorage", []),
        ("nowhere.Storage", []),
    ],
)
def test_manifest_storages_must_know_module_imports(settings, path, expected):
    settings.STORAGES = staticfiles(path)
    assert ids(checks.check_static_storage(None)) == expected


@pytest.mark.parametrize(
    ("origins", "expected"),
    [
        ([], []),
        (["https://community.example"], []),
        (["http://community.example"], ["W005"]),
        (["community.example"], ["E005"]),
        (["https://community.example/path"], ["E005"]),
        ([None], ["E005"]),
    ],
)
def test_origins_are_whole_and_encrypted(settings, origins, expected):
    settings.CHANNEL_COMMUNITY = {"REALTIME_ALLOWED_ORIGINS": origins}
    assert ids(checks.check_origins(None)) == expected


def test_plain_origins_are_fine_while_developing(settings):
    settings.DEBUG = True
    settings.CHANNEL_COMMUNITY = {"REALTIME_ALLOWED_ORIGINS": ["http://localhost:8000"]}
    assert checks.check_origins(None) == []


@pytest.mark.parametrize(("age", "expected"), [(0, []), (60, ["W006"]), (None, ["W006"])])
def test_kept_connections_under_asgi_are_questioned(settings, monkeypatch, age, expected):
    monkeypatch.setitem(settings.DATABASES, "archive", {"ENGINE": checks.POSTGRESQL, "CONN_MAX_AGE": age})
    assert ids(checks.check_connections(None)) == expected


@pytest.mark.parametrize(("use_tz", "expected"), [(True, []), (False, ["W007"])])
def test_times_without_a_zone_are_warned_of(settings, use_tz, expected):
    settings.USE_TZ = use_tz
    assert ids(checks.check_time_zones(None)) == expected
