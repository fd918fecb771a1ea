"""Fit what the confidence of an attribution is made of (`hearsay.language.likelihood`), and say how well it holds.

A logistic regression with a small ridge, by Newton's method, on the signs of what the encoder ties together in PolNeAR
dev, "right" being linked right by the measure of `evaluation.attributions`. Five parts of the documents are each
predicted from the other four: the expected calibration error of those predictions is what a new text can count on.

    python -m evaluation.likelihood [--weights DIR]      print weights and base to be written into likelihood.py
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import hearsay
from evaluation.attributions import BINS, DEV, Case, calibration, score
from evaluation.layers import shown
from hearsay.annotate import attributions, framed
from hearsay.annotate.encoder import WEIGHTS, Encoder
from hearsay.language import likelihood, tied_finds
from hearsay.model import Annotations

Numbers = NDArray[np.float64]
RIDGE = 1.0
PARTS = 5


def gathered(encoder: Encoder) -> tuple[Numbers, Numbers, NDArray[np.int64], list[Case]]:
    """For each find of the encoder in dev that stands in no other: its signs, whether it is right, its document's part;
    and its case."""
    with gzip.open(DEV, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    documents = {d.source_id: d for d in hearsay.read([DEV]).documents}
    chosen = [documents[r["id"]] for r in rows]
    signs: list[tuple[float, ...]] = []
    cases: list[Case] = []
    parts: list[int] = []
    for row, document, its in zip(rows, chosen, shown(encoder, [d.text for d in chosen]), strict=True):
        f = framed(document.text)
        finds = attributions.find(
            document.text, document.id, f.paragraphs, f.sentences, f.quotations, document.zones, its
        )
        top = [find for find in finds if find.attribution.parent is None]
        annotated = Annotations(
            document=document,
            paragraphs=f.paragraphs,
            sentences=f.sentences,
            quotations=f.quotations,
            attributions=tuple(find.attribution for find in top),
        )
        part = int(sha256(row["id"].encode()).hexdigest(), 16) % PARTS
        for find, case in zip(top, score(row, annotated).predicted, strict=True):
            if find.signs:
                signs.append(find.signs)
                cases.append(case)
                parts.append(part)
    return np.array(signs), np.array([float(c.linked) for c in cases]), np.array(parts), cases


def fit(signs: Numbers, right: Numbers) -> tuple[Numbers, float]:
    """Weights and base of the regression."""
    x = np.column_stack((signs, np.ones(len(signs))))
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 0.0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (right - p) - ridge * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        w = w + np.linalg.solve(curve, slope)
    return w[:-1], float(w[-1])


def chances(signs: Numbers, weights: Numbers, base: float) -> Numbers:
    """What the regression predicts."""
    out: Numbers = 1 / (1 + np.exp(-(signs @ weights + base)))
    return out


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, and print."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.likelihood", description="Fit the confidence.")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, metavar="DIR")
    encoder = Encoder(parser.parse_args(arguments).weights)
    tied_finds.LEAST = 0.0
    signs, right, parts, cases = gathered(encoder)
    held = np.zeros(len(right))
    for part in range(PARTS):
        weights, base = fit(signs[parts != part], right[parts != part])
        held[parts == part] = chances(signs[parts == part], weights, base)
    error, bins = calibration([replace(c, confidence=float(p)) for c, p in zip(cases, held, strict=True)])
    print(f"{len(right)} attributions, {100 * right.mean():.1f} % right; on documents not fitted on: error {error:.3f}")
    for confidence, share, n in bins:
        print(f"{confidence:8.2f}{share:8.2f}{n:7}")
    print(f"\nof {BINS} bins; the best least likelihood, by F1 of linked over those kept:")
    for least in np.arange(0.0, 0.6, 0.05):
        keep = held >= least
        print(f"  {least:.2f}  kept {keep.sum():5}  right {right[keep].sum():5.0f}")
    weights, base = fit(signs, right)
    print("\n" + "\n".join(f"{name:18}{w:8.3f}" for name, w in zip(likelihood.SIGNS, weights, strict=True)))
    print(f"WEIGHTS = ({', '.join(f'{w:.3f}' for w in weights)})\nBASE = {base:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
