"""Fills the demonstration community once, and serves it."""

import os
import signal
import socket
import subprocess
import time

from demo_site.accounts import ACCOUNTS, PASSWORD
from demo_site.bootstrap.environment import PYTHON, install
from demo_site.bootstrap.ground import HOST, ROOT, Stop, check_disk, check_folder, chosen_port, say
from demo_site.bootstrap.opened import Opened
from demo_site.bootstrap.progress import step

VAR = os.environ.get("DEMO_VAR") or os.path.join(ROOT, "demo_site", "var")
RUN_MB = 100


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
    if not first:
        step("Opening the community", manage("demo_prepare", HOST, env["PORT"]), env, str.strip)
        return
    say("Making the community (once; about a minute):")
    open(loading, "w").close()
    step("Preparing the database", manage("migrate", "--no-input"), env, str.strip)
    step("Setting up the community", manage("community_setup"), env, str.strip)
    step("Giving it its address", manage("demo_address", HOST, env["PORT"]), env, str.strip)
    step("Moving people, threads and webinars in", manage("community_demo"), env, str.strip)
    os.rename(loading, loaded)


def server(port):
    """The one process for pages and sockets, without compression: it costs more than it saves."""
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
    address = f"http://{HOST}:{port}"
    lines = ["", f"  The community is open:  {address}/", ""]
    lines += ["  Look here first"]
    lines += [
        f"    {address}/community/             the community's home, live",
        f"    {address}/accounts/login/        sign in with one click",
        f"    {address}/admin/                 the Wagtail admin (as brand or partner)",
        "    Open one thread in two browsers, side by side, and write in one of them.",
        "",
        f"  Accounts (the password of each is: {PASSWORD})",
    ]
    lines += [f"    {a.username:<10} {a.role}: {a.hint}" for a in ACCOUNTS]
    lines += [
        "",
        "  Mail it sends lies in demo_site/var/mail. Stop with Ctrl-C; the data stays for next time.",
        "",
    ]
    say("\n".join(lines))


def serve(port, env, opened):
    process = subprocess.Popen(
        server(port), cwd=ROOT, env=env, stdin=subprocess.DEVNULL, pass_fds=(opened.fileno(),)
    )

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
    if not os.path.isdir(VAR):
        os.makedirs(VAR)
    check_folder(VAR)
    opened = Opened(VAR)
    port = chosen_port()
    opened.say(f"http://{HOST}:{port}/")
    install("demo")
    check_disk(VAR, RUN_MB)
    env = settings_env(port)
    prepare(env)
    return serve(port, env, opened)
