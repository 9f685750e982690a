"""The virtual environment: made once, filled again only when setup.py asks for something else."""

import hashlib
import os
import subprocess
import sys

from demo_site.bootstrap.ground import ROOT, check_disk, say
from demo_site.bootstrap.progress import step

VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
INSTALL_MB = 600
#: What the commands of the Makefile install. A later entry contains the earlier ones.
EXTRAS = ("demo", "demo,testing,redis,postgres", "demo,testing,redis,postgres,docs")


def fingerprint():
    """Changes when another set of packages, another Python or another place needs a new installation."""
    digest = hashlib.sha256()
    with open(os.path.join(ROOT, "setup.py"), "rb") as source:
        digest.update(source.read())
    digest.update(f"{ROOT} {sys.version_info[:2]}".encode())
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
    """Whether the environment is there and works: an upgraded system can leave a broken one behind."""
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
    step("Installing the packages", pip + ["--editable", f".[{extras}]"], env, about_pip)
    with open(stamp(extras), "w") as target:
        target.write(fingerprint())
