"""The dates in a sentence, and the stretch of time that a claim speaks of: since, until, between, in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.records import Dated, Scene
from hearsay.errors import DateTextError
from hearsay.language.calendar import MONTHS, SEASONS
from hearsay.model import TimeExpression
from hearsay.reference import When, when
from hearsay.text import Span

_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m1>{_MONTH}),? (?P<y1>[12]\d{{3}})"
    rf"|(?P<m2>{_MONTH}) (?:the )?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y2>[12]\d{{3}})"
    rf"|(?P<m3>{_MONTH})(?: of|,)? (?P<y3>[12]\d{{3}})"
    r"|(?:the )?(?P<season>spring|summer|autumn|fall|winter)(?: of)? (?P<y4>[12]\d{3})"
    r"|(?P<iso>[12]\d{3}-\d\d-\d\d)"
    r"|(?:the )?(?P<part>end|beginning|start|turn|close) of (?P<y6>[12]\d{3})"
    r"|(?P<early>early|mid|late)[ -](?P<y7>[12]\d{3})"
    r"|(?:the )?(?P<decade>[12]\d{2}0)s"
    r"|(?P<y5>(?:1[89]|20)\d\d))\b(?![\d%]|[.,]\d|:\d)",
    re.IGNORECASE,
)
_YEAR_AFTER = re.compile(
    r"(?:\b(?:in|since|by|from|to|until|till|between|and|of|after|before|during|through|for|around|circa|as|the|year"
    r"|early|mid|late|born|died|or|on|is|than)[ -]|[(–—,;/-] ?|^)$",
    re.I,
)
_NOT_A_YEAR = re.compile(r"[ -](?:people|men|women|children|soldiers|troops|members|euros|dollars|votes|seats|jobs|km|"
                         r"miles|metres|meters|delegates|tonnes|tons|pages|words|copies|troop|strong)\b|-?(?:year|"
                         r"mile)",
                         re.I)  # fmt: skip
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 12)}
_NOW = re.compile(r"today|now|nowadays|currently", re.I)
_COUNTED = re.compile(r"\b(?:ago|later|earlier|before|after|since)$", re.I)
_EDTF = re.compile(r"\[?(?P<a>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:(?:\.\.|/)(?P<b>\d{4}(?:-\d\d(?:-\d\d)?)?))?\]?")


def dates(text: str, start: int, times: Iterable[TimeExpression]) -> tuple[Dated, ...]:
    """The dates of a sentence that begins at `start`: those printed in full, and `times` that were given a value."""
    own = [Dated(span=Span(*m.span()), when=w) for m in _DATE.finditer(text) if (w := _value(m, text))]
    for time in times:
        span = Span(time.span.start - start, time.span.end - start)
        value = _of_edtf(time.edtf) if time.type == "DATE" else None
        if _NOW.fullmatch(text[max(0, span.start) : span.end]) or _COUNTED.search(text[max(0, span.start) : span.end]):
            continue  # “24 years ago”: itself a claim
        if value and span.start >= 0 and span.end <= len(text) and not any(span.overlaps(d.span) for d in own):
            own.append(Dated(span=span, when=value, whole=False))
    return tuple(sorted(own, key=lambda d: d.span))


def _value(match: re.Match[str], text: str) -> When | None:
    g = match.groupdict()
    try:
        if g["d1"]:
            return when(f"{g['y1']}-{_month(g['m1']):02}-{int(g['d1']):02}")
        if g["d2"]:
            return when(f"{g['y2']}-{_month(g['m2']):02}-{int(g['d2']):02}")
        if g["m3"]:
            return when(f"{g['y3']}-{_month(g['m3']):02}")
        if g["season"]:
            low, high = _SEASON_MONTHS[SEASONS[g["season"].casefold()]]
            year = int(g["y4"])
            return when(f"{year}-{low:02}/{year + (high == 12)}-{2 if high == 12 else high:02}")
        if g["iso"]:
            return when(g["iso"])
        if g["part"]:
            months = "10/12" if g["part"].casefold() in ("end", "close") else "01/03"
            return when("/".join(f"{g['y6']}-{m}" for m in months.split("/")))
        if g["early"]:
            low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[g["early"].casefold()]
            return when(f"{g['y7']}-{low:02}/{g['y7']}-{high:02}")
        if g["decade"]:
            return when(f"{g['decade']}/{int(g['decade']) + 9}")
        year_text = g["y5"]
        if not _YEAR_AFTER.search(text[: match.start()]) or _NOT_A_YEAR.match(text, match.end()):
            return None
        return when(year_text)
    except DateTextError:
        return None


def _month(printed: str) -> int:
    return MONTHS[printed.casefold().rstrip(".")]


def _of_edtf(edtf: str | None) -> When | None:
    """A day, month, year or range of them; ``None`` for what is rougher, or open."""
    match = _EDTF.fullmatch(edtf) if edtf else None
    if match is None:
        return None
    try:
        return when(match["a"] if match["b"] is None else f"{match['a']}/{match['b']}")
    except DateTextError:
        return None


# ---- stretches of time -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of time as a claim gives it, with every way in which its ends can be meant: (first day, last day)."""

    said: str
    ways: tuple[tuple[date, date], ...]
    since: When | None = None
    until: When | None = None


_RANGE = pattern(
    r"\b(?:between (?:the years )?<date:a> and <date:b>|from <date:c> (?:to|until|till|through|up to|and|–|-) ?<date:d>"
    r"|\(?<date:e> ?[–—-] ?<date:f>\)?|<date:g> (?:to|until|through) <date:h>)"
)
_SINCE = pattern(
    r"\b(?:since|after|following)(?: (?:early|late|mid))?(?: [^,;:.]{0,70}?)?(?: (?:in|of|on|from|dated))?[ -]<date:a>"
)
_THEN = re.compile(
    r"\b(?:since (?:then|that (?:time|day|year|moment|meeting|conversation|talk|summit|visit|evening|encounter)|those "
    r"(?:talks|days))|(?:during|in) (?:this|that) (?:time|period)|ever since|afterwards|in the years? (?:since|"
    r"after))\b",
    re.I,
)
_OVER = pattern(
    r"\b(?:in|over|during|within) the (?:last|past|previous|preceding) (?:<n:n> |(?P<one>))(?P<unit>decade|year|"
    r"month)s?"
)
_BEFORE = pattern(r"\b(?:before|prior to) <date:a>")
_FOUNDED = pattern(
    r"\b(?:since|after) (?:(?:its|the [\w' ]*?|the <group>'s|<body>'s|being|it was) ?)?(?:found(?:ing|ed|ation)|"
    r"creation|"
    r"inception|establishment|birth|created|established|formation|formed|set up|beginning)|\bin (?:all )?its (?:\w+ )?"
    r"history|\bin the history of (?:the )?(?:<body>|<group>)"
)
_IN = pattern(r"\b(?P<prep>in|during|on|throughout|over|as of|by|at) (?:the year )?<date:a>")


def period(scene: Scene, founded: date | None) -> Period | None:
    """The stretch of time that the claims of a sentence speak of; ``None`` where it gives none, or none that is known.

    Where an end may or may not count (“since 2004”), both are ways to mean it.
    """
    return next(_periods(scene, founded), None)


def _periods(scene: Scene, founded: date | None) -> Iterator[Period]:
    text, at = scene.masked, scene.dates
    if match := _RANGE.search(text):
        one, two = (next(g for g in names if match[g]) for names in (("a", "c", "e", "g"), ("b", "d", "f", "h")))
        start, end = at[match.start(one)].when, at[match.start(two)].when
        ways = ((start.first, end.last), (_after(start), end.last), (start.first, _before(end)))
        if end.last >= start.first:
            yield Period(said=f"from {start} to {end}", ways=_forward(ways), since=start, until=end)
        return
    if match := _SINCE.search(text):
        start = at[match.start("a")].when
        yield from _since(scene, start, f"since {start}")
        return
    if (match := _OVER.search(text)) and scene.now is not None:
        number = scene.numbers[match.start("n")].low if match["n"] else 1
        days = int(number * {"decade": 3652.5, "year": 365.25, "month": 30.4375}[match["unit"].casefold()])
        day = scene.now.first - timedelta(days=days)
        whole = date(day.year, 1, 1) if match["unit"].casefold() != "month" else day
        yield Period(said=f"from {day} to {scene.now}", ways=((day, scene.now.last), (whole, scene.now.last)))
        return
    if _FOUNDED.search(text) and founded is not None and scene.now is not None:
        yield Period(said=f"from its beginning, {founded}, to {scene.now}", ways=((founded, scene.now.last),))
        return
    if _THEN.search(text):
        if scene.told is not None:
            yield from _since(scene, scene.told, f"since {scene.told}, the date told last before")
        return
    if match := _BEFORE.search(text):
        end = at[match.start("a")].when
        if founded is not None:
            yield Period(said=f"before {end}", ways=((founded, _before(end)), (founded, end.last)))
        return
    if match := _IN.search(text):
        inside = at[match.start("a")].when
        if match["prep"].casefold() == "by":
            if founded is not None:
                yield Period(said=f"up to {inside}", ways=((founded, _before(inside)), (founded, inside.last)))
            return
        yield Period(said=f"in {inside}", ways=((inside.first, inside.last),), since=inside, until=inside)


def _since(scene: Scene, start: When, said: str) -> Iterator[Period]:
    end = scene.now
    if end is None:
        return
    if end.last < start.first:
        return
    yield Period(
        said=f"{said}, to {end}", ways=_forward(((start.first, end.last), (_after(start), end.last))), since=start
    )


def _forward(ways: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    return tuple(dict.fromkeys(way for way in ways if way[0] <= way[1]))


def _after(day: When) -> date:
    return day.last + timedelta(days=1) if day.last < date.max else day.last


def _before(day: When) -> date:
    return day.first - timedelta(days=1) if day.first > date.min else day.first


_AS_OF = pattern(
    r"\b(?:in|on|by|at|as of|as at|during|around|until|before|after|for|of|from) (?:the (?:end|start|beginning|close|"
    r"time"
    r"|spring|summer|autumn) of )?(?:the year )?<date:a>"
)


_BEGAN = re.compile(
    r"\b(?:founded|established|created|set up|born|signed|formed|launched|begun|began|joined|built|opened|"
    r"enlarged)\b[^,;.]{0,30}$",
    re.I,
)


def as_of(scene: Scene, at: int) -> When | None:
    """The date that a sentence gives for what stands at a place of it: the one nearest, if it has one at all."""
    found = [
        scene.dates[m.start("a")]
        for m in _AS_OF.finditer(scene.masked)
        if not _BEGAN.search(scene.masked[max(0, m.start() - 40) : m.start() + 1])
    ]
    if not found:
        return None
    return min(found, key=lambda d: min(abs(d.span.start - at), abs(d.span.end - at))).when


_STANDING = pattern(r"\b(?:as of|as at|at the (?:end|start|beginning) of) <date>")


def moment(scene: Scene, span: Span, *, past: bool) -> tuple[When | None, str]:
    """The date for which a claim at `span` is to be looked up, and which date that is.

    For the past tense a date in the sentence, or nothing. For the present the day from which it is told: “in 1999 X
    joined NATO, which now has 32 members” has a date that is not of the number.
    """
    given = as_of(scene, span.start)
    if given is not None and (past or _STANDING.search(scene.masked)):
        return given, "the date in the sentence"
    if past:
        return None, "not told"
    return scene.now, scene.now_is
