"""The command line: arguments in, a rendering out.

Results go to standard output or a file, all else to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay import choices, console, forms, library_care, library_commands, writing

if TYPE_CHECKING:
    from hearsay.annotate.encoder import Encoder
    from hearsay.model import Dossier
    from hearsay.reference import Reference

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """A group that says what Ctrl-C left behind, and ends with the status that shells expect of it."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("hearsay: stopped; no file was written, and what a library has kept stays", err=True)
            ctx.exit(130)


@click.group(cls=_Group, context_settings=_CONTEXT)
@click.version_option(package_name="hearsay")
def main() -> None:
    """Lay many accounts of one event side by side: who said what to whom, when, and according to whom.

    Works offline; every line it prints opens at its exact place in a source.

    \b
    Examples:
      hearsay trace examples/starrow-gates -o dossier.html
      hearsay trace papers/ --about "river gates" --format markdown
      hearsay trace page.html minutes.txt --format json > findings.json
      hearsay read papers/

    \b
    A library keeps a story's material:
      hearsay add papers/
      hearsay search "river gates" --speaker Corran
      hearsay dossier --about "river gates" -o dossier.html
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--about",
    metavar="WORDS",
    help="Lead with the events these words fit; without it, with the event that most documents tell of.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write to FILE, whole or not at all, instead of standard output.",
)
@click.option(
    "--format",
    "name",
    type=click.Choice([f.name for f in forms.FORMS]),
    help="Form of the result. Default: by FILE's ending, else terminal.",
)
@click.option("--rules", is_flag=True, help="Annotate by rules alone: many times faster, about half as much found.")
@click.option(
    "--threads",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Documents annotated at a time. Default: as many as there are processors. Changes nothing but the time.",
)
@click.option(
    "--tables",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Hold claims against tables of your own too: CSV files, each with a header file (TOML).",
)
@choices.switches
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def trace(
    paths: tuple[str, ...],
    about: str | None,
    output: str | None,
    name: str | None,
    rules: bool,
    threads: int | None,
    folder: Path | None,
    quiet: bool,
    choice: choices.Choice,
) -> None:
    """Make a dossier of files and folders.

    PATH is a file or a folder of files: text (with NAME.meta.json beside it for what it does not say of itself), HTML,
    PDF with a text layer, JSONL, a feed, WARC, TEI, DOCX, mail, or a ZIP or TAR of these. What cannot be read is named,
    and the rest goes on. Writing over an earlier dossier makes its next edition, which lists what changed. Documents
    under a restriction, such as an embargo, do not go into --excerpts-only, unless --include-restricted is given.

    \b
    Examples:
      hearsay trace examples/starrow-gates
      hearsay trace examples/starrow-gates -o dossier.html
      hearsay trace examples/starrow-gates --about "shared gauge" --format markdown
      hearsay trace articles.jsonl.gz --format json -o findings.json
      hearsay trace papers/ --since 1998-03 --sure 0.8 --excerpts-only -o to-share.html
      hearsay trace papers/ -o papers.bib
      hearsay trace papers/ --without B
      hearsay trace scans/ --facsimiles -o dossier.html
      hearsay trace examples/starrow-gates -o annotations.jsonld
      hearsay trace examples/starrow-gates -o edition.xml
      hearsay trace examples/starrow-gates -o tables.zip

    \b
    Forms, with the endings that choose them:
      terminal        for reading on a screen: .txt
      html            for reading, one page that needs nothing else: .html
      markdown        for reading and for editing on: .md
      json            every finding, by a published schema: .json
      web-annotation  W3C Web Annotation, JSON-LD: .jsonld
      prov            W3C PROV: what was made from what, through whose hands
      tei             TEI P5, the documents in full with their apparatus: .xml
      csv             tables for a spreadsheet, one a kind of finding, in a ZIP: .zip
      parquet         the same tables as Parquet; needs hearsay[parquet]
      bibtex          the documents, for a bibliography: .bib
      csl-json        the same for reference managers

    \b
    Exit status:
      0  done; what could not be read is on standard error and in the result
      1  nothing could be read, or nothing of it was asked for
      2  wrong usage
      130  stopped with Ctrl-C; no file was written
    """
    form = forms.form(name, output)
    writing.possible(form, output, choice)
    if output is not None and _is_input(Path(output), paths):
        raise click.BadParameter(f"{output} is one of the inputs and would be written over", param_hint="--output")
    loaded = _tables(folder)
    with console.progress(quiet) as step:
        made = _trace(paths, about, step, loaded, choice, rules=rules, threads=threads)
        step("writing", 0, 1)
        from hearsay.readers.originals import original

        result = writing.finished(form, made, choice, output, loaded, original)
        step("writing", 1, 1)
    console.complain(made.problems)
    writing.put(result, made, about, output)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def read(paths: tuple[str, ...]) -> None:
    """Show what was read, before anything is inferred: one block a document, then what could not be read.

    \b
    Examples:
      hearsay read examples/starrow-gates
      hearsay read page.html
    """
    from hearsay import readers
    from hearsay.render import reading

    found = readers.read(paths)
    console.complain(found.problems)
    if not found.documents:
        _nothing()
    console.put(reading.render(found.documents, found.problems), None)


@main.command()
def schema() -> None:
    """Print the JSON Schema of what ``trace --format json`` gives.

    \b
    Example:
      hearsay schema > hearsay-1.json
    """
    from hearsay.render import schema as published

    console.put(published.text(), None)


@main.command()
@click.argument("table", required=False)
@click.option(
    "--who", metavar="OFFICE", help="Who held an office: “US Secretary of State”, “German chancellor”, “UN chief”."
)
@click.option("--members", metavar="BODY", help="Which states belonged to a body: NATO, EU, UN, “Council of Europe”.")
@click.option("--state", metavar="NAME", help="What the tables know of a state, by any of its names.")
@click.option(
    "--on", metavar="DATE", help="A day, a month or a year: 1990-02-09, 1990-02, 1990. With --who and --members."
)
@click.option("--count", is_flag=True, help="With --members: how many there were, not which.")
@click.option(
    "--tables",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Add tables of your own: CSV files, each with a header file (TOML).",
)
def reference(
    table: str | None,
    who: str | None,
    members: str | None,
    state: str | None,
    on: str | None,
    count: bool,
    folder: Path | None,
) -> None:
    """Look something up in the dated reference tables: memberships, offices, states.

    Without anything, lists the tables; with TABLE, says what that table means and where it comes from. Every answer
    names the rows it rests on as table:line, what they mean and up to when they go. What no second place confirms is
    marked.

    \b
    Examples:
      hearsay reference
      hearsay reference memberships
      hearsay reference --who "US Secretary of State" --on 1990-02-09
      hearsay reference --members EU --on 2004-05-01 --count
      hearsay reference --state Czechoslovakia
      hearsay reference --tables my-tables --who "mayor of Orsk"

    \b
    Exit status:
      0  done; that nothing was found is an answer too
      1  the tables could not be read
      2  wrong usage
    """
    if sum(x is not None for x in (table, who, members, state)) > 1:
        raise click.UsageError("give one of TABLE, --who, --members and --state")
    if on is not None and who is None and members is None:
        raise click.UsageError("--on goes with --who or --members")
    if count and members is None:
        raise click.UsageError("--count goes with --members")
    from hearsay.errors import DateTextError
    from hearsay.reference import when
    from hearsay.render import reference as shown

    try:
        if on is not None:
            when(on)
    except DateTextError as error:
        raise click.BadParameter(str(error), param_hint="--on") from error
    loaded = _tables(folder)
    if table is not None and loaded.table(table) is None:
        names = ", ".join(t.name for t in loaded.tables)
        raise click.BadParameter(f"there is no table “{table}”; tables are {names}", param_hint="TABLE")
    answer = shown.answer(loaded, table=table, who=who, members=members, state=state, on=on, counted=count)
    console.put(console.plain(answer), None)


def _tables(folder: Path | None) -> Reference:
    from hearsay.errors import ReferenceTablesError
    from hearsay.reference import load

    try:
        loaded = load(folder)
    except ReferenceTablesError as error:
        click.echo(f"hearsay: {console.plain(str(error))}", err=True)
        sys.exit(1)
    console.complain(loaded.problems)
    return loaded


def _trace(
    paths: tuple[str, ...],
    about: str | None,
    step: console.Step,
    loaded: Reference,
    choice: choices.Choice,
    *,
    rules: bool,
    threads: int | None,
) -> Dossier:
    from dataclasses import replace

    from hearsay import readers, selection
    from hearsay.annotate import annotate
    from hearsay.annotate.encoder import processors, shipped
    from hearsay.collate import collate
    from hearsay.dossier import dossier
    from hearsay.model import Selection

    reading = readers.read(paths, progress=lambda done, total: step("reading", done, total))
    if not reading.documents:
        console.complain(reading.problems)
        _nothing()
    documents, asked, kept_out = selection.documents(reading.documents, choice.selection or Selection())
    problems = (*reading.problems, *kept_out)
    if not documents:
        console.complain(problems)
        click.echo(f"hearsay: of {len(reading.documents)} read, no document is left by what was asked for", err=True)
        sys.exit(1)
    total = len(documents)
    step("annotating", 0, total)
    encoder = None if rules else _loaded(shipped)
    annotations = annotate(
        documents,
        encoder,
        threads=threads or processors(),
        progress=lambda done: step("annotating", done, total),
    )
    annotations, asked = selection.attributions(annotations, asked)
    step("collating", 0, 1)
    collation = collate(annotations, loaded)
    step("collating", 1, 1)
    made = dossier(collation, problems, about, encoder.version if encoder else None, loaded.own)
    return replace(made, selection=None if asked == Selection() else asked)


def _loaded(load: Callable[[], Encoder]) -> Encoder:
    from hearsay.errors import WeightsError

    try:
        return load()
    except WeightsError as error:
        click.echo(f"hearsay: {error}", err=True)
        sys.exit(1)


def _is_input(target: Path, paths: tuple[str, ...]) -> bool:
    """Whether writing to `target` would write over a file that is read; one beside the inputs of a folder is no input
    while it does not exist."""
    if not target.is_file():
        return False
    here = target.resolve()
    given = (Path(p).resolve() for p in paths)
    return any(here == p or (p.is_dir() and p in here.parents and not forms.is_result(target)) for p in given)


def _nothing() -> None:
    click.echo("hearsay: nothing could be read; see the lines above", err=True)
    sys.exit(1)


for _command in (*library_commands.COMMANDS, *library_care.COMMANDS):
    main.add_command(_command)
