"""Whether two figures are given for the same point: evidence for and against, from the words around them.

`likeness` sees the two figures and the words of their two documents, nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Set as AbstractSet

from hearsay.language.figure_bounds import standing
from hearsay.language.predicates import grows
from hearsay.language.stated import PEOPLE, Stated
from hearsay.language.time_quantities import CLOCK, DAY
from hearsay.language.word_weights import weight

LITTLE = 1.0  # what a common word tells
TWICE = math.log(2)  # figures further apart are more likely of two things
FEW = 20  # vague words for less than this say nothing
ODD, HALF_DAY = 90, 720  # minutes that two hours of one happening may lie apart; or a.m. was taken for p.m.
APART = frozenset({"serious", "slight", "part", "negated"})  # marks that only one of the two carries: two points


def same_size(a: Stated, b: Stated) -> bool:
    """Whether they are one figure but for the words that loosen it."""
    return a.unit == b.unit and a.size == b.size


def ratio(a: Stated, b: Stated) -> float:
    """How far two figures lie apart, as the natural logarithm of their ratio."""
    if a.unit in (CLOCK, DAY):
        days = abs(a.size - b.size) / (30 if a.unit == CLOCK else 60)
        return min(days, 3.0)
    return abs(math.log(max(a.size, 0.5) / max(b.size, 0.5)))


def digits(x: Stated) -> int:
    """How many digits a figure is given to.

    It is what makes a near miss telling: 71,650 beside 71,700 is hardly chance, 3 beside 4 is.
    """
    if x.unit in (CLOCK, DAY):
        return 1
    return max(1, round(math.log10(x.size / x.grain)) + 1) if x.size > 0 else 1


def same_noun(a: Stated, b: Stated) -> bool:
    """Whether they count the same by name: "boats", "lifeboats"."""
    x, y = sorted((a.noun or "", b.noun or ""), key=len)
    return bool(x) and (x == y or (len(x) > 3 and y.endswith(x)))


def shared(a: Stated, b: Stated) -> tuple[float, float]:
    """How much the words tell that both clauses, and both sentences, have."""
    near = math.fsum(min(w, b.near[s]) for s, w in a.near.items() if s in b.near)
    wide = math.fsum(min(w, b.wide[s]) for s, w in a.wide.items() if s in b.wide)
    return near, wide


def foreign(a: Stated, words: AbstractSet[str]) -> int:
    """How many names in the clause of a figure a document with these `words` does not have at all."""
    return sum(n not in words for n in a.own)


def pinned(a: Stated, b: Stated) -> bool:
    """Whether the words that both share pin the point down far enough to say that both cannot be so."""
    near, wide = shared(a, b)
    if a.unit is None and _moving(a, b):
        return True
    if a.unit == "s" and not a.beside & b.beside:
        return False  # of how many things may it be said how long they take
    return near + wide / 2 >= 3


def _moving(a: Stated, b: Stated) -> bool:
    return any(map(grows, a.predicates & b.predicates))


def vetoed(a: Stated, b: Stated) -> bool:
    """Whether something tells the two points apart outright."""
    odd = a.marks ^ b.marks
    if odd & APART or "market" in a.marks | b.marks:
        return True
    stand = standing(a, b)
    if "part" in a.marks and stand != "same" and ratio(a, b) > 0.02:
        return True  # of two wholes, perhaps
    if a.unit is None and "world" in odd and stand == "apart":
        return True
    if {"up", "down"} <= odd:
        return True  # one more, one less
    if same_size(a, b) and {a.high is None, b.high is None} == {True, False} and 0 in (a.low, b.low):
        return True  # "up to", "more than": two sides of one limit
    if any(x.vague and x.size < FEW for x in (a, b)):
        return True  # "several": of anything
    if stand == "apart" and a.unit not in (CLOCK, DAY) and ratio(a, b) > TWICE and not _moving(a, b):
        return True
    if a.unit == DAY and stand == "apart" and not a.own & b.own:
        return True  # two days announced, of nobody in common
    if a.unit == CLOCK:
        minutes = abs(a.size - b.size)
        if "personal" in a.marks & b.marks or (minutes > ODD and minutes != HALF_DAY):
            return True  # what two people each remember; two parts of a day
    zones = {m for x in (a, b) for m in x.marks if m.startswith("zone ")}
    if len(zones) > 1 or (zones and a.marks & zones != b.marks & zones and ratio(a, b) > 1):
        return True
    years = [{d for d in x.dates if len(d) == 4} for x in (a, b)]
    if a.unit != CLOCK and years[0] and years[1] and not years[0] & years[1]:
        return True
    if a.unit == "age":
        return ratio(a, b) > 0.5
    if a.unit is not None or not a.predicates or not b.predicates:
        return False
    return {p for p in a.predicates if grows(p)} != {p for p in b.predicates if grows(p)}  # "killed or injured"


def likeness(a: Stated, b: Stated, words_a: AbstractSet[str], words_b: AbstractSet[str]) -> float:
    """Evidence that two figures are of one point; above 0 it is more likely than not. Minus infinity: never."""
    if vetoed(a, b) or a.unit != b.unit:
        return -math.inf
    near, wide = shared(a, b)
    if a.unit is not None and not near and wide < LITTLE and not a.predicates & b.predicates:
        return -math.inf  # nothing could be shown for it
    apart = ratio(a, b)
    telling = min(digits(a), digits(b))
    out = 0.25 * min(near, 12) + 0.12 * min(wide, 20)
    names = 0.8 * (foreign(a, words_b) + foreign(b, words_a))
    if a.own and b.own and not a.own & b.names and not b.own & a.names:
        names += 2.4 if a.unit in (None, "%") else 1.4
    out -= min(names, 3.2)
    odd = a.marks ^ b.marks
    out -= 0.6 * len(odd & {"other", "maybe", "compared", "personal"}) + 0.2 * ("maybe" in odd and a.unit is None)
    if a.unit == "%":
        out -= 1.5 if apart > 0.001 else 0.0  # there are only a hundred of them
    if a.unit is None and "compared" in odd:
        out -= 0.6
    years = [{d[:4] for d in x.dates if d[:4].isdigit()} for x in (a, b)]
    if a.unit == CLOCK:
        pass  # which day it was is another question than which hour
    elif years[0] and years[1] and not years[0] & years[1]:
        out -= 1.5
    elif a.dates and b.dates and not any(x.startswith(y) or y.startswith(x) for x in a.dates for y in b.dates):
        out -= 1.0
    if apart < 0.12:
        out += 0.6 + min(telling - 1, 4) * 0.9
    elif apart < 0.4:
        out += 0.5
    elif apart > 1.5:
        out -= 2.0
    if a.vague or b.vague:
        out -= 1.5
    if a.predicates and b.predicates and not a.predicates & b.predicates:
        out -= 1.2
    if a.unit is None:
        out += _counted(a, b)
    elif a.unit in (CLOCK, DAY):
        out += _timed(a, b)
    elif a.unit == "age":
        out += 1.5 if same_noun(a, b) else -2.0
    else:
        beside = math.fsum(weight(s) for s in a.beside & b.beside)
        out += 0.15 * min(beside, 12)
        out += 0.6 if a.predicates & b.predicates else 0.0
        if a.noun != b.noun:
            out -= 2.5 if a.noun and b.noun else 0.4
        out -= 1.0 if apart > 0.4 else 0.0
        if apart > 0.12 and not a.beside & b.beside:
            out -= 1.5  # an altitude beside a distance
    return out - 2.0


def _timed(a: Stated, b: Stated) -> float:
    """What is said to happen then, and to whom."""
    same = a.beside & b.beside
    out = 0.15 * min(math.fsum(weight(s) for s in same), 12)
    out += 1.0 if a.own & b.own else -0.5
    if a.predicates or b.predicates:
        out += 0.7 if a.predicates & b.predicates else -0.7
    return out + (0.8 if (a.near.keys() & b.near.keys()) - a.own - b.own else -1.5)


def _counted(a: Stated, b: Stated) -> float:
    out = 0.0
    people = all(x.noun in (None, PEOPLE) for x in (a, b))
    if same_noun(a, b):
        out += 0.6 if a.noun == PEOPLE else min(weight(a.noun or ""), 7) * 0.3
    elif a.noun and b.noun:
        out -= 1.2
    elif not people:
        out -= 0.3
    if a.predicates and a.predicates == b.predicates:
        out += 2.6 if people and any(map(grows, a.predicates)) else 1.2
    elif a.predicates & b.predicates:
        out -= 1.0
    elif people:
        out -= 2.0
    if a.modifiers & b.modifiers:
        out += 0.8
    if ratio(a, b) > 0.12:
        out -= 0.7 * (bool(a.modifiers - b.wide.keys()) + bool(b.modifiers - a.wide.keys()))
        if a.noun != PEOPLE and bool(a.modifiers) != bool(b.modifiers):
            out -= 0.9
    return out
