"""What is attributed inside a content: the corpora mark the outermost attributions only.

So the network reads each content as a text of its own, where what stands inside it is outermost, and learns what it
found there as nested (self-training, Yarowsky 1995). First-person asides in the present ("I think") are left out: they
report nothing said elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import torch
from tokenizers import Tokenizer

from hearsay.language.cue_roles import ties
from hearsay.language.heads import HEADS, Numbers
from hearsay.language.reading import Reading
from hearsay.language.viterbi import Scores
from training.corpora import Attributed, Example, Range, framed
from training.network import Network
from training.windows import Encoded, Window, batch, batches, encode, windows

SHORTEST = 6  # words of a content that may hold another attribution
LEAST = 0.5  # chance of the cue
_ASIDE = frozenset("i we you".split())
_PAST = frozenset("said told thought wrote called asked knew heard spoke felt".split())


def inside(network: Network, tokenizer: Tokenizer, examples: Sequence[Encoded]) -> dict[str, tuple[Attributed, ...]]:
    """By example id, what the network finds inside the contents of its attributions."""
    pieces: list[Encoded] = []
    places: list[tuple[str, Range]] = []
    for e in examples:
        spans = e.example.words.spans
        for a in e.example.attributions:
            for first, last in a.content:
                if last - first + 1 >= SHORTEST:
                    text = e.example.text[spans[first].start : spans[last].end]
                    alone = encode(Example(f"{len(pieces)}", "content", text, framed(text)), tokenizer)
                    if len(alone.pieces) == last - first + 1:
                        pieces.append(alone)
                        places.append((e.example.id, (first, last)))
    out: dict[str, list[Attributed]] = {}
    readings = read(network, pieces)
    for e, reading, (name, (start, _)) in zip(pieces, readings, places, strict=True):
        for tie in ties(reading):
            if tie.cue_chance < LEAST or not tie.content or _aside(e.example, tie.cue, tie.source):
                continue
            out.setdefault(name, []).append(
                Attributed(
                    _moved(tie.cue, start),
                    _moved(tie.source, start) if tie.source else None,
                    tuple(_moved(c, start) for c in tie.content),
                )
            )
    return {name: tuple(found) for name, found in out.items()}


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
