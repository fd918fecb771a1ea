"""The rows of the reference tables, and what their header files say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from hearsay.reference.dates import When


class Place(NamedTuple):
    """The line of a table on which a row begins; the line of the column names is 1.

    >>> str(Place("memberships", 12))
    'memberships:12'
    """

    table: str
    line: int

    def __str__(self) -> str:
        return f"{self.table}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: what its header file says, and how many rows were read, of which how many are confirmed.

    `sources` were looked into; `authorities` publish the official record. `confirmable` is false for tables of mere
    wording, whose rows state no fact.
    """

    name: str
    kind: str
    title: str
    definition: str
    sources: tuple[str, ...]
    authorities: tuple[str, ...]
    as_of: When
    rows: int
    confirmed: int
    confirmable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One stretch of a state's membership of a body; `left` is the last day, ``None`` while it lasts.

    `continues` names states (or the state itself) whose membership this row goes on with: nobody joined.
    """

    place: Place
    body: str
    state: str
    joined: When
    left: When | None
    round: str | None
    continues: tuple[str, ...]
    note: str
    source: str
    confirmed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One holder's stretch in an office of a state or body; `until` is the last day, ``None`` while it lasts."""

    place: Place
    office: str
    of: str
    holder: str
    since: When
    until: When | None
    acting: bool
    note: str
    source: str
    confirmed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state by its short plain name, with its other names, and when it began and ended where that is told."""

    place: Place
    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    demonyms: tuple[str, ...]
    since: When | None
    until: When | None
    successors: tuple[str, ...]
    qid: str | None
    note: str
    source: str
    confirmed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of states, or one that has office-holders of its own; `definition` says what counts as a member."""

    place: Place
    name: str
    names: tuple[str, ...]
    short: tuple[str, ...]
    since: When | None
    until: When | None
    definition: str
    qid: str | None
    note: str
    source: str
    confirmed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeName:
    """A wording for an office: for one state or body (`of`), or for all that have it (``None``).

    `bare` wordings mean that one office even where no state is named.
    """

    place: Place
    office: str
    of: str | None
    wording: str
    bare: bool


Row = Membership | Term | State | Body | OfficeName


class Office(NamedTuple):
    """An office of a state or body.

    >>> str(Office("chancellor", "Germany"))
    'chancellor, Germany'
    """

    office: str
    of: str

    def __str__(self) -> str:
        return f"{self.office}, {self.of}"


class Count(NamedTuple):
    """How many members there were: `least` and `most` differ where a date leaves it open."""

    least: int
    most: int

    def __str__(self) -> str:
        return str(self.least) if self.least == self.most else f"{self.least} to {self.most}"
