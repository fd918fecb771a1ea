"""The bytes of captures: each kept once, packed beside the text of its document, in which most of them stand again."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
import zstandard
from sqlalchemy.engine import Connection

from hearsay.errors import DamagedRecordError
from hearsay.library import codec, schema
from hearsay.library.store import Store
from hearsay.model import Document

_MOST = 1 << 20  # bytes of a text that its capture is packed beside


def keep_bytes(connection: Connection, digest: str, data: bytes, number: int, text: str) -> None:
    """Keep bytes with a hash, where they are not there yet; `text` is that of the document with the `number`."""
    table = schema.contents
    if connection.scalar(sa.select(table.c.size).where(table.c.sha256 == digest)) is None:
        packed = codec.pack_bytes(data, beside=_beside(text))
        row = {"sha256": digest, "size": len(data), "beside": number, "packed": packed}
        connection.execute(sa.insert(table), [row])


def bytes_of(connection: Connection, digest: str) -> bytes:
    """The bytes with a hash. Raises `DamagedRecordError` where they do not unpack, or are not there."""
    table, d = schema.contents, schema.documents
    row = connection.execute(
        sa.select(table.c.packed, d.c.packed.label("document"))
        .join(d, d.c.number == table.c.beside)
        .where(table.c.sha256 == digest)
    ).one_or_none()
    if row is None:
        raise DamagedRecordError("bytes", "neither they nor the document that they were packed beside are there")
    text = codec.unpack(Document, row.document).text
    return codec.unpack_bytes(row.packed, beside=_beside(text))


def original(store: Store) -> Callable[[Document], bytes | None]:
    """What gives the bytes that a document of the library was read from; ``None`` for any other."""

    def found(document: Document) -> bytes | None:
        with store.reading() as connection:
            try:
                return bytes_of(connection, document.sha256)
            except DamagedRecordError:
                return None

    return found


def _beside(text: str) -> zstandard.ZstdCompressionDict | None:
    data = text.encode("utf-8", "surrogatepass")[:_MOST]
    if len(data) < 8:  # what zstd takes no dictionary from
        return None
    return zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
