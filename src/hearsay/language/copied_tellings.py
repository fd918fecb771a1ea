"""Indirect speech that a document has from another with the passage it stands in: one utterance, told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hearsay.language.span_index import SpanIndex
from hearsay.language.tellings import Telling
from hearsay.model import Copy

SAME = 0.85  # share of the words of each that two tellings of one passage have in common


def copied_tellings(found: Sequence[Telling], copies: Sequence[Copy]) -> Iterator[tuple[str, str]]:
    """Pairs of ids of indirect tellings with the same words, in a passage that both documents carry."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for t in found:
        if not t.quoted and t.content and t.attributions:
            told[t.document].append(t)
    places = {d: SpanIndex((s, t) for t in its for s in t.spans) for d, its in told.items()}
    for c in copies:
        if c.of is None or c.document not in places or c.of not in places:
            continue
        for mine, theirs in c.evidence:
            beside = places[c.of].touching(theirs)
            for t in places[c.document].touching(mine):
                yield from ((t.id, o.id) for o in beside if _same(t, o))


def _same(a: Telling, b: Telling) -> bool:
    both = len(a.content.keys() & b.content.keys())
    return both >= SAME * max(len(a.content), len(b.content))
