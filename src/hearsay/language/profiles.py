"""What a document is found by and weighed by beside others, small enough to be kept for each document of a library.

Its telling words are numbers and are weighed in whole 65,535ths, so that two profiles give the same likeness on every
machine, whether they were just made or kept. Of what stands in quotation marks, runs of words are picked by winnowing
(Schleimer, Wilkerson and Aiken 2003): of any `WINDOW` runs that follow each other the one with the least hash.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from re import fullmatch

import numpy as np
from numpy.typing import NDArray

from hearsay.language.alignment import keys, placed_forms, word_forms
from hearsay.language.calendar import reference_date
from hearsay.language.common_runs import common, hashes, telling
from hearsay.language.passages import Passage
from hearsay.language.word_weights import number, stem, weights_of
from hearsay.language.words import is_content, words
from hearsay.model import Annotations
from hearsay.text import Span

TERMS = 30  # heaviest terms of a document by which it is looked up
SAMPLE = 8  # one run of words in so many is kept as a mark
QUOTE = 8  # words of a run in quotation marks
WINDOW = 3  # such runs, of which one is kept
OPENING = 60  # telling words with which a text opens
WHOLE = 65535  # what weights are counted in

# 1 + ln n for n from 1; reckoned one by one, since a vector's logarithms differ in their last bits between processors.
_LOGARITHMS = np.array([1 + math.log(n) for n in range(1, 1000)])

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bag:
    """Terms as numbers (`word_weights.number`), rising; how often each stands; what it weighs in parts of `WHOLE`. The
    squares of all weights add up to about one."""

    terms: Numbers
    counts: Numbers
    weights: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A conversation that a document tells of: the names of who took part, and an EDTF date."""

    people: tuple[str, ...]
    date: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """One document's. `bag` are the terms of all its telling, `opening` of how it opens; `told` the days, months and
    years it names, in EDTF; `quoted` hashes of runs in quotation marks, `marks` of runs anywhere, both rising."""

    document: str
    bag: Bag
    opening: Bag
    published: date | None
    told: frozenset[str]
    met: tuple[Met, ...]
    quoted: Numbers
    marks: Numbers


def profile(a: Annotations, met: Sequence[Passage]) -> Profile:
    """The profile of a document; `met` are its sentences that tell of a conversation, with its own entities."""
    document = a.document
    silent = [z.span for z in document.zones if z.kind in ("notice", "comment", "byline")]
    placed = placed_forms(document.text, Span(0, len(document.text)))
    forms = [form for _, _, form in placed]
    runs = hashes(forms)
    said = common(forms, runs)
    terms = [
        stem(word)
        for (start, word, _), often in zip(placed, said, strict=True)
        if not often
        and is_content(word)
        and not word[0].isdigit()
        and not (silent and any(s.start <= start < s.end for s in silent))
    ]
    title = [stem(w.lower) for w in words(document.title or "") if is_content(w.lower)]
    names = {e.id: e.name for e in a.entities}
    return Profile(
        document=document.id,
        bag=_bag([*terms, *title]),
        opening=_bag([*terms[:OPENING], *title, *title]),
        published=reference_date(document.published),
        told=frozenset(t.edtf for t in a.times if t.edtf is not None and fullmatch(r"\d{4}(?:-\d\d){0,2}~?", t.edtf)),
        met=tuple(
            Met(people=tuple(sorted(names[p] for p in m.people)), date=m.date) for m in met if m.date is not None
        ),
        quoted=_numbers(
            key
            for q in a.quotations
            if q.depth == 0 and q.closed
            for inner in q.inner
            for key in _winnowed([k >> 16 for k in keys(word_forms(document.text, inner), QUOTE)])
        ),
        marks=_numbers(run for run in runs if run % SAMPLE == 0 and telling(run)),
    )


def bag(terms: Sequence[int], counts: Sequence[int]) -> Bag:
    """The terms with these numbers, rising, each standing so often."""
    known, often = np.array(terms, np.int64), np.array(counts, np.int64)
    raw = _LOGARITHMS[np.minimum(often, len(_LOGARITHMS)) - 1] * weights_of(known)
    length = math.sqrt(math.fsum((raw * raw).tolist())) or 1.0
    return Bag(terms=known, counts=often, weights=np.rint(raw / length * WHOLE).astype(np.int64))


def cosine(a: Bag, b: Bag) -> float:
    """How alike two bags are: 0 with no term in common, 1 for the same."""
    if not len(a.terms) or not len(b.terms):
        return 0.0
    at = np.minimum(np.searchsorted(b.terms, a.terms), len(b.terms) - 1)
    return int((a.weights * b.weights[at])[b.terms[at] == a.terms].sum()) / WHOLE**2


def heaviest(bag: Bag) -> Bag:
    """The `TERMS` heaviest terms of a bag; among those that weigh the same, the smaller numbers."""
    best = np.sort(np.lexsort((bag.terms, -bag.weights))[:TERMS])
    return Bag(terms=bag.terms[best], counts=bag.counts[best], weights=bag.weights[best])


def shared(a: Numbers, b: Numbers) -> int:
    """How many numbers stand in both of two rising rows."""
    return len(np.intersect1d(a, b, assume_unique=True))


def _bag(terms: Sequence[str]) -> Bag:
    counted = Counter(map(number, terms))
    rising = sorted(counted)
    return bag(rising, [counted[t] for t in rising])


def _numbers(found: object) -> Numbers:
    return np.array(sorted(set(found)), np.int64)  # type: ignore[call-overload]


def _winnowed(runs: Sequence[int]) -> set[int]:
    """The least of every `WINDOW` that follow each other; the least of all where there are fewer.

    >>> sorted(_winnowed([5, 1, 4, 3, 9]))
    [1, 3]
    """
    if not runs:
        return set()
    return {min(runs[i : i + WINDOW]) for i in range(max(1, len(runs) - WINDOW + 1))}
