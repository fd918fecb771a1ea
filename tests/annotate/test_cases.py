"""Every case of ``cases/*.txt``: the text beside what should be found in it."""

from __future__ import annotations

import pytest

from hearsay.annotate.encoder import shipped
from tests.annotate.cases import FOLDER, Case, cases, found

GAPS = "known_gaps"
LEARNED = "learned"  # what takes the encoder; all others are found by rules alone
FILES = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem not in (GAPS, LEARNED))


def name(case: Case) -> str:
    return f"{case.file}:{case.line} {case.title}"


@pytest.mark.parametrize("case", list(cases(*FILES)), ids=name)
def test_what_should_be_found(case: Case) -> None:
    assert found(case) == case.expected


@pytest.mark.parametrize("case", list(cases(LEARNED)), ids=name)
def test_what_the_encoder_finds(case: Case) -> None:
    assert found(case, shipped()) == case.expected


@pytest.mark.parametrize("case", list(cases(GAPS)), ids=name)
@pytest.mark.xfail(reason="a known gap: when it closes, move the case out of known_gaps.txt", strict=True)
def test_what_is_not_found_yet(case: Case) -> None:
    assert found(case) == case.expected


def test_the_cases_are_told_apart_by_their_titles() -> None:
    titles = [case.title for case in cases(*FILES, LEARNED, GAPS)]
    assert len(titles) == len(set(titles))
