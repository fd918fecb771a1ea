"""Looking things up in a library: its documents in a line each, stories, people, and what a name on the command line
means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay import selection as select
from hearsay.collate import collate, identities
from hearsay.dossier import dossier
from hearsay.errors import LibraryBusyError, LibraryReadOnlyError, NotInLibraryError
from hearsay.language.words import is_content
from hearsay.library import codec, lexemes, schema
from hearsay.library.collating import Step, collated, refreshed
from hearsay.library.folding import Choose, named
from hearsay.library.index import annotations_of
from hearsay.library.judgements import all_of
from hearsay.library.judging import Judged, joins, judged, standing
from hearsay.library.records import Listed, Named
from hearsay.library.search import Query, search
from hearsay.library.store import Store
from hearsay.library.stories import all_of as all_stories
from hearsay.library.takedown import tombstones
from hearsay.library.waiting import parted
from hearsay.model import Collation, Dossier, Entity, Mention, Problem, Selection, Story
from hearsay.reference import Reference
from hearsay.text import Span

_Held = TypeVar("_Held", Story, "Told")

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
    """Somebody in a line: who, in how many documents, how often speaking, in which stories."""

    id: str
    name: str
    kind: str
    documents: int
    attributions: int
    stories: tuple[str, ...]


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


def stories(store: Store, reference: Reference | None, progress: Step | None = None) -> tuple[Told, ...]:
    """All stories, those of most documents first."""
    d, s = schema.documents, schema.stories
    try:
        refreshed(store, reference, progress)
        told = grouped(store)
        with store.reading() as connection:
            events: dict[str, int] = dict(connection.execute(sa.select(s.c.id, s.c.events)).all())
    except (LibraryReadOnlyError, LibraryBusyError):
        told = collated(store, reference).stories
        events = {one.id: len(one.events) for one in told}
    columns = (d.c[name] for name in ("id", "number", "source_id", "title", "published_first", "published_last"))
    with store.reading() as connection:
        known = {row.id: row for row in connection.execute(sa.select(*columns))}
        out = [_told(connection, one, [known[i] for i in one.documents], events[one.id]) for one in told]
    return tuple(sorted(out, key=lambda s: (-len(s.documents), s.first or "~", s.id)))


def _told(connection: Connection, story: Story, rows: Sequence[sa.Row[Any]], events: int) -> Told:
    its = sorted(rows, key=lambda r: (r.published_first or "~", r.source_id))
    dates = [day for r in its if (day := _day(r.published_first, r.published_last))]
    title = next((r.title for r in its if r.title), None)
    if title is None:
        title = annotations_of(connection, its[0].number)[0].document.text.strip().partition("\n")[0][:80]
    return Told(
        id=story.id,
        documents=story.documents,
        title=title,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        events=events,
    )


def people(store: Store, reference: Reference | None, progress: Step | None = None) -> tuple[Person, ...]:
    """People, bodies and groups, those most often speaking first."""
    rows: list[tuple[str, Named]] = []
    members: dict[str, tuple[str, ...]] = {}
    s = schema.stories
    try:
        refreshed(store, reference, progress)
        with store.reading() as connection:
            changed = sorted(judged_stories(connection))
            kept = connection.execute(sa.select(s.c.id, s.c.people).where(s.c.id.not_in(changed))).all()
        rows += ((story, one) for story, packed in kept for one in codec.unpack_all(Named, packed))
    except (LibraryReadOnlyError, LibraryBusyError):
        changed = [one.id for one in collated(store, reference).stories]
    for story in changed:
        its = findings(store, reference, partial(_only, story)).collation
        rows += ((story, one) for one in named(its))
        members.update((e.id, e.members) for e in its.entities)
    with store.reading() as connection:
        decided = joins(all_of(connection))
    whole = sorted((_entity(one, members.get(one.entity, ())) for _, one in rows), key=lambda e: e.id)
    found, owner = identities.across(whole, decided)
    held: dict[str, list[tuple[str, Named]]] = {}
    for story, one in rows:
        held.setdefault(owner[one.entity], []).append((story, one))
    out = [
        Person(
            id=e.id,
            name=e.name,
            kind=e.kind,
            documents=sum(one.documents for _, one in held[e.id]),
            attributions=sum(one.attributions for _, one in held[e.id]),
            stories=tuple(sorted(story for story, _ in held[e.id])),
        )
        for e in found
    ]
    return tuple(sorted(out, key=lambda p: (-p.attributions, -p.documents, p.name, p.id)))


def _only(story: str, _: Sequence[Story]) -> tuple[str, ...]:
    return (story,)


def _entity(row: Named, members: tuple[str, ...]) -> Entity:
    """One that can be laid beside those of other stories: for that it matters whether it is named, and not where."""
    mention = Mention(document="", span=Span(0, 0), form="name" if row.named else "description", entity=row.entity)
    return Entity(id=row.entity, name=row.name, kind=row.kind, mentions=(mention,), members=members)


def findings(
    store: Store, reference: Reference | None, chosen: Choose | None = None, progress: Step | None = None
) -> Judged:
    """The findings of the library, or of the stories that are `chosen`, as people have judged them."""
    found = collated(store, reference, chosen=chosen, progress=progress)
    with store.reading() as connection:
        return judged(found, all_of(connection))


def dossier_of(
    store: Store,
    reference: Reference | None,
    *,
    story: str | None = None,
    about: str | None = None,
    selection: Selection | None = None,
    progress: Step | None = None,
) -> Dossier:
    """A dossier of one story, or of the stories that the words `about` fit, else of the whole library.

    What `selection` leaves out is no part of the findings either. What was removed at an owner's request stands among
    its problems. Raises `NotInLibraryError` where there is no such story, or nothing of it was asked for.
    """

    def called(told: Sequence[Story]) -> frozenset[str]:
        return frozenset((story_named(told, story or "").id,))

    def fitting(told: Sequence[Story]) -> frozenset[str]:
        with store.reading() as connection:
            hold = _holding(connection, about or "")
        return frozenset(s.id for s in told if not hold.isdisjoint(s.documents))

    chosen = called if story is not None else fitting if about is not None else None
    kept_out: tuple[Problem, ...] = ()
    if selection is None:
        found = findings(store, reference, chosen, progress).collation
    else:
        found, selection, kept_out = _selected(store, reference, chosen, selection, progress)
    with store.reading() as connection:
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
        problems = (*problems, *kept_out)
        weights = _weights(connection, [a.document.id for a in found.annotations])
    result = replace(
        dossier(found, problems, about, weights, reference.own if reference else None), selection=selection
    )
    if story is not None:
        result = replace(result, stories=tuple(s.id for s in found.stories))
    return result


def _selected(
    store: Store, reference: Reference | None, chosen: Choose | None, asked: Selection, progress: Step | None
) -> tuple[Collation, Selection, tuple[Problem, ...]]:
    """The findings of what was asked for alone, made anew and not kept; what that left out; and why."""
    whole = collated(store, reference, chosen=chosen, progress=progress)
    documents, told, kept_out = select.documents([a.document for a in whole.annotations], asked)
    if not documents:
        raise NotInLibraryError(f"of {len(whole.annotations)} documents none is left by what was asked for")
    kept = {d.id for d in documents}
    annotations, told = select.attributions((a for a in whole.annotations if a.document.id in kept), told)
    with store.reading() as connection:
        judgements = all_of(connection)
    return judged(collate(annotations, reference, joins(judgements)), judgements).collation, told, kept_out


def prepared(store: Store, reference: Reference | None, progress: Step | None = None) -> None:
    """Make all findings anew that changed since, as far as they can be kept."""
    with suppress(LibraryReadOnlyError, LibraryBusyError):
        refreshed(store, reference, progress)


def grouped(store: Store) -> tuple[Story, ...]:
    """The stories as they are kept, each with its documents."""
    with store.reading() as connection:
        return all_stories(connection)


def story_named(told: Sequence[_Held], name: str) -> _Held:
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


def person_named(known: Sequence[Person], name: str) -> Person:
    """The person or body that a name means: an id, the beginning of one, or a name. Raises `NotInLibraryError` where
    none or several are meant."""
    asked = lexemes.name_words(name)
    for fits in (
        [p for p in known if p.id == name],
        [p for p in known if p.name.casefold() == name.casefold()],
        [p for p in known if len(name) >= 4 and p.id.startswith(name)],
        [p for p in known if asked and set(asked) <= set(lexemes.name_words(p.name))],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            names = "; ".join(f"{p.name} ({p.id})" for p in sorted(fits, key=lambda p: (-p.documents, p.id))[:5])
            raise NotInLibraryError(f"several are called “{name}”: {names}")
    raise NotInLibraryError(f"nobody is called “{name}” in the library; `hearsay people` lists them")


def judged_stories(connection: Connection) -> frozenset[str]:
    """The stories in which people have judged who said what, or who is one."""
    told = {
        place.document
        for (of, _), those in standing(all_of(connection)).items()
        for j in those
        if of in ("attribution", "speaker", "join")
        for place in j.places
    }
    d, p = schema.documents, schema.placed
    out: set[str] = set()
    for some in parted(sorted(told)):
        held = sa.select(p.c.story).join(d, d.c.number == p.c.document).where(d.c.id.in_(some))
        out.update(connection.scalars(held))
    return frozenset(out)


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
