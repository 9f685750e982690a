"""Reads README's "Add it to your site" and does what it says, word by word."""

import re
import shlex

EDIT = re.compile(
    r"^In `(?P<file>[^`]+)`, (?P<where>[^:]+):\n\n```python\n(?P<code>.*?)```", re.DOTALL | re.MULTILINE
)
COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)


def section(text, title):
    """The text under one second-level heading."""
    return text.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def edits(text):
    """The file, the place in it and the code of every edit of the section."""
    return [match.groupdict() for match in EDIT.finditer(section(text, "Add it to your site"))]


def commands(text):
    """The commands of the section, each as a list of words."""
    return [shlex.split(line) for line in COMMAND.findall(section(text, "Add it to your site"))]


def apply(edit, project):
    """Make one edit in the project. An unknown place is an error: then the README says something new."""
    path = project / edit["file"]
    if edit["where"] == "the whole file":
        path.write_text(edit["code"], encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    if edit["where"] == "at the end":
        path.write_text(f"{text}\n{edit['code']}", encoding="utf-8")
        return
    if edit["where"] != "first in `urlpatterns`":
        raise ValueError(f"README names a place this test does not know: {edit['where']}")
    opening = "urlpatterns = [\n"
    if opening not in text:
        raise ValueError(f"{path} has no urlpatterns")
    path.write_text(text.replace(opening, opening + edit["code"], 1), encoding="utf-8")
