"""A sentence as the cue grammar sees it: words, with each quotation as one opaque item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hearsay.language.words import Word, words
from hearsay.model import Quotation
from hearsay.text import Span


class Item(NamedTuple):
    """A word, a mark, or a whole quotation (then `quotation` is set and `lower` is the replacement character)."""

    span: Span
    text: str
    lower: str
    quotation: Quotation | None = None

    final: str = ""
    """The last character inside the marks of a quotation."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number outside quotations."""
        return self.quotation is None and self.text[0].isalnum()

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.is_word and self.text[0].isupper()


QUOTED = "\ufffc"


def items(text: str, region: Span, quotations: Sequence[Quotation]) -> tuple[Item, ...]:
    """The items of `region`, in order; `quotations` are those that count as opaque there, none inside another.

    A quotation that runs beyond the region is clipped to it by the caller's choice of region, not here.
    """
    inside = sorted((q for q in quotations if q.span.overlaps(region)), key=lambda q: q.span)
    out: list[Item] = []
    at = region.start
    for quotation in inside:
        if quotation.span.start > at:
            out += (Item(w.span, w.text, _lower(w)) for w in words(text, Span(at, quotation.span.start)))
        last = quotation.inner[-1]
        out.append(Item(quotation.span, QUOTED, QUOTED, quotation, text[last.end - 1] if last.end > last.start else ""))
        at = max(at, quotation.span.end)
    if at < region.end:
        out += (Item(w.span, w.text, _lower(w)) for w in words(text, Span(at, region.end)))
    return tuple(out)


def _lower(word: Word) -> str:
    """Lower case, but "US" is a country and no pronoun."""
    return "u.s" if word.text == "US" else word.lower
