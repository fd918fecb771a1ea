"""Where and when something was said, as its own sentence tells it."""

from __future__ import annotations

import re

from hearsay.language.descriptions import describe
from hearsay.language.finds import Find
from hearsay.language.span_index import SpanIndex
from hearsay.language.venues import venue_of_paper, venue_of_verb, venues
from hearsay.model import Attribution, TimeExpression, Venue
from hearsay.text import Span, subtract

_NEAR = 60  # code points between a venue and the date behind it
_BESIDE = 6  # code points between a date and the cue or source that it dates


def venue_of(text: str, find: Find) -> Venue | None:
    """Where it was said, by the verb or by the words of its sentence outside the content: of several, those nearest to
    the cue."""
    a = find.attribution
    told = venue_of_verb(find.verb, a.cue[0]) if a.cue else None
    if told is not None or not a.cue:
        return told
    near = [v for region in _outside(find) for v in venues(text, region) if not _elsewhere(text, v.span, a.cue[0])]
    found = min(near, key=lambda v: _gap(v.span, a.cue[0]), default=None)
    if found is None and a.source:
        found = venue_of_paper(describe(text, a.source[0]).head, a.source[0])
    return found if found is not None or a.mode == "direct" else _at_the_end(text, a.content[-1])


_TAIL = 80  # code points at the end of what is reported in which an occasion may stand
_OF_SAYING = frozenset(("statement", "interview", "news conference", "briefing", "email"))


def _at_the_end(text: str, content: Span) -> Venue | None:
    """The means of the saying that the reading of the words took with them: “called for peace | in a statement”."""
    tail = Span(max(content.start, content.end - _TAIL), content.end)
    last = [v for v in venues(text, tail) if v.span.end == content.end and v.kind in _OF_SAYING]
    return last[0] if last and content.start < last[0].span.start else None


_CLAUSE = 200  # code points of a clause before its cue
_OTHER_CLAUSE = re.compile(r"\b(?:who|whose|which|after|before|since|until)\b")
_OTHER_TIME = re.compile(r"\b(?:after|before|since|until)\b[^,;:]*$")


def _elsewhere(text: str, venue: Span, cue: Span) -> bool:
    """Whether a venue stands in another clause than the cue: of somebody else, or of another hour: “said to Vele, who
    began a speech”, “held a rally hours after Lind said”."""
    if cue.end <= venue.start:
        return _OTHER_CLAUSE.search(text, cue.end, venue.start) is not None
    return _OTHER_TIME.search(text, max(venue.end, cue.start - _CLAUSE), cue.start) is not None


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def date_of(text: str, find: Find, venue: Venue | None, times: SpanIndex[TimeExpression]) -> TimeExpression | None:
    """The date of the saying: in the cue or its adverbial, in a source that is dated ("a poll released on Friday"), by
    the venue, or beside the cue; outside the content."""
    a = find.attribution
    if find.sentence is None or not a.cue or a.modality not in ("said", "unknown"):
        return None
    regions = _outside(find)
    dated = [
        t for t in times.touching(find.sentence)
        if t.type in ("DATE", "TIME") and t.edtf is not None and any(r.covers(t.span) for r in regions)
        and not in_dateline(text, t.span)
    ]  # fmt: skip
    near = [t for t in dated if not any(s.covers(t.span) for s in a.source)]
    for within in (*a.cue, *((find.adverbial,) if find.adverbial is not None else ())):
        inside = next((t for t in near if within.covers(t.span)), None)
        if inside is not None:
            return inside
    if a.modality == "unknown":
        near = []
    by_venue = (t for t in near if venue is not None and _by(text, venue.span, t.span))
    beside = next(by_venue, None) or next((t for t in near if _beside(t.span, find.sentence, a)), None)
    beside = beside or next((t for t in near if _in_one_breath(text, a.cue[-1].end, t)), None)
    return beside or next((t for t in dated if any(_dates(text, s, t.span) for s in a.source)), None)


_BREAK = re.compile(r"[,.;:“”\"]")


def _by(text: str, venue: Span, when: Span) -> bool:
    """Whether a date stands by a venue: "in a statement on Friday", "at the gala in Orsk in July"."""
    if _gap(venue, when) <= _BESIDE:
        return True
    return 0 <= when.start - venue.end <= _NEAR and _BREAK.search(text, venue.end, when.start) is None


_PARTS = re.compile(
    r"[,.;:“”\"–—()]|\b(?:who|which|that|whose|after|before|since|until|when|while|as|by|and|but|from)\b"
)
_BREATH = 90  # code points


def _in_one_breath(text: str, cue: int, when: TimeExpression) -> bool:
    """Whether a day or a month ends what stands right behind the cue: “told a crowd in Orsk | on Saturday”."""
    if when.edtf is None or not 7 <= len(when.edtf) <= 10 or not when.edtf[-1].isdigit():
        return False
    return 0 <= when.span.start - cue <= _BREATH and _PARTS.search(text, cue, when.span.start) is None


_WHO = re.compile(r"\b(?:who|whose|from|since|until|former|now|then)\b")
_OLD_PAPERS = re.compile(
    r"\b(?:minutes|memorand(?:um|a)|transcripts?|notes|cables?|diar(?:y|ies)|recordings?|archives?|files|papers|documents)"
    r"\b[^.;]*\b(?:published|released|declassified|unsealed|posted|made public|opened)\b"
)
_DATELINE = re.compile(r"\s?(?:\([^()\n]{2,30}\)\s?)?[-–—―]")


def _dates(text: str, source: Span, when: Span) -> bool:
    """Whether a date in a source is that of what it says: "a poll released on Friday", "a panel in 2001"; not that of a
    life ("who served until 2012"), nor of old papers coming out ("minutes published on Thursday")."""
    before = (source.start, when.start)
    return source.covers(when) and not any(p.search(text, *before) for p in (_OLD_PAPERS, _WHO))


def in_dateline(text: str, when: Span) -> bool:
    """Whether a date stands in a dateline: “ORSK, Oct. 4 (Wire) —”."""
    line = text.rfind("\n", 0, when.start) + 1
    return when.start - line <= 60 and _DATELINE.match(text, when.end) is not None


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
