"""Makes the environment and runs the demonstration with nothing but Python: the work behind `make demo`.

Plain old syntax and the standard library only, so that an old Python still gets as far as a clear sentence.
"""

from __future__ import print_function

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
VAR = os.environ.get("DEMO_VAR") or os.path.join(ROOT, "demo_site", "var")
HOST = "127.0.0.1"
OLDEST = (3, 10)
INSTALL_MB = 600
RUN_MB = 100
#: What each command of the Makefile installs. A later entry contains the earlier ones.
EXTRAS = ("demo", "demo,testing,redis,postgres", "demo,testing,redis,postgres,docs")


class Stop(Exception):
    """Something only the person at the keyboard can change; the message says what."""


def say(text=""):
    print(text)
    sys.stdout.flush()


# Before anything is done -------------------------------------------------------------------------------------------


def check_python():
    if sys.version_info < OLDEST:
        raise Stop(
            "This is Python {}.{}; channel_community needs Python 3.10 or newer.\n"
            "Install one (python.org, or your system's packages) and run again, "
            "or name it: make demo PYTHON=/path/to/python3.12".format(*sys.version_info[:2])
        )


def check_folder(path):
    if not os.access(path, os.W_OK):
        raise Stop("The folder {} cannot be written to. Give yourself write access, or copy it elsewhere.".format(path))


def check_disk(path, needed_mb):
    free_mb = shutil.disk_usage(path).free // 2**20
    if free_mb < needed_mb:
        raise Stop(
            "Only {} MB are free on the disk of {}; about {} MB are needed. Free some space and run again.".format(
                free_mb, path, needed_mb
            )
        )


def chosen_port():
    """PORT from the environment, 8000 without it, after making sure that nobody listens there."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Stop("PORT={} is not a port. Use a number between 1024 and 65535: make demo PORT=8001".format(text))
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Stop("Port {} is for administrators only. Use another: make demo PORT=8001".format(port)) from None
        except OSError:
            raise Stop(
                "Something is already using port {0} (perhaps another demonstration).\n"
                "Stop it, or use another port: make demo PORT={1}".format(port, port + 1 if port < 65535 else 8001)
            ) from None
    return port


# Long steps show that they are alive -------------------------------------------------------------------------------


class Progress:
    """One line with the seconds gone by; on a terminal it moves, in a log it is written at most every ten seconds."""

    def __init__(self, label):
        self.label = label
        self.detail = ""
        self.started = time.time()
        self.live = sys.stdout.isatty()
        self.done = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.daemon = True

    def run(self):
        if not self.live:
            say("  {} ...".format(self.label))
        while not self.done.wait(0.2 if self.live else 10):
            self.show()

    def show(self):
        seconds = int(time.time() - self.started)
        text = "  {} ... {} s  {}".format(self.label, seconds, self.detail)
        if self.live:
            sys.stdout.write("\r\033[K" + text[:100])
            sys.stdout.flush()
        else:
            say(text)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.done.set()
        self.thread.join()
        if failure[0] is None:
            end = "  {}: done in {:.0f} s".format(self.label, time.time() - self.started)
            say("\r\033[K" + end if self.live else end)
        elif self.live:
            say()


def step(label, command, env=None, about=None):
    """Run a program quietly under a progress line; what it wrote is shown only when it fails."""
    lines = []
    with Progress(label) as progress:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            universal_newlines=True,
        )
        for line in process.stdout:
            lines.append(line.rstrip())
            if about:
                progress.detail = about(lines[-1]) or progress.detail
        if process.wait():
            raise Stop(explain(label, lines))


def explain(label, lines):
    """The sentence for a failed step: the usual causes by name, the program's last words otherwise."""
    text = "\n".join(lines)
    if "No space left on device" in text or "database or disk is full" in text:
        return "The disk filled up while: {}. Free some space and run again.".format(label.lower())
    if "ensurepip" in text and "not" in text:
        return (
            "This Python comes without its venv module. On Debian and Ubuntu: "
            "sudo apt install python3-venv (or python3.X-venv for another version), then run again."
        )
    no_network = ("NameResolutionError", "Temporary failure in name resolution", "NewConnectionError", "Network is unreach")
    if any(sign in text for sign in no_network) or "from versions: none" in text:
        return (
            "The Python packages could not be fetched. Check the network connection "
            "(or the proxy: HTTPS_PROXY, PIP_INDEX_URL) and run again; what was fetched so far is kept."
        )
    return "{} failed. Its last words:\n\n{}\n".format(label, "\n".join("    " + line for line in lines[-25:]))


# The environment ---------------------------------------------------------------------------------------------------


def fingerprint():
    """Changes when another set of packages, another Python or another place needs a new installation."""
    digest = hashlib.sha256()
    with open(os.path.join(ROOT, "setup.py"), "rb") as source:
        digest.update(source.read())
    digest.update("{} {}".format(ROOT, sys.version_info[:2]).encode())
    return digest.hexdigest()


def stamp(extras):
    return os.path.join(VENV, ".installed-" + extras.replace(",", "-"))


def is_installed(extras):
    """Whether these extras, or a set that contains them, were installed from this very setup.py."""
    for candidate in EXTRAS[EXTRAS.index(extras) :]:
        try:
            with open(stamp(candidate)) as source:
                if source.read() == fingerprint() and os.path.exists(PYTHON):
                    return True
        except OSError:
            pass
    return False


def venv_works():
    """Whether the environment is there and its Python is new enough: an upgraded system can leave a broken one."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 10))"
    try:
        return subprocess.call([PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def about_pip(line):
    """What pip is busy with, in a word or two."""
    for verb in ("Collecting", "Downloading", "Installing collected packages", "Building"):
        if line.strip().startswith(verb):
            return " ".join(line.split()[:2])[:60] if verb != "Installing collected packages" else verb
    return ""


def install(extras):
    if is_installed(extras):
        return
    check_disk(ROOT, INSTALL_MB)
    say("Installing into .venv (once; a minute or two):")
    if not venv_works():
        step("Making the environment", [sys.executable, "-m", "venv", "--clear", VENV])
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
    env = dict(os.environ, PIP_NO_INPUT="1", PIP_ROOT_USER_ACTION="ignore")
    step("Installing the packages", pip + ["--editable", ".[{}]".format(extras)], env, about_pip)
    with open(stamp(extras), "w") as target:
        target.write(fingerprint())


# The demonstration -------------------------------------------------------------------------------------------------


def settings_env(port):
    return dict(
        os.environ,
        DJANGO_SETTINGS_MODULE="demo_site.settings.dev",
        DEMO_VAR=VAR,
        PORT=str(port),
        PYTHONPATH=ROOT,
        PYTHONUNBUFFERED="1",
    )


def manage(*arguments):
    return [PYTHON, os.path.join("demo_site", "manage.py")] + list(arguments)


def prepare(env):
    """The database and the community in it. What an interrupted first run left half done is begun afresh."""
    loading = os.path.join(VAR, "loading")
    loaded = os.path.join(VAR, "loaded")
    database = os.path.join(VAR, "demo.sqlite3")
    if os.path.exists(loading):
        for leftover in (database, database + "-wal", database + "-shm"):
            if os.path.exists(leftover):
                os.remove(leftover)
    first = not (os.path.exists(database) and os.path.exists(loaded))
    if first:
        say("Making the community (once; about a minute):")
        open(loading, "w").close()
    step("Preparing the database", manage("migrate", "--no-input"), env, str.strip)
    step("Setting up the community", manage("community_setup"), env, str.strip)
    if first:
        step("Moving people, threads and webinars in", manage("community_demo"), env, str.strip)
        os.rename(loading, loaded)


def server(port):
    """The command for the one process that serves pages and sockets. Compression stays off: it costs more than it saves."""
    return [
        PYTHON, "-m", "uvicorn", "demo_site.asgi:application",
        "--host", HOST, "--port", str(port),
        "--lifespan", "off", "--log-level", "warning", "--no-access-log",
        "--ws", "websockets-sansio", "--ws-max-size", "65536", "--ws-per-message-deflate", "false",
        "--timeout-graceful-shutdown", "3",
    ]  # fmt: skip


def wait_until_it_answers(process, port):
    deadline = time.time() + 60
    while time.time() < deadline:
        if process.poll() is not None:
            raise Stop("The server stopped at once; its own words are above.")
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Stop("The server did not answer within a minute.")


def banner(port):
    sys.path.insert(0, ROOT)
    from demo_site.accounts import ACCOUNTS, PASSWORD  # noqa: PLC0415 - needs the path set just above

    address = "http://{}:{}".format(HOST, port)
    lines = ["", "  The community is open:  {}/".format(address), ""]
    lines += ["  Look here first"]
    lines += [
        "    {}/community/             the community's home, live".format(address),
        "    {}/accounts/login/        sign in with one click".format(address),
        "    {}/admin/                 the Wagtail admin (as brand or partner)".format(address),
        "    Open one thread in two browsers, side by side, and write in one of them.",
        "",
        "  Accounts (the password of each is: {})".format(PASSWORD),
    ]
    lines += ["    {:<10} {}: {}".format(a.username, a.role, a.hint) for a in ACCOUNTS]
    lines += ["", "  Mail it sends lies in demo_site/var/mail. Stop with Ctrl-C; the data stays for next time.", ""]
    say("\n".join(lines))


def serve(port, env):
    process = subprocess.Popen(server(port), cwd=ROOT, env=env, stdin=subprocess.DEVNULL)

    def stop(number, frame):
        process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    wait_until_it_answers(process, port)
    banner(port)
    code = process.wait()
    say("\n  Stopped. `make demo` opens it again with everything in it.")
    return 0 if code in (0, -signal.SIGTERM, -signal.SIGINT, 130, 143) else code


def demo():
    port = chosen_port()
    install("demo")
    if not os.path.isdir(VAR):
        os.makedirs(VAR)
    check_folder(VAR)
    check_disk(VAR, RUN_MB)
    env = settings_env(port)
    prepare(env)
    return serve(port, env)


def main(arguments):
    commands = {
        "demo": demo,
        "install": lambda: install(EXTRAS[0]),
        "install-testing": lambda: install(EXTRAS[1]),
        "install-docs": lambda: install(EXTRAS[2]),
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        say("Usage: python demo_site/run.py {}".format("|".join(sorted(commands))))
        return 2
    try:
        check_python()
        check_folder(ROOT)
        return commands[arguments[0]]() or 0
    except Stop as reason:
        say("\n{}\n".format(reason))
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
