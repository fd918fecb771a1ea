"""A dossier as W3C Web Annotations: one annotation for each finding, in one collection with one page, as JSON-LD.

After the Web Annotation Data Model (W3C Recommendation, 23 February 2017). A target is a stretch of a document's text,
by position and by quotation both; positions count Unicode code points, as that standard asks (section 4.2.5). Our
words are the bodies, each with its purpose. The IRIs are names, not addresses (`render.identifiers`); nothing has a
time of making, so that the same findings are the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from hearsay import edition
from hearsay.model import Document, Dossier, Place, Versions
from hearsay.render import selected
from hearsay.render.findings import Finding, Kind, Line, Role, findings
from hearsay.render.identifiers import NAMESPACE, dossier_id, iri
from hearsay.render.naming import Names, date, kind, names, title
from hearsay.render.order import in_order
from hearsay.render.visible import line as one_line
from hearsay.text import anchor

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

Json = dict[str, Any]

_MOTIVATION: Mapping[Kind, str] = {
    "entity": "identifying",
    "attribution": "describing",
    "time": "tagging",
    "copy": "linking",
    "story": "linking",
    "event": "describing",
    "account": "describing",
    "utterance": "linking",
    "rendition": "classifying",
    "disagreement": "commenting",
    "response": "replying",
    "check": "assessing",
    "left": "assessing",
}
_PURPOSE: Mapping[Role, str] = {"source": "identifying", "says": "describing", "reason": "commenting"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"(?:https?://|urn:)[^\x00-\x20<>\"{}|\\^`\x7f-\xa0\ud800-\udfff]+")


def render(dossier: Dossier) -> str:
    """The collection as JSON text that ends in a line feed and can always be written as UTF-8.

    A lone surrogate, which is no character, becomes U+FFFD, one for one, so that positions stay true.
    """
    text = json.dumps(as_data(dossier), ensure_ascii=False, indent=1, allow_nan=False)
    return _SURROGATE.sub("\ufffd", text) + "\n"


def as_data(dossier: Dossier) -> Json:
    """The same as plain dicts and lists: an ``AnnotationCollection`` with its one ``AnnotationPage`` inside."""
    dossier = in_order(dossier)
    lookup = names(dossier)
    name = dossier_id(dossier)
    items = [_document(a.document, lookup) for a in dossier.collation.annotations]
    items += [_annotation(finding, lookup, name) for finding in findings(dossier, lookup)]
    items.append(_whole(dossier, name))
    collection: Json = {
        "@context": CONTEXT,
        "id": iri("collection", name),
        "type": "AnnotationCollection",
        "label": f"{one_line(title(dossier, lookup))}. Positions count Unicode code points of each document's text.",
        "generator": _generator(dossier.versions),
        "total": len(items),
    }
    page = {"id": iri("page", name), "type": "AnnotationPage", "partOf": collection["id"], "startIndex": 0}
    return collection | {"first": page | {"items": items}}


def _whole(dossier: Dossier, name: str) -> Json:
    """What is said of the dossier as a whole: its edition with what changed, its limits, and that nobody confirmed it.

    The edition goes along as JSON too, by which a next one is compared with it.
    """
    made = dossier.edition
    lines = [*selected.of_dossier(dossier), *map(selected.change, made.changes if made else ())]
    bodies = [_text(text, "describing") for text in (*lines, selected.confirmed(dossier))]
    if made:
        data = {"type": "TextualBody", "value": edition.packed(made), "format": "application/json"}
        bodies.append(data | {"purpose": "describing"})
    return {
        "id": iri("dossier", name),
        "type": "Annotation",
        "label": edition.NAME,
        "motivation": "describing",
        "generator": _software(),
        "body": bodies,
        "target": iri("collection", name),
    }


def _generator(versions: Versions) -> Json:
    parts = [f"hearsay {versions.version}", f"schema {versions.schema}"]
    parts.append(f"weights {versions.weights}" if versions.weights else "by rules alone")
    return {"id": _software(), "type": "Software", "name": ", ".join([*parts, f"tables {versions.tables}"])}


def _software() -> str:
    return NAMESPACE + "software"


def _document(document: Document, lookup: Names) -> Json:
    """What is known of a document; its target is the document's text as a whole."""
    siglum = lookup.siglum(document.id)
    known = [
        f"witness {siglum}",
        lookup.outlet(document.id),
        *([date(document.published)] if document.published else []),
    ]
    known.append(kind(document.kind))
    lines = ["; ".join(known)]
    fields = ("title", "byline", "credit", "rights", "restriction", "uri")
    lines += [f"{field}: {value}" for field in fields if (value := getattr(document, field))]
    lines += [f"file: {document.source_id}; sha256 of its bytes: {document.sha256}"]
    if document.coverage.state != "complete":
        lines.append(f"coverage: {document.coverage.state}")
    target: Json = {"id": iri("document", document.id), "type": "Text", "format": "text/plain"}
    if document.language:
        target["language"] = document.language
    if address := _address(document):
        target["via"] = address
    return {
        "id": iri("witness", document.id),
        "type": "Annotation",
        "label": f"document {document.id}",
        "motivation": "identifying",
        "generator": _software(),
        "body": [_text(text, "identifying" if text == lines[0] else "describing") for text in lines],
        "target": target,
    }


def _annotation(finding: Finding, lookup: Names, whole: str) -> Json:
    """What is of no place is of whole documents, else of what it answers to, else of the dossier `whole`."""
    targets: list[Any] = [_place(place, lookup) for place in finding.of]
    targets = targets or [iri("document", d) for d in finding.documents] or [iri(*ref) for ref in finding.refs[:1]]
    targets = targets or [iri("collection", whole)]
    bodies = [_text(tag, "classifying") for tag in finding.tags]
    for line in finding.lines:
        bodies += _line(line, lookup)
    bodies += [_link(*ref) for ref in finding.refs]
    if not finding.judged:
        bodies.append(_text("not confirmed by a person", "tagging"))
    return {
        "id": iri(finding.kind, finding.id),
        "type": "Annotation",
        "label": f"{finding.kind} {finding.id}",
        "motivation": _MOTIVATION[finding.kind],
        "generator": _software(),
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _line(line: Line, lookup: Names) -> Iterable[Json]:
    """Our words with where they look, then each place as a body of its own."""
    where = ", ".join(lookup.place(p.document, p.span) for p in line.places)
    purpose = _PURPOSE.get(line.role, "describing")
    yield _text(f"{line.text} ({where})" if where else line.text, purpose)
    for place in line.places:
        yield _place(place, lookup) | {"purpose": "identifying" if line.role == "source" else "linking"}


def _text(text: str, purpose: str) -> Json:
    return {
        "type": "TextualBody",
        "value": one_line(text),
        "format": "text/plain",
        "language": "en",
        "purpose": purpose,
    }


def _link(sort: str, name: str) -> Json:
    return {"type": "SpecificResource", "source": iri(sort, name), "purpose": "linking"}


def _place(place: Place, lookup: Names) -> Json:
    document = lookup.documents[place.document]
    kept = anchor(place.document, document.text, place.span)
    resource: Json = {"type": "SpecificResource", "source": iri("document", place.document)}
    if address := _address(document):
        resource["scope"] = address
    resource["selector"] = [
        {"type": "TextPositionSelector", "start": kept.span.start, "end": kept.span.end},
        {"type": "TextQuoteSelector", "exact": kept.exact, "prefix": kept.prefix, "suffix": kept.suffix},
    ]
    return resource


def _address(document: Document) -> str | None:
    """The document's own address, where it is one that an IRI can hold."""
    return document.uri if document.uri and _ADDRESS.fullmatch(document.uri) else None
