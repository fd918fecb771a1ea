"""The trained network as ONNX with eight-bit weights: `python -m training.export build/training src/hearsay/weights`.

The graph is written node by node, so that what ships is what this page says. Weights are int8 with a scale a column
(a row of the word table); what goes into a matrix is uint8 with one fixed scale, measured beforehand on texts of the
training set (Jacob et al. 2018), so that no row's result depends on another's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from hearsay.annotate import encoder
from hearsay.language.viterbi import Scores
from training import corpora
from training.network import ATTENTION_HEADS, LSTM, PAIR, ROLE, SIZE, Network
from training.windows import Encoded, Window, encode, windows

OPSET = 20
SHIPPED = ("cue", "time", "name", "inner", "mention")
CALIBRATION = 48  # windows
SMOOTHING = 0.7  # of a channel's spread that moves from what comes in to the weights

# Of what goes into each linear layer: least, greatest and mean, by channel.
Ranges = Mapping[str, tuple[Scores, Scores, Scores]]


class Graph:
    """An ONNX graph under construction; values are their names."""

    def __init__(self, ranges: Ranges | None, exact: Sequence[str] = (), weights: str = "int8") -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.ranges = ranges
        self.exact = exact
        self.weights = weights
        self.inputs_of: dict[str, str] = {}  # what goes into each linear layer

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:
        out = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [out], **attributes))
        return out

    def const(self, values: Any, kind: type | None = None) -> str:
        array = np.asarray(values, dtype=kind)
        name = hashlib.sha256(array.tobytes() + str((array.dtype, array.shape)).encode()).hexdigest()[:16]
        self.constants[name] = numpy_helper.from_array(array, name)
        return name

    def ints(self, *values: int) -> str:
        return self.const(np.array(values, np.int64))

    def kept(self, weight: Scores) -> str:
        """A matrix in eight bits with a scale a column, as the numbers it stands for."""
        if self.weights == "fp32":
            return self.const(weight)
        whole, scale = _whole(weight)
        zero = self.const(np.zeros(weight.shape[1], np.int8))
        return self.op("DequantizeLinear", self.const(whole), self.const(scale), zero, axis=1)

    def linear(self, name: str, x: str, layer: torch.nn.Linear, times: Scores | None = None) -> str:
        """`x` through a linear layer; in eight bits where the range of what comes in was measured. `times` multiplies
        what comes out, by column."""
        weight = layer.weight.detach().numpy().T.astype(np.float32)
        if times is not None:
            weight = weight * times
        bias = np.zeros(weight.shape[1], np.float32) if layer.bias is None else layer.bias.detach().numpy()
        bias = bias if times is None else bias * times
        self.inputs_of[name] = x
        if self.ranges is not None and name in self.ranges and name not in self.exact:
            low, high, mean = self.ranges[name]
            spread = np.maximum(np.maximum(-low, high), 1e-5)
            smooth = spread**SMOOTHING / np.maximum(np.abs(weight).max(axis=1), 1e-5) ** (1 - SMOOTHING)
            smooth = (smooth / np.exp(np.log(smooth).mean())).astype(np.float32)
            weight = weight * smooth[:, None]
            whole, step = _whole(weight)
            bias = bias - (mean / smooth) @ (whole * step - weight)  # what rounding adds on average (Nagel et al. 2019)
            least, most = min(0.0, float((low / smooth).min())), max(0.0, float((high / smooth).max()))
            scale = max((most - least) / 255, 1e-8)
            its = self.const(np.float32(scale)), self.const(np.uint8(np.clip(round(-least / scale), 0, 255)))
            x = self.op("Mul", x, self.const(1 / smooth))
            x = self.op("DequantizeLinear", self.op("QuantizeLinear", x, *its), *its)
        y = self.op("MatMul", x, self.kept(weight))
        return self.op("Add", y, self.const(bias.astype(np.float32)))

    def norm(self, x: str, layer: torch.nn.LayerNorm) -> str:
        weight, bias = (self.const(p.detach().numpy()) for p in (layer.weight, layer.bias))
        return self.op("LayerNormalization", x, weight, bias, epsilon=layer.eps, axis=-1)

    def table(self, at: str, weight: torch.nn.Embedding, eight: bool = False) -> str:
        values = weight.weight.detach().numpy()
        if not eight or self.weights == "fp32":
            return self.op("Gather", self.const(values), at)
        scale = np.maximum(np.abs(values).max(axis=1, keepdims=True), 1e-8).astype(np.float32) / 127
        whole = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        rows = self.op("Cast", self.op("Gather", self.const(whole), at), to=TensorProto.FLOAT)
        return self.op("Mul", rows, self.op("Gather", self.const(scale), at))

    def model(
        self, inputs: Mapping[str, tuple[int, Sequence[str | int]]], outputs: Mapping[str, str], rank: int = 3
    ) -> onnx.ModelProto:
        for name, value in outputs.items():
            self.nodes.append(helper.make_node("Identity", [value], [name]))
        graph = helper.make_graph(
            self.nodes,
            "hearsay",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, [None] * rank) for n in outputs],
            [self.constants[n] for n in sorted(self.constants)],
        )
        made = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10, producer_name="hearsay"
        )
        onnx.checker.check_model(made)
        return made


def _whole(weight: Scores) -> tuple[NDArray[np.int8], Scores]:
    """A matrix as whole numbers of eight bits, and by how much each column of them is to be multiplied."""
    scale: Scores = np.maximum(np.abs(weight).max(axis=0), 1e-8).astype(np.float32) / 127
    return np.clip(np.round(weight / scale), -127, 127).astype(np.int8), scale


def encoder_graph(
    network: Network, ranges: Ranges | None, exact: Sequence[str] = (), *, weights: str = "int8", probe: bool = False
) -> tuple[onnx.ModelProto, list[str]]:
    """The encoder with its heads, and the names of its linear layers; with `probe`, what goes into those comes out."""
    g = Graph(ranges, exact, weights)
    shape = g.op("Shape", "pieces")
    length = g.op("Squeeze", g.op("Slice", shape, g.ints(1), g.ints(2)))
    places = g.op("Range", g.const(0, np.int64), length, g.const(1, np.int64))
    x = g.op("Add", g.table("pieces", network.word, eight=True), g.table(places, network.position))
    for name, table in (("shapes", network.shape), ("quotes", network.quote), ("gaps", network.gap)):
        x = g.op("Add", x, g.table(name, table))
    x = g.norm(x, network.norm)
    beyond = g.op("GreaterOrEqual", g.op("Unsqueeze", places, g.ints(0)), g.op("Unsqueeze", "lengths", g.ints(1)))
    mask = g.op("Unsqueeze", g.op("Where", beyond, g.const(np.float32(-1e4)), g.const(np.float32(0))), g.ints(1, 2))
    for n, layer in enumerate(network.layers):
        x = _attention(g, f"layer {n}", x, layer, mask)
    x = _gather(g, x)
    x = _lstm(g, x, network)
    outputs: dict[str, str] = {}
    for name in SHIPPED:
        outputs[name] = g.op("LogSoftmax", g.linear(f"head {name}", x, network.heads[name]), axis=-1)
    for name, linear in (
        ("role_words", network.role_word),
        ("cue_firsts", network.role_first),
        ("cue_lasts", network.role_last),
        ("mentions", network.mention),
    ):
        outputs[name] = g.linear(name, x, linear)
    if probe:
        outputs.update({f"into {name}": value for name, value in g.inputs_of.items()})
    pieces = (TensorProto.INT64, ["windows", "pieces"])
    inputs = dict.fromkeys(("pieces", "shapes", "quotes", "gaps"), pieces)
    inputs |= {"lengths": (TensorProto.INT64, ["windows"]), "counts": (TensorProto.INT64, ["windows"])}
    inputs["firsts"] = (TensorProto.INT64, ["windows", "words"])
    return g.model(inputs, outputs), list(g.inputs_of)


def _attention(g: Graph, name: str, x: str, layer: Any, mask: str) -> str:
    width = SIZE // ATTENTION_HEADS
    # The scale of the scores goes into the weights: as a factor of its own it would be fused into the product, whose
    # last bit then depends on how many windows are multiplied at once.
    scale = np.repeat(np.array([width**-0.5, 1, 1], np.float32), SIZE)
    three = g.linear(f"{name} qkv", x, layer.qkv, scale)
    split = g.op("Reshape", three, g.ints(0, 0, 3, ATTENTION_HEADS, width))
    q, k, v = (
        g.op("Gather", g.op("Transpose", split, perm=[2, 0, 3, 1, 4]), g.const(n, np.int64), axis=0) for n in range(3)
    )
    scores = g.op("Add", g.op("MatMul", q, g.op("Transpose", k, perm=[0, 1, 3, 2])), mask)
    mixed = g.op("MatMul", g.op("Softmax", scores, axis=-1), v)
    mixed = g.op("Reshape", g.op("Transpose", mixed, perm=[0, 2, 1, 3]), g.ints(0, 0, SIZE))
    x = g.norm(g.op("Add", x, g.linear(f"{name} out", mixed, layer.out)), layer.norm1)
    up = g.op("Gelu", g.linear(f"{name} up", x, layer.up))
    return g.norm(g.op("Add", x, g.linear(f"{name} down", up, layer.down)), layer.norm2)


def _gather(g: Graph, x: str) -> str:
    """Of each word its first piece."""
    width = g.op("Shape", "firsts")
    shape = g.op("Concat", width, g.ints(SIZE), axis=0)
    at = g.op("Expand", g.op("Unsqueeze", "firsts", g.ints(2)), shape)
    return g.op("GatherElements", x, at, axis=1)


def _lstm(g: Graph, x: str, network: Network) -> str:
    weights, repeats, biases = [], [], []
    order = np.concatenate([np.arange(LSTM) + LSTM * gate for gate in (0, 3, 1, 2)])  # i f g o → i o f c
    for way in ("", "_reverse"):
        of = {
            k: getattr(network.lstm, f"{k}_l0{way}").detach().numpy()
            for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
        weights.append(of["weight_ih"][order])
        repeats.append(of["weight_hh"][order])
        biases.append(np.concatenate([of["bias_ih"][order], of["bias_hh"][order]]))

    def both(parts: list[Scores]) -> str:
        rows = [g.op("Transpose", g.kept(np.ascontiguousarray(p.T)), perm=[1, 0]) for p in parts]
        return g.op("Concat", *(g.op("Unsqueeze", r, g.ints(0)) for r in rows), axis=0)

    # The first window goes through once more: one sequence alone is multiplied in another order than several.
    first, one = g.ints(0), g.ints(1)
    lengths = g.op("Concat", "counts", g.op("Slice", "counts", first, one), axis=0)
    lengths = g.op("Cast", lengths, to=TensorProto.INT32)
    more = g.op("Concat", x, g.op("Slice", x, first, one, first), axis=0)
    steps = g.op(
        "LSTM",
        g.op("Transpose", more, perm=[1, 0, 2]),
        both(weights),
        both(repeats),
        g.const(np.stack(biases)),
        lengths,
        hidden_size=LSTM,
        direction="bidirectional",
    )
    out = g.op("Reshape", g.op("Transpose", steps, perm=[2, 0, 1, 3]), g.ints(0, 0, 2 * LSTM))
    out = g.op("Slice", out, first, g.ints(-1), first)
    return g.norm(g.op("Add", x, g.linear("joined", out, network.joined)), network.top)


def roles_graph(network: Network) -> onnx.ModelProto:
    """Scores of cues for the words around them (`hearsay.language.reading.RoleScorer`)."""
    g = Graph(None, weights="fp32")
    hidden = g.op("Add", g.op("Gather", "words", "at"), g.op("Unsqueeze", "cues", g.ints(1)))
    for name in ("distance", "sentence", "paragraph"):
        hidden = g.op("Add", hidden, g.table(name, getattr(network.roles, name)))
    scores = g.linear("out", g.op("Relu", hidden), network.roles.out)
    steps: tuple[int, Sequence[str | int]] = (TensorProto.INT64, ["cues", "around"])
    inputs = dict.fromkeys(("at", "distance", "sentence", "paragraph"), steps)
    inputs |= {"words": (TensorProto.FLOAT, ["words", ROLE]), "cues": (TensorProto.FLOAT, ["cues", ROLE])}
    return g.model(inputs, {"scores": g.op("LogSoftmax", scores, axis=-1)})


def pairs_graph(network: Network) -> onnx.ModelProto:
    """Scores of mentions for their antecedents (`hearsay.language.reading.PairScorer`)."""
    g = Graph(None, weights="fp32")
    shape = g.op("Concat", g.op("Shape", "distance"), g.ints(PAIR), axis=0)
    a = g.op("Expand", g.op("Unsqueeze", "later", g.ints(1)), shape)
    b = g.op("Expand", g.op("Unsqueeze", "earlier", g.ints(0)), shape)
    hidden = g.linear("hidden", g.op("Concat", a, b, g.op("Mul", a, b), axis=-1), network.pairs.hidden)
    hidden = g.op("Add", hidden, g.table("distance", network.pairs.distance))
    scores = g.op("Squeeze", g.linear("out", g.op("Relu", hidden), network.pairs.out), g.ints(2))
    inputs: dict[str, tuple[int, Sequence[str | int]]] = {
        "later": (TensorProto.FLOAT, ["later", PAIR]),
        "earlier": (TensorProto.FLOAT, ["earlier", PAIR]),
        "distance": (TensorProto.INT64, ["later", "earlier"]),
    }
    return g.model(inputs, {"scores": scores}, rank=2)


def feeds(examples: Sequence[Encoded], count: int) -> list[dict[str, NDArray[np.int64]]]:
    """Windows to measure ranges on, the same ones each time."""
    cut: list[Window] = [w for e in examples for w in windows(e, None)]
    out = []
    for w in random.Random(7).sample(cut, min(count, len(cut))):
        whole = encoder.Window(0, w.first, w.end, (w.first, w.end), w.size - 2)
        out.append(encoder.feed([(whole, w.of.example.words, w.of.pieces)]))
    return out


def ranges(network: Network, on: Sequence[Mapping[str, NDArray[np.int64]]]) -> Ranges:
    """Between which values lies what goes into each linear layer, and its mean, by channel: the means over the
    windows."""
    import onnxruntime

    model, names = encoder_graph(network, None, weights="fp32", probe=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, list[tuple[Scores, Scores, Scores]]] = {n: [] for n in names}
    for one in on:
        for name, values in zip(names, session.run([f"into {n}" for n in names], dict(one)), strict=True):
            rows = values.reshape(-1, values.shape[-1])
            found[name].append((rows.min(axis=0), rows.max(axis=0), rows.mean(axis=0)))
    low, high, mean = ({n: np.mean([x[k] for x in f], axis=0) for n, f in found.items()} for k in range(3))
    return {n: (low[n], high[n], mean[n]) for n in names}


def write(out: Path, models: Mapping[str, onnx.ModelProto], tokenizer: Path, made: Mapping[str, object]) -> None:
    """The weights folder, with the list of hashes that loading checks."""
    out.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        (out / name).write_bytes(model.SerializeToString(deterministic=True))
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    hashes = {n: hashlib.sha256((out / n).read_bytes()).hexdigest() for n in encoder.FILES}
    listed = {"format": encoder.FORMAT, "sha256": hashes, "made": dict(made)}
    (out / "weights.json").write_text(json.dumps(listed, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    from training.train import base_folder

    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("trained", type=Path, help="folder of a run of training.train")
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--fp32", action="store_true", help="no eight-bit layers at all, to compare with")
    parser.add_argument("--exact", nargs="*", default=[], help="layers whose input stays in full")
    parser.add_argument("--checkpoint", action="store_true", help="the average of a run that is not done yet")
    chosen = parser.parse_args(arguments)
    import tokenizers

    base = base_folder()
    tokenizer = tokenizers.Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if chosen.checkpoint:
        kept = torch.load(chosen.trained / "checkpoint.pt", weights_only=True)
        kept = {"plan": kept["plan"], "network": kept["average"]}
    else:
        kept = torch.load(chosen.trained / "network.pt", weights_only=True)
    network = Network(kept["network"]["word.weight"].shape[0], kept["plan"]["layers"])
    network.load_state_dict(kept["network"])
    network.eval()
    found = None
    if not chosen.fp32:
        examples = [
            encode(e, tokenizer) for e in list(corpora.attributions(chosen.data / "attributions/train.jsonl.gz"))[::8]
        ]
        found = ranges(network, feeds(examples, CALIBRATION))
    kind = "fp32" if chosen.fp32 else "int8"
    model, _ = encoder_graph(network, found, chosen.exact, weights=kind)
    models = {"encoder.onnx": model, "roles.onnx": roles_graph(network), "pairs.onnx": pairs_graph(network)}
    write(
        chosen.out,
        models,
        base / "tokenizer.json",
        {"weights": kind, "layers": kept["plan"]["layers"], "seed": kept["plan"]["seed"]},
    )
    for name in encoder.FILES:
        print(f"{(chosen.out / name).stat().st_size / 1e6:8.2f} MB  {chosen.out / name}")


if __name__ == "__main__":
    main()
