"""Dates of which only a part is known, and what can be said of stretches between them."""

from __future__ import annotations

from datetime import date

import pytest

from hearsay.errors import DateTextError
from hearsay.reference.dates import certain, overlap, possible, when


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", "2004-01-01", "2004-12-31"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-12", "2003-12-01", "2003-12-31"),
        ("2004-05-01", "2004-05-01", "2004-05-01"),
        ("2021-03/2025-01", "2021-03-01", "2025-01-31"),
        ("2021-03/..", "2021-03-01", "9999-12-31"),
    ],
)
def test_the_days_that_a_date_can_mean(text: str, first: str, last: str) -> None:
    found = when(text)
    assert (found.first, found.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert str(found) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "04",
        "20041",
        "2004-5",
        "2004-13",
        "2004-02-30",
        "1 May 2004",
        "2004-05-01T00",
        "../2004",
        "2005/2004",
        "٢٠٠٤",
        "0000",
    ],
)
def test_what_is_no_date_is_named(text: str) -> None:
    with pytest.raises(DateTextError, match="is no date; write 2004, 2004-05 or 2004-05-01"):
        when(text)


def test_a_month_may_and_need_not_hold_a_day() -> None:
    since, until = when("1990-05"), when("1992-05-18")
    assert possible(since, until, when("1990-05-10"))
    assert not certain(since, until, when("1990-05-10"))
    assert certain(since, until, when("1990-06-01"))
    assert certain(since, until, when("1992-05-18"))
    assert not possible(since, until, when("1992-05-19"))
    assert possible(since, None, when("2100"))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (("1989", "1993"), ("1991", None), True),
        (("1989-01-20", "1993-01-20"), ("1993-01-20", "2001-01-20"), False),
        (("1989-01-20", "1993-01-21"), ("1993-01-20", "2001-01-20"), True),
        (("1990-05", "1992-05"), ("1992-05", None), False),  # somewhere in May, either way
        (("1990", None), ("1995", None), True),
        (("1990", "1991"), ("1993", None), False),
    ],
)
def test_stretches_that_must_overlap(one: tuple[str, str | None], other: tuple[str, str | None], meet: bool) -> None:
    a, b = when(one[0]), when(one[1]) if one[1] else None
    c, d = when(other[0]), when(other[1]) if other[1] else None
    assert overlap(a, b, c, d) is meet
    assert overlap(c, d, a, b) is meet
