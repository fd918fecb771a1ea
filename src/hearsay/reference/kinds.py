"""The kinds of table: their columns, and how a line of each becomes a record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from hearsay.reference.dates import When, when
from hearsay.reference.records import Body, Membership, OfficeName, Place, Row, State, Term

Cells = Mapping[str, str]


class Kind(NamedTuple):
    """Columns that must be filled, columns that may be empty, and the maker of a record."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    make: Callable[[Place, Cells], Row]
    confirmable: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, those that must be filled first."""
        return self.required + self.optional


def _membership(place: Place, cells: Cells) -> Membership:
    joined, left = when(cells["joined"]), _maybe(cells["left"])
    _in_order(joined, left, "left", "joined")
    return Membership(
        place=place,
        body=cells["body"],
        state=cells["state"],
        joined=joined,
        left=left,
        round=cells["round"] or None,
        continues=_list(cells["continues"]),
        note=cells["note"],
        source=cells["source"],
        confirmed=cells["confirmed"] or None,
    )


def _term(place: Place, cells: Cells) -> Term:
    since, until = when(cells["from"]), _maybe(cells["to"])
    _in_order(since, until, "to", "from")
    return Term(
        place=place,
        office=cells["office"],
        of=cells["of"],
        holder=cells["holder"],
        since=since,
        until=until,
        acting=_yes(cells["acting"], "acting"),
        note=cells["note"],
        source=cells["source"],
        confirmed=cells["confirmed"] or None,
    )


def _state(place: Place, cells: Cells) -> State:
    since, until = _maybe(cells["from"]), _maybe(cells["to"])
    if since:
        _in_order(since, until, "to", "from")
    return State(
        place=place,
        name=cells["state"],
        names=_list(cells["names"]),
        short=_list(cells["short"]),
        demonyms=_list(cells["demonyms"]),
        since=since,
        until=until,
        successors=_list(cells["successor"]),
        qid=cells["qid"] or None,
        note=cells["note"],
        source=cells["source"],
        confirmed=cells["confirmed"] or None,
    )


def _body(place: Place, cells: Cells) -> Body:
    since, until = _maybe(cells["founded"]), _maybe(cells["ended"])
    if since:
        _in_order(since, until, "ended", "founded")
    return Body(
        place=place,
        name=cells["body"],
        names=_list(cells["names"]),
        short=_list(cells["short"]),
        since=since,
        until=until,
        definition=cells["definition"],
        qid=cells["qid"] or None,
        note=cells["note"],
        source=cells["source"],
        confirmed=cells["confirmed"] or None,
    )


def _office_name(place: Place, cells: Cells) -> OfficeName:
    bare = _yes(cells["bare"], "bare")
    if bare and not cells["of"]:
        raise ValueError("a bare wording needs a state or body in the column “of”")
    return OfficeName(place=place, office=cells["office"], of=cells["of"] or None, wording=cells["wording"], bare=bare)


def _maybe(text: str) -> When | None:
    return when(text) if text else None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in text.split(";")) if part) if text else ()


def _yes(text: str, column: str) -> bool:
    if text not in ("", "yes"):
        raise ValueError(f"the column “{column}” is either empty or “yes”, not “{text}”")
    return text == "yes"


def _in_order(start: When, end: When | None, later: str, earlier: str) -> None:
    if end is not None and end.last < start.first:
        raise ValueError(f"“{later}” ({end}) lies before “{earlier}” ({start})")


_FACT = ("note", "source", "confirmed")
KINDS: dict[str, Kind] = {
    "memberships": Kind(("body", "state", "joined"), ("left", "round", "continues", *_FACT), _membership),
    "offices": Kind(("office", "of", "holder", "from"), ("to", "acting", *_FACT), _term),
    "states": Kind(("state",), ("names", "short", "demonyms", "from", "to", "successor", "qid", *_FACT), _state),
    "bodies": Kind(("body",), ("names", "short", "founded", "ended", "definition", "qid", *_FACT), _body),
    "office_names": Kind(("office", "wording"), ("of", "bare"), _office_name, confirmable=False),
}
