"""Without this witness: what of a dossier would stand if one document, or one teller, were not to be had.

All the rest is collated anew, and each finding of the whole is looked for again by its places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from hearsay.collate import collate
from hearsay.errors import UnknownWitnessError
from hearsay.model import Annotations, Collation, Dossier, Left, LeftState, Place, Without
from hearsay.reference import Reference


def without(made: Dossier, name: str, reference: Reference | None = None) -> Without:
    """What stands and what falls without `name`: a siglum of `made`, or the name of somebody who tells in it.

    Copies of a document stay: take them away too by naming their teller. `reference` are the tables that `made` was
    checked against. Raises `UnknownWitnessError` where no document and no teller is called so, or several are.
    """
    whole, name = made.collation, name.strip()
    document = next((w.document for w in whole.witnesses if w.siglum.replace("′", "'") == name.replace("′", "'")), None)
    if document is not None:
        rest = [a for a in whole.annotations if a.document.id != document]
    else:
        dropped = _words_of(whole, name)
        rest = [_silent(a, dropped) for a in whole.annotations]
    left = collate(rest, reference)
    return Without(name=name, left=tuple(sorted(_left(made, left), key=lambda x: (x.of, _order(x.anchor), x.what))))


def _words_of(whole: Collation, name: str) -> frozenset[str]:
    """The attributions of a teller, with all that stands inside them."""
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
    todo = [a.id for a in whole.attributions if a.parent is None and set(a.speaker) == found]
    while todo:
        dropped.update(todo)
        todo = [i for a in todo for i in inside[a]]
    return frozenset(dropped)


def _silent(a: Annotations, dropped: Collection[str]) -> Annotations:
    return replace(a, attributions=tuple(x for x in a.attributions if x.id not in dropped))


def _left(made: Dossier, left: Collation) -> Iterator[Left]:
    """Each finding of the stories shown: whether it stands, stands otherwise, or falls."""
    whole = made.collation
    story = {e.id: e.story for e in whole.events}
    shown = {d for s in whole.stories if s.id in made.stories for d in s.documents}
    now = {(r.document, s): r.fidelity for u in left.utterances for r in u.renditions if r.against for s in r.spans}
    for u in whole.utterances:
        for r in u.renditions:
            if r.against is not None and r.document in shown:
                again = {now[r.document, s] for s in r.spans if (r.document, s) in now}
                state: LeftState = "stands" if again == {r.fidelity} else "otherwise" if again else "falls"
                yield Left(
                    of="rendition", what=r.fidelity, state=state, anchor=Place(document=r.document, span=r.spans[0])
                )
    apart = _by_place({d.id: [p for x in d.positions for p in x.anchors] for d in left.disagreements})
    kinds = {d.id: (d.kind, d.about) for d in left.disagreements}
    for d in whole.disagreements:
        places = [p for x in d.positions for p in x.anchors]
        if places and story.get(d.event) in made.stories:
            found = {i for p in places for i in apart[p]}
            same = any(kinds[i] == (d.kind, d.about) for i in found)
            state = "stands" if same else "otherwise" if found else "falls"
            yield Left(of="disagreement", what=d.about, state=state, anchor=min(places, key=_order))
    told = _by_place({a.id: [p for x in a.points for p in x.anchors] for a in left.accounts})
    for a in whole.accounts:
        places = [p for x in a.points for p in x.anchors]
        if places and story.get(a.event) in made.stories:
            state = "stands" if any(told[p] for p in places) else "falls"
            yield Left(of="account", what=a.id, state=state, anchor=min(places, key=_order))
    checked = {(p, c.verdict) for c in left.checks for p in c.places}
    for c in whole.checks:
        held = [p for p in c.places if p.document in shown]
        if held:
            state = "stands" if any((p, c.verdict) in checked for p in held) else "falls"
            yield Left(of="check", what=c.verdict, state=state, anchor=min(held, key=_order))


def _by_place(found: Mapping[str, Collection[Place]]) -> Mapping[Place, set[str]]:
    out: dict[Place, set[str]] = defaultdict(set)
    for i, places in found.items():
        for p in places:
            out[p].add(i)
    return out


def _order(p: Place) -> tuple[str, int, int]:
    return p.document, p.span.start, p.span.end
