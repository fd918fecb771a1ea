"""Which stories the documents of a library fall into, kept true as documents come and go.

A document that waits is looked up by what its profile shares with others, decided on beside each of the few that come
of it, and placed. So it costs what it costs, however much the library holds. Where a document goes, or another text
comes to stand in its place, its story comes apart and its documents wait again. The stories are those that `collate`
finds among all documents that stand now, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.collate import alike, copied, profile
from hearsay.language import neighbours, word_weights
from hearsay.language.profiles import Met, Numbers, Profile, bag
from hearsay.library import codec, schema
from hearsay.library.index import annotations_of
from hearsay.library.state import note, noted
from hearsay.library.store import Store, insert_new
from hearsay.library.waiting import parted, unfold, wait
from hearsay.model import Story

FORM = f"1 {word_weights.digest()}"  # of profiles: rises with each change of what they hold
_FORM = "profile form"
_BATCH = 50  # documents placed in one commit
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A profile as it is kept: of terms how far each number lies from the one before it, and how often it stands."""

    terms: tuple[int, ...]
    counts: tuple[int, ...]
    opening: tuple[int, ...]
    opening_counts: tuple[int, ...]
    published: str | None
    told: tuple[str, ...]
    met: tuple[tuple[str, tuple[str, ...]], ...]


def place(store: Store, progress: Callable[[int, int], None] | None = None) -> None:
    """Give each document that waits its story, some in a commit.

    Raises a `LibraryError` where the library cannot be written to.
    """
    with store.reading() as connection:
        if settled(connection):
            return
    with store.writing() as connection:
        if noted(connection, _FORM) != FORM:
            _anew(connection)
    done = 0
    while True:
        with store.writing() as connection:
            those = _waits(connection, _BATCH)
            if not those:
                return
            for number in those:
                _place(connection, number)
                done += 1
                if progress is not None and done % 10 == 0:
                    progress(done, done + _left(connection))
        if progress is not None:
            progress(done, done + _left_of(store))


def settled(connection: Connection) -> bool:
    """Whether every document has its story."""
    return not _waits(connection) and noted(connection, _FORM) == FORM


def all_of(connection: Connection) -> tuple[Story, ...]:
    """The stories, each with its documents, by their ids."""
    d, p = schema.documents, schema.placed
    rows = connection.execute(
        sa.select(p.c.story, d.c.id).join(d, d.c.number == p.c.document).order_by(p.c.story, d.c.id)
    )
    held: dict[str, list[str]] = {}
    for story, document in rows:
        held.setdefault(story, []).append(document)
    return tuple(Story(id=story, documents=tuple(its), events=()) for story, its in held.items())


def profiled(connection: Connection, number: int) -> Profile:
    """The kept profile of a document, without what only an index needs; the number stands for the document's id."""
    p = schema.profiles
    kept = codec.unpack(Kept, connection.execute(sa.select(p.c.packed).where(p.c.document == number)).scalar_one())
    return Profile(
        document=str(number),
        bag=bag(np.cumsum(kept.terms).tolist(), kept.counts),
        opening=bag(np.cumsum(kept.opening).tolist(), kept.opening_counts),
        published=date.fromisoformat(kept.published) if kept.published else None,
        told=frozenset(kept.told),
        met=tuple(Met(date=on, people=people) for on, people in kept.met),
        quoted=_NONE,
        marks=_NONE,
    )


# ---- one document ----------------------------------------------------------------------------------------------------


def _place(connection: Connection, number: int) -> None:
    """Place one document that waits: by itself, with a story, or as that which makes several stories one."""
    d, p, w = schema.documents, schema.placed, schema.waiting
    connection.execute(sa.delete(w).where(w.c.document == number))
    name = connection.scalar(sa.select(d.c.id).where(d.c.number == number, d.c.current))
    if name is None:
        return
    annotations = lru_cache(maxsize=8)(lambda n: annotations_of(connection, n)[0])
    own = profile(annotations(number))
    _keep(connection, number, own)
    story = "s" + str(name)[1:]
    connection.execute(sa.insert(p).values(document=number, story=story))
    connection.execute(sa.insert(schema.stories).values(id=story, events=0))
    for other, kind in _candidates(connection, number, own):
        its = connection.scalar(sa.select(p.c.story).where(p.c.document == other))
        if its is None or its == story:
            continue
        # What stands in quotation marks in both needs no second look.
        if kind == "quoted" or (
            copied(annotations(number), annotations(other))
            if kind == "mark"
            else alike(own, profiled(connection, other))
        ):
            story = _one(connection, story, str(its))


def _candidates(connection: Connection, number: int, own: Profile) -> list[tuple[int, neighbours.Kind]]:
    t = schema.traces
    out: list[tuple[int, neighbours.Kind]] = []
    for place, (kind, keys, weights) in enumerate(neighbours.keys(own)):
        if not len(keys):
            continue
        weighed = dict(zip(_stored(kind, keys), weights.tolist(), strict=True))
        counts: dict[int, tuple[int, int]] = {}
        for some in parted(list(weighed)):
            rows = connection.execute(
                sa.select(t.c.key, t.c.document, t.c.weight).where(t.c.kind == place, t.c.key.in_(some))
            )
            for key, other, weight in rows:
                if other != number:
                    count, sum_of = counts.get(other, (0, 0))
                    counts[other] = (count + 1, sum_of + weight * weighed[key])
        out += [(o, kind) for o, (count, sum_of) in sorted(counts.items()) if neighbours.enough(kind, count, sum_of)]
    return out


def _one(connection: Connection, a: str, b: str) -> str:
    """Make two stories one, under the smaller id."""
    p, s = schema.placed, schema.stories
    first, second = sorted((a, b))
    for story in (first, second):
        unfold(connection, story)
    connection.execute(sa.update(p).where(p.c.story == second).values(story=first))
    connection.execute(sa.delete(s).where(s.c.id == second))
    return first


def _keep(connection: Connection, number: int, own: Profile) -> None:
    kept = Kept(
        terms=_steps(own.bag.terms),
        counts=tuple(own.bag.counts.tolist()),
        opening=_steps(own.opening.terms),
        opening_counts=tuple(own.opening.counts.tolist()),
        published=own.published.isoformat() if own.published else None,
        told=tuple(sorted(own.told)),
        met=tuple((m.date, m.people) for m in own.met),
    )
    insert_new(connection, schema.profiles, [{"document": number, "packed": codec.pack(kept)}])
    rows = [
        {"kind": place, "key": key, "document": number, "weight": weight}
        for place, (kind, keys, weights) in enumerate(neighbours.keys(own))
        for key, weight in zip(_stored(kind, keys), weights.tolist(), strict=True)
    ]
    insert_new(connection, schema.traces, rows)


def _stored(kind: neighbours.Kind, keys: Numbers) -> list[int]:
    """Keys as they are kept: those of 32 bits with a sign, in which SQLite needs four bytes for them and not six."""
    kept: list[int] = (keys - (1 << 31) if kind in ("met", "mark") else keys).tolist()
    return kept


def _steps(rising: Numbers) -> tuple[int, ...]:
    return tuple(np.diff(rising, prepend=0).tolist())


def _waits(connection: Connection, most: int = 1) -> list[int]:
    w = schema.waiting
    return [int(n) for n in connection.scalars(sa.select(w.c.document).order_by(w.c.document).limit(most))]


def _left(connection: Connection) -> int:
    return int(connection.scalar(sa.select(sa.func.count()).select_from(schema.waiting)) or 0)


def _left_of(store: Store) -> int:
    with store.reading() as connection:
        return _left(connection)


def _anew(connection: Connection) -> None:
    """Let every document wait, where profiles are of another form than this release's."""
    d = schema.documents
    for table in (schema.profiles, schema.traces):
        connection.execute(sa.delete(table))
    wait(connection, [int(n) for n in connection.scalars(sa.select(d.c.number).where(d.c.current))])
    note(connection, _FORM, FORM)
