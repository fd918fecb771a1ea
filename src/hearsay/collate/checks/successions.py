"""Who came after whom: “X succeeded Y as foreign minister”, “his predecessor, Y”, “the third premier in two years”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from hearsay.collate.checks.lexicon import Named
from hearsay.collate.checks.masks import pattern
from hearsay.collate.checks.pairs import TABLE, told
from hearsay.collate.checks.reach import definition
from hearsay.collate.checks.records import Finding, Reading, Scene
from hearsay.language.ordinals import ordinal
from hearsay.model import Verdict
from hearsay.reference import Office, Term, When
from hearsay.text import Span

TRIGGER = re.compile(
    r"succe|predecess|replac|follow|took over|handed|gave way|successor|taken over|takes over|"
    r"in (?:the )?\w+ (?:year|month)s|since",
    re.I,
)
_AS = (
    r"(?: (?:as|in the post of|in the office of|to become|and became|became) (?:the |his country's |her country's |"
    r"its )?"
    r"(?:\w+ )??(?P<o><office>))?"
)
_ASIDE = r"(?:, [^,;.]{1,50},|,)?"
_AFTER = pattern(
    rf"(?P<new><holder>){_ASIDE}(?: who)?(?: has| had)? (?:succeeded|replaced|followed|took over from|"
    r"taken over from|takes over from|came after)"
    rf" (?:(?:the )?(?P<title><office>) )?(?P<old><holder>){_AS}(?:,? (?:in|on) (?P<when><date>))?"
)
_BEFORE = pattern(
    rf"(?P<old><holder>){_ASIDE}(?: who)?(?: was| had been| has been)? (?:(?:succeeded|replaced|followed){_AS}|"
    r"gave way|handed over|handed over power|handed power)"
    rf" (?:by|to) (?:(?:the )?(?P<title><office>) )?(?P<new><holder>)(?:,? (?:in|on) (?P<when><date>))?"
)
_HIS = pattern(
    r"(?P<new><holder>)(?P<between>[^;]{0,80}?)\b(?:and |by |with |of |than |like |under |from )?(?:his|her|the|"
    r"whose) (?:immediate |direct )?"
    r"(?P<which>predecessor|successor)(?: as (?:the )?(?P<o><office>))?,? (?P<old><holder>)"
)
_OF = pattern(
    r"(?P<new><holder>)'s? (?:immediate |direct )?(?P<which>predecessor|"
    r"successor)(?: as (?:the )?(?P<o><office>))?,? (?:was )?(?P<old><holder>)"
)
_THE = pattern(
    r"(?P<old><holder>),? (?:was |the )?(?P<between>)(?:(?:the )?immediate |the )?(?P<which>predecessor|"
    r"successor) (?:of|to) (?P<new><holder>)"
)
_NTH = pattern(
    r"(?P<h><holder>)?[^;.]{0,40}?(?:\b(?:the|its|his|her|their|a) (?:country's |nation's )?|<state>'s |"
    r"<demonym> )<ord:n> (?P<o><office>) (?:in|within) "
    r"(?:just |only |as many as |less than |under |the (?:last|past|space of) )?(?P<count><n>|an?) (?P<unit>years?|"
    r"months?)"
)


def successions(scene: Scene) -> Iterator[Finding]:
    """Claims of who held an office before or after whom, and as which in a stretch of time."""
    if not TRIGGER.search(scene.text) or not any(n.sort in ("holder", "office") for n in scene.named.values()):
        return
    text = scene.masked
    for rule in (_AFTER, _BEFORE, _OF, _HIS, _THE):
        for match in rule.finditer(text):
            if re.search(
                r"\b(?:will|would|could|may|might|should|if|to|not|never|n't|hopes?|wants?)\b", match[0][:160], re.I
            ) and not (rule is _BEFORE or rule is _HIS):
                continue
            yield from _order(scene, match)
    for match in _NTH.finditer(text):
        yield from _count(scene, match)


def _order(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    groups = match.re.groupindex
    new, old = scene.named[match.start("new")], scene.named[match.start("old")]
    if "which" in groups and match["which"].casefold() == "successor" and match.re is not _THE:
        new, old = old, new
    if match.re is _THE and match["which"].casefold() == "successor":
        new, old = old, new
    at = next((match.start(g) for g in ("o", "title") if g in groups and match[g]), None)
    offices = _offices(
        scene, new, old, scene.named[at] if at is not None and at in scene.named else _near(scene, match)
    )
    if not offices:
        return
    day = scene.dates[match.start("when")].when if "when" in groups and match["when"] else None
    if at is None and day is None and re.search(r"\bfollowed\b(?! by)", match[0]):
        return  # into the room, or into office
    readings, rows, found = [], [], []
    for office in offices:
        verdict, said, used = _followed(scene, office, new, old, day)
        if used:
            readings.append(Reading(said=f"{office}: {said}", verdict=verdict))
            rows += [t for t in used if t not in rows]
            found.append(said)
    good = [r for r in readings if r.verdict == "supported"]
    if not good and len(readings) != 1:
        return  # of which office it is said is open
    yield Finding(
        kind="office",
        span=Span(*match.span()),
        readings=tuple(good or readings),
        found="; ".join(found),
        definition=definition(scene.reference, rows),
        as_of=str(day or "the change of holders"),
        table=TABLE,
        rows=tuple(rows),
    )


def _near(scene: Scene, match: re.Match[str]) -> Named | None:
    """An office named as the title of one of the two."""
    named = [n for n in scene.named.values() if n.sort == "office"]
    close = [n for n in named if 0 <= match.start("new") - n.span.end <= 2 or 0 <= match.start("old") - n.span.end <= 2]
    return close[0] if close else None


def _offices(scene: Scene, new: Named, old: Named, office: Named | None) -> tuple[Office, ...]:
    """The office that is named, or those that both held."""
    if office is not None:
        if office.offices:
            return office.offices
        held = {o for p in (*new.people, *old.people) for o in scene.lexicon.held(p, office.wording)}
        both = {o for o in held if _ever(scene, o, new) and _ever(scene, o, old)}
        return tuple(sorted(both or held)) if len(both or held) == 1 else ()
    every = {Office(t.office, t.of) for p in new.people for t in scene.reference.terms_of(p)}
    return tuple(sorted(o for o in every if o.office != "effective leader" and _ever(scene, o, old)))


def _ever(scene: Scene, office: Office, name: Named) -> bool:
    return any(t.holder in name.people for t in scene.reference.terms.get(office, ()))


def _followed(
    scene: Scene, office: Office, new: Named, old: Named, day: When | None
) -> tuple[Verdict, str, tuple[Term, ...]]:
    """Whether `new` came right after `old`; who only stood in between may be passed over."""
    terms = sorted(scene.reference.terms.get(office, ()), key=lambda t: (t.since.first, t.since.last))
    came: list[tuple[Term, Term]] = []
    for acting in (True, False):
        row = [t for t in terms if acting or not t.acting]
        came += [(a, b) for a, b in pairwise(row) if a.holder != b.holder and b.holder in new.people]
    if not came:
        return "not enough information", "", ()
    right = [(a, b) for a, b in came if a.holder in old.people]
    if right:
        if day is not None:
            right_day = [(a, b) for a, b in right if day.first <= b.since.first and b.since.last <= day.last]
            if not right_day:
                a, b = right[0]
                slack = timedelta(days=45)
                near = day.first - slack <= b.since.last and b.since.first <= day.last + slack
                sure = a.confirmed and b.confirmed and not near
                return ("refuted" if sure else "not enough information"), f"{told(a)}; then {told(b)}", (a, b)
            right = right_day
        sure_ones = [(a, b) for a, b in right if a.confirmed and b.confirmed]
        a, b = (sure_ones or right)[0]
        return ("supported" if sure_ones else "not enough information"), f"{told(a)}; then {told(b)}", (a, b)
    a, b = came[0]
    verdict: Verdict = "refuted" if all(x.confirmed and y.confirmed for x, y in came) else "not enough information"
    return (
        verdict,
        "; ".join(dict.fromkeys(f"{told(x)}; then {told(y)}" for x, y in came)),
        tuple(t for x in came for t in x),
    )


def _count(scene: Scene, match: re.Match[str]) -> Iterator[Finding]:
    """“the third prime minister in two years”, counted back from the day on which the last one came."""
    named = scene.named[match.start("o")]
    people = scene.named[match.start("h")].people if match["h"] else ()
    offices = named.offices or tuple(sorted({o for p in people for o in scene.lexicon.held(p, named.wording)}))
    if len(offices) != 1:
        return
    terms = [t for t in scene.reference.terms[offices[0]] if not t.acting]
    own = [t for t in terms if t.holder in people] if people else []
    now = scene.now
    if not own and now is not None:
        own = [t for t in scene.reference.holders(offices[0], str(now)) if not t.acting]
    if not own:
        return
    last = max((t for t in own if now is None or t.since.first <= now.last), key=lambda t: t.since.first, default=None)
    if last is None:
        return
    count = scene.numbers.get(match.start("count"))
    length = float(count.low) if count else 1.0
    days = timedelta(days=length * (365.2425 if "year" in match["unit"].casefold() else 30.4369))
    begin = last.since.first - days
    inside = [t for t in terms if t.since.first <= last.since.last and (t.until is None or t.until.last > begin)]
    came = [t for t in inside if t.since.first >= begin]
    stated = ordinal(scene.text[match.start("n") : match.end("n")])
    numbers = {len({t.holder for t in inside}), len({t.holder for t in came})}
    sure = all(t.confirmed for t in inside)
    readings = tuple(
        Reading(
            said=f"{offices[0]}, {begin} to {last.since}, {how}: {n}",
            verdict="not enough information" if not sure else "supported" if n == stated else "refuted",
        )
        for n, how in (
            (len({t.holder for t in inside}), "with who held it as the time began"),
            (len({t.holder for t in came}), "those who came in it"),
        )
    )
    yield Finding(
        kind="office",
        span=Span(match.start("n"), match.end()),
        readings=readings,
        found=" or ".join(map(str, sorted(numbers))),
        definition=definition(scene.reference, inside),
        as_of=str(last.since),
        table=TABLE,
        rows=tuple(inside),
    )
