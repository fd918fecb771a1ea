"""Places in a text: spans, anchors, and finding an anchor again in a changed text.

All offsets count Unicode code points and are half-open, as in the ``TextPositionSelector`` of the W3C Web
Annotation Data Model; an `Anchor` adds what its ``TextQuoteSelector`` keeps. Imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

CONTEXT = 32  # code points of prefix and suffix an anchor keeps


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points in one document's text.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A span made durable: the exact text with what stands before and after it."""

    document: str
    span: Span
    exact: str
    prefix: str
    suffix: str


def anchor(document: str, text: str, span: Span) -> Anchor:
    """Make `span` of `text` durable.

    Raises `ValueError` when the span does not lie inside the text.

    >>> anchor("d1", "Vele said yes.", Span(5, 9)).exact
    'said'
    """
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"span {list(span)} does not lie in a text of {len(text)} code points")
    return Anchor(
        document=document,
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def reanchor(kept: Anchor, text: str) -> Span | None:
    """Find `kept` in a changed text: by quotation and context first, then by nearness.

    Returns ``None`` when the words are gone or two places fit equally well: an anchor that no longer fits
    must fail, not attach itself to a lookalike.

    >>> kept = anchor("d1", "Yes, he said. Yes.", Span(14, 17))
    >>> reanchor(kept, "So: Yes, he said. Yes.")
    Span(start=18, end=21)
    >>> reanchor(kept, "No, he said.") is None
    True
    """
    places: list[tuple[int, int, Span]] = []
    at = text.find(kept.exact)
    while at >= 0:
        end = at + len(kept.exact)
        before = _shared_suffix(text[max(0, at - CONTEXT) : at], kept.prefix)
        after = _shared_prefix(text[end : end + CONTEXT], kept.suffix)
        places.append((-(before + after), abs(at - kept.span.start), Span(at, end)))
        at = text.find(kept.exact, at + 1)
    places.sort()
    if not places or (len(places) > 1 and places[0][:2] == places[1][:2]):
        return None
    return places[0][2]


def _shared_prefix(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _shared_suffix(a: str, b: str) -> int:
    return _shared_prefix(a[::-1], b[::-1])


def trim(text: str, span: Span, edge: str = " \t\r\n\u00a0") -> Span:
    """Take the characters of `edge` off both ends; an all-edge span becomes empty at its start.

    >>> trim(" said, ", Span(0, 7), " ,")
    Span(start=1, end=5)
    """
    start, end = span
    while start < end and text[start] in edge:
        start += 1
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end)


def subtract(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of `span` without `holes`.

    >>> subtract(Span(0, 10), [Span(3, 5)])
    (Span(start=0, end=3), Span(start=5, end=10))
    """
    out: list[Span] = []
    at = span.start
    for hole in sorted(holes):
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            out.append(Span(at, hole.start))
        at = max(at, hole.end)
    if at < span.end:
        out.append(Span(at, span.end))
    return tuple(out)
