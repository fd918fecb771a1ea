"""Years between two dates: “24 years ago, in 2000”, “aged 52, born in 1948”, “for eight years, from 1980 to 1988”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from hearsay.collate.checks import bounds
from hearsay.collate.checks.masks import MARKS, pattern
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.ordinals import ordinal
from hearsay.model import Verdict
from hearsay.reference import When
from hearsay.text import Span

TABLE = "calendar"
DEFINITION = (
    "Time between two dates by the Gregorian calendar; a year counts when its day comes round, or by the numbers of "
    "the "
    "years."
)
TRIGGER = re.compile(
    r"\b(?:years?|months?|weeks?|days?|decades?|centur\w+|aged?|born|anniversary|birthday|old)\b", re.I
)
_COUNT = r"(?:<n:n>|(?P<one>an?|one))"
_UNIT = r"(?P<unit>years?|months?|weeks?|days?|decades?)"
_FACING = r"(?:in|on|from|back in|since|of)(?: (?:early|late|mid))?"
_AGO = pattern(
    rf"(?:{_COUNT} {_UNIT} ago(?: (?:today|this (?:week|month|year|"
    rf"day)))?(?: to the day)?,? (?:back )?(?:\(?{_FACING} )?<date:d>"
    rf"|{_FACING} <date:e>(?:,|\s?\(|,? some|,? more than|,? almost)? ?(?:exactly |just |only |"
    r"now )?<n:m> (?P<unitb>years?|months?|weeks?|days?|decades?) ago)"
)
_LATER = pattern(
    rf"(?:(?P<front>\b{_FACING} )<date:a>(?P<gap>[^;.]{{0,90}}?)[ ,]{_COUNT} {_UNIT} (?P<way>later|earlier|before|"
    r"after)"
    rf"(?P<exact> to the day)?,? (?:{_FACING} |\()?<date:b>)"
)
_AFTER = pattern(
    r"(?:\b(?:in|on) <date:b>,? |<date:c>,? (?:was |is |came |that is,? |exactly |"
    rf"just )?){_COUNT} {_UNIT}(?P<exact> to the day)? "
    rf"(?P<way>after|before|since) (?:[^;.,]{{0,60}}? )?(?:(?:in|on|of|dated) )?<date:a>"
)
_FIRST = pattern(
    rf"{_COUNT} {_UNIT}(?P<exact> to the day)? (?P<way>after|before) (?:[^;.,]{{0,60}}? )?(?:(?:in|on|of|"
    r"dated) )?<date:a>,? (?:and )?(?:in|on) <date:b>"
)
_FROM_TO = r"(?:from|between)? ?\(?<date:a> ?(?:to|until|till|and|through|–|-|—) ?<date:b>\)?"
_LASTED = pattern(
    r"(?:\b(?:for|lasted|lasting|took|spanned|spanning|after|of|over|period of|the|a|its|his|"
    rf"her)(?: [\w'-]+){{0,2}} {_COUNT}[- ]{_UNIT}(?: [\w'-]+){{0,4}},? ?{_FROM_TO}"
    r"|\b(?:from|between) <date:c> (?:to|until|till|and|through) <date:e>(?:,| \(|,? (?:that is|or|which is|i\.e\.|"
    r"a (?:period|span|total) of|lasting|for|a stretch of)),? ?(?:(?:a (?:period|span|total) of|or|for|"
    r"lasting) )?(?:all of )?<n:m> (?P<unitb>years?|months?|weeks?|days?|decades?))"
)
_BORN = pattern(r"\bborn(?: [^;.,]{0,40}?)?(?: on| in)? <date:d>|\((?:b\. |born )(?P<p>(?=.))<date:e>\)")
_LIVED = pattern(r"\(<date:b> ?[–-] ?<date:d>\)")
_AGE = pattern(
    r"\b(?:aged|age|at the age of|turned|turns|died at|was|is|now|then|just|only) <n:n>(?: years old|"
    r" years of age)?(?=[\s,.;:)]|$)|<n:m>[ -]years?[ -]old|, <n:k>,"
)
_JUBILEE = pattern(
    r"\b(?:the |its |their |his |her |a )?<ord:n> anniversary(?: of(?: [^;.,]{1,60}?)??)?,? (?:(?P<way>of|from|in|"
    r"\() ?)<date:d>"
)
_DAY_IN = {"year": 365.2425, "decade": 3652.425, "month": 30.4369, "week": 7.0, "day": 1.0}
_FUTURE = re.compile(r"\b(?:will|would|could|may|might|should|if|unless|plans?|about to|later this|next)\b", re.I)
_OPEN: Verdict = "not enough information"


def elapsed(scene: Scene) -> Iterator[Finding]:
    """Claims of how long ago something was, how old somebody is, how long something took."""
    if not TRIGGER.search(scene.text) or not scene.dates:
        return
    text = scene.masked
    for match in _AGO.finditer(text):
        at = scene.dates[match.start("d") if match["d"] else match.start("e")].when
        if scene.now is not None and scene.dates[match.start("d") if match["d"] else match.start("e")].whole:
            unit = match["unit"] or match["unitb"]
            yield from _between(
                scene,
                match,
                at,
                scene.now,
                match.start("n") if match["n"] else match.start("m") if match["m"] else None,
                unit,
            )
    taken: list[Span] = []
    for rule in (_LATER, _AFTER, _FIRST):
        for match in rule.finditer(text):
            span = Span(*match.span())
            if any(span.overlaps(t) for t in taken):
                continue
            taken.append(span)
            yield from _later(scene, match)
    for match in _LASTED.finditer(text):
        groups = ("a", "b", "n", "unit") if match["a"] else ("c", "e", "m", "unitb")
        one, two = (scene.dates[match.start(g)].when for g in groups[:2])
        if any(n.sort == "holder" for n in scene.named.values()):
            continue  # told of an office: its table is asked
        number = match.start(groups[2]) if match[groups[2]] else None
        if number is not None or (match["a"] and match["one"]):
            yield from _between(scene, match, one, two, number, match[groups[3]], lasting=True)
    yield from _ages(scene)
    for match in _JUBILEE.finditer(text):
        yield from _jubilee(scene, match)


def _stated(scene: Scene, at: int | None) -> bounds.Stated:
    return bounds.stated(scene.numbers[at], scene.text) if at is not None else bounds.exactly(Fraction(1))


def _later(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    groups = match.re.groupindex
    other = match.start("b") if match["b"] else match.start("c")
    if not (scene.dates[match.start("a")].whole and scene.dates[other].whole):
        return
    first, last = scene.dates[match.start("a")].when, scene.dates[other].when
    if match.re is _LATER:
        if match["way"].casefold() in ("later", "after"):
            one, two = (first, last) if match["way"].casefold() == "later" else (last, first)
        else:
            one, two = (last, first) if match["way"].casefold() == "earlier" else (first, last)
        if re.search(r"\b(?:but|who|which|whose|while|because|that)\b", match["gap"]) or match["gap"].count(",") > 1:
            return
    else:
        one, two = (last, first) if match["way"].casefold() == "before" else (first, last)
    number = match.start("n") if match["n"] else None
    exact = "exact" in groups and match["exact"] is not None
    yield from _between(scene, match, one, two, number, match["unit"], to_the_day=exact)


def _between(
    scene: Scene,
    match: re.Match[str],
    one: When,
    two: When,
    at: int | None,
    unit: str,
    *,
    lasting: bool = False,
    to_the_day: bool = False,
) -> Iterator[Finding]:
    unit = unit.casefold().removesuffix("s")
    says = _stated(scene, at)
    if two.last < one.first or (at is not None and at not in scene.numbers):
        return
    low, high = (two.first - one.last).days / _DAY_IN[unit], (two.last - one.first).days / _DAY_IN[unit]
    verdict = _lasted(says, max(low, 0.0), high, one, two, unit, lasting=lasting)
    if to_the_day and verdict == "supported":
        same = (one.first.month, one.first.day) == (two.first.month, two.first.day)
        verdict = _OPEN if one.first != one.last or two.first != two.last else "supported" if same else "refuted"
    found = _worded(max(low, 0.0), high, one, two, unit)
    yield Finding(
        kind="date",
        span=Span(*match.span()),
        readings=(Reading(said=f"from {one} to {two}: {found}", verdict=verdict),),
        found=found,
        definition=DEFINITION,
        as_of=str(two),
        table=TABLE,
    )


def _lasted(says: bounds.Stated, low: float, high: float, one: When, two: When, unit: str, *, lasting: bool) -> Verdict:
    """Whole years as done, as begun, or as the numbers of the years differ: any of these bears a round number out."""
    ends = {low, high}
    if says.low == says.high and says.low.denominator == 1:
        value = float(says.low)
        if unit in ("year", "decade"):
            years = (two.first.year - one.first.year) / (10 if unit == "decade" else 1)
            slack = 0.04 if unit == "year" else 0.25
            if value == years and (one.first != one.last or two.first != two.last):
                return "supported"
            if value - slack <= low and high < value + 0.5 + slack:
                return "supported"
            done = min(ends) < value + 1.0 and max(ends) > value - 0.5
            if lasting and value == years + 1:
                return _OPEN
            return _OPEN if done or value == years else "refuted"
        loose = {"month": 0.6, "week": 0.6, "day": 0.0}[unit]
        if low - loose <= value <= high + loose:
            return "supported" if high - low <= 1.01 + loose else _OPEN
        return "refuted" if value < low - 1.0 - loose or value > high + 1.0 + loose else _OPEN
    return says.held(Fraction(low).limit_denominator(10000), Fraction(high).limit_denominator(10000))


def _worded(low: float, high: float, one: When, two: When, unit: str) -> str:
    if unit == "year":
        first, last = _whole(one.last, two.first), _whole(one.first, two.last)
        values = (
            {first, last}
            if one.first == one.last and two.first == two.last
            else {two.first.year - one.first.year, last}
        )
        ordered = sorted(values)
        return f"{ordered[0]}" + (f" or {ordered[-1]}" if len(ordered) > 1 else "") + " years"
    return f"{bounds.span_of(round(low), round(high))} {unit}s"


def _whole(one: date, two: date) -> int:
    """Years that are over between two days."""
    return max(0, two.year - one.year - ((two.month, two.day) < (one.month, one.day)))


def _ages(scene: Scene) -> Iterator[Finding]:
    """An age and a date of birth in one sentence, on the day of telling or one that the sentence gives."""
    text = scene.masked
    born, until, span = None, None, None
    if (lived := _LIVED.search(text)) and re.search(r"\baged\b|\bage of\b|\bdied\b", text, re.I):
        born, until, span = scene.dates[lived.start("b")].when, scene.dates[lived.start("d")].when, Span(*lived.span())
    elif found := _BORN.search(text):
        at = found.start("d") if found["d"] else found.start("e")
        born, span = scene.dates[at].when, Span(*found.span())
    ages = list(_AGE.finditer(text))
    if born is None or span is None or len(ages) != 1 or _FUTURE.search(text):
        return
    age = ages[0]
    at = next(age.start(g) for g in ("n", "m", "k") if age[g])
    if age["k"] is not None and not re.search(rf"(?:[A-Z][\w'-]+|{MARKS['holder']})$", text[: age.start()]):
        return
    others = [d.when for d in scene.dates.values() if d.when != born and d.when.first > born.last]
    if until is None:
        if len(others) > 1:
            return
        present = re.search(r"\b(?:is|aged|now|turns)\b", age[0], re.I) or age["k"] or age["m"]
        until = others[0] if others else scene.now if present else None
    if until is None or until.last < born.first:
        return
    low, high = _whole(born.last, until.first), _whole(born.first, until.last)
    says = bounds.stated(scene.numbers[at], scene.text)
    value = says.low if says.low == says.high else None
    if value is not None:
        # A year alone bears out both ages that it leaves open.
        verdict: Verdict = (
            "supported" if low <= value <= high and high - low <= 1 else _OPEN if low <= value <= high else "refuted"
        )
    else:
        verdict = says.held(low, high)
    start, end = min(span.start, age.start()), max(span.end, age.end())
    found_ = bounds.number(low) if low == high else f"{low} or {high}"
    yield Finding(
        kind="date",
        span=Span(start, end),
        readings=(Reading(said=f"born {born}, on {until}: {found_}", verdict=verdict),),
        found=found_,
        definition=DEFINITION,
        as_of=str(until),
        table=TABLE,
    )


def _jubilee(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“the 20th anniversary of the talks of June 2004”, on another day of the sentence or the day of telling."""
    past = scene.dates[match.start("d")].when
    others = [d.when for d in scene.dates.values() if d.when != past and d.when.first > past.last]
    day = others[0] if len(others) == 1 else scene.now if not others else None
    if day is None or (match["way"].casefold() == "in" and not others):
        return  # “the anniversary of the club in 2013” may be of 2013, or in it
    number = ordinal(scene.text[match.start("n") : match.end("n")])
    low, high = day.first.year - past.last.year, day.last.year - past.first.year
    if low <= number <= high:
        verdict: Verdict = "supported" if low == high else _OPEN
    else:
        near = _FUTURE.search(scene.masked) is not None or _month_apart(past, day)
        verdict = _OPEN if near and low - 1 <= number <= high + 1 else "refuted"
    found = bounds.span_of(low, high)
    yield Finding(
        kind="date",
        span=Span(*match.span()),
        readings=(Reading(said=f"from {past} to {day}: {found} years", verdict=verdict),),
        found=found,
        definition=DEFINITION,
        as_of=str(day),
        table=TABLE,
    )


def _month_apart(one: When, two: When) -> bool:
    """Whether two dates are so near in the year, across its turn, that a jubilee may be of the next or the last one."""
    last = two.last - timedelta(days=90)
    return last.year != two.last.year or (two.last + timedelta(days=90)).year != two.last.year or one.first == two.first
