"""What was read, before anything is inferred: one block a document, then what could not be read.

For a person at a terminal: each field with how it was come by and how sure that is, what was kept out and why, and
where something is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import wrap
from typing import get_args

from hearsay.model import Document, Problem, Remark, ZoneKind
from hearsay.render.naming import date, kind, plural
from hearsay.render.visible import line, shortened
from hearsay.text import Span

WIDTH = 80  # columns
FIRST_WORDS = 60  # characters of a beginning or of a place
PLACES = 5  # places that are shown of a kind; the rest are counted

_COLUMN = 12
_INDENT = 2 + _COLUMN
_NOT_FOUND = "not found"
# Remarks on these stand under the field; the others get a row of their own, under the name that they give.
_ROWS = {"rights": "notice", "media type": "size"}


def render(documents: Iterable[Document], problems: Iterable[Problem] = ()) -> str:
    """Blocks of lines for people, ending in a line feed; the documents and problems in the order they come in.

    The words of a source stand in quotation marks, its acting characters are made visible. Lines are of at most `WIDTH`
    columns, but for words that are longer.
    """
    blocks = ["\n".join(_block(document)) for document in documents]
    unread = [row for problem in problems for row in _folded(line(_problem(problem)), "  ", "    ")]
    if unread:
        blocks.append("\n".join(["Not read, or not wholly:", *unread]))
    return "\n\n".join(blocks or ["Nothing was read."]) + "\n"


def _block(document: Document) -> Iterator[str]:
    yield line(document.source_id)
    told: dict[str, list[Remark]] = {}
    for remark in document.remarks:
        told.setdefault(_ROWS.get(remark.of, line(remark.of)), []).append(remark)
    for name, value, more in _facts(document):
        yield from _folded(value, f"  {name:<{_COLUMN}}", " " * _INDENT)
        for words in (*more, *map(_remark, told.pop(name, ()))):
            yield from _folded(words, f"{'':{_INDENT}}- ", " " * (_INDENT + 2))
    # What was kept out comes last, for it is the longest.
    for name in sorted(told, key=lambda name: (name == "kept out", name)):
        first = f"  {name:<{_COLUMN}}" if len(name) < _COLUMN else f"  {name}: "
        for remark in told[name]:
            yield from _folded(_remark(remark), first, " " * _INDENT)
            first = " " * _INDENT
    yield from _folded(_beginning(document), f"  {'begins':<{_COLUMN}}", " " * _INDENT)


def _facts(document: Document) -> Iterator[tuple[str, str, list[str]]]:
    """The rows: name, value, and what is to be said of the value besides the remarks."""
    yield "title", _quoted(document.title), []
    yield "byline", _quoted(document.byline), []
    yield "publisher", _quoted(document.publisher), []
    yield "published", _dated(document.published), []
    if document.modified:
        yield "modified", _dated(document.modified), []
    yield "retrieved", _dated(document.retrieved), []
    yield "credit", _quoted(document.credit), []
    yield "notice", _quoted(document.rights), []
    if document.contact:
        yield "contact", _quoted(document.contact), []
    if document.restriction:
        yield "restriction", _quoted(document.restriction), []
    yield "kind", kind(document.kind) if document.kind else _NOT_FOUND, _because(document)
    yield "zones", _zones(document) or _NOT_FOUND, []
    if document.pages is not None:
        yield "pages", *_pages(document)
    yield "coverage", document.coverage.state, _listed(document, document.coverage.spans)
    yield "language", *_language(document)
    if document.tongues:
        yield "passages", *_tongues(document)
    yield "size", f"{plural(len(document.text), 'character')}, {line(document.media_type)}", []
    if document.path != document.source_id:
        yield "file", line(document.path), []
    if document.uri:
        yield "address", line(document.uri), []


def _because(document: Document) -> list[str]:
    return [line(document.kind_reason)] if document.kind_reason else []


def _pages(document: Document) -> tuple[str, list[str]]:
    sizes = [page.end - page.start for page in document.pages or ()]
    bare = [
        str(number) for number, page in enumerate(document.pages or (), start=1) if not page.of(document.text).strip()
    ]
    value = plural(len(sizes), "page")
    if len(sizes) > 1:
        value += f", of {min(sizes):,} to {max(sizes):,} characters"
    more = bare[:20] + (["…"] if len(bare) > 20 else [])
    return value, [f"without text: {', '.join(more)}"] if bare else []


def _language(document: Document) -> tuple[str, list[str]]:
    if not document.language:
        return _NOT_FOUND, []
    told = line(document.language)
    english = told.lower().split("-")[0] == "en"
    return told, [] if english else ["not annotated, as only English is; kept, shown and searched"]


def _tongues(document: Document) -> tuple[str, list[str]]:
    counted: dict[str, int] = {}
    for tongue in document.tongues:
        counted[tongue.language] = counted.get(tongue.language, 0) + 1
    value = ", ".join(f"{number} in {line(name)}" for name, number in sorted(counted.items()))
    sure = [f"{line(tongue.language)}, {_percent(tongue.confidence)} sure, " for tongue in document.tongues]
    return value, _listed(document, [tongue.span for tongue in document.tongues], sure)


def _listed(document: Document, spans: Iterable[Span], before: list[str] | None = None) -> list[str]:
    """Where each of some places is, with its words; the first few of them."""
    places = list(spans)
    rows = [
        f"{before[number] if before else ''}{_where(document, span)}: "
        f"“{shortened(span.of(document.text)[: 8 * FIRST_WORDS], FIRST_WORDS)}”"
        for number, span in enumerate(places[:PLACES])
    ]
    return [*rows, *([f"and {len(places) - PLACES:,} more"] if len(places) > PLACES else [])]


def _where(document: Document, span: Span) -> str:
    pages = document.pages or ()
    page = next((number for number, page in enumerate(pages, start=1) if page.start <= span.start < page.end), None)
    return f"{f'page {page}, ' if page else ''}character {span.start + 1:,}"


def _beginning(document: Document) -> str:
    # Not more than could be needed: a text can be one line of megabytes.
    beginning = document.text.lstrip()[: 8 * FIRST_WORDS]
    return f"“{shortened(beginning, FIRST_WORDS)}”" if line(beginning) else "the text is empty"


def _zones(document: Document) -> str:
    """The parts of the page in the order of the model, each with the lines it has that are not blank."""
    lines: dict[str, int] = {}
    for zone in document.zones:
        inside = zone.span.of(document.text).splitlines()
        lines[zone.kind] = lines.get(zone.kind, 0) + sum(not row.isspace() and row != "" for row in inside)
    return ", ".join(f"{name} {plural(lines[name], 'line')}" for name in get_args(ZoneKind) if name in lines)


def _remark(remark: Remark) -> str:
    sure = f" ({_percent(remark.sure)} sure)" if remark.sure is not None else ""
    return line(remark.why) + sure


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _problem(problem: Problem) -> str:
    part = f", part {problem.record}" if problem.record else ""
    return f"{problem.path}{part}: {problem.what}: {problem.why}"


def _dated(value: str | None) -> str:
    return date(line(value)) if value else _NOT_FOUND


def _quoted(words: str | None) -> str:
    return f"“{line(words)}”" if words else _NOT_FOUND


def _folded(words: str, first: str, rest: str) -> list[str]:
    """`words` in lines of `WIDTH` columns, the first after `first`, the others after `rest`."""
    folded = wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return folded or [first.rstrip()]
