"""Quotations that stand in none of the witnesses in hand that carry the passage around them whole.

Said only where one document is another's copy almost to the word, the words before and after the quotation follow each
other in the other document, and the quotation stands nowhere in it. A quotation of a document that is nobody's copy has
no such witnesses and is never called so; nor one that the copy may have left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate

from hearsay.language.alignment import shared_words, word_forms
from hearsay.language.words import words
from hearsay.model import Annotations, Copy, Document, Place, Reason, Rendition, Utterance
from hearsay.text import Span

LEAST = 6  # words of the shortest quotation of which it is said
SEAM = 3  # words of the witness that may stand where the quotation would
ELSEWHERE = 0.6  # share of its words that a passage of the witness may have, in order
OTHERWISE = 0.02  # share of a document's words, this passage aside, in which the two may differ
_WINDOW = 3  # lengths of the quotation, in which it is looked for around the seam


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """Another document beside one, of which two one is a copy: the runs that both have, the one's first and in its
    order, where they start and how far they have reached. `allowed` is how many more words the one may have that the
    other has not."""

    document: str
    text: str
    pairs: tuple[tuple[Span, Span], ...]
    starts: tuple[int, ...]
    reached: tuple[int, ...]
    allowed: float


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
    beside: dict[str, list[tuple[str, Callable[[], _Beside | None]]]] = defaultdict(list)
    for c in copies:
        if c.of is not None and c.evidence:
            one, other = annotations[c.document].document, annotations[c.of].document
            turned = tuple((y, x) for x, y in c.evidence)
            beside[one.id].append((other.id, cache(partial(_beside, one, other, c.evidence))))
            # Where it is said who has the text from whom, the later may have left words out.
            later = c.direction != "unknown"
            beside[other.id].append((one.id, (lambda: None) if later else cache(partial(_beside, other, one, turned))))
    out = []
    for u in utterances:
        changed = tuple(_marked(r, u.renditions, annotations, beside.get(r.document, ())) for r in u.renditions)
        out.append(replace(u, renditions=changed) if changed != u.renditions else u)
    return tuple(out)


def _beside(mine: Document, other: Document, pairs: Sequence[tuple[Span, Span]]) -> _Beside | None:
    """``None`` where the other has more than next to nothing besides what both have."""
    pairs = tuple(sorted(pairs))
    shared = sum(_count(mine.text, *a) for a, _ in pairs)
    whole, theirs = _count(mine.text, 0, len(mine.text)), _count(other.text, 0, len(other.text))
    if theirs - shared > OTHERWISE * theirs:
        return None
    return _Beside(
        document=other.id,
        text=other.text,
        pairs=pairs,
        starts=tuple(a.start for a, _ in pairs),
        reached=tuple(accumulate((a.end for a, _ in pairs), max)),
        allowed=OTHERWISE * whole - (whole - shared),
    )


def _marked(
    r: Rendition,
    renditions: Sequence[Rendition],
    annotations: Mapping[str, Annotations],
    beside: Sequence[tuple[str, Callable[[], _Beside | None]]],
) -> Rendition:
    if r.fidelity == "indirect" or not beside:
        return r
    text = annotations[r.document].document.text
    documents = {document for document, _ in beside}
    theirs = [
        word_forms(annotations[o.document].document.text, s)
        for o in renditions
        if o.document in documents
        for s in o.spans
    ]
    seams = [
        seam
        for span in r.spans
        if len(forms := word_forms(text, span)) >= LEAST
        and not any(shared_words(forms, t) >= ELSEWHERE * min(len(forms), len(t)) for t in theirs)
        for _, made in beside
        if (other := made()) is not None and (seam := _seam(text, span, forms, other)) is not None
    ]
    if not seams:
        return r
    places = tuple(Place(document=s.document, span=span) for s in seams for span in (s.before, s.after) if span)
    why = "not found in the witnesses that carry the passage around it, word for word"
    return replace(
        r, also=(*r.also, "unsupported"), reasons=(*r.reasons, Reason(of="unsupported", why=why, anchors=places))
    )


def _seam(text: str, span: Span, forms: Sequence[str], beside: _Beside) -> _Seam | None:
    at = bisect_left(beside.starts, span.start)
    if at == 0 or beside.reached[at - 1] > span.start or (at < len(beside.pairs) and beside.starts[at] < span.end):
        return None  # nothing shared before it, or it is shared itself
    before = beside.pairs[at - 1]
    after = beside.pairs[at] if at < len(beside.pairs) else None
    left, right = before[1].end, after[1].start if after else len(beside.text)
    if _count(beside.text, left, right) > SEAM or _count(beside.text, right, left) > SEAM:
        return None  # "Lind said." may be the end of what is before and of what is after: then they overlap
    passage = _count(text, before[0].end, after[0].start if after else len(text))
    if beside.allowed + passage < 0:
        return None
    reach = _WINDOW * (span.end - span.start)
    around = Span(max(0, min(left, right) - reach), min(len(beside.text), max(left, right) + reach))
    if _stands(forms, beside.text, around):
        return None
    return _Seam(document=beside.document, before=before[1], after=after[1] if after else None)


def _stands(forms: Sequence[str], text: str, around: Span) -> bool:
    """Whether most of the words stand in a stretch of the text not much longer than themselves."""
    have = word_forms(text, around)
    size = len(forms) + len(forms) // 2
    return any(
        shared_words(forms, have[n : n + size]) >= ELSEWHERE * len(forms) for n in range(0, len(have), len(forms) // 2)
    )


def _count(text: str, start: int, end: int) -> int:
    return sum(1 for w in words(text, Span(start, end)) if w.is_word) if end > start else 0
