"""How a time expression that counts gets its value: from a date told of, or of a duration, a set, a rate.

One function a row of the table of `hearsay.language.time_values`, each as in `hearsay.language.time_makers`.
"""

from __future__ import annotations

import re
from datetime import timedelta

from hearsay.language.calendar import NUMBERS, OPEN, WEEKDAYS, Value, duration, shifted
from hearsay.language.time_makers import PARTS, Maker, approximate, with_part
from hearsay.language.told import Told

_SAME_UNIT = {
    "centurie": "century",
    "fortnight": "week",
    "night": "day",
    "morning": "day",
    "afternoon": "day",
    "evening": "day",
}


def _unit(match: re.Match[str]) -> str:
    return _SAME_UNIT.get(match["unit"], match["unit"])


def relative(match: re.Match[str], told: Told, way: str) -> Value:
    """“last year”, “the next day”, “that month”."""
    which = match["which"].split()[-1]
    step = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}.get(
        which, 0
    )
    unit = _unit(match)
    tied = which in ("previous", "preceding", "following", "same", "that") or (which == "next" and unit == "day")
    last = told.last
    on = (last or told.published) if tied else told.reference
    if on is None:
        return OPEN
    finest = {"day": told.day, "week": told.day, "weekend": told.day, "month": told.month}.get(unit, 1)
    if (tied or told.narrative) and last is not None and not finest:
        return OPEN
    if unit == "weekend":
        saturday = on - timedelta(days=(on.weekday() - 5) % 7) if step <= 0 and way != "future" else None
        if saturday is None:
            saturday = on + timedelta(days=(5 - on.weekday()) % 7)
        year, week_number, _ = saturday.isocalendar()
        return Value(f"{year}-W{week_number:02}-WE", f"[{saturday}..{saturday + timedelta(days=1)}]")
    if unit in ("second", "minute", "hour"):
        return OPEN
    if unit == "quarter":
        index = on.year * 4 + (on.month - 1) // 3 + step
        return Value(f"{index // 4}-Q{index % 4 + 1}", f"{index // 4}-{33 + index % 4}")
    value = with_part(approximate(shifted(on, unit, step), match), match)
    code = PARTS.get(match["unit"])
    return Value(f"{value.timex}{code}", value.edtf) if code else value


def _number(match: re.Match[str]) -> str:
    """The count as digits, "X" where it is not told."""
    word = match["count"].replace(",", "")
    half = re.search(r"(?: 1/2| ½| and a half)$", word)
    if half is not None:
        word = word[: half.start()]
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return f"{word}.5" if half else word
    if word in ("half a", "half an", "a half", "an half"):
        return "0.5"
    if word in NUMBERS:
        return f"{NUMBERS[word]}.5" if half else str(NUMBERS[word])
    tens, _, ones = word.replace("-", " ").partition(" ")
    if tens in NUMBERS and ones in NUMBERS:
        return str(NUMBERS[tens] + NUMBERS[ones])
    return {"a hundred": "100", "a couple of": "2", "a dozen": "12"}.get(word, "X")


def ago(match: re.Match[str], told: Told, way: str) -> Value:
    """“two weeks ago”, “three days later”."""
    side = match["side"]
    count, unit = _number(match), _unit(match)
    back = side in ("ago", "earlier", "before", "previously", "prior")
    if unit in ("second", "minute", "hour"):
        return Value("PAST_REF" if back else "FUTURE_REF", None)
    if not count.isdigit():
        return Value("PAST_REF" if back else "FUTURE_REF", None)
    last = told.last
    from_last = last is not None and (side != "ago" or told.published is None or told.narrative)
    on = last if from_last else told.reference
    if on is None:
        return OPEN
    if from_last and ((unit in ("day", "week") and told.day is None) or (unit == "month" and told.month is None)):
        return OPEN
    return shifted(on, unit, -int(count) if back else int(count))


def from_now(match: re.Match[str], told: Told, way: str) -> Value:
    """“in two weeks”."""
    count = _number(match)
    if told.reference is None or not count.isdigit():
        return Value("FUTURE_REF", None)
    return shifted(told.reference, _unit(match), int(count))


def end(match: re.Match[str], told: Told, way: str) -> Value:
    """“the end of the year”, “later that month”."""
    unit = match["unit"]
    last = told.last
    from_last = last is not None and (told.narrative or match.groupdict().get("that") is not None or not told.published)
    on = last if from_last else told.published
    if on is None or (
        from_last and ((unit == "month" and told.month is None) or (unit == "week" and told.day is None))
    ):
        return OPEN
    return approximate(shifted(on, unit, 0), match)


def of_duration(match: re.Match[str], told: Told, way: str) -> Value:
    """“two weeks”, “half a century”."""
    count, unit = _number(match), _unit(match)
    if match["unit"] == "fortnight" and count.isdigit():
        return duration(str(2 * int(count)), "week")
    if unit in ("decade", "century"):
        if count == "X":
            return duration("X", "decade")
        years = float(count) * (10 if unit == "decade" else 100)
        return duration(f"{years:g}", "year")
    if count.endswith(".5") and unit == "year":
        whole = count[:-2]
        return Value(f"P{whole}Y6M" if whole != "0" else "P6M", None)
    return duration(count, unit)


def bare_duration(match: re.Match[str], told: Told, way: str) -> Value:
    """“weeks”, “years”."""
    unit = _unit(match)
    return duration("X", unit) if unit != "century" else Value("PXC", None)


def lasting(match: re.Match[str], told: Told, way: str) -> Value:
    """“the past three years”."""
    count = {"few": "X", "several": "X", "couple of": "2"}.get(match["count"], match["count"])
    count = str(NUMBERS.get(count, count))
    unit = _unit(match)
    if unit == "decade" and count.isdigit():
        return duration(str(10 * int(count)), "year")
    return duration(count, unit)


def every(match: re.Match[str], told: Told, way: str) -> Value:
    """“every day”, “Mondays”."""
    word = match["unit"]
    if word in WEEKDAYS:
        return Value(f"XXXX-WXX-{WEEKDAYS[word] + 1}", None)
    return {
        "day": Value("P1D", None), "night": Value("XXXX-XX-XXTNI", None), "morning": Value("XXXX-XX-XXTMO", None),
        "week": Value("P1W", None), "month": Value("P1M", None), "year": Value("P1Y", None),
        "weekend": Value("XXXX-WXX-WE", None),
    }.get(word, Value("P1Y", None))  # fmt: skip


_RATE = {
    "daily": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P3M", "yearly": "P1Y", "annual": "P1Y",
    "annually": "P1Y", "hourly": "PT1H", "nightly": "P1D",
}  # fmt: skip


def rate(match: re.Match[str], told: Told, way: str) -> Value:
    """“daily”."""
    return Value(_RATE[match[0]], None)


def fixed(timex: str) -> Maker:
    """Always the same TIMEX3 value."""

    def make(match: re.Match[str], told: Told, way: str) -> Value:
        return Value(timex, None)

    return make
