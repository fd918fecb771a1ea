"""Crawls: WARC and ARC files, packed or not. Each answer that may hold text is handed on as an input of its own.

Records are read one after another, and none is kept: memory does not grow with the file.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from hearsay.model import Document, Problem
from hearsay.readers import arc
from hearsay.readers.capture import MAX_BYTES, MAX_DEPTH, Budget, Capture, Input, Part, too_large, unreadable
from hearsay.readers.http_body import media_type, parse, plain
from hearsay.readers.sniff import HEAD, MEDIA_TYPES, OPEN_ENDINGS, sniff

extensions = (".warc", ".warc.gz", ".arc", ".arc.gz")

# By their type, answers that hold no text; the rest is looked at.
NO_TEXT = frozenset(
    {"image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript", "text/vtt",
     "application/x-javascript", "application/ecmascript", "application/font", "application/x-font", "model/"}
)  # fmt: skip
_SKIP = tuple(sorted(NO_TEXT))
_READ = frozenset(
    {*MEDIA_TYPES.values(), ".arc", ".tar.gz", ".tar.bz2", ".tar.xz", ".warc.gz", ".arc.gz", ".bz2", ".xz"}
)
# Their names tell a reader of the type; what comes as one of the others must begin as something that is read.
_BY_TYPE = (
    frozenset(MEDIA_TYPES.values()) - OPEN_ENDINGS - {".zip", ".tar", ".warc", ".rdf", ".jsonfeed", ".pdf", ".docx"}
)
_RECORD = re.compile(rb"WARC/[01]\.\d+\r?\n")
_LENGTH = re.compile(rb"^Content-Length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_DATE14 = re.compile(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)")


class _Sent(NamedTuple):
    """One answer: what it is called, where it came from and when, how it was declared, and its bytes."""

    name: str
    uri: str | None
    date: str | None
    declared: str
    charset: str | None
    data: bytes
    cut: str | None
    read_to: int


def captures(given: Input) -> Iterator[Capture | Input | Problem]:
    """An input for each successful answer that holds text, under its record id; a problem for each record that is
    damaged, and one that counts what holds no text."""
    depth = given.part.depth if given.part else 0
    if depth > MAX_DEPTH:
        why = f"a crawl in more than {MAX_DEPTH} archives is not opened; unpack the outer ones"
        yield Problem(path=given.path, record=None, what="archives in archives", why=why)
        return
    if given.size == 0:
        yield Problem(path=given.path, record=None, what="empty file", why="it has no bytes; check where it was saved")
        return
    budget = (given.part.budget if given.part else None) or Budget.of(given.size)
    aside: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    some = False
    try:
        with given.open() as stored:
            begins = sniff(stored.read(HEAD)) or ""
            stored.seek(0)
            crawl = _arc if begins.startswith(".arc") else _warc
            for item in crawl(given, stored, begins.endswith(".gz"), aside, apart):
                some = True
                if isinstance(item, Problem):
                    yield item
                elif (handed := _input(given, item, depth, budget)) is not None:
                    yield handed
                else:
                    aside[item.declared or "no type"] += 1
    except OSError as error:
        yield unreadable(given.path, error)
    if aside or (apart and not some):
        yield _counted(given, aside, apart)
    elif not some:
        why = "it holds no record that can be read; fetch it again"
        yield Problem(path=given.path, record=None, what="no records", why=why)


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """None: what a crawl holds goes to other readers."""
    return iter(())


def _warc(
    given: Input, stored: BinaryIO, packed: bool, aside: Counter[str], apart: Counter[str]
) -> Iterator[_Sent | Problem]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    response = WarcRecordType.response
    asked = (response, WarcRecordType.resource, WarcRecordType.conversion)
    start, number, last, cut = 0, 0, None, None
    while True:
        stored.seek(start)
        here = start
        try:
            for record in ArchiveIterator(stored, parse_http=False, strict_mode=False):
                number += 1
                here = record.stream_pos
                cut = None
                kind = record.record_type
                if kind not in asked:
                    last = None
                    apart[str(kind)] += 1
                    continue
                headers = record.headers
                if (headers.get("WARC-Target-URI") or "").lstrip("<").startswith("metadata:"):
                    apart["notes of the crawler"] += 1
                    continue
                last = name = (record.record_id or "").strip("<> ") or f"record {number}"
                if kind == response and record.is_http:
                    record.parse_http(strict_mode=False)
                    heads = record.http_headers
                    status, declared = heads.status_code, record.http_content_type or heads.get("Content-Type")
                    if status is not None and not 200 <= status < 300:
                        aside[f"answers with status {status}"] += 1
                        continue
                else:
                    heads, declared = None, headers.get("Content-Type")
                kinds, charset = media_type(declared)
                if heads is not None:
                    charset = media_type(heads.get("Content-Type"))[1] or charset
                if kinds.startswith(_SKIP):
                    aside[kinds] += 1
                    continue
                if record.content_length > MAX_BYTES:
                    yield too_large(given.path, record.content_length, name)
                    continue
                length = record.content_length
                data = record.reader.read()
                if len(data) < length:
                    cut = f"the record is cut short: {len(data)} of {length} bytes"
                    yield _cut_short(given, name, cut)
                elif headers.get("WARC-Truncated"):
                    cut = f"the crawler stopped there ({headers.get('WARC-Truncated')})"
                fault = None
                if heads is not None:
                    data, fault = plain(data, {k.lower(): v for k, v in heads.items()})
                if len(data) > MAX_BYTES:
                    yield too_large(given.path, None, name)
                    continue
                if fault and not cut:
                    cut = fault
                    yield _cut_short(given, name, fault)
                yield _Sent(
                    name=name,
                    uri=(headers.get("WARC-Target-URI") or "").strip("<> ") or None,
                    date=headers.get("WARC-Date"),
                    declared=kinds,
                    charset=charset,
                    data=data,
                    cut=cut,
                    read_to=min(here, given.size),
                )
            if number and cut is None and _ends_early(stored, here, packed):
                yield _cut_short(given, last or f"record {number}", "the file ends in the middle of a record")
            return
        except OSError as error:
            said = str(error).splitlines()[0][:120]
        why = f"after byte {here} there is no record ({said}); looking for the next one"
        yield Problem(path=given.path, record=last, what="a broken record", why=why)
        following = _next_record(stored, here + 1, packed)
        if following is None:
            return
        start = following


def _arc(
    given: Input, stored: BinaryIO, packed: bool, aside: Counter[str], apart: Counter[str]
) -> Iterator[_Sent | Problem]:
    for record in arc.records(stored, ".gz" if packed else "", NO_TEXT):
        if isinstance(record, arc.Fault):
            yield Problem(path=given.path, record=record.where, what="a broken record", why=record.why)
            continue
        name = f"{record.uri} {record.date}"
        if record.uri.startswith("filedesc:"):
            apart["warcinfo"] += 1
            continue
        if record.media_type.startswith(_SKIP):
            aside[record.media_type] += 1
            continue
        if record.block is None:
            yield too_large(given.path, record.length, name)
            continue
        cut = None
        if record.cut:
            cut = f"the record is cut short: {len(record.block)} of {record.length} bytes"
            yield _cut_short(given, name, cut)
        data, declared, charset = record.block, record.media_type, None
        answer = parse(record.block)
        if answer is not None:
            if answer.status is not None and not 200 <= answer.status < 300:
                aside[f"answers with status {answer.status}"] += 1
                continue
            stated, charset = media_type(answer.headers.get("content-type"))
            declared = stated or declared
            data, fault = plain(answer.body, answer.headers)
            if len(data) > MAX_BYTES:
                yield too_large(given.path, None, name)
                continue
            if fault and not cut:
                cut = fault
                yield _cut_short(given, name, fault)
        when = _DATE14.match(record.date)
        date = "{}-{}-{}T{}:{}:{}Z".format(*when.groups()) if when else None
        yield _Sent(name, record.uri, date, declared, charset, data, cut, min(stored.tell(), given.size))


def _input(given: Input, sent: _Sent, depth: int, budget: Budget) -> Input | None:
    """The answer as an input for the reader of its type; ``None`` when no type that is read fits it."""
    known = MEDIA_TYPES.get(sent.declared)
    begins = sniff(sent.data[:HEAD])
    if begins not in _READ and (begins is not None or known not in _BY_TYPE or not sent.data.strip()):
        return None
    outer = given.part
    part = Part(
        record=sent.name,
        data=sent.data,
        depth=depth + 1,
        beside={"uri": sent.uri, "retrieved": sent.date},
        media_type=sent.declared,
        charset=sent.charset,
        cut=sent.cut,
        read_to=outer.read_to if outer else sent.read_to,
        budget=budget,
    )
    name = "record" + (known if known in _BY_TYPE else "")
    return Input(path=name, file=Path(name), size=len(sent.data), part=part)


def _counted(given: Input, aside: Counter[str], apart: Counter[str]) -> Problem:
    total = aside.total()
    often = sorted(aside.items(), key=lambda pair: (-pair[1], pair[0]))
    listed = ", ".join(f"{count} × {name}" for name, count in often)
    beside = ", ".join(f"{count} {name}" for name, count in sorted(apart.items()))
    why = "; ".join(part for part in (listed, beside and f"of the crawl's own records: {beside}") if part)
    what = f"{total} {'answer' if total == 1 else 'answers'} without text to read" if total else "no answers"
    return Problem(path=given.path, record=None, what=what, why=why)


def _cut_short(given: Input, name: str, why: str) -> Problem:
    return Problem(path=given.path, record=name, what="a record cut short", why=f"{why}; fetch it again")


def _ends_early(stored: BinaryIO, at: int, packed: bool) -> bool:
    """Whether the file ends before the last record does, which begins at byte `at`, or in one that follows it."""
    size = stored.seek(0, 2)
    stored.seek(at)
    if not packed:
        head = stored.read(64 * 1024)
        length = _LENGTH.search(head)
        end = head.find(b"\r\n\r\n")
        if end < 0 or length is None or length.start() > end:
            return end < 0
        after = at + end + 4 + int(length[1])
        stored.seek(min(after, size))
        return after > size or bool(stored.read(64).strip())
    engine = zlib.decompressobj(31)
    try:
        while not engine.eof and (more := stored.read(64 * 1024)):
            while more and not engine.eof:
                engine.decompress(more, 2**20)
                more = engine.unconsumed_tail
    except zlib.error:
        return False  # one member for all records: no record's place is known
    return at < size and (not engine.eof or engine.unused_data.startswith(b"\x1f"))


def _next_record(stored: BinaryIO, at: int, packed: bool) -> int | None:
    """Where the next record begins at or after byte `at`; what only looks like the head of a packed one is tried."""
    sign = re.compile(rb"\x1f\x8b\x08") if packed else _RECORD
    stored.seek(at)
    base, window = at, stored.read(1024 * 1024)
    while window:
        for match in sign.finditer(window):
            if not packed or _begins_record(stored, base + match.start()):
                return base + match.start()
        # A sign may lie across two windows.
        kept = window[-16:]
        stored.seek(base + len(window))
        base += len(window) - len(kept)
        more = stored.read(1024 * 1024)
        if not more:
            return None
        window = kept + more
    return None


def _begins_record(stored: BinaryIO, place: int) -> bool:
    stored.seek(place)
    try:
        return _RECORD.match(zlib.decompressobj(31).decompress(stored.read(64 * 1024), 64)) is not None
    except zlib.error:
        return False
