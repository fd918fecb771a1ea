"""What is known of each act of saying: speaker, addressee, venue, date, and the hands it came through.

Reads the finds, the resolved mentions and the times of one document; adds no new attribution. A field that the text does
not give stays ``None``. Occasion (addressee, venue, date) is carried to what goes on from it in the same breath, no further.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.language.descriptions import describe
from hearsay.language.finds import Find
from hearsay.language.origin import republished_from
from hearsay.language.pointers import Name, Pointer, Resolution
from hearsay.language.roles import PAPER_NOUNS
from hearsay.model import Attribution, ChainLink, Document, Entity, Place, Reason, TimeExpression, Venue
from hearsay.text import Span

# kind of venue, and how it is named; the first that matches wins
_VENUES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("interview", r"\b(?:in|during|for|to) (?:an?|the|his|her|their|one|another|that|a separate|separate)(?: [\w’'\-]+){0,4} interviews?\b|\binterviews? with\b|\binterviewed by\b"),
        ("news conference", r"\b(?:at|in|during) (?:an?|the|his|her|their)(?: [\w’'\-]+){0,3} (?:news|press) (?:conference|briefing)\b"),
        ("briefing", r"\b(?:at|in|during) (?:an?|the|his|her)(?: [\w’'\-]+){0,2} briefing\b"),
        ("statement", r"\bin (?:an?|the|his|her|their|its)(?: [\w’'\-]+){0,4} statement\b|\bstatement (?:issued|released)\b"),
        ("rally", r"\b(?:at|during) (?:an?|the|his|her)(?: [\w’'\-]+){0,4} rally\b"),
        ("debate", r"\b(?:at|in|during) (?:an?|the|\w+day['’]s)(?: [\w’'\-]+){0,4} debate\b"),
        ("speech", r"\b(?:in|during|at) (?:an?|the|his|her|their)(?: [\w’'\-]+){0,4} (?:speech|address|remarks|lecture|sermon)\b"),
        ("hearing", r"\b(?:at|in|during) (?:an?|the)(?: [\w’'\-]+){0,3} hearing\b"),
        ("meeting", r"\b(?:at|in|during) (?:an?|the|his|her|their|that)(?: [\w’'\-]+){0,4} (?:meeting|talks|summit|conversation|dinner)\b"),
        ("letter", r"\bin (?:an?|the|his|her|their)(?: [\w’'\-]+){0,4} (?:letter|open letter)\b"),
        ("memo", r"\bin (?:an?|the|his|her|their)(?: [\w’'\-]+){0,4} (?:memo|memorandum|cable|telegram)\b"),
        ("email", r"\b(?:in|by|via) (?:an? |the |his |her )?(?:[\w’'\-]+ ){0,3}e-?mails?\b"),
        ("tweet", r"\bin (?:an?|the|his|her)(?: [\w’'\-]+){0,3} (?:tweets?|posts?|Facebook post)\b|\bon (?:Twitter|Facebook|Telegram|X|Instagram)\b"),
        ("call", r"\b(?:in|during|on) (?:an?|the|their)(?: [\w’'\-]+){0,3} (?:phone |telephone )?(?:call|phone conversation)\b|\bby (?:phone|telephone)\b"),
        ("book", r"\bin (?:an?|the|his|her|their)(?: [\w’'\-]+){0,4} (?:book|memoirs?|autobiography)\b"),
        ("article", r"\bin (?:an?|the|his|her|their)(?: [\w’'\-]+){0,4} (?:op-ed|article|column|editorial|essay|blog post)\b"),
        ("broadcast", r"\bon (?:his|her|the|an?)(?: [\w’'\-]+){0,3} (?:show|program|programme|podcast)\b"),
    )
)  # fmt: skip
_INTERVIEWER = re.compile(
    r"\b(?:interview(?:s|ed)? (?:with|by)|speaking to|talking to|letter to|spoke to|speaking with|conversation with)\s+",
    re.I,
)
_RELAY = re.compile(
    r"\b(?:(?P<role>published|released|issued|obtained|seen|reviewed|leaked|compiled|declassified)\b[^,.;]{0,40}?\bby|obtained by|seen by)\s+"
)
_PAPER_VERBS = frozenset("show reveal say state record read suggest indicate note".split())
_QUOTED_AS = re.compile(r"\bquoted\b|\bcited\b|\brecorded\b")
_TOLD_BY_NOBODY = ("passive",)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Occasion:
    """Where, when and to whom something was said, with the places that say so."""

    speaker: tuple[str, ...]
    addressee: str | None
    venue: Venue | None
    said_on: str | None
    when: Span | None
    paragraph: int
    heard: ChainLink | None


def pointers(finds: Sequence[Find], text: str, names: Sequence[Name]) -> tuple[Pointer, ...]:
    """The stretches whose entity the finds need: sources and addressees."""
    out: list[Pointer] = []
    for find in finds:
        a = find.attribution
        if a.source:
            out.append(Pointer(span=a.source[0], role="source", attribution=a.id, content=a.content, parent=a.parent))
        addressee = find.addressee or _named_addressee(find, text, names)
        if addressee is not None:
            out.append(Pointer(span=addressee, role="addressee", attribution=a.id, content=a.content, parent=a.parent))
    return tuple(out)


def _named_addressee(find: Find, text: str, names: Sequence[Name]) -> Span | None:
    """ "in an interview with X": the X, in the find's sentence and outside its content."""
    if find.sentence is None:
        return None
    for match in _INTERVIEWER.finditer(text, find.sentence.start, find.sentence.end):
        at = match.end()
        if any(c.start <= at < c.end for c in find.attribution.content):
            continue
        first = bisect_left(names, at, key=lambda n: n.span.start)
        for name in names[first : first + 3]:
            between = text[at : name.span.start]
            if len(between) > 60 or re.search(r"[.,;:“”\"]", between):
                break
            if name.kind in ("person", "organisation", "unknown"):
                return name.span
    return None


def complete(
    document: Document,
    finds: Sequence[Find],
    resolved: Mapping[tuple[str, str], Resolution],
    entities: Sequence[Entity],
    times: Sequence[TimeExpression],
    paragraphs: Sequence[Span],
) -> tuple[Attribution, ...]:
    """The finds as attributions with speaker, addressee, venue, date and chain, parents before children."""
    text = document.text
    named = {m.span: e.id for e in entities for m in e.mentions if m.form == "name"}
    kinds = {e.id: e.kind for e in entities}
    head = _head(document, entities)
    done: dict[str, Attribution] = {}
    out: list[Attribution] = []
    occasion: _Occasion | None = None
    paper: tuple[tuple[ChainLink, ...], int] | None = None
    turns = _turn_takers(finds, resolved)
    where = _Paragraphs(paragraphs)
    for find in sorted(finds, key=lambda f: (f.attribution.parent is not None, f.attribution.content[0].start)):
        a = find.attribution
        here = where.of(a.content[0])
        reasons: list[Reason] = []
        source = resolved.get((a.id, "source"))
        speaker: tuple[str, ...] = ()
        resolved_by = None
        if source is not None and source.entities:
            speaker, resolved_by = source.entities, source.resolved_by
            doubt = "doubtful: " if source.doubtful else ""
            reasons.append(_reason(document.id, "speaker", doubt + source.why, source.places))
        elif find.follows in done:
            leader = done[find.follows]
            speaker = leader.speaker
            resolved_by = "implicit" if speaker else None
            what = (
                "set without marks after that speaker’s words"
                if find.pattern == "pull quote"
                else "a quotation without cue after that speaker’s words"
            )
            reasons.append(_reason(document.id, "speaker", f"by inference: {what}", leader.content[-1:]))
        elif source is not None:
            reasons.append(_reason(document.id, "speaker", source.why, a.source))
        elif find.pattern == "passive":
            reasons.append(_reason(document.id, "speaker", "the text does not say who", a.cue))
        papers = tuple(s for s in speaker if kinds.get(s) == "document")

        # occasion
        venue = _venue(text, find)
        when = _when(find, times, a)
        to = resolved.get((a.id, "addressee"))
        addressee = to.entities[0] if to is not None and to.entities else None
        heard = None
        if addressee is not None and to is not None:
            reasons.append(_reason(document.id, "addressee", to.why, to.places))
            if kinds.get(addressee) in ("organisation", "unknown") or (venue is not None and venue.kind == "interview"):
                heard = ChainLink(
                    role="heard",
                    who=addressee,
                    anchor=Place(document=document.id, span=to.places[-1]) if to.places else None,
                )
        if find.pattern == "turn" and len(turns) == 2 and speaker and addressee is None:
            addressee = next((t for t in turns if t not in speaker), None)
            reasons.append(_reason(document.id, "addressee", "the other voice of the transcript", a.source))
        carried = (
            occasion is not None
            and a.parent is None
            and speaker == occasion.speaker
            and speaker
            and here - occasion.paragraph <= 1
            and venue is None
            and addressee is None
            and (when is None)
            and (
                resolved_by in ("pronoun", "implicit")
                or here == occasion.paragraph
                or find.verb in ("add", "continue", "go on")
            )
        )
        said_on = when.edtf if when is not None else None
        if when is not None:
            reasons.append(_reason(document.id, "said_on", "dated in its sentence", (when.span,)))
        if carried and occasion is not None:
            addressee, venue, said_on, heard = occasion.addressee, occasion.venue, occasion.said_on, occasion.heard
            if addressee or venue or said_on:
                spans = tuple(s for s in (occasion.when, venue.span if venue else None) if s is not None)
                reasons.append(_reason(document.id, "said_on", "goes on from the sentence before", spans))
        if a.parent is None and find.pattern != "according to" and a.modality == "said" and speaker:
            occasion = _Occasion(
                speaker=speaker,
                addressee=addressee,
                venue=venue,
                said_on=said_on,
                when=when.span if when else (occasion.when if carried and occasion else None),
                paragraph=here,
                heard=heard,
            )

        # chain
        if a.parent is not None and a.parent in done:
            upper = done[a.parent]
            chain = upper.chain
            if find.pattern == "passive" and not speaker:
                chain = (*chain, ChainLink(role="said", who=None, anchor=Place(document=document.id, span=a.cue[0])))
        else:
            chain = head
            relay = _paper_links(document, find, named, kinds, speaker, times)
            if (
                relay
                and paper is not None
                and len(relay) == 1
                and (resolved_by == "nominal" or relay[0].who == paper[0][-1].who)
            ):
                relay = paper[0]  # "the documents": the paper named before
            if relay:
                chain = (*chain, *relay)
                paper = (relay, here)
            elif paper is not None and _rests_on_paper(text, find, here - paper[1], said_on, venue, heard):
                chain = (*chain, *paper[0])
                reasons.append(
                    _reason(
                        document.id,
                        "chain",
                        "goes on from the paper named before",
                        tuple(link.anchor.span for link in paper[0][:1] if link.anchor),
                    )
                )
            elif heard is not None or said_on is not None or venue is not None:
                paper = None
            if heard is not None:
                chain = (*chain, heard)
        last = {link.who for link in chain}
        chain = (
            *chain,
            *(
                ChainLink(
                    role="said",
                    who=s,
                    anchor=Place(document=document.id, span=a.source[0]) if a.source else None,
                    date=said_on,
                )
                for s in speaker
                if s not in papers or s not in last
            ),
        )
        finished = replace(
            a,
            speaker=speaker,
            resolved_by=resolved_by,
            addressee=addressee,
            venue=venue,
            said_on=said_on,
            chain=_first_record(chain, document, kinds),
            confidence=round(a.confidence * (0.7 if resolved_by is None else 1.0), 2),
            reasons=tuple(reasons),
        )
        done[a.id] = finished
        out.append(finished)
    return tuple(sorted(out, key=lambda x: (x.content[0].start, -x.content[-1].end, x.id)))


class _Paragraphs:
    def __init__(self, paragraphs: Sequence[Span]) -> None:
        self.ends = [p.end for p in paragraphs]

    def of(self, span: Span) -> int:
        return bisect_right(self.ends, span.start)


def _reason(document: str, of: str, why: str, spans: Sequence[Span]) -> Reason:
    return Reason(of=of, why=why, anchors=tuple(Place(document=document, span=s) for s in dict.fromkeys(spans)))


def _turn_takers(finds: Sequence[Find], resolved: Mapping[tuple[str, str], Resolution]) -> tuple[str, ...]:
    ids = [
        e
        for f in finds
        if f.pattern == "turn"
        for e in (resolved[f.attribution.id, "source"].entities if (f.attribution.id, "source") in resolved else ())
    ]
    return tuple(dict.fromkeys(ids))


# ---- occasion -----------------------------------------------------------------------------------------------------------


def _outside(find: Find) -> list[Span]:
    """The parts of the find's sentence that are not its content."""
    if find.sentence is None:
        return []
    out, at = [], find.sentence.start
    for c in sorted(find.attribution.content):
        if c.start > at:
            out.append(Span(at, min(c.start, find.sentence.end)))
        at = max(at, c.end)
    if at < find.sentence.end:
        out.append(Span(at, find.sentence.end))
    return out


def _venue(text: str, find: Find) -> Venue | None:
    if find.verb in ("tweet", "retweet"):
        return Venue(kind="tweet", span=find.attribution.cue[0])
    if find.verb == "testify":
        return Venue(kind="testimony", span=find.attribution.cue[0])
    regions = _outside(find)
    for kind, pattern in _VENUES:
        for region in regions:
            match = pattern.search(text, region.start, region.end)
            if match is not None:
                return Venue(kind=kind, span=Span(*match.span()))
    return None


def _when(find: Find, times: Sequence[TimeExpression], a: Attribution) -> TimeExpression | None:
    """The date of the saying: a date in the adverbial of the cue, else the one nearest the cue outside the content."""
    if find.sentence is None or not a.cue or a.modality != "said":
        return None
    near = [
        t
        for t in times
        if t.type in ("DATE", "TIME") and t.edtf is not None and any(r.covers(t.span) for r in _outside(find))
    ]
    near = [t for t in near if not any(s.covers(t.span) for s in a.source)]
    if find.adverbial is not None:
        inside = [t for t in near if find.adverbial.covers(t.span)]
        if inside:
            return inside[0]
    return next((t for t in near if _beside(find, t.span, a)), None)


def _beside(find: Find, span: Span, a: Attribution) -> bool:
    """Whether a date belongs to the cue: opens the sentence, or stands right by the cue or the source."""
    sentence = find.sentence
    if sentence is None:
        return False
    if span.start <= sentence.start + 4:
        return True
    gaps = [span.start - a.cue[-1].end, a.cue[0].start - span.end]
    gaps += [a.source[0].start - span.end, span.start - a.source[-1].end] if a.source else []
    return any(0 <= gap <= 6 for gap in gaps)


# ---- chain ------------------------------------------------------------------------------------------------------------


def _head(document: Document, entities: Sequence[Entity]) -> tuple[ChainLink, ...]:
    """The document itself, and behind it the outlet that its credit line names as its origin."""
    own = ChainLink(role="published", who=document.id, date=_day(document.published), seen=True, first_record=False)
    if document.credit is None:
        return (own,)
    origin = republished_from(document, entities)
    if origin is None:
        return (own,)
    return (
        replace(own, role="republished"),
        ChainLink(role="published", who=origin.entity, anchor=Place(document=document.id, span=origin.span)),
    )


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def _paper_links(
    document: Document,
    find: Find,
    named: Mapping[Span, str],
    kinds: Mapping[str, str],
    speaker: Sequence[str],
    times: Sequence[TimeExpression],
) -> tuple[ChainLink, ...]:
    """The hands that a paper named as source came through: "minutes published on Thursday by the Archive"."""
    a = find.attribution
    if not a.source or not speaker or (find.pattern != "according to" and find.verb not in _PAPER_VERBS):
        return ()
    span = a.source[0]
    described = describe(document.text, span)
    if described.head not in PAPER_NOUNS and not any(kinds.get(s) == "document" for s in speaker):
        return ()
    links: list[ChainLink] = []
    region = find.sentence if find.sentence is not None and find.sentence.covers(span) else span
    match = _RELAY.search(document.text, span.start, region.end)
    if match is not None:
        who = next((e for s, e in sorted(named.items()) if match.end() <= s.start <= match.end() + 5), None)
        date = next((t.edtf for t in times if match.start() <= t.span.start < match.end()), None)
        links.append(
            ChainLink(
                role="published" if match["role"] in ("published", "issued") else "released",
                who=who,
                anchor=Place(document=document.id, span=Span(match.start(), match.end())),
                date=date,
            )
        )
    links += (
        ChainLink(role="noted", who=s, anchor=Place(document=document.id, span=span), first_record=True)
        for s in speaker
    )
    return tuple(links)


def _rests_on_paper(
    text: str, find: Find, distance: int, said_on: str | None, venue: Venue | None, heard: ChainLink | None
) -> bool:
    """Whether an attribution still tells what the paper says: near it, with no occasion of its own."""
    cue = " ".join(s.of(text) for s in find.attribution.cue)
    if _QUOTED_AS.search(cue):
        return distance <= 4
    return 0 <= distance <= 3 and said_on is None and venue is None and heard is None and find.pattern != "according to"


def _first_record(chain: tuple[ChainLink, ...], document: Document, kinds: Mapping[str, str]) -> tuple[ChainLink, ...]:
    """Marks the first record: the innermost paper, or the document where it is itself a record."""
    papers = [i for i, link in enumerate(chain) if link.role == "noted"]
    if not papers and document.kind in ("recording", "transcript", "notes"):
        papers = [i for i, link in enumerate(chain) if link.who == document.id]
    return tuple(replace(link, first_record=bool(papers) and i == papers[-1]) for i, link in enumerate(chain))
