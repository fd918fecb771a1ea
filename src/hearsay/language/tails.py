"""Content to the left of its cue: the sentence, or its quotation, that a cue closes or interrupts."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.language.cue_patterns import BREAKS, Clause, Part, Verb, clause_end, form_at, found, speechlike
from hearsay.language.items import Item
from hearsay.language.noun_phrases import after

_BEFORE_CUE = BREAKS | {"?", "!"}
_OPENS_CONTENT = frozenset(("$", "[", "…"))


def tail(items: Sequence[Item], source: Part | None, cue: Part, stop: int) -> tuple[Part, ...] | None:
    """The content to the left of a cue clause that closes, or interrupts, its sentence; `stop` is where that clause
    ends. Where the content goes on after it, that is a second part."""
    begin = start_of(source, cue)
    if begin == 0:
        return None
    end = begin
    if items[end - 1].text in _BEFORE_CUE:
        end -= 1
    elif items[end - 1].quotation is None:
        return None
    if end == 0:
        return None
    first = 0
    while first < end and _mark(items[first]) and items[first].text not in _OPENS_CONTENT:
        first += 1
    parts = [(first, end)] if end > first else []
    parts += _goes_on(items, stop, quoted=items[end - 1].quotation is not None)
    return tuple(parts) or None


def _goes_on(items: Sequence[Item], stop: int, *, quoted: bool) -> list[Part]:
    """Where a content goes on after the cue clause that interrupts it; `quoted` tells how its first part ends."""
    close = next((i for i in range(stop, len(items)) if items[i].text in BREAKS), None)
    if close is None:
        later = next((i for i in range(stop, len(items)) if items[i].quotation is not None), None)
        return [(later, later + 1)] if later is not None and quoted and speechlike(items[later]) else []
    if close + 1 < len(items) and items[close + 1].quotation is not None:
        return [(close + 1, close + 2)]
    if not quoted and close + 2 < len(items) and form_at(items, close + 1) is None:
        return [(close + 1, clause_end(items, close + 1))]
    return []


def start_of(source: Part | None, cue: Part) -> int:
    """Where a source with its cue begins."""
    return min(source[0], cue[0]) if source else cue[0]


def _mark(item: Item) -> bool:
    return not item.is_word and item.quotation is None


def inverted(items: Sequence[Item], verb: Verb) -> Clause | None:
    """``“…,” said Lind, the harbour master.``"""
    at, stop = verb.cue
    if "s" not in verb.frames or at == 0 or verb.form.tense == "base":
        return None
    end = after(items, stop)
    if end == stop:
        return None
    last = items[at - 1]
    if last.quotation is None and last.text not in BREAKS:
        return None
    content = tail(items, None, verb.cue, end)
    return None if content is None else found(verb, "inverted", (stop, end), content)
