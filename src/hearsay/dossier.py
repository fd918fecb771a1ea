"""Gathers one dossier: which events it leads with, which stories it shows, and what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from hearsay.language.word_weights import stem, weight
from hearsay.language.words import is_content, words
from hearsay.model import Collation, Dossier, Event, Problem, Versions

SCHEMA = "1"
TABLES = ("common_runs.bin", "cues.tsv", "given_names.txt", "places.txt", "predicates.tsv", "word_weights.tsv")
REFERENCE = ("bodies", "leaders", "memberships", "office_names", "offices", "states")


def dossier(
    collation: Collation,
    problems: Sequence[Problem] = (),
    about: str | None = None,
    weights: str | None = None,
    own: str | None = None,
) -> Dossier:
    """The dossier for one question; `weights` is the version of the model that annotated, if one did, `own` that of the
    user's own reference tables, if there were any.

    With `about` it leads with the events that hold its words, and shows their stories only; without it, with the event
    that most documents tell of, and shows every story that has more than one document, or all where none has.
    """
    ranked = sorted(
        collation.events,
        key=lambda e: (-_documents(e), -len(e.participants), e.kind != "conversation", e.date or "~", e.id),
    )
    if about is not None and about.strip():
        scores = {e.id: _about(e, collation, about) for e in ranked}
        matching = [e for e in sorted(ranked, key=lambda e: -scores[e.id]) if scores[e.id] > 0]
        shown = [e for e in matching if scores[e.id] >= 0.5 * scores[matching[0].id]] if matching else []
        lead = shown
        stories = tuple(dict.fromkeys(e.story for e in shown))
    else:
        lead = ranked
        several = {s.id for s in collation.stories if len(s.documents) > 1} or {s.id for s in collation.stories}
        stories = tuple(dict.fromkeys(e.story for e in ranked if e.story in several))
    return Dossier(
        versions=versions(weights, own),
        about=about,
        problems=tuple(problems),
        collation=collation,
        stories=stories,
        lead=tuple(e.id for e in lead),
    )


def _documents(event: Event) -> int:
    return len({p.document for p in event.passages})


def _about(event: Event, collation: Collation, about: str) -> float:
    """Weight of the asked words that the event's passages, participants, date or place hold."""
    names = {e.id: e.name for e in collation.entities}
    texts = {a.document.id: a.document.text for a in collation.annotations}
    titles = [
        a.document.title or ""
        for a in collation.annotations
        if any(p.document == a.document.id for p in event.passages)
    ]
    held = " ".join(
        [
            *(names[p] for p in event.participants),
            event.date or "",
            event.place or "",
            *titles,
            *(p.span.of(texts[p.document]) for p in event.passages),
        ]
    )
    have = {stem(w.lower) for w in words(held)}
    asked = {stem(w.lower) for w in words(about) if is_content(w.lower)}
    return sum(weight(w) for w in asked if w in have)


def versions(weights: str | None = None, own: str | None = None) -> Versions:
    """What made a result: schema, program, the hash of every table, that of the `weights` if any were used.

    `own` is the hash of the user's own reference tables; with it the hash of the tables is that of both.
    """
    made = _versions()
    tables = sha256(f"{made.tables}\n{own}".encode()).hexdigest() if own else made.tables
    return replace(made, weights=weights, tables=tables)


@cache
def _versions() -> Versions:
    digest = sha256()
    for name in TABLES:
        digest.update(name.encode() + b"\0" + files("hearsay.language").joinpath(name).read_bytes())
    for name in (f"{table}.{ending}" for table in REFERENCE for ending in ("csv", "toml")):
        digest.update(name.encode() + b"\0" + files("hearsay.reference").joinpath(name).read_bytes())
    try:
        number = version("hearsay")
    except PackageNotFoundError:
        number = "0"
    return Versions(schema=SCHEMA, version=number, weights=None, tables=digest.hexdigest())
