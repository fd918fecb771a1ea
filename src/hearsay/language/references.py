"""Which witness a rendition is held against: the record of the day, else the fullest, else whoever carries its words.

Dates play no part, and the reference is not the truth: it is what the others are held against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from hearsay.language.alignment import shared_words
from hearsay.language.fidelity import Comparison, compare
from hearsay.language.tellings import Telling, fused, part_of, twice_over
from hearsay.model import Fidelity

MANY = 40  # tellings of one utterance among which every pair is looked at
CARRIED = 0.5  # share of a rendition's words that its witness has, while another has more
CARRIES = 0.7  # share of a passage's words that a second witness has, for the passage to be held against it
PASSAGE = 6  # words of the shortest passage that is held against a second witness
AGAIN = 0.5  # share of the shorter of two passages that the longer has, from which on it is told twice

_GRAVE: tuple[Fidelity, ...] = ("indirect", "verbatim", "trimmed", "spliced", "reworded")


def gathered(carried: Sequence[Telling]) -> list[Telling]:
    """The tellings of one utterance, those of one document that follow each other in the words of one speaker made one.

    What a document says twice over, in its headline and below it, stays two.
    """
    out: list[Telling] = []
    last: dict[str, int] = {}
    for t in sorted(carried, key=lambda t: (t.document, t.spans[0], t.id)):
        at = last.get(t.document)
        if at is not None and _goes_on(out[at], t):
            out[at] = fused(out[at], t)
        elif t.quoted:
            last[t.document] = len(out)
            out.append(t)
        else:
            out.append(t)
    return out


def _goes_on(first: Telling, second: Telling) -> bool:
    """Whether two tellings of one document are parts of one: other words of the same speaker, further on."""
    if not (first.quoted and second.quoted) or first.nested or second.nested:
        return False
    if first.speakers and second.speakers and not set(first.speakers) & set(second.speakers):
        return False
    if second.spans[0].start < first.spans[-1].end:
        return False
    shorter = min(len(first.forms), len(second.forms))
    return shared_words(first.forms, second.forms) < AGAIN * shorter


def reference(carried: Sequence[Telling]) -> Telling:
    """The witness that the others are held against: a record of the day that carries half of it or more, else the
    fullest; of several as full, the one whose words most of the others have."""
    quoted = [t for t in carried if t.quoted] or list(carried)
    most = max(len(t.forms) for t in quoted)
    records = [t for t in quoted if t.record and len(t.forms) >= 0.5 * most]
    if records:
        return max(records, key=lambda t: (len(t.forms), t.document, t.id))
    quoted = [t for t in quoted if not twice_over(t)] or quoted
    most = max(len(t.forms) for t in quoted)
    full = sorted((t for t in quoted if len(t.forms) == most), key=lambda t: t.id)[:MANY]
    others = sorted(quoted, key=lambda t: t.id)[:MANY]

    printed: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for o in others:
        printed[o.forms].add(o.document)
    shared = {f: {o: shared_words(o, f) for o in printed} for f in {t.forms for t in full}} if len(full) > 1 else {}

    def support(t: Telling) -> int:
        """Words that others have in common with it."""
        return sum(n * len(printed[o] - {t.document}) for o, n in shared.get(t.forms, {}).items())

    return max(full, key=lambda t: (support(t), len(t.forms), bool(t.speakers), t.sure, t.document, t.id))


def witness(t: Telling, carried: Sequence[Telling], reference: Telling) -> Telling:
    """What `t` is held against: the reference, or where that has little of its words and another document's telling
    more, the one that has most of them."""
    others = [o for o in carried if o.document != t.document and o.quoted]
    if not others or not t.quoted:
        return reference
    have = shared_words(t.forms, reference.forms) if reference.document != t.document else -1
    if have >= CARRIED * len(t.forms):
        return reference
    best = max(others, key=lambda o: (shared_words(t.forms, o.forms), len(o.forms), o.document, o.id))
    return best if shared_words(t.forms, best.forms) > have else reference


def gravest(t: Telling, held: Sequence[Telling], others: Sequence[Telling]) -> tuple[Comparison, Telling]:
    """How `t` carries the words of `held`, the tellings of one document; or how a passage of it that `held` has little
    of carries those of another telling, where that is the graver. With it the telling that it was held against."""
    best, against = compare(t, held), held[0]
    bounds = sorted({*t.resumed, 0, len(t.forms)})
    for begin, end in pairwise(bounds) if len(bounds) > 2 else ():
        passage = t.forms[begin:end]
        if len(passage) < PASSAGE or any(shared_words(passage, h.forms) >= CARRIED * len(passage) for h in held):
            continue
        beside = [o for o in others if o.quoted and o.document != t.document][:MANY]
        o = max(beside, key=lambda o: (shared_words(passage, o.forms), o.document, o.id), default=held[0])
        if shared_words(passage, o.forms) >= CARRIES * len(passage):
            found = compare(part_of(t, begin, end), (o,))
            if _GRAVE.index(found.fidelity) > _GRAVE.index(best.fidelity):
                best, against = found, o
    return best, against
