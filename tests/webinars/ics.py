"""A strict reader of RFC 5545 text, written from the RFC and apart from the library that writes it."""

import re

_NAME = re.compile(r"\A[A-Za-z0-9-]+")


def content_lines(data: bytes) -> list[str]:
    """Unfolded lines; every rule of section 3.1 about line ends, length and characters is checked."""
    assert data.endswith(b"\r\n"), "the last line has no CRLF"
    raw = data[:-2].split(b"\r\n")
    for line in raw:
        assert not set(b"\r\n") & set(line), f"bare line end in {line!r}"
        assert len(line) <= 75, f"{len(line)} octets in {line!r}"
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), f"control character in {line!r}"
        line.decode("utf-8")  # a fold may not split a character
    lines = []
    for line in raw:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode("utf-8") for line in lines]


def parse_line(line: str) -> tuple[str, dict, str]:
    """Name, parameters and value of a content line."""
    name = _NAME.match(line)[0]
    rest, params = line[len(name) :], {}
    while rest.startswith(";"):
        match = re.match(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)', rest)
        assert match, f"bad parameter in {line!r}"
        params[match[1].upper()] = match[2].strip('"')
        rest = rest[match.end() :]
    assert rest.startswith(":"), f"no value in {line!r}"
    return name.upper(), params, rest[1:]


def unescape(value: str) -> str:
    """The text of a TEXT value (section 3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value), f"unescaped separator in {value!r}"
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), value)


class Parsed:
    """A calendar object with one VEVENT: `calendar` and `event` map names to lists of (parameters, value)."""

    def __init__(self, data: bytes):
        self.calendar, self.event, stack = {}, {}, []
        for line in content_lines(data):
            name, params, value = parse_line(line)
            if name == "BEGIN":
                stack.append(value)
            elif name == "END":
                assert stack.pop() == value
            else:
                target = {"VCALENDAR": self.calendar, "VEVENT": self.event}[stack[-1]]
                target.setdefault(name, []).append((params, value))
        assert stack == []

    @property
    def method(self) -> str:
        ((_params, value),) = self.calendar["METHOD"]
        return value

    def one(self, name: str) -> str:
        """The value of a property that stands exactly once in the event."""
        ((_params, value),) = self.event[name]
        return value

    def text(self, name: str) -> str:
        return unescape(self.one(name))

    def params(self, name: str) -> dict:
        ((params, _value),) = self.event[name]
        return params
