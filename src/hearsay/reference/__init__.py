"""Dated reference tables: memberships, offices, states, each row with where it was confirmed.

The tables are the CSV files in this folder; beside each lies a header file (TOML) that says what its words mean, where
it comes from and up to which day it goes. A row that no second place confirms must not decide a check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from hearsay.errors import ReferenceTablesError
from hearsay.model import Problem
from hearsay.reference import checks, files, memberships, offices
from hearsay.reference.dates import When, when
from hearsay.reference.memberships import Members, Round
from hearsay.reference.names import Names
from hearsay.reference.records import (
    Body,
    Count,
    Membership,
    Office,
    OfficeName,
    Place,
    Row,
    State,
    Table,
    Term,
)

__all__ = [
    "Body",
    "Count",
    "Members",
    "Membership",
    "Office",
    "OfficeName",
    "Place",
    "Reference",
    "Round",
    "State",
    "Table",
    "Term",
    "When",
    "load",
    "when",
]

SHIPPED = Path(__file__).parent
_ANY = When("..", when("0001").first, when("9999").last)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """All tables that are in use, and the questions they answer. Dates are given as text: ``2004``, ``2004-05-01``.

    A question about a date of which only a year or a month is given finds every row that fits some day of it. A date
    that cannot be read raises `DateTextError`; names that no table has give empty answers. `own` is the hash of the
    tables that were added to the shipped ones, ``None`` where none were.
    """

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]
    states: tuple[State, ...]
    bodies: tuple[Body, ...]
    terms: Mapping[Office, tuple[Term, ...]]
    memberships: Mapping[str, tuple[Membership, ...]]
    names: Names
    own: str | None = None

    def table(self, name: str) -> Table | None:
        """The table of a name, as it stands in a row's `place`."""
        return next((t for t in self.tables if t.name == name), None)

    def body(self, name: str) -> Body | None:
        """The body with this name, or ``None`` if there is none or more than one."""
        found = self.names.bodies(name)
        return found[0] if len(found) == 1 else None

    def state(self, name: str) -> tuple[State, ...]:
        """The states that this name, short form, former name or demonym can mean."""
        return self.names.states(name)

    def members(self, body: str, on: str) -> Members:
        """Who belonged to a body on a date: for certain, and possibly."""
        return memberships.on(self._of(body), when(on))

    def count(self, body: str, on: str) -> Count | None:
        """How many members a body had on a date; ``None`` for a body without rows."""
        rows = self._of(body)
        return memberships.count(rows, when(on)) if rows else None

    def membership(self, body: str, state: str) -> tuple[Membership, ...]:
        """A state's memberships of a body, by date, with those of the states whose seat it continues."""
        rows = self._of(body)
        found = {row for s in self.names.states(state) for row in memberships.history(rows, s.name)}
        found |= set(memberships.history(rows, state))
        return tuple(sorted(found, key=lambda row: (row.joined.first, row.state)))

    def joined(self, body: str, since: str | None = None, until: str | None = None) -> tuple[Membership, ...]:
        """Who joined a body between two dates, both included; successions are no joining."""
        return memberships.joined(self._of(body), _or_any(since), _or_any(until))

    def left(self, body: str, since: str | None = None, until: str | None = None) -> tuple[Membership, ...]:
        """Whose membership of a body ended between two dates, both included."""
        return memberships.left(self._of(body), _or_any(since), _or_any(until))

    def rounds(self, body: str, since: str | None = None, until: str | None = None) -> tuple[Round, ...]:
        """A body's rounds of enlargement between two dates, both included."""
        return memberships.rounds(self._of(body), _or_any(since), _or_any(until))

    def offices(self, wording: str) -> tuple[Office, ...]:
        """The offices that a wording can mean: “German chancellor”, “UN chief”, “secretary of state”."""
        return self.names.offices(wording)

    def holders(self, office: Office, on: str) -> tuple[Term, ...]:
        """Who held an office on some day of a date, in order of time; `surely` tells what is left open."""
        return offices.holders(self.terms.get(office, ()), when(on))

    def surely(self, term: Term, on: str) -> bool:
        """Whether a term lasted on every day of a date, whichever days its own dates mean."""
        return offices.surely(term, when(on))

    def terms_of(self, holder: str) -> tuple[Term, ...]:
        """The terms of everybody with this full name or last name, in order of time."""
        return offices.of_holder((t for terms in self.terms.values() for t in terms), holder)

    def predecessor(self, term: Term) -> Term | None:
        """Who held the office before, as far as the tables go."""
        return offices.predecessor(self.terms.get(Office(term.office, term.of), ()), term)

    def successor(self, term: Term) -> Term | None:
        """Who held the office next, as far as the tables go."""
        return offices.successor(self.terms.get(Office(term.office, term.of), ()), term)

    def _of(self, body: str) -> tuple[Membership, ...]:
        found = self.body(body)
        return self.memberships.get(found.name if found else body, ())


def load(extra: Path | None = None) -> Reference:
    """The shipped tables, with those of a folder of your own added.

    A row of yours that overlaps a shipped one takes its place, and `problems` says so; whatever else is wrong in your
    tables is in `problems` too, with file and line, and the rest is used. Raises `ReferenceTablesError` if the folder
    cannot be read, or the shipped tables are damaged. The shipped tables are read once.
    """
    return _shipped() if extra is None else _with(extra)


@lru_cache(maxsize=1)
def _shipped() -> Reference:
    tables, problems = files.read(SHIPPED)
    if problems:
        first = problems[0]
        raise ReferenceTablesError(
            SHIPPED,
            f"{first.path}, {first.record or 'header'}: {first.what}; the tables come with hearsay: install it anew",
        )
    return _assemble([t.table for t in tables], [row for t in tables for row in t.rows], [])


def _with(extra: Path) -> Reference:
    shipped, _ = files.read(SHIPPED)
    own, problems = files.read(extra, prefix="own/")
    rows: list[Row] = []
    for read in own:
        kept, wrong = checks.of_one_table(read.rows, f"{read.table.name.removeprefix('own/')}.csv")
        problems += wrong
        rows += kept
    ours = set(rows)
    theirs = [row for t in shipped for row in t.rows]
    set_aside = {}
    for one, other in checks.overlapping([*theirs, *rows]):
        if one not in ours and other in ours:
            set_aside[one] = other
        elif one in ours and other in ours:
            problems.append(
                Problem(
                    path=f"{other.place.table.removeprefix('own/')}.csv",
                    record=f"line {other.place.line}",
                    what="the line overlaps one of another table",
                    why=f"it says otherwise than {one.place} for the same time; both are shown",
                )
            )
    problems += [
        Problem(
            path=f"{row.place.table}.csv",
            record=f"line {row.place.line}",
            what="a shipped line is set aside",
            why=f"{mine.place} says otherwise for the same time",
        )
        for row, mine in set_aside.items()
    ]
    made = _assemble(
        [*(t.table for t in shipped), *(t.table for t in own)],
        [*(row for row in theirs if row not in set_aside), *rows],
        problems,
    )
    for read in own:
        problems += checks.unknown(
            [row for row in read.rows if row in ours], made.names, f"{read.table.name.removeprefix('own/')}.csv"
        )
    problems.sort(key=lambda p: (p.path, int((p.record or "line 0").removeprefix("line ")), p.what))
    return replace(made, problems=tuple(problems), own=files.digest(extra))


def _assemble(tables: list[Table], rows: list[Row], problems: list[Problem]) -> Reference:
    by_office: dict[Office, list[Term]] = {}
    by_body: dict[str, list[Membership]] = {}
    states: list[State] = []
    bodies: list[Body] = []
    wordings: list[OfficeName] = []
    for row in rows:
        if isinstance(row, Term):
            by_office.setdefault(Office(row.office, row.of), []).append(row)
        elif isinstance(row, Membership):
            by_body.setdefault(row.body, []).append(row)
        elif isinstance(row, State):
            states.append(row)
        elif isinstance(row, Body):
            bodies.append(row)
        else:
            wordings.append(row)
    return Reference(
        tables=tuple(tables),
        problems=tuple(problems),
        states=tuple(states),
        bodies=tuple(bodies),
        terms={office: tuple(terms) for office, terms in by_office.items()},
        memberships={body: tuple(members) for body, members in by_body.items()},
        names=Names(states, bodies, wordings, by_office),
    )


def _or_any(text: str | None) -> When:
    return _ANY if text is None else when(text)
