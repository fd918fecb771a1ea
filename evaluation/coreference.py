"""Coreference inside a document, as the encoder sees it, on GUM dev: CoNLL F1, mentions by their head words.

The mean of MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998) and entity CEAF (Luo 2005), over the chains of
persons and organisations that have a mention by name, without chains of one mention.

    python -m evaluation.coreference
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

import numpy as np

from evaluation.attributions import SHARED
from evaluation.layers import read
from hearsay.annotate.encoder import Encoder, shipped
from hearsay.language.mention_links import chains
from training.corpora import Example, syntax

Chain = frozenset[int]
NEWS = ("news", "interview", "speech", "bio", "court")


def muc(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    """Of the links of `gold`: how many `found` has, and how many there are.

    >>> muc([frozenset({1, 2, 3})], [frozenset({1, 2}), frozenset({3, 4})])
    (1.0, 2.0)
    """
    of = _chain_of(found)
    right = sum(len(c) - len({of.get(m, -m - 1) for m in c}) for c in gold)
    return float(right), float(sum(len(c) - 1 for c in gold))


def b_cubed(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    """Of the mentions of `gold`: the sum of the shares of their chains that `found` keeps with them, and how many.

    >>> b_cubed([frozenset({1, 2})], [frozenset({1, 2, 3})])
    (2.0, 2.0)
    """
    at = {m: c for c in found for m in c}
    right = sum(len(c & at.get(m, frozenset())) / len(c) for c in gold for m in c)
    return right, float(sum(len(c) for c in gold))


def ceaf(gold: Sequence[Chain], found: Sequence[Chain]) -> tuple[float, float]:
    """The best one-to-one likeness of chains, and how many there are in `gold`.

    >>> ceaf([frozenset({1, 2})], [frozenset({1, 2}), frozenset({3, 4})])
    (1.0, 1.0)
    """
    if not gold or not found:
        return 0.0, float(len(gold))
    likeness = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
    return float(likeness[assigned(likeness)].sum()), float(len(gold))


def assigned(worth: np.ndarray) -> tuple[list[int], list[int]]:
    """Rows and columns of the assignment of the greatest worth (Kuhn 1955, in the form of shortest paths)."""
    turned = worth.shape[0] > worth.shape[1]
    cost = -(worth.T if turned else worth)
    n, m = cost.shape
    u, v, match = np.zeros(n + 1), np.zeros(m + 1), np.zeros(m + 1, int)
    for i in range(1, n + 1):
        match[0], column = i, 0
        least, way, used = np.full(m + 1, np.inf), np.zeros(m + 1, int), np.zeros(m + 1, bool)
        while match[column]:
            used[column] = True
            row = match[column]
            free = ~used[1:]
            better = cost[row - 1] - u[row] - v[1:]
            shorter = free & (better < least[1:])
            least[1:][shorter], way[1:][shorter] = better[shorter], column
            following = 1 + int(np.where(free, least[1:], np.inf).argmin())
            delta = least[following]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            column = following
        while column:
            match[column], column = match[way[column]], way[column]
    pairs = [(int(match[j]) - 1, j - 1) for j in range(1, m + 1) if match[j]]
    rows, columns = [i for i, _ in pairs], [j for _, j in pairs]
    return (columns, rows) if turned else (rows, columns)


def _chain_of(chains_: Iterable[Chain]) -> Mapping[int, int]:
    return {m: n for n, c in enumerate(chains_) for m in c}


def gold_chains(example: Example) -> list[Chain]:
    """The chains that count, by the first letters of their head words."""
    found: dict[str, list[tuple[int, str]]] = {}
    for m in example.mentions:
        if m.kind in ("person", "organisation"):
            found.setdefault(m.chain, []).append((example.words.spans[m.head].start, m.form))
    return _counted(found.values())


def _counted(found: Iterable[Sequence[tuple[int, str]]]) -> list[Chain]:
    those = (c for c in found if any(form == "name" for _, form in c))
    return [c for c in (frozenset(at for at, _ in c) for c in those) if len(c) > 1]


def scores(encoder: Encoder, path: Path, genres: AbstractSet[str] = frozenset()) -> dict[str, float]:
    """The F1 of each measure over the documents of a GUM file, and their mean, in percent."""
    examples = [e for e in syntax(path) if not genres or e.id.split("_")[1] in genres]
    found: list[list[Sequence[tuple[int, str]]]] = [[] for _ in examples]
    for number, reading in read(encoder, [e.text for e in examples]):
        found[number] += [[(w.span.start, w.form) for w in chain] for chain in chains(reading)]
    pairs = [(gold_chains(example), _counted(those)) for example, those in zip(examples, found, strict=True)]
    out: dict[str, float] = {}
    for name, measure in (("MUC", muc), ("B-cubed", b_cubed), ("CEAF", ceaf)):
        sides = [(measure(g, f), measure(f, g)) for g, f in pairs]
        recall, precision = (sum(s[n][0] for s in sides) / max(1.0, sum(s[n][1] for s in sides)) for n in (0, 1))
        out[name] = 200 * recall * precision / (recall + precision) if recall + precision else 0.0
    out["CoNLL"] = sum(out.values()) / 3
    return out


def main() -> int:
    """Print the figures."""
    path = SHARED / "syntax" / "gum-dev.conllu.gz"
    for title, genres in (("all", frozenset[str]()), ("news, interview, speech, bio, court", frozenset(NEWS))):
        found = scores(shipped(), path, genres)
        print(f"{title:38}" + "".join(f"{name} {value:5.1f}  " for name, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
