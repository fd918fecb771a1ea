"""Findings of others come in by the contract's JSON, stay apart, and are marked."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

import hearsay
from hearsay.errors import ForeignError
from hearsay.library import Library, importing, showing
from hearsay.render.json import render
from tests.library import papers
from tests.library.papers import AT, LATER


@pytest.fixture
def theirs(tmp_path: Path) -> bytes:
    return render(hearsay.trace(papers.all_papers(tmp_path / "theirs"), rules=True)).encode()


def test_they_are_kept_apart_and_marked(library: Library, theirs: bytes, tmp_path: Path) -> None:
    library.add([papers.write(tmp_path, "courier")], at=AT, rules=True)
    assert importing.import_findings(library.store, theirs, name="theirs.json", at=AT) == (3, 0)
    assert importing.import_findings(library.store, theirs, name="theirs.json", at=AT) == (0, 0)
    with library.store.reading() as connection:
        (one,) = importing.foreign(connection)
        (said,) = importing.foreign_to(connection, "0" * 64, "https://courier.example/ferry")
    assert (one.documents, one.shared, one.name) == (3, 1, "theirs.json")
    assert ("Mara Lind", "“We could open the ferry in winter, if the lights stay ours,”") in said.attributions
    assert "[findings of others]  theirs.json" in showing.documents(library.documents(), (one,))
    assert len(library.documents()) == 1, "nobody here has seen their bytes"
    assert len(library.findings().collation.annotations) == 1
    assert library.check() == ()


def test_what_was_forgotten_does_not_come_in_with_them_nor_stay_in_them(
    library: Library, theirs: bytes, tmp_path: Path
) -> None:
    (gone,) = library.add([papers.write(tmp_path, "review")], at=AT, rules=True).new
    importing.import_findings(library.store, theirs, name="before.json", at=AT)
    library.forget(gone, reason="asked", at=LATER)
    again = theirs.replace(b'"schema": "1"', b'"schema":  "1"')
    assert importing.import_findings(library.store, again, name="after.json", at=LATER) == (2, 1)
    review = next(d["id"] for d in json.loads(theirs)["documents"] if d["source_id"] == "review")
    with library.store.reading() as connection:
        assert importing.foreign_to(connection, "0" * 64, "https://review.example/vele") == ()
        assert [f.documents for f in importing.foreign(connection)] == [2, 2]
        from hearsay.library import codec, schema

        for packed in connection.scalars(schema.foreign.select().with_only_columns(schema.foreign.c.packed)):
            assert review not in codec.unpack_bytes(packed).decode()


def _no_head(data: dict[str, Any]) -> None:
    del data["hearsay"]


def _no_text(data: dict[str, Any]) -> None:
    del data["documents"][0]["text"]


def _span_outside(data: dict[str, Any]) -> None:
    data["attributions"][0]["content"] = [[0, 10**9]]


def _no_span(data: dict[str, Any]) -> None:
    data["attributions"][0]["cue"] = [["0", True]]


def _elsewhere(data: dict[str, Any]) -> None:
    data["attributions"][0]["document"] = "d0"


def _no_list(data: dict[str, Any]) -> None:
    data["entities"] = {}


def _no_hash(data: dict[str, Any]) -> None:
    data["documents"][0]["sha256"] = "'; --"


@pytest.mark.parametrize("harm", [_no_head, _no_text, _span_outside, _no_span, _elsewhere, _no_list, _no_hash])
def test_what_is_no_such_file_is_refused(library: Library, theirs: bytes, harm: Any) -> None:
    data = copy.deepcopy(json.loads(theirs))
    harm(data)
    with pytest.raises(ForeignError):
        importing.import_findings(library.store, json.dumps(data).encode(), name="x", at=AT)
    for junk in (b"", b"[]", b"\xff", b"[" * 100_000):
        with pytest.raises(ForeignError):
            importing.import_findings(library.store, junk, name="x", at=AT)
    with library.store.reading() as connection:
        assert importing.foreign(connection) == ()
