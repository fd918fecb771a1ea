"""What each finding is called outside hearsay: one name in every open format, so that one leads to the other.

Records that carry an id keep it; those that have none (copies, renditions, times, responses, checks, what stands
without a witness) get one here, a hash of what they are of. As an IRI a finding is a fragment of one UUID, which stands
for "the findings of hearsay": the name is the same on every run and every machine, and leads to no network address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from hearsay.model import Check, Copy, Dossier, Left, Place, Rendition, Response, TimeExpression

# A version 4 UUID (RFC 9562), drawn once; fragments are allowed on any URN (RFC 8141, section 2.3.3).
NAMESPACE = "urn:uuid:d5d3f855-d817-4eea-9afb-7671e307222f#"


def iri(kind: str, id: str) -> str:  # noqa: A002  # the word of the schema
    """The IRI of a finding by its kind and id.

    >>> iri("attribution", "a1").partition("#")[2]
    'attribution-a1'
    """
    return NAMESPACE + local(kind, id)


def local(kind: str, id: str) -> str:  # noqa: A002
    """What stands after the namespace of `iri`; made of ASCII that an IRI can hold.

    >>> local("copy", "c 1")
    'copy-c%201'
    """
    return f"{kind}-{quote(id, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The ids of records that carry none, in the order of the dossier's own lists: `times` those of all documents one
    after the other, `renditions` by the id of their utterance."""

    copies: tuple[str, ...]
    times: tuple[str, ...]
    renditions: Mapping[str, tuple[str, ...]]
    responses: tuple[str, ...]
    checks: tuple[str, ...]
    left: tuple[str, ...]


def dossier_id(dossier: Dossier) -> str:
    """The id of a dossier: a hash of what made it, of its documents and of the words that were asked for."""
    made = dossier.versions
    parts = (made.schema, made.version, made.weights or "", made.tables, dossier.about or "")
    return _distinct("o", [(*parts, *sorted(a.document.id for a in dossier.collation.annotations))])[0]


def ids(dossier: Dossier) -> Ids:
    """The ids of a dossier's records that carry none; no two of one kind are the same."""
    found = dossier.collation
    renditions = [(u.id, r) for u in found.utterances for r in u.renditions]
    named = _distinct("r", (_rendition(utterance, r) for utterance, r in renditions))
    by_utterance: dict[str, tuple[str, ...]] = {u.id: () for u in found.utterances}
    for (utterance, _), name in zip(renditions, named, strict=True):
        by_utterance[utterance] += (name,)
    return Ids(
        copies=_distinct("c", map(_copy, found.copies)),
        times=_distinct("t", (_time(t) for a in found.annotations for t in a.times)),
        renditions=by_utterance,
        responses=_distinct("p", map(_response, found.responses)),
        checks=_distinct("k", map(_check, found.checks)),
        left=_distinct("w", map(_left, dossier.without.left if dossier.without else ())),
    )


def _distinct(letter: str, parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """A hash of each; what is the same in all its parts gets a number."""
    times: dict[str, int] = {}
    out = []
    for part in parts:
        name = letter + sha256("\n".join(part).encode("utf-8", "backslashreplace")).hexdigest()[:15]
        times[name] = times.get(name, 0) + 1
        out.append(name if times[name] == 1 else f"{name}-{times[name]}")
    return tuple(out)


def _copy(copy: Copy) -> tuple[str, ...]:
    return (copy.document, copy.of or "", copy.ancestor.name if copy.ancestor else "", copy.kind)


def _time(time: TimeExpression) -> tuple[str, ...]:
    return (time.document, f"{time.span.start}-{time.span.end}", time.type)


def _rendition(utterance: str, rendition: Rendition) -> tuple[str, ...]:
    return (utterance, rendition.document, *(f"{s.start}-{s.end}" for s in rendition.spans))


def _response(response: Response) -> tuple[str, ...]:
    return (response.event, response.party, response.to, response.kind, *map(_place, _some(response.anchor)))


def _check(check: Check) -> tuple[str, ...]:
    return (check.kind, check.table, check.stated, *map(_place, check.places))


def _left(left: Left) -> tuple[str, ...]:
    return (left.of, left.what, _place(left.anchor))


def _some(place: Place | None) -> tuple[Place, ...]:
    return (place,) if place else ()


def _place(place: Place) -> str:
    return f"{place.document} {place.span.start}-{place.span.end}"
