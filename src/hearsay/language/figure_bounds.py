"""How two figures of one point stand to each other: the same, one rounder than the other, or apart."""

from __future__ import annotations

from typing import Literal

from hearsay.language.quantities import Quantity
from hearsay.language.stated import Stated
from hearsay.language.time_quantities import CLOCK, DAY

Standing = Literal["same", "rounder", "apart"]
_NEAR = 0.004  # what turning miles into kilometres loses
_OPEN = 1.5  # "more than 50" is said of 51 to 75, not of 500
_FEW = 1.2  # two lower bounds are of one count up to this ratio
_SAME = 1e-9


def size(q: Quantity) -> float:
    """One number for a figure: its value, its bound, or the middle of its range."""
    if q.high is None:
        return float(q.low)
    return float(q.high if q.low == 0 else (q.low + q.high) / 2)


def bounds(q: Quantity, vague: bool) -> tuple[float, float]:
    """Between which values a figure is true as a reader takes it.

    A round figure takes in what would be rounded to it, "about" half a step on either side, "more than 50" half as
    much again, "up to 50" what is over half; a `vague` word what it may be said of.
    """
    low, high, grain = float(q.low), None if q.high is None else float(q.high), float(q.grain)
    if vague:
        return low, high or low * 10
    if high is None:
        return low, low * _OPEN
    if low == 0 and q.rounded:
        return high / 2, high
    if low != high:
        return low, high
    loose = grain / 2 if q.rounded or grain > 1 or q.unit is not None else 0.0
    if q.rounded:
        loose = max(loose, low / 20)
    return low - loose, low + loose


def standing(a: Stated, b: Stated) -> Standing:
    """How two figures of one unit stand to each other."""
    if (a.low, a.high, a.rounded, a.vague) == (b.low, b.high, b.rounded, b.vague):
        return "same"
    if a.unit not in (None, CLOCK, DAY) and _outright(a) and _outright(b):
        if abs(a.low - b.low) <= _NEAR * max(a.low, b.low):
            return "same"
    if a.high is None and b.high is None and not a.vague and not b.vague:
        return "rounder" if max(a.low, b.low) <= min(a.low, b.low) * _FEW else "apart"
    (low, high), (least, most) = a.bounds, b.bounds
    edge = _SAME * max(high, most)
    if low == high or least == most:
        return "rounder" if low <= most + edge and least <= high + edge else "apart"
    return "rounder" if low < most - edge and least < high - edge else "apart"


def exclude(a: Stated, b: Stated) -> bool:
    """Whether both cannot be so: the values that the one leaves open and those of the other have none in common.

    Rounding is allowed for; a vague word ("dozens"), a guess ("about"), a range and a figure that is only expected
    exclude nothing.
    """
    if "maybe" in a.marks | b.marks or standing(a, b) != "apart":
        return False
    if any(x.vague or (x.rounded and x.low == x.high) or (x.high is not None and x.low != x.high) for x in (a, b)):
        return False
    return (a.high is not None and a.high < b.low) or (b.high is not None and b.high < a.low)


def _outright(x: Stated) -> bool:
    """Whether one value is given with no word that loosens it: not "at least 50", "some 50", "50 to 60", "dozens"."""
    return x.low == x.high and not x.rounded
