"""Real pages: text and fields may not fall below these figures, on either half."""

from __future__ import annotations

import json

import pytest

from evaluation import pages

FLOORS = {"headline": 0.95, "date": 0.90, "byline": 0.85, "publisher": 0.95}


@pytest.fixture(scope="session")
def measured() -> tuple[pages.Page, ...]:
    return pages.measure()


@pytest.mark.shared
@pytest.mark.parametrize("name", pages.HALVES)
def test_the_text_of_articles(measured: tuple[pages.Page, ...], name: str) -> None:
    some = [page for page in measured if name in ("all", pages.half(page.name))]
    assert pages.mean(some, lambda page: page.words.f1) >= 0.98
    assert pages.mean(some, lambda page: page.runs.f1) >= 0.975


@pytest.mark.shared
@pytest.mark.parametrize("field", pages.FIELDS)
@pytest.mark.parametrize("name", pages.HALVES)
def test_the_fields_of_pages(measured: tuple[pages.Page, ...], name: str, field: str) -> None:
    some = [page for page in measured if name in ("all", pages.half(page.name))]
    assert pages.accuracy(some, field) >= FLOORS[field]


def test_what_was_read_by_eye_is_well_formed() -> None:
    rows = [json.loads(line) for line in pages.READ.read_text(encoding="utf-8").splitlines()]
    assert len({row["file"] for row in rows}) == len(rows) == 60
    assert all(row[field] for row in rows for field in pages.FIELDS)


def test_a_field_that_a_page_lacks_is_right_when_it_is_not_found() -> None:
    assert pages.right("byline", None, [None, "Ana Kor"])
    assert not pages.right("byline", "Jo Lund", [None, "Ana Kor"])
    assert not pages.right("byline", "Ana Kor", ["Ana Kor, Jo Lund"])
    assert pages.right("publisher", "Osk Courier", ["The Osk Courier"])


def test_runs_of_words_count_for_their_order() -> None:
    assert pages.overlap("a b c d e", "e d c b a").f1 == 1
    assert pages.overlap("a b c d e", "e d c b a", 4).f1 == 0
