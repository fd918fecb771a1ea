"""How much a word tells: its inverse document frequency in a fixed set of news articles, shipped as a table.

The table is fixed so that whether two documents belong together never depends on what else was read with them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A lower-case word without its commonest endings: enough for comparing, no more.

    >>> stem("talks"), stem("meeting"), stem("proposed"), stem("policies")
    ('talk', 'meet', 'propos', 'polici')
    """
    word = word.removesuffix("'s").replace("'", "")
    if len(word) <= 3 or not word.isalpha():
        return word
    for ending in ("ings", "ing", "edly", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    return word


@cache
def _table() -> tuple[Mapping[str, int], int]:
    counts: dict[str, int] = {}
    total = 1
    for line in files("hearsay.language").joinpath("word_weights.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            total = int(re.findall(r"of (\d+)", line)[0])
            continue
        word, _, count = line.partition("\t")
        counts[word] = int(count)
    return counts, total


def weight(stemmed: str) -> float:
    """Natural logarithm of articles over articles that hold the stem; one the table does not have counts as in ten."""
    counts, total = _table()
    return math.log(total / counts.get(stemmed, 10))


def number(stemmed: str) -> int:
    """A number for a stem: its place in the table, or one beyond the table made from its letters (CRC-32), which few
    stems share."""
    place = _places().get(stemmed)
    return len(_places()) + crc32(stemmed.encode()) if place is None else place


def weights_of(numbered: NDArray[np.int64]) -> NDArray[np.float64]:
    """The weights of the stems with these numbers (see `number`).

    >>> bool(weights_of(np.array([number("minister")]))[0] == weight("minister"))
    True
    >>> bool(weights_of(np.array([number("xyzzy")]))[0] == weight("xyzzy"))
    True
    """
    weights = _weights()
    return weights[np.minimum(numbered, len(weights) - 1)]


@cache
def digest() -> str:
    """Which table it is: the beginning of a hash of it."""
    return sha256(files("hearsay.language").joinpath("word_weights.tsv").read_bytes()).hexdigest()[:12]


@cache
def _places() -> Mapping[str, int]:
    return {word: place for place, word in enumerate(_table()[0])}


@cache
def _weights() -> NDArray[np.float64]:
    return np.array([*(weight(word) for word in _table()[0]), weight("")])
