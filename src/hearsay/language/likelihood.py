"""How sure an attribution is: the chance that source, cue and content are tied right, from what shows at the spot.

A logistic regression over a few signs; what the encoder gives as its own chances is too sure of itself where it errs.
The weights are fitted on PolNeAR dev by evaluation/likelihood.py, which also says how well they hold on documents that
they were not fitted on.
"""

from __future__ import annotations

from math import exp, log

from hearsay.language.cue_roles import Tie
from hearsay.model import Mode

SIGNS = (
    "cue", "source", "content", "no source", "direct", "mixed", "cue verb", "same by rule", "overlap by rule", "inside",
)  # fmt: skip
WEIGHTS = (0.302, 0.288, 0.223, -0.633, 0.225, 0.203, 0.347, -0.123, 1.034, -1.150)
BASE = -2.589


def signs(tie: Tie, mode: Mode, *, verb: bool, by_rule: bool, overlap: float) -> tuple[float, ...]:
    """The signs of one tie, in the order of `SIGNS`.

    `verb` tells whether its cue holds a verb of the cue table, `by_rule` whether the cue grammar found the same cue,
    `overlap` how far that agrees on the content (0 to 1).
    """
    return (
        _odds(tie.cue_chance),
        _odds(tie.source_chance),
        _odds(tie.content_chance),
        float(tie.source is None),
        float(mode == "direct"),
        float(mode == "mixed"),
        float(verb),
        float(by_rule),
        overlap,
        float(tie.nested),
    )


def likelihood(of: tuple[float, ...]) -> float:
    """The chance, to two decimals, that an attribution with these signs is right.

    >>> likelihood((5.0,) * 3 + (0.0,) * 7) > likelihood((0.0,) * 10)
    True
    """
    total = BASE + sum(weight * sign for weight, sign in zip(WEIGHTS, of, strict=True))
    return round(1 / (1 + exp(-total)), 2)


def _odds(chance: float) -> float:
    """The logarithm of the odds, between -5 and 5."""
    return min(5.0, max(-5.0, log(max(chance, 1e-4) / max(1 - chance, 1e-4))))
