"""Where, when and to whom something was said, as the words around the cue tell it."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hearsay.language.finds import Find
from hearsay.language.settings import TWO_SIDED, Setting, is_recent
from hearsay.language.span_index import SpanIndex
from hearsay.language.venues import venue_of_verb, venues
from hearsay.model import Attribution, ChainLink, TimeExpression, Venue
from hearsay.text import Span, subtract

_ELSEWHERE = "told of the same speaker’s words in another sentence"
_ONE_DAY = "by inference: the one day of which this text tells"
_NEWS = 3  # days before publication of which news tells
_FULL = 120  # code points of a paragraph that is no headline or standfirst
_NEAR = 60  # code points between a venue and the date behind it
_BESIDE = 6  # code points between a date and the cue or source that it dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where, when and to whom something was said, in which paragraph, with the place of its date.

    `heard` are the hands that an outlet or an interviewer is in the chain, for it heard the words itself.
    """

    speaker: tuple[str, ...]
    addressee: str | None
    venue: Venue | None
    said_on: str | None
    when: Span | None
    paragraph: int
    heard: tuple[ChainLink, ...]

    @property
    def own(self) -> bool:
        """Whether it tells anything that sets it apart."""
        return bool(self.heard) or self.said_on is not None or self.venue is not None


class Completed(NamedTuple):
    """An occasion with what other sentences tell of it: why, with the places, and the bodies that heard it."""

    occasion: Occasion
    reasons: tuple[tuple[str, str, tuple[Span, ...]], ...]
    heard: tuple[tuple[str, Span], ...]


class _Told(NamedTuple):
    """What one sentence tells of the occasion of somebody's words."""

    at: int
    said_on: str | None
    when: Span | None
    venue: Venue | None
    addressee: str | None
    heard: tuple[tuple[str, Span], ...]
    paragraph: int


_LASTING = frozenset(
    ("interview", "rally", "hearing", "news conference", "debate", "speech", "letter", "memo", "broadcast")
)
DATED = "dated in its sentence"  # why an attribution has its day, where no other sentence tells it
_LONG = 8  # paragraphs for which an occasion goes, where the text tells of several of the same speaker
_TRIED = 20  # occasions of a speaker, on either side of his words, that are looked at
_BRIEF = 2  # paragraphs around the mention of another kind for which it goes


class Occasions:
    """What a text tells of the occasions of its speakers, by speaker and place.

    An occasion goes for all that its speaker says around it, until the text tells of another. One long before the news
    goes for what stands right by it. Those of whom the text tells none have the day of the news, if it tells of one
    day only.
    """

    def __init__(self, published: str | None, told: Iterable[Setting]) -> None:
        self.published = published
        self._of: dict[str, list[_Told]] = defaultdict(list)
        self._days: dict[str, Span] = {}
        self._lede = 1
        self._taken: dict[str, tuple[_Told, int]] = {}
        self._several: dict[str, bool] = {}
        self._settings: dict[Span, Setting] = {}
        for s in told:
            self._settings[s.venue.span] = s
            said_on, when = (s.when.edtf, s.when.span) if s.when is not None else (None, None)
            if s.actor is not None:
                listener = s.listener if s.listener != s.actor else None
                heard = tuple(h for h in s.heard if h[0] != s.actor)
                self._add(s.actor, _Told(s.sentence.start, said_on, when, s.venue, listener, heard, s.paragraph))
            self._day(said_on, when, s.paragraph)

    def add(self, at: int, own: Occasion) -> None:
        """What an attribution's own sentence tells."""
        self._day(own.said_on, own.when, own.paragraph)
        if not (own.said_on or own.venue):
            return
        setting = self._settings.get(own.venue.span) if own.venue is not None else None
        said_on, when, listener = own.said_on, own.when, None
        heard: tuple[tuple[str, Span], ...] = ()
        if own.venue is not None and own.venue.kind in TWO_SIDED:
            listener = own.addressee
        if setting is not None:  # what else its sentence tells of the same occasion
            if said_on is None and setting.when is not None:
                said_on, when = setting.when.edtf, setting.when.span
            listener = listener or setting.listener
            heard = setting.heard
        for who in own.speaker:
            to = listener if listener != who else None
            hands = tuple(h for h in heard if h[0] != who)
            if setting is not None and setting.actor == who:
                self._of[who] = [t for t in self._of[who] if t.venue != own.venue]
            self._add(who, _Told(at, said_on, when, own.venue, to, hands, own.paragraph))

    def _add(self, who: str, told: _Told) -> None:
        insort(self._of[who], told, key=lambda t: t.at)

    def _day(self, said_on: str | None, when: Span | None, paragraph: int) -> None:
        if said_on is not None and when is not None and paragraph <= self._lede and len(said_on) == 10:
            if is_recent(said_on, self.published, _NEWS):
                self._days.setdefault(said_on, when)

    def news(self, text: str, times: Iterable[TimeExpression], paragraphs: Sequence[Span]) -> None:
        """Takes note of the days that the text names up to its first full paragraph."""
        ends = [p.end for p in paragraphs]
        full = next((n for n, p in enumerate(paragraphs[:4]) if p.end - p.start >= _FULL), 1)
        self._lede = max(1, full)
        for t in times:
            if t.type == "DATE" and not in_dateline(text, t.span):
                self._day(t.edtf, t.span, bisect_right(ends, t.span.start))

    def of_record(self, times: Iterable[TimeExpression], head: int) -> None:
        """Takes note that the text is a record of the day that its first `head` code points name."""
        dated = (
            t for t in times if t.type == "DATE" and t.edtf is not None and len(t.edtf) == 10 and t.span.end <= head
        )
        first = next(dated, None)
        if first is not None and first.edtf is not None:
            self._days = {first.edtf: first.span}

    def _fresh(self, said_on: str | None) -> bool:
        return said_on is None or is_recent(said_on, self.published)

    def completed(self, own: Occasion, of: Attribution, *, news: bool) -> Completed:
        """The occasion `own` of an attribution with the venue, date, listener and bodies that its text tells elsewhere.

        `news` tells whether it is told as something that has happened.
        """
        at = of.content[0].start
        reasons: list[tuple[str, str, tuple[Span, ...]]] = []
        out = own
        heard: tuple[tuple[str, Span], ...] = ()
        goes = of.modality == "said" and (news or of.mode != "indirect")
        told = self._around(own, at) if goes else None
        if told is not None and len(own.speaker) == 1:
            self._taken[own.speaker[0]] = (told, own.paragraph)
        if told is not None and (own.said_on is None or told.said_on in (None, own.said_on)):
            if own.said_on is None and told.said_on is not None and told.when is not None:
                out = replace(out, said_on=told.said_on, when=told.when)
                reasons.append(("said_on", _ELSEWHERE, (told.when,)))
            if own.venue is None and told.venue is not None:
                out = replace(out, venue=told.venue)
                reasons.append(("venue", _ELSEWHERE, (told.venue.span,)))
                if out.addressee is None and told.addressee is not None:
                    out = replace(out, addressee=told.addressee)
                    reasons.append(("addressee", _ELSEWHERE, (told.venue.span,)))
            if out.venue == told.venue:
                heard = told.heard
        if out.said_on is None and of.modality == "said" and news and len(self._days) == 1:
            ((day, span),) = self._days.items()
            out = replace(out, said_on=day, when=span)
            reasons.append(("said_on", _ONE_DAY, (span,)))
        return Completed(out, tuple(reasons), heard)

    def _around(self, own: Occasion, at: int) -> _Told | None:
        """What the text tells of the speaker's occasion before a place, else after it."""
        mine = self._of.get(own.speaker[0], []) if len(own.speaker) == 1 else []
        here = bisect_right(mine, at, key=lambda t: t.at)
        for told in reversed(mine[max(0, here - _TRIED) : here]):
            if (told.said_on or told.venue) and self._reaches(told, own):
                return told
        return next((t for t in mine[here : here + _TRIED] if (t.said_on or t.venue) and self._reaches(t, own)), None)

    def _has_several(self, who: str) -> bool:
        """Whether the text tells of several occasions of somebody; asked once all are known."""
        if who not in self._several:
            first = self._of[who][0]
            self._several[who] = any((t.venue or t.said_on) != (first.venue or first.said_on) for t in self._of[who])
        return self._several[who]

    def _reaches(self, told: _Told, own: Occasion) -> bool:
        """Whether what is told of an occasion goes for words some paragraphs from it."""
        away = own.paragraph - told.paragraph
        if told.venue is not None and told.venue.kind not in _LASTING and abs(away) > _BRIEF:
            return False
        if not -_BRIEF <= away <= _LONG and self._has_several(own.speaker[0]):
            return False
        taken, paragraph = self._taken.get(own.speaker[0], (None, 0))
        near = paragraph if taken == told else told.paragraph
        return self._fresh(told.said_on) or 0 <= own.paragraph - near <= 1


def venue_of(text: str, find: Find) -> Venue | None:
    """Where it was said, by the verb or by the words of its sentence outside the content: of several, those nearest to
    the cue."""
    a = find.attribution
    told = venue_of_verb(find.verb, a.cue[0]) if a.cue else None
    if told is not None or not a.cue:
        return told
    near = [v for region in _outside(find) for v in venues(text, region)]
    return min(near, key=lambda v: _gap(v.span, a.cue[0]), default=None)


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
    return beside or next((t for t in dated if any(_dates(text, s, t.span) for s in a.source)), None)


_BREAK = re.compile(r"[,.;:“”\"]")


def _by(text: str, venue: Span, when: Span) -> bool:
    """Whether a date stands by a venue: "in a statement on Friday", "at the gala in Orsk in July"."""
    if _gap(venue, when) <= _BESIDE:
        return True
    return 0 <= when.start - venue.end <= _NEAR and _BREAK.search(text, venue.end, when.start) is None


_WHO = re.compile(r"\b(?:who|whose|from|since|until|former|now|then)\b")
_DATELINE = re.compile(r"\s?(?:\([^()\n]{2,30}\)\s?)?[-–—―]")


def _dates(text: str, source: Span, when: Span) -> bool:
    """Whether a date in a source is that of what it says: "a poll released on Friday", "a panel in 2001"; not that of a
    life ("who served until 2012")."""
    return source.covers(when) and _WHO.search(text, source.start, when.start) is None


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
