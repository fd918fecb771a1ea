"""Unpacking gzip, bzip2 and xz as a stream that only goes forward, and stops where a bomb would go on."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import Any, BinaryIO

from hearsay.errors import HearsayError
from hearsay.readers.capture import RATIO

FLOOR = 8 * 1024 * 1024  # unpacked bytes under which no ratio is held against anything
CHUNK = 64 * 1024
LONGEST_READ = 4 * 1024 * 1024  # bytes asked for at once; the header of a member may ask for what it likes
XZ_MEMORY = 256 * 1024 * 1024  # bytes; a header may ask for 4 GB

ERRORS = (EOFError, zlib.error, lzma.LZMAError, OSError)


class TooMuchError(HearsayError):
    """Something packed that unpacks to more than anything honest does."""


class Unpacked(io.RawIOBase):
    """The unpacked bytes of `stored`, several members one after another included. `packing` is ``.gz``, ``.bz2``,
    ``.xz`` or "" for none.

    Reading raises `TooMuchError` beyond `RATIO`, and one of `ERRORS` for damage; `EOFError` for an early end. What was
    unpacked before is given first; `failed` is the error from the moment it is known.
    """

    def __init__(self, stored: BinaryIO, packing: str) -> None:
        self._stored, self._packing = stored, packing
        self._engine: Any = None
        self._begun = False
        self._waiting = b""
        self._ready = bytearray()
        self.failed: Exception | None = None
        self._packed = self._made = 0
        self._at = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """Forward only."""
        return True

    def tell(self) -> int:
        """Unpacked bytes that were read."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forward to an offset from the start."""
        if whence != io.SEEK_SET or offset < self._at:
            raise io.UnsupportedOperation("an unpacked stream goes forward only")
        while self._at < offset and self.read(min(offset - self._at, CHUNK)):
            pass
        return self._at

    def read(self, size: int = -1) -> bytes:
        """The next bytes; fewer than `size` only at the end."""
        if size < 0 or size > LONGEST_READ:
            raise TooMuchError(f"one part of it asks for more than {LONGEST_READ // 2**20} MB at once")
        while len(self._ready) < size and self.failed is None:
            try:
                more = self._more()
            except (*ERRORS, TooMuchError) as error:
                # What was unpacked before the damage is given first.
                self.failed = error
                break
            if not more:
                break
            self._ready += more
        if self.failed and not self._ready and size:
            raise self.failed
        out = bytes(self._ready[:size])
        del self._ready[:size]
        self._at += len(out)
        return out

    def readinto(self, buffer: Any, /) -> int:
        """The next bytes, into `buffer`; how many there were."""
        data = self.read(min(len(buffer), CHUNK))
        buffer[: len(data)] = data
        return len(data)

    def packed_at(self) -> int:
        """Where in `stored` the bytes lie that are unpacked next, counted from where it stood at first."""
        return self._packed - len(self._waiting)

    def _more(self) -> bytes:
        if not self._packing:
            return self._stored.read(CHUNK)
        while True:
            if self._engine is None:
                if not self._waiting:
                    self._fill()
                if self._begun and not self._waiting.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
                    return b""  # zeros up to the end of a block, or nothing
                self._engine, self._begun = self._fresh(), True
            out: bytes = self._engine.decompress(self._waiting, CHUNK)
            self._waiting = getattr(self._engine, "unconsumed_tail", b"")
            if self._engine.eof:
                self._waiting, self._engine = self._engine.unused_data, None
            self._made += len(out)
            if self._made > FLOOR and self._made > RATIO * self._packed:
                raise TooMuchError(f"it unpacks to more than {RATIO} times its size")
            if out:
                return out
            if self._engine is not None and not self._waiting and not self._fill():
                raise EOFError("the packed data ends early")

    def _fill(self) -> bool:
        self._waiting = self._stored.read(CHUNK)
        self._packed += len(self._waiting)
        return bool(self._waiting)

    def _fresh(self) -> Any:
        if self._packing == ".gz":
            return zlib.decompressobj(31)
        return bz2.BZ2Decompressor() if self._packing == ".bz2" else lzma.LZMADecompressor(memlimit=XZ_MEMORY)
