"""What one document carries of somebody's words: each attribution's quoted words in order, or its content if none are.

A quotation that no attribution claims is kept too, as nobody's: another document may say whose words they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hearsay.language.alignment import comparable, grams
from hearsay.language.occasions import DATED
from hearsay.language.records import RECORD_KINDS
from hearsay.language.span_index import SpanIndex
from hearsay.language.word_weights import stem, weight
from hearsay.language.words import Word, is_content
from hearsay.model import Annotations, Attribution, Quotation, evidence_id
from hearsay.text import Span, subtract

NOBODYS = 3  # words of the shortest quotation without an attribution that is looked at
QUOTED = 3  # words in marks, from which on a telling that is not direct throughout counts as quoting
TWICE = 4  # words of the shortest passage in marks that is said to stand a second time
TWICE_SENTENCE = 8  # words of the shortest sentence that is
_CUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]|\([^)]*\)")
_DOTS = re.compile(r"…|\.\s?\.")
_STOP = re.compile(r"[.!?:;\n]|[—–]\s")
_YES_OR_NO = re.compile(r"\b(?:yes|no|not|never)\b")
_A_THING = re.compile(r"(?:for |of |about )?(?:an?|the|this|that|it|his|her|its|their|any|some) [\w’'-]+[.,]?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SURE = {"explicit": 3.0, "nominal": 2.0, "pronoun": 2.0, "implicit": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One document's carrying of some words, before it is known whose utterance it is.

    `forms` are the words as they are compared, `places` where they stand, both empty where nothing is quoted; `pieces`
    the half-open ranges of them that stand in one pair of marks without a marked cut, `breaks` the numbers of words
    before which a piece or a sentence begins, `resumed` of those before which the marks open anew or the page marks a
    cut (words put in in brackets are no cut). `sure` weighs how plainly the text names the speakers; `outright` is the
    span of the source that names the one speaker, where it does. `dated` is the day on which the sentence itself says
    that it was said, with its place, where it names day and month. `nested`: it stands in what somebody else says.
    """

    id: str
    document: str
    attributions: tuple[str, ...]
    spans: tuple[Span, ...]
    quoted: bool
    speakers: tuple[str, ...]
    sure: float
    outright: Span | None
    addressee: str | None
    dated: tuple[str, Span] | None
    nested: bool
    places: tuple[Span, ...]
    forms: tuple[str, ...]
    pieces: tuple[tuple[int, int], ...]
    breaks: frozenset[int]
    resumed: frozenset[int]
    content: Mapping[str, float]
    record: bool


def tellings(annotations: Sequence[Annotations], attributions: Sequence[Attribution]) -> list[Telling]:
    """All tellings of the documents, in the order of `annotations` and of their text."""
    by_document: dict[str, list[Attribution]] = defaultdict(list)
    for a in attributions:
        by_document[a.document].append(a)
    return [t for annotated in annotations for t in _of_document(annotated, by_document[annotated.document.id])]


def _of_document(annotated: Annotations, attributions: Sequence[Attribution]) -> list[Telling]:
    document = annotated.document
    inside: dict[str, list[Attribution]] = defaultdict(list)
    for a in attributions:
        if a.parent is not None and a.mode != "indirect":
            inside[a.parent].append(a)
    by_id = {a.id: a for a in attributions}
    record = document.kind in RECORD_KINDS
    quotations = SpanIndex((q.span, q) for q in annotated.quotations)
    claims = SpanIndex((s, a) for a in attributions for s in a.content)
    out: list[Telling] = []
    for a in attributions:
        if not a.content or (a.mode == "indirect" and a.modality not in ("said", "believed")):
            continue
        if a.mode == "indirect" and a.negated:
            continue  # "declined to comment": nothing was said
        if _in_marks(a, quotations) and not _quotes_inside(document.text, a, quotations):
            continue  # its words are told inside a quotation, which is compared as a whole
        theirs = [s for c in inside[a.id] for s in c.content if _begins_marks(s, quotations)]
        spans = tuple(part for s in _quoted_spans(a, quotations, claims) for part in subtract(s, theirs))
        if not spans and theirs:
            continue  # “…” stands in the words of somebody else that are told here
        quoted = sum(len(s.of(document.text).split()) for s in spans) >= QUOTED or a.mode == "direct"
        told = _telling(document.text, document.id, spans if quoted else a.content, a, quoted=quoted, record=record)
        if told is not None and (quoted or _tells(document.text, told)):
            out.append(_named_above(told, a, by_id.get(a.parent or "")))
    claimed = SpanIndex((s, s) for a in attributions if not _in_marks(a, quotations) for s in a.content)
    silent = [z.span for z in document.zones if z.kind in ("notice", "byline")]
    for q in annotated.quotations:
        if q.depth == 0 and q.closed and not q.block and not claimed.touching(q.span):
            if any(s.overlaps(q.span) for s in silent):
                continue
            told = _telling(document.text, document.id, q.inner, None, quoted=True, record=record)
            if told is not None and len(told.forms) >= NOBODYS:
                out.append(told)
    return sorted(out, key=lambda t: (t.spans[0], t.id))


def _tells(text: str, told: Telling) -> bool:
    """Whether the content of indirect speech is more than what was asked for or talked of by name: not "it", "what",
    "a copy", but "yes", "that it was late"."""
    said = " ".join(s.of(text) for s in told.spans).casefold()
    if not told.content:
        return _YES_OR_NO.search(said) is not None
    return len(told.content) > 1 or _A_THING.match(said) is None


def _in_marks(a: Attribution, quotations: SpanIndex[Quotation]) -> bool:
    """Whether an attribution stands in one quotation with its cue: somebody is quoted who tells of another's words."""
    return any(
        q.span.covers(c) and all(q.span.covers(s) for s in a.content)
        for c in a.cue[:1]
        for q in quotations.touching(c)
        if q.depth == 0
    )


def _quotes_inside(text: str, a: Attribution, quotations: SpanIndex[Quotation]) -> bool:
    """Whether the content stands in marks of its own, inside the outer ones."""
    inner = {q.span for c in a.content for q in quotations.touching(c) if q.depth > 0}
    return sum(len(s.of(text).split()) for s in inner) >= QUOTED


def _begins_marks(content: Span, quotations: SpanIndex[Quotation]) -> bool:
    """Whether outermost marks open in a content."""
    return any(q.depth == 0 and content.start <= q.span.start for q in quotations.touching(content))


def _quoted_spans(a: Attribution, quotations: SpanIndex[Quotation], claims: SpanIndex[Attribution]) -> tuple[Span, ...]:
    """The words of the attribution inside quotation marks, without the marks; the whole content where it has none and
    is direct (a turn, a block). `quotations` are all of its document, `claims` the attributions by their content.

    What stands in one pair of marks is one speaker's: where the content breaks off inside, and the rest is nobody
    else's, the whole quotation is carried.
    """
    depth = 0 if a.parent is None else 1
    inner = [
        s if _alone(a, q, claims) else Span(max(s.start, c.start), min(s.end, c.end))
        for c in a.content
        for q in quotations.touching(c)
        if q.depth == depth
        or (q.depth == 0 and a.parent is not None and any(c.start <= q.span.start < c.end for c in a.content))
        for s in q.inner
        if s.overlaps(c)
    ]
    if not inner and a.mode == "direct":
        return a.content
    found = sorted({s for s in inner if s.end > s.start}, key=lambda s: (s.start, -s.end))
    return tuple(s for n, s in enumerate(found) if not any(o.covers(s) for o in found[:n]))


def _alone(a: Attribution, q: Quotation, claims: SpanIndex[Attribution]) -> bool:
    """Whether the outermost, closed quotation is nobody's but the attribution's, whose cue stands outside it. What is
    told inside the quotation itself, with its cue, is part of it."""
    if a.parent is not None or q.depth or q.block or not q.closed:
        return False
    if any(q.span.overlaps(s) for s in (*a.cue, *a.source)):
        return False
    return all(
        o.id == a.id or o.parent is not None or (bool(o.cue) and all(q.span.covers(s) for s in o.cue))
        for o in claims.touching(q.span)
    )


def _telling(
    text: str, document: str, spans: Sequence[Span], a: Attribution | None, *, quoted: bool, record: bool
) -> Telling | None:
    words: list[Word] = []
    forms: list[str] = []
    pieces: list[tuple[int, int]] = []
    resumed: set[int] = set()
    for span in spans:
        resumed.add(len(words))
        cuts = [Span(span.start + m.start(), span.start + m.end()) for m in _CUT.finditer(span.of(text))]
        for part in subtract(span, cuts):
            found, compared = comparable(text, part)
            if any(c.end == part.start and _DOTS.search(text, *c) for c in cuts):
                resumed.add(len(words))
            if found:
                pieces.append((len(words), len(words) + len(found)))
                words += found
                forms += compared
    if not words:
        return None
    breaks = {begin for begin, _ in pieces} | {
        i for i in range(1, len(words)) if _STOP.search(text, words[i - 1].span.end, words[i].span.start)
    }
    content = {stem(f) for w, f in zip(words, forms, strict=True) if is_content(w.lower)}
    sure = _SURE.get(a.resolved_by or "", 0.0) * a.confidence if a is not None else 0.0
    plainly = a is not None and a.resolved_by == "explicit" and len(a.speaker) == 1 and len(a.source) == 1
    return Telling(
        id=evidence_id(document, "rendition", *spans) + (a.id[-4:] if a else ""),
        document=document,
        attributions=(a.id,) if a else (),
        spans=tuple(spans),
        quoted=quoted,
        speakers=a.speaker if a else (),
        sure=sure,
        outright=a.source[0] if a and plainly and a.parent is None else None,
        addressee=a.addressee if a else None,
        dated=_dated(text, a) if a else None,
        nested=a is not None and a.parent is not None,
        places=tuple(w.span for w in words) if quoted else (),
        forms=tuple(forms) if quoted else (),
        pieces=tuple(pieces) if quoted else (),
        breaks=frozenset(breaks) if quoted else frozenset(),
        resumed=frozenset(resumed) if quoted else frozenset(),
        content={w: weight(w) for w in sorted(content)},
        record=record,
    )


def _named_above(told: Telling, a: Attribution, above: Attribution | None) -> Telling:
    """The telling, named outright by the one in whose words it stands, where that is the speaker: "Osk said he felt
    like a man who" and what he felt like."""
    if above is None or above.parent is not None or len(above.speaker) != 1 or above.speaker != a.speaker:
        return told
    if above.resolved_by != "explicit" or len(above.source) != 1:
        return told
    return replace(told, outright=above.source[0], sure=max(told.sure, _SURE["explicit"] * above.confidence))


def _dated(text: str, a: Attribution) -> tuple[str, Span] | None:
    """The day and where it is named, if the sentence names it with a number; a weekday may be counted from a wrong date
    of publication."""
    if a.said_on is None or not _DAY.fullmatch(a.said_on):
        return None
    places = [p.span for r in a.reasons if r.of == "said_on" and r.why == DATED for p in r.anchors]
    return next(((a.said_on, s) for s in places if any(c.isdigit() for c in s.of(text))), None)


def twice_over(t: Telling) -> list[tuple[int, int]]:
    """The parts of passages in marks, as half-open ranges of words, that the telling has a second time in marks of
    their own, or there as a sentence, while here they join on to other words."""
    bounds = sorted({*t.resumed, 0, len(t.forms)})
    if len(bounds) < 3:
        return []
    stops = {*t.breaks, *bounds}
    index = grams(t.forms, TWICE)
    out: list[tuple[int, int]] = []
    for begin, end in pairwise(bounds):
        sentences = pairwise(sorted({begin, end, *(n for n in t.breaks if begin < n < end)}))
        for first, last in {(begin, end), *(s for s in sentences if s[1] - s[0] >= TWICE_SENTENCE)}:
            size = last - first
            for at in index.get(t.forms[first : first + TWICE], ()) if size >= TWICE else ():
                beside = at < begin or at >= end
                joins_on = at not in stops or at + size not in stops
                if beside and joins_on and t.forms[at : at + size] == t.forms[first:last]:
                    if not any(at < n < at + size for n in t.resumed):
                        out.append((at, at + size))
    return sorted(set(out))


def divided(telling: Telling, at: Sequence[int]) -> tuple[Telling, ...]:
    """A telling cut before the words of these numbers, each part a telling of its own; ids tell the parts apart."""
    bounds = [0, *sorted({n for n in at if 0 < n < len(telling.forms)}), len(telling.forms)]
    if len(bounds) == 2:
        return (telling,)
    return tuple(part_of(telling, begin, end) for begin, end in pairwise(bounds))


def fused(first: Telling, second: Telling) -> Telling:
    """Two tellings that follow each other in one document as one, in the words of the one whose speaker is surer."""
    shift = len(first.forms)
    spans = (*first.spans, *second.spans)
    surer = max((first, second), key=lambda t: (bool(t.speakers), t.sure, t is first))
    attributions = tuple(dict.fromkeys((*first.attributions, *second.attributions)))
    return replace(
        surer,
        id=evidence_id(first.document, "rendition", *spans) + (attributions[0][-4:] if attributions else ""),
        attributions=attributions,
        spans=spans,
        outright=surer.outright or first.outright or second.outright,
        addressee=surer.addressee or first.addressee or second.addressee,
        dated=first.dated or second.dated,
        places=(*first.places, *second.places),
        forms=(*first.forms, *second.forms),
        pieces=(*first.pieces, *((a + shift, b + shift) for a, b in second.pieces)),
        breaks=first.breaks | {shift} | {n + shift for n in second.breaks},
        resumed=first.resumed | {shift} | {n + shift for n in second.resumed},
        content={**first.content, **second.content},
    )


def part_of(t: Telling, begin: int, end: int) -> Telling:
    """The part of a telling from one word up to another, as a telling of its own."""
    first, last = t.places[begin].start, t.places[end - 1].end
    spans = tuple(
        Span(max(s.start, first), s.end if end == len(t.forms) else min(s.end, last))
        for s in t.spans
        if s.end > first and s.start < last
    )
    content = {w: v for w, v in t.content.items() if w in {stem(f) for f in t.forms[begin:end]}}
    pieces = tuple((max(a, begin) - begin, min(b, end) - begin) for a, b in t.pieces if a < end and b > begin)
    return replace(
        t,
        id=evidence_id(t.document, "rendition", *spans) + (t.attributions[0][-4:] if t.attributions else ""),
        spans=spans,
        places=t.places[begin:end],
        forms=t.forms[begin:end],
        pieces=pieces,
        breaks=frozenset(n - begin for n in t.breaks if begin <= n < end),
        resumed=frozenset(n - begin for n in t.resumed if begin <= n < end),
        content=content,
    )
