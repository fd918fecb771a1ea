"""A document's text cut into what a page shows: paragraphs, and inside them stretches that attributions cover.

Nested and overlapping spans become a row of segments that do not overlap. A text longer than `LONG` comes as excerpts
around its attributions, with `Gap`s between them, so that one enormous line costs no more than a long article.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from hearsay.model import Annotations, Attribution, ZoneKind
from hearsay.text import Span, trim

LONG = 200_000  # code points above which a text is shown in excerpts
BUDGET = 120_000  # code points of excerpts shown at most
AROUND = 400  # code points shown before and after what an excerpt is there for
FARTHEST = 4_000  # code points of one attribution shown at most in an excerpt
_SPACE = " \t\r\n\u00a0\f\v"

Part = Literal["source", "cue", "content"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of text under one set of attributions: `depth` counts the contents it lies in, and `part` is what it
    is of the innermost. `begins` are the attributions whose place in the text is its start."""

    span: Span
    part: Part | None
    depth: int
    begins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or the part of one that an excerpt shows. `page` is set where a page begins in it, from 1."""

    span: Span
    zone: ZoneKind
    segments: tuple[Segment, ...]
    page: int | None = None

    @property
    def begins(self) -> tuple[str, ...]:
        """The attributions whose place is in this block, in order."""
        return tuple(found for segment in self.segments for found in segment.begins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """So many code points of the text that the page leaves out."""

    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text laid out. `numbers` are the note numbers, from 1, of the attributions shown; `whole` is false where there
    are gaps."""

    blocks: tuple[Block | Gap, ...]
    numbers: dict[str, int]
    whole: bool
    _starts: tuple[int, ...] = field(repr=False)
    _ends: tuple[int, ...] = field(repr=False)

    def block_at(self, offset: int) -> int | None:
        """Where the shown block begins that holds `offset`, or comes next before it without a gap between."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0 or offset > self._ends[found]:
            return None
        return self._starts[found]


def place_of(found: Attribution) -> Span:
    """The span where an attribution has its mark: its first words, or else its cue or source."""
    return min(found.content or found.cue or found.source)


def marked(annotations: Annotations, attributions: Iterable[Attribution], wanted: Iterable[Span] = ()) -> Marked:
    """Lay a document's text out with the marks of `attributions`, which are all of this document.

    `wanted` are the places that other parts of the page point at: of a long text these are shown first.
    """
    text = annotations.document.text
    found = [a for a in attributions if a.content or a.cue or a.source]
    found.sort(key=lambda a: (place_of(a), a.id))
    paragraphs = _paragraphs(annotations)
    shown = paragraphs if len(text) <= LONG else _excerpts(text, paragraphs, [*wanted, *map(place_of, found)])
    segments = _segmenter(found)
    zones = sorted(annotations.document.zones, key=lambda z: (z.span.start, -z.span.end))
    pages = annotations.document.pages or ()
    blocks: list[Block | Gap] = []
    at = zone_at = page_at = 0
    open_zones: list[tuple[int, ZoneKind]] = []
    for span in shown:
        if len(text) > LONG and (left := len(text[at : span.start].strip())):
            blocks.append(Gap(length=left))
        while zone_at < len(zones) and zones[zone_at].span.start <= span.start:
            open_zones.append((zones[zone_at].span.end, zones[zone_at].kind))
            zone_at += 1
        open_zones = [z for z in open_zones if z[0] > span.start]
        page = None
        while page_at < len(pages) and pages[page_at].start < span.end:
            page_at += 1
            page = page_at
        blocks.append(
            Block(span=span, zone=open_zones[-1][1] if open_zones else "body", segments=segments(span), page=page)
        )
        at = span.end
    if len(text) > LONG and (left := len(text[at:].strip())):
        blocks.append(Gap(length=left))
    kept = [block for block in blocks if isinstance(block, Block)]
    numbers = {found: n for n, found in enumerate((f for block in kept for f in block.begins), 1)}
    starts, ends = tuple(b.span.start for b in kept), tuple(b.span.end for b in kept)
    if len(text) <= LONG:  # white space between paragraphs belongs to the one before it
        ends = (*starts[1:], len(text))[: len(starts)]
    return Marked(blocks=tuple(blocks), numbers=numbers, whole=len(kept) == len(blocks), _starts=starts, _ends=ends)


def _paragraphs(annotations: Annotations) -> list[Span]:
    """The paragraphs, and as ones of their own any words that no paragraph holds: nothing of a text is lost."""
    text = annotations.document.text
    out: list[Span] = []
    at = 0
    for span in [*sorted(annotations.paragraphs), Span(len(text), len(text))]:
        for loose in _lines(text, at, span.start):
            out.append(loose)
        start = max(at, span.start)
        if start < span.end:
            out.append(Span(start, span.end))
        at = max(at, span.end)
    return out


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        line = trim(text, Span(start, stop), _SPACE)
        if line.start < line.end:
            yield line
        start = stop + 1


def _excerpts(text: str, paragraphs: Sequence[Span], places: Iterable[Span]) -> list[Span]:
    """The parts of `paragraphs` that lie near `places`, as many as `BUDGET` allows, and the beginning of the text."""
    windows = [Span(0, min(len(text), 3 * AROUND))]
    spent = windows[0].end
    for place in places:
        window = Span(max(0, place.start - AROUND), min(len(text), place.start + FARTHEST, place.end + AROUND))
        spent += window.end - window.start
        if spent > BUDGET:
            break
        windows.append(window)
    windows.sort()
    merged: list[Span] = []
    for window in windows:
        if merged and window.start <= merged[-1].end + AROUND:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    out: list[Span] = []
    at = 0
    for window in (_at_words(text, w) for w in merged):
        while at < len(paragraphs) and paragraphs[at].end <= window.start:
            at += 1
        while at < len(paragraphs) and paragraphs[at].start < window.end:
            out.append(Span(max(window.start, paragraphs[at].start), min(window.end, paragraphs[at].end)))
            if paragraphs[at].end > window.end:
                break
            at += 1
    return [span for span in out if text[span.start : span.end].strip()]


def _at_words(text: str, window: Span) -> Span:
    """`window` with its edges moved to the nearest space within a word's length, so that no word is cut."""
    start = text.find(" ", window.start, window.start + 40) + 1 if window.start else 0
    end = text.rfind(" ", window.end - 40, window.end) if window.end < len(text) else window.end
    return Span(start or window.start, end if end > 0 else window.end)


def _segmenter(found: Sequence[Attribution]) -> Callable[[Span], tuple[Segment, ...]]:
    """A function that cuts spans, given in ascending order, into segments; each mark is looked at once a block."""
    marks: list[tuple[int, int, Part]] = []
    for a in found:
        marks += [(span.start, span.end, "source") for span in a.source]
        marks += [(span.start, span.end, "cue") for span in a.cue]
        marks += [(span.start, span.end, "content") for span in a.content]
    marks = sorted(mark for mark in marks if mark[0] < mark[1])
    begins: dict[int, list[str]] = {}
    for a in found:
        begins.setdefault(place_of(a).start, []).append(a.id)
    places = sorted(begins)
    state = {"mark": 0, "place": 0}
    running: list[tuple[int, int, Part]] = []

    def cut(block: Span) -> tuple[Segment, ...]:
        nonlocal running
        running = [m for m in running if m[1] > block.start]
        while state["mark"] < len(marks) and marks[state["mark"]][0] < block.end:
            if marks[state["mark"]][1] > block.start:
                running.append(marks[state["mark"]])
            state["mark"] += 1
        while state["place"] < len(places) and places[state["place"]] < block.start:
            state["place"] += 1
        here: list[int] = []
        while state["place"] < len(places) and places[state["place"]] < block.end:
            here.append(places[state["place"]])
            state["place"] += 1
        edges = {block.start, block.end, *here}
        edges.update(e for m in running for e in m[:2] if block.start < e < block.end)
        return tuple(_sweep(sorted(edges), running, begins))

    return cut


def _sweep(
    edges: Sequence[int], marks: Sequence[tuple[int, int, Part]], begins: dict[int, list[str]]
) -> Iterator[Segment]:
    active: list[tuple[int, int, Part]] = []
    at = 0
    for start, end in pairwise(edges):
        active = [m for m in active if m[1] > start]
        while at < len(marks) and marks[at][0] <= start:
            if marks[at][1] > start:
                active.append(marks[at])
            at += 1
        innermost = max(active, key=lambda m: (m[0], -m[1]), default=None)
        yield Segment(
            span=Span(start, end),
            part=innermost[2] if innermost else None,
            depth=sum(m[2] == "content" for m in active),
            begins=tuple(begins.get(start, ())),
        )
