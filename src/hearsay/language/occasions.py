"""Where, when and to whom something was said, as the words around the cue tell it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.language.finds import Find
from hearsay.language.pointers import Name
from hearsay.language.span_index import SpanIndex
from hearsay.model import Attribution, ChainLink, TimeExpression, Venue
from hearsay.text import Span, subtract


def _up_to(count: int) -> str:
    return rf"(?: [\w’'\-]+){{0,{count}}}"


_HIS, _THEIR, _THAT = r"(?:an?|the|his|her)", r"(?:an?|the|his|her|their)", r"(?:an?|the|his|her|their|that)"
_SOME = r"(?:an?|the|his|her|their|one|another|that|a separate|separate)"

# kind of venue, and how it is named; the first that matches wins
_VENUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(patterns), re.I))
    for kind, *patterns in (
        (
            "interview",
            rf"\b(?:in|during|for|to) {_SOME}{_up_to(4)} interviews?\b",
            r"\binterviews? with\b",
            r"\binterviewed by\b",
        ),
        ("news conference", rf"\b(?:at|in|during) {_THEIR}{_up_to(3)} (?:news|press) (?:conference|briefing)\b"),
        ("briefing", rf"\b(?:at|in|during) {_HIS}{_up_to(2)} briefing\b"),
        (
            "statement",
            rf"\bin (?:an?|the|his|her|their|its){_up_to(4)} statement\b",
            r"\bstatement (?:issued|released)\b",
        ),
        ("rally", rf"\b(?:at|during) {_HIS}{_up_to(4)} rally\b"),
        ("debate", rf"\b(?:at|in|during) (?:an?|the|\w+day['’]s){_up_to(4)} debate\b"),
        ("speech", rf"\b(?:in|during|at) {_THEIR}{_up_to(4)} (?:speech|address|remarks|lecture|sermon)\b"),
        ("hearing", rf"\b(?:at|in|during) (?:an?|the){_up_to(3)} hearing\b"),
        ("meeting", rf"\b(?:at|in|during) {_THAT}{_up_to(4)} (?:meeting|talks|summit|conversation|dinner)\b"),
        ("letter", rf"\bin {_THEIR}{_up_to(4)} (?:letter|open letter)\b"),
        ("memo", rf"\bin {_THEIR}{_up_to(4)} (?:memo|memorandum|cable|telegram)\b"),
        ("email", r"\b(?:in|by|via) (?:an? |the |his |her )?(?:[\w’'\-]+ ){0,3}e-?mails?\b"),
        (
            "tweet",
            rf"\bin {_HIS}{_up_to(3)} (?:tweets?|posts?|Facebook post)\b",
            r"\bon (?:Twitter|Facebook|Telegram|X|Instagram)\b",
        ),
        (
            "call",
            rf"\b(?:in|during|on) (?:an?|the|their){_up_to(3)} (?:phone |telephone )?(?:call|phone conversation)\b",
            r"\bby (?:phone|telephone)\b",
        ),
        ("book", rf"\bin {_THEIR}{_up_to(4)} (?:book|memoirs?|autobiography)\b"),
        ("article", rf"\bin {_THEIR}{_up_to(4)} (?:op-ed|article|column|editorial|essay|blog post)\b"),
        ("broadcast", rf"\bon (?:his|her|the|an?){_up_to(3)} (?:show|program|programme|podcast)\b"),
    )
)
_VENUE_OF_VERB = {"tweet": "tweet", "retweet": "tweet", "testify": "testimony"}
_INTERVIEWER = re.compile(
    r"\b(?:interview(?:s|ed)? (?:with|by)|speaking (?:to|with)|talking to|letter to|spoke to|conversation with)\s+",
    re.I,
)
_BREAK = re.compile(r"[.,;:“”\"]")
_NAME_REACH = 60  # code points between "in an interview with" and the name
_BESIDE = 6  # code points between a date and the cue or source that it dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where, when and to whom something was said, in which paragraph, with the place of its date.

    `heard` is the hand that an outlet or an interviewer is in the chain, for it heard the words itself.
    """

    speaker: tuple[str, ...]
    addressee: str | None
    venue: Venue | None
    said_on: str | None
    when: Span | None
    paragraph: int
    heard: ChainLink | None

    @property
    def own(self) -> bool:
        """Whether it tells anything that sets it apart."""
        return self.heard is not None or self.said_on is not None or self.venue is not None


def named_addressee(find: Find, text: str, names: Sequence[Name]) -> Span | None:
    """The X of "in an interview with X", in the find's sentence and outside its content; `names` in their order."""
    if find.sentence is None:
        return None
    for match in _INTERVIEWER.finditer(text, find.sentence.start, find.sentence.end):
        at = match.end()
        if any(c.start <= at < c.end for c in find.attribution.content):
            continue
        first = bisect_left(names, at, key=lambda n: n.span.start)
        for name in names[first : first + 3]:
            between = text[at : name.span.start]
            if len(between) > _NAME_REACH or _BREAK.search(between):
                break
            if name.kind in ("person", "organisation", "unknown"):
                return name.span
    return None


def venue_of(text: str, find: Find) -> Venue | None:
    """Where it was said, by the verb or by the words of its sentence outside the content."""
    if find.verb in _VENUE_OF_VERB:
        return Venue(kind=_VENUE_OF_VERB[find.verb], span=find.attribution.cue[0])
    regions = _outside(find)
    for kind, pattern in _VENUES:
        for region in regions:
            match = pattern.search(text, region.start, region.end)
            if match is not None:
                return Venue(kind=kind, span=Span(*match.span()))
    return None


def date_of(find: Find, times: SpanIndex[TimeExpression]) -> TimeExpression | None:
    """The date of the saying: one in the adverbial of the cue, else the first beside the cue, outside the content."""
    a = find.attribution
    if find.sentence is None or not a.cue or a.modality != "said":
        return None
    regions = _outside(find)
    near = [
        t
        for t in times.touching(find.sentence)
        if t.type in ("DATE", "TIME")
        and t.edtf is not None
        and any(r.covers(t.span) for r in regions)
        and not any(s.covers(t.span) for s in a.source)
    ]
    if find.adverbial is not None:
        inside = next((t for t in near if find.adverbial.covers(t.span)), None)
        if inside is not None:
            return inside
    return next((t for t in near if _beside(t.span, find.sentence, a)), None)


def _outside(find: Find) -> tuple[Span, ...]:
    """The parts of the find's sentence that are not its content."""
    return subtract(find.sentence, find.attribution.content) if find.sentence is not None else ()


def _beside(span: Span, sentence: Span, a: Attribution) -> bool:
    """Whether a date belongs to the cue: opens the sentence, or stands right by the cue or the source."""
    if span.start <= sentence.start + 4:
        return True
    gaps = [span.start - a.cue[-1].end, a.cue[0].start - span.end]
    if a.source:
        gaps.append(span.start - a.source[-1].end)
        if a.source[0].start - span.end == 1:  # "on Friday Lind said"; behind a comma it belongs to what came before
            return True
    return any(0 <= gap <= _BESIDE for gap in gaps)
