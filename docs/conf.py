"""Sphinx settings. Built strictly: a warning is an error, here and in the Makefile."""

import os
import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS.parent), str(DOCS / "_ext")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings.default")

import channel_community  # noqa: E402 - the path is set just above

project = "channel_community"
author = "channel_community contributors"
copyright = f"2026, {author}"
release = version = channel_community.__version__

extensions = ["myst_parser", "sphinx_wagtail_theme", "sphinx_copybutton", "reference_pages"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build", "reference/_generated"]
suppress_warnings = ["misc.highlighting_failure"]

html_theme = "sphinx_wagtail_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_show_sphinx = False
html_theme_options = {
    "project_name": project,
    "logo": "logo.svg",
    "logo_alt": project,
    "logo_url": "",
    "logo_width": 40,
    "logo_height": 40,
    "github_url": "",
    "footer_links": "",
}
