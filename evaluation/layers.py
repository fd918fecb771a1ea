"""Names and times against gold: what the encoder's other heads are worth.

Names: the mentions of persons and organisations in GUM dev whose head is a proper noun, whole span and type. Times:
the spans of WikiWars, and of the eighth of ``times/train`` that is not trained on; lenient when two spans touch, strict
when they are the same without white space and marks at their edges.

    python -m evaluation.layers
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.attributions import EDGE, SHARED, f1
from hearsay.annotate import framed, framed_words, times
from hearsay.annotate.encoder import Encoder, shipped
from hearsay.language.reading import Reading
from hearsay.language.seen import Seen, seen
from hearsay.text import Span, trim
from training.corpora import is_held_back, syntax

Counts = tuple[int, int, int]


def read(encoder: Encoder, texts: Sequence[str]) -> Iterator[tuple[int, Reading]]:
    """What the encoder makes of each text, with its number."""
    return encoder.read([(text, framed_words(text, framed(text))) for text in texts])


def shown(encoder: Encoder | None, texts: Sequence[str]) -> list[list[Seen]]:
    """What the encoder sees in each text; nothing without one."""
    out: list[list[Seen]] = [[] for _ in texts]
    for number, reading in read(encoder, texts) if encoder else ():
        out[number].append(seen(reading, texts[number]))
    return out


def name_counts(encoder: Encoder, path: Path) -> list[Counts]:
    """For each document of a GUM file: mentions that are names, exact span and type."""
    examples = list(syntax(path))
    out = []
    for example, its in zip(examples, shown(encoder, [e.text for e in examples]), strict=True):
        spans = example.words.spans
        gold = {
            (spans[m.words[0]].start, spans[m.words[1]].end, m.kind)
            for m in example.mentions
            if m.form == "name" and m.kind in ("person", "organisation")
        }
        found = {(*span, kind) for part in its for span, kind in part.names if kind in ("person", "organisation")}
        out.append((len(gold & found), len(found - gold), len(gold - found)))
    return out


def time_counts(encoder: Encoder | None, rows: Sequence[Mapping[str, object]]) -> tuple[list[Counts], list[Counts]]:
    """For each document, lenient and strict."""
    texts = [str(row["text"]) for row in rows]
    lenient, strict = [], []
    for row, text, its in zip(rows, texts, shown(encoder, texts), strict=True):
        frame = framed(text)
        found = [t.span for t in times.times("d", text, None, frame.sentences, its)]
        gold = [Span(*t["span"]) for t in row["times"]]  # type: ignore[attr-defined]
        lenient.append(_touching(gold, found))
        a, b = ({trim(text, s, EDGE) for s in side} for side in (gold, found))
        strict.append((len(a & b), len(b - a), len(a - b)))
    return lenient, strict


def _touching(gold: Sequence[Span], found: Sequence[Span]) -> Counts:
    """Spans paired one to one, in the order of the text, where they overlap."""
    pairs, left = 0, list(found)
    for span in gold:
        hit = next((f for f in left if f.overlaps(span)), None)
        if hit is not None:
            left.remove(hit)
            pairs += 1
    return pairs, len(found) - pairs, len(gold) - pairs


def held_back() -> list[Mapping[str, object]]:
    """The documents of ``times/train`` that are not trained on."""
    return [row for row in _rows(SHARED / "times" / "train.jsonl.gz") if is_held_back(str(row["id"]))]


def _rows(path: Path) -> list[Mapping[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> int:
    """Print the figures."""
    encoder = shipped()
    lines = [("names, exact span and type", name_counts(encoder, SHARED / "syntax" / "gum-dev.conllu.gz"))]
    for title, rows in (("WikiWars", _rows(SHARED / "times" / "wikiwars-dev.jsonl.gz")), ("held back", held_back())):
        for how, model in (("", encoder), (" by rules", None)):
            lenient, strict = time_counts(model, rows)
            lines += [(f"times, {title}{how}, lenient", lenient), (f"times, {title}{how}, strict", strict)]
    for title, counts in lines:
        p, r, f = f1(counts)
        print(f"{title:40}{p:7.1f}{r:7.1f}{f:7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
