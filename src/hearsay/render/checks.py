"""What a table can check: each claim in its source's words; in ours what was found, why and by which rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hearsay.model import Check, Dossier, Place, Verdict
from hearsay.render.naming import Names, date

_ORDER: tuple[Verdict, ...] = ("refuted", "supported", "not enough information")
_ISO = re.compile(r"\b(\d{4}(?:-\d\d){0,2})/(\.\.|\d{4}(?:-\d\d){0,2}\b)|\b\d{4}-\d\d(?:-\d\d)?\b")
_TABLES = {"calendar": "the calendar", "arithmetic": "arithmetic"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A check as a page prints it. `words` are the source's; all else is ours.

    `said` gives verdict, value and date in one line; `notes` are lines: as many `readings` as were tried,
    the definition, the rows;
    `who` whose claim it is, empty for the document's own.
    """

    id: str
    words: str
    verdict: Verdict
    said: str
    who: str
    places: tuple[Place, ...]
    notes: tuple[str, ...]
    readings: int = 1


def checks(dossier: Dossier, lookup: Names, shown: Iterable[str]) -> tuple[Shown, ...]:
    """The checks with a place in the documents `shown`: what is refuted first, what stays open last."""
    inside = set(shown)
    found = [c for c in dossier.collation.checks if any(p.document in inside for p in c.places)]
    ranked = sorted(enumerate(found), key=lambda row: (_ORDER.index(row[1].verdict), row[0]))
    return tuple(_shown(check, lookup, inside) for _, check in ranked)


def check_id(check: Check) -> str:
    """The id of a check on a page: that of its first place."""
    place = check.places[0]
    return f"chk-{place.document}-{place.span.start}-{check.kind}"


def readable(text: str) -> str:
    """A text of ours with its ISO 8601 dates written out.

    >>> readable("Ada Voss, 1998-03-12/2001-05; since 2004"), readable("Ada Voss, 1998/..")
    ('Ada Voss, 12 March 1998 to May 2001; since 2004', 'Ada Voss, since 1998')
    """
    return _ISO.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    if match[1] is None:
        return date(match[0])
    if match[2] == "..":
        return f"since {date(match[1])}"
    return f"{date(match[1])} to {date(match[2])}"


def _shown(check: Check, lookup: Names, inside: set[str]) -> Shown:
    attribution = lookup.attributions.get(check.attribution or "")
    by = _TABLES.get(check.table, f"the table “{check.table}”")
    found = f"; {by} {'gives' if by != 'arithmetic' else 'makes it'} {readable(check.found)}" if check.found else ""
    dated = f" ({readable(check.as_of)})" if check.table not in _TABLES else ""
    return Shown(
        id=check_id(check),
        words=check.stated,
        verdict=check.verdict,
        said=f"{check.verdict}{found}{dated}",
        who=lookup.people(attribution.speaker) or "a speaker not found" if attribution else "",
        readings=len(check.readings),
        places=tuple(p for p in check.places if p.document in inside),
        notes=(
            *_readings(check.readings),
            f"Meant by it: {check.definition}",
            *(f"Row {readable(r)}" for r in check.rows),
        ),
    )


def _readings(readings: Sequence[str]) -> tuple[str, ...]:
    name = "Read as" if len(readings) == 1 else "Can be read as"
    return tuple(f"{name}: {readable(reading)}" for reading in readings)
