"""A footnote for a quotation, ready to be copied: who said it, and the hands it came through, down to the first record.

The order is that of the chain: the speaker; the document in hand, in which the words were found; then hand by hand what
that document names as its source; the first record last. A hand that is not itself among the inputs is "as cited in"
the document that names it, and taken on trust. What was not found is left out.

Two styles: `chicago`, after the notes style of the Chicago Manual of Style (author, “title,” publisher, month day year,
place, date of access, address; quotation in quotation), and `plain`, one labelled part after the other.

Strings carry a source's characters as they stand: whoever prints them makes them `visible` and escapes for the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Attribution, ChainLink, Collation
from hearsay.render.naming import Names, date, uncertain
from hearsay.text import Span

Carried = Mapping[str, Mapping[str, Span]]

_DAY_FIRST = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]+) (\d{4})\b")
_MOUTHS = ("said",)  # roles of those who speak in another's words, and are no hand that passed a text on
_ALWAYS_BY = ("heard", "interpreted", "translated", "said")  # what only people and bodies do
_STOPS = (".", ",")


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """One footnote in both styles."""

    chicago: str
    plain: str


def footnote(found: Attribution, names: Names, carried: Carried | None = None) -> Footnote:
    """The footnote of an attribution in both styles; see `chicago` and `plain`.

    `carried`, of `carried_in`, says where the documents along the chain have the same words.
    """
    return Footnote(chicago=chicago(found, names, carried), plain=plain(found, names, carried))


def carried_in(collation: Collation) -> Carried:
    """For each attribution the documents that carry the same utterance, with the place of its words in each."""
    out: dict[str, dict[str, Span]] = {}
    for utterance in collation.utterances:
        places: dict[str, Span] = {}
        for rendition in utterance.renditions:
            places.setdefault(rendition.document, min(rendition.spans))
        for rendition in utterance.renditions:
            for attribution in rendition.attributions:
                out[attribution] = places
    return out


def chicago(found: Attribution, names: Names, carried: Carried | None = None) -> str:
    """As a note of the Chicago Manual of Style, in one sentence; dates as ``April 9, 2003``.

    As ``Idris Palk to Runa Hesk, April 9, 2003, quoted in Ana Dorrow, “Minutes show …,” Lindmoor Register, May 2, 2011,
    para. 3, accessed …, https://…; noted in “Minutes of the tram meeting,” … (first record).``
    """
    style = _Chicago()
    head, *hands = _parts(found, names, carried or {}, style)
    return "; ".join([head, *hands]) + "."


def plain(found: Attribution, names: Names, carried: Carried | None = None) -> str:
    """The same in labelled parts, one sentence each; dates as ``9 April 2003``."""
    head, *hands = _parts(found, names, carried or {}, _Plain())
    return ". ".join([head, *(hand[:1].upper() + hand[1:] for hand in hands)]) + "."


@dataclass(frozen=True, slots=True)
class _Chicago:
    join: str = ", "
    colon: str = " "

    def date(self, value: str) -> str:
        return _DAY_FIRST.sub(r"\2 \1, \3", date(value))

    def title(self, title: str, more: bool) -> str:
        return f"“{title},”" if more and not title.endswith(_STOPS) else f"“{title}”"

    def place(self, page: int | None, paragraph: int) -> str:
        return f"p. {page}, para. {paragraph}" if page else f"para. {paragraph}"

    def address(self, uri: str | None, retrieved: str | None) -> str:
        return ", ".join(p for p in (retrieved and f"accessed {self.date(retrieved)}", uri) if p)


@dataclass(frozen=True, slots=True)
class _Plain:
    join: str = ". "
    colon: str = ": "

    def date(self, value: str) -> str:
        return date(value)

    def title(self, title: str, more: bool) -> str:
        return f"“{title}”," if more else f"“{title}”"

    def place(self, page: int | None, paragraph: int) -> str:
        return f"p. {page} ¶ {paragraph}" if page else f"¶ {paragraph}"

    def address(self, uri: str | None, retrieved: str | None) -> str:
        return ", ".join(p for p in (uri and f"<{uri}>", retrieved and f"retrieved {self.date(retrieved)}") if p)


_Style = _Chicago | _Plain


def _parts(found: Attribution, names: Names, carried: Carried, style: _Style) -> Iterator[str]:
    """The head, with the document in hand, and each further hand."""
    own = next((link for link in found.chain if link.who == found.document), None)
    hands = [link for link in found.chain if link is not own and link.role not in _MOUTHS]
    hands.sort(key=lambda link: link.first_record)
    said = _said(found, names, style)
    verb = "reported in" if found.mode == "indirect" else "quoted in"
    if own is not None and own.role not in ("published", "republished", "quoted"):
        verb = f"{own.role} in"
    if not said or style.join == ". ":
        verb = verb[:1].upper() + verb[1:]
    span = (found.content or found.cue or found.source)[0]
    cited = _cited(found.document, names, style, own.date if own else None, span)
    notes = ["which republished it"] if own is not None and own.role == "republished" else []
    notes += ["first record"] if own is not None and own.first_record else []
    notes += _denials(found)
    head = f"{verb}{style.colon}{cited}{_noted(notes)}"
    yield f"{said}{style.join}{head}" if said else head
    places = carried.get(found.id, {})
    for link in hands:
        yield _hand(link, found, names, style, places)


def _said(found: Attribution, names: Names, style: _Style) -> str:
    """Who said it, to whom, in whose words, and when; empty where no speaker was found."""
    said = names.people(found.speaker)
    if not said:
        return ""
    if found.addressee:
        said += f" to {names.entity(found.addressee)}"
    if found.resolved_by == "implicit" or uncertain(found):
        said += " (speaker uncertain)" if uncertain(found) else " (speaker inferred)"
    when = found.said_on or next((x.date for x in found.chain if x.role in _MOUTHS and x.who in found.speaker), None)
    if when:
        said += f", {style.date(when)}"
    mouths = [link for link in found.chain if link.role in _MOUTHS and link.who not in found.speaker]
    for link in reversed(mouths):
        said += f", in the words of {_name(link, names)}{f', {style.date(link.date)}' if link.date else ''}"
    return said


def _hand(link: ChainLink, found: Attribution, names: Names, style: _Style, places: Mapping[str, Span]) -> str:
    if link.who in names.documents:
        assert link.who is not None
        cited = _cited(link.who, names, style, link.date, places.get(link.who))
        paper = True
    else:
        cited = _name(link, names) + (f", {style.date(link.date)}" if link.date else "")
        kind = names.entities[link.who].kind if link.who is not None else "unknown"
        paper = kind == "document" or (link.role == "noted" and kind not in ("person", "group"))
    by = "in" if paper and link.role not in _ALWAYS_BY else "by"
    notes = [] if link.seen else [f"as cited in {names.outlet(found.document)}, taken on trust"]
    notes += ["first record"] if link.first_record else []
    return f"{link.role} {by}{style.colon}{cited}{_noted(notes)}"


def _name(link: ChainLink, names: Names) -> str:
    if link.who is None:
        return "a paper not named" if link.role == "noted" else "someone not named"
    return names.outlet(link.who) if link.who in names.documents else names.entity(link.who)


def _cited(document: str, names: Names, style: _Style, when: str | None, span: Span | None) -> str:
    """A document in hand: author, title, publisher, date, place, address, and what limits its use."""
    record = names.documents[document]
    outlet = record.publisher or ("" if record.title else record.source_id)
    published = record.published or when
    place = style.place(names.page(document, span), names.paragraph(document, span)) if span else ""
    rest = ", ".join(
        part
        for part in (
            outlet,
            published and style.date(published),
            place,
            style.address(record.uri, record.retrieved),
            record.restriction and f"marked “{record.restriction}”",
        )
        if part
    )
    title = style.title(record.title, bool(rest)) if record.title else ""
    titled = " ".join(part for part in (title, rest) if part)
    return ", ".join(part for part in (record.byline, titled) if part)


def _denials(found: Attribution) -> list[str]:
    """What the document itself says against it."""
    told = (found.negated, "which says that this was not said"), (found.denied, "which says that the speaker denies it")
    return [words for there, words in told if there]


def _noted(notes: Sequence[str]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""
