"""Adding documents: read, annotate, and keep each with its capture in a commit of its own.

What has been committed is told, and what was told stays, whatever stops the rest. What is there already is passed over
before it is annotated, so that an adding that was stopped goes on when it is run again.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay import readers
from hearsay.annotate import annotate
from hearsay.annotate.encoder import Encoder
from hearsay.dossier import versions
from hearsay.errors import DateTextError
from hearsay.library import codec, lexemes, schema
from hearsay.library.contents import keep_bytes
from hearsay.library.index import annotations_of, keep_words, spoken_rows
from hearsay.library.records import Added
from hearsay.library.revisions import article, settle
from hearsay.library.state import maker
from hearsay.library.store import Store, insert_new, storable
from hearsay.library.takedown import in_the_way
from hearsay.library.waiting import wait
from hearsay.model import Annotations, Document, Problem, Versions
from hearsay.readers import Capture
from hearsay.reference.dates import When, when

_GROUP = 4  # documents that go through the encoder side by side
_ABOUT = str.maketrans("", "", "?~%")  # by which EDTF says that a date is not certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document with what is known of it before it is annotated."""

    capture: Capture
    document: Document
    address: str | None
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One document that is now in the library: ``new``, ``revision``, ``same article`` or ``known``."""

    document: Document
    how: str


def add(
    store: Store,
    paths: Iterable[str | os.PathLike[str]],
    *,
    encoder: Encoder | None,
    at: str,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
    told: Callable[[Kept], None] | None = None,
) -> Added:
    """Add files and folders to a library; each document is kept when `told` is called with it.

    Without an `encoder` they are annotated by rules alone. `at` is when, ISO 8601 in UTC. `progress` is called with the
    bytes read so far and in all. Raises a `LibraryError` where the library cannot be written to; what was told before
    is in it.
    """
    made_by = versions(encoder.version if encoder else None)
    counted: dict[str, list[str]] = {"new": [], "revision": [], "same article": [], "known": []}
    kept_out: list[Problem] = []
    problems: list[Problem] = []

    def keep(kept: Kept) -> None:
        counted[kept.how].append(kept.document.id)
        if told is not None:
            told(kept)

    def unknown() -> Iterator[Taken]:
        for item in readers.stream(paths, progress=progress):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            for document in item.documents:
                taken = Taken(
                    capture=item.capture,
                    document=document,
                    address=storable(address_of(item.capture, document)),
                    article=article(document.text),
                )
                outcome = _at_once(store, taken, at)
                if isinstance(outcome, Problem):
                    kept_out.append(outcome)
                elif outcome is not None:
                    keep(outcome)
                else:
                    yield taken

    for taken, made in _annotated(unknown(), encoder, threads):
        with store.writing() as connection:
            outcome = _known(connection, taken, at) or _keep(connection, taken, made, made_by, at)
        if isinstance(outcome, Problem):
            kept_out.append(outcome)
        else:
            keep(outcome)
    return Added(
        new=tuple(counted["new"] + counted["revision"]),
        revisions=tuple(counted["revision"]),
        known=len(counted["known"]),
        same_article=len(counted["same article"]),
        kept_out=tuple(kept_out),
        problems=tuple(dict.fromkeys(problems)),
    )


def address_of(capture: Capture, document: Document) -> str | None:
    """Where another capture of the same thing would be found: its address on the web, else its path as it was given.

    A line of a JSONL file that has neither an address nor an id has none: its number says nothing of what is in it.
    """
    if document.uri:
        return web_address(document.uri)
    path = os.path.normpath(capture.path)
    if capture.record is None:
        return path
    if not capture.record.rpartition("#")[2].isdecimal():
        return f"{path}#{capture.record}"
    own = not document.source_id.endswith(f"#{capture.record}")
    return f"{path}#{document.source_id}" if own else None


def web_address(uri: str) -> str:
    """An address in the form in which two are compared: without what stands after ``#``, host in lower case.

    >>> web_address("HTTPS://Orsk.example:443/Ferry#top")
    'https://orsk.example/Ferry'
    """
    try:
        parts = urlsplit(uri.strip())
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return uri.strip()
    host = (parts.hostname or "").lower() + port
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", parts.query, "")) if host else uri.strip()


def _annotated(found: Iterator[Taken], encoder: Encoder | None, threads: int) -> Iterator[tuple[Taken, Annotations]]:
    """Each with its annotations, in order; a few groups ahead of who takes them, so that no crawl lies in memory."""
    waiting: deque[tuple[list[Taken], Future[tuple[Annotations, ...]]]] = deque()
    pool = ThreadPoolExecutor(threads)
    ended = False
    try:
        while True:
            while not ended and len(waiting) < threads + 2:
                group: list[Taken] = []
                for taken in found:
                    group.append(taken)
                    if len(group) == _GROUP:
                        break
                ended = len(group) < _GROUP
                if group:
                    waiting.append((group, pool.submit(annotate, [t.document for t in group], encoder)))
            if not waiting:
                return
            group, future = waiting.popleft()
            yield from zip(group, future.result(), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


# ---- what needs no annotating ----------------------------------------------------------------------------------------


def _at_once(store: Store, taken: Taken, at: str) -> Kept | Problem | None:
    """What becomes of a document without annotating it; ``None`` where it has to be."""
    with store.reading() as connection:
        seen = _look(connection, taken)
    if seen is None or isinstance(seen, (Kept, Problem)):
        return seen
    with store.writing() as connection:
        return _known(connection, taken, at)


def _known(connection: Connection, taken: Taken, at: str) -> Kept | Problem | None:
    """The same, and where a known article stands in other furniture, that is kept."""
    seen = _look(connection, taken)
    if not isinstance(seen, int):
        return seen
    text = annotations_of(connection, seen)[0].document.text
    keep_bytes(connection, taken.document.sha256, taken.capture.data, seen, text)
    _keep_capture(connection, taken, seen, at)
    settle(connection, taken.address)
    return Kept(document=taken.document, how="same article")


def _look(connection: Connection, taken: Taken) -> Kept | Problem | int | None:
    """``Kept`` where the very capture is there, a `Problem` where it was forgotten, the number of the document that has
    its article, or ``None``."""
    captures = schema.captures
    if connection.scalar(sa.select(captures.c.number).where(captures.c.id == taken.document.id)) is not None:
        return Kept(document=taken.document, how="known")
    grave = in_the_way(connection, taken.document.sha256, taken.address)
    if grave is not None:
        return Problem(
            path=taken.document.path,
            record=taken.capture.record,
            what="kept out: removed at the owner's request",
            why=f"{grave.reason} ({grave.at[:10]}); `hearsay forget --lift` lets it in again",
        )
    if taken.address is None:
        return None
    table = schema.documents
    number: int | None = connection.scalar(
        sa.select(table.c.number)
        .where(table.c.address == taken.address, table.c.article == taken.article)
        .order_by(table.c.number)
    )
    return number


# ---- keeping ---------------------------------------------------------------------------------------------------------


def _keep(connection: Connection, taken: Taken, annotations: Annotations, made_by: Versions, at: str) -> Kept:
    document = taken.document
    dated = _dated(document.published)
    number: int = connection.execute(
        sa.insert(schema.documents)
        .values(
            id=document.id,
            source_id=storable(document.source_id),
            address=taken.address,
            sha256=document.sha256,
            article=taken.article,
            current=True,
            added=at,
            retrieved=document.retrieved,
            title=storable(document.title),
            outlet=storable(document.publisher),
            outlet_words=f" {' '.join(lexemes.name_words(document.publisher))} " if document.publisher else None,
            published_first=dated.first.isoformat() if dated else None,
            published_last=dated.last.isoformat() if dated else None,
            kind=document.kind,
            size=len(document.text),
            packed=codec.pack(document),
        )
        .returning(schema.documents.c.number)
    ).scalar_one()
    keep_bytes(connection, document.sha256, taken.capture.data, number, document.text)
    _keep_capture(connection, taken, number, at)
    connection.execute(
        sa.insert(schema.annotated).values(
            document=number, maker=maker(connection, made_by), packed=codec.pack(annotations, without=("document",))
        )
    )
    wait(connection, (number,))
    numbers = _keep_attributions(connection, number, annotations)
    keep_words(connection, number, annotations, numbers)
    revised = settle(connection, taken.address)
    return Kept(document=document, how="revision" if revised > 1 else "new")


def _keep_capture(connection: Connection, taken: Taken, number: int, at: str) -> None:
    document = taken.document
    connection.execute(
        sa.insert(schema.captures).values(
            id=document.id,
            document=number,
            sha256=document.sha256,
            source_id=storable(document.source_id),
            added=at,
            retrieved=document.retrieved,
        )
    )


def _keep_attributions(connection: Connection, number: int, annotations: Annotations) -> dict[str, int]:
    rows = []
    for a in annotations.attributions:
        said = _dated(a.said_on)
        rows.append(
            {
                "id": a.id,
                "document": number,
                "mode": a.mode[0],
                "said_first": said.first.isoformat() if said else None,
                "said_last": said.last.isoformat() if said else None,
            }
        )
    if not rows:
        return {}
    connection.execute(sa.insert(schema.attributions), rows)
    table = schema.attributions
    found = connection.execute(sa.select(table.c.id, table.c.number).where(table.c.document == number))
    numbers: dict[str, int] = dict(found.all())
    names = {e.id: e.name for e in annotations.entities}
    insert_new(connection, schema.spoken, spoken_rows(annotations, numbers, names, found=False))
    return numbers


def _dated(value: str | None) -> When | None:
    """A date as the days that it can mean; ``None`` where it cannot be compared."""
    plain = (value or "").translate(_ABOUT)
    try:
        return when(plain if "/" in plain else plain[:10]) if plain else None
    except DateTextError:
        return None
