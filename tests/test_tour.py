"""The tour's output is real: its code is run from top to bottom, and must print what the page prints."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOUR = ROOT / "docs" / "tour.md"


def test_the_tour_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = TOUR.read_text(encoding="utf-8")
    blanked = re.sub(r"^```(?:pycon)?$", "", page, flags=re.MULTILINE)  # as many lines, so that a failure names its own
    tour = doctest.DocTestParser().get_doctest(blanked, {}, "the tour", str(TOUR), 0)
    assert len(tour.examples) > 20
    said: list[str] = []
    failed, _ = doctest.DocTestRunner(verbose=False).run(tour, out=said.append)
    assert failed == 0, "".join(said)


def test_every_block_of_the_tour_is_run() -> None:
    kinds = re.findall(r"^```(\w+)$", TOUR.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(kinds) == {"pycon"}
