"""The spans that one head of the encoder sees, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearsay.language.heads import HEADS
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores, paths, stretches
from hearsay.text import Span

_AT_ONCE = 64  # sentences decoded side by side


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A span of words, first and last both included, as one head sees it."""

    first: int
    last: int
    kind: str
    chance: float
    """That its least doubtful word belongs to such a span."""

    def within(self, reading: Reading) -> Span:
        """Its place in the text."""
        spans = reading.words.spans
        return Span(spans[self.first].start, spans[self.last].end)


def read_spans(reading: Reading, head: str, price: float = 0.0) -> list[ReadSpan]:
    """The spans of the best path through each sentence, in order; `price` in nats is that of opening or closing one."""
    return best_spans(reading.heads[head], HEADS[head], reading.words.sentences, price)


def best_spans(scores: Scores, labels: Sequence[str], sentences: Sequence[int], price: float = 0.0) -> list[ReadSpan]:
    """The spans of the best path through `scores`, words × `labels` in nats, sentence by sentence."""
    if not len(scores):
        return []
    seen = 1 - np.exp(scores[:, 0])
    bounds = np.flatnonzero(np.diff(np.array(sentences), prepend=-1))
    lengths = np.diff(np.append(bounds, len(scores)))
    out: list[ReadSpan] = []
    order = np.argsort(lengths, kind="stable")  # sentences of like length together
    for start in range(0, len(order), _AT_ONCE):
        rows = order[start : start + _AT_ONCE]
        at = np.minimum(bounds[rows][:, None] + np.arange(int(lengths[rows].max()))[None], len(scores) - 1)
        best = paths(scores[at], lengths[rows], labels, price)
        for row, path in zip(rows, best, strict=True):
            for kind, a, b in stretches(path[: lengths[row]].tolist(), labels):
                first, last = int(bounds[row]) + a, int(bounds[row]) + b
                out.append(ReadSpan(first, last, kind, float(seen[first : last + 1].max())))
    return sorted(out, key=lambda s: (s.first, s.last))
