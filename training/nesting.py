"""What is attributed inside a content: the corpora mark the outermost attributions only.

So the network reads each content as a text of its own, where what stands inside it is outermost, and learns what it
found there as nested (self-training, Yarowsky 1995). A quotation is read without the marks around it: between marks the
corpora never show a cue, and the network has learnt that well. First-person asides in the present ("I think") are left
out: they report nothing said elsewhere. Of words that may be of a cue nothing is taught.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from hearsay.language.cue_roles import ties
from hearsay.language.heads import HEADS, Numbers
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores
from training.corpora import Attributed, Example, Range, framed, without_marks
from training.network import Network
from training.windows import Encoded, Window, batch, batches, encode, windows

SHORTEST = 6  # words of a content that may hold another attribution
LEAST = 0.75  # chance of a cue that is one
DOUBTFUL = 0.2  # chance of a word to be of a cue from which on nobody can tell
_ASIDE = frozenset(("i", "we"))
_PAST = frozenset("said told thought wrote called asked knew heard spoke felt".split())


@dataclass(frozen=True, slots=True)
class Inside:
    """What the contents of one text hold."""

    attributions: tuple[Attributed, ...] = ()
    doubtful: tuple[int, ...] = ()
    """Words that may be of a cue, in order."""


def inside(network: Network, tokenizer: Tokenizer, examples: Sequence[Encoded]) -> dict[str, Inside]:
    """By example id, what the network finds inside the contents of its attributions."""
    pieces: list[Encoded] = []
    places: list[tuple[str, int]] = []  # example id and the first word
    for e in examples:
        spans = e.example.words.spans
        for a in e.example.attributions:
            for stretch in a.content:
                first, last = without_marks(e.example.words, stretch)
                if last - first + 1 >= SHORTEST:
                    text = e.example.text[spans[first].start : spans[last].end]
                    alone = encode(Example(f"{len(pieces)}", "content", text, framed(text)), tokenizer)
                    if len(alone.pieces) == last - first + 1:
                        pieces.append(alone)
                        places.append((e.example.id, first))
    found: dict[str, list[Attributed]] = {}
    doubtful: dict[str, set[int]] = {}
    for e, reading, (name, start) in zip(pieces, read(network, pieces), places, strict=True):
        chances = 1 - np.exp(reading.heads["cue"][:, 0])
        doubtful.setdefault(name, set()).update((np.flatnonzero(chances >= DOUBTFUL) + start).tolist())
        for tie in ties(reading):
            if _aside(e.example, tie.cue, tie.source):
                doubtful[name].difference_update(range(start + tie.cue[0], start + tie.cue[1] + 1))
            elif tie.cue_chance >= LEAST and tie.source and tie.content:
                found.setdefault(name, []).append(
                    Attributed(
                        _moved(tie.cue, start), _moved(tie.source, start), tuple(_moved(c, start) for c in tie.content)
                    )
                )
    return {name: Inside(tuple(found.get(name, ())), tuple(sorted(words))) for name, words in doubtful.items()}


def _moved(where: Range, by: int) -> Range:
    return (where[0] + by, where[1] + by)


def _aside(example: Example, cue: Range, source: Range | None) -> bool:
    said = [example.text[a:b].casefold() for a, b in example.words.spans[cue[0] : cue[1] + 1]]
    if any(w in _PAST or w.endswith("ed") for w in said):
        return False
    if source is None:
        return True
    who = [example.text[a:b].casefold() for a, b in example.words.spans[source[0] : source[1] + 1]]
    return len(who) == 1 and who[0] in _ASIDE


@torch.inference_mode()
def read(network: Network, examples: Sequence[Encoded], budget: int = 8192) -> list[Reading]:
    """The readings of texts, each cut into windows that do not overlap (so meant for short ones)."""
    network.eval()
    cut = [(n, w) for n, e in enumerate(examples) for w in windows(e, None)]
    number = {id(w): n for n, w in cut}
    parts: dict[int, list[tuple[int, dict[str, Scores]]]] = {}
    for group in batches([w for _, w in cut], budget, random.Random(0)):
        for window, columns in zip(group, _columns(network, group), strict=True):
            parts.setdefault(number[id(window)], []).append((window.first, columns))
    out: list[Reading] = []
    for n, e in enumerate(examples):
        those = [columns for _, columns in sorted(parts[n], key=lambda part: part[0])]
        joined = {name: np.concatenate([c[name] for c in those]) for name in those[0]}
        out.append(_reading(network, e, joined))
    return out


def _columns(network: Network, group: Sequence[Window]) -> list[dict[str, Scores]]:
    x = network.encode(batch(group))
    made = {name: network.heads[name](x).log_softmax(dim=-1).numpy() for name in HEADS}
    made["role words"] = network.role_word(x).numpy()
    made["cue firsts"], made["cue lasts"] = network.role_first(x).numpy(), network.role_last(x).numpy()
    made["mentions"] = network.mention(x).numpy()
    return [{name: values[row, : w.end - w.first] for name, values in made.items()} for row, w in enumerate(group)]


def _reading(network: Network, of: Encoded, columns: dict[str, Scores]) -> Reading:
    def roles(
        words: Scores, at: Numbers, cues: Scores, distance: Numbers, sentence: Numbers, paragraph: Numbers
    ) -> Scores:
        steps = [torch.from_numpy(s) for s in (distance, sentence, paragraph)]
        with torch.inference_mode():
            rows = [
                network.roles(
                    torch.from_numpy(words[at[c]]), torch.from_numpy(cues[c : c + 1]), *(s[c : c + 1] for s in steps)
                )
                for c in range(len(cues))
            ]
            scores: Scores = torch.cat(rows).log_softmax(dim=-1).numpy()
            return scores

    def pairs(later: Scores, earlier: Scores, distance: Numbers) -> Scores:
        with torch.inference_mode():
            scores: Scores = network.pairs(
                torch.from_numpy(later), torch.from_numpy(earlier), torch.from_numpy(distance)
            ).numpy()
            return scores

    return Reading(
        words=of.example.words,
        heads={name: columns[name] for name in HEADS},
        role_words=columns["role words"],
        cue_firsts=columns["cue firsts"],
        cue_lasts=columns["cue lasts"],
        mentions=columns["mentions"],
        roles=roles,
        pairs=pairs,
    )
