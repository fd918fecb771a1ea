"""The switches that choose what a dossier is made of, and the edition that stood in the file before."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hearsay.forms import FORMS, Form

if TYPE_CHECKING:
    from hearsay.model import Edition, Selection

_LARGEST = 1 << 30  # bytes of an old file that are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was chosen. `selection` is ``None`` where no switch was set; `dated` is the day of the edition, ISO 8601;
    `without` the siglum or teller that is to be thought away; with `facsimiles` quotations from PDFs stand beside a
    picture of their lines."""

    selection: Selection | None
    dated: str | None
    without: str | None = None
    facsimiles: bool = False


def switches(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the switches; it gets them as one `Choice`, named ``choice``."""

    @wraps(command)
    def chosen(
        *,
        since: str | None,
        language: str | None,
        sure: float | None,
        excerpts_only: bool,
        include_restricted: bool,
        dated: str | None,
        without: str | None,
        facsimiles: bool,
        **others: Any,
    ) -> None:
        from hearsay.excerpts import AROUND
        from hearsay.model import Selection

        asked = Selection(
            since=since,
            language=language,
            sure=sure,
            excerpts=AROUND if excerpts_only else None,
            include_restricted=include_restricted,
        )
        if dated is not None and others.get("output") is None:
            raise click.UsageError("--dated goes with --output: it is the day of an edition that is written to a file")
        choice = Choice(
            selection=None if asked == Selection() else asked,
            dated=dated or _epoch(),
            without=without,
            facsimiles=facsimiles,
        )
        command(choice=choice, **others)

    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen


def readable(form: Form, choice: Choice) -> None:
    """Raises `click.UsageError` where excerpts were asked of a form that has to hold the full texts, or pictures of one
    that holds none."""
    if choice.facsimiles and form.name != "html":
        raise click.BadParameter(f"only html has pictures, and not {form.name}", param_hint="--facsimiles")
    if choice.facsimiles and choice.selection is not None and choice.selection.excerpts is not None:
        raise click.UsageError("--facsimiles shows what stands on a page and --excerpts-only keeps it back: give one")
    if choice.selection is None or choice.selection.excerpts is None or not form.whole:
        return
    others = ", ".join(f.name for f in FORMS if not f.whole)
    raise click.BadParameter(
        f"{form.name} holds each text whole, since its anchors count in it; choose {others} for excerpts",
        param_hint="--excerpts-only",
    )


def edition_in(output: str) -> Edition | None:
    """The edition that the file to be written over carries; ``None`` for no file, another's, or a damaged one."""
    from hearsay.edition import found_in

    target = Path(output)
    try:
        if not target.is_file() or target.stat().st_size > _LARGEST:
            return None
        return found_in(target.read_bytes())
    except OSError:
        return None


def _epoch() -> str | None:
    """The day of ``SOURCE_DATE_EPOCH``, by which reproducible builds name their time; nothing looks at a clock."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not re.fullmatch(r"[0-9]{1,11}", seconds):
        return None
    return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()


def a_date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The value of an option that is a year, a month or a day. Raises `click.BadParameter` for any other."""
    from hearsay.errors import DateTextError
    from hearsay.reference.dates import when

    try:
        if value is not None and "/" in value:
            raise DateTextError(value)
        return None if value is None else when(value).text
    except DateTextError as error:
        raise click.BadParameter(str(error)) from error


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"“{value}” is no day; write 2004-05-01") from error


def _code(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", value):
        raise click.BadParameter(f"“{value}” is no code of a language; write en, de, en-GB")
    return value


_OPTIONS = (
    click.option(
        "--since",
        metavar="DATE",
        callback=a_date,
        help="Only documents published on or after DATE (2004, 2004-05, 2004-05-01). Undated ones stay.",
    ),
    click.option("--language", metavar="CODE", callback=_code, help="Only documents of this language: en, de, en-GB."),
    click.option(
        "--sure",
        metavar="P",
        type=click.FloatRange(0, 1),
        help="Show and use only attributions with a confidence of P or more, from 0 to 1.",
    ),
    click.option(
        "--without",
        metavar="WHO",
        help="Say what would stand without one witness (its siglum) or one teller (the name). Nothing else changes.",
    ),
    click.option(
        "--excerpts-only",
        is_flag=True,
        help="For sharing: a few words around each quoted place, in place of full texts. Not with json.",
    ),
    click.option(
        "--include-restricted",
        is_flag=True,
        help="With --excerpts-only: take in documents marked as embargoed, off the record or confidential too.",
    ),
    click.option(
        "--facsimiles",
        is_flag=True,
        help="For HTML: beside a quotation from a PDF, a picture of its lines on the page.",
    ),
    click.option(
        "--dated",
        metavar="DAY",
        callback=_day,
        help="The day of this edition (2004-05-01), printed in it. Default: that of SOURCE_DATE_EPOCH, else none.",
    ),
)
