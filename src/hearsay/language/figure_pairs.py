"""Figures of one or two documents that are of the same point: candidates by shared keys, then a decision on each.

A decision sees the two documents and nothing else. Of two documents' figures, each must be the other's best match:
where one gives 41 dead of an earlier year and 66 of this one, a 66 elsewhere is not held against the 41.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hearsay.language.figure_bounds import Standing, standing
from hearsay.language.figures_told import Figures, figures
from hearsay.language.predicates import grows
from hearsay.language.same_point import likeness, ratio, same_size
from hearsay.language.stated import PEOPLE, Stated
from hearsay.language.time_quantities import CLOCK, DAY
from hearsay.model import Annotations

LEAST = -1.0  # evidence above which two figures, one rounder than the other, are taken to be of one point
LEAST_VAGUE = -0.9  # the same where one names no figure
LEAST_MOVING = 0.3  # the same for figures that lie apart, of a kind that moves while it is counted
LEAST_CLOSE = -0.6  # for others that lie apart, but not by much
LEAST_APART = 1.0  # for the rest
LEAST_INSIDE = 2.5  # and inside one document, which seldom says two things of one point
AGREEING = 1.5  # what agreement adds when the best match is looked for
WEEK = 10  # days between two documents after which one may tell of another happening of the same kind
LATER = 2.0  # what that counts against two figures
FINAL = frozenset({"dead", "hurt"})  # what is so once is so for good: its count does not fall
COMMON = 400  # pairs of figures with one key in two documents above which the key tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The figures of one document, by their keys, and when it was published."""

    figures: Figures
    published: str | None
    keyed: Mapping[tuple[str, str], Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Two figures of one point, and the evidence for it."""

    a: Stated
    b: Stated
    likeness: float
    standing: Standing


def told(a: Annotations) -> Told:
    """The figures of one document, ready to be matched."""
    found = figures(a)
    keyed: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, x in enumerate(found.stated):
        for key in dict.fromkeys(_keys(x)):
            keyed[key].append(n)
    return Told(figures=found, published=a.document.published, keyed=keyed)


def between(first: Told, second: Told) -> list[Match]:
    """Matches of two documents' figures: surely enough of one point, and each the other's best."""
    best: dict[tuple[str, int], list[tuple[float, Stated]]] = defaultdict(list)
    late = days_apart(first.published, second.published) > WEEK
    scored: list[tuple[float, Match]] = []
    for a, b in _candidates(first, second):
        moved, stand = moving(a, b), standing(a, b)
        if late and (a.unit == CLOCK or (not moved and stand == "apart")):
            continue
        if stand == "apart" and FINAL & a.predicates & b.predicates and _falls(a, b, first, second):
            continue
        evidence = likeness(a, b, first.figures.words, second.figures.words)
        if late:
            evidence -= LATER * (0.2 if moved else 1.0)
        if evidence < LEAST - AGREEING:
            continue
        rank = evidence + (AGREEING if stand == "same" else 0.7 * AGREEING if same_size(a, b) else 0.0)
        best[a.document, a.span.start].append((rank, b))
        best[b.document, b.span.start].append((rank, a))
        scored.append((rank, Match(a=a, b=b, likeness=evidence, standing=stand)))
    return [
        m
        for rank, m in scored
        if m.likeness >= _least(m)
        and not any(
            above > rank and not (_second(m) and standing(mine, other) != "apart")
            for x, mine in ((m.a, m.b), (m.b, m.a))
            for above, other in best[x.document, x.span.start]
        )
    ]


def _second(m: Match) -> bool:
    """Whether a match may stand beside a better one of the same figure: surely of one point, and told alike but for
    rounding, where the other document gives the figure twice."""
    return m.standing == "rounder" and m.likeness > 0 and not (m.a.marks ^ m.b.marks) & {"compared", "other"}


def inside(one: Told) -> list[Match]:
    """Matches of figures in different sentences of one document.

    A text that speaks of two places or people in turn says the same words of both: two sentences that each have a
    name which the other has not are not compared, and figures apart only where they count people hurt, held, lost …
    """
    out: list[Match] = []
    for a, b in _candidates(one, one):
        if a.span >= b.span or a.sentence == b.sentence or (a.names - b.names and b.names - a.names):
            continue
        if (a.marks | b.marks) & {"compared", "maybe", "other"} or "new" in a.marks & b.marks:
            continue
        stand = standing(a, b)
        if not moving(a, b) and stand == "apart":
            continue
        same_kind = (a.noun or PEOPLE) == (b.noun or PEOPLE) and a.predicates == b.predicates
        if same_kind and (evidence := likeness(a, b, one.figures.words, one.figures.words)) >= LEAST_INSIDE:
            out.append(Match(a=a, b=b, likeness=evidence, standing=stand))
    return out


def moving(a: Stated, b: Stated) -> bool:
    """Whether both are figures of a kind that moves while it is counted."""
    return any(map(grows, a.predicates & b.predicates))


def _falls(a: Stated, b: Stated, first: Told, second: Told) -> bool:
    """Whether the later of two documents, days apart, gives clearly fewer: then it counts something else."""
    if days_apart(first.published, second.published) < 2:
        return False
    early, late = (a, b) if (first.published or "") < (second.published or "") else (b, a)
    return late.size < 0.9 * early.size


def days_apart(one: str | None, other: str | None) -> int:
    """Days between two ISO 8601 dates; 0 where one is not known to the day.

    >>> days_apart("2011-03-01", "2011-03-14T08:00"), days_apart(None, "2011")
    (13, 0)
    """
    if one is None or other is None or min(len(one), len(other)) < 10:
        return 0
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _least(m: Match) -> float:
    if m.standing != "apart":
        return LEAST_VAGUE if m.a.vague or m.b.vague else LEAST
    if moving(m.a, m.b):
        return LEAST_MOVING
    return LEAST_CLOSE if ratio(m.a, m.b) < 0.12 or m.a.unit in (CLOCK, DAY) else LEAST_APART


def _keys(x: Stated) -> Iterator[tuple[str, str]]:
    if x.unit is not None:
        yield from ((x.unit, s) for s in x.near)
        yield from ((x.unit, "=" + p) for p in x.predicates)
        if x.unit not in (CLOCK, DAY):
            yield from _sizes(x)
        return
    if x.noun is not None and x.noun != PEOPLE:
        yield "counted", x.noun[-4:]  # "boats", "lifeboats"
    yield from (("said", p) for p in x.predicates)
    if x.size >= 1000:
        yield from _sizes(x)


def _sizes(x: Stated) -> Iterator[tuple[str, str]]:
    """Two keys, so that of two figures close to each other one at least is shared."""
    if x.size > 0:
        tenth = math.log10(x.size) * 3
        yield f"size {x.unit}", str(math.floor(tenth))
        yield f"about {x.unit}", str(math.floor(tenth + 0.5))


def _candidates(first: Told, second: Told) -> Iterator[tuple[Stated, Stated]]:
    """Figures of two documents that share a key, each pair once."""
    seen: set[tuple[int, int]] = set()
    for key in first.keyed.keys() & second.keyed.keys():
        here, there = first.keyed[key], second.keyed[key]
        if len(here) * len(there) <= COMMON:
            seen.update((i, j) for i in here for j in there)
    for i, j in sorted(seen):
        yield first.figures.stated[i], second.figures.stated[j]
