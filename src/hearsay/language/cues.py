"""The table of cue verbs (``cues.tsv``), looked up by any of a verb's forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from hearsay.model import Modality

Tense = Literal["base", "present", "past", "gerund"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb that can carry an attribution.

    `frames` holds the letters of the table's header; `prepositions` those after which the content may follow;
    `rest` the further words of a verb of several words ("out" of "point out").
    """

    verb: str
    modality: Modality
    frames: frozenset[str]
    prepositions: frozenset[str]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of a cue verb."""

    cue: Cue
    tense: Tense
    participle: bool


@cache
def cue_forms() -> Mapping[str, tuple[Form, ...]]:
    """First word of each form of each cue verb, lower case, to the forms it can begin, longest first."""
    table: dict[str, dict[tuple[str, tuple[str, ...]], Form]] = {}
    for line in files("hearsay.language").joinpath("cues.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        verb, modality, frames, *irregular = line.split("\t")
        letters = frozenset(f[0] for f in frames.split())
        prepositions = frozenset(p for f in frames.split() if f.startswith("p:") for p in f[2:].split(",") if p)
        head = verb.split()[0]
        forms = irregular[0].split() if irregular else _regular(head)
        spelled = [("base", verb.replace(" ", "_"), False), ("present", forms[0], False), ("past", forms[1], False)]
        spelled += [("past", forms[2], True), ("gerund", forms[3], False)]
        for tense, form, participle in spelled:
            first, *rest = form.split("_")
            cue = Cue(
                verb=verb,
                modality=cast(Modality, modality),
                frames=letters,
                prepositions=prepositions,
                rest=tuple(rest),
            )
            key = (verb, tuple(rest))
            slot = table.setdefault(first, {})
            if key not in slot:
                slot[key] = Form(
                    cue=cue,
                    tense=cast(Tense, tense),
                    participle=participle or (tense == "past" and forms[1] == forms[2]),
                )
    return {
        first: tuple(sorted(forms.values(), key=lambda f: (-len(f.cue.rest), f.cue.verb)))
        for first, forms in table.items()
    }


def _regular(verb: str) -> list[str]:
    """Third person, past, participle and -ing form of a regular verb.

    >>> _regular("deny"), _regular("propose")
    (['denies', 'denied', 'denied', 'denying'], ['proposes', 'proposed', 'proposed', 'proposing'])
    >>> _regular("address")
    ['addresses', 'addressed', 'addressed', 'addressing']
    """
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "x", "ch", "sh")) else "s")
    return [third, verb + "ed", verb + "ed", verb + "ing"]
