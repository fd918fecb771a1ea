"""Sigla: each document's letter, copies primed; story by story, the largest first, each in the order of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, product
from string import ascii_uppercase

from hearsay.language.records import RECORD_KINDS
from hearsay.model import Annotations, Copy, Story, Witness


def witnesses(
    annotations: Mapping[str, Annotations], stories: Sequence[Story], copies: Sequence[Copy]
) -> tuple[Witness, ...]:
    """A witness for every document, sorted by document. A reprint has its source's letter with a prime."""
    letters = _letters()
    parent = {c.document: c.of for c in copies if c.kind == "reprint" and c.of is not None}
    out: dict[str, Witness] = {}
    primes: dict[str, int] = {}

    def order(document: str) -> tuple[bool, str, str]:
        d = annotations[document].document
        return (d.kind not in RECORD_KINDS, d.published or "~", d.source_id)

    def stem(document: str, seen: frozenset[str] = frozenset()) -> str | None:
        above = parent.get(document)
        while above is not None and above in parent and above not in seen:
            seen |= {above}
            above = parent[above]
        return above

    for story in sorted(stories, key=lambda s: (-len(s.documents), min(order(d) for d in s.documents), s.id)):
        first = sorted((d for d in story.documents if stem(d) is None or stem(d) == d), key=order)
        for document in first:
            out[document] = Witness(document=document, siglum=next(letters), story=story.id)
        for document in sorted((d for d in story.documents if d not in out), key=order):
            source = stem(document)
            base = out[source].siglum if source in out else None
            if base is None:
                out[document] = Witness(document=document, siglum=next(letters), story=story.id)
                continue
            primes[base] = primes.get(base, 0) + 1
            mark = "′" * primes[base] if primes[base] <= 3 else f"′{primes[base]}"
            out[document] = Witness(document=document, siglum=base + mark, story=story.id)
    return tuple(out[d] for d in sorted(out))


def _letters() -> Iterator[str]:
    """A to Z, then AA, AB and on."""
    for size in count(1):
        for letters in product(ascii_uppercase, repeat=size):
            yield "".join(letters)
