"""What a dossier was asked to be made of, and which edition it is, in words: the same in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from hearsay.model import Change, ChangeKind, Dossier, Edition, Reason, Selection
from hearsay.render.naming import date, plural

_WHAT: tuple[ChangeKind, ...] = ("new", "gone", "changed")


def selected(selection: Selection | None) -> tuple[str, ...]:
    """A line for each limit that was set, with what it left out; empty where none was."""
    return tuple(_selected(selection)) if selection else ()


def edition(made: Edition | None) -> str:
    """One line on the edition, as ``"Edition 2, 3 May 2024; supersedes no. 1: 3 attributions new, 1 gone"``; empty for
    a dossier that is none, and for a first one without a date."""
    if made is None or (made.supersedes is None and made.dated is None):
        return ""
    head = f"Edition {made.number}" + (f", {date(made.dated)}" if made.dated else "")
    if made.supersedes is None:
        return f"{head}."
    return f"{head}; supersedes no. {made.supersedes}: {_counted(made)}."


def change(found: Change) -> str:
    """One change: ``"new attribution: A ¶ 3, Idris Palk"``."""
    return f"{found.what} {found.of}: {found.label}"


def of_dossier(dossier: Dossier) -> tuple[str, ...]:
    """Everything there is to be said of how a dossier was made: its edition first, then its limits."""
    return tuple(part for part in (edition(dossier.edition), *selected(dossier.selection)) if part)


def judged(dossier: Dossier) -> int:
    """How many findings say among their reasons that a person has judged them."""
    found = dossier.collation
    held: tuple[tuple[Reason, ...], ...] = (
        *(a.reasons for a in found.attributions),
        *(r.reasons for u in found.utterances for r in u.renditions),
        *(d.reasons for d in found.disagreements),
    )
    return sum(is_judged(reasons) for reasons in held)


def is_judged(reasons: Iterable[Reason]) -> bool:
    """Whether a person's judgement is among the reasons of a finding."""
    return any(r.of == "judgement" for r in reasons)


def confirmed(dossier: Dossier) -> str:
    """The sentence that every form has on what a person has confirmed of it, which mostly is nothing."""
    number = judged(dossier)
    if not number:
        return "No finding here has been confirmed by a person."
    which = "one finding" if number == 1 else f"{number:,} findings"
    return f"People have judged {which} here, and the reasons say so; no other has been confirmed by a person."


def _counted(made: Edition) -> str:
    counts = Counter((c.of, c.what) for c in made.changes)
    parts = []
    for of in dict.fromkeys(c.of for c in made.changes):
        if of == "selection":
            parts.append("another selection")
            continue
        row = [(counts[of, what], what) for what in _WHAT if counts[of, what]]
        first, *rest = row
        parts.append(", ".join([f"{plural(first[0], of)} {first[1]}", *(f"{n:,} {what}" for n, what in rest)]))
    return "; ".join(parts)


def _selected(asked: Selection) -> Iterator[str]:
    if asked.since is not None:
        line = f"Only documents published on or after {date(asked.since)}: {_left(asked.earlier, 'earlier one')}"
        if asked.undated:
            line += f"; {plural(asked.undated, 'document')} kept that may be earlier, by want of an exact date"
        yield f"{line}."
    if asked.language is not None:
        line = f"Only documents in the language “{asked.language}”: {_left(asked.other_language, 'other')}"
        if asked.unknown_language:
            line += f", and {asked.unknown_language:,} whose language was not found"
        yield f"{line}."
    if asked.sure is not None:
        yield (
            f"Only attributions with a confidence of {asked.sure:g} or more are shown and used: "
            f"{_left(asked.unsure, 'attribution')}."
        )
    if asked.excerpts is not None:
        yield (
            f"Excerpts only: at most {plural(asked.excerpts, 'word')} before and after each quoted place; “[… 1,204 "
            f"characters]” stands for so much of a source left out, and is ours."
        )
    if asked.include_restricted:
        yield "Documents under a restriction (embargo, background, off the record, confidential) are taken in."
    elif asked.restricted:
        yield (
            f"{plural(asked.restricted, 'document')} under a restriction left out; "
            "each is named under what was not read. --include-restricted takes them in."
        )


def _left(number: int, one: str) -> str:
    return f"{plural(number, one)} left out" if number else "none left out"
