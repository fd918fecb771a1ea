"""Which stories the documents of a library fall into, kept true as documents come and go.

A document that waits is looked up by what its profile shares with others and held against each of the few that come of
it; how near it is to them is kept, and the stories that it can have a part in are made anew from what is kept. So it
costs what it costs, however much the library holds. Where a document goes, or another text comes to stand in its place,
its story comes apart and its documents wait again. The stories are those that `collate` finds among all documents that
stand now, in whatever order they came.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.collate import copied, nearness, profile
from hearsay.collate.stories import LEAST, MOST, ONE, grouped
from hearsay.language import neighbours, word_weights
from hearsay.language.profiles import Met, Numbers, Profile, bag
from hearsay.library import codec, schema
from hearsay.library.index import annotations_of
from hearsay.library.state import note, noted
from hearsay.library.store import Store, insert_new
from hearsay.library.surroundings import Surroundings
from hearsay.library.waiting import apart_from, parted, unfold, wait
from hearsay.model import Story

FORM = f"2 {word_weights.digest()}"  # of profiles: rises with each change of what they hold
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
            touched: set[int] = set()
            for number in those:
                touched |= _place(connection, number)
                done += 1
                if progress is not None and done % 10 == 0:
                    progress(done, done + _left(connection))
            _group(connection, touched)
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


def profiled(connection: Connection, numbers: Sequence[int]) -> dict[int, Profile]:
    """The kept profiles of documents by their numbers, without what only an index needs; a number stands for its
    document's id."""
    p = schema.profiles
    out: dict[int, Profile] = {}
    for some in parted(numbers):
        for number, packed in connection.execute(sa.select(p.c.document, p.c.packed).where(p.c.document.in_(some))):
            kept = codec.unpack(Kept, packed)
            out[number] = Profile(
                document=str(number),
                bag=bag(np.cumsum(kept.terms).tolist(), kept.counts),
                opening=bag(np.cumsum(kept.opening).tolist(), kept.opening_counts),
                published=date.fromisoformat(kept.published) if kept.published else None,
                told=frozenset(kept.told),
                met=tuple(Met(date=on, people=people) for on, people in kept.met),
                quoted=_NONE,
                marks=_NONE,
            )
    return out


# ---- one document ----------------------------------------------------------------------------------------------------


def _place(connection: Connection, number: int) -> set[int]:
    """Place one document that waits, by itself, and keep how near it is to those that it may belong with.

    Returns the documents whose surroundings changed: it, and those that it was near to.
    """
    d, p, w = schema.documents, schema.placed, schema.waiting
    connection.execute(sa.delete(w).where(w.c.document == number))
    touched = {number, *apart_from(connection, number)}
    name = connection.scalar(sa.select(d.c.id).where(d.c.number == number, d.c.current))
    if name is None:
        return touched
    annotations = lru_cache(maxsize=8)(lambda n: annotations_of(connection, n)[0])
    own = profile(annotations(number))
    _keep(connection, number, own)
    connection.execute(sa.insert(p).values(document=number, story=_story_of(str(name))))
    connection.execute(sa.insert(schema.stories).values(id=_story_of(str(name)), events=0))
    near: dict[int, int] = {}
    others = _candidates(connection, number, own)
    known = profiled(connection, sorted({other for other, _ in others}))
    for other, kind in others:
        if kind == "quoted":
            near[other] = MOST
        elif kind == "mark":
            if near.get(other, 0) < ONE and copied(annotations(number), annotations(other)):
                near[other] = MOST
        elif other not in near:
            near[other] = nearness(own, known[other])
    rows = [
        {"document": a, "other": b, "nearness": how}
        for other, how in sorted(near.items())
        if how >= LEAST
        for a, b in ((number, other), (other, number))
    ]
    insert_new(connection, schema.near, rows)
    return touched


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
        own_keys = len(keys)
        out += [
            (o, kind)
            for o, (count, sum_of) in sorted(counts.items())
            if neighbours.enough(kind, own_keys, count, sum_of)
        ]
    return out


def _group(connection: Connection, touched: Collection[int]) -> None:
    """Make the stories anew that can have changed where the surroundings of these documents did."""
    p, s = schema.placed, schema.stories
    around = Surroundings(connection)
    those = around.reached(touched)
    numbers = {name: number for number, name in around.names.items()}
    before: dict[str, set[int]] = {}
    for number in those:
        before.setdefault(around.stories[number], set()).add(number)
    groups = grouped((around.names[n] for n in sorted(those)), around.pairs(those))
    now = {_story_of(group[0]): {numbers[name] for name in group} for group in groups}
    ended = sorted(story for story, its in before.items() if now.get(story) != its)
    begun = sorted(story for story, its in now.items() if before.get(story) != its)
    for story in ended:
        unfold(connection, story)
    for story in ended:
        connection.execute(sa.delete(p).where(p.c.story == story))
        connection.execute(sa.delete(s).where(s.c.id == story))
    insert_new(connection, s, [{"id": story, "events": 0} for story in begun])
    insert_new(connection, p, [{"document": n, "story": story} for story in begun for n in sorted(now[story])])


def _story_of(first: str) -> str:
    """The id of the story whose first document has the id `first`."""
    return "s" + first[1:]


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
    for table in (schema.profiles, schema.traces, schema.near):
        connection.execute(sa.delete(table))
    wait(connection, [int(n) for n in connection.scalars(sa.select(d.c.number).where(d.c.current))])
    note(connection, _FORM, FORM)
