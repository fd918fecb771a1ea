"""What the documents of a story tell of: conversations first, with who took part, when and where.

A sentence that names a meeting, talks or a call and at least two who took part is a passage about a conversation.
Passages of one story are of one conversation when their participants and their dates can be the same; a date that is
told settles it, a missing one leaves it open. A story without a conversation has one event, what it reports.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hearsay.language.grouping import Groups
from hearsay.language.passages import Passage, same_date, same_people
from hearsay.language.records import RECORD_KINDS
from hearsay.language.span_index import SpanIndex
from hearsay.model import (
    Annotations,
    Attribution,
    Entity,
    Event,
    Place,
    Reason,
    Story,
    TimeExpression,
    Utterance,
    evidence_id,
)
from hearsay.text import Span, subtract

_MEETING = re.compile(
    r"\b(?:meetings?|met|talks|summit|conversations?|negotiations?|phone call|telephone call|calls? with"
    r"|spoke by (?:phone|telephone)|dinner|lunch|session|audience|encounter|discussed"
    r"|memorandum of (?:a )?(?:conversation|meeting)|memcon)\b",
    re.I,
)
_BOTH = re.compile(r"\b(?:the two|both|the pair|they|each other)\b", re.I)
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}[^\n]{0,50}?\s[-–—]{1,2}\s")
_WITH = re.compile(r"\b(?:meetings?|talks|summit|conversations?|calls?|dinner|lunch|session) with\b", re.I)
_I = re.compile(r"\bI\b")
_YOU = re.compile(r"\byou\b", re.I)
_LATER = re.compile(
    r"\b(?:years?|months?|weeks?|days|decades?) (?:afterwards?|later|after (?:that|it|this)\b|on\b)", re.I
)
_WHERE = re.compile(r"\b(?:in|at|inside)\s+(?:the\s+)?$")


def events(
    stories: Sequence[Story],
    annotations: Mapping[str, Annotations],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    told: Mapping[str, Sequence[Passage]],
) -> tuple[Event, ...]:
    """The events of all stories. `annotations` and the `told` passages by document."""
    kinds = {e.id: e.kind for e in entities}
    said: dict[str, list[Attribution]] = defaultdict(list)
    for a in attributions:
        said[a.document].append(a)
    out: list[Event] = []
    for story in stories:
        passages = [p for d in story.documents for p in told[d]]
        met = [_event(story, members, annotations, said) for members in _fold(passages)]
        found = [e for e in met if e is not None and (len(e.passages) > 1 or len(story.documents) == 1 or e.date)]
        out += found or [_report(story, annotations, said, kinds)]
    return tuple(sorted(out, key=lambda e: e.id))


def passages(
    annotations: Sequence[Annotations], owner: Mapping[str, str], entities: Sequence[Entity]
) -> Mapping[str, tuple[Passage, ...]]:
    """For each document the sentences that tell of a conversation.

    `owner` maps the entities of the documents to `entities`, those across documents.
    """
    kinds = {e.id: e.kind for e in entities}
    names = {e.id: e.name for e in entities}
    return {a.document.id: tuple(_passages(a, owner, kinds, names)) for a in annotations}


def _passages(
    a: Annotations, owner: Mapping[str, str], kinds: Mapping[str, str], names: Mapping[str, str]
) -> list[Passage]:
    document = a.document
    text = document.text
    out: list[Passage] = []
    tellers = SpanIndex(
        (s, s)
        for x in a.attributions
        if x.parent is None and any(_MEETING.search(text, *c) for c in x.content)
        for s in x.source
    )
    mentions = sorted(
        (m.span, owner[e.id])
        for e in a.entities
        for m in e.mentions
        if not any(t.covers(m.span) for t in tellers.touching(m.span))
    )
    dates = SpanIndex((t.span, t) for t in a.times if t.type == "DATE" and t.edtf)
    talk = SpanIndex((c, x) for x in a.attributions if x.mode == "direct" for c in x.content)
    at = 0
    silent = [z.span for z in document.zones if z.kind == "notice"]
    pair: tuple[frozenset[str], int] | None = None  # the last two named together, for "the two leaders"
    if document.kind in RECORD_KINDS:
        whole = _of_record(a, owner)
        if whole is not None:
            out.append(whole)
    for number, sentence in enumerate(a.sentences):
        while at < len(mentions) and mentions[at][0].start < sentence.start:
            at += 1
        stop = at
        while stop < len(mentions) and mentions[stop][0].start < sentence.end:
            stop += 1
        inside = mentions[at:stop]
        people = frozenset(who for _, who in inside if kinds.get(who) == "person")
        match = _MEETING.search(text, sentence.start, sentence.end)
        if len(people) == 2:
            pair = (people, number)
        if match is None or any(s.covers(sentence) for s in silent):
            continue
        people |= {
            who
            for x in talk.touching(sentence)
            for who in _you_and_i(text, sentence, x, owner)
            if kinds[who] == "person"
        }
        if len(people) == 1 and _WITH.search(text, *sentence):
            people |= {
                who
                for x in talk.touching(sentence)
                if (who := _whose(text, x, owner)) is not None and kinds[who] == "person"
            }
        both = _BOTH.search(text, sentence.start, sentence.end) is not None
        if len(people) < 2 and both and pair is not None and people <= pair[0] and number - pair[1] <= 4:
            people = pair[0]
        if 2 <= len(people) <= 8:
            date = _nearest(
                text, sentence, match.span(), [t for t in dates.touching(sentence) if sentence.covers(t.span)]
            )
            place = next(
                (
                    who
                    for span, who in inside
                    if kinds.get(who) == "place"
                    and _WHERE.search(text[max(sentence.start, span.start - 12) : span.start])
                ),
                None,
            )
            out.append(
                Passage(
                    id=evidence_id(document.id, "passage", sentence),
                    document=document.id,
                    span=sentence,
                    people=people,
                    date=date,
                    place=names[place] if place else None,
                )
            )
    return out


def _nearest(text: str, sentence: Span, met: tuple[int, int], dates: Sequence[TimeExpression]) -> str | None:
    """The date that stands nearest to the words for the meeting, one behind them before one in front; the date of a
    dateline ("ORSK, March 3 (Tern News) -") is that of the report."""
    line = _DATELINE.match(text, *sentence)
    own = [t for t in dates if line is None or t.span.start >= line.end()]
    behind = [t for t in own if t.span.start >= met[1]]
    nearest = min(behind or own, key=lambda t: abs(t.span.start - met[0]), default=None)
    return nearest.edtf if nearest is not None else None


def _whose(text: str, a: Attribution, owner: Mapping[str, str]) -> str | None:
    """Whose "meeting with Lind" it is, in words of an interview: the one who is asked about it, or who tells of it."""
    asks = any("?" in c.of(text) for c in a.content)
    if asks:
        return owner[a.addressee] if a.addressee is not None else None
    return owner[a.speaker[0]] if len(a.speaker) == 1 else None


def _you_and_i(text: str, sentence: Span, a: Attribution, owner: Mapping[str, str]) -> Iterator[str]:
    """Whom "I" and "you" are in a sentence of direct speech."""
    said = [Span(max(c.start, sentence.start), min(c.end, sentence.end)) for c in a.content if c.overlaps(sentence)]
    if len(a.speaker) == 1 and any(_I.search(text, *c) for c in said):
        yield owner[a.speaker[0]]
    if a.addressee is not None and any(_YOU.search(text, *c) for c in said):
        yield owner[a.addressee]


def _of_record(a: Annotations, owner: Mapping[str, str]) -> Passage | None:
    """The head of minutes or a transcript: the people named in it before the first words, and its first date."""
    document = a.document
    end = a.attributions[0].content[0].start if a.attributions else min(len(document.text), 800)
    head = Span(0, max(end, 1))
    said = {s for x in a.attributions for s in x.speaker}
    people = frozenset(
        owner[e.id] for e in a.entities if e.kind == "person" and e.id in said and e.mentions[0].form == "name"
    )
    date = next(
        (t.edtf for t in a.times if t.type == "DATE" and t.edtf and len(t.edtf) >= 7 and head.covers(t.span)), None
    )
    if len(people) < 2:
        return None
    first = a.paragraphs[0]
    return Passage(
        id=evidence_id(document.id, "passage", first),
        document=document.id,
        span=first,
        people=people,
        date=date,
        place=None,
    )


def _fold(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages of one conversation: those with a date first, then the undated ones where only one conversation fits."""
    by_id = {p.id: p for p in passages}
    groups = Groups(by_id)
    dated = [p for p in by_id.values() if p.date is not None]
    for i, a in enumerate(dated):
        for b in dated[:i]:
            if same_people(a, b) and same_date(a.date, b.date):
                groups.join(a.id, b.id)
    for p in (p for p in by_id.values() if p.date is None):
        roots = {groups.root(q.id) for q in dated if same_people(p, q)}
        if len(roots) == 1:
            groups.join(p.id, roots.pop())
    undated = [p for p in by_id.values() if p.date is None and groups.size(p.id) == 1]
    for i, a in enumerate(undated):
        for b in undated[:i]:
            if a.people == b.people:
                groups.join(a.id, b.id)
    return [[by_id[i] for i in members] for members in groups.all()]


def _event(
    story: Story,
    members: Sequence[Passage],
    annotations: Mapping[str, Annotations],
    said: Mapping[str, Sequence[Attribution]],
) -> Event | None:
    named: Counter[str] = Counter(p for m in members for p in m.people)
    most = sorted(named.values(), reverse=True)[1] if len(named) > 1 else 0  # as often as the second most named
    people = [p for p, n in named.items() if 2 * n >= most]
    if len(people) < 2:
        return None
    dates = sorted({m.date for m in members if m.date is not None}, key=lambda d: (-len(d), d))
    places = Counter(m.place for m in members if m.place is not None)
    passages = {(m.document, m.span) for m in members}
    documents = {m.document for m in members}
    for document in documents:
        for a in said[document]:
            told = a.addressee in people and any(s in people for s in a.speaker)
            if told or annotations[document].document.kind in RECORD_KINDS:
                passages.update((document, c) for c in a.content)
    records = sorted(
        (annotations[d].document.source_id, d) for d in documents if annotations[d].document.kind in RECORD_KINDS
    )
    return Event(
        id="v" + min(m.id for m in members)[1:],
        story=story.id,
        kind="conversation",
        participants=tuple(sorted(people)),
        date=dates[0] if dates else None,
        place=_most_named(places),
        session=None,
        passages=tuple(Place(document=d, span=s) for d, s in sorted(passages)),
        primary_record=records[0][1] if records else None,
        reasons=(
            Reason(
                of="event",
                why="these sentences name the same people and a date that can be the same",
                anchors=tuple(
                    Place(document=m.document, span=m.span)
                    for m in sorted(members, key=lambda m: (m.document, m.span))[:12]
                ),
            ),
            *_dated(members, dates[0] if dates else None),
        ),
    )


def _dated(members: Sequence[Passage], date: str | None) -> Iterator[Reason]:
    """Where the date of a conversation is told, and which documents tell of it without one that could be so."""
    if date is None:
        return
    told = [m for m in members if m.date == date]
    known = {m.document for m in told}
    less = [m for m in members if m.date is not None and m.document not in known]
    known |= {m.document for m in less}
    silent = list({m.document: m for m in reversed(members) if m.document not in known}.values())
    for why, those in (
        ("the date is told here", told),
        ("only a part of the date is told here, which can be the same", less),
        ("no date is told here: it is the others', who tell of one conversation of these people only", silent),
    ):
        anchors = sorted({(m.document, m.span) for m in those})
        if anchors:
            yield Reason(of="date", why=why, anchors=tuple(Place(document=d, span=s) for d, s in anchors[:12]))


def _most_named(places: Counter[str]) -> str | None:
    """The place named most often; ``None`` where two are named equally often."""
    if not places or len(set(places.values())) < len(places):
        return None
    return places.most_common(1)[0][0]


def _report(
    story: Story,
    annotations: Mapping[str, Annotations],
    said: Mapping[str, Sequence[Attribution]],
    kinds: Mapping[str, str],
) -> Event:
    """What a story without a conversation tells of: those who speak most in it, and where each document begins."""
    speakers: Counter[str] = Counter(
        s
        for d in story.documents
        for s in {s for a in said[d] for s in a.speaker}
        if kinds.get(s) in ("person", "organisation")
    )
    people = [p for p, _ in sorted(speakers.items(), key=lambda x: (-x[1], x[0]))[:3]]
    passages = tuple(
        Place(document=d, span=annotations[d].paragraphs[0]) for d in story.documents if annotations[d].paragraphs
    )
    return Event(
        id="v" + story.id[1:],
        story=story.id,
        kind="report",
        participants=tuple(sorted(people)),
        date=None,
        place=None,
        session=None,
        passages=passages,
    )


def placed(
    utterances: Sequence[Utterance],
    found: Sequence[Event],
    stories: Mapping[str, str],
    attributions: Mapping[str, Attribution],
    annotations: Mapping[str, Annotations],
) -> tuple[Utterance, ...]:
    """Each utterance with the event it was said at; ``None`` where that is not established or several fit.

    What was said at a conversation is told apart from what is said of it: the speaker took part, and the one spoken to
    did too, or a record of the day carries it, or it stands inside somebody's telling of that conversation. What is
    told as said years, months, weeks or days afterwards was not said at it. `attributions` by id,
    `annotations` by document.
    """
    by_story: dict[str, list[Event]] = defaultdict(list)
    for e in found:
        by_story[e.story].append(e)
    out = []
    for u in utterances:
        options = {e.id: e for r in u.renditions for e in by_story[stories[r.document]]}
        carried = [attributions[a] for r in u.renditions for a in r.attributions]
        held = [
            e
            for e in options.values()
            if e.kind == "conversation" and any(_said_at(e, a, attributions) for a in carried)
        ]
        if any(_afterwards(annotations[a.document], a, attributions.get(a.parent or "")) for a in carried):
            held = []
        best = held or [e for e in options.values() if e.kind == "report"]
        out.append(replace(u, event=best[0].id if len(best) == 1 else None))
    return tuple(out)


def _said_at(event: Event, a: Attribution, attributions: Mapping[str, Attribution]) -> bool:
    if a.document == event.primary_record and a.parent is None:
        return True
    if not any(s in event.participants for s in a.speaker):
        return False
    if a.addressee is not None:
        return a.addressee in event.participants
    if any(link.role == "noted" for link in a.chain):
        return True
    parent = attributions.get(a.parent) if a.parent is not None else None
    return parent is not None and any(
        p.document == a.document and p.span.overlaps(c) for c in parent.content for p in event.passages
    )


def _afterwards(a: Annotations, said: Attribution, above: Attribution | None) -> bool:
    """Whether the sentence tells, outside the words themselves, that they were said long after what it tells of. Of
    words inside what somebody else tells (`above`), that part of the sentence counts: he may tell of it years later."""
    at = (said.cue[0] if said.cue else said.content[0]).start
    number = bisect_right(a.sentences, at, key=lambda s: s.start) - 1
    if number < 0 or a.sentences[number].end <= at:
        return False
    sentence = a.sentences[number]
    told = [c for c in above.content if c.overlaps(sentence)] if above is not None else [sentence]
    within = [Span(max(c.start, sentence.start), min(c.end, sentence.end)) for c in told]
    outside = [part for s in within for part in subtract(s, said.content)]
    return any(_LATER.search(a.document.text, *s) is not None for s in outside)
