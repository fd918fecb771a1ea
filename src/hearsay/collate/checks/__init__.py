"""Claims that a dated table, the calendar or a sum can decide: found, held against it, and explained.

`KINDS` is the list of what is looked for. Each takes one sentence (a `Scene`) and yields what it finds; none sees
another document. A claim that can be meant in two ways is decided only where both give the same; a row that no second
place bears out decides nothing; what no table knows is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.collate.checks.counts import counts
from hearsay.collate.checks.days import days
from hearsay.collate.checks.elapsed import elapsed
from hearsay.collate.checks.growth import growth
from hearsay.collate.checks.holders import holders
from hearsay.collate.checks.joins import joined
from hearsay.collate.checks.lexicon import lexicon
from hearsay.collate.checks.memberships import memberships
from hearsay.collate.checks.records import Finding, Rows, Scene
from hearsay.collate.checks.scenes import published_on, said_on, scenes
from hearsay.collate.checks.shares import shares
from hearsay.collate.checks.successions import successions
from hearsay.collate.checks.sums import sums
from hearsay.collate.checks.terms import terms
from hearsay.model import Annotations, Attribution, Check, Place, TableDate
from hearsay.reference import Membership, Reference, Term
from hearsay.text import Span

Row = Membership | Term
KINDS: tuple[Callable[[Scene], Iterator[Finding]], ...] = (
    counts, growth, joined, memberships, terms, successions, holders, days, elapsed, sums, shares,
)  # fmt: skip
_DATED = 20  # rows up to which their dates are worth a place on the timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A finding at its place, with the words that state it and the attribution in which they stand."""

    finding: Finding
    place: Place
    stated: str
    attribution: Attribution | None


def checks(
    annotations: Sequence[Annotations], attributions: Iterable[Attribution], reference: Reference
) -> tuple[Check, ...]:
    """Every claim of the documents that the tables, the calendar or arithmetic reach, with its verdict.

    `attributions` are those of all documents. A claim that several documents carry in the same words, in nobody's or in
    the same mouth, is one check with several places.
    """
    by_document: dict[str, list[Attribution]] = {}
    for attribution in attributions:
        by_document.setdefault(attribution.document, []).append(attribution)
    names = {e.id: e.name for a in annotations for e in a.entities}
    groups: dict[tuple[object, ...], list[_Placed]] = {}
    for found in annotations:
        if found.document.english:
            for placed in _of_document(found, by_document.get(found.document.id, ()), reference):
                groups.setdefault(_key(placed, names), []).append(placed)
    return tuple(sorted((_folded(g) for g in groups.values()), key=order))


def order(check: Check) -> tuple[object, ...]:
    """By which checks are sorted: where they stand, then what they are."""
    first = check.places[0]
    return first.document, first.span, check.kind, check.stated, check.readings


def _of_document(found: Annotations, attributions: Sequence[Attribution], reference: Reference) -> Iterator[_Placed]:
    published = published_on(found)
    for scene in scenes(found, attributions, reference, lexicon(reference)):
        for finding in _sorted_out([f for kind in KINDS for f in kind(scene)]):
            span = Span(scene.start + finding.span.start, scene.start + finding.span.end)
            span = _trimmed(span, found.document.text)
            stated = " ".join(span.of(found.document.text).split())
            holding = _innermost(span, attributions)
            told = (said_on(holding) if holding else None) or published
            if told != scene.now:
                continue  # it is looked at again as of the day of its own words
            if stated and not (holding is not None and (holding.conditional or holding.modality == "intended")):
                place = Place(document=found.document.id, span=span)
                yield _Placed(finding=finding, place=place, stated=stated, attribution=holding)


def _sorted_out(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Each claim once: of findings of one kind over the same words the first that decides; none where two disagree."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: f.verdict == "not enough information"):
        same = [k for k in kept if k.kind == finding.kind and k.span.overlaps(finding.span)]
        if not same:
            kept.append(finding)
        elif finding.verdict != "not enough information" and any(k.verdict != finding.verdict for k in same):
            kept = [k for k in kept if k not in same]
    yield from sorted(kept, key=lambda f: f.span)


def _trimmed(span: Span, text: str) -> Span:
    start, end = span
    while start < end and text[start] in " \n\t,;(":
        start += 1
    while end > start and text[end - 1] in " \n\t,;":
        end -= 1
    return Span(start, end)


def _innermost(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """The attribution with the shortest content that holds a place."""
    holding = [
        (sum(c.end - c.start for c in a.content), a.id, a)
        for a in attributions
        if any(c.start <= span.start and span.end <= c.end for c in a.content)
    ]
    return min(holding, key=lambda h: h[:2])[2] if holding else None


def _key(placed: _Placed, names: Mapping[str, str]) -> tuple[object, ...]:
    """What makes two claims one: the same words with the same outcome, from the same mouth or nobody's.

    Mouths are compared by name, so that “the guide” of eight copies, whom nothing ties across documents, is one.
    """
    finding = placed.finding
    words = re.sub(r"[^\w%]+", " ", placed.stated.casefold()).strip()
    said = placed.attribution
    mouth = tuple(names.get(s, s).casefold() for s in said.speaker) if said else None
    return finding.kind, words, finding.verdict, finding.found, finding.table, finding.rows, mouth


def _folded(group: Sequence[_Placed]) -> Check:
    """One check of all the places of a claim."""
    ordered = sorted(group, key=lambda p: p.place.document + f"{p.place.span.start:09}")
    first = ordered[0]
    finding = first.finding
    return Check(
        kind=finding.kind,
        verdict=finding.verdict,
        places=tuple(p.place for p in ordered),
        attribution=first.attribution.id if first.attribution else None,
        stated=first.stated,
        found=finding.found,
        readings=tuple(dict.fromkeys(r.said for p in ordered[:1] for r in p.finding.readings)),
        definition=finding.definition,
        as_of="; ".join(sorted({p.finding.as_of for p in ordered})[:4]),
        table=finding.table,
        rows=tuple(_row(row) for row in _in_order(finding.rows)),
        dates=tuple(_dates(finding.rows)) if finding.timeline else (),
    )


def _in_order(rows: Rows) -> list[Row]:
    return sorted(rows, key=lambda r: r.place)


def _row(row: Row) -> str:
    """A row for reading: its place in the tables, then what it says."""
    if isinstance(row, Membership):
        said, since, until = f"{row.state} in {row.body}", row.joined, row.left
    else:
        said, since, until = f"{row.holder}, {row.office}, {row.of}{', acting' * row.acting}", row.since, row.until
    end = f" to {until}" if until else ""
    return f"{row.place} {said}, from {since}{end}{'' if row.confirmed else ' (not confirmed by a second place)'}"


def _dates(rows: Rows) -> Iterator[TableDate]:
    """What the rows tell of single days: who joined when, who took office when and left it."""
    if len(rows) > _DATED:
        return
    joined_: dict[tuple[str, str], list[Membership]] = {}
    for row in _in_order(rows):
        if isinstance(row, Membership):
            joined_.setdefault((row.joined.text, row.body), []).append(row)
            if row.left is not None:
                yield TableDate(date=row.left.text, what=f"{row.state} out of {row.body}", row=str(row.place))
        else:
            office = f"{row.office}, {row.of}"
            yield TableDate(date=row.since.text, what=f"{row.holder} begins as {office}", row=str(row.place))
            if row.until is not None:
                yield TableDate(date=row.until.text, what=f"{row.holder} ends as {office}", row=str(row.place))
    for (day, body), group in joined_.items():
        states = ", ".join(row.state for row in group)
        yield TableDate(date=day, what=f"{states} in {body}", row=str(group[0].place))
