"""A site with page types of its own, in the folder SHOP; SHOP_BASE=swapped replaces the base page."""

import os
import sys
from pathlib import Path

if os.environ.get("SHOP_BASE") == "swapped":
    from tests.settings.swapped_page import *
else:
    from tests.settings.default import *

SHOP = Path(os.environ["SHOP"])
sys.path.insert(0, str(SHOP))
exec((SHOP / "shop_settings.py").read_text())  # noqa: S102 - the lines of docs/how-to/custom-pages.md
TEMPLATES[0]["DIRS"] = [SHOP / "templates", *TEMPLATES[0]["DIRS"]]
