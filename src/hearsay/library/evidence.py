"""What a judgement is attached to: from an id that somebody names to the evidence, its places and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from hearsay.errors import JudgementError
from hearsay.library import codec, schema
from hearsay.library.collating import refreshed
from hearsay.library.index import annotations_of
from hearsay.library.judgements import quoted
from hearsay.library.judging import Judged, check_id, disagreement_evidence, fidelity_evidence, place_id
from hearsay.library.looking import findings
from hearsay.library.records import JudgedOf, Named
from hearsay.library.store import Store
from hearsay.model import Place
from hearsay.reference import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The ids that a judgement is attached to, where they stand, and the words there."""

    ids: tuple[str, ...]
    places: tuple[Place, ...]
    words: str | None


def evidence(store: Store, reference: Reference | None, of: JudgedOf, names: Sequence[str]) -> Evidence:
    """The evidence that `names` mean: an attribution; for a join two people or bodies; for a fidelity an attribution of
    the rendition; a disagreement or a check by its id.

    Raises `JudgementError` where there is no such thing.
    """
    wanted = 2 if of == "join" else 1
    if len(names) != wanted:
        raise JudgementError(f"a judgement of {of} needs {'two ids' if wanted == 2 else 'one id'}")
    if of in ("attribution", "speaker"):
        ids, places = _attribution(store, names[0])
    else:
        refreshed(store, reference)
        if of == "join":
            both = [_entity(store, name) for name in names]
            if both[0][0] == both[1][0]:
                raise JudgementError("the two are one entity of one document already")
            ids, places = tuple(i for i, _ in both), tuple(p for _, p in both)
        elif of == "fidelity":
            attribution, where = _attribution(store, names[0])
            told = _stories(store, where[0].document)
            ids, places = _fidelity(findings(store, reference, lambda _: told), attribution[0])
        else:
            told = _holding(store, names[0])
            found = findings(store, reference, lambda _: told)
            ids, places = (_disagreement if of == "disagreement" else _check)(found, names[0])
    with store.reading() as connection:
        return Evidence(ids=ids, places=places, words=quoted(connection, places))


_Found = tuple[tuple[str, ...], tuple[Place, ...]]


def _attribution(store: Store, name: str) -> _Found:
    t = schema.attributions
    with store.reading() as connection:
        begins = t.c.id.startswith(name, autoescape=True)
        rows = connection.execute(sa.select(t.c.id, t.c.document).where(begins).limit(2)).all()
        if len(rows) != 1 or len(name) < 4:
            what = "several attributions begin" if len(rows) > 1 else "no attribution begins"
            raise JudgementError(f"{what} with “{name}”; `hearsay show DOCUMENT` lists them")
        its, _ = annotations_of(connection, rows[0][1])
    found = next(a for a in its.attributions if a.id == rows[0][0])
    return (found.id,), tuple(Place(document=found.document, span=s) for s in found.content)


def _entity(store: Store, name: str) -> tuple[str, Place]:
    """An entity of one document: itself, or the first of those that a person of the findings was joined from."""
    p, s = schema.placed, schema.stories
    with store.reading() as connection:
        stories = [
            story
            for story, packed in connection.execute(sa.select(s.c.id, s.c.people))
            if packed is not None and any(one.entity == name for one in codec.unpack_all(Named, packed))
        ]
        first = connection.scalars(sa.select(p.c.document).where(p.c.story.in_(stories)).order_by(p.c.document))
        rest = connection.scalars(sa.select(p.c.document).order_by(p.c.document))
        for number in dict.fromkeys((*first, *rest)):
            for e in annotations_of(connection, number)[0].entities:
                if e.id == name and e.mentions:
                    return e.id, Place(document=e.mentions[0].document, span=e.mentions[0].span)
    raise JudgementError(f"nobody has the id “{name}”; `hearsay people` and `hearsay show` tell the ids")


def _stories(store: Store, document: str) -> frozenset[str]:
    """The story of a document; none where it is an earlier text."""
    d, p = schema.documents, schema.placed
    with store.reading() as connection:
        of_it = sa.select(p.c.story).join(d, d.c.number == p.c.document).where(d.c.id == document)
        return frozenset(connection.scalars(of_it))


def _holding(store: Store, name: str) -> frozenset[str]:
    """The stories whose findings have a disagreement or a check with this id."""
    f = schema.findable
    with store.reading() as connection:
        return frozenset(connection.scalars(sa.select(f.c.story).where(f.c.id == name)))


def _fidelity(found: Judged, attribution: str) -> _Found:
    by_id = {a.id: a for a in found.collation.attributions}
    for u in found.collation.utterances:
        for r in u.renditions:
            if attribution in r.attributions:
                ids = fidelity_evidence(r, u)
                places = tuple(
                    Place(document=by_id[i].document, span=s) for i in ids if i in by_id for s in by_id[i].content
                )
                return ids, places
    raise JudgementError(f"{attribution} is in no rendition of an utterance")


def _disagreement(found: Judged, name: str) -> _Found:
    for d in found.collation.disagreements:
        ids = disagreement_evidence(d)
        if d.id == name and ids:
            return ids, tuple(p for x in d.positions for p in x.anchors if place_id(p) in ids)
    raise JudgementError(f"there is no disagreement “{name}”; `hearsay show STORY` lists them")


def _check(found: Judged, name: str) -> _Found:
    for c in found.collation.checks:
        if check_id(c) == name:
            return (name,), c.places
    raise JudgementError(f"there is no check “{name}”; `hearsay show STORY` lists them")
