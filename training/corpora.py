"""The corpora of the working material as texts with layers of labels, one a word; nothing of them is kept."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.annotate import segments
from hearsay.language.heads import HEADS, Numbers
from hearsay.language.wordpieces import QUOTES, Words, words
from hearsay.text import Span

UNKNOWN = -100  # the label of words that a corpus does not speak of
_CLAUSE = frozenset(("acl", "advcl", "ccomp", "csubj", "parataxis", "xcomp"))  # relations of Universal Dependencies
LONGEST_NAME = 10  # words; longer mentions have clauses in them, and the names in those count
_MARKS = frozenset(QUOTES.index(name) for name in ("opening mark", "closing mark"))
Range = tuple[int, int]  # first and last word, both included

_KINDS = {"person": "person", "organization": "organisation", "place": "place", "event": "other", "object": "other"}


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution in words: its cue, its source if it has one, the stretches of its content."""

    cue: Range
    source: Range | None
    content: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A person or organisation named or pointed to: its words, its head word, the chain it stands in."""

    words: Range
    head: int
    kind: str
    form: str  # name, noun or pronoun
    chain: str


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what its corpus says of it."""

    id: str
    corpus: str
    text: str
    words: Words
    layers: Mapping[str, Numbers] = field(default_factory=dict)
    """Labels of the heads that the corpus speaks of: one index into `HEADS` a word."""
    attributions: tuple[Attributed, ...] = ()
    nested: tuple[Attributed, ...] = ()
    mentions: tuple[Mention, ...] = ()
    heads: Numbers | None = None
    """For each word the word it depends on; itself for a root; UNKNOWN where there is none."""


def framed(text: str) -> Words:
    """The words of `text` in the frame that annotation uses."""
    paragraphs = segments.paragraphs(text)
    quotations = segments.quotations(text, paragraphs)
    return words(text, paragraphs, segments.sentences(text, paragraphs, quotations), quotations)


def attributions(path: Path) -> Iterator[Example]:
    """PolNeAR: source, cue and content of the outermost attributions."""
    for row in _rows(path):
        its = framed(row["text"])
        find = _Finder(its.spans)
        found = []
        for a in row["attributions"]:
            cue = find.range(a["cue"][0]) if a["cue"] else None
            content = tuple(r for r in map(find.range, a["content"]) if r is not None)
            if cue is not None and content:
                found.append(Attributed(cue, find.range(a["source"][0]) if a["source"] else None, content))
        yield with_attributions(Example(row["id"], "attributions", row["text"], its), found, ())


def with_attributions(
    example: Example, found: Sequence[Attributed], nested: Sequence[Attributed], doubtful: Sequence[int] = ()
) -> Example:
    """The example with these attributions and the layers that follow from them; `doubtful` words, where they are of no
    cue that is marked, have no label there."""
    n = len(example.words.spans)
    cue, source, content = (np.zeros(n, np.int64) for _ in range(3))
    cue[list(doubtful)] = UNKNOWN
    for a in nested:
        _mark(cue, a.cue, "cue", "-nested")
    for a in found:
        _mark(cue, a.cue, "cue")
        if a.source is not None:
            _mark(source, a.source, "source")
        for stretch in a.content:
            _mark(content, stretch, "content")
    return Example(
        example.id,
        example.corpus,
        example.text,
        example.words,
        {"cue": cue, "source": source, "content": content},
        tuple(found),
        tuple(nested),
    )


def without_marks(words: Words, stretch: Range) -> Range:
    """The stretch without the quotation marks at its ends."""
    first, last = stretch
    while first < last and words.quotes[first] in _MARKS:
        first += 1
    while last > first and words.quotes[last] in _MARKS:
        last -= 1
    return first, last


def times(path: Path, *, held_back: bool | None = None) -> Iterator[Example]:
    """TIMEX3 spans; `held_back` chooses among those of `times/train` the eighth kept for measuring, or the rest."""
    for row in _rows(path):
        if held_back is not None and is_held_back(row["id"]) != held_back:
            continue
        its = framed(row["text"])
        find = _Finder(its.spans)
        layer = np.zeros(len(its.spans), np.int64)
        for time in row["times"]:
            where = find.range(time["span"])
            if where is not None:
                _mark(layer, where, "time")
        yield Example(row["id"], "times", row["text"], its, {"time": layer})


def is_held_back(name: str) -> bool:
    """Whether the document of `times/train` belongs to the eighth that is not trained on."""
    return hashlib.sha256(name.encode()).hexdigest()[0] in "01"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


class _Finder:
    def __init__(self, spans: Sequence[Span]) -> None:
        self.starts = [s.start for s in spans]
        self.ends = [s.end for s in spans]

    def range(self, span: Sequence[int]) -> Range | None:
        """The words that lie in `span` or reach into it."""
        first = bisect_left(self.ends, span[0] + 1)
        last = bisect_left(self.starts, span[1]) - 1
        return (first, last) if first <= last else None


def _mark(layer: Numbers, where: Range, head: str, kind: str = "") -> None:
    layer[where[0]] = HEADS[head].index(f"B{kind}")
    layer[where[0] + 1 : where[1] + 1] = HEADS[head].index(f"I{kind}")


# ---- Universal Dependencies, GUM -----------------------------------------------------------------------------------

_ENTITY = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")


@dataclass(slots=True)
class _Token:
    span: Span
    tag: str
    head: int  # index of the token in the document; -1 for a root
    relation: str  # to its head, without what refines it
    entity: str


def syntax(path: Path) -> Iterator[Example]:
    """GUM: word classes, dependencies, mentions of persons and organisations with their chains, names."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        documents = file.read().split("# newdoc id = ")[1:]
    for raw in documents:
        name, _, body = raw.partition("\n")
        text, tokens = _read(body)
        yield _example(name.strip(), text, tokens)


def _read(body: str) -> tuple[str, list[_Token]]:
    tokens: list[_Token] = []
    text, base, at = "", 0, 0
    joined: tuple[int, int] | None = None  # the last token of a multiword token and where its form ends
    space = ""
    for line in body.split("\n"):
        if line.startswith("# newpar ") or line == "# newpar":
            space = "\n"
        if not line or line[0] == "#":
            if not line:
                base = len(tokens)
            continue
        column = line.split("\t")
        number = column[0]
        if "." in number:
            continue
        gap = "" if "SpaceAfter=No" in column[9] else " "
        if "-" in number:
            text += (space if text else "") + column[1]
            start = len(text) - len(column[1])
            joined = (int(number.split("-")[1]), len(text))
            at, space = start, gap
            continue
        if joined is not None:
            stop = min(joined[1], at + len(column[1]))
            if int(number) == joined[0]:
                stop = joined[1]
            span = Span(min(at, stop - 1), stop)
            at = stop
            if int(number) == joined[0]:
                joined = None
        else:
            text += (space if text else "") + column[1]
            span, space = Span(len(text) - len(column[1]), len(text)), gap
        head = int(column[6])
        entity = next((f[7:] for f in column[9].split("|") if f.startswith("Entity=")), "")
        relation = column[7].partition(":")[0]
        tokens.append(_Token(span, column[3], base + head - 1 if head else -1, relation, entity))
    return text, tokens


def _example(name: str, text: str, tokens: Sequence[_Token]) -> Example:
    its = framed(text)
    find = _Finder(its.spans)
    first_word = [(find.range(t.span) or (0, 0))[0] for t in tokens]
    n = len(its.spans)
    tag = np.zeros(n, np.int64)
    heads = np.full(n, UNKNOWN, np.int64)
    for t, at in zip(reversed(tokens), reversed(first_word), strict=True):
        tag[at] = HEADS["tag"].index(t.tag) if t.tag in HEADS["tag"] else 0
        heads[at] = first_word[t.head] if t.head >= 0 else at
    mentions = tuple(_mentions(tokens, find))
    mention = np.zeros(n, np.int64)
    for m in sorted(mentions, key=lambda m: m.words[0] - m.words[1]):
        if m.kind in ("person", "organisation") and mention[m.head] == 0:
            mention[m.head] = HEADS["mention"].index(f"{m.kind} {m.form}")
    named, inner = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for m in sorted(mentions, key=lambda m: (m.words[0] - m.words[1], m.words)):
        first, last = m.words
        if m.form == "name" and last - first < LONGEST_NAME:
            free = next((layer for layer in (named, inner) if not layer[first : last + 1].any()), None)
            if free is not None:
                _mark(free, m.words, "name", f"-{m.kind}")
    layers = {"tag": tag, "mention": mention, "name": named, "inner": inner}
    return Example(name, "syntax", text, its, layers, mentions=mentions, heads=heads)


def _mentions(tokens: Sequence[_Token], find: _Finder) -> Iterator[Mention]:
    open_: list[tuple[str, str, int]] = []
    for at, token in enumerate(tokens):
        for match in _ENTITY.finditer(token.entity):
            if match[1] is not None:
                parts = match[1].split("-")
                if len(parts) < 2:
                    continue
                entry = (parts[0].split("[")[0], parts[1], at)
                if match[2]:
                    yield from _mention(tokens, find, *entry, at)
                else:
                    open_.append(entry)
            else:
                chain = match[3].split("[")[0]
                place = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == chain), None)
                if place is not None:
                    yield from _mention(tokens, find, *open_.pop(place), at)


def _mention(
    tokens: Sequence[_Token], find: _Finder, chain: str, kind: str, first: int, last: int
) -> Iterator[Mention]:
    if kind not in _KINDS:
        return
    head = next((i for i in range(first, last + 1) if not first <= tokens[i].head <= last), first)
    form = {"PROPN": "name", "PRON": "pronoun"}.get(tokens[head].tag, "noun")
    if form == "name" and any(_in_clause(tokens, i, head) for i in range(first, head)):
        form = "noun"
    clause = next((i for i in range(head + 1, last + 1) if _in_clause(tokens, i, head)), None)
    if form == "name" and clause is not None:  # of "Mara Lind, who keeps the gates" the words before the clause
        last = next(i for i in range(clause - 1, head - 1, -1) if tokens[i].tag != "PUNCT")
    where = find.range(Span(tokens[first].span.start, tokens[last].span.end))
    at = find.range(tokens[head].span)
    if where is not None and at is not None:
        yield Mention(where, at[0], _KINDS[kind], form, chain)


def _in_clause(tokens: Sequence[_Token], at: int, head: int) -> bool:
    """Whether a clause stands between the word `at` and the `head` of its mention."""
    while at not in (head, -1):
        if tokens[at].relation in _CLAUSE:
            return True
        at = tokens[at].head
    return False
