"""A part of the findings: what a collation says of some of its documents and of nothing else. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hearsay.model import ChainLink, Collation, Entity, Place, Reason


def narrowed(found: Collation, documents: Collection[str]) -> Collation:
    """What a collation says of some of its documents and of nothing else."""
    those = frozenset(documents)
    stories = tuple(
        replace(s, documents=tuple(d for d in s.documents if d in those))
        for s in found.stories
        if any(d in those for d in s.documents)
    )
    kept = {s.id for s in stories}

    def here(places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(p for p in places if p.document in those)

    events = tuple(
        replace(
            e,
            passages=here(e.passages),
            primary_record=e.primary_record if e.primary_record in those else None,
        )
        for e in found.events
        if e.story in kept and here(e.passages)
    )
    happened = {e.id for e in events}
    accounts = tuple(a for a in found.accounts if a.event in happened and set(a.documents) <= those)
    tellings = {a.id for a in accounts}
    utterances = tuple(
        replace(u, renditions=tuple(r for r in u.renditions if r.document in those))
        for u in found.utterances
        if any(r.document in those for r in u.renditions)
    )
    made = Collation(
        annotations=(),
        witnesses=tuple(w for w in found.witnesses if w.document in those),
        entities=_entities(found, those),
        attributions=tuple(a for a in found.attributions if a.document in those),
        copies=tuple(c for c in found.copies if c.document in those and (c.of is None or c.of in those)),
        stories=tuple(replace(s, events=tuple(e for e in s.events if e in happened)) for s in stories),
        events=events,
        utterances=tuple(u if u.event in happened else replace(u, event=None) for u in utterances),
        accounts=tuple(replace(a, independence=tuple(i for i in a.independence if i.of in tellings)) for a in accounts),
        disagreements=tuple(
            d
            for d in found.disagreements
            if d.event in happened | kept and all(p.document in those for x in d.positions for p in x.anchors)
        ),
        responses=tuple(r for r in found.responses if r.event in happened and r.to in tellings),
        checks=tuple(c for c in found.checks if all(p.document in those for p in c.places)),
    )
    trimmed: Collation = _trimmed(made, those)
    return replace(trimmed, annotations=tuple(a for a in found.annotations if a.document.id in those))


def _entities(found: Collation, those: frozenset[str]) -> tuple[Entity, ...]:
    """Who is named in the documents, or spoken of in findings on them."""
    spoken = {
        who
        for a in found.attributions
        if a.document in those
        for who in (*a.speaker, a.addressee, *(link.who for link in a.chain))
        if who
    }
    spoken |= {p for e in found.events for p in e.participants}
    spoken |= {p for u in found.utterances for p in (*u.speaker, u.addressee) if p}
    spoken |= {a.teller for a in found.accounts if a.teller} | {r.party for r in found.responses}
    out = []
    for e in found.entities:
        mentions = tuple(m for m in e.mentions if m.document in those)
        if mentions or (e.id in spoken and not e.mentions):
            out.append(replace(e, mentions=mentions))
        elif e.id in spoken:
            out.append(replace(e, mentions=()))
    return tuple(out)


def _trimmed(value: Any, those: frozenset[str]) -> Any:
    """A record with its reasons cut to the places that are in some documents, and without those that stand elsewhere
    altogether; a hand of a chain that is another document is one that was not seen."""
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_trimmed(x, those) for x in value if not _elsewhere(x, those))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Reason):
        return replace(value, anchors=tuple(p for p in value.anchors if p.document in those))
    if isinstance(value, ChainLink):
        anchor = value.anchor if value.anchor is None or value.anchor.document in those else None
        unknown = value.seen and value.who is not None and value.who.startswith("d") and value.who not in those
        return replace(value, anchor=anchor, who=None, seen=False) if unknown else replace(value, anchor=anchor)
    changed = {}
    for field in fields(value):
        held = getattr(value, field.name)
        made = _trimmed(held, those)
        if made is not held and made != held:
            changed[field.name] = made
    return replace(value, **changed) if changed else value


def _elsewhere(value: Any, those: frozenset[str]) -> bool:
    return isinstance(value, Reason) and bool(value.anchors) and all(p.document not in those for p in value.anchors)
