"""What the heads of the encoder say of each word: their labels, and the steps between a word and a cue.

Training and use share this file: a change here needs new weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

ROLES = ("O", "B-source", "I-source", "B-content", "I-content")

_NAMES = ("O", *(f"{p}-{kind}" for kind in ("person", "organisation", "place", "other") for p in "BI"))

HEADS: Mapping[str, Sequence[str]] = {
    "cue": ("O", "B", "I", "B-nested", "I-nested"),
    "source": ("O", "B", "I"),
    "content": ("O", "B", "I"),
    "time": ("O", "B", "I"),
    "name": _NAMES,
    "inner": _NAMES,  # a name inside another name's mention
    # The head word of a mention of a person or organisation: how it is named.
    "mention": (
        "O", "person name", "person noun", "person pronoun", "organisation name", "organisation noun",
        "organisation pronoun",
    ),
    "tag": (
        "X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
        "SCONJ", "SYM", "VERB",
    ),
}  # fmt: skip

_EDGES = np.array([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 19, 24, 30, 38, 48, 64, 96, 128, 192, 256])
DISTANCES = 2 * (len(_EDGES)) + 1
SENTENCE_STEPS = 7
PARAGRAPH_STEPS = 7

Numbers = NDArray[np.int64]


def distances(steps: Numbers) -> Numbers:
    """The class, below `DISTANCES`, of each signed number of words.

    >>> distances(np.array([-1000, -1, 0, 1, 9])).tolist()
    [0, 20, 21, 22, 29]
    """
    classes = np.searchsorted(_EDGES, np.abs(steps), side="right")
    out: Numbers = np.sign(steps) * classes + len(_EDGES)
    return out


def few(steps: Numbers) -> Numbers:
    """The class, below 7, of each signed number of sentences or paragraphs: more than three count as three.

    >>> few(np.array([-9, 0, 2])).tolist()
    [0, 3, 5]
    """
    out: Numbers = np.clip(steps, -3, 3) + 3
    return out
