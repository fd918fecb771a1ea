"""What a library gives back, besides the records of `hearsay.model`. Frozen, like those."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hearsay.model import Difference, EntityKind, Place, Problem
from hearsay.text import Span

JudgedOf = Literal["attribution", "speaker", "join", "fidelity", "disagreement", "check"]
Decision = Literal["confirm", "correct", "reject", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Who is in one story: the entity across its documents, whether a name stands anywhere, in how many documents, how
    often speaking."""

    entity: str
    name: str
    kind: EntityKind
    named: bool
    documents: int
    attributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an adding did: ids of the documents that are new, and of those among them that are new revisions; how many
    captures were `known`, how many showed a known article in other furniture (`same_article`); what was kept out as
    forgotten, and what could not be read."""

    new: tuple[str, ...]
    revisions: tuple[str, ...]
    known: int
    same_article: int
    kept_out: tuple[Problem, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document of a library in a line. `story` is ``None`` where the findings do not know it yet; `current` is false
    where a later revision is there; `by_rules`: annotated without the model."""

    id: str
    number: int
    source_id: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str | None
    address: str | None
    added: str
    retrieved: str | None
    size: int
    current: bool
    story: str | None
    by_rules: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that a search found: a document, or an attribution in it (`attribution` is its id).

    `words` are the source's own, cut to what shows why; `marks` the spans in `words` that were asked for. `speaker` and
    `addressee` are names, `rank` rises with how well it fits.
    """

    document: str
    attribution: str | None
    source_id: str
    title: str | None
    outlet: str | None
    published: str | None
    words: str
    marks: tuple[Span, ...]
    rank: float
    current: bool = True
    speaker: tuple[str, ...] = ()
    addressee: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found, best first, and how many there are in all. `stale`: the filters by story, fidelity or check
    went by findings that do not know the newest documents."""

    hits: tuple[Hit, ...]
    total: int
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One text of an address: the days of its first and last capture, and how the text before became it.

    In `changes`, `words` count in this document's text and `against` in that of `before`. `lost` are the attributions
    of the one before whose words are not in this one.
    """

    document: str
    first: str
    last: str
    captures: int
    current: bool
    before: str | None = None
    changes: tuple[Difference, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is kept of something forgotten: the hash of its bytes or its address, the reason and the day."""

    sha256: str | None
    address: str | None
    reason: str
    at: str
    lifted: str | None = None
    lifted_because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What a forgetting took out: ids of documents, and what is left to be said of it."""

    documents: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's decision about something that was found: who, when, why. It never changes evidence.

    `evidence` are one or two ids of evidence (attributions; entities of one document, for a join; places, by
    `evidence_id`), `places` where that evidence stands. `value` is what a correction puts there, `quoted` the words
    that were judged, gone once their document is forgotten. `undoes` is the id of the judgement that this one undoes.
    """

    id: str
    of: JudgedOf
    decision: Decision
    evidence: tuple[str, ...]
    places: tuple[Place, ...]
    who: str
    why: str
    at: str
    value: str | None = None
    quoted: str | None = None
    undoes: str | None = None
    forgotten: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in a library that is not as it should be: `what` it is of, and `why`."""

    what: str
    why: str
