"""Findings of others, by the contract's JSON: kept apart from the library's own, and marked so wherever they show.

They have no captures: nobody here has seen the bytes, so they are neither collated nor searched with the library's
documents. What was forgotten here does not come in with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import ForeignError
from hearsay.library import codec, schema
from hearsay.library.adding import web_address
from hearsay.library.store import Store, storable
from hearsay.library.takedown import in_the_way

_BY_DOCUMENT = ("attributions", "times")
_BETWEEN = (
    "entities", "copies", "stories", "events", "accounts", "utterances", "disagreements", "responses", "checks",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A file of findings of others: its id here, its name, what it says made it, its documents, and how many of them
    the library has too."""

    id: str
    name: str
    added: str
    made_by: str
    documents: int
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignDocument:
    """What one such file says of one document: source id, address, attributions with their words and speakers."""

    findings: str
    name: str
    source_id: str
    attributions: tuple[tuple[str, str], ...]


def import_findings(store: Store, data: bytes, *, name: str, at: str) -> tuple[int, int]:
    """Keep the findings in `data`, JSON as ``hearsay trace --format json`` gives it. Gives how many documents it has
    that are now known, and how many were left out as forgotten here. A file that is there already changes nothing.

    Raises `ForeignError` where it is no such JSON, or its anchors do not lie in its texts.
    """
    found = _read(data)
    made = sha256(data).hexdigest()[:15]
    kept, left = [], 0
    with store.writing() as connection:
        if connection.scalar(sa.select(schema.foreign.c.number).where(schema.foreign.c.id == made)) is not None:
            return 0, 0
        gone: set[str] = set()
        for document in found["documents"]:
            address = storable(web_address(document["uri"])) if document.get("uri") else None
            if in_the_way(connection, document["sha256"], address) is not None:
                gone.add(document["id"])
                left += 1
                continue
            its = {part: [x for x in found[part] if x.get("document") == document["id"]] for part in _BY_DOCUMENT}
            kept.append(
                {
                    "id": storable(document["id"]),
                    "sha256": document["sha256"],
                    "address": address,
                    "source_id": storable(document["source_id"]),
                    "packed": codec.pack_bytes(codec.dumped({"document": document, **its})),
                }
            )
        between = {part: [x for x in found[part] if not _naming(x, gone)] for part in _BETWEEN}
        between["hearsay"] = found["hearsay"]
        row = {"id": made, "name": name, "added": at, "packed": codec.pack_bytes(codec.dumped(between))}
        number = connection.execute(
            sa.insert(schema.foreign).values(row).returning(schema.foreign.c.number)
        ).scalar_one()
        if kept:
            connection.execute(sa.insert(schema.foreign_documents), [{**k, "findings": number} for k in kept])
    return len(kept), left


def foreign(connection: Connection) -> tuple[Foreign, ...]:
    """All findings of others, in the order in which they were imported."""
    f, d, own = schema.foreign, schema.foreign_documents, schema.contents
    out = []
    for number, name, label, added, packed in connection.execute(
        sa.select(f.c.number, f.c.id, f.c.name, f.c.added, f.c.packed).order_by(f.c.number)
    ).all():
        made_by = codec.loaded(codec.unpack_bytes(packed)).get("hearsay") or {}
        hashes = connection.scalars(sa.select(d.c.sha256).where(d.c.findings == number)).all()
        shared = connection.scalar(
            sa.select(sa.func.count())
            .select_from(own)
            .where(own.c.sha256.in_(sa.select(d.c.sha256).where(d.c.findings == number)))
        )
        out.append(
            Foreign(
                id=name,
                name=label,
                added=added,
                made_by=f"schema {made_by.get('schema')}, version {made_by.get('version')}",
                documents=len(hashes),
                shared=int(shared or 0),
            )
        )
    return tuple(out)


def foreign_to(connection: Connection, digest: str, address: str | None) -> tuple[ForeignDocument, ...]:
    """What findings of others say of the document with these bytes, or at this address."""
    f, d = schema.foreign, schema.foreign_documents
    fits = d.c.sha256 == digest
    if address is not None:
        fits = fits | (d.c.address == address)
    out = []
    rows = connection.execute(
        sa.select(f.c.id, f.c.name, f.c.packed, d.c.source_id, d.c.packed.label("its"))
        .join(d, d.c.findings == f.c.number)
        .where(fits)
        .order_by(d.c.number)
    ).all()
    for row in rows:
        its = codec.loaded(codec.unpack_bytes(row.its))
        names = {e.get("id"): e.get("name") for e in codec.loaded(codec.unpack_bytes(row.packed))["entities"]}
        text = its["document"]["text"]
        said = tuple(
            (
                ", ".join(str(names.get(s, s)) for s in a.get("speaker") or ()) or "speaker not found",
                " … ".join(text[s:e] for s, e in a["content"]),
            )
            for a in its["attributions"]
        )
        out.append(ForeignDocument(findings=row.id, name=row.name, source_id=row.source_id, attributions=said))
    return tuple(out)


def _read(data: bytes) -> dict[str, Any]:
    try:
        found = codec.loaded(data)
    except Exception as error:
        raise ForeignError(f"it is no JSON: {error}") from error
    if not isinstance(found, dict) or not isinstance(found.get("hearsay"), dict):
        raise ForeignError("it has no “hearsay”, so it is no result of `hearsay trace --format json`")
    for part in ("documents", *_BY_DOCUMENT, *_BETWEEN):
        if not isinstance(found.setdefault(part, []), list) or not all(isinstance(x, dict) for x in found[part]):
            raise ForeignError(f"its “{part}” is no list of objects")
    texts: dict[str, str] = {}
    for document in found["documents"]:
        for key in ("id", "source_id", "sha256", "text"):
            if not isinstance(document.get(key), str):
                raise ForeignError(f"a document has no “{key}”")
        if not re.fullmatch("[0-9a-f]{64}", document["sha256"]):
            raise ForeignError(f"“{document['sha256'][:80]}” is no sha256")
        if not isinstance(document.get("uri"), str | None):
            raise ForeignError("the “uri” of a document is no text")
        texts[document["id"]] = document["text"]
    for attribution in found["attributions"]:
        text = texts.get(attribution.get("document", ""))
        if text is None:
            raise ForeignError("an attribution stands in a document that is not there")
        for span in _spans(attribution):
            if not 0 <= span[0] < span[1] <= len(text):
                raise ForeignError(f"the span {span} does not lie in its text of {len(text)} code points")
    return found


def _spans(attribution: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    for part in ("source", "cue", "content"):
        spans = attribution.get(part)
        if not isinstance(spans, list):
            raise ForeignError(f"an attribution has no “{part}”")
        for span in spans:
            if not (isinstance(span, list) and len(span) == 2 and all(type(x) is int for x in span)):
                raise ForeignError(f"{span!r} is no span")
            yield span[0], span[1]


def _naming(data: Any, ids: set[str]) -> bool:
    if isinstance(data, dict):
        return any(_naming(v, ids) for v in data.values())
    if isinstance(data, list):
        return any(_naming(v, ids) for v in data)
    return isinstance(data, str) and data in ids
