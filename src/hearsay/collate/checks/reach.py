"""Up to which day the tables tell of something, and what they mean by their words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hearsay.reference import Membership, Reference, Term, When


def up_to(reference: Reference, rows: Iterable[Membership | Term]) -> When | None:
    """The day up to which the table of these rows goes; that of the shipped one, where they are of several."""
    names = {row.place.table for row in rows}
    found = [t for t in reference.tables if t.name in names]
    shipped = [t for t in found if not t.name.startswith("own/")]
    return max((t.as_of for t in shipped or found), key=lambda day: day.last, default=None)


def definition(reference: Reference, rows: Iterable[Membership | Term]) -> str:
    """What the table of these rows means by a row: the first sentences of its definition."""
    names = {row.place.table for row in rows}
    table = next((t for t in reference.tables if t.name in names), None)
    text = " ".join(table.definition.split()) if table else "One holder's stretch in an office."
    first = re.match(r"(?:.*?\.(?= |$)){1,3}", text)
    return first[0] if first else text
