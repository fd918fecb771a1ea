"""The library: the place where a story's material lives, and loses nothing.

`Library` is what Python code opens (`hearsay.open_library`); each of its calls is a function of a module here, imported
when it is first used. Times are handed in, ISO 8601 in UTC: nothing here looks at a clock.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearsay.library.adding import Kept
    from hearsay.library.judging import Judged
    from hearsay.library.records import Added, Fault, Forgotten, Hits, Judgement, Listed, Revision
    from hearsay.library.store import Store
    from hearsay.model import Dossier
    from hearsay.reference import Reference

__all__ = ["Library"]


class Library:
    """An open library. Use it in a ``with`` statement, or close it.

    `reference` are the tables that claims are held against, by default those that come with hearsay.
    """

    def __init__(self, store: Store, reference: Reference | None = None) -> None:
        self.store = store
        self._reference = reference

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self.store.close()

    @property
    def reference(self) -> Reference:
        """The tables that claims are held against."""
        if self._reference is None:
            from hearsay.reference import load

            self._reference = load()
        return self._reference

    def add(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        at: str,
        rules: bool = False,
        threads: int | None = None,
        told: Callable[[Kept], None] | None = None,
    ) -> Added:
        """Add files and folders; see `hearsay.library.adding.add`. With `rules`, annotated by rules alone."""
        from hearsay.annotate.encoder import processors, shipped
        from hearsay.library.adding import add

        encoder = None if rules else shipped()
        return add(self.store, paths, encoder=encoder, at=at, threads=threads or processors(), told=told)

    def documents(self) -> tuple[Listed, ...]:
        """All documents in the order in which they were added."""
        from hearsay.library.looking import documents

        with self.store.reading() as connection:
            return documents(connection)

    def findings(self) -> Judged:
        """The findings across its documents, as people have judged them; made anew where it has changed since."""
        from hearsay.library.looking import findings

        return findings(self.store, self.reference)

    def dossier(self, *, story: str | None = None, about: str | None = None) -> Dossier:
        """A dossier of one story, or of what fits the words `about`; see `hearsay.library.looking.dossier_of`."""
        from hearsay.library.looking import dossier_of

        return dossier_of(self.store, self.reference, story=story, about=about)

    def search(self, words: str = "", **filters: object) -> Hits:
        """Documents and attributions that hold the words; `filters` are fields of `hearsay.library.search.Query`."""
        from hearsay.library.search import Query, search

        query = Query(words=words, **filters)  # type: ignore[arg-type]
        with self.store.reading() as connection:
            return search(connection, query, self.reference)

    def revisions(self, document: str) -> tuple[Revision, ...]:
        """The texts that the address of a document has had; see `hearsay.library.revisions.history`."""
        from hearsay.library.revisions import history

        with self.store.reading() as connection:
            return history(connection, document)

    def forget(self, document: str, *, reason: str, at: str) -> Forgotten:
        """Take a document out for good; see `hearsay.library.takedown.forget`."""
        from hearsay.library.takedown import forget

        return forget(self.store, document, reason=reason, at=at)

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Write judgements down, as `hearsay.library.judgements.made` makes them; gives how many are new."""
        from hearsay.library.judgements import keep

        return keep(self.store, judgements)

    def judgements(self) -> tuple[Judgement, ...]:
        """All judgements in the order in which they were written down."""
        from hearsay.library.judgements import all_of

        with self.store.reading() as connection:
            return all_of(connection)

    def check(self) -> tuple[Fault, ...]:
        """All that is wrong with it; see `hearsay.library.checking.check`."""
        from hearsay.library.checking import check

        return check(self.store)

    def backup(self, target: str | os.PathLike[str]) -> None:
        """Copy it to a file; see `hearsay.library.checking.backup`."""
        from hearsay.library.checking import backup

        backup(self.store, Path(target))
