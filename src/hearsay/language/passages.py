"""A sentence that tells of a conversation, and when two such can be of one."""

from __future__ import annotations

from dataclasses import dataclass

from hearsay.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence that tells of a conversation: entity ids of who took part, EDTF date, the place's name."""

    id: str
    document: str
    span: Span
    people: frozenset[str]
    date: str | None
    place: str | None


def same_people(a: Passage, b: Passage) -> bool:
    """Whether two of those who took part are the same."""
    return len(a.people & b.people) >= 2


def same_date(a: str | None, b: str | None) -> bool:
    """Whether two EDTF dates can be the same day: one is a coarser form of the other; never where one is missing.

    >>> same_date("2000", "2000-06-04"), same_date("1996-09-17", "1997-10-09"), same_date(None, "2000")
    (True, False, False)
    """
    if a is None or b is None:
        return False
    x, y = sorted((a.rstrip("~?"), b.rstrip("~?")), key=len)
    if x.startswith("[") or y.startswith("["):
        return False
    return y.startswith(x.split("X")[0])
