"""What is taken into a dossier: by date, by language, by restriction; and by how sure an attribution is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.errors import DateTextError
from hearsay.model import Annotations, Attribution, Document, Selection
from hearsay.selection import attributions, documents
from tests.render import fixture
from tests.render.fixture import FITTERS_B, HESK_B, NESTED_B


def made(name: str, **fields: str | None) -> Document:
    empty: dict[str, str | None] = {"published": None, "language": None, "restriction": None}
    return replace(fixture.A, id=name, source_id=name, path=name, **(empty | fields))  # type: ignore[arg-type]


def kept(found: list[Document], asked: Selection) -> list[str]:
    return [d.id for d in documents(found, asked)[0]]


@pytest.mark.parametrize(
    ("published", "stays", "counted"),
    [
        ("2004-05-01", True, (0, 0)),
        ("2004-05-01T00:10:00+02:00", True, (0, 0)),
        ("2004-04-30", False, (1, 0)),
        ("2004-04", False, (1, 0)),
        ("2003", False, (1, 0)),
        ("2004", True, (0, 1)),
        ("2005", True, (0, 0)),
        (None, True, (0, 1)),
        ("last spring", True, (0, 1)),
    ],
)
def test_since_leaves_out_what_must_be_earlier_and_counts_what_may_be(
    published: str | None, stays: bool, counted: tuple[int, int]
) -> None:
    found, asked, problems = documents([made("d", published=published)], Selection(since="2004-05-01"))
    assert bool(found) == stays
    assert (asked.earlier, asked.undated) == counted
    assert problems == ()


def test_a_month_begins_on_its_first_day() -> None:
    found = [made("a", published="2004-05-01"), made("b", published="2004-04-30")]
    assert kept(found, Selection(since="2004-05")) == ["a"]
    with pytest.raises(DateTextError):
        documents(found, Selection(since="soon"))


def test_a_language_is_matched_by_its_beginning_and_an_unknown_one_is_left_out() -> None:
    found = [made(n, language=n) for n in ("en", "en-GB", "EN-us", "eno", "de")]
    taken, asked, _ = documents([*found, made("x")], Selection(language="en"))
    assert [d.id for d in taken] == ["en", "en-GB", "EN-us"]
    assert (asked.other_language, asked.unknown_language) == (2, 1)
    assert kept(found, Selection(language="en-GB")) == ["en-GB"]


def test_what_is_under_a_restriction_stays_out_and_is_named_with_the_way_in() -> None:
    held = replace(made("d", restriction="OFF THE RECORD"), path="box.zip", source_id="box.zip#notes/two.txt")
    found, asked, (problem,) = documents([held, made("e")], Selection(excerpts=12))
    assert [d.id for d in found] == ["e"]
    assert asked.restricted == 1
    assert (problem.path, problem.record) == ("box.zip", "notes/two.txt")
    assert "OFF THE RECORD" in problem.what
    assert "--include-restricted" in problem.why
    assert documents([made("f", restriction="SECRET")], Selection(excerpts=12))[2][0].record is None
    assert documents([held], Selection())[0] == (held,)


def test_with_the_switch_it_is_taken_in() -> None:
    asked = Selection(excerpts=12, include_restricted=True)
    found = [made("d", restriction="SECRET")]
    assert documents(found, asked) == (tuple(found), asked, ())


def test_nothing_asked_takes_all_and_counts_nothing() -> None:
    found = [made("a", published="1901"), made("b", language="de")]
    assert documents(found, Selection()) == (tuple(found), Selection(), ())


def sure(found: tuple[Attribution, ...], at_least: float | None) -> tuple[list[str], int]:
    ((one,), asked) = attributions([Annotations(document=fixture.B, attributions=found)], Selection(sure=at_least))
    return [a.id for a in one.attributions], asked.unsure


def test_only_what_is_sure_enough_is_used() -> None:
    low, high = replace(HESK_B, confidence=0.4), replace(FITTERS_B, confidence=0.8)
    assert sure((low, high), None) == (["a-4", "a-5"], 0)
    assert sure((low, high), 0.4) == (["a-4", "a-5"], 0)
    assert sure((low, high), 0.41) == (["a-5"], 1)


def test_what_stands_in_the_words_of_one_left_out_goes_with_it() -> None:
    outer, inner = replace(FITTERS_B, confidence=0.4), replace(NESTED_B, confidence=0.9)
    assert sure((inner, outer), 0.5) == ([], 2)
    assert sure((inner, replace(outer, confidence=0.5)), 0.5) == (["a-6", "a-5"], 0)
