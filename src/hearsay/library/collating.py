"""Findings across the documents of a library: made when they are first asked for after a change, and kept.

They are kept with the state of the library that they were made from: a hash of the documents that stand now and of
what made their annotations. So the same material gives the same findings, in whatever order it came. This form makes
them anew as a whole; older revisions of a page are no witnesses beside the newest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.collate import collate
from hearsay.dossier import versions
from hearsay.errors import LibraryBusyError, LibraryReadOnlyError
from hearsay.library import codec, schema
from hearsay.library.index import annotations_of, spoken_rows
from hearsay.library.narrowing import narrowed
from hearsay.library.state import FINDINGS, fresh, maker, note, state
from hearsay.library.store import Store, insert_new
from hearsay.model import Annotations, Collation, Story
from hearsay.reference import Reference

Choose = Callable[[Connection, Sequence[Story]], Collection[str]]

_PARTS = {f.name: get_args(get_type_hints(Collation)[f.name])[0] for f in fields(Collation) if f.name != "annotations"}


def collated(
    store: Store,
    reference: Reference | None,
    *,
    documents: Choose | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Collation:
    """The findings of the library, made anew where it has changed since; with `documents`, which chooses some by the
    stories found, narrowed to those.

    New findings are kept, unless the library may only be read or another is writing to it.
    """
    with store.reading() as connection:
        if fresh(connection, reference):
            return _kept(connection, documents)
        numbers = _current(connection)
        everything = []
        for done, number in enumerate(numbers):
            everything.append(annotations_of(connection, number)[0])
            if progress is not None:
                progress(done + 1, len(numbers))
        now = state(connection, reference)
    made = collate(_named_apart(everything), reference)
    try:
        with store.writing() as connection:
            if state(connection, reference) == now:
                _keep(connection, made, now, reference)
    except (LibraryReadOnlyError, LibraryBusyError):
        pass
    if documents is None:
        return made
    with store.reading() as connection:
        return narrowed(made, documents(connection, made.stories))


# ---- kept ------------------------------------------------------------------------------------------------------------


def part(connection: Connection, name: str) -> tuple[Any, ...]:
    """One list of the findings as they are kept, whatever state they are of; empty where none are."""
    packed = connection.scalar(sa.select(schema.findings.c.packed).where(schema.findings.c.part == name))
    return codec.unpack_all(_PARTS[name], packed) if packed is not None else ()


def _kept(connection: Connection, documents: Choose | None) -> Collation:
    parts = {name: part(connection, name) for name in _PARTS}
    those = None if documents is None else documents(connection, parts["stories"])
    d = schema.documents
    wanted = sa.select(d.c.number, d.c.id).where(d.c.current)
    numbers = [n for n, name in connection.execute(wanted).all() if those is None or name in those]
    loaded = _named_apart([annotations_of(connection, n)[0] for n in numbers], _names(connection))
    ordered = tuple(sorted(loaded, key=lambda a: (a.document.source_id, a.document.id)))
    whole = Collation(annotations=ordered, **parts)
    return whole if those is None else narrowed(whole, those)


def _current(connection: Connection) -> list[int]:
    d = schema.documents
    return [int(n) for n in connection.scalars(sa.select(d.c.number).where(d.c.current).order_by(d.c.number))]


def _names(connection: Connection) -> Counter[str]:
    d = schema.documents
    return Counter(connection.scalars(sa.select(d.c.source_id).where(d.c.current)))


def _named_apart(found: Sequence[Annotations], names: Counter[str] | None = None) -> list[Annotations]:
    """Documents that came under one name from several places, each with the beginning of its hash in its name, so that
    names are unique; which came first makes no difference."""
    names = Counter(a.document.source_id for a in found) if names is None else names
    out = []
    for a in found:
        document = a.document
        if names[document.source_id] > 1:
            name = f"{document.source_id}@{document.id[1:9]}"
            a = replace(a, document=replace(document, source_id=name))
        out.append(a)
    return out


def _keep(connection: Connection, made: Collation, now: str, reference: Reference | None) -> None:
    for table in schema.DERIVED:
        connection.execute(sa.delete(table))
    connection.execute(sa.delete(schema.spoken).where(schema.spoken.c.found))
    by = maker(connection, versions(None, reference.own if reference else None))
    connection.execute(
        sa.insert(schema.findings),
        [
            {"part": name, "maker": by, "packed": codec.pack_all(kind, getattr(made, name))}
            for name, kind in _PARTS.items()
        ],
    )
    numbers = dict(connection.execute(sa.select(schema.documents.c.id, schema.documents.c.number)).all())
    rows = [{"document": numbers[w.document], "story": w.story} for w in made.witnesses]
    if rows:
        connection.execute(sa.insert(schema.placed), rows)
    _keep_carried(connection, made)
    note(connection, FINDINGS, now)


def _keep_carried(connection: Connection, made: Collation) -> None:
    """Fidelity, check and full names of each attribution, for looking up."""
    t = schema.attributions
    numbers: Mapping[str, int] = dict(connection.execute(sa.select(t.c.id, t.c.number)).all())
    labels: dict[str, set[str]] = {}
    for u in made.utterances:
        for r in u.renditions:
            for a in r.attributions:
                labels.setdefault(a, set()).update((r.fidelity, *r.also))
    checked = {c.attribution: c.verdict for c in reversed(made.checks) if c.attribution}
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
    names = {e.id: e.name for e in made.entities}
    by_document: dict[str, list[Any]] = {}
    for found in made.attributions:
        by_document.setdefault(found.document, []).append(found)
    for one in made.annotations:
        own = replace(one, attributions=tuple(by_document.get(one.document.id, ())))
        insert_new(connection, schema.spoken, spoken_rows(own, numbers, names, found=True))
