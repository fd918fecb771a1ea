"""The tables of a dossier as CSV files in one ZIP.

RFC 4180: commas, quoted where needed, lines ending in CR and LF; UTF-8 with a byte order mark, by which spreadsheets
know it. A cell that a spreadsheet could take for a formula is guarded, in a way that can be undone.
"""

from __future__ import annotations

import csv
import re
from io import StringIO

from hearsay.model import Dossier
from hearsay.render import selected
from hearsay.render.tables import Cell, Table, tables
from hearsay.render.zipped import carried, zipped

# What makes a cell a formula, or makes a spreadsheet cut it so that what follows becomes one; and the guard itself.
_FORMULA = re.compile(r"'|[\t\r\n]|[\s\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*[=+\-@＝＋－＠]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_READ_ME = """\
The tables of a dossier made by hearsay {version} (schema {schema}; weights {weights}; tables {tables}).

UTF-8 with a byte order mark; RFC 4180. An empty cell is "not found". "start" and "end" count Unicode code points of the
column "text" of documents.csv, from 0, the end not included; "exact" are the characters between them.

A cell that begins with one of = + - @ (or their full-width forms), at once or after white space or characters that do
not show, or that begins with a tab or a line end, has an apostrophe before it, so that no spreadsheet runs it as a
formula; so has a cell that begins with an apostrophe. To undo it, take one apostrophe off every cell that begins with
one.
"""


def render(dossier: Dossier) -> bytes:
    """A ZIP of one CSV file for each table, a ``README.txt``, and for an edition an ``edition.json``."""
    made = dossier.versions
    weights = made.weights or "none, by rules alone"
    about = _READ_ME.format(version=made.version, schema=made.schema, weights=weights, tables=made.tables)
    files = [(f"{table.name}.csv", _file(table)) for table in tables(dossier)]
    return zipped([("README.txt", f"{about}\n{selected.confirmed(dossier)}\n".encode()), *files, *carried(dossier)])


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet runs.

    >>> guarded("=HYPERLINK(A1)"), guarded("’tis"), guarded("'tis")
    ("'=HYPERLINK(A1)", '’tis', "''tis")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given.

    >>> unguarded("'=1"), unguarded("1")
    ('=1', '1')
    """
    return cell.removeprefix("'")


def _file(table: Table) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows(map(_cell, row) for row in table.rows)
    return _SURROGATE.sub("\ufffd", out.getvalue()).encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else str(value)
