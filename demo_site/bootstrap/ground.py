"""Is this machine ready? Each check raises Stop with a sentence that says what to do."""

import os
import shutil
import socket
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HOST = "127.0.0.1"
OLDEST = (3, 10)


class Stop(Exception):
    """Something only the person at the keyboard can change; the message says what."""


def say(text=""):
    print(text)
    sys.stdout.flush()


def check_python():
    if sys.version_info < OLDEST:
        raise Stop(
            "This is Python {}.{}; channel_community needs Python 3.10 or newer.\n"
            "Install one (python.org, or your system's packages) and run again, "
            "or name it: make demo PYTHON=/path/to/python3.12".format(*sys.version_info[:2])
        )


def check_folder(path):
    if not os.access(path, os.W_OK):
        raise Stop(
            f"The folder {path} cannot be written to. Give yourself write access, or copy it elsewhere."
        )


def check_disk(path, needed_mb):
    free_mb = shutil.disk_usage(path).free // 2**20
    if free_mb < needed_mb:
        raise Stop(
            f"Only {free_mb} MB are free on the disk of {path}; about {needed_mb} MB are needed. "
            "Free some space and run again."
        )


def chosen_port():
    """PORT from the environment, 8000 without it, after making sure that nobody listens there."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT={text} is not a port. Use a number between 1024 and 65535: make demo PORT=8001")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Stop(f"Port {port} is for administrators only. Use another: make demo PORT=8001") from None
        except OSError:
            raise Stop(
                f"Something is already using port {port} (perhaps another demonstration).\n"
                f"Stop it, or use another port: make demo PORT={port + 1 if port < 65535 else 8001}"
            ) from None
    return port
