"""What the encoder reads: the words of a text, with what their letters alone do not show.

The encoder's vocabulary knows no capitals and no white space, so each word brings three features: its shape, where it
stands to quotation marks, and what stands before it. Training and use share this file: a change here needs new weights.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.model import Quotation
from hearsay.text import Span

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")

SHAPES = ("lower", "Title", "UPPER", "miXed", "digits", "mark", "I", "other")
QUOTES = ("outside", "opening mark", "inside", "closing mark", "inside two")
GAPS = ("none", "space", "sentence", "paragraph")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in their order, a punctuation mark counting as one; all columns have the same length."""

    spans: tuple[Span, ...]
    shapes: tuple[int, ...]
    """Indexes into `SHAPES`."""
    quotes: tuple[int, ...]
    """Indexes into `QUOTES`."""
    gaps: tuple[int, ...]
    """What stands before the word: indexes into `GAPS`."""
    sentences: tuple[int, ...]
    """The number of the sentence that the word stands in."""
    paragraphs: tuple[int, ...]
    """The number of the paragraph that the word stands in."""


def words(text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Words:
    """The words of `text`, of which the others are the frame.

    >>> words("He left.", [Span(0, 8)], [Span(0, 8)], []).spans
    (Span(start=0, end=2), Span(start=3, end=7), Span(start=7, end=8))
    """
    spans = tuple(Span(*m.span()) for m in _WORD.finditer(text))
    in_sentence = _numbers(spans, sentences)
    in_paragraph = _numbers(spans, paragraphs)
    return Words(
        spans=spans,
        shapes=tuple(_shape(text[s.start : s.end]) for s in spans),
        quotes=_quotes(spans, quotations),
        gaps=_gaps(spans, in_sentence, in_paragraph),
        sentences=in_sentence,
        paragraphs=in_paragraph,
    )


def _shape(word: str) -> int:
    if not word[0].isalnum():
        return 5
    if word.isdigit():
        return 4
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 6
    if word[0].isupper() and word[1:].islower():
        return 1
    return 3 if word.isalpha() else 7


def _quotes(spans: Sequence[Span], quotations: Sequence[Quotation]) -> tuple[int, ...]:
    out = [0] * len(spans)
    starts = [s.start for s in spans]
    for quotation in quotations:
        first = bisect_right(starts, quotation.span.start - 1)
        last = bisect_right(starts, quotation.span.end - 1)
        for at in range(first, last):
            if quotation.depth == 0 and (at == first or at == last - 1):
                out[at] = 1 if at == first else 3
            elif quotation.depth == 0 and out[at] == 0:
                out[at] = 2
            elif quotation.depth > 0 and out[at] in (0, 2):
                out[at] = 4
    return tuple(out)


def _gaps(spans: Sequence[Span], sentences: Sequence[int], paragraphs: Sequence[int]) -> tuple[int, ...]:
    out: list[int] = []
    for at, span in enumerate(spans):
        if at == 0 or paragraphs[at] != paragraphs[at - 1]:
            out.append(3)
        elif sentences[at] != sentences[at - 1]:
            out.append(2)
        else:
            out.append(1 if spans[at - 1].end < span.start else 0)
    return tuple(out)


def _numbers(spans: Sequence[Span], within: Sequence[Span]) -> tuple[int, ...]:
    """For each of `spans`, how many of `within` begin at it or before it."""
    starts = [w.start for w in within]
    return tuple(bisect_right(starts, s.start) for s in spans)
