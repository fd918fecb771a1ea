"""Time expressions with their values, resolved against the publication date.

A grammar of patterns, longest first; each has one function that makes its value. Where the text leaves the value open,
or the document has no date, the value is ``None``: no year is ever invented.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from hearsay.language.calendar import (
    MONTHS,
    NUMBERS,
    OPEN,
    SEASONS,
    WEEKDAYS,
    Value,
    day,
    decade,
    duration,
    latest_month,
    latest_weekday,
    month,
    reference_date,
    season,
    shifted,
)  # fmt: skip
from hearsay.language.seen import Seen
from hearsay.language.span_index import SpanIndex
from hearsay.model import TimeExpression, TimeType
from hearsay.text import Span

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_MONTH_PLAIN = _MONTH.replace("?P<month>", "?:")
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1\d{3}|20\d{2}|21\d{2})"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_PART = r"(?:the )?(?P<part>[Ee]arly|[Mm]id|[Ll]ate|[Bb]eginning of|[Ee]nd of|[Mm]iddle of)[ \-–]+(?:the )?"
_COUNT = (
    r"(?P<count>(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred|a few"
    r"|several|a couple of|many|some|recent|[\d.,]{1,24})(?:[ \-](?:a half|dozen))?)"  # no endless table of digits
)
_UNIT = r"(?P<unit>seconds?|minutes?|hours?|days?|weeks?|weekends?|months?|quarters?|years?|decades?|century|centuries)"
_DAYPART = r"(?: (?P<daypart>morning|afternoon|evening|night))?"
_SEASON = r"(?P<unit>spring|summer|autumn|fall|winter|Spring|Summer|Autumn|Winter)"
_WHICH = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext|the past|the previous|the coming)"
_PERIOD = r"(?P<unit>week|month|year|decade|century|weekend|quarter|spring|summer|autumn|fall|winter)"
# Words after which "May" or "March" alone is a month, and after which it is none after all.
_BEFORE_MONTH = (
    "(?:"
    + "|".join(rf"(?<=\b{word} )" for word in "in In since Since last next this by until from of said to".split())
    + ")"
)
_NO_MONTH = r"(?!May (?:have|be)|March (?:to|on))"
# What makes four digits a count, an amount or part of a longer number, and no year.
_IN_NUMBER = r"(?<![\d,.$£€#\-/])"
_COUNTED = (
    r"people|votes|delegates|dollars|miles|pounds|jobs|men|women|troops|members|times|feet|metres|meters|kilomet"
    r"|percent|per cent|words|pages"
)
_NO_YEAR = rf"(?![\d%,]\d|[-–/]\d|\.\d| (?:{_COUNTED}))"

Maker = Callable[[re.Match[str], date | None, bool], Value]


def _month_number(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".").casefold()]


def _full(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return day(int(match["year"]), _month_number(match), int(match["day"]))


def _day_month(match: re.Match[str], reference: date | None, future: bool) -> Value:
    if reference is None:
        return OPEN
    number = _month_number(match)
    timex = latest_month(number, reference, future=future).timex
    value = day(int(timex[:4]), number, int(match["day"])) if timex else OPEN
    if value.timex and not future and value.timex > reference.isoformat():
        ahead = (date.fromisoformat(value.timex) - reference).days
        if ahead > 45:  # "December 3" in a paper of early December may lie ahead; in one of June it is last year's
            return day(int(value.timex[:4]) - 1, number, int(match["day"]))
    return value


def _iso(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return day(int(match["year"]), int(match["m"]), int(match["d"]))


def _month_year(match: re.Match[str], reference: date | None, future: bool) -> Value:
    value = month(int(match["year"]), _month_number(match))
    return Value(value.timex, f"{value.edtf}~") if match.groupdict().get("part") else value


def _month_alone(match: re.Match[str], reference: date | None, future: bool) -> Value:
    if reference is None:
        return OPEN
    value = latest_month(_month_number(match), reference, future=future)
    return Value(value.timex, f"{value.edtf}~") if match.groupdict().get("part") else value


def _weekday(match: re.Match[str], reference: date | None, future: bool) -> Value:
    if reference is None:
        return OPEN
    which = (match.groupdict().get("which") or "").casefold()
    value = latest_weekday(
        WEEKDAYS[match["weekday"].casefold()],
        reference,
        future=future or which == "next",
        last=which in ("last", "past"),
    )
    return _with_part(value, match)


def _with_part(value: Value, match: re.Match[str]) -> Value:
    part = match.groupdict().get("daypart")
    code = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}.get(part or "")
    return Value(f"{value.timex}{code}", value.edtf) if code and value.timex else value


def _near_day(match: re.Match[str], reference: date | None, future: bool) -> Value:
    if reference is None:
        return OPEN
    word = match["near"].casefold()
    count = {"yesterday": -1, "tomorrow": 1, "last night": -1}.get(word, 0)
    value = shifted(reference, "day", count)
    if word in ("tonight", "last night"):
        return Value(f"{value.timex}TNI", value.edtf)
    return _with_part(value, match)


def _relative(match: re.Match[str], reference: date | None, future: bool) -> Value:
    if reference is None:
        return OPEN
    count = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(
        match["which"].casefold().split()[-1], 0
    )
    unit = _unit(match)
    if unit in SEASONS:
        year = reference.year + (count if count > 0 else -1 if count < 0 else 0)
        return season(year, unit)
    if unit == "weekend":
        value = shifted(reference, "week", count)
        return Value(f"{value.timex}-WE" if value.timex else None, value.edtf)
    return shifted(reference, unit, count)


def _unit(match: re.Match[str]) -> str:
    word = match["unit"].casefold()
    return "century" if word == "centuries" else word if word in SEASONS else word.removesuffix("s")


def _count(match: re.Match[str]) -> str:
    word = match["count"].casefold().replace(",", "")
    if re.fullmatch(r"[\d.]+", word):
        return word.rstrip(".")
    if word in NUMBERS:
        return str(NUMBERS[word])
    return {"a hundred": "100", "a couple of": "2"}.get(word, "X")


def _ago(match: re.Match[str], reference: date | None, future: bool) -> Value:
    count, unit = _count(match), _unit(match)
    if reference is None or not count.isdigit():
        return Value("PAST_REF", None) if match["side"].casefold() in ("ago", "earlier") else OPEN
    if match["side"].casefold() != "ago":
        return OPEN  # "two years later" counts from the story, which this step does not follow
    return shifted(reference, unit, -int(count))


def _duration(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return duration(_count(match), _unit(match))


def _year(match: re.Match[str], reference: date | None, future: bool) -> Value:
    value = match["year"]
    return Value(value, f"{value}~" if match.groupdict().get("part") else value)


def _decade(match: re.Match[str], reference: date | None, future: bool) -> Value:
    written = match["decade"]
    return decade(int(written) if len(written) == 4 else 1900 + int(written), match.groupdict().get("part"))


def _century(match: re.Match[str], reference: date | None, future: bool) -> Value:
    number = int(match["number"]) - 1
    return Value(f"{number}", f"{number}XX")


def _season_year(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return season(int(match["year"]), match["unit"].casefold())


def _clock(match: re.Match[str], reference: date | None, future: bool) -> Value:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    half = (match["half"] or "").casefold()
    if half.startswith("p") and hour < 12:
        hour += 12
    if half.startswith("a") and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or reference is None:
        return OPEN
    return Value(f"{reference.isoformat()}T{hour:02}:{minute:02}", reference.isoformat())


def _present(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return Value("PRESENT_REF", None)


def _past(match: re.Match[str], reference: date | None, future: bool) -> Value:
    return Value("PAST_REF", None)


def _set(match: re.Match[str], reference: date | None, future: bool) -> Value:
    word = match.group().casefold()
    unit = next((u for u in ("day", "week", "month", "year") if u in word), "day" if "daily" in word else "year")
    return Value({"day": "P1D", "week": "P1W", "month": "P1M", "year": "P1Y"}[unit], None)


_GRAMMAR: tuple[tuple[str, TimeType, Maker], ...] = (
    (r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", "DATE", _iso),
    (rf"\b(?:{_WEEKDAY}, )?{_MONTH} {_DAY},? {_YEAR}\b", "DATE", _full),
    (rf"\b(?:{_WEEKDAY}, )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", "DATE", _full),
    (rf"\b(?:{_PART})?{_MONTH},? (?:of )?{_YEAR}\b", "DATE", _month_year),
    (rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY}\b(?!:)", "DATE", _day_month),
    (rf"\b(?:{_WEEKDAY},? )?{_DAY} {_MONTH}\b", "DATE", _day_month),
    (rf"\b{_PART}{_MONTH}\b", "DATE", _month_alone),
    (rf"\b(?:(?P<which>last|next|this|past) )?{_WEEKDAY}{_DAYPART}\b", "DATE", _weekday),
    (rf"\b(?P<near>[Ll]ast night|[Tt]onight|[Tt]oday|[Yy]esterday|[Tt]omorrow){_DAYPART}\b", "DATE", _near_day),
    (rf"\b(?:{_PART})?{_SEASON}(?: of|,)? {_YEAR}\b", "DATE", _season_year),
    (rf"\b(?:earlier |later )?{_WHICH} {_PERIOD}\b", "DATE", _relative),
    (rf"\b(?:{_PART})?(?P<decade>1\d{{2}}0|20\d0)s\b", "DATE", _decade),
    (rf"(?:\b{_PART}|(?<=\bthe )|(?<=\bin the ))['’‘](?P<decade>\d0)s\b", "DATE", _decade),
    (r"\b(?:the )?(?P<number>1\d|20|21)(?:th|st)[ -]century\b", "DATE", _century),
    (rf"\b{_COUNT}[ \-]{_UNIT} (?P<side>ago|earlier|later|before|afterwards?)\b", "DATE", _ago),
    (r"\b(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b\.?|AM|PM)", "TIME", _clock),
    (r"\b(?:every|each) (?:day|week|month|year|morning|night|weekend)\b", "SET", _set),
    (r"\b(?:daily|annually|weekly|monthly|yearly)\b", "SET", _set),
    (rf"\b{_BEFORE_MONTH}{_NO_MONTH}{_MONTH}(?![\w.])", "DATE", _month_alone),
    (rf"{_IN_NUMBER}\b(?:{_PART})?{_YEAR}\b{_NO_YEAR}", "DATE", _year),
    (rf"\b{_COUNT}[ \-]{_UNIT}\b(?! old)", "DURATION", _duration),
    (r"\b(?:[Nn]ow|[Cc]urrently|nowadays)\b", "DATE", _present),
    (r"\b(?:[Rr]ecently|[Oo]nce|formerly)\b(?! (?:a|the|he|she|it|they|you|we|I)\b)", "DATE", _past),
)
GRAMMAR: tuple[tuple[re.Pattern[str], TimeType, Maker], ...] = tuple(
    (re.compile(pattern), kind, make) for pattern, kind, make in _GRAMMAR
)
_FUTURE = re.compile(
    r"\b(?:will|shall|upcoming|scheduled|is set to|set to|due|plans? to|is to|are to|later this)\b[^.]{0,80}$"
)
_FULL_DATE = re.compile(
    rf"\b(?:{_MONTH} {_DAY},? {_YEAR}"
    rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)? (?P<month2>{_MONTH_PLAIN}),? (?P<year2>\d{{4}}))\b"
)
_WORTH = re.compile(  # a sentence without any of these holds no time, and the grammar need not be tried
    r"\d|day\b|week|month|year|decade|centur|hour|minute|second|morning|night|[Nn]ow\b|nowadays|[Cc]urrent|[Rr]ecent"
    rf"|[Oo]nce|former|spring|summer|autumn|fall|winter|{_MONTH_PLAIN}|annual|daily|quarter|[Tt]omorrow"
)
HEAD = 600  # code points in which a record names its own day


def times(
    document: str,
    text: str,
    published: str | None,
    sentences: Sequence[Span],
    shown: Sequence[Seen] = (),
    *,
    record: bool = False,
) -> tuple[TimeExpression, ...]:
    """The time expressions of `text`, in order, none overlapping; with what is `shown`, where the encoder sees them.

    `published` is the publication date in ISO 8601; without it relative expressions keep no value. A `record` of the
    day (minutes, a transcript) is dated by the first full date in its head, for it may be published years later.
    """
    reference = _dated_in_head(text) if record else None
    reference = reference or reference_date(published)
    spoken_of: date | None = None  # the day last named, to which a clock time belongs
    out: list[TimeExpression] = []
    for sentence in sentences:
        if not _WORTH.search(text, sentence.start, sentence.end):
            continue
        here: dict[Span, tuple[TimeType, Value]] = {}
        taken: list[Span] = []  # the same spans, in order
        for pattern, kind, make in GRAMMAR:
            for match in pattern.finditer(text, sentence.start, sentence.end):
                span = Span(*match.span())
                at = bisect_left(taken, span)
                if any(span.overlaps(s) for s in taken[max(0, at - 1) : at + 1]):
                    continue
                future = _FUTURE.search(text[max(sentence.start, span.start - 100) : span.start]) is not None
                try:
                    value = make(match, (spoken_of or reference) if kind == "TIME" else reference, future)
                except (OverflowError, ValueError):
                    value = OPEN
                taken.insert(at, span)
                here[span] = kind, value
                if kind == "DATE" and value.edtf and len(value.edtf) == 10 and make is not _near_day:
                    spoken_of = reference_date(value.edtf)
        for span in taken:
            kind, value = here[span]
            out.append(TimeExpression(document=document, span=span, type=kind, timex=value.timex, edtf=value.edtf))
    return _as_read(document, text, out, shown) if shown else tuple(out)


def _as_read(
    document: str, text: str, by_grammar: Sequence[TimeExpression], shown: Sequence[Seen]
) -> tuple[TimeExpression, ...]:
    """The spans of the encoder with the values of the grammar, and what the grammar alone found and the encoder thinks
    possible."""
    known = SpanIndex((t.span, t) for t in by_grammar)
    out: list[TimeExpression] = []
    for part in shown:
        for read in part.times:
            out += [_valued(document, s, known) for s in _halves(text, read)]
    taken = SpanIndex((t.span, t) for t in out)
    possible = SpanIndex((word, True) for part in shown for word in part.possible_times)
    out += [t for t in by_grammar if not taken.touching(t.span) and possible.touching(t.span)]
    apart: list[TimeExpression] = []
    for time in sorted(set(out), key=lambda t: (t.span.start, -t.span.end)):
        if not apart or apart[-1].span.end <= time.span.start:
            apart.append(time)
    return tuple(apart)


_RANGE = re.compile(
    rf"(?P<from>(?:{_MONTH_PLAIN} )?\d{{1,4}}(?: {_MONTH_PLAIN})?) ?[-–—] ?"
    rf"(?P<to>(?:{_MONTH_PLAIN} )?\d{{1,4}}(?:,? {_MONTH_PLAIN})?(?:,? \d{{4}})?)"
)


def _halves(text: str, span: Span) -> list[Span]:
    """A range of dates as the two that it goes from and to; anything else as it is.

    >>> text = "from 1914–1918"
    >>> [s.of(text) for s in _halves(text, Span(5, 14))]
    ['1914', '1918']
    """
    match = _RANGE.fullmatch(text, *span)
    return [Span(*match.span("from")), Span(*match.span("to"))] if match else [span]


def _valued(document: str, span: Span, known: SpanIndex[TimeExpression]) -> TimeExpression:
    """The expression at `span` with the value of the longest that the grammar found there; that whole, if longer."""
    there = known.touching(span)
    if not there:
        return TimeExpression(document=document, span=span, type="DATE", timex=None, edtf=None)
    longest = max(there, key=lambda t: (t.span.end - t.span.start, -t.span.start))
    return longest if longest.span.covers(span) else replace(longest, span=span)


def _dated_in_head(text: str) -> date | None:
    for match in _FULL_DATE.finditer(text, 0, HEAD):
        month_name = match["month"] or match["month2"]
        value = day(
            int(match["year"] or match["year2"]),
            MONTHS[month_name.rstrip(".").casefold()],
            int(match["day"] or match["day2"]),
        )
        found = reference_date(value.edtf)
        if found is not None:
            return found
    return None
