"""A dossier as PROV-JSON: what it was made from, by which steps, and through whose hands words came.

After the PROV Data Model (W3C Recommendation, 30 April 2013) in the notation of the PROV-JSON submission (24 April
2013). Two histories stand in it. Ours: captures, the documents read from them, the findings, the steps that made
them, and the program with its weights and tables. Theirs, as far as the documents tell it: who published, who copied
whom, and the hands of each chain. Nobody's clock is read, so no step has a time; dates that sources give are plain
attributes. A direction that is not known is no derivation: such a copy is an ``alternateOf``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from typing import Any

from hearsay.edition import NAME, packed
from hearsay.model import Attribution, Copy, CopyKind, Document, Dossier, Entity, EntityKind, Place
from hearsay.render import selected
from hearsay.render.findings import Finding, findings
from hearsay.render.identifiers import NAMESPACE, dossier_id, ids, local
from hearsay.render.naming import Names, names, title
from hearsay.render.order import in_order
from hearsay.render.visible import line as one_line

Json = dict[str, Any]

_STEPS = ("read", "annotate", "collate", "gather")
_BY_ANNOTATE = ("attribution", "time")  # the kinds that one document shows by itself
_AGENTS: Mapping[EntityKind, str] = {"person": "prov:Person", "organisation": "prov:Organization"}
_COPIES: Mapping[CopyKind, str] = {
    "reprint": "prov:Quotation",
    "partial": "prov:Quotation",
    "rewrite": "prov:Revision",
    "translation": "prov:Revision",
}
# Of what a finding refers to, what it was made from; the other references only point.
_MADE_FROM: Mapping[str, str] = {
    "rendition": "attribution",
    "utterance": "rendition",
    "check": "attribution",
    "disagreement": "account",
    "response": "account",
    "left": "account",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def render(dossier: Dossier) -> str:
    """The record as PROV-JSON text that ends in a line feed and can always be written as UTF-8."""
    text = json.dumps(as_data(dossier), ensure_ascii=False, indent=1, allow_nan=False)
    return _SURROGATE.sub("\ufffd", text) + "\n"


def as_data(dossier: Dossier) -> Json:
    """The same as plain dicts, sections and records sorted by name."""
    dossier = in_order(dossier)
    lookup = names(dossier)
    record = _Record()
    _software(dossier, lookup, record)
    for one in dossier.collation.annotations:
        _document(one.document, dossier, lookup, record)
    for entity in dossier.collation.entities:
        _agent(entity, record)
    for finding in findings(dossier, lookup):
        _finding(finding, dossier, record)
    for attribution in dossier.collation.attributions:
        _chain(attribution, lookup, record)
    for name, copy in zip(ids(dossier).copies, dossier.collation.copies, strict=True):
        _copy(name, copy, record)
    return record.data()


class _Record:
    """Sections of PROV-JSON being filled; relations are named by what they hold, so that none stands twice."""

    def __init__(self) -> None:
        self.sections: dict[str, dict[str, Json]] = {}

    def put(self, section: str, name: str, attributes: Json) -> str:
        """Add an entity, an activity or an agent; to one that is there already, the values it has not. Returns `name`.

        ``None`` and what is empty are left out.
        """
        held = self.sections.setdefault(section, {}).setdefault(name, {})
        for key, value in attributes.items():
            values = held.setdefault(key, [])
            values += [v for v in (value if isinstance(value, list) else [value]) if v not in (None, "", *values)]
        return name

    def relate(self, relation: str, attributes: Json) -> None:
        """Add a relation; ``None`` is left out."""
        body = {key: value for key, value in attributes.items() if value is not None}
        digest = sha256(json.dumps([relation, body], sort_keys=True).encode()).hexdigest()[:15]
        self.sections.setdefault(relation, {})[f"_:r{digest}"] = body

    def derive(self, made: str, source: str, *types: str, **more: Any) -> None:
        """`made` was derived from `source`; `types` say how."""
        ends = {"prov:generatedEntity": made, "prov:usedEntity": source, "prov:activity": more.pop("activity", None)}
        self.relate("wasDerivedFrom", ends | _typed(*types) | {f"hearsay:{key}": v for key, v in more.items()})

    def data(self) -> Json:
        """The whole document, sorted."""
        return {"prefix": {"hearsay": NAMESPACE}} | {
            section: {name: _plain(body) for name, body in sorted(records.items())}
            for section, records in sorted(self.sections.items())
        }


def _plain(body: Json) -> Json:
    """One value by itself, several as a list."""
    pairs = ((key, value) for key, value in sorted(body.items()) if value != [])
    return {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in pairs}


def _name(kind: str, id: str) -> str:  # noqa: A002
    return f"hearsay:{local(kind, id)}"


def _typed(*types: str) -> Json:
    values = [{"$": kind, "type": "prov:QUALIFIED_NAME"} for kind in types]
    return {"prov:type": values[0] if len(values) == 1 else values} if values else {}


def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:15]


def _at(*places: Place) -> list[str]:
    """Places as a document's id and its characters, in the form of RFC 5147."""
    return [f"{p.document} char={p.span.start},{p.span.end}" for p in places]


# ---- our own history -------------------------------------------------------------------------------------------------


def _step(step: str, dossier: Dossier) -> str:
    return _name(step, dossier_id(dossier))


def _software(dossier: Dossier, lookup: Names, record: _Record) -> None:
    """The program, what it was made with, its four steps, and the dossier that the last of them made."""
    made = dossier.versions
    label = f"hearsay {made.version}"
    agent = record.put(
        "agent",
        "hearsay:software",
        {"prov:label": label, "hearsay:version": made.version, "hearsay:schema": made.schema}
        | _typed("prov:SoftwareAgent"),
    )
    for step in _STEPS:
        activity = record.put("activity", _step(step, dossier), {"prov:label": step})
        record.relate("wasAssociatedWith", {"prov:activity": activity, "prov:agent": agent})
    for earlier, later in pairwise(_STEPS):
        ends = {"prov:informed": _step(later, dossier), "prov:informant": _step(earlier, dossier)}
        record.relate("wasInformedBy", ends)
    for what, version, steps in (("weights", made.weights, _STEPS[1:2]), ("tables", made.tables, _STEPS[1:3])):
        if version:
            attributes = {"prov:label": what, "hearsay:version": version} | _typed(f"hearsay:{what.capitalize()}")
            used = record.put("entity", _name(what, version), attributes)
            for step in steps:
                record.relate("used", {"prov:activity": _step(step, dossier), "prov:entity": used})
    whole = record.put(
        "entity",
        _name("dossier", dossier_id(dossier)),
        {
            "prov:label": one_line(title(dossier, lookup)),
            "hearsay:about": dossier.about,
            "hearsay:made": list(selected.of_dossier(dossier)),
            "hearsay:confirmed": selected.confirmed(dossier),
        }
        | _typed("prov:Collection"),
    )
    _edition(dossier, whole, record)
    record.relate("wasGeneratedBy", {"prov:entity": whole, "prov:activity": _step("gather", dossier)})
    record.relate("wasAttributedTo", {"prov:entity": whole, "prov:agent": agent})


def _edition(dossier: Dossier, whole: str, record: _Record) -> None:
    """Which edition the dossier is; a later one is a revision of the one before, which is not in hand."""
    made = dossier.edition
    if made is None:
        return
    changes = [one_line(selected.change(c)) for c in made.changes]
    known = {"hearsay:number": made.number, "hearsay:dated": made.dated, "hearsay:change": changes}
    record.put("entity", whole, known | {f"hearsay:{NAME}": packed(made)})
    if made.supersedes is not None:
        before = {"prov:label": f"edition {made.supersedes}", "hearsay:number": made.supersedes}
        name = _name("edition", f"{made.supersedes}-before-{dossier_id(dossier)}")
        record.derive(whole, record.put("entity", name, before | {"hearsay:in_hand": False}), "prov:Revision")


def _document(document: Document, dossier: Dossier, lookup: Names, record: _Record) -> None:
    """A document, the bytes that it was read from, and who put it out."""
    capture = record.put(
        "entity",
        _name("capture", document.sha256 or document.id),
        {
            "prov:location": document.path,
            "hearsay:sha256": document.sha256,
            "hearsay:media_type": document.media_type,
            "hearsay:uri": document.uri,
            "hearsay:retrieved": document.retrieved,
        }
        | _typed("hearsay:Capture"),
    )
    fields = ("source_id", "title", "byline", "published", "modified", "language", "kind", "credit", "rights")
    known = {f"hearsay:{field}": getattr(document, field) for field in (*fields, "restriction")}
    made = record.put(
        "entity",
        _name("document", document.id),
        {"prov:label": lookup.siglum(document.id), "hearsay:coverage": document.coverage.state}
        | known
        | _typed("hearsay:Document"),
    )
    read, annotate = _step("read", dossier), _step("annotate", dossier)
    record.relate("used", {"prov:activity": read, "prov:entity": capture})
    record.relate("wasGeneratedBy", {"prov:entity": made, "prov:activity": read})
    record.relate("used", {"prov:activity": annotate, "prov:entity": made})
    record.relate("used", {"prov:activity": _step("collate", dossier), "prov:entity": made})
    record.derive(made, capture, activity=read)
    for name, role, types in (
        (document.publisher, "publisher", ("prov:Organization",)),
        (document.byline, "byline", ()),
    ):
        if name:
            attributes = {"prov:label": one_line(name)} | _typed(*types)
            agent = record.put("agent", _name(role, _hashed(name)), attributes)
            record.relate("wasAttributedTo", {"prov:entity": made, "prov:agent": agent, "hearsay:role": role})


def _finding(finding: Finding, dossier: Dossier, record: _Record) -> None:
    """A finding as an entity: the step that made it, and what it was made from."""
    name = record.put(
        "entity",
        _name(finding.kind, finding.id),
        {
            "prov:label": one_line(finding.lines[0].text) if finding.lines else None,
            "hearsay:tag": list(finding.tags),
            "hearsay:at": _at(*finding.of),
            "hearsay:judged": finding.judged,
        }
        | _typed(f"hearsay:{finding.kind.capitalize()}"),
    )
    step = _step("annotate" if finding.kind in _BY_ANNOTATE else "collate", dossier)
    record.relate("wasGeneratedBy", {"prov:entity": name, "prov:activity": step})
    for document in dict.fromkeys([*(p.document for p in finding.of), *finding.documents]):
        record.derive(name, _name("document", document), activity=step)
    for kind, other in finding.refs:
        if _MADE_FROM.get(finding.kind) == kind:
            record.derive(name, _name(kind, other))
    whole = _name("dossier", dossier_id(dossier))
    record.relate("hadMember", {"prov:collection": whole, "prov:entity": name})


# ---- the history that the documents tell -----------------------------------------------------------------------------


def _agent(entity: Entity, record: _Record) -> str:
    types = (kind,) if (kind := _AGENTS.get(entity.kind)) else ()
    return record.put("agent", _name("agent", entity.id), {"prov:label": one_line(entity.name)} | _typed(*types))


def _chain(found: Attribution, lookup: Names, record: _Record) -> None:
    """The hands of an attribution, outermost first, each derived from the next; the last is the speaker's.

    A hand that is itself a document in hand quotes it; one that is an entity's is attributed to it; one that nobody is
    named for is attributed to no one, and stands there all the same.
    """
    outer = _name("attribution", found.id)
    for number, link in enumerate(found.chain):
        first = ("prov:PrimarySource",) if link.first_record else ()
        if link.who == found.document:
            if first:
                record.derive(outer, _name("document", found.document), *first)
            continue
        hand = record.put(
            "entity",
            _name("hand", f"{found.id}-{number}"),
            {
                "prov:label": one_line(lookup.who(link)),
                "hearsay:role": link.role,
                "hearsay:seen": link.seen,
                "hearsay:date": link.date,
                "hearsay:at": _at(link.anchor) if link.anchor else [],
            }
            | _typed("hearsay:Hand"),
        )
        record.derive(outer, hand, *first)
        if link.who is not None and link.who in lookup.documents:
            record.derive(hand, _name("document", link.who), "prov:Quotation")
        elif link.who is not None:
            record.relate("wasAttributedTo", {"prov:entity": hand, "prov:agent": _name("agent", link.who)})
        outer = hand
    for speaker in found.speaker:
        ends = {"prov:entity": outer, "prov:agent": _name("agent", speaker), "hearsay:role": "speaker"}
        record.relate("wasAttributedTo", ends)


def _copy(name: str, copy: Copy, record: _Record) -> None:
    """A copy with a direction is a derivation; one without says only that two documents carry one text."""
    made = _name("document", copy.document)
    if copy.of:
        source = _name("document", copy.of)
    else:
        ancestor = copy.ancestor.name if copy.ancestor else ""
        known = {"prov:label": one_line(ancestor), "hearsay:in_hand": False} | _typed("hearsay:Ancestor")
        source = record.put("entity", _name("ancestor", _hashed(ancestor or name)), known)
    finding = {"hearsay:finding": _typed(_name("copy", name))["prov:type"]}
    if copy.direction == "unknown":
        record.relate("alternateOf", {"prov:alternate1": made, "prov:alternate2": source} | finding)
        return
    ends = {"prov:generatedEntity": made, "prov:usedEntity": source, "hearsay:direction": copy.direction}
    record.relate("wasDerivedFrom", ends | _typed(_COPIES[copy.kind]) | finding)
