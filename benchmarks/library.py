"""What a library costs: adding against bare annotation, its size against the text, and how long a search takes.

    python -m benchmarks.library                      500 articles of the crawl, by rules
    python -m benchmarks.library --encoder            with the model
    python -m benchmarks.library --collate --more 20  the findings too, and what one more document costs then
    python -m benchmarks.library --articles 12000 --library postgresql://hearsay@127.0.0.1/empty

Bare annotation reads and annotates the same articles as `hearsay.trace` does; each way runs in a process of its own.
Searches are for words of the articles themselves, drawn from a seed: of one, two or three words, and half as many again
with a speaker.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar

import hearsay
from benchmarks.speed import CRAWL
from hearsay.annotate.encoder import processors, shipped
from hearsay.language.words import is_content, words
from hearsay.library import checking
from hearsay.library.collating import refreshed
from hearsay.library.looking import stories

AT = "2031-03-03T09:00:00+00:00"
SEARCHES = 1000

T = TypeVar("T")


def bare(source: str, rules: bool) -> float:
    """Seconds of reading and annotating alone."""
    if not rules:
        shipped()
    begin = time.perf_counter()
    hearsay.annotate(hearsay.read([source]).documents, rules=rules, threads=processors())
    return time.perf_counter() - begin


def adding(source: str, where: str, rules: bool) -> tuple[float, float]:
    """Seconds of adding, and the peak of memory in MiB."""
    if not rules:
        shipped()
    with hearsay.open_library(where, create=True) as library:
        begin = time.perf_counter()
        library.add([source], at=AT, rules=rules)
        seconds = time.perf_counter() - begin
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def again(source: str, where: str, rules: bool) -> float:
    """Seconds of adding what is there already."""
    with hearsay.open_library(where) as library:
        begin = time.perf_counter()
        library.add([source], at=AT, rules=rules)
        return time.perf_counter() - begin


def one_more(where: str, lines: Sequence[str], folder: str) -> list[tuple[float, float]]:
    """Seconds of annotating each by rules, and of adding it and finding anew what it touches beyond that."""
    out: list[tuple[float, float]] = []
    with hearsay.open_library(where) as library:
        reference = library.reference
        for number, line in enumerate(lines):
            file = Path(folder) / f"more{number}.jsonl"
            file.write_text(line, encoding="utf-8")
            begin = time.perf_counter()
            hearsay.annotate(hearsay.read([file]).documents, rules=True)
            plain = time.perf_counter() - begin
            begin = time.perf_counter()
            library.add([file], at=AT, rules=True)
            refreshed(library.store, reference)
            out.append((plain, time.perf_counter() - begin - plain))
    return out


def searches(where: str, texts: list[str], number: int) -> dict[str, list[float]]:
    """Milliseconds of each search, by kind."""
    chance = random.Random(0)
    out: dict[str, list[float]] = {"words": [], "words and speaker": []}
    with hearsay.open_library(where) as library:
        names = [n for h in library.search(of="attributions", limit=400).hits for n in h.speaker] or ["Lind"]
        for n in range(number + number // 2):
            its = [w.text for w in words(chance.choice(texts)) if is_content(w.lower) and len(w.lower) > 3]
            asked = " ".join(chance.sample(its, min(len(its), 1 + n % 3)))
            kind = "words" if n < number else "words and speaker"
            begin = time.perf_counter()
            library.search(asked, **({} if kind == "words" else {"speaker": chance.choice(names)}))
            out[kind].append(1000 * (time.perf_counter() - begin))
    return out


def alone(do: Callable[..., T], *arguments: object) -> T:
    """What `do` returns in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(do, *arguments).result()


def percentile(values: list[float], share: float) -> float:
    """The value that a share of all do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--encoder", action="store_true", help="with the model, not by rules alone")
    parser.add_argument("--library", help="where to make it; an empty database, or a file that is not there")
    parser.add_argument("--more", type=int, default=0, help="so many more documents, one at a time")
    parser.add_argument("--collate", action="store_true", help="make and keep the findings too, and time that")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/articles.jsonl"
        with gzip.open(CRAWL, "rt", encoding="utf-8") as crawl:
            Path(source).write_text("".join(islice(crawl, asked.articles)), encoding="utf-8")
            others = list(islice(crawl, asked.more))
        where = asked.library or f"{folder}/bench.library"
        texts = [d.text for d in hearsay.read([source]).documents]
        size = sum(len(t.encode()) for t in texts)

        rules = not asked.encoder
        plain = alone(bare, source, rules)
        added, peak = alone(adding, source, where, rules)
        print(f"{len(texts)} articles, {size} bytes of text, {'rules alone' if rules else 'with the model'}")
        print(f"bare annotation  {plain:8.1f} s")
        print(f"adding           {added:8.1f} s   {plain / added:.0%} of the speed, peak {peak:.0f} MiB")
        print(f"adding again     {alone(again, source, where, rules):8.1f} s")
        with hearsay.open_library(where) as library:
            print(f"size             {checking.stats(library.store).size / size:8.2f} times the text")
            if asked.collate:
                begin = time.perf_counter()
                refreshed(library.store, library.reference)
                print(f"findings made    {time.perf_counter() - begin:8.1f} s")
                begin = time.perf_counter()
                told = stories(library.store, library.reference)
                spent, most = time.perf_counter() - begin, len(told[0].documents)
                print(f"stories listed   {spent:8.1f} s, {len(told)}, {most} in one")
                begin = time.perf_counter()
                library.dossier(story=told[0].id)
                print(f"its dossier      {time.perf_counter() - begin:8.1f} s")
                print(f"size             {checking.stats(library.store).size / size:8.2f} times the text")
        if others:
            beyond = [b for _, b in alone(one_more, where, others, folder)]
            middle = percentile(beyond, 0.5)
            print(f"one more         {middle:8.2f} s median beyond its annotation, {max(beyond):.2f} s at most")
        for kind, values in searches(where, texts, SEARCHES).items():
            print(
                f"{kind:<17}{percentile(values, 0.5):6.1f} ms median, {percentile(values, 0.95):.1f} ms at 95% "
                f"of {len(values)} searches"
            )


if __name__ == "__main__":
    main()
