"""What is known of each act of saying: speaker, addressee, venue, date, and the hands it came through.

Reads the finds, the resolved mentions and the times of one document; adds no new attribution. A field that the text
does not give stays ``None``. Occasion (addressee, venue, date) is carried to what goes on from it in the same breath,
no further.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple, Protocol

from hearsay.language.addressees import addressee
from hearsay.language.chains import (
    POLL,
    Chain,
    brought_by,
    by_paper,
    head,
    rests_on_paper,
    through_paper,
    with_first_record,
)
from hearsay.language.descriptions import is_share
from hearsay.language.exchanges import Exchange, exchange
from hearsay.language.finds import Find, within_parents
from hearsay.language.occasions import DATED, Occasion, Occasions
from hearsay.language.own_occasion import date_of, venue_of
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.records import HEAD, RECORD_KINDS
from hearsay.language.replies import answered
from hearsay.language.reporting import by_account, is_past, is_said
from hearsay.language.settings import programme_day, settings
from hearsay.language.span_index import SpanIndex
from hearsay.language.taken_over import taken_over
from hearsay.model import (
    Attribution,
    ChainLink,
    Document,
    Entity,
    Place,
    Quotation,
    Reason,
    ResolvedBy,
    TimeExpression,
    Venue,
)
from hearsay.text import Span

_GOES_ON = ("add", "continue", "go on")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)


class Frame(Protocol):
    """The paragraphs, sentences and quotations of a text."""

    @property
    def paragraphs(self) -> Sequence[Span]:
        """In order."""

    @property
    def sentences(self) -> Sequence[Span]:
        """In order."""

    @property
    def quotations(self) -> Sequence[Quotation]:
        """In order, those inside others too."""


_HOSTS = frozenset("anchor correspondent host interviewer moderator presenter".split())
_MEDIA = frozenset("agency broadcaster channel magazine network newspaper outlet paper station website".split())


class _Speaker(NamedTuple):
    who: tuple[str, ...] = ()
    resolved_by: ResolvedBy | None = None


class _Paper(NamedTuple):
    """The last paper named as a source: the hands it came through, the paragraph and the sentence that name it."""

    chain: Chain
    paragraph: int
    sentence: Span | None

    def tells_of(self, occasion: Occasion) -> bool:
        """Whether the sentence that names the paper also tells of the occasion: what was said there, it has."""
        return occasion.venue is not None and self.sentence is not None and self.sentence.covers(occasion.venue.span)


def pointers(
    finds: Sequence[Find], text: str, names: Sequence[Name], quotations: Sequence[Quotation] = ()
) -> tuple[Pointer, ...]:
    """The stretches whose entity the finds need: sources and addressees."""
    out: list[Pointer] = []
    modes = {f.attribution.id: f.attribution.mode for f in finds}
    marked = SpanIndex((q.span, q) for q in quotations)
    for find in within_parents(finds):
        a = find.attribution
        mode = modes.get(a.parent or "")
        where = (a.source or a.cue or a.content)[0]
        reported = mode == "indirect" or (mode == "mixed" and not marked.touching(where))
        if a.source:
            out.append(
                Pointer(
                    span=a.source[0],
                    role="source",
                    attribution=a.id,
                    content=a.content,
                    parent=a.parent,
                    reported=reported,
                )
            )
        to = addressee(find, text, names)
        if to is not None:
            out.append(
                Pointer(
                    span=to,
                    role="addressee",
                    attribution=a.id,
                    content=a.content,
                    parent=a.parent,
                    reported=reported,
                )
            )
    return tuple(out)


def complete(
    document: Document,
    finds: Sequence[Find],
    resolved: Mapping[tuple[str, str], Resolution],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    frame: Frame,
) -> tuple[Attribution, ...]:
    """The finds as attributions with speaker, addressee, venue, date and chain, parents before children."""
    pass_over = _Pass(document, finds, resolved, entities, times, frame)
    ordered = within_parents(finds)
    ordered.sort(key=lambda f: (f.attribution.parent is not None, f.attribution.content[0].start))
    for find in ordered:
        pass_over.first(find)
    out = answered([pass_over.complete(find) for find in ordered], {f.attribution.id: f.verb for f in ordered})
    return tuple(sorted(out, key=lambda x: (x.content[0].start, -x.content[-1].end, x.id)))


class _Pass:
    """Two passes over the finds, in the order of the text, those inside others last: speaker and own occasion of each,
    then what it has from others."""

    def __init__(
        self,
        document: Document,
        finds: Sequence[Find],
        resolved: Mapping[tuple[str, str], Resolution],
        entities: Sequence[Entity],
        times: Sequence[TimeExpression],
        frame: Frame,
    ) -> None:
        self.document, self.resolved = document, resolved
        self.kinds = {e.id: e.kind for e in entities}
        self.names = {e.id: e.name.casefold() for e in entities}
        self.named = sorted((m.span, e.id) for e in entities for m in e.mentions if m.form == "name")
        self.known = frozenset(who for _, who in self.named)
        self.times = SpanIndex((t.span, t) for t in times)
        polls = [e for e in entities if e.kind == "document" and POLL.search(e.name)]
        self.polls = sorted((m.span, e.id) for e in polls for m in e.mentions)
        self.ends = [p.end for p in frame.paragraphs]
        self.head = head(document, entities)
        others = taken_over(document.text, frame.paragraphs, self.named)
        self.others = SpanIndex((t.span, t) for t in others)
        self.voices = self._voices(finds)
        self.turns = [f.attribution.content[0].start for f in finds if f.pattern == "turn"]
        self.leaders = {f.attribution.id: f.attribution for f in finds}
        self.speakers: dict[str, _Speaker] = {}
        self.own: dict[str, Occasion] = {}
        self.why: dict[str, list[Reason]] = {}
        mentions = SpanIndex((m.span, (m.span, e.id)) for e in entities for m in e.mentions)
        quoted = SpanIndex((q.span, q) for q in frame.quotations if q.depth == 0)
        self.inner = SpanIndex((q.span, q) for q in frame.quotations if q.depth > 0)
        told = settings(document.text, frame.sentences, self.ends, quoted, mentions, self.kinds, self.times)
        self.occasions = Occasions(document.published, told)
        self.record = document.kind in RECORD_KINDS
        if self.record:
            self.occasions.of_record(times, HEAD)
        else:
            self.occasions.news(document.text, times, frame.paragraphs, mentions)
        self.done: dict[str, Attribution] = {}
        self.before: Occasion | None = None
        self.spoken_to: dict[str, str | None] = {}  # by speaker
        self.paper: _Paper | None = None

    @cached_property
    def exchange(self) -> Exchange:
        """The turns of the text; asked once what each sentence tells of an occasion is known."""
        return exchange(self.voices, bisect_right(self.ends, min(self.turns, default=-1)), self.occasions)

    def _voices(self, finds: Sequence[Find]) -> tuple[str, ...]:
        """Who takes turns in a transcript."""
        sources = (self.resolved.get((f.attribution.id, "source")) for f in finds if f.pattern == "turn")
        return tuple(dict.fromkeys(e for source in sources if source is not None for e in source.entities))

    def first(self, find: Find) -> None:
        """Who speaks, and what the sentence itself tells of the occasion."""
        a = find.attribution
        reasons = self.why[a.id] = []
        speaker = self.speakers[a.id] = self._speaker(find, reasons)
        if a.modality == "unknown" and any(self.kinds.get(s) == "document" for s in speaker.who):
            find = replace(find, attribution=replace(a, modality="said"))  # what a poll "shows", it says
            a = self.leaders[a.id] = find.attribution
        own = self.own[a.id] = self._own_occasion(find, speaker, reasons)
        if a.parent is None and speaker.who and a.modality in ("said", "unknown"):
            self.occasions.add(a.content[0].start, own)

    def complete(self, find: Find) -> Attribution:
        """One find as an attribution; what it tells is remembered for those after it."""
        a = self.leaders[find.attribution.id]
        find = replace(find, attribution=a)
        reasons, speaker = self.why[a.id], self.speakers[a.id]
        occasion = self._occasion(find, speaker, reasons)
        chain = self._chain(find, speaker, occasion, reasons)
        if a.parent is None and find.pattern != "according to" and a.modality == "said" and speaker.who:
            self.before = occasion
            if self.own[a.id].addressee is not None and self.kinds.get(self.own[a.id].addressee or "") != "group":
                self.spoken_to[speaker.who[0]] = self.own[a.id].addressee
        self.done[a.id] = replace(
            a,
            speaker=speaker.who,
            resolved_by=speaker.resolved_by,
            addressee=occasion.addressee,
            venue=occasion.venue,
            said_on=occasion.said_on,
            chain=with_first_record(chain, self.document),
            reasons=tuple(reasons),
        )
        return self.done[a.id]

    def _reason(self, of: str, why: str, spans: Sequence[Span]) -> Reason:
        return Reason(of=of, why=why, anchors=tuple(self._place(s) for s in dict.fromkeys(spans)))

    def _place(self, span: Span) -> Place:
        return Place(document=self.document.id, span=span)

    # ---- speaker ----------------------------------------------------------------------------------------------------

    def _speaker(self, find: Find, reasons: list[Reason]) -> _Speaker:
        a = find.attribution
        source = self.resolved.get((a.id, "source"))
        if source is not None and source.entities:
            doubt = "doubtful: " if source.doubtful else ""
            reasons.append(self._reason("speaker", doubt + source.why, source.places))
            return _Speaker(source.entities, source.resolved_by)
        if find.follows in self.speakers:
            leader, spoke = self.leaders[find.follows], self.speakers[find.follows]
            what = (
                "set without marks after that speaker’s words"
                if find.pattern == "pull quote"
                else "a quotation without cue after that speaker’s words"
            )
            reasons.append(self._reason("speaker", f"by inference: {what}", leader.content[-1:]))
            return _Speaker(spoke.who, "implicit" if spoke.who else None)
        if source is not None:
            reasons.append(self._reason("speaker", source.why, a.source))
        elif find.pattern == "passive":
            reasons.append(self._reason("speaker", "the text does not say who", a.cue))
        return _Speaker()

    # ---- occasion ---------------------------------------------------------------------------------------------------

    def _own_occasion(self, find: Find, speaker: _Speaker, reasons: list[Reason]) -> Occasion:
        """What the sentence itself tells."""
        a = find.attribution
        venue = venue_of(self.document.text, find)
        when = date_of(self.document.text, find, venue, self.times)
        addressee, heard = self._addressee(find, venue, speaker, reasons)
        if find.pattern == "turn" and len(self.voices) == 2 and speaker.who and addressee is None:
            addressee = next((v for v in self.voices if v not in speaker.who), None)
            reasons.append(self._reason("addressee", "the other voice of the transcript", a.source))
        dated = (when.edtf, when.span) if when is not None else (None, None)
        dated = programme_day(self.document.text, venue, dated[0], self.document.published) or dated
        if dated[1] is not None:
            reasons.append(self._reason("said_on", DATED, (dated[1],)))
        return Occasion(
            speaker=speaker.who,
            addressee=addressee,
            venue=venue,
            said_on=dated[0],
            when=dated[1],
            paragraph=bisect_right(self.ends, a.content[0].start),
            heard=(heard,) if heard is not None else (),
        )

    def _occasion(self, find: Find, speaker: _Speaker, reasons: list[Reason]) -> Occasion:
        """Its own occasion, completed from the one it goes on from, or from what the text tells of the speaker's."""
        a = find.attribution
        own = self.own[a.id]
        if a.parent is not None or not speaker.who:
            return own
        if self.names.get(own.addressee or "") in _HOSTS and self.occasions.has_listener(speaker.who[0]):
            own = replace(own, addressee=None)  # "the host", of one whom the text names
        if own.said_on is None and own.venue is None and own.addressee is None:
            before = self._goes_on_from(find, speaker, own.paragraph)
            if before is not None:
                if before.addressee or before.venue or before.said_on:
                    places = (before.when, before.venue.span if before.venue else None)
                    why = "goes on from the sentence before"
                    reasons.append(self._reason("said_on", why, [s for s in places if s is not None]))
                return self._to_you(replace(before, paragraph=own.paragraph), find, reasons)
        if a.source and own.venue is not None and own.venue.span == a.source[0]:
            return self._of_paper(own, own.venue, reasons)
        turn = find.pattern == "turn" or any(s.of(self.document.text) == ":" for s in a.cue)
        if find.pattern == "turn" and not self.record:
            return self._of_exchange(own, reasons)
        if a.modality == "intended" or (turn and own.paragraph > 0 and not self.record):
            return own
        # Headlines tell the news in the present, and "according to Lind" has no tense.
        news = self.record or own.paragraph == 0 or is_past(find, self.document.text)
        if by_account(find, self.document.text):  # what a body holds is no saying of one day
            news = all(self.kinds.get(s) == "person" for s in speaker.who)
        if self.others.touching(a.content[0]):  # another's telling, of another day
            news = False
        told = self.occasions.completed(own, a, news=news, said=is_said(find))
        for of, why, spans in told.reasons:
            reasons.append(self._reason(of, why, spans))
        heard = told.heard
        to, where = told.occasion.addressee, told.occasion.venue
        if to is not None and to != own.addressee and where is not None and where.kind == "interview":
            heard = (*heard, (to, where.span))  # who asked heard it, in this sentence as in the one that names them
        done = replace(told.occasion, heard=(*self._hands(dict.fromkeys(heard)), *own.heard))
        return self._to_you(self._to_other_voice(done, reasons), find, reasons)

    def _of_paper(self, own: Occasion, paper: Venue, reasons: list[Reason]) -> Occasion:
        """The occasion of a paper that is itself the source, with to whom and when the text has it written."""
        to, said_on, when = self.occasions.of_paper(paper)
        if own.addressee is None and to is not None:
            own = replace(own, addressee=to)
            reasons.append(self._reason("addressee", "to whom that paper was written", (paper.span,)))
        if own.said_on is None and said_on is not None and when is not None:
            own = replace(own, said_on=said_on, when=when)
            reasons.append(self._reason("said_on", "when that paper was written", (when,)))
        return own

    def _of_exchange(self, own: Occasion, reasons: list[Reason]) -> Occasion:
        """A turn's own occasion with what the text tells of the exchange right before it."""
        told = self.exchange.told
        if told is None:
            return own
        places = [s for s in (told.venue.span if told.venue else None, told.when) if s is not None]
        reasons.append(self._reason("venue", "told of the exchange before it begins", places))
        return replace(self.exchange.of_turn(own), heard=(*self._hands(self.exchange.heard), *own.heard))

    def _to_other_voice(self, occasion: Occasion, reasons: list[Reason]) -> Occasion:
        """The occasion with the other voice of the exchange that the text gives below."""
        to = self.exchange.other_voice(occasion)
        if to is None or occasion.venue is None:
            return occasion
        reasons.append(self._reason("addressee", "the other voice of the exchange below", (occasion.venue.span,)))
        return replace(occasion, addressee=to)

    def _hands(self, heard: Iterable[tuple[str, Span]]) -> Chain:
        """The bodies that heard words, as links of a chain."""
        return tuple(ChainLink(role="heard", who=who, anchor=self._place(span)) for who, span in heard)

    def _to_you(self, occasion: Occasion, find: Find, reasons: list[Reason]) -> Occasion:
        """The occasion with whom "you" in quoted words means: the last one to whom the text has that speaker speak."""
        a = find.attribution
        to = self.spoken_to.get(occasion.speaker[0]) if occasion.speaker else None
        if to is None or occasion.addressee is not None or a.mode == "indirect":
            return occasion
        if self.own[a.id].said_on is not None:  # another day, another listener
            return occasion
        told = (m for s in a.content for m in _YOU.finditer(self.document.text, *s))
        said = next((m for m in told if not self.inner.touching(Span(*m.span()))), None)
        if said is None:
            return occasion
        why = "“you” in words of one who spoke to them before"
        reasons.append(self._reason("addressee", why, (Span(*said.span()),)))
        return replace(occasion, addressee=to)

    def _addressee(
        self, find: Find, venue: Venue | None, speaker: _Speaker, reasons: list[Reason]
    ) -> tuple[str | None, ChainLink | None]:
        """To whom it was said, and, where that is an outlet or an interviewer, the hand it is in the chain."""
        to = self.resolved.get((find.attribution.id, "addressee"))
        if to is None or not to.entities or to.entities[0] in speaker.who:
            return None, None
        who = to.entities[0]
        reasons.append(self._reason("addressee", to.why, to.places))
        outlet = self.kinds.get(who) in ("organisation", "unknown") and self._is_outlet(who)
        if not outlet and (venue is None or venue.kind != "interview"):
            return who, None
        return who, ChainLink(role="heard", who=who, anchor=self._place(to.places[-1]) if to.places else None)

    def _is_outlet(self, who: str) -> bool:
        """Whether a body that was told may be a hand: one that is named, or a newspaper; not a crowd or a class."""
        return who in self.known or self.names.get(who, "").rsplit(" ", 1)[-1] in _MEDIA

    def _goes_on_from(self, find: Find, speaker: _Speaker, here: int) -> Occasion | None:
        """The occasion before, if the same speaker goes on in the same breath."""
        before = self.before
        if before is None or find.attribution.parent is not None or not speaker.who or speaker.who != before.speaker:
            return None
        if here - before.paragraph > 1:
            return None
        close = here == before.paragraph or find.verb in _GOES_ON
        return before if close or speaker.resolved_by in ("pronoun", "implicit") else None

    def _poll(self, find: Find, reasons: list[Reason]) -> Chain:
        """The poll that a share is from: the last one named before it, else the one of the text."""
        at = find.attribution.content[0].start
        poll = self.polls[max(0, bisect_right(self.polls, at, key=lambda p: p[0].start) - 1)] if self.polls else None
        if poll is None:
            return ()
        reasons.append(self._reason("chain", "a share of those asked: the poll named nearest before", (poll[0],)))
        return (ChainLink(role="noted", who=poll[1], anchor=self._place(poll[0]), first_record=True),)

    # ---- chain ------------------------------------------------------------------------------------------------------

    def _chain(self, find: Find, speaker: _Speaker, occasion: Occasion, reasons: list[Reason]) -> Chain:
        """From the document to the speaker; for what stands inside another's words, on from that one's chain."""
        a = find.attribution
        if a.parent is not None and a.parent in self.done:
            chain = self.done[a.parent].chain
            if find.pattern == "passive" and not speaker.who:
                chain = (*chain, ChainLink(role="said", who=None, anchor=self._place(a.cue[0])))
        else:
            chain = (*self.head, *self._through_paper(find, speaker, occasion, reasons))
            told = [(t.teller, t.named) for t in self.others.touching(a.content[0]) if t.teller not in speaker.who]
            for link in (*self._hands(told), *self._brought_by(find, speaker), *occasion.heard):
                if all(link.who != other.who for other in chain):
                    chain = (*chain, link)
        met = {link.who for link in chain}
        anchor = self._place(a.source[0]) if a.source else None
        mouths = [s for s in speaker.who if s not in met or self.kinds.get(s) != "document"]
        return *chain, *(ChainLink(role="said", who=s, anchor=anchor, date=occasion.said_on) for s in mouths)

    def _brought_by(self, find: Find, speaker: _Speaker) -> Chain:
        """Whom the words are taken from, where the text says so."""
        at = bisect_right(self.ends, find.attribution.content[0].start)
        paragraph = Span(self.ends[at - 1] if at else 0, self.ends[min(at, len(self.ends) - 1)])
        found = brought_by(self.document.text, find, paragraph, self.named, self.kinds, speaker.who)
        return tuple(
            ChainLink(
                role="quoted" if self.kinds.get(who) == "person" else "published", who=who, anchor=self._place(span)
            )
            for who, span in found
        )

    def _through_paper(self, find: Find, speaker: _Speaker, occasion: Occasion, reasons: list[Reason]) -> Chain:
        """The hands of the paper that the find names or still rests on."""
        paper = self.paper
        relay = through_paper(self.document, find, self.named, self.kinds, speaker.who, self.times)
        if not relay and find.attribution.source and is_share(find.attribution.source[0].of(self.document.text)):
            relay = self._poll(find, reasons)
            if relay:
                return relay
        if relay:
            if paper is not None and len(relay) == 1:
                if speaker.resolved_by == "nominal" or relay[0].who == paper.chain[-1].who:
                    relay = paper.chain  # "the documents": the paper named before
            self.paper = _Paper(relay, occasion.paragraph, find.sentence)
            return relay
        if paper is None:
            return ()
        if (names_paper := by_paper(self.document.text, find)) is not None:
            reasons.append(self._reason("chain", "the paper named before", (names_paper,)))
            self.paper = paper._replace(paragraph=occasion.paragraph)
            return paper.chain
        own = occasion.own and not paper.tells_of(occasion)
        if rests_on_paper(self.document.text, find, occasion.paragraph - paper.paragraph, own=own):
            places = [link.anchor.span for link in paper.chain[:1] if link.anchor]
            reasons.append(self._reason("chain", "goes on from the paper named before", places))
            return paper.chain
        if own:
            self.paper = None
        return ()
