"""A dossier as a plain outline, for the formats that print lines: the same order and words as the page.

Strings here carry a source's characters as they stand, and a source's words stand in ``“…”`` where they are set among
ours: whoever prints them makes them `visible` and escapes for the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import CoverageState, Dossier, Event, Place, Reason
from hearsay.render import accounts, checks, differences, left, selected, stemma, timeline, wanted
from hearsay.render.apparatus import Entry, Line, Piece, by_event, quoted, ranks
from hearsay.render.naming import Names, date, kind, names, plural, title
from hearsay.render.visible import shortened
from hearsay.render.voices import Saying, voices

_PARTIAL: dict[CoverageState, str] = {
    "excerpt": "Only an excerpt is in hand; its silence is no evidence",
    "truncated": "Cut off before its end; its silence is no evidence",
    "redacted": "Redacted in part; its silence there is no evidence",
    "illegible": "Illegible in part; its silence there is no evidence",
}
_SAID = 160  # code points of the words that stand for an utterance in the list of voices
_MARKS = " \t\r\n\u00a0\"'“”‘’«»„.,;:!?…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The utterances of one event, or of none that is established."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """A conversation that several tell of: each account with a line a point, then notes on origins and responses."""

    heading: str
    accounts: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What the sections hold. `made` says which edition it is and what it was limited to, `confirmed` what people have
    confirmed of it; `shown` are the documents of the stories shown in full, in the order of their sigla; `elsewhere`
    counts the others. `hands`, `moments` and `missing` are whole lines, `left` too, on what stands without a witness,
    if that was asked; `voices` are names with lines, `accounts` are conversations that several tell of;
    `differ` are the points on which tellings differ, each with a line for a position and lines on why."""

    title: str
    counts: str
    made: tuple[str, ...]
    confirmed: str
    names: Names
    shown: tuple[str, ...]
    elsewhere: int
    groups: tuple[Group, ...]
    accounts: tuple[SideBySide, ...]
    differ: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    left: tuple[str, ...]
    checks: tuple[checks.Shown, ...]
    hands: tuple[str, ...]
    moments: tuple[str, ...]
    voices: tuple[tuple[str, tuple[str, ...]], ...]
    missing: tuple[str, ...]


def outline(dossier: Dossier) -> Outline:
    """Gather the sections of a dossier; a section without findings is empty."""
    lookup = names(dossier)
    rank = ranks(dossier.collation)
    inside = (w.document for w in dossier.collation.witnesses if w.story in dossier.stories)
    shown = tuple(sorted(inside, key=rank.__getitem__))
    graph = stemma.stemma(dossier, lookup, shown)
    groups = tuple(_groups(dossier, lookup))
    return Outline(
        title=title(dossier, lookup),
        counts=_counts(dossier, shown, groups),
        made=selected.of_dossier(dossier),
        confirmed=selected.confirmed(dossier),
        names=lookup,
        shown=shown,
        elsewhere=len(dossier.collation.witnesses) - len(shown),
        groups=groups,
        accounts=tuple(_accounts(dossier, lookup, rank)),
        differ=tuple(_differ(dossier, lookup, rank)),
        left=tuple(_left(dossier, lookup)),
        checks=checks.checks(dossier, lookup, shown),
        hands=tuple(stemma.said(node, graph) for node in graph.nodes),
        moments=tuple(timeline.said(moment) for moment in timeline.in_order(tuple(_moments(dossier, lookup, shown)))),
        voices=tuple(_voices(groups, lookup)),
        missing=tuple(_missing(dossier, lookup, shown)),
    )


def _differ(
    dossier: Dossier, lookup: Names, rank: Mapping[str, int]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each point: its name and kind, its positions, and why."""
    for point in differences.points(dossier, lookup, rank):
        about = f"“{point.about}”{' …' * point.goes_on}" if point.quoted else point.about
        held = tuple(differences.said(p, lookup) for p in point.held)
        yield f"{about}: {point.label}", held, tuple(why(reason, lookup) for reason in point.reasons)


def _accounts(dossier: Dossier, lookup: Names, rank: Mapping[str, int]) -> Iterator[SideBySide]:
    told = {a.id: a for a in dossier.collation.accounts}
    for table in accounts.tables(dossier, lookup, rank):
        notes = [f"Told as well by {name}" for name in table.also]
        notes += [f"Over time: {_then(told_then, lookup)}" for told_then in table.over_time]
        notes += [f"{said}{_at([place] if place else [], lookup)}" for said, place in table.responses]
        notes += [pair.said for pair in table.pairs if pair.told]
        rest = sum(not pair.told for pair in table.pairs)
        if rest:
            notes.append(f"Of {plural(rest, 'pair')} of accounts it is not established whether they are two origins")
        yield SideBySide(
            heading=table.heading,
            accounts=tuple(
                (accounts.title(told[column.id], lookup), tuple(_told(table, n, lookup)))
                for n, column in enumerate(table.columns)
            ),
            notes=tuple(notes),
        )


def _then(told: accounts.Then, lookup: Names) -> str:
    """One telling of a teller who told it more than once, in a line."""
    parts = [f"{slot}: {' / '.join(_cell(slot, c, lookup) for c in cells)}" for slot, cells in told.points]
    return f"{told.title}: {'; '.join(parts) or 'nothing of these points'}"


def _cell(slot: str, cell: accounts.Cell, lookup: Names) -> str:
    words = "" if slot == accounts.WORDS else quoted(shortened(cell.words, _SAID))
    places = ", ".join(lookup.place(p.document, p.span) for p in cell.places)
    return f"{' '.join(x for x in (cell.ours, words) if x)} ({places})"


def _told(table: accounts.Table, column: int, lookup: Names) -> Iterator[str]:
    """What one account says, a line a point: ``"the answer ≠ “yes” (A ¶ 2)"``, with ≠ where another says otherwise."""
    for slot, cells in table.rows:
        parts = []
        for cell in cells[column]:
            parts.append(_cell(slot, cell, lookup))
        if parts:
            differs = any(cell.differs for cell in cells[column])
            yield f"{slot}{' ≠' if differs else ':'} {', '.join(parts)}"


def _left(dossier: Dossier, lookup: Names) -> Iterator[str]:
    """What stands without the witness that was thought away, what falls first."""
    if dossier.without is not None:
        yield left.summary(dossier.without)
        for found in left.lines(dossier.without, lookup, {a.id: a for a in dossier.collation.accounts}):
            words = f" {quoted(found.words)}" if found.words else ""
            yield f"{found.said}{words}{_at([found.place], lookup)}"


def _at(places: Sequence[Place], lookup: Names) -> str:
    return f" ({', '.join(lookup.place(p.document, p.span) for p in places)})" if places else ""


def _voices(groups: Sequence[Group], lookup: Names) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each voice with a line for each utterance: number, words, notes, and where it stands."""
    entries = [entry for group in groups for entry in group.entries]
    for voice in voices(((f"1.{n}", entry) for n, entry in enumerate(entries, 1)), lookup):
        yield voice.name, tuple(_saying(saying, lookup) for saying in voice.sayings)


def _saying(saying: Saying, lookup: Names) -> str:
    told = [r for row in saying.entry.lines for r in (row.rendition, *row.repeated)]
    places = ", ".join(lookup.place(r.document, r.spans[0]) for r in told)
    said = shortened(words(saying.line, lookup).strip(_MARKS), _SAID)
    return f"{saying.number} “{said}” ({'; '.join([*saying.notes, places])})"


def witness(document: str, lookup: Names) -> str:
    """What is said of a witness beside its siglum: ``"Lindmoor Register, 2 May 2011, report"``."""
    found = lookup.documents[document]
    when = date(found.published) if found.published else "date not found"
    known = (lookup.dated(document),) if lookup.record_of(document) else (when, kind(found.kind))
    parts = [lookup.outlet(document), *known]
    if found.coverage.state != "complete":
        parts.append(found.coverage.state)
    if found.restriction:
        parts.append(f"restriction: {found.restriction}")
    return ", ".join(parts)


def label(line: Line, lookup: Names) -> str:
    """Our words on one rendition: how it carries the words, what else was seen, where, and which copies repeat it."""
    rendition = line.rendition
    parts = [line.label, *line.remarks]
    parts += [lookup.place(rendition.document, span) for span in rendition.spans[:1]]
    if line.repeated:
        parts.append("also in " + ", ".join(dict.fromkeys(lookup.siglum(r.document) for r in line.repeated)))
    return " · ".join(parts)


def words(line: Line, lookup: Names) -> str:
    """The source's words of one rendition as they stand, without the white space around them."""
    return lookup.words(line.rendition.document, line.rendition.spans).strip()


def difference(pieces: Iterable[Piece]) -> str:
    """The comparison with the witness in place, empty where no word differs: the source's words in quotation marks,
    ours outside.

    >>> kept = [Piece(kind="same", text="We "), Piece(kind="replaced", text="will", against="could")]
    >>> difference([*kept, Piece(kind="same", text=" go"), Piece(kind="dropped", against="soon")])
    '“We” [“could” → “will”] “go” [dropped: “soon”]'
    """
    out: list[str] = []
    run = ""
    changed = False
    for piece in [*pieces, None]:
        if piece is not None and piece.kind == "same":
            run += piece.text
            continue
        if run.strip(_MARKS):
            out.append(f"“{run.strip()}”")
        run = ""
        if piece is None:
            break
        changed = changed or piece.kind not in ("interrupted", "seam")
        out.append(_change(piece))
    return " ".join(out) if changed else ""


def compared(line: Line, lookup: Names) -> str:
    """One line on where a rendition's words differ from its witness's; empty where none do."""
    against, changes = line.rendition.against, difference(line.pieces)
    return f"Held against {lookup.siglum(against)}: {changes}" if against and changes else ""


def why(reason: Reason, lookup: Names) -> str:
    """A reason with the places that show it: ``"speaker: a name and a colon begin the turn (A ¶ 3)"``."""
    where = "; ".join(lookup.place(place.document, place.span) for place in reason.anchors)
    return f"{reason.of}: {reason.why}" + (f" ({where})" if where else "")


def _change(piece: Piece) -> str:
    if piece.kind == "dropped":
        return f"[dropped: “{piece.against.strip()}”]"
    if piece.kind == "added":
        return f"[added: “{piece.text.strip()}”]"
    if piece.kind == "replaced":
        return f"[“{piece.against.strip()}” → “{piece.text.strip()}”]"
    return "[joined]" if piece.kind == "seam" else "…"


def _counts(dossier: Dossier, shown: Sequence[str], groups: Iterable[Group]) -> str:
    """One line of what there is; what was not found is left out."""
    if dossier.about and not dossier.lead:
        read = plural(len(dossier.collation.annotations), "document")
        return f"No event in {read} fits these words. Try fewer or other words, or leave out --about."
    inside = set(shown)
    found = dossier.collation
    rows = (
        (len(shown), "document", "documents"),
        (sum(c.document in inside and c.of in inside for c in found.copies), "copy", "copies"),
        (sum(e.story in dossier.stories for e in found.events), "event", "events"),
        (sum(len(g.entries) for g in groups), "utterance", "utterances"),
        (sum(a.document in inside for a in found.attributions), "attribution", "attributions"),
        (len(dossier.problems), "remark on what was given", "remarks on what was given"),
    )
    return " · ".join(plural(number, one, many) for number, one, many in rows if number)


def _groups(dossier: Dossier, lookup: Names) -> Iterator[Group]:
    """The entries by event, in the order of the page."""
    for event, entries in by_event(dossier, lookup):
        heading = lookup.event(lookup.events[event]) if event else "Occasion not established"
        yield Group(heading=heading, entries=entries)


def _moments(dossier: Dossier, lookup: Names, shown: Sequence[str]) -> Iterator[timeline.Moment]:
    """What has a date: the events of the stories shown, and the documents that tell of them."""
    for event in dossier.collation.events:
        if event.story in dossier.stories and event.date:
            yield timeline.Moment(id=event.id, lane="happened", when=event.date, what=_happened(event, lookup))
    for document in shown:
        published = lookup.documents[document].published
        if published:
            how = "published:" if lookup.record_of(document) else "told by"
            what = f"{how} {lookup.siglum(document)}, {lookup.outlet(document)}"
            yield timeline.Moment(id=document, lane="told", when=published, what=what)
    yield from timeline.of_tables(dossier, shown)


def checked(found: checks.Shown, lookup: Names) -> str:
    """Our words on one check: verdict, value, whose claim it is and where it stands."""
    places = ", ".join(lookup.place(place.document, place.span) for place in found.places)
    return " · ".join(part for part in (found.said, found.who and f"claim of {found.who}", places) if part)


def _happened(event: Event, lookup: Names) -> str:
    heading = lookup.event(event)
    return heading.removesuffix(f", {date(event.date)}") if event.date else heading


def _missing(dossier: Dossier, lookup: Names, shown: Sequence[str]) -> Iterator[str]:
    """What was not read and not found, one line each."""
    for problem in dossier.problems:
        part = f", part {problem.record}" if problem.record else ""
        yield f"Not read, or not wholly: {problem.path}{part}: {problem.what}: {problem.why}"
    inside = set(shown)
    for found in wanted.to_obtain(dossier, lookup, shown):
        yield f"To obtain, named and not in hand: {found.said}{_at(found.places, lookup)}"
    for found in wanted.to_ask(dossier, lookup):
        yield f"To ask, since no response is here: {found.said}{_at(found.places, lookup)}"
    undated = [lookup.siglum(d) for d in shown if not lookup.documents[d].published]
    if undated:
        yield f"No date of publication was found; relative dates stay open: {', '.join(undated)}"
    foreign = [f"{lookup.siglum(d)} ({lookup.documents[d].language})" for d in shown if not lookup.documents[d].english]
    if foreign:
        yield f"In another language; searched for names and quotations, not for who says what: {', '.join(foreign)}"
    for state, worded in _PARTIAL.items():
        partial = [lookup.siglum(d) for d in shown if lookup.documents[d].coverage.state == state]
        if partial:
            yield f"{worded}: {', '.join(partial)}"
    open_ones = sum(a.document in inside and not a.speaker for a in dossier.collation.attributions)
    if open_ones:
        yield f"Speaker not found: {plural(open_ones, 'attribution')}"
    silent = inside - {a.document for a in dossier.collation.attributions}
    if silent:
        yield f"Nothing attributed was found: {', '.join(lookup.siglum(d) for d in shown if d in silent)}"
    elsewhere = len(dossier.collation.witnesses) - len(shown)
    if elsewhere:
        yield f"Not shown: {plural(elsewhere, 'document')} of other stories; --format json has everything"
