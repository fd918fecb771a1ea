"""The project's own scorers, on invented documents whose figures can be counted by hand."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.attributions import Case, calibration, changes, f1, groups, interval, kept, plot, score, table
from evaluation.coreference import assigned, b_cubed, ceaf, muc
from hearsay.annotate import annotate_one
from hearsay.model import Annotations
from tests.annotate.cases import document

TEXT = "Mara Lind said the gates would stay shut. “We were not asked,” she told the board."


def place(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def gold(*attributions: dict[str, list[list[int]]]) -> dict[str, object]:
    return {"id": "d", "publisher": "The Tarn Ledger", "text": TEXT, "attributions": list(attributions)}


FIRST = {
    "source": [place("Mara Lind")],
    "cue": [place("said")],
    "content": [place("the gates would stay shut")],
}
SECOND = {"source": [place("she")], "cue": [place("told the board")], "content": [place("“We were not asked,”")]}


@pytest.fixture(scope="module")
def annotated() -> Annotations:
    return annotate_one(document(TEXT))


def test_what_is_found_as_gold_has_it_counts_in_full(annotated: Annotations) -> None:
    counts = score(gold(FIRST, SECOND), annotated).counts
    assert counts["found"] == (2, 0, 0)
    assert counts["source"] == (2, 0, 0)
    assert counts["content"] == (2, 0, 0)


def test_a_gold_attribution_more_is_one_missed(annotated: Annotations) -> None:
    third = {"source": [], "cue": [place("asked")], "content": [place("not")]}
    scored = score(gold(FIRST, SECOND, third), annotated)
    assert scored.counts["found"] == (2, 0, 1)
    assert [c.found for c in scored.gold] == [True, True, False]


def test_another_source_is_found_and_not_linked(annotated: Annotations) -> None:
    wrong = {**FIRST, "source": [place("board")]}
    scored = score(gold(wrong, SECOND), annotated)
    assert scored.counts["found"] == (2, 0, 0)
    assert scored.counts["linked"] == (1, 1, 1)
    assert [c.linked for c in scored.predicted] == [False, True]


def test_cases_are_told_apart_by_mode_and_source(annotated: Annotations) -> None:
    scored = score(gold(FIRST, SECOND), annotated)
    assert [(c.mode, c.source_kind) for c in scored.gold] == [("indirect", "name"), ("direct", "pronoun")]
    assert list(groups([scored], "mode")) == [("direct", 1, 100.0, 100.0), ("indirect", 1, 100.0, 100.0)]


def test_the_table_the_changes_and_the_plot_can_be_printed(annotated: Annotations) -> None:
    scored = score(gold(FIRST, SECOND), annotated)
    assert "linked" in table([scored])
    before = kept([score(gold({**FIRST, "source": [place("board")]}, SECOND), annotated)])
    assert changes(before, [scored]).splitlines()[:2] == ["lost 0", "gained 1"]
    error, bins = calibration(scored.predicted)
    assert plot(bins, error).count("<circle") == len(bins)


def test_an_interval_holds_the_figure(annotated: Annotations) -> None:
    right = score(gold(FIRST, SECOND), annotated)
    half = score(gold({**FIRST, "source": [place("board")]}, SECOND), annotated)
    low, high = interval([right, half] * 10, "linked")
    assert low < f1([right.counts["linked"], half.counts["linked"]])[2] < high


def test_a_sure_and_wrong_confidence_is_an_error_of_one() -> None:
    case = Case(
        document="d", outlet="", mode="direct", source_kind="name", content=(), found=True, linked=False, confidence=1.0
    )
    assert calibration([case])[0] == 1.0


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_assignment_is_the_best_of_all(rows: int, columns: int, seed: int) -> None:
    worth = np.random.default_rng(seed).random((rows, columns))
    found = worth[assigned(worth)].sum()
    small, large = sorted((rows, columns))
    table_ = worth if rows <= columns else worth.T
    best = max(sum(table_[i, j] for i, j in enumerate(p)) for p in permutations(range(large), small))
    assert found == pytest.approx(best)


def test_coreference_of_the_same_chains_is_whole() -> None:
    chains = [frozenset({1, 2, 3}), frozenset({5, 9})]
    for measure in (muc, b_cubed, ceaf):
        right, of = measure(chains, chains)
        assert right == of
    assert muc(chains, []) == (0.0, 3.0)
    assert ceaf(chains, []) == (0.0, 2.0)
