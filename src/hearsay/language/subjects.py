"""Who does what a verb tells: the person named right before it, behind it after "by", or the one its pronoun means.

A subject that is parted from its verb by another clause is not found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from hearsay.language.descriptions import roles_around
from hearsay.language.people import pronoun_of
from hearsay.language.pronouns import HE, SHE
from hearsay.language.roles import PERSON_NOUNS, also_called, singular
from hearsay.language.span_index import SpanIndex
from hearsay.model import Annotations, Attribution, Entity, MentionForm
from hearsay.text import Span

_AUXILIARY = (
    r"(?:had|has|have|did|do|does|was|were|is|are|would|could|should|might|may|must|will|can|not|never|who"
    r"|then|once|also|later|first|again|himself|herself|themselves|only|even|already|just|both|[a-z]+ly"
    r"|[a-z]+ed and|at first|in turn|in the end|n['’]t|[a-z]+n['’]t)"
)
_GAP = re.compile(rf"(?:,[^,;:.“”\"()]{{1,60}},|\s?\([^()]{{1,60}}\),?)?(?:,?\s+{_AUXILIARY})*,?\s+", re.I)
_BESIDE = 120  # code points on either side of a name in which its role is told
_BEHIND = re.compile(r"\s+by\s+(?:the\s+)?", re.I)
_PRONOUN = re.compile(rf"(?<![\w'’])(I|we|he|she)(?:['’]d|['’]ve)?((?:\s+{_AUXILIARY})*\s+)$", re.I)
_ROLE = re.compile(rf"(?<![\w'’])the\s+(?:[\w'’-]+\s+){{0,2}}?([a-z'’-]+)((?:,?\s+{_AUXILIARY})*\s+)$", re.I)
_HANGS = re.compile(
    r"\b(?:for|of|to|with|by|from|than|about|against|at|in|on|like)\s+(?:the\s+)?$", re.I
)  # "the wife of Lind"
_SUPPOSED = re.compile(
    r"\b(?:had|if|unless|should|were|whether)\s+$", re.I
)  # "Had Lind agreed, …": it is not told that he did
_TOGETHER = re.compile(r"(?:,|\band|\bor|\bwith|&)\s*(?:the\s+)?$", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """One mention of somebody: who it is across documents, and how it is printed."""

    span: Span
    who: str
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Company:
    """Everybody who is mentioned in one document, in order; whose words stand where; and which pronoun is whose."""

    text: str
    named: tuple[Named, ...]
    words_of: SpanIndex[Attribution]
    pronouns: Mapping[str, str]

    def within(self, region: Span) -> list[Named]:
        """Who is mentioned in a region."""
        first = bisect_left(self.named, region.start, key=_start)
        out = []
        for n in islice(self.named, first, None):
            if n.span.start >= region.end:
                break
            if n.span.end <= region.end:
                out.append(n)
        return out

    def speaker_at(self, place: Span, *, direct: bool) -> str | None:
        """Whose words cover a place: the only speaker of the innermost attribution there, of its mode."""
        holding = [
            a
            for a in self.words_of.touching(place)
            if (a.mode == "direct") == direct and a.speaker and any(c.covers(place) for c in a.content)
        ]
        inner = min(holding, key=lambda a: (sum(c.end - c.start for c in a.content), a.id), default=None)
        return inner.speaker[0] if inner is not None and len(inner.speaker) == 1 else None


def _start(n: Named) -> int:
    return n.span.start


def companies(
    annotations: Iterable[Annotations], entities: Iterable[Entity], attributions: Iterable[Attribution]
) -> dict[str, Company]:
    """The company of each document. `entities` and `attributions` are those across documents."""
    texts = {a.document.id: a.document.text for a in annotations}
    named: dict[str, list[Named]] = defaultdict(list)
    told = {}
    for e in entities:
        said: Counter[str] = Counter()
        for m in e.mentions:
            if m.document not in texts:
                continue
            named[m.document].append(Named(m.span, e.id, m.form))
            if m.form == "pronoun":
                word = m.span.of(texts[m.document]).casefold()
                said.update(["he"] if word in HE else ["she"] if word in SHE else [])
        pronoun = next(iter(said)) if len(said) == 1 else None if said else pronoun_of(e.name, None)
        if pronoun:
            told[e.id] = pronoun
    words: dict[str, list[tuple[Span, Attribution]]] = defaultdict(list)
    for x in attributions:
        words[x.document] += [(c, x) for c in x.content]
    return {
        d: Company(
            text=text,
            named=tuple(sorted(named[d], key=lambda n: (n.span, n.who))),
            words_of=SpanIndex(words[d]),
            pronouns=told,
        )
        for d, text in texts.items()
    }


def subject(here: Company, sentence: Span, verb: Span, among: frozenset[str]) -> tuple[str, Span] | None:
    """The one of `among` who does what the verb at `verb` tells, and where it is said; ``None`` where that is open."""
    behind = _BEHIND.match(here.text, verb.end, sentence.end)
    if behind is not None:
        return next(((n.who, n.span) for n in here.named if n.span.start == behind.end() and n.who in among), None)
    pronoun = _PRONOUN.search(here.text, sentence.start, verb.start)
    if pronoun is not None:
        span = Span(pronoun.start(1), pronoun.end(1))
        who = _meant(here, sentence, span, among)
        return (who, span) if who is not None else None
    role = _ROLE.search(here.text, sentence.start, verb.start)
    if role is not None and singular(role[1].casefold()) in PERSON_NOUNS:
        who = _in_role(here, singular(role[1].casefold()), among)
        return (who, Span(role.start(), role.end(1))) if who is not None else None
    for n in reversed(here.within(Span(sentence.start, verb.start))):
        if _GAP.fullmatch(here.text, n.span.end, verb.start) is None:
            continue
        if _HANGS.search(here.text, sentence.start, n.span.start):
            continue
        if _SUPPOSED.search(here.text, sentence.start, n.span.start):
            return None
        together = _TOGETHER.search(here.text, sentence.start, n.span.start)
        if together and any(m.span.end <= together.start() for m in here.within(Span(sentence.start, n.span.start))):
            return None  # one of several: whose doing it was is not told
        return (n.who, n.span) if n.who in among else None
    return None


def _in_role(here: Company, noun: str, among: frozenset[str]) -> str | None:
    """The only one of `among` to whom the document gives the role: "the premier"."""
    held = set()
    for n in here.named:
        if n.who in among and n.form == "name":
            nouns, _ = roles_around(here.text, n.span, Span(max(0, n.span.start - _BESIDE), n.span.end + _BESIDE))
            titles = {singular(w.casefold()) for w in re.findall(r"\w+", n.span.of(here.text))}
            if any(noun in also_called(x) for x in nouns | titles):
                held.add(n.who)
    return held.pop() if len(held) == 1 else None


def _meant(here: Company, sentence: Span, pronoun: Span, among: frozenset[str]) -> str | None:
    """Whom a pronoun means, of `among`."""
    word = pronoun.of(here.text).casefold()
    quoted = here.speaker_at(pronoun, direct=True)
    if word in ("i", "we"):
        return quoted if quoted in among else None
    can = {w for w in among if here.pronouns.get(w, word) == word and w != quoted}
    inside = [n for n in here.within(Span(sentence.start, pronoun.start)) if n.form != "pronoun" and n.who in can]
    reported = here.speaker_at(pronoun, direct=False)
    words = [c for x in here.words_of.touching(pronoun) for c in x.content if c.covers(pronoun)]
    own = [n for n in inside if not words or any(c.covers(n.span) for c in words)]
    if own:
        return own[-1].who  # the subject of the clause before, in the same words
    if reported is not None and quoted is None:
        return reported if reported in can else None
    told = next((n.who for n in here.named if n.span == pronoun), None)
    if told in can:
        return told
    sure = {w for w in can if here.pronouns.get(w) == word}
    left = sure or can
    return next(iter(left)) if len(left) == 1 else None
