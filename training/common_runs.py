"""Makes ``src/hearsay/language/common_runs.bin``: the runs of six words that news pages say over and over.

    python -m training.common_runs ../shared/data/crawl/articles.jsonl.gz ../shared/data/crawl/more.jsonl.gz

A run is common when it stands in articles of six months or more: the furniture of a page ("all rights reserved …") and
the turns of phrase of the trade ("did not immediately respond to …"), while a story has its month. The table holds
hashes only, no words.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from zlib import crc32

import numpy as np

from hearsay.language.alignment import comparable
from hearsay.language.common_runs import SIZE
from hearsay.text import Span

TABLE = Path(__file__).resolve().parent.parent / "src" / "hearsay" / "language" / "common_runs.bin"
MONTHS = 6


def main(paths: list[str]) -> None:
    """Count the months of each run's hash and write those that have enough."""
    months: dict[str, int] = {}
    parts: list[np.ndarray] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if not article.get("published"):
                    continue
                month = months.setdefault(article["published"][:7], len(months))
                forms = comparable(article["text"], Span(0, len(article["text"])))[1]
                runs = {crc32(" ".join(forms[i : i + SIZE]).encode()) for i in range(len(forms) - SIZE + 1)}
                parts.append(np.fromiter(runs, dtype=np.uint64, count=len(runs)) << 16 | month)
        print(f"{path}: {len(parts)} articles so far", file=sys.stderr)
    both = np.unique(np.concatenate(parts))  # one a run and month
    hashes, counts = np.unique(both >> 16, return_counts=True)
    kept = hashes[counts >= MONTHS].astype("<u4")
    TABLE.write_bytes(kept.tobytes())
    print(f"{len(kept)} runs of {len(hashes)}; {TABLE.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
