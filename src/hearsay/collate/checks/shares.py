"""Shares and changes with both ends given: “22 of the 40, or 55 per cent”, “rose by a quarter from 40 to 50”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hearsay.collate.checks import bounds
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.calendar import NUMBERS
from hearsay.language.quantities import Quantity
from hearsay.model import Verdict
from hearsay.text import Span

TABLE = "arithmetic"
DEFINITION = "Arithmetic on the numbers of the sentence itself; a rounded share may be off by half its last digit."
PART = re.compile(
    r"\b(?:(?:an? |one[ -])(?P<one>half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|(?P<many>two|"
    r"three|four|five|seven|nine|\d)[ -]"
    r"(?P<parts>thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths)|(?P<half>half)(?! an? (?:dozen|"
    r"million|billion|hour|day|year|century))"
    r"|(?P<a>one|two|three|four|five|six|seven|eight|nine|\d) (?:in|out of) (?:every )?(?P<b>two|three|four|five|six|"
    r"seven|eight|nine|ten|\d|10|20|100))\b(?![ -](?:year|hour|dozen))",
    re.IGNORECASE,
)
_UNDER = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
          "ninth": 9,
          "tenth": 10}  # fmt: skip
TRIGGER = re.compile(
    r"%|\bper ?cent|\bhalf\b|\bhalv|thirds?\b|quarters?\b|fifths?\b|tenths?\b|eighths?\b|sixths?\b|majority|\bmost\b|"
                     r"\b(?:in|out of) (?:every )?(?:\d+|two|three|four|five|six|ten)\b|doubl|trebl|tripl|"
                     r"\bfrom\b", re.I)  # fmt: skip
_PER = r"(?: ?%| per ?cent\b)"
_OF = r"(?:of|out of|among)(?: the| its| their| all| all the| those| these| his| her| a total of)?"
_NOUN = r"(?: [a-z][\w'-]*(?: [\w'-]+){0,6}?)??"
_OR = (
    r"(?:,| [–—-]|:| \(|,? or|,? that is|,? which is|,? i\.e\.|,? meaning|,? some|,? making up|,? equal to)+"
    r",? ?(?:or |that is,? |equivalent to |just |exactly |nearly |about )*"
)
# After a number or a share that stands for the whole phrase: no noun of its own.
_ENDS = r"(?=[,.;:)–—]|$| (?:in all|in total|altogether|were|was|are|is|have|has|had|voted|said|went|came|did|who)\b)"
_COUNTED = pattern(
    rf"<n:a>{_NOUN} {_OF} <n:w>{_NOUN}(?:{_OR})(?P<how>more than |less than |over |under |just over |just under |"
    rf"almost )?(?:<n:p>{_PER}|(?:an? )?<part:f>(?P<super>[ -]majority)?{_ENDS})(?! (?:more|less|fewer|higher|lower|"
    r"of))"
)
_SHARED = pattern(rf"(?:<n:p>{_PER}|<part:f>),? {_OF} <n:w>{_NOUN}(?:{_OR})<n:a>{_ENDS}")
_PERCENT_OR = pattern(rf"<n:p>{_PER}(?:{_OR})<n:a> {_OF} <n:w>")
_VOTED = pattern(
    rf"(?P<how>more than |over |almost |nearly |just over |just under |less than |exactly )?(?:<n:p>{_PER}|"
    rf"<part:f>) {_OF} <n:w>{_NOUN},? (?:\(|–|—|:) ?<n:a>"
)
_OF_THEM = pattern(
    rf"\b{_OF} <n:w>{_NOUN},? (?:only |just |some )?<n:a>{_NOUN}(?:,? or |,? \(| [–—] ?)+(?:about |some |"
    rf"nearly )?<n:p>{_PER}"
)
_MOST = pattern(
    rf"(?:<n:a>{_NOUN} {_OF} <n:w>{_NOUN}(?:,| [–—-]| \(|:) ?(?P<no>not |short of |less than |"
    r"just short of )?(?:an? )(?:simple |clear |narrow |absolute |slim |bare |comfortable )?majority"
    rf"|\b(?:a (?:simple |clear |narrow |absolute |slim |bare )?majority|most) {_OF} <n:u>{_NOUN}(?:,| [–—-]| \(|"
    rf":) ?<n:b>{_ENDS})"
)
_UP = (
    "rose|risen|rise|rising|increased|increasing|grew|grown|growing|climbed|jumped|soared|swelled|gained|went up|"
    "surged|expanded|widened"
)
_DOWN = (
    "fell|fallen|falling|dropped|declined|shrank|shrunk|decreased|slumped|plunged|went down|cut|reduced|slid|sank|"
    "tumbled|narrowed"
)
_BY = rf"(?:<n:p>{_PER}|<part:f>|<n:d>(?: [a-z]+){{0,2}})"
_CHANGED = pattern(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?: [a-z]+){{0,3}}? (?:by )?(?:more than |nearly |about |almost |"
    rf"over )?{_BY}(?:,| [a-z]+){{0,5}}? from <n:a>(?P<gap>(?: [a-z]+){{0,3}}?) to <n:b>(?!{_PER})"
)
_FROM_TO = pattern(
    rf"\bfrom <n:a>(?P<gap>(?: [a-z]+){{0,3}}?) to <n:b>(?P<gapb>(?: [a-z]+){{0,5}}?)(?:,| [–—-]|"
    r" \(),? ?(?:that is,? )?(?:(?:an?|the) )?(?:(?P<up>increase|rise|gain|growth|jump|up)|(?P<down>fall|drop|"
    rf"decline|decrease|cut|reduction|loss|down))(?: of| by)? {_BY}"
)
_FROM_TO_IS = pattern(
    rf"\bfrom <n:a>(?P<gap>(?: [a-z]+){{0,3}}?) to <n:b>(?P<gapb>(?: [a-z]+){{0,5}}?)(?:,| [–—-]| \(),? ?(?:or |"
    rf"that is,? )?(?:an? |the )?{_BY}[ -](?:(?P<up>increase|rise|gain|growth|jump|more|higher)|(?P<down>fall|drop|"
    r"decline|decrease|cut|reduction|loss|less|fewer|lower))"
)
_FACTOR = pattern(
    r"\b(?P<how>more than |almost |nearly |about )?(?P<times>doubled|trebled|tripled|quadrupled|"
    r"halved)(?: [a-z]+){0,3}?,? from <n:a>(?P<gap>(?: [a-z]+){0,3}?) to <n:b>"
)
_TIMES = {
    "doubled": Fraction(2),
    "trebled": Fraction(3),
    "tripled": Fraction(3),
    "quadrupled": Fraction(4),
    "halved": Fraction(1, 2),
}


_EACH = re.compile(r"\b(?:a|per|each|every) (?:year|month|week|day|quarter)\b|annual|yearly|monthly", re.I)


def part(match: re.Match[str]) -> Fraction:
    """The value of a fraction in words.

    >>> [str(part(m)) for m in PART.finditer("three quarters, two in five, a third, half")]
    ['3/4', '2/5', '1/3', '1/2']
    """
    if match["one"]:
        return Fraction(1, _UNDER[match["one"].casefold()])
    if match["many"]:
        return Fraction(_small(match["many"]), _UNDER[match["parts"].casefold().removesuffix("s")])
    if match["half"]:
        return Fraction(1, 2)
    return Fraction(_small(match["a"]), max(1, _small(match["b"])))


def _small(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.casefold()]


def shares(scene: Scene) -> Iterator[Finding]:
    """Claims of shares and changes of which both ends stand in the sentence."""
    if len(scene.numbers) < 2 or not TRIGGER.search(scene.text):
        return
    text = scene.masked
    done: list[Span] = []
    for rule in (_COUNTED, _OF_THEM, _SHARED, _PERCENT_OR, _VOTED):
        for match in rule.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(d) for d in done):
                done.append(span)
                yield from _share(scene, match)
    for match in _MOST.finditer(text):
        yield from _majority(scene, match)
    for rule in (_CHANGED, _FROM_TO, _FROM_TO_IS):
        for match in rule.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(d) for d in done):
                done.append(span)
                yield from _change(scene, match)
    for match in _FACTOR.finditer(text):
        yield from _factor(scene, match)


def _plain(scene: Scene, match: re.Match[str], *groups: str) -> list[Quantity] | None:
    """The numbers of a match if each is exact and all are of one unit."""
    found = [scene.numbers[match.start(g)] for g in groups]
    return found if all(q.low == q.high for q in found) and len({q.unit for q in found}) == 1 else None


def _share(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    both = _plain(scene, match, "a", "w")
    if both is None or both[1].low <= 0 or both[0].low > both[1].low:
        return
    a, w = both[0].low, both[1].low
    value = 100 * a / w
    if match["p"]:
        quantity = scene.numbers[match.start("p")]
        verdict = _rounded(quantity, value, scene.text)
        meant = f"{bounds.number(quantity.low)}% of {bounds.number(w)} is {bounds.number(quantity.low * w / 100)}"
    else:
        fraction = scene_part(scene, match.start("f"))
        most = "super" in match.re.groupindex and match["super"]
        verdict = (
            ("supported" if a >= fraction * w else "refuted") if most else _near(fraction, a, w, _how(scene, match))
        )
        meant = f"{fraction} of {bounds.number(w)} is {bounds.number(fraction * w)}"
    found = f"{bounds.number(a)} of {bounds.number(w)} is {bounds.number(value)}%; {meant}"
    yield _made(match, found, verdict)


def scene_part(scene: Scene, at: int) -> Fraction:
    """The value of the fraction that begins at a place."""
    found = PART.match(scene.text.replace("’", "'"), at)
    return part(found) if found else Fraction(0)


def _how(scene: Scene, match: re.Match[str]) -> str:
    at = match.start("f")
    before = re.search(
        r"\b(more than|over|just over|less than|under|just under|nearly|almost|about|around|roughly|some) $",
        scene.masked[:at],
        re.I,
    )
    return before[1].casefold() if before else ""


def _rounded(quantity: Quantity, value: Fraction, text: str) -> Verdict:
    """A share as stated against the exact one: half its last digit is rounding, a whole one more or less is open."""
    hedge = text[quantity.span.start : quantity.figure.start].strip()
    if hedge or quantity.low != quantity.high:
        return bounds.stated(quantity, text).held(value, value)
    grain = min(Fraction(1), quantity.grain)
    if abs(value - quantity.low) <= grain / 2:
        return "supported"
    near = max(grain, quantity.grain / 2)  # “130 per cent” may be rounded to tens
    return "not enough information" if abs(value - quantity.low) < near else "refuted"


def _near(fraction: Fraction, a: Fraction, w: Fraction, how: str) -> Verdict:
    exact = fraction * w
    if how in ("more than", "over"):
        return "supported" if a > exact else "refuted"
    if how == "just over":
        return "refuted" if a <= exact else "supported" if a < exact * Fraction(6, 5) else "not enough information"
    if how in ("less than", "under"):
        return "supported" if a < exact else "refuted"
    if how in ("nearly", "almost", "just under"):
        return (
            "refuted"
            if a >= exact or a < exact * Fraction(3, 4)
            else "supported"
            if a >= exact * Fraction(17, 20)
            else "not enough information"
        )
    off = abs(a - exact)
    if how:
        return (
            "supported"
            if off <= max(Fraction(1), exact / 10)
            else "refuted"
            if off > exact / 4
            else "not enough information"
        )
    if off < 1:
        return "supported"
    return "refuted" if off > max(Fraction(1), w / 50) else "not enough information"


def _majority(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    both = _plain(scene, match, "a", "w") if match["a"] else _plain(scene, match, "b", "u")
    if both is None or both[1].low <= 0 or both[0].low > both[1].low:
        return
    a, w = both[0].low, both[1].low
    more = 2 * a > w
    verdict: Verdict = "supported" if more != bool(match["a"] and match["no"]) else "refuted"
    yield _made(
        match,
        f"{bounds.number(a)} of {bounds.number(w)} is {bounds.number(100 * a / w)}%; a majority is "
        f"{bounds.number(w // 2 + 1)} or more",
        verdict,
    )


def _change(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    if re.search(r"\b(?:for|in|at|among|and|while) (?:the )?\w+ing|\bpeak|\bhigh\b|\blow\b", match["gap"]):
        return
    both = _plain(scene, match, "a", "b")
    if both is None or both[0].low <= 0 or _EACH.search(match[0]):
        return
    a, b = both[0].low, both[1].low
    shares_ = re.match(r" ?%| per ?cent| percent", scene.masked[match.end("a") : match.end("a") + 9])
    if shares_ and not (match["d"] and " points" in match[0] + scene.masked[match.end() : match.end() + 20]):
        return  # of percentages: points or per cent is open
    by, sign = abs(b - a), (1 if match["up"] else -1)
    value = 100 * by / a
    found = f"from {bounds.number(a)} to {bounds.number(b)} is {bounds.number(by)}, {bounds.number(value)}%"
    if (b > a) != (sign > 0):
        verdict: Verdict = "refuted" if a != b else "not enough information"
    elif match["p"]:
        quantity = scene.numbers[match.start("p")]
        verdict = _rounded(quantity, value, scene.text)
        found += f"; {bounds.number(quantity.low)}% makes {bounds.number(a + sign * a * quantity.low / 100)}"
    elif match["f"]:
        fraction = scene_part(scene, match.start("f"))
        grain = max(both[0].grain, both[1].grain)
        verdict = _near(fraction, by, a, _how(scene, match)) if by - fraction * a else "supported"
        if verdict == "refuted" and abs(by - fraction * a) <= grain / 2:
            verdict = "not enough information"
        found += f"; {fraction} makes {bounds.number(a + sign * a * fraction)}"
    else:
        quantity = scene.numbers[match.start("d")]
        if quantity.unit not in (None, both[0].unit):
            return
        verdict = bounds.stated(quantity, scene.text).held(by, by)
        if verdict == "refuted" and abs(by - quantity.low) <= max(both[0].grain, both[1].grain, quantity.grain):
            verdict = "supported" if by == quantity.low else "not enough information" if quantity.grain > 1 else verdict
    yield _made(match, found, verdict)


def _factor(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    both = _plain(scene, match, "a", "b")
    if both is None or both[0].low <= 0:
        return
    a, b = both[0].low, both[1].low
    times = _TIMES[match["times"].casefold()]
    ratio, how = b / a, (match["how"] or "").strip().casefold()
    if how == "more than":
        verdict: Verdict = "supported" if (ratio > times) == (times > 1) and ratio != times else "refuted"
    elif how:
        off = abs(ratio / times - 1)
        verdict = (
            "supported" if off <= Fraction(1, 10) else "refuted" if off > Fraction(1, 4) else "not enough information"
        )
    else:
        off = abs(ratio / times - 1)
        verdict = (
            "supported" if off <= Fraction(1, 25) else "refuted" if off > Fraction(3, 20) else "not enough information"
        )
    yield _made(match, f"from {bounds.number(a)} to {bounds.number(b)} is {bounds.number(ratio)} times", verdict)


def _made(match: re.Match[str], found: str, verdict: Verdict) -> Finding:
    return Finding(
        kind="sum", span=Span(*match.span()), readings=(Reading(said=found, verdict=verdict),), found=found,
        definition=DEFINITION, as_of="the sentence itself", table=TABLE,
    )  # fmt: skip
