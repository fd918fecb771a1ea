"""The upkeep of a library: is it sound, how much is in it, a copy of it, and its form brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import DamagedRecordError, LibraryError
from hearsay.library import codec, contents, index, migrations, schema, store, takedown
from hearsay.library.records import Fault, Judgement
from hearsay.library.store import Store
from hearsay.model import Annotations, Document, document_id
from hearsay.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """How much is in a library: documents and those that stand now, captures, attributions, judgements, what was
    forgotten; characters of text and bytes of the library; what made the annotations, with how many documents each."""

    documents: int
    current: int
    captures: int
    attributions: int
    judgements: int
    forgotten: int
    foreign: int
    characters: int
    size: int
    makers: tuple[tuple[str, int], ...]


def check(opened: Store, progress: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
    """All that is wrong with a library: hashes, anchors, rows that belong to nothing, the index of words, the file
    itself. A wiping that was stopped is ended first."""
    out: list[Fault] = [Fault(what="the file", why=remark) for remark in _wiped(opened)]
    with opened.reading() as connection:
        out += _file(connection)
        if any(f.what == "the file" for f in out):
            return tuple(out)
        out += _orphans(connection)
        numbers = [int(n) for n in connection.scalars(sa.select(schema.documents.c.number).order_by("number"))]
        for done, number in enumerate(numbers):
            out += _document(connection, number)
            if progress is not None:
                progress(done + 1, len(numbers))
        out += _contents(connection)
        out += _judgements(connection)
        if not any(f.what.startswith("document") for f in out):
            out += [Fault(what=what, why=why) for what, why in index.faults(connection)]
    return tuple(out)


def stats(opened: Store) -> Stats:
    """How much is in a library."""
    with opened.reading() as connection:

        def count(table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
            return int(connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0)

        a, m = schema.annotated, schema.makers
        by = connection.execute(
            sa.select(m.c.version, m.c.weights, m.c.tables, sa.func.count())
            .join(a, a.c.maker == m.c.number)
            .group_by(m.c.number, m.c.version, m.c.weights, m.c.tables)
            .order_by(m.c.number)
        )
        return Stats(
            documents=count(schema.documents),
            current=count(schema.documents, schema.documents.c.current),
            captures=count(schema.captures),
            attributions=count(schema.attributions),
            judgements=count(schema.judgements),
            forgotten=count(schema.tombstones, schema.tombstones.c.lifted.is_(None)),
            foreign=count(schema.foreign),
            characters=int(connection.scalar(sa.select(sa.func.sum(schema.documents.c.size))) or 0),
            size=_size(opened, connection),
            makers=tuple(
                (f"hearsay {v}, {f'weights {w[:12]}' if w else 'rules alone'}, tables {t[:12]}", n) for v, w, t, n in by
            ),
        )


def backup(opened: Store, target: Path) -> None:
    """Copy a library to a file, whole or not at all, while others read and write: what is in it now, and nothing that
    was forgotten. A library in PostgreSQL becomes a file, too.

    Raises `LibraryError` where there is a file already.
    """
    if target.exists():
        raise LibraryError(str(target), "there is a file of that name, and a backup writes over none")
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        if opened.postgres:
            _copied(opened, part)
        else:
            with opened.outside() as connection, store.explained(str(target)):
                connection.execute(sa.text("VACUUM INTO :file"), {"file": str(part)})
            # The copy has no log of its own until it is opened.
            with sqlite3.connect(part, isolation_level=None) as copied:
                copied.execute("PRAGMA journal_mode = WAL")
            copied.close()
        part.replace(target)
    finally:
        for name in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
            name.unlink(missing_ok=True)


def upgrade(opened: Store) -> tuple[str, str, bool]:
    """Bring a library to the form of this release: its tables, and its index where words are folded otherwise now.
    Gives the form before and after, and whether the index was made anew."""
    before, after = migrations.upgrade(opened)
    renewed = False
    with opened.writing() as connection:
        if index.outdated(connection):
            index.renew(connection)
            renewed = True
    return before, after, renewed


# ---- what can be wrong -----------------------------------------------------------------------------------------------


def _wiped(opened: Store) -> tuple[str, ...]:
    try:
        return () if opened.postgres else takedown.wipe(opened)
    except LibraryError as error:
        return (str(error),)


def _file(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield Fault(what="the file", why=said)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(what=f"table {row[0]}", why=f"row {row[1]} belongs to a row of {row[2]} that is not there")


def _orphans(connection: Connection) -> Iterator[Fault]:
    d, a, c, b = schema.documents, schema.annotated, schema.captures, schema.contents
    s, t = schema.spoken, schema.attributions
    p, w, told = schema.placed, schema.waiting, schema.stories
    somewhere = sa.union(sa.select(p.c.document), sa.select(w.c.document))
    for what, why, rows in (
        (
            "document",
            "it neither has a story nor waits for one",
            sa.select(d.c.id).where(d.c.current, d.c.number.not_in(somewhere)),
        ),
        (
            "document",
            "it has a story, and does not stand now",
            sa.select(d.c.id).join(p, p.c.document == d.c.number).where(~d.c.current),
        ),
        ("story", "it has no documents", sa.select(told.c.id).where(told.c.id.not_in(sa.select(p.c.story)))),
        ("story", "it is not kept", sa.select(p.c.story).where(p.c.story.not_in(sa.select(told.c.id))).distinct()),
        (
            "document number",
            "it is gone, and what it is found by is not",
            sa.select(schema.traces.c.document)
            .where(schema.traces.c.document.not_in(sa.select(d.c.number)))
            .distinct(),
        ),
        (
            "document number",
            "it is gone, and how near others are to it is not",
            sa.select(schema.near.c.other).where(schema.near.c.other.not_in(sa.select(d.c.number))).distinct(),
        ),
        ("document", "it has no annotations", sa.select(d.c.id).where(d.c.number.not_in(sa.select(a.c.document)))),
        ("document", "it has no capture", sa.select(d.c.id).where(d.c.number.not_in(sa.select(c.c.document)))),
        (
            "attribution",
            "it is gone, and who spoke in it is not",
            sa.select(s.c.attribution).where(s.c.attribution.not_in(sa.select(t.c.number))).distinct(),
        ),
        ("bytes", "they are of no capture", sa.select(b.c.sha256).where(b.c.sha256.not_in(sa.select(c.c.sha256)))),
        (
            "address",
            "not one of its texts stands, but none or several",
            sa.select(d.c.address)
            .where(d.c.address.is_not(None))
            .group_by(d.c.address)
            .having(sa.func.sum(sa.case((d.c.current, 1), else_=0)) != 1),
        ),
    ):
        for name in connection.scalars(rows):
            yield Fault(what=f"{what} {name}", why=why)
    grave = schema.tombstones
    back = sa.select(c.c.id).join(grave, grave.c.sha256 == c.c.sha256).where(grave.c.lifted.is_(None))
    for name in connection.scalars(back):
        yield Fault(what=f"document {name}", why="it was forgotten, and is there")


def _document(connection: Connection, number: int) -> Iterator[Fault]:
    d, c = schema.documents, schema.captures
    row = connection.execute(sa.select(d.c.id, d.c.sha256).where(d.c.number == number)).one()
    try:
        found, numbers = index.annotations_of(connection, number)
    except (DamagedRecordError, sa.exc.NoResultFound) as error:
        yield Fault(what=f"document {row.id}", why=f"its record cannot be read: {error}")
        return
    document = found.document
    if document.id != row.id or document.sha256 != row.sha256:
        yield Fault(what=f"document {row.id}", why="its record is of another document")
    for name, digest, source in connection.execute(
        sa.select(c.c.id, c.c.sha256, c.c.source_id).where(c.c.document == number)
    ):
        try:
            data = contents.bytes_of(connection, digest)
        except DamagedRecordError:
            continue  # told of the bytes
        named = document.source_id if name == row.id else source
        if document_id(named, data) != name:
            yield Fault(what=f"document {row.id}", why=f"the capture {name} is not of these bytes")
    if {a.id for a in found.attributions} != set(numbers):
        yield Fault(what=f"document {row.id}", why="its attributions and the table of them differ")
    for span in _spans(found):
        if not 0 <= span.start <= span.end <= len(document.text):
            yield Fault(what=f"document {row.id}", why=f"the span {list(span)} lies outside its text")
            break


def _spans(found: Annotations) -> Iterator[Span]:
    yield from found.paragraphs
    yield from found.sentences
    yield from (q.span for q in found.quotations)
    yield from (m.span for e in found.entities for m in e.mentions)
    yield from (t.span for t in found.times)
    yield from (s for a in found.attributions for s in (*a.source, *a.cue, *a.content))
    document: Document = found.document
    yield from (z.span for z in document.zones)


def _contents(connection: Connection) -> Iterator[Fault]:
    b = schema.contents
    for digest in connection.scalars(sa.select(b.c.sha256).order_by(b.c.sha256)).all():
        try:
            sound = sha256(contents.bytes_of(connection, digest)).hexdigest() == digest
        except DamagedRecordError:
            sound = False
        if not sound:
            yield Fault(what=f"bytes {digest[:12]}", why="they are not what they were when they were added")


def _judgements(connection: Connection) -> Iterator[Fault]:
    j = schema.judgements
    for name, packed in connection.execute(sa.select(j.c.id, j.c.packed)):
        try:
            codec.unpack(Judgement, packed)
        except DamagedRecordError as error:
            yield Fault(what=f"judgement {name}", why=str(error))


def _size(opened: Store, connection: Connection) -> int:
    if opened.postgres:
        names = (*(t.name for t in schema.METADATA.sorted_tables), "search")
        sizes = (
            connection.scalar(sa.text("SELECT pg_total_relation_size(CAST(:t AS regclass))"), {"t": n}) for n in names
        )
        return sum(int(s or 0) for s in sizes)
    files = (Path(f"{opened.where}{ending}") for ending in ("", "-wal"))
    return sum(f.stat().st_size for f in files if f.exists())


def _copied(opened: Store, part: Path) -> None:
    """Every row of a library in PostgreSQL into a file, with an index of its own."""
    target = store.open_store(part, create=True)
    try:
        with opened.reading() as source, target.writing() as into:
            into.execute(sa.delete(schema.about))
            for table in schema.METADATA.sorted_tables:
                if table is schema.parts:
                    continue
                rows = source.execution_options(yield_per=100).execute(sa.select(table)).mappings()
                for some in rows.partitions(100):
                    into.execute(sa.insert(table), [dict(row) for row in some])
            index.renew(into)
        with target.outside() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        target.close()
