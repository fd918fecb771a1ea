"""How a rendition carries the words of a witness: which label, which words differ, and where that changes the sense.

The words of both are compared in the form of `hearsay.language.words.compared`, so that harmless variants of print are
none. What a rendition has beyond its witness, before or after, is no alteration of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.language.alignment import Step, closed_up, contiguous, runs, steps, subsequence
from hearsay.language.tellings import Telling, twice_over
from hearsay.model import Difference, Fidelity, Place, Reason
from hearsay.text import Span

CUT = "…"  # stands in the witness where it marks a cut itself, or where its quotation is broken off and taken up again
GAP = "\n"  # stands between two passages of the witness that are apart in its document; no word compares equal
CARRIED = (
    0.5  # share of a sentence's words that stand in runs of two or more in the witness, for it to be the witness's
)
RUN = 3  # words of a run that is no chance
ENDED = 4  # words before a cut of the witness, or after one, that place a piece there
LEFT_OUT = 4  # places at which words may be left out, beyond which it is another wording
NEAR = 6  # words of a stretch that differs, up to which a negation in it turns the sense of what stands around it
_NOT = frozenset("not never no nor none nobody nothing neither cannot".split())
_IF = frozenset("if unless until provided except without only".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A rendition held against its witness. `reasons` say how the label came about, and with `of` "sense" where words
    that turn the sense were dropped or put in."""

    fidelity: Fidelity
    difference: tuple[Difference, ...]
    reasons: tuple[Reason, ...]


def compare(t: Telling, witness: Sequence[Telling]) -> Comparison:
    """How a quoting telling carries the words of its witness: the tellings of one document, in order.

    The label is *verbatim*, *trimmed*, *spliced* or *reworded*, as `docs/fidelity.md` defines them.
    """
    theirs: list[Span] = []
    forms: list[str] = []
    gapped: list[str] = []
    for n, part in enumerate(witness):
        gapped += [GAP] if n else []
        for number, (begin, end) in enumerate(part.pieces):
            gapped += [CUT] if number else []
            gapped += part.forms[begin:end]
        forms += part.forms
        theirs += part.places
    fidelity, why = _label(t, forms, gapped)
    anchors = tuple(Place(document=w.document, span=s) for w in witness for s in w.spans)
    reasons = [Reason(of="fidelity", why=why, anchors=anchors)]
    if fidelity == "verbatim":
        return Comparison(fidelity=fidelity, difference=(), reasons=tuple(reasons))
    found = steps(t.forms, forms)
    reasons += _sense(found, t, theirs, forms, witness)
    ends = {n for n, (one, other) in enumerate(pairwise(theirs), 1) if _apart(witness, one, other)}
    difference = [
        Difference(op=s.op, words=_span(t.places, s.a), against=_span(theirs, b))
        for s in found
        for b in (_cut(s.b, ends) if s.op == "dropped" else (s.b,))
    ]
    return Comparison(fidelity=fidelity, difference=tuple(difference), reasons=tuple(reasons))


def _apart(witness: Sequence[Telling], one: Span, other: Span) -> bool:
    """Whether two words of the witness, next to each other, stand in two of its spans."""
    spans = [s for w in witness for s in w.spans]
    return not any(s.covers(one) and s.covers(other) for s in spans)


def _cut(words: tuple[int, int], ends: set[int]) -> Sequence[tuple[int, int]]:
    """A range of words, cut where what the witness carries is broken off and taken up again."""
    return tuple(pairwise([words[0], *sorted(n for n in ends if words[0] < n < words[1]), words[1]]))


def _span(places: Sequence[Span], of: tuple[int, int]) -> Span | None:
    return Span(places[of[0]].start, places[of[1] - 1].end) if of[1] > of[0] else None


def _label(t: Telling, forms: Sequence[str], gapped: Sequence[str]) -> tuple[Fidelity, str]:
    if list(t.forms) == list(forms):
        if GAP in gapped:
            return "spliced", "two passages that stand apart in the witness stand in one pair of marks"
        return "verbatim", "the same words; case, marks, spelling and small numbers folded"
    kept = [part for piece in t.pieces if (part := _carried(t, piece, forms))]
    beyond = sum(len(k) for k in kept) < len(t.forms)
    found = [_how(part, forms, gapped) for part in kept]
    if "reworded" not in found and any(contiguous(run, gapped) is None for run in _seams(t)):
        found.append("joined")
    more = "; it has more before or after, which the witness does not carry" if beyond else ""
    if "reworded" in found:
        return "reworded", f"words inside the marks are changed, added or moved against the witness{more}"
    if "joined" in found:
        return "spliced", f"two passages that stand apart in the witness stand in one pair of marks{more}"
    if "whole" in found and _negation_cut(t, forms):
        why = "the negation that the witness begins the passage with is left out, and nothing else before it"
        return "spliced", f"{why}{more}"
    if "spliced" in found:
        why = "words of the witness are left out inside one pair of marks without a mark; none is changed"
        return "spliced", f"{why}{more}"
    if [w for w, _ in closed_up(t.forms, forms)] == [w for w, _ in closed_up(forms, t.forms)]:
        return "verbatim", "the same words; case, marks, spelling, small numbers and words written apart folded"
    why = "each piece stands in the witness without a gap"
    return "trimmed", f"{why}; what is left out lies before, after, or where a cut is marked{more}"


def _seams(t: Telling) -> Iterator[tuple[str, ...]]:
    """The two words at each place where a passage that the telling prints again by itself joins on to others."""
    for begin, end in twice_over(t):
        for at in (begin, end):
            if at not in t.resumed and 0 < at < len(t.forms):
                yield t.forms[at - 1 : at + 1]


def _how(part: Sequence[str], forms: Sequence[str], gapped: Sequence[str]) -> str:
    """How one piece stands in the witness: ``whole``, ``joined`` over a gap, ``spliced`` or ``reworded``."""
    apart = [w for w in gapped if w != CUT]
    if contiguous(part, apart) is not None:
        return "whole"
    if contiguous(part, forms) is not None:
        return "joined"
    mine, theirs = [w for w, _ in closed_up(part, forms)], [w for w, _ in closed_up(gapped, part)]
    mine = _within(mine, theirs)
    if contiguous(mine, [w for w in theirs if w != CUT]) is not None:
        return "whole"
    plain = [w for w in theirs if w not in (GAP, CUT)]
    if subsequence(mine, plain) and _gaps(mine, plain) <= LEFT_OUT:
        return "spliced"
    return "reworded"


def _within(mine: list[str], theirs: list[str]) -> list[str]:
    """The words of a piece without those that the witness cannot bear out: before its first and after its last word,
    and where it marks a cut itself."""
    plain = [w for w in theirs if w not in (GAP, CUT)]
    mine = _ended(mine, theirs, plain)
    bounds = {0, len(plain)}
    passed = 0
    for w in theirs:
        if w in (GAP, CUT):
            bounds.add(passed)
        else:
            passed += 1
    found = steps(mine, plain)
    same = [n for n, s in enumerate(found) if s.op == "same"]
    out: list[str] = []
    for n, step in enumerate(found):
        edge = bool(same) and (n < same[0] or n > same[-1])
        free = step.op == "added" and step.b[0] in bounds
        free = free or (edge and step.op == "replaced" and (step.b[1] if n < same[0] else step.b[0]) in bounds)
        if step.a[1] - step.a[0] >= RUN and contiguous(mine[slice(*step.a)], plain) is not None:
            free = False  # the witness has these words, elsewhere
        if not free:
            out += mine[slice(*step.a)]
    return out or list(mine)


def _negation_cut(t: Telling, forms: Sequence[str]) -> bool:
    """Whether the first piece stands in the witness right behind the negation with which that begins."""
    begin, end = t.pieces[0]
    lead = next((n for n, f in enumerate(forms) if not _negates(f)), 0)
    return lead > 0 and tuple(forms[lead : lead + end - begin]) == t.forms[begin:end]


def _ended(mine: list[str], theirs: list[str], plain: list[str]) -> list[str]:
    """The words of a piece up to where the witness breaks off or ends, if it goes on with words that the witness has
    nowhere; or from there on, if it begins with such."""
    lengths = range(len(mine) - 1, ENDED - 1, -1)
    for n in (-1, *(n for n, w in enumerate(theirs) if w in (GAP, CUT)), len(theirs)):
        before = next((k for k in lengths if mine[:k] == theirs[max(0, n - k) : max(0, n)]), 0)
        if before and not runs(mine[before:], plain, RUN):
            return mine[:before]
        after = next((k for k in lengths if mine[-k:] == theirs[n + 1 : n + 1 + k]), 0)
        if after and not runs(mine[:-after], plain, RUN):
            return mine[-after:]
    return mine


def _carried(t: Telling, piece: tuple[int, int], forms: Sequence[str]) -> tuple[str, ...]:
    """The words of a piece without the sentences at its edges that are none of the witness's."""
    begin, end = piece
    starts = [n for n in sorted(t.breaks) if begin < n < end]
    bounds = [begin, *starts, end]
    sentences = [t.forms[a:b] for a, b in pairwise(bounds)]
    if len(sentences) == 1 and len(t.pieces) == 1:
        return t.forms[begin:end]
    have = [_has(s, forms) for s in sentences]
    if not any(have):
        return ()
    first, last = have.index(True), len(have) - have[::-1].index(True)
    return tuple(w for s in sentences[first:last] for w in s)


def _has(sentence: Sequence[str], forms: Sequence[str]) -> bool:
    if len(sentence) <= RUN:
        return contiguous(sentence, forms) is not None
    return sum(r.size for r in runs(sentence, forms, 2)) >= CARRIED * len(sentence)


def _gaps(part: Sequence[str], forms: Sequence[str]) -> int:
    found = steps(part, forms)
    inside = [n for n, s in enumerate(found) if s.op == "dropped" and 0 < n < len(found) - 1]
    return len(inside) if all(s.op in ("same", "dropped") for s in found) else LEFT_OUT + 1


def _sense(
    found: Sequence[Step], t: Telling, theirs: Sequence[Span], forms: Sequence[str], witness: Sequence[Telling]
) -> list[Reason]:
    """Where a negation was dropped or put in, or a condition dropped from the sentence that is carried."""
    out: list[Reason] = []
    ends = [n for n, s in enumerate(found) if s.op == "same"]
    for n, step in enumerate(found):
        if step.op == "same" or not ends or not ends[0] < n < ends[-1] + 2:
            continue
        mine = t.forms[slice(*step.a)]
        other = list(forms[slice(*step.b)])
        at_end = n > ends[-1]
        if at_end:  # what is left of the sentence that breaks off, no further
            stop = _sentence_end(witness, step.b[0])
            other = other[: max(0, stop - step.b[0])]
        near = max(len(mine), len(other)) <= NEAR  # in a longer stretch of other words a "not" may belong to anything
        dropped_not = near and any(_negates(f) for f in other) and not any(_negates(f) for f in mine)
        added_not = near and any(_negates(f) for f in mine) and not any(_negates(f) for f in other)
        dropped_if = step.op == "dropped" and any(f in _IF for f in other)
        places = [Place(document=witness[0].document, span=s) for s in (_span(theirs, step.b),) if s is not None]
        places += [Place(document=t.document, span=s) for s in (_span(t.places, step.a),) if s is not None]
        for told, why in (
            (dropped_not and not at_end, "a negation of the witness is missing"),
            (added_not, "a negation is put in that the witness does not have"),
            (dropped_if, "a condition of the witness is missing"),
        ):
            if told:
                out.append(Reason(of="sense", why=why, anchors=tuple(places)))
    return out


def _negates(form: str) -> bool:
    return form in _NOT or form.endswith("n't")


def _sentence_end(witness: Sequence[Telling], at: int) -> int:
    """The number of the word before which the witness's next sentence begins."""
    passed = 0
    for part in witness:
        if at < passed + len(part.forms):
            later = [n for n in part.breaks if n >= at - passed]
            return passed + (min(later) if later else len(part.forms))
        passed += len(part.forms)
    return at
