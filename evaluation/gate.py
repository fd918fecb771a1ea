"""Hold what hearsay finds against gold, and refuse to fall below the floors of ``floors.json``.

Each floor names a kind of score, the gold, the inputs to trace for it, and one figure of the score. The gold lies
beside the project in ``../shared`` and is pinned by its hash: a floor says nothing about other gold, so where the hash
differs the gate refuses instead of comparing.

    python -m evaluation.gate              print the table; exit 1 when a figure is below its floor
    python -m evaluation.gate --keep DIR   and keep the predictions and the whole scores in DIR
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import hearsay
from evaluation import identities
from hearsay.render import json as as_json

FLOORS = Path(__file__).with_name("floors.json")
SHARED = Path(__file__).resolve().parents[2] / "shared"


class GateError(Exception):
    """The gate cannot compare: gold is missing or changed, or the scorer refused the prediction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One figure that must not fall. `gold` and `inputs` are relative to ``../shared``; `metric` is the way to the
    figure in what the scorer prints for `kind`."""

    name: str
    kind: str
    gold: str
    inputs: tuple[str, ...]
    metric: tuple[str, ...]
    floor: float
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A floor and what was measured."""

    floor: Floor
    measured: float

    @property
    def holds(self) -> bool:
        """Whether the figure reaches its floor."""
        return self.measured >= self.floor.floor


def floors(path: Path = FLOORS) -> tuple[Floor, ...]:
    """Read the floors, in the order of the file. Raises `TypeError` on an unknown or a missing key."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return tuple(Floor(**{**row, "inputs": tuple(row["inputs"]), "metric": tuple(row["metric"])}) for row in rows)


def figure(score: Any, metric: Sequence[str]) -> float:
    """Follow `metric` into a score. Raises `GateError` when it leads to no number."""
    at = score
    for key in metric:
        if not isinstance(at, dict) or key not in at:
            raise GateError(f"the score has no {' / '.join(metric)}; at {key!r} there is {at!r:.80}")
        at = at[key]
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise GateError(f"{' / '.join(metric)} is not a number: {at!r:.80}")
    return float(at)


def check_gold(floor: Floor, shared: Path = SHARED) -> Path:
    """The gold of `floor`. Raises `GateError` when it is missing or is not the gold that the floor was set on."""
    path = shared / floor.gold
    if not path.is_file():
        raise GateError(f"{floor.name}: no gold at {path}")
    found = sha256(path.read_bytes()).hexdigest()
    if found != floor.sha256:
        raise GateError(
            f"{floor.name}: {floor.gold} has changed (sha256 {found[:12]}…; the floor was set on "
            f"{floor.sha256[:12]}…): measure anew and set floor and hash together"
        )
    return path


def predict(inputs: Sequence[str], folder: Path, shared: Path = SHARED) -> Path:
    """Trace `inputs` and write the JSON into `folder`; an input set already there is not traced again."""
    name = sha256("\n".join(inputs).encode()).hexdigest()[:12]
    out = folder / f"prediction-{name}.json"
    if not out.exists():
        dossier = hearsay.trace([str(shared / name) for name in inputs])
        out.write_text(as_json.render(dossier), encoding="utf-8")
    return out


def score(floor: Floor, prediction: Path, shared: Path = SHARED) -> Any:
    """What the scorer says of `prediction`; of identities the project's own. Raises `GateError` with its words when it
    refuses."""
    if floor.kind == "identities":
        return identities.score(shared / floor.gold, json.loads(prediction.read_text(encoding="utf-8")))
    scorer = shared / "evaluate" / "score.py"
    done = subprocess.run(
        [sys.executable, str(scorer), floor.kind, str(shared / floor.gold), str(prediction)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = done.stderr.strip().splitlines() or ["no reason given"]
        raise GateError(f"{floor.name}: the scorer refused: {last[-1]}")
    return json.loads(done.stdout)


def measure(floor: Floor, folder: Path, shared: Path = SHARED) -> Result:
    """Check the gold, predict, score, and pick the figure. Keeps prediction and score in `folder`."""
    check_gold(floor, shared)
    full = score(floor, predict(floor.inputs, folder, shared), shared)
    kept = folder / f"score-{floor.kind}-{Path(floor.gold).name.split('.')[0]}.json"
    kept.write_text(json.dumps(full, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return Result(floor=floor, measured=figure(full, floor.metric))


def table(results: Sequence[Result]) -> str:
    """The results as lines of plain text: name, figure, floor, and what to make of it."""
    width = max((len(r.floor.name) for r in results), default=4)
    lines = [f"{'':{width}}  measured  floor"]
    for r in results:
        verdict = "below its floor" if not r.holds else f"{r.measured - r.floor.floor:+.1f}"
        lines.append(f"{r.floor.name:{width}}  {r.measured:8.1f}  {r.floor.floor:5.1f}  {verdict}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every floor and print the table. Returns 0 when all hold, 1 when one does not, 2 when it cannot tell."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.gate", description="Hold the figures to their floors.")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep predictions and scores here")
    keep = parser.parse_args(arguments).keep
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            results = [measure(floor, folder) for floor in floors()]
        except GateError as error:
            print(error, file=sys.stderr)
            return 2
    print(table(results))
    return 0 if all(r.holds for r in results) else 1


if __name__ == "__main__":
    sys.exit(main())
