"""Attributions inside the content of another: found inside quotation marks, and tied to the one that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hearsay.language.clauses import clauses
from hearsay.language.cue_patterns import Clause
from hearsay.language.cues import cue_forms
from hearsay.language.finds import Find, Page, of_clause, with_content
from hearsay.language.items import Item, items
from hearsay.language.sentences import boundaries
from hearsay.language.span_index import SpanIndex
from hearsay.language.tied_finds import with_grammar, without_listener
from hearsay.language.words import words
from hearsay.model import Quotation
from hearsay.text import Span, trim

_EDGE = " \t\r\n\u00a0"
_OWN_THOUGHT = frozenset(
    """
    think believe hope know feel guess suppose mean say wonder remember assume expect wish want agree understand
    """.split()
)
_TELLABLE = frozenset(("speech", "clause", "wh-clause", "tail", "inverted", "passive", "according to"))
_UNMARKED = frozenset(("turn", "block", "pull quote"))  # patterns whose content is speech without quotation marks


def nested(on: Page, finds: Sequence[Find], likely: SpanIndex[Span] | None = None) -> list[Find]:
    """`finds`, and those inside their contents, each tied to the one whose content holds it.

    `likely` are the words that the encoder thinks may be of a cue. With them, what the grammar finds inside any content
    counts if its cue is among them; without, what it finds inside quotation marks, if it is a saying.
    """
    inner = [f for find in finds for f in _inside(on, find, everywhere=likely is not None)]
    if likely is not None:
        cues = SpanIndex((s, f) for f in finds for s in f.attribution.cue)
        same = {f.attribution.id: g for g in inner for s in g.attribution.cue for f in cues.touching(s)}
        finds = [
            _joined(on, f, same[f.attribution.id]) if f.pattern == "learned" and f.attribution.id in same else f
            for f in finds
        ]
        fresh = [f for f in inner if not any(cues.touching(s) for s in f.attribution.cue)]
        inner = [replace(f, inside=any(likely.touching(s) for s in f.attribution.cue)) for f in fresh]
    # an unclosed mark can show one find from two sides
    everything = list({f.attribution.id: f for f in reversed([*finds, *inner])}.values())[::-1]
    holders = SpanIndex((s, n) for n, f in enumerate(everything) for s in f.attribution.content)
    out: list[Find] = []
    for find in everything:
        parent = _parent(find, everything, holders)
        if parent is None:
            out.append(find)
        elif _tellable(on, find) or (parent.pattern in _UNMARKED and _told_elsewhere(on, find)):
            out.append(replace(find, attribution=replace(find.attribution, parent=parent.attribution.id)))
    return _with_holders(out)


def _with_holders(finds: list[Find]) -> list[Find]:
    """`finds` without those whose holder was left out, nor what stands in them, however deep."""
    while True:
        kept = {f.attribution.id for f in finds}
        held = [f for f in finds if f.attribution.parent is None or f.attribution.parent in kept]
        if len(held) == len(finds):
            return held
        finds = held


def _parent(find: Find, everything: Sequence[Find], holders: SpanIndex[int]) -> Find | None:
    """The attribution with the smallest content that holds this one's cue and content."""
    own = find.attribution
    if not own.cue:
        return None
    around = [everything[n] for n in sorted(set(holders.touching(own.cue[0])))]
    holding = [o for o in around if o.attribution.id != own.id and _holds(o, (*own.cue, *own.content))]
    return min(holding, key=_size, default=None)


def _holds(find: Find, marks: Sequence[Span]) -> bool:
    return all(any(c.covers(m) for c in find.attribution.content) for m in marks)


def _size(find: Find) -> int:
    return sum(c.end - c.start for c in find.attribution.content)


def _tellable(on: Page, find: Find) -> bool:
    """Whether something inside a content is an attribution of its own and not the speaker's "I think"."""
    if find.inside:
        return not _own(on, find) or _said_once(on, find)
    return find.attribution.modality == "said" and find.pattern in _TELLABLE


def _own(on: Page, find: Find) -> bool:
    """Whether a speaker tells of himself."""
    return any(s.of(on.text).casefold() in ("i", "we") for s in find.attribution.source)


def _said_once(on: Page, find: Find) -> bool:
    """Whether the cue is a saying in the past: “I told him”, and not “I must tell you”."""
    said = (w.lower for cue in find.attribution.cue for w in words(on.text, cue))
    forms = (form for word in said for form in cue_forms().get(word, ()))
    return find.attribution.modality == "said" and any(f.tense == "past" for f in forms)


def _joined(on: Page, find: Find, rule: Find) -> Find:
    """What the encoder found inside a content with what the grammar knows of it: how, to whom, and where the quotation
    goes on."""
    a, b = find.attribution, rule.attribution
    if a.mode == b.mode == "direct":
        alone = [c for c in a.content if not any(s.covers(c) for s in b.content)]
        rest = [s for s in b.content if not any(s.overlaps(c) for c in alone)]
        find = with_content(find, sorted([*alone, *rest]), "direct")
    content = without_listener(on, list(find.attribution.content), rule.addressee)
    if content != list(find.attribution.content):
        find = with_content(find, content, find.attribution.mode)
    return with_grammar(find, rule)


def _told_elsewhere(on: Page, find: Find) -> bool:
    """Whether what the encoder found in plain speech is more than the speaker's own "I think"."""
    a = find.attribution
    return find.pattern == "learned" and bool(a.source) and (a.modality == "said" or not _own(on, find))


def _inside(on: Page, find: Find, *, everywhere: bool) -> Iterator[Find]:
    """The finds inside the speech that is the content of `find`, or `everywhere` in its content."""
    for content in find.attribution.content:
        if find.pattern in _UNMARKED or (everywhere and find.attribution.mode != "direct"):
            yield from _in_speech(on, content, on.quotations)
        if find.pattern in _UNMARKED:
            continue
        for quotation in on.quotations.touching(content):
            for region in quotation.inner:
                if region.overlaps(content):
                    yield from _in_speech(on, region, on.inner)


def _in_speech(on: Page, region: Span, deeper: SpanIndex[Quotation]) -> Iterator[Find]:
    """The finds of each sentence of `region`; `deeper` are the quotations that stand inside speech of its kind."""
    inside = SpanIndex((q.span, q) for q in deeper.touching(region))
    start = region.start
    for bound in boundaries(on.text, region):
        around = inside.touching(Span(bound - 1, bound + 1))
        if bound < region.end and any(q.span.start < bound < q.span.end for q in around):
            continue
        sentence = trim(on.text, Span(start, bound), _EDGE)
        start = bound
        if sentence.end <= sentence.start:
            continue
        its = items(on.text, sentence, inside.touching(sentence))
        for clause in clauses(its):
            if clause.content and not _own_thought(its, clause):
                yield of_clause(on, its, clause, sentence, inside)


def _own_thought(its: Sequence[Item], clause: Clause) -> bool:
    """Whether a speaker says "I think" and the like of himself, and quotes nobody."""
    subject = its[clause.source[0]].lower if clause.source else ""
    if subject not in ("i", "we") or clause.verb not in _OWN_THOUGHT:
        return False
    return not any(its[i].quotation for a, b in clause.content for i in range(a, b))
