"""The example case, fact by fact: what ``example_expected.json`` says is in it, and what of that is not found yet.

Each fact is a test of its own. `GAPS` lists those that do not hold, each with the reason; one that begins to hold fails
until it is taken off the list, and one that ceases to hold fails at once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import hearsay
from hearsay.model import Annotations, Attribution, Collation, Utterance
from hearsay.text import Span

ROOT = Path(__file__).resolve().parent.parent
EXPECTED: dict[str, Any] = json.loads((ROOT / "tests" / "example_expected.json").read_text(encoding="utf-8"))

_WHY = {
    "the page has only the asker, in the sentence before": (
        "quotation: merrow-lantern.html, Then we shall both be thirsty,, addressee",
        "quotation: riverside-digest.html, Then we shall both be thirsty,, addressee",
    ),
    "the paraphrase is not joined to the quotation since the interview's own telling of it is found": (
        "rendition: the engineers' warning, as Hastrel passes it on, hallow-post.txt, indirect",
    ),
    "the wire has it from an official, who is not its speaker": (
        "rendition: Corran's offer of the lower gates, perrin-1996-09-17, indirect",
    ),
    "too few words in common with the quotation": (
        "rendition: Corran's answer about a dry summer, hallow-post.txt, indirect",
    ),
    "a feed that the notice names is left out": ("chain: riverside-digest.html, We could open the lower gates ",),
    "the paper named two paragraphs before is not carried on to the quotation": (
        "chain: hallow-post.txt, We could open the lower gates ",
    ),
    "who took the notes is not read from their head": ("chain: minutes.txt, We could open the lower gates ",),
    "conditions are not among the points that are read": ("disagreement: the condition",),
    "“had not asked for one” is no answer that is read: the others’ are set against each other": (
        "disagreement: the answer",
    ),
    "a denial that is not said of anybody is no response that is read": (
        "response: premier-readout.txt, No payment was asked for, and ",
    ),
}
GAPS = {name: why for why, named in _WHY.items() for name in named}


class Fact(NamedTuple):
    """Something that is so in the example: its name, and the test of it."""

    name: str
    holds: Callable[[], bool]


@cache
def case(name: str) -> Collation:
    return hearsay.trace([ROOT / "examples" / name]).collation


class Example:
    """The collation of one case, asked by the names and words of ``example_expected.json``."""

    def __init__(self, name: str) -> None:
        self.found = case(name)
        self.by_name = {a.document.source_id.split("#")[-1].split("/")[-1]: a for a in self.found.annotations}
        self.names = {e.id: _bare(e.name) for e in self.found.entities}
        self.names |= {a.document.id: _bare(a.document.publisher or "") for a in self.found.annotations}

    def document(self, name: str) -> Annotations:
        return self.by_name[name]

    def place(self, fact: dict[str, Any]) -> Span:
        text = self.document(fact["document"]).document.text
        assert text.count(fact["words"]) == 1, f"{fact['words']!r} stands {text.count(fact['words'])} times"
        start = text.index(fact["words"])
        return Span(start, start + len(fact["words"]))

    def attribution(self, fact: dict[str, Any]) -> Attribution | None:
        """The innermost attribution in whose content the words stand."""
        place, document = self.place(fact), self.document(fact["document"]).document
        holding = [
            a for a in self.found.attributions if a.document == document.id and any(c.covers(place) for c in a.content)
        ]
        return min(holding, key=lambda a: (sum(c.end - c.start for c in a.content), a.id), default=None)

    def speaker(self, fact: dict[str, Any]) -> str | None:
        a = self.attribution(fact)
        return " and ".join(self.names[s] for s in a.speaker) if a is not None and a.speaker else None

    def addressee(self, fact: dict[str, Any]) -> str | None:
        a = self.attribution(fact)
        return self.names[a.addressee] if a is not None and a.addressee is not None else None

    def chain(self, fact: dict[str, Any]) -> list[str | None]:
        """The names along the chain; a paper that is in hand goes by its kind."""
        a = self.attribution(fact)
        return [] if a is None else [self._hand(link.who, link.role) for link in a.chain]

    def _hand(self, who: str | None, role: str) -> str | None:
        if who in {a.document.id for a in self.found.annotations} and role == "noted":
            return "minutes"
        return self.names[who] if who else None

    def utterance(self, fact: dict[str, Any]) -> tuple[Utterance, str] | None:
        """The utterance that the words carry, with the fidelity of that rendition."""
        a = self.attribution(fact)
        for u in self.found.utterances:
            for r in u.renditions:
                if a is not None and a.id in r.attributions:
                    return u, r.fidelity
        return None

    def anchored(self, fact: dict[str, Any], anchors: Any) -> bool:
        document = self.document(fact["document"]).document.id
        return any(p.document == document and p.span.overlaps(self.place(fact)) for p in anchors if p is not None)


def _bare(name: str) -> str:
    """A name without its article, as names of entities are kept."""
    first, _, rest = name.partition(" ")
    bare = rest if rest and first.casefold() in ("the", "a", "an") else name
    return bare[:1].casefold() + bare[1:]


def _named(found: str | None, wanted: str) -> bool:
    """Whether it is the name, or a fuller form of it ("town council" for "the council")."""
    return found is not None and f" {found}".endswith(f" {_bare(wanted)}")


def facts() -> Iterator[Fact]:
    """All facts of the file, in its order."""
    gates = Example(EXPECTED["case"])
    yield from _said("quotation", gates, EXPECTED["quotations"])
    yield from _said("turn", gates, EXPECTED["turns"])
    yield from _said("one page", Example("one-page"), EXPECTED["one_page"]["quotations"])
    for fact in EXPECTED["copies"]:
        yield Fact(f"copy: {fact['document']} of {fact['of']} ({fact['kind']})", lambda f=fact: _copy(gates, f))  # type: ignore[misc]
    for same in EXPECTED["same_utterance"]:
        for fact in same["renditions"]:
            name = f"rendition: {same['what']}, {fact['document']}, {fact['fidelity']}"
            yield Fact(name, lambda f=fact, s=same: _rendition(gates, s, f))  # type: ignore[misc]
    for fact in EXPECTED["kept_apart"]:
        yield Fact(f"kept apart: {fact['document']} from {fact['not']}", lambda f=fact: _apart(gates, f))  # type: ignore[misc]
    for story in EXPECTED["stories"]:
        yield Fact(f"story: {len(story)} documents with {story[0]}", lambda s=story: _story(gates, s))  # type: ignore[misc]
    for fact in EXPECTED["chains"]:
        name = f"chain: {fact['document']}, {fact['words'][:30]}"
        yield Fact(name, lambda f=fact: gates.chain(f) == [_bare(x) for x in f["chain"]])  # type: ignore[misc]
    for fact in EXPECTED["disagreements"]:
        yield Fact(f"disagreement: {fact['about']}", lambda f=fact: _disagreement(gates, f))  # type: ignore[misc]
    for fact in EXPECTED["responses"]:
        yield Fact(f"response: {fact['document']}, {fact['words'][:30]}", lambda f=fact: _response(gates, f))  # type: ignore[misc]
    for part in ("owner", "through", "contact"):
        yield Fact(f"notice: {part}", lambda p=part: _notice(gates, EXPECTED["notice"], p))  # type: ignore[misc]


def _said(what: str, example: Example, told: list[dict[str, Any]]) -> Iterator[Fact]:
    for fact in told:
        name = f"{what}: {fact['document']}, {fact['words'][:30]}"
        yield Fact(f"{name}, speaker", lambda f=fact: _named(example.speaker(f), f["speaker"]))  # type: ignore[misc]
        if fact.get("addressee"):
            yield Fact(f"{name}, addressee", lambda f=fact: _named(example.addressee(f), f["addressee"]))  # type: ignore[misc]


def _copy(example: Example, fact: dict[str, Any]) -> bool:
    child, parent = (example.document(fact[k]).document.id for k in ("document", "of"))
    return any((c.document, c.of, c.kind) == (child, parent, fact["kind"]) for c in example.found.copies)


def _rendition(example: Example, same: dict[str, Any], fact: dict[str, Any]) -> bool:
    """Whether it is one utterance with the minutes' words, by the right speaker, carried so, all its parts together."""
    witness, mine = example.utterance(same["renditions"][0]), example.utterance(fact)
    if witness is None or mine is None or mine[0].id != witness[0].id:
        return False
    rest = [example.utterance({"document": fact["document"], "words": w}) for w in fact.get("rest", ())]
    named = [example.names[s] for s in mine[0].speaker] == [_bare(same["speaker"])]
    return named and mine[1] == fact["fidelity"] and all(r is not None and r[0].id == mine[0].id for r in rest)


def _apart(example: Example, fact: dict[str, Any]) -> bool:
    (other,) = (s for s in EXPECTED["same_utterance"] if s["what"] == fact["not"])
    mine, theirs = example.utterance(fact), example.utterance(other["renditions"][0])
    return mine is not None and theirs is not None and mine[0].id != theirs[0].id


def _story(example: Example, documents: list[str]) -> bool:
    wanted = {example.document(d).document.id for d in documents}
    return any(set(s.documents) == wanted for s in example.found.stories)


def _disagreement(example: Example, fact: dict[str, Any]) -> bool:
    return any(
        all(any(example.anchored(p, q.anchors) for q in d.positions) for p in fact["positions"])
        for d in example.found.disagreements
    )


def _response(example: Example, fact: dict[str, Any]) -> bool:
    return any(r.kind == fact["kind"] and example.anchored(fact, [r.anchor]) for r in example.found.responses)


def _notice(example: Example, fact: dict[str, Any], part: str) -> bool:
    document = example.document(fact["document"]).document
    return (
        fact[part].casefold() in " ".join(filter(None, (document.credit, document.rights, document.contact))).casefold()
    )


def _parameters() -> Iterator[Any]:
    for fact in facts():
        why = GAPS.get(fact.name)
        marks = [pytest.mark.xfail(reason=why, strict=True, raises=AssertionError)] if why else []
        yield pytest.param(fact, id=fact.name, marks=marks)


@pytest.mark.parametrize("fact", list(_parameters()))
def test_a_fact_of_the_example(fact: Fact) -> None:
    assert fact.holds()


def test_the_gaps_are_facts_of_the_file() -> None:
    named = [fact.name for fact in facts()]
    assert len(named) == len(set(named))
    assert sorted(set(GAPS) - set(named)) == []
