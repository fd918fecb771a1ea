"""One pass of the shipped model over a text; every learned layer reads its output.

A text of any length is read in windows that overlap; each word is taken from the window in which it stands farthest
from an edge. Windows of several texts go through the network side by side, and what a window yields does not depend on
its neighbours: the scales of the eight-bit layers are fixed, and padding is masked everywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from hearsay.errors import WeightsError
from hearsay.language.heads import HEADS, Numbers
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores
from hearsay.language.wordpieces import Words

WEIGHTS = Path(__file__).parent.parent / "weights"
FORMAT = 1
FILES = ("encoder.onnx", "roles.onnx", "pairs.onnx", "tokenizer.json")

MOST_PIECES = 510  # of a window; [CLS] and [SEP] come to these
OVERLAP = 96  # pieces that a window shares with the next
LONGEST_WORD = 8  # pieces; of longer "words" (addresses, codes) the first say enough
PART = 6_000  # words that are read at once: what keeps memory flat on a book
_BATCH = 1024  # pieces with padding that go through the network side by side
_STRETCH = 64
_CLS, _SEP, _UNK = 101, 102, 100
_VECTORS = ("role_words", "cue_firsts", "cue_lasts", "mentions")


@dataclass(frozen=True, slots=True)
class Window:
    """The words `first` to `end` (excluded) of one text, of which `core` are taken from here."""

    text: int
    first: int
    end: int
    core: tuple[int, int]
    pieces: int


class Encoder:
    """The shipped model, loaded once; `read` may be called from several threads at a time."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load the weights in `folder`.

        Raises `WeightsError`, naming the file, where one is missing, damaged or of another version.
        """
        self.version = _checked(folder)
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # threads share documents out, not sums
        options.log_severity_level = 3

        def session(name: str) -> Any:
            try:
                return onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            except Exception as error:
                raise WeightsError(folder / name, f"cannot be loaded: {error}") from error

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._encoder = session("encoder.onnx")
        self._roles = session("roles.onnx")
        self._pairs = session("pairs.onnx")

    def read(self, texts: Sequence[tuple[str, Words]]) -> Iterator[tuple[int, Reading]]:
        """Each reading with the number of its text, in order: one a text, or one a part where the text is a book.

        A text without words has none. Parts are read as they are asked for, so that memory does not grow with a book.
        """
        group: list[tuple[int, Words]] = []
        for part in ((number, part) for number, (_, its) in enumerate(texts) for part in divided(its)):
            if group and sum(len(p.spans) for _, p in (*group, part)) > PART:
                yield from self._group(texts, group)
                group = []
            group.append(part)
        if group:
            yield from self._group(texts, group)

    def _group(
        self, texts: Sequence[tuple[str, Words]], group: Sequence[tuple[int, Words]]
    ) -> Iterator[tuple[int, Reading]]:
        made = self._parts([(texts[number][0], part) for number, part in group])
        return zip((number for number, _ in group), made, strict=True)

    def _parts(self, texts: Sequence[tuple[str, Words]]) -> list[Reading]:
        columns: list[dict[str, Scores]] = [{} for _ in texts]
        pieces = [self.pieces(text, its) for text, its in texts]
        for group in self._groups(texts, pieces):
            made = self.run(feed([(w, texts[w.text][1], pieces[w.text]) for w in group]))
            for name, values in made.items():
                for row, window in enumerate(group):
                    its = columns[window.text]
                    if name not in its:
                        its[name] = np.empty((len(pieces[window.text]), values.shape[2]), np.float32)
                    start, end = window.core
                    its[name][start:end] = values[row, start - window.first : end - window.first]
        return [self._reading(its, found) for (_, its), found in zip(texts, columns, strict=True)]

    def _groups(
        self, texts: Sequence[tuple[str, Words]], pieces: Sequence[Sequence[Sequence[int]]]
    ) -> Iterator[list[Window]]:
        cut = [w for n, (_, its) in enumerate(texts) for w in windows(n, [len(p) for p in pieces[n]], its.sentences)]
        return _batches(cut)

    def feeds(self, texts: Sequence[tuple[str, Words]]) -> Iterator[dict[str, Numbers]]:
        """What goes through the network for texts that are read together."""
        pieces = [self.pieces(text, its) for text, its in texts]
        for group in self._groups(texts, pieces):
            yield feed([(w, texts[w.text][1], pieces[w.text]) for w in group])

    def run(self, columns: dict[str, Numbers]) -> dict[str, Scores]:
        """One pass of the network: by output, windows × words × values."""
        made = self._encoder.run(None, columns)
        return {output.name: values for output, values in zip(self._encoder.get_outputs(), made, strict=True)}

    def pieces(self, text: str, its: Words) -> list[list[int]]:
        """The numbers of the word pieces of each word."""
        return pieces(self._tokenizer, text, its)

    def _reading(self, its: Words, columns: Mapping[str, Scores]) -> Reading:
        return Reading(
            words=its,
            heads={name: columns[name] for name in HEADS if name in columns},
            roles=self._score_roles,
            pairs=self._score_pairs,
            **{name: columns[name] for name in _VECTORS},
        )

    def _score_roles(
        self, words: Scores, at: Numbers, cues: Scores, distance: Numbers, sentence: Numbers, paragraph: Numbers
    ) -> Scores:
        columns = {
            "words": words, "at": at, "cues": cues, "distance": distance, "sentence": sentence, "paragraph": paragraph,
        }  # fmt: skip
        scores: Scores = self._roles.run(None, columns)[0]
        return scores

    def _score_pairs(self, later: Scores, earlier: Scores, distance: Numbers) -> Scores:
        scores: Scores = self._pairs.run(None, {"later": later, "earlier": earlier, "distance": distance})[0]
        return scores


@cache
def shipped() -> Encoder:
    """The model that ships with hearsay, loaded at the first call. Raises `WeightsError`."""
    return Encoder()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def pieces(tokenizer: Any, text: str, its: Words) -> list[list[int]]:
    """The numbers of the word pieces of each word, by a tokenizer of the `tokenizers` library."""
    done = tokenizer.encode([text[a:b] for a, b in its.spans], is_pretokenized=True, add_special_tokens=False)
    out: list[list[int]] = [[] for _ in its.spans]
    for piece, word in zip(done.ids, done.word_ids, strict=True):
        if len(out[word]) < LONGEST_WORD:
            out[word].append(piece)
    return [p or [_UNK] for p in out]


def feed(group: Sequence[tuple[Window, Words, Sequence[Sequence[int]]]]) -> dict[str, Numbers]:
    """The network's inputs for windows side by side: each with the words and the pieces of its whole text."""
    # Sums over a row go by stretches of 16 or 64: with whole stretches, more padding adds nothing but zeros to the same
    # sums, and the last bit of a window does not depend on the longest of its group.
    length = -(-(max(w.pieces for w, _, _ in group) + 2) // _STRETCH) * _STRETCH
    width = max(w.end - w.first for w, _, _ in group)
    out = {name: np.zeros((len(group), length), np.int64) for name in ("pieces", "shapes", "quotes", "gaps")}
    firsts = np.zeros((len(group), width), np.int64)
    for row, (window, its, its_pieces) in enumerate(group):
        at = slice(window.first, window.end)
        sizes = np.array([len(p) for p in its_pieces[at]])
        end = int(sizes.sum()) + 1
        out["pieces"][row, : end + 1] = [_CLS, *(p for word in its_pieces[at] for p in word), _SEP]
        for name, values in (("shapes", its.shapes), ("quotes", its.quotes), ("gaps", its.gaps)):
            out[name][row, 1:end] = np.array(values[at]).repeat(sizes)
        firsts[row, : len(sizes)] = 1 + np.concatenate(([0], sizes.cumsum()[:-1]))
    out["lengths"] = np.array([w.pieces + 2 for w, _, _ in group])
    out["firsts"] = firsts
    out["counts"] = np.array([w.end - w.first for w, _, _ in group])
    return out


def windows(text: int, sizes: Sequence[int], sentences: Sequence[int]) -> Iterator[Window]:
    """The windows of a text whose words have `sizes` pieces and stand in `sentences`.

    A window ends with a sentence where it can; the next begins a sentence, some `OVERLAP` pieces before that end.
    """
    ends = np.concatenate(([0], np.cumsum(sizes)))
    n = len(sizes)
    starts = [0, *(i for i in range(1, n) if sentences[i] != sentences[i - 1])]
    first = core = 0
    while first < n:
        most = int(bisect_right(ends, ends[first] + MOST_PIECES)) - 1
        end = max(first + 1, min(n, most))
        if end < n:
            cut = starts[bisect_right(starts, end) - 1]
            if ends[cut] - ends[first] > MOST_PIECES - 150:
                end = cut
        if end >= n:
            yield Window(text, first, n, (core, n), int(ends[n] - ends[first]))
            return
        back = int(bisect_left(ends, ends[end] - OVERLAP))
        following = starts[bisect_right(starts, back) - 1]
        if following <= first or ends[end] - ends[following] > 2 * OVERLAP:
            following = max(first + 1, back)
        middle = int(bisect_left(ends, (ends[following] + ends[end]) / 2))
        middle = min(max(middle, following, core), end)
        yield Window(text, first, end, (core, middle), int(ends[end] - ends[first]))
        first, core = following, middle


def divided(its: Words) -> Iterator[Words]:
    """The words of a text in parts of at most `PART`, cut between paragraphs where there are any."""
    n = len(its.spans)
    start = 0
    while start < n:
        end = min(n, start + PART)
        if end < n:
            cut = bisect_left(its.paragraphs, its.paragraphs[end], start, end)
            end = cut if cut > start else end
        yield its if (start, end) == (0, n) else _part(its, start, end)
        start = end


def _part(its: Words, start: int, end: int) -> Words:
    at = slice(start, end)
    return Words(its.spans[at], its.shapes[at], its.quotes[at], its.gaps[at], its.sentences[at], its.paragraphs[at])


def _batches(cut: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows of like length together."""
    group: list[Window] = []
    for window in sorted(cut, key=lambda w: (w.pieces, w.text, w.first)):
        if group and (len(group) + 1) * (window.pieces + 2) > _BATCH:
            yield group
            group = []
        group.append(window)
    if group:
        yield group


def _checked(folder: Path) -> str:
    """The version of the weights in `folder`, whose files are as they should be."""
    listed = folder / "weights.json"
    try:
        kept = json.loads(listed.read_text(encoding="utf-8"))
        hashes: Mapping[str, str] = kept["sha256"]
        found = kept["format"]
    except FileNotFoundError as error:
        raise WeightsError(listed, "is missing") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(listed, f"cannot be read: {error}") from error
    if found != FORMAT:
        raise WeightsError(listed, f"is of format {found}; this version of hearsay reads format {FORMAT}")
    for name in FILES:
        try:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise WeightsError(folder / name, f"cannot be read: {error.strerror}") from error
        if digest != hashes.get(name):
            raise WeightsError(folder / name, "is damaged: it is not the file that weights.json lists")
    return hashlib.sha256("".join(f"{n} {hashes[n]}\n" for n in FILES).encode()).hexdigest()
