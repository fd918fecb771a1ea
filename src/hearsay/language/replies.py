"""Who answers whom: words spoken right behind another's, with a verb of answering."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from hearsay.model import Attribution, Place, Reason

_ANSWERS = frozenset(("reply", "answer", "respond", "retort", "counter"))
_NEAR = 60  # code points between the words that are answered and the sentence part that answers
_SPOKEN = ("direct", "mixed")


def answered(said: Sequence[Attribution], verbs: Mapping[str, str | None]) -> list[Attribution]:
    """`said`, in which one who answers inside another's words speaks to the one answered, who spoke to him; what has an
    addressee keeps it. `verbs` are the verbs of the cues, by attribution.

    Only words in marks are taken for a turn of a talk, and only inside another's: there the teller gives both turns.
    """
    out = list(said)
    inside: dict[str, list[int]] = defaultdict(list)
    for at, a in enumerate(out):
        if a.parent is not None and a.mode in _SPOKEN and len(a.speaker) == 1:
            inside[a.parent].append(at)
    for turns in inside.values():
        turns.sort(key=lambda at: out[at].content[0].start)
        for before, behind in pairwise(turns):
            one, other = out[before], out[behind]
            begins = min(s.start for s in (*other.source, *other.cue, *other.content))
            near = 0 <= begins - one.content[-1].end <= _NEAR
            if verbs.get(other.id) not in _ANSWERS or one.speaker == other.speaker or not near:
                continue
            out[before] = _to(one, other, "who answers these words")
            out[behind] = _to(other, one, "whom these words answer")
    return out


def _to(of: Attribution, to: Attribution, why: str) -> Attribution:
    """The attribution as said to the speaker of another, where it is said to nobody yet."""
    if of.addressee is not None:
        return of
    place = Place(document=of.document, span=(to.source or to.cue)[0])
    return replace(
        of, addressee=to.speaker[0], reasons=(*of.reasons, Reason(of="addressee", why=why, anchors=(place,)))
    )
