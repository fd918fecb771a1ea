"""Makes ``src/hearsay/language/word_weights.tsv``: in how many of a fixed set of articles each word stands.

    python -m training.word_weights ../shared/data/crawl/articles.jsonl.gz

The table is shipped so that the weight of a word is the same whatever documents are at hand. It holds counts only; a
word in fewer than 20 articles is left out, so that no rare word of an article is carried over.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from hearsay.language.word_weights import stem
from hearsay.language.words import is_content, words

TABLE = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "language" / "word_weights.tsv"
LEAST = 20


def main(path: str) -> None:
    """Count and write the table."""
    counts: Counter[str] = Counter()
    total = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            total += 1
            counts.update({stem(w.lower) for w in words(json.loads(line)["text"]) if is_content(w.lower)})
    kept = sorted((w, n) for w, n in counts.items() if n >= LEAST and w.isalpha())
    with TABLE.open("w", encoding="utf-8") as out:
        out.write(f"# Articles that hold each word stem, of {total}; made by training/word_weights.py. Counts only.\n")
        out.writelines(f"{w}\t{n}\n" for w, n in kept)
    print(f"{len(kept)} stems of {total} articles", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
