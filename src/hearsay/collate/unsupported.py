"""Quotations that stand in none of the witnesses in hand that carry the passage around them whole.

Said only where one document is another's copy almost to the word, the words before and after the quotation follow each
other in the other document, and the quotation stands nowhere in it. A quotation of a document that is nobody's copy has
no such witnesses and is never called so; nor one that the copy may have left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.language.alignment import comparable, shared_words
from hearsay.language.words import words
from hearsay.model import Annotations, Copy, Place, Reason, Rendition, Utterance
from hearsay.text import Span

LEAST = 6  # words of the shortest quotation of which it is said
SEAM = 3  # words of the witness that may stand where the quotation would
ELSEWHERE = 0.6  # share of its words that a passage of the witness may have, in order
OTHERWISE = 0.02  # share of a document's words, this passage aside, in which the two may differ
_WINDOW = 3  # lengths of the quotation, in which it is looked for around the seam


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seam:
    """Where the words around a quotation follow each other in a witness."""

    document: str
    before: Span | None
    after: Span | None


def unsupported(
    utterances: Sequence[Utterance], annotations: Mapping[str, Annotations], copies: Sequence[Copy]
) -> tuple[Utterance, ...]:
    """The utterances, with what is in marks and in none of the witnesses that carry the passage marked as such.

    `annotations` by document.
    """
    beside: dict[str, list[Copy]] = defaultdict(list)
    for c in copies:
        if c.of is not None and c.evidence:
            beside[c.document].append(c)
            beside[c.of].append(c)
    carriers = {u.id: {r.document for r in u.renditions} for u in utterances}
    out = []
    for u in utterances:
        changed = tuple(_marked(r, carriers[u.id], annotations, beside.get(r.document, ())) for r in u.renditions)
        out.append(replace(u, renditions=changed) if changed != u.renditions else u)
    return tuple(out)


def _marked(
    r: Rendition, carriers: set[str], annotations: Mapping[str, Annotations], copies: Sequence[Copy]
) -> Rendition:
    if r.fidelity == "indirect" or not copies:
        return r
    text = annotations[r.document].document.text
    others: list[tuple[str, Copy, bool]] = []
    for c in copies:
        other, mine = (c.of, True) if c.document == r.document else (c.document, False)
        if other in carriers:
            return r
        if other is not None and (mine or c.direction == "unknown"):
            others.append((other, c, mine))  # else the other has this text from here, and may have left words out
    seams = [
        seam
        for span in r.spans
        if len(forms := comparable(text, span)[1]) >= LEAST
        for other, c, mine in others
        if (seam := _seam(span, forms, annotations[r.document], annotations[other], c, mine=mine)) is not None
    ]
    if not seams:
        return r
    places = tuple(Place(document=s.document, span=span) for s in seams for span in (s.before, s.after) if span)
    why = "not found in the witnesses that carry the passage around it, word for word"
    return replace(
        r, also=(*r.also, "unsupported"), reasons=(*r.reasons, Reason(of="unsupported", why=why, anchors=places))
    )


def _seam(
    span: Span, forms: Sequence[str], mine_in: Annotations, other_in: Annotations, copy: Copy, *, mine: bool
) -> _Seam | None:
    text, other = mine_in.document.text, other_in.document.text
    pairs = sorted((a, b) if mine else (b, a) for a, b in copy.evidence)
    begin, end = span
    if any(a.start < end and begin < a.end for a, _ in pairs):
        return None
    before = max((p for p in pairs if p[0].end <= begin), default=None, key=lambda p: p[0].end)
    after = min((p for p in pairs if p[0].start >= end), default=None, key=lambda p: p[0].start)
    if before is None:
        return None
    left = before[1].end
    right = after[1].start if after else len(other)
    if right < left or _count(other, left, right) > SEAM:
        return None
    passage = _count(text, before[0].end, after[0].start if after else len(text))
    shared = sum(_count(text, a.start, a.end) for a, _ in pairs)
    whole = _count(text, 0, len(text))
    theirs = _count(other, 0, len(other))
    if whole - passage - shared > OTHERWISE * whole or theirs - shared > OTHERWISE * theirs:
        return None
    around = Span(max(0, left - _WINDOW * (end - begin)), min(len(other), right + _WINDOW * (end - begin)))
    if shared_words(forms, comparable(other, around)[1]) >= ELSEWHERE * len(forms) and _stands(forms, other, around):
        return None
    return _Seam(document=other_in.document.id, before=before[1], after=after[1] if after else None)


def _stands(forms: Sequence[str], text: str, around: Span) -> bool:
    """Whether most of the words stand in a stretch of the text not much longer than themselves."""
    have = comparable(text, around)[1]
    size = len(forms) + len(forms) // 2
    return any(
        shared_words(forms, have[n : n + size]) >= ELSEWHERE * len(forms) for n in range(0, len(have), len(forms) // 2)
    )


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for w in words(text, Span(start, end)) if w.is_word) if end > start else 0
