"""Answers of web servers as archives keep them: head and body apart, and the body out of its transport encodings."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from hearsay.readers.capture import MAX_BYTES

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1024})?\r?\n")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


class Answer(NamedTuple):
    """The head of an answer: `status` is ``None`` when it is unreadable; names of `headers` are in lower case."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes


def parse(block: bytes) -> Answer | None:
    """An answer as sent, ``None`` when the block does not begin with a status line."""
    if not block.startswith(b"HTTP/"):
        return None
    end = re.search(rb"\r?\n\r?\n", block[: 256 * 1024])
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    first, *rest = head.decode("latin-1").splitlines()
    words = first.split()
    status = int(words[1]) if len(words) > 1 and words[1].isdecimal() and len(words[1]) == 3 else None
    pairs = (line.partition(":") for line in rest if ":" in line)
    return Answer(status, {name.strip().lower(): value.strip() for name, _, value in pairs}, body)


def media_type(written: str | None) -> tuple[str, str | None]:
    """Type and charset of a ``Content-Type``, both in lower case; "" for no type.

    >>> media_type("Text/HTML; charset='KOI8-R'")
    ('text/html', 'koi8-r')
    """
    written = written or ""
    charset = _CHARSET.search(written)
    return written.partition(";")[0].strip().lower(), charset[1].lower() if charset else None


def plain(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, str | None]:
    """The body without its chunks and its packing, and what was wrong with them, if that costs a part of it.

    Many archives keep headers of encodings that they have already taken off: such a body is left as it is.
    Unpacks no more than `MAX_BYTES` and one byte.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _without_chunks(body)
    for encoding in reversed(headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
        if encoding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
            body, fault = _inflate(body, 31)
        elif encoding == "deflate":
            # Servers have always disagreed on whether the head of zlib belongs to it.
            body, fault = _inflate(body, 15 if body[:1] == b"\x78" else -15)
        elif encoding in ("br", "zstd"):
            body, fault = _by_stream(body, encoding)
        else:
            continue
        if fault:
            return body, fault
    return body, None


def _without_chunks(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(out)
        out.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    # No chunks at all: they were taken off before, and the header kept.
    return b"".join(out) if out else body


def _inflate(body: bytes, bits: int) -> tuple[bytes, str | None]:
    engine = zlib.decompressobj(bits)
    out, waiting = bytearray(), body
    try:
        while not engine.eof and len(out) <= MAX_BYTES:
            more = engine.decompress(waiting, 2**20)
            waiting = engine.unconsumed_tail
            if not more and not waiting:
                break
            out += more
    except zlib.error:
        if not out:
            return body, None
    fault = None if engine.eof or len(out) > MAX_BYTES else "its packed body is broken or cut short"
    return bytes(out), fault


def _by_stream(body: bytes, encoding: str) -> tuple[bytes, str | None]:
    from fastwarc.stream_io import BrotliReader, ZstdReader  # imported late: few answers need them

    reader = BrotliReader(io.BytesIO(body)) if encoding == "br" else ZstdReader(io.BytesIO(body))
    out = bytearray()
    try:
        while len(out) <= MAX_BYTES and (more := reader.read(2**18)):
            out += more
    except OSError:
        return (bytes(out), "its packed body is broken or cut short") if out else (body, None)
    return bytes(out), None
