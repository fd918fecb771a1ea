"""At which hand the words of a rendition changed: held against the text it was taken from, as far as that is in hand.

The text before is the one a document was copied from, or else the nearest document that its chain names. Where that
carries the same words, they changed earlier; where it carries others, they changed on the way from it; where it is not
in hand, that is open, and nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.language.words import compared, words
from hearsay.model import Annotations, Attribution, Copy, Place, Reason, Rendition, Utterance

HERE = "the words changed on the way from the text it was taken from, which has them otherwise"
EARLIER = "the text it was taken from has the words so already: they changed before it"
SHARED = 0.5  # of a rendition's words that the text before must carry to be held against it
_ALTERED = frozenset(("trimmed", "spliced", "reworded"))


def hops(
    said: Sequence[Utterance],
    annotations: Mapping[str, Annotations],
    attributions: Mapping[str, Attribution],
    copies: Sequence[Copy],
) -> tuple[Utterance, ...]:
    """The utterances, each altered rendition with a reason that says where its words changed, if that can be seen."""
    parents: dict[str, list[str]] = {}
    for c in sorted(copies, key=lambda c: (c.direction == "unknown", c.of or "")):
        if c.of is not None and c.direction != "unknown":
            parents.setdefault(c.document, []).append(c.of)
    out = []
    for u in said:
        carried = {r.document: r for r in reversed(u.renditions)}
        out.append(
            replace(
                u, renditions=tuple(_with_hop(r, carried, annotations, attributions, parents) for r in u.renditions)
            )
        )
    return tuple(out)


def _with_hop(
    r: Rendition,
    carried: Mapping[str, Rendition],
    annotations: Mapping[str, Annotations],
    attributions: Mapping[str, Attribution],
    parents: Mapping[str, Sequence[str]],
) -> Rendition:
    if r.fidelity not in _ALTERED:
        return r
    chain = [link.who for a in r.attributions for link in attributions[a].chain if link.who in annotations]
    before = next((d for d in (*parents.get(r.document, ()), *chain) if d != r.document and d in carried), None)
    if before is None:
        return r
    theirs = carried[before]
    mine, told = _words(r, annotations), _words(theirs, annotations)
    if sum((Counter(mine) & Counter(told)).values()) < SHARED * len(mine):
        return r  # another part of the same words: nothing to hold it against
    why = EARLIER if mine == told else HERE
    anchors = (Place(document=r.document, span=r.spans[0]), Place(document=before, span=theirs.spans[0]))
    return replace(r, reasons=(*r.reasons, Reason(of="hop", why=why, anchors=anchors)))


def _words(r: Rendition, annotations: Mapping[str, Annotations]) -> tuple[str, ...]:
    text = annotations[r.document].document.text
    return tuple(compared(w.lower) for s in r.spans for w in words(text, s) if w.is_word)
