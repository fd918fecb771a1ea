"""What is known of each act of saying: speaker, addressee, venue, date, and the hands it came through.

Reads the finds, the resolved mentions and the times of one document; adds no new attribution. A field that the text
does not give stays ``None``. Occasion (addressee, venue, date) is carried to what goes on from it in the same breath,
no further.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from hearsay.language.chains import Chain, head, rests_on_paper, through_paper, with_first_record
from hearsay.language.finds import Find
from hearsay.language.occasions import Occasion, date_of, named_addressee, venue_of
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.span_index import SpanIndex
from hearsay.model import (
    Attribution,
    ChainLink,
    Document,
    Entity,
    Place,
    Reason,
    ResolvedBy,
    TimeExpression,
    Venue,
)
from hearsay.text import Span

_GOES_ON = ("add", "continue", "go on")


class _Speaker(NamedTuple):
    who: tuple[str, ...] = ()
    resolved_by: ResolvedBy | None = None


class _Paper(NamedTuple):
    """The last paper named as a source: the hands it came through, and the paragraph that names it."""

    chain: Chain
    paragraph: int


def pointers(finds: Sequence[Find], text: str, names: Sequence[Name]) -> tuple[Pointer, ...]:
    """The stretches whose entity the finds need: sources and addressees."""
    out: list[Pointer] = []
    indirect = {f.attribution.id for f in finds if f.attribution.mode == "indirect"}
    for find in finds:
        a = find.attribution
        if a.source:
            out.append(
                Pointer(
                    span=a.source[0],
                    role="source",
                    attribution=a.id,
                    content=a.content,
                    parent=a.parent,
                    reported=a.parent in indirect,
                )
            )
        addressee = find.addressee or named_addressee(find, text, names)
        if addressee is not None:
            out.append(Pointer(span=addressee, role="addressee", attribution=a.id, content=a.content, parent=a.parent))
    return tuple(out)


def complete(
    document: Document,
    finds: Sequence[Find],
    resolved: Mapping[tuple[str, str], Resolution],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    paragraphs: Sequence[Span],
) -> tuple[Attribution, ...]:
    """The finds as attributions with speaker, addressee, venue, date and chain, parents before children."""
    pass_over = _Pass(document, finds, resolved, entities, times, paragraphs)
    ordered = sorted(finds, key=lambda f: (f.attribution.parent is not None, f.attribution.content[0].start))
    out = [pass_over.complete(find) for find in ordered]
    return tuple(sorted(out, key=lambda x: (x.content[0].start, -x.content[-1].end, x.id)))


class _Pass:
    """One pass over the finds: in the order of the text, those inside others last."""

    def __init__(
        self,
        document: Document,
        finds: Sequence[Find],
        resolved: Mapping[tuple[str, str], Resolution],
        entities: Sequence[Entity],
        times: Sequence[TimeExpression],
        paragraphs: Sequence[Span],
    ) -> None:
        self.document, self.resolved = document, resolved
        self.kinds = {e.id: e.kind for e in entities}
        self.named = sorted((m.span, e.id) for e in entities for m in e.mentions if m.form == "name")
        self.times = SpanIndex((t.span, t) for t in times)
        self.ends = [p.end for p in paragraphs]
        self.head = head(document, entities)
        self.voices = self._voices(finds)
        self.done: dict[str, Attribution] = {}
        self.occasion: Occasion | None = None
        self.paper: _Paper | None = None

    def _voices(self, finds: Sequence[Find]) -> tuple[str, ...]:
        """Who takes turns in a transcript."""
        sources = (self.resolved.get((f.attribution.id, "source")) for f in finds if f.pattern == "turn")
        return tuple(dict.fromkeys(e for source in sources if source is not None for e in source.entities))

    def complete(self, find: Find) -> Attribution:
        """One find as an attribution; what it tells is remembered for those after it."""
        a = find.attribution
        reasons: list[Reason] = []
        speaker = self._speaker(find, reasons)
        occasion = self._occasion(find, speaker, reasons)
        chain = self._chain(find, speaker, occasion, reasons)
        if a.parent is None and find.pattern != "according to" and a.modality == "said" and speaker.who:
            self.occasion = occasion
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
        if find.follows in self.done:
            leader = self.done[find.follows]
            what = (
                "set without marks after that speaker’s words"
                if find.pattern == "pull quote"
                else "a quotation without cue after that speaker’s words"
            )
            reasons.append(self._reason("speaker", f"by inference: {what}", leader.content[-1:]))
            return _Speaker(leader.speaker, "implicit" if leader.speaker else None)
        if source is not None:
            reasons.append(self._reason("speaker", source.why, a.source))
        elif find.pattern == "passive":
            reasons.append(self._reason("speaker", "the text does not say who", a.cue))
        return _Speaker()

    # ---- occasion ---------------------------------------------------------------------------------------------------

    def _occasion(self, find: Find, speaker: _Speaker, reasons: list[Reason]) -> Occasion:
        """What the sentence tells of the occasion; where it tells nothing and goes on, the occasion it goes on from."""
        a = find.attribution
        here = bisect_right(self.ends, a.content[0].start)
        venue = venue_of(self.document.text, find)
        when = date_of(find, self.times)
        addressee, heard = self._addressee(find, venue, reasons)
        if find.pattern == "turn" and len(self.voices) == 2 and speaker.who and addressee is None:
            addressee = next((v for v in self.voices if v not in speaker.who), None)
            reasons.append(self._reason("addressee", "the other voice of the transcript", a.source))
        if when is not None:
            reasons.append(self._reason("said_on", "dated in its sentence", (when.span,)))
        elif venue is None and addressee is None:
            before = self._goes_on_from(find, speaker, here)
            if before is not None:
                if before.addressee or before.venue or before.said_on:
                    spans = (before.when, before.venue.span if before.venue else None)
                    why = "goes on from the sentence before"
                    reasons.append(self._reason("said_on", why, [s for s in spans if s is not None]))
                return replace(before, paragraph=here)
        return Occasion(
            speaker=speaker.who,
            addressee=addressee,
            venue=venue,
            said_on=when.edtf if when is not None else None,
            when=when.span if when is not None else None,
            paragraph=here,
            heard=heard,
        )

    def _addressee(self, find: Find, venue: Venue | None, reasons: list[Reason]) -> tuple[str | None, ChainLink | None]:
        """To whom it was said, and, where that is an outlet or an interviewer, the hand it is in the chain."""
        to = self.resolved.get((find.attribution.id, "addressee"))
        if to is None or not to.entities:
            return None, None
        who = to.entities[0]
        reasons.append(self._reason("addressee", to.why, to.places))
        outlet = self.kinds.get(who) in ("organisation", "unknown")
        if not outlet and (venue is None or venue.kind != "interview"):
            return who, None
        return who, ChainLink(role="heard", who=who, anchor=self._place(to.places[-1]) if to.places else None)

    def _goes_on_from(self, find: Find, speaker: _Speaker, here: int) -> Occasion | None:
        """The occasion before, if the same speaker goes on in the same breath."""
        before = self.occasion
        if before is None or find.attribution.parent is not None or not speaker.who or speaker.who != before.speaker:
            return None
        if here - before.paragraph > 1:
            return None
        close = here == before.paragraph or find.verb in _GOES_ON
        return before if close or speaker.resolved_by in ("pronoun", "implicit") else None

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
            if occasion.heard is not None:
                chain = (*chain, occasion.heard)
        met = {link.who for link in chain}
        anchor = self._place(a.source[0]) if a.source else None
        mouths = [s for s in speaker.who if s not in met or self.kinds.get(s) != "document"]
        return *chain, *(ChainLink(role="said", who=s, anchor=anchor, date=occasion.said_on) for s in mouths)

    def _through_paper(self, find: Find, speaker: _Speaker, occasion: Occasion, reasons: list[Reason]) -> Chain:
        """The hands of the paper that the find names or still rests on."""
        paper = self.paper
        relay = through_paper(self.document, find, self.named, self.kinds, speaker.who, self.times)
        if relay:
            if paper is not None and len(relay) == 1:
                if speaker.resolved_by == "nominal" or relay[0].who == paper.chain[-1].who:
                    relay = paper.chain  # "the documents": the paper named before
            self.paper = _Paper(relay, occasion.paragraph)
            return relay
        if paper is None:
            return ()
        if rests_on_paper(self.document.text, find, occasion.paragraph - paper.paragraph, occasion):
            places = [link.anchor.span for link in paper.chain[:1] if link.anchor]
            reasons.append(self._reason("chain", "goes on from the paper named before", places))
            return paper.chain
        if occasion.own:
            self.paper = None
        return ()
