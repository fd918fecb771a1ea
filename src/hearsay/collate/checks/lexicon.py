"""Finding bodies, states, offices and their holders in a sentence, by the names that the tables give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from hearsay.reference import Body, Office, Reference, State
from hearsay.reference.names import normal
from hearsay.text import Span

Sort = Literal["body", "state", "demonym", "office", "holder", "group"]

_WORD = re.compile(r"((?:[A-Z]\.){2,}|[^\W_]+)(?:['’]s\b)?")
_NO_OFFICE = re.compile(
    r"(?:deputy|vice|assistant|shadow|associate|would-be|aspiring|next|future|designate|honorary|life"
    r"|interim|acting|prospective|potential|no|another|junior|rival)[ -]$",
    re.I,
)
_NO_OFFICE_AFTER = re.compile(
    r"[ -](?:elect|designate|candidate|hopeful|nominee|contender|wannabe|in waiting|in exile)\b|['’]s? (?:office|job"
    r"|wife|husband|spokes|deputy|residence|chief|party|son|daughter|aide|adviser|visit|plane|powers)\w*",
    re.I,
)
_ADJECTIVES = re.compile(
    r"(?:['’]s)? (?:(?:new|first|then|current|incumbent|veteran|youngest|longest-serving|long-serving|second|third|"
    r"fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|own|present) ){1,2}"
)
# Words for a body that reports use when they have named it: which of them fit which is a matter of usage.
_GROUPS: dict[str, frozenset[str]] = {
    "NATO": frozenset(("alliance", "military alliance", "defence alliance", "defense alliance", "western alliance",
                       "transatlantic alliance", "bloc", "military bloc", "pact", "organisation", "organization")),
    "EU": frozenset(("bloc", "union", "trading bloc", "club", "community", "trade bloc", "organisation",
                     "organization")),
    "UN": frozenset(("world body", "organisation", "organization", "global body", "world organisation")),
    "Council of Europe": frozenset(("organisation", "organization", "body", "rights body", "rights watchdog",
                                    "council")),
    "euro area": frozenset(("currency bloc", "single currency area", "currency area", "single-currency bloc",
                            "currency union", "bloc", "zone", "area")),
    "Schengen area": frozenset(("zone", "area", "passport-free zone", "border-free zone", "passport-free area",
                                "free-travel zone", "free-travel area", "travel zone")),
    "G7": frozenset(("group", "club")),
    "G8": frozenset(("group", "club")),
    "BRICS": frozenset(("group", "bloc", "club", "grouping")),
    "ASEAN": frozenset(("bloc", "association", "grouping", "group", "regional bloc", "organisation", "organization",
                        "regional grouping")),
    "OPEC": frozenset(("cartel", "oil cartel", "group", "organisation", "organization", "producers' group",
                       "exporters' group", "producer group", "oil bloc")),
    "Warsaw Pact": frozenset(("pact", "alliance", "bloc", "military alliance", "eastern bloc")),
}  # fmt: skip
_ALSO = {"euro area": ("euro", "single currency")}  # what a state adopts when it joins
_OTHERS = frozenset(("alliance", "bloc", "union", "club", "group", "grouping", "organisation", "organization", "league",
                     "body", "association", "pact", "community"))  # fmt: skip
_WORDS = sorted({*_OTHERS, *(w for words in _GROUPS.values() for w in words)}, key=len, reverse=True)
_GROUP = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in _WORDS) + r")\b", re.I)


class Named(NamedTuple):
    """A name in a sentence and what it can mean.

    `sort` "holder": `people` are the full names that tables give those it can mean. "office": `offices` it can mean,
    or none and then only its `wording`, where no state or body is named beside it. "group" is a common word for a
    body, such as “the alliance”.
    """

    span: Span
    sort: Sort
    body: Body | None = None
    states: tuple[State, ...] = ()
    offices: tuple[Office, ...] = ()
    wording: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    plain: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    sort: Literal["body", "state", "demonym", "wording", "holder"]
    key: str
    printed: str


class Lexicon:
    """The names of one set of tables. Made once, never changed."""

    __slots__ = ("_by_first", "_held", "_hints", "reference")

    def __init__(self, reference: Reference) -> None:
        self.reference = reference
        found: dict[_Entry, None] = {}
        for body in reference.bodies:
            for name in (body.name, *body.names, *body.short, *_ALSO.get(body.name, ())):
                found[_Entry(tuple(normal(name).split()), "body", body.name, name)] = None
        for state in reference.states:
            for name in (state.name, *state.names, *state.short):
                found[_Entry(tuple(normal(name).split()), "state", name, name)] = None
            for name in state.demonyms:
                found[_Entry(tuple(normal(name).split()), "demonym", name, name)] = None
        self._held: dict[str, set[tuple[str, Office]]] = defaultdict(set)
        offices = [office for office in reference.terms if office.office != "effective leader"]
        for wording in sorted({w for office in offices for w in reference.names.wordings(office)}):
            found[_Entry(tuple(normal(wording).split()), "wording", wording, wording)] = None
        given: dict[str, set[str]] = defaultdict(set)
        for office in offices:
            for term in reference.terms[office]:
                words = tuple(normal(term.holder).split())
                given[words[-1]].add(term.holder)
                found[_Entry(words, "holder", term.holder, term.holder)] = None
                if len(words) > 2:
                    short = (words[0], words[-1])
                    found[_Entry(short, "holder", term.holder, term.holder)] = None
                for wording in reference.names.wordings(office):
                    self._held[term.holder].add((normal(wording), office))
        for last, people in given.items():
            for person in people:
                found[_Entry((last,), "holder", person, person.split()[-1])] = None
        by_first: dict[str, list[_Entry]] = defaultdict(list)
        for entry in found:
            if entry.words:
                by_first[entry.words[0]].append(entry)
        self._by_first = {first: sorted(es, key=lambda e: -len(e.words)) for first, es in by_first.items()}
        self._hints = {
            "body": frozenset(e.words[0] for e in found if e.sort == "body"),
            "group": frozenset(w.replace("-", " ").split()[0] for w in _WORDS),
            "office": frozenset(e.words[0] for e in found if e.sort == "wording"),
            "holder": frozenset(e.words[0] for e in found if e.sort == "holder"),
        }

    def hints(self, text: str) -> frozenset[str]:
        """Of which sorts of names some first word stands in a text; quick, and often too generous."""
        words = {_plain(word) for word in _WORD.findall(text)}
        return frozenset(sort for sort, first in self._hints.items() if not first.isdisjoint(words))

    def held(self, person: str, wording: str) -> tuple[Office, ...]:
        """The offices of a wording that somebody of this full name ever held, as far as the tables go."""
        plain = normal(wording)
        return tuple(sorted({office for words, office in self._held.get(person, ()) if words == plain}))

    def named(self, text: str) -> tuple[Named, ...]:
        """The names in a text, in order, none over another."""
        tokens = [_Token(*m.span(1), _plain(m[1]), m[1][0].isupper()) for m in _WORD.finditer(text)]
        hits: list[tuple[int, int, list[_Entry]]] = []
        n = 0
        while n < len(tokens):
            entries = [e for e in self._by_first.get(tokens[n].plain, ()) if _fits(text, tokens, n, e)]
            if not entries:
                n += 1
                continue
            longest = len(entries[0].words)
            hits.append((n, n + longest, [e for e in entries if len(e.words) == longest]))
            n += longest
        return tuple(self._assembled(text, tokens, hits))

    def _assembled(self, text: str, tokens: list[_Token], hits: list[tuple[int, int, list[_Entry]]]) -> Iterator[Named]:
        taken: set[int] = set()
        out: list[Named] = []
        for n, (_, _, entries) in enumerate(hits):
            if any(e.sort == "wording" for e in entries):
                office = self._office(text, tokens, hits, n)
                if office:
                    named, used = office
                    taken |= used
                    out.append(named)
                taken.add(n)
        for n, (first, last, entries) in enumerate(hits):
            if n in taken:
                continue
            span = Span(tokens[first].start, tokens[last - 1].end)
            made = self._one(text, tokens, first, span, entries)
            if made is not None and not any(made.span.overlaps(o.span) for o in out):
                out.append(made)
        for match in _GROUP.finditer(text):
            span = Span(*match.span())
            if not any(span.overlaps(o.span) for o in out):
                out.append(Named(span, "group", wording=match[0].casefold()))
        yield from sorted(out, key=lambda o: o.span)

    def _one(self, text: str, tokens: list[_Token], first: int, span: Span, entries: list[_Entry]) -> Named | None:
        before, after = text[max(0, span.start - 8) : span.start], text[span.end : span.end + 24]
        if text[span.end : span.end + 1] == "+" or re.search(r"\b(?:non|pro|anti|ex|post|pre)-$", before, re.I):
            return None
        sorts = {e.sort for e in entries}
        if "body" in sorts:
            if re.match(r" (?!Allie|Member|State|Countr|Nation|Secretary)[A-Z][a-z]", after):
                return None  # a part of the body: its council, its court
            return Named(span, "body", body=self.reference.body(next(e.key for e in entries if e.sort == "body")))
        if "holder" in sorts:
            people = tuple(sorted({e.key for e in entries if e.sort == "holder"}))
            if len(entries[0].words) == 1:
                people, start = _with_given(text, tokens, first, people)
                span = Span(start, span.end)
            if people and not re.match(r" (?:[A-Z][a-z]+)\b(?<!On)(?<!In)", after):
                return Named(span, "holder", people=people)
            return None
        if "state" in sorts:
            return Named(span, "state", states=self.reference.state(entries[0].key))
        return Named(span, "demonym", states=self.reference.state(entries[0].key))

    def _office(
        self, text: str, tokens: list[_Token], hits: list[tuple[int, int, list[_Entry]]], n: int
    ) -> tuple[Named, set[int]] | None:
        """The office that a wording means with the state or body named beside it, and the hits that it takes in."""
        first, last, entries = hits[n]
        wording = next(e.key for e in entries if e.sort == "wording")
        start, end = tokens[first].start, tokens[last - 1].end
        if _NO_OFFICE.search(text[max(0, start - 14) : start]) or _NO_OFFICE_AFTER.match(text, end):
            return None
        if wording.startswith("secretary") and text[:start].casefold().endswith(("under ", "under-")):
            return None
        if n and hits[n - 1][1] == first and hits[n - 1][2][0].sort in ("state", "demonym", "body"):
            left = hits[n - 1]
            subject = text[tokens[left[0]].start : tokens[left[1] - 1].end]
            offices = self._real(f"{subject} {wording}")
            if offices and not _NO_OFFICE.search(text[max(0, tokens[left[0]].start - 14) : tokens[left[0]].start]):
                return Named(Span(tokens[left[0]].start, end), "office", offices=offices, wording=wording), {n, n - 1}
            return None
        apart = self._apart(text, tokens, hits, n)
        if apart:
            return Named(Span(start, end), "office", offices=apart, wording=wording), {n}
        joined = re.compile(r" (?:of|for) (?:the )?").match(text, end)
        if joined and n + 1 < len(hits) and tokens[hits[n + 1][0]].start == joined.end():
            right = hits[n + 1]
            subject = text[tokens[right[0]].start : tokens[right[1] - 1].end]
            offices = self._real(f"{wording} of {subject}")
            if offices:
                span = Span(start, tokens[right[1] - 1].end)
                return Named(span, "office", offices=offices, wording=wording), {n, n + 1}
        offices = self._real(wording)
        if not offices and (
            joined and not joined[0].endswith("the ") and text[joined.end() : joined.end() + 1].isupper()
        ):
            return None  # of somewhere that no table knows
        if not offices and joined and re.match(r" (?:of|for) the [A-Z]", text[end:]):
            return None
        if first and re.search(r"[A-Z][\w’'-]*(?:['’]s)? $", text[:start]):
            before = tokens[first - 1].plain
            if before not in _MAY_STAND_BEFORE:
                return None  # of somebody that no table knows: a firm, a region
        if len(wording) < 6 and not offices:
            return None
        return Named(Span(start, end), "office", offices=offices, wording=wording), {n}

    def _apart(
        self, text: str, tokens: list[_Token], hits: list[tuple[int, int, list[_Entry]]], n: int
    ) -> tuple[Office, ...]:
        """The office of a wording whose state stands a word or two before it: “France's fifth prime minister”."""
        first, _, entries = hits[n]
        if not n or not 0 < first - hits[n - 1][1] <= 2 or hits[n - 1][2][0].sort not in ("state", "demonym", "body"):
            return ()
        left = hits[n - 1]
        between = text[tokens[left[1] - 1].end : tokens[first].start]
        if not _ADJECTIVES.fullmatch(between):
            return ()
        subject = text[tokens[left[0]].start : tokens[left[1] - 1].end]
        return self._real(f"{subject} {entries[0].key}")

    def _real(self, wording: str) -> tuple[Office, ...]:
        return tuple(o for o in self.reference.offices(wording) if o.office != "effective leader")


_MAY_STAND_BEFORE = frozenset(
    """
    then former the late when as that while did was monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december and but yesterday today in on by at
    """.split()
)


def fits(group: str, body: Body) -> bool:
    """Whether a common word can mean a body: “the alliance” NATO, not the EU."""
    return group in _GROUPS.get(body.name, _OTHERS)


@lru_cache(maxsize=4)
def lexicon(reference: Reference) -> Lexicon:
    """The lexicon of a set of tables, made once."""
    return Lexicon(reference)


@lru_cache(maxsize=16384)
def _plain(word: str) -> str:
    return normal(word) or word


def _fits(text: str, tokens: list[_Token], n: int, entry: _Entry) -> bool:
    if n + len(entry.words) > len(tokens):
        return False
    for k, word in enumerate(entry.words):
        if tokens[n + k].plain != word:
            return False
        if k and not re.fullmatch(r"[ \u00a0\n]|-|\. ?|['’]s? ?|", text[tokens[n + k - 1].end : tokens[n + k].start]):
            return False
    printed = text[tokens[n].start : tokens[n + len(entry.words) - 1].end]
    if entry.sort == "wording":
        return True
    if len(entry.printed) <= 4 and entry.printed.isupper():
        plain = printed.replace(".", "").replace("-", "")
        return plain.isupper() or (len(entry.printed) == 4 and plain.istitle())
    return printed[0].isupper() or entry.printed[0].islower() or (entry.printed.startswith("Euro") and n > 0)


def _with_given(text: str, tokens: list[_Token], first: int, people: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """Those of `people` of one last name whom the given names before it fit, and where the whole name begins."""
    start, kept, n = tokens[first].start, people, first
    while n and tokens[n - 1].capital and re.fullmatch(r" |\. |-", text[tokens[n - 1].end : tokens[n].start]):
        given = tokens[n - 1].plain
        fitting = tuple(p for p in kept if any(_same_name(given, part) for part in normal(p).split()[:-1]))
        if not fitting and n > 1 and tokens[n - 2].capital:  # a middle name that the tables do not have
            fitting = tuple(p for p in kept if any(_same_name(tokens[n - 2].plain, q) for q in normal(p).split()[:-1]))
        if not fitting:
            known = given in _TITLES
            return (kept, start) if known else ((), start)
        kept, start, n = fitting, tokens[n - 1].start, n - 1
    return kept, start


def _same_name(one: str, other: str) -> bool:
    """Whether two given names can be of one person: the same, an initial, or two ways to write it.

    >>> _same_name("sergei", "sergey"), _same_name("j", "john"), _same_name("tim", "tom")
    (True, True, False)
    """
    if one == other or (len(one) == 1 and other.startswith(one)):
        return True
    return len(one) > 3 and len(other) > 3 and one[:4] == other[:4]


_TITLES = frozenset(
    """
    mr mrs ms sir lord dr chancellor president minister secretary state premier general pm then former foreign prime
    when after before that as and but chairman leader chief late because while if under since although once
    """.split()
)
