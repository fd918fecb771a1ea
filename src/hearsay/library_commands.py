"""The commands that fill a library and look things up in it: arguments in, lines out."""

from __future__ import annotations

import sys
from typing import Any

import click

from hearsay import choices, console, forms, writing
from hearsay.library_options import in_library, now, opened, put, tables

_MODES = ("direct", "indirect", "mixed")
_FIDELITIES = (
    "verbatim", "trimmed", "spliced", "reworded", "translated", "indirect", "misattributed", "displaced", "unsupported",
)  # fmt: skip
_VERDICTS = ("any", "supported", "refuted", "not enough information")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@in_library
@click.option("--rules", is_flag=True, help="Annotate by rules alone: many times faster, about half as much found.")
@click.option("--threads", type=click.IntRange(1, 256), metavar="N", help="Documents annotated at a time.")
@click.option("--each", is_flag=True, help="Print a line for each document as soon as it is kept.")
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def add(paths: tuple[str, ...], where: str, rules: bool, threads: int | None, each: bool, quiet: bool) -> None:
    """Add files and folders to a library, and make it where there is none.

    PATH is anything that `hearsay trace` reads. Each document is kept by itself: whatever stops an adding, what was
    kept stays, and running it again goes on where it stopped. What is there already changes nothing. Another text at a
    known address is a new revision of it; the same article in another page layout is noted as one more capture. What
    was forgotten stays out.

    \b
    Examples:
      hearsay add papers/
      hearsay add papers/ --rules
      hearsay add crawl.warc.gz --library /data/harbour.library
      hearsay add papers/ --library postgresql://desk@db.example/harbour

    \b
    Exit status:
      0    done; what could not be read is on standard error
      1    nothing could be read, or the library cannot be written to; what was kept before stays
      2    wrong usage
      130  stopped with Ctrl-C; what was kept before stays
    """
    from hearsay.annotate.encoder import processors, shipped
    from hearsay.library.adding import Kept
    from hearsay.library.adding import add as add_to

    kept = 0

    def told(one: Kept) -> None:
        nonlocal kept
        kept += one.how != "known"
        if each:
            console.show(f"{one.document.id}  {one.how}  {console.plain(one.document.source_id)}\n".encode())

    with opened(where, create=True) as store, console.progress(quiet) as step:
        try:
            done = add_to(
                store,
                paths,
                encoder=None if rules else shipped(),
                at=now(),
                threads=threads or processors(),
                progress=lambda at, total: step("adding", at, total),
                told=told,
            )
        except KeyboardInterrupt:
            click.echo(f"hearsay: stopped; {kept} kept so far, run it again to go on", err=True)
            sys.exit(130)
    console.complain(done.problems + done.kept_out)
    parts = [
        f"{len(done.new)} added" + (f" ({len(done.revisions)} of them new revisions)" if done.revisions else ""),
        *([f"{done.known} there already"] if done.known else []),
        *([f"{done.same_article} with a known article"] if done.same_article else []),
        *([f"{len(done.kept_out)} kept out"] if done.kept_out else []),
    ]
    click.echo(f"hearsay: {', '.join(parts)}", err=True)
    if not (done.new or done.known or done.same_article or done.kept_out):
        sys.exit(1)


@click.command(name="list")
@in_library
def list_documents(where: str) -> None:
    """List the documents of a library in the order in which they were added, and what was imported.

    \b
    Example:
      hearsay list
    """
    from hearsay.library import importing, looking, showing

    with opened(where) as store, store.reading() as connection:
        put(showing.documents(looking.documents(connection), importing.foreign(connection)))


@click.command()
@click.argument("name", metavar="DOCUMENT|PERSON|STORY")
@in_library
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def show(name: str, where: str, quiet: bool) -> None:
    """Show one document, with the texts its address has had and what changed; one person; or one story.

    Each is named by its id, by the beginning of it, or by what it is called: the address or file name of a document,
    the name of a person. The ids shown are those that `hearsay judge` takes.

    \b
    Examples:
      hearsay show papers/minutes.txt
      hearsay show https://orsk.example/ferry
      hearsay show "Mara Lind"
      hearsay show s1f03
    """
    from hearsay.errors import NotInLibraryError
    from hearsay.library import importing, judgements, looking, showing
    from hearsay.library.index import annotations_of, number_of
    from hearsay.library.revisions import history

    with opened(where) as store:
        with store.reading() as connection:
            try:
                document = looking.document_named(connection, name)
            except NotInLibraryError:
                document = None
            if document is not None:
                its = annotations_of(connection, number_of(connection, document))[0]
                revisions = history(connection, document)
                texts = {
                    r.document: annotations_of(connection, number_of(connection, r.document))[0].document
                    for r in revisions
                }
                others = importing.foreign_to(connection, its.document.sha256, its.document.uri)
                put(showing.document(its, revisions, texts, judgements.all_of(connection), others))
                return
        with console.progress(quiet) as step:
            told = looking.stories(store, tables(), step)
            try:
                story = looking.story_named(told, name)
            except NotInLibraryError:
                known = looking.people(store, tables(), step)
                try:
                    person = looking.person_named(known, name)
                except NotInLibraryError as error:
                    if "several" in str(error):
                        raise
                    raise NotInLibraryError(
                        f"no document, story or person is called “{name}”; `hearsay list`, `stories` and `people` list"
                        " them"
                    ) from error
                found = looking.findings(store, tables(), lambda _: person.stories, step)
                put(showing.person(found, next(e for e in found.collation.entities if person.id in (e.id, *e.members))))
                return
            found = looking.findings(store, tables(), lambda _: (story.id,), step)
        put(showing.story(found, found.collation.stories[0]))


@click.command()
@click.argument("story", required=False, metavar="[STORY]")
@in_library
@click.option("--about", metavar="WORDS", help="The stories whose events these words fit, in place of one story.")
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write to FILE, whole or not at all."
)
@click.option("--format", "name", type=click.Choice([f.name for f in forms.FORMS]), help="Default: by FILE's ending.")
@choices.switches
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def dossier(
    story: str | None,
    where: str,
    about: str | None,
    output: str | None,
    name: str | None,
    quiet: bool,
    choice: choices.Choice,
) -> None:
    """Make a dossier of one story of a library, or of what fits some words; without either, of all of it.

    People's judgements are obeyed: what was rejected is out, what was corrected is as it was corrected, and the reasons
    say so. What was removed at an owner's request is named among what was not read. Forms and switches are those of
    `hearsay trace`; pictures of pages are made from the bytes that the library keeps.

    \b
    Examples:
      hearsay dossier s1f03 -o ferry.html
      hearsay dossier --about "winter ferry" --format markdown
      hearsay dossier s1f03 --excerpts-only -o to-share.html
      hearsay dossier s1f03 --without B

    \b
    Exit status:
      0  done
      1  no such story, nothing of it was asked for, or the library cannot be read
      2  wrong usage
    """
    from hearsay.library import contents, looking

    if story is not None and about is not None:
        raise click.UsageError("give a STORY or --about WORDS")
    form = forms.form(name, output)
    writing.possible(form, output, choice)
    loaded = tables()
    with opened(where) as store, console.progress(quiet) as step:
        made = looking.dossier_of(store, loaded, story=story, about=about, selection=choice.selection, progress=step)
        result = writing.finished(form, made, choice, output, loaded, contents.original(store))
    writing.put(result, made, about, output)


@click.command()
@click.argument("words", nargs=-1)
@in_library
@click.option("--speaker", metavar="NAME", help="Only what this person or body is said to have said.")
@click.option("--addressee", metavar="NAME", help="Only what was said to this one.")
@click.option("--outlet", metavar="NAME", help="Only in this outlet.")
@click.option("--story", metavar="ID", help="Only in this story.")
@click.option(
    "--said", metavar="DATE", callback=choices.a_date, help="Only what was said then: 2004, 2004-05, 2004-05-01."
)
@click.option("--published", metavar="DATE", callback=choices.a_date, help="Only in what was published then.")
@click.option("--mode", type=click.Choice(_MODES), help="Only what is told in this way.")
@click.option("--fidelity", type=click.Choice(_FIDELITIES), help="Only renditions that carry the words so.")
@click.option("--checked", type=click.Choice(_VERDICTS), help="Only what a table decided so.")
@click.option("--unjudged", is_flag=True, help="Only attributions that nobody has judged.")
@click.option("--only", type=click.Choice(("documents", "attributions")), help="Only these.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many.")
def search(words: tuple[str, ...], where: str, only: str | None, story: str | None, **filters: Any) -> None:
    """Search documents, and what is attributed in them, best first, the words marked.

    All WORDS have to be there; a "phrase in marks" as it stands; what has a - before it must not be. Filters can stand
    without words. Story, fidelity and check go by the findings, which are made first where the library has changed.

    \b
    Examples:
      hearsay search winter ferry
      hearsay search '"open the ferry"' --speaker Lind
      hearsay search lease --published 2017-06 --only documents
      hearsay search --fidelity misattributed --unjudged

    \b
    Exit status:
      0  something was found
      1  nothing was found, or the library cannot be read
      2  wrong usage
    """
    from dataclasses import replace

    from hearsay.library import looking, showing
    from hearsay.library.search import Query
    from hearsay.library.search import search as look

    # The shell has taken the marks off a phrase that was one argument.
    asked = " ".join(f'"{w}"' if " " in w and '"' not in w and len(words) > 1 else w for w in words)
    query = Query(words=asked, of=only or "both", story=story, **filters)  # type: ignore[arg-type]
    reference = tables() if query.by_findings else None
    with opened(where) as store:
        if query.by_findings:
            looking.prepared(store, reference)
            if story is not None:
                query = replace(query, story=looking.story_named(looking.grouped(store), story).id)
        with store.reading() as connection:
            hits = look(connection, query, reference)
    if hits.stale:
        click.echo("hearsay: the findings could not be kept; story, fidelity and check go by earlier ones", err=True)
    put(showing.hits(hits))
    if not hits.hits:
        sys.exit(1)


@click.command()
@in_library
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def stories(where: str, quiet: bool) -> None:
    """List the stories of a library, those of most documents first.

    \b
    Example:
      hearsay stories
    """
    from hearsay.library import looking, showing

    with opened(where) as store, console.progress(quiet) as step:
        found = looking.stories(store, tables(), step)
    put(showing.stories(found))


@click.command()
@in_library
@click.option("--quiet", is_flag=True, help="No progress on standard error.")
def people(where: str, quiet: bool) -> None:
    """List who is named in a library, those most often speaking first.

    \b
    Example:
      hearsay people
    """
    from hearsay.library import looking, showing

    with opened(where) as store, console.progress(quiet) as step:
        found = looking.people(store, tables(), step)
    put(showing.people(found))


COMMANDS = (add, list_documents, show, dossier, search, stories, people)
