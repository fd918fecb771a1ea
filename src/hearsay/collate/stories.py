"""Which documents tell of the same happenings: a partition, by what they share and when they say it happened.

Two documents belong together when one copies the other, when both carry the same long quotation, or when their telling
words are alike: the more alike, the further apart their dates may lie. Words weigh by a shipped table, never by the
inputs at hand, and whether two belong together depends on the two alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations

from hearsay.language.grouping import Groups
from hearsay.language.neighbours import candidates
from hearsay.language.passages import same_date
from hearsay.language.people import fits
from hearsay.language.profiles import Met, Profile, cosine, shared
from hearsay.model import Reason, Story

# Least cosine, by how many days apart the nearest dates of the two documents lie; learned on half of the dev events.
NEAR = ((3, 0.24), (30, 0.29))
# A few days apart less will do where headline and opening words are alike too; of 25 such pairs of a crawl read by eye,
# about as many told of one matter as of those above the line.
OPENED, OPENS_ALIKE = 0.17, 0.2
FAR = 0.44  # further apart, when both tell of a time that can be the same
APART = 0.75  # further apart, and no time in common: the same people on the same matter a year later is another story
UNDATED = 0.34
MET = 0.15  # both tell of one conversation: the same people, a date that can be the same
SHOWN = 20  # reasons of a story


def apart(profiles: Sequence[Profile], copied: Callable[[int, int], bool]) -> list[tuple[int, ...]]:
    """The partition: the places in `profiles` of the documents of each story.

    `copied` says of two places whether one of the documents copies the other; it is asked last, and only of two that
    share runs of words and are not together yet.
    """
    names = [f"{n:09}" for n in range(len(profiles))]
    groups = Groups(names)
    for a, b, kind in candidates(profiles):
        if groups.root(names[a]) != groups.root(names[b]) and (
            copied(a, b) if kind == "mark" else decide(profiles[a], profiles[b]) is not None
        ):
            groups.join(names[a], names[b])
    return [tuple(int(m) for m in members) for members in groups.all()]


def story(profiles: Sequence[Profile]) -> Story:
    """The story that documents make which belong together, without its events; keyed by its smallest document."""
    members = sorted(profiles, key=lambda p: p.document)
    groups = Groups(p.document for p in members)
    reasons: list[Reason] = []
    for a, b in combinations(members, 2):
        if len(reasons) == SHOWN:
            break
        if groups.root(a.document) != groups.root(b.document):
            why = decide(a, b)
            if why is not None:
                groups.join(a.document, b.document)
                reasons.append(Reason(of="story", why=why))
    return Story(
        id="s" + members[0].document[1:],
        documents=tuple(p.document for p in members),
        events=(),
        reasons=tuple(reasons),
    )


def decide(a: Profile, b: Profile) -> str | None:
    """Why two documents belong together by what they tell; ``None`` if they need not."""
    if shared(a.quoted, b.quoted):
        return "both carry the same long quotation"
    alike, least = cosine(a.bag, b.bag), _least(a, b)
    opened = least == NEAR[0][1] and alike >= OPENED and cosine(a.opening, b.opening) >= OPENS_ALIKE
    return f"telling words alike ({alike:.2f})" if alike >= least or opened else None


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
