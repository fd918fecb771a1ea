"""How many members: “NATO has 32 members”, “the 27-nation bloc”, “bringing the total to 30”, “has doubled since”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from hearsay.collate.checks import bounds
from hearsay.collate.checks.dated import as_of, moment
from hearsay.collate.checks.joins import joining
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.members import TABLE, Tally, body_at, founder, known, real, size, unconfirmed
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.model import Verdict
from hearsay.reference import Body, When, when
from hearsay.text import Span

TRIGGER = re.compile(
    r"member|nation|countr|state|allies|ally|strong|doubl|trebl|tripl|quadrupl|belong|bringing|econom|ranks", re.I
)
NOUN = (
    r"(?:(?:full|sovereign|independent) )?(?:member(?:s| states?| countries| nations)?|states|"
    r"countries|nations|allies|economies|governments|capitals|signatories)"
)
_BODY = r"(?:<body:b>(?: <group>)?|(?:the|its|this|that|a)? ?<group:g>)"
_NOW = r"(?: (?:now|currently|today|already|still|then|also|again|only|officially|presently))?"
# A verb or preposition between a body and the number of all its members; the first group tells of the past.
_VERBS = (
    rf"(?:{_NOW} (?:has|have|counts|comprises|includes|consists of|numbers|groups|unites|boasts|embraces|encompasses"
    r"|is (?:made up|composed) of|is (?:home to|an? (?:\w+ )?(?:of|with))|brings together|is an? (?:\w+ )?<group> of|"
    r"stands at|spans|links"
    r"|has (?:grown|expanded|swelled|risen|enlarged) to)"
    rf"|,? (?:which|that) (?:now |currently |today )?(?:has|counts|comprises|includes|numbers|groups)|,? with its"
    rf"|(?P<past>{_NOW} (?:had|counted|comprised|included|consisted of|numbered|grouped|united|boasted|embraced|"
    r"encompassed|was (?:made up|composed) of|brought together|stood at|spanned|linked"
    r"|(?:had )?(?:grew|grown|expanded|swelled|swollen|risen|rose|enlarged|shrank|shrunk) to)"
    r"|,? (?:which|that) (?:then |by then )?(?:had|counted|comprised|included|numbered|grouped)))"
)
_NOT_ALL = (
    r"(?! (?:that|who|which|whose|with|from|still|already|participating|taking|using|seeking|hoping|bordering|outside"
    r"|in favour|in favor|to have|not|meeting|spending|represented|affected|concerned|involved|on its|on the)\b"
    r"|[^,;.]{0,12} (?:more|further|additional)\b)"
)
_HAS = pattern(
    rf"{_BODY}(?:, (?:which|who|whose|a|an|the|with|founded|created|set up|now|after|joined|having|led|"
    rf"based)\b[^,;.]{{1,80}},)?{_VERBS} (?:between |from )?<n:n>{_NOW}(?: of)? (?P<noun>{NOUN})\b(?! (?:of|across|"
    rf"on|within|inside|from|outside|around|in (?!all\b|total\b|<date>))\b){_NOT_ALL}"
)
_HYPHENED = pattern(
    r"<n:n>[- ](?:member|nation|country|state|strong)(?:[- ]state|[- ]nation|[- ]country)?[- ](?:(?!of |in |the "
    r")[a-z-]+ ){0,2}?(?:<body:b>|<group:g>)"
)
_ALL = pattern(
    r"(?:(?P<all>\ball(?: of)?(?: the| its)? |\ball |\beach of (?:the|its) |\bevery one of (?:the|its) )|\bthe |"
    r"\bits |"
    rf"<body:o>'s? |<group:p>'s? )(?P<other>other )?<n:n> (?:current |existing |full )?"
    rf"(?:(?:<body:b>(?:'s)? ){NOUN}|{NOUN} (?:of|in|within|belonging to) (?:the )?(?:<body:c>|<group:g>)"
    rf"|(?P<bare>{NOUN}))\b{_NOT_ALL}"
)
_TOTAL = pattern(
    r"(?:\b(?:number of (?:<body:b>(?:'s)? |its |the <group:g>'s? )?(?:member(?:s| states| countries| nations)|states|"
    r"countries|nations|allies)(?: (?:of|in) (?:the )?(?:<body:c>|<group:h>))?|(?P<ms><body:d>'s?|<group:i>'s?|its|"
    r"total|the"
    r"|<body:e>)? ?(?:total )?membership(?: of (?:the )?(?:<body:f>|<group:j>))?|(?:its|their|<body:r>'s|"
    r"<group:s>'s) ranks)"
    r" (?:now |then |currently )?(?P<verb>stands at|is|(?:has|have) (?:risen|grown|swelled|swollen|increased|climbed|"
    r"gone up) to|stood at|was|rose to|grew to|went up to|"
    r"reached|increased to|climbed to|swelled to)"
    r"|\b(?P<bring>bringing|brought|brings|took|taking|taking|raised|raising|increasing|lifting|swelling|pushing) "
    r"(?:(?:the (?:total|overall |full )?(?:number|total|tally)(?: of [^,;.]{0,40}?)?)|(?:the |its )?(?:<body:k>'s? |"
    r"<group:l>'s? )?(?:total )?(?:membership|ranks)|it|them|the <group:m>|<body:q>|the \w+) (?:up )?to) <n:n>(?! per)"
)
_THERE = pattern(
    rf"(?:\bthere (?:are|(?P<past>were)){_NOW} <n:n> {NOUN} (?:of|in) (?:the )?(?:<body:b>|<group:g>)"
    rf"|<n:m>{_NOW} {NOUN} (?:now |currently |today )?(?:belong|make up|form|(?P<pasts>belonged|made up|formed))"
    rf"(?: to)? (?:the )?(?:<body:c>|<group:h>)"
    rf"|\bthe <body:f> of <n:q> {NOUN}(?! would| could)|\bwith (?:its )?<n:k> {NOUN},? (?:the )?(?:<body:d>|<group:i>)"
    rf"|<n:o> (?:countries|states|nations) (?:now |currently |today )?(?:use|share|have adopted|"
    rf"(?P<pastu>used|shared|had adopted)) the <body:e>)\b"
)
_FOUNDERS = pattern(
    r"(?:(?:<body:b>'s?|<group:g>'s?|\bthe|\bits) <n:n> (?:founding|founder|original|initial) (?:members?|states|"
    r"countries|"
    r"nations|signatories)(?: (?:states|countries|nations|of (?:the )?(?:<body:c>|<group:h>)))?"
    r"|\b(?:founded|set up|created|established|formed|signed) (?:in <date:d> )?by <n:m> (?:states|countries|nations|"
    r"governments|members))\b"
)
_GROWN_TO = re.compile(
    r"\b(?:grew|grown|expanded|swelled|swollen|risen|rose|enlarged|shrank|shrunk|reached|increased|climbed|went up|"
    r"br(?:ought|inging)|took|raised)\b",
    re.I,
)


def counts(scene: Scene) -> Iterator[Finding]:
    """Claims of how many members a body has or had."""
    if not TRIGGER.search(scene.text) or not any(n.sort in ("body", "group") for n in scene.named.values()):
        return
    text = scene.masked
    for match in _HAS.finditer(text):
        yield from _size(scene, match, match["past"] is not None)
    for match in _HYPHENED.finditer(text):
        yield from _phrase(scene, match, 0)
    for match in _ALL.finditer(text):
        owner = match["o"] or match["p"]
        if match["bare"] and not owner and not (match["all"] and "its" in match["all"]):
            continue
        yield from _phrase(scene, match, 1 if match["other"] else 0, some=not match["all"])
    for match in _TOTAL.finditer(text):
        past = bool(match["bring"]) or (
            match["verb"].casefold() not in ("stands at", "is") and not match["verb"].casefold().startswith("ha")
        )
        yield from _size(scene, match, past)
    for match in _THERE.finditer(text):
        yield from _size(scene, match, bool(match["past"] or match["pasts"] or match["pastu"]))
    for match in _FOUNDERS.finditer(text):
        yield from _founding(scene, match)


def body_of(scene: Scene, match: re.Match[str]) -> Body | None:
    """The body that a match names; for “its” and the like the one that the sentence named last."""
    for at in sorted({match.start(g) for g in match.re.groupindex if match[g] is not None}):
        if at in scene.named and scene.named[at].sort in ("body", "group"):
            return body_at(scene, at)
    before = [n for n in scene.named.values() if n.body is not None and n.span.end <= match.end()]
    return before[-1].body if before and len({n.body for n in before}) == 1 else None


def _number(match: re.Match[str]) -> int:
    return next(match.start(g) for g in ("n", "m", "k", "o", "q") if g in match.re.groupindex and match[g] is not None)


def _size(scene: Scene, match: re.Match[str], past: bool) -> Iterator[Finding]:
    body = body_of(scene, match)
    if body is None or not real(scene, match.start(), match.end()):
        return
    day, which = moment(scene, Span(*match.span()), past=past)
    if day is None and past and re.search(r"\b(?:then|at (?:the|that) time)\b", scene.masked, re.I):
        day, which = scene.told, "the date told last before"
    if past and _GROWN_TO.search(match[0]):
        row = joining(scene, body, match) if day is None or day.first != day.last else None
        if row is not None and row.joined.first == row.joined.last:
            day, which = row.joined, f"the day on which {row.state} joined"
        elif day is not None:
            day = when(day.last.isoformat())
    ways = [(day, which)]
    if not past and '"' in scene.masked and (other := as_of(scene, match.start())) not in (None, day):
        ways.append((other, "the date in the sentence"))  # it may be that of the quoted words
    yield from _held(scene, match, body, ways, 0)


def _phrase(scene: Scene, match: re.Match[str], others: int, *, some: bool = False) -> Iterator[Finding]:
    """A number inside a noun phrase, which has no tense: every date that it may be of has to agree."""
    body = body_of(scene, match)
    if body is None or not real(scene, match.start(), match.end()):
        return
    before = scene.masked[max(0, match.start() - 10) : match.start()]
    given, which = moment(scene, Span(*match.span()), past=True)
    fronted = re.match(r"\W*(?:In|On|By|At|As of|Until|During|Back in)\b", scene.masked) is not None
    ways: list[tuple[When | None, str]] = []
    if given is not None and scene.now is not None and given.first > scene.now.last:
        given = None
    if given is not None:
        ways.append((given, which))
    if not (fronted and given is not None):
        ways.append((scene.now, scene.now_is))
        if scene.told is not None:
            ways.append((scene.told, "the date told last before"))
    if re.search(r"\bthen[ -]", before, re.I):
        ways = [(day, which) for day, which in ways if day is not scene.now]
    quantity = scene.numbers.get(_number(match))
    for finding in _held(scene, match, body, ways, others):
        total = max((int(n) for n in re.findall(r"\d+", finding.found or "")), default=0)
        # “the two NATO allies” are two that were named before.
        if not (some and quantity is not None and 10 * quantity.low < 6 * total):
            yield finding


def _held(
    scene: Scene, match: re.Match[str], body: Body, ways: list[tuple[When | None, str]], others: int
) -> Iterator[Finding]:
    quantity = scene.numbers.get(_number(match))
    if quantity is None or quantity.unit not in (None,) or not ways:
        return
    says = bounds.stated(quantity, scene.text)
    readings, rows, found, days = [], [], [], []
    for day, which in ways:
        if day is None:
            readings.append(Reading(said=f"members of {body.name} on a day that is not known", verdict=_OPEN))
            continue
        if not known(scene, body, day):
            return
        tally = size(scene, body, day)
        if tally is None:
            return
        verdict = says.held(tally.least - others, tally.most - others)
        if verdict == "refuted" and day.first == day.last and _changing(scene, body, day, says, others):
            verdict = _OPEN  # on the day of a change either number goes round
        told = bounds.span_of(*printed(scene, body, day))
        less = f", {others} of them aside" if others else ""
        readings.append(
            Reading(
                said=f"members of {body.name} for {day}, {which}{less}: {told}{unconfirmed(tally, verdict)}",
                verdict=verdict,
            )
        )
        rows += [r for r in tally.rows if r not in rows]
        found.append(bounds.span_of(*(n - others for n in printed(scene, body, day))))
        days.append(str(day))
    start = match.start() if match.end() - match.start() < 60 else quantity.span.start
    yield Finding(
        kind="count",
        span=Span(start, match.end()),
        readings=tuple(readings),
        found=" or ".join(dict.fromkeys(found)) or None,
        definition=body.definition,
        as_of=" or ".join(dict.fromkeys(days)) or "not known",
        table=TABLE,
        rows=tuple(rows),
        timeline=False,
    )


def _changing(scene: Scene, body: Body, day: When, says: bounds.Stated, others: int) -> bool:
    """Whether the day before or after bears a number out."""
    for days in (-1, 1):
        near = size(scene, body, when((day.first + timedelta(days=days)).isoformat()))
        if near is not None and says.held(near.least - others, near.most - others) == "supported":
            return True
    return False


def printed(scene: Scene, body: Body, day: When) -> tuple[int, int]:
    """How many members the table gives for a date, at least and at most."""
    count = scene.reference.count(body.name, str(day))
    return (count.least, count.most) if count else (0, 0)


_OPEN: Verdict = "not enough information"


def _founding(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    body = body_of(scene, match)
    if body is None or body.since is None or not real(scene, match.start(), match.end()):
        return
    if not known(scene, body, body.since):
        return
    rows = tuple(r for r in scene.reference.memberships[body.name] if founder(r, body))
    quantity = scene.numbers[match.start("n") if match["n"] else match.start("m")]
    sure = sum(r.confirmed is not None for r in rows)
    verdict = bounds.stated(quantity, scene.text).held(sure, 2 * len(rows) - sure)
    tally = Tally(least=sure, most=len(rows), rows=rows, open=tuple(r for r in rows if not r.confirmed))
    said = f"members of {body.name} from its first day, {body.since}: {len(rows)}{unconfirmed(tally, verdict)}"
    yield Finding(
        kind="count", span=Span(*match.span()), readings=(Reading(said=said, verdict=verdict),), found=str(len(rows)),
        definition=body.definition, as_of=str(body.since), table=TABLE, rows=rows,
    )  # fmt: skip
