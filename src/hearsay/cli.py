"""The command line: arguments in, a rendering out.

Results go to standard output or a file, all else to standard error.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay import choices

if TYPE_CHECKING:
    from hearsay.annotate.encoder import Encoder
    from hearsay.model import Dossier, Problem
    from hearsay.reference import Reference

FORMATS = ("terminal", "html", "markdown", "json", "bibtex", "csl-json")
_BY_ENDING = {
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "terminal",
    ".bib": "bibtex",
}
_EDITIONS = ("html", "markdown", "json")  # forms that carry which edition they are
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """A group that says what Ctrl-C left behind, and ends with the status that shells expect of it."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("hearsay: stopped; nothing was written", err=True)
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
    "--format", "form", type=click.Choice(FORMATS), help="Form of the result. Default: by FILE's ending, else terminal."
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
    form: str | None,
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

    \b
    Exit status:
      0  done; what could not be read is on standard error and in the result
      1  nothing could be read, or nothing of it was asked for
      2  wrong usage
      130  stopped with Ctrl-C; nothing was written
    """
    form = form or (_BY_ENDING.get(Path(output).suffix.lower()) if output else None) or "terminal"
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise click.BadParameter(f"the folder of {output} does not exist; make it first", param_hint="--output")
    if output is not None and _is_input(Path(output), paths):
        raise click.BadParameter(f"{output} is one of the inputs and would be written over", param_hint="--output")
    choices.readable(form, choice)
    loaded = _tables(folder)
    with _bar(quiet) as step:
        made = _trace(paths, about, step, loaded, choice, rules=rules, threads=threads)
        if output is not None and form in _EDITIONS:
            from hearsay.edition import edited

            made = edited(made, choices.edition_in(output), choice.dated)
        if made.selection is not None and made.selection.excerpts is not None:
            from hearsay.excerpts import excerpts

            made = excerpts(made)
        step("writing", 0, 1)
        text = _render(made, form, to_file=output is not None)
        step("writing", 1, 1)
    _complain(made.problems)
    if about is not None and not made.lead:
        click.echo(
            f"hearsay: no event fits “{about}”; the result has no leading event. Try fewer or other words.", err=True
        )
    _put(text, output)
    if output is not None:
        number = len(made.collation.annotations)
        click.echo(f"hearsay: {number} document{'s' if number != 1 else ''}; wrote {output}", err=True)


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
    _complain(found.problems)
    if not found.documents:
        _nothing()
    _put(reading.render(found.documents, found.problems), None)


@main.command()
def schema() -> None:
    """Print the JSON Schema of what ``trace --format json`` gives.

    \b
    Example:
      hearsay schema > hearsay-1.json
    """
    from hearsay.render import schema as published

    _put(published.text(), None)


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
    _print(_plain(shown.answer(loaded, table=table, who=who, members=members, state=state, on=on, counted=count)))


def _tables(folder: Path | None) -> Reference:
    from hearsay.errors import ReferenceTablesError
    from hearsay.reference import load

    try:
        loaded = load(folder)
    except ReferenceTablesError as error:
        click.echo(f"hearsay: {_plain(str(error))}", err=True)
        sys.exit(1)
    _complain(loaded.problems)
    return loaded


def _is_input(target: Path, paths: tuple[str, ...]) -> bool:
    """Whether writing to `target` would write over a file that is read; one beside the inputs of a folder is no input
    while it does not exist."""
    if not target.is_file():
        return False
    here = target.resolve()
    given = (Path(p).resolve() for p in paths)
    return any(
        here == p or (p.is_dir() and p in here.parents and target.suffix.lower() not in _BY_ENDING) for p in given
    )


Step = Callable[[str, int, int], None]


def _trace(
    paths: tuple[str, ...],
    about: str | None,
    step: Step,
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
        _complain(reading.problems)
        _nothing()
    documents, asked, kept_out = selection.documents(reading.documents, choice.selection or Selection())
    problems = (*reading.problems, *kept_out)
    if not documents:
        _complain(problems)
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


def _render(made: Dossier, form: str, *, to_file: bool) -> str:
    if form == "html":
        from hearsay.render import html

        return html.render(made)
    if form == "json":
        from hearsay.render import json

        return json.render(made)
    if form == "markdown":
        from hearsay.render import markdown

        return markdown.render(made)
    if form == "bibtex":
        from hearsay.render import bibliography

        return bibliography.bibtex(made)
    if form == "csl-json":
        from hearsay.render import bibliography

        return bibliography.csl_json(made)
    from shutil import get_terminal_size

    from hearsay.render import terminal

    screen = not to_file and sys.stdout is not None and sys.stdout.isatty()
    colour = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return terminal.render(made, width=min(120, get_terminal_size((100, 24)).columns) if screen else 100, colour=colour)


def _complain(problems: tuple[Problem, ...]) -> None:
    for p in problems:
        place = f"{p.path}#{p.record}" if p.record else p.path
        click.echo(f"hearsay: {_plain(place)}: {_plain(p.what)}: {_plain(p.why)}", err=True)


def _plain(text: str) -> str:
    from hearsay.render.visible import visible

    return visible(text)


def _nothing() -> None:
    click.echo("hearsay: nothing could be read; see the lines above", err=True)
    sys.exit(1)


def _put(text: str, output: str | None) -> None:
    """Write a whole file by renaming a finished one into its place, or print."""
    if output is None:
        _print(text)
        return
    target = Path(output).resolve()  # a link is written through, not replaced
    if target.exists() and not target.is_file():  # a device or a pipe
        with target.open("wb") as device:
            device.write(text.encode("utf-8", "replace"))
        return
    handle, name = tempfile.mkstemp(dir=target.absolute().parent, prefix=f".{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8", "replace"))
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _print(text: str) -> None:
    if sys.stdout is None:
        click.echo("hearsay: there is no standard output to write to; give -o FILE", err=True)
        sys.exit(1)
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        click.echo(f"hearsay: the result could not be written: {error.strerror}", err=True)
        sys.exit(1)


@contextmanager
def _bar(quiet: bool) -> Iterator[Step]:
    """A progress bar with the time left, on a standard error that is a screen; else nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    with Progress(
        TextColumn("{task.description:<11}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as progress:
        tasks = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=max(total, 1))
            progress.update(tasks[what], completed=done, total=max(total, 1))

        yield step
