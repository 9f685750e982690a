"""The same cases on other kinds of hosts: one settings module per process, so each is a run of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import wagtail

from tests.variants import shop

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
OLD_WAGTAIL = pytest.mark.skipif(
    wagtail.VERSION < (8, 0), reason="the base page can be replaced from Wagtail 8 on"
)


def cases(settings, file, tmp_path, env=None):
    """Run the cases of a file under other settings, with databases and files of their own."""
    database = tmp_path / f"{shop.DATABASE}.sqlite3"
    env = {**(env or os.environ), "CC_TEST_DB": str(database), "DEMO_VAR": str(tmp_path)}
    options = ["-q", "--tb=short", "-p", "no:cacheprovider", "--create-db", "--ds", settings]
    command = [sys.executable, "-m", "pytest", *options, str(HERE / file)]
    result = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        pytest.param("minimal", marks=pytest.mark.once),
        "custom_user",
        pytest.param("swapped_page", marks=[pytest.mark.once, OLD_WAGTAIL]),
    ],
)
def test_the_community_works_on_this_host(name, tmp_path):
    cases(f"tests.settings.{name}", "host_cases.py", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("domain", ["members", "invitations"])
def test_people_without_usernames_take_part(domain, tmp_path):
    cases("tests.settings.custom_user", f"../{domain}/test_custom_user.py", tmp_path)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("swapped", [False, pytest.param(True, marks=OLD_WAGTAIL)], ids=["beside", "swapped"])
def test_a_site_may_have_page_types_of_its_own(swapped, tmp_path):
    cases(
        "tests.settings.own_pages", "own_pages_cases.py", tmp_path, env=shop.make(tmp_path, swapped=swapped)
    )


@pytest.mark.slow
def test_pages_are_translated_with_wagtail_localize(tmp_path):
    pytest.importorskip(
        "wagtail_localize", reason="wagtail-localize is not installed; it is part of the extra “testing”"
    )
    cases("tests.settings.localized", "localized_cases.py", tmp_path)


@pytest.mark.slow
def test_the_demonstration_site_keeps_its_promises(tmp_path):
    cases("demo_site.settings.test", "demo_cases.py", tmp_path)


def production_check(tmp_path, **env):
    """`manage.py check --deploy` with the production settings; nothing needs to be reachable for it."""
    given = {
        "SECRET_KEY": "k" * 30 + "abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "community.example",
        "DATABASE_URL": "postgres://nobody@localhost/none",
        "REDIS_URL": "redis://localhost/0",
        "STATIC_ROOT": str(tmp_path),
    }
    clean = {key: value for key, value in os.environ.items() if key not in given}
    check = [sys.executable, "demo_site/manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    variables = {**clean, **given, **env, "DJANGO_SETTINGS_MODULE": "demo_site.settings.production"}
    return subprocess.run(check, cwd=ROOT, env=variables, capture_output=True, text=True)


@pytest.mark.once
def test_the_production_settings_are_ready_to_deploy(tmp_path):
    result = production_check(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.once
def test_the_production_settings_name_what_is_missing(tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "SECRET_KEY"}
    env |= {"DJANGO_SETTINGS_MODULE": "demo_site.settings.production"}
    result = subprocess.run(
        [sys.executable, "demo_site/manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert "Set SECRET_KEY in the environment" in result.stderr


@pytest.mark.slow
@pytest.mark.once
def test_static_files_can_be_collected_with_hashed_names(tmp_path):
    env = {**os.environ, "SECRET_KEY": "k", "ALLOWED_HOSTS": "x.example", "STATIC_ROOT": str(tmp_path)}
    env |= {"DATABASE_URL": "postgres://nobody@localhost/none", "REDIS_URL": "redis://localhost/0"}
    env["DJANGO_SETTINGS_MODULE"] = "demo_site.settings.production"
    collect = [sys.executable, "demo_site/manage.py", "collectstatic", "--no-input", "-v", "0"]
    result = subprocess.run(collect, cwd=ROOT, env=env, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr[-3000:]
    scripts = [
        path for path in (tmp_path / "channel_community" / "js").glob("app.*.js") if path.suffix == ".js"
    ]
    assert scripts
    assert '"./menu.js"' not in scripts[0].read_text()
