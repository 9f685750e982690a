"""What a browser would make of a piece of HTML, and what of it a post may hold."""

import re

# The parser that bleach carries follows the HTML standard, which Python's own does not.
from bleach._vendor.html5lib import HTMLParser

from channel_community import sanitize

ATTRIBUTES = {
    "a": {"href", "rel"},
    "img": {"src", "alt", "loading"},
    "code": {"class"},
    "ol": {"start"},
}
ADDRESS = re.compile(r"(https?://[^\s@\\/]|mailto:[^\s]*@|/(?![/\\])|/\Z|#)", re.IGNORECASE)
STRIPPED = re.compile(r"[\t\n\r]|\A[\x00-\x20]+|[\x00-\x20]+\Z")


def elements(html):
    """(name, attributes) of every element a browser would see; comments are reported as an element."""
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(html)
    found = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            found.append(("comment", {}))
        elif node.tag != "DOCUMENT_FRAGMENT":
            found.append((node.tag, dict(node.attrib)))
    return found


def faults(html):
    """All that a post may not hold; empty for a harmless one."""
    found = []
    for name, attributes in elements(html):
        if name not in sanitize.TAGS:
            found.append(f"element {name}")
        found += [f"{name} {attr}" for attr in attributes if attr not in ATTRIBUTES.get(name, set())]
        found += [
            f"address {attributes[attr]!r}"
            for attr in ("href", "src")
            if attr in attributes and not ADDRESS.match(STRIPPED.sub("", attributes[attr]))
        ]
    return found


def scripts(html):
    """What could run: elements that load or run something, handlers, addresses that are programs."""
    running = {"script", "style", "iframe", "object", "embed", "svg", "math", "base", "meta", "link", "form"}
    found = []
    for name, attributes in elements(html):
        if name in running:
            found.append(name)
        for attr, value in attributes.items():
            scheme = STRIPPED.sub("", value).lower()
            if str(attr).startswith("on") or scheme.startswith(("javascript:", "vbscript:", "data:text")):
                found.append(f"{name} {attr}={value!r}")
    return found
