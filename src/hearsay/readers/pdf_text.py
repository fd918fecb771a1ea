"""From the lines of pages to one text: paragraphs a line each, words divided at the end of a line made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from hearsay.readers.legibility import known
from hearsay.readers.pdf_layout import Line
from hearsay.text import Span

LEADING = 1.45  # of the usual distance of lines, from which on a blank parts two paragraphs
SHORT = 0.6  # of the width of a column: a line that ends before is the last of its paragraph
_STOPPED = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_MARK = re.compile(
    r"(?:[-–—•*▪◦·]{1,2}|\(?[a-zA-Z\d]{1,2}[.)])\s+\S|(?:Q|A|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})[.:]\s"
)
# What opens a line of a memorandum's head, and a turn of talk set in capitals.
_LABEL = re.compile(
    r"(?:TO|FROM|SUBJECT|SUBJ|DATE|INFO|REFS?|TAGS|PARTICIPANTS|PLACE|CC|COPY|RE|VIA|THROUGH|TIME AND PLACE)\s?:"
    r"|(?:To|From|Subject|Date|Ref|Participants|Place|Cc|Via|Through)\s?:\s"
)
_TURN = re.compile(r"[A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,2}:\s")
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u00ad]$")
_FIRST = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u200b]")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile(f"[{''.join(_LIGATURES)}]")


class Run(NamedTuple):
    """The text of a document, the span of each page, the span of each line (by page), and how many words divided at the
    end of a line were made whole."""

    text: str
    pages: tuple[Span, ...]
    lines: tuple[tuple[Span, ...], ...]
    joined: int


class _Column(NamedTuple):
    left: float
    right: float
    leading: float
    height: float


def run_on(pages: Sequence[Sequence[Line]]) -> Run:
    """The text of pages, given their lines in the order of reading.

    A page that ends inside a paragraph is joined to the next by a blank; the span of an empty page is empty.
    """
    parts: list[str] = []
    at = joined = 0
    spans: list[Span] = []
    held: list[tuple[Span, ...]] = []
    before: tuple[Line, _Column] | None = None
    for lines in pages:
        columns = _columns(lines)
        inside: list[Span] = []
        begin: int | None = None
        first = True
        for line in lines:
            text = _clean(line.text)
            if not text:
                inside.append(Span(at, at))
                continue
            column = columns[line.column]
            if before is not None:
                whole = parts[-1]
                link = "\n" if _parts(before, line, column, first) else " "
                if link == " " and (divided := _DIVIDED.search(whole)) and (start := _FIRST.match(text)):
                    link = ""
                    if not _hyphenated(divided[1], start[0]):
                        parts[-1] = whole[:-1]
                        at -= 1
                        joined += 1
                        # What ended at the hyphen ends before it.
                        if inside:
                            inside[-1] = Span(inside[-1].start, at)
                        elif spans and spans[-1].end > at:
                            spans[-1] = Span(spans[-1].start, at)
                            held[-1] = (*held[-1][:-1], Span(held[-1][-1].start, at))
                parts.append(link)
                at += len(link)
            begin = at if begin is None else begin
            parts.append(text)
            inside.append(Span(at, at + len(text)))
            at += len(text)
            before = line._replace(text=text), column
            first = False
        spans.append(Span(begin if begin is not None else at, at))
        held.append(tuple(inside))
    return Run("".join(parts), tuple(spans), tuple(held), joined)


def _clean(text: str) -> str:
    text = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)
    return " ".join(_CONTROL.sub("", text).split())


def _columns(lines: Sequence[Line]) -> dict[int, _Column]:
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.column, []).append(line)
    found: dict[int, _Column] = {}
    for number, group in groups.items():
        steps = [b.top - a.top for a, b in pairwise(group) if b.top > a.top]
        height = median(line.bottom - line.top for line in group) or 1.0
        # The narrowest usual distance: half of a telegram's lines stand apart.
        leading = sorted(steps)[len(steps) // 3] if steps else 1.2 * height
        right = sorted(line.right for line in group)[max(0, len(group) * 9 // 10 - 1)]
        found[number] = _Column(min(line.left for line in group), right, max(leading, 0.8 * height), height)
    return found


def _parts(before: tuple[Line, _Column], line: Line, column: _Column, new_page: bool) -> bool:
    """Whether a paragraph begins at `line`."""
    last, old = before
    stopped = _STOPPED.search(last.text) is not None
    width = old.right - old.left or 1.0
    short = last.right < old.left + SHORT * width
    if new_page or last.column != line.column:
        if stopped or short:
            return True
        return not (line.text[0].islower() or (last.text.isupper() and line.text.isupper()) or last.text.endswith("-"))
    if line.top - last.top > LEADING * column.leading or line.top < last.top - column.height:
        return True
    if _MARK.match(line.text) and (stopped or short or line.text[0] in "-–—•*▪◦·"):
        return True
    if _LABEL.match(line.text) or (not line.text.isupper() and _TURN.match(line.text)):
        return True
    if line.left - last.left > column.height and (stopped or last.left <= column.left + column.height):
        return True
    if short and not last.text.endswith((",", "-")) and not line.text[0].islower():
        return True
    return stopped and last.right < old.right - 0.25 * width


def _hyphenated(first: str, second: str) -> bool:
    """Whether a hyphen at the end of a line belongs to the word.

    >>> _hyphenated("nego", "tiation"), _hyphenated("far", "reaching"), _hyphenated("Anglo", "French")
    (False, True, True)
    """
    if known(first + second):
        return False
    # "Anglo-French": what goes on with a capital was no divided word, unless all is in capitals.
    return (known(first) and known(second)) or (second[0].isupper() and not first.isupper())
