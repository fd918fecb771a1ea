"""Dates as values: from words to TIMEX3 and EDTF, against a reference date.

TIMEX3 values follow the TimeML annotation guidelines 1.2.1; EDTF values ISO 8601-2:2019. A value that needs a
publication date and has none stays ``None``.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.casefold(): n for n, name in enumerate(calendar.day_name)}
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_EDTF_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
UNITS = {
    "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "hour": "H", "minute": "M",
    "second": "S", "quarter": "Q", "weekend": "WE",
}  # fmt: skip


class Value(NamedTuple):
    """A time's value in both notations; ``None`` where open."""

    timex: str | None
    edtf: str | None


OPEN = Value(None, None)


def reference_date(published: str | None) -> date | None:
    """The day of an ISO 8601 date or time; ``None`` if there is none, or only a year or month.

    >>> reference_date("2017-06-04T10:00:00Z"), reference_date("2017"), reference_date("2017-02-30")
    (datetime.date(2017, 6, 4), None, None)
    """
    if published is None or not re.match(r"\d{4}-\d\d-\d\d", published):
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def day(year: int, month: int, number: int) -> Value:
    """A day, or `OPEN` where the calendar has no such day.

    >>> day(2000, 6, 4), day(2001, 2, 30)
    (Value(timex='2000-06-04', edtf='2000-06-04'), Value(timex=None, edtf=None))
    """
    try:
        value = date(year, month, number).isoformat()
    except ValueError:
        return OPEN
    return Value(value, value)


def of_day(value: date) -> Value:
    """The value of a day."""
    return Value(value.isoformat(), value.isoformat())


def month(year: int, number: int) -> Value:
    """A month of a year."""
    return Value(f"{year:04}-{number:02}", f"{year:04}-{number:02}")


def week(any_day: date) -> Value:
    """The week, Monday to Sunday, that holds a day; EDTF as one of a set of days.

    >>> week(date(2016, 9, 14))
    Value(timex='2016-W37', edtf='[2016-09-12..2016-09-18]')
    """
    monday = any_day - timedelta(days=any_day.weekday())
    year, number, _ = any_day.isocalendar()
    return Value(f"{year}-W{number:02}", f"[{monday.isoformat()}..{(monday + timedelta(days=6)).isoformat()}]")


def season(year: int, name: str) -> Value:
    """A season of a year, with the codes of each notation."""
    code = SEASONS[name]
    return Value(f"{year:04}-{code}", f"{year:04}-{_EDTF_SEASONS[code]}")


def decade(first_year: int, part: str | None = None) -> Value:
    """A decade, by its first year; "mid" and the like make the EDTF value approximate.

    >>> decade(1950, "mid")
    Value(timex='195', edtf='195X~')
    """
    return Value(f"{first_year // 10}", f"{first_year // 10}X" + ("~" if part else ""))


def latest_month(number: int, reference: date, *, future: bool = False) -> Value:
    """The latest such month not after the reference, or the first not before it."""
    year = reference.year
    if future and number < reference.month:
        year += 1
    elif not future and number > reference.month:
        year -= 1
    return month(year, number)


def latest_weekday(weekday: int, reference: date, *, future: bool = False, last: bool = False) -> Value:
    """The latest such weekday not after the reference ("on Thursday"), before it (`last`), or the next one after it."""
    if future:
        return of_day(reference + timedelta(days=(weekday - reference.weekday() - 1) % 7 + 1))
    back = (reference.weekday() - weekday) % 7
    return of_day(reference - timedelta(days=back or (7 if last else 0)))


def shifted(reference: date, unit: str, count: int) -> Value:
    """The day, week, month, year or decade that lies `count` units after the reference (before it, if negative)."""
    if unit == "day":
        return of_day(reference + timedelta(days=count))
    if unit == "week":
        return week(reference + timedelta(weeks=count))
    if unit in ("month", "quarter"):
        months = reference.year * 12 + reference.month - 1 + count
        return month(months // 12, months % 12 + 1)
    if unit == "year":
        return Value(f"{reference.year + count:04}", f"{reference.year + count:04}")
    if unit == "decade":
        return decade((reference.year // 10 + count) * 10)
    if unit == "century":
        return Value(f"{reference.year // 100 + count}", f"{reference.year // 100 + count}XX")
    return OPEN


def duration(count: str, unit: str) -> Value:
    """A length of time; TIMEX3 only, for EDTF has none.

    >>> duration("4", "year"), duration("X", "day")
    (Value(timex='P4Y', edtf=None), Value(timex='PXD', edtf=None))
    """
    code = UNITS[unit]
    return Value(("PT" if unit in ("hour", "minute", "second") else "P") + count + code, None)
