"""What each corpus teaches: the sum of its heads' losses over one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from hearsay.language.cue_roles import FARTHEST
from hearsay.language.heads import HEADS, distances, few
from training.corpora import UNKNOWN
from training.network import PAIR, Network
from training.windows import Window, attributions_of, batch, layer, mentions_of

WEIGHTS: Mapping[str, float] = {
    "cue": 6.0, "source": 1.0, "content": 1.0, "time": 3.0, "name": 2.0, "inner": 1.0, "mention": 0.5, "tag": 0.3,
    "roles": 4.0, "arcs": 0.2, "pairs": 0.2,
}  # fmt: skip
SELF_NAMED = 0.3  # of the weight of names, where the network itself has marked them


def loss(network: Network, chosen: Sequence[Window], dice: object) -> dict[str, Tensor]:
    """The weighted losses of one batch, by head."""
    made = batch(chosen, dice)  # type: ignore[arg-type]
    x = network.dropout(network.encode(made))
    out: dict[str, Tensor] = {}
    for head in HEADS:
        if head in chosen[0].of.example.layers:
            scores = network.heads[head](x)
            labels = layer(chosen, head).flatten()
            out[head] = functional.cross_entropy(scores.flatten(0, 1), labels, ignore_index=UNKNOWN)
    corpus = chosen[0].of.example.corpus
    if corpus == "attributions":
        out["roles"] = _roles(network, chosen, x)
        if "name" in out:
            out["name"] = SELF_NAMED * out["name"]
    if corpus == "syntax":
        out["arcs"] = _arcs(network, chosen, x)
        out["pairs"] = _pairs(network, chosen, x)
    return {name: WEIGHTS[name] * value for name, value in out.items()}


def _roles(network: Network, chosen: Sequence[Window], x: Tensor) -> Tensor:
    total, count = x.new_zeros(()), 0
    words, firsts, lasts = network.role_word(x), network.role_first(x), network.role_last(x)
    for row, window in enumerate(chosen):
        found = attributions_of(window)
        if not found:
            continue
        n = window.end - window.first
        cues = torch.stack([firsts[row, first] + lasts[row, last] for (first, last), _ in found])
        at = np.arange(n)
        its = window.of.example.words
        sentences = np.array(its.sentences[window.first : window.end])
        paragraphs = np.array(its.paragraphs[window.first : window.end])
        first, last = (np.array([c[k] for c, _ in found])[:, None] for k in (0, 1))
        away = np.where(at < first, at - first, np.where(at > last, at - last, 0))
        scores = network.roles(
            words[row, :n],
            cues,
            torch.from_numpy(distances(away)),
            torch.from_numpy(few(sentences[None] - sentences[first])),
            torch.from_numpy(few(paragraphs[None] - paragraphs[first])),
        )
        want = np.where(np.abs(away) > FARTHEST, UNKNOWN, np.stack([labels for _, labels in found]))
        total = total + functional.cross_entropy(
            scores.flatten(0, 1), torch.from_numpy(want).flatten(), ignore_index=UNKNOWN, reduction="sum"
        )
        count += int((want != UNKNOWN).sum())
    return total / max(1, count)


def _arcs(network: Network, chosen: Sequence[Window], x: Tensor) -> Tensor:
    """Each word's head among the words of its sentence; the word itself stands for the root."""
    total, count = x.new_zeros(()), 0
    dependents, heads = network.arc_dependent(x), network.arc_head(x)
    for row, window in enumerate(chosen):
        n = window.end - window.first
        heads_of = window.of.example.heads
        if heads_of is None:
            continue
        want = heads_of[window.first : window.end] - window.first
        sentences = torch.tensor(window.of.example.words.sentences[window.first : window.end])
        scores = dependents[row, :n] @ heads[row, :n].T / PAIR**0.5
        scores = scores.masked_fill(sentences[:, None] != sentences[None], -1e4)
        known = np.array((want >= 0) & (want < n))
        known &= sentences.numpy()[np.clip(want, 0, n - 1)] == sentences.numpy()
        if known.any():
            pick = torch.from_numpy(known)
            total = total + functional.cross_entropy(scores[pick], torch.from_numpy(want[known]), reduction="sum")
            count += int(known.sum())
    return total / max(1, count)


def _pairs(network: Network, chosen: Sequence[Window], x: Tensor) -> Tensor:
    """Each mention's antecedents: the chance of any of its chain's earlier mentions, or of none (Lee et al. 2017)."""
    total, count = x.new_zeros(()), 0
    for row, window in enumerate(chosen):
        found = mentions_of(window)
        if len(found) < 2:
            continue
        at = np.array([m.head - window.first for m in found])
        later, earlier = network.mention(x[row, at]).chunk(2, dim=-1)
        chains = np.array([m.chain for m in found])
        scores = network.pairs(later, earlier, torch.from_numpy(distances(at[:, None] - at[None])))
        before = torch.from_numpy(np.tril(np.ones((len(found), len(found)), bool), -1))
        same = before & torch.from_numpy(chains[:, None] == chains[None])
        scores = torch.cat((scores.new_zeros(len(found), 1), scores.masked_fill(~before, -1e4)), dim=1)
        good = torch.cat((~same.any(dim=1, keepdim=True), same), dim=1)
        chance = scores.log_softmax(dim=1).masked_fill(~good, -1e4).logsumexp(dim=1)
        total = total - chance.sum()
        count += len(found)
    return total / max(1, count)
