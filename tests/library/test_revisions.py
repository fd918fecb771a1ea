"""Revisions: another text at an address, what changed in it, and what does not count as a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.library import Library
from hearsay.library.revisions import article, changes
from hearsay.text import Span
from tests.library import papers
from tests.library.papers import AT, COURIER, LATER

CUT = COURIER.replace("in winter, if the lights stay ours,”", "in winter,”")
PAGE = """<html><head><title>Gulls</title></head><body><nav>{menu}</nav><article><h1>Grell counts its gulls</h1>
<p>Ida Brandt, who counts the gulls of Grell every January, said that there were fewer than ever.</p>
<p>“They have gone to Orsk,” Brandt said on the breakwater, where she has counted them for thirty winters.</p>
</article><aside>{related}</aside></body></html>"""


def test_a_silent_cut_is_shown_with_its_days_and_what_rested_on_it(library: Library, tmp_path: Path) -> None:
    (first,) = library.add([papers.write(tmp_path, "courier", retrieved="2031-03-03")], at=AT, rules=True).new
    done = library.add([papers.write(tmp_path, "courier", text=CUT, retrieved="2031-09-09")], at=LATER, rules=True)
    assert len(done.revisions) == 1
    before, after = library.revisions(first)
    assert (before.document, before.first, before.current) == (first, "2031-03-03", False)
    assert (after.first, after.current, after.before) == ("2031-09-09", True, first)
    (change,) = after.changes
    assert change.op == "dropped"
    assert change.against is not None
    assert change.against.of(COURIER) == "if the lights stay ours"
    lost = set(after.lost)
    with library.store.reading() as connection:
        from hearsay.library.index import annotations_of, number_of

        old, _ = annotations_of(connection, number_of(connection, first))
    rested = {a.id for a in old.attributions if any("lights" in s.of(COURIER) for s in a.content)}
    assert rested
    assert rested <= lost


def test_the_old_text_stays_and_is_no_witness_beside_the_new(library: Library, tmp_path: Path) -> None:
    library.add([papers.write(tmp_path, "courier")], at=AT, rules=True)
    library.add([papers.write(tmp_path, "courier", text=CUT)], at=LATER, rules=True)
    assert [d.current for d in library.documents()] == [False, True]
    assert [a.document.text for a in library.findings().collation.annotations] == [CUT]
    assert library.search("lights", of="documents").hits[0].current is False
    assert library.check() == ()


def test_other_furniture_makes_no_revision(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "gulls.html"
    page.write_text(PAGE.format(menu="Home | News", related="Related: eels"), encoding="utf-8")
    library.add([page], at=AT, rules=True)
    page.write_text(PAGE.format(menu="Home | News | Sport", related="Buy a boat"), encoding="utf-8")
    done = library.add([page], at=LATER, rules=True)
    assert (done.new, done.same_article) == ((), 1)
    (only,) = library.revisions(library.documents()[0].id)
    assert (only.captures, only.first, only.last) == (2, AT, LATER)
    assert library.add([page], at=LATER, rules=True).known == 1


def test_a_text_that_comes_back_stands_again(library: Library, tmp_path: Path) -> None:
    (first,) = library.add([papers.write(tmp_path, "courier")], at=AT, rules=True).new
    library.add([papers.write(tmp_path, "courier", text=CUT)], at=AT, rules=True)
    done = library.add([papers.write(tmp_path, "courier", title="As it was")], at=LATER, rules=True)
    assert done.same_article == 1
    assert [d.id for d in library.documents() if d.current] == [first]
    assert [r.document == first for r in library.revisions(first)] == [True, False, True]


def test_the_date_of_retrieval_decides_not_the_order_of_adding(library: Library, tmp_path: Path) -> None:
    library.add([papers.write(tmp_path, "courier", text=CUT, retrieved="2031-09-09")], at=AT, rules=True)
    library.add([papers.write(tmp_path, "courier", retrieved="2031-03-03")], at=LATER, rules=True)
    assert [d.current for d in library.documents()] == [True, False]


def test_lines_without_a_name_are_no_revisions_of_each_other(library: Library, tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"text": "“It rains,” said Mara Lind."}\n', encoding="utf-8")
    library.add([lines], at=AT, rules=True)
    lines.write_text('{"text": "“It snows,” said Ida Brandt."}\n', encoding="utf-8")
    library.add([lines], at=LATER, rules=True)
    assert [d.current for d in library.documents()] == [True, True]


def test_a_document_that_grows_to_twenty_megabytes(library: Library, tmp_path: Path) -> None:
    page = tmp_path / "log.txt"
    page.write_text("“It rains,” said Mara Lind.\n", encoding="utf-8")
    (first,) = library.add([page], at=AT, rules=True).new
    old = "“It rains,” said Mara Lind.\n"
    new = old + "rain on the tins " * 1_200_000
    assert len(new) > 20_000_000
    (change,) = changes(new, old)
    assert change.op == "added"
    assert change.words is not None
    assert change.words.end > 20_000_000
    del first


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        ("a b c", "a b c", []),
        ("", "gone", [("dropped", None, "gone")]),
        ("come", "", [("added", "come", None)]),
        ("He said yes.", "He “said yes”.", [("dropped", None, "“"), ("dropped", None, "”")]),
        ("Harbor, light!", "Harbour light", []),
    ],
)
def test_changes_word_by_word(new: str, old: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    def of(span: Span | None, text: str) -> str | None:
        return span.of(text) if span else None

    assert [(c.op, of(c.words, new), of(c.against, old)) for c in changes(new, old)] == expected


def test_quotation_marks_belong_to_an_article_and_their_shape_does_not() -> None:
    assert article("“Yes,” he said") == article('"Yes", he said.')
    assert article("“Yes,” he said") != article("Yes, he said")
