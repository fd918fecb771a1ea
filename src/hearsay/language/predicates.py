"""The table of predicates that figures stand with, `predicates.tsv`: which words say the same of what is counted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _table() -> tuple[Mapping[str, str], frozenset[str]]:
    words: dict[str, str] = {}
    growing: set[str] = set()
    for line in files("hearsay.language").joinpath("predicates.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, moves, members = line.split("\t")
        words.update(dict.fromkeys(members.split(), name))
        if moves == "grows":
            growing.add(name)
    return words, frozenset(growing)


def predicate(word: str) -> str | None:
    """The class of a lower-case word; ``None`` for one that is in none.

    >>> predicate("killed"), predicate("deaths"), predicate("ferry")
    ('dead', 'dead', None)
    """
    return _table()[0].get(word)


def grows(name: str) -> bool:
    """Whether a figure of this class moves while a happening is still being counted.

    >>> grows("hurt"), grows("aboard")
    (True, False)
    """
    return name in _table()[1]
