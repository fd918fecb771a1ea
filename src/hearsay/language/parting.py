"""What one document prints as one quotation and another as two: divided where its marks are, or joined by the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hearsay.language.alignment import runs, shared_words
from hearsay.language.tellings import Telling, divided, fused

GRAM = 3  # words of a run by which a part of a quotation is known
NEAR = 60  # code points between two quotations of one speaker that another document prints as one
CLOSE = 100  # code points between two that another prints one after the other, up to which they are one utterance
LEAST = 4  # words of the shortest part that is said to stand a second time


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Where in a telling the words of another telling stand: half-open, in words."""

    begin: int
    end: int
    other: Telling


def parted(
    whole: Sequence[Telling], matches: Sequence[tuple[str, str]]
) -> tuple[list[Telling], Mapping[str, tuple[str, tuple[str, ...]]]]:
    """The tellings, divided where another document carries their parts as two; and those that have joined two.

    A quotation has joined two where nothing divides it at the seam, and its own document carries one of them again by
    itself, or the record of the day has other words between them. It is mapped to the one that it shares most with, and
    to both.
    """
    by_id = {t.id: t for t in whole}
    beside: dict[str, list[str]] = defaultdict(list)
    for a, b in matches:
        beside[a].append(b)
        beside[b].append(a)
    in_document: dict[str, list[Telling]] = defaultdict(list)
    for t in whole:
        in_document[t.document].append(t)
    joined: dict[str, tuple[str, tuple[str, ...]]] = {}
    cuts: dict[str, set[int]] = defaultdict(set)
    next_to: dict[str, str] = {}
    following = {a.id: b.id for mine in in_document.values() for a, b in pairwise(mine) if _neighbours(a, b)}
    for t in whole:
        for one, other in _apart(t, [by_id[i] for i in beside.get(t.id, ())]):
            if _has_joined(t, one, other, in_document):
                both = (one, other)
                most = max(both, key=lambda p: (p.end - p.begin, p.other.id))
                joined.setdefault(t.id, (most.other.id, tuple(p.other.id for p in both)))
            elif following.get(one.other.id) == other.other.id:
                next_to[one.other.id] = other.other.id
            elif _between(one.other, other.other) > CLOSE:
                cuts[t.id].update(n for n in t.resumed if one.end - 1 <= n <= other.begin + 1)
    held = {i for _, both in joined.values() for i in both} | set(joined)
    out: list[Telling] = []
    taken: set[str] = set()
    for t in whole:
        if t.id in taken:
            continue
        if t.id in next_to and t.id not in held:
            run = t
            at = t.id
            while at in next_to and next_to[at] not in held:
                at = next_to[at]
                taken.add(at)
                run = fused(run, by_id[at])
            out.append(run)
        else:
            out += [t] if t.id in held else divided(t, sorted(cuts[t.id]))
    kept = {t.id for t in out}
    return out, {k: v for k, v in joined.items() if v[0] in kept and set(v[1]) <= kept}


def _neighbours(a: Telling, b: Telling) -> bool:
    """Whether two quotations of one document follow each other as words of one speaker do."""
    same = not a.speakers or not b.speakers or bool(set(a.speakers) & set(b.speakers))
    near = 0 <= b.spans[0].start - a.spans[-1].end <= NEAR
    return a.quoted and b.quoted and same and near and not a.nested and not b.nested


def _between(a: Telling, b: Telling) -> int:
    """How many code points lie between two tellings of one document, in whichever order."""
    return max(b.spans[0].start - a.spans[-1].end, a.spans[0].start - b.spans[-1].end)


def _apart(t: Telling, others: Sequence[Telling]) -> Iterator[tuple[_Part, _Part]]:
    """Runs of words that follow each other in this telling and belong to two tellings of one other document."""
    found: dict[str, list[_Part]] = defaultdict(list)
    for other in others:
        if other.document != t.document:
            found[other.document] += [
                _Part(begin=r.b, end=r.b + r.size, other=other) for r in runs(other.forms, t.forms, GRAM)
            ]
    for document in sorted(found):
        parts_of: list[_Part] = []
        for part in sorted(found[document], key=lambda p: (p.begin, -p.end, p.other.id)):
            last = parts_of[-1] if parts_of else None
            if last is not None and last.other.id == part.other.id and part.begin - last.end <= GRAM:
                parts_of[-1] = replace(last, end=max(last.end, part.end))
            elif last is None or part.begin >= last.end:
                parts_of.append(part)
        yield from ((a, b) for a, b in pairwise(parts_of) if a.other.id != b.other.id)


def _has_joined(t: Telling, one: _Part, other: _Part, in_document: Mapping[str, Sequence[Telling]]) -> bool:
    if other.begin - one.end > 1 or any(n in range(one.end, other.begin + 1) for n in t.resumed):
        return False
    again = any(_again(t, part, in_document[t.document]) for part in (one, other))
    if again:
        return True
    between = (
        x
        for x in in_document[one.other.document]
        if one.other.spans[-1].end <= x.spans[0].start and x.spans[-1].end <= other.other.spans[0].start
    )
    return one.other.record and any(x.quoted for x in between)


def _again(t: Telling, part: _Part, mine: Sequence[Telling]) -> bool:
    """Whether the words of a part stand in the document of the whole a second time."""
    rest = t.forms[: part.begin] + t.forms[part.end :]
    return _stands(part.other, rest) or any(m.id != t.id and m.quoted and _stands(part.other, m.forms) for m in mine)


def _stands(other: Telling, forms: Sequence[str]) -> bool:
    return len(other.forms) >= LEAST and shared_words(forms, other.forms) >= 0.8 * len(other.forms)
