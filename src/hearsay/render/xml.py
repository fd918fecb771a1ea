"""XML as text: elements, attributes, and the characters that XML 1.0 can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping

# All but the characters of production [2] of XML 1.0 (fifth edition).
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_VALUE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_UNNAMED = re.compile(r"[^A-Za-z0-9.-]")


def characters(text: str) -> str:
    """`text` as the content of an element; a character that XML cannot hold becomes U+FFFD, one for one.

    A carriage return is written as a reference, so that no parser takes it for a line feed.

    >>> characters("a < b\\x07")
    'a &lt; b\\ufffd'
    """
    return _IMPOSSIBLE.sub("\ufffd", text).translate(_TEXT)


def impossible(text: str) -> int:
    """How many characters of `text` XML cannot hold.

    >>> impossible("a bell\\x07")
    1
    """
    return len(_IMPOSSIBLE.findall(text))


def element(name: str, attributes: Mapping[str, str | None], *content: str) -> str:
    """An element; `content` is XML already. Attributes without a value are left out.

    >>> element("rdg", {"wit": "#A", "type": None}, characters("R&D"))
    '<rdg wit="#A">R&amp;D</rdg>'
    """
    opened = opening(name, attributes)
    inner = "".join(content)
    return f"{opened}{inner}</{name}>" if inner else f"{opened[:-1]}/>"


def opening(name: str, attributes: Mapping[str, str | None]) -> str:
    """The start tag of an element.

    >>> opening("p", {"n": 'a "b"'})
    '<p n="a &quot;b&quot;">'
    """
    pairs = (f' {key}="{_value(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{''.join(pairs)}>"


def name(text: str) -> str:
    """`text` as a part of an XML name, not its first: what a name cannot hold is written as its code point.

    >>> name("a-1"), name("a 1")
    ('a-1', 'a_20_1')
    """
    return _UNNAMED.sub(lambda match: f"_{ord(match.group()):x}_", text)


def _value(text: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", text).translate(_VALUE)
