"""Pages as people, browsers and engines read them. Needs no model, so that every variant may use it."""

import json
import re
from html.parser import HTMLParser


class Head(HTMLParser):
    """Links, meta values and data blocks of a page, as a browser reads them."""

    def __init__(self, text):
        super().__init__()
        self.links, self.meta, self.blocks, self.scripts, self._in_block = [], {}, [], 0, False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._in_block = tag == "script" and found.get("type") == "application/ld+json"
        if tag == "link":
            self.links.append(found)
        elif tag == "meta":
            self.meta.setdefault(found.get("property") or found.get("name"), []).append(found.get("content"))
        elif tag == "script" and not self._in_block:
            self.scripts += 1

    def handle_data(self, data):
        if self._in_block:
            self.blocks.append(json.loads(data))
            self._in_block = False

    def canonical(self):
        return [link["href"] for link in self.links if link.get("rel") == "canonical"]

    def things(self):
        """The structured data by type."""
        if not self.blocks:
            return {}
        [block] = self.blocks
        assert block["@context"] == "https://schema.org"
        return {thing["@type"]: thing for thing in block["@graph"]}


def get(client, page, query="", **more):
    answer = client.get(f"{page if isinstance(page, str) else page.url}{query}", **more)
    assert answer.status_code == 200
    return answer


def names(answer):
    """The partners on a page of the directory, in order."""
    return re.findall(r'class="cc-partner__name"><a [^>]+>([^<]+)</a>', answer.content.decode())
