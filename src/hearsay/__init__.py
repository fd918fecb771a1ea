"""hearsay: who said what to whom, when, and according to whom, across many accounts of the same event.

Four verbs: `read` files into documents, `annotate` each by itself, `collate` them, or `trace` for all of it at once.
`open_library` opens the place where a story's material is kept.

>>> import hearsay
>>> hearsay.__all__
['annotate', 'collate', 'open_library', 'read', 'trace']
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hearsay.library import Library
    from hearsay.model import Annotations, Collation, Document, Dossier
    from hearsay.readers import Reading
    from hearsay.reference import Reference

__all__ = ["annotate", "collate", "open_library", "read", "trace"]


class _FrontDoor(ModuleType):
    """Keeps the verbs `annotate` and `collate` callable: importing the packages of the same names would rebind them."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _FrontDoor


def read(paths: Iterable[str | os.PathLike[str]], *, progress: Callable[[int, int], None] | None = None) -> Reading:
    """Read files and folders; see `hearsay.readers.read`."""
    from hearsay import readers

    return readers.read(paths, progress=progress)


def annotate(
    documents: Iterable[Document],
    *,
    rules: bool = False,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> tuple[Annotations, ...]:
    """Find what each document shows by itself; see `hearsay.annotate.annotate`.

    With `rules`, by rules alone: many times faster, and half as much is found. `threads` is by default the number of
    processors; the result is the same with any. Raises `hearsay.errors.WeightsError` when the shipped model cannot be
    loaded.
    """
    from hearsay.annotate import annotate as annotate_documents
    from hearsay.annotate.encoder import processors, shipped

    return annotate_documents(
        documents, None if rules else shipped(), threads=threads or processors(), progress=progress
    )


def collate(annotations: Sequence[Annotations], *, reference: Reference | None = None) -> Collation:
    """Lay annotated documents side by side; see `hearsay.collate.collate`.

    `reference` are the dated tables that claims are held against, by default those that come with hearsay.
    """
    from hearsay.collate import collate as collate_annotations
    from hearsay.reference import load

    return collate_annotations(annotations, reference or load())


def trace(
    paths: Iterable[str | os.PathLike[str]],
    *,
    about: str | None = None,
    rules: bool = False,
    threads: int | None = None,
    reference: Reference | None = None,
) -> Dossier:
    """Read, annotate, collate and gather a dossier; `rules` and `threads` are those of `annotate`, `reference` of
    `collate`.

    Raises `hearsay.errors.NothingReadError` when none of `paths` could be read; what could not be is in ``problems``.
    """
    from hearsay.annotate.encoder import shipped
    from hearsay.dossier import dossier
    from hearsay.errors import NothingReadError

    reading = read(paths)
    if not reading.documents:
        raise NothingReadError(
            "; ".join(f"{p.path}: {p.what}: {p.why}" for p in reading.problems) or "no input was given"
        )
    annotations = annotate(reading.documents, rules=rules, threads=threads)
    collation = collate(annotations, reference=reference)
    own = reference.own if reference else None
    return dossier(collation, reading.problems, about, None if rules else shipped().version, own)


def open_library(
    where: str | os.PathLike[str], *, create: bool = False, reference: Reference | None = None, wait: float = 30.0
) -> Library:
    """Open a library, a file or an address ``postgresql://…``; with `create`, make one where there is none.

    `reference` is that of `collate`; `wait` are the seconds to wait while another writes. Raises a
    `hearsay.errors.LibraryError` that says what is wrong and what to do.
    """
    from hearsay.library import Library
    from hearsay.library.store import open_store

    return Library(open_store(where, create=create, wait=wait), reference)
