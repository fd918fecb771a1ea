"""How many joined, in how many rounds, and as which: “expanded six times since 2000”, “its 32nd member”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from hearsay.collate.checks import bounds
from hearsay.collate.checks.dated import period
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.members import (
    ENDS,
    TABLE,
    Tally,
    body_at,
    founder,
    joins,
    known,
    real,
    rounds,
    size,
    unconfirmed,
    with_founders,
)
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.ordinals import ordinal
from hearsay.model import Verdict
from hearsay.reference import Body, Membership, When, when
from hearsay.text import Span

TRIGGER = re.compile(
    r"enlarg|expan|times|twice|once|round|wave|add|join|admi|welcom|accept|acced|accession|gain|absorb|entr|enter|"
    r"newest|"
    r"latest|most recent|member|took in|taking in|taken in|adopt|brought in|bringing in|let in|grew|grown|swell|left|"
    r"quit",
    re.I,
)
_GROW = (
    r"(?:enlarged|expanded|grown|grew|widened|been (?:enlarged|expanded|widened)|was (?:enlarged|expanded|widened)|"
    r"opened its doors|taken in new members|took in new members|admitted new members|accepted new members)"
)
_TIMES = r"(?:(?P<few>once|twice|thrice)|<n:n> (?:\w+ )?times)"
_MORE = r"(?:(?:successive|separate|further|more|different|new) )?"
_ROUNDS = pattern(
    rf"(?:\b{_GROW}(?: its membership| eastwards?| to the east| itself)? {_TIMES}|\b(?P<fewb>once|twice|thrice) {_GROW}"
    rf"|<n:m> {_MORE}(?:rounds?|waves?) of (?:<body>(?:'s)? )?(?:\w+ )?(?:enlargement|expansion|accessions?|"
    r"admissions?)"
    rf"|<n:k> {_MORE}(?:<body> )?(?:enlargements|expansions|(?:enlargement|expansion|accession) (?:rounds?|waves?)))\b"
)
_KIND = (
    r"(?:(?:new|more|further|additional|other|former|extra|fresh|eastern|European|ex-communist|communist|Soviet|Baltic|"
    r"different|sovereign|independent|and|full) ?)*"
)
_NOUN = (
    r"(?:members?(?:[ -](?:states?|countries|nations))?|states?|countries|country|nations?|allies|republics?|"
    r"newcomers?|"
    r"entrants?)"
)
_ADDED = pattern(
    r"\b(?:taking in|took in|taken in|adding|added|admitting|admitted|welcoming|welcomed|accepting|accepted|absorbing|"
    r"absorbed|gaining|gained|letting in|let in|bringing in|brought in|incorporating|incorporated|attracted|attracting|"
    r"grew by|grown by|expanded by|enlarged by|swelled by|growing by|expanding by|picked up|picking up)"
    rf" (?:a (?:further|total of) |another )?(?P<what><n:n> {_KIND}(?:<demonym> )?(?P<noun>{_NOUN}|to its (?:ranks|"
    r"membership))?)(?![a-z])"
)
_JOINED = pattern(
    rf"<n:n> (?P<kind>{_KIND}){_NOUN}(?: [^,;.]{{0,24}}?|, [^;.]{{2,60}}?)?,?(?: (?:have|had|has|which|that|since))*"
    r" (?P<verb>joined|acceded to|entered|become members? of|became members? of|been admitted to|were admitted to|been "
    r"accepted into|signed up to|adopted|introduced|got into|came into|come into|left|quit|withdrawn from|"
    r"withdrew from)"
    rf"(?: the)? (?:<body:b>|<group:g>){ENDS}"
)
_ACCESSIONS = pattern(
    rf"\b(?:the (?:accession|admission|entry|joining) of|joined by|the arrival of) <n:n> {_KIND}{_NOUN}"
)
_ORDINAL = pattern(
    r"\b(?:(?:the|its|as|a) |(?:the )?(?:<body:o>|<group:p>)'s? )(?:the )?<ord:n> (?:and (?P<newest>newest|latest|"
    r"most recent) )?(?:full )?"
    r"(?:(?:<body:b>(?:'s)? )?(?:member(?: state| country| nation)?|state|country|nation|ally)(?: (?:of|in|"
    r"to (?:join|enter|adopt"
    r"|accede to)|(?:who|that|which) joined)(?: the)? (?:<body:c>|<group:g>))?)"
)
_NEWEST = pattern(
    r"\b(?:(?:the|its) |(?:<body:o>|<group:p>)'s? )(?P<which>newest|latest|most recent|youngest|"
    r"last) (?:(?:<body:b>(?:'s)? )?"
    r"(?:member(?: state| country| nation)?|country|state|nation|recruit|entrant|ally)(?: (?:of|in|to (?:join|enter|"
    r"adopt|accede to))"
    r"(?: the)? (?:<body:c>|<group:g>))?)"
)
_WORDS = {"once": 1, "twice": 2, "thrice": 3}
_NOT_ALL = re.compile(r"\b(?:eastern|european|communist|soviet|baltic|former|republics?|ex-communist)\b", re.I)
_LEAVING = ("left", "quit", "withdrawn from", "withdrew from")


def joined(scene: Scene) -> Iterator[Finding]:
    """Claims of how many joined a body, in how many rounds, and as which."""
    bodies = [n for n in (*scene.named.values(), *scene.earlier) if n.sort in ("body", "group")]
    if not TRIGGER.search(scene.text) or not bodies:
        return
    text = scene.masked
    for match in _ROUNDS.finditer(text):
        few = match["few"] or match["fewb"]
        at = next((match.start(g) for g in ("n", "m", "k") if match[g]), None)
        says = bounds.exactly(Fraction(_WORDS[few.casefold()])) if few else _says(scene, at)
        yield from _in_time(scene, match, _only_body(scene, match), says, rounds, "rounds of enlargement")
    for match in _ADDED.finditer(text):
        if match["noun"] or _only_rounds(scene):
            body = _only_body(scene, match)
            if not _NOT_ALL.search(match["what"]):
                yield from _in_time(scene, match, body, _says(scene, match.start("n")), joins, "states that joined")
    for match in _JOINED.finditer(text):
        body = _at(scene, match, "b", "g")
        if not _NOT_ALL.search(match[0]):
            leaving = match["verb"].casefold() in _LEAVING
            what = "states that left" if leaving else "states that joined"
            yield from _in_time(scene, match, body, _says(scene, match.start("n")), _left if leaving else joins, what)
    for match in _ACCESSIONS.finditer(text):
        if not _NOT_ALL.search(match[0]):
            says = _says(scene, match.start("n"))
            yield from _in_time(scene, match, _only_body(scene, match), says, joins, "states that joined")
    for match in _ORDINAL.finditer(text):
        yield from _which(scene, match)
    for match in _NEWEST.finditer(text):
        yield from _newest(scene, match)


def _says(scene: Scene, at: int | None) -> bounds.Stated | None:
    quantity = scene.numbers.get(at) if at is not None else None
    return bounds.stated(quantity, scene.text) if quantity and quantity.unit is None else None


def _at(scene: Scene, match: re.Match[str], *groups: str) -> Body | None:
    for group in groups:
        if match[group]:
            return body_at(scene, match.start(group))
    return None


def _only_body(scene: Scene, match: re.Match[str]) -> Body | None:
    """The one body that a sentence is about: the only one that it names or means."""
    found = {body_at(scene, at) for at, n in scene.named.items() if n.sort in ("body", "group")} - {None}
    if len(found) > 1:
        before = [n for n in scene.named.values() if n.body is not None and n.span.end <= match.start()]
        return before[-1].body if before and match.start() - before[-1].span.end < 12 else None
    if not found:
        last = [n.body for n in scene.earlier if n.body is not None]
        it = re.search(r"\b(?:it|its)\b", scene.masked[: match.end()], re.I)
        return last[-1] if it and last and len(set(last)) == 1 else None
    return found.pop()


def _only_rounds(scene: Scene) -> bool:
    return re.search(r"enlarg|expan|accession|rounds? of|waves? of|admi(?:t|ss)", scene.text, re.I) is not None


def _left(scene: Scene, body: Body, first: date, last: date) -> Tally:
    rows = scene.reference.left(body.name, first.isoformat(), last.isoformat())
    sure = sum(
        r.confirmed is not None and r.left is not None and first <= r.left.first and r.left.last <= last for r in rows
    )
    unsure = tuple(r for r in rows if not r.confirmed)
    return Tally(least=sure, most=len(rows) + len(unsure), rows=tuple(rows), open=unsure)


def _in_time(
    scene: Scene,
    match: re.Match[str],
    body: Body | None,
    says: bounds.Stated | None,
    tally: Callable[[Scene, Body, date, date], Tally],
    what: str,
) -> Iterator[Finding]:
    """A number of joinings in a stretch of time, held against the table for every way in which that can be meant."""
    if body is None or says is None or not real(scene, match.start(), match.end()):
        return
    over = period(scene, body.since.first if body.since else None)
    if over is None:
        if scene.now is None and re.search(r"\bsince\b", scene.text) and scene.dates:
            said = f"{what}: the day up to which is not known"
            yield _made(match, (Reading(said=said, verdict="not enough information"),), None, body, "not known", ())
        return
    readings: list[Reading] = []
    rows: list[Membership] = []
    found: list[str] = []
    for first, last in over.ways:
        if not known(scene, body, when(last.isoformat())):
            return
        got = tally(scene, body, first, last)
        counted = [(what, got)]
        if tally is joins and body.since is not None and first <= body.since.last:
            counted.append((f"{what}, founders with them", with_founders(scene, body, got)))
        for named, got in counted:
            verdict = says.held(got.least, got.most)
            shown = got.most - len(got.open)
            told = bounds.span_of(shown if got.open else got.least, shown)
            said = f"{named}: {body.name}, {first} to {last}: {told}{unconfirmed(got, verdict)}"
            readings.append(Reading(said=said, verdict=verdict))
            rows += [r for r in got.rows if r not in rows]
            found.append(told)
    yield _made(match, tuple(readings), " or ".join(dict.fromkeys(found)), body, over.said, tuple(rows))


def _made(
    match: re.Match[str],
    readings: tuple[Reading, ...],
    found: str | None,
    body: Body,
    as_of: str,
    rows: tuple[Membership, ...],
) -> Finding:
    return Finding(
        kind="count", span=Span(*match.span()), readings=tuple(dict.fromkeys(readings)), found=found,
        definition=body.definition, as_of=as_of, table=TABLE, rows=rows,
    )  # fmt: skip


def _which(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“its 32nd member”: how many there were once it had joined."""
    body = _at(scene, match, "b", "c", "g", "o", "p")
    its = match[0].casefold().startswith(("its ", "the ", "as "))
    if body is None and its and re.search(r"\bmember\b", match[0], re.I):
        body = _only_body(scene, match)
    if body is None or not real(scene, match.start(), match.end()):
        return
    number = ordinal(scene.text[match.start("n") : match.end("n")])
    row = joining(scene, body, match)
    if row is None or number < 3:
        return
    if founder(row, body) or row.joined.first != row.joined.last:
        return
    day = when(row.joined.text)
    tally = size(scene, body, day)
    together = sum(r.joined == row.joined and not r.continues for r in scene.reference.memberships[body.name])
    if tally is None or not row.confirmed:
        verdict: Verdict = "not enough information"
    else:
        verdict = bounds.exactly(Fraction(tally.most - together + 1), Fraction(tally.most)).held(number, number)
        verdict = "not enough information" if tally.open else verdict
    most = tally.most - len(tally.open) if tally else 0
    found = str(most) if together == 1 else f"{most - together + 1} to {most}"
    said = f"members of {body.name} on {day}, when {row.state} joined: {most}" + (
        f", {together} of whom joined that day" if together > 1 else ""
    )
    yield _made(match, (Reading(said=said, verdict=verdict),), found, body, str(day), (row,))


def joining(scene: Scene, body: Body, match: re.Match[str]) -> Membership | None:
    """The row of the one state of which a sentence tells that it joined."""
    states = [n for n in scene.named.values() if n.sort == "state"]
    rows = {
        row
        for n in states
        for s in n.states
        for row in scene.reference.memberships.get(body.name, ())
        if row.state == s.name and not row.continues
    }
    if len(rows) == 1 and len(states) >= 1:
        return rows.pop()
    near = [n for n in states if abs(n.span.start - match.end()) < 6 or abs(match.start() - n.span.end) < 16]
    some = {r for r in rows if any(s.name == r.state for n in near for s in n.states)}
    return some.pop() if len(some) == 1 else None


def _newest(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“the bloc's newest member”: nobody joined after it up to the day from which it is told."""
    body = _at(scene, match, "b", "c", "g", "o", "p") or _only_body(scene, match)
    day = scene.now
    if body is None or day is None or not known(scene, body, day) or not real(scene, match.start(), match.end()):
        return
    if re.search(
        r"\b(?:was|were|became|then|had)\b", scene.masked[max(0, match.start() - 24) : match.end() + 12], re.I
    ):
        return
    if match["which"].casefold() == "last" and " to " not in match[0]:
        return
    row = joining(scene, body, match)
    if row is None:
        return
    later: When = when(f"{row.joined.text[:10]}")
    after = [
        r
        for r in scene.reference.memberships[body.name]
        if not r.continues and r.joined.first > later.last and r.joined.first <= day.last
    ]
    refuted = any(r.confirmed and r.joined.last <= day.first for r in after)
    verdict: Verdict = (
        "refuted" if refuted else "supported" if row.confirmed and not after else "not enough information"
    )
    last = max([row, *after], key=lambda r: r.joined.first)
    every = sorted([row, *after], key=lambda r: (r.joined.first, r.state))
    found = ", ".join(f"{r.state}, {r.joined}" for r in every if r.joined == last.joined)
    said = f"last to join {body.name} up to {day}: {found}"
    yield _made(match, (Reading(said=said, verdict=verdict),), found, body, str(day), tuple(every))
