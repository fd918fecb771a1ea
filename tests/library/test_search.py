"""Searching: the same in both databases, by words, phrases and each filter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hearsay.library import Library, judgements, lexemes
from hearsay.library.evidence import evidence
from hearsay.library.search import Query, asked, search
from tests.library import papers
from tests.library.papers import AT


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    library.add(papers.all_papers(tmp_path / "in"), at=AT, rules=True)
    return library


def found(library: Library, words: str = "", **filters: object) -> list[tuple[str, bool]]:
    """Source ids, and whether the hit is an attribution; in a fixed order."""
    hits = library.search(words, **filters).hits
    return sorted((h.source_id, h.attribution is not None) for h in hits)


def documents(library: Library, words: str, **filters: object) -> list[str]:
    return [name for name, _ in found(library, words, of="documents", **filters)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ferry", ["courier", "review"]),
        ("FERRIES", []),  # only the plain endings are folded
        ("gull", ["lantern"]),
        ("ferry lights", ["courier"]),
        ("ferry -lights", ["review"]),
        ('"ferry in winter"', ["courier", "review"]),
        ('"winter in ferry"', []),
        ('"could open" -"lights stay"', ["review"]),
        ("“the mayor of Orsk”", ["courier"]),
        ("remembers", ["review"]),
        ("nowhere", []),
        ("'; DROP TABLE documents; --", []),
        ('ferry" OR "gulls', []),
        ("***", []),
        ("-ferry", []),
    ],
)
def test_words(filled: Library, words: str, expected: list[str]) -> None:
    assert documents(filled, words) == expected


def test_the_words_are_marked_and_the_best_comes_first(filled: Library) -> None:
    hits = filled.search("gulls", of="documents").hits
    assert [m.of(hits[0].words) for m in hits[0].marks] == ["gulls", "gulls"]
    both = filled.search("ferry", of="documents").hits
    assert both[0].rank >= both[1].rank > 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"speaker": "Lind", "words": "ferry"}, ["courier", "review"]),
        ({"speaker": "Mara Lind", "words": "lights"}, ["courier"]),
        ({"speaker": "Brandt"}, ["lantern", "lantern"]),
        ({"speaker": "Nobody"}, []),
        ({"speaker": "%"}, []),
        ({"addressee": "Vele", "words": "ferry"}, ["courier", "review"]),
        ({"outlet": "orsk", "words": "ferry", "of": "documents"}, ["courier", "review"]),
        ({"outlet": "Grell Lantern", "of": "documents"}, ["lantern"]),
        ({"outlet": "%", "of": "documents"}, []),
        ({"published": "2017", "of": "documents"}, ["courier"]),
        ({"published": "2019-05/2020-02", "of": "documents"}, ["lantern", "review"]),
        ({"said": "2017-06-04", "words": "lights"}, ["courier"]),
        ({"said": "2016"}, []),
        ({"mode": "indirect", "words": "fewer"}, ["lantern"]),
        ({"mode": "direct", "words": "fewer"}, []),
    ],
)
def test_filters(filled: Library, filters: dict[str, object], expected: list[str]) -> None:
    assert [name for name, _ in found(filled, **filters)] == expected  # type: ignore[arg-type]


def test_filters_that_go_by_the_findings(filled: Library) -> None:
    assert filled.search(fidelity="trimmed").stale
    made = filled.findings().collation
    trimmed = {a for u in made.utterances for r in u.renditions if r.fidelity == "trimmed" for a in r.attributions}
    assert trimmed, "the review leaves the condition out"
    hits = filled.search(fidelity="trimmed")
    assert ({h.attribution for h in hits.hits}, hits.stale) == (trimmed, False)
    story = next(s for s in made.stories if len(s.documents) == 2)
    assert documents(filled, "", story=story.id) == ["courier", "review"]
    checked = {c.attribution for c in made.checks if c.attribution}
    assert {h.attribution for h in filled.search(checked="any").hits} == checked


def test_a_full_name_finds_whom_a_page_calls_by_less(library: Library, tmp_path: Path) -> None:
    short = papers.COURIER.replace("Mara Lind, the harbour master,", "The harbour master, Lind,")
    library.add([papers.write(tmp_path, "courier", text=short), papers.write(tmp_path, "review")], at=AT, rules=True)
    assert ("courier", True) not in found(library, "lights", speaker="Mara Lind")
    library.findings()
    assert ("courier", True) in found(library, "lights", speaker="Mara Lind")


def test_unjudged(filled: Library) -> None:
    before = filled.search(unjudged=True, limit=100).total
    one = filled.search("lights", of="attributions").hits[0].attribution
    assert one is not None
    of = evidence(filled.store, None, "attribution", [one])
    judgement = judgements.made(
        of="attribution", decision="confirm", evidence=of.ids, places=of.places, who="Ada", why="seen", at=AT
    )
    filled.judge([judgement])
    assert filled.search(unjudged=True, limit=100).total == before - 1
    judgements.undone(filled.store, judgement.id, who="Ada", why="no", at=AT)
    assert filled.search(unjudged=True, limit=100).total == before


def test_a_book_is_found_by_words_of_any_part(library: Library, tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(lexemes.PART * 2)]
    words[5], words[lexemes.PART - 1], words[lexemes.PART], words[-1] = "opening", "border", "crossing", "ending"
    book = tmp_path / "book.jsonl"
    book.write_text(json.dumps({"id": "book", "text": " ".join(words)}) + "\n", encoding="utf-8")
    library.add([book], at=AT, rules=True)
    for words_asked in ("opening", "ending", '"border crossing"', "border"):
        hits = library.search(words_asked, of="documents")
        assert hits.total == 1
        assert hits.hits[0].marks
    assert library.check() == ()


def test_limit_and_count(filled: Library) -> None:
    hits = filled.search(limit=2)
    assert len(hits.hits) == 2
    assert hits.total > 5
    with filled.store.reading() as connection:
        assert search(connection, Query(words="ferry", of="documents", limit=1)).total == 2
    assert filled.search(limit=0).total == filled.search(limit=2).total
    assert filled.search(limit=0).hits == ()


def test_what_is_typed_taken_apart() -> None:
    assert asked('a-b "c d') == asked("a b c d") or asked('a-b "c d').there
    assert asked('-"a b" c').absent == (("a", "b"),)
    assert asked("").there == ()
