"""Forgetting: bytes, text, index entries and all that was made of them, out of the file too, and kept from coming back.

What stays is a tombstone: the hash of the bytes and the address, with the reason and the day. The rows go in one
commit, which also notes that the file is still to be wiped; wiping writes the index and the whole file anew, so that no
freed page keeps a word. If that is stopped, the next command that writes goes on with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import NotInLibraryError
from hearsay.library import codec, schema
from hearsay.library.index import annotations_of, drop_words, renew, tidied
from hearsay.library.judgements import blanked
from hearsay.library.records import Forgotten, Tombstone
from hearsay.library.revisions import settle
from hearsay.library.state import note, noted
from hearsay.library.store import Store
from hearsay.library.waiting import gone as out_of_findings

_UNWIPED = "to be wiped"
_STILL_READ = (
    "somebody is reading the library, so the old pages are still in its file; `hearsay library check` wipes them once "
    "that has ended"
)
_POSTGRES = (
    "the tables were written anew (VACUUM FULL); PostgreSQL keeps what it did in its log until that is overwritten, "
    "and backups and replicas of the server are for its keeper to wipe"
)


def forget(store: Store, document: str, *, reason: str, at: str) -> Forgotten:
    """Take a document out, with every document of the same bytes and, where it has an address on the web, every text
    that the address has had.

    `reason` and `at` (ISO 8601) stay on the tombstone. Raises `NotInLibraryError` where there is no such document.
    """
    with store.writing() as connection:
        gone = _all_of(connection, document)
        texts = []
        sound = True
        for number, address, _ in gone:
            annotations, numbers = annotations_of(connection, number)
            texts.append(annotations.document)
            sound = drop_words(connection, number, annotations, numbers) and sound
            _bury(connection, number, address, reason, at)
            out_of_findings(connection, number)
            _drop(connection, number, list(numbers.values()))
            _drop_foreign(connection, annotations.document.sha256, address)
            settle(connection, address)
        blanked(connection, texts)
        if not sound:
            renew(connection)
        note(connection, _UNWIPED, "the file")
    return Forgotten(documents=tuple(i for _, _, i in gone), remarks=wipe(store))


def wipe(store: Store) -> tuple[str, ...]:
    """Write the file anew without what was taken out, if something was; says what could not be done yet, or what lies
    outside of it."""
    with store.reading() as connection:
        if noted(connection, _UNWIPED) is None:
            return ()
    if store.postgres:
        return _wiped_postgres(store)
    with store.writing() as connection:
        tidied(connection)
    with store.outside() as connection:
        connection.execute(sa.text("VACUUM"))
        still = _truncated(connection)
    if still:
        return (_STILL_READ,)
    with store.writing() as connection:
        note(connection, _UNWIPED, None)
    with store.outside() as connection:
        _truncated(connection)
    return ()


def tombstones(connection: Connection) -> tuple[Tombstone, ...]:
    """All that was forgotten, in the order in which it was."""
    t = schema.tombstones
    rows = connection.execute(sa.select(t).order_by(t.c.number)).mappings()
    return tuple(_tombstone(row) for row in rows)


def in_the_way(connection: Connection, sha256: str, address: str | None) -> Tombstone | None:
    """The tombstone that keeps a capture out, by the hash of its bytes or by its address."""
    t = schema.tombstones
    fits = t.c.sha256 == sha256
    if address is not None:
        fits = fits | (t.c.address == address)
    row = connection.execute(sa.select(t).where(fits, t.c.lifted.is_(None)).order_by(t.c.number).limit(1)).mappings()
    found = row.one_or_none()
    return _tombstone(found) if found else None


def lift(store: Store, name: str, *, reason: str, at: str) -> int:
    """Let something forgotten in again: by the hash of its bytes (its beginning will do, from 8 digits) or its address.
    What was removed is not brought back. Gives how many tombstones were lifted.

    Raises `NotInLibraryError` where none stands for it.
    """
    t = schema.tombstones
    fits = t.c.address == name
    if len(name) >= 8 and all(c in "0123456789abcdef" for c in name):
        fits = fits | t.c.sha256.startswith(name)
    with store.writing() as connection:
        found = connection.execute(sa.select(t.c.sha256, t.c.address).where(fits, t.c.lifted.is_(None))).all()
        both = [t.c.sha256.in_([x.sha256 for x in found if x.sha256])]
        both.append(t.c.address.in_([x.address for x in found if x.address]))
        done = connection.execute(
            sa.update(t).where(sa.or_(*both), t.c.lifted.is_(None)).values(lifted=at, lifted_because=reason)
        )
        if not done.rowcount:
            raise NotInLibraryError(f"nothing was forgotten as “{name}”; `hearsay forget --list` lists what was")
        return done.rowcount


# ---- rows ------------------------------------------------------------------------------------------------------------


def _all_of(connection: Connection, document: str) -> list[tuple[int, str | None, str]]:
    """Number, address and id of all that goes with a document: the same bytes, and texts of the same web address; and
    so on for those."""
    d, c = schema.documents, schema.captures
    first = connection.scalar(sa.select(d.c.number).where(d.c.id == document))
    if first is None:
        raise NotInLibraryError(f"there is no document {document} in the library")
    found: set[int] = set()
    ahead = {int(first)}
    while ahead:
        found |= ahead
        hashes = sa.select(c.c.sha256).where(c.c.document.in_(found))
        addresses = sa.select(d.c.address).where(d.c.number.in_(found), d.c.address.contains("://"))
        same_bytes = sa.select(c.c.document).where(c.c.sha256.in_(hashes))
        same_place = sa.select(d.c.number).where(d.c.address.in_(addresses))
        both = [*connection.scalars(same_bytes), *connection.scalars(same_place)]
        ahead = {int(n) for n in both} - found
    rows = connection.execute(
        sa.select(d.c.number, d.c.address, d.c.id).where(d.c.number.in_(found)).order_by("number")
    )
    return [(number, address, name) for number, address, name in rows]


def _bury(connection: Connection, number: int, address: str | None, reason: str, at: str) -> None:
    c, t = schema.captures, schema.tombstones
    web = address if address is not None and "://" in address else None
    for (digest,) in connection.execute(sa.select(c.c.sha256).where(c.c.document == number).distinct()).all():
        there = sa.select(t.c.number).where(t.c.sha256 == digest, t.c.address.is_not_distinct_from(web))
        if connection.scalar(there.where(t.c.lifted.is_(None))) is None:
            connection.execute(sa.insert(t).values(sha256=digest, address=web, reason=reason, at=at))


def _drop(connection: Connection, number: int, attributions: Collection[int]) -> None:
    c = schema.captures
    hashes = list(connection.scalars(sa.select(c.c.sha256).where(c.c.document == number)))
    for column in (schema.carried.c.attribution, schema.spoken.c.attribution):
        connection.execute(sa.delete(column.table).where(column.in_(attributions)))
    for owned in (
        schema.attributions.c.document,
        schema.annotated.c.document,
        schema.captures.c.document,
        schema.documents.c.number,
    ):
        connection.execute(sa.delete(owned.table).where(owned == number))
    used = sa.select(c.c.sha256).where(c.c.sha256 == schema.contents.c.sha256).exists()
    connection.execute(sa.delete(schema.contents).where(schema.contents.c.sha256.in_(hashes), ~used))


def _drop_foreign(connection: Connection, sha256: str, address: str | None) -> None:
    """The same document in findings of others, and whatever of those names it."""
    d, f = schema.foreign_documents, schema.foreign
    fits = d.c.sha256 == sha256
    if address is not None and "://" in address:
        fits = fits | (d.c.address == address)
    for number, findings, name in connection.execute(sa.select(d.c.number, d.c.findings, d.c.id).where(fits)).all():
        packed = connection.scalar(sa.select(f.c.packed).where(f.c.number == findings))
        between = codec.loaded(codec.unpack_bytes(packed or b""))
        kept = {
            part: [one for one in value if not _names(one, name)] if isinstance(value, list) else value
            for part, value in between.items()
        }
        connection.execute(
            sa.update(f).where(f.c.number == findings).values(packed=codec.pack_bytes(codec.dumped(kept)))
        )
        connection.execute(sa.delete(d).where(d.c.number == number))


def _names(data: object, name: str) -> bool:
    if isinstance(data, Mapping):
        return any(_names(v, name) for v in data.values())
    if isinstance(data, list):
        return any(_names(v, name) for v in data)
    return data == name


def _tombstone(row: sa.RowMapping) -> Tombstone:
    return Tombstone(**{k: row[k] for k in ("sha256", "address", "reason", "at", "lifted", "lifted_because")})


# ---- files -----------------------------------------------------------------------------------------------------------


def _truncated(connection: Connection) -> bool:
    """Bring what lies in the log into the file and empty it. ``True`` where a reader was in the way."""
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    return bool(busy)


def _wiped_postgres(store: Store) -> tuple[str, ...]:
    with store.outside() as connection:
        for name in (*(t.name for t in schema.METADATA.sorted_tables), "search"):
            connection.execute(sa.text(f"VACUUM FULL {connection.dialect.identifier_preparer.quote(name)}"))
    with store.writing() as connection:
        note(connection, _UNWIPED, None)
    return (_POSTGRES,)
