"""What runs along the edges of pages and is no part of the text: heads, feet, page numbers, classification stamps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hearsay.readers.pdf_layout import Line
from hearsay.readers.pdf_pages import Page

EDGE = 0.12  # of a page's height, at the top and at the bottom
NEAR = 3  # lines from an end of the page that may be a running head
ALIKE = 88  # of 100, how alike two heads must be: recognised text is never the same twice
FEW = 5  # lines of a page, of which none is a head only for standing first
PAGES = 0.4  # of the pages that a head must stand on, and on two at least

LEVELS = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "LIMITED OFFICIAL USE", "OFFICIAL USE ONLY", "RESTRICTED")
_CAVEAT = (
    r"(?:[/\s,-]+(?:SENSITIVE|EYES ONLY|NODIS|EXDIS|LIMDIS|NOFORN|ORCON|EXCLUSIVELY EYES ONLY|SPECAT|NOCONTRACT))*"
)
_STAMP = re.compile(rf"\W*(?P<level>{'|'.join(LEVELS)}|UNCLASSIFIED|DECLASSIFIED){_CAVEAT}\W*")
_SPACED = re.compile(r"(?:[A-Z] ){5,}[A-Z]\b")
_PAGE = re.compile(
    r"\W*(?:page|pg\.?|p\.)\s*(?:n[o0]\.?)?\s*\d{0,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|[-–—(\[]\s*\d{1,4}\s*[-–—)\]]"
    r"|\d{1,4}\s*(?:of|/)\s*\d{1,4}",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(\d{1,4})\W*")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class Edges(NamedTuple):
    """Which lines of each page are kept, by index, and what was taken out."""

    kept: tuple[tuple[int, ...], ...]
    heads: tuple[tuple[str, int], ...]  # each head as it first stands, and on how many pages
    numbers: int
    stamps: tuple[tuple[str, int], ...]  # each level as stamped, and how often


def without_edges(pages: Sequence[Page]) -> Edges:
    """The lines of each page that are text."""
    heads = _heads(pages)
    numbered = _numbered(pages)
    kept: list[tuple[int, ...]] = []
    seen: Counter[str] = Counter()
    stamps: Counter[str] = Counter()
    numbers = 0
    for at, page in enumerate(pages):
        keep: list[int] = []
        for index, line in enumerate(page.lines):
            stamp = _stamp(line.text)
            head = heads.get((at, index))
            if stamp:
                stamps[stamp] += 1
            elif (at, index) in numbered or (_PAGE.fullmatch(line.text) and _edge(page, index, line)):
                numbers += 1
            elif head is not None:
                seen[head] += 1
            else:
                keep.append(index)
        kept.append(tuple(keep))
    return Edges(tuple(kept), tuple(seen.items()), numbers, tuple(sorted(stamps.items(), key=lambda s: _rank(s[0]))))


def _rank(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _stamp(text: str) -> str | None:
    """The level that a line states and says nothing else.

    >>> _stamp("S E C R E T"), _stamp("SECRET/NODIS"), _stamp("The secret was out.")
    ('SECRET', 'SECRET', None)
    """
    if len(text) > 60:
        return None
    spaced = _SPACED.search(text)
    if spaced:
        text = text.replace(spaced[0], spaced[0].replace(" ", ""))
    match = _STAMP.fullmatch(text)
    return match["level"] if match else None


def _edge(page: Page, index: int, line: Line) -> bool:
    high = page.height or 1.0
    return line.bottom < EDGE * high or line.top > (1 - EDGE) * high or index in (0, len(page.lines) - 1)


def _near(page: Page) -> list[int]:
    """The lines that may be heads or feet: in the margins, or the very first and last of a page that has many."""
    order = sorted(range(len(page.lines)), key=lambda index: page.lines[index].top)
    ends = {order[0], order[-1]} if len(order) > FEW else set()
    high = page.height or 1.0
    margin = {i for i in order if page.lines[i].bottom < EDGE * high or page.lines[i].top > (1 - EDGE) * high}
    return sorted(ends | margin & {*order[:NEAR], *order[-NEAR:]})


def _heads(pages: Sequence[Page]) -> dict[tuple[int, int], str]:
    """Lines near an end of their pages that come back on others, with the head they are."""
    groups: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    for at, page in enumerate(pages):
        for index in _near(page):
            text = page.lines[index].text
            key = _NOT_LETTERS.sub("", text).casefold()
            if len(key) < 4 or len(text) > 120:
                continue
            # A head changes only in its numbers; recognised text, in a letter or two as well.
            like = key if key in groups else next((k for k in groups if fuzz.ratio(k, key) >= ALIKE), None)
            if like is None:
                if len(groups) < 300:
                    groups[key] = (text, [(at, index)])
            else:
                groups[like][1].append((at, index))
    found: dict[tuple[int, int], str] = {}
    for text, places in groups.values():
        on = {at for at, _ in places}
        if len(on) >= max(2, PAGES * len(pages)) and (len(pages) > 2 or _low_words(text)):
            found.update(dict.fromkeys(places, text))
    return found


def _low_words(text: str) -> bool:
    # On two pages only, a sentence that comes twice is more likely text.
    return len(text.split()) <= 8 and not text.rstrip().endswith((".", ",", ";"))


def _numbered(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Bare numbers near the ends of pages that count the pages."""
    steps: dict[int, set[tuple[int, int]]] = {}
    for at, page in enumerate(pages):
        for index in _near(page):
            match = _NUMBER.fullmatch(page.lines[index].text)
            if match:
                steps.setdefault(int(match[1]) - at, set()).add((at, index))
    return {
        place
        for places in steps.values()
        if len({at for at, _ in places}) >= max(2, min(4, len(pages) // 2))
        for place in places
    }
