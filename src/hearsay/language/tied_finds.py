"""Finds made of what the encoder tied together, with what the cue grammar knows of the same cue.

The encoder says which words belong together; the grammar says what kind of act it is (negated, hedged, said or
believed), to whom and when. Where both found the same cue, the spans are the encoder's and the rest is the grammar's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import category

from hearsay.language.cue_patterns import REFUSALS
from hearsay.language.cue_roles import Range, Tie
from hearsay.language.cues import Form, cue_forms
from hearsay.language.finds import DENIALS, Find, Page, by_paragraph, mode_of
from hearsay.language.likelihood import likelihood, signs
from hearsay.language.sentences import boundaries
from hearsay.language.span_index import SpanIndex
from hearsay.language.wordpieces import Words
from hearsay.model import Attribution, Modality, Quotation, evidence_id
from hearsay.text import Span, trim

_NEGATIONS = frozenset("not never cannot no neither nobody nothing".split())
_HEDGES = frozenset(
    """
    may might could reportedly apparently allegedly appeared appears seemed seems perhaps possibly presumably
    purportedly supposedly
    """.split()
)
# Right before the source, these hedge too.
_HEDGES_BEFORE = frozenset("allegedly apparently lest likely perhaps possibly probably purportedly unless".split())
# Words of a cue that is no verb of the table: what they say of the act.
_BELIEVED = frozenset(
    """
    afraid alarmed angry aware certain concerned confident convinced disappointed fearful frustrated grateful happy
    hopeful optimistic pessimistic proud sceptical skeptical sure surprised unhappy upset wary worried belief beliefs
    faith fear fears hope hopes view views opinion misgivings doubts concern concerns support opposition sympathy like
    likes liked love loves loved hate hates hated judged disagree disagreed disagrees
    """.split()
)
_INTENDED = frozenset(
    "plan plans planned intention intentions goal goals aim aims decision decided bid desire eager willing".split()
)
# A cue of nothing but these says nothing: “weren't”, “to”.
_BARE = frozenset(
    """
    a am an are aren be been being can could couldn did didn do does doesn don had hadn has hasn have haven is isn it
    may might must not s shall should shouldn t that the to was wasn were weren will would wouldn
    """.split()
)
_HANGING = frozenset("a an and as at but by for from in of on or that the to who which with".split())
# What is one word with the source before or behind it, "Orsk.com"; a full stop without a space may end a sentence.
_JOINED_BEFORE = re.compile(r"\w[\w.@/-]*(?:[@/-]\w|\.[a-z])\Z")
_JOINED_AFTER = re.compile(r"(?:[@/-]\w+|\.[a-z]\w*)+")
_LONGEST_WORD = 60  # code points
_QUOTED_BY = re.compile(r"\b(?:quoted|cited|recorded) by\b.*\bas \w+ing\Z")  # the speaker stands before it
_QUOTED_AS = re.compile(
    r"(?<!been )(?<!was )(?<!were )\b(?:quot|cit)(?:ed|es|ing)\s+"
    r"(?P<who>(?!by\b|as\b)[^\s.;:“”\"\n][^;:“”\"\n]{0,80}?),?\s+as\s+(?:\w+ing|having)\b"
)
_QUOTED_REACH = 120  # code points around a cue in which such a phrase is looked for
_BEFORE_CUE = 4  # words in which a negation or a hedge of the cue may stand
_LOOSE = " \t\r\n\u00a0,:;—–-"
_EDGE_MARKS = "\"“”‘’'«»„,.;: \u00a0"


LEAST = 0.2  # of the likelihood of an attribution; below, leaving it out loses less than it would mislead
LEAST_INSIDE = 0.18  # the same for one inside another's content, whose likelihood is a guess; chosen on speakers/dev
KEPT = frozenset(("turn", "block", "pull quote", "goes on", "label", "post"))
"""What the rules find and the encoder does not is kept where it was found by one of these patterns, of which PolNeAR
has next to none; of what the cue grammar finds alone in dev, one in ten is right."""


def combined(learned: Sequence[Find], rules: Sequence[Find]) -> list[Find]:
    """What the encoder found, and what only the rules found by a pattern of `KEPT`; a turn of a transcript is the
    rules' own."""
    turns = SpanIndex((s, f) for f in rules if f.pattern == "turn" for s in f.attribution.cue)
    # One whose content takes in the label of a turn ("The transcript follows:") would swallow the exchange.
    learned = [f for f in learned if not any(turns.touching(s) for s in (*f.attribution.cue, *f.attribution.content))]
    cues = SpanIndex((s, f) for f in learned for s in f.attribution.cue)
    contents = SpanIndex((s, f) for f in learned for s in f.attribution.content)
    instead: dict[str, str] = {}  # id of a rule's find to that of the encoder's for the same
    kept: list[Find] = []
    for rule in rules:
        a = rule.attribution
        same = [f for s in a.cue for f in cues.touching(s)]
        if not same:
            near = [f for s in a.content for f in contents.touching(s)]
            size = sum(s.end - s.start for s in a.content)
            same = [
                f
                for f in near
                if _overlap(a.content, f.attribution.content) >= 0.5
                or (not a.cue and _shared(a.content, f.attribution.content) == size)
            ]
        if same and rule.pattern not in ("turn", "post"):
            instead[a.id] = max(same, key=lambda f: _shared(a.content, f.attribution.content)).attribution.id
        elif rule.pattern in KEPT:
            kept.append(rule)
    out = [*learned, *(replace(f, follows=instead.get(f.follows, f.follows)) if f.follows else f for f in kept)]
    ids = {f.attribution.id for f in out}
    return [replace(f, follows=None) if f.follows is not None and f.follows not in ids else f for f in out]


def tied_finds(
    on: Page, its: Words, ties: Sequence[Tie], rules: Sequence[Find], sentences: SpanIndex[Span]
) -> list[Find]:
    """A find for each of `ties` that has a content and is likely enough. `rules` are the finds of the cue grammar,
    `its` the words that the ties count."""
    by_cue = SpanIndex((s, f) for f in rules for s in f.attribution.cue)
    claimed = SpanIndex((_span(its, c), tie) for tie in ties if not tie.nested for c in tie.content)
    out: list[Find] = []
    for tie in ties:
        if tie.content and not _bare(on, its, tie.cue):
            known = by_cue.touching(_span(its, tie.cue))
            content = _content(on, its, tie)
            rule = max(known, key=lambda f: _shared(f.attribution.content, content), default=None)
            if rule is not None:
                content = _with_rest(on, content, rule, tie, claimed)
            find = _find(on, its, tie, content, rule, sentences)
            if find.attribution.confidence >= (LEAST_INSIDE if tie.nested else LEAST):
                out.append(find)
    return out


def _content(on: Page, its: Words, tie: Tie) -> list[Span]:
    """The stretches of the content with the quotation marks that belong to them and no marks before them, by
    paragraph."""
    cue = _span(its, tie.cue)
    spans = (_span(its, c) for c in tie.content)
    stretches = (_tidy(on, _whole(on, _in_sentence(on, s, cue) if tie.nested else s, cue)) for s in spans)
    return sorted({part for s in stretches for part in by_paragraph(on, s)})


def _in_sentence(on: Page, content: Span, cue: Span) -> Span:
    """What stands behind the cue inside another's words, up to the end of the sentence it begins in, be that not of a
    quotation within."""
    within = _marks(on, [content], cue)
    for bound in boundaries(on.text, content) if content.start >= cue.end else ():
        ends = not any(q.span.start < bound < q.span.end for q in within.touching(Span(bound - 1, bound + 1)))
        if ends and bound < content.end:
            return trim(on.text, Span(content.start, bound), _LOOSE)
    return content


def _with_rest(on: Page, content: list[Span], rule: Find, tie: Tie, claimed: SpanIndex[Tie]) -> list[Span]:
    """The content with what the grammar shows of it: quotations on the other side of the cue that no other cue claims,
    and without the one spoken to."""
    content = without_listener(on, content, rule.addressee)
    if rule.attribution.mode != "direct" or mode_of(on.text, content, on.quotations) != "direct":
        return content
    rest = [
        s
        for s in rule.attribution.content
        if not any(s.overlaps(c) for c in content) and all(other == tie for other in claimed.touching(s))
    ]
    return sorted([*content, *rest])


def without_listener(on: Page, content: list[Span], listener: Span | None) -> list[Span]:
    """The content without the one spoken to, where it begins with them: "*her* that the gates would open"."""
    if listener is None or not listener.overlaps(content[0]) or listener.start > content[0].start:
        return content
    cut = _tidy(on, Span(listener.end, content[0].end))
    return [cut, *content[1:]] if cut.end > cut.start else content


def _find(on: Page, its: Words, tie: Tie, content: list[Span], rule: Find | None, sentences: SpanIndex[Span]) -> Find:
    source = _source(on, its, tie.source) if tie.source else []
    if rule is not None and (not (source or tie.nested) or (rule.pattern == "passive" and rule.addressee is not None)):
        source = list(rule.attribution.source)  # who "was told" is the one spoken to; who "is quoted" is no content
        content = [s for s in content if s not in source] or content
    cue = _tidy(on, _span(its, tie.cue))
    if rule is not None and rule.attribution.source and _QUOTED_BY.search(on.text, *rule.attribution.cue[0]):
        source, content = list(rule.attribution.source), list(rule.attribution.content)
        cue = rule.attribution.cue[0]
    quoted = _quoted_as(on.text, cue)
    if quoted is not None:
        who, phrase = quoted
        said = [c for c in content if c.end <= phrase.start]
        if said and all(c.end <= phrase.start or phrase.covers(c) for c in content):
            source, content = [who], said
    form = _form(on, its, tie.cue)
    verb = form.cue.verb if form else None
    around = _around(on, its, tie)
    mode = mode_of(on.text, content, _marks(on, content, cue) if tie.nested else on.quotations)
    overlap = _overlap(rule.attribution.content, content) if rule else 0.0
    its_signs = signs(tie, mode, verb=form is not None, by_rule=rule is not None, overlap=overlap)
    find = Find(
        attribution=Attribution(
            id=evidence_id(on.document, "attribution", *source, cue, *content),
            document=on.document,
            parent=None,
            source=tuple(source),
            cue=(cue,),
            content=tuple(content),
            mode=mode,
            modality=form.cue.modality if form else _told_by(_lower(on, its, tie.cue)),
            negated=any(w in _NEGATIONS for w in around) or verb in REFUSALS,
            denied=verb in DENIALS,
            hedged=any(w in _HEDGES for w in around) or _before_source(on, its, tie) in _HEDGES_BEFORE,
            confidence=likelihood(its_signs),
        ),
        pattern="learned",
        verb=verb,
        sentence=next(iter(sentences.touching(cue)), None),
        inside=tie.nested,
        signs=its_signs,
    )
    return with_grammar(find, rule) if rule else find


def _source(on: Page, its: Words, where: Range) -> list[Span]:
    """The source without the words that hang on at its end, “Mara Lind in”; none where nothing else is left."""
    words = _lower(on, its, where)
    while len(words) > 1 and words[-1] in _HANGING:
        words.pop()
    if len(words) == 1 and words[0] in ("a", "an", "the"):
        return []
    start, end = _tidy(on, _span(its, (where[0], where[0] + len(words) - 1)))
    while any(q.span.start == start and q.span.end > end for q in on.quotations.touching(Span(start, end))):
        start += 1  # the mark opens what somebody says, and not the name
    if start >= end:
        return []
    before, after = (
        _JOINED_BEFORE.search(on.text, max(0, start - _LONGEST_WORD), start + 1),
        _JOINED_AFTER.match(on.text, end),
    )
    return [Span(before.start() if before else start, after.end() if after else end)]


def _quoted_as(text: str, cue: Span) -> tuple[Span, Span] | None:
    """Whom somebody else quotes in the words of the cue (“…,” the Wire quoted LIND as saying), and all that phrase."""
    start = max(0, cue.start - _QUOTED_REACH)
    for match in _QUOTED_AS.finditer(text, start, min(len(text), cue.end + _QUOTED_REACH)):
        if Span(*match.span()).overlaps(cue):
            return Span(*match.span("who")), Span(*match.span())
    return None


def with_grammar(find: Find, rule: Find) -> Find:
    """The find with what the grammar knows of its cue."""
    a, b = find.attribution, rule.attribution
    return replace(
        find,
        attribution=replace(a, modality=b.modality, negated=b.negated, denied=b.denied, hedged=a.hedged or b.hedged),
        pattern=rule.pattern,
        verb=rule.verb,
        addressee=rule.addressee,
        adverbial=rule.adverbial,
        sentence=rule.sentence,
    )


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Shared code points over all (Jaccard)."""
    both = _shared(one, other)
    return both / max(1, sum(s.end - s.start for spans in (one, other) for s in spans) - both)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Code points that both have."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def _marks(on: Page, content: Sequence[Span], cue: Span) -> SpanIndex[Quotation]:
    """The quotations around or in the content in which the cue does not stand itself."""
    there = {q.span: q for s in content for q in (*on.quotations.touching(s), *on.inner.touching(s))}
    return SpanIndex((span, q) for span, q in sorted(there.items()) if not span.overlaps(cue))


def _whole(on: Page, span: Span, cue: Span) -> Span:
    """The span with the quotations that belong to it whole: those of which it has more than half, and in which the cue
    does not stand itself."""
    for quotation in _marks(on, [span], cue).touching(span):
        start, end = quotation.span
        shared = min(end, span.end) - max(start, span.start)
        if 2 * shared > end - start or (start < span.start and not on.text[start : span.start].strip(_EDGE_MARKS)):
            span = Span(min(start, span.start), max(span.end, end) if 2 * shared > end - start else span.end)
    return span


def _tidy(on: Page, span: Span) -> Span:
    """The span without the commas, colons, dashes and signs at its edges that belong to no word of it."""
    start, end = span
    while start < end and (on.text[start] in _LOOSE or category(on.text[start]) == "So"):
        start += 1
    while end > start and on.text[end - 1] in _LOOSE:
        end -= 1
    return Span(start, end) if end > start else span


def _form(on: Page, its: Words, cue: Range) -> Form | None:
    """The cue verb among the words of a cue: the last, for "was quoted as saying"."""
    words = _lower(on, its, cue)
    for at in range(len(words) - 1, -1, -1):
        for form in cue_forms().get(words[at], ()):
            if tuple(words[at + 1 : at + 1 + len(form.cue.rest)]) == form.cue.rest:
                return form
    return None


def _told_by(cue: Sequence[str]) -> Modality:
    if not _BELIEVED.isdisjoint(cue):
        return "believed"
    return "said" if _INTENDED.isdisjoint(cue) else "intended"


def _around(on: Page, its: Words, tie: Tie) -> list[str]:
    """The words of a cue and those shortly before it in its sentence that stand in neither source nor content."""
    taken = (*tie.content, *((tie.source,) if tie.source else ()))
    return [
        "not" if word == "t" else word
        for at in range(max(0, tie.cue[0] - _BEFORE_CUE), tie.cue[1] + 1)
        if its.sentences[at] == its.sentences[tie.cue[0]] and not any(a <= at <= b for a, b in taken)
        for word in _lower(on, its, (at, at))
        if its.spans[at].of(on.text) != "May"
    ]


def _before_source(on: Page, its: Words, tie: Tie) -> str:
    """The word right before the source in its sentence, or before its comma: “Likely, the keepers thought so”."""
    at = (tie.source or tie.cue)[0] - 1
    if at > 0 and its.spans[at].of(on.text) == ",":
        at -= 1
    same = at >= 0 and its.sentences[at] == its.sentences[tie.cue[0]]
    return its.spans[at].of(on.text).casefold() if same else ""


def _bare(on: Page, its: Words, cue: Range) -> bool:
    """Whether a cue has words, and none that tells of an act."""
    said = [w for w in _lower(on, its, cue) if w[0].isalnum()]
    return bool(said) and _BARE.issuperset(said)


def _lower(on: Page, its: Words, where: Range) -> list[str]:
    return [s.of(on.text).casefold() for s in its.spans[where[0] : where[1] + 1]]


def _span(its: Words, where: Range) -> Span:
    return Span(its.spans[where[0]].start, its.spans[where[1]].end)
