"""The dossier for a terminal: the same order and sigla as the page, short. Nothing of a source reaches it unseen.

A source's words stand in quotation marks, indented; ours beside them. Colour adds nothing that is not also in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from hearsay.model import Dossier
from hearsay.render.apparatus import Entry
from hearsay.render.naming import Names, plural
from hearsay.render.outline import Outline, checked, compared, label, outline, witness, words
from hearsay.render.visible import line, shortened

UTTERANCES = 20  # shown at most
ROWS = 30  # of any other list shown at most
LONGEST = 600  # characters of one rendition shown at most
NARROWEST = 20  # columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph: `text` behind `indent` columns, its further lines `hang` columns more; no text, an empty line."""

    text: Text | None = None
    indent: int = 0
    hang: int = 0


def render(dossier: Dossier, *, width: int = 100, colour: bool = False) -> str:
    """The dossier as lines of at most `width` columns (never fewer than 20), ending in a line feed.

    With `colour`, ANSI styles are used; without it the text holds no escape sequence whatever the sources hold.
    """
    out = StringIO()
    # The environment is not read, so that the same dossier gives the same text everywhere.
    width = max(width, NARROWEST)
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )
    for row in _rows(outline(dossier)):
        for piece in _wrapped(row, console, width):
            console.print(piece, soft_wrap=True)
    return out.getvalue()


def _wrapped(row: Row, console: Console, width: int) -> Iterator[Text]:
    """The lines of a row; what hangs gives way where the screen is narrow."""
    if row.text is None:
        yield Text()
        return
    hang = min(row.hang, (width - row.indent) // 2)
    first, *rest = row.text.wrap(console, width - row.indent, overflow="fold") or [Text()]
    if not rest:
        yield Text(" " * row.indent) + first
        return
    # The first line is as wide as it can be; the others are wrapped anew, narrower.
    cut = len(first)
    first.rstrip()
    left = row.text[cut:]
    left = left[len(left.plain) - len(left.plain.lstrip()) :]
    yield Text(" " * row.indent) + first
    for piece in left.wrap(console, width - row.indent - hang, overflow="fold"):
        piece.rstrip()
        yield Text(" " * (row.indent + hang)) + piece


def _rows(made: Outline) -> Iterator[Row]:
    yield Row(text=_text(made.title, "bold"))
    yield Row(text=_text(made.counts or "Nothing was read."))
    for told in made.made:
        yield Row(text=_text(told), hang=2)
    if made.counts:
        yield Row(text=_text(made.confirmed))
    if made.shown:
        yield Row()
        yield from _witnesses(made)
    if made.groups:
        yield from _heading("What was said")
        yield from _said(made)
    if made.accounts or made.differ:
        yield from _heading("Where the tellings differ")
        yield from _accounts(made)
        yield from _differ(made)
    if made.left:
        yield from _heading("Without a witness")
        yield from _list(made.left)
    if made.checks:
        yield from _heading("What a table can check")
        yield from _checked(made)
    if made.hands:
        yield from _heading("Who has it from whom")
        yield from _list(made.hands)
    if made.moments:
        yield from _heading("When")
        yield from _list(made.moments)
    if made.voices:
        yield from _heading("Voices, person by person")
        yield from _list([f"{name}: {plural(len(lines), 'utterance')}" for name, lines in made.voices])
    if made.shown:
        yield from _heading("The documents")
        inside = set(made.shown)
        found = sum(a.document in inside for a in made.names.attributions.values())
        hint = "--format html shows each in its text, --format markdown lists them"
        yield from _list([f"{plural(found, 'attribution')} in {plural(len(made.shown), 'document')}: {hint}"])
    if made.missing:
        yield from _heading("Not found, not read")
        yield from _list(made.missing)


def _witnesses(made: Outline) -> Iterator[Row]:
    sigla = [line(made.names.siglum(d)) for d in made.shown[:ROWS]]
    column = max(map(cell_len, sigla)) + 2
    for document, siglum in zip(made.shown, sigla, strict=False):
        gap = " " * (column - cell_len(siglum))
        about = line(witness(document, made.names))
        yield Row(text=Text.assemble((siglum, "bold"), gap, about), indent=2, hang=column)
    yield from _rest(len(made.shown) - ROWS)


def _said(made: Outline) -> Iterator[Row]:
    number = 0
    for group in made.groups:
        if number == UTTERANCES:
            break
        headed = len(made.groups) > 1
        if headed:
            yield from [Row()] * (number > 0)
            yield Row(text=_text(group.heading, "italic"), indent=2)
        for entry in group.entries[: UTTERANCES - number]:
            if number and not (headed and entry is group.entries[0]):
                yield Row()
            number += 1
            yield from _entry(entry, f"1.{number}", made.names)
    yield from _rest(sum(len(group.entries) for group in made.groups) - number)


def _accounts(made: Outline) -> Iterator[Row]:
    for table in made.accounts[:ROWS]:
        yield Row(text=_text(table.heading, "bold"), indent=2, hang=2)
        for name, lines in table.accounts:
            yield Row(text=_text(name), indent=2, hang=4)
            for told in lines:
                yield Row(text=_text(told), indent=6, hang=2)
        yield from _list(table.notes)
        yield Row()
    yield from _rest(len(made.accounts) - ROWS)


def _differ(made: Outline) -> Iterator[Row]:
    for number, (heading, held, _) in enumerate(made.differ[:ROWS], 1):
        counted = f"{2 if made.groups else 1}.{number}"
        yield Row(text=_text(f"{counted}  {heading}", "bold"), indent=2, hang=len(counted) + 2)
        for position in held:
            yield Row(text=_text(shortened(line(position), LONGEST)), indent=4, hang=2)
    yield from _rest(len(made.differ) - ROWS)


def _entry(entry: Entry, number: str, lookup: Names) -> Iterator[Row]:
    utterance = entry.utterance
    heading = f"{number}  {line(lookup.parties(utterance.speaker, utterance.addressee))}"
    yield Row(text=Text(heading, style="bold"), indent=2, hang=len(number) + 2)
    for row in entry.lines:
        said = line(words(row, lookup))
        kept = shortened(said, LONGEST)
        more = f" [{len(said) - len(kept) + 1:,} more characters]" if kept != said else ""
        siglum = line(lookup.siglum(row.rendition.document))
        hang = cell_len(siglum) + 2
        opening, closing = (
            "‹›" if row.rendition.fidelity == "indirect" else "“”"
        )  # marks only where the source has them
        yield Row(text=Text.assemble((siglum, "bold"), f"  {opening}{kept}{closing}{more}"), indent=4, hang=hang)
        for ours in (label(row, lookup), compared(row, lookup)):
            if ours:
                yield Row(text=Text(shortened(ours, 2 * LONGEST), style="dim"), indent=4 + hang)


def _checked(made: Outline) -> Iterator[Row]:
    for found in made.checks[:ROWS]:
        yield Row(text=Text(f"“{shortened(line(found.words), LONGEST)}”"), indent=2, hang=1)
        for ours in (checked(found, made.names), *found.notes[: found.readings]):
            yield Row(text=Text(shortened(line(ours), 2 * LONGEST), style="dim"), indent=4)
    yield from _rest(len(made.checks) - ROWS)


def _heading(words: str) -> Iterator[Row]:
    yield Row()
    yield Row(text=_text(words.upper(), "bold"))


def _list(texts: Sequence[str]) -> Iterator[Row]:
    for text in texts[:ROWS]:
        yield Row(text=_text(text), indent=2, hang=2)
    yield from _rest(len(texts) - ROWS)


def _rest(number: int) -> Iterator[Row]:
    if number > 0:
        yield Row(text=_text(f"and {number:,} more: use --format html"), indent=2)


def _text(words: str, style: str = "") -> Text:
    return Text(line(words), style=style)
