"""How often each pattern of finding an attribution is right: the numbers behind `hearsay.language.finds.CONFIDENCE`.

    python -m evaluation.patterns ../shared/data/attributions/train.jsonl.gz

A find is right when its content overlaps by half (Jaccard of its letters and digits) one marked attribution that no
better find has taken. Finds inside another are left out, for the corpus marks the outermost only.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from typing import Any

from hearsay.annotate import attributions, segments
from hearsay.text import Span


def main(path: str) -> None:
    """Print pattern, finds, and the share that is right."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record: dict[str, Any] = json.loads(line)
            text = record["text"]
            paragraphs = segments.paragraphs(text)
            quotations = segments.quotations(text, paragraphs)
            sentences = segments.sentences(text, paragraphs, quotations)
            finds = [
                f
                for f in attributions.find(text, record["id"], paragraphs, sentences, quotations, ())
                if f.attribution.parent is None
            ]
            gold = [_letters(text, [Span(*s) for s in a["content"]]) for a in record["attributions"]]
            taken: set[int] = set()
            scored = []
            for n, f in enumerate(finds):
                found[f.pattern] += 1
                mine = _letters(text, f.attribution.content)
                scored += [(-len(mine & g) / len(mine | g), n, i) for i, g in enumerate(gold) if mine & g]
            done: set[int] = set()
            for score, n, i in sorted(scored):
                if -score >= 0.5 and n not in done and i not in taken:
                    done.add(n)
                    taken.add(i)
                    right[finds[n].pattern] += 1
    for pattern, n in found.most_common():
        print(f"{pattern:14} {n:6} {right[pattern] / n:.2f}")


def _letters(text: str, spans: list[Span] | tuple[Span, ...]) -> set[int]:
    return {i for s in spans for i in range(*s) if text[i].isalnum()}


if __name__ == "__main__":
    main(sys.argv[1])
