"""Cues and what they tie together: one inside a content must be surer than one that stands alone."""

from __future__ import annotations

import numpy as np
import pytest

from hearsay.annotate import framed, framed_words
from hearsay.language.cue_roles import ties
from hearsay.language.heads import HEADS, ROLES, Numbers, distances
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores

TEXT = "Lind said Vele thinks it fell"
SAID, THINKS = 1, 3
NO_STEP = distances(np.array([0]))[0]


def cues(chances: dict[int, tuple[str, float]]) -> list[tuple[int, bool]]:
    """The first words of the cues found, and whether each is nested, where words are of a cue with these chances; what
    follows a cue is its content."""
    its = framed_words(TEXT, framed(TEXT))
    count = len(its.spans)
    scores = np.full((count, len(HEADS["cue"])), 1e-4, np.float32)
    scores[:, 0] = 0.9996
    for at, (label, chance) in chances.items():
        scores[at, HEADS["cue"].index(label)] = chance
        scores[at, 0] = 1 - chance
    nothing = np.zeros((count, 1), np.float32)

    def roles(
        words: Scores, at: Numbers, cues: Scores, distance: Numbers, sentence: Numbers, paragraph: Numbers
    ) -> Scores:
        out = np.full((*at.shape, len(ROLES)), 0.01, np.float32)
        for row in range(len(at)):
            zero = int(np.flatnonzero(distance[row] == NO_STEP)[-1])
            out[row, :, 0] = 0.96
            out[row, zero + 1 :, 0] = 0.01
            out[row, zero + 1, ROLES.index("B-content")] = 0.96
            out[row, zero + 2 :, ROLES.index("I-content")] = 0.96
        logs: Scores = np.log(out)
        return logs

    reading = Reading(
        words=its,
        heads={"cue": np.log(scores)},
        role_words=nothing,
        cue_firsts=nothing,
        cue_lasts=nothing,
        mentions=nothing,
        roles=roles,
        pairs=lambda *_: nothing,
    )
    return [(tie.cue[0], tie.nested) for tie in ties(reading)]


@pytest.mark.parametrize(("chance", "found"), [(0.6, False), (0.8, True)])
def test_a_cue_inside_a_content_must_be_likelier_than_none_by_more(chance: float, found: bool) -> None:
    got = cues({SAID: ("B", 0.9), THINKS: ("B-nested", chance)})
    assert got == [(SAID, False), *([(THINKS, True)] if found else [])]


def test_a_cue_that_stands_alone_need_only_be_likelier_than_none() -> None:
    assert cues({SAID: ("B", 0.6)}) == [(SAID, False)]
    assert cues({SAID: ("B", 0.4)}) == []
