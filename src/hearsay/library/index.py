"""The index of words: what it has a row for, and keeping it true to the texts.

SQLite has an FTS5 table without the texts, PostgreSQL a column of words with an inverted index. A row can always be
made again from its document; its digest tells whether it still would be the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import NotInLibraryError
from hearsay.library import codec, lexemes, schema
from hearsay.library.lexemes import digest
from hearsay.library.state import note, noted
from hearsay.model import Annotations, Document

_FORM = "index form"


def keep_words(connection: Connection, number: int, annotations: Annotations, numbers: Mapping[str, int]) -> None:
    """Index a document with the `number` and its attributions, by their ids with theirs."""
    table = schema.parts
    parts, said = _rows(annotations, numbers)
    made = [{"document": number, "part": n, "digest": d} for n, d in enumerate(_digests(parts, said))]
    connection.execute(sa.insert(table), made)
    order = sa.select(table.c.number).where(table.c.document == number).order_by(table.c.part)
    at = [row_of_part(n) for n in connection.scalars(order)]
    _put(connection, [*zip(at, parts, strict=True), *said])


def drop_words(connection: Connection, number: int, annotations: Annotations, numbers: Mapping[str, int]) -> bool:
    """Take a document out of the index. ``False`` where its rows are not what its text gives now, so that the index has
    to be made anew (`renew`) for its words to be gone."""
    table = schema.parts
    parts, said = _rows(annotations, numbers)
    known = connection.execute(
        sa.select(table.c.number, table.c.digest).where(table.c.document == number).order_by(table.c.part)
    ).all()
    sound = [kept for _, kept in known] == _digests(parts, said)
    at = [row_of_part(n) for n, _ in known]
    if connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("DELETE FROM search WHERE rowid = :n"), [{"n": n} for n in (*at, *(n for n, _ in said))]
        )
    elif sound:
        connection.execute(
            sa.text("INSERT INTO search (search, rowid, words) VALUES ('delete', :n, :words)"),
            [{"n": n, "words": text} for n, text in (*zip(at, parts, strict=True), *said)],
        )
    connection.execute(sa.delete(table).where(table.c.document == number))
    return sound


def row_of_part(number: int) -> int:
    """The row in the index of a part of a document: an even one."""
    return 2 * number


def row_of_attribution(number: int) -> int:
    """The row in the index of an attribution: an odd one.

    >>> row_of_attribution(3), row_of_part(3)
    (7, 6)
    """
    return 2 * number + 1


def renew(connection: Connection) -> None:
    """Make the whole index anew from the texts."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DELETE FROM search"))
    else:
        connection.execute(sa.text("INSERT INTO search (search) VALUES ('delete-all')"))
    connection.execute(sa.delete(schema.parts))
    for number, its, numbers in every(connection):
        keep_words(connection, number, its, numbers)
    begun(connection)


def begun(connection: Connection) -> None:
    """Write down by which way of folding words the index is made."""
    note(connection, _FORM, lexemes.FORM)


def outdated(connection: Connection) -> bool:
    """Whether the index was made by an earlier way of folding words than this release's."""
    return noted(connection, _FORM) != lexemes.FORM


def tidied(connection: Connection) -> None:
    """Write the index together, so that nothing of what was taken out of it is left."""
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO search (search) VALUES ('optimize')"))


def faults(connection: Connection) -> Iterable[tuple[str, str]]:
    """Rows of the index that do not fit the texts, as what and why."""
    table = schema.parts
    wanted: set[int] = set()
    for number, its, numbers in every(connection):
        known = connection.execute(
            sa.select(table.c.number, table.c.digest).where(table.c.document == number).order_by(table.c.part)
        ).all()
        parts, said = _rows(its, numbers)
        if [kept for _, kept in known] != _digests(parts, said):
            yield f"document {its.document.id}", "its rows in the index of words are not those of its text"
        wanted.update(row_of_part(n) for n, _ in known)
        wanted.update(n for n, _ in said)
    held = set(connection.scalars(sa.text("SELECT rowid FROM search")))
    if wanted != held:
        yield "the index of words", f"{len(held - wanted)} rows too many, {len(wanted - held)} too few"


def every(connection: Connection) -> Iterable[tuple[int, Annotations, Mapping[str, int]]]:
    """All documents, each with its number, its annotations and the numbers of its attributions."""
    for (number,) in connection.execute(sa.select(schema.documents.c.number).order_by("number")).all():
        yield number, *annotations_of(connection, number)


def annotations_of(connection: Connection, number: int) -> tuple[Annotations, Mapping[str, int]]:
    """The annotations of the document with a number, and the numbers of its attributions by their ids."""
    d, a, t = schema.documents, schema.annotated, schema.attributions
    document, packed = connection.execute(
        sa.select(d.c.packed, a.c.packed).join(a, a.c.document == d.c.number).where(d.c.number == number)
    ).one()
    numbers = connection.execute(sa.select(t.c.id, t.c.number).where(t.c.document == number))
    made = codec.unpack(Annotations, packed, document=codec.unpack(Document, document))
    return made, dict(numbers.all())


def number_of(connection: Connection, document: str) -> int:
    """The number of the document with an id. Raises `NotInLibraryError` where there is none."""
    d = schema.documents
    number = connection.scalar(sa.select(d.c.number).where(d.c.id == document))
    if number is None:
        raise NotInLibraryError(f"there is no document {document} in the library")
    return int(number)


def spoken_rows(
    annotations: Annotations, numbers: Mapping[str, int], names: Mapping[str, str], *, found: bool
) -> list[dict[str, Any]]:
    """Rows of `schema.spoken` for the attributions of one document, by the `names` of entities."""
    said = [("s", s, a.id) for a in annotations.attributions for s in a.speaker]
    told = [("a", a.addressee, a.id) for a in annotations.attributions if a.addressee]
    keys = dict.fromkeys(
        (role, word, numbers[attribution])
        for role, entity, attribution in (*said, *told)
        for word in lexemes.name_words(names[entity])
    )
    return [{"role": role, "word": word, "attribution": number, "found": found} for role, word, number in keys]


def _rows(annotations: Annotations, numbers: Mapping[str, int]) -> tuple[list[str], list[tuple[int, str]]]:
    """The words of the parts of a document in order, and of its attributions with their rows in the index."""
    document = annotations.document
    said = [(row_of_attribution(numbers[a.id]), lexemes.of_attribution(document, a)) for a in annotations.attributions]
    return list(lexemes.of_document(document)), said


def _digests(parts: Sequence[str], said: Sequence[tuple[int, str]]) -> list[str]:
    whole = "\n".join((parts[0], *(text for _, text in said)))
    return [digest(whole), *map(digest, parts[1:])]


def _put(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    if connection.dialect.name == "postgresql":
        made = [{"n": n, "words": _vector(text)} for n, text in rows]
        connection.execute(sa.text("INSERT INTO search (rowid, words) VALUES (:n, CAST(:words AS tsvector))"), made)
    else:
        made = [{"n": n, "words": text} for n, text in rows]
        connection.execute(sa.text("INSERT INTO search (rowid, words) VALUES (:n, :words)"), made)


def _vector(text: str) -> str:
    """Words as PostgreSQL reads them with their places; they are letters and digits, so a quotation mark ends none."""
    return " ".join(f"'{word}':{min(place, 16_383)}" for place, word in enumerate(text.split(), 1))
