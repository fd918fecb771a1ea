"""The gate itself, run as tests: one for each floor. The table stands in the output of every run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation import gate


@pytest.fixture(scope="session")
def predictions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gate")


@pytest.fixture(scope="session")
def results(request: pytest.FixtureRequest) -> Iterator[list[gate.Result]]:
    kept: list[gate.Result] = []
    yield kept
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    if kept and reporter:
        capture = request.config.pluginmanager.getplugin("capturemanager")
        with capture.global_and_fixture_disabled():
            reporter.write_line("")
            reporter.write_line(gate.table(kept))


@pytest.mark.shared
@pytest.mark.parametrize("floor", gate.floors(), ids=lambda floor: floor.name)
def test_a_figure_holds_its_floor(floor: gate.Floor, predictions: Path, results: list[gate.Result]) -> None:
    result = gate.measure(floor, predictions)
    results.append(result)
    assert result.measured >= floor.floor, f"{floor.name} fell: {result.measured} < {floor.floor}"
