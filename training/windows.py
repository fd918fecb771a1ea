"""Examples cut into windows, windows put into batches of one corpus, each with its padding and labels."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from hearsay.annotate import encoder
from hearsay.annotate.encoder import MOST_PIECES
from hearsay.language.heads import Numbers
from training.corpora import UNKNOWN, Attributed, Example, Mention, Range
from training.network import Batch


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example with the pieces of its words."""

    example: Example
    pieces: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The words `first` to `end` (excluded) of an example."""

    of: Encoded
    first: int
    end: int

    @property
    def size(self) -> int:
        """Pieces, with the two that stand around them."""
        return sum(map(len, self.of.pieces[self.first : self.end])) + 2


def encode(example: Example, tokenizer: Tokenizer) -> Encoded:
    """The example with its pieces, found word by word."""
    return Encoded(example, tuple(map(tuple, encoder.pieces(tokenizer, example.text, example.words))))


def windows(encoded: Encoded, dice: random.Random | None) -> Iterator[Window]:
    """The example cut at sentence ends; with `dice` the first cut falls anywhere, so that epochs differ."""
    sentences = encoded.example.words.sentences
    n = len(encoded.pieces)
    first = 0
    budget = dice.randint(MOST_PIECES // 4, MOST_PIECES) if dice else MOST_PIECES
    while first < n:
        end, used, cut = first, 0, first
        while end < n and used + len(encoded.pieces[end]) <= budget:
            used += len(encoded.pieces[end])
            end += 1
            if end == n or sentences[end] != sentences[end - 1]:
                cut = end
        if cut - first < (end - first) // 2:
            cut = end
        yield Window(encoded, first, max(cut, first + 1))
        first = max(cut, first + 1)
        budget = MOST_PIECES


def batches(chosen: Sequence[Window], budget: int, dice: random.Random) -> list[list[Window]]:
    """The windows in batches of one corpus and of like length, at most `budget` pieces with padding, shuffled."""
    out: list[list[Window]] = []
    for corpus in sorted({w.of.example.corpus for w in chosen}):
        mine = [w for w in chosen if w.of.example.corpus == corpus]
        dice.shuffle(mine)
        for start in range(0, len(mine), 256):  # like lengths together, within a shuffled stretch
            current: list[Window] = []
            for window in sorted(mine[start : start + 256], key=lambda w: w.size):
                if current and (len(current) + 1) * window.size > budget:
                    out.append(current)
                    current = []
                current.append(window)
            out.append(current)
    dice.shuffle(out)
    return out


def batch(chosen: Sequence[Window], dice: random.Random | None = None) -> Batch:
    """The windows side by side; with `dice` a few are set in capitals or without them, as some sources are."""
    group = [
        (encoder.Window(0, w.first, w.end, (w.first, w.end), w.size - 2), w.of.example.words, w.of.pieces)
        for w in chosen
    ]
    made = {name: torch.from_numpy(values) for name, values in encoder.feed(group).items()}
    if dice is not None:
        for row in range(len(chosen)):
            if dice.random() < 0.04:
                shapes = made["shapes"][row]
                made["shapes"][row] = torch.where(shapes < 4, dice.choice((0, 2)), shapes)
    return Batch(**made)


def layer(chosen: Sequence[Window], head: str) -> Tensor:
    """Labels of one head, B × W."""
    out = np.full((len(chosen), max(w.end - w.first for w in chosen)), UNKNOWN, np.int64)
    for row, w in enumerate(chosen):
        out[row, : w.end - w.first] = w.of.example.layers[head][w.first : w.end]
    return torch.from_numpy(out)


def within(window: Window, where: Range) -> Range | None:
    """The part of `where` that lies in the window, counted from its first word."""
    first, last = max(where[0], window.first), min(where[1], window.end - 1)
    return (first - window.first, last - window.first) if first <= last else None


def attributions_of(window: Window) -> list[tuple[Range, Numbers]]:
    """Each cue that lies wholly in the window, with the role of every word of the window to it."""
    out: list[tuple[Range, Numbers]] = []
    for a in (*window.of.example.attributions, *window.of.example.nested):
        if not window.first <= a.cue[0] <= a.cue[1] < window.end:
            continue
        out.append(((a.cue[0] - window.first, a.cue[1] - window.first), roles(window, a)))
    return out


def roles(window: Window, of: Attributed) -> Numbers:
    """The label, of `hearsay.language.heads.ROLES`, of every word of the window to one cue."""
    labels = np.zeros(window.end - window.first, np.int64)
    for stretch, begin in [*((c, 3) for c in of.content), *(((of.source, 1),) if of.source else ())]:
        inside = within(window, stretch)
        if inside is not None:
            labels[inside[0]] = begin
            labels[inside[0] + 1 : inside[1] + 1] = begin + 1
    return labels


def mentions_of(window: Window) -> list[Mention]:
    """Mentions of persons and organisations with their head in the window, one a head word (the longest), in order."""
    found: dict[int, Mention] = {}
    for m in window.of.example.mentions:
        if m.kind in ("person", "organisation") and window.first <= m.head < window.end:
            if m.head not in found or m.words[1] - m.words[0] > found[m.head].words[1] - found[m.head].words[0]:
                found[m.head] = m
    return [found[at] for at in sorted(found)]
