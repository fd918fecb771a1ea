"""Days that the calendar can check: whether a date fell on a weekday, and whether there is such a day at all."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.calendar import MONTHS, WEEKDAYS
from hearsay.text import Span

TABLE = "calendar"
DEFINITION = (
    "The Gregorian calendar. A date without a year is of the year in which it falls nearest to the day of telling."
)
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
TRIGGER = re.compile(rf"\b{_MONTH}", re.I)
_YEAR = r"(?:,? ?(?:of |in )?(?P<y{0}>[12]\d{{3}})(?!\d|%|[.,]\d))?"
_DAY = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<before>{_WEEKDAY})\b(?:(?:,? (?:on )?| \()(?:the )?)?)?"
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<m1>{_MONTH}){_YEAR.format(1)}"
    rf"|(?P<m2>{_MONTH}) (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|(?:st|nd|rd|"
    rf"th)?[–-]\d){_YEAR.format(2)})"
    r"(?P<after>\)?,? (?:(?:which )?(?:was|is|fell on|falls on|will be|had been) (?:also )?(?:an? |on an? |the )?|"
    rf"an? |\((?:an? )?)(?P<day>{_WEEKDAY})\b(?! (?:night|newspaper|paper)))?",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"\b(?:an?|the) (?P<day>{_WEEKDAY})(?: (?:morning|afternoon|evening|night))?,? $", re.I)
_SAYS_DATE = re.compile(
    r"\b(?:on|by|until|till|from|to|since|before|after|and|dated|of|for|the|is|was|between|than|through) (?:the )?$|"
    r"^\W*$|[(,–-] ?$",
    re.I,
)
_NO = re.compile(r"\b(?:no|not|never|n't|nonexistent|non-existent|there is no)\b", re.I)


def days(scene: Scene) -> Iterator[Finding]:
    """Weekdays given with a date, and dates that the calendar does not have."""
    if not TRIGGER.search(scene.text):
        return
    text = scene.text.replace("’", "'").replace("\n", " ").replace("\u00a0", " ")
    for match in _DAY.finditer(text):
        month = MONTHS[(match["m1"] or match["m2"]).casefold().rstrip(".")]
        number = int(match["d1"] or match["d2"])
        printed = match["m1"] or match["m2"]
        if printed.casefold() in ("may", "march", "mar") and not printed[0].isupper():
            continue
        year = int(match["y1"] or match["y2"]) if match["y1"] or match["y2"] else None
        lead = _LEAD.search(text[: match.start()]) if match["before"] is None else None
        named = match["before"] or match["day"] or (lead["day"] if lead else None)
        if number == 0 or number > 31 or (year is not None and not 1753 <= year <= 2200):
            continue
        if number > _longest(month, year):
            yield from _no_such_day(text, match, month, number, year)
        elif named:
            start = lead.start() if lead else match.start()
            end = match.end() if match["day"] else match.start("after") if match["after"] else match.end()
            weekdays = [w for w in (match["before"], match["day"], lead["day"] if lead else None) if w]
            for weekday in dict.fromkeys(w.casefold() for w in weekdays):
                yield from _weekday(scene, Span(start, end), weekday, month, number, year)


def _longest(month: int, year: int | None) -> int:
    return calendar.monthrange(2000 if year is None else year, month)[1]


def _no_such_day(text: str, match: re.Match[str], month: int, number: int, year: int | None) -> Iterator[Finding]:
    before = text[: match.start()]
    us = match["m2"] is not None
    ends = re.match(r"[,.;:)]|$| (?:\d{4}|and\b|at\b|in\b|to\b|was\b|is\b|the\b)", text[match.end() :])
    if _NO.search(text) or not (match["before"] or _SAYS_DATE.search(before)) or (us and not (ends or year)):
        return
    longest, name = _longest(month, year), calendar.month_name[month]
    whole = f"{name} {year}" if year and month == 2 else name
    yield Finding(
        kind="date",
        span=Span(*match.span()),
        readings=(Reading(said=f"{whole} has {longest} days", verdict="refuted"),),
        found=f"{whole} has {longest} days",
        definition=DEFINITION,
        as_of=str(year or "any year"),
        table=TABLE,
    )


def _weekday(scene: Scene, span: Span, weekday: str, month: int, number: int, year: int | None) -> Iterator[Finding]:
    wanted = WEEKDAYS[weekday]
    if year is not None:
        candidates = [date(year, month, number)]
    else:
        near = scene.now.first if scene.now is not None and scene.now.first == scene.now.last else None
        if near is None:
            return
        every = [
            date(y, month, number) for y in (near.year - 1, near.year, near.year + 1) if number <= _longest(month, y)
        ]
        if not every:
            return
        nearest = min(every, key=lambda d: abs((d - near).days))
        others = [date(y, month, number) for y in scene.years if number <= _longest(month, y) and y != nearest.year]
        candidates = [nearest]
        around = (near.year - 1, near.year + 1, near.year + 2)
        later = [date(y, month, number) for y in around if number <= _longest(month, y)]
        if nearest.weekday() != wanted:
            # Told of another year, or on a page changed later: only a day just past is held to it.
            if (
                not -7 <= (near - nearest).days <= 60
                or abs((near - nearest).days) < 2
                or any(o.weekday() == wanted for o in (*others, *later))
            ):
                return
    readings = tuple(
        Reading(said=f"{day} was a {_name(day)}", verdict="supported" if day.weekday() == wanted else "refuted")
        for day in dict.fromkeys(candidates)
    )
    found = " or ".join(dict.fromkeys(_name(day) for day in candidates))
    yield Finding(
        kind="date",
        span=span,
        readings=readings,
        found=found,
        definition=DEFINITION,
        as_of=str(candidates[0]),
        table=TABLE,
    )


def _name(day: date) -> str:
    return calendar.day_name[day.weekday()]
