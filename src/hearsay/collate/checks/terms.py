"""From when to when somebody held an office, and for how long: “served from 1996 to 1998”, “in office for 16 years”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from fractions import Fraction
from functools import partial

from hearsay.collate.checks import bounds
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.pairs import TABLE, Pair, Stretch, pairs, stretches, told, years
from hearsay.collate.checks.reach import definition, up_to
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.model import Verdict
from hearsay.reference import Office, Term, When
from hearsay.text import Span

_POST = (
    r"(?:,? (?:for (?:<n>|a|an?) (?:full |whole )?terms?|a (?:post|job|position|role|office) (?:he|she|which he|"
    r"which she) (?:held|had|occupied|kept)|in office|and served|"
    r"who served|serving|holding (?:office|the (?:post|job))|and held (?:the (?:post|office|job)|office)|in power|"
    r"where (?:he|she) (?:stayed|served)))?"
)
_RANGE = pattern(
    rf"^{_POST},? ?\(?(?:from |between |in |for )?<date:a> ?(?:to|until|till|and|through|–|-|—|up to) ?<date:b>"
)
_SPAN = pattern(
    rf"^(?:{_POST},? (?:for|during)|,? (?:a post|an office|a job|a position) (?:he|she) (?:held|"
    r"occupied) for)(?: a (?:total|period) of)?(?: the)?"
                r" (?:<n:n>|(?P<a>an?)) (?P<unit>years?|decades?|months?|days?)(?! (?:ago|before|later))")  # fmt: skip
_UNTIL = pattern(rf"^{_POST},? (?:until|till|up to|up until) <date:b>")
_SINCE = pattern(rf"^{_POST},? since <date:a>")
_FROM = pattern(rf"^{_POST},? from <date:a>")
_IN = pattern(r"^,? (?:in|on) (?:the year |early |late |the (?:spring|summer|autumn|winter) of )?<date:a>")
_FRONT_RANGE = pattern(r"(?:^|, )\W*(?:from|between) <date:a> (?:to|until|till|and|through) <date:b>,? $")
_FRONT_IN = pattern(r"(?:^|[.;] )\W*(?:in|on) (?:early |late )?<date:a>,? (?:when )?$")
_FRONT_SPAN = pattern(r"^\W*for (?:<n:n>|(?P<a>an?)) (?P<unit>years?|decades?),? $")
_AS = pattern(
    r"<holder:h>(?:'s?)? (?:(?:spent|served|had|completed|marked|after|clocked up|did|his|her|whose|the|first|last|"
    r"long|,) ?)*<n:n> (?P<unit>years|months|days)"
    r" (?:in office )?as (?:the |his country's |her country's )?<office:o>"
)
_BEGAN = re.compile(
    r"\b(?:became|become|took office|took over|sworn in|came to power|came to office|inaugurated|began)\b", re.I
)
_CHOSEN = re.compile(r"\b(?:named|elected|appointed|chosen|picked|made)\b", re.I)
_ENDED = pattern(
    r"<holder:h>(?:, [^,;.]{1,40},)?(?:,? who)? (?:had |has )?(?P<verb>left office|stepped down|resigned|stood down|"
    r"quit|left the post|ceased to be|was ousted|was removed|"
    r"retired|left the job|left|was dismissed|was sacked)(?: as)?(?: the| his country's|"
    r" her country's)?(?: <office:o>)?,? (?:in|on) <date:a>"
)
_CAME = pattern(
    r"<holder:h>(?:, [^,;.]{1,40},)?(?:,? who)? (?:had |has )?(?P<verb>took office|came to power|came to office|"
    r"entered office|assumed office|took power|was sworn in)"
    r"(?: as(?: the| his country's| her country's)? <office:o>)?,? (?:in|on) <date:a>"
)
_SLACK = timedelta(days=20)
_HANDOVER = timedelta(days=200)
_DAYS = {"year": 365.2425, "decade": 3652.425, "month": 30.4369, "day": 1.0}
_OPEN: Verdict = "not enough information"


def terms(scene: Scene) -> Iterator[Finding]:
    """Claims of when somebody's time in an office began and ended, and how long it was."""
    if not any(n.sort == "holder" for n in scene.named.values()):
        return
    text = scene.masked
    for pair in pairs(scene):
        if not pair.people or (re.search(r"\b(?:former|ex)[ -]$", text[: pair.start], re.I) and pair.how == "clause"):
            continue
        yield from _of(scene, pair)
    for match in _AS.finditer(text):
        yield from _as(scene, match)
    for match in _ENDED.finditer(text):
        yield from _left(scene, match)
    for match in _CAME.finditer(text):
        yield from _came(scene, match)


def _of(scene: Scene, pair: Pair) -> Iterator[Finding]:
    text = scene.masked
    rest, before = text[pair.end :], text[: pair.start]
    if pair.how == "title" and pair.between == " ":
        return  # somebody else's time in another post, under X
    for found, at, where in (
        (_RANGE.match(rest), pair.end, "after"),
        (_FRONT_RANGE.search(before), 0, "before"),
        (_RANGE.match(pair.between) if pair.how == "reverse" else None, text.find(pair.between, pair.start), "between"),
    ):
        if found:
            one, two = scene.dates[at + found.start("a")].when, scene.dates[at + found.start("b")].when
            start, end = (pair.start, pair.end + found.end()) if where == "after" else (pair.start, pair.end)
            start = found.start("a") if where == "before" else start
            yield from _decided(scene, pair, start, end, partial(_ends, one=one, two=two), f"{one} to {two}")
            return
    if found := _SPAN.match(rest):
        unit = found["unit"].casefold().removesuffix("s")
        at_ = pair.end + found.start("n") if found["n"] else None
        yield from _length(scene, pair, at_, unit, pair.start, pair.end + found.end())
        return
    if pair.how != "title" and (found := _FRONT_SPAN.search(before)):
        yield from _length(
            scene,
            pair,
            found.start("n") if found["n"] else None,
            found["unit"].casefold().removesuffix("s"),
            found.start(),
            pair.end,
        )
        return
    if found := _UNTIL.match(rest):
        day = scene.dates[pair.end + found.start("b")].when
        yield from _decided(scene, pair, pair.start, pair.end + found.end(), partial(_end, day=day), f"until {day}")
        return
    if found := _SINCE.match(rest):
        day = scene.dates[pair.end + found.start("a")].when
        yield from _decided(
            scene, pair, pair.start, pair.end + found.end(), partial(_begin, day=day, chosen=False), f"since {day}"
        )
        return
    began, chosen = _BEGAN.search(pair.between), _CHOSEN.search(pair.between)
    if began or chosen:
        found = _IN.match(rest)
        front = _FRONT_IN.search(before)
        if found or front:
            at = pair.end + found.start("a") if found else front.start("a") if front else 0
            day = scene.dates[at].when
            end = pair.end + found.end() if found else pair.end
            yield from _decided(
                scene, pair, pair.start, end, partial(_begin, day=day, chosen=chosen is not None), f"from {day}"
            )
    elif found := _FROM.match(rest):
        day = scene.dates[pair.end + found.start("a")].when
        yield from _decided(
            scene, pair, pair.start, pair.end + found.end(), partial(_begin, day=day, chosen=False), f"from {day}"
        )


def _decided(
    scene: Scene, pair: Pair, start: int, end: int, judge: Callable[[Stretch], Verdict], asked: str
) -> Iterator[Finding]:
    """Every office and both ways to count those who stood in have to give one verdict."""
    readings: list[Reading] = []
    rows: list[Term] = []
    found: list[str] = []
    limit = up_to(scene.reference, [t for o in pair.offices for t in scene.reference.terms.get(o, ())])
    for office in pair.offices:
        for acting in (False, True):
            held = stretches(scene, pair, office, acting=acting)
            if not held:
                continue
            verdict = _best(held, judge)
            said = f"{office}{', standing in counted' if acting else ''}, asked {asked}: " + "; ".join(map(told, held))
            open_ = "; not confirmed by a second place" if not all(s.confirmed for s in held) else ""
            readings.append(Reading(said=said + (open_ if verdict == _OPEN else ""), verdict=verdict))
            rows += [t for s in held for t in s.terms if t not in rows]
            found += [told(s) for s in held]
    if not readings or limit is None or (scene.now is not None and scene.now.last > limit.last and _lasting(rows)):
        return
    supported = [r for r in readings if r.verdict == "supported"]
    # One way to count those who stood in is enough to bear a claim out: a report may mean either.
    readings = supported or readings
    kept = {r.said.replace(", standing in counted", ""): r for r in reversed(readings)}
    yield Finding(
        kind="office",
        span=Span(start, end),
        readings=tuple(reversed(kept.values())),
        found="; ".join(dict.fromkeys(found)),
        definition=definition(scene.reference, rows),
        as_of=asked,
        table=TABLE,
        rows=tuple(rows),
    )


def _lasting(rows: list[Term]) -> bool:
    """Whether one of the terms lasts as far as the table tells: what came after its last day is not known."""
    return any(t.until is None for t in rows)


def _best(held: tuple[Stretch, ...], judge: Callable[[Stretch], Verdict]) -> Verdict:
    """Somebody with two times in an office can be meant by either."""
    verdicts = {judge(s) if s.confirmed else _OPEN for s in held}
    if "supported" in verdicts:
        return "supported"
    return "refuted" if verdicts == {"refuted"} else _OPEN


def _ends(stretch: Stretch, one: When, two: When) -> Verdict:
    return _both(_begin(stretch, one, chosen=False), _end(stretch, two))


def _both(one: Verdict, two: Verdict) -> Verdict:
    if "refuted" in (one, two):
        return "refuted"
    return "supported" if one == two == "supported" else _OPEN


def _begin(stretch: Stretch, day: When, *, chosen: bool) -> Verdict:
    """Whether a stretch began on some day of a date; who was chosen then took office later."""
    return _fits(stretch.since, day, before=_HANDOVER if chosen else _SLACK)


def _end(stretch: Stretch, day: When) -> Verdict:
    return "refuted" if stretch.until is None else _fits(stretch.until, day, before=_SLACK)


def _fits(fact: When, day: When, *, before: timedelta) -> Verdict:
    if day.first <= fact.first and fact.last <= day.last:
        return "supported"
    if fact.first <= day.last and day.first <= fact.last:
        return _OPEN
    near = day.first - _SLACK <= fact.last and fact.first <= day.last + before
    return _OPEN if near else "refuted"


def _length(scene: Scene, pair: Pair, at: int | None, unit: str, start: int, end: int) -> Iterator[Finding]:
    """“for eleven years”: each stretch by itself, and all of them together."""
    quantity = scene.numbers.get(at) if at is not None else None
    if at is not None and quantity is None:
        return
    readings: list[Reading] = []
    rows, found = [], []
    for office in pair.offices:
        for acting in (False, True):
            held = stretches(scene, pair, office, acting=acting)
            spans = [years(s, scene.now) for s in held]
            if not held or any(s is None for s in spans):
                continue
            ways = [s for s in spans if s is not None]
            if len(ways) > 1:
                ways.append((sum(s[0] for s in ways), sum(s[1] for s in ways)))
            scale = 365.2425 / _DAYS[unit]
            verdicts = {_lasted(scene, at, low * scale, high * scale) for low, high in ways}
            if not all(s.confirmed for s in held):
                verdict: Verdict = _OPEN
            else:
                verdict = "supported" if "supported" in verdicts else "refuted" if verdicts == {"refuted"} else _OPEN
            lasted = " or ".join(dict.fromkeys(_worded(high * scale, unit) for low, high in ways))
            said = f"{office}{', standing in counted' if acting else ''}: {lasted}: {'; '.join(map(told, held))}"
            readings.append(Reading(said=said, verdict=verdict))
            rows += [t for s in held for t in s.terms if t not in rows]
            found.append(f"{lasted}: {'; '.join(map(told, held))}")
    supported = [r for r in readings if r.verdict == "supported"]
    readings = supported or readings
    if readings:
        kept = {r.said.replace(", standing in counted", ""): r for r in reversed(readings)}
        yield Finding(
            kind="office",
            span=Span(start, end),
            readings=tuple(reversed(kept.values())),
            found=" or ".join(dict.fromkeys(found)),
            definition=definition(scene.reference, rows),
            as_of=str(scene.now or "not known"),
            table=TABLE,
            rows=tuple(rows),
        )


def _worded(value: float, unit: str) -> str:
    whole = int(value + 0.02)
    return f"{whole} {unit}{'' if whole == 1 else 's'}"


def _lasted(scene: Scene, at: int | None, low: float, high: float) -> Verdict:
    """Whole years are counted as done, or rounded: 15.9 may be called 15 or 16."""
    says = bounds.exactly(Fraction(1)) if at is None else bounds.stated(scene.numbers[at], scene.text)
    if says.low == says.high:
        value = float(says.low)
        if value - 0.5 <= low and high < value + 1.0:
            return "supported"
        return "refuted" if high < value - 0.6 or low >= value + 1.05 else _OPEN
    return says.held(Fraction(low).limit_denominator(1000), Fraction(high).limit_denominator(1000))


def _as(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“X's eleven years as chancellor”."""
    for pair in _joined(scene, match):
        yield from _length(
            scene, pair, match.start("n"), match["unit"].casefold().removesuffix("s"), match.start(), match.end()
        )


def _left(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“X stepped down in T”: told, decided and done may be months apart, so only other years speak against it."""
    if not scene.dates[match.start("a")].whole:
        return  # “in January”: of which year is not sure
    day = scene.dates[match.start("a")].when
    for pair in _joined(scene, match):
        if match["verb"].casefold() not in ("left office", "left the post", "stepped down") and not match["o"]:
            continue

        def judge(stretch: Stretch) -> Verdict:
            if stretch.until is None:
                return _OPEN
            if day.first <= stretch.until.first and stretch.until.last <= day.last:
                return "supported"
            return _OPEN if abs(stretch.until.first - day.last) < _HANDOVER else "refuted"

        yield from _decided(scene, pair, match.start(), match.end(), judge, f"until {day}")


def _came(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“X took office in T”."""
    if not scene.dates[match.start("a")].whole:
        return  # “in January”: of which year is not sure
    day = scene.dates[match.start("a")].when
    for pair in _joined(scene, match):
        yield from _decided(
            scene, pair, match.start(), match.end(), partial(_begin, day=day, chosen=False), f"from {day}"
        )


def _joined(scene: Scene, match: re.Match[str]) -> Iterator[Pair]:
    name = scene.named[match.start("h")]
    offices: tuple[Office, ...] = ()
    if match["o"]:
        office = scene.named[match.start("o")]
        offices = office.offices or tuple(
            sorted({o for p in name.people for o in scene.lexicon.held(p, office.wording)})
        )
    else:
        held = {Office(t.office, t.of) for p in name.people for t in scene.reference.terms_of(p)}
        offices = tuple(sorted(o for o in held if o.office != "effective leader"))
    if len(offices) == 1:
        yield Pair(
            name=name, printed=name.span.of(scene.text), people=name.people, offices=offices, how="clause", between="",
            start=match.start(), end=match.end(),
        )  # fmt: skip
