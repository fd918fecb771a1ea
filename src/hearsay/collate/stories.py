"""Which documents tell of the same happenings: a partition, by what they share and when they say it happened.

Two documents belong together when one copies the other, when both carry the same long quotation, or when their telling
words are alike: the more alike, the further apart their dates may lie. Words weigh by a shipped table, never by the
inputs at hand.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from hearsay.language.alignment import keys, placed_forms, word_forms
from hearsay.language.calendar import reference_date
from hearsay.language.common_runs import common
from hearsay.language.grouping import Groups, proposed
from hearsay.language.passages import Passage, same_date, same_people
from hearsay.language.word_weights import stem, weight
from hearsay.language.words import is_content, words
from hearsay.model import Annotations, Copy, Reason, Story
from hearsay.text import Span

TERMS = 30  # heaviest terms of a document by which it is looked up
PROPOSES = 3  # of them that two documents must share
CROWD = 60  # documents with one term, above which not every pair of them is proposed
QUOTE = 8  # words of a shared quotation that alone puts two documents together
# Least cosine, by how many days apart the nearest dates of the two documents lie; learned on half of the dev events.
NEAR = ((3, 0.24), (30, 0.29))
# A few days apart less will do where headline and opening words are alike too; of 25 such pairs of a crawl read by eye,
# about as many told of one matter as of those above the line.
OPENED, OPENS_ALIKE = 0.17, 0.2
OPENING = 60  # telling words with which a text opens
FAR = 0.44  # further apart, when both tell of a time that can be the same
APART = 0.75  # further apart, and no time in common: the same people on the same matter a year later is another story
UNDATED = 0.34
MET = 0.15  # both tell of one conversation: the same people, a date that can be the same


@dataclass(frozen=True, slots=True, kw_only=True)
class _Profile:
    id: str
    vector: Mapping[str, float]
    opening: Mapping[str, float]
    dates: tuple[date, ...]
    told: frozenset[str]
    met: tuple[Passage, ...]


def stories(
    annotations: Sequence[Annotations], copies: Sequence[Copy], told: Mapping[str, Sequence[Passage]]
) -> tuple[Story, ...]:
    """The stories, without their events; keyed by their smallest document."""
    profiles = {a.document.id: _profile(a, told[a.document.id]) for a in annotations}
    groups = Groups(profiles)
    reasons: dict[str, list[Reason]] = defaultdict(list)
    for copy in copies:
        if copy.of is not None:
            groups.join(copy.document, copy.of)
    for a, b in _shared_quotations(annotations):
        groups.join(a, b)
    for a, b in sorted({*_candidates(profiles), *_met(profiles)}):
        if groups.root(a) != groups.root(b):
            score = decide(profiles[a], profiles[b])
            if score is not None:
                groups.join(a, b)
                reasons[a].append(Reason(of="story", why=f"telling words alike ({score:.2f})"))
    return tuple(
        Story(
            id="s" + members[0][1:],
            documents=members,
            events=(),
            reasons=tuple(r for m in members for r in reasons[m])[:20],
        )
        for members in groups.all()
    )


def _profile(a: Annotations, met: Sequence[Passage]) -> _Profile:
    document = a.document
    silent = [z.span for z in document.zones if z.kind in ("notice", "comment", "byline")]
    placed = placed_forms(document.text, Span(0, len(document.text)))
    telling = [
        stem(word)
        for (start, word, _), said in zip(placed, common([form for _, _, form in placed]), strict=True)
        if not said
        and is_content(word)
        and not word[0].isdigit()
        and not (silent and any(s.start <= start < s.end for s in silent))
    ]
    title = [stem(w.lower) for w in words(document.title or "") if is_content(w.lower)]
    published = reference_date(document.published)
    return _Profile(
        id=document.id,
        vector=_vector([*telling, *title]),
        opening=_vector([*telling[:OPENING], *title, *title]),
        dates=tuple(filter(None, (published,))),
        told=frozenset(
            t.edtf for t in a.times if t.edtf is not None and re.fullmatch(r"\d{4}(?:-\d\d){0,2}~?", t.edtf)
        ),
        met=tuple(p for p in met if p.date is not None),
    )


def _vector(terms: Sequence[str]) -> Mapping[str, float]:
    """Terms by weight, the length of all being 1."""
    raw = {t: (1 + math.log(n)) * weight(t) for t, n in Counter(terms).items()}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {t: v / length for t, v in raw.items()}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    shorter, longer = sorted((a, b), key=len)
    return sum(v * longer.get(t, 0.0) for t, v in shorter.items())


def _candidates(profiles: Mapping[str, _Profile]) -> list[tuple[str, str]]:
    holders: dict[str, list[str]] = defaultdict(list)
    for key in sorted(profiles):
        vector = profiles[key].vector
        for term in sorted(vector, key=lambda t: (-vector[t], t))[:TERMS]:
            holders[term].append(key)
    pairs: Counter[tuple[str, str]] = Counter()
    for ids in holders.values():
        pairs.update(proposed(ids, CROWD))
    return sorted(p for p, n in pairs.items() if n >= PROPOSES)


def decide(a: _Profile, b: _Profile) -> float | None:
    """How alike two documents are, if enough for the days between them; ``None`` if not."""
    cosine = _cosine(a.vector, b.vector)
    least = _least(a, b)
    if cosine < least == NEAR[0][1] and cosine >= OPENED and _cosine(a.opening, b.opening) >= OPENS_ALIKE:
        return cosine
    return cosine if cosine >= least else None


def _least(a: _Profile, b: _Profile) -> float:
    if any(same_people(x, y) and same_date(x.date, y.date) for x in a.met for y in b.met):
        return MET
    if any(same_people(x, y) and _apart(x.date, y.date) for x in a.met for y in b.met):
        return APART + 1  # they tell of two conversations of the same people: no likeness makes them one
    if not a.dates or not b.dates:
        return UNDATED
    days = min(abs((x - y).days) for x in a.dates for y in b.dates)
    for limit, least in NEAR:
        if days <= limit:
            return least
    if {d for d in a.told if len(d) == 10} & {d for d in b.told if len(d) == 10}:
        return NEAR[-1][1]
    return FAR if any(same_date(x, y) for x in a.told for y in b.told) else APART


def _apart(a: str | None, b: str | None) -> bool:
    """Whether two dates lie more than two months apart: further than two tellers of one day differ."""
    if a is None or b is None or not (re.match(r"\d{4}-\d\d", a) and re.match(r"\d{4}-\d\d", b)):
        return a is not None and b is not None and a[:4] != b[:4] and a[:4].isdigit() and b[:4].isdigit()
    return abs(int(a[:4]) * 12 + int(a[5:7]) - int(b[:4]) * 12 - int(b[5:7])) > 2


def _met(profiles: Mapping[str, _Profile]) -> set[tuple[str, str]]:
    """Documents that tell of the same two people meeting in the same year."""
    holders: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for key, profile in profiles.items():
        for passage in profile.met:
            for pair in combinations(sorted(passage.people), 2):
                holders[(*pair, (passage.date or "")[:4])].add(key)
    return {pair for keys in holders.values() for pair in proposed(sorted(keys), CROWD)}


def _shared_quotations(annotations: Sequence[Annotations]) -> list[tuple[str, str]]:
    first: dict[int, str] = {}
    out: set[tuple[str, str]] = set()
    for a in sorted(annotations, key=lambda a: a.document.id):
        for quotation in a.quotations:
            if quotation.depth == 0 and quotation.closed:
                for inner in quotation.inner:
                    for key in keys(word_forms(a.document.text, Span(*inner)), QUOTE):
                        other = first.setdefault(key, a.document.id)
                        if other != a.document.id:
                            out.add((other, a.document.id))
    return sorted(out)
