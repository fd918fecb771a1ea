"""Nested attributions, made: sentences of the corpora put into the mouths of others.

The corpora mark the outermost attributions only. So whole sentences, with all that is attributed in them, are set into
the frames that other sentences give ("…, he told reporters", "The minister said that …"): what was outermost in the
sentence is now nested, and known to be all that is, down to the contents of the nested ones.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hearsay.text import Span
from training.corpora import Attributed, Example, Finder, Range, framed, with_attributions

LONGEST_FRAME = 90  # characters around the content
SHORTEST, LONGEST = 25, 400  # characters of a sentence that is set into a frame
DOCUMENTS = 0.5  # share of the documents that are changed in an epoch
WITH, WITHOUT = 0.3, 0.06  # share of their sentences set into a frame: with an attribution in them, without one

_OPENING, _CLOSING = '“"', '”"'
_SINGLE = str.maketrans('“”"', "‘’'")
_MARK = re.compile('[“”"‘’]')
_WORD = re.compile("[A-Za-z]+")
_CLAUSE = re.compile(r"(?:the|a|an|he|she|it|they|his|her|their|there|we|[A-Z][a-z]+) ")
_FIRST = frozenset(("i", "we"))
_PAST = frozenset("said told thought wrote called asked knew heard spoke felt".split())
_STARTS = frozenset(
    "a about after all although an and another any as at because before both but by despite during each even few for "
    "from he her here his how if in it its last many more most much my no not now of on once one only or our over "
    "several she since so some such that the their then there these they this those though to under until we what "
    "when where which while who with without you your yet".split()
)


Side = tuple[bool, int, int]  # whether it stands after the content; first character and end, counted in that part


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence without its one content: what stands before and after it, and where in them its source and cue are."""

    before: str
    after: str
    marks: tuple[str, str]
    """What a content of its kind begins and ends with: quotation marks, "that ", nothing."""
    source: Side | None
    cue: Side

    @property
    def quoted(self) -> bool:
        """Whether the content stands in quotation marks."""
        return self.marks[1] != ""


def frames(examples: Iterable[Example]) -> list[Frame]:
    """The frames of all sentences that hold one attribution of one stretch, at their beginning or end."""
    return [f for e in examples for sentence, inside in _sentences(e) if (f := _frame(e, sentence, inside)) is not None]


def embedded(example: Example, those: Sequence[Frame], dice: random.Random) -> Example:
    """The example with some of its sentences set into frames; the same example if none was."""
    chosen = []
    for sentence, inside in _sentences(example):
        size = sentence.end - sentence.start
        if SHORTEST <= size <= LONGEST and dice.random() < (WITH if inside else WITHOUT):
            frame = dice.choice(those)
            if (content := _set(example.text[sentence.start : sentence.end], frame)) is not None:
                chosen.append((sentence, frame, content))
    if not chosen:
        return example
    text, shift = example.text, 0
    inner: list[Span] = []
    outer: list[tuple[Span | None, Span, Span]] = []
    moves: list[tuple[int, int]] = []  # what stood from this character on has moved so much further
    for sentence, frame, content in chosen:
        start = sentence.start + shift
        whole = frame.before + content + frame.after
        text = text[:start] + whole + text[sentence.end + shift :]
        where = Span(start + len(frame.before), start + len(frame.before) + len(content))
        moves.append((sentence.start, shift + len(frame.before) + len(frame.marks[0])))
        shift += len(whole) - (sentence.end - sentence.start)
        moves.append((sentence.end, shift))
        inner.append(sentence)
        outer.append((frame.source and _side(frame.source, start, where), _side(frame.cue, start, where), where))
    return _again(example, text, inner, outer, moves)


def _side(of: Side, start: int, content: Span) -> Span:
    after, first, end = of
    by = content.end if after else start
    return Span(first + by, end + by)


def _again(
    example: Example,
    text: str,
    inner: Sequence[Span],
    outer: Sequence[tuple[Span | None, Span, Span]],
    moves: Sequence[tuple[int, int]],
) -> Example:
    spans = example.words.spans
    its = framed(text)
    find = Finder(its.spans)

    def place(where: Range) -> Range | None:
        start, end = spans[where[0]].start, spans[where[1]].end
        by = next((by for at, by in reversed(moves) if at <= start), 0)
        return find.range(Span(start + by, end + by))

    top: list[Attributed] = []
    nested: list[Attributed] = []
    for a in example.attributions:
        cue, content = place(a.cue), tuple(c for c in map(place, a.content) if c is not None)
        if cue is None or not content:
            continue
        new = Attributed(cue, place(a.source) if a.source else None, content)
        at = spans[a.cue[0]].start
        if not any(s.start <= at < s.end for s in inner):
            top.append(new)
        elif not _aside(example, a):
            nested.append(new)
    for source, cue_span, content_span in outer:
        cue, stretch = find.range(cue_span), find.range(content_span)
        if cue is not None and stretch is not None:
            top.append(Attributed(cue, find.range(source) if source else None, (stretch,), whole=True))
    return with_attributions(Example(example.id, example.corpus, text, its), top, nested)


def _aside(example: Example, of: Attributed) -> bool:
    """Whether it is of the kind of "I think", which reports nothing said elsewhere."""

    def words(where: Range) -> list[str]:
        return [example.text[s.start : s.end].casefold() for s in example.words.spans[where[0] : where[1] + 1]]

    if of.source is None or len(who := words(of.source)) != 1 or who[0] not in _FIRST:
        return False
    return not any(w in _PAST or w.endswith("ed") for w in words(of.cue))


def _sentences(example: Example) -> Iterator[tuple[Span, list[Attributed]]]:
    """The sentences, as characters, that hold each of their attributions wholly, with these."""
    its = example.words
    bounds: dict[int, list[int]] = {}
    for n, sentence in enumerate(its.sentences):
        bounds.setdefault(sentence, [n, n])[1] = n
    inside: dict[int, list[Attributed]] = {}
    crossed: set[int] = set()
    for a in example.attributions:
        ranges = [a.cue, *a.content, *([a.source] if a.source else [])]
        among = {its.sentences[w] for first, last in ranges for w in (first, last)}
        among = set(range(min(among), max(among) + 1))
        if len(among) > 1:
            crossed |= among
        inside.setdefault(its.sentences[a.cue[0]], []).append(a)
    for sentence, (first, last) in bounds.items():
        span = Span(its.spans[first].start, its.spans[last].end)
        if sentence not in crossed and example.text[span.end - 1] in "." + _CLOSING:
            yield span, inside.get(sentence, [])


def _frame(example: Example, sentence: Span, inside: Sequence[Attributed]) -> Frame | None:
    if len(inside) != 1 or len(inside[0].content) != 1:
        return None
    (a,) = inside
    spans = example.words.spans
    content = Span(spans[a.content[0][0]].start, spans[a.content[0][1]].end)
    before, after = example.text[sentence.start : content.start], example.text[content.end : sentence.end]
    if len(before) + len(after) > LONGEST_FRAME or (before and len(after) > 1):
        return None
    said = example.text[content.start : content.end]
    around = before + after
    if said[0] in _OPENING and said[-1] in _CLOSING:
        marks = (said[0], said[-1])
    elif _MARK.search(said):
        return None
    elif said.startswith("that "):
        marks = ("that ", "")
    elif not before or _CLAUSE.match(said):
        marks = ("", "")
    else:
        return None
    if _MARK.search(around):
        return None

    def side(where: Range) -> Side | None:
        start, end = spans[where[0]].start, spans[where[1]].end
        if end <= content.start:
            return (False, start - sentence.start, end - sentence.start)
        return (True, start - content.end, end - content.end) if start >= content.end else None

    cue, source = side(a.cue), side(a.source) if a.source else None
    if cue is None or (source is None) != (a.source is None):
        return None
    return Frame(before, after, marks, source, cue)


def _set(sentence: str, frame: Frame) -> str | None:
    """The sentence as the content of the frame; None where it does not fit."""
    if sentence.count("“") != sentence.count("”") or sentence.count('"') % 2 or "''" in sentence:
        return None
    ended, open_ = sentence[-1] == ".", len(frame.after) > 1  # whether the frame goes on after the content
    if frame.quoted:
        body = sentence.translate(_SINGLE)
        if open_:
            body = f"{body[:-1]}," if ended else f"{body},"
        return frame.marks[0] + body + frame.marks[1]
    if frame.before and sentence[0] in _OPENING:
        return None
    body = sentence[:-1] if ended else sentence
    word = _WORD.match(body)
    if frame.before and word and word[0].casefold() in _STARTS:
        body = body[0].casefold() + body[1:]
    return frame.marks[0] + body
