"""The learned layers: their figures may not fall below these, and confidence must mean what it says."""

from __future__ import annotations

import pytest

from evaluation import attributions, coreference, layers
from hearsay.annotate.encoder import shipped

ATTRIBUTIONS = {"source": 81.0, "cue": 74.5, "content": 68.0, "content characters": 87.5, "found": 78.5, "linked": 71.5}
MODES = {"direct": 81.0, "mixed": 78.0, "indirect": 61.0}  # recall of linked
GUM = attributions.SHARED / "syntax" / "gum-dev.conllu.gz"


@pytest.fixture(scope="session")
def scored() -> list[attributions.Scored]:
    return attributions.measure(encoder=shipped())


@pytest.mark.shared
@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_attributions_of_dev(scored: list[attributions.Scored], name: str) -> None:
    assert attributions.f1([s.counts[name] for s in scored])[2] >= ATTRIBUTIONS[name]


@pytest.mark.shared
def test_no_mode_is_left_behind(scored: list[attributions.Scored]) -> None:
    recalls = {value: recall for value, _, recall, _ in attributions.groups(scored, "mode")}
    assert all(recalls[mode] >= floor for mode, floor in MODES.items()), recalls


@pytest.mark.shared
def test_confidence_is_the_chance_of_being_right(scored: list[attributions.Scored]) -> None:
    error, _ = attributions.calibration([c for s in scored for c in s.predicted])
    assert error <= 0.05


@pytest.mark.shared
def test_names_of_dev() -> None:
    assert attributions.f1(layers.name_counts(shipped(), GUM))[2] >= 71


@pytest.mark.shared
def test_times_that_were_not_trained_on() -> None:
    lenient, strict = layers.time_counts(shipped(), layers.held_back())
    assert attributions.f1(lenient)[2] >= 91
    assert attributions.f1(strict)[2] >= 85


@pytest.mark.shared
def test_coreference_of_dev() -> None:
    assert coreference.scores(shipped(), GUM)["CoNLL"] >= 51
