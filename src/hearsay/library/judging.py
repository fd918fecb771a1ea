"""Obeying judgements: a collation as people have judged it. Pure; the evidence stays as it is.

The last judgement of each person on a thing counts, unless it was undone. Where two people decide differently, neither
is obeyed and both are shown. What was decided stands among the reasons of the finding, under ``judgement``.
Judgements on joins are obeyed before that, when it is found who is who (`joins`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from hearsay.library.records import Judgement
from hearsay.model import (
    Annotations,
    Attribution,
    Beside,
    Check,
    Collation,
    Disagreement,
    Entity,
    Fidelity,
    Joined,
    Place,
    Reason,
    Rendition,
    Utterance,
    evidence_id,
)
from hearsay.text import Span

Subject = tuple[str, tuple[str, ...]]  # what is judged, and the ids of its evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A collation as it was judged, with the judgements that stand, by what they are of; `apart` are those on which
    people disagree, which were not obeyed."""

    collation: Collation
    standing: Mapping[Subject, tuple[Judgement, ...]]
    apart: tuple[Subject, ...]


def standing(judgements: Sequence[Judgement]) -> Mapping[Subject, tuple[Judgement, ...]]:
    """The judgements that count, in their order: of each person the last on a thing, without those undone."""
    undone = {j.undoes for j in judgements if j.undoes}
    last: dict[tuple[Subject, str], Judgement] = {}
    for j in judgements:
        if j.decision != "undo" and j.id not in undone:
            key = ((j.of, j.evidence), j.who)
            last.pop(key, None)
            last[key] = j
    out: dict[Subject, tuple[Judgement, ...]] = {}
    for (subject, _), j in last.items():
        out[subject] = (*out.get(subject, ()), j)
    return out


def contradicting(judgements: Sequence[Judgement]) -> bool:
    """Whether people decide one thing differently."""
    return len({(j.decision, j.value) for j in judgements}) > 1


def judged(collation: Collation, judgements: Sequence[Judgement]) -> Judged:
    """The collation as people have judged it: what was rejected is out, with what hangs under it; what was corrected
    says what it was corrected to; what was confirmed says so."""
    now = standing(judgements)
    apart = tuple(subject for subject, those in now.items() if contradicting(those))
    made = _without(collation, _rejected(collation, now))
    made = _spoken(made, now)
    made = replace(
        made,
        utterances=tuple(_carried(u, now) for u in made.utterances),
        disagreements=tuple(d for x in made.disagreements if (d := _differing(x, now)) is not None),
        checks=tuple(c for c in made.checks if not _obeyed(now.get(("check", (check_id(c),)), ()), "reject")),
    )
    return Judged(collation=made, standing=now, apart=apart)


def joins(judgements: Sequence[Judgement]) -> tuple[Joined, ...]:
    """What people decided of who is one; nothing where they decide differently."""
    return tuple(
        Joined(
            first=ids[0],
            second=ids[1],
            same=those[0].decision == "confirm",
            why="; ".join(r.why for r in _reasons(those, "that they are one")),
        )
        for (of, ids), those in standing(judgements).items()
        if of == "join" and len(ids) == 2 and not contradicting(those)
    )


def check_id(check: Check) -> str:
    """The id of a check, as evidence: the kind and its places in its first document."""
    document = check.places[0].document
    return evidence_id(document, f"check {check.kind}", *(p.span for p in check.places if p.document == document))


def place_id(place: Place) -> str:
    """The id of a place that a finding rests on."""
    return evidence_id(place.document, "place", place.span)


def disagreement_evidence(found: Disagreement) -> tuple[str, ...]:
    """What a judgement on a disagreement is attached to: the first places of its first two positions."""
    places = [min(p.anchors, key=lambda a: (a.document, a.span)) for p in found.positions if p.anchors]
    return tuple(sorted(place_id(p) for p in places))[:2]


def fidelity_evidence(rendition: Rendition, utterance: Utterance) -> tuple[str, ...]:
    """What a judgement on a fidelity is attached to: an attribution of the rendition, and one of its witness."""
    against = [r for r in utterance.renditions if r.document == rendition.against and r is not rendition]
    pair = [*rendition.attributions[:1], *(against[0].attributions[:1] if against else ())]
    return tuple(pair)


def _obeyed(judgements: Sequence[Judgement], decision: str) -> bool:
    return any(j.decision == decision for j in judgements) and not contradicting(judgements)


def _reasons(judgements: Sequence[Judgement], of: str) -> tuple[Reason, ...]:
    """What people decided, as reasons of the finding."""
    apart = "; judged differently by others, so neither is followed" if contradicting(judgements) else ""
    words = {"confirm": "confirmed", "reject": "rejected", "correct": "set to"}
    return tuple(
        Reason(
            of="judgement",
            why=f"{of} {words[j.decision]}{f' “{j.value}”' if j.value else ''} by {j.who}, {j.at[:10]}: {j.why}{apart}",
        )
        for j in judgements
    )


# ---- rejected attributions -------------------------------------------------------------------------------------------


def _rejected(collation: Collation, now: Mapping[Subject, tuple[Judgement, ...]]) -> frozenset[str]:
    """The rejected attributions, with those inside their words."""
    out = {a.id for a in collation.attributions if _obeyed(now.get(("attribution", (a.id,)), ()), "reject")}
    while more := {a.id for a in collation.attributions if a.parent in out} - out:
        out |= more
    return frozenset(out)


def _without(collation: Collation, gone: frozenset[str]) -> Collation:
    """The collation without some attributions, and without what rests on nothing but their words."""
    if not gone:
        return collation
    words: dict[str, list[Span]] = {}
    left: dict[str, list[Span]] = {}
    for a in collation.attributions:
        (words if a.id in gone else left).setdefault(a.document, []).extend(a.content)

    def rests(place: Place) -> bool:
        """Whether a place stands in words of a rejected attribution and in those of no other."""
        held = any(s.covers(place.span) for s in words.get(place.document, ()))
        return not held or any(s.covers(place.span) for s in left.get(place.document, ()))

    accounts = []
    for account in collation.accounts:
        points = tuple(p for p in account.points if not p.anchors or any(map(rests, p.anchors)))
        if points or not account.points:
            accounts.append(replace(account, points=points))
    kept = {a.id for a in accounts}
    lost = {a.id for a in collation.accounts} - kept
    disagreements = []
    for d in collation.disagreements:
        positions = tuple(
            p for p in d.positions if p.account not in lost and (not p.anchors or any(map(rests, p.anchors)))
        )
        if len(positions) == len(d.positions) or len(positions) > 1:
            disagreements.append(replace(d, positions=positions))
    utterances = []
    for u in collation.utterances:
        renditions = tuple(r for x in u.renditions if (r := _cut(x, gone, words, left)) is not None)
        if renditions:
            utterances.append(replace(u, renditions=_witnessed(renditions)))
    return replace(
        collation,
        annotations=tuple(_annotations(a, gone) for a in collation.annotations),
        attributions=tuple(a for a in collation.attributions if a.id not in gone),
        utterances=tuple(utterances),
        accounts=tuple(replace(a, independence=tuple(i for i in a.independence if i.of in kept)) for a in accounts),
        disagreements=tuple(disagreements),
        responses=tuple(r for r in collation.responses if r.to in kept and (r.anchor is None or rests(r.anchor))),
        checks=tuple(
            replace(c, attribution=None if c.attribution in gone else c.attribution) for c in collation.checks
        ),
    )


def _annotations(found: Annotations, gone: frozenset[str]) -> Annotations:
    if not any(a.id in gone for a in found.attributions):
        return found
    return replace(found, attributions=tuple(a for a in found.attributions if a.id not in gone))


def _cut(
    found: Rendition, gone: frozenset[str], words: Mapping[str, list[Span]], left: Mapping[str, list[Span]]
) -> Rendition | None:
    attributions = tuple(a for a in found.attributions if a not in gone)
    if len(attributions) == len(found.attributions):
        return found
    spans = tuple(
        s
        for s in found.spans
        if any(x.overlaps(s) for x in left.get(found.document, ()))
        or not any(x.overlaps(s) for x in words.get(found.document, ()))
    )
    return replace(found, attributions=attributions, spans=spans) if attributions and spans else None


def _witnessed(renditions: tuple[Rendition, ...]) -> tuple[Rendition, ...]:
    """Renditions whose witness is out are compared with nothing any more."""
    documents = {r.document for r in renditions}
    return tuple(
        r if r.against is None or r.against in documents else replace(r, against=None, difference=(), also=())
        for r in renditions
    )


# ---- speakers --------------------------------------------------------------------------------------------------------


def _spoken(collation: Collation, now: Mapping[Subject, tuple[Judgement, ...]]) -> Collation:
    """Speakers as they were corrected, and what was decided of attributions and speakers among their reasons."""
    entities = list(collation.entities)
    changed: dict[str, Attribution] = {}
    for a in collation.attributions:
        of_it, of_speaker = now.get(("attribution", (a.id,)), ()), now.get(("speaker", (a.id,)), ())
        if not of_it and not of_speaker:
            continue
        new = replace(
            a, reasons=(*a.reasons, *_reasons(of_it, "the attribution"), *_reasons(of_speaker, "the speaker"))
        )
        if _obeyed(of_speaker, "reject"):
            new = replace(new, speaker=(), resolved_by=None)
        elif _obeyed(of_speaker, "correct"):
            new = replace(new, speaker=(_named(entities, of_speaker[-1].value or ""),), resolved_by="explicit")
        changed[a.id] = new
    if not changed:
        return collation
    attributions = tuple(changed.get(a.id, a) for a in collation.attributions)
    speakers = {a.id: a.speaker for a in attributions}
    moved = {a for a, new in changed.items() if ("speaker", (a,)) in now and new.speaker != _before(collation, a)}
    return replace(
        collation,
        entities=tuple(entities),
        attributions=attributions,
        utterances=tuple(v for u in collation.utterances for v in _divided(u, speakers, moved)),
    )


def _before(collation: Collation, attribution: str) -> tuple[str, ...]:
    return next(a.speaker for a in collation.attributions if a.id == attribution)


def _named(entities: list[Entity], name: str) -> str:
    """The entity of that name, the one most often named where there are several; else a new one, which the judgement
    alone knows."""
    wanted = " ".join(name.split()).casefold()
    fits = [e for e in entities if e.name.casefold() == wanted]
    if fits:
        return max(fits, key=lambda e: (len(e.mentions), e.id)).id
    made = "e" + sha256(f"judged\n{wanted}".encode("utf-8", "surrogatepass")).hexdigest()[:15]
    why = Reason(of="identity", why="named in a judgement, and in none of the documents")
    entities.append(Entity(id=made, name=" ".join(name.split()), kind="person", mentions=(), reasons=(why,)))
    return made


def _divided(found: Utterance, speakers: Mapping[str, tuple[str, ...]], moved: set[str]) -> Iterator[Utterance]:
    """An utterance by who now says it: renditions that were given to another leave it."""
    those = {r: speakers.get(r.attributions[0], found.speaker) for r in found.renditions if r.attributions}
    if not any(a in moved for r in found.renditions for a in r.attributions):
        yield found
        return
    stay = tuple(r for r in found.renditions if not set(r.attributions) & moved)
    if stay:
        yield replace(found, renditions=_witnessed(stay))
    leave: dict[tuple[str, ...], list[Rendition]] = {}
    for r in found.renditions:
        if r not in stay:
            leave.setdefault(those[r], []).append(r)
    for number, (speaker, renditions) in enumerate(leave.items()):
        own = found.id if not stay and number == 0 else f"{found.id}-{renditions[0].attributions[0]}"
        yield replace(found, id=own, speaker=speaker, renditions=_witnessed(tuple(renditions)))


# ---- the rest --------------------------------------------------------------------------------------------------------


def _carried(found: Utterance, now: Mapping[Subject, tuple[Judgement, ...]]) -> Utterance:
    """Fidelities as they were corrected; a rejected one keeps its label with what was decided, and loses the graver
    ones beside it."""
    renditions = []
    for r in found.renditions:
        those = now.get(("fidelity", fidelity_evidence(r, found)), ())
        new = replace(r, reasons=(*r.reasons, *_reasons(those, "the fidelity"))) if those else r
        if _obeyed(those, "reject"):
            new = replace(new, also=())
        elif _obeyed(those, "correct"):
            new = _labelled(new, those[-1].value or "")
        renditions.append(new)
    return replace(found, renditions=tuple(renditions))


def _labelled(found: Rendition, label: str) -> Rendition:
    fidelity: dict[str, Fidelity] = {
        "verbatim": "verbatim", "trimmed": "trimmed", "spliced": "spliced", "reworded": "reworded",
        "translated": "translated", "indirect": "indirect",
    }  # fmt: skip
    beside: dict[str, Beside] = {
        "misattributed": "misattributed", "displaced": "displaced", "unsupported": "unsupported",
    }  # fmt: skip
    if label in fidelity:
        return replace(found, fidelity=fidelity[label])
    return replace(found, also=tuple(dict.fromkeys((*found.also, beside[label])))) if label in beside else found


def _differing(found: Disagreement, now: Mapping[Subject, tuple[Judgement, ...]]) -> Disagreement | None:
    those = now.get(("disagreement", disagreement_evidence(found)), ())
    if _obeyed(those, "reject"):
        return None
    return replace(found, reasons=(*found.reasons, *_reasons(those, "the disagreement"))) if those else found
