"""A page of a PDF as a picture, and where on it a stretch of the text stands: so that a quotation can be shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.model import Document
from hearsay.readers import guarded
from hearsay.readers.pdf_pages import MEGABYTES, PARSER, SECONDS
from hearsay.text import Span


def page_image(
    data: bytes, page: int, *, box: tuple[float, float, float, float] | None = None, scale: float = 2.0
) -> bytes:
    """A page of a PDF (from 1), or a box of it, as PNG.

    `box` is left, top, right, bottom in points from the top left of the page as shown; `scale` is pixels a point.
    Raises `guarded.TrippedError` when a limit is gone over, `guarded.RefusedError` when there is no such page or box.
    """
    made = guarded.run(f"{PARSER}:image", (data, page - 1, box, scale), seconds=SECONDS, megabytes=MEGABYTES)
    assert isinstance(made, bytes)
    return made


def boxes(data: bytes, document: Document, span: Span) -> tuple[tuple[int, tuple[float, float, float, float]], ...]:
    """Where a span of a document's text stands in its PDF: page (from 1) and box, one a line; for `page_image`.

    Empty where it cannot be found again. Raises as `page_image` does.
    """
    found: list[tuple[int, tuple[float, float, float, float]]] = []
    for number, page in enumerate(document.pages or (), start=1):
        start, end = max(span.start, page.start), min(span.end, page.end)
        if start >= end:
            continue
        lines = guarded.run(f"{PARSER}:words_of", (data, number - 1), seconds=SECONDS, megabytes=MEGABYTES)
        found += [(number, box) for box in _lines_of(lines, document.text, page, start, end)]
    return tuple(found)


def _lines_of(
    lines: Sequence[Sequence[tuple[Any, ...]]], text: str, page: Span, start: int, end: int
) -> Iterator[tuple[float, float, float, float]]:
    """The boxes of the words whose letters and figures are those of the span, joined by line."""
    wanted = _letters(text[start:end])
    before = _letters(text[page.start : start])
    spelt: list[str] = []
    at = 0
    places: list[tuple[int, int, int, tuple[float, float, float, float]]] = []
    for row, line in enumerate(lines):
        for word, left, top, right, bottom in line:
            letters = _letters(word)
            spelt.append(letters)
            places.append((at, at + len(letters), row, (left, top, right, bottom)))
            at += len(letters)
    whole = "".join(spelt)
    # Heads are in the page and not in the text: the same words are counted off, not the letters.
    times = (before + wanted).count(wanted) if wanted else 0
    begin = -1
    for _ in range(times):
        begin = whole.find(wanted, begin + 1)
    if begin < 0 or not wanted:
        return
    stop = begin + len(wanted)
    rows: dict[int, list[tuple[float, float, float, float]]] = {}
    for first, last, row, box in places:
        if first < stop and last > begin:
            rows.setdefault(row, []).append(box)
    for inside in rows.values():
        yield (
            min(box[0] for box in inside),
            min(box[1] for box in inside),
            max(box[2] for box in inside),
            max(box[3] for box in inside),
        )


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
