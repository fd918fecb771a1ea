"""A dossier as JSON: every record of a collation as the published schema has it (`render.schema`).

Nothing depends on the order in which findings arrive. Documents stand by `source_id`; what lies in documents by
document, then span; what is folded from several places by the first of them; ids decide the rest. Five lists mean
their own order and keep it: `chain` (outermost first), `difference` (as the words run), `readings`, `rows` and `dates`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from hearsay import edition
from hearsay.model import (
    Account,
    Attribution,
    Check,
    Copy,
    Disagreement,
    Document,
    Dossier,
    Entity,
    Event,
    Place,
    Point,
    Position,
    Reason,
    Rendition,
    Response,
    Story,
    TimeExpression,
    Utterance,
    Witness,
)
from hearsay.text import Span

Json = dict[str, Any]
Key = tuple[Any, ...]

_SURROGATE = re.compile("[\ud800-\udfff]")
_LAST = 1 << 62  # the rank of what is not there
_DECIMALS = 4  # of shares and confidences


def render(dossier: Dossier) -> str:
    """The dossier as JSON text that ends in a line feed and can always be written as UTF-8.

    Every list is there, empty where nothing was found; ``null`` is "not found". A lone surrogate, which is no
    character, becomes U+FFFD, one for one, so that offsets stay true.
    """
    text = json.dumps(as_data(dossier), ensure_ascii=False, indent=1, allow_nan=False)
    return _SURROGATE.sub("\ufffd", text) + "\n"


def as_data(dossier: Dossier) -> Json:
    """The same as plain dicts and lists, keys and lists in the order in which they are written."""
    found = dossier.collation
    order = _order(dossier)
    witness = {w.document: w for w in found.witnesses}
    documents = sorted((a.document for a in found.annotations), key=lambda d: d.source_id)
    times = [t for a in found.annotations for t in a.times]
    versions = dossier.versions
    return {
        "hearsay": {
            "schema": versions.schema,
            "version": versions.version,
            "weights": versions.weights or None,
            "tables": versions.tables,
        },
        "selection": asdict(dossier.selection) if dossier.selection else None,
        "edition": edition.as_data(dossier.edition) if dossier.edition else None,
        "problems": [
            {"path": p.path, "record": p.record or None, "what": p.what, "why": p.why}
            for p in sorted(dossier.problems, key=lambda p: (p.path, p.record or "", p.what, p.why))
        ],
        "documents": [_document(d, witness[d.id]) for d in documents],
        "entities": [_entity(e, order) for e in sorted(found.entities, key=lambda e: order.entities[e.id])],
        "attributions": [
            _attribution(a, order) for a in sorted(found.attributions, key=lambda a: order.attributions[a.id])
        ],
        "times": [_time(t) for t in sorted(times, key=order.time)],
        "copies": [_copy(c, order) for c in sorted(found.copies, key=order.copy)],
        "stories": [_story(s, order) for s in sorted(found.stories, key=order.story)],
        "events": [_event(e, order) for e in sorted(found.events, key=lambda e: order.events[e.id])],
        "accounts": [_account(a, order) for a in sorted(found.accounts, key=lambda a: order.accounts[a.id])],
        "utterances": [_utterance(u, order) for u in sorted(found.utterances, key=order.utterance)],
        "disagreements": [_disagreement(d, order) for d in sorted(found.disagreements, key=order.disagreement)],
        "responses": [_response(r) for r in sorted(found.responses, key=order.response)],
        "checks": [_check(c, order) for c in sorted(found.checks, key=order.check)],
    }


# ---- order -----------------------------------------------------------------------------------------------------------


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


# ---- records, in the order of the schema -----------------------------------------------------------------------------


def _document(document: Document, witness: Witness) -> Json:
    return {
        "id": document.id,
        "source_id": document.source_id,
        "path": document.path,
        "uri": document.uri or None,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "text": document.text,
        "title": document.title or None,
        "byline": document.byline or None,
        "publisher": document.publisher or None,
        "published": document.published or None,
        "modified": document.modified or None,
        "retrieved": document.retrieved or None,
        "credit": document.credit or None,
        "rights": document.rights or None,
        "contact": document.contact or None,
        "restriction": document.restriction or None,
        "language": document.language or None,
        "kind": document.kind,
        "kind_reason": document.kind_reason or None,
        "siglum": witness.siglum,
        "coverage": {"state": document.coverage.state, "spans": _spans(document.coverage.spans)},
        "zones": [
            {"kind": z.kind, "span": list(z.span)} for z in sorted(document.zones, key=lambda z: (z.span, z.kind))
        ],
        "pages": None if document.pages is None else _spans(document.pages),
        "tongues": [
            {"span": list(t.span), "language": t.language, "confidence": round(t.confidence, _DECIMALS)}
            for t in document.tongues
        ],
        "remarks": [{"of": r.of, "why": r.why, "sure": r.sure} for r in document.remarks],
        "story": witness.story,
    }


def _entity(entity: Entity, order: _Order) -> Json:
    mentions = (Place(document=m.document, span=m.span) for m in entity.mentions)
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "identifiers": dict(sorted(entity.identifiers)),
        "mentions": _places(mentions, order),
        "reasons": _reasons(entity.reasons, order),
    }


def _attribution(found: Attribution, order: _Order) -> Json:
    return {
        "id": found.id,
        "document": found.document,
        "parent": found.parent,
        "source": _spans(found.source),
        "cue": _spans(found.cue),
        "content": _spans(found.content),
        "mode": found.mode,
        "modality": found.modality,
        "negated": found.negated,
        "denied": found.denied,
        "hedged": found.hedged,
        "conditional": found.conditional,
        "speaker": sorted(found.speaker, key=lambda e: order.entities[e]),
        "resolved_by": found.resolved_by,
        "addressee": found.addressee,
        "venue": {"kind": found.venue.kind, "span": list(found.venue.span)} if found.venue else None,
        "said_on": found.said_on or None,
        "chain": [
            {
                "role": link.role,
                "who": link.who,
                "anchor": _place(link.anchor),
                "date": link.date or None,
                "seen": link.seen,
                "first_record": link.first_record,
            }
            for link in found.chain
        ],
        "confidence": round(found.confidence, _DECIMALS),
        "reasons": _reasons(found.reasons, order),
    }


def _time(time: TimeExpression) -> Json:
    return {
        "document": time.document,
        "span": list(time.span),
        "type": time.type,
        "timex": time.timex or None,
        "edtf": time.edtf or None,
    }


def _copy(copy: Copy, order: _Order) -> Json:
    ancestor = copy.ancestor
    return {
        "document": copy.document,
        "of": copy.of,
        "ancestor": {"name": ancestor.name, "anchor": _place(ancestor.anchor)} if ancestor else None,
        "kind": copy.kind,
        "direction": copy.direction,
        "share": None if copy.share is None else round(copy.share, _DECIMALS),
        "evidence": [[list(here), list(there)] for here, there in sorted(copy.evidence)],
        "reasons": _reasons(copy.reasons, order),
    }


def _story(story: Story, order: _Order) -> Json:
    return {
        "id": story.id,
        "documents": sorted(story.documents, key=lambda d: order.documents[d]),
        "events": sorted(story.events, key=lambda e: order.events[e]),
        "reasons": _reasons(story.reasons, order),
    }


def _event(event: Event, order: _Order) -> Json:
    return {
        "id": event.id,
        "kind": event.kind,
        "participants": sorted(event.participants, key=lambda e: order.entities[e]),
        "date": event.date or None,
        "place": event.place or None,
        "session": event.session or None,
        "passages": _places(event.passages, order),
        "primary_record": event.primary_record,
        "reasons": _reasons(event.reasons, order),
    }


def _account(account: Account, order: _Order) -> Json:
    return {
        "id": account.id,
        "event": account.event,
        "teller": account.teller,
        "occasion": account.occasion or None,
        "kind": account.kind,
        "documents": sorted(account.documents, key=lambda d: order.documents[d]),
        "points": [
            {"slot": p.slot, "value": p.value, "anchors": _places(p.anchors, order)}
            for p in sorted(account.points, key=order.point)
        ],
        "independence": [
            {"of": i.of, "state": i.state, "reasons": _reasons(i.reasons, order)}
            for i in sorted(account.independence, key=lambda i: order.accounts[i.of])
        ],
    }


def _utterance(utterance: Utterance, order: _Order) -> Json:
    return {
        "id": utterance.id,
        "event": utterance.event,
        "speaker": sorted(utterance.speaker, key=lambda e: order.entities[e]),
        "addressee": utterance.addressee,
        "renditions": [_rendition(r, order) for r in sorted(utterance.renditions, key=order.rendition)],
    }


def _rendition(rendition: Rendition, order: _Order) -> Json:
    return {
        "document": rendition.document,
        "attributions": sorted(rendition.attributions, key=lambda a: order.attributions[a]),
        "spans": _spans(rendition.spans),
        "fidelity": rendition.fidelity,
        "also": sorted(rendition.also),
        "against": rendition.against,
        "difference": [
            {"op": d.op, "words": d.words and list(d.words), "against": d.against and list(d.against)}
            for d in rendition.difference
        ],
        "reasons": _reasons(rendition.reasons, order),
    }


def _disagreement(found: Disagreement, order: _Order) -> Json:
    return {
        "id": found.id,
        "event": found.event,
        "about": found.about,
        "kind": found.kind,
        "positions": [
            {"account": p.account, "value": p.value, "anchors": _places(p.anchors, order)}
            for p in sorted(found.positions, key=order.position)
        ],
        "reasons": _reasons(found.reasons, order),
    }


def _response(found: Response) -> Json:
    anchor = _place(found.anchor)
    return {"event": found.event, "party": found.party, "to": found.to, "kind": found.kind, "anchor": anchor}


def _check(check: Check, order: _Order) -> Json:
    return {
        "kind": check.kind,
        "verdict": check.verdict,
        "places": _places(check.places, order),
        "attribution": check.attribution,
        "stated": check.stated,
        "found": check.found or None,
        "readings": list(check.readings),
        "definition": check.definition,
        "as_of": check.as_of,
        "table": check.table,
        "rows": list(check.rows),
        "dates": [{"date": d.date, "what": d.what, "row": d.row} for d in check.dates],
    }


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(span) for span in sorted(spans)]


def _place(place: Place | None) -> Json | None:
    return {"document": place.document, "span": list(place.span)} if place else None


def _places(places: Iterable[Place], order: _Order) -> list[Json | None]:
    return [_place(place) for place in sorted(places, key=order.place)]


def _reasons(reasons: Iterable[Reason], order: _Order) -> list[Json]:
    return [{"of": r.of, "why": r.why, "anchors": _places(r.anchors, order)} for r in sorted(reasons, key=order.reason)]
