"""Where, when and to whom something was said, as the words around the cue tell it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hearsay.language.own_occasion import in_dateline
from hearsay.language.settings import TWO_SIDED, Setting, is_recent
from hearsay.language.span_index import SpanIndex
from hearsay.model import Attribution, ChainLink, TimeExpression, Venue
from hearsay.text import Span

_ELSEWHERE = "told of the same speaker’s words in another sentence"
_SPOKE_THERE = "by inference: where the one spoke with whom they spoke"
_ONE_DAY = "by inference: the one day of which this text tells"
_NEWS = 3  # days before publication of which news tells
_OVERNIGHT = 1  # days after which others have spoken of it since
_FULL = 120  # code points of a paragraph that is no headline or standfirst


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


_FACE_TO_FACE = frozenset(("hearing", "debate"))  # where one answers the other
_LASTING = frozenset(
    ("interview", "rally", "hearing", "news conference", "debate", "speech", "letter", "memo", "broadcast")
)
DATED = "dated in its sentence"  # why an attribution has its day, where no other sentence tells it
_LONG = 8  # paragraphs for which an occasion goes, where the text tells of several of the same speaker
_TRIED = 20  # occasions of a speaker, on either side of his words, that are looked at
_INTRODUCED = 4  # paragraphs before an exchange in which the text tells where it took place
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
        self._there: set[str] = set()
        self._lede = 1
        self._taken: dict[str, tuple[_Told, int]] = {}
        self._several: dict[str, bool] = {}
        self._settings: dict[Span, Setting] = {}
        self._met: dict[str, set[str]] = defaultdict(set)
        for s in told:
            self._settings[s.venue.span] = s
            said_on, when = (s.when.edtf, s.when.span) if s.when is not None else (None, None)
            if s.actor is not None:
                listener = s.listener if s.listener != s.actor else None
                heard = tuple(h for h in s.heard if h[0] != s.actor)
                self._add(s.actor, _Told(s.sentence.start, said_on, when, s.venue, listener, heard, s.paragraph))
            for who in s.parties:
                (other,) = (p for p in s.parties if p != who)
                self._add(who, _Told(s.sentence.start, said_on, when, s.venue, other, (), s.paragraph))
            self._day(said_on, when, s.paragraph)

    def add(self, at: int, own: Occasion) -> None:
        """What an attribution's own sentence tells."""
        self._day(own.said_on, own.when, own.paragraph)
        for who in own.speaker if own.addressee is not None else ():
            self._met[who].add(own.addressee or "")
            self._met[own.addressee or ""].add(who)
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

    def news(
        self,
        text: str,
        times: Iterable[TimeExpression],
        paragraphs: Sequence[Span],
        mentions: SpanIndex[tuple[Span, str]],
    ) -> None:
        """Takes note of the days that the text names up to its first full paragraph, and of whom it names there."""
        ends = [p.end for p in paragraphs]
        full = next((n for n, p in enumerate(paragraphs[:4]) if p.end - p.start >= _FULL), 1)
        self._lede = max(1, full)
        for t in times:
            if t.type == "DATE" and not in_dateline(text, t.span):
                self._day(t.edtf, t.span, bisect_right(ends, t.span.start))
        for span in self._days.values():
            at = bisect_right(ends, span.start)
            self._there.update(who for _, who in mentions.touching(paragraphs[at]))

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

    def completed(self, own: Occasion, of: Attribution, *, news: bool, said: bool) -> Completed:
        """The occasion `own` of an attribution with the venue, date, listener and bodies that its text tells elsewhere.

        `news` tells whether it is told as something that has happened, `said` whether as something that was said.
        """
        at = of.content[0].start
        reasons: list[tuple[str, str, tuple[Span, ...]]] = []
        out = own
        heard: tuple[tuple[str, Span], ...] = ()
        goes = of.modality == "said" and (news or of.mode != "indirect")
        told = self._around(own, at, lede=news) if goes else None
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
        if out.venue is None and of.modality == "said" and news:
            hearing = self._hearing(out)
            if hearing is not None and hearing.venue is not None:
                out = replace(out, venue=hearing.venue)
                reasons.append(("venue", _SPOKE_THERE, (hearing.venue.span,)))
        if out.said_on is None and of.modality == "said" and news and said and self._on_the_one_day(own):
            ((day, span),) = self._days.items()
            out = replace(out, said_on=day, when=span)
            reasons.append(("said_on", _ONE_DAY, (span,)))
        return Completed(out, tuple(reasons), heard)

    def _on_the_one_day(self, own: Occasion) -> bool:
        """Whether the text tells of one day, and of these words as of that day: where it lies further back than
        yesterday, only what those say who are named where the text names it."""
        if len(self._days) != 1:
            return False
        (day,) = self._days
        return is_recent(day, self.published, _OVERNIGHT) or not self._there.isdisjoint(own.speaker)

    def _around(self, own: Occasion, at: int, *, lede: bool) -> _Told | None:
        """What the text tells of the speaker's occasion before a place, else after it. Headline and lede tell the
        news: what goes for them is the first occasion that is of the news's days."""
        mine = self._of.get(own.speaker[0], []) if len(own.speaker) == 1 else []
        if lede and own.paragraph <= self._lede and own.said_on is None:
            fresh = (t for t in mine if t.said_on is not None and is_recent(t.said_on, self.published, _NEWS))
            first = next(fresh, None) if self.published is not None else None
            if first is not None:
                return first
        here = bisect_right(mine, at, key=lambda t: t.at)
        for told in reversed(mine[max(0, here - _TRIED) : here]):
            if (told.said_on or told.venue) and self._reaches(told, own):
                return told
        return next((t for t in mine[here : here + _TRIED] if (t.said_on or t.venue) and self._reaches(t, own)), None)

    def of_paper(self, paper: Venue) -> tuple[str | None, str | None, Span | None]:
        """To whom and when the paper was written that the text told of last before it names `paper`, with where."""
        found = [
            (t.venue.span, t.addressee, t.said_on, t.when)
            for told in self._of.values()
            for t in told
            if t.venue is not None and t.venue.kind == paper.kind
        ]
        found += [
            (s.venue.span, s.listener, s.when.edtf if s.when else None, s.when.span if s.when else None)
            for s in self._settings.values() if s.venue.kind == paper.kind and s.actor is None
        ]  # fmt: skip
        before = (f for f in found if f[0].end <= paper.span.start)
        last = max(before, key=lambda f: f[0], default=None)
        return last[1:] if last is not None else (None, None, None)

    def has_listener(self, who: str) -> bool:
        """Whether the text names who listened to somebody on an occasion that has a listener."""
        return any(t.addressee is not None for t in self._of.get(who, ()))

    def before_exchange(
        self, voices: Iterable[str], first: int
    ) -> tuple[Occasion, tuple[tuple[str, Span], ...]] | None:
        """The occasion of an exchange of `voices` whose first turn is in paragraph `first`: what the text tells last of
        one of them right before it, with the bodies that heard it."""
        told = [t for v in voices for t in self._of.get(v, ()) if first - _INTRODUCED <= t.paragraph < first]
        last = max((t for t in told if t.venue is not None), key=lambda t: t.at, default=None)
        if last is None:
            return None
        occasion = Occasion(
            speaker=(),
            addressee=None,
            venue=last.venue,
            said_on=last.said_on,
            when=last.when,
            paragraph=last.paragraph,
            heard=(),
        )
        return occasion, last.heard

    def _hearing(self, own: Occasion) -> _Told | None:
        """The hearing of one to whom the speaker speaks, or who speaks to him, where no other day is told of it."""
        if len(own.speaker) != 1:
            return None
        others = [own.speaker[0], *sorted(self._met[own.speaker[0]])]
        told = (
            t for who in others for t in self._of.get(who, ()) if t.venue is not None and t.venue.kind in _FACE_TO_FACE
        )
        there = next(told, None)
        if there is None or not self._fresh(there.said_on):
            return None
        return there if own.said_on is None or there.said_on in (None, own.said_on) else None

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
