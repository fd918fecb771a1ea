"""What was read, before anything is inferred: one block a document, then what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from hearsay.model import Document, Problem, ZoneKind
from hearsay.render.naming import date, kind, plural
from hearsay.render.visible import line, shortened

FIRST_WORDS = 72  # characters of the beginning of a text

_COLUMN = 12
_NOT_FOUND = "not found"


def render(documents: Iterable[Document], problems: Iterable[Problem] = ()) -> str:
    """Blocks of lines for people, ending in a line feed; the documents and problems in the order they come in.

    The words of a source stand in quotation marks, its acting characters are made visible.
    """
    blocks = ["\n".join(_block(document)) for document in documents]
    unread = [f"  {line(text)}" for text in map(_problem, problems)]
    if unread:
        blocks.append("\n".join(["Not read, or not wholly:", *unread]))
    return "\n\n".join(blocks or ["Nothing was read."]) + "\n"


def _block(document: Document) -> Iterator[str]:
    yield line(document.source_id)
    for name, value in _facts(document):
        yield f"  {name:<{_COLUMN}}{value}"


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", _quoted(document.title)
    yield "byline", _quoted(document.byline)
    yield "publisher", _quoted(document.publisher)
    yield "published", date(line(document.published)) if document.published else _NOT_FOUND
    yield "retrieved", date(line(document.retrieved)) if document.retrieved else _NOT_FOUND
    yield "credit", _quoted(document.credit)
    yield "notice", _quoted(document.rights)
    if document.restriction:
        yield "restriction", _quoted(document.restriction)
    because = f", because {line(document.kind_reason)}" if document.kind_reason else ""
    yield "kind", (kind(document.kind) if document.kind else _NOT_FOUND) + because
    yield "zones", _zones(document) or _NOT_FOUND
    yield "coverage", document.coverage.state
    yield "language", line(document.language) if document.language else _NOT_FOUND
    pages = f", {plural(len(document.pages), 'page')}" if document.pages is not None else ""
    yield "size", f"{plural(len(document.text), 'character')}{pages}, {line(document.media_type)}"
    if document.path != document.source_id:
        yield "file", line(document.path)
    if document.uri:
        yield "address", line(document.uri)
    # Not more than could be needed: a text can be one line of megabytes.
    beginning = document.text.lstrip()[: 8 * FIRST_WORDS]
    yield "begins", f"“{shortened(beginning, FIRST_WORDS)}”" if line(beginning) else "the text is empty"


def _zones(document: Document) -> str:
    """The parts of the page in the order of the model, each with the lines it has that are not blank."""
    lines: dict[str, int] = {}
    for zone in document.zones:
        inside = zone.span.of(document.text).splitlines()
        lines[zone.kind] = lines.get(zone.kind, 0) + sum(not row.isspace() and row != "" for row in inside)
    return ", ".join(f"{name} {plural(lines[name], 'line')}" for name in get_args(ZoneKind) if name in lines)


def _problem(problem: Problem) -> str:
    part = f", part {problem.record}" if problem.record else ""
    return f"{problem.path}{part}: {problem.what}: {problem.why}"


def _quoted(words: str | None) -> str:
    return f"“{line(words)}”" if words else _NOT_FOUND
