"""The commands that look after a library: forgetting, judging, checking, copying."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay import console
from hearsay.library_options import in_library, now, opened, put, tables

if TYPE_CHECKING:
    from hearsay.library.records import JudgedOf

_JUDGED = ("attribution", "speaker", "join", "fidelity", "disagreement", "check")


@click.command()
@click.argument("name", required=False, metavar="[DOCUMENT]")
@in_library
@click.option("--reason", metavar="WORDS", help="Why; stays with the tombstone. Quote nothing of the document in it.")
@click.option("--lift", is_flag=True, help="Let something forgotten in again: DOCUMENT is its hash or its address.")
@click.option("--list", "listing", is_flag=True, help="List what was forgotten.")
def forget(name: str | None, where: str, reason: str | None, lift: bool, listing: bool) -> None:
    """Remove a document for good: its bytes, text, index entries and all that was made of it, out of the file itself.

    With it go all documents of the same bytes and, where it has an address on the web, all texts of that address. Its
    hash, its address, the reason and the day stay, so that it does not come back; judgements on it lose the quoted
    words. Copies that others print are documents of their own, and backups are files of their own: neither is touched.

    \b
    Examples:
      hearsay forget papers/memoir.txt --reason "asked for by the author"
      hearsay forget --list
      hearsay forget https://orsk.example/ferry --lift --reason "the author agreed"
    """
    from hearsay.library import looking, showing, takedown

    with opened(where) as store:
        if listing:
            with store.reading() as connection:
                put(showing.tombstones(takedown.tombstones(connection)))
            return
        if name is None or not (reason or "").strip():
            raise click.UsageError("give a DOCUMENT and --reason")
        if lift:
            number = takedown.lift(store, name, reason=reason or "", at=now())
            click.echo(f"hearsay: {number} let in again; add it to have it back", err=True)
            return
        with store.reading() as connection:
            document = looking.document_named(connection, name)
        done = takedown.forget(store, document, reason=reason or "", at=now())
    for remark in done.remarks:
        click.echo(f"hearsay: {remark}", err=True)
    put("".join(f"{d}  removed\n" for d in done.documents))


@click.command()
@click.argument("names", nargs=-1, metavar="[ID]...")
@in_library
@click.option(
    "--of", type=click.Choice(_JUDGED), default="attribution", show_default=True, help="What is judged of it."
)
@click.option("--confirm", "decision", flag_value="confirm", help="It is as found.")
@click.option("--reject", "decision", flag_value="reject", help="It is not.")
@click.option("--to", metavar="VALUE", help="It is VALUE: a speaker's name, or a fidelity.")
@click.option("--undo", metavar="JUDGEMENT", help="Undo a judgement by its id.")
@click.option("--who", metavar="NAME", envvar="HEARSAY_WHO", help="Who judges. Default: HEARSAY_WHO.")
@click.option("--why", metavar="WORDS", help="Why.")
@click.option("--list", "listing", is_flag=True, help="List all judgements.")
def judge(
    names: tuple[str, ...],
    where: str,
    of: JudgedOf,
    decision: str | None,
    to: str | None,
    undo: str | None,
    who: str | None,
    why: str | None,
    listing: bool,
) -> None:
    """Confirm, correct or reject what was found; who, when and why are kept, and nothing is ever written over.

    ID is an attribution (also for --of speaker and --of fidelity), two people or bodies for --of join, a disagreement,
    or a check; `hearsay show` and `hearsay search` print them. Dossiers obey what was decided. Where two people decide
    differently neither is followed, and both are shown. `hearsay show PERSON` lists whom it takes for one, by the ids
    that a judgement of a join is given.

    \b
    Examples:
      hearsay judge a41c2 --confirm --who "Ida Brandt" --why "checked against the recording"
      hearsay judge a41c2 --of speaker --to "Mara Lind" --who "Ida Brandt" --why "her letter of 3 May"
      hearsay judge a41c2 --of fidelity --to trimmed --why "the condition is gone"
      hearsay judge e11f0 e77a2 --of join --reject --why "father and son"
      hearsay judge --undo j90d1 --why "I had the wrong page"
      hearsay judge --list
    """
    from hearsay.library import judgements, showing
    from hearsay.library.evidence import evidence

    with opened(where) as store:
        if listing:
            with store.reading() as connection:
                put(showing.judgements(judgements.all_of(connection)))
            return
        said = {"who": who or "", "why": why or "", "at": now()}
        if undo is not None:
            put(f"{judgements.undone(store, undo, **said).id}\n")
            return
        if sum((decision is not None, to is not None)) != 1 or not names:
            raise click.UsageError("give an ID, and one of --confirm, --reject and --to VALUE")
        found = evidence(store, tables(), of, names)
        judgement = judgements.made(
            of=of,
            decision="correct" if to is not None else "confirm" if decision == "confirm" else "reject",
            evidence=found.ids,
            places=found.places,
            value=to,
            quoted=found.words,
            **said,
        )
        judgements.keep(store, (judgement,))
    put(f"{judgement.id}\n")


@click.group()
def library() -> None:
    """Look after a library: check, backup, upgrade, stats, export, import.

    \b
    Examples:
      hearsay library check
      hearsay library backup harbour-2024-05-03.library
      hearsay library stats --library postgresql://desk@db.example/harbour
    """


@library.command()
@in_library
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def check(where: str, quiet: bool) -> None:
    """See whether a library is sound: hashes of all bytes, anchors, rows that belong to nothing, the index, the file.

    \b
    Example:
      hearsay library check

    \b
    Exit status:
      0  sound
      1  something is wrong, and is named; or the library cannot be read
    """
    from hearsay.library import checking

    with opened(where) as store, console.progress(quiet) as step:
        faults = checking.check(store, progress=lambda done, total: step("checking", done, total))
    put("".join(f"{f.what}: {f.why}\n" for f in faults) if faults else "sound\n")
    if faults:
        sys.exit(1)


@library.command()
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@in_library
def backup(target: Path, where: str) -> None:
    """Copy a library to FILE, whole or not at all, while others work in it. One in PostgreSQL becomes a file, too.

    \b
    Example:
      hearsay library backup harbour-2024-05-03.library
    """
    from hearsay.library import checking

    with opened(where) as store:
        checking.backup(store, target)
    click.echo(f"hearsay: wrote {target}", err=True)


@library.command()
@in_library
def upgrade(where: str) -> None:
    """Bring a library to the form of this release, in one step: all of it, or nothing.

    \b
    Example:
      hearsay library backup before.library && hearsay library upgrade
    """
    from hearsay.library import checking
    from hearsay.library.store import connect

    store = connect(where)
    try:
        before, after, renewed = checking.upgrade(store)
    finally:
        store.close()
    told = "is of this release's form already" if before == after else f"went from form {before} to {after}"
    click.echo(f"hearsay: the library {told}{'; its index was made anew' if renewed else ''}", err=True)


@library.command()
@in_library
def stats(where: str) -> None:
    """Say how much is in a library, how large it is, and what made its annotations.

    \b
    Example:
      hearsay library stats
    """
    from hearsay.library import checking, showing

    with opened(where) as store:
        put(showing.stats(checking.stats(store)))


@library.command(name="export")
@in_library
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE.")
def export(where: str, output: str | None) -> None:
    """Give all judgements as JSON, to be imported into another library of the same documents.

    \b
    Example:
      hearsay library export -o judgements.json
    """
    from hearsay.library import judgements

    with opened(where) as store, store.reading() as connection:
        console.put(judgements.exported(judgements.all_of(connection)), output)


@library.command(name="import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(exists=True, dir_okay=False))
@in_library
def import_files(files: tuple[str, ...], where: str) -> None:
    """Take in judgements that `export` gave, or findings of others as `hearsay trace --format json` gives them.

    Findings of others stay apart from the library's own, and are marked wherever they show.

    \b
    Examples:
      hearsay library import judgements.json
      hearsay library import their-findings.json
    """
    from hearsay.errors import ForeignError
    from hearsay.library import codec, importing, judgements

    with opened(where) as store:
        for name in files:
            data = Path(name).read_bytes()
            try:
                if b'"hearsay-judgements"' in data[:200]:
                    click.echo(f"hearsay: {name}: {judgements.imported(store, codec.loaded(data))} new", err=True)
                    continue
                known, left = importing.import_findings(store, data, name=os.path.normpath(name), at=now())
                out = f", {left} left out as forgotten here" if left else ""
                click.echo(f"hearsay: {name}: {known} documents of others{out}", err=True)
            except ForeignError as error:
                raise ForeignError(f"{name}: {error}") from error


COMMANDS = (forget, judge, library)
