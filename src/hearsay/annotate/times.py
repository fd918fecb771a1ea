"""Time expressions with their values, resolved against the publication date.

A grammar of patterns, longest first; each has one function that makes its value. Where the text leaves the value open,
or the document has no date, the value is ``None``: no year is ever invented.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from hearsay.language.calendar import MONTHS, OPEN, Value, day, reference_date
from hearsay.language.records import HEAD
from hearsay.language.seen import Seen
from hearsay.language.span_index import SpanIndex
from hearsay.language.time_values import value_of
from hearsay.language.told import Told
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
    r"(?P<count>(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
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
_ERA = r"(?:BCE?\b|B\.C\.(?:E\.)?|B\.C\b)"
# What makes four digits a count, an amount or part of a longer number, and no year.
_IN_NUMBER = r"(?<![\d,.$£€#\-/])"
_COUNTED = (
    r"people|votes|delegates|dollars|miles|pounds|jobs|men|women|troops|members|times|feet|metres|meters|kilomet"
    r"|percent|per cent|words|pages"
)
_NO_YEAR = rf"(?![\d%,]\d|[-–/]\d|\.\d| (?:{_COUNTED}))"

_GRAMMAR: tuple[tuple[str, TimeType], ...] = (
    (rf"\b(?:{_PART})?(?:{_MONTH},? (?:of )?)?\d{{1,4}} ?{_ERA}", "DATE"),
    (rf"\b\d{{1,4}}(?= ?(?:to|and|or|until|[-–—]) ?\d{{1,4}} ?{_ERA})", "DATE"),
    (r"\b(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", "DATE"),
    (rf"\b(?:{_WEEKDAY}, )?{_MONTH} {_DAY},? {_YEAR}\b", "DATE"),
    (rf"\b(?:{_WEEKDAY}, )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", "DATE"),
    (rf"\b(?:{_PART})?{_MONTH},? (?:of )?{_YEAR}\b", "DATE"),
    (rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY}\b(?!:)", "DATE"),
    (rf"\b(?:{_WEEKDAY},? )?{_DAY} {_MONTH}\b", "DATE"),
    (rf"\b{_PART}{_MONTH}\b", "DATE"),
    (rf"\b(?:(?P<which>last|next|this|past) )?{_WEEKDAY}{_DAYPART}\b", "DATE"),
    (rf"\b(?P<near>[Ll]ast night|[Tt]onight|[Tt]oday|[Yy]esterday|[Tt]omorrow){_DAYPART}\b", "DATE"),
    (rf"\b(?:{_PART})?{_SEASON}(?: of|,)? {_YEAR}\b", "DATE"),
    (rf"\b(?:earlier |later )?{_WHICH} {_PERIOD}\b", "DATE"),
    (rf"\b(?:{_PART})?(?P<decade>1\d{{2}}0|20\d0)s\b", "DATE"),
    (rf"(?:\b{_PART}|(?<=\bthe )|(?<=\bin the ))['’‘](?P<decade>\d0)s\b", "DATE"),
    (r"\b(?:the )?(?P<number>1\d|20|21)(?:th|st)[ -]century\b", "DATE"),
    (rf"\b{_COUNT}[ \-]{_UNIT} (?P<side>ago|earlier|later|before|afterwards?)\b", "DATE"),
    (r"\b(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b\.?|AM|PM)", "TIME"),
    (r"\b(?:every|each) (?:day|week|month|year|morning|night|weekend)\b", "SET"),
    (r"\b(?:daily|annually|weekly|monthly|yearly)\b", "SET"),
    (rf"\b{_BEFORE_MONTH}{_NO_MONTH}{_MONTH}(?!\w|\.\w)", "DATE"),
    (rf"{_IN_NUMBER}\b(?:{_PART})?{_YEAR}\b{_NO_YEAR}", "DATE"),
    (rf"\b{_COUNT}[ \-]{_UNIT}\b(?! old)", "DURATION"),
    (r"\b(?:[Nn]ow|[Cc]urrently|nowadays)\b", "DATE"),
    (r"\b(?:[Rr]ecently|[Oo]nce|formerly)\b(?! (?:a|the|he|she|it|they|you|we|I)\b)", "DATE"),
)
GRAMMAR: tuple[tuple[re.Pattern[str], TimeType], ...] = tuple((re.compile(pattern), kind) for pattern, kind in _GRAMMAR)
_FUTURE = re.compile(
    r"\b(?:will|shall|upcoming|scheduled|expected|payable|planned|set (?:to|for)|due|plans? (?:to|for)|(?:is|are) to"
    r"|later this|counting on|(?<!testimony )(?<!testified )(?<!testifying )(?<!appeared )(?<!appearing )before the"
    r"|ahead of|until|by next)\b[^.]{0,80}$"
)
_SAID = re.compile(  # what comes after it is when it was said; not in "will, Lind said, sail on Monday"
    r"\b(?:said|told|wrote|asked|added|announced|tweeted|testified|posted|replied)\b(?!,)"
    r"(?![^.]*\b(?:will|would|shall|to|that|scheduled|planned|expected|due)\b)[^.;:]{0,60}$"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|began|fell|rose|took|came|went|met|won|lost|made|gave|held|became|left|died|wrote|led"
    r"|\w{2,}ed)\b[^.;:]{0,50}$"
)
_PAST_AFTER = re.compile(
    r"[^.;:]{0,30}?\b(?:was|were|had|did|said|told|began|fell|rose|took|came|went|met|won|lost|\w{2,}ed)\b"
)
_FULL_DATE = re.compile(
    rf"\b(?:{_MONTH} {_DAY},? {_YEAR}"
    rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)? (?P<month2>{_MONTH_PLAIN}),? (?P<year2>\d{{4}}))\b"
)
_WORTH = re.compile(  # a sentence without any of these holds no time, and the grammar need not be tried
    r"\d|day\b|week|month|year|decade|centur|hour|minute|second|morning|night|[Nn]ow\b|nowadays|[Cc]urrent|[Rr]ecent"
    rf"|[Oo]nce|former|spring|summer|autumn|fall|winter|{_MONTH_PLAIN}|annual|daily|quarter|[Tt]omorrow"
)
_IN_TITLE = re.compile(r"[A-Z][\w.]* $")  # "Orsk Today"


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
    by_grammar = [found for sentence in sentences for found in _in_sentence(text, sentence)]
    found = _as_read(text, by_grammar, shown) if shown else [(span, span, kind) for span, kind in by_grammar]
    reference = (_dated_in_head(text) if record else None) or reference_date(published)
    told = Told(reference, narrative=not record and _narrative(text))
    starts = [s.start for s in sentences]
    out: list[TimeExpression] = []
    for span, core, kind in found:
        if span.of(text) == "Today" and _IN_TITLE.search(text, max(0, span.start - 20), span.start):
            continue
        sentence = sentences[max(0, bisect_right(starts, span.start) - 1)]
        if out and span.end <= out[-1].span.end:
            continue  # one before it has taken it in
        way = _way(text, span, sentence)
        alone = span, core
        span, core = _widened(text, span, core, sentence, told, way)
        while out and span.covers(out[-1].span):
            out.pop()
        if out and span.overlaps(out[-1].span):  # "last spring of 1915": what stands before it is another's
            span, core = alone
            if span.overlaps(out[-1].span):
                continue
        value = _value(text, span, core, told, way)
        if not _of_the_telling(value, told):
            told.note(value)
        kind = _kind(value, kind)
        out.append(TimeExpression(document=document, span=span, type=kind, timex=value.timex, edtf=value.edtf))
    return tuple(out)


_LEADS = re.compile(  # what stands before a date and belongs to it, where the whole has a value
    r"\b(?:[Tt]he )?(?:(?:(?:early|late) )?(?:night|morning|afternoon|evening|spring|summer|autumn|fall|winter)"
    r"|[Bb]eginning|[Ss]tart|[Ee]nd|[Mm]iddle|[Cc]lose|[Oo]utset|early part|latter part|(?:first|second|latter) half"
    r"|month) of (?:the )?\Z|\b(?:[Ee]arly|[Ll]ater?) in (?:the )?\Z"
)
_LEADS_REACH = 30  # code points
_HALF_SAID = re.compile(r" of\Z")
_SAID_OUT = re.compile(rf" of (?:(?:[0-3]?\d )?{_MONTH_PLAIN}(?: [0-3]?\d)?,? ?)?(?:[12]\d{{3}}|\d{{1,4}} BC)?\b")


def _widened(text: str, span: Span, core: Span, sentence: Span, told: Told, way: str) -> tuple[Span, Span]:
    """The span with what belongs to it before or behind, "the night of" a date, "the spring of" a year; without an "of"
    that leads to no time."""
    start, end = span
    half = _HALF_SAID.search(text, start, end)
    if half is not None:
        rest = _SAID_OUT.match(text, half.start(), sentence.end)
        end = rest.end() if rest is not None and rest.end() > end + 1 else half.start()
    lead = _LEADS.search(text, max(sentence.start, start - _LEADS_REACH), start)
    if lead is not None and value_of(text[lead.start() : end], told, way) != OPEN:
        start = lead.start()
    wide = Span(start, end)
    return wide, core if wide == span or not wide.covers(core) else wide


def _of_the_telling(value: Value, told: Told) -> bool:
    """Whether a narrative of the past names a year of its own time: the story does not go on from there."""
    if not told.narrative or told.published is None or told.year is None or not re.match(r"\d{4}", value.timex or ""):
        return False
    named = int((value.timex or "")[:4])
    return named >= told.published.year - 1 and told.year < told.published.year - 10


def _in_sentence(text: str, sentence: Span) -> list[tuple[Span, TimeType]]:
    if not _WORTH.search(text, sentence.start, sentence.end):
        return []
    here: dict[Span, TimeType] = {}
    taken: list[Span] = []  # the same spans, in order
    for pattern, kind in GRAMMAR:
        for match in pattern.finditer(text, sentence.start, sentence.end):
            span = Span(*match.span())
            at = bisect_left(taken, span)
            if not any(span.overlaps(s) for s in taken[max(0, at - 1) : at + 1]):
                taken.insert(at, span)
                here[span] = kind
    return [(span, here[span]) for span in taken]


_YEARS = re.compile(r"\b1[0-9]{3}\b|\b20\d\d\b|\b\d{1,4} B\.?C")
_OF_NEWS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b"
)
_LEAST_YEARS = 8
_OPENING = 1000  # code points in which news names its day


def _narrative(text: str) -> bool:
    """Whether the text tells of times past by the year, and not of the days around its publication."""
    named = len(_YEARS.findall(text)) if _OF_NEWS.search(text[:_OPENING]) is None else 0
    return named >= _LEAST_YEARS and 3 * len(_OF_NEWS.findall(text)) < named


def _way(text: str, span: Span, sentence: Span) -> str:
    """Whether what a time belongs to lies ahead or behind, as far as the words before it tell."""
    before = text[max(sentence.start, span.start - 100) : span.start]
    ahead = _FUTURE.search(before)
    if ahead is not None and _SAID.search(before, ahead.start()) is None:  # "will stay, Lind said on Monday"
        return "future"
    return "past" if _PAST.search(before) or _PAST_AFTER.match(text, span.end, sentence.end) else ""


def _kind(value: Value, found: TimeType | None) -> TimeType:
    if found is not None and found != "DATE":
        return found
    timex = value.timex or ""
    if timex.startswith("P") and not timex.startswith(("PAST", "PRESENT")):
        return found or "DURATION"
    return "TIME" if re.search(r"\dT\d", timex) else "DATE"


_DAY_ONLY = re.compile(r"[0-3]?\d(?:st|nd|rd|th)?")
_SHARED_MONTH = re.compile(
    rf"\s?(?:[-–—/]|and|to|or|until)\s?[0-3]?\d(?:st|nd|rd|th)? (?P<month>{_MONTH_PLAIN})(?P<year>,? \d{{4}})?"
)
_FIRST_YEAR = re.compile(r"\b(?P<century>\d\d)\d\d ?[-–—/] ?$")


def _value(text: str, span: Span, core: Span, told: Told, way: str) -> Value:
    """The value of the words at `span`, or, where they say more than a time, of those at `core`."""
    words = span.of(text)
    if words.isdigit() and _before_christ(text, span):
        return value_of(f"{words} BC", told, way)
    if _DAY_ONLY.fullmatch(words):  # half of a range: "6 and 7 January", "January 6-7", "1915-16"
        year = _FIRST_YEAR.search(text, max(0, span.start - 8), span.start)
        if year is not None and len(words) == 2:
            return value_of(year["century"] + words, told, way)
        month = _SHARED_MONTH.match(text, span.end)
        if month is not None:
            return value_of(f"{words} {month['month']}{month['year'] or ''}", told, way)
        return value_of(f"the {words.rstrip('stndrh')}th", told, way) if told.month else OPEN
    value = value_of(words, told, way)
    return value_of(core.of(text), told, way) if value == OPEN and core != span else value


def _as_read(
    text: str, by_grammar: Sequence[tuple[Span, TimeType]], shown: Sequence[Seen]
) -> list[tuple[Span, Span, TimeType | None]]:
    """The spans of the encoder, each with the longest that the grammar found in it and its kind, and what the grammar
    alone found and the encoder thinks possible."""
    known = SpanIndex((span, (span, kind)) for span, kind in by_grammar)
    out: list[tuple[Span, Span, TimeType | None]] = []
    for part in shown:
        for read in part.times:
            for half in _halves(text, read):
                there = known.touching(half)
                longest = max(there, key=lambda t: (t[0].end - t[0].start, -t[0].start), default=(half, None))
                whole = longest[0] if longest[0].covers(half) else half
                out.append((whole, longest[0], longest[1]))
    taken = SpanIndex((t[0], t) for t in out)
    possible = SpanIndex((word, True) for part in shown for word in part.possible_times)
    out += [
        (s, s, kind)
        for s, kind in by_grammar
        if not taken.touching(s) and (possible.touching(s) or _before_christ(text, s))
    ]
    apart: list[tuple[Span, Span, TimeType | None]] = []
    for time in sorted(dict.fromkeys(out), key=lambda t: (t[0].start, -t[0].end)):
        if not apart or apart[-1][0].end <= time[0].start:
            apart.append(time)
    return apart


_IN_BC = re.compile(rf"(?:\D{{0,30}}\s)?\d{{1,4}} ?{_ERA}")
_FIRST_IN_BC = re.compile(rf"\d{{1,4}} ?(?:to|and|or|until|[-–—]) ?\d{{1,4}} ?{_ERA}")


def _before_christ(text: str, span: Span) -> bool:
    """Whether a span is a year before Christ, or the first of two: no number is anything else there, whatever the
    encoder thinks."""
    if _IN_BC.fullmatch(text, *span):
        return True
    return span.of(text).isdigit() and _FIRST_IN_BC.match(text, span.start) is not None


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
