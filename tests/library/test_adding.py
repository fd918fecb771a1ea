"""Adding: each document in a commit of its own, nothing twice, and nothing lost that was told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import sqlalchemy as sa

import hearsay
from hearsay.library import Library, contents, schema
from hearsay.library.adding import Kept
from hearsay.library.index import annotations_of
from tests.library import papers
from tests.library.papers import AT, LATER


def rows(library: Library, table: sa.Table) -> int:
    with library.store.reading() as connection:
        return int(connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


def test_what_is_kept_is_what_was_read_and_annotated(library: Library, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    done = library.add(paths, at=AT, rules=True)
    assert len(done.new) == 3
    assert done.problems == ()
    annotated = {a.document.id: a for a in hearsay.annotate(hearsay.read(paths).documents, rules=True)}
    with library.store.reading() as connection:
        for listed in library.documents():
            kept, numbers = annotations_of(connection, listed.number)
            assert kept == annotated[listed.id]
            assert set(numbers) == {a.id for a in kept.attributions}
            assert listed.added == AT
            line = contents.bytes_of(connection, kept.document.sha256)
            assert json.loads(line)["text"] == kept.document.text, "the bytes are those of the capture"


def test_the_same_capture_twice_changes_nothing(library: Library, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    library.add(paths, at=AT, rules=True)
    before = [rows(library, table) for table in schema.METADATA.sorted_tables]
    again = library.add([*paths, *paths], at=LATER, rules=True)
    assert (again.new, again.known) == ((), 3)
    assert [rows(library, table) for table in schema.METADATA.sorted_tables] == before


def test_two_pages_of_the_same_bytes_are_two_witnesses(library: Library, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(papers.COURIER, encoding="utf-8")
    library.add([tmp_path / "a.txt", tmp_path / "b.txt"], at=AT, rules=True)
    assert rows(library, schema.documents) == 2
    assert rows(library, schema.contents) == 1, "the bytes lie there once"


def test_what_was_told_is_kept_when_the_rest_is_stopped(library: Library, tmp_path: Path) -> None:
    paths = papers.all_papers(tmp_path / "in")
    told: list[str] = []

    def stop(kept: Kept) -> None:
        told.append(kept.document.id)
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add(paths, at=AT, rules=True, told=stop)
    assert [d.id for d in library.documents()] == told
    assert library.check() == ()
    done = library.add(paths, at=AT, rules=True)
    assert (len(done.new), done.known) == (1, 2)


def test_clocks_that_go_backwards_do_not_break_the_order(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, at in (("courier", LATER), ("review", AT), ("lantern", "1999-01-01T00:00:00+00:00")):
        library.add([papers.write(folder, name)], at=at, rules=True)
    assert [d.source_id for d in library.documents()] == ["courier", "review", "lantern"]
    library.add([papers.write(folder, "courier", text=papers.REVIEW)], at="1990-01-01T00:00:00+00:00", rules=True)
    current = [d for d in library.documents() if d.source_id == "courier" and d.current]
    assert [d.added[:4] for d in current] == ["1990"], "what was added last stands, whatever the clock said"


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(papers.COURIER, encoding="utf-8")
    done = library.add([tmp_path / "a.txt", tmp_path / "b.txt"], at=AT, rules=True)
    assert len(done.new) == 1
    assert [p.what for p in done.problems] == ["empty file"]


def test_hostile_text_is_kept_as_it_is(library: Library, tmp_path: Path) -> None:
    hostile = "'); DROP TABLE documents; --\0\u202e “We \x1b[31m stay,” said Mara Lind. NEAR(* \" : ^ %s {} \\"
    line = json.dumps({"id": "x\0y", "title": "t\0%", "publisher": "';--", "text": hostile})
    (tmp_path / "hostile.jsonl").write_text(line + "\n", encoding="utf-8")
    (given,) = hearsay.read([tmp_path / "hostile.jsonl"]).documents
    done = library.add([tmp_path / "hostile.jsonl"], at=AT, rules=True)
    assert done.new == (given.id,)
    with library.store.reading() as connection:
        kept, _ = annotations_of(connection, library.documents()[0].number)
    assert kept.document == given
    assert library.check() == ()
    assert library.search("stay").total >= 1
    assert library.findings().collation.annotations[0].document.text == given.text


def test_a_crawl_is_not_read_whole_before_the_first_is_kept(library: Library, tmp_path: Path) -> None:
    crawl = tmp_path / "crawl.jsonl.gz"
    with gzip.open(crawl, "wt", encoding="utf-8") as out:
        for n in range(60):
            out.write(json.dumps({"id": f"p{n}", "text": f"“It is day {n},” said Mara Lind."}) + "\n")
    seen: list[int] = []
    done = library.add([crawl], at=AT, rules=True, threads=1, told=lambda kept: seen.append(len(library.documents())))
    assert len(done.new) == 60
    assert seen == list(range(1, 61)), "each was there when it was told"
