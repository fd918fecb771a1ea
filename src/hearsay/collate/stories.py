"""Which documents tell of the same happenings: a partition, by what they share and when they say it happened.

Two documents are near when one copies the other, when both carry the same long quotation, or when their telling words
are alike: the more alike, the further apart their dates may lie. Words weigh by a shipped table, never by the inputs at
hand, and how near two are depends on the two alone. Documents that are near make a story where they keep the same
company and are near on average, so that one that tells of two matters does not make them one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from hearsay.language.grouping import Groups
from hearsay.language.linkage import Pair, linked
from hearsay.language.neighbours import candidates
from hearsay.language.passages import same_date
from hearsay.language.people import fits
from hearsay.language.profiles import Met, Profile, cosine, shared
from hearsay.model import Reason, Story

# How near two documents are is counted in hundredths of what makes them one.
ONE = 100  # from here on two that stand alone are one story
MOST = 120  # as near as a copy, or as two with a long quotation in common; more does not count, lest a few join many
COMPANY = 80  # from here on two keep each other's company
LEAST = 50  # below it nothing counts
# What the pairs across two groups must reach on average for the groups to become one. Chosen on the dev events with the
# thresholds below: between 45 and 55, and thresholds a tenth lower or higher, B-cubed lies between 94.3 and 95.6.
MEAN = 50

# The cosine that makes two one, by how many days apart the nearest dates of the two documents lie.
NEAR = ((3, 0.216), (30, 0.261))
# A few days apart less will do where headline and opening words are alike too; of 25 such pairs of a crawl read by eye,
# about as many told of one matter as of those above the line.
OPENED, OPENS_ALIKE = 0.17, 0.2
FAR = 0.396  # further apart, when both tell of a time that can be the same
APART = 0.675  # further apart, and no time in common: the same people on the same matter a year later is another story
UNDATED = 0.306
MET = 0.135  # both tell of one conversation: the same people, a date that can be the same
SHOWN = 20  # reasons of a story


def apart(profiles: Sequence[Profile], copied: Callable[[int, int], bool]) -> list[tuple[int, ...]]:
    """The partition: the places in `profiles` of the documents of each story.

    `copied` says of two places whether one of the documents copies the other; it is asked last, and only of two that
    share runs of words and are not one by what they tell.
    """
    near: dict[Pair, int] = {}
    names = [p.document for p in profiles]
    for a, b, kind in candidates(profiles):
        pair = _pair(names[a], names[b])
        if kind == "mark":
            if near.get(pair, 0) < ONE and copied(a, b):
                near[pair] = MOST
        elif pair not in near:
            near[pair] = nearness(profiles[a], profiles[b])
    place = {name: n for n, name in enumerate(names)}
    return [tuple(sorted(place[name] for name in group)) for group in grouped(names, near)]


def grouped(documents: Iterable[str], near: Mapping[Pair, int]) -> list[tuple[str, ...]]:
    """The documents of each story, by how near any two are; the smaller id of a pair stands first.

    Of each of `documents` all pairs are in `near`, those too with documents that are not asked for.
    """
    company = companies(near)
    known = set(documents)
    whole = Groups(known)
    held = {pair: how for pair, how in near.items() if pair[0] in known and pair[1] in known}
    for (a, b), how in held.items():
        if how >= ONE and firm(company[a], company[b]):
            whole.join(a, b)
    within: dict[str, dict[Pair, int]] = {}
    for pair, how in held.items():
        root = whole.root(pair[0])
        if how >= LEAST and root == whole.root(pair[1]):
            within.setdefault(root, {})[pair] = how
    return [group for those in whole.all() for group in linked(those, within.get(those[0], {}), ONE, MEAN)]


def companies(near: Mapping[Pair, int]) -> Mapping[str, set[str]]:
    """Of each document in `near` those that keep its company, itself among them."""
    out: dict[str, set[str]] = {}
    for (a, b), how in near.items():
        mine, theirs = out.setdefault(a, {a}), out.setdefault(b, {b})
        if how >= COMPANY:
            mine.add(b)
            theirs.add(a)
    return out


def firm(a: AbstractSet[object], b: AbstractSet[object]) -> bool:
    """Whether two documents whose companies these are keep the same company: about half of it (SCAN, Xu et al. 2007).

    It tells where one heap of likenesses ends, from what stands around two documents alone.
    """
    return 4 * len(a & b) ** 2 >= len(a) * len(b)


def story(profiles: Sequence[Profile]) -> Story:
    """The story that documents make which belong together, without its events; keyed by its smallest document."""
    members = sorted(profiles, key=lambda p: p.document)
    groups = Groups(p.document for p in members)
    reasons: list[Reason] = []
    for a, b in combinations(members, 2):
        if len(reasons) == SHOWN:
            break
        if groups.root(a.document) != groups.root(b.document):
            why = reason(a, b)
            if why is not None:
                groups.join(a.document, b.document)
                reasons.append(Reason(of="story", why=why))
    return Story(
        id="s" + members[0].document[1:],
        documents=tuple(p.document for p in members),
        events=(),
        reasons=tuple(reasons),
    )


def reason(a: Profile, b: Profile) -> str | None:
    """Why two documents belong together by what they tell; ``None`` if they need not."""
    if nearness(a, b) < ONE:
        return None
    if shared(a.quoted, b.quoted):
        return "both carry the same long quotation"
    return f"telling words alike ({cosine(a.bag, b.bag):.2f})"


def nearness(a: Profile, b: Profile) -> int:
    """How near two documents are by what they tell, from 0 to `MOST`."""
    if shared(a.quoted, b.quoted):
        return MOST
    alike = cosine(a.bag, b.bag)
    if ONE * alike < LEAST * MET:
        return 0
    least = _least(a, b)
    near = min(MOST, int(ONE * alike / least))
    if near < ONE and least == NEAR[0][1] and alike >= OPENED and cosine(a.opening, b.opening) >= OPENS_ALIKE:
        return ONE
    return near


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)


def _least(a: Profile, b: Profile) -> float:
    same = [(x, y) for x in a.met for y in b.met if _same_people(x, y)]
    if any(same_date(x.date, y.date) for x, y in same):
        return MET
    if any(_months_apart(x.date, y.date) for x, y in same):
        return APART + 1  # they tell of two conversations of the same people: no likeness makes them one
    if a.published is None or b.published is None:
        return UNDATED
    days = abs((a.published - b.published).days)
    for limit, least in NEAR:
        if days <= limit:
            return least
    if any(len(d) == 10 for d in a.told & b.told):
        return NEAR[-1][1]
    return FAR if any(same_date(x, y) for x in a.told for y in b.told) else APART


def _same_people(a: Met, b: Met) -> bool:
    """Whether two of those who took part can be the same, by their names in each document."""
    return sum(any(fits(x, y) or fits(y, x) for y in b.people) for x in a.people) >= 2


def _months_apart(a: str, b: str) -> bool:
    """Whether two dates lie more than two months apart: further than two tellers of one day differ."""
    if not (re.match(r"\d{4}-\d\d", a) and re.match(r"\d{4}-\d\d", b)):
        return a[:4] != b[:4] and a[:4].isdigit() and b[:4].isdigit()
    return abs(int(a[:4]) * 12 + int(a[5:7]) - int(b[:4]) * 12 - int(b[5:7])) > 2
