"""What the gate decides, without the working material: on small scores and floors of its own."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

import hearsay
from evaluation import gate
from hearsay.render import json as as_json

GOLD = b'{"id": "a", "event": "e1"}\n'


def floor(value: float = 40.0, metric: tuple[str, ...] = ("linked", "f1"), pinned: bytes = GOLD) -> gate.Floor:
    return gate.Floor(
        name="linked",
        kind="attributions",
        gold="gold.jsonl",
        inputs=("gold.jsonl",),
        metric=metric,
        floor=value,
        sha256=sha256(pinned).hexdigest(),
    )


@pytest.mark.parametrize(("measured", "holds"), [(40.0, True), (40.1, True), (39.9, False)])
def test_a_figure_at_its_floor_holds_and_one_below_does_not(measured: float, holds: bool) -> None:
    assert gate.Result(floor=floor(40.0), measured=measured).holds is holds


def test_the_figure_is_found_by_its_way_into_the_score() -> None:
    assert gate.figure({"b-cubed": {"p": 90.0, "f1": 81.5}}, ("b-cubed", "f1")) == 81.5


@pytest.mark.parametrize("metric", [("linked",), ("linked", "f2"), ("nothing", "f1"), ("linked", "f1", "more")])
def test_a_way_that_leads_to_no_number_is_an_error_and_not_nought(metric: tuple[str, ...]) -> None:
    with pytest.raises(gate.GateError):
        gate.figure({"linked": {"f1": 50}}, metric)


def test_gold_that_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(GOLD)
    assert gate.check_gold(floor(), tmp_path) == tmp_path / "gold.jsonl"
    with pytest.raises(gate.GateError, match="has changed"):
        gate.check_gold(floor(pinned=GOLD + b"\n"), tmp_path)


def test_gold_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(gate.GateError, match="no gold"):
        gate.check_gold(floor(), tmp_path)


def test_a_scorer_that_refuses_is_not_a_score(tmp_path: Path) -> None:
    (tmp_path / "evaluate").mkdir()
    scorer = tmp_path / "evaluate" / "score.py"
    scorer.write_text("import sys; print('two documents share the id d1', file=sys.stderr); sys.exit(2)")
    with pytest.raises(gate.GateError, match="share the id d1"):
        gate.score(floor(), tmp_path / "prediction.json", tmp_path)
    scorer.write_text("import json, sys; print(json.dumps({'kind': sys.argv[1], 'gold': sys.argv[2]}))")
    assert gate.score(floor(), tmp_path / "prediction.json", tmp_path) == {
        "kind": "attributions",
        "gold": str(tmp_path / "gold.jsonl"),
    }


def test_one_input_set_is_traced_once_and_another_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traced: list[list[str]] = []

    def trace(paths: list[str]) -> list[str]:
        traced.append(paths)
        return paths

    monkeypatch.setattr(hearsay, "trace", trace)
    monkeypatch.setattr(as_json, "render", json.dumps)
    first = gate.predict(("a.jsonl",), tmp_path, tmp_path)
    again = gate.predict(("a.jsonl",), tmp_path, tmp_path)
    other = gate.predict(("a.jsonl", "b.jsonl"), tmp_path, tmp_path)
    assert first == again != other
    assert traced == [[str(tmp_path / "a.jsonl")], [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]]


def test_the_table_says_which_figure_fell() -> None:
    lines = gate.table([gate.Result(floor=floor(40.0), measured=39.0), gate.Result(floor=floor(38.0), measured=39.0)])
    assert lines.splitlines()[1:] == [
        "linked      39.0   40.0  below its floor",
        "linked      39.0   38.0  +1.0",
    ]


def test_the_floors_of_the_project_can_be_read_and_have_names_of_their_own() -> None:
    names = [f.name for f in gate.floors()]
    assert names
    assert len(names) == len(set(names))
