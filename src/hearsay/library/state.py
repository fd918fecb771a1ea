"""What is written down of a library itself: what made things in it, and of which state its findings are."""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.dossier import versions
from hearsay.library import schema
from hearsay.model import Versions
from hearsay.reference import Reference

FINDINGS = "findings"  # under which the state that they are of is noted


def note(connection: Connection, key: str, value: str | None) -> None:
    """Write down something of the library itself; ``None`` takes it out."""
    connection.execute(sa.delete(schema.about).where(schema.about.c.key == key))
    if value is not None:
        connection.execute(sa.insert(schema.about).values(key=key, value=value))


def noted(connection: Connection, key: str) -> str | None:
    """What is written down of the library under a key."""
    value: str | None = connection.scalar(sa.select(schema.about.c.value).where(schema.about.c.key == key))
    return value


def maker(connection: Connection, made_by: Versions) -> int:
    """The number of what made something, written where it is new."""
    row = {
        "schema": made_by.schema,
        "version": made_by.version,
        "weights": made_by.weights or "",
        "tables": made_by.tables,
    }
    table = schema.makers
    wanted = sa.select(table.c.number).where(*(table.c[k] == v for k, v in row.items()))
    number = connection.scalar(wanted)
    if number is None:
        number = connection.execute(sa.insert(table).values(row).returning(table.c.number)).scalar_one()
    return int(number)


def state(connection: Connection, reference: Reference | None) -> str:
    """A hash of all that findings depend on: the documents, what made their annotations, program and tables."""
    d, a, m = schema.documents, schema.annotated, schema.makers
    rows = connection.execute(
        sa.select(d.c.id, m.c.schema, m.c.version, m.c.weights, m.c.tables)
        .join(a, a.c.document == d.c.number)
        .join(m, m.c.number == a.c.maker)
        .where(d.c.current)
    )
    own = reference.own if reference else None
    now = versions(None, own)
    lines = [f"{now.schema} {now.version} {now.tables}", *sorted(" ".join(row) for row in rows)]
    return sha256("\n".join(lines).encode()).hexdigest()


def fresh(connection: Connection, reference: Reference | None) -> bool:
    """Whether the findings that are kept are of the library as it is."""
    return noted(connection, FINDINGS) == state(connection, reference)
