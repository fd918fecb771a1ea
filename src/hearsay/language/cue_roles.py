"""Cues, and what each ties together, from the scores of one reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hearsay.language.heads import ROLES, Numbers, distances, few
from hearsay.language.read_spans import ReadSpan, best_spans
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores, paths, stretches

FARTHEST = 160  # words between a cue and what may be its source or content
_CUES_AT_ONCE = 64

HOLDER_LEAST = 0.4  # how likely a cue must be for others to be looked for in its content
# Nats by which a cue inside a content must be likelier than none. Chosen on data/speakers/dev: as many that are marked
# nowhere as are found.
NESTED_PRICE = 0.8
ROLE_PRICE = 0.7  # nats for opening or closing a source or content; on PolNeAR dev 0.5 to 0.8 differ by tenths

_LABELS = ("O", "B", "I")
Range = tuple[int, int]  # first and last word, both included


@dataclass(frozen=True, slots=True)
class Tie:
    """A cue with the source and the content that it ties together, in words."""

    cue: Range
    nested: bool
    """Whether the cue was read as one inside a content."""
    source: Range | None
    content: tuple[Range, ...]
    content_chances: tuple[float, ...]
    """Of each stretch of the content: the mean chance of its words to belong to it."""
    cue_chance: float
    """That a cue stands here, as its head says."""
    source_chance: float
    """The mean over its words that they belong to it; without a source, that none does."""

    @property
    def content_chance(self) -> float:
        """The mean over the stretches of the content; 0 without one."""
        return sum(self.content_chances) / len(self.content_chances) if self.content else 0.0


def ties(reading: Reading) -> list[Tie]:
    """All cues of a reading with their sources and contents: those of the text, and those inside such a content."""
    chances = np.exp(reading.heads["cue"])
    n = len(chances)
    if not n:
        return []
    own, inner = chances[:, 1:3], chances[:, 3:5]
    outermost = np.column_stack((1 - own.sum(axis=1), own))
    top = _all_tied(reading, outermost, nested=False)
    held = _held(top, n)
    # What reads like a cue inside others' words, where no content is, stands by itself.
    alone = np.where(held[:, None], 0, own + inner)
    known = {word for tie in top for word in range(tie.cue[0], tie.cue[1] + 1)}
    more = _all_tied(reading, np.column_stack((1 - alone.sum(axis=1), alone)), nested=False)
    top += [t for t in more if known.isdisjoint(range(t.cue[0], t.cue[1] + 1))]
    top = _apart(top)
    held = _held(top, n)
    either = np.where(held[:, None], own + inner, 0)
    inside = _all_tied(reading, np.column_stack((1 - either.sum(axis=1), either)), nested=True)
    cues = {tie.cue for tie in top}
    return sorted([*top, *(t for t in inside if t.cue not in cues)], key=lambda t: (t.cue, t.nested))


def _held(top: Sequence[Tie], words: int) -> NDArray[np.bool_]:
    """Which words stand in the content of a cue that is likely enough to hold others."""
    held = np.zeros(words, bool)
    for tie in top:
        if tie.cue_chance >= HOLDER_LEAST:
            for first, last in tie.content:
                held[first : last + 1] = True
    return held


def _apart(found: Sequence[Tie]) -> list[Tie]:
    """The ties with each stretch of content that several claim left to the one to which it fits best."""
    claims = sorted(
        ((-chance, abs(stretch[0] - tie.cue[0]), n, stretch)
         for n, tie in enumerate(found)
         for stretch, chance in zip(tie.content, tie.content_chances, strict=True))
    )  # fmt: skip
    kept: dict[int, list[Range]] = {n: [] for n in range(len(found))}
    taken: dict[int, int] = {}  # word to tie
    for _, _, n, (first, last) in claims:
        others = sum(taken.get(word, n) != n for word in range(first, last + 1))
        if 2 * others <= last - first + 1:
            kept[n].append((first, last))
            taken.update({word: n for word in range(first, last + 1) if word not in taken})
    out: list[Tie] = []
    for n, tie in enumerate(found):
        pairs = [x for x in zip(tie.content, tie.content_chances, strict=True) if x[0] in kept[n]]
        out.append(replace(tie, content=tuple(c for c, _ in pairs), content_chances=tuple(p for _, p in pairs)))
    return out


def _all_tied(reading: Reading, chances: Scores, *, nested: bool) -> list[Tie]:
    scores = np.log(np.maximum(chances, 1e-6)).astype(np.float32)
    if nested:
        scores[:, 0] += NESTED_PRICE
    found = best_spans(scores, _LABELS, reading.words.sentences)
    out: list[Tie] = []
    for start in range(0, len(found), _CUES_AT_ONCE):
        out += _tied(reading, found[start : start + _CUES_AT_ONCE], nested=nested)
    return out


def _tied(reading: Reading, found: Sequence[ReadSpan], *, nested: bool) -> list[Tie]:
    n = len(reading.words.spans)
    first = np.array([cue.first for cue in found])
    last = np.array([cue.last for cue in found])
    start = np.maximum(0, first - FARTHEST)
    lengths = np.minimum(n, last + FARTHEST + 1) - start
    at = np.minimum(start[:, None] + np.arange(int(lengths.max()))[None], n - 1)
    sentences, paragraphs = np.array(reading.words.sentences), np.array(reading.words.paragraphs)
    away = np.where(at < first[:, None], at - first[:, None], np.where(at > last[:, None], at - last[:, None], 0))
    scores = reading.roles(
        reading.role_words,
        at,
        reading.cue_firsts[first] + reading.cue_lasts[last],
        distances(away),
        few(sentences[at] - sentences[first][:, None]),
        few(paragraphs[at] - paragraphs[first][:, None]),
    )
    best = paths(scores, lengths, ROLES, ROLE_PRICE)
    return [
        _tie(found[row], int(start[row]), best[row, : lengths[row]], np.exp(scores[row]), nested=nested)
        for row in range(len(found))
    ]


def _tie(cue: ReadSpan, start: int, path: Numbers, chances: Scores, *, nested: bool) -> Tie:
    spans = stretches(path.tolist(), ROLES)
    sources = [(first, last) for kind, first, last in spans if kind == "source"]
    contents = [(first, last) for kind, first, last in spans if kind == "content"]
    in_source, in_content = chances[:, 1:3].sum(axis=1), chances[:, 3:5].sum(axis=1)
    source = max(sources, key=lambda s: float(in_source[s[0] : s[1] + 1].sum()), default=None)
    return Tie(
        cue=(cue.first, cue.last),
        nested=nested,
        source=(start + source[0], start + source[1]) if source else None,
        content=tuple((start + a, start + b) for a, b in contents),
        cue_chance=cue.chance,
        source_chance=float(in_source[source[0] : source[1] + 1].mean()) if source else float(1 - in_source.max()),
        content_chances=tuple(float(in_content[a : b + 1].mean()) for a, b in contents),
    )
