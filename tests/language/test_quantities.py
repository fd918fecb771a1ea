"""Quantities as reports print them: figures, number words, units, hedges, ranges; and what only looks like one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hearsay.language.quantities import quantities

CASES = [
    ("a 3-year-old boy", [("3-year-old", 3, 3, "age", False)]),
    ("the $3.5 billion it took", [("$3.5 billion", 3_500_000_000, 3_500_000_000, "USD", False)]),
    ("£1.2bn for two hundred and six men", [("£1.2bn", 1_200_000_000, 1_200_000_000, "GBP", False),
                                             ("two hundred and six", 206, 206, None, False)]),
    ("at least 59 dead", [("at least 59", 59, None, None, True)]),
    ("more than 500 hurt", [("more than 500", 500, None, None, True)]),
    ("just under 200 remain", [("just under 200", 0, 200, None, True)]),
    ("about a dozen ministers", [("about a dozen", 12, 12, None, True)]),
    ("dozens of tests, several letters", [("dozens", 24, None, None, True), ("several", 3, 12, None, True)]),
    ("12 to 14 per cent brighter", [("12 to 14 per cent", 12, 14, "%", True)]),
    ("between 10 and 12 people", [("10 and 12", 10, 12, None, True)]),
    ("3,000-4,000 soldiers", [("3,000-4,000", 3000, 4000, None, True)]),
    ("rose from 40 million to 52 million", [("40 million", 40_000_000, 40_000_000, None, False),
                                             ("52 million", 52_000_000, 52_000_000, None, False)]),
    ("the board split nine to five", [("nine", 9, 9, None, False), ("five", 5, 5, None, False)]),
    ("a 134-to-63 vote", [("134", 134, 134, None, False), ("63", 63, 63, None, False)]),
    ("two-thirds of the delegates", [("two-thirds", Fraction(2, 3), Fraction(2, 3), "part", False)]),
    ("an 11-and-a-half hour flight", [("11-and-a-half hour", 41400, 41400, "s", False)]),
    ("forty-five thousand tonnes", [("forty-five thousand tonnes", 45_000_000, 45_000_000, "kg", False)]),
    ("the 12-nation pact", [("12", 12, 12, None, False)]),
    ("one man of two", [("one", 1, 1, None, False), ("two", 2, 2, None, False)]),
]  # fmt: skip
NONE = (
    "on 4 June 2000", "in 1999 and 2004", "at 11:36 a.m.", "at 6.10am", "Flight 175 turned", "Article 5 was named",
    "No. 10 said so", "at 7 Quay Street", "the 20th member", "in the 1950s", "no one knew", "one of them left",
    "that one was late", "June 4 and May 9", "half past six", "MH17", "at 06:10",
)  # fmt: skip


@pytest.mark.parametrize(("text", "want"), CASES)
def test_what_is_printed_and_what_it_can_be(
    text: str, want: list[tuple[str, int | Fraction, int | Fraction | None, str | None, bool]]
) -> None:
    assert [(q.span.of(text), q.low, q.high, q.unit, q.rounded) for q in quantities(text)] == want


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity(text: str) -> None:
    assert [q.span.of(text) for q in quantities(text)] == []


@pytest.mark.parametrize(
    ("text", "grain"), [("2,700 men", 100), ("1.375 billion men", 1_000_000), ("20 men", 10), ("21 km", 1000)]
)
def test_to_which_step_it_is_given(text: str, grain: int) -> None:
    assert [q.grain for q in quantities(text)] == [grain]


def test_time_grows_with_the_text() -> None:
    text = "more than about some 1,000 to two hundred and " * 2000
    assert len(quantities(text)) >= 2000
