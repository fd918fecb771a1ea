"""What the encoder is told of each word."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hearsay.annotate import framed
from hearsay.language.heads import DISTANCES, distances, few
from hearsay.language.wordpieces import GAPS, QUOTES, SHAPES, Words, words


def read(text: str) -> Words:
    f = framed(text)
    return words(text, f.paragraphs, f.sentences, f.quotations)


def told(text: str, what: str) -> list[tuple[str, str]]:
    its = read(text)
    names = {"shapes": SHAPES, "quotes": QUOTES, "gaps": GAPS}[what]
    return [(s.of(text), names[n]) for s, n in zip(its.spans, getattr(its, what), strict=True)]


def test_the_shape_of_words() -> None:
    assert told("Vele of NATO paid iPads 12 a1 I .", "shapes") == [
        ("Vele", "Title"),
        ("of", "lower"),
        ("NATO", "UPPER"),
        ("paid", "lower"),
        ("iPads", "miXed"),
        ("12", "digits"),
        ("a1", "lower"),
        ("I", "I"),
        (".", "mark"),
    ]


def test_where_a_word_stands_to_quotation_marks() -> None:
    assert told("He said “I told ‘him’ so” once.", "quotes") == [
        ("He", "outside"),
        ("said", "outside"),
        ("“", "opening mark"),
        ("I", "inside"),
        ("told", "inside"),
        ("‘", "inside two"),
        ("him", "inside two"),
        ("’", "inside two"),
        ("so", "inside"),
        ("”", "closing mark"),
        ("once", "outside"),
        (".", "outside"),
    ]


def test_what_stands_before_a_word() -> None:
    assert told("He left. She didn’t.\nWe did.", "gaps") == [
        ("He", "paragraph"),
        ("left", "space"),
        (".", "none"),
        ("She", "sentence"),
        ("didn", "space"),
        ("’", "none"),
        ("t", "none"),
        (".", "none"),
        ("We", "paragraph"),
        ("did", "space"),
        (".", "none"),
    ]


@given(st.text(max_size=200))
def test_words_are_all_that_is_no_space_and_columns_are_of_one_length(text: str) -> None:
    its = read(text)
    assert "".join(s.of(text) for s in its.spans) == "".join(c for c in text if not c.isspace())
    assert {len(its.shapes), len(its.quotes), len(its.gaps), len(its.sentences), len(its.paragraphs)} == {
        len(its.spans)
    }


@given(st.lists(st.integers(-5000, 5000), min_size=2, max_size=30))
def test_steps_keep_their_order(steps: list[int]) -> None:
    ordered = np.array(sorted(steps))
    for classes in (distances(ordered), few(ordered)):
        assert (np.diff(classes) >= 0).all()
        assert classes.min() >= 0
    assert distances(ordered).max() < DISTANCES
