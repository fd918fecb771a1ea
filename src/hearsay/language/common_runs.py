"""Runs of words that news pages say over and over, whatever they tell: furniture and turns of phrase.

The table holds hashes of runs that stand in articles of six months or more of a fixed set (`training/common_runs.py`),
so that what counts as common never depends on what else was read. One run in a hundred thousand may be taken for
common by chance of its hash.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from sys import byteorder
from zlib import crc32

SIZE = 6  # words of a run


@cache
def _table() -> frozenset[int]:
    hashes = array("I")
    hashes.frombytes(files("hearsay.language").joinpath("common_runs.bin").read_bytes())
    if byteorder == "big":
        hashes.byteswap()
    return frozenset(hashes)


def hashes(forms: Sequence[str]) -> tuple[int, ...]:
    """A number for each run of `SIZE` words, in order; the same words have the same number."""
    return tuple(crc32(" ".join(forms[i : i + SIZE]).encode()) for i in range(len(forms) - SIZE + 1))


def telling(run: int) -> bool:
    """Whether the run with this number is none of the common ones."""
    return run not in _table()


def common(forms: Sequence[str], numbers: Sequence[int] | None = None) -> tuple[bool, ...]:
    """For each word, in the form in which words are compared, whether it stands in a common run. `numbers` are those of
    the runs (`hashes`), when already made.

    >>> common("did not immediately respond to a request".split())[0]
    True
    """
    out = [False] * len(forms)
    table = _table()
    for i, run in enumerate(hashes(forms) if numbers is None else numbers):
        if run in table:
            out[i : i + SIZE] = [True] * SIZE
    return tuple(out)
