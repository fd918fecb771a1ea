"""What must not be in tables that are used together: duplicates, stretches that overlap, states nobody knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from hearsay.model import Problem
from hearsay.reference.dates import overlap
from hearsay.reference.names import Names
from hearsay.reference.records import Body, Membership, Row, State, Term


def overlapping(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of rows that cannot both be so: one membership twice, two holders of one office, one name for two states.

    Each pair comes in the order of `rows`. Terms that may share a month, because only months are known, are no pair.
    """
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Membership):
            groups["member", row.body, row.state].append(row)
        elif isinstance(row, Term):
            groups["term", row.office, row.of].append(row)
        elif isinstance(row, State | Body):
            groups["name", row.name].append(row)
        else:
            groups["wording", row.office, row.of or "", row.wording.casefold()].append(row)
    for group in groups.values():
        for n, one in enumerate(group):
            for other in group[n + 1 :]:
                if _meet(one, other):
                    yield one, other


def of_one_table(rows: tuple[Row, ...], file: str) -> tuple[tuple[Row, ...], list[Problem]]:
    """The rows of a table without those that overlap an earlier one, and a problem for each that was left out."""
    left_out: dict[Row, Row] = {}
    for one, other in overlapping(rows):
        if one not in left_out:
            left_out.setdefault(other, one)
    problems = [
        Problem(
            path=file,
            record=f"line {row.place.line}",
            what=f"the line {'repeats' if _same(row, first) else 'overlaps'} line {first.place.line}",
            why="it was left out; keep one of the two, or correct the dates",
        )
        for row, first in left_out.items()
    ]
    return tuple(row for row in rows if row not in left_out), problems


def unknown(rows: Iterable[Row], names: Names, file: str) -> list[Problem]:
    """A problem for each membership or term of a state or body that no table names; the rows are used all the same."""
    problems = []
    for row in rows:
        wanted: tuple[tuple[str, str], ...] = ()
        if isinstance(row, Membership):
            wanted = (("state", row.state), ("body", row.body))
        elif isinstance(row, Term):
            wanted = (("state or body", row.of),)
        for what, name in wanted:
            if not names.exact(name):
                problems.append(
                    Problem(
                        path=file,
                        record=f"line {row.place.line}",
                        what=f"no table names the {what} “{name}”",
                        why="it is found by this name only; add a line to a table of states or bodies",
                    )
                )
    return problems


def _meet(one: Row, other: Row) -> bool:
    if isinstance(one, Membership) and isinstance(other, Membership):
        return _same(one, other) or overlap(one.joined, one.left, other.joined, other.left)
    if isinstance(one, Term) and isinstance(other, Term):
        return _same(one, other) or overlap(one.since, one.until, other.since, other.until)
    return True


def _same(one: Row, other: Row) -> bool:
    if isinstance(one, Term) and isinstance(other, Term):
        return (one.holder, one.since, one.until) == (other.holder, other.since, other.until)
    if isinstance(one, Membership) and isinstance(other, Membership):
        return (one.joined, one.left) == (other.joined, other.left)
    return True
