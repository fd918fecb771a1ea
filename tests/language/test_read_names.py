from __future__ import annotations

import numpy as np
import pytest

from hearsay.annotate import framed, framed_words
from hearsay.language.heads import HEADS
from hearsay.language.read_names import read_names
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores

TEXT = "Hannah, Isabel and I met the King of Orsk. The Senators of Grell, their guests, came too."


def sure_of(labels: dict[int, str], head: str, words: int) -> Scores:
    """Scores that are nearly sure of these labels, and elsewhere of none."""
    chances = np.full((words, len(HEADS[head])), 0.001, np.float32)
    for at in range(words):
        chances[at, HEADS[head].index(labels.get(at, "O"))] = 0.98
    scores: Scores = np.log(chances)
    return scores


def read(first: str, last: str, kind: str = "person", heads: dict[str, str] | None = None) -> list[str]:
    """What comes of a name that is read from the word `first` to the word `last`."""
    its = framed_words(TEXT, framed(TEXT))
    words = [s.of(TEXT) for s in its.spans]
    begin, end = words.index(first), words.index(last)
    labels = dict.fromkeys(range(begin, end + 1), f"I-{kind}") | {begin: f"B-{kind}"}
    mentions = {words.index(w): label for w, label in (heads or {first: "person name"}).items()}
    nothing = np.zeros((len(words), 1), np.float32)
    reading = Reading(
        words=its,
        heads={
            "name": sure_of(labels, "name", len(words)),
            "inner": sure_of({}, "inner", len(words)),
            "mention": sure_of(mentions, "mention", len(words)),
        },
        role_words=nothing,
        cue_firsts=nothing,
        cue_lasts=nothing,
        mentions=nothing,
        roles=lambda *_: nothing,
        pairs=lambda *_: nothing,
    )
    return [span.of(TEXT) for span, _ in read_names(reading, TEXT)]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Hannah", "Hannah", "Hannah"),
        ("Hannah", ",", "Hannah"),
        ("Isabel", "I", "Isabel"),
        ("King", "of", "King"),
        ("King", "Orsk", "King of Orsk"),
        ("the", "King", "the King"),
    ],
)
def test_what_hangs_on_at_the_edges_is_no_part_of_a_name(first: str, last: str, name: str) -> None:
    head = "King" if "King" in name else first
    assert read(first, last, heads={head: "person name"}) == [name]


def test_links_alone_are_no_name() -> None:
    assert read("and", "and") == []


def test_a_person_needs_a_head_that_names() -> None:
    assert read("The", "Senators", heads={"Senators": "person noun"}) == []
    assert read("The", "Senators", heads={"Senators": "person name"}) == ["The Senators"]
    assert read("Orsk", "Orsk", kind="place", heads={"Orsk": "person noun"}) == ["Orsk"]
