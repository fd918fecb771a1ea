"""What the documents of a story tell of a conversation, read point by point through each of them.

A sentence tells of a conversation when it is a passage of it, stands in its record, or goes on about it: two who took
part are named there or just before, no other conversation had them both, and no day in it is another's.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from hearsay.language.conversation_points import Told, points, reply
from hearsay.language.ordinals import ORDINAL, ordinal
from hearsay.language.passages import same_date
from hearsay.language.records import HEAD, RECORD_KINDS, SPOKEN_KINDS
from hearsay.language.subjects import Company, companies
from hearsay.model import Annotations, Attribution, Entity, Event, Place, Story
from hearsay.text import Span

THE_MEETING = re.compile(
    r"\b(?:the|that|their|those) (?:\w+ )?"
    r"(?:meeting|talks|conversation|summit|call|dinner|session|negotiations|evening|day)\b",
    re.I,
)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
_THAT_DAY = re.compile(
    rf"\b(?:it was|on)\b[^.;]{{0,25}}?\bthe (?P<day>{ORDINAL.pattern})(?=[.,;]| of (?:that|the) month\b|$)", re.I
)
_PRESENT_LIST = re.compile(
    r"^(?:present|in attendance|participants|attendees|attended by)\b[^:\n]{0,40}:\s*(?P<who>[^\n]+)$", re.I | re.M
)
LISTED = 2000  # code points in which a record lists who was present
REACH = 2  # sentences before one in which the other who took part is named
NEAR = 4  # sentences after a passage that may go on about its day and how many there were


@dataclass(frozen=True, slots=True, kw_only=True)
class PointTold:
    """One point of an event as one place tells it: `value` as it is shown, `told` what was read there (``None`` for a
    day or a figure that comes from elsewhere), `account` the id of the account it belongs to, once that is known.
    `computed`: the value is worked out from what is told, not printed."""

    slot: str
    value: str
    place: Place
    told: Told | None = None
    computed: bool = False
    account: str = ""


class Conversations:
    """Reads the points of conversations in the documents of their stories."""

    def __init__(
        self,
        stories: Sequence[Story],
        annotations: Mapping[str, Annotations],
        attributions: Sequence[Attribution],
        entities: Sequence[Entity],
        events: Sequence[Event],
        carried: Mapping[str, frozenset[str]],
    ) -> None:
        """`carried` are, for each event, the documents that carry words said at it."""
        self._carried = carried
        self._names = {e.id: e.name for e in entities}
        self._met: dict[str, list[Event]] = defaultdict(list)
        for e in events:
            if e.kind == "conversation":
                self._met[e.story].append(e)
        self._annotations = {
            s.id: [annotations[d] for d in sorted(s.documents) if annotations[d].document.english]
            for s in stories
            if s.id in self._met
        }
        wanted = [a for those in self._annotations.values() for a in those]
        self._said: dict[str, list[Attribution]] = defaultdict(list)
        for x in attributions:
            self._said[x.document].append(x)
        self._named_around: dict[tuple[str, int], frozenset[str]] = {}
        self._company = companies(wanted, entities, [x for a in wanted for x in self._said[a.document.id]])
        self._all_named = {
            d: {n.who for n in here.named} | {x.speaker[0] for x in self._said[d] if len(x.speaker) == 1}
            for d, here in self._company.items()
        }

    def points(self, event: Event) -> Iterator[PointTold]:
        """The points of a conversation, document by document."""
        people = set(event.participants)
        passages = {p.document for p in event.passages} | self._carried.get(event.id, frozenset())
        for a in self._annotations[event.story]:
            # Where no passage of it stands, a text tells of it only if it names two who took part.
            if a.document.id in passages or len(self._all_named[a.document.id] & people) > 1:
                yield from self._document(event, a)

    def _document(self, event: Event, a: Annotations) -> Iterator[PointTold]:
        d = a.document.id
        here = self._company[d]
        own = [p.span for p in event.passages if p.document == d]
        record = bool(own) and a.document.kind in RECORD_KINDS
        memoir = bool(own) and a.document.kind in SPOKEN_KINDS
        among = frozenset(event.participants)
        if record:
            yield from _listed(a)
        raised: Told | None = None  # the last matter that somebody raised, for answers to "it"
        for n, sentence in enumerate(a.sentences):
            passage = any(s.overlaps(sentence) for s in own)
            near = passage or _after(own, a.sentences, n) or (memoir and self._told_by(event, here, sentence))
            if not (record or passage or self._goes_on(event, d, here, a.sentences, n, near)):
                continue
            for told in points(here, sentence, a.sentences[n - 1] if n else None, among):
                if (told.who is None and not (record or near)) or _of_another_day(event, a, here, sentence, told.span):
                    continue
                if told.open and raised is not None:
                    told = replace(told, topic=raised.topic)
                if told.slot == "who raised it":
                    raised = told
                yield self._made(told, d, here)
            for x in self._said[d]:
                if x.content and sentence.start <= x.content[0].start < sentence.end:
                    answer = reply(here, x, among)
                    if answer is not None:
                        about = raised.topic if raised is not None else frozenset[str]()
                        yield self._made(replace(answer, topic=about), d, here)
            if passage or (record and sentence.start < HEAD):
                yield from _days(event, a, sentence)
            elif near:
                yield from _days_of_month(event, a, own, sentence)

    def _made(self, told: Told, document: str, here: Company) -> PointTold:
        printed = " ".join(told.words.of(here.text).split())
        value = self._names[told.who] if told.slot == "who raised it" and told.who else printed
        if told.each and told.low is not None:
            value = f"{told.low} in all"
        return PointTold(
            slot=told.slot, value=value, place=Place(document=document, span=told.span), told=told,
            computed=told.computed,
        )  # fmt: skip

    def _goes_on(
        self, event: Event, document: str, here: Company, sentences: Sequence[Span], n: int, near: bool
    ) -> bool:
        told = self._around(document, here, sentences, n) & set(event.participants)
        if len(told) > 1 and any(
            len(told & set(e.participants)) > 1 for e in self._met[event.story] if e.id != event.id
        ):
            return False
        if near or len(told) > 1:
            return True
        region = Span(sentences[max(0, n - REACH)].start, sentences[n].end)
        carried = bool(told) and document in self._carried.get(event.id, ())
        return carried and THE_MEETING.search(here.text, *region) is not None

    def _around(self, document: str, here: Company, sentences: Sequence[Span], n: int) -> frozenset[str]:
        """Who is named around a sentence, or speaks in it; whichever conversation is looked for."""
        held = self._named_around.get((document, n))
        if held is None:
            region = Span(sentences[max(0, n - REACH)].start, sentences[n].end)
            named = {x.who for x in here.within(region)}
            speaking = {x.speaker[0] for x in here.words_of.touching(sentences[n]) if len(x.speaker) == 1}
            held = self._named_around[document, n] = frozenset(named | speaking)
        return held

    def _told_by(self, event: Event, here: Company, sentence: Span) -> bool:
        return any(
            x.mode == "direct" and set(x.speaker) & set(event.participants) for x in here.words_of.touching(sentence)
        )


def _after(own: Sequence[Span], sentences: Sequence[Span], n: int) -> bool:
    first = sentences[max(0, n - NEAR)].start
    return any(first <= s.start < sentences[n].end for s in own)


def _listed(a: Annotations) -> Iterator[PointTold]:
    """How many a record lists as present: each name between semicolons, or commas where there are none."""
    text = a.document.text
    lists = [m for m in _PRESENT_LIST.finditer(text) if m.start() < LISTED]
    named = [len([x for x in m["who"].rstrip(".").split(";" if ";" in m["who"] else ",") if x.strip()]) for m in lists]
    if not lists or sum(named) < 2:
        return
    spans = [Span(*lists[0].span())]
    for m in lists[1:]:  # one side's list beside the other's is one place
        if text[spans[-1].end : m.start()].strip():
            spans.append(Span(*m.span()))
        else:
            spans[-1] = Span(spans[-1].start, m.end())
    for span in spans:
        told = Told(
            slot="how many took part", span=span, words=span, low=Fraction(sum(named)), high=Fraction(sum(named)),
            computed=True,
        )  # fmt: skip
        yield PointTold(
            slot=told.slot, value=f"{sum(named)} are listed", place=Place(document=a.document.id, span=span), told=told,
            computed=True,
        )  # fmt: skip


def _of_another_day(event: Event, a: Annotations, here: Company, sentence: Span, place: Span) -> bool:
    """Whether the words around a point name a year that cannot be the conversation's, and none that can.

    What stands outside the words of the one who tells it is when it was told: "in 2009 she said that he had agreed".
    """
    if event.date is None:
        return False
    held = [c for x in here.words_of.touching(place) for c in x.content if c.covers(Span(place.start, place.start + 1))]
    own = min(held, key=lambda c: c.end - c.start, default=sentence)
    told = [
        t.edtf
        for t in a.times
        if t.type == "DATE"
        and t.edtf
        and t.edtf[:4].isdigit()
        and t.edtf[:4] in t.span.of(a.document.text)
        and sentence.covers(t.span)
        and own.covers(t.span)
    ]
    return bool(told) and not any(same_date(x, event.date) for x in told)


def _days(event: Event, a: Annotations, sentence: Span) -> Iterator[PointTold]:
    """The days that a passage names, where they can be the conversation's."""
    for t in a.times:
        if t.type == "DATE" and t.edtf and len(t.edtf) == 10 and sentence.covers(t.span):
            if same_date(t.edtf, event.date):
                yield PointTold(slot="the day", value=t.edtf, place=Place(document=a.document.id, span=t.span))


def _days_of_month(event: Event, a: Annotations, own: Sequence[Span], sentence: Span) -> Iterator[PointTold]:
    """ "the eighteenth", after a passage that names the month."""
    found = _THAT_DAY.search(a.document.text, *sentence)
    months = {
        t.edtf[:7]
        for t in a.times
        if t.type == "DATE" and t.edtf and _MONTH.match(t.edtf) and any(s.covers(t.span) for s in own)
    }
    if found is None or len(months) != 1:
        return
    if any(name in found[0] for name in month_name[1:]):
        return  # "on October the 31st": of a month of its own
    year, month = map(int, next(iter(months)).split("-"))
    if 1 <= ordinal(found["day"]) <= monthrange(year, month)[1]:
        value = f"{year:04}-{month:02}-{ordinal(found['day']):02}"
        yield PointTold(slot="the day", value=value, place=Place(document=a.document.id, span=Span(*found.span("day"))))
