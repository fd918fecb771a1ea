"""Which mentions of people and organisations the encoder takes for one entity, inside one text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.language.heads import HEADS, distances
from hearsay.language.reading import Reading
from hearsay.text import Span

_REACH = 120  # mentions among which an antecedent is looked for
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class HeadWord:
    """The head word of a mention: its place, ``person`` or ``organisation``, and ``name``, ``noun`` or ``pronoun``."""

    span: Span
    kind: str
    form: str


def chains(reading: Reading) -> list[list[HeadWord]]:
    """The mentions of a reading in chains, each in the order of the text; one that is alone is a chain of its own.

    Each mention goes to the earlier one that fits it best, if that fits better than none (Lee et al. 2017).
    """
    best = reading.heads["mention"].argmax(axis=1)
    at = np.flatnonzero(best)
    if not len(at):
        return []
    labels = [HEADS["mention"][best[n]].split() for n in at]
    words = [HeadWord(reading.words.spans[n], kind, form) for n, (kind, form) in zip(at, labels, strict=True)]
    later, earlier = np.split(reading.mentions[at], 2, axis=1)
    chain_of: list[list[HeadWord]] = []
    for start in range(0, len(at), _AT_ONCE):
        stop, first = min(len(at), start + _AT_ONCE), max(0, start - _REACH)
        steps = distances(at[start:stop, None] - at[None, first:stop])
        scores = reading.pairs(later[start:stop], earlier[first:stop], steps)
        for n in range(start, stop):
            low = max(first, n - _REACH)
            row = scores[n - start, low - first : n - first]
            chain = chain_of[low + int(row.argmax())] if len(row) and row.max() > 0 else []
            chain.append(words[n])
            chain_of.append(chain)
    return _distinct(chain_of)


def _distinct(chain_of: Sequence[list[HeadWord]]) -> list[list[HeadWord]]:
    return list({id(chain): chain for chain in chain_of}.values())
