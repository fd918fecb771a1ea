"""Who is said to hold which office: a name and an office that a sentence ties together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hearsay.collate.checks.lexicon import Named
from hearsay.collate.checks.masks import MARKS, pattern
from hearsay.collate.checks.reach import up_to
from hearsay.collate.checks.records import Scene
from hearsay.reference import Office, Term, When
from hearsay.reference.names import normal
from hearsay.text import Span

TABLE = "offices"
_NAME = re.compile(
    r"(?<![\w'’.-])[A-Z][a-zA-Zà-ÿ'’-]+(?: (?:[A-Z]\.|[A-Z][\w'’-]+|de|van|von|al|der|bin))* [A-Z][\w’'-]*[a-z]\b"
)
_ARTICLE = r"(?:(?:the|his country's|her country's|a|an|its|their|the country's|the nation's|[\w]+'s) )?"
_WORDS = (
    r"(?:(?:first|new|last|longest-serving|then|current|incumbent|present|long-serving|long-time|longtime|country's|"
    r"only|veteran|combative|popular|"
    r"unpopular|conservative|liberal|socialist|female|woman) )*"
)
_TO_OFFICE = re.compile(
    rf"(?:, [^,;.]{{1,60}}?,?)?(?: who| when (?:he|she))?(?: (?!as\b)[\w']+){{0,3}}? (?:was|is|were|been|became|"
    r"become|remained|remains|stayed|named|elected|"
    r"appointed|being|(?:served|serves|serving|acted|acting|worked|term|time|years|tenure|in|down|confirmed|"
    r"returned|resigned|retired"
    r"|continued|over|office|began) as)(?: then| still| also| already| himself| herself| formerly| later|"
    rf" again)? {_ARTICLE}{_WORDS}",
    re.I,
)
_COMMA = re.compile(rf",? ?\(?(?:then |formerly |at the time |later |briefly )?{_ARTICLE}{_WORDS}", re.I)
_TO_NAME = pattern(
    r"(?:,? (?:at the time|at that time|then)|,? (?:in|on|during|at|as of) (?:the year )?<date>|,? (?:from|"
    r"between) <date> (?:to|until|and) <date>)?"
    r"(?:,? (?:was|is|were|being|remained)(?: still| then| already)?|,)? ?"
)
_BARRED = re.compile(
    "[" + MARKS["office"] + MARKS["holder"] + "]"
    r"|\b(?:told|met|meets|with|asked|said to|called|urged|wrote to|visited|against|like|than|under|father|mother|"
    r"son|brother|"
    r"wife|husband|adviser|aide|spokes\w+|ambassador|minister|under|candidate|hoped|failed|lost|not|never|if|would|"
    r"could|"
    r"might|may|will|should|wanted|wants|whether|refused|declined|n't|nearly|almost|accused|praised|criticised|"
    r"criticized|described|"
    r"compared|portrayed|hailed|regarded|seen|saw|known|expected|running|ran|bid|race|thought|believed)\b",
    re.I,
)
_LED = pattern(
    r"(?:who )?(?:has |had |have )?(?:led|ruled|governed|headed|ran|chaired|presided over) (?:the )?(?P<what><state>|"
    r"<body>)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A name tied to an office: `people` are the full names it can mean in the tables, none where no table has it.

    `how` says by what: "title" (“Chancellor X”), "clause" (“X was chancellor”, “X, the chancellor”), "reverse”
    (“the chancellor was X”), "led" (“X led Germany”). `between` is what stands between the two.
    """

    name: Named
    printed: str
    people: tuple[str, ...]
    offices: tuple[Office, ...]
    how: str
    between: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Terms of one person in one office without a break between them."""

    holder: str
    terms: tuple[Term, ...]

    @property
    def since(self) -> When:
        """The first day."""
        return self.terms[0].since

    @property
    def until(self) -> When | None:
        """The last day, ``None`` while it lasts."""
        return self.terms[-1].until

    @property
    def confirmed(self) -> bool:
        """Whether every term in it is."""
        return all(t.confirmed for t in self.terms)


def pairs(scene: Scene) -> Iterator[Pair]:
    """The pairs of name and office in a sentence, each once."""
    offices = [n for n in scene.named.values() if n.sort == "office"]
    people = [n for n in scene.named.values() if n.sort == "holder"]
    flat = scene.masked
    if offices:
        taken = [n.span for n in scene.named.values()]
        for match in _NAME.finditer(flat):
            span = Span(*match.span())
            if not any(span.overlaps(t) for t in taken):
                people.append(Named(span, "holder"))
    seen: set[tuple[int, int]] = set()
    for name in sorted(people):
        for office in offices:
            how = _tied(flat, name, office)
            between = _between(flat, name, office)
            if not how or (name.span.start, office.span.start) in seen:
                continue
            found = office.offices or _held(scene, name, office.wording)
            if not found or (not office.offices and len(found) > 1):
                continue
            seen.add((name.span.start, office.span.start))
            ends = sorted((*name.span, *office.span))
            yield Pair(
                name=name, printed=name.span.of(scene.text), people=name.people, offices=found, how=how,
                between=between, start=ends[0], end=ends[-1],
            )  # fmt: skip
    for name in people:
        led = _LED.match(flat, name.span.end + 1) or _LED.match(flat, name.span.end + 2)
        if led and name.people:
            of = scene.named[led.start("what")]
            subjects = {s.name for s in of.states} | ({of.body.name} if of.body else set())
            found = tuple(
                sorted(
                    {
                        Office(t.office, t.of)
                        for p in name.people
                        for t in scene.reference.terms_of(p)
                        if t.of in subjects and t.office not in ("effective leader", "foreign minister")
                    }
                )
            )
            if found:
                yield Pair(
                    name=name, printed=name.span.of(scene.text), people=name.people, offices=found, how="led",
                    between=flat[name.span.end : led.end()], start=name.span.start, end=led.end(),
                )  # fmt: skip


def _held(scene: Scene, name: Named, wording: str) -> tuple[Office, ...]:
    return tuple(sorted({o for p in name.people for o in scene.lexicon.held(p, wording)}))


def _between(flat: str, name: Named, office: Named) -> str:
    if name.span.end <= office.span.start:
        return flat[name.span.end : office.span.start]
    return flat[office.span.end : name.span.start]


def _tied(flat: str, name: Named, office: Named) -> str:
    between = _between(flat, name, office)
    if len(between) > 90 or _BARRED.search(between):
        return ""
    if name.span.end <= office.span.start:
        if _COMMA.fullmatch(between) and between.strip() not in ("", "the", "a"):
            return "clause"
        return "clause" if _TO_OFFICE.fullmatch(between) and between.strip() not in (",", "the") else ""
    if between in (" ", ", ") or between.casefold() in (" at the time, ", " at the time "):
        return "title"
    return "reverse" if between.strip() and _TO_NAME.fullmatch(between) else ""


def stretches(scene: Scene, pair: Pair, office: Office, *, acting: bool) -> tuple[Stretch, ...]:
    """The unbroken stretches in an office of those whom a name can mean; with `acting`, standing in counts too."""
    out: list[Stretch] = []
    for person in pair.people:
        terms = [t for t in scene.reference.terms.get(office, ()) if t.holder == person and (acting or not t.acting)]
        run: list[Term] = []
        for term in sorted(terms, key=lambda t: t.since.first):
            last = run[-1].until if run else None
            if run and (last is None or term.since.first - last.last > timedelta(days=3)):
                out.append(Stretch(holder=person, terms=tuple(run)))
                run = []
            run.append(term)
        if run:
            out.append(Stretch(holder=person, terms=tuple(run)))
    return tuple(out)


def reaches(scene: Scene, office: Office, day: When) -> bool:
    """Whether the table tells, by rows that are all confirmed, who held an office on every day of a date."""
    holders = scene.reference.holders(office, str(day))
    limit = up_to(scene.reference, holders)
    if not holders or limit is None or day.last > limit.last or not all(t.confirmed for t in holders):
        return False
    covered: date = day.first
    for term in holders:
        if term.since.last > covered + timedelta(days=1):
            return False
        if term.until is None:
            return True
        covered = max(covered, term.until.first)
    return covered >= day.last


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's, spelt in two ways: their last names begin alike."""
    a, b = normal(one).split(), normal(other).split()
    return bool(a and b) and (a[-1][:3] == b[-1][:3] or a[-1] in b or b[-1] in a)


def told(term: Term | Stretch) -> str:
    """A term as a check's value: holder, first and last day."""
    return f"{term.holder}, {term.since}/{term.until or '..'}"


def years(stretch: Stretch, now: When | None) -> tuple[float, float] | None:
    """The fewest and the most years that a stretch lasted, up to `now` where it still lasts."""
    end = stretch.until
    if end is None or (now is not None and now.last < end.first):
        end = now
    if end is None:
        return None
    low = (end.first - stretch.since.last).days / 365.2425
    high = (end.last - stretch.since.first).days / 365.2425
    return max(low, 0.0), high
