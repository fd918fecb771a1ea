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


def kinds(text: str, labels: dict[int, str], mentions: dict[int, str]) -> list[tuple[str, str]]:
    """What is read as a name, with its kind, where the words by their numbers have these labels."""
    its = framed_words(text, framed(text))
    count = len(its.spans)
    nothing = np.zeros((count, 1), np.float32)
    reading = Reading(
        words=its,
        heads={
            "name": sure_of(labels, "name", count),
            "inner": sure_of({}, "inner", count),
            "mention": sure_of(mentions, "mention", count),
        },
        role_words=nothing,
        cue_firsts=nothing,
        cue_lasts=nothing,
        mentions=nothing,
        roles=lambda *_: nothing,
        pairs=lambda *_: nothing,
    )
    return [(span.of(text), kind) for span, kind in read_names(reading, text)]


def read(first: str, last: str, kind: str = "person", heads: dict[str, str] | None = None) -> list[str]:
    """What comes of a name that is read from the word `first` to the word `last`."""
    words = [s.of(TEXT) for s in framed_words(TEXT, framed(TEXT)).spans]
    begin, end = words.index(first), words.index(last)
    labels = dict.fromkeys(range(begin, end + 1), f"I-{kind}") | {begin: f"B-{kind}"}
    mentions = {words.index(w): label for w, label in (heads or {first: "person name"}).items()}
    return [name for name, _ in kinds(TEXT, labels, mentions)]


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
    assert read("Hannah", "Hannah", heads={"Hannah": "person noun"}) == []
    assert read("Hannah", "Hannah", heads={"Hannah": "person name"}) == ["Hannah"]
    assert read("Orsk", "Orsk", kind="place", heads={"Orsk": "person noun"}) == ["Orsk"]


def test_people_by_what_they_are_have_no_name() -> None:
    assert read("The", "Senators", heads={"Senators": "person name"}) == []


def test_a_name_is_of_one_kind_wherever_it_stands() -> None:
    text = "Orsk fell. The Orsk rose. Grell fell. Orsk’s gone. Grell rose."
    words = [s.of(text) for s in framed_words(text, framed(text)).spans]
    first, second, third = (n for n, w in enumerate(words) if w == "Orsk")
    grell, again = (n for n, w in enumerate(words) if w == "Grell")
    labels = {first: "B-person", second - 1: "B-place", second: "I-place", third: "B-place"}
    labels |= {grell: "B-person", again: "B-place"}
    found = kinds(text, labels, dict.fromkeys((first, second, third, grell, again), "person name"))
    assert found == [
        ("Orsk", "place"),
        ("The Orsk", "place"),
        ("Grell", "person"),  # as often one as the other: each as it was read
        ("Orsk", "place"),
        ("Grell", "place"),
    ]
