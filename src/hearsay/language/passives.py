"""Passive cues: somebody said it, and the text does not say who, unless "by" does."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.language.cue_patterns import Clause, Verb, clause_end, found, speechlike
from hearsay.language.items import Item
from hearsay.language.noun_phrases import after, before

_OPENS_CONTENT = frozenset("that whether if why how".split())


def passive(items: Sequence[Item], verb: Verb) -> Clause | None:
    """``they were told that …``, ``it was reported that …``, ``the lease was denounced by the board``; the verb's cue
    takes in its auxiliaries."""
    start, stop = verb.cue
    if not verb.frames & {"a", "c", "t"} or stop >= len(items):
        return None
    subject = before(items, start)
    opening = items[stop]
    if opening.lower == "by":
        end = after(items, stop + 1)
        if end == stop + 1 or subject is None:
            return None
        if end < len(items) and items[end].lower in _OPENS_CONTENT and "a" in verb.frames:
            told = (subject, start)  # "Vele was told by Lind that …"
            content = ((end, clause_end(items, end)),)
            return found(verb, "passive", (stop + 1, end), content, cue=(start, stop + 1), addressee=told)
        return found(verb, "passive", (stop + 1, end), ((subject, start),), cue=(start, stop + 1))
    if opening.lower not in _OPENS_CONTENT and opening.quotation is None and opening.text != ":":
        return None
    begin = stop + 1 if opening.text == ":" else stop
    if begin >= len(items) or (items[begin].quotation is not None and not speechlike(items[begin])):
        return None
    addressee = (subject, start) if subject is not None and "a" in verb.frames else None
    return found(verb, "passive", None, ((begin, clause_end(items, begin)),), addressee=addressee)
