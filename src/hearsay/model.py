"""Every record that is kept or printed, in the order in which the data flows: read, annotate, collate.

All records are frozen and hold tuples, never lists; nothing here reads a file or decides anything. Words are those of
``docs/glossary.md``. A span always counts code points of its document's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal

from hearsay.text import Span

Kind = Literal[
    "recording", "transcript", "notes", "readout", "leak", "recollection", "report", "copy", "comment", "other"
]  # fmt: skip
ZoneKind = Literal["headline", "standfirst", "byline", "caption", "body", "notice", "comment"]
CoverageState = Literal["complete", "excerpt", "truncated", "redacted", "illegible"]
EntityKind = Literal["person", "organisation", "place", "document", "group", "unknown"]
MentionForm = Literal["name", "title", "pronoun", "description"]
Mode = Literal["direct", "indirect", "mixed"]
Modality = Literal["said", "believed", "intended", "unknown"]
ResolvedBy = Literal["explicit", "pronoun", "nominal", "implicit"]
LinkRole = Literal[
    "heard", "noted", "interpreted", "released", "published", "quoted", "translated", "republished", "said"
]  # fmt: skip
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
CopyKind = Literal["reprint", "partial", "rewrite", "translation"]
Direction = Literal["stated", "inferred", "unknown"]
Fidelity = Literal["verbatim", "trimmed", "spliced", "reworded", "translated", "indirect"]
Beside = Literal["misattributed", "displaced", "unsupported"]
DifferenceOp = Literal["same", "dropped", "added", "replaced"]
DisagreementKind = Literal["contradiction", "difference", "update", "omission"]
CheckKind = Literal["count", "membership", "office", "date", "sum"]
Verdict = Literal["supported", "refuted", "not enough information"]
ResponseKind = Literal["confirmed", "denied", "not recognised", "declined", "no comment", "evaded", "none"]
LeftOf = Literal["rendition", "disagreement", "check", "account"]
LeftState = Literal["stands", "otherwise", "falls"]
Independence = Literal["shown", "same origin", "not established"]
ChangeKind = Literal["new", "gone", "changed"]


def evidence_id(document: str, kind: str, *spans: Span) -> str:
    """The id of a piece of evidence: a hash of its document, its kind and its spans, so that it is the same
    whatever else was read with it.

    >>> evidence_id("d1", "attribution", Span(0, 4)) == evidence_id("d1", "attribution", Span(0, 4))
    True
    """
    text = f"{document}\n{kind}\n" + ";".join(f"{s.start}-{s.end}" for s in spans)
    return f"{kind[:1]}{sha256(text.encode()).hexdigest()[:15]}"


def document_id(source_id: str, data: bytes) -> str:
    """The id of a document: two identical pages under two names are two witnesses."""
    return "d" + sha256(source_id.encode() + b"\0" + data).hexdigest()[:15]


# ---- read ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An input, or a part of one, that could not be read, or not wholly."""

    path: str
    record: str | None
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """What part of a page a stretch of its text is."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the thing is in hand. Silence outside covered text is never evidence."""

    state: CoverageState = "complete"
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """A stretch of a text in another language than the document's: ISO 639-1 code and how sure, 0 to 1."""

    span: Span
    language: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """How a field of a document was come by, or why something was kept out: `of` names the field, or "kept out".

    `sure` is 0 to 1, ``None`` where there is no measure.
    """

    of: str
    why: str
    sure: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The readable text made from one capture, never changed afterwards, with what the capture says of itself.

    `source_id` is the input's own name, unique in a run; `path` as the user gave it; `published` and `retrieved` are
    ISO 8601 as far as known; ``None`` is "not found". `kind_reason` says why `kind` is what it is. `contact` is whom
    the notice names for removal; `tongues` are stretches in another language than `language`; `remarks` tell how fields
    were come by and what was kept out.
    """

    id: str
    source_id: str
    path: str
    sha256: str
    media_type: str
    text: str
    uri: str | None = None
    title: str | None = None
    byline: str | None = None
    publisher: str | None = None
    published: str | None = None
    modified: str | None = None
    retrieved: str | None = None
    credit: str | None = None
    rights: str | None = None
    contact: str | None = None
    restriction: str | None = None
    language: str | None = None
    kind: Kind | None = None
    kind_reason: str | None = None
    coverage: Coverage = field(default_factory=Coverage)
    zones: tuple[Zone, ...] = ()
    pages: tuple[Span, ...] | None = None
    tongues: tuple[Tongue, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def english(self) -> bool:
        """Whether it is to be read as English; a text too short or too poor to tell is."""
        return self.language is None or self.language.partition("-")[0].casefold() in ("en", "und")


# ---- annotate --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A span in a named document: the short form of an anchor that output carries."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a field of a finding is what it is, with the places that show it."""

    of: str
    why: str
    anchors: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch in quotation marks. `span` takes in the marks; `inner` are the words, one span a paragraph.

    `depth` is 0 for an outermost quotation. `closed` is false where the closing mark is missing: the quotation then
    ends with its paragraph. `block` marks a pull or block quotation without marks.
    """

    span: Span
    inner: tuple[Span, ...]
    depth: int = 0
    closed: bool = True
    block: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where somebody or something is named, or pointed at. `entity` is the id inside its document."""

    document: str
    span: Span
    form: MentionForm
    entity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, organisation, place, document or unnamed group, with its mentions and the reasons they were joined.

    `name` is the fullest form in the sources. Inside one document's `Annotations` it is that document's; in a
    `Collation` it spans documents, and `members` are the ids of the document-level entities it was folded from.
    """

    id: str
    name: str
    kind: EntityKind
    mentions: tuple[Mention, ...]
    reasons: tuple[Reason, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A span that names a time, with its value in TIMEX3 and in EDTF; ``None`` where the text leaves it open."""

    document: str
    span: Span
    type: TimeType
    timex: str | None
    edtf: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where or by what means it was said."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One pair of hands between the words and the reader. `who` is an entity or document id; ``None`` is an open link:
    the text says that somebody stood there and not who. `seen`: the link itself is among the inputs."""

    role: LinkRole
    who: str | None
    anchor: Place | None = None
    date: str | None = None
    seen: bool = False
    first_record: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One place where somebody is said to say, write, think or want something.

    `source`, `cue` and `content` are spans as printed; `parent` the attribution whose content it stands in. `speaker`
    holds entity ids, empty when not found, and then `resolved_by` is ``None``.
    """

    id: str
    document: str
    parent: str | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: Mode
    modality: Modality = "said"
    negated: bool = False
    denied: bool = False
    hedged: bool = False
    conditional: bool = False
    speaker: tuple[str, ...] = ()
    resolved_by: ResolvedBy | None = None
    addressee: str | None = None
    venue: Venue | None = None
    said_on: str | None = None
    chain: tuple[ChainLink, ...] = ()
    confidence: float = 0.5
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All that was found in one document, and nothing that depends on another."""

    document: Document
    paragraphs: tuple[Span, ...] = ()
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    attributions: tuple[Attribution, ...] = ()


# ---- collate ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What people decided of two entities of single documents: that they are one (`same`), or two; `why` says who
    decided it, when and for which reason."""

    first: str
    second: str
    same: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A document in its role as one carrier of a telling."""

    document: str
    siglum: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """A text that a document names as its own origin, and that is not in hand."""

    name: str
    anchor: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """`document` carries the text of `of`, or of a named `ancestor` that is not in hand (then `of` is ``None``).

    `share` is the part of `document`'s own words (quotations aside) that stand in `of`, ``None`` where that is not in
    hand; `evidence` pairs the spans that both carry, first in `document`, then in `of`.
    """

    document: str
    of: str | None
    ancestor: Ancestor | None
    kind: CopyKind
    direction: Direction
    share: float | None
    evidence: tuple[tuple[Span, Span], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened and is told of; a conversation is the kind at which things were said. `date` is EDTF."""

    id: str
    story: str
    kind: str
    participants: tuple[str, ...]
    date: str | None
    place: str | None
    session: str | None
    passages: tuple[Place, ...]
    primary_record: str | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The documents that tell of the same happenings; each document is in one."""

    id: str
    documents: tuple[str, ...]
    events: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A run of words in the comparison of a rendition with its witness: `words` of the rendition, `against` of the
    witness, each with its place; ``None`` where that side has nothing."""

    op: DifferenceOp
    words: Span | None
    against: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One document's carrying of an utterance. `against` is the document of the witness it was compared with; the
    witness itself is compared with nothing and has ``None``."""

    document: str
    attributions: tuple[str, ...]
    spans: tuple[Span, ...]
    fidelity: Fidelity
    also: tuple[Beside, ...] = ()
    against: str | None = None
    difference: tuple[Difference, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One act of saying in the world, whoever reports it."""

    id: str
    event: str | None
    speaker: tuple[str, ...]
    addressee: str | None
    renditions: tuple[Rendition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that an account says of its event."""

    slot: str
    value: str
    anchors: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independent:
    """How an account's origin stands to another's."""

    of: str
    state: Independence
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One origin's telling of an event, copies already folded into it."""

    id: str
    event: str
    teller: str | None
    occasion: str | None
    kind: Kind
    documents: tuple[str, ...]
    points: tuple[Point, ...] = ()
    independence: tuple[Independent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one account holds on a point of disagreement."""

    account: str | None
    value: str
    anchors: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Accounts that give different values for the same point."""

    id: str
    event: str
    about: str
    kind: DisagreementKind
    positions: tuple[Position, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a named party says of another's telling."""

    event: str
    party: str
    to: str
    kind: ResponseKind
    anchor: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDate:
    """A day of which a row of a reference table tells: `date` as the table has it, `what` in our words."""

    date: str
    what: str
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A claim held against a dated table, the calendar or arithmetic, with the definition and the rows it used.

    `stated` are the source's words at the first place; `found` and `readings` are ours, with dates in ISO 8601. `dates`
    are days that the rows tell of, where these are the point of the claim.
    """

    kind: CheckKind
    verdict: Verdict
    places: tuple[Place, ...]
    attribution: str | None
    stated: str
    found: str | None
    readings: tuple[str, ...]
    definition: str
    as_of: str
    table: str
    rows: tuple[str, ...]
    dates: tuple[TableDate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """Everything found across documents. `entities` and `attributions` are those of all documents, with speakers and
    addressees pointing at the entities of this collation."""

    annotations: tuple[Annotations, ...]
    witnesses: tuple[Witness, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    copies: tuple[Copy, ...]
    stories: tuple[Story, ...]
    events: tuple[Event, ...]
    utterances: tuple[Utterance, ...]
    accounts: tuple[Account, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    responses: tuple[Response, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What becomes of one finding without a witness. `of` is what it is, `what` its label, `anchor` a place of it."""

    of: LeftOf
    what: str
    state: LeftState
    anchor: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """What would stand of a dossier if one witness or teller, called `name`, were not to be had."""

    name: str
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What made a result: schema of the output, version of the program, hashes of weights and tables."""

    schema: str
    version: str
    weights: str | None
    tables: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a dossier was asked to be made of, and how much that left out.

    Asked for: documents published on or after `since`, of `language` (as ``en``); attributions with a confidence of
    `sure` or more; `excerpts`, so many words at most around each quoted place, in place of full texts;
    `include_restricted`, documents under a restriction too. Left out: `earlier` documents, those of `other_language`
    or of `unknown_language`, `restricted` ones, `unsure` attributions. `undated` documents are in it though nothing
    shows that they are not earlier.
    """

    since: str | None = None
    language: str | None = None
    sure: float | None = None
    excerpts: int | None = None
    include_restricted: bool = False
    earlier: int = 0
    undated: int = 0
    other_language: int = 0
    unknown_language: int = 0
    restricted: int = 0
    unsure: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One finding in the list that an edition keeps of itself: `of` is its kind, `label` our short words for it,
    `digest` a hash of all that was found of it."""

    of: str
    id: str
    label: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one finding since the edition before: `label` as it is, or as it was where it is gone."""

    what: ChangeKind
    of: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which edition of a dossier this is, from 1; `dated` an ISO 8601 day, if one was given; `supersedes` the number of
    the edition before, with the `changes` since."""

    number: int
    dated: str | None
    supersedes: int | None
    changes: tuple[Change, ...]
    findings: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All of it for one question. `lead` are the ids of the events it leads with, best first; `stories` those shown in
    full; `about` the words that were asked for; `without` what would stand without a witness, if that was asked;
    `selection` what else was asked for; `edition` is there where it is written to a file."""

    versions: Versions
    about: str | None
    problems: tuple[Problem, ...]
    collation: Collation
    stories: tuple[str, ...]
    lead: tuple[str, ...]
    without: Without | None = None
    selection: Selection | None = None
    edition: Edition | None = None
