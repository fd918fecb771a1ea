"""From the words of a page, each with its box, to lines in the order in which they are read.

Boxes are in points, counted from the top left of the page as it is shown. Words that follow one another closely make a
piece of a line; pieces are set in columns where a gutter runs between them, and pieces on one height make a line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import NamedTuple

GAP = 0.8  # heights of a word that may lie between two words of one piece
LONG = 25  # characters before a wide blank, from which on what follows it stands beside the line
DEEP = 3  # gutters inside gutters
_TEXT = re.compile(r"\w")
# Three letters that are not all one, a number by itself, or a short word of speech.
_SAYS = re.compile(
    r"(?i:([^\W\d_])(?!\1\1)[^\W\d_]{2})|(?<!\S)[(\[]?(?!5+\b)\d{1,4}[.)\]]{0,2}(?!\S)"
    r"|(?i:\b(?:am|an|as|at|be|by|do|go|he|if|in|is|it|me|my|no|of|on|or|so|to|up|us|we)\b)"
    r"|[A-Za-z]{1,2}:(?!\S)|\bI\b"
)
# What may be a short word or a number of a line; the dots and rings of a perforation read as "S", "5" and "o".
_SHORT = re.compile(r"(?=.*[^Ss5oO0.,•* ])(?:[A-Za-z]|(?:[A-Za-z]\.){1,4}|[\d$%.,:/-]+)[.,;:!?)'\"]{0,2}")


class Word(NamedTuple):
    """A word and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """A line, its box, and the number of the column that it stands in, counted as the columns are read."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    column: int


class Laid(NamedTuple):
    """The lines of a page, the words of each, and how many marks without a letter or a figure were left out."""

    lines: tuple[Line, ...]
    words: tuple[tuple[Word, ...], ...]
    specks: int


class _Piece(NamedTuple):
    words: tuple[Word, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return " ".join([word.text for word in self.words])

    @property
    def size(self) -> int:
        return sum(len(word.text) + 1 for word in self.words) - 1


def lay_out(words: list[Word], *, noisy: bool = False) -> Laid:
    """Words in the order of the file, to lines in the order of reading. On a `noisy` page, pieces of a line that hold
    nothing but single letters and marks are specks, too.

    >>> row = lambda top, *texts: [Word(t, 50 * i, top, 50 * i + 45, top + 10) for i, t in enumerate(texts)]
    >>> [line.text for line in lay_out(row(20, "The", "lamp") + row(8, "At", "dusk")).lines]
    ['At dusk', 'The lamp']
    """
    if not words:
        return Laid((), (), 0)
    height = median(word.bottom - word.top for word in words) or 1.0
    slope = _slope(words, height)
    pieces = _pieces(words, height, slope)
    written = [piece for piece in pieces if _TEXT.search(piece.text)]
    if noisy:
        written = _without_specks(written, height)
    specks = len(pieces) - len(written)
    lines: list[Line] = []
    held: list[tuple[Word, ...]] = []
    columns = [_rows(column, height) for column in _columns(written, height, 0)]
    if noisy:
        columns = [part for rows in columns for part in _asides(rows, height) if part]
    for number, rows in enumerate(columns):
        for row in rows:
            inside = tuple(word for piece in row for word in piece.words)
            lines.append(
                Line(
                    " ".join([word.text for word in inside]),
                    round(min(piece.left for piece in row), 1),
                    round(min(piece.top for piece in row), 1),
                    round(max(piece.right for piece in row), 1),
                    round(max(piece.bottom for piece in row), 1),
                    number,
                )
            )
            held.append(inside)
    return Laid(tuple(lines), tuple(held), specks)


def _without_specks(pieces: list[_Piece], height: float) -> list[_Piece]:
    """The pieces of a scan that say something, and short ones that stand in a line with them: "14,", "U.S."."""
    says = [piece for piece in pieces if _SAYS.search(piece.text)]
    by_row: dict[int, list[_Piece]] = {}
    for piece in says:
        by_row.setdefault(int(piece.middle / height), []).append(piece)
    kept = []
    for piece in pieces:
        text = piece.text
        if not _SAYS.search(text):
            row = int(piece.middle / height)
            beside = (other for at in (row - 1, row, row + 1) for other in by_row.get(at, ()))
            if not _SHORT.fullmatch(text) or not any(_in_line(piece, other, height) for other in beside):
                continue
        kept.append(piece)
    return kept


def _in_line(piece: _Piece, other: _Piece, height: float) -> bool:
    gap = max(piece.left - other.right, other.left - piece.right)
    return abs(piece.middle - other.middle) < height / 2 and -height / 2 <= gap <= 2.5 * height


def _slope(words: list[Word], height: float) -> float:
    """How far a line sinks by point, on a page that was scanned askew."""
    slopes = []
    start = words[0]
    for before, word in pairwise(words):
        if not 0 <= word.left - before.right < GAP * height or abs(word.bottom - before.bottom) > height / 2:
            if before.right - start.left > 12 * height:
                slopes.append((before.bottom - start.bottom) / (before.left - start.left or 1))
            start = word
    return median(slopes) if len(slopes) >= 5 else 0.0


def _pieces(words: list[Word], height: float, slope: float) -> list[_Piece]:
    pieces: list[_Piece] = []
    run: list[Word] = []
    before: Word | None = None
    for word in words:
        if before is not None:
            gap = word.left - before.right
            near = -height / 2 <= gap <= GAP * height
            if near and (word.top != before.top or word.bottom != before.bottom):
                shared = min(before.bottom, word.bottom) - max(before.top, word.top)
                near = shared >= min(before.bottom - before.top, word.bottom - word.top) / 2
            if not near:
                pieces.append(_piece(run, slope))
                run = []
        run.append(word)
        before = word
    pieces.append(_piece(run, slope))
    return pieces


def _piece(run: list[Word], slope: float) -> _Piece:
    left, right = run[0].left, max(word.right for word in run)
    sunk = slope * (left + right) / 2
    tops, bottoms = sorted([word.top for word in run]), sorted([word.bottom for word in run])
    middle = len(run) // 2
    return _Piece(tuple(run), left, tops[middle] - sunk, right, bottoms[middle] - sunk)


def _columns(pieces: list[_Piece], height: float, depth: int) -> list[list[_Piece]]:
    """The pieces in columns, these in reading order: above a piece that runs across, left, right, and so below it."""
    gutter = _gutter(pieces, height) if depth < DEEP and len(pieces) >= 8 else None
    if gutter is None:
        return [pieces] if pieces else []
    across = sorted((p for p in pieces if p.left < gutter - 1 and p.right > gutter + 1), key=lambda p: p.middle)
    rest = [p for p in pieces if not (p.left < gutter - 1 and p.right > gutter + 1)]
    found: list[list[_Piece]] = []
    edges = [*(p.middle for p in across), float("inf")]
    done = float("-inf")
    waiting: list[_Piece] = []
    for number, edge in enumerate(edges):
        band = [p for p in rest if done <= p.middle < edge]
        if band:
            if waiting:
                found.append(waiting)
                waiting = []
            found += _columns([p for p in band if p.right <= gutter + 1], height, depth + 1)
            found += _columns([p for p in band if p.right > gutter + 1], height, depth + 1)
        if number < len(across):
            waiting.append(across[number])
        done = edge
    if waiting:
        found.append(waiting)
    return found


def _gutter(pieces: list[_Piece], height: float) -> float | None:
    """Where a blank strip runs down between two blocks of text, so that each is to be read by itself."""
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    step = max(height / 4, (right - left) / 400, 0.5)
    bins = int((right - left) / step) + 2
    change = [0] * (bins + 1)
    for piece in pieces:
        change[int((piece.left - left) / step)] += 1
        change[min(bins, int((piece.right - left) / step) + 1)] -= 1
    allowed = max(1.0, len(pieces) * 0.08)
    best: tuple[float, float] | None = None
    covered = start = 0
    inside = False
    for place in range(bins):
        covered += change[place]
        if covered <= allowed and not inside:
            inside, start = True, place
        elif covered > allowed and inside:
            inside = False
            middle, width = left + (start + place) / 2 * step, (place - start) * step
            if width >= 0.6 * height and start > 0 and _parted(pieces, middle, height):
                if best is None or width > best[0]:
                    best = width, middle
    return best[1] if best else None


def _parted(pieces: list[_Piece], gutter: float, height: float) -> bool:
    before = [p for p in pieces if p.right <= gutter]
    after = [p for p in pieces if p.left >= gutter]
    if len(before) < 4 or len(after) < 4:
        return False
    # A label before its value, a title before its page number: such rows are read across.
    if median(p.size for p in before) < 14 or median(p.size for p in after) < 10:
        return False
    shared = min(max(p.bottom for p in before), max(p.bottom for p in after)) - max(
        min(p.top for p in before), min(p.top for p in after)
    )
    return shared >= 3 * height


def _rows(pieces: list[_Piece], height: float) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    at = 0.0
    for piece in sorted(pieces, key=lambda p: (p.middle, p.left)):
        if rows and piece.middle - at <= height * 0.45:
            rows[-1].append(piece)
            at = sum(p.middle for p in rows[-1]) / len(rows[-1])
        else:
            rows.append([piece])
            at = piece.middle
    return [sorted(row, key=lambda p: p.left) for row in rows]


def _asides(rows: list[list[_Piece]], height: float) -> tuple[list[list[_Piece]], list[list[_Piece]]]:
    """The rows of a scan, and what was stamped or written beside them: read after them, for it is no part of a line."""
    text: list[list[_Piece]] = []
    beside: list[list[_Piece]] = []
    for row in rows:
        cut = next(
            (
                place
                for place in range(1, len(row))
                if row[place].left - row[place - 1].right > 3 * height and sum(p.size for p in row[:place]) >= LONG
            ),
            len(row),
        )
        text.append(row[:cut])
        if row[cut:]:
            beside.append(row[cut:])
    return text, beside
