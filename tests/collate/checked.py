"""Sentences held against the shipped tables, for the tests of every kind of claim."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from hearsay.annotate import annotate
from hearsay.collate.checks import checks
from hearsay.model import Check
from hearsay.reference import Reference, load
from tests.collate.told import report

S, R, N = "supported", "refuted", "not enough information"


class Case(NamedTuple):
    """A text of a day, with what is to be found in it: kind, verdict and a part of the value; ``None`` for silence."""

    published: str | None
    text: str
    kind: str | None = None
    verdict: str | None = None
    found: str = ""


@cache
def tables() -> Reference:
    """The shipped tables."""
    return load()


def checked(text: str, published: str | None = None, reference: Reference | None = None) -> tuple[Check, ...]:
    """What is checked in a report of one day."""
    found = annotate([report("x", text, published=published)])
    return checks(found, [a for f in found for a in f.attributions], reference or tables())


def hold(case: Case) -> None:
    """Assert that a case is decided as it says, and as nothing else of its kind."""
    found = checked(case.text, case.published)
    decided = [(c.kind, c.verdict, c.found) for c in found if c.verdict != N]
    if case.verdict in (None, N):
        assert decided == []
        if case.verdict:
            assert any(c.kind == case.kind for c in found)
        return
    mine = [d for d in decided if d[0] == case.kind]
    assert {d[1] for d in mine} == {case.verdict}, decided
    assert any(case.found in (d[2] or "") for d in mine), decided
