"""What annotation costs beside the encoder it runs: ``make bench`` prints it after the speed of each step.

The same windows go through a bare ``session.run`` and, as documents, through `annotate` with its heads, decoding and
rules; the share is the bare time over the whole. Each figure is of one run in this process, by the wall clock; peak
memory is the process's own, so the articles are read, not kept.

    python -m benchmarks.encoder --articles 200
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import CRAWL, first_articles, timed
from hearsay.annotate import annotate, framed, framed_words
from hearsay.annotate.encoder import Encoder
from hearsay.model import Document
from hearsay.readers import read


def bare(model: Encoder, documents: Sequence[Document], at_once: int = 4) -> float:
    """Seconds of the session alone over the windows of `documents`, grouped as `annotate` groups them."""
    seconds = 0.0
    for start in range(0, len(documents), at_once):
        texts = [(d.text, framed_words(d.text, framed(d.text))) for d in documents[start : start + at_once]]
        for feeds in model.feeds(texts):
            _, spent = timed(lambda feeds=feeds: model.run(feeds))  # type: ignore[misc]
            seconds += spent
    return seconds


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns the exit status: 1 where there are no articles."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.encoder", description="The encoder, bare and in use.")
    parser.add_argument("--articles", type=int, default=200, metavar="N", help="of the crawl (default 200)")
    count = parser.parse_args(arguments).articles
    if not CRAWL.is_file():
        print("no articles: ../shared is not there", file=sys.stderr)
        return 1
    model, load = timed(Encoder)
    with tempfile.TemporaryDirectory() as folder:
        documents = [d for d in read([first_articles(count, Path(folder))]).documents if d.english]
    annotate(documents[:8], model)  # what is loaded late is loaded now
    session = bare(model, documents)
    _, rules = timed(lambda: annotate(documents))
    _, one = timed(lambda: annotate(documents, model, threads=1))
    _, two = timed(lambda: annotate(documents, model, threads=2))
    characters = sum(len(d.text) for d in documents) / len(documents)
    print(f"{len(documents)} English articles of {characters:,.0f} characters on average; model loaded in {load:.2f} s")
    for name, seconds in (("rules alone", rules), ("bare session", session), ("annotate", one), ("2 threads", two)):
        print(f"  {name:14}{seconds:8.2f} s{len(documents) / seconds:9.2f} documents/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  share of the bare rate {session / one:.2f}; 2 threads {one / two:.2f} × 1; peak {peak:.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
