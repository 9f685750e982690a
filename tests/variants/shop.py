"""The app of docs/how-to/custom-pages.md, made from the code on that page, with a real migration."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "custom-pages.md"
#: On a database server the file's name tells the databases of tests apart that run side by side.
DATABASE = f"variant{os.environ.get('PYTEST_XDIST_WORKER', '')}"
BASE = "from wagtail.models import Page\n"
SWAPPED = "from wagtail.test.basepage.models import BasePage as Page\n"
APP = """from django.apps import AppConfig


class ShopConfig(AppConfig):
    name = "shop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from shop import context  # noqa: F401
"""


def example(name: str) -> str:
    """The block of the page whose first line names the file."""
    [found] = re.findall(rf"```\w+\n[#{{ ]*# {re.escape(name)}[ #}}]*\n(.*?)```", PAGE.read_text(), re.DOTALL)
    return found


def make(folder: Path, *, swapped: bool) -> dict[str, str]:
    """Write the app into `folder`, make its migration, and return the environment to run it in."""
    app = folder / "shop"
    (app / "migrations").mkdir(parents=True)
    models = example("shop/models.py")
    assert BASE in models
    files = {
        "__init__.py": "",
        "apps.py": APP,
        "migrations/__init__.py": "",
        "context.py": example("shop/context.py"),
        "models.py": models.replace(BASE, SWAPPED) if swapped else models,
    }
    for name, text in files.items():
        (app / name).write_text(text)
    (folder / "shop_settings.py").write_text(example("settings.py"))
    template = folder / "templates" / "shop" / "shop_partner_page.html"
    template.parent.mkdir(parents=True)
    template.write_text(example("templates/shop/shop_partner_page.html"))
    env = {
        **os.environ,
        "SHOP": str(folder),
        "SHOP_BASE": "swapped" if swapped else "",
        "CC_TEST_DB": str(folder / f"{DATABASE}.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "tests.settings.own_pages",
    }
    command = [sys.executable, "-m", "django", "makemigrations", "shop", "-v", "0"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return env
