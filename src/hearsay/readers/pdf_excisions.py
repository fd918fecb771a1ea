"""Where words were taken out of a paper: marks of the exemption that was claimed, and black bars over the page.

Excisions that are spelt out ("[2 lines not declassified]") are found in any text, by `coverage`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hearsay.readers.pdf_layout import Line
from hearsay.readers.pdf_pages import Page
from hearsay.text import Span

_MARK = (
    r"(?:\(?\s?[bBjk]\s?\)?\s?\(\s?\d{1,2}\s?\)(?:\s?\(\s?[A-Za-z]{1,2}\s?\))?|[bB]\d{1,2}(?![\w.])"
    r"|(?:E\.?O\.? ?\d{5} )?(?:Sec\. ?)?[13]\.[345]\s?\([a-h]\)|25[xX]\d{1,2}|NLN-?\w{1,8})"
)
_ALONE = re.compile(rf"\W*{_MARK}(?:[\s,;&/]+{_MARK})*\W*")
_AT_END = re.compile(rf"(?:^|(?<=\s)){_MARK}(?:[\s,;&/]+{_MARK})*\W*$|^{_MARK}(?:[\s,;&/]+{_MARK})*(?=\s)")
_SPOKEN_OF = re.compile(
    r"\b(?:exemptions?|sections?|subsections?|paragraphs?|under|article|item|pursuant to|see)\s+$", re.IGNORECASE
)


class Excised(NamedTuple):
    """Places in the text at which words were taken out; what showed it; words of the file that lie under black bars."""

    spans: tuple[Span, ...]
    marks: tuple[str, ...]
    bars: int
    covered: int


def excisions(pages: Sequence[Page], kept: Sequence[Sequence[Line]], spans: Sequence[Sequence[Span]]) -> Excised:
    """The excisions of a paper; `kept` are the lines of each page that are text, `spans` where each stands in it."""
    found: list[Span] = []
    marks: list[str] = []
    bars = covered = 0
    for page, lines, places in zip(pages, kept, spans, strict=True):
        for line, place in zip(lines, places, strict=True):
            mark = _mark(line.text)
            if mark and place.end > place.start:
                marks.append(line.text[slice(*mark)].strip())
                # The span of the line: what the mark stands for lies beside it.
                found.append(place)
        for left, top, right, bottom, under in page.bars:
            if under:
                covered += under
                continue
            bars += 1
            beside = _nearest(lines, (left, top, right, bottom))
            if beside is not None and places[beside].end > places[beside].start:
                found.append(places[beside])
    return Excised(tuple(sorted(set(found))), tuple(dict.fromkeys(marks)), bars, covered)


def _mark(text: str) -> tuple[int, int] | None:
    """Where a line holds the mark of an exemption, not speaking of one.

    >>> _mark("(b)(1), (b)(3)"), _mark("It was withheld under (b)(1)"), _mark("a. the first")
    ((0, 14), None, None)
    """
    if _ALONE.fullmatch(text):
        return 0, len(text)
    match = _AT_END.search(text)
    if match is None or _SPOKEN_OF.search(text[: match.start()]):
        return None
    # One letter and a figure inside a line are too little.
    return match.span() if "(" in match[0] and len(match[0].strip()) >= 5 else None


def _nearest(lines: Sequence[Line], bar: tuple[float, float, float, float]) -> int | None:
    """The line that a bar stands in, or else the one above it."""
    _, top, _, bottom = bar
    middle = (top + bottom) / 2
    inside = [i for i, line in enumerate(lines) if line.top <= middle <= line.bottom]
    if inside:
        return inside[0]
    above = [i for i, line in enumerate(lines) if line.bottom <= middle]
    if above:
        return max(above, key=lambda i: lines[i].bottom)
    return 0 if lines else None
