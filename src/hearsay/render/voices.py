"""Person by person: all that each is said to have said, when, to whom, where, and in which tellings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hearsay.render.apparatus import Entry, Line
from hearsay.render.naming import Names, date, uncertain

UNCERTAIN = "speaker uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One utterance of a voice: its number in the apparatus, the line whose words stand for it, and what is told of it
    around the words: date, addressee, venue, and whether it is doubtful whose they are."""

    number: str
    entry: Entry
    line: Line
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A person, body or paper with what it is said to have said, the dated first, in their order."""

    entity: str
    name: str
    sayings: tuple[Saying, ...]


def voices(entries: Iterable[tuple[str, Entry]], lookup: Names) -> tuple[Voice, ...]:
    """The voices of the numbered `entries`, the most heard first."""
    found: dict[str, list[tuple[str, int, Saying]]] = {}
    for order, (number, entry) in enumerate(entries):
        when, notes = _told(entry, lookup)
        first = entry.lines[0]
        saying = Saying(number=number, entry=entry, line=first, notes=notes)
        for speaker in entry.utterance.speaker:
            found.setdefault(speaker, []).append((when, order, saying))
    ranked = sorted(found, key=lambda e: (-len(found[e]), lookup.entity(e), e))
    return tuple(
        Voice(
            entity=e,
            name=lookup.entity(e),
            sayings=tuple(s for _, _, s in sorted(found[e], key=lambda x: (not x[0], x[0], x[1]))),
        )
        for e in ranked
    )


def _told(entry: Entry, lookup: Names) -> tuple[str, tuple[str, ...]]:
    """The date by which an utterance is put in order, and the notes on it: each value that its tellings give, once.

    Without a date of theirs that of the event puts it in order, and is not said of it: they may not tell of a day."""
    told = [
        lookup.attributions[a]
        for line in entry.lines
        for rendition in (line.rendition, *line.repeated)
        for a in rendition.attributions
    ]
    dates = list(dict.fromkeys(a.said_on for a in told if a.said_on))
    event = lookup.events[entry.utterance.event] if entry.utterance.event else None
    when = min(dates, default=(event.date or "") if event else "")
    venues = dict.fromkeys(a.venue.kind for a in told if a.venue is not None)
    to = dict.fromkeys(lookup.entity(a.addressee) for a in told if a.addressee)
    notes = [" or ".join(date(d) for d in dates)] if dates else []
    notes += [f"to {name}" for name in to]
    notes += list(venues)
    if any(uncertain(a) for a in told):
        notes.append(UNCERTAIN)
    return when.lstrip("["), tuple(notes)
