"""What a sentence tells of a conversation, point by point: who raised it, what was answered, when, how long, how many.

Each point is read where the words name it outright, by the grammar written here; what is only implied is not a point.
`among` are the entities that took part, as far as is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from hearsay.language import conversation_words as said
from hearsay.language.conversation_words import Answer
from hearsay.language.quantities import Quantity, quantities
from hearsay.language.subjects import Company, subject
from hearsay.language.word_weights import stem
from hearsay.language.words import is_content, words
from hearsay.model import Attribution
from hearsay.text import Span

Slot = Literal[
    "who raised it", "the answer", "the day", "how many took part", "how long it lasted", "whether it took place"
]  # fmt: skip

SLOTS: tuple[Slot, ...] = (
    "whether it took place", "the day", "how long it lasted", "how many took part", "who raised it", "the answer",
)  # fmt: skip
_LONGEST = 90  # code points of an answer as it is shown

_MINUTE = 60
_DAY = 24 * 60
_NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b")
_UNREAL = re.compile(r"\b(?:would|could|might|may|should|if|must|can|will)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One point as one sentence tells it.

    `span` is where it is told and `words` what is shown of it. `who` did it, or ``None``; `answer` its sense. `low` and
    `high` bound a figure (people, or seconds). `computed`: the figure is worked out from what is told, not printed.
    `each`: it was told of each side, and doubled. `strict`: a bound that is itself left out ("more than two hours").
    `topic` are the stems of what it is about; `open`: it says "it", and leaves that to the sentences before.
    """

    slot: Slot
    span: Span
    words: Span
    who: str | None = None
    answer: Answer | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    computed: bool = False
    each: bool = False
    strict: bool = False
    topic: frozenset[str] = frozenset()
    open: bool = False


def points(here: Company, sentence: Span, before: Span | None, among: frozenset[str]) -> Iterator[Told]:
    """The points of a sentence; `before` is the one before it, for questions and for what "it" is.

    Days are not among them: they come with their values from the time expressions of the document.
    """
    yield from _raised(here, sentence, before, among)
    yield from _answers(here, sentence, among)
    yield from _present(here, sentence, before)
    yield from _long(here, sentence)
    never = said.NEVER.search(here.text, *sentence)
    if never is not None:
        yield Told(slot="whether it took place", span=Span(*never.span()), words=Span(*never.span()))


def _raised(here: Company, sentence: Span, before: Span | None, among: frozenset[str]) -> Iterator[Told]:
    text = here.text
    asked = said.WHO_DID.search(text, *before) if before is not None else None
    did = said.I_DID.match(text, *sentence) if asked is not None else None
    if asked is not None and did is not None:
        found = subject(here, sentence, Span(did.end() - len("did"), did.end()), among)
        if found is not None:
            span = Span(found[1].start, did.end())
            about = topic(here, Span(*asked.span()))
            yield Told(slot="who raised it", span=span, words=span, who=found[0], topic=about)
    for verb in said.RAISED.finditer(text, *sentence):
        if said.OTHER_THINGS.match(text, verb.end(), sentence.end) or said.CHARGES.search(
            text, sentence.start, verb.start()
        ):
            continue
        found = subject(here, sentence, Span(*verb.span()), among)
        if found is None or _not_so(text[found[1].end : verb.start()]):
            continue
        end = _clause_end(text, verb.end(), sentence.end)
        said_it = said.RAISED_IT.match(text, verb.end(), sentence.end) is not None
        own = frozenset[str]() if said_it else topic(here, Span(verb.end(), end))
        span = Span(min(found[1].start, verb.start()), end)
        yield Told(slot="who raised it", span=span, words=span, who=found[0], topic=own, open=not own)
    own_idea = said.HIS_OWN.search(text, *sentence)
    if own_idea is not None:
        place = Span(*own_idea.span(1 if own_idea[1] else 2))
        who = _own(here, sentence, place, among)
        if who is not None:
            span = Span(*own_idea.span())
            yield Told(slot="who raised it", span=span, words=span, who=who, open=True)


def _not_so(between: str) -> bool:
    """Whether the words between a subject and its verb say that it was not done, or not really."""
    return bool(_NOT.search(between) or _UNREAL.search(between))


def _own(here: Company, sentence: Span, place: Span, among: frozenset[str]) -> str | None:
    """Whose "his own" it is: the speaker's, in reported words that name nobody else before it."""
    direct = place.of(here.text).casefold() in ("my", "mine")
    who = here.speaker_at(place, direct=direct)
    if who is None or who not in among:
        return None
    words = [c for x in here.words_of.touching(place) for c in x.content if c.covers(place)]
    start = max((c.start for c in words), default=sentence.start)
    others = [n for n in here.within(Span(start, place.start)) if n.who in among and n.who != who]
    return None if others else who


def _answers(here: Company, sentence: Span, among: frozenset[str]) -> Iterator[Told]:
    text = here.text
    taken: list[Span] = []
    for sense, pattern in said.ANSWERS:
        for match in pattern.finditer(text, *sentence):
            span = Span(*match.span())
            if any(span.overlaps(t) for t in taken):
                continue
            taken.append(span)
            found = subject(here, sentence, span, among)
            if found is None:
                continue
            between = text[found[1].end : span.start]
            if _NOT.search(between):
                if sense == "open":
                    continue
                sense_here: Answer = "no" if sense == "yes" else "open"
            elif _UNREAL.search(between):
                continue
            else:
                sense_here = sense
            pieces = [c for x in here.words_of.touching(span) for c in x.content if c.covers(span)]
            end = _clause_end(text, span.end, min([sentence.end, *(c.end for c in pieces)]))
            is_open = said.OPEN_OBJECT.match(text, span.end, sentence.end) is not None
            yield Told(
                slot="the answer",
                span=Span(found[1].start, end),
                words=Span(found[1].start, min(end, found[1].start + _LONGEST)),
                who=found[0],
                answer=sense_here,
                topic=frozenset() if is_open else topic(here, Span(span.end, end)),
                open=is_open,
            )


def _present(here: Company, sentence: Span, before: Span | None) -> Iterator[Told]:
    text = here.text
    asked = before is not None and said.HOW_MANY.search(text, *before) and said.PRESENT.search(text, *before)
    if not asked and said.PRESENT.search(text, *sentence) is None:
        return
    for q in quantities(text, sentence):
        if q.unit is not None or q.low < 1 or not said.HEADS.match(text, q.span.end, sentence.end):
            continue
        each = said.EACH_SIDE.match(text, q.span.end, sentence.end) is not None
        told = next((p for p in (said.PRESENT.search(text, q.span.end, sentence.end),) if p), None)
        if not asked and told is None:
            continue
        sides = 2 if each else 1
        span = Span(q.span.start, told.end() if told else q.span.end)
        yield Told(
            slot="how many took part",
            span=span,
            words=span,
            low=q.low * sides,
            high=q.high * sides if q.high is not None else None,
            computed=each or _loose(q),
            each=each and q.low == q.high,
            strict=said.STRICT.match(text, *q.span) is not None,
        )
        return


def _long(here: Company, sentence: Span) -> Iterator[Told]:
    text = here.text
    for q in quantities(text, sentence):
        if q.unit != "s" or not (
            _MINUTE <= q.low <= 3 * _DAY * _MINUTE or _MINUTE <= (q.high or 0) <= 3 * _DAY * _MINUTE
        ):
            continue
        if said.TALKED.search(text, sentence.start, q.span.start) or said.OF_TALKS.match(
            text, q.span.end, sentence.end
        ):
            yield Told(
                slot="how long it lasted",
                span=q.span,
                words=q.span,
                low=q.low,
                high=q.high,
                computed=_loose(q),
                strict=said.STRICT.match(text, *q.span) is not None,
            )
            return
    clocks = said.CLOCKS.search(text, *sentence)
    if clocks is not None:
        minutes = _between(clocks)
        if minutes is not None:
            span = Span(*clocks.span())
            long = Fraction(minutes * _MINUTE)
            yield Told(slot="how long it lasted", span=span, words=span, low=long, high=long, computed=True)


def _loose(q: Quantity) -> bool:
    return q.rounded and q.low == q.high


def _between(clocks: re.Match[str]) -> int | None:
    """Minutes from one time on the clock to another; ``None`` where these are no times."""
    h1, m1, half1, h2, m2, half2 = clocks.groups()
    start, end = int(h1) * 60 + int(m1), int(h2) * 60 + int(m2)
    if max(int(m1), int(m2)) > 59 or max(int(h1), int(h2)) > 24 or not (half1 or half2):
        return None
    half1 = half1 or half2
    half2 = half2 or half1
    start = start % (12 * 60) + (12 * 60 if half1.lower() == "p" else 0)
    end = end % (12 * 60) + (12 * 60 if half2.lower() == "p" else 0)
    return (end - start) % _DAY


_SHORT = 60  # code points of a reply that is an answer by itself


def reply(here: Company, a: Attribution, among: frozenset[str]) -> Told | None:
    """The answer that a short reply in marks is; ``None`` where it does not begin with a yes or a no."""
    if a.mode != "direct" or len(a.speaker) != 1 or a.speaker[0] not in among or len(a.content) != 1:
        return None
    if not any(w.lower in said.REPLIES for c in a.cue for w in words(here.text, c)):
        return None
    span = a.content[0]
    sense: Answer | None = (
        "no" if said.DENIES.match(here.text, *span) else "yes" if said.AFFIRMS.match(here.text, *span) else None
    )
    if sense is None or span.end - span.start > _SHORT:
        return None
    return Told(slot="the answer", span=span, words=span, who=a.speaker[0], answer=sense, open=True)


def topic(here: Company, region: Span) -> frozenset[str]:
    """The stems of what a region is about, without names of those who are mentioned in it."""
    names = [n.span for n in here.within(region) if n.form == "name"]
    return frozenset(
        stem(w.lower)
        for w in words(here.text, region)
        if is_content(w.lower) and stem(w.lower) not in _SAYS_NOTHING and not any(n.covers(w.span) for n in names)
    )


_SAYS_NOTHING = frozenset(
    stem(w)
    for w in """
    idea proposal suggestion matter subject question issue topic possibility offer initiative meeting talks conversation
    point thing yes no spot night first time later day who did raised brought
    """.split()
)


def _clause_end(text: str, at: int, end: int) -> int:
    match = said.CLAUSE_END.search(text, at, end)
    return match.start() if match else end
