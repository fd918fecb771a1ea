"""Wordings that may differ because the words were translated: said only where a document says so itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hearsay.language.other_tongues import other_tongue
from hearsay.model import Annotations, Attribution, Place, Reason, Rendition, Utterance
from hearsay.text import Span

AROUND = 2  # sentences before and after the words in which a text may say so
WHY = "one of the two says that the words were spoken in another language: translation is not excluded"


def tongues(
    said: Sequence[Utterance], annotations: Mapping[str, Annotations], attributions: Mapping[str, Attribution]
) -> tuple[Utterance, ...]:
    """The utterances, each rendition worded differently with a reason where translation is not excluded."""
    return tuple(
        replace(u, renditions=tuple(_with_tongue(r, u, annotations, attributions) for r in u.renditions))
        if any(r.fidelity == "reworded" for r in u.renditions)
        else u
        for u in said
    )


def _with_tongue(
    r: Rendition, u: Utterance, annotations: Mapping[str, Annotations], attributions: Mapping[str, Attribution]
) -> Rendition:
    if r.fidelity != "reworded" or r.against is None:
        return r
    both = [r, *(x for x in u.renditions if x.document == r.against)]
    told = next((p for x in both for p in _told(x, annotations[x.document], attributions)), None)
    if told is None:
        return r
    return replace(r, reasons=(*r.reasons, Reason(of="translation", why=WHY, anchors=(told,))))


def _told(r: Rendition, a: Annotations, attributions: Mapping[str, Attribution]) -> Iterator[Place]:
    """Where a document says so: in the sentences around the words, outside quotations of its own."""
    if not a.document.english:
        return
    spans = [*r.spans, *(s for i in r.attributions for s in (*attributions[i].source, *attributions[i].cue))]
    at = [n for n, s in enumerate(a.sentences) if any(s.overlaps(x) for x in spans)]
    if not at:
        return
    quoted = [q.span for q in a.quotations if q.depth == 0]
    for n in range(max(0, at[0] - AROUND), min(len(a.sentences), at[-1] + AROUND + 1)):
        found = other_tongue(a.document.text, a.sentences[n])
        if found is not None and not any(q.covers(found) for q in quoted):
            yield Place(document=a.document.id, span=Span(*found))
