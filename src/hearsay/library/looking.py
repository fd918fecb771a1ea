"""Looking things up in a library: its documents in a line each, stories, people, and what a name on the command line
means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.dossier import dossier
from hearsay.errors import NotInLibraryError
from hearsay.language.words import is_content
from hearsay.library import lexemes, schema
from hearsay.library.collating import collated
from hearsay.library.judgements import all_of
from hearsay.library.judging import Judged, judged
from hearsay.library.records import Listed
from hearsay.library.search import Query, search
from hearsay.library.store import Store
from hearsay.library.takedown import tombstones
from hearsay.model import Dossier, Entity, Problem, Story
from hearsay.reference import Reference

_CANDIDATES = 200  # documents that one word of a question may lead to


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story in a line: its documents, the title of the first, the dates between which they were published."""

    id: str
    documents: tuple[str, ...]
    title: str
    first: str | None
    last: str | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in a line: who, in how many documents, how often speaking."""

    id: str
    name: str
    kind: str
    documents: int
    attributions: int


def documents(connection: Connection) -> tuple[Listed, ...]:
    """All documents in the order in which they were added."""
    d, p, a, m = schema.documents, schema.placed, schema.annotated, schema.makers
    rows = connection.execute(
        sa.select(
            *(d.c[name] for name in ("id", "number", "source_id", "title", "outlet", "kind", "address", "added")),
            *(d.c[name] for name in ("retrieved", "size", "current", "published_first", "published_last")),
            p.c.story,
            m.c.weights,
        )
        .join(a, a.c.document == d.c.number)
        .join(m, m.c.number == a.c.maker)
        .join(p, p.c.document == d.c.number, isouter=True)
        .order_by(d.c.number)
    ).mappings()
    return tuple(
        Listed(
            **{name: row[name] for name in ("id", "number", "source_id", "title", "outlet", "kind", "address")},
            **{name: row[name] for name in ("added", "retrieved", "size", "current", "story")},
            published=_day(row["published_first"], row["published_last"]),
            by_rules=row["weights"] == "",
        )
        for row in rows
    )


def stories(found: Judged) -> tuple[Told, ...]:
    """All stories, those of most documents first."""
    documents = {a.document.id: a.document for a in found.collation.annotations}
    out = []
    for story in found.collation.stories:
        its = sorted((documents[d] for d in story.documents), key=lambda d: (d.published or "~", d.source_id))
        dates = [d.published[:10] for d in its if d.published]
        out.append(
            Told(
                id=story.id,
                documents=story.documents,
                title=next((d.title for d in its if d.title), None) or its[0].text.strip().partition("\n")[0][:80],
                first=dates[0] if dates else None,
                last=dates[-1] if dates else None,
                events=len(story.events),
            )
        )
    return tuple(sorted(out, key=lambda s: (-len(s.documents), s.first or "~", s.id)))


def people(found: Judged) -> tuple[Person, ...]:
    """People, bodies and groups, those most often speaking first."""
    spoken = Counter(s for a in found.collation.attributions for s in a.speaker)
    out = [
        Person(
            id=e.id,
            name=e.name,
            kind=e.kind,
            documents=len({m.document for m in e.mentions}),
            attributions=spoken[e.id],
        )
        for e in found.collation.entities
        if e.kind in ("person", "organisation", "group") and (spoken[e.id] or e.kind == "person")
    ]
    return tuple(sorted(out, key=lambda p: (-p.attributions, -p.documents, p.name, p.id)))


def findings(store: Store, reference: Reference | None, story: str | None = None) -> Judged:
    """The findings of the library as people have judged them; those of one story only, where it is given.

    Raises `NotInLibraryError` where there is no such story.
    """

    def of_story(_: Connection, told: Sequence[Story]) -> tuple[str, ...]:
        return story_named(told, story or "").documents

    found = collated(store, reference, documents=None if story is None else of_story)
    with store.reading() as connection:
        return judged(found, all_of(connection))


def dossier_of(
    store: Store, reference: Reference | None, *, story: str | None = None, about: str | None = None
) -> Dossier:
    """A dossier of one story, or of what fits the words `about`, else of the whole library.

    What was removed at an owner's request stands among its problems. Raises `NotInLibraryError` where there is no such
    story.
    """

    def chosen(connection: Connection, told: Sequence[Story]) -> frozenset[str]:
        if story is not None:
            return frozenset(story_named(told, story).documents)
        hold = _holding(connection, about or "")
        return frozenset(d for s in told if not hold.isdisjoint(s.documents) for d in s.documents)

    found = collated(store, reference, documents=None if story is None and about is None else chosen)
    with store.reading() as connection:
        made = judged(found, all_of(connection)).collation
        problems = tuple(
            Problem(
                path=t.address or f"sha256:{t.sha256}",
                record=None,
                what="removed at the owner's request",
                why=f"{t.reason} ({t.at[:10]})",
            )
            for t in tombstones(connection)
            if t.lifted is None
        )
        weights = _weights(connection, [a.document.id for a in made.annotations])
    result = dossier(made, problems, about, weights, reference.own if reference else None)
    if story is not None:
        result = replace(result, stories=tuple(s.id for s in made.stories))
    return result


def story_named(told: Sequence[Story], name: str) -> Story:
    """The story that a name means: its id, the beginning of it, or the id of one of its documents.

    Raises `NotInLibraryError` where none or several are meant.
    """
    fits = [s for s in told if name == s.id or name in s.documents]
    fits = fits or [s for s in told if len(name) >= 4 and s.id.startswith(name)]
    if len(fits) != 1:
        what = "several stories are" if fits else "no story is"
        raise NotInLibraryError(f"{what} called “{name}”; `hearsay stories` lists them")
    return fits[0]


def document_named(connection: Connection, name: str) -> str:
    """The id of the document that a name means: its id, the beginning of it, its address, or what its file is called;
    of the texts of one address the one that stands now. Raises `NotInLibraryError` where none or several are meant."""
    d = schema.documents
    fits = d.c.id == name
    tail = d.c.source_id.endswith(f"/{name}", autoescape=True)
    for by in (fits, (d.c.address == name) & d.c.current, (d.c.source_id == name) & d.c.current, tail & d.c.current):
        found = connection.scalars(sa.select(d.c.id).where(by)).all()
        if len(found) == 1:
            return str(found[0])
    begins = d.c.id.startswith(name, autoescape=True)
    found = connection.scalars(sa.select(d.c.id).where(begins).limit(2)).all() if len(name) >= 4 else found
    if len(found) != 1:
        what = "several documents are" if found else "no document is"
        raise NotInLibraryError(f"{what} called “{name}”; `hearsay list` lists them")
    return str(found[0])


def person_named(found: Judged, name: str) -> Entity:
    """The person or body that a name means: an id, the beginning of one, or a name. Raises `NotInLibraryError` where
    none or several are meant."""
    asked = lexemes.name_words(name)
    entities = found.collation.entities
    for fits in (
        [e for e in entities if e.id == name],
        [e for e in entities if e.name.casefold() == name.casefold()],
        [e for e in entities if len(name) >= 4 and e.id.startswith(name)],
        [e for e in entities if asked and set(asked) <= set(lexemes.name_words(e.name))],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = "; ".join(f"{e.name} ({e.id})" for e in sorted(fits, key=lambda e: (-len(e.mentions), e.id))[:5])
            raise NotInLibraryError(f"several are called “{name}”: {names}")
    raise NotInLibraryError(f"nobody is called “{name}” in the library; `hearsay people` lists them")


def _holding(connection: Connection, about: str) -> frozenset[str]:
    """Documents that hold some of the words."""
    out: set[str] = set()
    for word in dict.fromkeys(about.split()):
        if is_content(word.casefold()):
            query = Query(words=word, of="documents", limit=_CANDIDATES)
            out.update(h.document for h in search(connection, query).hits)
    return frozenset(out)


def _weights(connection: Connection, ids: Sequence[str]) -> str | None:
    """The versions of the models that annotated the documents, ``None`` where rules alone did."""
    d, a, m = schema.documents, schema.annotated, schema.makers
    those = set(ids)
    rows = connection.execute(
        sa.select(d.c.id, m.c.weights).join(a, a.c.document == d.c.number).join(m, m.c.number == a.c.maker)
    )
    return ", ".join(sorted({w for name, w in rows if name in those and w})) or None


def _day(first: str | None, last: str | None) -> str | None:
    """A day, a month or a year, as the days that a date can mean tell."""
    if first is None or last is None or first == last:
        return first
    if first[:7] == last[:7]:
        return first[:7]
    return first[:4] if first[:4] == last[:4] else f"{first}/{last}"


def sigla(found: Judged) -> Mapping[str, str]:
    """The letter of each document."""
    return {w.document: w.siglum for w in found.collation.witnesses}
