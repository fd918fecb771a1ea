"""To obtain and to ask: what is named and not in hand, by how much rests on it; and who is told of and not heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hearsay.model import Dossier, Place
from hearsay.render.naming import Names, plural

MOST = 12  # that are listed; the rest rest on less
_GIVERS = frozenset(("noted", "published", "released", "heard", "republished", "quoted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something to obtain, or somebody to ask: our words, and a place in each document that names it."""

    said: str
    places: tuple[Place, ...]


def to_obtain(dossier: Dossier, names: Names, shown: Sequence[str]) -> tuple[Wanted, ...]:
    """Papers and outlets that the documents shown name and that are not in hand, those that most rests on first.

    What rests on one: the attributions whose chain goes through it, and the copies whose origin it is.
    """
    inside = set(shown)
    outlets = {_plain(names.documents[d].publisher or "") for d in shown}
    held = {e.name for e in names.entities.values() if _plain(e.name) in outlets}  # their pages are here
    resting: Counter[str] = Counter()
    named: dict[str, dict[str, Place]] = defaultdict(dict)
    for c in dossier.collation.copies:
        if c.ancestor is not None and c.of is None and c.document in inside:
            resting[c.ancestor.name] += 1
            if c.ancestor.anchor is not None:
                named[c.ancestor.name].setdefault(c.document, c.ancestor.anchor)
    for a in dossier.collation.attributions:
        if a.document in inside:
            links = [x for x in a.chain if x.role in _GIVERS and not x.seen and x.who in names.entities]
            for called in {_called(x.who, names) for x in links if x.who} - held:
                resting[called] += 1
            for x in links:
                if x.who and x.anchor is not None:
                    named[_called(x.who, names)].setdefault(a.document, x.anchor)
    return tuple(
        Wanted(
            said=f"{called} ({plural(number, 'finding')} {'rests' if number == 1 else 'rest'} on it)",
            places=tuple(named[called][d] for d in shown if d in named[called]),
        )
        for called, number in sorted(resting.items(), key=lambda x: (-x[1], x[0]))[:MOST]
    )


def to_ask(dossier: Dossier, names: Names) -> tuple[Wanted, ...]:
    """Those who took part in a conversation shown, are told of and are not heard in these documents."""
    return tuple(dict.fromkeys(_unheard(dossier, names)))


def _unheard(dossier: Dossier, names: Names) -> Iterator[Wanted]:
    told = {a.id: a for a in dossier.collation.accounts}
    for r in dossier.collation.responses:
        event = names.events[r.event]
        if r.kind == "none" and event.story in dossier.stories:
            places = tuple(p.anchors[0] for p in told[r.to].points[:1])
            yield Wanted(said=f"{names.entity(r.party)}, of the {_lower(names.event(event))}", places=places)


def _called(entity: str, names: Names) -> str:
    """A paper or an outlet by its name; of somebody who heard it, what was told."""
    person = names.entities[entity].kind == "person"
    return f"what was told to {names.entity(entity)}" if person else names.entity(entity)


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _lower(heading: str) -> str:
    return heading[:1].lower() + heading[1:]
