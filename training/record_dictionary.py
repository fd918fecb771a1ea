"""Makes ``src/hearsay/library/records.dictionary``: what zstd packs the records of a library beside.

    python -m training.record_dictionary

It is trained on the records of the example cases of this project, so it holds none of anybody else's words. Libraries
hold records that are packed beside it: once released it is never changed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import zstandard

import hearsay
from hearsay.library import codec

ROOT = Path(__file__).resolve().parent.parent
DICTIONARY = ROOT / "src" / "hearsay" / "library" / "records.dictionary"
SIZE = 12 << 10  # bytes; more of it gained nothing on 600 articles
# Bytes of a sample, and how often it counts: a library has as much of documents as of annotations.
DOCUMENTS, ANNOTATIONS, FINDINGS = (512, 5), (2048, 1), (1024, 1)


def main() -> None:
    """Annotate and collate the examples, and write the dictionary."""
    with chdir(ROOT):  # documents are called by the path that was given, which is to be the same everywhere
        found = hearsay.trace(["examples"]).collation
    documents = [codec.dumped(codec.as_json(a.document)) for a in found.annotations]
    bare = [{k: v for k, v in codec.as_json(a).items() if k != "document"} for a in found.annotations]
    annotations = [codec.dumped(one) for one in bare]
    findings = codec.dumped(codec.as_json(replace(found, annotations=(), witnesses=(), entities=(), attributions=())))
    samples: list[bytes | bytearray | memoryview[int]] = [
        *_cut(documents, *DOCUMENTS),
        *_cut(annotations, *ANNOTATIONS),
        *_cut([findings], *FINDINGS),
    ]
    made = zstandard.train_dictionary(SIZE, samples)
    DICTIONARY.write_bytes(made.as_bytes())
    print(f"{len(made.as_bytes())} bytes from {len(samples)} samples, its number {made.dict_id()}", file=sys.stderr)


def _cut(records: Sequence[bytes], size: int, times: int) -> list[bytes]:
    return [r[at : at + size] for r in records for at in range(0, len(r), size)] * times


if __name__ == "__main__":
    main()
