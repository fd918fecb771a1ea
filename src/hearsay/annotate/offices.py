"""Who is meant by an office: “the US president”, of a text that names him nowhere, by the day it tells of.

The dated tables say who held the office on that day. Only one holder on all the days at which a text speaks of the
office will do, and nothing in the text may say otherwise; what comes of it is shown as an inference, with the row.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from hearsay.errors import DateTextError
from hearsay.language.people import fits, parts
from hearsay.model import Attribution, Document, Entity, Mention, Place, Reason, TimeExpression
from hearsay.reference import Office, Reference, Term, when
from hearsay.text import Span

_TABLE = "offices"
_WORTH = re.compile(
    r"\b(?:president|chancellor|minister|premier|secretary|secretary-general|diplomat|chief|leader|head)\b",
    re.I,
)
_OPENING = re.compile(r"(?:the\s+)?(?:then|current|sitting|incumbent)[\s-]+", re.I)
_THEN = re.compile(r"\bthen\b", re.I)
_OTHER = re.compile(r"\b(?:former|next|late|future|ex|elect|deputy|vice|acting|would-be)\b", re.I)
_ANY = re.compile(r"(?:an?|any|every|each|no|another|some|one|all|most|many|two|three)\s", re.I)
_NAME = r"(?P<name>[A-Z][\w’'-]+\.?(?:\s(?:[a-z]{1,3}\s)?[A-Z][\w’'-]+\.?){0,3})"


class _Held(NamedTuple):
    """The row that says who held the office, on which day, and where the text speaks of it."""

    term: Term
    day: str
    places: tuple[Span, ...]


def held(
    document: Document,
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
    times: Sequence[TimeExpression],
    sentences: Sequence[Span],
    tables: Callable[[], Reference],
) -> tuple[tuple[Entity, ...], tuple[Attribution, ...]]:
    """`entities` and `attributions`, in which whoever is described by nothing but an office is the holder: the one
    whom the text names elsewhere, else under the name that the table has.

    `tables` are asked for only where a text describes somebody so.
    """
    offices = [e for e in entities if _by_office(e)]
    if not offices:
        return tuple(entities), tuple(attributions)
    asked = _Asked(document, attributions, times, sentences, tables())
    found = {e.id: held for e in offices if (held := asked.holder(e, entities)) is not None}
    into: dict[str, str] = {}
    for who, row in found.items():
        named = [e for e in entities if _is_named(e) and e.id not in found and _one(e, row.term.holder)]
        if len(named) == 1:
            into[who] = named[0].id
    out: list[Entity] = []
    for e in entities:
        if e.id in into:
            continue
        joined = [o for o in offices if into.get(o.id) == e.id]
        if e.id in found:
            row = found[e.id]
            why = (*e.reasons, _reason("identity", row, document))
            e = replace(e, name=row.term.holder, kind="person", reasons=why)
        for o in joined:
            moved = (replace(m, entity=e.id) for m in o.mentions)
            e = replace(
                e,
                mentions=tuple(sorted({*e.mentions, *moved}, key=_where)),
                reasons=(*e.reasons, *o.reasons, _reason("identity", found[o.id], document)),
            )
        out.append(e)
    told = tuple(_told(a, found, into, document) for a in attributions)
    return tuple(sorted(out, key=lambda e: (e.mentions[0].span, e.id))), told


def _where(mention: Mention) -> tuple[Span, str]:
    return mention.span, mention.form


def _is_named(entity: Entity) -> bool:
    return any(m.form == "name" for m in entity.mentions)


def _by_office(entity: Entity) -> bool:
    return entity.kind in ("person", "unknown") and not _is_named(entity) and _WORTH.search(entity.name) is not None


def _one(entity: Entity, holder: str) -> bool:
    """Whether a name in the text is the holder's."""
    return entity.kind in ("person", "unknown") and (fits(entity.name, holder) or fits(holder, entity.name))


def _told(a: Attribution, found: Mapping[str, _Held], into: Mapping[str, str], document: Document) -> Attribution:
    """An attribution with its holders of offices, and why."""
    rows = [found[s] for s in a.speaker if s in found]
    to = found.get(a.addressee or "")
    if not rows and to is None and all(link.who not in into for link in a.chain):
        return a
    reasons = [_reason("speaker", row, document) for row in rows]
    reasons += [_reason("addressee", to, document)] if to is not None else []
    return replace(
        a,
        speaker=tuple(dict.fromkeys(into.get(s, s) for s in a.speaker)),
        resolved_by="nominal" if rows and a.resolved_by == "explicit" else a.resolved_by,
        addressee=into.get(a.addressee, a.addressee) if a.addressee else None,
        chain=tuple(replace(link, who=into.get(link.who, link.who) if link.who else None) for link in a.chain),
        reasons=(*a.reasons, *reasons),
    )


def _reason(of: str, row: _Held, document: Document) -> Reason:
    term = row.term
    why = f"by inference: {term.office}, {term.of} on {row.day}, by the table: {term.holder} ({term.place})"
    if not term.confirmed:
        why += "; no second place bears that row out"
    return Reason(of=of, why=why, anchors=tuple(Place(document=document.id, span=s) for s in row.places))


class _Asked:
    """One document, asked for the days at which it speaks of an office."""

    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        times: Sequence[TimeExpression],
        sentences: Sequence[Span],
        reference: Reference,
    ) -> None:
        self.document, self.attributions, self.sentences, self.reference = document, attributions, sentences, reference
        self.dates = [t for t in times if t.type == "DATE" and t.edtf is not None]

    def holder(self, entity: Entity, entities: Sequence[Entity]) -> _Held | None:
        """The one who held the office that describes `entity`; ``None`` where the table or the text leaves it open."""
        text = self.document.text
        label = _OPENING.sub("", entity.name)
        offices = self.reference.offices(label)
        described = [m.span for m in entity.mentions if m.form == "description"]
        if len(offices) != 1 or not described:
            return None
        if any(_ANY.match(text, *span) or _OTHER.search(text, *span) for span in described):
            return None
        rows: dict[str, tuple[Term, str]] = {}
        for span in described:
            day = self._day(span, entity.id)
            row = self._row(offices[0], day) if day is not None else None
            if row is None or day is None:
                return None
            rows.setdefault(row.holder, (row, day))
        if len(rows) != 1:
            return None
        ((term, day),) = rows.values()
        if any(self._speaks_against(name, term, day) for name in self._called(label)):
            return None
        return _Held(term, day, tuple(described[:1]))

    def _day(self, span: Span, who: str) -> str | None:
        """The day at which a place in the text speaks of somebody: that of his words, that in the sentence, else that
        of publication. ``None`` where two are told, or "then" and none."""
        text = self.document.text
        at = bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1
        sentence = self.sentences[at] if at >= 0 else span
        of = [
            a
            for a in self.attributions
            if (who in a.speaker or who == a.addressee) and sentence.covers((a.source or a.cue or a.content)[0])
        ]
        own = {a.said_on for a in of if a.said_on is not None}
        told = {
            t.edtf
            for t in self.dates
            if sentence.covers(t.span) and not any(c.covers(t.span) for a in of for c in a.content) and t.edtf
        }
        days = own or told
        if len(days) > 1:
            return None
        if days:
            return days.pop().rstrip("~?%")
        if _THEN.search(text, max(0, span.start - 5), span.end) or self.document.published is None:
            return None
        return self.document.published[:10]

    def _row(self, office: Office, day: str) -> Term | None:
        """The one row of the table of offices for a day that it reaches; nobody who only stood in."""
        try:
            asked = when(day)
        except DateTextError:
            return None
        terms = self.reference.holders(office, day)
        if len(terms) != 1 or terms[0].acting or terms[0].place.table != _TABLE:
            return None
        table = self.reference.table(terms[0].place.table)
        if table is None or asked.last > table.as_of.last or not self.reference.surely(terms[0], day):
            return None
        return terms[0]

    def _called(self, label: str) -> Iterator[str]:
        """The names to which the text gives the office: “President Lind”, “Lind, the US president”."""
        noun = re.escape(label.partition(" of ")[0].split()[-1])
        with_title = re.compile(rf"\b(?i:{noun})\s{_NAME}")
        told_of = re.compile(rf"{_NAME},\s(?:who (?:is|was)\s)?(?:the\s)?(?:then[\s-])?{re.escape(label)}\b")
        for pattern in (with_title, told_of):
            for match in pattern.finditer(self.document.text):
                yield match["name"]

    def _speaks_against(self, name: str, term: Term, day: str) -> bool:
        """Whether a name with such a title is another's than the holder's, and no table knows that one elsewhere."""
        words = parts(name)
        if not words or fits(words[-1], term.holder):
            return False
        others = self.reference.terms_of(words[-1])
        return not any(o.of != term.of for o in others)
