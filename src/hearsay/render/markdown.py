"""The dossier as Markdown (CommonMark). A source's words stand in block quotes or quotation marks, ours elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hearsay import edition
from hearsay.model import Attribution, Document, Dossier
from hearsay.render.apparatus import Entry
from hearsay.render.footnotes import Carried, carried_in, plain
from hearsay.render.naming import Names, date, kind, plural
from hearsay.render.outline import Outline, checked, compared, label, outline, why, witness, words
from hearsay.render.selected import change
from hearsay.render.visible import line, paragraphs

CHANGES = 200  # since the edition before, named at most

# Whatever can begin markup inside a line, or a block at its start. The three that can begin HTML become references,
# since not every reader of Markdown lets them be escaped.
_INLINE = re.compile(r"[\\`*_{}\[\]#|~$^]")
_START = re.compile(r"^(?:([-+=])|(\d+)([.)]))")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(dossier: Dossier) -> str:
    """The whole dossier as Markdown text that ends in a line feed."""
    made = outline(dossier)
    blocks = [f"# {escaped(made.title)}", escaped(made.counts) or "Nothing was read."]
    changes = dossier.edition.changes[:CHANGES] if dossier.edition else ()
    blocks += _items([*made.made, *map(change, changes)])
    blocks += [escaped(made.confirmed)] if made.counts else []
    if made.shown:
        blocks.append("\n".join(_witnesses(made)))
    for heading, section in (
        ("What was said", _said(made, carried_in(dossier.collation))),
        ("Where the tellings differ", [*_accounts(made), *_differ(made)]),
        ("Without a witness", _items(made.left)),
        ("What a table can check", _checked(made)),
        ("Who has it from whom", _items(made.hands)),
        ("When", _items(made.moments)),
        ("Voices, person by person", _voices(made)),
        ("The documents", _documents(dossier, made)),
        ("Not found, not read", _items(made.missing)),
    ):
        inside = list(section)
        if inside:
            blocks += [f"## {heading}", *inside]
    if dossier.edition:
        blocks.append(f"<!-- {edition.NAME} {edition.packed(dossier.edition)} -->")
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, made visible, so that Markdown shows its characters and obeys none.

    >>> escaped("1. *Not* a list <b>")
    '1\\\\. \\\\*Not\\\\* a list &lt;b&gt;'
    """
    plain = _INLINE.sub(lambda m: "\\" + m[0], line(text)).translate(_HTML)
    return _START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", plain)


def quoted(text: str, indent: str = "") -> str:
    """A source's words as a block quote, one quoted paragraph for each of theirs, every line behind `indent`."""
    return f"\n{indent}>\n".join(f"{indent}> {escaped(part)}" for part in paragraphs(text))


def _witnesses(made: Outline) -> Iterator[str]:
    for document in made.shown:
        yield f"- **{escaped(made.names.siglum(document))}** {escaped(witness(document, made.names))}"


def _said(made: Outline, carried: Carried) -> Iterator[str]:
    number = 0
    for group in made.groups:
        yield f"### {escaped(group.heading)}"
        for entry in group.entries:
            number += 1
            yield from _entry(entry, f"1.{number}", made.names, carried)


def _entry(entry: Entry, number: str, lookup: Names, carried: Carried) -> Iterator[str]:
    utterance = entry.utterance
    yield f"#### {number} {escaped(lookup.parties(utterance.speaker, utterance.addressee))}"
    for row in entry.lines:
        yield f"**{escaped(lookup.siglum(row.rendition.document))}** · {escaped(label(row, lookup))}"
        yield quoted(words(row, lookup))
        notes = [text for text in (compared(row, lookup), row.chain and f"Chain: {row.chain}") if text]
        notes += [f"Footnote: {plain(lookup.attributions[a], lookup, carried)}" for a in row.rendition.attributions[:1]]
        notes += [f"Why: {why(reason, lookup)}" for reason in row.reasons]
        yield from _items(notes)


def _accounts(made: Outline) -> Iterator[str]:
    for table in made.accounts:
        yield f"### {escaped(table.heading)}"
        for name, lines in table.accounts:
            yield f"**{escaped(name)}**"
            yield from _items(lines)
        yield from _items(table.notes)


def _differ(made: Outline) -> Iterator[str]:
    for number, (heading, held, reasons) in enumerate(made.differ, 1):
        yield f"### {2 if made.groups else 1}.{number} {escaped(heading)}"
        yield from _items([*held, *(f"Why: {reason}" for reason in reasons)])


def _checked(made: Outline) -> Iterator[str]:
    for found in made.checks:
        yield quoted(found.words)
        yield from _items([checked(found, made.names), *found.notes])


def _voices(made: Outline) -> Iterator[str]:
    for name, lines in made.voices:
        yield f"### {escaped(name)}"
        yield from _items(lines)


def _documents(dossier: Dossier, made: Outline) -> Iterator[str]:
    by_document: dict[str, list[Attribution]] = {}
    for found in dossier.collation.attributions:
        by_document.setdefault(found.document, []).append(found)
    for document in made.shown:
        record = made.names.documents[document]
        yield f"### {escaped(made.names.siglum(document))} · {escaped(record.source_id)}"
        yield from _items(_facts(record))
        inside = sorted(by_document.get(document, ()), key=lambda a: (a.content, a.id))
        yield plural(len(inside), "attribution") + (":" if inside else "")
        for attribution in inside:
            yield _attribution(attribution, made.names)


def _facts(document: Document) -> Iterator[str]:
    """What a document says of itself; what was not found is not there, but for its kind."""
    if document.title:
        yield f"Title: “{document.title}”"
    for name, value in (
        ("By", document.byline),
        ("Publisher", document.publisher),
        ("Published", document.published and date(document.published)),
        ("Retrieved", document.retrieved and date(document.retrieved)),
    ):
        if value:
            yield f"{name}: {value}"
    for name, value in (("Credit", document.credit), ("Notice", document.rights)):
        if value:
            yield f"{name}: “{value}”"
    yield f"Kind: {kind(document.kind)}" + (f", because {document.kind_reason}" if document.kind_reason else "")
    if document.uri:
        yield f"Address: {document.uri}"
    yield f"File: {document.path}"


def _attribution(found: Attribution, lookup: Names) -> str:
    outer = found.parent and lookup.attributions[found.parent]
    inside = f"; inside the words at {_place(outer, lookup)}" if outer else ""
    chain = lookup.chain(found)
    head = f"- **{escaped(_place(found, lookup))}** {escaped(lookup.attribution(found) + inside)}"
    tail = f"\n\n  {escaped(f'Chain: {chain}')}" if chain else ""
    return f"{head}\n\n{quoted(lookup.words(found.document, found.content), '  ')}{tail}"


def _place(found: Attribution, lookup: Names) -> str:
    return lookup.place(found.document, (found.content + found.cue + found.source)[0])


def _items(texts: Iterable[str]) -> Iterator[str]:
    items = [f"- {escaped(text)}" for text in texts]
    if items:
        yield "\n".join(items)
