"""Forgetting: out of the tables, out of the index, out of the file, and not back in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from hearsay.errors import NotInLibraryError
from hearsay.library import Library, codec, judgements, schema, takedown
from hearsay.library.evidence import evidence
from hearsay.library.store import open_store
from tests.library import papers
from tests.library.papers import AT, LATER


def everything(library: Library) -> bytes:
    """All bytes of the tables of the library as they lie on the disk: file and log, or the server's files of them."""
    if not library.store.postgres:
        return b"".join(p.read_bytes() for p in Path(library.store.where).parent.glob("story.library*"))
    with library.store.outside() as connection:
        connection.execute(sa.text("CHECKPOINT"))
        base = connection.scalar(sa.text("SHOW data_directory"))
        number = connection.scalar(sa.text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    files = [p for p in Path(base, "base", str(number)).rglob("*") if p.is_file()]
    assert files
    return b"".join(p.read_bytes() for p in files)


def packed_pieces(library: Library, document: str) -> list[bytes]:
    """Pieces of the packed bytes that are kept of a document: what a search for its plain words would not find."""
    d, c, a = schema.documents, schema.contents, schema.annotated
    with library.store.reading() as connection:
        packed = connection.execute(
            sa.select(d.c.packed, c.c.packed, a.c.packed)
            .join(c, c.c.sha256 == d.c.sha256)
            .join(a, a.c.document == d.c.number)
            .where(d.c.id == document)
        ).one()
    return [bytes(one[at : at + 24]) for one in packed for at in (20, len(one) // 2)]


def test_no_word_and_no_packed_byte_of_it_is_left_in_the_file(library: Library, tmp_path: Path) -> None:
    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    library.findings()
    gone = next(d.id for d in library.documents() if d.source_id == "review")
    pieces = packed_pieces(library, gone)
    before = everything(library)
    assert b"quartzlamp" in before, "the word stands in the index"
    assert any(p in before for p in pieces)
    library.forget(gone, reason="the author asked", at=LATER)
    after = everything(library)
    assert b"quartzlamp" not in after
    assert [p for p in pieces if p in after] == []
    assert gone.encode() not in after
    assert library.search("quartzlamp").total == 0
    assert library.check() == ()
    assert {a.document.source_id for a in library.findings().collation.annotations} == {"courier", "lantern"}


def test_it_does_not_come_back_by_its_bytes_or_by_its_address(library: Library, tmp_path: Path) -> None:
    path = papers.write(tmp_path, "review")
    (gone,) = library.add([path], at=AT, rules=True).new
    library.forget(gone, reason="the author asked", at=LATER)
    again = library.add([path], at=LATER, rules=True)
    assert again.new == ()
    assert again.kept_out[0].what == "kept out: removed at the owner's request"
    assert again.kept_out[0].why.startswith("the author asked (2031-09-09)")
    other = papers.write(tmp_path, "review", text="The page, rewritten in full and at the same address.")
    assert library.add([other], at=LATER, rules=True).new == ()
    elsewhere = papers.write(tmp_path, "review", uri="https://elsewhere.example/")
    assert len(library.add([elsewhere], at=LATER, rules=True).new) == 1, "another's copy is another document"


def test_a_dossier_says_that_it_was_removed(library: Library, tmp_path: Path) -> None:
    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    gone = next(d.id for d in library.documents() if d.source_id == "review")
    library.forget(gone, reason="the author asked", at=LATER)
    (problem,) = library.dossier().problems
    assert (problem.path, problem.what) == ("https://review.example/vele", "removed at the owner's request")
    assert problem.why == "the author asked (2031-09-09)"


def test_all_texts_of_an_address_and_all_of_the_same_bytes_go(library: Library, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(papers.REVIEW, encoding="utf-8")
    first, second = library.add([tmp_path / "a.txt", tmp_path / "b.txt"], at=AT, rules=True).new
    assert set(library.forget(first, reason="asked", at=AT).documents) == {first, second}
    (tmp_path / "in").mkdir()
    old = library.add([papers.write(tmp_path / "in", "courier")], at=AT, rules=True).new
    new = library.add([papers.write(tmp_path / "in", "courier", text=papers.LANTERN)], at=AT, rules=True).new
    assert set(library.forget(new[0], reason="asked", at=AT).documents) == {*old, *new}
    assert library.documents() == ()
    assert library.check() == ()


def test_judgements_lose_the_words_and_keep_that_there_was_one(library: Library, tmp_path: Path) -> None:
    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    hit = library.search("quartzlamp", of="attributions").hits[0]
    assert hit.attribution is not None
    found = evidence(library.store, None, "attribution", [hit.attribution])
    assert found.words is not None
    assert "quartzlamp" in found.words
    quoting = "he says that the quartzlamp over the door was green, and it was"
    library.judge(
        [
            judgements.made(
                of="attribution", decision="confirm", evidence=found.ids, places=found.places, who="Ada", why=quoting,
                at=AT, quoted=found.words,
            )
        ]
    )  # fmt: skip
    exported = judgements.exported(library.judgements())
    library.forget(hit.document, reason="asked", at=LATER)
    (left,) = library.judgements()
    assert (left.who, left.decision, left.quoted, left.forgotten) == ("Ada", "confirm", None, True)
    assert "quartzlamp" not in left.why
    assert judgements.imported(library.store, codec.loaded(exported.encode())) == 0
    assert library.judgements() == (left,), "an old export brings no words back"
    assert b"quartzlamp" not in everything(library)


def test_a_tombstone_can_be_lifted(library: Library, tmp_path: Path) -> None:
    path = papers.write(tmp_path, "review")
    (gone,) = library.add([path], at=AT, rules=True).new
    library.forget(gone, reason="asked", at=AT)
    with pytest.raises(NotInLibraryError):
        takedown.lift(library.store, "https://nowhere.example/", reason="no", at=LATER)
    assert takedown.lift(library.store, "https://review.example/vele", reason="agreed", at=LATER) == 1
    assert library.add([path], at=LATER, rules=True).new == (gone,)
    with library.store.reading() as connection:
        (kept,) = takedown.tombstones(connection)
    assert (kept.lifted, kept.lifted_because) == (LATER, "agreed")
    assert library.check() == ()


def test_what_is_not_there_cannot_be_forgotten(library: Library) -> None:
    with pytest.raises(NotInLibraryError):
        library.forget("d0", reason="asked", at=AT)


def test_a_reader_in_the_way_is_told_and_the_wiping_ended_later(tmp_path: Path) -> None:
    file = tmp_path / "story.library"
    with Library(open_store(file, create=True, wait=1)) as library:
        library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
        gone = next(d.id for d in library.documents() if d.source_id == "review")
        reader = sqlite3.connect(file, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM documents").fetchone()
        done = library.forget(gone, reason="asked", at=AT)
        assert "somebody is reading" in done.remarks[0]
        assert [f.what for f in library.check()] == ["the file"]
        reader.close()
        assert library.check() == ()
        assert b"quartzlamp" not in everything(library)


def test_an_index_that_no_longer_fits_is_made_anew_before_it_forgets(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hearsay.library import lexemes

    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    gone = next(d.id for d in library.documents() if d.source_id == "review")
    plain = lexemes.of_document
    monkeypatch.setattr(lexemes, "of_document", lambda d: tuple(f"{part} else" for part in plain(d)))
    library.forget(gone, reason="asked", at=AT)
    assert b"quartzlamp" not in everything(library)
    assert library.check() == ()
