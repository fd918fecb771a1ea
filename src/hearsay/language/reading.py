"""What the encoder made of one text: the scores of every head for every word, and what ties words to a cue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from hearsay.language.heads import Numbers
from hearsay.language.viterbi import Scores
from hearsay.language.wordpieces import Words


class RoleScorer(Protocol):
    """Scores of C cues for T words each."""

    def __call__(
        self, words: Scores, at: Numbers, cues: Scores, distance: Numbers, sentence: Numbers, paragraph: Numbers
    ) -> Scores:
        """`words` are N vectors, `at` C × T places among them, `cues` C vectors, the steps C × T classes
        of `hearsay.language.heads`; returns C × T × roles in nats, each row of chances summing to one."""
        ...


class PairScorer(Protocol):
    """Scores of M mentions for their antecedents among N."""

    def __call__(self, later: Scores, earlier: Scores, distance: Numbers) -> Scores:
        """`later` M and `earlier` N vectors, M × N classes of distance; returns M × N scores, 0 standing for none."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as the encoder read it; N words."""

    words: Words
    heads: Mapping[str, Scores]
    """Of each of `hearsay.language.heads.HEADS` the scores, N × labels, in nats; chances sum to one."""
    role_words: Scores
    """N vectors: each word as one that may belong to a cue."""
    cue_firsts: Scores
    """N vectors: each word as the first of a cue; with `cue_lasts` of its last word they add up to the cue's."""
    cue_lasts: Scores
    mentions: Scores
    """N vectors of two halves: each word as the head of a later and of an earlier mention."""
    roles: RoleScorer
    pairs: PairScorer
