"""Patterns over sorts of things: “<body> has <n> members” finds NATO's and the EU's alike.

A sentence is copied with each name, date and number written over by a mark of its sort, of the same length, so that a
place in the copy is a place in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MARKS = {
    "date": "\ue000", "body": "\ue001", "state": "\ue002", "demonym": "\ue003", "office": "\ue004",
    "holder": "\ue005", "n": "\ue006", "ord": "\ue007", "group": "\ue008", "part": "\ue009",
}  # fmt: skip
_NAMED = re.compile(r"<(" + "|".join(MARKS) + r")(?::(\w+))?>")
_ALL = "".join(MARKS.values())
# A mark is a word to a pattern: ``\b`` before one has to hold.
_EDGE = rf"(?:(?<![\w{_ALL}])(?=[\w{_ALL}])|(?<=[\w{_ALL}])(?![\w{_ALL}]))"
_FLAT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\u00a0": " ", "\u2013": "–", "\t": " "})


def flat(text: str) -> str:
    """A text of the same length with plain quotation marks and spaces."""
    return text.translate(_FLAT)


def masked(text: str, things: Iterable[tuple[int, int, str]]) -> str:
    """`text`, flat, with each of `things` (start, end, sort) written over by the mark of its sort.

    >>> masked("in 2004 or so", [(3, 7, "date")]).count(MARKS["date"])
    4
    """
    out = flat(text)
    for start, end, sort in things:
        out = out[:start] + MARKS[sort] * (end - start) + out[end:]
    return out


def pattern(text: str) -> re.Pattern[str]:
    """A pattern in which ``<sort>`` stands for one thing of a sort, ``<sort:name>`` for one under a name.

    >>> bool(pattern("in <date:when>").search(masked("in 2004", [(3, 7, "date")])))
    True
    """
    return re.compile(_NAMED.sub(_sort, text).replace(r"\b", _EDGE), re.IGNORECASE)


def _sort(match: re.Match[str]) -> str:
    mark, name = MARKS[match[1]], match[2]
    return f"(?P<{name}>{mark}++)" if name else f"(?:{mark}++)"
