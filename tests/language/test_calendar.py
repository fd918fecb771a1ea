"""Values of dates, at the edges of months, years and leap days."""

from __future__ import annotations

from datetime import date

import pytest

from hearsay.language import calendar
from hearsay.language.calendar import OPEN, Value

SUNDAY = date(2017, 6, 4)


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2017-06-04", SUNDAY),
        ("2017-06-04T23:59:59+02:00", SUNDAY),
        ("2017-06", None),
        ("2017", None),
        ("2017-02-29", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_a_reference_is_a_whole_day_or_nothing(published: str | None, expected: date | None) -> None:
    assert calendar.reference_date(published) == expected


@pytest.mark.parametrize(
    ("year", "month", "number"),
    [(2016, 2, 30), (2017, 2, 29), (1900, 2, 29), (2000, 13, 1), (2000, 4, 31), (2000, 1, 0)],
)
def test_a_day_that_no_calendar_has_stays_open(year: int, month: int, number: int) -> None:
    assert calendar.day(year, month, number) == OPEN


def test_a_leap_day_is_a_day() -> None:
    assert calendar.day(2000, 2, 29).edtf == "2000-02-29"


@pytest.mark.parametrize(
    ("weekday", "options", "expected"),
    [
        (6, {}, "2017-06-04"),  # on Sunday, said on a Sunday
        (6, {"last": True}, "2017-05-28"),
        (0, {}, "2017-05-29"),
        (5, {}, "2017-06-03"),
        (6, {"future": True}, "2017-06-11"),
        (0, {"future": True}, "2017-06-05"),
    ],
)
def test_weekdays_look_back_unless_they_lie_ahead(weekday: int, options: dict[str, bool], expected: str) -> None:
    assert calendar.latest_weekday(weekday, SUNDAY, **options).edtf == expected


@pytest.mark.parametrize(
    ("number", "future", "expected"),
    [(6, False, "2017-06"), (7, False, "2016-07"), (5, False, "2017-05"), (5, True, "2018-05"), (6, True, "2017-06")],
)
def test_a_month_alone(number: int, future: bool, expected: str) -> None:
    assert calendar.latest_month(number, SUNDAY, future=future).edtf == expected


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("day", -4, "2017-05-31"),
        ("month", -6, "2016-12"),
        ("month", 7, "2018-01"),
        ("year", -1, "2016"),
        ("decade", -1, "200X"),
        ("week", -1, "[2017-05-22..2017-05-28]"),
        ("fortnight", 1, None),
    ],
)
def test_so_many_units_away(unit: str, count: int, expected: str | None) -> None:
    assert calendar.shifted(SUNDAY, unit, count).edtf == expected


def test_a_week_over_the_new_year_belongs_to_one_year() -> None:
    assert calendar.week(date(2017, 1, 1)) == Value("2016-W52", "[2016-12-26..2017-01-01]")


def test_seasons_have_the_codes_of_their_notation() -> None:
    assert calendar.season(2001, "winter") == Value("2001-WI", "2001-24")
    assert calendar.season(2001, "fall") == calendar.season(2001, "autumn")
