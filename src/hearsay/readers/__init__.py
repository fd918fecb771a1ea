"""Bytes to documents. `READERS` is the list of formats; `read` walks the paths and never raises for bad input.

To add a format: write a module with `extensions`, `captures` and `documents`, add it to `READERS`, and take its
endings out of `NOT_YET`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from hearsay.model import Document, Problem
from hearsay.readers import html, inputs, jsonl, plain
from hearsay.readers.capture import MAX_BYTES, Capture, Input

__all__ = ["MAX_BYTES", "NOT_YET", "READERS", "Capture", "Input", "Reader", "Reading", "read"]


class Reader(Protocol):
    """One format. `captures` takes a file apart into the bytes of its documents; `documents` makes a document of one.

    Both give a `Problem` for what cannot be read, and raise nothing for it.
    """

    @property
    def extensions(self) -> tuple[str, ...]:
        """The endings of file names, in lower case, with the dot."""

    def captures(self, given: Input, /) -> Iterator[Capture | Problem]:
        """The bytes of each document in a file."""

    def documents(self, capture: Capture, /) -> Iterator[Document | Problem]:
        """The document of one capture, with remarks on how it was read; no document when there is none in it."""


READERS: tuple[Reader, ...] = (plain, jsonl, html)

# Formats whose place is here and whose readers are not written: what they are called, what to do meanwhile.
NOT_YET: dict[str, tuple[str, str]] = {
    **dict.fromkeys((".pdf",), ("PDF", "take its text out, with pdftotext or by copying, into a .txt file")),
    **dict.fromkeys((".rss", ".atom", ".xml"), ("XML (a feed or a TEI edition)", "save each item as .html or .txt")),
    **dict.fromkeys((".tei",), ("TEI", "save the text as .txt")),
    **dict.fromkeys((".warc", ".warc.gz", ".arc", ".arc.gz"), ("WARC", "save each page as .html")),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf"), ("An office document", "save it as plain text (.txt)")),
    **dict.fromkeys((".zip", ".tar", ".tar.gz", ".tgz", ".7z"), ("An archive", "unpack it and give the folder")),
    **dict.fromkeys((".txt.gz", ".md.gz", ".gz"), ("A packed file of this kind", "unpack it with gunzip")),
    **dict.fromkeys((".json",), ("JSON", "give one object a line, each with a `text`, as .jsonl")),
    **dict.fromkeys((".eml", ".msg"), ("Mail", "save the message as .txt or .html")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read, sorted by `source_id`, and what could not be, sorted by path and record."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read(paths: Iterable[str | os.PathLike[str]], *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Read files and folders into documents. The result does not depend on the order of `paths`.

    Whatever cannot be read becomes a `Problem` and the rest goes on; nothing is raised for bad input. `progress` is
    called with the bytes read so far and the bytes to be read in all, as they lie on the disk.
    """
    files, problems = inputs.find(paths, lambda name: bool(_reader(name) or _not_yet(name)))
    total = sum(file.size for file in files)
    done = 0
    documents: dict[str, Document] = {}
    complaints = list(problems)
    for file in files:
        for item in _captures(file):
            if isinstance(item, Problem):
                complaints.append(item)
                continue
            capture = item
            if capture.source_id in documents:
                capture = replace(capture, source_id=_another_name(capture, documents))
                complaints.append(
                    Problem(
                        path=capture.path,
                        record=capture.record,
                        what=f"the id “{item.source_id}” came before",
                        why=f"ids name documents; this one is called “{capture.source_id}”",
                    )
                )
            for made in _documents(capture):
                if isinstance(made, Problem):
                    complaints.append(made)
                else:
                    documents[made.source_id] = made
            if progress:
                progress(min(done + capture.read_to, total), total)
        done += file.size
        if progress:
            progress(done, total)
    return Reading(
        documents=tuple(documents[name] for name in sorted(documents)),
        problems=tuple(sorted(dict.fromkeys(complaints), key=_order)),
    )


def _captures(file: Input) -> Iterator[Capture | Problem]:
    reader = _reader(file.path)
    if reader:
        yield from reader.captures(file)
        return
    waiting = _not_yet(file.path)
    if waiting:
        what, instead = waiting
        yield Problem(path=file.path, record=None, what=f"{what} is not read yet", why=f"for now: {instead}")
        return
    ending = file.file.suffix
    yield Problem(
        path=file.path,
        record=None,
        what=f"the ending {ending} is not known" if ending else "the name has no ending",
        why="the ending says the format; rename plain text to .txt, a web page to .html",
    )


def _documents(capture: Capture) -> Iterator[Document | Problem]:
    reader = _reader(capture.path)
    return reader.documents(capture) if reader else iter(())


def _reader(name: str) -> Reader | None:
    return next((reader for reader in READERS if name.lower().endswith(reader.extensions)), None)


def _not_yet(name: str) -> tuple[str, str] | None:
    lower = name.lower()
    return next((NOT_YET[ending] for ending in sorted(NOT_YET, key=len, reverse=True) if lower.endswith(ending)), None)


def _another_name(capture: Capture, taken: dict[str, Document]) -> str:
    place = f"{capture.path}#{capture.record}" if capture.record else capture.path
    names = [f"{capture.source_id}#{capture.record}"] if capture.record else []
    names += [place, *(f"{place}#{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _order(problem: Problem) -> tuple[str, int, str, str]:
    record = problem.record or ""
    return problem.path, int(record) if record.isdecimal() else -1, record, problem.what
