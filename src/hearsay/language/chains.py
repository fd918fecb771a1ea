"""The hands that words came through: from the document, over papers and outlets, to the mouth that said them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.language.descriptions import describe
from hearsay.language.finds import Find
from hearsay.language.origin import republished_from
from hearsay.language.records import RECORD_KINDS
from hearsay.language.roles import PAPER_NOUNS
from hearsay.language.span_index import SpanIndex
from hearsay.model import ChainLink, Document, Entity, Place, TimeExpression
from hearsay.text import Span

Chain = tuple[ChainLink, ...]
_RELAY = re.compile(
    r"\b(?:(?P<role>published|released|issued|obtained|seen|reviewed|leaked|compiled|declassified|viewed|examined"
    r"|analy[sz]ed|combed through|unearthed|uncovered|gathered|revealed|reported|posted)\b[^,.;]{0,40}?\bby"
    r"|(?:provided|given|handed|leaked|sent|supplied) to|shared with)\s+"
)
# Who brought words to the writer's knowledge, in the sentence that gives them: "a memo first reported by the Courier".
_BROUGHT = re.compile(
    r"\b(?:reported|published|quoted|cited|obtained|reviewed|seen|viewed|revealed|aired|broadcast|carried|released"
    r"|recorded|unearthed|uncovered|leaked)\b(?: as \w+ing)?"
    r"(?: (?:on|last|this|late|early|earlier|\w+day|week|month|year)){0,3} by (?:[a-z][\w’'-]* ){0,4}$"
)
_CITES = re.compile(  # "the Courier quoted Lind as saying", "the Wire agency, a rival, quoted …"
    r"(?: (?:news|wire|press|agency|service|newspaper|radio|television)){0,2}(?:, [^,.;“”\"]{1,60},)?"
    r" (?:quot|cit)(?:ed|es) [^.;“”\"]{1,80} as \w+ing\b"
)
_WRITES_FOR = re.compile(r" (?:for|in) (?:the )?$")
_REPORTS = frozenset(("write", "report"))
_ITS_PIECE = re.compile(
    r"['’]s? (?:[\w-]+ ){0,3}?(?:profiles?|stor(?:y|ies)|reports?|articles?|pieces?|investigations?|expos[eé]s?"
    r"|documentary|obituary|account|features?)\b"
)
_AROUND_CUE = 1000  # code points in which the names are looked at
_BEFORE_NAME = 60  # code points before a name in which "first reported by" may stand
_PAPER_VERBS = frozenset("show reveal say state record read suggest indicate note".split())
_QUOTED_AS = re.compile(r"\bquoted\b|\bcited\b|\brecorded\b")
POLL = re.compile(r"\b(?:polls?|surveys?)$", re.I)
_NEAR, _NEAR_QUOTED = 3, 4  # paragraphs in which a paper still speaks; where the cue says that it is quoted


def head(document: Document, entities: Sequence[Entity]) -> Chain:
    """The document itself, and behind it the outlet that its credit line names as its origin."""
    published = document.published[:10] if document.published else None
    own = ChainLink(role="published", who=document.id, date=published, seen=True, first_record=False)
    origin = republished_from(document, entities)
    if origin is None:
        return (own,)
    place = Place(document=document.id, span=origin.span)
    return replace(own, role="republished"), ChainLink(role="published", who=origin.entity, anchor=place)


def through_paper(
    document: Document,
    find: Find,
    named: Sequence[tuple[Span, str]],
    kinds: Mapping[str, str],
    speaker: Sequence[str],
    times: SpanIndex[TimeExpression],
) -> Chain:
    """The hands that a paper named as source came through: "minutes published on Thursday by the Archive".

    Empty where the source is no paper. `named` are the mentions by name with their entities, in order; `kinds` the
    kinds of entities.
    """
    a = find.attribution
    if not a.source or not speaker or (find.pattern != "according to" and find.verb not in _PAPER_VERBS):
        return ()
    span = a.source[0]
    if describe(document.text, span).head not in PAPER_NOUNS and not any(kinds.get(s) == "document" for s in speaker):
        return ()
    links: list[ChainLink] = []
    region = find.sentence if find.sentence is not None and find.sentence.covers(span) else span
    match = _RELAY.search(document.text, span.start, region.end)
    if match is not None:
        place = Span(*match.span())
        nearest = bisect_left(named, place.end, key=lambda n: n[0].start)
        by = named[nearest] if nearest < len(named) and named[nearest][0].start <= place.end + 5 else None
        links.append(
            ChainLink(
                role="published" if match["role"] in ("published", "issued") else "released",
                who=by[1] if by is not None else None,
                anchor=Place(document=document.id, span=place),
                date=next((t.edtf for t in times.touching(place) if t.span.start >= place.start), None),
            )
        )
    paper = Place(document=document.id, span=span)
    return *links, *(ChainLink(role="noted", who=s, anchor=paper, first_record=True) for s in speaker)


def brought_by(
    text: str,
    find: Find,
    paragraph: Span,
    named: Sequence[tuple[Span, str]],
    kinds: Mapping[str, str],
    speaker: Sequence[str],
) -> list[tuple[str, Span]]:
    """The bodies that words are taken from without having been told them, with where they are named: “first reported by
    the Courier”, “the Courier quoted Lind as saying”, “wrote Lind for the Courier”, “In the Courier's profile of Vele
    …” and what follows in that paragraph.
    """
    a, sentence = find.attribution, find.sentence
    if sentence is None:
        return []
    out: list[tuple[str, Span]] = []
    cue = a.cue[-1].start if a.cue else a.content[0].start
    begin, end = max(paragraph.start, cue - _AROUND_CUE), min(sentence.end, cue + _AROUND_CUE)
    for at in range(bisect_left(named, begin, key=lambda n: n[0].start), len(named)):
        span, who = named[at]
        if span.start >= end:
            break
        if who in speaker or any(c.covers(span) for c in a.content):
            continue
        source = a.source[0] if a.source and a.source[0].covers(span) else None
        if source is not None and source.start < span.start and find.verb in _REPORTS:
            if _WRITES_FOR.search(text, source.start, span.start) is not None:  # whatever "for X" was taken for
                out.append((who, span))
        cites = sentence.covers(span) and _CITES.match(text, span.end, sentence.end) is not None
        if kinds.get(who) not in ("organisation", "document", "unknown") and not (cites and kinds.get(who) == "person"):
            continue
        if sentence.covers(span) and _BROUGHT.search(text, max(sentence.start, span.start - _BEFORE_NAME), span.start):
            out.append((who, span))
        if cites:
            out.append((who, span))
        opens = text[max(0, span.start - len("In the ")) : span.start].endswith(("In ", "In the "))
        if opens and _ITS_PIECE.match(text, span.end, sentence.end) is not None:
            out.append((who, span))
    return list(dict.fromkeys(out))


def rests_on_paper(text: str, find: Find, distance: int, *, own: bool) -> bool:
    """Whether an attribution still tells what the paper says that was named `distance` paragraphs before: near it, and
    not of an occasion of its `own`."""
    cue = " ".join(s.of(text) for s in find.attribution.cue)
    if _QUOTED_AS.search(cue):
        return distance <= _NEAR_QUOTED
    return 0 <= distance <= _NEAR and not own and find.pattern != "according to"


_BY_PAPER = re.compile(r"According to (?P<paper>(?:the|these|those) (?:[\w’'-]+ ){0,3}?[\w’'-]+),\s")


def by_paper(text: str, find: Find) -> Span | None:
    """Where a sentence says up front that it tells what a paper says: “According to the documents, Lind said …”."""
    if find.sentence is None or find.pattern == "according to":
        return None
    match = _BY_PAPER.match(text, *find.sentence)
    if match is None or any(s.overlaps(Span(*match.span())) for s in find.attribution.source):
        return None
    paper = Span(*match.span("paper"))
    return paper if describe(text, paper).head in PAPER_NOUNS else None


def with_first_record(chain: Chain, document: Document) -> Chain:
    """Marks the first record: the innermost paper, or the document where it is itself a record."""
    papers = [i for i, link in enumerate(chain) if link.role == "noted"]
    if not papers and document.kind in RECORD_KINDS:
        papers = [i for i, link in enumerate(chain) if link.who == document.id]
    first = papers[-1] if papers else None
    return tuple(replace(link, first_record=i == first) for i, link in enumerate(chain))
