"""Who belongs to a body: “Finland joined NATO in 2023”, “a member since 2004”, “Sweden is not a member of the EU”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from hearsay.collate.checks.dated import moment
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.members import ENDS, TABLE, body_at, founder, known, real
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.model import Verdict
from hearsay.reference import Body, Membership, When
from hearsay.text import Span

TRIGGER = re.compile(
    r"member|join|acced|accession|enter|entr|left|leav|quit|withdr|belong|admitted|adopt|part of|ally|use|using|"
    r"introduc| in |inside|outside",
    re.I,
)
_STATES = r"(?P<states><state>(?:(?:, and |, | and | as well as |, along with | along with )(?:the )?<state>)*)"
_IN = rf"(?:<body:b>|the <group:g>){ENDS}"
_CLAUSE = r"(?:,? (?:which|who|that))?"
_JOINED = pattern(
    rf"{_STATES}(?:, [^,;.]{{1,50}},)?{_CLAUSE}(?: (?:both|all|only|finally|formally|officially|itself|first|also|"
    r"later|then|"
    r"have|has|had|having|was|were))*,? (?P<verb>joined|join|joins|joining|acceded to|entered|enters|became (?:an? |"
    r"full |a full )?(?:\w+ )?members? of|"
    r"admitted (?:to|into)|accepted into|adopted|adopts|introduced|signed up to|taken into|left|quit|leaves|quits|"
    r"withdrew from|pulled out of|ceased to "
    rf"be an? member of) (?:the )?{_IN}"
)
_OF = pattern(
    r"\b(?P<verb>(?:accession|admission|entry|joining|withdrawal|departure|"
    r"exit)) (?:of (?:the )?(?P<states><state>(?:(?:, and |, | and )(?:the )?"
    r"<state>)*) (?:to|into|from) (?:the )?(?:<body:b>|the <group:g>)|(?:to|into|from) (?:the )?(?:<body:c>|"
    r"the <group:h>) of (?P<more><state>))"
)
_ITS = pattern(
    rf"{_STATES}'s? (?P<verb>accession to|admission to|entry into|entry to|joining of|withdrawal from|departure from|"
    rf"exit from) (?:the )?{_IN}"
)
_ADVERBS = r"(?: (?:still|now|already|currently|both|all|also|itself|then|yet))*"
_BE = r"is|are|was|were|has been|have been|had been|became|remains|remained"
_WHO = rf"{_STATES}(?:, [^,;.]{{1,40}},)?{_CLAUSE}"
_MEMBER = pattern(
    rf"{_WHO}(?P<be>,| (?:{_BE})| \((?=an? )){_ADVERBS}(?P<not> not| never| no longer| not yet|"
    rf"n't)?{_ADVERBS}(?: been)?"
    r"(?: (?:an? |the only |among the |one of the )?(?:(?!not)\w+[ -])?)??(?:(?:(?:members?|member states?|"
    r"member countries|part) "
    rf"(?:of|in)| in| inside| outside) (?:the )?{_IN}|(?:an? |the )?(?:<body:c>(?:'s)?) (?:members?|member states?|"
    r"member countries|"
    r"states?|country|nation|ally|allies))(?![a-z])"
)
_BELONGS = pattern(
    rf"{_WHO}(?P<be>{_ADVERBS} (?:belongs?|uses?|(?:has|have) (?:belonged|used))|(?P<past>{_ADVERBS} (?:belonged|"
    r"used))) (?:to )?"
    rf"(?:the )?{_IN}"
)
_NEVER = pattern(
    rf"{_WHO}(?: has| have| had)?(?P<not> never)(?P<be>) (?:joined|acceded to|entered|belonged to|"
    rf"adopted) (?:the )?{_IN}"
)
_APART = re.compile(
    r" (?:not |now |still |already |also |itself |both |all )?(?:an?|the only|one of|both|all|itself|not|never|"
    r"no longer|themselves)\b",
    re.I,
)
_RANGE = pattern(r"^,? ?\(?(?:from |between |in )?<date:a> ?(?:to|until|till|and|through|–|-) ?<date:b>")
_UNTIL = pattern(r"^,? (?:until|till|up to) <date:b>")
_TITLE = pattern(
    r"(?P<non>\bnon-)?(?<![\w-])<body:b> (?:member|ally|member state|"
    r"member country)s?,? (?P<states><state>(?:(?:, and |, | and )(?:the )?<state>)*)"
)
_HAS_LEFT = ("left", "quit", "leaves", "quits", "withdrew from", "pulled out of", "withdrawal", "departure", "exit")
_WHEN = pattern(
    r"^(?:[^;.]{0,40}?)[ ,(](?:(?P<prep>in|on|since|from|until|till|up to|after|before|during|by) )(?:the year |"
    r"early |late |mid-)?(?P<day><date>)"
)
_FRONT = pattern(r"^\W*(?:and |but )?(?P<prep>in|on|since|during|by|back in|until|before|after) (?P<day><date>)")
_SINCE = pattern(r"^(?:[^;.]{0,24}?)[ ,(]since (?P<day><date>)")
_DAYS = timedelta(days=400)


def memberships(scene: Scene) -> Iterator[Finding]:
    """Claims that a state is, was, became or is not a member of a body."""
    if not TRIGGER.search(scene.text) or not any(n.sort == "state" for n in scene.named.values()):
        return
    text = scene.masked
    for rule in (_JOINED, _ITS, _OF):
        for match in rule.finditer(text):
            yield from _came(scene, match)
    for rule in (_MEMBER, _BELONGS, _NEVER, _TITLE):
        for match in rule.finditer(text):
            body = _body(scene, match)
            if rule is _BELONGS and "use" in match["be"].casefold() and (body is None or body.name != "euro area"):
                continue
            yield from _was(scene, match)


def _body(scene: Scene, match: re.Match[str]) -> Body | None:
    for group in ("b", "g", "c", "h"):
        if group in match.re.groupindex and match[group]:
            return body_at(scene, match.start(group))
    return None


def _rows(scene: Scene, match: re.Match[str], body: Body) -> list[tuple[str, tuple[Membership, ...]]]:
    """Each state of the match with its rows; nothing where one of them can mean two."""
    out = []
    start, end = match.span("states") if match["states"] else match.span("more")
    for at, named in scene.named.items():
        if start <= at < end and named.sort == "state":
            if len(named.states) != 1:
                return []
            state = named.states[0].name
            out.append((state, scene.reference.membership(body.name, state)))
    return out


def _dated(scene: Scene, match: re.Match[str]) -> tuple[When | None, str]:
    """The date that goes with what a match tells, with its preposition."""
    rest = scene.masked[match.end() :]
    if (found := _WHEN.match(rest)) is not None and scene.dates[match.end() + found.start("day")].whole:
        return scene.dates[match.end() + found.start("day")].when, found["prep"].casefold()
    if (
        (found := _FRONT.match(scene.masked)) is not None
        and found.end() <= match.start()
        and scene.dates[found.start("day")].whole
    ):
        return scene.dates[found.start("day")].when, found["prep"].casefold().removeprefix("back ")
    return None, ""


def _came(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“X joined B in T”, “X left B”."""
    body = _body(scene, match)
    verb = match["verb"].casefold()
    leaving = verb.removesuffix(" from") in _HAS_LEFT or verb.startswith("ceased") or verb in _HAS_LEFT
    if body is None or not real(scene, match.start(), match.end()) or verb in ("join", "joining"):
        return
    if verb in ("adopted", "adopts", "introduced") and body.name != "euro area":
        return
    day, prep = _dated(scene, match)
    told = day
    if day is None or prep in ("since", "after", "before", "by", "until", "till", "up to", "from"):
        return
    if told is None or not known(scene, body, when_last(told, body)):
        return
    states = _rows(scene, match, body)
    verdicts, found, used = [], [], []
    for state, rows in states:
        own = [r for r in rows if not r.continues or r.state == state]
        verdict, value = _then(own, told, leaving, body)
        verdicts.append(verdict)
        found.append((state, value))
        used += own
    if not verdicts:
        return
    word = "left" if leaving else "joined"
    said = "; ".join(f"{state} {word} {body.name}: {value}" for state, value in found)
    values = found[0][1] if len(found) == 1 else "; ".join(f"{state} {value}" for state, value in found)
    yield _made(match, body, said, _all(verdicts), values, str(told), used)


def when_last(day: When, body: Body) -> When:
    """A day on which the table can be asked: for the first days of a body, those from its founding on."""
    return body.since if body.since is not None and day.last < body.since.first else day


def _then(rows: list[Membership], told: When, leaving: bool, body: Body) -> tuple[Verdict, str]:
    ends = [(r, r.left if leaving else r.joined) for r in rows]
    days = [(r, d) for r, d in ends if d is not None]
    if not days:
        if leaving:
            sure = bool(rows) and all(r.confirmed for r in rows)
            return ("refuted" if sure else "not enough information"), "no"
        return "refuted", "not a member"
    value = " and ".join(str(d) for _, d in days)
    if any(r.confirmed and told.first <= d.first and d.last <= told.last for r, d in days):
        return "supported", value
    if not all(r.confirmed for r, _ in days) or any(_meet(d, told) for _, d in days):
        return "not enough information", value
    if not leaving and any(founder(r, body) for r, _ in days):  # signed, ratified, in force: founders have many days
        return "not enough information", value
    if leaving and any(abs(d.first - told.last) < _DAYS for _, d in days):  # told, decided, in force
        return "not enough information", value
    return "refuted", value


def _meet(one: When, other: When) -> bool:
    return one.first <= other.last and other.first <= one.last


def _was(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“X is a member of B”, “X, a B member since T”, “X is not in B”."""
    body = _body(scene, match)
    groups = match.re.groupindex
    outside = re.search(r"\boutside\b", match[0]) is not None
    negated = outside or bool("not" in groups and match["not"]) or bool("non" in groups and match["non"])
    be = match["be"].strip().casefold() if "be" in groups and match["be"] else ""
    if be == "," and not _APART.match(scene.masked[match.end("be") :]):
        return  # “Japan, China, and members of the EU” are three
    start = match.start() if not negated else match.start() - 1
    if body is None or not (real(scene, start, match.end()) or (negated and _plain(scene, match))):
        return
    states = _rows(scene, match, body)
    since = _SINCE.match(scene.masked[match.end() :])
    if since is not None or be == "became":
        if negated:
            return
        day = scene.dates[match.end() + since.start("day")].when if since else _dated(scene, match)[0]
        if day is None or not known(scene, body, when_last(day, body)):
            return
        verdicts, found, used = [], [], []
        for state, rows in states:
            own = [r for r in rows if not r.continues or r.state == state]
            verdict, value = _then(own, day, False, body)
            verdicts.append(verdict)
            found.append((state, value))
            used += own
        if verdicts:
            said = "; ".join(f"{state} joined {body.name}: {value}" for state, value in found)
            value = found[0][1] if len(found) == 1 else "; ".join(f"{s} {v}" for s, v in found)
            yield _made(match, body, said, _all(verdicts), value, str(day), used)
        return
    rest = scene.masked[match.end() :]
    if (ends := _RANGE.match(rest) or _UNTIL.match(rest)) is not None:
        if not negated:
            yield from _stayed(scene, match, ends, body)
        return
    past = bool("past" in groups and match["past"]) or be in ("was", "were", "had been", "remained")
    later, prep = _dated(scene, match)
    if later is not None and prep in ("in", "on", "during", "by"):
        day, which = later, "the date in the sentence"
    else:
        day, which = moment(scene, Span(*match.span()), past=True) if past else (scene.now, scene.now_is)
        if not past and scene.dates and "be" in groups and be == ",":
            return  # an aside in a sentence about another day
    if prep in ("until", "till", "up to", "before", "after", "from", "since"):
        return
    if day is None or not known(scene, body, day) or not states:
        if day is None and not past and states and scene.now is None:
            said = f"members of {body.name} on a day that is not known"
            yield _made(match, body, said, "not enough information", None, "not known", [])
        return
    verdicts, used, values = [], [], []
    for state, rows in states:
        verdict, value = _on(rows, day, state)
        if negated:
            verdict = _turned(verdict)
        verdicts.append(verdict)
        values.append((state, value))
        used += list(rows)
    said = "; ".join(f"{state} in {body.name} for {day}, {which}: {value}" for state, value in values)
    found_ = values[0][1] if len(values) == 1 else "; ".join(f"{s} {v}" for s, v in values)
    yield _made(match, body, said, _all(verdicts), found_, str(day), used)


def _stayed(scene: Scene, match: re.Match[str], found: re.Match[str], body: Body) -> Iterator[Finding]:
    """“X was a member from A to B”, “until B”."""
    first = scene.dates[match.end() + found.start("a")].when if "a" in found.re.groupindex else None
    last = scene.dates[match.end() + found.start("b")].when
    if not known(scene, body, last):
        return
    verdicts: list[Verdict] = []
    told, used = [], []
    for state, rows in _rows(scene, match, body):
        own = [r for r in rows if not r.continues or r.state == state]
        verdict, value = _then(own, last, True, body)
        if first is not None:
            began, since = _then(own, first, False, body)
            either = "refuted" in (began, verdict)
            verdict = "refuted" if either else verdict if began == verdict else "not enough information"
            value = f"{since}/{value}"
        verdicts.append(verdict)
        told.append(f"{state} {value}")
        used += own
    if verdicts:
        said = "; ".join(told)
        yield _made(match, body, f"in {body.name}: {said}", _all(verdicts), said, str(last), used)


def _plain(scene: Scene, match: re.Match[str]) -> bool:
    """Whether only the match's own negation stands in its way."""
    return real(scene, match.start("states"), match.end("states"))


def _on(rows: tuple[Membership, ...], day: When, state: str) -> tuple[Verdict, str]:
    if not rows:
        return "refuted", "not a member"
    value = " and ".join(f"{r.joined}/{r.left or '..'}" for r in rows)
    inside = [r for r in rows if r.joined.last <= day.first and (r.left is None or day.last <= r.left.first)]
    some = [r for r in rows if r.joined.first <= day.last and (r.left is None or day.first <= r.left.last)]
    if any(r.confirmed for r in inside):
        return "supported", value
    if some or not all(r.confirmed for r in rows):
        return "not enough information", value
    return "refuted", value


def _turned(verdict: Verdict) -> Verdict:
    turned: dict[Verdict, Verdict] = {"supported": "refuted", "refuted": "supported"}
    return turned.get(verdict, verdict)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """Several states of one claim: refuted if one is, supported if all are."""
    found = set(verdicts)
    if "refuted" in found:
        return "refuted"
    return "supported" if found == {"supported"} else "not enough information"


def _made(
    match: re.Match[str],
    body: Body,
    said: str,
    verdict: Verdict,
    found: str | None,
    as_of: str,
    rows: Iterable[Membership],
) -> Finding:
    return Finding(
        kind="membership", span=Span(*match.span()), readings=(Reading(said=said, verdict=verdict),), found=found,
        definition=body.definition, as_of=as_of, table=TABLE, rows=tuple(dict.fromkeys(rows)),
    )  # fmt: skip
