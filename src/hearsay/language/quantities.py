"""Quantities in a text: digits and number words with their unit, and the range of values that the wording leaves.

Units of one dimension are counted in one of them (lengths in metres, durations in seconds), by their definitions in the
International System of Units and the international yard and pound of 1959; a month counts 30.4375 days, a year 365.25.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from hearsay.language.calendar import MONTHS, NUMBERS
from hearsay.text import Span

_DAY = 86400
_MEASURES: dict[str, dict[str, int | str | Fraction]] = {
    "m": {
        "m": 1, "metre": 1, "meter": 1, "km": 1000, "kilometre": 1000, "kilometer": 1000, "mile": "1609.344",
        "foot": "0.3048", "feet": "0.3048", "ft": "0.3048", "yard": "0.9144", "inch": "0.0254", "inche": "0.0254",
        "cm": "0.01", "centimetre": "0.01", "centimeter": "0.01", "nautical mile": 1852,
    },
    "kg": {
        "kg": 1, "kilo": 1, "kilogram": 1, "kilogramme": 1, "gram": "0.001", "pound": "0.45359237",
        "lb": "0.45359237", "ounce": "0.028349523125", "tonne": 1000, "metric ton": 1000, "ton": "907.18474",
    },
    "s": {
        "second": 1, "minute": 60, "hour": 3600, "day": _DAY, "week": 7 * _DAY, "fortnight": 14 * _DAY,
        "month": "2629800", "year": "31557600", "decade": "315576000",
    },
    "m2": {
        "acre": "4046.8564224", "hectare": 10000, "square metre": 1, "square meter": 1, "square foot": "0.09290304",
        "square feet": "0.09290304", "square kilometre": 1000000, "square kilometer": 1000000,
        "square mile": "2589988.110336",
    },
    "m/s": {
        "mph": "0.44704", "mile an hour": "0.44704", "mile per hour": "0.44704", "kph": Fraction(5, 18),
        "km/h": Fraction(5, 18), "kilometre per hour": Fraction(5, 18), "kilometer per hour": Fraction(5, 18),
        "knot": Fraction(463, 900),
    },
    "l": {"litre": 1, "liter": 1, "gallon": "3.785411784"},
    "%": {"%": 1, "percent": 1, "per cent": 1, "percentage point": 1, "pc": 1},
    "USD": {"dollar": 1, "us dollar": 1, "cent": "0.01"}, "EUR": {"euro": 1}, "JPY": {"yen": 1},
    "RUB": {"rouble": 1, "ruble": 1}, "CNY": {"yuan": 1},
    "age": {"year old": 1, "years old": 1, "month old": Fraction(1, 12), "week old": Fraction(1, 52)},
    "°C": {"°c": 1, "degrees celsius": 1}, "°F": {"°f": 1, "degrees fahrenheit": 1}, "°": {"degree": 1},
}  # fmt: skip
_UNITS = {name: (unit, Fraction(times)) for unit, names in _MEASURES.items() for name, times in names.items()}
_SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY",
}  # fmt: skip
_TIMES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "m": 10**6,
    "mn": 10**6, "bn": 10**9, "tn": 10**12, "k": 1000,
}  # fmt: skip
_PRONOUN_ONE = frozenset("of in that who is was another day to or and can has had will would thing".split())
_SMALL = {w: n for w, n in NUMBERS.items() if w not in ("a", "an", "hundred")} | {"zero": 0, "dozen": 12}
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
# Words that name no figure but bound it: from, up to (``None`` for no bound).
_VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, None), "scores": (40, None), "hundreds": (200, None), "thousands": (2000, None),
    "tens of thousands": (20000, None), "hundreds of thousands": (200000, None), "millions": (2000000, None),
    "several": (3, 12), "a couple": (2, 3), "a handful": (3, 8), "a few": (2, 9),
}  # fmt: skip
_HEDGES: dict[str, str] = {
    word: way
    for way, words in {
        "about": "about|around|some|roughly|approximately|approx.|an estimated|estimated|circa|close to",
        "over": "more than|over|above|upwards of|in excess of|greater than|exceeding|north of|well over|just over",
        "least": "at least|no fewer than|no less than|not less than|a minimum of|as many as at least",
        "under": "less than|fewer than|under|below|nearly|almost|just under|not quite|shy of|short of",
        "most": "at most|up to|upto|as many as|no more than|a maximum of|as much as|not more than",
    }.items()
    for word in words.split("|")
}

_NAMING = frozenset(  # a number after one of these is part of a name
    """
    flight article section chapter boeing airbus route highway interstate room gate apollo resolution title proposition
    channel studio area category level phase type bowl war pier bus formula group day week part volume no number page
    exhibit count form act line platform terminal runway district ward unit block cell camp lot paragraph clause
    """.split()
)

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_ONE_TO_99 = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|one|two|three|four|five|six|seven|eight|nine|zero)\b"
)
_TO_999 = rf"(?:(?:{_ONE_TO_99}|a)[ -]hundred(?:(?: and)? {_ONE_TO_99})?|{_ONE_TO_99})"
_SCALE = r"(?:[ -]?(?:hundred|thousand|dozen|million|billion|trillion)\b|(?:m|mn|bn|tn|k)\b)"
_SPELLED = (
    rf"(?:{_TO_999}(?: (?:thousand|million|billion),?(?: and)? {_TO_999})+|{_TO_999}"
    r"|an? (?:hundred|thousand|dozen|million|billion)\b|half a (?:dozen|million|billion)\b|(?:two|three) dozen\b)"
)
_PART = rf"(?:(?:an?|one|two|three|four)[ -](?:{'|'.join(_PARTS)})s?|half)\b"
_HALF = r"(?:[ -]and[ -]a[ -]half)"
_SIGN = "(?:" + "|".join(re.escape(s) for s in _SIGNS) + ")"
_UNIT = "|".join(sorted((re.escape(u).replace(r"\ ", "[ -]") for u in _UNITS if u != "m"), key=len, reverse=True))
_FIGURE = rf"{_SIGN}?(?:{_DIGITS}|{_SPELLED}){_SCALE}*{_HALF}?"
_HEDGE = "|".join(sorted((re.escape(h).replace(r"\ ", "[ -]") for h in _HEDGES), key=len, reverse=True))
_VAGUELY = "|".join(sorted(_VAGUE, key=len, reverse=True))
_WHOSE = "(?:(?:the|its|his|her|their|a) )?"
_QUANTITY = re.compile(
    rf"(?<![\w.,/:#’'–-])(?P<hedge>(?:{_WHOSE}(?:{_HEDGE})[ -]){{0,2}}(?:just |{_WHOSE}))"
    rf"(?:between (?P<from>{_FIGURE})(?:[ -]?(?:{_UNIT})(?:e?s)?)? and (?P<upto>{_FIGURE})"
    rf"|(?P<one>{_FIGURE})(?:%|[ -]percent)?(?:(?P<dash>(?<=\d) ?[–-] ?(?=\d|{_SIGN})|[ -]to[ -]))(?P<two>{_FIGURE})"
    rf"|(?P<part>{_PART})(?! (?:a |an )?(?:{_TO_999}|million|billion|dozen))"
    rf"|(?P<figure>{_FIGURE})|(?P<vague>{_VAGUELY}))"
    rf"(?P<unit>[ -]?(?:{_UNIT})(?:e?s)?(?!\w))?(?!\w|[.,:/]\d|th\b)",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"\b(?:no|any|every|some|this|that|the|which|each|another|last|next) $", re.I)
_CLOCK = re.compile(r"\s?(?:[ap]\.?m\b|o'clock|o’clock|GMT|UTC|hrs\b)", re.I)
_MONTH_NAME = rf"(?:{'|'.join(MONTHS)})"
_MONTH = re.compile(rf"\b(?:{_MONTH_NAME}\.?|(?:half|quarter) (?:past|to)) $", re.I)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?(?: of)? {_MONTH_NAME}\b", re.I)
_BEFORE = re.compile(r"([\w’'.]+) $")
_STREET = re.compile(r"(?: [A-Z][\w’']+){1,3} (?:Street|Road|Avenue|Lane|Square|Drive|Boulevard|Place|St|Rd|Ave)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A quantity as printed, and what it can be.

    `span` covers its hedge, figure and unit, `figure` the figure alone. The value lies between `low` and `high`
    (``None``: no upper bound), counted in `unit` (a key such as ``m``, ``kg``, ``s``, ``%``, ``USD``; ``None`` where
    things are counted). `grain` is the step to which it is given: 100 for "2,700". `rounded`: the wording says that it
    is not exact ("about", "nearly", "dozens").
    """

    span: Span
    figure: Span
    low: Fraction
    high: Fraction | None
    unit: str | None
    grain: Fraction
    rounded: bool

    @property
    def exact(self) -> bool:
        """Whether one value is given outright."""
        return self.low == self.high and not self.rounded


def quantities(text: str, within: Span | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text or of a part of it, in order; years, dates, clock times and numbers of names left out.

    >>> [(q.span.of(t), q.low, q.high) for t in ["more than 1.5 million men left"] for q in quantities(t)]
    [('more than 1.5 million', Fraction(1500000, 1), None)]
    >>> [(int(q.low), int(q.high or 0), q.unit) for q in quantities("10 to 12 km in twenty-one minutes, on 4 June")]
    [(10000, 12000, 'm'), (1260, 1260, 's')]
    """
    start, end = (within.start, within.end) if within else (0, len(text))
    return tuple(q for match in _QUANTITY.finditer(text, start, end) for q in _quantity(text, match))


def _quantity(text: str, match: re.Match[str]) -> tuple[Quantity, ...]:
    unit, times = _unit(match["unit"])
    if match["vague"]:
        low, high = _VAGUE[match["vague"].casefold()]
        top = Fraction(high) * times if high else None
        return (_made(text, match, match.span("vague"), Fraction(low) * times, top, unit, low * times, rounded=True),)
    if match["part"]:
        whole = re.match(r" of\b", text[match.end() :])
        if unit is None and not whole:
            return ()
        return (_bounded(text, match, match.span("part"), _part(match["part"]), unit or "part", times),)
    if match["from"]:
        return _range(text, match, match.span("from"), match.span("upto"), unit, times)
    if match["one"]:
        if _dated(text, match.start("one"), match.end("two"), match["one"]) or _year_like(match["two"]):
            return ()
        change = re.search(r"\bfrom $", text[max(0, match.start("one") - 5) : match.start("one")], re.I)
        found = () if change else _range(text, match, match.span("one"), match.span("two"), unit, times)
        if found:
            return found
        pair = [_value(match[g]) for g in ("one", "two")]
        spans = (match.span("one"), match.span("two"))
        return tuple(
            _bounded(text, match, span, value, sign or unit, times)
            for span, (sign, value) in zip(spans, pair, strict=True)
        )
    if not _counts(text, match, match["figure"], unit):
        return ()
    sign, value = _value(match["figure"])
    return (_bounded(text, match, match.span("figure"), value, sign or unit, times),)


def _made(
    text: str,
    match: re.Match[str],
    figure: tuple[int, int],
    low: Fraction,
    high: Fraction | None,
    unit: str | None,
    grain: Fraction,
    *,
    rounded: bool,
) -> Quantity:
    first = figure[0]
    two = match["one"] is not None and figure == match.span("two")
    hedge = next(re.finditer(rf"(?:{_HEDGE})(?=[ -])", match["hedge"], re.I), None)
    if hedge and not two:
        first = match.start("hedge") + hedge.start()
    end = match.end() if match["one"] is None or two or figure[1] == match.end("two") else figure[1]
    return Quantity(
        span=Span(first, end), figure=Span(*figure), low=low, high=high, unit=unit, grain=grain, rounded=rounded
    )


def _bounded(
    text: str, match: re.Match[str], figure: tuple[int, int], value: Fraction, unit: str | None, times: Fraction
) -> Quantity:
    """One figure, within the bounds that the words before it leave."""
    low, high, rounded = value * times, value * times, False
    top: Fraction | None = high
    for way in _hedges(match["hedge"]):
        rounded = True
        if way in ("over", "least"):
            top = None
        elif way in ("under", "most"):
            low = Fraction(0)
    return _made(text, match, figure, low, top, unit, _grain(value) * times, rounded=rounded)


def _range(
    text: str, match: re.Match[str], one: tuple[int, int], two: tuple[int, int], unit: str | None, times: Fraction
) -> tuple[Quantity, ...]:
    """Two figures as bounds, the lower first; nothing where they are none: "nine to five"."""
    (sign, low), (other, high) = (_value(text[slice(*g)]) for g in (one, two))
    scale = re.search(r"(?:hundred|thousand|million|billion|trillion|bn|tn|m)$", text[slice(*two)], re.I)
    if scale and low * 1000 < high:
        low *= _TIMES[scale[0].casefold()]
    if low >= high or _CLOCK.match(text, match.end()):
        return ()
    grain = min(_grain(low), _grain(high)) * times
    made = _made(text, match, (one[0], two[1]), low * times, high * times, sign or other or unit, grain, rounded=True)
    return (made,)


def _hedges(printed: str) -> list[str]:
    """The ways in which the words before a figure bound it.

    >>> _hedges("at least "), _hedges("some more than "), _hedges("the ")
    (['least'], ['about', 'over'], [])
    """
    return [_HEDGES[m[0].casefold().replace("-", " ")] for m in re.finditer(rf"(?:{_HEDGE})(?=[ -])", printed, re.I)]


def _unit(printed: str | None) -> tuple[str | None, Fraction]:
    """The unit that a printed one is counted in, and how many of it one is.

    >>> _unit("-pounds")[0], _unit(" km"), _unit(" years old")
    ('kg', ('m', Fraction(1000, 1)), ('age', Fraction(1, 1)))
    """
    name = (printed or "").strip(" -")
    spaced = name.casefold().replace("-", " ")
    for form in (name, spaced, spaced.removesuffix("s"), spaced.removesuffix("es")):
        if form in _UNITS:
            return _UNITS[form]
    return None, Fraction(1)


def _value(printed: str) -> tuple[str | None, Fraction]:
    """The unit of a currency sign, if one is printed, and the value.

    >>> _value("$1.5bn"), _value("a hundred"), _value("two hundred and six"), _value("11-and-a-half")
    (('USD', Fraction(1500000000, 1)), (None, Fraction(100, 1)), (None, Fraction(206, 1)), (None, Fraction(23, 2)))
    """
    sign = re.match(_SIGN, printed, re.I)
    rest = printed[sign.end() :] if sign else printed
    half = re.search(_HALF + "$", rest, re.I)
    rest = rest[: half.start()] if half else rest
    total = Fraction(0)
    current: Fraction | None = None
    digits = re.match(_DIGITS, rest)
    if digits:
        current = Fraction(digits[0].replace(",", ""))
        rest = rest[digits.end() :]
    for word in re.findall(r"[a-z]+", rest.casefold()):
        if word == "half":
            current = Fraction(1, 2)
        elif word == "hundred" or word == "dozen":
            current = (Fraction(1) if current is None else current) * (100 if word == "hundred" else 12)
        elif word in _TIMES:
            total += (1 if current is None else current) * _TIMES[word]
            current = None
        elif word in _SMALL:
            current = (current or Fraction(0)) + _SMALL[word]
    total += (current or 0) + (Fraction(1, 2) if half else 0)
    return (_SIGNS[sign[0].upper()] if sign else None), total


def _part(printed: str) -> Fraction:
    words = re.findall(r"[a-z]+", printed.casefold())
    under = next(
        _PARTS[w] if w in _PARTS else _PARTS[w.removesuffix("s")] for w in words if w.removesuffix("s") in _PARTS
    )
    return Fraction(NUMBERS.get(words[0], 1), under)


def _grain(value: Fraction) -> Fraction:
    """The place of the last digit that is not 0.

    >>> _grain(Fraction(2700)), _grain(Fraction("1.375")), _grain(Fraction(0))
    (Fraction(100, 1), Fraction(1, 1000), Fraction(1, 1))
    """
    if value == 0:
        return Fraction(1)
    step = Fraction(1)
    for _ in range(9):
        if (value / step).denominator == 1:
            break
        step /= 10
    while (value / (step * 10)).denominator == 1:
        step *= 10
    return step


def _year_like(figure: str) -> bool:
    return re.fullmatch(r"1[0-9]\d\d|20\d\d|21\d\d", figure) is not None


def _dated(text: str, start: int, end: int, figure: str) -> bool:
    """Whether a figure is a day of a month, a clock time or a year."""
    before = text[max(0, start - 12) : start]
    if _CLOCK.match(text, end) or _MONTH.search(before) or _MONTH_AFTER.match(text, end):
        return True
    return _year_like(figure) and not re.match(
        r" (?:people|men|women|children|members|votes|jobs|troops)\b", text[end:]
    )


def _counts(text: str, match: re.Match[str], figure: str, unit: str | None) -> bool:
    """Whether a figure is a quantity: no year, day, clock time, number of a name, nor "one" as a pronoun."""
    start, end = match.span("figure")
    before = text[max(0, start - 24) : start]
    if figure.casefold() == "one" and unit is None:
        noun = re.match(r"[ -]([a-z]+)", text[end : end + 24])
        return noun is not None and noun[1] not in _PRONOUN_ONE and not _ORDINARY.search(before)
    if unit is not None:
        return True
    if _dated(text, start, end, figure):
        return False
    if not figure[0].isdigit():
        return True
    last = _BEFORE.search(before)
    named = last is not None and last[1].casefold().rstrip(".") in _NAMING
    return not named and not _STREET.match(text, end)
