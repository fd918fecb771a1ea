"""Which documents are worth laying beside each other, found by what their profiles share, and not by trying every pair.

What a document is found by (`keys`) is a handful of numbers, so that it can be looked up in an index, here in memory or
in the tables of a library. Whether two are candidates depends on the two alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple
from zlib import crc32

import numpy as np

from hearsay.language.people import parts
from hearsay.language.profiles import WHOLE, Numbers, Profile, heaviest

Kind = Literal["quoted", "met", "term", "mark"]
KINDS: tuple[Kind, ...] = ("quoted", "met", "term", "mark")
# How many keys of a kind two documents must share to be candidates, and how much these must weigh together.
PROPOSES = {"quoted": 1, "met": 1, "term": 2, "mark": 2}
LIKE = 0.05  # likeness by the heaviest terms alone
# Which part of the marks of the document that has fewer. A copy carries a quarter of a document's own words
# (`collate.copies`); of 1,142 pairs of the dev events and of a crawl, no copy had less than a seventh in common.
CARRIED = 0.05


class Keys(NamedTuple):
    """What a document is found by, of one kind; `weights` are in parts of `WHOLE` for terms, for marks the number of
    them, else 1."""

    kind: Kind
    keys: Numbers
    weights: Numbers


def keys(p: Profile) -> tuple[Keys, ...]:
    """What a document is found by, in the order of `KINDS`."""
    met = np.unique(np.array([k for m in p.met for k in _meetings(m.people, m.date)], np.int64))
    terms = heaviest(p.bag)
    return (
        Keys("quoted", p.quoted, np.ones_like(p.quoted)),
        Keys("met", met, np.ones_like(met)),
        Keys("term", terms.terms, terms.weights),
        Keys("mark", p.marks, np.full_like(p.marks, len(p.marks))),
    )


def enough(kind: Kind, own: int, count: int, weight: int) -> bool:
    """Whether `count` shared keys, whose products of weights add up to `weight`, make a document of `own` keys of this
    kind and another candidates."""
    if count < PROPOSES[kind]:
        return False
    if kind == "mark":
        return count >= CARRIED * min(own, weight // (count * own))
    return kind != "term" or weight >= LIKE * WHOLE**2


def candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, int, Kind]]:
    """Pairs of places in `profiles`, the later first, kind by kind."""
    found_by = [keys(p) for p in profiles]
    for n, kind in enumerate(KINDS):
        yield from ((at, other, kind) for at, other in _pairs(kind, [those[n] for those in found_by]))


def _pairs(kind: Kind, of: Sequence[Keys]) -> Iterator[tuple[int, int]]:
    sizes = [len(own.keys) for own in of]
    every = np.concatenate([np.empty(0, np.int64), *(own.keys for own in of)])
    weights = np.concatenate([np.empty(0, np.int64), *(own.weights for own in of)])
    by_key = np.argsort(every, kind="stable")  # the holders of a key side by side, in the order of the documents
    holders, sorted_weights = np.repeat(np.arange(len(of)), sizes)[by_key], weights[by_key]
    _, first, of_key = np.unique(every[by_key], return_index=True, return_inverse=True)
    begins, ends = np.empty_like(by_key), np.empty_like(by_key)
    begins[by_key], ends[by_key] = first[of_key], np.arange(len(by_key))  # ends: where the row itself stands
    row = 0
    for at, size in enumerate(sizes):
        rows = [r for r in range(row, row + size) if ends[r] > begins[r]]
        row += size
        if not rows:
            continue
        spans = [slice(begins[r], ends[r]) for r in rows]
        found = np.concatenate([holders[s] for s in spans])
        products = np.concatenate([sorted_weights[s] * weights[r] for r, s in zip(rows, spans, strict=True)])
        counts = np.bincount(found)
        sums = np.bincount(found, weights=products)  # whole numbers below 2**53: exact
        for other in np.flatnonzero(counts):
            if enough(kind, size, int(counts[other]), int(sums[other])):
                yield at, int(other)


def _meetings(people: Sequence[str], date: str) -> Iterator[int]:
    """One number for every two of those who met, by surname, and the year."""
    surnames = sorted({p[-1] for name in people if (p := parts(name))})
    for one, other in combinations(surnames, 2):
        yield crc32(f"{one} {other} {date[:4]}".encode())
