"""Publication dates as pages and feeds write them, to ISO 8601, no finer than they were written."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|[+-]\d\d:?\d\d)?)?)?)?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]+) (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})", re.ASCII)
_MONTH_ONLY = re.compile(r"([a-z]+) (\d{4})", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b ?")


def iso(written: str) -> str | None:
    """A date or a time as written, in ISO 8601; ``None`` when it does not parse or could be two dates.

    >>> iso("Friday, 3 May 2024"), iso("May 3rd, 2024"), iso("2024-05-03 09:30Z"), iso("May 2024")
    ('2024-05-03', '2024-05-03', '2024-05-03T09:30Z', '2024-05')
    >>> iso("13/05/2024"), iso("03/05/2024"), iso("30 February 2024")
    ('2024-05-13', None, None)
    """
    text = " ".join(written.split())
    if match := _ISO.fullmatch(text):
        return _iso_checked(match)
    if match := _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if re.match(r"[A-Z][a-z]{2}, \d", text) and ":" in text:
        try:
            return parsedate_to_datetime(text).isoformat()
        except ValueError:
            return None
    plain = _WEEKDAY.sub("", " ".join(re.sub(r"[.,]", " ", text.lower()).split()))
    if match := _DAY_FIRST.fullmatch(plain):
        return _day(int(match[3]), _MONTHS.get(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _day(int(match[3]), _MONTHS.get(match[1]), int(match[2]))
    if (match := _MONTH_ONLY.fullmatch(plain)) and match[1] in _MONTHS:
        return f"{match[2]}-{_MONTHS[match[1]]:02}"
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        # 3/5/2024 is May in Leeds and March in Dallas: open, unless one of the numbers can be no month.
        if first > 12 or first == second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 else None
    return None


def _iso_checked(match: re.Match[str]) -> str | None:
    year, month, day, clock, zone = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
        if clock:
            datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
    except ValueError:
        return None
    whole = "-".join(part for part in (year, month, day) if part)
    return f"{whole}T{clock}{zone or ''}" if clock else whole


def _day(year: int, month: int | None, day: int) -> str | None:
    try:
        return date(year, month or 0, day).isoformat()
    except ValueError:
        return None
