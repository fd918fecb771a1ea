"""Sentence boundaries, by the sentencex library, in pieces that keep a page of one endless line cheap."""

from __future__ import annotations

import re

import sentencex

from hearsay.text import Span

# After these a full stop ends no sentence; the splitter does not know them all.
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Messrs|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Prof|Rev|Hon|Adm|Cmdr|Amb|Supt|Insp|Pres)\."
    r"[ \u00a0]$"
)
_INITIALS = re.compile(r"\b[A-Z]\.[A-Z]\.")  # "D-N.Y., for": between them nothing ends
LONGEST = 20_000  # code points handed to the splitter at once


def boundaries(text: str, within: Span) -> tuple[int, ...]:
    """Offsets in `text` at which the sentences of `within` end, in order; the last is the end of `within`.

    >>> boundaries("He left. She stayed.", Span(0, 20))
    (9, 20)
    >>> boundaries("He met Ms. Lind.", Span(0, 16))
    (16,)
    """
    out: list[int] = []
    start = within.start
    while start < within.end:
        stop = min(within.end, start + LONGEST)
        if stop < within.end:
            stop = text.rfind(" ", start + LONGEST // 2, stop) + 1 or stop
        ends = (start + bound["end_index"] for bound in sentencex.get_sentence_boundaries("en", text[start:stop]))
        out += [end for end in ends if end == within.end or _ends(text, start, end)]
        start = stop
    if out and out[-1] != within.end:
        out[-1] = within.end
    return tuple(out)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence of the piece from `start` on can end before `end`."""
    between = end >= 2 and _INITIALS.match(text, end - 2) is not None
    return not between and _TITLE.search(text, max(start, end - 12), end) is None
