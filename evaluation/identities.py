"""Identity across documents: is the speaker of one utterance one person in all the documents that carry it?

The documents of ``data/events`` are traced together. For each group of ``renditions.jsonl`` that stands in several
documents, the mention of the speaker in each is looked up; the group is right if all are one canonical entity. A
mention that no entity has is wrong; “they” of two is each of the two.

    python -m evaluation.identities                 # the share of groups, and those that fail with `--show`
    python -m evaluation.identities --sample 100    # joins across documents, to be read by eye

``evaluation/read/joins.jsonl`` holds the verdicts on one such hundred: 67 joins of one person, 32 of what is no person
(an outlet, a place, a phrase, taken for a name and joined with itself), one wrong (mended since). In
``same_words.jsonl`` are those on all 55 joins of who is given the same words: each is one speaker.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import hearsay
from evaluation.attributions import SHARED
from hearsay.model import Collation, Dossier, Entity
from hearsay.render import json as as_json
from hearsay.text import Span

SEED = 20261122
CONTEXT = 60  # code points shown on either side of a mention


def groups(path: Path, *, only_names: bool = False) -> Mapping[str, list[Mapping[str, Any]]]:
    """The rows of each group that stands in several documents, with the speaker's mention known in two of them; with
    `only_names`, those where it is a name."""
    out: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["speaker_mention_start"] is not None and (not only_names or row["mention_kind"] == "name"):
            out[row["group"]].append(row)
    return {name: rows for name, rows in out.items() if len({r["doc"] for r in rows}) > 1}


def judged(found: Mapping[str, Any], of: Mapping[str, list[Mapping[str, Any]]]) -> dict[str, list[frozenset[str]]]:
    """For each group the canonical entities at each of its speaker's mentions, in the contract's JSON that was `found`:
    one as a rule, two where "they" are two, none where there is none."""
    sources = {d["id"]: d["source_id"] for d in found["documents"]}
    mentions: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for entity in found["entities"]:
        for mention in entity["mentions"]:
            mentions[sources[mention["document"]]].append((Span(*mention["span"]), entity["id"]))
    out: dict[str, list[frozenset[str]]] = {}
    for name, rows in of.items():
        out[name] = []
        for row in rows:
            where = Span(row["speaker_mention_start"], row["speaker_mention_end"])
            there = [(s, who) for s, who in mentions[row["doc"]] if s.overlaps(where)]
            nearest = min((s for s, _ in there), key=lambda s: (s.end - s.start, s), default=None)
            out[name].append(frozenset(who for s, who in there if s == nearest))
    return out


def score(gold: Path, found: Mapping[str, Any]) -> dict[str, float]:
    """The shares of groups of `gold` that have one canonical entity, in per cent: of all, and of mentions by name."""
    return {
        "all": share(judged(found, groups(gold))),
        "by name": share(judged(found, groups(gold, only_names=True))),
    }


def joins(collation: Collation, count: int) -> list[tuple[Entity, tuple[str, Span], tuple[str, Span]]]:
    """So many joins, drawn with a fixed seed: a person, and the first mention by name in two of the documents."""
    dice = random.Random(SEED)
    names = {a.document.id: a.document.source_id for a in collation.annotations}
    out = []
    for entity in collation.entities:
        firsts: dict[str, Span] = {}
        for m in entity.mentions:
            if m.form == "name":
                firsts.setdefault(names[m.document], m.span)
        if entity.kind == "person" and len(firsts) > 1:
            a, b = dice.sample(sorted(firsts.items()), 2)
            out.append((entity, a, b))
    return dice.sample(out, min(count, len(out)))


def traced(shared: Path) -> Dossier:
    """The documents of ``data/events``, traced together."""
    return hearsay.trace([shared / "events/documents.jsonl.gz"])


def share(found: Mapping[str, Sequence[frozenset[str]]]) -> float:
    """The share of groups, in per cent, that have one entity at all their mentions."""
    right = sum(bool(frozenset.intersection(*whom)) for whom in found.values())
    return 100 * right / len(found)


def main() -> int:
    """Prints the share, or joins to be read."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--show", action="store_true", help="list the groups that fail")
    parser.add_argument("--sample", type=int, default=0, help="print so many joins instead")
    chosen = parser.parse_args()
    dossier = traced(chosen.shared)
    collation = dossier.collation
    texts = {a.document.source_id: a.document.text for a in collation.annotations}
    if chosen.sample:
        for entity, *places in joins(collation, chosen.sample):
            print(entity.name)
            for doc, span in places:
                around = texts[doc][max(0, span.start - CONTEXT) : span.end + CONTEXT].replace("\n", " ")
                print(f"    {doc} {span.start}-{span.end}: {around}")
        return 0
    gold = chosen.shared / "events/renditions.jsonl"
    written = json.loads(as_json.render(dossier))
    found, of = judged(written, groups(gold)), groups(gold)
    by_name = judged(written, groups(gold, only_names=True))
    entity_names = {e.id: e.name for e in collation.entities}
    print(f"groups in several documents: {len(found)}; one canonical person in all: {share(found):.1f}")
    print(f"of mentions by name alone: {len(by_name)}; {share(by_name):.1f}")
    if chosen.show:
        for name, whom in found.items():
            if not frozenset.intersection(*whom):
                counted = Counter(
                    " and ".join(f"{entity_names[w]} {w}" for w in sorted(those)) or "-" for those in whom
                )
                print(name, of[name][0]["speaker"], dict(counted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
