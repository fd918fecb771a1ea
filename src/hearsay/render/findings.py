"""Every finding of a dossier in one shape: what it is of, and what is said of it in our words, each with its places.

For the formats that lay our words beside a source's (`render.web_annotation`, `render.tei`) and the table of all
anchors (`render.tables`). Findings stand in the order of `render.order`, kind by kind as in the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from hearsay.model import (
    Account,
    Attribution,
    Check,
    Copy,
    Difference,
    Disagreement,
    Dossier,
    Entity,
    Event,
    Left,
    Place,
    Reason,
    Rendition,
    Response,
    Story,
    TimeExpression,
    Utterance,
)
from hearsay.render.accounts import title
from hearsay.render.checks import readable
from hearsay.render.identifiers import ids
from hearsay.render.naming import Names, date
from hearsay.render.selected import is_judged
from hearsay.text import Span

Kind = Literal[
    "entity", "attribution", "time", "copy", "story", "event", "account", "utterance", "rendition", "disagreement",
    "response", "check", "left",
]  # fmt: skip
Role = Literal[
    "says", "source", "cue", "venue", "chain", "witness", "difference", "point", "position", "independence", "reason"
]  # fmt: skip
Ref = tuple[str, str]  # a kind and an id


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing said of a finding: our words, and the places they speak of. Names in `text` are as sources have them:
    `render.visible` comes before it is shown."""

    role: Role
    text: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. `of` are the places that it is about, `documents` the ids of those it is about as a whole, where it
    has no places; `tags` the labels of the schema that it carries; `refs` the findings that it stands on; `judged`
    whether a person has judged it."""

    kind: Kind
    id: str
    of: tuple[Place, ...]
    documents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    refs: tuple[Ref, ...] = ()
    judged: bool = False


def findings(dossier: Dossier, names: Names) -> Iterator[Finding]:
    """All findings of a dossier that is `in_order`; every one of its records but documents and problems is there."""
    found = dossier.collation
    named = ids(dossier)
    accounts = {a.id: _account_name(a, names) for a in found.accounts}
    yield from map(_entity, found.entities)
    for attribution in found.attributions:
        yield _attribution(attribution, names)
    times = (t for a in found.annotations for t in a.times)
    for name, time in zip(named.times, times, strict=True):
        yield _time(name, time)
    for name, copy in zip(named.copies, found.copies, strict=True):
        yield _copy(name, copy, names)
    for story in found.stories:
        yield _story(story, names)
    for event in found.events:
        yield _event(event, names)
    for account in found.accounts:
        yield _account(account, accounts)
    for utterance in found.utterances:
        rows = list(zip(named.renditions[utterance.id], utterance.renditions, strict=True))
        yield _utterance(utterance, names, tuple(name for name, _ in rows))
        for name, rendition in rows:
            yield _rendition(name, rendition, utterance, names)
    for disagreement in found.disagreements:
        yield _disagreement(disagreement, accounts)
    for name, response in zip(named.responses, found.responses, strict=True):
        yield _response(name, response, names, accounts)
    for name, check in zip(named.checks, found.checks, strict=True):
        yield _check(name, check)
    if dossier.without is not None:
        for name, left in zip(named.left, dossier.without.left, strict=True):
            yield _left(name, left, dossier.without.name, accounts)


def _entity(entity: Entity) -> Finding:
    known = [f"{table}: {value}" for table, value in entity.identifiers]
    return Finding(
        kind="entity",
        id=entity.id,
        of=tuple(Place(document=m.document, span=m.span) for m in entity.mentions),
        tags=(entity.kind,),
        lines=(Line(role="says", text="; ".join([entity.name, *known])), *_reasons(entity.reasons)),
    )


def _attribution(found: Attribution, names: Names) -> Finding:
    flags = ("negated", "denied", "hedged", "conditional")
    says = f"{names.attribution(found)}; confidence {found.confidence:.2f}"
    lines = [Line(role="says", text=says)]
    if found.source:
        lines.append(Line(role="source", text="who says it", places=_spans(found.document, found.source)))
    if found.cue:
        lines.append(Line(role="cue", text="the words that say so", places=_spans(found.document, found.cue)))
    if found.venue:
        place = Place(document=found.document, span=found.venue.span)
        lines.append(Line(role="venue", text=found.venue.kind, places=(place,)))
    if chain := names.chain(found):
        anchors = tuple(link.anchor for link in found.chain if link.anchor)
        lines.append(Line(role="chain", text=chain, places=anchors))
    spans = found.content or found.cue or found.source
    return Finding(
        kind="attribution",
        id=found.id,
        of=_spans(found.document, spans),
        documents=(found.document,),
        judged=is_judged(found.reasons),
        tags=(found.mode, found.modality, *(flag for flag in flags if getattr(found, flag))),
        lines=(*lines, *_reasons(found.reasons)),
        refs=(
            *_refs("attribution", found.parent),
            *_refs("entity", *found.speaker),
            *_refs("entity", found.addressee),
        ),
    )


def _time(name: str, time: TimeExpression) -> Finding:
    text = time.edtf or time.timex or "left open by the text"
    place = Place(document=time.document, span=time.span)
    return Finding(kind="time", id=name, of=(place,), tags=(time.type,), lines=(Line(role="says", text=text),))


def _copy(name: str, copy: Copy, names: Names) -> Finding:
    of = names.siglum(copy.of) if copy.of else copy.ancestor.name if copy.ancestor else "a text not named"
    share = "" if copy.share is None else f"; {copy.share:.0%} of its own words stand there"
    hand = "" if copy.of else ", which is not in hand"
    carries = f"{names.siglum(copy.document)} carries the text of {of}{hand}"
    places: list[Place] = []
    for here, there in copy.evidence:
        places.append(Place(document=copy.document, span=here))
        if copy.of:
            places.append(Place(document=copy.of, span=there))
    if not places and copy.ancestor and copy.ancestor.anchor:
        places = [copy.ancestor.anchor]
    return Finding(
        kind="copy",
        id=name,
        of=tuple(places),
        documents=(copy.document, *([copy.of] if copy.of else [])),
        tags=(copy.kind, copy.direction),
        lines=(
            Line(role="says", text=f"{carries}: {copy.kind}, direction {copy.direction}{share}"),
            *_reasons(copy.reasons),
        ),
    )


def _story(story: Story, names: Names) -> Finding:
    says = f"one story: {', '.join(map(names.siglum, story.documents))}"
    return Finding(
        kind="story",
        id=story.id,
        of=(),
        documents=story.documents,
        lines=(Line(role="says", text=says), *_reasons(story.reasons)),
        refs=_refs("event", *story.events),
    )


def _event(event: Event, names: Names) -> Finding:
    record = f"; record of the day: {names.siglum(event.primary_record)}" if event.primary_record else ""
    return Finding(
        kind="event",
        id=event.id,
        of=event.passages,
        tags=(event.kind,),
        lines=(Line(role="says", text=names.event(event) + record), *_reasons(event.reasons)),
        refs=(*_refs("story", event.story), *_refs("entity", *event.participants)),
    )


def _account(account: Account, accounts: dict[str, str]) -> Finding:
    points = (Line(role="point", text=f"{p.slot}: {p.value}", places=p.anchors) for p in account.points)
    independence = (
        line
        for i in account.independence
        for line in (
            Line(role="independence", text=f"{accounts[i.of]}: independence {_state(i.state)}"),
            *_reasons(i.reasons),
        )
    )
    teller = account.teller if account.teller not in account.documents else None  # a paper is among the documents
    return Finding(
        kind="account",
        id=account.id,
        of=tuple(dict.fromkeys(place for p in account.points for place in p.anchors)),
        documents=account.documents,
        tags=(account.kind,),
        lines=(Line(role="says", text=accounts[account.id]), *points, *independence),
        refs=(*_refs("event", account.event), *_refs("entity", teller)),
    )


def _account_name(account: Account, names: Names) -> str:
    return f"account of {title(account, names)}; {account.kind}"


def _state(state: str) -> str:
    return {"shown": "shown", "same origin": "no, of the same origin"}.get(state, "not established")


def _utterance(utterance: Utterance, names: Names, renditions: tuple[str, ...]) -> Finding:
    event = f"; {names.event(names.events[utterance.event])}" if utterance.event else ""
    says = f"one utterance: {names.parties(utterance.speaker, utterance.addressee)}{event}"
    return Finding(
        kind="utterance",
        id=utterance.id,
        of=tuple(place for r in utterance.renditions for place in _spans(r.document, r.spans)),
        documents=tuple(dict.fromkeys(r.document for r in utterance.renditions)),
        lines=(Line(role="says", text=says),),
        refs=(*_refs("event", utterance.event), *_refs("rendition", *renditions)),
    )


def _rendition(name: str, rendition: Rendition, utterance: Utterance, names: Names) -> Finding:
    witnesses = [r for r in utterance.renditions if rendition.against and r.document == rendition.against]
    lines = [Line(role="says", text="; ".join([names.fidelity(rendition), *names.beside(utterance, rendition)]))]
    for witness in witnesses[:1]:
        places = _spans(witness.document, witness.spans)
        lines.append(Line(role="witness", text=f"compared with {names.siglum(witness.document)}", places=places))
    lines += [_difference(d, rendition, names) for d in rendition.difference if d.op != "same"]
    return Finding(
        kind="rendition",
        id=name,
        of=_spans(rendition.document, rendition.spans),
        documents=(rendition.document,),
        judged=is_judged(rendition.reasons),
        tags=(rendition.fidelity, *rendition.also),
        lines=(*lines, *_reasons(rendition.reasons)),
        refs=(*_refs("utterance", utterance.id), *_refs("attribution", *rendition.attributions)),
    )


def _difference(found: Difference, rendition: Rendition, names: Names) -> Line:
    """A run of words that differs: both sides in their own words, with their places."""
    here = [(rendition.document, found.words)] if found.words else []
    there = [(rendition.against, found.against)] if found.against and rendition.against else []
    old, new = (" ".join(f"“{names.words(d, (s,))}”" for d, s in side) for side in (there, here))
    text = {"dropped": f"drops {old}", "added": f"adds {new}"}.get(found.op, f"has {new} for {old}")
    return Line(role="difference", text=text, places=tuple(Place(document=d, span=s) for d, s in (*here, *there)))


def _disagreement(found: Disagreement, accounts: dict[str, str]) -> Finding:
    positions = (
        Line(role="position", text=f"{p.value}{f' ({accounts[p.account]})' if p.account else ''}", places=p.anchors)
        for p in found.positions
    )
    return Finding(
        kind="disagreement",
        id=found.id,
        of=tuple(dict.fromkeys(place for p in found.positions for place in p.anchors)),
        judged=is_judged(found.reasons),
        tags=(found.kind,),
        lines=(Line(role="says", text=f"{found.kind} about {found.about}"), *positions, *_reasons(found.reasons)),
        refs=(*_refs("event", found.event), *_refs("account", *(p.account for p in found.positions))),
    )


def _response(name: str, found: Response, names: Names, accounts: dict[str, str]) -> Finding:
    says = f"{names.entity(found.party)}, to the {accounts[found.to]}: {found.kind}"
    return Finding(
        kind="response",
        id=name,
        of=(found.anchor,) if found.anchor else (),
        tags=(found.kind,),
        lines=(Line(role="says", text=says),),
        refs=(*_refs("account", found.to), *_refs("event", found.event), *_refs("entity", found.party)),
    )


def _check(name: str, check: Check) -> Finding:
    found = f"; found: {readable(check.found)}" if check.found else ""
    notes = (
        *(f"read as: {readable(reading)}" for reading in check.readings),
        f"meant by it: {check.definition}",
        f"as of: {readable(check.as_of)}; table: {check.table}",
        *(f"row: {readable(row)}" for row in check.rows),
        *(f"{date(d.date)}: {d.what} ({d.row})" for d in check.dates),
    )
    return Finding(
        kind="check",
        id=name,
        of=check.places,
        tags=(check.kind, check.verdict),
        lines=(
            Line(role="says", text=f"{check.verdict}: “{check.stated}”{found}"),
            *(Line(role="reason", text=note) for note in notes),
        ),
        refs=_refs("attribution", check.attribution),
    )


def _left(name: str, found: Left, without: str, accounts: dict[str, str]) -> Finding:
    what = accounts[found.what] if found.of == "account" else f"{found.of} “{found.what}”"
    state = {"otherwise": "stands otherwise"}.get(found.state, found.state)
    says = Line(role="says", text=f"{state} without {without}: {what}")
    refs = _refs("account", found.what) if found.of == "account" else ()
    return Finding(kind="left", id=name, of=(found.anchor,), tags=(found.state,), lines=(says,), refs=refs)


def _reasons(reasons: Iterable[Reason]) -> tuple[Line, ...]:
    return tuple(Line(role="reason", text=f"{r.of}: {r.why}", places=r.anchors) for r in reasons)


def _spans(document: str, spans: Iterable[Span]) -> tuple[Place, ...]:
    return tuple(Place(document=document, span=span) for span in spans)


def _refs(kind: Kind, *names: str | None) -> tuple[Ref, ...]:
    return tuple((kind, name) for name in dict.fromkeys(names) if name)
