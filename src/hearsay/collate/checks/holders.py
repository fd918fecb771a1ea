"""Who held an office on a date: “In 1995 Chancellor X said”, “then-Chancellor X”, “X was chancellor in 2003”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.pairs import TABLE, Pair, alike, pairs, reaches, told
from hearsay.collate.checks.reach import definition
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.model import Verdict
from hearsay.reference import Office, Term, When
from hearsay.text import Span

_THEN = re.compile(r"\b(?:then|the then)[ -]$|\b(?:at the time|at that time|back then)\b", re.I)
_FRONT = pattern(
    r"^\W*(?:and |but |when )?(?:(?:early|late|back|already) )?(?:in|on|by|at|during)(?: (?:the|a|an|its|early|late|"
    r"mid)(?: [\w'-]+){0,5}?)?"
    r"(?: (?:of|in|on|dated))?[ -]<date:d>,? "
)
_AFTER = pattern(
    r"^,? (?:in|on|at|during|as of) (?:the year |early |late |mid-|the (?:spring|summer|autumn|winter|end|"
    r"start) of )?<date:d>"
)
_SOON = timedelta(days=730)
_YEARS = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_AS = re.compile(r"\bas (?:the |then |his country's |her country's )?$", re.I)
_LED_IN = pattern(r"^\W*(?:when [^,;.]{1,40} )?in <date:d>,? ")
_IF = re.compile(r"\b(?:if|unless|whether|imagine|suppose|had (?:he|she)|would|wish)\b", re.I)
_CHANGE = re.compile(  # told of a beginning or an end: `terms` asks for that
    r"\b(?:became|become|named|elected|appointed|stepped|resigned|left|quit|ousted|removed|dismissed|retired|sworn|"
    r"took|"
    r"succeed\w*|replaced|ceased|sacked)\b"
)
_CLAUSE = re.compile(r"\b(?:who|which|whose|that|because|since|after|before|until|former|ex|late)\b", re.I)
_NOW = re.compile(r"\b(?:current(?:ly)?|incumbent|present|sitting|now|today's)\b", re.I)
_COPULA = re.compile(r"\b(?:was|is|were|remained|stayed|still)\b", re.I)
_ANYWHERE = pattern(r"\b(?:in|on|at|during|of|from|dated) <date:d>")


def holders(scene: Scene) -> Iterator[Finding]:
    """Claims of who held an office on a date."""
    if not any(n.sort in ("office", "holder") for n in scene.named.values()):
        return
    for pair in pairs(scene):
        if pair.how == "led":
            yield from _led(scene, pair)
            continue
        if len(pair.offices) != 1 or _CHANGE.search(pair.between) or _IF.search(scene.masked[: pair.end]):
            continue
        found = _day(scene, pair)
        if found is not None:
            yield from _held(scene, pair, *found)


def _led(scene: Scene, pair: Pair) -> Iterator[Finding]:
    """“In 1989 X led the country”: by any of the offices that X held there."""
    after, front = _AFTER.match(scene.masked[pair.end :]), _LED_IN.match(scene.masked)
    if after is None and (front is None or front.end() > pair.start or pair.start - front.end() > 40):
        return
    at = pair.end + after.start("d") if after else front.start("d") if front else 0
    found = [
        f
        for office in pair.offices
        for f in _held(scene, replace(pair, offices=(office,)), scene.dates[at].when, "the date in the sentence")
    ]
    good = [f for f in found if f.verdict == "supported"]
    if good or len(found) == 1:
        yield (good or found)[0]


def _day(scene: Scene, pair: Pair) -> tuple[When, str] | None:
    """The date at which a pair is said to have been, and which that is; ``None`` where it is not told outright."""
    text = scene.masked
    rest, before = text[pair.end :], text[: pair.start]
    if re.match(r",? (?:from|between|until|since|for <|\(|–|till)", rest) or re.search(
        r"\b(?:former|ex-|late|future|an?|any|another)\W*$", before, re.I
    ):
        return None
    if pair.how == "title" and rest.startswith("'s"):
        return None
    if "?" in rest[-2:]:
        return None
    then = (
        _THEN.search(before[-24:]) or _THEN.search(pair.between) or re.match(r",? (?:at the time|at that time)\b", rest)
    )
    copula = (pair.how in ("clause", "reverse") and _COPULA.search(pair.between) is not None) or (
        pair.how == "reverse" and _AS.search(before) is not None
    )
    inside = pattern(r"\b(?:in|on|at|during|as of) (?:the year )?<date:d>").search(pair.between)
    after = _AFTER.match(rest)
    front = _FRONT.match(text)
    if front and not copula and not scene.dates[front.start("d")].whole:
        front = None
    if inside and copula:
        return scene.dates[pair.start + _offset(text, pair) + inside.start("d")].when, "the date in the sentence"
    if after and (copula or then or pair.how == "clause"):
        return scene.dates[pair.end + after.start("d")].when, "the date in the sentence"
    if front and front.end() <= pair.start + 1:
        gap = text[front.end() : pair.start]
        if not _CLAUSE.search(gap) and (then or copula or pair.how == "title") and len(gap) < 90:
            return scene.dates[front.start("d")].when, "the date in the sentence"
        if then and len(gap) < 160:
            return scene.dates[front.start("d")].when, "the date in the sentence"
    if then:
        near = [scene.dates[m.start("d")] for m in _ANYWHERE.finditer(text)]
        if len(set(_YEARS.findall(scene.text))) > 1:
            return None  # which of them it is of is open
        days = {d.when for d in near if d.whole}
        if len(days) == 1:
            return days.pop(), "the date in the sentence"
        return None
    if (copula and re.search(r"\bis\b", pair.between)) or (_NOW.search(before[-14:]) and pair.how == "title"):
        if scene.now is not None and not scene.dates:
            return scene.now, scene.now_is
    return None


def _offset(text: str, pair: Pair) -> int:
    return text.index(pair.between, pair.start) - pair.start


def _held(scene: Scene, pair: Pair, day: When, which: str) -> Iterator[Finding]:
    office = pair.offices[0]
    table = scene.reference.table(TABLE)
    if (
        table is None
        or day.last > table.as_of.last
        or (scene.now is not None and day.first > scene.now.last)  # nobody can say yet
    ):
        return
    at = scene.reference.holders(office, str(day))
    if not at and not any(scene.reference.terms.get(office, ())):
        return
    verdict, shown = _verdict(scene, pair, office, day, at)
    if shown is None:
        return
    plain = pair.between == " " and not _THEN.search(_before(scene, pair))
    if verdict == "refuted" and plain and _titled(scene, pair, day):
        return
    said = f"{office} for {day}, {which}: {'; '.join(told(t) for t in at) or 'not in the table'}"
    open_ones = "" if verdict != "not enough information" else _why_open(at)
    yield Finding(
        kind="office",
        span=Span(pair.start, pair.end),
        readings=(Reading(said=said + open_ones, verdict=verdict),),
        found="; ".join(told(t) for t in shown) or None,
        definition=definition(scene.reference, at or (shown or ())),
        as_of=str(day),
        table=TABLE,
        rows=tuple(dict.fromkeys([*shown, *at])),
    )


def _titled(scene: Scene, pair: Pair, day: When) -> bool:
    """Whether a plain title is that of the day of telling, or one that was about to be theirs."""
    for term in scene.reference.terms.get(pair.offices[0], ()):
        if term.holder in pair.people:
            now = scene.now is not None and term.since.first <= scene.now.last
            if now and (term.until is None or (scene.now is not None and scene.now.first <= term.until.last)):
                return True
            if timedelta() < term.since.first - day.last < _SOON:
                return True
    return False


def _before(scene: Scene, pair: Pair) -> str:
    return scene.masked[max(0, pair.start - 24) : pair.start]


def _why_open(at: tuple[Term, ...]) -> str:
    return "; not confirmed by a second place" if any(not t.confirmed for t in at) else ""


def _verdict(
    scene: Scene, pair: Pair, office: Office, day: When, at: tuple[Term, ...]
) -> tuple[Verdict, tuple[Term, ...] | None]:
    own = [t for t in at if t.holder in pair.people]
    sure = [t for t in own if t.since.last <= day.last and (t.until is None or day.first <= t.until.first)]
    if any(t.confirmed for t in sure):
        return "supported", tuple(t for t in sure if t.confirmed)
    if own:
        return "not enough information", tuple(own)
    if not pair.people and any(alike(pair.printed, t.holder) for t in scene.reference.terms.get(office, ())):
        return "not enough information", None
    if reaches(scene, office, day):
        return "refuted", at
    return "not enough information", at if at and pair.people else None
