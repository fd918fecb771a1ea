"""The bytes that a document was read from, once more: for what shows a page and not only its text."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from hearsay.model import Document
from hearsay.readers.capture import MAX_BYTES


def original(document: Document) -> bytes | None:
    """The file of a document, if it still lies where it was read and holds the same bytes; else ``None``.

    What lies inside an archive or another container is no file of its own, and gives ``None`` too.
    """
    target = Path(document.path)
    try:
        if not target.is_file() or target.stat().st_size > MAX_BYTES:
            return None
        data = target.read_bytes()
    except (OSError, ValueError):
        return None
    return data if sha256(data).hexdigest() == document.sha256 else None
