"""How fast each step is, in how much memory, and how soon the command starts: ``make bench``.

Every set of inputs is measured in a process of its own, so that its peak memory is its own. Bytes are those of the
documents' text in UTF-8, the same for every step, so that steps compare. Times are of one run, by the wall clock; the
start of the command is the best of several.

    python -m benchmarks.speed                    the example cases and, where ../shared is there, 300 articles
    python -m benchmarks.speed --articles 3000    more of them; 0 leaves them out
    python -m benchmarks.speed PATH…              inputs of your own as one more set
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
CRAWL = ROOT.parent / "shared" / "data" / "crawl" / "articles.jsonl.gz"
STARTS = 7

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step over one set of inputs, and the wall-clock seconds it took."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A set of inputs: how many documents, how many bytes of text, its steps, its peak memory in MiB."""

    name: str
    documents: int
    text_bytes: int
    steps: tuple[Step, ...]
    peak_mib: float


def timed(do: Callable[[], T]) -> tuple[T, float]:
    """What `do` returns, and the seconds it took."""
    begin = time.perf_counter()
    made = do()
    return made, time.perf_counter() - begin


def measure(name: str, paths: Sequence[str]) -> Measured:
    """Read, annotate and collate `paths` one after the other; then trace them whole. The first step carries the
    loading of whatever it imports, as it does in a user's run."""
    import hearsay

    reading, read = timed(lambda: hearsay.read(paths))
    annotations, annotate = timed(lambda: hearsay.annotate(reading.documents))
    _, collate = timed(lambda: hearsay.collate(annotations))
    _, trace = timed(lambda: hearsay.trace(paths))
    return Measured(
        name=name,
        documents=len(reading.documents),
        text_bytes=sum(len(d.text.encode()) for d in reading.documents),
        steps=tuple(
            Step(name=step, seconds=seconds)
            for step, seconds in (("read", read), ("annotate", annotate), ("collate", collate), ("trace", trace))
        ),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def first_articles(count: int, folder: Path) -> Path:
    """A JSONL file with the first `count` articles of the crawl, made in `folder`."""
    out = folder / f"crawl-{count}.jsonl"
    with gzip.open(CRAWL, "rt", encoding="utf-8") as lines, out.open("w", encoding="utf-8") as chosen:
        chosen.writelines(islice(lines, count))
    return out


def start_up(*arguments: str) -> float:
    """Seconds from starting the installed command with `arguments` until it ends: the best of several."""
    command = [str(Path(sys.executable).with_name("hearsay")), *arguments]

    def once() -> float:
        return timed(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))[1]

    return min(once() for _ in range(STARTS))


def table(sets: Sequence[Measured]) -> str:
    """The figures as lines of plain text, a block for each set."""
    lines = []
    for s in sets:
        lines.append(
            f"{s.name}: {s.documents:,} documents, {s.text_bytes / 1e6:.2f} MB of text, peak {s.peak_mib:.0f} MiB"
        )
        for step in s.steps:
            seconds = max(step.seconds, 1e-9)
            lines.append(
                f"  {step.name:<9}{step.seconds:9.2f} s{s.documents / seconds:11,.1f} documents/s"
                f"{s.text_bytes / seconds / 1e3:11,.1f} kB/s"
            )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the table, and with ``--json FILE`` keep the figures. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="How fast, in how much memory.")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="inputs of your own, measured as one set")
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="articles of the crawl (default 300)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here as well")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch:
        sets = {path.name: [str(path)] for path in sorted((ROOT / "examples").iterdir()) if path.is_dir()}
        if chosen.articles and CRAWL.is_file():
            sets[f"crawl, first {chosen.articles:,}"] = [str(first_articles(chosen.articles, Path(scratch)))]
        elif chosen.articles:
            print("no crawl in ../shared/data/crawl: measured without it\n", file=sys.stderr)
        if chosen.paths:
            sets["your own"] = chosen.paths
        measured = [apart(name, paths) for name, paths in sets.items()]
    starts = {command: start_up(*command.split()) for command in ("--help", "trace --help")}
    print(table(measured))
    print("start-up: " + ", ".join(f"hearsay {command} {seconds:.3f} s" for command, seconds in starts.items()))
    if chosen.json:
        figures = [
            {
                "name": m.name,
                "documents": m.documents,
                "text_bytes": m.text_bytes,
                "peak_mib": round(m.peak_mib, 1),
                "seconds": {step.name: round(step.seconds, 3) for step in m.steps},
            }
            for m in measured
        ]
        chosen.json.write_text(json.dumps({"sets": figures, "start_up": starts}, indent=1) + "\n", encoding="utf-8")
    return 0


def apart(name: str, paths: Sequence[str]) -> Measured:
    """`measure` in a fresh process."""
    with ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, name, list(paths)).result()


if __name__ == "__main__":
    sys.exit(main())
