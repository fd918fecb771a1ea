"""Words as the index of a library has them: folded, so that a search finds a word in any of its plain forms.

The same in both databases, which are given folded words only: letters and digits, in lower case, without accents and
without the commonest endings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from hashlib import sha256

from hearsay.language.word_weights import stem
from hearsay.language.words import compared
from hearsay.model import Attribution, Document
from hearsay.text import Span

FORM = "1"  # rises when the same text gives other words: the index is then made anew by `library upgrade`
PART = 16_000  # words of one row of the index; PostgreSQL counts no farther
_OVERLAP = 50  # words that two parts share, so that a phrase over their border is found
_LONGEST = 60  # letters of one word
_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WITHIN = re.compile(r"[^\W_]['’]?\Z")  # what stands before a place inside a word


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """One word as the index has it; empty where nothing is left of it.

    >>> folded("Harbours"), folded("Élysée’s"), folded("ten")
    ('harbor', 'elyse', '10')
    """
    own = _POSSESSIVE.sub("", word)  # before spelling is folded, which goes by a word's end
    return "".join(c for c in stem(compared(own)) if c.isalnum())[:_LONGEST]


def lexemes(text: str) -> list[str]:
    """The words of a text in order.

    >>> lexemes("The harbour’s lights, ten of them.")
    ['the', 'harbor', 'light', '10', 'of', 'them']
    """
    return [w for w in map(folded, _WORD.findall(text)) if w]


def placed(text: str, wanted: Collection[str]) -> Iterator[tuple[str, Span]]:
    """Those words of a text that are `wanted`, each with its place.

    >>> list(placed("Lights of the harbour, two harbours.", {"harbor"}))
    [('harbor', Span(start=14, end=21)), ('harbor', Span(start=27, end=35))]
    """
    forms = {form: word for form in set(_WORD.findall(text)) if (word := folded(form)) in wanted}
    for at, printed in sorted((at, form) for form in forms for at in _stands(text, form)):
        yield forms[printed], Span(at, at + len(printed))


def _stands(text: str, form: str) -> Iterator[int]:
    """Where a word stands in a text as a whole: few words are looked for, and a text has many."""
    at = text.find(form)
    while at >= 0:
        inside = _WITHIN.search(text, max(0, at - 2), at)
        if inside is None and (match := _WORD.match(text, at)) is not None and match.end() == at + len(form):
            yield at
        at = text.find(form, at + 1)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, each once: no endings are taken off.

    >>> name_words("Dr. Élise Varn-Holt")
    ('dr', 'elise', 'varn', 'holt')
    """
    words = ("".join(c for c in compared(w) if c.isalnum())[:_LONGEST] for w in _WORD.findall(name))
    return tuple(dict.fromkeys(w for w in words if w))


def of_document(document: Document) -> tuple[str, ...]:
    """The rows of the index for a document: its words in parts, title first where the text does not begin with it."""
    title = document.title or ""
    words = lexemes(document.text)
    if title and not document.text.lstrip().startswith(title):
        words = lexemes(title) + words
    starts = range(0, max(1, len(words) - _OVERLAP), PART - _OVERLAP)
    return tuple(" ".join(words[i : i + PART]) for i in starts)


def of_attribution(document: Document, attribution: Attribution) -> str:
    """The row of the index for an attribution: the words of its content."""
    return " ".join(w for span in attribution.content for w in lexemes(span.of(document.text)))


def digest(row: str) -> str:
    """A short hash of a row, by which an index that no longer fits its texts is known."""
    return sha256(row.encode()).hexdigest()[:16]
