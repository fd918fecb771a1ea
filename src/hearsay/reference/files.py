"""A folder of tables: each a CSV file with a header file (TOML) of the same stem beside it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from hearsay.errors import DateTextError, ReferenceTablesError
from hearsay.model import Problem
from hearsay.reference.dates import When, when
from hearsay.reference.kinds import KINDS, Kind
from hearsay.reference.records import Place, Row, Table

_TEXTS, _LISTS = ("kind", "title", "definition"), ("sources", "authorities")


class Read(NamedTuple):
    """One table with its rows, in the order of its file."""

    table: Table
    rows: tuple[Row, ...]


def read(folder: Path, *, prefix: str = "") -> tuple[list[Read], list[Problem]]:
    """The tables of a folder, sorted by name, and what could not be read of them; the rest of a table is used.

    `prefix` goes before the names of the tables, so that two folders can have a table of one name. Raises
    `ReferenceTablesError` if there is no such folder, or no table in it.
    """
    if not folder.is_dir():
        raise ReferenceTablesError(folder, "there is no such folder; name one that holds tables (.csv with .toml)")
    tables: list[Read] = []
    problems: list[Problem] = []
    found = sorted(folder.glob("*.csv"))
    if not found:
        raise ReferenceTablesError(
            folder, "there is no table in it; a table is a .csv file with a .toml file beside it"
        )
    for file in found:
        header = _header(file.with_suffix(".toml"), problems)
        if header is not None:
            tables.append(_table(file, prefix + file.stem, header, problems))
    return tables, problems


def digest(folder: Path) -> str:
    """The hash of the tables of a folder: of the names and bytes of their files."""
    made = sha256()
    for file in sorted([*folder.glob("*.csv"), *folder.glob("*.toml")]):
        made.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return made.hexdigest()


class _Header(NamedTuple):
    kind: str
    title: str
    definition: str
    sources: tuple[str, ...]
    authorities: tuple[str, ...]
    as_of: When


def _header(file: Path, problems: list[Problem]) -> _Header | None:
    def wrong(what: str, why: str) -> None:
        problems.append(Problem(path=file.name, record=None, what=what, why=why))

    if not file.is_file():
        wrong("the header file is missing", "write it beside the table, with kind, title, definition, sources, as_of")
        return None
    try:
        said: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        wrong("the header file is no TOML", str(error))
        return None
    for name in (*_TEXTS, "as_of"):
        if not isinstance(said.get(name), str) or not said[name].strip():
            wrong(f"“{name}” is missing", f'write {name} = "…"')
            return None
    for name in _LISTS:
        value = said.setdefault(name, [])
        if not isinstance(value, list) or not all(isinstance(x, str) for x in value):
            wrong(f"“{name}” is no list of names", f'write {name} = ["…"]')
            return None
    if said["kind"] not in KINDS:
        wrong(f"the kind “{said['kind']}” is not known", f"kinds are {', '.join(KINDS)}")
        return None
    try:
        as_of = when(said["as_of"])
    except DateTextError as error:
        wrong("“as_of” is no date", str(error))
        return None
    return _Header(
        said["kind"],
        said["title"].strip(),
        " ".join(said["definition"].split()),
        tuple(said["sources"]),
        tuple(said["authorities"]),
        as_of,
    )


def _table(file: Path, name: str, header: _Header, problems: list[Problem]) -> Read:
    kind = KINDS[header.kind]
    rows = tuple(_rows(file, name, kind, problems))
    return Read(
        Table(
            name=name,
            kind=header.kind,
            title=header.title,
            definition=header.definition,
            sources=header.sources,
            authorities=header.authorities,
            as_of=header.as_of,
            rows=len(rows),
            confirmed=sum(getattr(row, "confirmed", None) is not None for row in rows),
            confirmable=kind.confirmable,
        ),
        rows,
    )


def _rows(file: Path, name: str, kind: Kind, problems: list[Problem]) -> Iterator[Row]:
    def wrong(line: int | None, what: str, why: str) -> None:
        problems.append(Problem(path=file.name, record=None if line is None else f"line {line}", what=what, why=why))

    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        wrong(None, "the table is not in UTF-8", "save it as CSV in UTF-8")
        return
    lines = csv.reader(text.splitlines(keepends=True), strict=True)
    columns = _columns(lines, kind, wrong)
    if columns is None:
        return
    before = lines.line_num
    empty = dict.fromkeys(kind.columns, "")
    while True:
        try:
            cells = next(lines, None)
        except csv.Error as error:
            wrong(before + 1, "the line is no CSV", f"{error}; nothing after it was read")
            return
        if cells is None:
            return
        line, before = before + 1, lines.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            wrong(line, f"{len(cells)} cells, where the table has {len(columns)} columns", "quote cells with commas")
            continue
        given = empty | {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
        missing = [column for column in kind.required if not given[column]]
        if missing:
            wrong(line, f"“{missing[0]}” is empty", "fill it in, or take the line out")
            continue
        try:
            yield kind.make(Place(name, line), given)
        except DateTextError as error:
            wrong(line, "a date is not known", str(error))
        except ValueError as error:
            wrong(line, "the line contradicts itself", str(error))


def _columns(lines: Any, kind: Kind, wrong: Any) -> list[str] | None:
    try:
        columns = [name.strip() for name in next(lines, [])]
    except csv.Error as error:
        wrong(1, "the line is no CSV", str(error))
        return None
    missing = [name for name in kind.required if name not in columns]
    if missing:
        wrong(1, f"the column “{missing[0]}” is missing", f"the columns are {', '.join(kind.columns)}")
        return None
    twice = [name for name in columns if columns.count(name) > 1]
    if twice:
        wrong(1, f"the column “{twice[0]}” stands there twice", "keep one")
        return None
    for name in columns:
        if name not in kind.columns:
            wrong(1, f"the column “{name}” is not known and was left out", f"the columns are {', '.join(kind.columns)}")
    return columns
