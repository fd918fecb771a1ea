"""Sentences that tell of an occasion: where or by what means, when, who was there, and which outlet heard it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hearsay.language.calendar import WEEKDAYS, latest_weekday, reference_date
from hearsay.language.span_index import SpanIndex
from hearsay.language.venues import venues
from hearsay.model import Quotation, TimeExpression, Venue
from hearsay.text import Span, subtract

TWO_SIDED = frozenset(("interview", "letter", "email", "call", "memo"))  # kinds that have one who listens
_HEARD = re.compile(r"[\s\xa0“\"]*(?:with|to|on|for|by|of|from)[\s\xa0](?:[\w’'-]+[\s\xa0]){0,4}[“\"]?$")
_ACTS = re.compile(
    r"(?:held|gave|gives|delivered|hosted|issued|posted|sent|wrote|attended|addressed|began|opened|concluded)\b", re.I
)
_GIVEN = frozenset(("statement", "speech", "letter", "email", "tweet", "article", "video", "filing", "news conference"))
_MADE = re.compile(  # of words told before: where and when they fell
    r"(?:[Tt]he|[Tt]hese|[Tt]hose|[Tt]heir|[Bb]oth) (?:\w+ ){0,2}?"
    r"(?:statements?|remarks?|comments?|words|exchanges?|pledges?|promises?|assurances?|answers?) "
    r"(?:(?:was|were|had been) (?:made|given|exchanged|uttered|spoken)|came|fell|took place) (?=during |in |at )"
)
_BETWEEN = re.compile(
    r" (?:between|of) (?:(?P<two>(?:the|these) (?:two|pair)\b|(?:the )?two |both )|(?=(?:the )?[\w ]{0,30}[A-Z]))"
)
_AND = re.compile(r" and (?:the [a-z]+ )?")
_NAMED_BEFORE = 600  # code points before a sentence in which "the two leaders" are named
_SUBORDINATE = re.compile(r"\b(?:after|before|since|when|while|until|though|although|because)\b")
_BREAK = re.compile(r"[,.;:“”\"]|\b(?:after|before|when|while|who|which|that)\b")
_OPENS = 6  # code points before a date that opens its sentence
_TITLE = 40  # code points of a title in quotation marks, at most
_REACH = 60  # code points after a venue in which those who heard it are named
_RECENT = 10  # days before publication from which on a date is that of the news


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One occasion as one sentence tells it: `actor` is who gives, holds or issues it, if the sentence says that of
    anybody; `heard` are the bodies, `listener` the person that it names as hearing it."""

    sentence: Span
    paragraph: int
    venue: Venue
    when: TimeExpression | None
    actor: str | None
    listener: str | None
    heard: tuple[tuple[str, Span], ...]
    parties: tuple[str, ...] = ()
    """The two between whom words told of before were exchanged: “The remarks were made during a meeting between …”."""


def settings(
    text: str,
    sentences: Sequence[Span],
    paragraph_ends: Sequence[int],
    quotations: SpanIndex[Quotation],
    mentions: SpanIndex[tuple[Span, str]],
    kinds: Mapping[str, str],
    times: SpanIndex[TimeExpression],
) -> Iterator[Setting]:
    """The settings that `sentences` tell outside quotation marks, in their order.

    `mentions` are the mentions of entities, `kinds` the kinds of these, `paragraph_ends` where paragraphs end.
    """
    for sentence in sentences:
        bare = subtract(sentence, [q.span for q in quotations.touching(sentence)])
        found = next((v for region in bare for v in venues(text, region)), None)
        if found is None:
            continue
        titles = [q.span for q in quotations.touching(sentence) if q.span.end - q.span.start <= _TITLE]
        there = sorted(m for m in mentions.touching(sentence) if any(r.covers(m[0]) for r in (*bare, *titles)))
        clause = _clause(text, sentence, found.span)
        heard, listener = _heard(text, found.span, there, kinds, quotations)
        dated = [
            t for t in times.touching(sentence)
            if t.type in ("DATE", "TIME") and t.edtf is not None and any(r.covers(t.span) for r in bare)
        ]  # fmt: skip
        yield Setting(
            sentence=sentence,
            paragraph=bisect_right(paragraph_ends, sentence.start),
            venue=found,
            when=next((t for t in dated if _dates(text, sentence, found.span, t.span)), None),
            actor=_actor(text, clause, found, [m for m in there if m[1] != listener], kinds),
            listener=(listener or (heard[0][0] if heard else None)) if found.kind in TWO_SIDED else None,
            heard=heard if found.kind in ("interview", "broadcast", "tweet") else (),
            parties=_parties(text, sentence, found.span, mentions, kinds),
        )


def _actor(
    text: str, clause: Span, venue: Venue, there: Sequence[tuple[Span, str]], kinds: Mapping[str, str]
) -> str | None:
    """Who "held a rally": the last one named before the verb, in the same clause; who spoke "in an interview": the
    first person named there beside the one who listens."""
    inside = [(span, who) for span, who in there if clause.covers(span)]
    if _ACTS.match(text, *venue.span) is not None:
        named = [who for span, who in inside if span.end <= venue.span.start]
        return named[-1] if named else None
    if (
        venue.kind in _GIVEN and venue.span.start - clause.start <= _OPENS
    ):  # "In a statement on Friday, Lind was blunter"
        comma = text.find(",", venue.span.end, clause.end)
        behind = [(span, who) for span, who in inside if 0 <= comma < span.start]
        return next((who for span, who in behind if kinds.get(who) in ("person", "organisation", "unknown")), None)
    if venue.kind == "interview":
        return next((who for _, who in inside if kinds.get(who) == "person"), None)
    return None


def _parties(
    text: str, sentence: Span, venue: Span, mentions: SpanIndex[tuple[Span, str]], kinds: Mapping[str, str]
) -> tuple[str, ...]:
    """The two between whom what was told before was said: those named behind "between" or "with", or, for "the two
    leaders", the last two people named before; nobody where it is not two."""
    told = _MADE.match(text, sentence.start, venue.end)
    if told is None or told.end() > venue.start:
        return ()
    between = _BETWEEN.match(text, venue.end, sentence.end)
    if between is None:
        return ()
    if between["two"]:
        near = Span(max(0, sentence.start - _NAMED_BEFORE), sentence.start)
        named = [who for _, who in sorted(mentions.touching(near)) if kinds.get(who) == "person"]
        return tuple(dict.fromkeys(reversed(named)))[:2] if len(set(named)) > 1 else ()
    there = sorted(m for m in mentions.touching(Span(between.end(), sentence.end)) if m[0].start >= between.end())
    if len(there) < 2 or _AND.fullmatch(text, there[0][0].end, there[1][0].start) is None:
        return ()
    people = all(kinds.get(who) in ("person", "unknown") for _, who in there[:2]) and there[0][1] != there[1][1]
    return (there[0][1], there[1][1]) if people else ()


def _dates(text: str, sentence: Span, venue: Span, when: Span) -> bool:
    """Whether a date is that of a venue: it opens the sentence, or stands by the venue in one breath."""
    if when.start - sentence.start <= _OPENS or venue.covers(when):
        return True
    between = text[venue.end : when.start] if when.start >= venue.end else text[when.end : venue.start]
    return len(between) <= _REACH and _BREAK.search(between) is None


def _clause(text: str, sentence: Span, venue: Span) -> Span:
    """The part of the sentence that tells of the venue: up to the words that open another clause."""
    start = max((m.end() for m in _SUBORDINATE.finditer(text, sentence.start, venue.start)), default=sentence.start)
    after = _SUBORDINATE.search(text, venue.end, sentence.end)
    return Span(start, after.start() if after is not None else sentence.end)


def _heard(
    text: str,
    venue: Span,
    there: Sequence[tuple[Span, str]],
    kinds: Mapping[str, str],
    quotations: SpanIndex[Quotation],
) -> tuple[tuple[tuple[str, Span], ...], str | None]:
    bodies: list[tuple[str, Span]] = []
    listener = None
    at = venue.end
    for span, who in there:
        inside = venue.covers(span)
        if not inside and not (venue.end <= span.start <= venue.end + _REACH):
            continue
        if (
            not inside
            and not _HEARD.fullmatch(text, at, span.start)
            and not text[venue.start : venue.end].endswith("with")
        ):
            continue
        if kinds.get(who) == "person":
            listener = listener or who
        elif kinds.get(who) in ("organisation", "document", "unknown"):
            bodies.append((who, span))
        at = max(at, span.end)
    return tuple(dict.fromkeys(bodies)), listener


_WEEKDAY_IN_TITLE = re.compile(
    rf"[“\"](?:[A-Z][\w’'&.-]* ){{0,4}}(?P<day>{'|'.join(w.title() for w in WEEKDAYS)})(?: [A-Z]\w*){{0,2}}[,.]?[”\"]"
)
_AFTER_VENUE = 40  # code points in which the title of a broadcast stands


def programme_day(text: str, venue: Venue | None, told: str | None, published: str | None) -> tuple[str, Span] | None:
    """The day of a broadcast that has it in its title, “Harbour Sunday”, with the place: the last such weekday up to
    publication. ``None`` where its sentence has `told` another day, in EDTF, or publication is open.
    """
    on = reference_date(published)
    if venue is None or venue.kind not in ("broadcast", "interview") or on is None or (told and len(told) == 10):
        return None
    found = _WEEKDAY_IN_TITLE.search(text, venue.span.start, venue.span.end + _AFTER_VENUE)
    if found is None:
        return None
    day = latest_weekday(WEEKDAYS[found["day"].casefold()], on).edtf
    if day is None or (told and day not in told and not told.endswith(f"{day}]")):
        return None
    return day, Span(*found.span())


def is_recent(edtf: str, published: str | None, within: int = _RECENT) -> bool:
    """Whether a date lies in the days before publication of which news tells; any does, where that is not known."""
    on = reference_date(published)
    if on is None:
        return True
    days = [date.fromisoformat(d) for d in re.findall(r"\d{4}-\d\d-\d\d", edtf)]
    return bool(days) and -1 <= (on - days[-1]).days <= within
