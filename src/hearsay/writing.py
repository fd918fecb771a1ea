"""From a dossier to its form on a screen or in a file: without somebody, as an edition, in excerpts, with pictures.

`trace` and the `dossier` of a library end in the same way; this is it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hearsay import choices, console
from hearsay.forms import Form

if TYPE_CHECKING:
    from hearsay.model import Document, Dossier
    from hearsay.reference import Reference

Original = Callable[["Document"], bytes | None]  # the bytes that a document was read from, if they are to be had


def possible(form: Form, output: str | None, choice: choices.Choice) -> None:
    """Raises `click.UsageError` where a result of this form cannot be put there, or not with these choices."""
    if output is not None and not Path(output).absolute().parent.is_dir():
        raise click.BadParameter(f"the folder of {output} does not exist; make it first", param_hint="--output")
    if form.packed and output is None and console.on_screen():
        raise click.UsageError(f"{form.name} is a ZIP and nothing for a screen: give -o FILE.zip")
    if form.name == "parquet":
        _require_parquet()
    choices.readable(form, choice)


def finished(
    form: Form,
    made: Dossier,
    choice: choices.Choice,
    output: str | None,
    loaded: Reference,
    original: Original,
) -> str | bytes:
    """The dossier in its form. Raises `click.BadParameter` where there is nobody of the name to be thought away."""
    if choice.without is not None:
        made = _without(made, choice.without, loaded)
    if output is not None and form.edition:
        from hearsay.edition import edited

        made = edited(made, choices.edition_in(output), choice.dated)
    if made.selection is not None and made.selection.excerpts is not None:
        from hearsay.excerpts import excerpts

        made = excerpts(made)
    if form.name == "terminal" and output is None:
        return _for_screen(made)
    if choice.facsimiles:
        from hearsay.render import html
        from hearsay.render.facsimiles import facsimiles

        return html.render(made, facsimiles(made, original))
    return form.make(made)


def put(result: str | bytes, made: Dossier, about: str | None, output: str | None) -> None:
    """Put it where it belongs, and say on standard error what is to be known of it."""
    if about is not None and not made.lead:
        click.echo(
            f"hearsay: no event fits “{about}”; the result has no leading event. Try fewer or other words.", err=True
        )
    console.put(result, output)
    if output is not None:
        number = len(made.collation.annotations)
        click.echo(f"hearsay: {number} document{'s' if number != 1 else ''}; wrote {output}", err=True)


def _require_parquet() -> None:
    """End before any work where the package of the form is not there."""
    from hearsay.errors import ExtraError
    from hearsay.render import parquet

    try:
        parquet.require()
    except ExtraError as error:
        click.echo(f"hearsay: {error}", err=True)
        sys.exit(2)


def _without(made: Dossier, name: str, loaded: Reference) -> Dossier:
    from hearsay.errors import UnknownWitnessError
    from hearsay.without import without

    try:
        return replace(made, without=without(made, name, loaded))
    except UnknownWitnessError as error:
        raise click.BadParameter(str(error), param_hint="--without") from error


def _for_screen(made: Dossier) -> str:
    from shutil import get_terminal_size

    from hearsay.render import terminal

    screen = console.on_screen()
    colour = screen and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return terminal.render(made, width=min(120, get_terminal_size((100, 24)).columns) if screen else 100, colour=colour)
