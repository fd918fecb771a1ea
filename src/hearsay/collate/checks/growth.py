"""How a body grew: “has doubled since 1990”, “grew from 15 to 25 members between 2003 and 2005”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from hearsay.collate.checks import bounds
from hearsay.collate.checks.counts import NOUN, body_of, printed
from hearsay.collate.checks.dated import period
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.members import TABLE, known, real, size
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.model import Verdict
from hearsay.reference import when
from hearsay.text import Span

TRIGGER = re.compile(r"doubl|trebl|tripl|quadrupl|\bfrom\b", re.I)
_OPEN: Verdict = "not enough information"
_TIMES = {"doubled": 2, "trebled": 3, "tripled": 3, "quadrupled": 4}
_MORE = pattern(
    r"(?:<body:b>|<group:g>|\bits membership|\bmembership of (?:the )?(?:<body:c>|<group:h>)|"
    r"\bthe number of (?:<body:d> )?"
    r"(?:members|member states|countries)(?: (?:of|in) (?:the )?(?:<body:e>|<group:i>))?)('s? membership)?"
    r"(?: has| have| had)? (?P<how>more than |almost |nearly |roughly |about )?(?P<times>doubled|trebled|tripled|"
    r"quadrupled)"
    r"(?P<of> in size| its membership| in membership| its size| the number of its members| its numbers)?"
)
_GREW = pattern(
    r"(?:(?:<body:b>|<group:g>)(?:'s? (?:membership|ranks))?|\bnumber of (?:<body:c> )?(?:members|member states|"
    r"states|countries)"
    r"(?: (?:of|in) (?:the )?(?:<body:d>|<group:h>))?)(?: has| have| had)? (?:grew|grown|expanded|enlarged|swelled|"
    r"swollen|risen|rose|gone|went|"
    r"increased|shrank|shrunk|fell|fallen|dropped|"
    rf"declined) from <n:x>(?: {NOUN})?(?: (?!to )[^,;.]{{0,20}}?)? to <n:y>\b"
)


def growth(scene: Scene) -> Iterator[Finding]:
    """Claims of how the number of a body's members changed."""
    if not TRIGGER.search(scene.text) or not any(n.sort in ("body", "group") for n in scene.named.values()):
        return
    for match in _MORE.finditer(scene.masked):
        yield from _times(scene, match)
    for match in _GREW.finditer(scene.masked):
        yield from _grown(scene, match)


def _times(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“has doubled”: the number at the end against the number at the beginning."""
    body = body_of(scene, match)
    worded = match["of"] or re.search(r"member|number", match[0], re.I)
    when_ = period(scene, body.since.first if body and body.since else None)
    if body is None or not worded or when_ is None or not real(scene, match.start(), match.end()):
        return
    times = _TIMES[match["times"].casefold()]
    how = (match["how"] or "").strip().casefold()
    readings, rows, found = [], [], []
    for first, last in when_.ways:
        start, end = when(first.isoformat()), when(last.isoformat())
        if not (known(scene, body, start) and known(scene, body, end)):
            return
        one, two = size(scene, body, start), size(scene, body, end)
        if one is None or two is None or one.least <= 0:
            return
        low, high = Fraction(two.least, max(one.most, 1)), Fraction(two.most, one.least)
        value = Fraction(times)
        if how == "more than":
            says = bounds.Stated(low=value + Fraction(1, 100), high=None, least=value, most=None)
        elif how in ("almost", "nearly"):
            says = bounds.Stated(low=value * Fraction(4, 5), high=value, least=value * Fraction(7, 10), most=value)
        else:
            says = bounds.Stated(
                low=value * Fraction(19, 20), high=value * Fraction(11, 10),
                least=value * Fraction(17, 20), most=value * Fraction(5, 4),
            )  # fmt: skip
        verdict = says.held(low, high)
        readings.append(
            Reading(
                said=(
                    f"members of {body.name} on {first}: {bounds.span_of(*printed(scene, body, start))}; "
                    f"on {last}: {bounds.span_of(*printed(scene, body, end))}"
                ),
                verdict=verdict,
            )
        )  # fmt: skip
        rows += [r for r in two.rows if r not in rows and r not in one.rows]
        found.append(f"{printed(scene, body, start)[1]} to {printed(scene, body, end)[1]}")
    yield Finding(
        kind="count", span=Span(*match.span()), readings=tuple(readings), found=" or ".join(dict.fromkeys(found)),
        definition=body.definition, as_of=when_.said, table=TABLE, rows=tuple(rows),
    )  # fmt: skip


def _grown(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“grew from 15 to 25 members”: both ends of the stretch of time."""
    body = body_of(scene, match)
    when_ = period(scene, body.since.first if body and body.since else None)
    if body is None or when_ is None or not real(scene, match.start(), match.end()):
        return
    low, high = (scene.numbers[match.start(g)] for g in ("x", "y"))
    if when_.since is None or when_.until is None:
        return
    if not (known(scene, body, when_.since) and known(scene, body, when_.until)):
        return
    start = when_.since
    if start == when_.until:  # in one year or month: from the day before it
        start = when((start.first - timedelta(days=1)).isoformat())
    one, two = size(scene, body, start), size(scene, body, when_.until)
    if one is None or two is None:
        return
    verdicts = {
        "supported"
        if quantity.high == quantity.low and tally.least <= quantity.low <= tally.most
        else says.held(tally.least, tally.most)
        for quantity, says, tally in (
            (low, bounds.stated(low, scene.text), one),
            (high, bounds.stated(high, scene.text), two),
        )
    }
    verdict: Verdict = "refuted" if "refuted" in verdicts else "supported" if verdicts == {"supported"} else _OPEN
    ends = [bounds.span_of(*printed(scene, body, day)) for day in (start, when_.until)]
    said = f"members of {body.name} in {start}: {ends[0]}; in {when_.until}: {ends[1]}"
    readings = [Reading(said=said, verdict=_OPEN if one.open or two.open else verdict)]
    rows = [r for r in two.rows if r not in one.rows]
    found = [f"{ends[0]}, then {ends[1]}"]
    yield Finding(
        kind="count", span=Span(*match.span()), readings=tuple(readings), found=" or ".join(dict.fromkeys(found)),
        definition=body.definition, as_of=when_.said, table=TABLE, rows=tuple(rows),
    )  # fmt: skip
