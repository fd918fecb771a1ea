"""The best well-formed path through scores of labels (Viterbi 1967), for many sequences at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]

_NEVER = np.float32(-1e6)


def transitions(labels: Sequence[str], price: float) -> tuple[Scores, Scores]:
    """What it costs to begin with each of `labels` and to go from each to each: ``I-x`` follows ``B-x`` or ``I-x``
    only, and opening a span costs `price` (nats, twice: once for opening, once for closing it)."""
    begin = np.zeros(len(labels), np.float32)
    step = np.zeros((len(labels), len(labels)), np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I"):
            begin[j] = _NEVER
            step[:, j] = [0.0 if before[1:] == label[1:] and before[0] in "BI" else _NEVER for before in labels]
        elif label.startswith("B"):
            begin[j] = -2 * price
            step[:, j] = -2 * price
    return begin, step


def paths(scores: Scores, lengths: Numbers, labels: Sequence[str], price: float = 0.0) -> Numbers:
    """The best path of each sequence: `scores` are S × N × labels in nats, the first ``lengths[s]`` rows of each
    sequence counting. Returns S × N label numbers, 0 beyond the length.

    >>> logits = np.log(np.array([[[0.4, 0.5, 0.1], [0.2, 0.1, 0.7], [0.3, 0.1, 0.6]]], np.float32))
    >>> paths(logits, np.array([3]), ("O", "B", "I")).tolist()
    [[1, 2, 2]]
    """
    count, length, k = scores.shape
    begin, step = transitions(labels, price)
    best = scores[:, 0] + begin
    back = np.zeros((length, count, k), np.int64)
    kept = np.arange(k)[None].repeat(count, axis=0)
    for at in range(1, length):
        through = best[:, :, None] + step[None]
        choice = through.argmax(axis=1)
        ahead = through.max(axis=1) + scores[:, at]
        live = (at < lengths)[:, None]
        best = np.where(live, ahead, best)
        back[at] = np.where(live, choice, kept)
    out = np.zeros((count, length), np.int64)
    label = best.argmax(axis=1)
    everyone = np.arange(count)
    for at in range(length - 1, -1, -1):
        out[:, at] = np.where(at < lengths, label, 0)
        label = back[at][everyone, label]
    return out


def stretches(path: Sequence[int], labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """The spans of a path: the kind after the hyphen (or ""), first and last place.

    >>> stretches([0, 1, 2, 1], ("O", "B-x", "I-x"))
    [('x', 1, 2), ('x', 3, 3)]
    """
    marks = [name[0] for name in labels]
    out: list[tuple[str, int, int]] = []
    for at, label in enumerate(path):
        mark = marks[label]
        if mark == "B":
            out.append((labels[label][2:], at, at))
        elif mark == "I":
            kind, first, _ = out[-1]
            out[-1] = (kind, first, at)
    return out
