"""Runs and differences of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.language.alignment import comparable, contiguous, runs, shared_words, steps, subsequence
from hearsay.text import Span

SENTENCES = st.lists(st.sampled_from("the ferry will run on sunday not old".split()), max_size=14)


def told(rendition: str, witness: str) -> list[str]:
    a, b = rendition.split(), witness.split()
    marks = {"same": "=", "dropped": "-", "added": "+", "replaced": "~"}
    return [
        f"{marks[s.op]} {' '.join(a[slice(*s.a)])}" + (f" < {' '.join(b[slice(*s.b)])}" if s.op != "same" else "")
        for s in steps(a, b)
    ]


@pytest.mark.parametrize(
    ("rendition", "witness", "expected"),
    [
        ("we can talk", "we can talk", ["= we can talk"]),
        ("we talk", "we can talk", ["= we", "-  < can", "= talk"]),
        ("we can now talk", "we can talk", ["= we can", "+ now < ", "= talk"]),
        ("we will talk", "we can talk", ["= we", "~ will < can", "= talk"]),
        ("", "we can", ["-  < we can"]),
        ("", "", []),
    ],
)
def test_a_difference_is_told_from_the_witness_to_the_rendition(
    rendition: str, witness: str, expected: list[str]
) -> None:
    assert told(rendition, witness) == expected


@given(SENTENCES, SENTENCES)
def test_a_difference_walks_through_both_texts_without_a_gap(a: list[str], b: list[str]) -> None:
    at_a = at_b = 0
    for step in steps(a, b):
        assert (step.a[0], step.b[0]) == (at_a, at_b)
        assert (a[slice(*step.a)] == b[slice(*step.b)]) == (step.op == "same")
        at_a, at_b = step.a[1], step.b[1]
    assert (at_a, at_b) == (len(a), len(b))


@given(SENTENCES, SENTENCES)
def test_runs_are_what_both_carry(a: list[str], b: list[str]) -> None:
    end = 0
    for run in runs(a, b, 3):
        assert run.size >= 3
        assert run.a >= end
        assert a[run.a : run.a + run.size] == b[run.b : run.b + run.size]
        end = run.a + run.size


@given(SENTENCES)
def test_a_text_shares_all_with_itself(a: list[str]) -> None:
    assert shared_words(a, a) == len(a)
    assert subsequence(a, a)
    assert contiguous(a, a) == (0 if a else None)


def test_words_in_order_with_and_without_a_gap() -> None:
    whole = "the ferry will run on sunday".split()
    assert subsequence("ferry run sunday".split(), whole)
    assert not subsequence("sunday run".split(), whole)
    assert contiguous("run on sunday".split(), whole) == 3
    assert contiguous("ferry run".split(), whole) is None


def test_harmless_variants_of_print_compare_as_the_same_word() -> None:
    one = "Ten organised boats’ crews in the U.S. harbour, Mister Lind."
    other = "10 ORGANIZED boats' crews in the US harbor - Mr. Lind"
    assert comparable(one, Span(0, len(one)))[1] == comparable(other, Span(0, len(other)))[1]


def test_what_changes_the_sense_does_not() -> None:
    for one, other in [("can", "cannot"), ("ten", "eleven"), ("1.5", "15"), ("Lind", "Linde")]:
        assert comparable(one, Span(0, len(one)))[1] != comparable(other, Span(0, len(other)))[1], (one, other)


def test_the_sign_for_and_compares_as_and() -> None:
    assert comparable("salt & tar", Span(0, 10))[1] == comparable("salt and tar", Span(0, 12))[1]
