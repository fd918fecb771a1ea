"""Attributions against gold: source, cue, content, what was found, what was linked right, and what the confidence says.

A predicted attribution is *found* when its content and that of one gold attribution share half of their letters
(Jaccard), best pairs first; *linked* when its source and its cue also lie by half on the gold ones. Spans are *exact*
when they are the same without white space and marks at their edges. Intervals are of 1,000 resamplings of the documents
(Efron 1979); the expected calibration error is over ten bins of confidence (Guo et al. 2017).

    python -m evaluation.attributions                    the table, with the shipped model
    python -m evaluation.attributions --rules            by rules alone
    python -m evaluation.attributions --weights DIR      with other weights
    python -m evaluation.attributions --keep FILE        keep what was found and what was not, to compare with later
    python -m evaluation.attributions --against FILE     what was gained and lost since
    python -m evaluation.attributions --plot FILE.svg    the reliability plot of the docs
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import hearsay
from hearsay.annotate import annotate, framed
from hearsay.annotate.encoder import WEIGHTS, Encoder, processors
from hearsay.language.finds import mode_of
from hearsay.language.span_index import SpanIndex
from hearsay.model import Annotations
from hearsay.text import Span, trim

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DEV = SHARED / "attributions" / "dev.jsonl.gz"
ROLES = ("source", "cue", "content")
EDGE = " \t\r\n\u00a0\"“”'‘’«».,;:—–-"
RESAMPLINGS = 1000
BINS = 10
_PRONOUNS = frozenset("he she they it we i you who which that his her their its our my one this those these".split())

Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One attribution of gold or of a prediction, and how it fared."""

    document: str
    outlet: str
    mode: str
    source_kind: str
    content: tuple[tuple[int, int], ...]
    found: bool
    linked: bool
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One document: for each measure true and false positives and false negatives; its gold and predicted cases."""

    counts: Mapping[str, tuple[int, int, int]]
    gold: tuple[Case, ...]
    predicted: tuple[Case, ...]


def f1(counts: Iterable[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent.

    >>> f1([(1, 1, 0), (2, 0, 1)])
    (75.0, 75.0, 75.0)
    """
    tp, fp, fn = (sum(column) for column in zip(*counts, strict=True))
    p, r = 100 * tp / max(1, tp + fp), 100 * tp / max(1, tp + fn)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def score(row: Mapping[str, object], annotated: Annotations) -> Scored:
    """One gold document against what was found in it."""
    text, outlet, name = annotated.document.text, str(row.get("publisher")), str(row["id"])
    gold: list[Mapping[str, Spans]] = row["attributions"]  # type: ignore[assignment]
    top = [a for a in annotated.attributions if a.parent is None]
    predicted: list[Mapping[str, Spans]] = [{r: getattr(a, r) for r in ROLES} for a in top]
    counts: dict[str, tuple[int, int, int]] = {}
    for role in ROLES:
        want, got = ({trim(text, Span(*s), EDGE) for a in side for s in a[role]} for side in (gold, predicted))
        counts[role] = _counted(want, got)
        want_letters, got_letters = ({i for a in side for i in _letters(text, a[role])} for side in (gold, predicted))
        counts[f"{role} characters"] = _counted(want_letters, got_letters)
    pairs = _pairs([_letters(text, a["content"]) for a in gold], [_letters(text, a["content"]) for a in predicted])
    linked = {(i, j) for i, j in pairs if all(_fits(text, gold[i][r], predicted[j][r]) for r in ("source", "cue"))}
    for measure, right in (("found", len(pairs)), ("linked", len(linked))):
        counts[measure] = right, len(predicted) - right, len(gold) - right
    frame = framed(text)
    index = SpanIndex((q.span, q) for q in frame.quotations if q.depth == 0)

    def case(a: Mapping[str, Spans], confidence: float, *, found: bool, linked: bool) -> Case:
        content = tuple((s[0], s[1]) for s in a["content"])
        return Case(
            document=name,
            outlet=outlet,
            mode=mode_of(text, [Span(*s) for s in content], index),
            source_kind=_kind(text, a["source"]),
            content=content,
            found=found,
            linked=linked,
            confidence=confidence,
        )

    found_gold, found_predicted = {i for i, _ in pairs}, {j for _, j in pairs}
    linked_gold, linked_predicted = {i for i, _ in linked}, {j for _, j in linked}
    return Scored(
        counts=counts,
        gold=tuple(case(a, 1.0, found=i in found_gold, linked=i in linked_gold) for i, a in enumerate(gold)),
        predicted=tuple(
            case(a, top[j].confidence, found=j in found_predicted, linked=j in linked_predicted)
            for j, a in enumerate(predicted)
        ),
    )


def _counted(want: set[object] | set[int] | set[Span], got: set[object] | set[int] | set[Span]) -> tuple[int, int, int]:
    return len(want & got), len(got - want), len(want - got)


def _letters(text: str, spans: Spans) -> set[int]:
    return {i for s in spans for i in range(*trim(text, Span(*s), EDGE)) if not text[i].isspace()}


def _pairs(gold: Sequence[set[int]], predicted: Sequence[set[int]]) -> list[tuple[int, int]]:
    """One-to-one pairs that share half of their letters, best first."""
    at: dict[int, list[int]] = defaultdict(list)
    for j, letters in enumerate(predicted):
        for i in letters:
            at[i].append(j)
    ranked = []
    for i, letters in enumerate(gold):
        shared = Counter(j for letter in letters for j in at.get(letter, ()))
        ranked += [(-n / len(letters | predicted[j]), i, j) for j, n in shared.items()]
    left: set[int] = set()
    right: set[int] = set()
    out = []
    for value, i, j in sorted(ranked):
        if value <= -0.5 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((i, j))
    return out


def _fits(text: str, gold: Spans, predicted: Spans) -> bool:
    """Whether the predicted span lies by half or more on the gold one, or neither is there."""
    want, got = _letters(text, gold), _letters(text, predicted)
    return (not want and not got) or (bool(want) and 2 * len(want & got) >= max(1, len(got)))


def _kind(text: str, source: Spans) -> str:
    if not source:
        return "none"
    words = text[source[0][0] : source[0][1]].split()
    if words and words[0].casefold() in _PRONOUNS and len(words) <= 2:
        return "pronoun"
    return "name" if any(w[:1].isupper() for w in words[1:] or words) else "description"


def measure(gold: Path = DEV, encoder: Encoder | None = None) -> list[Scored]:
    """Annotate the documents of `gold` with `encoder`, or by rules alone, and score each."""
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    documents = {d.source_id: d for d in hearsay.read([gold]).documents}
    annotated = annotate([documents[r["id"]] for r in rows], encoder, threads=processors())
    return [score(row, a) for row, a in zip(rows, annotated, strict=True)]


def interval(scored: Sequence[Scored], name: str) -> tuple[float, float]:
    """Between which F1s of a measure 95 % of the resamplings of the documents lie."""
    dice = random.Random(20261122)
    found = sorted(f1([s.counts[name] for s in dice.choices(scored, k=len(scored))])[2] for _ in range(RESAMPLINGS))
    return found[int(0.025 * RESAMPLINGS)], found[int(0.975 * RESAMPLINGS) - 1]


def groups(scored: Sequence[Scored], by: str) -> Iterator[tuple[str, int, float, float]]:
    """For each value of a field of the cases: gold cases, recall of linked, precision of linked, in percent."""
    gold, predicted = ([c for s in scored for c in getattr(s, side)] for side in ("gold", "predicted"))
    for value in sorted({getattr(c, by) for c in gold}):
        mine = [c for c in gold if getattr(c, by) == value]
        theirs = [c for c in predicted if getattr(c, by) == value]
        recall, precision = (100 * sum(c.linked for c in side) / max(1, len(side)) for side in (mine, theirs))
        yield value, len(mine), recall, precision


def calibration(cases: Sequence[Case]) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error of "linked right", and for each bin the mean confidence, the share right, and how
    many.

    >>> flat = dict(document="", outlet="", mode="", source_kind="", content=(), found=True)
    >>> calibration([Case(linked=True, confidence=0.75, **flat), Case(linked=False, confidence=0.75, **flat)])
    (0.25, [(0.75, 0.5, 2)])
    """
    bins: dict[int, list[Case]] = defaultdict(list)
    for c in cases:
        bins[min(BINS - 1, int(c.confidence * BINS))].append(c)
    out = []
    for number in sorted(bins):
        mine = bins[number]
        out.append((sum(c.confidence for c in mine) / len(mine), sum(c.linked for c in mine) / len(mine), len(mine)))
    error = sum(n * abs(confidence - right) for confidence, right, n in out) / max(1, len(cases))
    return error, out


def table(scored: Sequence[Scored]) -> str:
    """The figures as plain text."""
    lines = [f"{'':20}{'P':>7}{'R':>7}{'F1':>7}   95 % of resamplings"]
    for name in scored[0].counts:
        p, r, f = f1([s.counts[name] for s in scored])
        low, high = interval(scored, name)
        lines.append(f"{name:20}{p:7.1f}{r:7.1f}{f:7.1f}   {low:.1f}–{high:.1f}")
    for by, title in (("mode", "by mode"), ("source_kind", "by source"), ("outlet", "by outlet")):
        lines.append(f"\n{title + ', linked':20}{'gold':>7}{'R':>7}{'P':>7}")
        lines += [f"{value:20}{n:7}{recall:7.1f}{precision:7.1f}" for value, n, recall, precision in groups(scored, by)]
    error, bins = calibration([c for s in scored for c in s.predicted])
    lines.append(f"\nexpected calibration error {error:.3f}\n{'confidence':>12}{'right':>8}{'of':>7}")
    lines += [f"{confidence:12.2f}{right:8.2f}{n:7}" for confidence, right, n in bins]
    return "\n".join(lines)


def changes(before: Mapping[str, bool], scored: Sequence[Scored]) -> str:
    """Which gold attributions were gained and lost, by document and place of their content."""
    now = kept(scored)
    lines = []
    for word, was in (("lost", True), ("gained", False)):
        changed = [key for key, linked in sorted(now.items()) if before.get(key) is was and linked is not was]
        lines += [f"{word} {len(changed)}", *(f"  {key}" for key in changed)]
    return "\n".join(lines)


def kept(scored: Sequence[Scored]) -> dict[str, bool]:
    """For each gold attribution, named by document and place of its content, whether it is linked right."""
    return {f"{c.document} {list(map(list, c.content))}": c.linked for s in scored for c in s.gold}


def plot(bins: Sequence[tuple[float, float, int]], error: float) -> str:
    """The reliability plot as SVG: confidence against the share right, a point a bin, its area the number."""
    most = max(n for _, _, n in bins)
    points = "".join(
        f'<circle cx="{40 + 320 * c:.1f}" cy="{340 - 320 * right:.1f}" r="{3 + 11 * (n / most) ** 0.5:.1f}">'
        f"<title>confidence {c:.2f}: {100 * right:.0f} % of {n} right</title></circle>"
        for c, right, n in bins
    )
    ticks = "".join(
        f'<text x="{40 + 320 * t / 10:.0f}" y="358" text-anchor="middle">.{t}</text>'
        f'<text x="32" y="{344 - 320 * t / 10:.0f}" text-anchor="end">.{t}</text>'
        for t in (2, 4, 6, 8)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 392" width="380" height="392" role="img" '
        'font-family="sans-serif" font-size="12">'
        f"<title>Reliability of the confidence of attributions: expected calibration error {error:.3f}</title>"
        '<rect width="380" height="392" fill="#fff"/>'
        '<path d="M40 20V340H360" fill="none" stroke="#666"/><path d="M40 340 360 20" stroke="#999" '
        f'stroke-dasharray="4 4"/><g fill="#1f5fa8" fill-opacity=".75">{points}</g><g fill="#333">{ticks}'
        '<text x="200" y="380" text-anchor="middle">confidence</text>'
        '<text x="46" y="16">share of attributions linked right</text></g></svg>\n'
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; see the top of this file."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.attributions", description="Score attributions.")
    parser.add_argument("--gold", type=Path, default=DEV)
    parser.add_argument("--rules", action="store_true", help="by rules alone")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="DIR", help="other weights than the shipped")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write what was linked right")
    parser.add_argument("--against", type=Path, metavar="FILE", help="what --keep wrote earlier")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write the reliability plot")
    chosen = parser.parse_args(arguments)
    if not chosen.gold.is_file():
        print(f"no gold at {chosen.gold}", file=sys.stderr)
        return 2
    scored = measure(chosen.gold, None if chosen.rules else Encoder(chosen.weights))
    print(table(scored))
    if chosen.against:
        print("\n" + changes(json.loads(chosen.against.read_text(encoding="utf-8")), scored))
    if chosen.keep:
        chosen.keep.write_text(json.dumps(kept(scored), indent=0) + "\n", encoding="utf-8")
    if chosen.plot:
        error, bins = calibration([c for s in scored for c in s.predicted])
        chosen.plot.write_text(plot(bins, error), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
