"""What a dossier is made of: which documents are taken before they are annotated, which attributions before they are
collated. Pure: what was left out is counted, and said in the dossier.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hearsay.errors import DateTextError
from hearsay.model import Annotations, Attribution, Document, Problem, Selection
from hearsay.reference.dates import When, when


def documents(
    found: Sequence[Document], asked: Selection
) -> tuple[tuple[Document, ...], Selection, tuple[Problem, ...]]:
    """The documents that `asked` lets in, `asked` with what it left out, and a line on each that a restriction kept
    out.

    A document is earlier than `since` where the last day that its date can mean is; one without a date is kept, and
    counted. A language is matched by its beginning: ``en`` takes ``en-GB`` in; an unknown one is left out. Where
    excerpts are made, to be shared, documents under a restriction (embargo, background, off the record, confidential)
    are left out unless `include_restricted` is set.

    Raises `DateTextError` where `since` is no date.
    """
    first = when(asked.since).first if asked.since is not None else None
    kept: list[Document] = []
    problems: list[Problem] = []
    left: Counter[str] = Counter()
    for document in found:
        dated = _dated(document.published)
        if first is not None and dated is not None and dated.last < first:
            left["earlier"] += 1
        elif asked.language is not None and document.language is None:
            left["unknown language"] += 1
        elif asked.language is not None and not _is(document.language or "", asked.language):
            left["other language"] += 1
        elif document.restriction and asked.excerpts is not None and not asked.include_restricted:
            problems.append(_kept_out(document))
        else:
            kept.append(document)
            left["undated"] += first is not None and (dated is None or dated.first < first)
    counted = replace(
        asked,
        earlier=left["earlier"],
        undated=left["undated"],
        other_language=left["other language"],
        unknown_language=left["unknown language"],
        restricted=len(problems),
    )
    return tuple(kept), counted, tuple(problems)


def attributions(found: Iterable[Annotations], asked: Selection) -> tuple[tuple[Annotations, ...], Selection]:
    """The annotations with the attributions that are sure enough, and `asked` with the number left out.

    What stands in the words of one that is left out goes with it: what is said around it (a denial, another mouth)
    would be lost.
    """
    if asked.sure is None:
        return tuple(found), asked
    out: list[Annotations] = []
    left = 0
    for one in found:
        by_id = {a.id: a for a in one.attributions}
        kept = tuple(a for a in one.attributions if all(b.confidence >= asked.sure for b in _around(a, by_id)))
        left += len(one.attributions) - len(kept)
        out.append(replace(one, attributions=kept))
    return tuple(out), replace(asked, unsure=left)


def _around(found: Attribution, by_id: Mapping[str, Attribution]) -> Iterator[Attribution]:
    """An attribution, and those in whose words it stands."""
    at: Attribution | None = found
    while at is not None:
        yield at
        at = by_id.get(at.parent) if at.parent is not None else None


def _dated(published: str | None) -> When | None:
    """A date of publication; ``None`` where there is none, or none that can be compared."""
    try:
        return when(published[:10]) if published else None
    except DateTextError:
        return None


def _is(language: str, wanted: str) -> bool:
    have, want = language.casefold(), wanted.casefold()
    return have == want or have.startswith(f"{want}-")


def _kept_out(document: Document) -> Problem:
    """The line that names a document under a restriction. Its own words stay out, but for those that restrict it."""
    single = document.path.endswith(document.source_id)
    return Problem(
        path=document.path,
        record=None if single else document.source_id.rpartition("#")[2],
        what=f"left out, being marked “{document.restriction}”",
        why="what is under a restriction does not go into excerpts to be shared; --include-restricted takes it in",
    )
