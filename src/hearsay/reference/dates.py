"""Dates of which only a part may be known: a year, a month, a day, or two limits between which the day lies."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from hearsay.errors import DateTextError

_PARTS = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


class When(NamedTuple):
    """A date as it was written, with the first and the last day that it can mean.

    >>> when("2004-02").first, when("2004-02").last
    (datetime.date(2004, 2, 1), datetime.date(2004, 2, 29))
    """

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def when(text: str) -> When:
    """A date out of ``2004``, ``2004-05``, ``2004-05-01``, ``A/B`` (some day from A to B) or ``A/..`` (A or later).

    Raises `DateTextError` for anything else, and for days that the calendar does not have.

    >>> when("2021-03/..").last
    datetime.date(9999, 12, 31)
    """
    start, slash, end = text.partition("/")
    first, last = _limits(start, text)
    if slash:
        last = date.max if end == ".." else _limits(end, text)[1]
    if last < first:
        raise DateTextError(text)
    return When(text, first, last)


def _limits(part: str, text: str) -> tuple[date, date]:
    match = _PARTS.fullmatch(part)
    if match is None:
        raise DateTextError(text)
    year, month, day = int(match[1]), match[2], match[3]
    try:
        if day:
            exact = date(year, int(month), int(day))
            return exact, exact
        if month:
            return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        raise DateTextError(text) from None


def possible(since: When, until: When | None, on: When) -> bool:
    """Whether what lasted from `since` to `until` (open, if ``None``) can have lasted on some day of `on`."""
    return since.first <= on.last and (until is None or on.first <= until.last)


def certain(since: When, until: When | None, on: When) -> bool:
    """Whether it lasted on every day of `on`, whichever days the dates mean; the first and last day count."""
    return since.last <= on.first and (until is None or on.last <= until.first)


def overlap(since: When, until: When | None, other_since: When, other_until: When | None) -> bool:
    """Whether two stretches must share more than a day of handing over, whichever days the dates mean.

    >>> overlap(when("1989"), when("1993"), when("1991"), None)
    True
    >>> overlap(when("1989-01-20"), when("1993-01-20"), when("1993-01-20"), None)
    False
    """
    one = until is None or other_since.last < until.first
    other = other_until is None or since.last < other_until.first
    return one and other
