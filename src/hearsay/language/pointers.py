"""What one step finds and the next joins: mentions by name, stretches that stand for somebody, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hearsay.model import EntityKind, ResolvedBy
from hearsay.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A mention by name. `span` takes in a title ("Mr. Lind"), `core` does not; `kind` as far as it shows there, and
    `evidence` what showed it."""

    span: Span
    core: Span
    name: str
    title: str | None
    kind: EntityKind
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A stretch that stands for somebody: the source or the addressee of an attribution.

    `content` is that attribution's own content, in which its speaker is not looked for; `parent` the attribution it
    stands inside, whose speaker "I" is; `reported`, whether it stands there in indirect speech, where "he" mostly is
    that speaker too.
    """

    span: Span
    role: Literal["source", "addressee"]
    attribution: str
    content: tuple[Span, ...] = ()
    parent: str | None = None
    reported: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a pointer stands for: entity ids, how it was found, why, and the places that show it."""

    entities: tuple[str, ...]
    resolved_by: ResolvedBy | None
    why: str
    places: tuple[Span, ...] = ()
    doubtful: bool = False
