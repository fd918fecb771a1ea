"""JSON lines: one document a line, read line by line, so that a large file does not lie in memory as bytes."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from hearsay.model import Document, Problem
from hearsay.readers.capture import MAX_BYTES, Capture, Input, too_large, unreadable
from hearsay.readers.compose import compose
from hearsay.readers.metadata import take, writable

extensions = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")

MAX_PROBLEMS = 100  # of one file; a file that is no JSONL at all should not print a line for each of its lines


def captures(given: Input) -> Iterator[Capture | Problem]:
    """A capture for each line that holds a document, a problem for each that does not; blank lines are passed over.

    The `source_id` is the record's own ``id``, else ``path#line``.
    """
    problems = 0
    some = False
    for item in _lines(given):
        if isinstance(item, Problem):
            problems += 1
            if problems > MAX_PROBLEMS:
                continue
        some = True
        yield item
    if problems > MAX_PROBLEMS:
        yield Problem(
            path=given.path,
            record=None,
            what=f"{problems - MAX_PROBLEMS} more lines with faults",
            why=f"only the first {MAX_PROBLEMS} are listed; is the file JSON lines, one object a line?",
        )
    if not some:
        yield Problem(path=given.path, record=None, what="empty file", why="it has no lines; check where it was saved")


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a line: its ``text``, as it stands, is the body; the title is not part of it."""
    raw = json.loads(capture.data)
    yield compose(capture, cast(str, raw["text"]))


def _lines(given: Input) -> Iterator[Capture | Problem]:
    number = 0
    try:
        with given.open() as stored:
            packed = given.path.lower().endswith(".gz")
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=stored) if packed else stored)
            with io.BufferedReader(cast(io.RawIOBase, stream)) if packed else stream as lines:
                while line := lines.readline(MAX_BYTES + 1):
                    number += 1
                    if len(line) > MAX_BYTES:
                        yield too_large(given.path, None, str(number))
                        while line and not line.endswith(b"\n"):
                            line = lines.readline(MAX_BYTES)
                        continue
                    if number == 1:
                        line = line.removeprefix(b"\xef\xbb\xbf")
                    line = line.strip(b" \t\r\n")
                    if line:
                        yield from _record(given, number, line, stored.tell())
    except (OSError, EOFError, zlib.error) as error:
        yield unreadable(given.path, error, str(number + 1) if number else None)


def _record(given: Input, number: int, line: bytes, read_to: int) -> Iterator[Capture | Problem]:
    record = str(number)

    def bad(what: str, why: str) -> Problem:
        return Problem(path=given.path, record=record, what=what, why=why)

    try:
        raw = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        yield bad("line skipped", f"not UTF-8 at byte {error.start + 1} of the line; save the file as UTF-8")
        return
    except RecursionError:
        yield bad("line skipped", "its JSON is nested too deep")
        return
    except json.JSONDecodeError as error:
        yield bad("line skipped", f"not JSON: {error.msg} at column {error.colno}; give one object a line")
        return
    except ValueError:
        yield bad("line skipped", "not JSON that can be read: a number in it is too long")
        return
    if not isinstance(raw, dict):
        yield bad("line skipped", 'not a JSON object; a document is {"text": "…"}')
        return
    text = raw.get("text")
    if not isinstance(text, str):
        yield bad("line skipped", "no `text` in it" if text is None else "its `text` is not a text")
        return
    if not text.strip():
        yield bad("line skipped", "its `text` is empty")
        return
    if not writable(text):
        yield bad("line skipped", "its `text` holds half of a character (a lone surrogate), which no file can keep")
        return
    values, faults = take(raw)
    for fault in faults:
        yield bad("a value left out", fault)
    name = raw.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if name is not None and not (isinstance(name, str) and writable(name)):
        yield bad("`id` left out", "it is not a text; the line number stands for it")
        name = None
    yield Capture(
        path=given.path,
        source_id=name or f"{given.path}#{record}",
        data=line,
        media_type="application/json",
        record=record,
        beside=values,
        read_to=read_to,
    )
