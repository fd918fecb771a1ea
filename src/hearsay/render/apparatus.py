"""What was said, line by line: the renditions of each utterance with their differences in place.

One `Entry` an utterance, one `Line` a rendition; a copy that carries the same words is named on the line that it
repeats. A line's `Piece`s are its words as they stand, with what its witness has and it has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hearsay.model import Attribution, Collation, Difference, Dossier, Reason, Rendition, Utterance, Witness
from hearsay.render.naming import Names
from hearsay.text import Span

PieceKind = Literal["same", "dropped", "added", "replaced", "seam", "interrupted"]
_PRIMES = "′″‴'"
QUOTES = "\"'“”‘’«»„‚‹›「『」』"
_ONE_KIND = str.maketrans("‘’‚‹›“”„«»", "'" * 5 + '"' * 5)
_CLOSING = re.compile(f"[,.;:!?…]?[{QUOTES}]")
_WORD = re.compile(r"\w+")
_MARKS = " \t\n\r\u00a0\"'“”‘’«»„‚‹›.,;:!?…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a rendition: `text` its own words, `against` the witness's where they are others."""

    kind: PieceKind
    text: str = ""
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One rendition as the page shows it. `label` and `remarks` are our words; `repeated` the same words in copies;
    `chain` all that is known of its chain, `hands` the same in short, empty where nobody stands between."""

    id: str
    rendition: Rendition
    pieces: tuple[Piece, ...]
    reference: bool
    label: str
    remarks: tuple[str, ...]
    repeated: tuple[Rendition, ...]
    reasons: tuple[Reason, ...]
    chain: str
    hands: str

    @property
    def dropped(self) -> tuple[str, ...]:
        """The witness's words that the rendition does not have, with nothing in their stead."""
        return tuple(p.against for p in self.pieces if p.kind == "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One utterance with its lines, the one that the others are held against first."""

    utterance: Utterance
    lines: tuple[Line, ...]

    @property
    def hands(self) -> str:
        """The longest of the lines' chains, in short; empty where nobody stands between."""
        return max((line.hands for line in self.lines), key=lambda c: c.count("←"), default="")

    @property
    def altered(self) -> bool:
        """Whether some line has other words inside the marks than the one it is held against."""
        return any(line.rendition.fidelity in ("trimmed", "spliced", "reworded") for line in self.lines)


def origins(collation: Collation) -> Mapping[str, str]:
    """For each document the first witness among those that carry its text: reprints and partial copies are folded.

    Rewrites and translations are texts of their own here: they share an origin, not the words.
    """
    rank = ranks(collation)
    above = {document: document for document in rank}

    def top(document: str) -> str:
        while above[document] != document:
            above[document] = above[above[document]]
            document = above[document]
        return document

    for copy in collation.copies:
        if copy.of in above and copy.document in above and copy.kind in ("reprint", "partial"):
            first, second = sorted((top(copy.document), top(copy.of)), key=rank.__getitem__)
            above[second] = first
    return {document: top(document) for document in above}


def ranks(collation: Collation) -> dict[str, int]:
    """The place of each document in the list of witnesses: by siglum, a copy behind what it is a copy of."""

    def position(witness: Witness) -> tuple[int, str, int]:
        letters = witness.siglum.rstrip(_PRIMES)
        primes = sum({"′": 1, "″": 2, "‴": 3}.get(c, 1) for c in witness.siglum[len(letters) :])
        return len(letters), letters, primes

    return {w.document: n for n, w in enumerate(sorted(collation.witnesses, key=position))}


def by_event(dossier: Dossier, names: Names) -> tuple[tuple[str | None, tuple[Entry, ...]], ...]:
    """The entries of the stories shown, by event: lead events first, then events by how much there is to compare, then
    those of no event. Inside an event those with something to compare come first, then what stands in quotation marks,
    by the witnesses and their texts."""
    rank = ranks(dossier.collation)
    origin = origins(dossier.collation)
    found: dict[str | None, list[Entry]] = {}
    for utterance in dossier.collation.utterances:
        if names.story_of(utterance) in dossier.stories:
            found.setdefault(utterance.event, []).append(entry(utterance, names, origin, rank))
    lead = {event: n for n, event in enumerate(dossier.lead)}

    def position(event: str | None) -> tuple[bool, int, int, str]:
        compared = sum(len(e.lines) > 1 for e in found[event])
        return event is None, lead.get(event or "", len(lead)), -compared, event or ""

    def beginning(e: Entry) -> tuple[bool, bool, int, tuple[Span, ...]]:
        first = e.lines[0]
        alone, told = len(e.lines) == 1 and not first.repeated, first.rendition.fidelity == "indirect"
        return alone, alone and told, rank[first.rendition.document], first.rendition.spans

    return tuple((event, tuple(sorted(found[event], key=beginning))) for event in sorted(found, key=position))


def entry(utterance: Utterance, names: Names, origin: Mapping[str, str], rank: Mapping[str, int]) -> Entry:
    """The lines of one utterance. `origin` is that of `origins`; `rank` the place of a document in the witness list."""
    pointed = Counter(r.against for r in utterance.renditions if r.against)
    ordered = sorted(
        utterance.renditions, key=lambda r: (r.against is not None, -pointed[r.document], rank[r.document], r.spans)
    )
    groups: dict[tuple[object, ...], list[Rendition]] = {}
    for rendition in ordered:
        words = " ".join(_WORD.findall(names.words(rendition.document, rendition.spans).casefold()))
        key = (origin.get(rendition.document, rendition.document), words, rendition.also)
        groups.setdefault(key, []).append(rendition)
    several = len(groups) > 1
    lines = []
    for n, group in enumerate(groups.values()):
        inside = {r.document for r in group}
        reference = several and n == 0 and any(r.against in inside for r in utterance.renditions)
        lines.append(_line(utterance, sorted(group, key=lambda r: rank[r.document]), reference, names))
    return Entry(utterance=utterance, lines=tuple(lines))


def _line(utterance: Utterance, group: Sequence[Rendition], reference: bool, names: Names) -> Line:
    rendition = group[0]
    if rendition.against in {r.document for r in group}:  # it was held against its own copy, which says the same
        rendition = replace(rendition, against=None, difference=())
    text = names.documents[rendition.document].text
    other = names.documents[rendition.against].text if rendition.against else ""
    comparable = rendition.against and rendition.fidelity not in ("indirect", "translated")
    differences = rendition.difference if comparable else ()
    found = [names.attributions[a] for a in rendition.attributions if a in names.attributions]
    kept = tuple(pieces(rendition.spans, differences, text, other, rendition.fidelity == "spliced"))
    return Line(
        id=f"r-{utterance.id}-{(rendition.attributions or (f'{rendition.document}-{rendition.spans[0].start}',))[0]}",
        rendition=rendition,
        pieces=kept,
        reference=reference,
        label=_label(rendition, reference, [a.mode for a in found], kept, utterance, names),
        remarks=tuple(_remarks(rendition, reference, utterance, names)),
        repeated=tuple(group[1:]),
        reasons=rendition.reasons + tuple(reason for a in found for reason in a.reasons),
        chain=max((names.chain(a) for a in found), key=lambda c: c.count("←"), default=""),
        hands=max((hands(a, names) for a in found), key=lambda c: c.count("←"), default=""),
    )


def hands(found: Attribution, names: Names) -> str:
    """A chain in short, ``"B ← The town archive (released) ← A (noted) ← Idris Palk. In hand: A, B."``.

    Empty where nobody is known to stand between the document and the speaker.
    """
    between = [link for link in found.chain if link.who != found.document and link.who not in found.speaker]
    if not between:
        return ""
    row = [names.siglum(found.document)]
    row += [f"{names.who(link)} ({link.role})" for link in between]
    seen = dict.fromkeys([row[0], *(names.who(link) for link in between if link.seen)])
    return " ← ".join([*row, names.people(found.speaker) or "not named"]) + f". In hand: {', '.join(sorted(seen))}."


def quoted(words: str) -> str:
    """Words of a source in quotation marks: in its own, where it has them.

    >>> quoted("I did"), quoted("'Why not?'")
    ('“I did”', "'Why not?'")
    """
    return words if words[:1] and words[0] in QUOTES else f"“{words}”"


def marks_around(rendition: Rendition, names: Names) -> tuple[str, str]:
    """The quotation marks that a rendition's words have around them in the source, each empty where there is none; the
    second with the comma or stop that stands before it."""
    if all(names.attributions[a].mode == "indirect" for a in rendition.attributions):
        return "", ""
    text = names.documents[rendition.document].text
    first, last = rendition.spans[0].start, rendition.spans[-1].end
    before, after = text[max(0, first - 1) : first], _CLOSING.match(text, last)
    opening, closing = before if before and before in QUOTES else "", after[0] if after else ""
    return opening, "" if closing in ("'", "’") and not opening else closing  # that one ends a word


def _label(
    rendition: Rendition,
    reference: bool,
    modes: Sequence[str],
    kept: Sequence[Piece],
    utterance: Utterance,
    names: Names,
) -> str:
    if reference:
        return "The others are held against this one"
    if rendition.against is None:
        if rendition.fidelity == "indirect" or "indirect" in modes:
            return "In indirect speech"
        return "Partly in quotation marks" if "mixed" in modes else _direct(rendition, names)
    label = names.fidelity(rendition)
    if rendition.fidelity == "verbatim":
        own = " ".join(p.text for p in kept)
        for witness in utterance.renditions:
            if witness.document == rendition.against:
                against = names.words(witness.document, witness.spans)
                if _plain(own) not in _plain(against):
                    label += ", but for punctuation or spelling"
                break
    return label[:1].upper() + label[1:]


def _denials(rendition: Rendition, names: Names) -> Iterator[str]:
    """What the document says against it: that it was not said, that the speaker denies it."""
    for key in rendition.attributions:
        found: Attribution | None = names.attributions[key]
        inside = False
        while found is not None:
            if found.negated:
                yield "the document says that this was not said"
            if found.denied:
                yield "inside a denial" if inside else "denied by the speaker"
            found, inside = names.attributions.get(found.parent or ""), True


def _plain(words: str) -> str:
    """Words with single spaces and one kind of quotation mark, without the marks around them."""
    return " ".join(words.translate(_ONE_KIND).split()).strip(_MARKS)


def _direct(rendition: Rendition, names: Names) -> str:
    text = names.documents[rendition.document].text
    first = rendition.spans[0].start
    marked = any(c in QUOTES for c in text[max(0, first - 1) : first + 1])
    return "In quotation marks" if marked else "In direct speech, without quotation marks"


def _remarks(rendition: Rendition, reference: bool, utterance: Utterance, names: Names) -> Iterator[str]:
    if reference and names.documents[rendition.document].kind == "notes":
        yield "notes, not a recording"
    yield from _denials(rendition, names)
    yield from names.beside(utterance, rendition)
    if rendition.against is not None:
        against = names.siglum(rendition.against)
        yield from dict.fromkeys(r.why.replace("the witness", against) for r in rendition.reasons if r.of == "sense")
        if any(r.of == "translation" for r in rendition.reasons):
            yield "translation not excluded"


def pieces(
    spans: Sequence[Span], differences: Iterable[Difference], text: str, other: str, spliced: bool = False
) -> Iterator[Piece]:
    """The words of `spans` of `text` in order, cut where they differ from the witness's text `other`.

    With `spliced`, a seam is marked wherever passages meet that do not follow each other in the witness.

    >>> kept = [Difference(op="dropped", words=None, against=Span(3, 8))]
    >>> [(p.kind, p.text, p.against) for p in pieces([Span(0, 2)], kept, "We may", "We might")]
    [('dropped', '', 'might'), ('same', 'We', '')]
    """
    rest = [span for span in spans if span.start < span.end]
    at = 0  # the span of `rest` we are in
    offset = rest[0].start if rest else 0
    met: int | None = None  # where the last words matched end in the witness

    def upto(end: int) -> Iterator[Piece]:
        nonlocal at, offset
        while at < len(rest) and offset < end:
            stop = min(end, rest[at].end)
            if stop > offset:
                yield Piece(kind="same", text=text[offset:stop])
                offset = stop
            if stop < rest[at].end or at + 1 == len(rest):
                return
            if rest[at + 1].start > end:
                return
            at += 1
            apart = text[offset : rest[at].start].strip(_MARKS)
            if apart:
                yield Piece(kind="seam" if spliced else "interrupted")
            else:
                yield Piece(kind="same", text="\n" if "\n" in text[offset : rest[at].start] else " ")
            offset = rest[at].start

    for difference in differences:
        words, against = difference.words, difference.against
        if words:
            if words.start < offset and words.end <= offset:
                continue
            yield from upto(words.start)
        if spliced and against and met is not None and (against.start < met or difference.op == "dropped"):
            yield Piece(kind="seam")
        if difference.op == "dropped" and against:
            yield Piece(kind="dropped", against=against.of(other))
        elif words and difference.op == "same":
            yield from upto(words.end)
        elif words:
            yield Piece(kind=difference.op, text=text[max(offset, words.start) : words.end],
                        against=against.of(other) if against else "")  # fmt: skip
            offset = words.end
            while at + 1 < len(rest) and rest[at + 1].start <= offset and rest[at].end <= offset:
                at += 1
        met = against.end if against else met
    yield from upto(rest[-1].end if rest else 0)
