"""Mentions by name as the encoder reads them, with the words that hang on at their edges taken off.

The path through a sentence (`language.read_spans`) knows labels and not words: it may end a name at a comma, or after
the "of" of a title. A person or a body is one only where a word in it is read as the head of a mention by name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from hearsay.language.heads import HEADS
from hearsay.language.read_spans import read_spans
from hearsay.language.reading import Reading
from hearsay.language.roles import PERSON_NOUNS, nobodys, singular
from hearsay.text import Span

# Of 0.3, 0.5 and 0.7, tried on GUM dev, 0.3 loses fewest names and 0.7 is worse on the whole.
LEAST = 0.3
_BY_NAME = [n for n, label in enumerate(HEADS["mention"]) if label.endswith(" name")]
_LINKS = frozenset(
    "a an and as at but by for from in is nor of on or that the to v was where which who whom whose with".split()
)
_EDGES = re.compile(r"\A(?:the|an?)\s|['’]s?\Z")
_OWNERS = frozenset("her his its our their".split())
_SELVES = frozenset("he i me myself she you".split())  # "Mara and I" are two


def read_names(reading: Reading, text: str) -> Iterator[tuple[Span, str]]:
    """Each mention by name in the `text` that was read, whole and inside another, with its kind: ``person``,
    ``organisation``, ``place``, ``other``; of one kind wherever the text has it."""
    found = [(span, kind) for span, kind in _as_read(reading, text) if not _people(span.of(text), kind)]
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for span, kind in found:
        kinds[_called(span.of(text))][kind] += 1
    for span, kind in found:
        most, times = kinds[_called(span.of(text))].most_common(1)[0]
        yield span, most if times > kinds[_called(span.of(text))][kind] else kind


def _called(name: str) -> str:
    """A name by which its mentions are held against each other.

    >>> _called("The Orsk Board’s")
    'orsk board'
    """
    return _EDGES.sub("", name.casefold())


def _people(name: str, kind: str) -> bool:
    """Whether a mention is of people by what they are: “Republican Senators”."""
    last = name.rpartition(" ")[2].casefold()
    return kind == "person" and last != singular(last) and singular(last) in PERSON_NOUNS


def _as_read(reading: Reading, text: str) -> Iterator[tuple[Span, str]]:
    words = reading.words.spans
    lower = [w.of(text).casefold() for w in words]
    by_name = np.exp(reading.heads["mention"][:, _BY_NAME]).sum(axis=1)
    for head in ("name", "inner"):
        for span in read_spans(reading, head):
            first, last = span.first, span.last
            if lower[last] in _SELVES:
                joins = [n for n in range(first + 1, last) if lower[n] in ("and", "or")]
                last = joins[-1] if joins else last
            while first <= last and (lower[last] in _LINKS | _OWNERS or _mark(lower[last])):
                last -= 1
            while first <= last and (lower[first] in _LINKS - {"a", "an", "the"} or _mark(lower[first])):
                first += 1
            if first > last:
                continue
            if span.kind in ("person", "organisation") and by_name[first : last + 1].max() < LEAST:
                continue
            where = Span(words[first].start, words[last].end)
            thing = span.kind == "person" and last > first and nobodys(where.of(text))
            yield where, "other" if thing else span.kind


def _mark(word: str) -> bool:
    return not any(c.isalnum() for c in word) and word != "."
