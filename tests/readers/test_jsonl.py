"""JSON lines: the line as it stands in the file, and what comes of it."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from hearsay.readers import Reading, read
from hearsay.readers.jsonl import MAX_PROBLEMS


def lines(folder: Path, *rows: str | bytes, name: str = "in.jsonl") -> Reading:
    data = b"\n".join(row.encode() if isinstance(row, str) else row for row in rows)
    (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return read([folder / name])


@pytest.mark.parametrize("name", ["in.jsonl", "in.jsonl.gz"])
def test_a_record_with_all_its_fields(tmp_path: Path, name: str) -> None:
    record = {
        "id": "osk-1", "text": "Harbour talks end\n\nVele said yes.", "title": "Talks end", "uri": "https://isles.example/1",
        "byline": "Ana Kor", "publisher": "Osk Courier", "published": "2031-05-03T09:30:00", "credit": "AFP",
        "rights": "© Osk Courier", "language": "en", "kind": "report", "colour": "red",
    }  # fmt: skip
    row = json.dumps(record)
    (document,) = lines(tmp_path, row, name=name).documents
    known = {key: value for key, value in record.items() if key not in ("id", "colour")}
    assert {key: getattr(document, key) for key in known} == known
    assert (document.source_id, document.sha256) == ("osk-1", sha256(row.encode()).hexdigest())
    assert [(zone.kind, zone.span.of(document.text)) for zone in document.zones] == [("body", record["text"])]


def test_without_an_id_the_line_number_is_the_name(tmp_path: Path) -> None:
    reading = lines(tmp_path, '\ufeff{"text": "One."}\r', "", '{"text": "Three.", "id": 3}')
    assert [document.source_id for document in reading.documents] == [f"{tmp_path}/in.jsonl#1", "3"]
    assert reading.problems == ()


def test_an_id_that_comes_twice_names_its_line(tmp_path: Path) -> None:
    reading = lines(tmp_path, *['{"id": "a", "text": "One."}'] * 3)
    assert [document.source_id for document in reading.documents] == ["a", "a#2", "a#3"]
    assert [(problem.record, problem.what) for problem in reading.problems] == [
        ("2", "the id “a” came before"),
        ("3", "the id “a” came before"),
    ]
    assert len({document.id for document in reading.documents}) == 3


BAD_LINES = [
    # the line                                  what is said, and why
    ("not json",                                "line skipped", "not JSON: Expecting value at column 1"),
    ('{"text": "One."',                         "line skipped", "not JSON"),
    ('["text"]',                                "line skipped", "not a JSON object"),
    ("{}",                                      "line skipped", "no `text` in it"),
    ('{"text": null}',                          "line skipped", "no `text` in it"),
    ('{"text": 3}',                             "line skipped", "its `text` is not a text"),
    ('{"text": " "}',                           "line skipped", "its `text` is empty"),
    ('{"text": "half \\ud800 a character"}',    "line skipped", "its `text` holds half of a character"),
    (b'{"text": "\xff"}',                       "line skipped", "not UTF-8 at byte 11 of the line"),
    ("[" * 200_000,                             "line skipped", "its JSON is nested too deep"),
    ('{"text": "One.", "n": ' + "1" * 5000 + "}", "line skipped", "a number in it is too long"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "what", "why"), BAD_LINES, ids=[f"{what}-{why}" for _, what, why in BAD_LINES])
def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, row: str | bytes, what: str, why: str) -> None:
    reading = lines(tmp_path, '{"text": "One."}', row, '{"text": "Three."}')
    assert [document.text for document in reading.documents] == ["One.", "Three."]
    (problem,) = reading.problems
    assert (problem.record, problem.what) == ("2", what)
    assert why in problem.why


def test_a_bad_value_costs_the_value_and_not_the_record(tmp_path: Path) -> None:
    reading = lines(tmp_path, '{"id": ["a"], "text": "One.", "title": 3, "byline": "\\ud800"}')
    (document,) = reading.documents
    assert (document.title, document.byline, document.source_id) == (None, None, f"{tmp_path}/in.jsonl#1")
    assert sorted(problem.why.split()[0] for problem in reading.problems) == ["`byline`", "`title`", "it"]


def test_a_file_that_is_no_jsonl_does_not_flood(tmp_path: Path) -> None:
    reading = lines(tmp_path, *["no"] * (MAX_PROBLEMS + 50))
    assert len(reading.problems) == MAX_PROBLEMS + 1
    assert "50 more lines with faults" in {problem.what for problem in reading.problems}


def test_control_and_bidirectional_characters_stay(tmp_path: Path) -> None:
    text = "Vele \u202esaid\u0000 \u001b[31myes."
    (document,) = lines(tmp_path, json.dumps({"text": text})).documents
    assert document.text == text
