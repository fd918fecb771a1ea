"""The order in which findings are written, the same in every format that writes all of them.

Nothing depends on the order in which findings arrive. Documents stand by `source_id`; what lies in documents by
document, then span; what is folded from several places by the first of them; ids decide the rest. Five lists mean
their own order and keep it: `chain` (outermost first), `difference` (as the words run), `readings`, `rows` and `dates`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hearsay.model import (
    Account,
    Annotations,
    Attribution,
    Check,
    Copy,
    Disagreement,
    Document,
    Dossier,
    Entity,
    Event,
    Left,
    Place,
    Point,
    Position,
    Reason,
    Rendition,
    Response,
    Story,
    TimeExpression,
    Utterance,
)
from hearsay.text import Span

Key = tuple[Any, ...]

_LAST = 1 << 62  # the rank of what is not there


def in_order(dossier: Dossier) -> Dossier:
    """The same dossier with every list in it sorted; of equal dossiers, equal ones, however theirs were sorted."""
    found = dossier.collation
    order = _order(dossier)
    return replace(
        dossier,
        problems=tuple(sorted(dossier.problems, key=lambda p: (p.path, p.record or "", p.what, p.why))),
        without=dossier.without and replace(dossier.without, left=tuple(sorted(dossier.without.left, key=order.left))),
        collation=replace(
            found,
            annotations=tuple(
                _annotations(a, order) for a in sorted(found.annotations, key=lambda a: a.document.source_id)
            ),
            entities=tuple(_entity(e, order) for e in sorted(found.entities, key=lambda e: order.entities[e.id])),
            attributions=tuple(
                _attribution(a, order) for a in sorted(found.attributions, key=lambda a: order.attributions[a.id])
            ),
            copies=tuple(_copy(c, order) for c in sorted(found.copies, key=order.copy)),
            stories=tuple(_story(s, order) for s in sorted(found.stories, key=order.story)),
            events=tuple(_event(e, order) for e in sorted(found.events, key=lambda e: order.events[e.id])),
            accounts=tuple(_account(a, order) for a in sorted(found.accounts, key=lambda a: order.accounts[a.id])),
            utterances=tuple(_utterance(u, order) for u in sorted(found.utterances, key=order.utterance)),
            disagreements=tuple(_disagreement(d, order) for d in sorted(found.disagreements, key=order.disagreement)),
            responses=tuple(sorted(found.responses, key=order.response)),
            checks=tuple(replace(c, places=_places(c.places, order)) for c in sorted(found.checks, key=order.check)),
        ),
    )


# ---- keys ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The place of every record among its like, by id; and the keys of those that have none."""

    documents: Mapping[str, int]
    entities: Mapping[str, Key]
    attributions: Mapping[str, Key]
    events: Mapping[str, Key]
    accounts: Mapping[str, Key]

    def place(self, place: Place) -> Key:
        return (self.documents[place.document], place.span)

    def first(self, places: Iterable[Place]) -> Key:
        return min(map(self.place, places), default=(_LAST,))

    def reason(self, reason: Reason) -> Key:
        return (reason.of, reason.why, sorted(map(self.place, reason.anchors)))

    def time(self, time: TimeExpression) -> Key:
        return (self.documents[time.document], time.span, time.type, time.timex or "", time.edtf or "")

    def copy(self, copy: Copy) -> Key:
        of = self.documents[copy.of] if copy.of else _LAST
        named = copy.ancestor.name if copy.ancestor else ""
        return (self.documents[copy.document], of, named, copy.kind, copy.direction, copy.share or 0.0)

    def story(self, story: Story) -> Key:
        return (min((self.documents[d] for d in story.documents), default=_LAST), story.id)

    def rendition(self, rendition: Rendition) -> Key:
        return (self.documents[rendition.document], sorted(rendition.spans), sorted(rendition.attributions))

    def utterance(self, utterance: Utterance) -> Key:
        return (min(map(self.rendition, utterance.renditions), default=(_LAST,)), utterance.id)

    def point(self, point: Point) -> Key:
        return (point.slot, self.first(point.anchors), point.value)

    def position(self, position: Position) -> Key:
        return (self.first(position.anchors), self.accounts.get(position.account or "", (_LAST,)), position.value)

    def disagreement(self, found: Disagreement) -> Key:
        places = [anchor for position in found.positions for anchor in position.anchors]
        return (self.events[found.event], found.about, found.kind, self.first(places), found.id)

    def response(self, found: Response) -> Key:
        anchor = self.first([found.anchor] if found.anchor else [])
        return (self.events[found.event], self.accounts[found.to], self.entities[found.party], found.kind, anchor)

    def left(self, found: Left) -> Key:
        return (found.of, self.place(found.anchor), found.what, found.state)

    def check(self, check: Check) -> Key:
        return (self.first(check.places), check.kind, check.stated, check.table, check.verdict)


def _order(dossier: Dossier) -> _Order:
    found = dossier.collation
    by_name = sorted((a.document for a in found.annotations), key=lambda d: d.source_id)
    documents = {d.id: n for n, d in enumerate(by_name)}

    def place(document: str, span: Span) -> Key:
        return (documents[document], span)

    events: dict[str, Key] = {
        e.id: (min((place(p.document, p.span) for p in e.passages), default=(_LAST,)), e.id) for e in found.events
    }
    return _Order(
        documents=documents,
        entities={
            e.id: (min((place(m.document, m.span) for m in e.mentions), default=(_LAST,)), e.id) for e in found.entities
        },
        attributions={
            a.id: (documents[a.document], sorted(a.content), sorted(a.source), sorted(a.cue), a.id)
            for a in found.attributions
        },
        events=events,
        accounts={
            a.id: (events[a.event], min((documents[d] for d in a.documents), default=_LAST), a.id)
            for a in found.accounts
        },
    )


# ---- records, with their own lists sorted ----------------------------------------------------------------------------


def _annotations(found: Annotations, order: _Order) -> Annotations:
    return replace(found, document=_document(found.document), times=tuple(sorted(found.times, key=order.time)))


def _document(document: Document) -> Document:
    return replace(
        document,
        coverage=replace(document.coverage, spans=tuple(sorted(document.coverage.spans))),
        zones=tuple(sorted(document.zones, key=lambda z: (z.span, z.kind))),
        pages=None if document.pages is None else tuple(sorted(document.pages)),
    )


def _entity(entity: Entity, order: _Order) -> Entity:
    return replace(
        entity,
        mentions=tuple(sorted(entity.mentions, key=lambda m: (order.documents[m.document], m.span, m.form, m.entity))),
        reasons=_reasons(entity.reasons, order),
        identifiers=tuple(sorted(entity.identifiers)),
    )


def _attribution(found: Attribution, order: _Order) -> Attribution:
    return replace(
        found,
        source=tuple(sorted(found.source)),
        cue=tuple(sorted(found.cue)),
        content=tuple(sorted(found.content)),
        speaker=_ranked(found.speaker, order.entities),
        reasons=_reasons(found.reasons, order),
    )


def _copy(copy: Copy, order: _Order) -> Copy:
    return replace(copy, evidence=tuple(sorted(copy.evidence)), reasons=_reasons(copy.reasons, order))


def _story(story: Story, order: _Order) -> Story:
    return replace(
        story,
        documents=tuple(sorted(story.documents, key=lambda d: order.documents[d])),
        events=_ranked(story.events, order.events),
        reasons=_reasons(story.reasons, order),
    )


def _event(event: Event, order: _Order) -> Event:
    return replace(
        event,
        participants=_ranked(event.participants, order.entities),
        passages=_places(event.passages, order),
        reasons=_reasons(event.reasons, order),
    )


def _account(account: Account, order: _Order) -> Account:
    return replace(
        account,
        documents=tuple(sorted(account.documents, key=lambda d: order.documents[d])),
        points=tuple(replace(p, anchors=_places(p.anchors, order)) for p in sorted(account.points, key=order.point)),
        independence=tuple(
            replace(i, reasons=_reasons(i.reasons, order))
            for i in sorted(account.independence, key=lambda i: order.accounts[i.of])
        ),
    )


def _utterance(utterance: Utterance, order: _Order) -> Utterance:
    return replace(
        utterance,
        speaker=_ranked(utterance.speaker, order.entities),
        renditions=tuple(_rendition(r, order) for r in sorted(utterance.renditions, key=order.rendition)),
    )


def _rendition(rendition: Rendition, order: _Order) -> Rendition:
    return replace(
        rendition,
        attributions=_ranked(rendition.attributions, order.attributions),
        spans=tuple(sorted(rendition.spans)),
        also=tuple(sorted(rendition.also)),
        reasons=_reasons(rendition.reasons, order),
    )


def _disagreement(found: Disagreement, order: _Order) -> Disagreement:
    return replace(
        found,
        positions=tuple(
            replace(p, anchors=_places(p.anchors, order)) for p in sorted(found.positions, key=order.position)
        ),
        reasons=_reasons(found.reasons, order),
    )


def _ranked(ids: Iterable[str], ranks: Mapping[str, Key]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda i: ranks[i]))


def _places(places: Iterable[Place], order: _Order) -> tuple[Place, ...]:
    return tuple(sorted(places, key=order.place))


def _reasons(reasons: Iterable[Reason], order: _Order) -> tuple[Reason, ...]:
    return tuple(replace(r, anchors=_places(r.anchors, order)) for r in sorted(reasons, key=order.reason))
