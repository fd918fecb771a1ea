"""Captures: the bytes of one document as they arrived, and the file that they came from."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from hearsay.model import Problem

MAX_BYTES = 64 * 1024 * 1024  # of one document, unpacked; a book has a few million
# Of one file that the user gave, with all archives in it:
MAX_TOTAL = 4 * 1024 * 1024 * 1024  # bytes unpacked
LEAST_TOTAL = 128 * 1024 * 1024  # bytes that any file may unpack to
RATIO = 250  # of unpacked to packed bytes; text packs 3 to 30 times, tables of one value somewhat over 100 times
MAX_MEMBERS = 100_000
MAX_DEPTH = 2  # archives around a thing that is still opened

_STARTS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive (or an office document)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
    b"SQLite format 3\x00": "a database",
}


@dataclass(slots=True, kw_only=True)
class Budget:
    """What may still be unpacked of one file that the user gave, archives in it included. It is spent as it is used."""

    bytes: int
    members: int = MAX_MEMBERS

    @classmethod
    def of(cls, size: int) -> Budget:
        """What a file of `size` bytes may unpack to, bombs of many small parts being bombs too."""
        return cls(bytes=min(MAX_TOTAL, max(LEAST_TOTAL, RATIO * size)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What makes an `Input` a part of another one, which lies in memory and in no file.

    `record` names it in the other one; ``None`` where it is all of it, unpacked. `depth` counts the archives around it.
    `beside`, `media_type` and `charset` are what the container says of it; `cut` says why its end is missing, if it is.
    `read_to` is how many bytes of the stored file were read when it was complete.
    """

    record: str | None
    data: bytes
    depth: int
    beside: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    media_type: str | None = None
    charset: str | None = None
    cut: str | None = None
    read_to: int = 0
    budget: Budget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file to be read: `path` as the user knows it, `file` where it lies, `size` in bytes as stored.

    What a container holds is an `Input` too: its `path` is then its name in the container, and `part` has its bytes.
    """

    path: str
    file: Path
    size: int
    part: Part | None = None

    def open(self) -> BinaryIO:
        """The bytes as stored. Raises `OSError` when the system refuses."""
        return io.BytesIO(self.part.data) if self.part else self.file.open("rb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one document as they arrived.

    `path` is as the user gave it, `record` the part of it (a line number) or ``None``, `source_id` the name of the
    document, unique in a run. `beside` is what metadata says of it, by the keys of `metadata.KEYS`; `charset` the
    encoding that its transport declared. `read_to` is how many bytes of the stored file were read when this capture was
    complete, for the display of progress.
    """

    path: str
    source_id: str
    data: bytes
    media_type: str
    record: str | None = None
    beside: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    charset: str | None = None
    read_to: int = 0

    @property
    def sha256(self) -> str:
        """Hex digest of the bytes."""
        return sha256(self.data).hexdigest()


def read_whole(given: Input) -> bytes | Problem:
    """All bytes of a file, unpacked if its name ends in ``.gz``; a `Problem` when it is empty, over `MAX_BYTES`
    (then it is not read), damaged, or closed to us."""
    if given.size > MAX_BYTES:
        return too_large(given.path, given.size)
    if given.size == 0:
        return Problem(path=given.path, record=None, what="empty file", why="it has no bytes; check where it was saved")
    try:
        with given.open() as stored:
            if given.path.lower().endswith(".gz"):
                with gzip.open(stored) as packed:
                    data = packed.read(MAX_BYTES + 1)
            else:
                # One byte over, because the file may have grown since it was measured.
                data = stored.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        return unreadable(given.path, error)
    if len(data) > MAX_BYTES:
        return too_large(given.path, None)
    return data


def too_large(path: str, size: int | None, record: str | None = None) -> Problem:
    """The problem of an input over `MAX_BYTES`; `size` in bytes, ``None`` when it was not read to its end."""
    limit = MAX_BYTES // 2**20
    measured = f"{-(-size // 2**20)} MB" if size is not None else f"over {limit} MB unpacked"
    return Problem(
        path=path,
        record=record,
        what=f"too large: {measured}",
        why=f"one document may have {limit} MB; split it or give the part you need",
    )


def unreadable(path: str, error: Exception, record: str | None = None) -> Problem:
    """The problem of a file that the system or the unpacker refuses."""
    if isinstance(error, FileNotFoundError):
        return Problem(path=path, record=record, what="not found", why="no such file or folder; check the spelling")
    if isinstance(error, PermissionError):
        return Problem(
            path=path, record=record, what="may not be read", why="permission denied; change who may read it"
        )
    if isinstance(error, (gzip.BadGzipFile, EOFError, zlib.error)):
        return Problem(
            path=path, record=record, what="damaged archive", why="the gzip data is broken or cut short; fetch it again"
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return Problem(path=path, record=record, what="cannot be read", why=f"the system says: {reason}")


def looks_like(data: bytes) -> str | None:
    """What a file is by its first bytes, when that is not text: ``"a PDF"``, ``"a PNG picture"``.

    >>> looks_like(b"%PDF-1.7 ...")
    'a PDF'
    """
    return next((name for start, name in _STARTS.items() if data.startswith(start)), None)
