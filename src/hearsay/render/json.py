"""A dossier as JSON: every record of a collation as the published schema has it (`render.schema`).

Lists stand in the order of `render.order`, so that nothing depends on the order in which findings arrive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
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
    Reason,
    Rendition,
    Response,
    Story,
    TimeExpression,
    Utterance,
    Without,
    Witness,
)
from hearsay.render.order import in_order
from hearsay.render.selected import judged
from hearsay.text import Span

Json = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")
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
    dossier = in_order(dossier)
    found = dossier.collation
    witness = {w.document: w for w in found.witnesses}
    versions = dossier.versions
    return {
        "hearsay": {
            "schema": versions.schema,
            "version": versions.version,
            "weights": versions.weights or None,
            "tables": versions.tables,
            "judged": judged(dossier),
        },
        "selection": asdict(dossier.selection) if dossier.selection else None,
        "edition": edition.as_data(dossier.edition) if dossier.edition else None,
        "without": _without(dossier.without) if dossier.without else None,
        "problems": [
            {"path": p.path, "record": p.record or None, "what": p.what, "why": p.why} for p in dossier.problems
        ],
        "documents": [_document(a.document, witness[a.document.id]) for a in found.annotations],
        "entities": [_entity(e) for e in found.entities],
        "attributions": [_attribution(a) for a in found.attributions],
        "times": [_time(t) for a in found.annotations for t in a.times],
        "copies": [_copy(c) for c in found.copies],
        "stories": [_story(s) for s in found.stories],
        "events": [_event(e) for e in found.events],
        "accounts": [_account(a) for a in found.accounts],
        "utterances": [_utterance(u) for u in found.utterances],
        "disagreements": [_disagreement(d) for d in found.disagreements],
        "responses": [_response(r) for r in found.responses],
        "checks": [_check(c) for c in found.checks],
    }


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
        "zones": [{"kind": z.kind, "span": list(z.span)} for z in document.zones],
        "pages": None if document.pages is None else _spans(document.pages),
        "tongues": [
            {"span": list(t.span), "language": t.language, "confidence": round(t.confidence, _DECIMALS)}
            for t in document.tongues
        ],
        "remarks": [{"of": r.of, "why": r.why, "sure": r.sure} for r in document.remarks],
        "story": witness.story,
    }


def _entity(entity: Entity) -> Json:
    mentions = (Place(document=m.document, span=m.span) for m in entity.mentions)
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "identifiers": dict(entity.identifiers),
        "mentions": _places(mentions),
        "reasons": _reasons(entity.reasons),
    }


def _attribution(found: Attribution) -> Json:
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
        "speaker": list(found.speaker),
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
        "reasons": _reasons(found.reasons),
    }


def _time(time: TimeExpression) -> Json:
    return {
        "document": time.document,
        "span": list(time.span),
        "type": time.type,
        "timex": time.timex or None,
        "edtf": time.edtf or None,
    }


def _copy(copy: Copy) -> Json:
    ancestor = copy.ancestor
    return {
        "document": copy.document,
        "of": copy.of,
        "ancestor": {"name": ancestor.name, "anchor": _place(ancestor.anchor)} if ancestor else None,
        "kind": copy.kind,
        "direction": copy.direction,
        "share": None if copy.share is None else round(copy.share, _DECIMALS),
        "evidence": [[list(here), list(there)] for here, there in copy.evidence],
        "reasons": _reasons(copy.reasons),
    }


def _story(story: Story) -> Json:
    return {
        "id": story.id,
        "documents": list(story.documents),
        "events": list(story.events),
        "reasons": _reasons(story.reasons),
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "kind": event.kind,
        "participants": list(event.participants),
        "date": event.date or None,
        "place": event.place or None,
        "session": event.session or None,
        "passages": _places(event.passages),
        "primary_record": event.primary_record,
        "reasons": _reasons(event.reasons),
    }


def _account(account: Account) -> Json:
    return {
        "id": account.id,
        "event": account.event,
        "teller": account.teller,
        "occasion": account.occasion or None,
        "kind": account.kind,
        "documents": list(account.documents),
        "points": [{"slot": p.slot, "value": p.value, "anchors": _places(p.anchors)} for p in account.points],
        "independence": [
            {"of": i.of, "state": i.state, "reasons": _reasons(i.reasons)} for i in list(account.independence)
        ],
    }


def _utterance(utterance: Utterance) -> Json:
    return {
        "id": utterance.id,
        "event": utterance.event,
        "speaker": list(utterance.speaker),
        "addressee": utterance.addressee,
        "renditions": [_rendition(r) for r in utterance.renditions],
    }


def _rendition(rendition: Rendition) -> Json:
    return {
        "document": rendition.document,
        "attributions": list(rendition.attributions),
        "spans": _spans(rendition.spans),
        "fidelity": rendition.fidelity,
        "also": list(rendition.also),
        "against": rendition.against,
        "difference": [
            {"op": d.op, "words": d.words and list(d.words), "against": d.against and list(d.against)}
            for d in rendition.difference
        ],
        "reasons": _reasons(rendition.reasons),
    }


def _disagreement(found: Disagreement) -> Json:
    return {
        "id": found.id,
        "event": found.event,
        "about": found.about,
        "kind": found.kind,
        "positions": [{"account": p.account, "value": p.value, "anchors": _places(p.anchors)} for p in found.positions],
        "reasons": _reasons(found.reasons),
    }


def _response(found: Response) -> Json:
    anchor = _place(found.anchor)
    return {"event": found.event, "party": found.party, "to": found.to, "kind": found.kind, "anchor": anchor}


def _without(found: Without) -> Json:
    left = [{"of": x.of, "what": x.what, "state": x.state, "anchor": _place(x.anchor)} for x in found.left]
    return {"name": found.name, "left": left}


def _check(check: Check) -> Json:
    return {
        "kind": check.kind,
        "verdict": check.verdict,
        "places": _places(check.places),
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
    return [list(span) for span in spans]


def _place(place: Place | None) -> Json | None:
    return {"document": place.document, "span": list(place.span)} if place else None


def _places(places: Iterable[Place]) -> list[Json | None]:
    return [_place(place) for place in places]


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [{"of": r.of, "why": r.why, "anchors": _places(r.anchors)} for r in reasons]
