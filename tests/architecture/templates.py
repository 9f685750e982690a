"""Finds in templates what a strict content policy forbids: `python -m tests.architecture.templates`."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Mail has no style sheets: clients only keep style attributes.
MAIL = "emails"
FOLDERS = (ROOT / "channel_community" / "templates", ROOT / "demo_site" / "templates")
TEMPLATES = [path for folder in FOLDERS for path in sorted(folder.rglob("*.html")) if MAIL not in path.parts]
RULES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "an event handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"'](?:application/(?:ld\+)?json|importmap)[\"'])",
        re.IGNORECASE,
    ),
}


def problems(path):
    """What is wrong with one template, a line each: file, line number, what."""
    text = path.read_text(encoding="utf-8")
    for what, rule in RULES.items():
        for match in rule.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}: {what}"


def main():
    found = [line for path in TEMPLATES for line in problems(path)]
    sys.stdout.write("\n".join(found) + ("\n" if found else f"{len(TEMPLATES)} templates are fine\n"))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
