"""The tables of a dossier: what is written is read back, nothing runs as a formula, and bytes never change."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

import hearsay.render.csv
import hearsay.render.parquet
from hearsay.errors import ExtraError
from hearsay.model import Dossier
from hearsay.render.csv import guarded, unguarded
from hearsay.render.tables import Cell, tables
from tests.render import fixture, hostile

CASES = [fixture.dossier, fixture.full, fixture.empty, hostile.dossier]


def opened(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(data: bytes) -> list[dict[str, str]]:
    """A CSV file as any reader has it, guards and all."""
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def shown(value: Cell) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("made", CASES)
def test_csv_is_read_back_as_it_was(made: Callable[[], Dossier]) -> None:
    files = opened(hearsay.render.csv.render(made()))
    for table in tables(made()):
        rows = read(files[f"{table.name}.csv"])
        assert [{k: unguarded(v) for k, v in row.items()} for row in rows] == [
            dict(zip(table.columns, map(shown, row), strict=True)) for row in table.rows
        ]
    assert len(files) == len(tables(made())) + 1 + (made().edition is not None)
    assert files["README.txt"].startswith(b"The tables of a dossier")


@pytest.mark.parametrize("made", CASES)
def test_parquet_is_read_back_as_it_was(made: Callable[[], Dossier]) -> None:
    files = opened(hearsay.render.parquet.render(made()))
    for table in tables(made()):
        held = parquet.read_table(BytesIO(files[f"{table.name}.parquet"]))
        assert held.column_names == list(table.columns)
        rows = [tuple(row[name] for name in table.columns) for row in held.to_pylist()]
        assert rows == list(table.rows)
        kinds = {"string": "text", "int64": "integer", "double": "number", "bool": "boolean"}
        assert [kinds[str(field.type)] for field in held.schema] == list(table.columns.values())


@pytest.mark.parametrize("made", CASES)
def test_every_row_has_a_cell_for_every_column_of_its_type(made: Callable[[], Dossier]) -> None:
    types = {"text": str, "integer": int, "number": float, "boolean": bool}
    for table in tables(made()):
        for row in table.rows:
            for value, kind in zip(row, table.columns.values(), strict=True):
                assert value is None or type(value) is types[kind], (table.name, value)


@pytest.mark.parametrize("made", CASES)
def test_each_place_is_its_exact_text(made: Callable[[], Dossier]) -> None:
    texts = {a.document.id: a.document.text for a in made().collation.annotations}
    seen = 0
    for table in tables(made()):
        for row in table.rows:
            cells = dict(zip(table.columns, row, strict=True))
            for prefix, document in (("", "document"), ("against_", "against_document")):
                if cells.get(f"{prefix}start") is None:
                    continue
                start, end = cells[f"{prefix}start"], cells[f"{prefix}end"]
                assert isinstance(start, int)
                assert isinstance(end, int)
                assert texts[str(cells[document])][start:end] == cells[f"{prefix}exact"] != ""
                seen += 1
    assert seen or not texts


def rows_of(dossier: Dossier, name: str) -> list[dict[str, Cell]]:
    (table,) = (t for t in tables(dossier) if t.name == name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_one_row_for_each_record() -> None:
    made = fixture.full()
    found = made.collation
    counts = {t.name: len(t.rows) for t in tables(made)}
    assert counts == counts | {
        "documents": len(found.annotations),
        "entities": len(found.entities),
        "attributions": len(found.attributions),
        "chain": sum(len(a.chain) for a in found.attributions),
        "times": sum(len(a.times) for a in found.annotations),
        "copies": len(found.copies),
        "stories": len(found.stories),
        "events": len(found.events),
        "accounts": len(found.accounts),
        "points": sum(len(a.points) for a in found.accounts),
        "independence": sum(len(a.independence) for a in found.accounts),
        "utterances": len(found.utterances),
        "renditions": sum(len(u.renditions) for u in found.utterances),
        "differences": sum(len(r.difference) for u in found.utterances for r in u.renditions),
        "disagreements": len(found.disagreements),
        "positions": sum(len(d.positions) for d in found.disagreements),
        "responses": len(found.responses),
        "checks": len(found.checks),
        "problems": len(made.problems),
    }


def test_one_row_field_by_field() -> None:
    row = next(r for r in rows_of(fixture.full(), "renditions") if r["fidelity"] == "trimmed")
    assert (row["utterance"], row["attributions"], row["also"], row["against"]) == ("u-extend", "a-3", None, "d-a")
    assert (row["document"], row["exact"]) == ("d-b", "We could extend the line to Saltgate")
    dropped = next(
        r for r in rows_of(fixture.full(), "differences") if r["rendition"] == row["id"] and r["op"] == "dropped"
    )
    assert (dropped["document"], dropped["exact"]) == ("d-b", None)
    assert (dropped["against_document"], dropped["against_exact"]) == ("d-a", "if the county pays half of it")


def test_anchors_hold_every_place_of_an_attribution() -> None:
    held = [r for r in rows_of(fixture.full(), "anchors") if (r["kind"], r["id"]) == ("attribution", "a-3")]
    assert [(r["role"], r["exact"]) for r in held] == [
        ("of", "“We could extend the line to Saltgate,”"),
        ("source", "Mayor Idris Palk"),
        ("cue", "told"),
        ("chain", "The town archive"),
        ("chain", "according to the minutes"),
    ]


FORMULAS = ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\ufeff=1", "＝1", "'=1", "'"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1 = 1", "“-1”", "a", "<b>", "’tis"])
def test_what_is_none_is_left(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_the_guard_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_no_cell_of_a_hostile_dossier_begins_a_formula() -> None:
    for name, data in opened(hearsay.render.csv.render(hostile.dossier())).items():
        if name.endswith(".csv"):
            for row in read(data):
                assert not [v for v in row.values() if v.strip()[:1] in tuple("=+-@") and v.strip()]
    kept = read(opened(hearsay.render.csv.render(hostile.dossier()))["documents.csv"])[0]
    assert kept["source_id"] == "'=1+1.txt"


@pytest.mark.parametrize("render", [hearsay.render.csv.render, hearsay.render.parquet.render])
def test_the_zip_has_no_clock_and_is_stored(render: Callable[[Dossier], bytes]) -> None:
    with ZipFile(BytesIO(render(fixture.full()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} == {0}
    assert render(fixture.full()) == render(fixture.full())


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.render.parquet.find_spec", lambda name: None)
    with pytest.raises(ExtraError, match=r'pip install "hearsay\[parquet\]"'):
        hearsay.render.parquet.render(fixture.empty())
