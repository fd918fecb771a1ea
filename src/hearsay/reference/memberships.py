"""Questions about memberships: who belonged to a body on a date, how many, who joined when, in which round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hearsay.reference.dates import When, certain, possible
from hearsay.reference.records import Count, Membership


class Round(NamedTuple):
    """One round of enlargement: its id and who joined in it."""

    id: str
    rows: tuple[Membership, ...]


class Members(NamedTuple):
    """Who was a member on every day of a date, and who may have been one on some day of it."""

    certain: tuple[Membership, ...]
    possible: tuple[Membership, ...]


def on(rows: Iterable[Membership], day: When) -> Members:
    """Who were members on a date. A seat that changed hands on that day is counted once, as the successor's."""
    sure: list[Membership] = []
    maybe: list[Membership] = []
    for row in rows:
        if certain(row.joined, row.left, day):
            sure.append(row)
        elif possible(row.joined, row.left, day):
            maybe.append(row)
    taken = {(name, row.joined) for row in (*sure, *maybe) for name in row.continues}
    return Members(
        tuple(row for row in sure if (row.state, row.left) not in taken),
        tuple(row for row in maybe if day.first != day.last or (row.state, row.left) not in taken),
    )


def count(rows: Iterable[Membership], day: When) -> Count:
    """How many members there were: the fewest and the most over the days of a date and what its rows leave open."""
    rows = [row for row in rows if possible(row.joined, row.left, day)]
    found = []
    for single in sorted(_turns(rows, day)):
        members = on(rows, When(single.isoformat(), single, single))
        found.append((len(members.certain), len(members.certain) + len(members.possible)))
    return Count(min(least for least, _ in found), max(most for _, most in found))


def joined(rows: Iterable[Membership], since: When, until: When) -> tuple[Membership, ...]:
    """Who joined, or may have, from the first day of `since` to the last of `until`; successions are no joining."""
    return tuple(
        row for row in rows if not row.continues and row.joined.first <= until.last and since.first <= row.joined.last
    )


def left(rows: Iterable[Membership], since: When, until: When) -> tuple[Membership, ...]:
    """Whose membership ended, or may have, in that time; those whose seat another state took over count too."""
    return tuple(row for row in rows if row.left and row.left.first <= until.last and since.first <= row.left.last)


def rounds(rows: Iterable[Membership], since: When, until: When) -> tuple[Round, ...]:
    """The rounds of enlargement in that time, by their dates; founders are in none."""
    found: dict[str, list[Membership]] = {}
    for row in sorted(joined(rows, since, until), key=lambda r: (r.joined.first, r.state)):
        if row.round:
            found.setdefault(row.round, []).append(row)
    return tuple(Round(name, tuple(members)) for name, members in found.items())


def history(rows: Iterable[Membership], state: str) -> tuple[Membership, ...]:
    """A state's memberships of one body, by date, with those of the states whose seat it continues."""
    rows = tuple(rows)
    wanted, seen = [state], set()
    while wanted:
        name = wanted.pop()
        if name not in seen:
            seen.add(name)
            wanted += [c for row in rows if row.state == name for c in row.continues]
    return tuple(sorted((row for row in rows if row.state in seen), key=lambda r: (r.joined.first, r.state)))


def _turns(rows: Iterable[Membership], day: When) -> set[date]:
    """The days of a date on which the number can change: what lies between two of them is like the earlier."""
    turns = {day.first, day.last}
    for row in rows:
        turns |= {row.joined.first, row.joined.last}
        if row.left:
            turns |= {row.left.first, row.left.last}
            turns |= {end + timedelta(days=1) for end in (row.left.first, row.left.last) if end < date.max}
    return {turn for turn in turns if day.first <= turn <= day.last}
