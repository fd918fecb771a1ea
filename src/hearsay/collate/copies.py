"""Which documents carry another's text: reprints, partial copies, rewrites; with the shared passages as evidence.

Only the teller's own words count: what stands in quotation marks, in posts, in captions and in notices is common
property of all who report, and runs of words that pages say over and over are nobody's; they make no copy. Candidates
share sampled runs of words; each is confirmed by aligning the whole texts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from hearsay.language.alignment import Run, comparable, runs
from hearsay.language.calendar import reference_date
from hearsay.language.captions import captions
from hearsay.language.common_runs import SIZE, common
from hearsay.language.grouping import proposed
from hearsay.language.neighbours import PROPOSES
from hearsay.language.origin import agency, is_agency, republished_from
from hearsay.language.profiles import Profile
from hearsay.language.words import Word
from hearsay.model import Ancestor, Annotations, Copy, CopyKind, Direction, Place, Reason
from hearsay.text import Span

GRAM = SIZE  # words of the shortest run that counts as shared
KEPT = 64  # documents whose words are kept at a time: those that copy each other stand near each other
CROWD = 12  # documents with one gram, above which not every pair of them is proposed
REPRINT = 0.85
PARTIAL = 0.25
LEAST_WORDS = 50  # own words in shared runs, below which nothing is a copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document's words, and which of them are its own."""

    annotations: Annotations
    words: tuple[Word, ...]
    forms: tuple[str, ...]
    own: tuple[bool, ...]

    @property
    def own_count(self) -> int:
        """How many of the words are its own."""
        return sum(self.own)


def copies(annotations: Sequence[Annotations], profiles: Sequence[Profile]) -> tuple[Copy, ...]:
    """All copies among documents with these profiles, and the ancestors that a document names as its origin and that
    are not in hand."""
    by_id = {a.document.id: a for a in annotations}
    text = lru_cache(maxsize=KEPT)(lambda document: words_of(by_id[document]))
    found: list[Copy] = []
    for one, other in _candidates(profiles):
        copy = decide(text(one), text(other))
        if copy is not None:
            found.append(copy)
    for a in annotations:
        ancestor = _ancestor(a)
        if ancestor is not None and not any(c.document == a.document.id and c.direction == "stated" for c in found):
            found.append(ancestor)
    return tuple(sorted(found, key=lambda c: (c.document, c.of or "")))


def words_of(a: Annotations) -> Text:
    """What of a document is laid beside another."""
    document = a.document
    kept, forms = comparable(document.text, Span(0, len(document.text)))
    silent = sorted(
        [q.span for q in a.quotations if q.depth == 0 and not q.block]
        + [z.span for z in document.zones if z.kind in ("notice", "caption", "comment", "byline")]
        + [c for x in a.attributions if x.venue is not None and x.mode == "direct" for c in x.content]
        + list(captions(document.text, a.paragraphs, a.sentences))
    )
    own: list[bool] = []
    at, end = 0, 0
    for word, said in zip(kept, common(forms), strict=True):
        while at < len(silent) and silent[at].start <= word.span.start:
            end = max(end, silent[at].end)
            at += 1
        own.append(not said and end <= word.span.start)
    return Text(annotations=a, words=kept, forms=forms, own=tuple(own))


def _candidates(profiles: Sequence[Profile]) -> list[tuple[str, str]]:
    """Documents that share sampled runs of words, the common ones left out."""
    holders: dict[int, list[str]] = defaultdict(list)
    for p in sorted(profiles, key=lambda p: p.document):
        for mark in p.marks.tolist():
            holders[mark].append(p.document)
    pairs: Counter[tuple[str, str]] = Counter()
    for keys in holders.values():
        pairs.update(proposed(keys, CROWD))
    return sorted(p for p, n in pairs.items() if n >= PROPOSES["mark"])


def decide(a: Text, b: Text) -> Copy | None:
    """Whether one of two documents carries the other's text; ``None`` if neither."""
    in_b = runs(a.forms, b.forms, GRAM)
    in_a = runs(b.forms, a.forms, GRAM)
    if _outlet(a) and _outlet(a) == _outlet(b):
        in_b, in_a = _without_furniture(in_b, a, b), _without_furniture(in_a, b, a)
    own_a, own_b = _own(a, in_b), _own(b, in_a)
    share_a, share_b = own_a / max(1, a.own_count), own_b / max(1, b.own_count)
    if max(own_a, own_b) < LEAST_WORDS or max(share_a, share_b) < PARTIAL:
        return None
    kind: CopyKind = "reprint" if min(share_a, share_b) >= REPRINT else "partial"
    child, parent, direction, why = _direction(a, b, share_a, share_b)
    shared = in_b if child is a else in_a
    share = share_a if child is a else share_b
    evidence = tuple(_spans(child, parent, run) for run in shared if _counts(child, run))
    told = (
        f"{own_a if child is a else own_b} of its own {child.own_count} words stand in runs of {GRAM} or more"
        " in the other; quotations and notices not counted"
    )
    return Copy(
        document=child.annotations.document.id,
        of=parent.annotations.document.id,
        ancestor=None,
        kind=kind,
        direction=direction,
        share=round(share, 3),
        evidence=evidence,
        reasons=(Reason(of="copy", why=told), Reason(of="direction", why=why)),
    )


def _outlet(text: Text) -> str:
    document = text.annotations.document
    return (document.publisher or re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", document.uri or "")).casefold()


def _without_furniture(shared: Sequence[Run], a: Text, b: Text) -> tuple[Run, ...]:
    """Two pages of one outlet share their foot, whatever they tell: runs in the last third of both do not count."""
    foot_a, foot_b = len(a.forms) * 2 // 3, len(b.forms) * 2 // 3
    return tuple(r for r in shared if r.a < foot_a or r.b < foot_b)


def _own(text: Text, shared: Sequence[Run]) -> int:
    return sum(text.own[i] for run in shared for i in range(run.a, run.a + run.size))


def _counts(text: Text, run: Run) -> bool:
    return any(text.own[run.a : run.a + run.size])


def _spans(child: Text, parent: Text, run: Run) -> tuple[Span, Span]:
    return (
        Span(child.words[run.a].span.start, child.words[run.a + run.size - 1].span.end),
        Span(parent.words[run.b].span.start, parent.words[run.b + run.size - 1].span.end),
    )


# ---- direction -------------------------------------------------------------------------------------------------------


def _direction(a: Text, b: Text, share_a: float, share_b: float) -> tuple[Text, Text, Direction, str]:
    """Which has it from which: stated by a credit line, inferred from completeness and dates, or unknown."""
    for child, parent in ((a, b), (b, a)):
        if _credits(child.annotations, parent.annotations):
            credit = child.annotations.document.credit
            said = credit or child.annotations.document.byline
            return child, parent, "stated", f"its credit names the other: “{said}”"
    wires = {w.name for t in (a, b) if (w := agency(t.annotations.document)) is not None}
    if len(wires) == 1 and all(agency(t.annotations.document) for t in (a, b)):
        child, parent = sorted((a, b), key=lambda t: t.annotations.document.source_id, reverse=True)
        return child, parent, "unknown", f"both are credited to {wires.pop()}: neither need have it from the other"
    days = _days_apart(a, b)
    for child, parent, mine, theirs in ((a, b, share_a, share_b), (b, a, share_b, share_a)):
        if mine >= REPRINT and theirs <= mine - 0.15:
            return child, parent, "inferred", "nearly all of its own words stand in the other, which has more"
    if days is not None and abs(days) >= 2:
        child, parent = (a, b) if days > 0 else (b, a)
        return child, parent, "inferred", f"it is dated {abs(days)} days after the other"
    child, parent = sorted((a, b), key=lambda t: t.annotations.document.source_id, reverse=True)
    return (
        child,
        parent,
        "unknown",
        "no credit line names the other, neither is plainly the fuller, and the dates are too near to decide",
    )


def _days_apart(a: Text, b: Text) -> int | None:
    first, second = (reference_date(t.annotations.document.published) for t in (a, b))
    return (first - second).days if first and second else None


def _credits(child: Annotations, parent: Annotations) -> bool:
    wire = agency(child.document)
    if wire is not None and is_agency(parent.document, wire.name):
        return True
    said = " ".join(filter(None, (child.document.credit, child.document.rights))).casefold()
    if not said:
        return False
    publisher = (parent.document.publisher or "").casefold().removeprefix("the ")
    own = (child.document.publisher or "").casefold().removeprefix("the ")
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", parent.document.uri or "").split("/")[0].casefold()
    return bool((publisher and publisher != own and publisher in said) or (host and host in said))


def _ancestor(a: Annotations) -> Copy | None:
    """The origin that a republication names, or the agency whose copy it is, and that is not among the documents."""
    document = a.document
    origin = republished_from(document, a.entities) or agency(document)
    if origin is None:
        return None
    anchor = Place(document=document.id, span=origin.span) if origin.span is not None else None
    return Copy(
        document=document.id,
        of=None,
        ancestor=Ancestor(name=origin.name, anchor=anchor),
        kind="reprint",
        direction="stated",
        share=None,
        evidence=(),
        reasons=(
            Reason(
                of="direction",
                why="its credit line names this origin, which is not among the documents",
                anchors=(anchor,) if anchor is not None else (),
            ),
        ),
    )
