"""Findings across the documents of a library: placed, folded, and read as they are kept.

What waits is placed (`stories`), what changed is folded (`folding`), story by story; so an answer costs what changed
and what was asked for, and the same material gives the same findings, in whatever order it came. Older revisions of a
page are no witnesses beside the newest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import LibraryBusyError, LibraryReadOnlyError
from hearsay.library import folding, schema, stories
from hearsay.library.folding import Choose
from hearsay.library.index import annotations_of
from hearsay.library.judgements import all_of
from hearsay.library.judging import joins
from hearsay.library.store import Store
from hearsay.model import Collation, Story
from hearsay.reference import Reference

Step = Callable[[str, int, int], None]  # what is being done, how much of it is done, how much there is

_TRIES = 3  # times that others may change the library between the making of findings and the reading of them


def collated(
    store: Store, reference: Reference | None, *, chosen: Choose | None = None, progress: Step | None = None
) -> Collation:
    """The findings of the library, or of the stories that are `chosen`, made anew where they changed since.

    New findings are kept, unless the library may only be read or another is writing to it.
    """
    step = progress or _quiet
    choose = chosen or _all
    try:
        for _ in range(_TRIES):
            stories.place(store, lambda done, total: step("placing documents", done, total))
            with store.reading() as connection:
                wanted = frozenset(choose(stories.all_of(connection)))
            folding.fold(store, reference, wanted, lambda done, total: step("collating", done, total))
            with store.reading() as connection:
                if stories.settled(connection) and not folding.unfolded(connection, reference, wanted):
                    return folding.kept(connection, wanted)
    except (LibraryReadOnlyError, LibraryBusyError):
        pass
    with store.reading() as connection:
        d = schema.documents
        numbers = connection.scalars(sa.select(d.c.number).where(d.c.current).order_by(d.c.number)).all()
        everything = [annotations_of(connection, n)[0] for n in numbers]
        decided = joins(all_of(connection))
    return folding.unkept(everything, reference, choose, decided)


def refreshed(store: Store, reference: Reference | None, progress: Step | None = None) -> None:
    """Make all findings anew that changed since, and keep them.

    Raises a `LibraryError` where the library may only be read, or another is writing to it all the while.
    """
    step = progress or _quiet
    stories.place(store, lambda done, total: step("placing documents", done, total))
    folding.fold(store, reference, None, lambda done, total: step("collating", done, total))


def fresh(connection: Connection, reference: Reference | None) -> bool:
    """Whether the findings that are kept are of the library as it is."""
    return stories.settled(connection) and not folding.unfolded(connection, reference)


def _all(told: Sequence[Story]) -> Collection[str]:
    return [s.id for s in told]


def _quiet(*_: object) -> None:
    pass
