"""Pages whose text was recognised twice, by two programs or in two passes: the same words lie there in two layers."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from hearsay.readers.legibility import Counted, measure
from hearsay.readers.pdf_layout import Word

BEFORE, AFTER = 0.1, 0.2  # at most, at least this share of words lies on earlier ones before and after a layer begins
CELL, ROW = 5, 100_000  # points; the number of cells that no row has
STRAY = 0.4  # of all words of a page lie on others, where the layers are woven into one another


class Layer(NamedTuple):
    """The words that are kept, and their measure; the words dropped because they lie on others, and their measure."""

    words: list[Word]
    counted: Counted
    dropped: int
    other: Counted | None


def one_layer(words: list[Word]) -> Layer:
    """The more legible of two layers; all words where there is one."""
    # Specks lie anywhere: only what has three characters or more tells.
    if not _may_double(words):
        return Layer(words, measure(_text(words)), 0, None)
    weighs = [len(word.text) > 2 for word in words]
    on = _lying_on(words, weighs)
    doubled = sum(on)
    if len(words) < 10 or doubled < AFTER * sum(weighs) / 4:
        return Layer(words, measure(_text(words)), 0, None)
    split = _at_top(words, _split(on, weighs))
    first, second = words[:split], words[split:]
    before, early, late = sum(on[:split]), sum(weighs[:split]), sum(weighs[split:])
    if min(early, late) >= 4 and before <= BEFORE * early and doubled - before >= AFTER * late:
        a, b = measure(_text(first)), measure(_text(second))
        # Good letters count, noise counts against: a layer that holds half of the page is no better for being clean.
        if b.good - b.bad / 3 > a.good - a.bad / 3:
            return Layer(second, b, len(first), a)
        return Layer(first, a, len(second), b)
    if doubled < STRAY * sum(weighs):
        return Layer(words, measure(_text(words)), 0, None)
    kept = [word for word, doubles in zip(words, on, strict=True) if not doubles]
    return Layer(kept, measure(_text(kept)), doubled, None)


def _text(words: list[Word]) -> str:
    return " ".join(word.text for word in words)


def _may_double(words: list[Word]) -> bool:
    """A quick look: whether words begin where others began. Two grids, so that no edge of one parts them."""
    if not words:
        return False
    high = 2 * (median(word.bottom - word.top for word in words) or 1.0)
    one: set[tuple[int, int]] = set()
    two: set[tuple[int, int]] = set()
    for _, left, top, _, bottom in words:
        row, column = (top + bottom) / high, left / 6
        one.add((int(row), int(column)))
        two.add((int(row + 0.5), int(column + 0.5)))
    return min(len(one), len(two)) < 0.97 * len(words)


def _lying_on(words: list[Word], weighs: list[bool]) -> list[bool]:
    """Of each word that weighs, whether it lies on such that came before: most of its length is covered by them."""
    taken: set[int] = set()
    found = []
    high = 2 * 0.35 * (median(word.bottom - word.top for word in words) or 1.0) if words else 1.0
    for (_, left, top, right, bottom), heavy in zip(words, weighs, strict=True):
        if not heavy:
            found.append(False)
            continue
        row = int((top + bottom) / high) * ROW
        start, end = row + int(left / CELL), row + int(right / CELL) + 1
        cells = range(start, end)
        hit = 0
        for cell in cells:
            if cell in taken or cell - ROW in taken or cell + ROW in taken:
                hit += 1
        found.append(hit * 5 >= (end - start) * 3 if end - start > 2 else hit == end - start > 1)
        # Neighbours touch at their ends.
        taken.update(cells[1:-1] if end - start > 3 else cells[:1])
    return found


def _split(on: list[bool], weighs: list[bool]) -> int:
    """Where the second layer begins: before it few words lie on others, after it many do."""
    best = place = total = 0
    for index, doubles in enumerate(on):
        total += (-4 if doubles else 1) if weighs[index] else 0
        if total > best:
            best, place = total, index + 1
    return place


def _at_top(words: list[Word], split: int) -> int:
    """The beginning of the second layer, set back to where the page began again: its first word may lie on nothing."""
    for index in range(split, max(0, split - 8), -1):
        if index < len(words) and words[index - 1].top - words[index].top > 0.3 * (words[index - 1].top or 1.0):
            return index
    return split
