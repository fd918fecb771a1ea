"""Names in the texts whose corpus marks none, as the network itself reads them (self-training, Yarowsky 1995).

The network's own doubt is settled by what one mention does not show: a name is of one kind wherever the text has it, a
title or a given name makes it a person's, and what is a name once is one again in the same words. Of words that stay
doubtful nothing is taught.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from hearsay.annotate import segments
from hearsay.language.capitalised import capitalised
from hearsay.language.heads import HEADS, Numbers
from hearsay.language.pointers import Name
from hearsay.language.read_spans import ReadSpan, read_spans
from hearsay.language.reading import Reading
from hearsay.language.run_names import ACRONYM, CAPITALS
from hearsay.language.viterbi import Scores
from hearsay.text import Span
from training.corpora import UNKNOWN, Example

SURE = 0.7  # chance of every word of a name to be of one
AGREED = 0.75  # share of what speaks for one kind
NONE = 0.9  # chance of a word to be of no name from which on it is taught as such
_KINDS = ("person", "organisation", "place", "other")
_WEAK = frozenset((ACRONYM, CAPITALS))
_ARTICLES = frozenset(("a", "an", "the"))
_OWNS = (("'", "s"), ("’", "s"))


def labels(example: Example, reading: Reading) -> Numbers:
    """The labels of the head of names for one text, a word each, UNKNOWN where they stay in doubt."""
    chances = np.exp(reading.heads["name"])
    out: Numbers = np.where(chances[:, 0] >= NONE, 0, UNKNOWN).astype(np.int64)
    spans = read_spans(reading, "name")
    shown = _shown(example)
    kinds = _kinds(example, chances, spans, shown)
    sure: Counter[tuple[tuple[str, ...], str]] = Counter()
    taken = np.zeros(len(out), bool)
    for span in spans:
        called = _called(example, span.first, span.last)
        taken[span.first : span.last + 1] = True
        certain = 1 - chances[span.first : span.last + 1, 0].max() >= SURE
        if certain and called in kinds and _whole(example, span, kinds[called], shown):
            _label(out, span.first, span.last, kinds[called])
            sure[called, kinds[called]] += 1
        else:
            out[span.first : span.last + 1] = UNKNOWN
    again = {called: kind for (called, kind), times in sure.items() if times > 1 or len(called) > 1}
    for first, last, kind in _repeated(example, again, taken):
        _label(out, first, last, kind)
    for first, last in _people(example, shown):
        if (out[first : last + 1] == UNKNOWN).any():  # where the mention begins is open, that it goes on is not
            out[first] = UNKNOWN
            out[first + 1 : last + 1] = HEADS["name"].index("I-person")
    return out


def _whole(example: Example, span: ReadSpan, kind: str, shown: Sequence[Name]) -> bool:
    """Whether nothing shows that the span is more or less than a name."""
    text, spans = example.text, example.words.spans
    called = _called(example, span.first, span.last)
    words = [s.of(text) for s in spans[span.first : span.last + 1]]
    article = words[0].casefold() in _ARTICLES
    last = span.first + article + len(called) - 1
    if not text[spans[last].start].isupper() or not text[spans[span.first + article].start].isupper():
        return False
    if article and kind == "person":
        return False
    beside = [(span.first - 1, span.first), (span.last, span.last + 1)]
    if any(_runs_on(example, a, b) for a, b in beside):
        return False
    where = Span(spans[span.first].start, spans[last].end)
    return all(n.span.end == where.end for n in shown if n.span.overlaps(where))


def _runs_on(example: Example, at: int, after: int) -> bool:
    """Whether of two words side by side in one sentence both have a capital."""
    its = example.words
    if at < 0 or after >= len(its.spans) or its.sentences[at] != its.sentences[after]:
        return False
    return all(example.text[its.spans[n].start].isupper() for n in (at, after))


def _people(example: Example, shown: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """The words of each person's name that a title or a given name shows, the title left out."""
    starts = {s.start: n for n, s in enumerate(example.words.spans)}
    ends = {s.end: n for n, s in enumerate(example.words.spans)}
    for name in shown:
        if name.kind == "person" and name.core.start in starts and name.core.end in ends:
            yield starts[name.core.start], ends[name.core.end]


def _kinds(
    example: Example, chances: Scores, spans: Sequence[ReadSpan], shown: Sequence[Name]
) -> dict[tuple[str, ...], str]:
    """The kind of each name of the text that all its mentions, and what the words themselves show, agree on."""
    votes: dict[tuple[str, ...], dict[str, float]] = defaultdict(lambda: dict.fromkeys(_KINDS, 0.0))
    ends = {name.span.end: name.kind for name in shown}
    for span in spans:
        called = _called(example, span.first, span.last)
        for n, kind in enumerate(_KINDS):
            votes[called][kind] += float(chances[span.first : span.last + 1, 1 + 2 * n : 3 + 2 * n].sum(axis=1).mean())
        end = example.words.spans[span.last].end
        if end in ends:
            votes[called][ends[end]] += 1.0
    best = {called: max(_KINDS, key=counted.__getitem__) for called, counted in votes.items()}
    return {
        called: kind for called, kind in best.items() if votes[called][kind] >= AGREED * sum(votes[called].values())
    }


def _shown(example: Example) -> list[Name]:
    """The names whose own words show their kind: a title, a given name, “Board”."""
    paragraphs = segments.paragraphs(example.text)
    sentences = segments.sentences(example.text, paragraphs, segments.quotations(example.text, paragraphs))
    found = capitalised(example.text, paragraphs, sentences)
    return [name for name in found if name.kind in _KINDS and name.evidence not in _WEAK]


def _repeated(example: Example, again: dict[tuple[str, ...], str], taken: Numbers) -> Iterator[tuple[int, int, str]]:
    """Where the words of a name stand once more, with a capital and beside no other word that has one."""
    text, spans = example.text, example.words.spans
    capital = [text[s.start].isupper() for s in spans]
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for called, kind in again.items():
        starts[called[0]].append((called, kind))
    lower = [s.of(text).casefold() for s in spans]
    for first, word in enumerate(lower):
        for called, kind in starts.get(word, ()) if capital[first] else ():
            last = first + len(called) - 1
            beside = [n for n in (first - 1, last + 1) if 0 <= n < len(spans)]
            if tuple(lower[first : last + 1]) == called and not taken[first : last + 1].any():
                if not any(capital[n] or taken[n] for n in beside):
                    owns = tuple(lower[last + 1 : last + 3]) in _OWNS
                    article = first > 0 and lower[first - 1] == "the"
                    if not (article and kind == "person"):
                        yield first - article, last + 2 * owns, kind


def _called(example: Example, first: int, last: int) -> tuple[str, ...]:
    """The words of a name without its article and its “’s”."""
    words = [s.of(example.text).casefold() for s in example.words.spans[first : last + 1]]
    words = words[:-2] if tuple(words[-2:]) in _OWNS else words
    return tuple(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _label(out: Numbers, first: int, last: int, kind: str) -> None:
    out[first] = HEADS["name"].index(f"B-{kind}")
    out[first + 1 : last + 1] = HEADS["name"].index(f"I-{kind}")
