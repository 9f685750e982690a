"""A new Wagtail project, the built wheel and the lines of the README: a working community, no more needed."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import uuid

import httpx
import pytest
from websockets.sync.client import connect

from tests.packaging import readme

pytestmark = [pytest.mark.slow, pytest.mark.once]
NAME, PASSWORD = "ana", "a long enough password"
STARTS_WITHIN = 60


def run(command, cwd, env):
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{' '.join(command)}\n{result.stdout[-3000:]}{result.stderr[-5000:]}"
    return result.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def text(root):
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def env(wheel, tmp_path_factory):
    """The environment of a site that installed the wheel: the wheel's files before everything else."""
    target = tmp_path_factory.mktemp("site-packages")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", str(target)]
    run([*pip, str(wheel)], cwd=target, env=dict(os.environ))
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("DJANGO", "DATABASE", "CC_"))
    }
    return {**clean, "PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture(scope="module")
def project(text, env, tmp_path_factory):
    """The project after each edit and each command of the README but the last, which serves."""
    folder = tmp_path_factory.mktemp("mysite")
    run([sys.executable, "-m", "wagtail.bin.wagtail", "start", "mysite", "."], cwd=folder, env=env)
    for edit in readme.edits(text):
        readme.apply(edit, folder)
    for command in readme.commands(text):
        if command[0] == "python":
            run([sys.executable, *command[1:]], cwd=folder, env=env)
    create = [
        "manage.py",
        "createsuperuser",
        "--noinput",
        "--username",
        NAME,
        "--email",
        "ana@community.example",
    ]
    run([sys.executable, *create], cwd=folder, env={**env, "DJANGO_SUPERUSER_PASSWORD": PASSWORD})
    return folder


@pytest.fixture(scope="module")
def address(text, project, env):
    """The address of the served project: the README's last command, on a free port."""
    [serve] = [command for command in readme.commands(text) if command[0] == "uvicorn"]
    port = free_port()
    log = (project / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", *serve, "--port", str(port), "--log-level", "warning"],
        cwd=project,
        env=env,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            assert server.poll() is None, (project / "server.log").read_text()[-3000:]
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline, "the site did not answer in time"
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


@pytest.fixture
def browser(address):
    with httpx.Client(base_url=f"http://{address}", follow_redirects=True, timeout=30) as client:
        yield client


def token(page):
    return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]


def sign_in(browser):
    """Sign in on the page that the community's own link leads to."""
    home = browser.get("/community/")
    page = browser.get(re.search(r'href="([^"]*login[^"]*)"', home.text)[1].replace("&amp;", "&"))
    form = {"username": NAME, "password": PASSWORD, "csrfmiddlewaretoken": token(page), "next": "/community/"}
    answer = browser.post(str(page.url), data=form)
    assert answer.status_code == 200
    assert answer.url.path == "/community/"
    return answer


def start_thread(browser):
    """Start a thread on the first board; the page it leads to."""
    board = re.search(r"/community/b/\d+/[\w-]+/", everything(browser))[0]
    page = browser.get(f"{board}new/")
    form = {
        "title": "How do you name your backups?",
        "body": "We use **dates**, and lose track of them.",
        "kind": "question",
        "tags": "",
        "client_key": str(uuid.uuid4()),
        "csrfmiddlewaretoken": token(page),
    }
    return browser.post(f"{board}new/", data=form)


def everything(browser):
    """The pages on which boards are listed."""
    return "".join(browser.get(path).text for path in ("/community/", "/community/b/"))


def test_the_readme_has_the_three_edits(text):
    places = [(edit["file"], edit["where"]) for edit in readme.edits(text)]
    assert places == [
        ("mysite/settings/base.py", "at the end"),
        ("mysite/urls.py", "first in `urlpatterns`"),
        ("mysite/asgi.py", "the whole file"),
    ]


def test_the_site_runs_the_wheel_and_its_checks_are_quiet(project, env):
    where = "import channel_community; print(channel_community.__file__)"
    assert run([sys.executable, "-c", where], cwd=project, env=env).startswith(env["PYTHONPATH"])
    run([sys.executable, "manage.py", "check", "--fail-level", "WARNING"], cwd=project, env=env)


def test_the_site_needs_no_other_migration(project, env):
    run([sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"], cwd=project, env=env)


def test_deploying_brings_no_message_of_ours(project, env):
    deploy = {**env, "DJANGO_SETTINGS_MODULE": "mysite.settings.base"}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=project,
        env=deploy,
        capture_output=True,
        text=True,
    )
    assert "channel_community.E" not in result.stdout + result.stderr


def test_the_community_has_a_home(browser):
    page = browser.get("/community/")
    assert page.status_code == 200
    assert 'class="cc"' in page.text


def test_the_sites_own_home_is_untouched(browser):
    page = browser.get("/")
    assert page.status_code == 200
    assert "channel_community" not in page.text


def test_styles_and_scripts_are_served(browser):
    page = browser.get("/community/")
    files = re.findall(r'(?:href|src)="(/static/channel_community/[^"#]+)"', page.text)
    assert files
    assert {path: browser.get(path).status_code for path in set(files)} == dict.fromkeys(files, 200)


def test_a_member_starts_a_thread_and_everybody_reads_it(browser):
    sign_in(browser)
    page = start_thread(browser)
    assert page.status_code == 200
    assert re.match(r"/community/t/\d+/[\w-]+/", page.url.path)
    browser.cookies.clear()
    read = browser.get(page.url.path)
    assert "How do you name your backups?" in read.text
    assert "<strong>dates</strong>" in read.text


def test_a_reply_arrives_over_the_socket(browser, address):
    sign_in(browser)
    thread = start_thread(browser)
    number = re.search(r"/t/(\d+)/", thread.url.path)[1]
    with connect(f"ws://{address}/ws/community/", origin=f"http://{address}") as live:
        assert json.loads(live.recv(timeout=10))["type"] == "welcome"
        live.send(json.dumps({"type": "subscribe", "topic": f"thread:{number}", "after": 1}))
        assert until(live, "subscribed")["topic"] == f"thread:{number}"
        form = {
            "body": "By place and month.",
            "client_key": str(uuid.uuid4()),
            "csrfmiddlewaretoken": token(thread),
        }
        assert browser.post(f"/community/t/{number}/reply/", data=form).status_code == 200
        assert "By place and month." in until(live, "changes")["posts"][-1]["html"]


def until(live, kind):
    """The next frame of a kind; the others are passed over."""
    while (frame := json.loads(live.recv(timeout=10)))["type"] != kind:
        pass
    return frame
