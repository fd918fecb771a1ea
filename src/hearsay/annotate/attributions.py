"""Source, cue and content of every attribution of a document, and which stands inside which.

Sentence by sentence the cue grammar (`hearsay.language.clauses`) finds what a cue verb ties together; this file adds
what no single sentence shows: quotations that go on after their cue, over sentences and paragraphs; block quotations;
words set without marks. Speakers before a colon are found in `hearsay.language.turns`, attributions inside a content in
`hearsay.language.nesting`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.language.clauses import clauses
from hearsay.language.finds import CONFIDENCE, Find, Page, by_paragraph, make, mode_of, of_clause, page, with_content
from hearsay.language.items import items
from hearsay.language.nesting import nested
from hearsay.language.posts import posts
from hearsay.language.quoted_as import quoted_as
from hearsay.language.seen import Seen
from hearsay.language.span_index import SpanIndex
from hearsay.language.tied_finds import combined, tied_finds
from hearsay.language.turns import headlines, turns
from hearsay.language.venues import is_programme
from hearsay.model import Quotation, Zone
from hearsay.text import Span, subtract

_WORD = re.compile(r"\w")
_FIRST_PERSON = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|me|my|myself)\b")
_OPENS_FIRST_PERSON = re.compile(
    r"(?:(?:And|But|So|Now|Yes|No|Well),? )?(?:I|I['’](?:m|ve|d|ll)|My|We|We['’](?:re|ve|d|ll)|Our)\b"
)
_LONGEST_PULL_QUOTE = 400  # code points
_OWN_SENTENCES = 2  # in the first person outside quotations; with more, the page itself is told so


def find(
    text: str,
    document: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    quotations: Sequence[Quotation],
    zones: Sequence[Zone],
    shown: Sequence[Seen] = (),
) -> tuple[Find, ...]:
    """All attributions of `text`, in order of their content, parents before what stands inside them.

    `paragraphs`, `sentences` and `quotations` are those of `text`, `shown` what the encoder sees in it: without that
    the rules find what they can. Notices, bylines and captions hold none.
    """
    on = page(document, text, paragraphs, quotations)
    silent = SpanIndex((z.span, z.span) for z in zones if z.kind in ("notice", "byline", "caption"))
    spoken = [p for p in paragraphs if not any(s.covers(p) for s in silent.touching(p))]
    finds = turns(on, spoken)
    finds += [
        f
        for f in posts(on, spoken)
        if not any(f.attribution.content[0].overlaps(s) for t in finds for s in t.attribution.content)
    ]
    finds += _outside_turns(on, spoken, sentences, finds)
    finds += headlines(on, [z.span for z in zones if z.kind == "headline"] or paragraphs[:1], finds)
    likely = None
    if shown:
        likely = SpanIndex((s, s) for part in shown for s in part.possible_cues)
        finds = combined(_learned(on, shown, finds, sentences, silent), finds)
    finds = _without_titles(on, finds)
    return tuple(
        sorted(
            quoted_as(on, nested(on, finds, likely)),
            key=lambda f: (f.attribution.content[0].start, -f.attribution.content[-1].end, f.attribution.id),
        )
    )


def _without_titles(on: Page, finds: Sequence[Find]) -> list[Find]:
    """The finds without a broadcast's title that stands in marks like what is said there: said on “Harbour Today”."""
    out: list[Find] = []
    now: dict[str, str] = {}
    for find in finds:
        parts = find.attribution.content
        left = [p for p in parts if len(parts) == 1 or not is_programme(on.text, p)]
        out.append(find)
        if 0 < len(left) < len(parts):
            out[-1] = with_content(find, left, mode_of(on.text, left, on.quotations))
            now[find.attribution.id] = out[-1].attribution.id
    return [replace(f, follows=now[f.follows]) if f.follows in now else f for f in out]


def _learned(
    on: Page, shown: Sequence[Seen], rules: Sequence[Find], sentences: Sequence[Span], silent: SpanIndex[Span]
) -> list[Find]:
    """What the encoder found, outside notices, bylines and captions."""
    index = SpanIndex((s, s) for s in sentences)
    found = [f for part in shown for f in tied_finds(on, part.words, part.ties, rules, index)]
    return [f for f in found if not any(silent.touching(s) for s in f.attribution.cue)]


def _outside_turns(
    on: Page, paragraphs: Sequence[Span], sentences: Sequence[Span], in_turns: Sequence[Find]
) -> list[Find]:
    """Paragraph by paragraph, what is found with a cue, and what goes on from there without one."""
    turned = SpanIndex((s, s) for f in in_turns for s in f.attribution.content)
    sentences_of = _grouped(sentences, paragraphs)
    lone_voice = _own_sentences(on, sentences) <= _OWN_SENTENCES
    finds: list[Find] = []
    taken: set[Span] = set()
    pending: Find | None = None  # "Vele went on:" at the end of the paragraph before; it stands last in `finds`
    previous: Find | None = None  # the last direct attribution, for what goes on without a cue
    for paragraph in paragraphs:
        if turned.touching(paragraph):
            previous = pending = None
            continue
        inside = on.quotations.touching(paragraph)
        found = [] if _mid_quotation(paragraph, inside) else _in_paragraph(on, sentences_of.get(paragraph, ()))
        found = [f for f in found if taken.isdisjoint(f.attribution.content)]
        if found:
            taken.update(c for f in found for c in f.attribution.content)
            finds += found
            last = found[-1]
            pending = None if last.attribution.content else last
            previous = last if last.attribution.content and last.attribution.mode == "direct" else None
            continue
        if pending is not None:
            previous = finds[-1] = _announced(on, paragraph, inside, pending)
        elif previous is not None:
            more = _goes_on(on, paragraph, inside, previous, lone_voice=lone_voice)
            if more is not None:
                finds.append(more)
                previous = more
        pending = None
    return [f for f in finds if f.attribution.content]


def _grouped(sentences: Sequence[Span], paragraphs: Sequence[Span]) -> dict[Span, list[Span]]:
    out: dict[Span, list[Span]] = {}
    at = 0
    for sentence in sentences:
        while at < len(paragraphs) and paragraphs[at].end <= sentence.start:
            at += 1
        if at < len(paragraphs) and paragraphs[at].covers(sentence):
            out.setdefault(paragraphs[at], []).append(sentence)
    return out


def _own_sentences(on: Page, sentences: Sequence[Span]) -> int:
    return sum(
        _FIRST_PERSON.search(on.text, s.start, s.end) is not None and not on.quotations.touching(s) for s in sentences
    )


def _mid_quotation(paragraph: Span, inside: Sequence[Quotation]) -> bool:
    """Whether the paragraph is a later part of one quotation that runs over paragraphs, and nothing else."""
    return len(inside) == 1 and inside[0].span.start < paragraph.start and inside[0].span.end >= paragraph.end


# ---- with a cue -----------------------------------------------------------------------------------------------------


def _in_paragraph(on: Page, sentences: Sequence[Span]) -> list[Find]:
    found: list[Find] = []
    waiting: list[Span] = []  # quotations before the first cue of the paragraph
    for sentence in sentences:
        its = items(on.text, sentence, on.quotations.touching(sentence))
        here = [of_clause(on, its, c, sentence, on.quotations) for c in clauses(its)]
        if here:
            if waiting:
                _lead(on, here, waiting)
                waiting = []
            found += here
            continue
        quoted = [i.span for i in its if i.quotation is not None]
        if not quoted or any(i.is_word for i in its):
            continue
        if not found:
            waiting += quoted
        elif found[-1].attribution.mode == "direct":
            found[-1] = _extended(on, found[-1], quoted)
        else:
            spans = [s for q in quoted for s in by_paragraph(on, q)]
            mode = mode_of(on.text, spans, on.quotations)
            found.append(make(on, "goes on", content=spans, mode=mode, follows=found[-1].attribution.id))
    return found


def _lead(on: Page, here: list[Find], waiting: Sequence[Span]) -> None:
    """Gives the quotations that stand before the first cue to the direct attribution that follows them."""
    for index, find in enumerate(here):
        if find.attribution.mode == "direct" and find.pattern in ("tail", "inverted"):
            here[index] = _extended(on, find, waiting)
            return


def _extended(on: Page, find: Find, quoted: Sequence[Span]) -> Find:
    """The find with more quotations as its content; those that stand side by side on a line are one stretch."""
    merged: list[Span] = []
    for span in sorted({*find.attribution.content, *(s for q in quoted for s in by_paragraph(on, q))}):
        gap = on.text[merged[-1].end : span.start] if merged else "\n"
        if gap.strip() or "\n" in gap:
            merged.append(span)
        else:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
    return with_content(find, merged, mode_of(on.text, merged, on.quotations))


# ---- without a cue --------------------------------------------------------------------------------------------------


def _announced(on: Page, paragraph: Span, quotations: Sequence[Quotation], pending: Find) -> Find:
    """What a colon at the end of the paragraph before announced: its quotations, or all of it as a block."""
    if _only(on, paragraph, quotations):
        content = [s for q in quotations for s in by_paragraph(on, q.span)]
        return with_content(pending, content, "direct")
    block = with_content(pending, [paragraph], "direct")
    return replace(block, pattern="block", attribution=replace(block.attribution, confidence=CONFIDENCE["block"]))


def _goes_on(
    on: Page, paragraph: Span, quotations: Sequence[Quotation], previous: Find, *, lone_voice: bool
) -> Find | None:
    """The last speaker going on: a paragraph of quotations alone, or his words set off without marks.

    `lone_voice` tells that the page itself is not told in the first person.
    """
    follows = previous.attribution.id
    if _only(on, paragraph, quotations):
        spans = [s for q in quotations if q.span.start >= paragraph.start for s in by_paragraph(on, q.span)]
        if not spans:
            return None
        return make(on, "goes on", content=spans, mode=mode_of(on.text, spans, on.quotations), follows=follows)
    short = paragraph.end - paragraph.start <= _LONGEST_PULL_QUOTE
    if lone_voice and not quotations and short and _OPENS_FIRST_PERSON.match(on.text, *paragraph):
        return make(on, "pull quote", content=[paragraph], mode="direct", follows=follows)
    return None


def _only(on: Page, paragraph: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether no word of the paragraph stands outside `quotations`, of which there are some."""
    outside = subtract(paragraph, (q.span for q in quotations))
    return bool(quotations) and not any(_WORD.search(on.text, *s) for s in outside)
