"""Aligning words: runs that two texts share, and the word-level difference of two renditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from hearsay.language.words import Word, compared, lower, printed_words, words
from hearsay.model import DifferenceOp
from hearsay.text import Span


class Run(NamedTuple):
    """A run of words that two sequences share: where it begins in each, and how long it is."""

    a: int
    b: int
    size: int


def comparable(text: str, span: Span) -> tuple[tuple[Word, ...], tuple[str, ...]]:
    """The words of a span, punctuation left out, and the form in which each is compared. "Per cent" is one word."""
    kept: list[Word] = []
    for w in words(text, span):
        if kept and w.lower == "cent" and kept[-1].lower == "per":
            kept[-1] = Word(Span(kept[-1].span.start, w.span.end), "percent", "percent")
        elif w.is_word or w.text == "&":
            kept.append(w)
    return tuple(kept), tuple(compared(w.text) for w in kept)


def word_forms(text: str, span: Span) -> tuple[str, ...]:
    """The forms of the words of a span, as `comparable` gives them."""
    return tuple(form for _, _, form in placed_forms(text, span))


def placed_forms(text: str, span: Span) -> list[tuple[int, str, str]]:
    """For each word of a span where it begins, the word in lower case, and the form in which it is compared; as
    `comparable`, but cheaper."""
    out: list[tuple[int, str, str]] = []
    for start, printed in printed_words(text, span):
        plain = lower(printed)
        if plain == "cent" and out and out[-1][1] == "per":
            out[-1] = (out[-1][0], "percent", "percent")
        else:
            out.append((start, plain, compared(printed)))
    return out


def grams(sequence: Sequence[str], size: int) -> Mapping[tuple[str, ...], list[int]]:
    """Each run of `size` words with the places where it begins."""
    out: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(sequence) - size + 1):
        out[tuple(sequence[i : i + size])].append(i)
    return out


def keys(sequence: Sequence[str], size: int) -> Iterator[int]:
    """A number of 64 bits for each run of `size` words, in order; in practice only the same words have the same."""
    for i in range(len(sequence) - size + 1):
        run = " ".join(sequence[i : i + size]).encode()
        yield int.from_bytes(blake2b(run, digest_size=8).digest(), "big")


def runs(
    a: Sequence[str], b: Sequence[str], least: int, index: Mapping[tuple[str, ...], list[int]] | None = None
) -> tuple[Run, ...]:
    """Runs of at least `least` words that `a` shares with `b`, greedily longest from left to right in `a`.

    `index` is ``grams(b, least)``, when already made. Work grows with the lengths, not with their product.

    >>> runs("x the lease is ours y".split(), "so the lease is ours".split(), 3)
    (Run(a=1, b=1, size=4),)
    """
    index = grams(b, least) if index is None else index
    out: list[Run] = []
    i = 0
    while i <= len(a) - least:
        best = Run(i, 0, 0)
        for j in index.get(tuple(a[i : i + least]), ())[:20]:
            size = least
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            if size > best.size:
                best = Run(i, j, size)
        if best.size:
            out.append(best)
            i += best.size
        else:
            i += 1
    return tuple(out)


def closed_up(a: Sequence[str], b: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The words of `a`, two that `b` writes as one closed up to one; each with how many words of `a` it stands for.

    >>> closed_up("the work force left".split(), "our workforce".split())
    (('the', 1), ('workforce', 2), ('left', 1))
    """
    have = set(b)
    out: list[tuple[str, int]] = []
    at = 0
    while at < len(a):
        both = "".join(a[at : at + 2])
        if at + 1 < len(a) and both in have and (a[at] not in have or a[at + 1] not in have):
            out.append((both, 2))
            at += 2
        else:
            out.append((a[at], 1))
            at += 1
    return tuple(out)


def shared_words(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence of words."""
    return int(Indel.normalized_similarity(a, b) * (len(a) + len(b)) / 2 + 0.5)


class Step(NamedTuple):
    """One step of a difference, as half-open ranges of words of each side."""

    op: DifferenceOp
    a: tuple[int, int]
    b: tuple[int, int]


def steps(a: Sequence[str], b: Sequence[str]) -> tuple[Step, ...]:
    """How `a` (the rendition) comes from `b` (its witness), word by word, equal runs included.

    >>> [s.op for s in steps("we will go".split(), "we could go now".split())]
    ['same', 'replaced', 'same', 'dropped']
    """
    names: dict[str, DifferenceOp] = {"equal": "same", "replace": "replaced", "delete": "dropped", "insert": "added"}
    out = []
    for op in Levenshtein.opcodes(b, a):
        out.append(Step(names[op.tag], (op.dest_start, op.dest_end), (op.src_start, op.src_end)))
    return tuple(out)


def subsequence(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether all of `short` stands in `long` in the same order, with or without words between."""
    rest = iter(long)
    return all(word in rest for word in short)


def contiguous(short: Sequence[str], long: Sequence[str]) -> int | None:
    """Where `short` stands in `long` without a gap; ``None`` if nowhere."""
    if not short:
        return None
    for i in range(len(long) - len(short) + 1):
        if long[i] == short[0] and tuple(long[i : i + len(short)]) == tuple(short):
            return i
    return None
