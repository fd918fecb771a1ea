"""The one cue that is no verb: ``according to Lind``."""

from __future__ import annotations

from collections.abc import Sequence

from hearsay.language.cue_patterns import BREAKS, Clause, Part, clause_end
from hearsay.language.items import Item

_GOES_ON = frozenset("a an which who whose".split())  # begins an apposition to the source
_LONGEST = 14  # items after which a comma ends the source in any case
_BEFORE = BREAKS | {"("}


def according_to(items: Sequence[Item], at: int) -> Clause | None:
    """The find whose cue begins at item `at`; its content stands before, after, or on both sides."""
    if items[at].lower != "according" or at + 2 >= len(items) or items[at + 1].lower != "to":
        return None
    begin = at + 2
    end = _source_end(items, begin)
    if end == begin:
        return None
    parts: list[Part] = []
    left_end = at
    while left_end > 0 and items[left_end - 1].text in _BEFORE:
        left_end -= 1
    if left_end > 0:
        parts.append((0, left_end))
    if end + 1 < len(items) and items[end].text in (",", ")"):
        right_end = clause_end(items, end + 1)
        if right_end > end + 1:
            parts.append((end + 1, right_end))
    if not parts:
        return None
    return Clause(
        pattern="according to",
        verb="according to",
        modality="said",
        source=(begin, end),
        cue=(at, begin),
        content=tuple(parts),
    )


def _source_end(items: Sequence[Item], begin: int) -> int:
    at = begin
    while at < len(items):
        item = items[at]
        if item.quotation is not None or item.text in ";:?!()—–":
            break
        if item.text == ",":
            following = items[at + 1] if at + 1 < len(items) else None
            if following is None or following.lower not in _GOES_ON or at - begin > _LONGEST:
                break
        if item.text == "." and at + 1 == len(items):
            break
        at += 1
    while at > begin and not items[at - 1].is_word and items[at - 1].quotation is None:
        at -= 1
    return at
