"""Check, backup, upgrade, stats."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

import hearsay
from hearsay.errors import LibraryError, NewerLibraryError
from hearsay.library import Library, checking, codec, lexemes, migrations, schema
from hearsay.library.store import connect, open_store, revision
from tests.library import papers
from tests.library.papers import AT, LATER

HERE = Path(__file__).resolve().parent
FIRST = HERE / "first.library"


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    library.findings()
    return library


def _first(connection: sa.Connection) -> sa.RowMapping:
    return connection.execute(sa.select(schema.documents).order_by("number").limit(1)).mappings().one()


def _other_bytes(connection: sa.Connection) -> None:
    connection.execute(sa.update(schema.contents).values(packed=codec.pack_bytes(b"others")))


def _broken_bytes(connection: sa.Connection) -> None:
    connection.execute(sa.update(schema.contents).values(packed=b"\x28\xb5\x2f\xfd"))


def _broken_document(connection: sa.Connection) -> None:
    connection.execute(sa.update(schema.documents).values(packed=codec.pack_bytes(b'{"id": 3}')))


def _shorter_text(connection: sa.Connection) -> None:
    from dataclasses import replace

    from hearsay.model import Document

    row = _first(connection)
    kept = codec.unpack(Document, row["packed"])
    short = codec.pack(replace(kept, text=kept.text[:40], zones=()))
    connection.execute(sa.update(schema.documents).where(schema.documents.c.id == row["id"]).values(packed=short))


def _no_annotations(connection: sa.Connection) -> None:
    connection.execute(sa.delete(schema.annotated))


def _no_capture(connection: sa.Connection) -> None:
    connection.execute(sa.delete(schema.captures))


def _bytes_of_nothing(connection: sa.Connection) -> None:
    row = {"sha256": "0" * 64, "size": 0, "beside": 1, "packed": codec.pack_bytes(b"")}
    connection.execute(sa.insert(schema.contents).values(row))


def _no_attribution(connection: sa.Connection) -> None:
    a = schema.attributions
    number = connection.scalar(sa.select(a.c.number).limit(1))
    connection.execute(sa.delete(schema.carried).where(schema.carried.c.attribution == number))
    connection.execute(sa.delete(a).where(a.c.number == number))


def _other_words(connection: sa.Connection) -> None:
    connection.execute(sa.update(schema.parts).values(digest="0" * 16))


def _no_index(connection: sa.Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("DELETE FROM search"))
    else:
        connection.execute(sa.text("INSERT INTO search (search) VALUES ('delete-all')"))


def _back_from_the_grave(connection: sa.Connection) -> None:
    row = _first(connection)
    connection.execute(sa.insert(schema.tombstones).values(sha256=row["sha256"], reason="asked", at=AT))


def _two_stand(connection: sa.Connection) -> None:
    connection.execute(sa.update(schema.documents).values(current=False))


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_other_bytes, "not what they were"),
        (_broken_bytes, "not what they were"),
        (_broken_document, "cannot be read"),
        (_shorter_text, "outside its text"),
        (_no_annotations, "no annotations"),
        (_no_capture, "no capture"),
        (_bytes_of_nothing, "of no capture"),
        (_no_attribution, "differ"),
        (_no_attribution, "who spoke in it is not"),
        (_other_words, "index of words"),
        (_no_index, "too few"),
        (_back_from_the_grave, "forgotten, and is there"),
        (_two_stand, "none or several"),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_each_harm_is_found(filled: Library, harm: Callable[[sa.Connection], None], told: str) -> None:
    assert filled.check() == ()
    with filled.store.writing() as connection:
        harm(connection)
    faults = filled.check()
    assert any(told in f.why for f in faults), faults


def test_a_backup_is_a_library_of_its_own(filled: Library, tmp_path: Path) -> None:
    gone = next(d.id for d in filled.documents() if d.source_id == "review")
    filled.forget(gone, reason="asked", at=LATER)
    target = tmp_path / "copy.library"
    filled.backup(target)
    assert b"quartzlamp" not in target.read_bytes()
    with hearsay.open_library(target) as copy:
        assert copy.check() == ()
        assert copy.documents() == filled.documents()
        assert copy.findings().collation == filled.findings().collation
        assert [h.words for h in copy.search("ferry").hits] == [h.words for h in filled.search("ferry").hits]
        assert copy.add(papers.all_papers(tmp_path / "in2"), at=LATER, rules=True).known == 2
    with pytest.raises(LibraryError, match="writes over none"):
        filled.backup(target)
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".part")]


def test_stats(filled: Library) -> None:
    found = checking.stats(filled.store)
    assert (found.documents, found.current, found.captures, found.judgements, found.forgotten) == (3, 3, 3, 0, 0)
    assert found.characters == sum(d.size for d in filled.documents())
    assert found.size > 10_000
    assert [n for _, n in found.makers] == [3]


def test_upgrading_one_that_is_new_changes_nothing(filled: Library) -> None:
    before = filled.documents()
    assert checking.upgrade(filled.store) == ("0004", "0004", False)
    assert filled.documents() == before


def test_upgrading_to_a_next_form_is_all_or_nothing(filled: Library) -> None:
    versions = (migrations.VERSIONS, HERE / "next")
    with filled.store.reading() as connection:
        assert revision(connection) == "0004"
    assert migrations.upgrade(filled.store, versions) == ("0004", "0005")
    with filled.store.reading() as connection:
        shelves = connection.scalars(sa.text("SELECT shelf FROM documents ORDER BY number")).all()
    assert shelves == [f"shelf {d.number}" for d in filled.documents()]
    with pytest.raises(NewerLibraryError):
        migrations.upgrade(filled.store)


def test_an_index_of_an_earlier_way_of_folding_is_made_anew(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexemes, "FORM", "2")
    plain = lexemes.folded
    monkeypatch.setattr(lexemes, "folded", lambda word: plain(word)[::-1])
    assert any("index" in f.why for f in filled.check())
    assert checking.upgrade(filled.store)[2]
    assert filled.check() == ()
    assert filled.search("ferry", of="documents").total == 2


def test_a_library_of_the_first_schema_opens_after_upgrading(tmp_path: Path) -> None:
    """`first.library` was written by the first release that had libraries; it is never written anew."""
    file = tmp_path / "first.library"
    shutil.copy(FIRST, file)
    store = connect(file)
    checking.upgrade(store)
    store.close()
    with Library(open_store(file)) as library:
        assert library.check() == ()
        assert [d.source_id for d in library.documents()] == ["courier", "lantern", "review", "courier"]
        assert [d.current for d in library.documents()] == [False, True, True, True]
        assert library.search("quartzlamp", of="documents").hits[0].source_id == "review"
        (judgement,) = library.judgements()
        assert (judgement.who, judgement.decision) == ("Ida Brandt", "confirm")
        assert judgement.evidence[0] in {a.id for a in library.findings().collation.attributions}
        assert [p.path for p in library.dossier().problems] == ["https://gone.example/"]
        again = library.add(papers.all_papers(tmp_path / "in"), at=LATER, rules=True)
        assert (again.known, len(again.new)) == (3, 0), "the ids of today's captures are those of then"
