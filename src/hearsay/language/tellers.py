"""Whose telling of an event a place in a document is: a record's, a person's on an occasion, or the document's own.

Words said at the event are no telling of it: who passes them on is the one who tells. A passage that was copied from
another document in hand is that document's telling.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hearsay.language.records import RECORD_KINDS, SPOKEN_KINDS
from hearsay.language.span_index import SpanIndex
from hearsay.model import Attribution, Copy, Document, Place
from hearsay.text import Span

Voice = Literal["record", "person", "document"]


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells, and on what occasion as far as one place shows it.

    `who` is the id of an entity, or of a document for a record in hand and for a document's own voice; `document` the
    document in which it is told, copies traced back; `heard` the names of who heard it told.
    """

    voice: Voice
    who: str
    document: str
    date: str | None = None
    heard: frozenset[str] = frozenset()
    venue: str | None = None


class Tellers:
    """Tells the teller of any place in the documents of a collation."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        attributions: Iterable[Attribution],
        copies: Iterable[Copy],
        names: Mapping[str, str],
    ) -> None:
        self._documents, self._names = documents, names
        outermost: dict[str, list[tuple[Span, Attribution]]] = defaultdict(list)
        for a in attributions:
            if a.parent is None:
                outermost[a.document] += [(c, a) for c in a.content]
        self._words = {d: SpanIndex(held) for d, held in outermost.items()}
        self._copied: dict[str, list[Copy]] = defaultdict(list)
        for c in copies:
            if c.of is not None:
                self._copied[c.document].append(c)

    def of(self, place: Place, at_event: frozenset[str]) -> Teller:
        """The teller of `place`; `at_event` are the attributions whose words were said at the event itself."""
        document = self.origin(place)
        a = self.holding(place)
        kind = self._documents[document].kind
        if a is not None:
            noted = next((n for n, link in enumerate(a.chain) if link.role == "noted" and link.who), None)
            if noted is not None:
                return self._record(a, noted, document)
            if a.id not in at_event and len(a.speaker) == 1 and kind not in RECORD_KINDS - {"transcript"}:
                return self._person(a, document)
        if kind in RECORD_KINDS:
            return Teller("record", document, document, self._day(document))
        return Teller("document", document, document, self._day(document))

    def holding(self, place: Place) -> Attribution | None:
        """The outermost attribution with a speaker or a record in whose words a place stands."""
        index = self._words.get(place.document)
        held = [
            a
            for a in (index.touching(place.span) if index else ())
            if (a.speaker or any(link.role == "noted" for link in a.chain))
            and any(c.start <= place.span.start < c.end for c in a.content)
        ]
        return max(held, key=lambda a: (sum(c.end - c.start for c in a.content), a.id), default=None)

    def origin(self, place: Place) -> str:
        """The document from which a place was copied, as far as that is in hand; its own where it was not."""
        document, span, been = place.document, place.span, [place.document]
        while True:
            step = self._copied_from(document, span)
            if step is None:
                return document
            document, span = step
            if document in been:
                return min(been)
            been.append(document)

    def _copied_from(self, document: str, span: Span) -> tuple[str, Span] | None:
        for c in self._copied[document]:
            held = [theirs for mine, theirs in c.evidence if mine.overlaps(span)]
            if c.of is not None and (held or c.kind == "reprint"):
                return c.of, held[0] if held else span
        return None

    def _record(self, a: Attribution, noted: int, document: str) -> Teller:
        link = a.chain[noted]
        assert link.who is not None
        giver = next(
            (
                x.who
                for x in reversed(a.chain[:noted])
                if x.role in ("published", "released") and x.who in self._names and not self._in_notice(x.anchor)
            ),
            None,
        )
        seen = link.who in self._documents
        return Teller(
            "record",
            link.who,
            link.who if seen else document,
            None if seen else link.date,
            frozenset() if seen or giver is None else frozenset((giver,)),
        )

    def _in_notice(self, place: Place | None) -> bool:
        """Whether a hand is named in a notice: the page's own outlet, not the giver of a paper."""
        zones = self._documents[place.document].zones if place is not None else ()
        return place is not None and any(z.kind == "notice" and z.span.covers(place.span) for z in zones)

    def _person(self, a: Attribution, document: str) -> Teller:
        heard = {link.who for link in a.chain if link.role == "heard" and link.who}
        heard |= {a.addressee} if a.addressee else set()
        names = {self._names[h] for h in heard if h in self._names}
        date = a.said_on
        kind = self._documents[document].kind
        if kind in SPOKEN_KINDS:
            names |= {self._documents[document].publisher or ""} - {""}
            date = date or self._day(document)
        return Teller("person", a.speaker[0], document, date, frozenset(names), a.venue.kind if a.venue else None)

    def _day(self, document: str) -> str | None:
        published = self._documents[document].published
        return published[:10] if published else None


def same_names(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two groups have a name in common, their articles and capitals aside.

    >>> same_names(["The Orsk Courier"], ["Orsk Courier", "Mara Lind"]), same_names([], ["Mara Lind"])
    (True, False)
    """
    return not {_plain(x) for x in a}.isdisjoint(_plain(x) for x in b)


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")
