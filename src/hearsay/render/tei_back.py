"""The ``back`` of a dossier as TEI: what is ours. The apparatus, and every finding as a note beside the texts.

Readings are attached by the double-end-point method of the Guidelines (chapter 12); a place of any finding is a
``span`` from one anchor to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hearsay.model import Dossier, Event, Place, Rendition, Utterance
from hearsay.render.findings import Finding, Kind, Line
from hearsay.render.naming import Names
from hearsay.render.tei_header import when
from hearsay.render.tei_text import FLAGS, pointed, witness_id
from hearsay.render.visible import line as one_line
from hearsay.render.xml import characters, element, name
from hearsay.text import Span

_HEADS: Mapping[Kind, str] = {
    "attribution": "Attributions",
    "utterance": "What was said",
    "disagreement": "Where the tellings differ",
    "check": "What a table can check",
    "copy": "Who has it from whom",
    "event": "Events",
    "story": "Stories",
    "account": "Accounts",
    "response": "Responses",
    "left": "Without a witness",
    "time": "Times",
    "entity": "People, bodies and places",
}
_NO_TOKEN = re.compile(r"[^\w.-]+")


def back(dossier: Dossier, lookup: Names, findings: Sequence[Finding]) -> str:
    """A division for each kind of finding that there is, in the order of a dossier; empty where nothing was found."""
    found = dossier.collation
    of: dict[Kind, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.kind, []).append(finding)
    readings = {f.id: f for f in of.get("rendition", ())}
    divisions = []
    for kind, head in _HEADS.items():
        held = of.get(kind, [])
        if kind == "utterance":
            apps = [_app(f, u, readings, lookup) for f, u in zip(held, found.utterances, strict=True)]
            divisions += [_division(kind, head, [_listed("listApp", apps)])] if apps else []
        elif kind == "event":
            events = [_event(f, e, lookup) for f, e in zip(held, found.events, strict=True)]
            divisions += [_division(kind, head, [_listed("listEvent", events)])] if events else []
        elif held:
            divisions.append(_division(kind, head, [_note(finding, lookup) for finding in held]))
    if dossier.problems:
        said = [f"{p.path}{f'#{p.record}' if p.record else ''}: {p.what}: {p.why}" for p in dossier.problems]
        notes = [element("note", {"type": "problem"}, _ours(text)) for text in said]
        divisions.append(_division("problem", "Not read, not wholly, or read with a guess", notes))
    return "\n" + _listed("back", [*_labels(dossier), *divisions]) if divisions else ""


def _division(kind: str, head: str, parts: Sequence[str]) -> str:
    return element("div", {"type": kind}, element("head", {}, head), "\n", *(f"{part}\n" for part in parts))


def _listed(list_name: str, parts: Sequence[str]) -> str:
    return element(list_name, {}, "\n", *(f"{part}\n" for part in parts))


def _labels(dossier: Dossier) -> list[str]:
    """What ``ana`` of a ``said`` points at."""
    found = dossier.collation.attributions
    used = {a.mode for a in found} | {a.modality for a in found} | {f for f in FLAGS for a in found if getattr(a, f)}
    labels = [element("interp", {"xml:id": f"label-{label}"}, label) for label in sorted(used)]
    return [element("interpGrp", {"type": "attribution"}, *labels)] if labels else []


def _note(finding: Finding, lookup: Names) -> str:
    """A finding as a note; that of an entity points at it, since the entity itself is in the header."""
    pointer = f"{finding.kind}-{name(finding.id)}"
    entity = finding.kind == "entity"
    about = {
        "xml:id": None if entity else pointer,
        "type": finding.kind,
        "target": f"#{pointer}" if entity else None,
        "corresp": _refs(finding),
    }
    return element("note", about, *_content(finding, lookup))


def _content(finding: Finding, lookup: Names) -> Iterator[str]:
    """The labels of a finding, the places that it is of, and line by line what is said of it."""
    for tag in finding.tags:
        yield element("label", {"type": "tag"}, _ours(tag))
    if finding.of:
        yield element("spanGrp", {"type": "of"}, *(_place(place, lookup) for place in finding.of))
    for line in finding.lines:
        yield element("ab", {"type": line.role}, *_line(line, lookup))


def _line(line: Line, lookup: Names) -> Iterator[str]:
    yield _ours(line.text)
    for place in line.places:
        yield _place(place, lookup)


def _place(place: Place, lookup: Names) -> str:
    return element("span", pointed(place, lookup.sigla), _ours(lookup.place(place.document, place.span)))


def _app(finding: Finding, utterance: Utterance, readings: Mapping[str, Finding], lookup: Names) -> str:
    """An utterance: the witness that the others are compared with is the lemma, the others are readings."""
    named = [other for kind, other in finding.refs if kind == "rendition"]
    rows = list(zip(named, utterance.renditions, strict=True))
    lemma = next((row for row in rows if row[1].against is None and row[1].fidelity != "indirect"), None)
    parts = list(_reading("lem", *lemma, readings, lookup)) if lemma else []
    for row in rows:
        if row is not lemma:
            parts += _reading("rdg", *row, readings, lookup)
    about: dict[str, str | None] = {"xml:id": f"utterance-{name(utterance.id)}"}
    if lemma and (spans := lemma[1].spans):
        whole = Span(min(s.start for s in spans), max(s.end for s in spans))
        about |= pointed(Place(document=lemma[1].document, span=whole), lookup.sigla)
    says = element("note", {"type": "says", "corresp": _refs(finding)}, _ours(finding.lines[0].text))
    return element("app", about, *parts, says)


def _reading(
    element_name: str, rendition_id: str, rendition: Rendition, readings: Mapping[str, Finding], lookup: Names
) -> Iterator[str]:
    """A witness's words as they stand, a ``seg`` for each stretch of several; then what is said of them."""
    finding = readings[rendition_id]
    witness = f"#{witness_id(lookup.siglum(rendition.document))}"
    pointer = f"rendition-{name(rendition_id)}"
    stretches = [characters(span.of(lookup.documents[rendition.document].text)) for span in rendition.spans]
    words = stretches if len(stretches) == 1 else [element("seg", {}, stretch) for stretch in stretches]
    about = {"xml:id": pointer, "wit": witness, "type": rendition.fidelity, "corresp": _refs(finding)}
    yield element(element_name, about, *words)
    # Not allowed in a witDetail: blocks. So each line is a seg.
    lines = [element("seg", {"type": line.role}, *_line(line, lookup)) for line in finding.lines]
    tags = [element("seg", {"type": "tag"}, _ours(tag)) for tag in finding.tags]
    spans = element("spanGrp", {"type": "of"}, *(_place(place, lookup) for place in finding.of))
    detail = {"type": "rendition", "wit": witness, "target": f"#{pointer}"}
    yield element("witDetail", detail, *tags, spans, *lines)


def _event(finding: Finding, event: Event, lookup: Names) -> str:
    about = {
        "xml:id": f"event-{name(event.id)}",
        "type": _NO_TOKEN.sub("-", event.kind),
        "when": when(event.date),
        "corresp": _refs(finding),
    }
    label = element("label", {}, _ours(finding.lines[0].text))
    return element("event", about, label, element("note", {"type": "event"}, *_content(finding, lookup)))


def _refs(finding: Finding) -> str:
    return " ".join(f"#{kind}-{name(other)}" for kind, other in finding.refs)


def _ours(text: str) -> str:
    """Words of ours: on one line, with characters that act made to show."""
    return characters(one_line(text))
