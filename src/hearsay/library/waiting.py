"""What has to be found anew: documents that wait for their stories, and stories whose findings were let go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.library import codec, schema
from hearsay.library.lexemes import name_words
from hearsay.library.records import Named
from hearsay.library.store import insert_new

T = TypeVar("T")

_MANY = 400  # values in one order to the database


def wait(connection: Connection, numbers: Iterable[int]) -> None:
    """Let documents wait for their stories; where they have one, it comes apart, and its other documents wait too."""
    p, s = schema.placed, schema.stories
    those = set(numbers)
    told: set[str] = set()
    for some in parted(sorted(those)):
        told.update(connection.scalars(sa.select(p.c.story).where(p.c.document.in_(some))))
    for story in sorted(told):
        unfold(connection, story)
        those.update(connection.scalars(sa.select(p.c.document).where(p.c.story == story)))
        connection.execute(sa.delete(p).where(p.c.story == story))
        connection.execute(sa.delete(s).where(s.c.id == story))
    insert_new(connection, schema.waiting, [{"document": n} for n in sorted(those)])


def gone(connection: Connection, number: int) -> None:
    """Take a document out of all that tells what it is near to."""
    others = apart_from(connection, number)
    wait(connection, (number, *others))  # what others are near to tells where their stories end
    for column in (schema.waiting.c.document, schema.profiles.c.document, schema.traces.c.document):
        connection.execute(sa.delete(column.table).where(column == number))


def apart_from(connection: Connection, number: int) -> Sequence[int]:
    """Let go of how near a document is to others; returns those."""
    t = schema.near
    others = connection.scalars(sa.select(t.c.other).where(t.c.document == number)).all()
    for some in parted(others):
        connection.execute(sa.delete(t).where(t.c.document.in_(some), t.c.other == number))
    connection.execute(sa.delete(t).where(t.c.document == number))
    return others


def unfold(connection: Connection, story: str) -> None:
    """Let go of what was found of a story, so that it is made anew when next asked for."""
    s, p, t = schema.stories, schema.placed, schema.attributions
    if not connection.scalar(sa.select(s.c.packed.is_not(None)).where(s.c.id == story)):
        return
    said = list(
        connection.scalars(
            sa.select(t.c.number).where(t.c.document.in_(sa.select(p.c.document).where(p.c.story == story)))
        )
    )
    for some in parted(said):
        connection.execute(sa.delete(schema.carried).where(schema.carried.c.attribution.in_(some)))
    _unspoken(connection, story, said)
    connection.execute(sa.delete(schema.findable).where(schema.findable.c.story == story))
    connection.execute(sa.update(s).where(s.c.id == story).values(packed=None, people=None, maker=None, events=0))


def parted(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """So many at a time as go into one order to the database."""
    for at in range(0, len(values), _MANY):
        yield values[at : at + _MANY]


def _unspoken(connection: Connection, story: str, said: Sequence[int]) -> None:
    """Take out the words of names that only the findings gave to the attributions of a story. The table is looked up by
    role and word, so by the names that the story has."""
    t, s = schema.spoken, schema.stories
    people = codec.unpack_all(Named, connection.execute(sa.select(s.c.people).where(s.c.id == story)).scalar_one())
    those = set(said)
    for word in sorted({w for one in people for w in name_words(one.name)}):
        for role in ("s", "a"):
            held = connection.scalars(
                sa.select(t.c.attribution).where(t.c.role == role, t.c.word == word, t.c.found)
            ).all()
            for some in parted(sorted(those.intersection(held))):
                connection.execute(
                    sa.delete(t).where(t.c.role == role, t.c.word == word, t.c.attribution.in_(some), t.c.found)
                )
