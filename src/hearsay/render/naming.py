"""What things are called in a dossier, the same in every format: sigla, names, places, dates, labels.

`Names` holds the lookups, made once for a dossier. All strings it returns may carry a source's characters as they
stand: whoever prints them calls `render.visible` and then escapes for the format.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.model import (
    Attribution,
    Beside,
    ChainLink,
    Document,
    Dossier,
    Entity,
    Event,
    Fidelity,
    Kind,
    Rendition,
    Utterance,
)
from hearsay.render.visible import shortened
from hearsay.text import Span

ELISION = " … "  # between spans that are not next to each other

_FIDELITY: Mapping[Fidelity, str] = {
    "verbatim": "word for word as in",
    "trimmed": "trimmed, against",
    "spliced": "cut or joined without a mark, against",
    "reworded": "worded differently from",
    "translated": "translated from",
    "indirect": "in indirect speech, against",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[^/]*)?([?~%]?)")
_LETTERS = re.compile(r"\w+")
_ONE_OF = re.compile(r"\[(.+)\]")  # EDTF: one of a set
_TITLE = 90  # characters of a document's title in that of a dossier
_DECADE = re.compile(r"(\d{3})X")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Lookups by id over one dossier. Ids that the dossier does not hold raise `KeyError`."""

    documents: Mapping[str, Document]
    sigla: Mapping[str, str]
    stories: Mapping[str, str]
    entities: Mapping[str, Entity]
    attributions: Mapping[str, Attribution]
    events: Mapping[str, Event]
    paragraph_starts: Mapping[str, tuple[int, ...]]

    def siglum(self, document: str) -> str:
        """The letter that stands for a document, as ``"A"``."""
        return self.sigla[document]

    def outlet(self, document: str) -> str:
        """Who put the document out: its publisher, or the input's own name where none was found."""
        found = self.documents[document]
        return found.publisher or found.source_id

    def entity(self, entity: str) -> str:
        """The name of an entity."""
        return self.entities[entity].name

    def people(self, entities: Iterable[str]) -> str:
        """Names in a row, ``"Idris Palk and Runa Hesk"``; empty for none."""
        names = [self.entity(e) for e in entities]
        return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)

    def who(self, link: ChainLink) -> str:
        """The name at a link of a chain: an entity's, a document's siglum, or ``"not named"``."""
        if link.who is None:
            return "not named"
        return self.sigla.get(link.who) or self.entity(link.who)

    def words(self, document: str, spans: Iterable[Span]) -> str:
        """The words of `spans` of a document as they stand, joined with `ELISION`."""
        text = self.documents[document].text
        return ELISION.join(span.of(text) for span in spans)

    def paragraph(self, document: str, span: Span) -> int:
        """The number of the paragraph in which `span` begins, from 1; 1 where paragraphs are not known."""
        return max(1, bisect_right(self.paragraph_starts.get(document, ()), span.start))

    def page(self, document: str, span: Span) -> int | None:
        """The page of the file on which `span` begins, from 1; ``None`` where the document has no pages."""
        pages = self.documents[document].pages or ()
        return max(1, bisect_right([p.start for p in pages], span.start)) if pages else None

    def place(self, document: str, span: Span) -> str:
        """Where a span stands, for people: ``"A ¶ 4"``, with the page where there are pages: ``"A p. 2 ¶ 4"``."""
        page = self.page(document, span)
        return f"{self.siglum(document)}{f' p. {page}' if page else ''} ¶ {self.paragraph(document, span)}"

    def parties(self, speaker: Iterable[str], addressee: str | None) -> str:
        """Who says, to whom: ``"Idris Palk to Runa Hesk"``; the speaker may be ``"Speaker not found"``."""
        said = self.people(speaker) or "Speaker not found"
        return f"{said} to {self.entity(addressee)}" if addressee else said

    def attribution(self, found: Attribution) -> str:
        """One line on an attribution: speaker, addressee, date, and whatever limits it.

        As ``"Idris Palk to Runa Hesk, 9 April 2003; direct, hedged"``.
        """
        head = self.parties(found.speaker, found.addressee)
        if found.said_on:
            head += f", {date(found.said_on)}"
        tail: list[str] = [found.mode]
        if found.modality != "said":
            tail.append("whether said or thought is open" if found.modality == "unknown" else found.modality)
        flags = ("negated", "denied", "hedged", "conditional")
        tail += [flag for flag in flags if getattr(found, flag)]
        if found.resolved_by and found.resolved_by != "explicit":
            tail.append(f"speaker by {'inference' if found.resolved_by == 'implicit' else found.resolved_by}")
        if uncertain(found):
            tail.append("speaker uncertain")
        return f"{head}; {', '.join(tail)}"

    def chain(self, found: Attribution) -> str:
        """The hands the words came through, outermost first, as ``"B ← The town archive (released, taken on trust)"``.

        Begins with the document in hand; empty where no link is known.
        """
        if not found.chain:
            return ""
        links = [] if found.chain[0].who == found.document else [self.siglum(found.document)]
        for link in found.chain:
            notes = [link.role, *([date(link.date)] if link.date else []), "seen" if link.seen else "taken on trust"]
            hand = f"{self.who(link)} ({', '.join(notes + ['first record'] * link.first_record)})"
            if hand not in links[-1:]:  # words inside the words of one speaker
                links.append(hand)
        if found.speaker and found.chain[-1].who not in found.speaker:
            links.append(self.people(found.speaker))
        return " ← ".join(links)

    def fidelity(self, rendition: Rendition) -> str:
        """How a rendition carries the words, plainly: ``"word for word as in A"``, ``"trimmed, against A"``.

        One that the others are compared with is ``"the witness"``, or ``"in indirect speech"`` where it has no words.
        """
        if rendition.against is None:
            return "in indirect speech" if rendition.fidelity == "indirect" else "the witness"
        return f"{_FIDELITY[rendition.fidelity]} {self.siglum(rendition.against)}"

    def beside(self, utterance: Utterance, rendition: Rendition) -> tuple[str, ...]:
        """What is to be said of a rendition beside its fidelity, worded as what was seen; mostly empty.

        As ``"B names Runa Hesk, A names Idris Palk"``, ``"not found in A, C, which carry this passage"``.
        """
        named = [p.document for r in rendition.reasons if r.of == "misattributed" for p in r.anchors[1:]]
        witness = [r for r in utterance.renditions if r.document in (*named, *([] if named else [rendition.against]))]
        against = self.siglum(rendition.against) if rendition.against else "the others"
        worded: dict[Beside, str] = {
            "misattributed": ", ".join([self._named_in(rendition), *map(self._named_in, witness[:1])]),
            "displaced": f"placed on another occasion or date, or to another addressee, than in {against}",
            "unsupported": self._not_found_in(rendition),
        }
        return tuple(worded[flag] for flag in rendition.also)

    def _not_found_in(self, rendition: Rendition) -> str:
        shown = (place.document for r in rendition.reasons if r.of == "unsupported" for place in r.anchors)
        others = [rendition.against] if rendition.against else []
        carry = [self.siglum(d) for d in dict.fromkeys([*others, *shown]) if d != rendition.document]
        if not carry:
            return "not found in the other witnesses that carry this passage"
        return f"not found in {', '.join(carry)}, which {'carries' if len(carry) == 1 else 'carry'} this passage"

    def _named_in(self, rendition: Rendition) -> str:
        speakers = dict.fromkeys(s for a in rendition.attributions for s in self.attributions[a].speaker)
        return f"{self.siglum(rendition.document)} names {self.people(speakers) or 'no one'}"

    def event(self, event: Event) -> str:
        """A heading for an event: ``"Conversation of Idris Palk and Runa Hesk, Lindmoor, 9 April 2003"``."""
        kind = "Reported" if event.kind == "report" else event.kind[:1].upper() + event.kind[1:]
        of = f" of {self.people(event.participants)}" if event.participants else ""
        place = self.entity(event.place) if event.place and event.place in self.entities else event.place
        return ", ".join([kind + of, *(p for p in (place, event.session, event.date and date(event.date)) if p)])

    def record_of(self, document: str) -> str | None:
        """The day that a document is the record of, where it was published after it; ``None`` for all others."""
        published = self.documents[document].published or ""
        days = (e.date for e in self.events.values() if e.primary_record == document and e.date)
        return next((day for day in days if published[: len(day)] > day), None)

    def dated(self, document: str) -> str:
        """What a document is and of when: ``"report, 2 May 2011"``, ``"notes of 9 April 2003, published in …"``."""
        found = self.documents[document]
        if day := self.record_of(document):
            return f"{kind(found.kind)} of {date(day)}, published {date(found.published or '')}"
        return f"{kind(found.kind)}, {date(found.published) if found.published else 'no date'}"

    def story_of(self, utterance: Utterance) -> str:
        """The id of the story an utterance belongs to: its event's, else that of its first rendition's document."""
        if utterance.event:
            return self.events[utterance.event].story
        return self.stories[utterance.renditions[0].document]


def names(dossier: Dossier) -> Names:
    """The lookups of a dossier; takes time in proportion to what it holds."""
    collation = dossier.collation
    return Names(
        documents={a.document.id: a.document for a in collation.annotations},
        sigla={w.document: w.siglum for w in collation.witnesses},
        stories={w.document: w.story for w in collation.witnesses},
        entities={e.id: e for e in collation.entities},
        attributions={a.id: a for a in collation.attributions},
        events={e.id: e for e in collation.events},
        paragraph_starts={a.document.id: tuple(p.start for p in a.paragraphs) for a in collation.annotations},
    )


def date(value: str) -> str:
    """An ISO 8601 or EDTF date for reading; what is not understood comes back as it is.

    >>> date("1998-03-12"), date("1998-03~"), date("199X"), date("1998/2001"), date("2024-05-03T09:30:00Z")
    ('12 March 1998', 'about March 1998', '1990s', '1998 to 2001', '3 May 2024')
    >>> date("[1998-03-09..1998-03-15]")
    'between 9 March 1998 and 15 March 1998'
    """
    if "/" in value:
        start, _, end = value.partition("/")
        return f"{date(start) if start.strip('.') else 'open'} to {date(end) if end.strip('.') else 'open'}"
    if (one_of := _ONE_OF.fullmatch(value)) and "[" not in one_of[1]:
        ends = one_of[1].split("..")
        return f"between {date(ends[0])} and {date(ends[1])}" if len(ends) == 2 and all(ends) else value
    if decade := _DECADE.fullmatch(value):
        return f"{decade[1]}0s"
    match = _DATE.fullmatch(value)
    if not match or not 1 <= int(match[2] or 1) <= 12:
        return value
    year, month, day, doubt = match.groups()
    plain = " ".join(p for p in (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year) if p)
    return {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[doubt] + plain


def kind(value: Kind | None) -> str:
    """The kind of a document for reading.

    >>> kind(None)
    'kind not found'
    """
    return value or "kind not found"


def copy_kind(value: str) -> str:
    """The kind of a copy for reading, or the role of a hand as it is.

    >>> copy_kind("partial"), copy_kind("reprint")
    ('partial copy', 'reprint')
    """
    return "partial copy" if value == "partial" else value


def ours(about: str, value: str, words: str) -> str:
    """The value of a point where it is not the source's own words: ``"6 are listed"``, ``"9 April 2003"``; else empty.

    >>> ours("the day", "2003-04-09", "on Wednesday"), ours("the answer", "He said no.", "he said no")
    ('9 April 2003', '')
    """
    if " ".join(_LETTERS.findall(value.casefold())) in " ".join(_LETTERS.findall(words.casefold())):
        return ""
    return date(value) if about == "the day" else value


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> plural(1, "copy", "copies"), plural(3, "document")
    ('1 copy', '3 documents')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def title(dossier: Dossier, lookup: Names) -> str:
    """What a dossier is headed with: its first lead event, else the words asked for, else a plain word."""
    if dossier.lead:
        lead = lookup.events[dossier.lead[0]]
        heading = lookup.event(lead) if lead.kind != "report" else _headline(lead, lookup)
        others = len(dossier.stories) - 1
        if others <= 0 or dossier.about:
            return heading
        return f"{heading}, and {plural(others, 'other story', 'other stories')}"
    return dossier.about or "What these documents say"


def _headline(lead: Event, lookup: Names) -> str:
    """What stands over a story that tells of no conversation: the title of its first document, in quotation marks, and
    how many others there are; the event's own heading where none has a title."""
    inside = [d for d, story in lookup.stories.items() if story == lead.story]
    inside.sort(key=lambda d: letters(lookup.siglum(d)))
    first = next((title for d in inside if (title := lookup.documents[d].title)), None)
    if first is None:
        return lookup.event(lead)
    rest = f" and {plural(len(inside) - 1, 'other document')}" if len(inside) > 1 else ""
    return f"“{shortened(first, _TITLE)}”{rest}"


def letters(siglum: str) -> tuple[int, str]:
    """Sigla in the order of the list of witnesses: A, B, B′, … AA."""
    return len(siglum.rstrip("′")), siglum


def uncertain(found: Attribution) -> bool:
    """Whether it is doubtful who speaks: its reasons say so."""
    return any(r.of == "speaker" and r.why.startswith("doubtful") for r in found.reasons)


def shown_utterances(dossier: Dossier, lookup: Names) -> tuple[Utterance, ...]:
    """The utterances of the stories shown in full: those of the lead events first, in their order, then the others."""
    rank = {event: number for number, event in enumerate(dossier.lead)}
    shown = [u for u in dossier.collation.utterances if lookup.story_of(u) in dossier.stories]
    return tuple(sorted(shown, key=lambda u: rank.get(u.event or "", len(rank))))
