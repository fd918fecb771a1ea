"""One encoder pass and its heads: MiniLM, three features a word, a bidirectional LSTM over words, linear heads.

The encoder is BERT's (Devlin et al. 2019) in the six-layer form of MiniLM (Wang et al. 2020). Roles are read per cue,
as in dependency-style semantic role labelling (He et al. 2017): every word is asked whether it belongs to the source or
to the content of *this* cue, so that links and nesting come with the spans.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from hearsay.language.heads import DISTANCES, HEADS, PARAGRAPH_STEPS, ROLES, SENTENCE_STEPS
from hearsay.language.wordpieces import GAPS, QUOTES, SHAPES

SIZE = 384
LAYERS = 6
ATTENTION_HEADS = 12
LSTM = 160
ROLE = 160
PAIR = 64


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, padded: B windows of at most L pieces and W words."""

    pieces: Tensor  # B × L
    shapes: Tensor  # B × L, as the two below
    quotes: Tensor
    gaps: Tensor
    lengths: Tensor  # B: pieces
    firsts: Tensor  # B × W: the place of each word's first piece in its window
    counts: Tensor  # B: words


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(SIZE, 3 * SIZE)
        self.out = nn.Linear(SIZE, SIZE)
        self.norm1 = nn.LayerNorm(SIZE, eps=1e-12)
        self.up = nn.Linear(SIZE, 4 * SIZE)
        self.down = nn.Linear(4 * SIZE, SIZE)
        self.norm2 = nn.LayerNorm(SIZE, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (t.view(b, n, ATTENTION_HEADS, -1).transpose(1, 2) for t in self.qkv(x).chunk(3, dim=-1))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(b, n, SIZE))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, vocabulary: int, layers: int = LAYERS, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, SIZE)
        self.position = nn.Embedding(512, SIZE)
        self.shape = nn.Embedding(len(SHAPES), SIZE)
        self.quote = nn.Embedding(len(QUOTES), SIZE)
        self.gap = nn.Embedding(len(GAPS), SIZE)
        for table in (self.shape, self.quote, self.gap):
            nn.init.normal_(table.weight, std=0.02)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.lstm = nn.LSTM(SIZE, LSTM, batch_first=True, bidirectional=True)
        self.joined = nn.Linear(2 * LSTM, SIZE)
        self.top = nn.LayerNorm(SIZE)
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.ModuleDict({name: nn.Linear(SIZE, len(labels)) for name, labels in HEADS.items()})
        self.role_word = nn.Linear(SIZE, ROLE)
        self.role_first = nn.Linear(SIZE, ROLE, bias=False)
        self.role_last = nn.Linear(SIZE, ROLE, bias=False)
        self.mention = nn.Linear(SIZE, 2 * PAIR)
        self.arc_dependent = nn.Linear(SIZE, PAIR)
        self.arc_head = nn.Linear(SIZE, PAIR)
        self.roles = Roles()
        self.pairs = Pairs()
        self.sixteen_bits = False
        """Whether the layers reckon in sixteen bits, a third faster."""

    def encode(self, batch: Batch) -> Tensor:
        """Word vectors, B × W × SIZE; what stands beyond a window's words means nothing."""
        length = batch.pieces.shape[1]
        places = torch.arange(length)
        x = self.word(batch.pieces) + self.position(places)[None]
        x = x + self.shape(batch.shapes) + self.quote(batch.quotes) + self.gap(batch.gaps)
        x = self.dropout(self.norm(x))
        mask = torch.zeros(len(batch.lengths), 1, 1, length).masked_fill(
            (places[None] >= batch.lengths[:, None])[:, None, None], -1e4
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=self.sixteen_bits):
            for layer in self.layers:
                x = layer(x, mask)
        x = x.float().gather(1, batch.firsts[..., None].expand(-1, -1, SIZE))
        packed = nn.utils.rnn.pack_padded_sequence(x, batch.counts, batch_first=True, enforce_sorted=False)
        both, _ = nn.utils.rnn.pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=x.shape[1])
        return self.top(x + self.dropout(self.joined(both)))


class Roles(nn.Module):
    """For C cues and W words: is the word in the cue's source, in its content, or in neither (BIO)."""

    def __init__(self) -> None:
        super().__init__()
        self.distance = nn.Embedding(DISTANCES, ROLE)
        self.sentence = nn.Embedding(SENTENCE_STEPS, ROLE)
        self.paragraph = nn.Embedding(PARAGRAPH_STEPS, ROLE)
        for table in (self.distance, self.sentence, self.paragraph):
            nn.init.normal_(table.weight, std=0.1)
        self.out = nn.Linear(ROLE, len(ROLES))

    def forward(self, words: Tensor, cues: Tensor, distance: Tensor, sentence: Tensor, paragraph: Tensor) -> Tensor:
        """`words` W × ROLE, `cues` C × ROLE, the three steps C × W; returns C × W × labels."""
        hidden = words[None] + cues[:, None] + self.distance(distance) + self.sentence(sentence)
        return self.out(functional.relu(hidden + self.paragraph(paragraph)))


class Pairs(nn.Module):
    """For M mentions in their order: how well each earlier one fits as the antecedent (M × M), by their vectors."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = nn.Linear(3 * PAIR, PAIR)
        self.distance = nn.Embedding(DISTANCES, PAIR)
        self.out = nn.Linear(PAIR, 1)

    def forward(self, later: Tensor, earlier: Tensor, distance: Tensor) -> Tensor:
        """`later` M × PAIR and `earlier` N × PAIR; `distance` M × N; returns M × N scores against 0 for none."""
        m, n = distance.shape
        a, b = later[:, None].expand(m, n, PAIR), earlier[None].expand(m, n, PAIR)
        hidden = self.hidden(torch.cat((a, b, a * b), dim=-1)) + self.distance(distance)
        return self.out(functional.relu(hidden))[..., 0]


def from_base(folder: Path, layers: int = LAYERS) -> Network:
    """A network whose encoder has the weights of the base model in `folder` (safetensors)."""
    config = json.loads((folder / "config.json").read_text())
    kept = _safetensors(folder / "model.safetensors")
    network = Network(config["vocab_size"], layers)
    new = network.state_dict()
    new["word.weight"] = kept["embeddings.word_embeddings.weight"]
    new["position.weight"] = (
        kept["embeddings.position_embeddings.weight"] + kept["embeddings.token_type_embeddings.weight"][0]
    )
    new["norm.weight"], new["norm.bias"] = kept["embeddings.LayerNorm.weight"], kept["embeddings.LayerNorm.bias"]
    for n in range(layers):
        old = f"encoder.layer.{n}."
        for part in ("weight", "bias"):
            new[f"layers.{n}.qkv.{part}"] = torch.cat(
                [kept[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            new[f"layers.{n}.out.{part}"] = kept[f"{old}attention.output.dense.{part}"]
            new[f"layers.{n}.norm1.{part}"] = kept[f"{old}attention.output.LayerNorm.{part}"]
            new[f"layers.{n}.up.{part}"] = kept[f"{old}intermediate.dense.{part}"]
            new[f"layers.{n}.down.{part}"] = kept[f"{old}output.dense.{part}"]
            new[f"layers.{n}.norm2.{part}"] = kept[f"{old}output.LayerNorm.{part}"]
    network.load_state_dict(new)
    return network


def _safetensors(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file: a length, a JSON header with offsets, the bytes."""
    data = path.read_bytes()
    size = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + size])
    out: dict[str, Tensor] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        start, end = entry["data_offsets"]
        raw = bytearray(data[8 + size + start : 8 + size + end])
        out[name] = torch.frombuffer(raw, dtype=torch.float32).reshape(entry["shape"]).clone()
    return out
