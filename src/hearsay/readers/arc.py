"""Records of ARC files, the older form of WARC: a line on each, then so many bytes."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from hearsay.readers.capture import MAX_BYTES
from hearsay.readers.unpack import CHUNK, ERRORS, TooMuchError, Unpacked

LINE = 4 * 1024  # bytes that the line on a record may have

_HEAD = re.compile(
    rb"(?P<uri>[a-zA-Z][a-zA-Z0-9+.-]*:[^\r\n]*?) (?P<ip>[0-9a-fA-F.:]+|-) (?P<date>\d{8,20}) (?P<type>\S*)"
    rb"(?P<more>(?: \S+)*?) (?P<length>\S+)[ \t]*\r?\n"
)


class ArcRecord(NamedTuple):
    """One record; `block` is ``None`` when it was not read: `wanted` did not ask for it, or it is too large."""

    uri: str
    date: str
    media_type: str
    length: int
    block: bytes | None
    cut: bool = False


class Fault(NamedTuple):
    """What is wrong at a place: `where` names it for a person."""

    where: str
    why: str


def records(stored: BinaryIO, packing: str, skip: frozenset[str]) -> Iterator[ArcRecord | Fault]:
    """The records of an ARC in order, and what is broken between them; after damage it goes on with the next record
    that can be found. The bytes of records whose media type begins with one of `skip` are not kept."""
    at = 0
    while True:
        stored.seek(at)
        unpacked = Unpacked(stored, packing)
        try:
            yield from _records(io.BufferedReader(unpacked, CHUNK), tuple(skip))
            return
        except TooMuchError as error:
            yield Fault(f"byte {at + unpacked.packed_at()}", str(error))
            return
        except ERRORS as error:
            broken = at + unpacked.packed_at()
            yield Fault(f"byte {broken}", f"the packed data is broken or cut short ({error})")
            following = _next_member(stored, broken + 1)
            if following is None:
                return
            at = following


def _records(lines: io.BufferedReader, skip: tuple[str, ...]) -> Iterator[ArcRecord | Fault]:
    lost = False
    while line := lines.readline(LINE):
        if not line.strip(b"\r\n \t"):
            continue
        head = _HEAD.fullmatch(line)
        if head is None:
            if not lost:
                yield Fault(_shown(line), "here a line on a record should stand; looking for the next one")
            lost = True
            continue
        uri, date = head["uri"].decode("utf-8", "replace"), head["date"].decode()
        if not head["length"].isdigit() or len(head["length"]) > 15:
            yield Fault(uri[:200], f"its length is “{_shown(head['length'])}”; looking for the next record")
            lost = True
            continue
        lost = False
        length, kind = int(head["length"]), head["type"].decode("latin-1").lower()
        keep = length <= MAX_BYTES and not uri.startswith("filedesc:") and not kind.startswith(skip)
        parts: list[bytes] = []
        left = length
        while left and (more := lines.read(min(left, CHUNK))):
            left -= len(more)
            if keep:
                parts.append(more)
        yield ArcRecord(uri, date, kind, length, b"".join(parts) if keep else None, cut=left > 0)


def _next_member(stored: BinaryIO, at: int) -> int | None:
    """Where the next packed record begins after damage: a gzip head whose content begins with a line on a record."""
    stored.seek(at)
    before = b""
    while block := stored.read(1024 * 1024):
        window = before + block
        base = stored.tell() - len(window)
        for match in re.finditer(rb"\x1f\x8b\x08", window):
            place = base + match.start()
            if place >= at and _begins_record(stored, place):
                return place
            stored.seek(base + len(window))
        before = window[-2:]
    return None


def _begins_record(stored: BinaryIO, place: int) -> bool:
    stored.seek(place)
    try:
        return _HEAD.match(zlib.decompressobj(31).decompress(stored.read(CHUNK), LINE)) is not None
    except zlib.error:
        return False


def _shown(line: bytes) -> str:
    return line.strip().decode("ascii", "replace")[:80]
