"""The same utterance in several documents, and how each carries the words.

Quoted words are laid beside quoted words by their runs; indirect speech beside quotations of the same speaker by what
it tells of. The fullest rendition, or the record of the day if it is in hand and carries the passage, is the reference;
every other is compared with it, never the other way round, and never by date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hearsay.language.alignment import comparable, contiguous, grams, shared_words, steps, subsequence
from hearsay.language.grouping import Groups, proposed
from hearsay.language.people import fits, parts
from hearsay.language.records import RECORD_KINDS
from hearsay.language.span_index import SpanIndex
from hearsay.language.word_weights import stem, weight
from hearsay.language.words import Word, is_content
from hearsay.model import (
    Annotations,
    Attribution,
    Difference,
    Entity,
    Fidelity,
    Place,
    Quotation,
    Reason,
    Rendition,
    Utterance,
    evidence_id,
)
from hearsay.text import Span, subtract

GRAM = 3  # words of a run that proposes two quotations as the same
CROWD = 20  # quotations with one run, above which not every pair of them is proposed
CONTAINED = 0.6  # share of the shorter one's words that must stand in the longer, in order
NAMELESS = 6  # words of the shortest quotation laid beside one of another speaker, or of none named
PARAGRAPH = 10  # words of the shortest part of a quotation that is laid beside another by itself
LEAST = 4  # words of the shortest quotation that is laid beside another on its words alone
TOLD = 0.5  # share of an indirect rendition's weight that must stand in the quotation
_CUT = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]|\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One document's carrying of some words, before it is known whose utterance it is."""

    id: str
    document: str
    attributions: tuple[str, ...]
    spans: tuple[Span, ...]
    quoted: bool
    speakers: tuple[str, ...]
    addressee: str | None
    pieces: tuple[tuple[str, ...], ...]
    words: tuple[Word, ...]
    forms: tuple[str, ...]
    content: Mapping[str, float]
    record: bool


def utterances(
    annotations: Sequence[Annotations],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    related: Mapping[str, str],
) -> tuple[Utterance, ...]:
    """All utterances, those carried once too. `related` maps each document to a key that it shares with those that may
    report the same (its story)."""
    names = {e.id: e.name for e in entities}
    tellings = _tellings(annotations, attributions)
    by_id = {t.id: t for t in tellings}
    groups = Groups(by_id)
    for a, b in _quoted_candidates(tellings):
        if _same_words(by_id[a], by_id[b], names):
            groups.join(a, b)
    _join_indirect(tellings, groups, related)
    out = [_utterance([by_id[i] for i in members]) for members in groups.all()]
    return tuple(sorted(out, key=lambda u: u.id))


# ---- tellings --------------------------------------------------------------------------------------------------------


def _tellings(annotations: Sequence[Annotations], attributions: Sequence[Attribution]) -> list[_Telling]:
    by_document: dict[str, list[Attribution]] = defaultdict(list)
    for a in attributions:
        by_document[a.document].append(a)
    out: list[_Telling] = []
    for annotated in annotations:
        document = annotated.document
        nested: dict[str, list[Attribution]] = defaultdict(list)
        for a in by_document[document.id]:
            if a.parent is not None:
                nested[a.parent].append(a)
        modes = {a.id: a.mode for a in by_document[document.id]}
        record = document.kind in RECORD_KINDS
        quotations = SpanIndex((q.span, q) for q in annotated.quotations)
        for a in by_document[document.id]:
            if a.modality not in ("said", "believed") or not a.content:
                continue
            if a.mode == "indirect" and a.negated:
                continue  # "declined to comment": nothing was said
            if a.mode == "indirect" and a.parent is not None and modes[a.parent] == "direct":
                continue  # its words are told inside a quotation, which is compared as a whole
            children = [s for c in nested[a.id] if c.mode != "indirect" for s in c.content]
            spans = tuple(part for s in _quoted_spans(a, quotations) for part in subtract(s, children))
            if not spans and children:
                continue
            quoted = sum(len(s.of(document.text).split()) for s in spans) >= 3 or a.mode == "direct"
            if not quoted:
                spans = a.content
            told = _telling(document.text, a, spans, quoted, record)
            if told is not None:
                out.append(told)
    return out


def _quoted_spans(a: Attribution, quotations: SpanIndex[Quotation]) -> tuple[Span, ...]:
    """The words of the attribution inside quotation marks, without the marks; the whole content where it has none and
    is direct (a turn, a block). `quotations` are all of its document."""
    depth = 0 if a.parent is None else 1
    inner = [
        Span(max(s.start, c.start), min(s.end, c.end))
        for c in a.content
        for q in quotations.touching(c)
        if q.depth == depth
        or (q.depth == 0 and a.parent is not None and any(c.start <= q.span.start < c.end for c in a.content))
        for s in q.inner
        if s.overlaps(c)
    ]
    if not inner and a.mode == "direct":
        return a.content
    return tuple(sorted(s for s in set(inner) if s.end > s.start))


def _telling(text: str, a: Attribution, spans: Sequence[Span], quoted: bool, record: bool) -> _Telling | None:
    pieces: list[tuple[str, ...]] = []
    kept: list[Word] = []
    for span in spans:
        cuts = [Span(span.start + m.start(), span.start + m.end()) for m in _CUT.finditer(span.of(text))]
        for part in subtract(span, cuts):
            found, forms = comparable(text, part)
            if found:
                kept += found
                pieces.append(forms)
    if not kept:
        return None
    forms = tuple(f for p in pieces for f in p)
    content = {stem(f) for w, f in zip(kept, forms, strict=True) if is_content(w.lower)}
    return _Telling(
        id=evidence_id(a.document, "rendition", *spans) + a.id[-4:],
        document=a.document,
        attributions=(a.id,),
        spans=tuple(spans),
        quoted=quoted,
        speakers=a.speaker,
        addressee=a.addressee,
        pieces=tuple(pieces),
        words=tuple(kept),
        forms=forms,
        content={w: weight(w) for w in content},
        record=record,
    )


# ---- candidates and decisions ----------------------------------------------------------------------------------------


def _quoted_candidates(tellings: Sequence[_Telling]) -> list[tuple[str, str]]:
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for t in tellings:
        if t.quoted:
            for gram in grams(t.forms, min(GRAM, max(1, len(t.forms)))):
                holders[gram].add(t.id)
    pairs: set[tuple[str, str]] = set()
    for ids in holders.values():
        pairs.update(proposed(sorted(ids), CROWD))
    return sorted(pairs)


def _same_words(a: _Telling, b: _Telling, names: Mapping[str, str]) -> bool:
    """Whether two quotations carry the same words: the shorter stands in the longer, in order, but for a little."""
    if a.document == b.document:
        return a.forms == b.forms and len(a.forms) >= LEAST and _same_speaker(a, b, names) is not False
    shorter, longer = sorted((a, b), key=lambda t: len(t.forms))
    speaker = _same_speaker(a, b, names)
    if len(shorter.forms) < LEAST:
        return (
            speaker is True
            and contiguous(shorter.forms, longer.forms) is not None
            and sum(shorter.content.values()) >= 4
        )
    if speaker is False:
        return shared_words(shorter.forms, longer.forms) >= 0.85 * len(shorter.forms) >= 0.85 * NAMELESS
    if len(shorter.forms) < NAMELESS and speaker is not True:
        return False
    if _contained(shorter.forms, shorter.content, longer):
        return True
    parts_of = [(p, t, o) for t, o in ((a, b), (b, a)) if len(t.pieces) > 1 for p in t.pieces if len(p) >= PARAGRAPH]
    return any(_contained(p, {s: t.content[s] for f in p if (s := stem(f)) in t.content}, o) for p, t, o in parts_of)


def _contained(forms: Sequence[str], content: Mapping[str, float], other: _Telling) -> bool:
    """Whether most of these words stand in the other telling in order, and most of their weight."""
    if shared_words(forms, other.forms) < CONTAINED * len(forms):
        return False
    return sum(v for w, v in content.items() if w in other.content) >= CONTAINED * sum(content.values()) > 0


def _same_speaker(a: _Telling, b: _Telling, names: Mapping[str, str]) -> bool | None:
    """Whether two tellings name the same speaker; ``None`` where one names nobody."""
    if not a.speakers or not b.speakers:
        return None
    if set(a.speakers) & set(b.speakers):
        return True
    mine, theirs = [names[s] for s in a.speakers], [names[s] for s in b.speakers]
    if any(fits(x, y) or fits(y, x) for x in mine for y in theirs):
        return True
    named = all(n[:1].isupper() and len(parts(n)) <= 4 for n in (*mine, *theirs))
    return False if named else None


def _join_indirect(tellings: Sequence[_Telling], groups: Groups, related: Mapping[str, str]) -> None:
    """Lays indirect tellings beside the quotation of the same speaker that they tell most of."""
    quoted: dict[tuple[str, str], list[_Telling]] = defaultdict(list)
    for t in tellings:
        if t.quoted and len(t.forms) >= 3:
            for s in t.speakers:
                quoted[related[t.document], s].append(t)
    for t in tellings:
        if t.quoted or len(t.content) < 3:
            continue
        best: tuple[float, str] | None = None
        for other in (q for s in t.speakers for q in quoted.get((related[t.document], s), ())):
            if other.document == t.document:
                continue
            shared = sum(v for w, v in t.content.items() if w in other.content)
            share = shared / min(sum(t.content.values()), max(0.1, sum(other.content.values())))
            count = sum(1 for w in t.content if w in other.content)
            if count >= 3 and share >= TOLD and (best is None or (share, other.id) > best):
                best = (share, other.id)
        if best is not None:
            groups.join(t.id, best[1])


# ---- fidelity --------------------------------------------------------------------------------------------------------


def _utterance(tellings: Sequence[_Telling]) -> Utterance:
    reference = _reference(tellings)
    speaker = reference.speakers or next((t.speakers for t in tellings if t.speakers), ())
    addressee = reference.addressee or next((t.addressee for t in tellings if t.addressee is not None), None)
    renditions = tuple(
        _rendition(t, reference)
        for t in sorted(tellings, key=lambda t: (t is not reference, t.document, t.spans[0], t.id))
    )
    return Utterance(
        id="u" + min(t.id for t in tellings)[1:],
        event=None,
        speaker=speaker,
        addressee=addressee,
        renditions=renditions,
    )


def _reference(tellings: Sequence[_Telling]) -> _Telling:
    """The witness that the others are held against: a record of the day that carries it whole, else the fullest."""
    quoted = [t for t in tellings if t.quoted] or list(tellings)
    fullest = max(quoted, key=lambda t: (len(t.forms), t.document, t.id))
    records = [t for t in quoted if t.record and len(t.forms) >= 0.5 * len(fullest.forms)]
    return max(records, key=lambda t: (len(t.forms), t.document, t.id)) if records else fullest


def _rendition(t: _Telling, reference: _Telling) -> Rendition:
    if t is reference:
        why = "the record of the day" if t.record else "the fullest of the renditions in hand"
        return Rendition(
            document=t.document,
            attributions=t.attributions,
            spans=t.spans,
            fidelity="verbatim" if t.quoted else "indirect",
            reasons=(Reason(of="reference", why=why),),
        )
    if t.quoted and reference.quoted:
        fidelity, why = _fidelity(t, reference)
        difference = () if fidelity == "verbatim" else _difference(t, reference)
    else:
        shared = sorted(w for w in t.content if w in reference.content)
        fidelity, why, difference = "indirect", "no quotation marks; tells of the same in " + ", ".join(shared), ()
    anchors = tuple(Place(document=reference.document, span=s) for s in reference.spans)
    return Rendition(
        document=t.document,
        attributions=t.attributions,
        spans=t.spans,
        fidelity=fidelity,
        against=reference.document,
        difference=difference,
        reasons=(Reason(of="fidelity", why=why, anchors=anchors),),
    )


def _fidelity(t: _Telling, reference: _Telling) -> tuple[Fidelity, str]:
    if t.forms == reference.forms:
        return "verbatim", "the same words; case, marks, spelling and small numbers folded"
    if all(contiguous(p, reference.forms) is not None for p in t.pieces):
        why = "each piece stands in the witness without a gap"
        return "trimmed", f"{why}; what is left out lies before, after, or where a cut is marked"
    if all(subsequence(p, reference.forms) for p in t.pieces):
        return "spliced", "words of the witness are left out inside one pair of marks without a mark; none is changed"
    return "reworded", "words inside the marks are changed, added or moved against the witness"


def _difference(t: _Telling, reference: _Telling) -> tuple[Difference, ...]:
    out = []
    for step in steps(t.forms, reference.forms):
        mine = Span(t.words[step.a[0]].span.start, t.words[step.a[1] - 1].span.end) if step.a[1] > step.a[0] else None
        theirs = (
            Span(reference.words[step.b[0]].span.start, reference.words[step.b[1] - 1].span.end)
            if step.b[1] > step.b[0]
            else None
        )
        out.append(Difference(op=step.op, words=mine, against=theirs))
    return tuple(out)
