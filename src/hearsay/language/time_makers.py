"""How a date that a time expression names gets its value: one function a row of the table of
`hearsay.language.time_values`.

Each takes the match of its row, what the time may count from, and the way: ``past`` or ``future`` where the sentence
tells, else empty. Times that are counted, and durations: `hearsay.language.counted_times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from hearsay.language.calendar import (
    MONTHS,
    OPEN,
    SEASONS,
    WEEKDAYS,
    Value,
    day,
    decade,
    latest_weekday,
    month,
    season,
    shifted,
)
from hearsay.language.told import Told

Maker = Callable[[re.Match[str], Told, str], Value]


def approximate(value: Value, match: re.Match[str]) -> Value:
    """The value, marked as approximate where the match has a “mid-” or an “early”."""
    return Value(value.timex, f"{value.edtf}~") if match.groupdict().get("part") and value.edtf else value


def full(match: re.Match[str], told: Told, way: str) -> Value:
    """“4 June 2017”."""
    return with_part(day(int(match["year"]), MONTHS[match["month"]], int(match["day"])), match)


def iso(match: re.Match[str], told: Told, way: str) -> Value:
    """“2017-06-04”."""
    return day(int(match["year"]), int(match["m"]), int(match["d"]))


def month_year(match: re.Match[str], told: Told, way: str) -> Value:
    """“June 2017”."""
    return approximate(month(int(match["year"]), MONTHS[match["month"]]), match)


def _year_for(number: int, of_day: int | None, told: Told, way: str) -> int | None:
    """The year of a month, or of a day of a month, that the text names without one."""
    if told.narrative:
        if told.year is None:
            return None
        if told.month is not None and told.month - number >= 8:
            return told.year + 1
        return told.year
    on = told.published
    if on is None:
        return None
    if way == "past" and of_day is None:
        return on.year - (number > on.month)
    if way == "future":
        return on.year + (number < on.month)
    ahead = (number - on.month) % 12
    if ahead == 0:
        return on.year
    back = 12 - ahead
    return on.year + (number < on.month) if ahead * 1.5 < back else on.year - (number > on.month)


def day_month(match: re.Match[str], told: Told, way: str) -> Value:
    """“4 June”."""
    number, of_day = MONTHS[match["month"]], int(match["day"])
    year = _year_for(number, of_day, told, way)
    return OPEN if year is None else with_part(day(year, number, of_day), match)


def month_alone(match: re.Match[str], told: Told, way: str) -> Value:
    """“June”, “last June”."""
    number = MONTHS[match["month"]]
    which = match.groupdict().get("which") or ""
    if which in ("last", "past"):
        way = "past"
    if which in ("next", "coming"):
        way = "future"
    year = _year_for(number, None, told, way)
    if year is None:
        return OPEN
    if which == "last" and told.published and not told.narrative and number == told.published.month:
        year -= 1
    return approximate(month(year, number), match)


def month_of_that(match: re.Match[str], told: Told, way: str) -> Value:
    """“June of that year”."""
    step = {"next": 1, "following": 1, "coming": 1, "previous": -1, "preceding": -1, "last": -1, "past": -1}.get(
        match["which"].split()[-1], 0
    )
    year = told.year if told.narrative or told.year is not None else (told.published.year if told.published else None)
    return OPEN if year is None else approximate(month(year + step, MONTHS[match["month"]]), match)


def ordinal_day(match: re.Match[str], told: Told, way: str) -> Value:
    """“the 20th”, of the month told of."""
    on = told.last if told.month else told.published if not told.narrative else None
    return OPEN if on is None else day(on.year, on.month, int(match["day"]))


def weekday(match: re.Match[str], told: Told, way: str) -> Value:
    """“Thursday”, “last Thursday night”."""
    on = told.reference
    if on is None or (told.narrative and told.day is None):
        return OPEN
    which = match.groupdict().get("which") or ""
    if told.narrative or which in ("following", "next"):
        ahead = (WEEKDAYS[match["weekday"]] - on.weekday()) % 7
        if which != "next" or told.narrative:
            found = on + timedelta(days=ahead)
            return with_part(Value(found.isoformat(), found.isoformat()), match)
    value = latest_weekday(
        WEEKDAYS[match["weekday"]], on, future=way == "future" or which == "next", last=which in ("last", "past")
    )
    return with_part(value, match)


PARTS = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}


def with_part(value: Value, match: re.Match[str]) -> Value:
    """The value with the part of the day that the match has: “morning”."""
    groups = match.groupdict()
    code = PARTS.get(groups.get("daypart") or groups.get("part_of") or "")
    return Value(f"{value.timex}{code}", value.edtf) if code and value.timex else value


def near_day(match: re.Match[str], told: Told, way: str) -> Value:
    """“today”, “last night”."""
    on = told.published or (told.last if told.day else None)
    if on is None:
        return Value("PRESENT_REF", None) if match["near"] == "today" else OPEN
    word = match["near"]
    count = {"yesterday": -1, "tomorrow": 1, "last night": -1, "the day before yesterday": -2}.get(word, 0)
    value = shifted(on, "day", count)
    if word in ("tonight", "last night"):
        return Value(f"{value.timex}TNI", value.edtf)
    part = {"this morning": "TMO", "this afternoon": "TAF", "this evening": "TEV"}.get(word)
    return Value(f"{value.timex}{part}", value.edtf) if part else with_part(value, match)


def plain_year(match: re.Match[str], told: Told, way: str) -> Value:
    """“2017”, “early 2017”."""
    value = match["year"]
    return approximate(Value(value, value), match)


def short_year(match: re.Match[str], told: Told, way: str) -> Value:
    """“’17”."""
    near = told.year or (told.published.year if told.published else None)
    if near is None:
        return OPEN
    value = f"{near // 100}{match['short']}"
    return Value(value, value)


def before_christ(match: re.Match[str], told: Told, way: str) -> Value:
    """“480 BC”, “August 480 BC”."""
    years = int(match["bc"])
    edtf = f"-{years - 1:04}"
    text = f"BC{years:04}"
    groups = match.groupdict()
    if groups.get("month"):
        return Value(f"{text}-{MONTHS[match['month']]:02}", f"{edtf}-{MONTHS[match['month']]:02}")
    if groups.get("season"):
        return Value(f"{text}-{SEASONS[match['season']]}", None)
    return Value(text, edtf)


def of_decade(match: re.Match[str], told: Told, way: str) -> Value:
    """“the 1950s”, “mid-1950s”."""
    written = match["decade"]
    return decade(int(written) if len(written) == 4 else 1900 + int(written), match.groupdict().get("part"))


TENS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80,
    "nineties": 90,
}  # fmt: skip


def decade_word(match: re.Match[str], told: Told, way: str) -> Value:
    """“the fifties”."""
    return decade(1900 + TENS[match["tens"]], match.groupdict().get("part"))


def century(match: re.Match[str], told: Told, way: str) -> Value:
    """“the 19th century”."""
    number = int(match["number"]) - 1
    return Value(f"{number:02}XX", f"{number:02}XX")


def season_year(match: re.Match[str], told: Told, way: str) -> Value:
    """“summer 2017”."""
    return season(int(match["year"]), match["season"])


def season_alone(match: re.Match[str], told: Told, way: str) -> Value:
    """“last summer”, “the winter”."""
    which = match.groupdict().get("which") or ""
    on = told.reference
    if on is None:
        return OPEN
    step = {"last": -1, "previous": -1, "next": 1, "following": 1, "coming": 1}.get(which, 0)
    first = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}[match["season"]]
    if not told.narrative and step < 0:  # "last summer" said in November is this year's
        step = 0 if on.month > first + 2 else -1
    if not told.narrative and step > 0:
        step = 0 if on.month < first else 1
    return season(on.year + step, match["season"])


def quarter(match: re.Match[str], told: Told, way: str) -> Value:
    """“the fourth quarter”."""
    on = told.reference
    groups = match.groupdict()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}[match["nth"]]
    if groups.get("year"):
        return Value(f"{match['year']}-Q{number}", f"{match['year']}-{32 + number}")
    if on is None:
        return OPEN
    year = on.year - (way != "future" and number > (on.month + 2) // 3)
    return Value(f"{year}-Q{number}", f"{year}-{32 + number}")


def clock(match: re.Match[str], told: Told, way: str) -> Value:
    """“8.30 p.m.”, of the day told of."""
    hour, minute = int(match["hour"]), int(match.groupdict().get("minute") or 0)
    half = match.groupdict().get("half") or ""
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    on = told.last if told.day else told.published
    if hour > 23 or minute > 59 or on is None:
        return OPEN
    return Value(f"{on.isoformat()}T{hour:02}:{minute:02}", on.isoformat())


def part_of_day(match: re.Match[str], told: Told, way: str) -> Value:
    """“noon”, “that evening”."""
    on = told.last if told.day else None if told.narrative else told.published
    if on is None:
        return OPEN
    word = match["daypart"]
    code = {"dawn": "TMO", "noon": "T12:00", "midday": "T12:00", "midnight": "T00:00", "dusk": "TEV"}.get(word)
    return Value(f"{on.isoformat()}{code or PARTS[word]}", on.isoformat())


_DAYS = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "new year's day": (1, 1),
    "new year's eve": (12, 31), "halloween": (10, 31), "independence day": (7, 4), "valentine's day": (2, 14),
    "election day": (11, 2),
}  # fmt: skip


def feast(match: re.Match[str], told: Told, way: str) -> Value:
    """“Christmas Eve”; “Election Day”, in the United States the first Tuesday from 2 November on."""
    name = match["feast"].replace("’", "'")
    number, of_day = _DAYS[name]
    year = int(match["year"]) if match["year"] else _year_for(number, of_day, told, way)
    if year is None:
        return OPEN
    if name == "election day":
        of_day += (1 - date(year, number, of_day).weekday()) % 7
    return day(year, number, of_day)
