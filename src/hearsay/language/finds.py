"""An attribution as it is found, with what its sentence says around it; the later steps read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearsay.language.cue_patterns import Clause, Part
from hearsay.language.items import Item
from hearsay.language.span_index import SpanIndex
from hearsay.model import Attribution, Mode, Quotation, evidence_id
from hearsay.text import Span, subtract, trim

_EDGE = " \t\r\n\u00a0"
DENIALS = frozenset("deny dispute dismiss refute rebut reject".split())

# How often a find of each pattern meets a marked attribution (content overlap by half) in PolNeAR train, 840 articles:
# measured by evaluation/patterns.py. Of blocks and pull quotes there are six in all: their
# figure says little; of posts none: theirs is from a hundred of the crawl, read by eye.
CONFIDENCE: Mapping[str, float] = {
    "tail": 0.88, "according to": 0.85, "speech": 0.84, "inverted": 0.81, "clause": 0.79, "participle": 0.78,
    "wh-clause": 0.72, "label": 0.68, "object": 0.68, "preposition": 0.62, "infinitive": 0.59, "passive": 0.55,
    "goes on": 0.51, "block": 0.5, "pull quote": 0.5, "turn": 0.49, "post": 0.9,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """An attribution whose speaker is still to be named.

    `pattern` is how it was found: by a cue in its sentence (`hearsay.language.cue_patterns`), before a colon
    (`hearsay.language.turns`), without a cue (`hearsay.annotate.attributions`), or "learned", where the encoder alone
    saw it. `addressee` and `adverbial` are the
    stretches of its sentence that name to whom and when or where; `follows` is the id of the attribution whose speaker
    goes on speaking.
    """

    attribution: Attribution
    pattern: str
    verb: str | None = None
    addressee: Span | None = None
    adverbial: Span | None = None
    sentence: Span | None = None
    follows: str | None = None
    inside: bool = False
    """Whether the encoder read it as standing inside another's content."""
    signs: tuple[float, ...] = ()
    """What its confidence was made of (`hearsay.language.likelihood`), where the encoder found it."""


def within_parents(finds: Sequence[Find]) -> list[Find]:
    """`finds`, of which one that stands inside another's content has only that part of its sentence: what stands around
    tells of the other's saying."""
    contents = {f.attribution.id: f.attribution.content for f in finds}
    out: list[Find] = []
    for find in finds:
        cue = (find.attribution.cue or find.attribution.content)[0]
        around = next((c for c in contents.get(find.attribution.parent or "", ()) if c.covers(cue)), None)
        if around is not None and find.sentence is not None and not around.covers(find.sentence):
            start, end = max(around.start, find.sentence.start), min(around.end, find.sentence.end)
            find = replace(find, sentence=Span(start, end))
        out.append(find)
    return out


@dataclass(frozen=True, slots=True)
class Page:
    """The text that finds are made in: its document's id, its paragraphs and its quotations, by place."""

    document: str
    text: str
    paragraphs: SpanIndex[Span]
    quotations: SpanIndex[Quotation]
    """Those inside no other."""
    inner: SpanIndex[Quotation]
    """Those inside one other."""


def page(document: str, text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> Page:
    """The page of a document's `text` with all its paragraphs and quotations."""
    return Page(
        document,
        text,
        SpanIndex((p, p) for p in paragraphs),
        SpanIndex((q.span, q) for q in quotations if q.depth == 0),
        SpanIndex((q.span, q) for q in quotations if q.depth == 1),
    )


def make(
    on: Page,
    pattern: str,
    *,
    source: Sequence[Span] = (),
    cue: Sequence[Span] = (),
    content: Sequence[Span],
    mode: Mode,
    clause: Clause | None = None,
    follows: str | None = None,
) -> Find:
    """A find on a page; without the `clause` of a cue verb it is plainly said."""
    return Find(
        attribution=Attribution(
            id=evidence_id(on.document, "attribution", *source, *cue, *content),
            document=on.document,
            parent=None,
            source=tuple(source),
            cue=tuple(cue),
            content=tuple(content),
            mode=mode,
            modality=clause.modality if clause else "said",
            negated=clause is not None and clause.negated,
            denied=clause is not None and clause.verb in DENIALS,
            hedged=clause is not None and clause.hedged,
            confidence=CONFIDENCE[pattern],
        ),
        pattern=pattern,
        verb=clause.verb if clause else None,
        follows=follows,
    )


def of_clause(
    on: Page, items: Sequence[Item], clause: Clause, sentence: Span, quotations: SpanIndex[Quotation]
) -> Find:
    """The find of a `clause` among the `items` of a sentence, in which `quotations` are opaque."""
    content = [s for part in clause.content for s in by_paragraph(on, _span(items, part))]
    found = make(
        on,
        clause.pattern,
        source=[_span(items, clause.source)] if clause.source else [],
        cue=[_span(items, clause.cue)],
        content=content,
        mode=mode_of(on.text, content, quotations),
        clause=clause,
    )
    return replace(
        found,
        addressee=_span(items, clause.addressee) if clause.addressee else None,
        adverbial=_span(items, clause.adverbial) if clause.adverbial else None,
        sentence=sentence,
    )


def with_content(find: Find, content: Sequence[Span], mode: Mode) -> Find:
    """The find with another content, and so with another id."""
    a = find.attribution
    key = evidence_id(a.document, "attribution", *a.source, *a.cue, *content)
    return replace(find, attribution=replace(a, id=key, content=tuple(content), mode=mode))


def mode_of(text: str, content: Sequence[Span], quotations: SpanIndex[Quotation]) -> Mode:
    """Direct if all letters of the content stand in quotation marks, mixed if some do, else indirect."""
    inside = outside = False
    for span in content:
        quoted = [q.span for q in quotations.touching(span)]
        bare = subtract(span, quoted)
        outside = outside or any(_lettered(text, s) for s in bare)
        inside = inside or any(_lettered(text, s) for s in subtract(span, bare))
    return "indirect" if not inside else "mixed" if outside else "direct"


def _lettered(text: str, span: Span) -> bool:
    return any(text[i].isalnum() for i in range(*span))


def by_paragraph(on: Page, span: Span) -> list[Span]:
    """`span` cut at paragraph ends, white space trimmed."""
    if "\n" not in span.of(on.text):
        return [trim(on.text, span, _EDGE)]
    parts = [Span(max(span.start, p.start), min(span.end, p.end)) for p in on.paragraphs.touching(span)]
    return [trim(on.text, p, _EDGE) for p in parts]


def _span(items: Sequence[Item], part: Part) -> Span:
    return Span(items[part[0]].span.start, items[part[1] - 1].span.end)
