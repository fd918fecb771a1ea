"""The step as a whole: copies folded, each claim in its own mouth, nothing decided by what is not confirmed."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import pytest

from hearsay.annotate import annotate
from hearsay.collate import collate
from hearsay.collate.checks import checks
from hearsay.model import Check
from hearsay.reference import Membership, Reference, Term, load
from tests.collate import test_checks_counts as counted
from tests.collate import test_checks_offices as held
from tests.collate.checked import Case, N, R, S, checked, tables
from tests.collate.told import report
from tests.reference import invented

RowT = TypeVar("RowT", Membership, Term)
DECIDED = [
    case
    for cases in (
        *(counted.SIZE, counted.HEDGED, counted.DATED, counted.JOINED, counted.MEMBERS, counted.OTHER_WORDS),
        *(held.HOLDERS, held.TERMS, held.AFTER, held.OTHER_WORDS),
    )
    for case in cases
    if case.verdict in (S, R)
]


def without(reference: Reference, rows: set[str]) -> Reference:
    """The same tables, with the rows of these places as if no second place bore them out."""

    def bare(row: RowT) -> RowT:
        return replace(row, confirmed=None) if str(row.place) in rows else row

    return replace(
        reference,
        memberships={body: tuple(bare(row) for row in of) for body, of in reference.memberships.items()},
        terms={office: tuple(bare(term) for term in terms) for office, terms in reference.terms.items()},
    )


def decided(found: tuple[Check, ...]) -> list[Check]:
    """The checks with a verdict for or against."""
    return [c for c in found if c.verdict != N and c.table not in ("calendar", "arithmetic")]


@pytest.mark.parametrize("case", DECIDED, ids=lambda case: case.text[:60])
def test_rows_that_nothing_confirms_decide_nothing(case: Case) -> None:
    before = decided(checked(case.text, case.published))
    rows = {row.split()[0] for check in before for row in check.rows}
    after = decided(checked(case.text, case.published, without(tables(), rows)))
    assert [c for c in after if any("not confirmed" in row for row in c.rows)] == []


def test_nothing_is_decided_by_tables_of_which_nothing_is_confirmed() -> None:
    every = {str(r.place) for of in tables().memberships.values() for r in of}
    every |= {str(t.place) for terms in tables().terms.values() for t in terms}
    bare = without(tables(), every)
    assert [c for case in DECIDED for c in decided(checked(case.text, case.published, bare))] == []


def test_what_leaves_a_verdict_open_is_said() -> None:
    (check,) = checked("Helmut Kohl was chancellor from 1982 to 1998.", "2022-06-01")
    assert check.verdict == N
    assert any("not confirmed" in text for text in (*check.readings, *check.rows))


def test_copies_of_a_claim_are_one_check_with_every_place() -> None:
    text = "The hall was full. NATO has 32 members, the guide said.\n\nRain fell."
    documents = [report(f"paper {n}", text, published=f"2024-06-0{1 + n}") for n in range(8)]
    found = annotate(documents)
    (check,) = checks(found, [a for f in found for a in f.attributions], tables())
    assert len(check.places) == 8
    assert len({p.document for p in check.places}) == 8
    assert all(p.span.of(text) == "NATO has 32 members" for p in check.places)


def test_the_order_of_documents_makes_no_difference() -> None:
    texts = ["NATO has 32 members.", "Albania joined NATO in 2009.", "NATO has 32 members. Spain joined NATO in 1982."]
    documents = [report(f"paper {n}", text, published="2024-06-01") for n, text in enumerate(texts)]
    found = [annotate(order) for order in permutations(documents)]
    made = {collate(f, tables()).checks for f in found}
    assert len(made) == 1


def test_a_claim_in_somebodys_mouth_is_checked_as_theirs() -> None:
    text = "NATO has 31 members. “NATO has 31 members,” Mara Lind said."
    found = annotate([report("x", text, published="2024-06-01")])
    made = collate(found, tables())
    assert sorted((c.attribution is None, c.verdict) for c in made.checks) == [(False, R), (True, R)]
    mine = next(c for c in made.checks if c.attribution)
    (attribution,) = [a for a in made.attributions if a.id == mine.attribution]
    assert any(span.covers(mine.places[0].span) for span in attribution.content)


def test_what_was_said_on_a_day_is_checked_for_that_day() -> None:
    text = "“NATO has 19 members,” Mara Lind said on 3 May 2001. NATO has 32 members."
    made = checked(text, "2024-06-01")
    assert [(c.verdict, c.as_of, c.attribution is None) for c in made] == [
        (S, "2001-05-03", False),
        (S, "2024-06-01", True),
    ]


def test_quoted_words_whose_day_is_not_sure_are_not_refuted_by_either_day() -> None:
    (check,) = checked("“NATO has 19 members,” read a poster put up on 3 May 2001.", "2024-06-01")
    assert check.verdict == N
    assert len(check.readings) == 2


def test_since_then_counts_from_the_date_told_before() -> None:
    (check,) = checked("The lease was signed in May 2008.\n\nSince then, NATO has expanded five times.", "2025-03-01")
    assert (check.verdict, check.found) == (S, "5")
    assert "2008-05" in check.as_of


def test_where_readings_disagree_both_are_given_and_nothing_is_decided() -> None:
    (check,) = checked("Between 1999 and 2010 twelve countries joined NATO.", "2015-03-01")
    assert check.verdict == N
    assert len(check.readings) > 1
    assert "9" in (check.found or "")
    assert "12" in (check.found or "")


def test_a_check_names_its_rows_its_definition_and_its_dates() -> None:
    (check,) = checked("Since 2010 NATO has taken in six more countries.", "2024-06-01")
    assert (check.kind, check.verdict, check.found, check.table) == ("count", R, "4", "memberships")
    assert check.rows[0].split(" ", 1)[1] == "Montenegro in NATO, from 2017-06-05"
    assert all(row.startswith("memberships:") for row in check.rows)
    assert "deposited" in check.definition
    assert [d.date for d in check.dates] == ["2017-06-05", "2020-03-27", "2023-04-04", "2024-03-07"]


def test_without_a_day_of_publication_nothing_is_decided_that_needs_one() -> None:
    assert [c.verdict for c in checked("NATO has 32 members.")] == [N]
    assert [c.verdict for c in checked("In 1990 NATO had sixteen members.")] == [S]


def test_tables_of_ones_own_decide_too(tmp_path: Path) -> None:
    reference = load(invented.write(tmp_path / "own", **invented.ALL))
    text = "In 1992 the warden of Orsk was Mara Lind. In 1980 Grell was a member of the River League."
    found = checked(text, "2015-06-01", reference)
    assert [(c.kind, c.verdict) for c in found] == [("office", S), ("membership", N)]
    assert found[0].rows[0].startswith("own/offices:2 Mara Lind, warden, Orsk")


def test_collate_checks_nothing_without_tables() -> None:
    found = annotate([report("x", "NATO has 32 members.", published="2024-06-01")])
    assert collate(found).checks == ()
    assert len(collate(found, tables()).checks) == 1


def test_another_language_is_not_read_as_english() -> None:
    found = annotate([report("x", "NATO has 31 members.", published="2024-06-01", language="de")])
    assert checks(found, (), tables()) == ()


def test_time_grows_with_the_text() -> None:
    line = "In 1990 NATO had 16 members, and Tony Blair was prime minister from 1997 to 2007, on Sunday, 4 May 1997. "

    def took(times: int) -> float:
        found = annotate([report("x", line * times, published="2024-06-01")])
        start = perf_counter()
        checks(found, (), tables())
        return perf_counter() - start

    took(20)
    assert took(400) < 12 * max(took(100), 0.02)
