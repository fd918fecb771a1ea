"""Where the tellings differ: each point with what stands where, for every form of the dossier.

A position is shown in the source's own words, quoted, with the places that carry them; what has no place in a source
is ours, and is not quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hearsay.model import Account, Disagreement, DisagreementKind, Dossier, Place, Position, Reason
from hearsay.render import accounts
from hearsay.render.apparatus import quoted
from hearsay.render.naming import Names, ours

KINDS: Mapping[DisagreementKind, str] = {
    "contradiction": "both cannot be so",
    "update": "the figure moved with time",
    "difference": "told differently",
    "omission": "not told by all",
}
MANY = "they cannot all be so"  # of more than two
_ORDER = tuple(KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One position: the source's `words`, empty where it stands in no source, and then `value` is ours, with the name
    of the account; `ours` what the words come to, where that is not the words themselves; `places` are the first of
    each document that holds these words, in the order of the sigla."""

    words: str
    value: str
    ours: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point on which tellings differ. `quoted`: `about` is made of a source's words, and `goes_on` where the
    sentence does; `label` says the kind."""

    id: str
    about: str
    quoted: bool
    goes_on: bool
    label: str
    held: tuple[Held, ...]
    reasons: tuple[Reason, ...]


def points(dossier: Dossier, names: Names, rank: Mapping[str, int]) -> tuple[Point, ...]:
    """The points of the stories shown: what cannot both be so first, then what moved, then what is told differently;
    inside a kind by their first witness. `rank` is the place of a document in the list of witnesses."""
    shown = [
        d
        for d in dossier.collation.disagreements
        if d.event in names.events and names.events[d.event].story in dossier.stories
    ]

    def position(d: Disagreement) -> tuple[int, int, int, str]:
        first = min(((rank[a.document], a.span.start) for p in d.positions for a in p.anchors), default=(len(rank), 0))
        return _ORDER.index(d.kind), *first, d.id

    told = {a.id: a for a in dossier.collation.accounts}
    return tuple(_point(d, names, rank, told) for d in sorted(shown, key=position))


def _point(d: Disagreement, names: Names, rank: Mapping[str, int], told: Mapping[str, Account]) -> Point:
    texts = [
        " ".join(names.documents[x].text.split()) for x in sorted({a.document for p in d.positions for a in p.anchors})
    ]
    parts = [part.strip() for part in d.about.split("…") if part.strip()]
    quoted = bool(parts) and any(all(part in text for part in parts) for text in texts)
    return Point(
        id=d.id,
        about=d.about,
        quoted=quoted,
        goes_on=quoted and any(re.search(rf"{re.escape(parts[-1])}\s*\w", text) for text in texts),
        label=MANY if d.kind == "contradiction" and len(d.positions) > 2 else KINDS[d.kind],
        held=tuple(h for p in d.positions for h in _held(d, p, names, rank, told)),
        reasons=d.reasons,
    )


def _held(
    d: Disagreement, p: Position, names: Names, rank: Mapping[str, int], told: Mapping[str, Account]
) -> Iterator[Held]:
    """A position, once for each wording of it: words are quoted only with the places at which they stand."""
    first: dict[str, Place] = {}
    for place in sorted(p.anchors, key=lambda a: (rank[a.document], a.span)):
        first.setdefault(place.document, place)
    worded: dict[str, list[Place]] = {}
    for place in first.values():
        worded.setdefault(" ".join(names.words(place.document, (place.span,)).split()), []).append(place)
    for words, places in worded.items():
        yield Held(words=words, value=p.value, ours=ours(d.about, p.value, words), places=tuple(places))
    if not worded:
        account = told.get(p.account or "")
        value = f"{accounts.title(account, names)}: {p.value}" if account is not None else p.value
        yield Held(words="", value=value, ours="", places=())


def said(held: Held, names: Names) -> str:
    """One position in a line: ``"“about 40” (A ¶ 2, C ¶ 1)"``, what it comes to before it where that is ours."""
    if not held.words:
        return held.value
    before = f"{held.ours}: " if held.ours else ""
    return f"{before}{quoted(held.words)} ({', '.join(names.place(p.document, p.span) for p in held.places)})"
