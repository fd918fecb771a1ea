"""Clock times and announced days as quantities, so that two of one happening can be held against each other.

A clock time counts minutes of its day (unit ``clock``). A day, or a month, that lay ahead when the document was
published counts days (unit ``day``): what is announced is one date for one happening, while past dates in a text are
of many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from hearsay.language.calendar import MONTHS
from hearsay.language.quantities import Quantity
from hearsay.model import Annotations, TimeExpression
from hearsay.text import Span

CLOCK, DAY = "clock", "day"
_LOOSE = 30  # minutes that "shortly after" leaves
_CLOCK = re.compile(r"^(?:\d{4}-\d\d-\d\d)?T(\d\d):(\d\d)")
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.I)
_BEFORE = re.compile(
    r"(?P<after>(?:shortly|just|soon|moments) after |after )$"
    r"|(?P<before>(?:shortly|just) before |before |by )$|(?P<about>(?:at )?(?:about|around|approximately|some) )$",
    re.I,
)
_STAMP = re.compile(r"\b(?:updated?|posted|published|modified|last)\b[^.]{0,12}$", re.I)  # when the page was written
_PARTS = {"early": (1, 10), "beginning": (1, 5), "start": (1, 5), "mid": (10, 20), "late": (20, 31), "end": (27, 31)}
_EDGE = " .,;:"


def time_quantities(a: Annotations) -> tuple[Quantity, ...]:
    """The clock times and the announced days of one document, in order."""
    return tuple(sorted((q for t in a.times for q in _read(a, t)), key=lambda q: q.span))


def zone(text: str, after: int) -> str | None:
    """The time zone that is printed after a clock time; local time where none is.

    >>> zone("at 6 a.m. GMT today", 9), zone("at 6 a.m. today", 9)
    ('GMT', None)
    """
    match = re.match(
        r"[ (]*(GMT|UTC|BST|CET|CEST|EDT|EST|ET|CDT|CST|CT|MDT|MST|PDT|PST|PT|JST)\b", text[after : after + 8]
    )
    return match[1] if match else None


def _read(a: Annotations, t: TimeExpression) -> Iterator[Quantity]:
    text = a.document.text
    if t.type == "TIME":
        match = _CLOCK.match(t.timex or "")
        stamp = _STAMP.search(text[max(0, t.span.start - 24) : t.span.start])
        if match and _DIGIT.search(t.span.of(text)) and not stamp:
            yield _clock(text, t.span, int(match[1]) * 60 + int(match[2]))
    elif t.type == "DATE" and t.edtf and a.document.published:
        days = _days(t.edtf, t.span.of(text).casefold())
        if days and _MONTH.search(t.span.of(text)) and days[0].isoformat() > a.document.published[:10]:
            low, high = (Fraction(d.toordinal()) for d in days)
            end = t.span.start + len(t.span.of(text).rstrip(_EDGE))
            span = Span(t.span.start, end)
            yield Quantity(span=span, figure=span, low=low, high=high, unit=DAY, grain=Fraction(1), rounded=False)


def _clock(text: str, printed: Span, minutes: int) -> Quantity:
    """A clock time with the words before it that loosen it: "shortly after 6 a.m."."""
    words = printed.of(text)
    digit = _DIGIT.search(words)
    start = printed.start + (digit.start() if digit else 0)
    hedge = _BEFORE.search(text[max(0, start - 20) : start])
    grain = 60 if minutes % 60 == 0 else 15 if minutes % 15 == 0 else 5 if minutes % 5 == 0 else 1
    low = high = minutes
    begin = start
    if hedge:
        begin = start - len(hedge[0])
        low = minutes - (_LOOSE if not hedge["after"] else 0)
        high = minutes + (_LOOSE if not hedge["before"] else 0)
    end = printed.start + len(words.rstrip(_EDGE))
    if text[end - 2 : end + 1] in (".m.", ".M."):
        end += 1
    return Quantity(
        span=Span(begin, end),
        figure=Span(start, end),
        low=Fraction(low),
        high=Fraction(high),
        unit=CLOCK,
        grain=Fraction(1 if hedge else grain // 2 or 1),
        rounded=hedge is not None,
    )


def _days(edtf: str, printed: str) -> tuple[date, date] | None:
    """First and last day of an EDTF day, month or part of a month; ``None`` for anything else.

    >>> [d.day for d in _days("2011-02", "late february") or ()]
    [19, 28]
    """
    match = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?[~?]?", edtf)
    if not match:
        return None
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        return None
    if match[3]:
        try:
            one = date(year, month, int(match[3]))
        except ValueError:
            return None
        return one, one
    last = date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    for word, (first, upto) in _PARTS.items():
        if word in printed:
            return date(year, month, min(first, last.day - 9 if word == "late" else last.day - 4)), last.replace(
                day=min(upto, last.day)
            )
    return date(year, month, 1), last
