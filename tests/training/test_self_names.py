"""The names that a network marks for itself: what the text as a whole shows goes before one mention. Invented texts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hearsay.language.heads import HEADS, Numbers
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores
from training.corpora import UNKNOWN, Example, framed
from training.self_names import labels

NAMES = HEADS["name"]


def example(text: str) -> Example:
    return Example("a", "attributions", text, framed(text))


def reading(of: Example, seen: Mapping[str, tuple[str, float]]) -> Reading:
    """A reading in which each word of `seen`, at its first places in the text, has that label with that chance."""
    words = [s.of(of.text) for s in of.words.spans]
    chances = np.full((len(words), len(NAMES)), 0.001, np.float32)
    chances[:, 0] = 0.99
    for key, (label, chance) in seen.items():
        word, _, nth = key.partition("#")
        at = [n for n, w in enumerate(words) if w == word][int(nth or 0)]
        chances[at] = 0.001
        chances[at, NAMES.index(label)] = chance
        chances[at, 0] = 1 - chance

    def no_roles(
        words: Scores, at: Numbers, cues: Scores, distance: Numbers, sentence: Numbers, paragraph: Numbers
    ) -> Scores:
        raise AssertionError("no cue is asked for here")

    def no_pairs(later: Scores, earlier: Scores, distance: Numbers) -> Scores:
        raise AssertionError("no pair is asked for here")

    empty = np.zeros((len(words), 0), np.float32)
    heads = {"name": np.log(np.maximum(chances, 1e-6))}
    return Reading(of.words, heads, empty, empty, empty, empty, no_roles, no_pairs)


def labelled(text: str, seen: Mapping[str, tuple[str, float]]) -> list[tuple[str, str]]:
    """Every word that is not taught as being of no name, with its label."""
    its = example(text)
    found = labels(its, reading(its, seen)).tolist()
    words = [s.of(text) for s in its.words.spans]
    return [(w, "?" if n == UNKNOWN else NAMES[n]) for w, n in zip(words, found, strict=True) if n != 0]


def test_a_sure_name_is_taught_and_a_doubtful_one_is_not() -> None:
    found = labelled("The gates of Brask leak near Quell.", {"Brask": ("B-place", 0.95), "Quell": ("B-place", 0.6)})
    assert found == [("Brask", "B-place"), ("Quell", "?")]


def test_a_name_is_of_one_kind_throughout_the_text() -> None:
    text = "They met Brask there. They met Brask here. They met Brask once more."
    seen = {f"Brask#{n}": (label, 0.9) for n, label in enumerate(("B-person", "B-place", "B-person"))}
    assert {label for _, label in labelled(text, seen)} == {"?"}  # two against one is too little
    text += " They met Brask. They met Brask twice."
    seen |= {f"Brask#{n}": ("B-person", 0.99) for n in (3, 4)}
    assert {label for _, label in labelled(text, seen)} == {"B-person"}


def test_what_is_a_name_twice_is_one_again() -> None:
    text = "They met Brask there. They met Brask here. They met Brask once more. They met Harbour Brask."
    found = labelled(text, {"Brask": ("B-person", 0.9), "Brask#1": ("B-person", 0.9)})
    assert found == [("Brask", "B-person")] * 3  # and not the last, which stands beside another capital


def test_a_given_name_shows_that_the_name_goes_on() -> None:
    found = labelled("They met Mara Brask there.", {"Mara": ("B-person", 0.9), "Brask": ("B-person", 0.9)})
    assert found == [("Mara", "?"), ("Brask", "I-person")]


def test_half_a_name_is_not_taught() -> None:
    found = labelled("They met the Orsk Tide Fund.", {"Orsk": ("B-organisation", 0.9), "Tide": ("I-organisation", 0.9)})
    assert found == [("Orsk", "?"), ("Tide", "?")]
