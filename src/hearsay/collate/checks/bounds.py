"""A number as stated against a number as found: what the wording still allows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hearsay.language.quantities import Quantity
from hearsay.model import Verdict

_NEARLY = re.compile(r"\b(?:nearly|almost|just under|not quite|shy of|short of|close to|approaching|barely)\b", re.I)
_UNDER = re.compile(r"\b(?:less than|fewer than|under|below)\b", re.I)
_OVER = re.compile(r"\b(?:more than|over|above|upwards of|in excess of|greater than|exceeding|north of)\b", re.I)
_JUST_OVER = re.compile(r"\b(?:just|slightly|a little|only just) (?:over|above|more than)\b", re.I)
_LEAST = re.compile(r"\b(?:at least|no fewer than|no less than|not less than|a minimum of)\b", re.I)
_MOST = re.compile(r"\b(?:at most|no more than|not more than|a maximum of)\b", re.I)
_UP_TO = re.compile(r"\b(?:up to|as many as|as much as)\b", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|approximately|approx|estimated|circa|or so|more or less)\b", re.I)

_LITTLE = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The values that a wording bears out, `low` to `high`, and those that speak against it, outside `least` to `most`.

    What lies between is neither: “about 30” for 34. ``None`` is no bound.
    """

    low: Fraction
    high: Fraction | None
    least: Fraction
    most: Fraction | None

    def held(self, lowest: Fraction | int, highest: Fraction | int) -> Verdict:
        """The verdict where what was found lies from `lowest` to `highest`."""
        if self.low <= lowest and (self.high is None or highest <= self.high):
            return "supported"
        if highest < self.least or (self.most is not None and lowest > self.most):
            return "refuted"
        return "not enough information"


def stated(quantity: Quantity, text: str) -> Stated:
    """What a quantity says, by the words before its figure."""
    hedge = text[quantity.span.start : quantity.figure.start]
    before = text[max(0, quantity.span.start - 12) : quantity.figure.start]
    low, high = quantity.low, quantity.high
    value = max(low, high or low)
    if low and high and low != high:
        return exactly(low, high)
    if _JUST_OVER.search(before):
        return Stated(low=value, high=value * Fraction(6, 5), least=value, most=value * Fraction(3, 2))
    if _NEARLY.search(hedge):
        return Stated(low=value * Fraction(17, 20), high=value, least=value * Fraction(3, 4), most=value)
    if _LEAST.search(hedge):  # before “fewer than”: “no fewer than” has those words too
        return Stated(low=value, high=None, least=value, most=None)
    if _MOST.search(hedge):
        return Stated(low=Fraction(0), high=value, least=Fraction(0), most=value)
    if _UNDER.search(hedge):
        return Stated(low=Fraction(0), high=value - _LITTLE, least=Fraction(0), most=value - _LITTLE)
    if _OVER.search(hedge):
        return Stated(low=value + _LITTLE, high=None, least=value + _LITTLE, most=None)
    if _UP_TO.search(hedge):
        return Stated(low=value * Fraction(4, 5), high=value, least=Fraction(0), most=value)
    if high is None:  # dozens, hundreds
        return Stated(low=low, high=None, least=low, most=None)
    if quantity.rounded or _ABOUT.search(before):
        return about(value)
    return exactly(low, high)


def exactly(low: Fraction, high: Fraction | None = None) -> Stated:
    """One value, or a range of them, as it stands."""
    high = low if high is None else high
    return Stated(low=low, high=high, least=low, most=high)


def about(value: Fraction) -> Stated:
    """A round value: a tenth more or less bears it out, more than 15 in a hundred speaks against it."""
    near, far = max(Fraction(1), value / 10), max(Fraction(2), value * Fraction(3, 20))
    return Stated(low=value - near, high=value + near, least=value - far, most=value + far)


def number(value: Fraction | int) -> str:
    """A number for reading, without needless decimals.

    >>> number(Fraction(30)), number(Fraction(55, 2)), number(Fraction(200, 3))
    ('30', '27.5', '66.7')
    """
    fraction = Fraction(value)
    if fraction.denominator == 1:
        return str(fraction.numerator)
    return f"{float(fraction):.1f}".removesuffix(".0")


def span_of(low: Fraction | int, high: Fraction | int) -> str:
    """One number, or two with “to” between.

    >>> span_of(3, 3), span_of(3, 5)
    ('3', '3 to 5')
    """
    return number(low) if low == high else f"{number(low)} to {number(high)}"
