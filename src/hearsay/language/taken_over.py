"""Passages that a text takes over from another teller: “Lind reports:”, and the paragraphs below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hearsay.text import Span

_TELLS = (
    r"(?:reports?|reported|reporting|writes|wrote|explains|explained|notes|noted|recounts|recounted|describes|described"
    r"|relates|related|continues|continued|adds|added|tells it|told it|puts? it|had it)"
)
_INTRODUCED = re.compile(rf"[\s\xa0](?:also |further |then )?{_TELLS}(?: [^.:;“”\"]{{1,40}})?:\s*$")
_FROM = re.compile(r"\b(?:According to|From|Via|Per|As told by|Writing in)[\s\xa0](?:the |The )?$")
_OF = re.compile(r",? (?:of|at|for|from|in) (?:the )?")  # "Lind of the Courier"
_COLON = re.compile(r"\s*:\s*$")
_OPENS = '“"„«'
_LONGEST = 40  # paragraphs


class TakenOver(NamedTuple):
    """A stretch of a text that tells what another teller tells, with the teller and where the text names him."""

    span: Span
    teller: str
    named: Span


def taken_over(text: str, paragraphs: Sequence[Span], named: Sequence[tuple[Span, str]]) -> Iterator[TakenOver]:
    """The passages of `text` that a sentence of its own introduces with a teller's name and a colon.

    A passage goes on as long as its paragraphs begin with a quotation mark, and over a line of the text's own that
    ends in a colon again. `named` are the mentions by name with their entities, in order.
    """
    done = -1
    for number, paragraph in enumerate(paragraphs):
        if number <= done or not text[paragraph.start : paragraph.end].rstrip().endswith(":"):
            continue
        teller = _introduced(text, paragraph, named)
        if teller is None:
            continue
        last = number
        for at in range(number + 1, min(len(paragraphs), number + 1 + _LONGEST)):
            words = paragraphs[at].of(text).strip()
            if words[:1] in _OPENS:
                last = at
            elif not words.endswith(":") or _introduced(text, paragraphs[at], named) is not None:
                break
        if last > number:
            yield TakenOver(Span(paragraphs[number + 1].start, paragraphs[last].end), *teller)
            done = last


def _introduced(text: str, paragraph: Span, named: Sequence[tuple[Span, str]]) -> tuple[str, Span] | None:
    """Who is named as the teller at the end of a paragraph: “Lind reports:”, “According to the Courier:”."""
    here = [n for n in named if paragraph.covers(n[0])]
    for at in range(len(here) - 1, -1, -1):
        span, who = here[at]
        if _INTRODUCED.match(text, span.end, paragraph.end):
            writer = here[at - 1] if at and _OF.fullmatch(text, here[at - 1][0].end, span.start) else here[at]
            return writer[1], writer[0]
        if _COLON.match(text, span.end, paragraph.end) and _FROM.search(text, paragraph.start, span.start):
            return who, span
    return None
