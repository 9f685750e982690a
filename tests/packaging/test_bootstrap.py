"""What `make demo` says when the machine is not ready: one sentence, and what to do."""

import socket
import sys

import pytest

from demo_site.bootstrap import environment, ground, progress
from demo_site.bootstrap.ground import Stop
from demo_site.bootstrap.opened import Opened
from demo_site.bootstrap.progress import explain, step

pytestmark = pytest.mark.once


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind((ground.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_names_another(busy_port, monkeypatch):
    monkeypatch.setenv("PORT", str(busy_port))
    with pytest.raises(Stop, match=f"already using port {busy_port}.*\n.*PORT="):
        ground.chosen_port()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port, monkeypatch):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(Stop, match="is not a port"):
        ground.chosen_port()


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    with pytest.raises(Stop, match=r"Python 3\.9; channel_community needs Python 3\.10"):
        ground.check_python()


def test_a_full_disk_says_how_much_is_needed(tmp_path):
    with pytest.raises(Stop, match="about 1000000000 MB are needed"):
        ground.check_disk(str(tmp_path), 10**9)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(Stop, match="cannot be written"):
        ground.check_folder(str(tmp_path / "absent"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk filled up"),
        ("sqlite3.OperationalError: database or disk is full", "disk filled up"),
        ("NewConnectionError: Failed to establish a new connection", "network connection"),
        ("ERROR: Could not find a version that satisfies x (from versions: none)", "network connection"),
        ("Error: ensurepip is not available", "python3-venv"),
    ],
)
def test_the_usual_failures_are_explained(words, sentence):
    assert sentence in explain("Installing the packages", ["a line", words])


def test_an_unusual_failure_shows_its_last_words(capsys):
    with pytest.raises(Stop, match="(?s)Trying failed.*reason 42"):
        step("Trying", [sys.executable, "-c", "print('reason 42'); raise SystemExit(3)"])


def test_a_long_step_shows_that_it_is_alive(capsys, monkeypatch):
    monkeypatch.setattr(progress.sys.stdout, "isatty", lambda: False, raising=False)
    step("Counting", [sys.executable, "-c", "print(1)"])
    assert "Counting: done in" in capsys.readouterr().out


def test_what_is_installed_is_not_installed_again(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "VENV", str(tmp_path))
    monkeypatch.setattr(environment, "PYTHON", sys.executable)
    assert not environment.is_installed("demo")
    with open(environment.stamp("demo,testing,redis,postgres"), "w") as stamp:
        stamp.write(environment.fingerprint())
    assert environment.is_installed("demo")
    assert not environment.is_installed("demo,testing,redis,postgres,docs")


def test_a_second_demonstration_is_told_where_the_first_is(tmp_path):
    first = Opened(str(tmp_path))
    with pytest.raises(Stop, match="just starting"):
        Opened(str(tmp_path))
    first.say("http://127.0.0.1:8000/")
    with pytest.raises(Stop, match="already open at http://127.0.0.1:8000/\n.*Ctrl-C"):
        Opened(str(tmp_path))


def test_a_demonstration_that_ended_is_in_nobodys_way(tmp_path):
    first = Opened(str(tmp_path))
    first.say("http://127.0.0.1:8000/")
    first.file.close()
    Opened(str(tmp_path)).file.close()
