"""Without this witness: what of a dossier would stand if one document, or one teller, were not to be had.

All the rest is collated anew, and each finding of the whole is looked for again by its places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hearsay.collate import collate
from hearsay.errors import UnknownWitnessError
from hearsay.language.span_index import SpanIndex
from hearsay.model import Annotations, Collation, Dossier, Left, LeftState, Place, Without
from hearsay.reference import Reference
from hearsay.text import Span


def without(made: Dossier, name: str, reference: Reference | None = None) -> Without:
    """What stands and what falls without `name`: a siglum of `made`, or the name of somebody who tells in it.

    Copies of a document stay: take them away too by naming their teller. `reference` are the tables that `made` was
    checked against. Raises `UnknownWitnessError` where no document and no teller is called so, or several are.
    """
    whole, name = made.collation, name.strip()
    document = next((w.document for w in whole.witnesses if w.siglum.replace("′", "'") == name.replace("′", "'")), None)
    muted: dict[str, list[tuple[Span, None]]] = defaultdict(list)
    if document is not None:
        rest = [a for a in whole.annotations if a.document.id != document]
    else:
        dropped = _words_of(whole, name)
        rest = [
            replace(a, attributions=tuple(x for x in a.attributions if x.id not in dropped)) for a in whole.annotations
        ]
        for a in whole.attributions:
            if a.id in dropped:
                muted[a.document] += [(c, None) for c in a.content]
    left = _Found(collate(rest, reference), {d: SpanIndex(spans) for d, spans in muted.items()})
    return Without(name=name, left=tuple(sorted(_left(made, left), key=lambda x: (x.of, _order(x.anchor), x.what))))


def _words_of(whole: Collation, name: str) -> frozenset[str]:
    """The attributions in which somebody tells, with all that stands inside them; not what was said by the same at a
    conversation that others tell of: that is theirs."""
    wanted = name.casefold().removeprefix("the ")
    said = {s for a in whole.attributions for s in a.speaker}
    called = {e.id: f" {e.name.casefold().removeprefix('the ')}" for e in whole.entities if e.id in said}
    found = {e for e, n in called.items() if n == f" {wanted}"} or {
        e for e, n in called.items() if n.endswith(f" {wanted}")
    }
    if len(found) != 1:
        raise UnknownWitnessError(name, [w.siglum for w in whole.witnesses], several=len(found) > 1)
    inside: dict[str, list[str]] = defaultdict(list)
    for a in whole.attributions:
        if a.parent is not None:
            inside[a.parent].append(a.id)
    dropped: set[str] = set()
    met = {e.id for e in whole.events if e.kind == "conversation"}
    said_there = {a for u in whole.utterances if u.event in met for r in u.renditions for a in r.attributions}
    own = [a.id for a in whole.attributions if a.parent is None and set(a.speaker) == found]
    todo = [a for a in own if a not in said_there]
    while todo:
        dropped.update(todo)
        todo = [i for a in todo for i in inside[a]]
    return frozenset(dropped)


def _without(a: Annotations, dropped: Collection[str]) -> Annotations:
    return replace(a, attributions=tuple(x for x in a.attributions if x.id not in dropped))


class _Found:
    """What is found without the witness, by its places; places in words that are thought away are not counted."""

    def __init__(self, left: Collation, muted: Mapping[str, SpanIndex[None]]) -> None:
        self._muted = muted
        self.fidelity = {
            Place(document=r.document, span=s): r.fidelity
            for u in left.utterances
            for r in u.renditions
            if r.against is not None
            for s in r.spans
            if self._heard(Place(document=r.document, span=s))
        }
        self.apart: dict[Place, set[tuple[str, str]]] = defaultdict(set)
        for d in left.disagreements:
            held = [[p for p in x.anchors if self._heard(p)] for x in d.positions]
            if sum(map(bool, held)) > 1:
                for p in (p for those in held for p in those):
                    self.apart[p].add((d.kind, d.about))
        names = {e.id: e.name for e in left.entities}
        self.told: dict[Place, set[str]] = defaultdict(set)
        for a in left.accounts:
            for p in (p for x in a.points for p in x.anchors if self._heard(p)):
                self.told[p].add(names.get(a.teller or "", a.teller or ""))
        self.checked = {(p, c.verdict) for c in left.checks for p in c.places if self._heard(p)}

    def _heard(self, place: Place) -> bool:
        muted = self._muted.get(place.document)
        return muted is None or not muted.touching(place.span)


def _left(made: Dossier, left: _Found) -> Iterator[Left]:
    """Each finding of the stories shown: whether it stands, stands otherwise, or falls."""
    whole = made.collation
    story = {e.id: e.story for e in whole.events}
    shown = {d for s in whole.stories if s.id in made.stories for d in s.documents}
    names = {e.id: e.name for e in whole.entities}
    state: LeftState
    for u in whole.utterances:
        for r in u.renditions:
            if r.against is not None and r.document in shown:
                places = [Place(document=r.document, span=s) for s in r.spans]
                again = {left.fidelity[p] for p in places if p in left.fidelity}
                state = "stands" if again == {r.fidelity} else "otherwise" if again else "falls"
                yield Left(of="rendition", what=r.fidelity, state=state, anchor=places[0])
    for d in whole.disagreements:
        places = [p for x in d.positions for p in x.anchors]
        if places and story.get(d.event) in made.stories:
            found = {x for p in places for x in left.apart[p]}
            state = "stands" if (d.kind, d.about) in found else "otherwise" if found else "falls"
            yield Left(of="disagreement", what=d.about, state=state, anchor=min(places, key=_order))
    for a in whole.accounts:
        places = [p for x in a.points for p in x.anchors]
        if places and story.get(a.event) in made.stories:
            teller = names.get(a.teller or "", a.teller or "")
            state = "stands" if any(teller in left.told[p] for p in places) else "falls"
            yield Left(of="account", what=a.id, state=state, anchor=min(places, key=_order))
    for c in whole.checks:
        places = [p for p in c.places if p.document in shown]
        if places:
            state = "stands" if any((p, c.verdict) in left.checked for p in places) else "falls"
            yield Left(of="check", what=c.verdict, state=state, anchor=min(places, key=_order))


def _order(p: Place) -> tuple[str, int, int]:
    return p.document, p.span.start, p.span.end
