"""Figures as a document states them: the record of one, with what it counts and the words around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hearsay.text import Span

PEOPLE = "people"  # what is counted where no noun names it: "seven dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One figure of a document: a `Quantity` with the words that tell what it is a figure of.

    `span` covers hedge, figure and unit; `phrase` goes on to the end of what is counted; `sentence` is where it stands.
    `vague`: no figure is named ("dozens"); `beyond`: "more than", not "at least". `size` is one
    number for it: its value, its bound, or the middle of its range; `bounds` are the values between which it is true as
    a reader takes it (`figure_bounds`).

    `noun` is the stem of what is counted, of whom an age is, of what a unit measures; ``None`` where nothing says it.
    `predicates` are classes of what is said of it, `modifiers` stems of the words before the noun, `beside` stems of
    the three words on either side. `near` are the stems of the clause and `wide` of the sentence, with what each tells
    in this document; `names` the names of the sentence and `own` those of the clause, its source apart.

    `marks` say what the figure is, apart from itself: "part" of a whole named there, or of one day; "other", "maybe",
    "compared" with some other time, "negated", "serious" or "slight" (of injuries), "personal" (somebody says I or
    you), "up" and "down" (a change for more, for less), "world" (counted everywhere), "new" ("a second shop"),
    "market" (a price, a poll, a score), "zone …" of a clock. `dates` are years and EDTF values of its sentence.
    """

    document: str
    span: Span
    phrase: Span
    sentence: Span
    low: float
    high: float | None
    unit: str | None
    grain: float
    rounded: bool
    vague: bool
    beyond: bool
    size: float
    bounds: tuple[float, float]
    noun: str | None
    predicates: frozenset[str]
    modifiers: frozenset[str]
    beside: frozenset[str]
    near: Mapping[str, float]
    wide: Mapping[str, float]
    names: frozenset[str]
    own: frozenset[str]
    marks: frozenset[str]
    dates: frozenset[str]
