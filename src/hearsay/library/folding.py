"""What is found of each story, made when it is first asked for after a change, and kept.

Of a story only what takes time is kept: its entities and its attributions with their people are made again from the
annotations of its documents. The findings of several stories are laid together when they are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.collate import apart, identities, profile, restored, together
from hearsay.collate import story as fold_story
from hearsay.dossier import versions
from hearsay.library import codec, schema
from hearsay.library.index import annotations_of, spoken_rows
from hearsay.library.judgements import all_of
from hearsay.library.judging import check_id, joins
from hearsay.library.records import Named
from hearsay.library.state import maker
from hearsay.library.store import Store, insert_new
from hearsay.library.waiting import parted, unfold
from hearsay.model import Annotations, Attribution, Collation, Joined, Story, Versions
from hearsay.reference import Reference

Choose = Callable[[Sequence[Story]], Collection[str]]  # which stories, by their ids

_AT_ONCE = 20  # documents of the stories folded in one commit


def fold(
    store: Store,
    reference: Reference | None,
    told: Collection[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make the findings of stories, of all or of those `told`, where they are not kept or another release or other
    tables made them. Raises a `LibraryError` where the library cannot be written to."""
    with store.reading() as connection:
        ahead = unfolded(connection, reference, told)
        sizes = _sizes(connection, ahead)
    done = 0
    while done < len(ahead):
        some: list[str] = []
        while done + len(some) < len(ahead) and (not some or sum(sizes.get(s, 0) for s in some) < _AT_ONCE):
            some.append(ahead[done + len(some)])
        # What takes time is done before others are kept from writing.
        with store.reading() as connection:
            decided = joins(all_of(connection))
            made = []
            for story in some:
                members = documents_of(connection, story)
                its = _annotations(connection, members)
                made.append((story, members, fold_story(its, [profile(a) for a in its], reference, decided)))
        with store.writing() as connection:
            # What was decided or has come meanwhile is for the next time.
            sound = joins(all_of(connection)) == decided
            for story, members, found in made:
                if sound and members and documents_of(connection, story) == members:
                    _keep(connection, story, found, versions(None, reference.own if reference else None))
        done += len(some)
        if progress is not None:
            progress(done, len(ahead))


def unfolded(connection: Connection, reference: Reference | None, told: Collection[str] | None = None) -> list[str]:
    """The stories, or those of them that are `told`, whose findings are still to be made, by their ids."""
    s, m = schema.stories, schema.makers
    now = versions(None, reference.own if reference else None)
    sound = sa.and_(m.c.schema == now.schema, m.c.version == now.version, m.c.tables == now.tables)
    others = connection.scalars(sa.select(m.c.number).where(sa.not_(sound))).all()
    rows = connection.scalars(
        sa.select(s.c.id).where(sa.or_(s.c.maker.is_(None), s.c.maker.in_(others))).order_by(s.c.id)
    )
    return [str(row) for row in rows if told is None or row in told]


def kept(connection: Connection, told: Collection[str]) -> Collation:
    """The findings of the stories that are `told`, as they are kept, laid together."""
    s = schema.stories
    decided = joins(all_of(connection))
    whole = []
    for story in sorted(told):
        packed = connection.execute(sa.select(s.c.packed).where(s.c.id == story)).scalar_one()
        its = _annotations(connection, documents_of(connection, story))
        whole.append(restored(its, codec.unpack(Collation, packed), decided))
    return _named_apart(together(whole, decided))


def unkept(
    annotations: Sequence[Annotations], reference: Reference | None, chosen: Choose, decided: Sequence[Joined]
) -> Collation:
    """The same findings of the stories that are `chosen`, made without keeping anything. `decided` is what people said
    of who is one."""
    known = [profile(a) for a in annotations]
    parts = apart(known, lambda at: annotations[at])
    told = {"s" + min(known[n].document for n in places)[1:]: places for places in parts}
    wanted = chosen([Story(id=s, documents=tuple(known[n].document for n in told[s]), events=()) for s in sorted(told)])
    made = [
        fold_story(_apart([annotations[n] for n in told[s]]), [known[n] for n in told[s]], reference, decided)
        for s in sorted(wanted)
    ]
    return _named_apart(together(made, decided))


def named(found: Collation) -> Iterator[Named]:
    """Who is listed as one of the people: people, and bodies and groups that speak."""
    spoken = Counter(s for a in found.attributions for s in a.speaker)
    for e in found.entities:
        if e.kind == "person" or (e.kind in ("organisation", "group") and spoken[e.id]):
            yield Named(
                entity=e.id,
                name=e.name,
                kind=e.kind,
                named=not e.mentions or identities.has_name(e),
                documents=len({m.document for m in e.mentions}),
                attributions=spoken[e.id],
            )


def documents_of(connection: Connection, story: str) -> list[int]:
    """The numbers of a story's documents."""
    p = schema.placed
    return [
        int(n) for n in connection.scalars(sa.select(p.c.document).where(p.c.story == story).order_by(p.c.document))
    ]


def _sizes(connection: Connection, told: Sequence[str]) -> Mapping[str, int]:
    """How many documents each of these stories has."""
    p = schema.placed
    counted = sa.select(p.c.story, sa.func.count()).group_by(p.c.story)
    return {s: n for some in parted(told) for s, n in connection.execute(counted.where(p.c.story.in_(some)))}


def _annotations(connection: Connection, members: Sequence[int]) -> list[Annotations]:
    return _apart([annotations_of(connection, n)[0] for n in members])


# ---- names -----------------------------------------------------------------------------------------------------------


def _apart(found: Sequence[Annotations]) -> list[Annotations]:
    """Documents that came under one name from several places, each with the beginning of its hash in its name, so that
    names are unique; which came first makes no difference."""
    names = Counter(a.document.source_id for a in found)
    return [
        replace(a, document=replace(a.document, source_id=f"{a.document.source_id}@{a.document.id[1:9]}"))
        if names[a.document.source_id] > 1
        else a
        for a in found
    ]


def _named_apart(found: Collation) -> Collation:
    return replace(found, annotations=tuple(_apart(found.annotations)))


# ---- keeping ---------------------------------------------------------------------------------------------------------


def _keep(connection: Connection, story: str, found: Collation, by: Versions) -> None:
    unfold(connection, story)
    s = schema.stories
    kept = replace(found, annotations=(), witnesses=(), entities=(), attributions=())
    connection.execute(
        sa.update(s)
        .where(s.c.id == story)
        .values(
            maker=maker(connection, by),
            events=len(found.events),
            packed=codec.pack(kept),
            people=codec.pack_all(Named, list(named(found))),
        )
    )
    ids = sorted({*(d.id for d in found.disagreements), *(check_id(c) for c in found.checks)})
    insert_new(connection, schema.findable, [{"id": i, "story": story} for i in ids])
    numbers = _numbers(connection, story)
    _keep_carried(connection, found, numbers)
    _keep_spoken(connection, found, numbers)


def _numbers(connection: Connection, story: str) -> Mapping[str, int]:
    """The numbers of the attributions of a story by their ids."""
    t, p = schema.attributions, schema.placed
    its = sa.select(p.c.document).where(p.c.story == story)
    return dict(connection.execute(sa.select(t.c.id, t.c.number).where(t.c.document.in_(its))).all())


def _keep_carried(connection: Connection, found: Collation, numbers: Mapping[str, int]) -> None:
    """Fidelity and check of each attribution, for looking up."""
    labels: dict[str, set[str]] = {}
    for u in found.utterances:
        for r in u.renditions:
            for a in r.attributions:
                labels.setdefault(a, set()).update((r.fidelity, *r.also))
    checked = {c.attribution: c.verdict for c in reversed(found.checks) if c.attribution}
    rows = [
        {
            "attribution": numbers[a],
            "fidelity": f" {' '.join(sorted(labels[a]))} " if a in labels else None,
            "checked": checked.get(a),
        }
        for a in sorted({*labels, *checked})
    ]
    if rows:
        connection.execute(sa.insert(schema.carried), rows)


def _keep_spoken(connection: Connection, found: Collation, numbers: Mapping[str, int]) -> None:
    """The full names of who says and who is told, for looking up."""
    names = {e.id: e.name for e in found.entities}
    by_document: dict[str, list[Attribution]] = {}
    for a in found.attributions:
        by_document.setdefault(a.document, []).append(a)
    for one in found.annotations:
        own = replace(one, attributions=tuple(by_document.get(one.document.id, ())))
        insert_new(connection, schema.spoken, spoken_rows(own, numbers, names, found=True))
