"""Whether findings depend on the order in which documents come: `python -m evaluation.orders`.

The documents of ``../shared/data/events`` are added to a library in several random orders, some of them twice, some
forgotten and let in again, the findings made anew after every so many; at the end they have to be those of all
documents laid side by side at once. With `--each` they are made anew after each document.
"""

from __future__ import annotations

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import sqlalchemy as sa

import hearsay
from hearsay.library import Library, schema, takedown
from hearsay.library.collating import refreshed
from hearsay.model import Collation

EVENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "events" / "documents.jsonl.gz"
AT, LATER = "2031-03-03T09:00:00+00:00", "2031-09-09T09:00:00+00:00"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--documents", type=int, default=None, help="only so many")
    parser.add_argument("--each", action="store_true", help="find anew after each document")
    parser.add_argument("--encoder", action="store_true", help="with the model, not by rules alone")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        files = _files(Path(folder), asked.documents)
        whole = hearsay.collate(hearsay.annotate(hearsay.read(files).documents, rules=not asked.encoder))
        print(f"{len(files)} documents, {len(whole.stories)} stories, {len(whole.utterances)} utterances at once")
        differ = 0
        for seed in range(asked.orders):
            begin = time.process_time()
            with hearsay.open_library(f"{folder}/{seed}.library", create=True) as library:
                _fill(library, files, random.Random(seed), each=asked.each, rules=not asked.encoder)
                other = _differing(library.findings().collation, whole)
            spent = time.process_time() - begin
            print(
                f"order {seed}: {'the same' if not other else 'differs in ' + ', '.join(other)}; {spent:.0f} s of CPU"
            )
            differ += bool(other)
    sys.exit(1 if differ else 0)


def _files(folder: Path, most: int | None) -> list[Path]:
    out = []
    with gzip.open(EVENTS, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(list(lines)[:most]):
            file = folder / f"{number:04}.jsonl"
            file.write_text(line, encoding="utf-8")
            out.append(file)
    return out


def _fill(library: Library, files: Sequence[Path], chance: random.Random, *, each: bool, rules: bool) -> None:
    for file in chance.sample(files, len(files)):
        library.add([file], at=AT, rules=rules)
        if chance.random() < 0.1:
            library.add([file], at=LATER, rules=rules)
        if each or chance.random() < 0.1:
            refreshed(library.store, library.reference)
        if chance.random() < 0.05:
            d = schema.documents
            with library.store.reading() as connection:
                known = connection.execute(sa.select(d.c.id, d.c.sha256).order_by(d.c.number)).all()
            one = chance.choice(known)
            library.forget(one.id, reason="asked", at=AT)
            takedown.lift(library.store, one.sha256, reason="agreed", at=LATER)
    library.add(files, at=LATER, rules=rules)


def _differing(found: Collation, whole: Collation) -> list[str]:
    return [f.name for f in fields(Collation) if getattr(found, f.name) != getattr(whole, f.name)]


if __name__ == "__main__":
    main()
