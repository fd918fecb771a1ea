"""What is written down of a library itself, and what made things in it."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.library import schema
from hearsay.model import Versions


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
