"""Bytes to documents. `READERS` is the list of formats; `read` walks the paths and never raises for bad input.

To add a format: write a module with `extensions`, `captures` and `documents`, add it to `READERS`, and take its
endings out of `NOT_YET`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, replace
from itertools import count

from hearsay.model import Document, Problem
from hearsay.readers import archive, dispatch, docx, eml, feed, html, inputs, jsonl, pdf, plain, tei, warc
from hearsay.readers.capture import MAX_BYTES, Capture, Input
from hearsay.readers.dispatch import Choice, Found, Reader

__all__ = ["MAX_BYTES", "NOT_YET", "READERS", "Capture", "Input", "Reader", "Reading", "Taken", "read", "stream"]

READERS: tuple[Reader, ...] = (plain, jsonl, html, feed, warc, tei, docx, eml, pdf, archive)

# Formats whose place is here and whose readers are not written: what they are called, what to do meanwhile.
NOT_YET: dict[str, tuple[str, str]] = {
    **dict.fromkeys((".xml",), ("XML that is no feed and no TEI edition", "save the text as .txt")),
    **dict.fromkeys(
        (".doc", ".odt", ".rtf"), ("An office document of this kind", "save it as .docx or as plain text (.txt)")
    ),
    **dict.fromkeys(
        (".7z", ".rar", ".tar.zst", ".warc.zst"), ("An archive of this kind", "unpack it and give the folder")
    ),
    **dict.fromkeys((".json",), ("JSON that is no feed", "give one object a line, each with a `text`, as .jsonl")),
    **dict.fromkeys((".msg", ".mbox"), ("Mail of this kind", "save each message as .eml")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read, sorted by `source_id`, and what could not be, sorted by path and record."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A capture with the documents made of it: one, or none where its bytes hold no text."""

    capture: Capture
    documents: tuple[Document, ...]


def read(paths: Iterable[str | os.PathLike[str]], *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Read files and folders into documents. The result does not depend on the order of `paths`.

    Whatever cannot be read becomes a `Problem` and the rest goes on; nothing is raised for bad input. `progress` is
    called with the bytes read so far and the bytes to be read in all, as they lie on the disk.
    """
    documents: dict[str, Document] = {}
    complaints: list[Problem] = []
    for item in stream(paths, progress=progress):
        if isinstance(item, Problem):
            complaints.append(item)
        else:
            documents.update((made.source_id, made) for made in item.documents)
    return Reading(
        documents=tuple(documents[name] for name in sorted(documents)),
        problems=tuple(sorted(dict.fromkeys(complaints), key=_order)),
    )


def stream(
    paths: Iterable[str | os.PathLike[str]], *, progress: Callable[[int, int], None] | None = None
) -> Iterator[Taken | Problem]:
    """What `read` reads, capture by capture with its bytes, so that a crawl need not lie in memory whole."""
    files, problems = inputs.find(paths, lambda file: _choose(file) is not None)
    yield from problems
    total = sum(file.size for file in files)
    done = 0
    names: set[str] = set()
    for file in files:
        for item in _found(file):
            if isinstance(item, Problem):
                yield item
                continue
            capture = item.capture
            if capture.source_id in names:
                capture = replace(capture, source_id=_another_name(capture, names))
                yield Problem(
                    path=capture.path,
                    record=capture.record,
                    what=f"the id “{item.capture.source_id}” came before",
                    why=f"ids name documents; this one is called “{capture.source_id}”",
                )
            made = tuple(replace(item, capture=capture).documents())
            yield from (one for one in made if isinstance(one, Problem))
            kept = tuple(one for one in made if not isinstance(one, Problem))
            names.update(one.source_id for one in kept)
            yield Taken(capture=capture, documents=kept)
            if progress:
                progress(min(done + capture.read_to, total), total)
        done += file.size
        if progress:
            progress(done, total)


def _found(file: Input) -> Iterator[Found | Problem]:
    if _choose(file) is None:
        ending = file.file.suffix
        yield Problem(
            path=file.path,
            record=None,
            what=f"the ending {ending} is not known" if ending else "the name has no ending",
            why="the ending says the format; rename plain text to .txt, a web page to .html",
        )
    yield from dispatch.walk(file, _choose)


def _choose(given: Input) -> Choice | Problem | None:
    choice = dispatch.choose(given, READERS)
    waiting = None if choice else _not_yet(given.path) or _not_yet(dispatch.content(given) or "")
    if waiting:
        what, instead = waiting
        return Problem(path=given.path, record=None, what=f"{what} is not read yet", why=f"for now: {instead}")
    return choice


def _not_yet(name: str) -> tuple[str, str] | None:
    lower = name.lower()
    return next((NOT_YET[ending] for ending in sorted(NOT_YET, key=len, reverse=True) if lower.endswith(ending)), None)


def _another_name(capture: Capture, taken: Set[str]) -> str:
    place = f"{capture.path}#{capture.record}" if capture.record else capture.path
    if capture.source_id != place:
        # An id of the record's own, which another record has too.
        longer = f"{capture.source_id}#{capture.record}"
        if capture.record and longer not in taken:
            return longer
        if place not in taken:
            return place
    return next(name for number in count(2) if (name := f"{place}#{number}") not in taken)


def _order(problem: Problem) -> tuple[str, int, str, str]:
    record = problem.record or ""
    return problem.path, int(record) if record.isdecimal() else -1, record, problem.what
