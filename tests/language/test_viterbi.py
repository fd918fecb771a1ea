"""The best well-formed path, held against all paths."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.language.viterbi import paths, stretches

LABELS = ("O", "B-x", "I-x", "B-y", "I-y")


def well_formed(path: tuple[int, ...]) -> bool:
    names = ["O", *(LABELS[n] for n in path)]
    return all(b[0] != "I" or (a[0] in "BI" and a[2:] == b[2:]) for a, b in pairwise(names))


@settings(max_examples=80)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=4), st.sampled_from([0.0, 0.3, 1.0]))
def test_it_is_the_best_of_all_well_formed_paths(seed: int, lengths: list[int], price: float) -> None:
    scores = np.random.default_rng(seed).normal(size=(len(lengths), max(lengths), len(LABELS))).astype(np.float32)
    found = paths(scores, np.array(lengths), LABELS, price)
    for row, length in enumerate(lengths):

        def worth(path: tuple[int, ...], row: int = row) -> float:
            opened = sum(LABELS[n][0] == "B" for n in path)
            return float(sum(scores[row, at, n] for at, n in enumerate(path))) - 2 * price * opened

        best = max((p for p in product(range(5), repeat=length) if well_formed(p)), key=worth)
        mine = tuple(found[row, :length].tolist())
        assert well_formed(mine)
        assert abs(worth(mine) - worth(best)) < 1e-4
        assert not found[row, length:].any()


def test_stretches_meet_without_touching_kinds() -> None:
    assert stretches([1, 2, 3, 4, 1, 0, 1], LABELS) == [("x", 0, 1), ("y", 2, 3), ("x", 4, 4), ("x", 6, 6)]
