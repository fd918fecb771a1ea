"""Which of many spans touch a region, without looking at them all: what keeps a page of one endless line cheap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from hearsay.text import Span

T = TypeVar("T")
CELL = 512  # code points; a sentence or three


class SpanIndex(Generic[T]):
    """Things with their spans, kept by the cells of the text that they lie in.

    >>> index = SpanIndex([(Span(0, 4), "a"), (Span(2, 900), "b"), (Span(800, 810), "c")])
    >>> index.touching(Span(4, 805))
    ['b', 'c']
    """

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = tuple(things)
        self._cells: dict[int, list[int]] = defaultdict(list)
        for number, (span, _) in enumerate(self._things):
            for cell in _cells(span):
                self._cells[cell].append(number)

    def touching(self, region: Span) -> list[T]:
        """The things whose spans overlap `region`, in the order in which they were given, each once."""
        cells = _cells(region)
        if len(cells) == 1:
            numbers: Iterable[int] = self._cells.get(cells[0], ())
        else:
            numbers = sorted({n for cell in cells for n in self._cells.get(cell, ())})
        return [self._things[n][1] for n in numbers if self._things[n][0].overlaps(region)]


def _cells(span: Span) -> range:
    return range(span.start // CELL, max(span.start, span.end - 1) // CELL + 1)
