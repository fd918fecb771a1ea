"""Source, cue and content of every attribution of a document, and which stands inside which.

Sentence by sentence the cue grammar (`hearsay.language.clauses`) finds what a cue verb ties together; this file adds
what no single sentence shows: quotations that go on after their cue, over sentences and paragraphs; turns of a
transcript; headlines ("Vele: …"); block quotations; words set without marks; attributions inside a content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hearsay.language.clauses import Clause, clauses
from hearsay.language.finds import Find
from hearsay.language.items import Item, items
from hearsay.language.sentences import boundaries
from hearsay.model import Attribution, Mode, Quotation, Zone, evidence_id
from hearsay.text import Span, trim

_EDGE = " \t\r\n\u00a0"
_TURN = re.compile(r"(?P<who>Q|A|[A-Z][\w.’'\-]*(?: [A-Z(][\w.’'\-)]*){0,5}) ?(?P<colon>:)\s+(?=\S)")
_LABEL = re.compile(r"(?P<who>[A-Z][\w.’'\-]*(?: (?:of |the |and )?[A-Z][\w.’'\-]*){0,4})(?P<colon>:)\s+(?=\S)")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|myself)\b")
_OPENS_FIRST_PERSON = re.compile(
    r"(?:(?:And|But|So|Now|Yes|No|Well),? )?(?:I|I['’](?:m|ve|d|ll)|My|We|We['’](?:re|ve|d|ll)|Our)\b"
)
_OWN_THOUGHT = frozenset(
    "think believe hope know feel guess suppose mean say wonder remember assume expect wish want agree understand".split()
)

# How often a find of each pattern meets a marked attribution (content overlap by half) in PolNeAR train, 840 articles:
# measured by evaluation/patterns.py. A find inside another, and what PolNeAR has no example of, keeps the lowest.
CONFIDENCE: Mapping[str, float] = {
    "tail": 0.88, "according to": 0.85, "speech": 0.83, "inverted": 0.8, "clause": 0.77, "participle": 0.77, "wh-clause": 0.73, "label": 0.69,
    "object": 0.65, "preposition": 0.61, "infinitive": 0.57, "turn": 0.7, "passive": 0.51, "goes on": 0.48, "block": 0.4, "pull quote": 0.3,
}  # fmt: skip


def find(
    text: str,
    document: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    zones: Sequence[Zone],
) -> tuple[Find, ...]:
    """All attributions of `text`, in order of their content, parents before what stands inside them.

    `paragraphs`, `sentences` and `quotations` are those of `text`. Notices and bylines hold none.
    """
    silent = [z.span for z in zones if z.kind in ("notice", "byline")]
    open_paragraphs = [p for p in paragraphs if not any(s.covers(p) for s in silent)]
    outer = [q for q in quotations if q.depth == 0]
    finds: list[Find] = []
    turns = _turns(text, document, open_paragraphs)
    in_turns = [p for f in turns for s in f.attribution.content for p in (s,)]
    finds += turns
    by_paragraph = _grouped(sentences, open_paragraphs)
    pending: Find | None = None  # "Vele went on:" at a paragraph's end
    previous: Find | None = None  # the last direct attribution, for what goes on without a cue
    taken: set[Span] = set()
    own_voice = sum(
        1
        for s in sentences
        if _FIRST_PERSON.search(text, s.start, s.end) and not any(q.span.overlaps(s) for q in outer)
    )
    lone_voice = own_voice <= 2  # else the page itself is told in the first person
    for paragraph in open_paragraphs:
        if any(s.overlaps(paragraph) for s in in_turns):
            previous = pending = None
            continue
        inside = [q for q in outer if q.span.overlaps(paragraph)]
        found = (
            []
            if any(q.span.start < paragraph.start for q in inside)
            and len(inside) == 1
            and inside[0].span.end >= paragraph.end
            else (_in_paragraph(text, document, paragraph, by_paragraph.get(paragraph, ()), inside, paragraphs))
        )
        found = [f for f in found if not any(c in taken for c in f.attribution.content)]
        if not found:
            filled = _without_cue(text, document, paragraph, inside, pending, previous, paragraphs, lone_voice)
            if filled is not None:
                whole, follow = filled
                if follow and previous is not None and finds:
                    finds.append(whole)
                elif pending is not None:
                    finds[:] = [f for f in finds if f is not pending]
                    finds.append(whole)
                previous = whole
        taken.update(c for f in found for c in f.attribution.content)
        finds += found
        pending = found[-1] if found and not found[-1].attribution.content else None
        direct = [f for f in found if f.attribution.mode == "direct" and f.attribution.content]
        if found:
            previous = direct[-1] if direct and direct[-1] is _last(found) else None
    finds = [f for f in finds if f.attribution.content]
    finds += _headline(text, document, zones, paragraphs, finds)
    finds = _nest(text, document, finds, quotations, paragraphs)
    return tuple(
        sorted(finds, key=lambda f: (f.attribution.content[0].start, -f.attribution.content[-1].end, f.attribution.id))
    )


# ---- building ---------------------------------------------------------------------------------------------------------


def _make(
    text: str, document: str, *, pattern: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], quotations: Sequence[Quotation],
    clause: Clause | None = None, addressee: Span | None = None, adverbial: Span | None = None, sentence: Span | None = None,
    follows: str | None = None, mode: Mode | None = None,
) -> Find:  # fmt: skip
    content = tuple(content)
    return Find(
        attribution=Attribution(
            id=evidence_id(document, "attribution", *source, *cue, *content),
            document=document,
            parent=None,
            source=tuple(source),
            cue=tuple(cue),
            content=content,
            mode=mode or _mode(text, content, quotations),
            modality=clause.modality if clause else "said",
            negated=clause.negated if clause else False,
            denied=clause is not None and clause.verb in ("deny", "dispute", "dismiss", "refute", "rebut", "reject"),
            hedged=clause.hedged if clause else False,
            confidence=CONFIDENCE.get(pattern, 0.5),
        ),
        pattern=pattern,
        verb=clause.verb if clause else None,
        addressee=addressee,
        adverbial=adverbial,
        sentence=sentence,
        follows=follows,
    )


def _mode(text: str, content: Sequence[Span], quotations: Sequence[Quotation]) -> Mode:
    """Direct if all letters of the content stand in quotation marks, mixed if some do, else indirect."""
    quoted = [q.span for q in quotations if any(q.span.overlaps(c) for c in content)]
    letters = [i for c in content for i in range(*c) if text[i].isalnum()]
    inside = sum(any(s.start <= i < s.end for s in quoted) for i in letters)
    return "direct" if letters and inside == len(letters) else "mixed" if inside else "indirect"


def _range(its: Sequence[Item], part: tuple[int, int]) -> Span:
    return Span(its[part[0]].span.start, its[part[1] - 1].span.end)


def _by_paragraph(text: str, span: Span, paragraphs: Sequence[Span]) -> list[Span]:
    """`span` cut at paragraph ends, white space trimmed."""
    if "\n" not in span.of(text):
        return [trim(text, span, _EDGE)]
    parts = [Span(max(span.start, p.start), min(span.end, p.end)) for p in paragraphs if p.overlaps(span)]
    return [trim(text, p, _EDGE) for p in parts if p.end > p.start]


def _from_clause(
    text: str,
    document: str,
    its: Sequence[Item],
    clause: Clause,
    sentence: Span,
    quotations: Sequence[Quotation],
    paragraphs: Sequence[Span],
) -> Find:
    content = [s for part in clause.content for s in _by_paragraph(text, _range(its, part), paragraphs)]
    return _make(
        text,
        document,
        pattern=clause.pattern,
        source=[_range(its, clause.source)] if clause.source else [],
        cue=[_range(its, clause.cue)],
        content=content,
        quotations=quotations,
        clause=clause,
        addressee=_range(its, clause.addressee) if clause.addressee else None,
        adverbial=_range(its, clause.adverbial) if clause.adverbial else None,
        sentence=sentence,
    )


def _grouped(sentences: Sequence[Span], paragraphs: Sequence[Span]) -> dict[Span, tuple[Span, ...]]:
    out: dict[Span, list[Span]] = {}
    at = 0
    for sentence in sentences:
        while at < len(paragraphs) and paragraphs[at].end <= sentence.start:
            at += 1
        if at < len(paragraphs) and paragraphs[at].covers(sentence):
            out.setdefault(paragraphs[at], []).append(sentence)
    return {k: tuple(v) for k, v in out.items()}


# ---- a paragraph --------------------------------------------------------------------------------------------------------


def _in_paragraph(
    text: str,
    document: str,
    paragraph: Span,
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    paragraphs: Sequence[Span],
) -> list[Find]:
    found: list[Find] = []
    waiting: list[Span] = []  # quotations before the first cue of the paragraph
    for sentence in sentences:
        its = items(text, sentence, quotations)
        here = [_from_clause(text, document, its, c, sentence, quotations, paragraphs) for c in clauses(its)]
        if here:
            lead = next((f for f in here if f.attribution.mode == "direct" and f.pattern in ("tail", "inverted")), None)
            if waiting and lead is not None:
                content = [s for w in waiting for s in _by_paragraph(text, w, paragraphs)] + list(
                    lead.attribution.content
                )
                here[here.index(lead)] = _with_content(text, lead, content, quotations)
            waiting = []
            found += here
            continue
        quoted = [i for i in its if i.quotation is not None]
        only = quoted and not any(i.is_word for i in its)
        if only:
            spans = [s for i in quoted for s in _by_paragraph(text, i.span, paragraphs)]
            last = _last(found)
            if last is not None and last.attribution.mode == "direct":
                found[found.index(last)] = _with_content(text, last, [*last.attribution.content, *spans], quotations)
            elif last is None:
                waiting += [i.span for i in quoted]
    return found


def _last(found: Sequence[Find]) -> Find | None:
    return found[-1] if found else None


def _with_content(text: str, find: Find, content: Sequence[Span], quotations: Sequence[Quotation]) -> Find:
    merged: list[Span] = []
    for span in sorted(set(content)):
        if merged and not text[merged[-1].end : span.start].strip() and "\n" not in text[merged[-1].end : span.start]:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    a = find.attribution
    return replace(
        find,
        attribution=replace(
            a,
            id=evidence_id(a.document, "attribution", *a.source, *a.cue, *merged),
            content=tuple(merged),
            mode=_mode(text, merged, quotations),
        ),
    )


def _without_cue(
    text: str,
    document: str,
    paragraph: Span,
    quotations: Sequence[Quotation],
    pending: Find | None,
    previous: Find | None,
    paragraphs: Sequence[Span],
    lone_voice: bool,
) -> tuple[Find, bool] | None:
    """A paragraph without a cue: what a colon before it announced, or the last speaker going on.

    Returns the find and whether it is one of its own.
    """
    only = quotations and not re.search(r"\w", "".join(s.of(text) for s in _outside(paragraph, quotations)))
    if pending is not None and pending.pattern != "object":
        spans = [s for q in quotations for s in _by_paragraph(text, q.span, paragraphs)] if only else [paragraph]
        a = pending.attribution
        content = [*a.content, *spans]
        pattern = pending.pattern if only else "block"
        return (
            replace(
                pending,
                pattern=pattern,
                attribution=replace(
                    a,
                    id=evidence_id(document, "attribution", *a.source, *a.cue, *content),
                    content=tuple(content),
                    mode="direct",
                ),
            ),
            False,
        )
    if previous is None:
        return None
    if only:
        spans = [
            s for q in quotations for s in _by_paragraph(text, q.span, paragraphs) if q.span.start >= paragraph.start
        ]
        if not spans:
            return None
        return _make(
            text,
            document,
            pattern="goes on",
            source=[],
            cue=[],
            content=spans,
            quotations=quotations,
            follows=previous.attribution.id,
        ), True
    sentence = paragraph.of(text)
    if not quotations and len(sentence) <= 400 and _OPENS_FIRST_PERSON.match(sentence) and lone_voice:
        return _make(
            text, document, pattern="pull quote", source=[], cue=[], content=[paragraph], quotations=quotations,
            follows=previous.attribution.id, mode="direct",
        ), True  # fmt: skip
    return None


def _outside(region: Span, quotations: Iterable[Quotation]) -> list[Span]:
    out, at = [], region.start
    for q in sorted(quotations, key=lambda q: q.span):
        if q.span.start > at:
            out.append(Span(at, min(q.span.start, region.end)))
        at = max(at, q.span.end)
    if at < region.end:
        out.append(Span(at, region.end))
    return out


# ---- transcripts and headlines ----------------------------------------------------------------------------------------------


def _turns(text: str, document: str, paragraphs: Sequence[Span]) -> list[Find]:
    """The turns of a transcript: at least three paragraphs that begin with a name and a colon, two names among them,
    and one name twice."""
    heads = [(p, m) for p in paragraphs if (m := _TURN.match(text, p.start, p.end)) is not None]
    names = [m["who"] for _, m in heads]
    if len(heads) < 3 or len(set(names)) < 2 or len(set(names)) == len(names):
        return []
    repeated = {n for n in names if names.count(n) > 1} | {"Q", "A"}
    out: list[Find] = []
    begin = {p: m for p, m in heads if m["who"] in repeated or len(set(names)) <= 12}
    after_first = [p for p in paragraphs if p.start >= heads[0][0].start]
    mostly = len(heads) >= 0.5 * len(
        after_first
    )  # else an exchange inside another text: a turn ends with its paragraph
    current: tuple[re.Match[str], list[Span]] | None = None

    def close() -> None:
        if current is not None:
            match, spans = current
            out.append(
                _make(
                    text,
                    document,
                    pattern="turn",
                    source=[Span(*match.span("who"))],
                    cue=[Span(*match.span("colon"))],
                    content=spans,
                    quotations=(),
                    mode="direct",
                )
            )

    for paragraph in paragraphs:
        match = begin.get(paragraph)
        if match is not None:
            close()
            current = (match, [Span(match.end(), paragraph.end)])
        elif current is not None and mostly:
            current[1].append(paragraph)
    close()
    return out


def _headline(
    text: str, document: str, zones: Sequence[Zone], paragraphs: Sequence[Span], found: Sequence[Find]
) -> list[Find]:
    """``Vele: “No deal”`` as a headline, the first line or a zone marked so."""
    lines = [z.span for z in zones if z.kind == "headline"] or list(paragraphs[:1])
    out = []
    for line in lines:
        if line.end - line.start > 200 or any(line.overlaps(s) for f in found for s in f.attribution.content):
            continue
        match = _LABEL.match(text, line.start, line.end)
        if match is not None and match.end() < line.end and not match["who"].isupper():
            content = trim(text, Span(match.end(), line.end), _EDGE)
            out.append(
                _make(
                    text,
                    document,
                    pattern="label",
                    source=[Span(*match.span("who"))],
                    cue=[Span(*match.span("colon"))],
                    content=[content],
                    quotations=(),
                )
            )
    return out


# ---- nesting ------------------------------------------------------------------------------------------------------------


def _nest(
    text: str, document: str, finds: Sequence[Find], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Find]:
    """Ties each attribution to the one whose content holds it, and looks for those inside quotation marks."""
    out: list[Find] = []
    inner: list[Find] = []
    for find in finds:
        if find.attribution.mode != "indirect":
            inner += _inside(text, document, find, quotations, paragraphs)
    for find in [*finds, *inner]:
        parent = _parent(find, finds, inner)
        if parent is None:
            out.append(find)
        elif parent is not find and _tellable(find):
            out.append(replace(find, attribution=replace(find.attribution, parent=parent.attribution.id)))
    kept = {f.attribution.id for f in out}
    return [f for f in out if f.attribution.parent is None or f.attribution.parent in kept]


def _parent(find: Find, finds: Sequence[Find], inner: Sequence[Find]) -> Find | None:
    """The attribution with the smallest content that holds this one's cue and content; itself if it may not nest."""
    marks = [*find.attribution.cue, *find.attribution.content]
    best: tuple[int, Find] | None = None
    for other in [*finds, *inner]:
        if other is find or other.attribution.id == find.attribution.id:
            continue
        content = other.attribution.content
        if find.attribution.cue and all(any(c.covers(m) for c in content) for m in marks):
            size = sum(c.end - c.start for c in content)
            if best is None or size < best[0]:
                best = (size, other)
    return best[1] if best else None


def _tellable(find: Find) -> bool:
    """Whether something inside a content is an attribution of its own and not the speaker's "I think"."""
    return find.attribution.modality == "said" and find.pattern in (
        "speech",
        "clause",
        "wh-clause",
        "tail",
        "inverted",
        "passive",
        "according to",
    )


def _inside(
    text: str, document: str, find: Find, quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Find]:
    out: list[Find] = []
    for content in find.attribution.content:
        whole = find.pattern in ("turn", "block", "pull quote")
        for quotation in quotations:
            if not whole and not (quotation.depth == 0 and quotation.span.overlaps(content)):
                continue
            regions = [r for r in quotation.inner if r.overlaps(content)] if not whole else []
            for region in regions:
                out += _sentences_inside(text, document, region, [q for q in quotations if q.depth == 1], paragraphs)
        if whole:
            out += _sentences_inside(text, document, content, [q for q in quotations if q.depth == 0], paragraphs)
    return out


def _sentences_inside(
    text: str, document: str, region: Span, deeper: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Find]:
    out: list[Find] = []
    start = region.start
    inside = [q for q in deeper if region.covers(q.span)]
    for bound in boundaries(text, region):
        if any(q.span.start < bound < q.span.end for q in inside) and bound < region.end:
            continue
        sentence = trim(text, Span(start, bound), _EDGE)
        start = bound
        if sentence.end <= sentence.start:
            continue
        its = items(text, sentence, inside)
        for clause in clauses(its):
            subject = its[clause.source[0]].lower if clause.source else ""
            if (
                subject in ("i", "we")
                and clause.verb in _OWN_THOUGHT
                and not any(its[i].quotation for a, b in clause.content for i in range(a, b))
            ):
                continue
            out.append(_from_clause(text, document, its, clause, sentence, inside, paragraphs))
    return [f for f in out if f.attribution.content]
