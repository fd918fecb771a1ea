"""What a time expression stands for: its value, from its words, the day of publication and what was told before it.

Two ways of telling are known, as in HeidelTime (Strötgen and Gertz 2013): news counts from the day it was published;
a narrative of the past counts from the date it last named. A value that needs a date and has none stays open.
"""

from __future__ import annotations

import re

from hearsay.language import counted_times as count
from hearsay.language import time_makers as make
from hearsay.language.calendar import MONTHS, NUMBERS, OPEN, WEEKDAYS, Value
from hearsay.language.time_makers import TENS, Maker
from hearsay.language.told import Told, of_its_era

_NUMBER = "|".join(n for n in sorted(NUMBERS, key=len, reverse=True) if n not in ("a", "an"))
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?P<weekday>" + "|".join(WEEKDAYS) + ")"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_PART = (
    r"(?:the )?(?P<part>early|mid|late|later|beginning|start|end|middle|outset|onset|close|first half|second half"
    r"|early part|latter part|latter half)(?:[ –-]+(?:of|in|on)?[ –-]*)(?:the (?:month of )?)?"
)
_UNITS = (
    r"(?P<unit>morning|afternoon|evening|second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade"
    r"|century|centurie)s?"
)
_PLURAL_UNITS = _UNITS[:-1]  # "weeks": the "s" has to be there
_COUNT = (
    rf"(?P<count>\d[\d,]*(?:\.\d+)?(?: 1/2| ½)?|(?:{_NUMBER})(?:[ -](?:{_NUMBER}))?(?: and a half)?|an?(?: half)?"
    r"|half an?|a few|a couple of|a number of|several|many|some|most of an?|recent|dozens of|a dozen|a hundred)"
)
_DAYPART = r"(?:,? (?P<daypart>morning|afternoon|evening|night))?"
_OF = r"(?:(?:early |late )?(?P<part_of>night|morning|evening|afternoon)(?: hours)? (?:of|on) (?:the )?)?"
_ABOUT = (
    r"(?:about|around|almost|nearly|roughly|approximately|some|over|more than|well over|less than|fewer than|at least"
    r"|up to|only|just)"
)


def value_of(words: str, told: Told, way: str) -> Value:
    """The value of a time expression of these `words`; `way` is ``past`` or ``future`` where its sentence tells, else
    empty.

    >>> from datetime import date
    >>> value_of("two weeks ago", Told(date(2016, 9, 20), narrative=False), "")
    Value(timex='2016-W36', edtf='[2016-09-05..2016-09-11]')
    >>> value_of("the next day", Told(None, narrative=True, year=1980, month=9, day=22), "")
    Value(timex='1980-09-23', edtf='1980-09-23')
    """
    plain = re.sub(r"^(?:c(?:a|irca)?\.? )", "", re.sub(r"\s+", " ", words.strip().strip("\"“”‘’'.,;:()")).casefold())
    for pattern, maker in _TABLE:
        match = pattern.fullmatch(plain)
        if match is not None:
            try:
                return of_its_era(maker(match, told, way))
            except (OverflowError, ValueError):
                return OPEN
    return OPEN


_WHICH = (
    r"(?:the )?(?P<which>same|that|this|previous|preceding|following|next|last|past|coming|the previous|the following)"
)
# each: how the value is made, and the expression, in pieces
_ROWS: tuple[tuple[Maker, *tuple[str, ...]], ...] = (
    (make.iso, r"(?P<year>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"),
    (make.full, rf"(?:{_WEEKDAY},? )?(?:the )?{_OF}{_MONTH} {_DAY},? (?:of )?{_YEAR}{_DAYPART}"),
    (make.full, rf"(?:{_WEEKDAY},? )?(?:the )?{_OF}{_DAY}(?: of)? {_MONTH},? {_YEAR}{_DAYPART}"),
    (make.month_year, rf"(?:(?:{_PART})|the )?(?:month of )?{_MONTH},? (?:of )?{_YEAR}"),
    (make.month_of_that, rf"(?:(?:{_PART})|the )?{_MONTH} (?:of )?{_WHICH} year"),
    (make.day_month, rf"(?:{_WEEKDAY},? )?(?:the )?{_OF}{_MONTH} {_DAY}{_DAYPART}"),
    (make.day_month, rf"(?:{_WEEKDAY},? )?(?:the )?{_OF}{_DAY}(?: of)? {_MONTH}{_DAYPART}"),
    (make.month_alone, rf"(?:{_PART})?(?:(?P<which>last|next|this|past|coming) )?(?:the month of )?{_MONTH}"),
    (make.weekday, rf"(?:the )?(?:(?P<which>last|next|this|past|following|previous|coming) )?{_WEEKDAY}{_DAYPART}"),
    (make.near_day,
     rf"(?:{_PART})?(?:late |early |later )?(?P<near>last night|tonight|today|yesterday|tomorrow",
     r"|this morning|this afternoon",
     rf"|this evening|the day before yesterday){_DAYPART}"),
    (make.before_christ, rf"(?:{_PART}|the )?(?P<bc>\d{{1,4}}) ?(?:bce?|b\.c\.?(?:e\.?)?)"),
    (make.before_christ, rf"(?:{_PART}|the )?{_MONTH},? (?:of )?(?P<bc>\d{{1,4}}) ?(?:bce?|b\.c\.?(?:e\.?)?)"),
    (make.before_christ, rf"(?:{_PART}|the )?{_SEASON},? (?:of )?(?P<bc>\d{{1,4}}) ?(?:bce?|b\.c\.?(?:e\.?)?)"),
    (make.season_year, rf"(?:{_PART}|the )?{_SEASON}(?: of|,)? (?:the year )?{_YEAR}"),
    (make.of_decade, rf"(?:{_PART}|the )?(?P<decade>[12]\d{{2}}0|\d0)['’]?s"),
    (make.of_decade, rf"(?:{_PART}|the )?['’‘](?P<decade>\d0)s"),
    (make.decade_word, rf"(?:{_PART}|the )?(?P<tens>{'|'.join(TENS)})"),
    (make.century, rf"(?:{_PART}|the )?(?P<number>\d{{1,2}})(?:th|st|nd|rd)[ -]centur(?:y|ies)"),
    (count.ago,
     rf"(?:{_ABOUT} )?{_COUNT}[ -]{_UNITS} (?P<side>ago|earlier|later|before|afterwards?|after|previously",
     r"|prior|thereafter)"),
    (count.from_now, rf"(?:in|within|after) (?:{_ABOUT} )?{_COUNT} {_UNITS}(?: time|[’']s? time)?"),
    (count.from_now, rf"(?:{_ABOUT} )?{_COUNT} {_UNITS} from now"),
    (make.quarter,
     r"(?:the )?(?:fiscal[ -])?(?P<nth>first|second|third|fourth|[1-4](?:st|nd|rd|th)) (?:fiscal )?quarter",
     rf"(?:(?: of|,)? (?:the )?(?:fiscal )?{_YEAR})?"),
    (count.relative, rf"(?:later |earlier |early |late |{_PART})?(?:on )?{_WHICH} {_UNITS}{_DAYPART}"),
    (count.end, rf"(?:{_PART})?(?P<that>that |this )?(?P<unit>month|year|week|decade)"),
    (count.end, r"(?:later|earlier|late|early) in (?P<that>the )(?P<unit>month|year|week|decade)"),
    (make.season_alone, rf"(?:{_PART}|{_WHICH} |the )?{_SEASON}(?: of (?:that|the same) year)?"),
    (make.plain_year, rf"(?:the )?(?:year )?{_PART}{_YEAR}"),
    (make.plain_year, rf"(?:the )?(?:year |fiscal(?: year)? |calendar )?{_YEAR}"),
    (make.short_year, r"['’‘](?P<short>\d\d)"),
    (make.ordinal_day, r"the (?P<day>[0-3]?\d)(?:st|nd|rd|th)"),
    (make.ordinal_day, r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)"),
    (count.lasting,
     r"(?:(?:the|these|those) )?(?:past|last|next|coming|previous|first|recent|following)",
     rf" (?P<count>\d+|few|several|couple of|{_NUMBER}) {_UNITS}"),
    (count.of_duration,
     rf"(?:the |these |this |a )?(?:{_ABOUT} )?(?:(?:last|past|next) )?{_COUNT}[ -]{_UNITS}(?:[ -](?:long",
     r"|old)|['’])?"),
    (count.bare_duration, rf"(?:for )?{_PLURAL_UNITS}(?: and (?:weeks|months|years|decades))?"),
    (count.every,
     r"(?:every|each)(?: other| single)? (?P<unit>day|night|morning|week|month|year|weekend",
     rf"|{'|'.join(WEEKDAYS)})s?"),
    (count.every, rf"(?P<unit>{'|'.join(WEEKDAYS)})s"),
    (count.rate, r"(?:on a )?(?:daily|weekly|monthly|quarterly|yearly|annual|annually|hourly|nightly)"),
    (make.clock,
     r"(?:at )?(?:about |around )?(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\.?)",
     r"(?: \w{2,4})?"),
    (make.clock, r"(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d)(?: hours| gmt| et| est| local time)?"),
    (make.part_of_day,
     r"(?:the |that |this )?(?P<daypart>morning|afternoon|evening|night|noon|midday|midnight|dawn|dusk)"),
    (make.feast,
     r"(?P<feast>christmas(?: day| eve)?|new year['’]s (?:day|eve)|halloween|independence day|election day",
     rf"|valentine['’]s day)(?:,? {_YEAR})?"),
    (count.fixed("PRESENT_REF"),
     r"now|currently|current|nowadays|at present|the present|present|present day|the present day",
     r"|the moment|at the moment",
     r"|at this time|the current (?:year|month|week)|these days|modern times|right now|today['’]s"),
    (count.fixed("PAST_REF"),
     r"(?:more |very |most )?recent(?:ly)?|the past|past|once|former(?:ly)?|previous(?:ly)?|",
     r"(?:in )?the old days|long ago|ago",
     r"|the recent past|at the time|earlier|the last (?:few )?(?:months|years|weeks|days)|lately",
     r"|in recent \w+|recent \w+"),
    (count.fixed("FUTURE_REF"),
     r"(?:the )?(?:near |distant )?future|soon|later|in the coming \w+|(?:the )?coming (?:days|weeks",
     r"|months|years)|someday",
     r"|eventually|in the future|shortly(?: after(?:wards?)?)?|afterwards?"),
)  # fmt: skip
_TABLE: tuple[tuple[re.Pattern[str], Maker], ...] = tuple(
    (re.compile("".join(pieces)), maker) for maker, *pieces in _ROWS
)
