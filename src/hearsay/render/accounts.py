"""The accounts of a conversation laid side by side: its points down, its tellers across, for every form of the dossier.

Beside the table: how the origins stand to each other, what one teller said on several occasions, and how the parties
respond to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Account, Dossier, Event, Place, Reason, Response
from hearsay.render.naming import Names, date, letters, ours

COLUMNS = 8  # accounts that a table has room for; the rest are named below it
POINTS = (
    "who raised it", "the answer", "the day", "how long it lasted", "how many took part", "whether it took place",
    "what was said",
)  # fmt: skip
WORDS = "what was said"
PASSAGES = 6  # paragraphs named at most beside what was said
_STATES = {
    "shown": "two origins, as far as these documents show",
    "same origin": "the same origin",
    "not established": "not established whether they are two origins",
}
_RESPONSES = {
    "confirmed": "confirms something in",  # as far as its words go, which stand beside it
    "denied": "denies something in",
    "not recognised": "does not recognise",
    "declined": "declines to speak of",
    "no comment": "has no comment on",
    "evaded": "evades",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one account says of a point: the source's `words` with the place they stand at, `ours` before them (a name,
    a date), and whether another account says otherwise. What was said has a place for each passage, `PASSAGES` at most.
    """

    ours: str
    words: str
    places: tuple[Place, ...]
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """One telling of a teller who told it more than once: the account, and its points in the order of the table."""

    title: str
    points: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One account: who tells (`name`), when and to whom, and the documents that carry it."""

    id: str
    name: str
    occasion: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """How two accounts stand to each other, in words, with the reasons. `told`: it is established."""

    said: str
    told: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The accounts of one event. `rows` are points with a tuple of cells for each column; `also` names the accounts
    beyond the columns; `over_time` are the tellings of tellers with several occasions; `responses` pairs of line and
    place, those of whom no response is found last."""

    event: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    also: tuple[str, ...]
    pairs: tuple[Pair, ...]
    over_time: tuple[Then, ...]
    responses: tuple[tuple[str, Place | None], ...]


def tables(dossier: Dossier, names: Names, rank: Mapping[str, int]) -> tuple[Table, ...]:
    """A table for each conversation of the stories shown that has two accounts, those led with first.

    `rank` is the place of a document in the list of witnesses.
    """
    by_event: dict[str, list[Account]] = defaultdict(list)
    for account in dossier.collation.accounts:
        if any(p.slot in POINTS for p in account.points):
            by_event[account.event].append(account)
    answers: dict[str, list[Response]] = defaultdict(list)
    for response in dossier.collation.responses:
        answers[response.event].append(response)
    differing = {
        (d.event, d.about, place)
        for d in dossier.collation.disagreements
        if d.kind != "omission"
        for p in d.positions
        for place in p.anchors
    }
    lead = {e: n for n, e in enumerate(dossier.lead)}
    met = [e for e in dossier.collation.events if e.kind == "conversation" and e.story in dossier.stories]
    return tuple(
        _table(event, sorted(by_event[event.id], key=lambda a: _rank(a, rank)), answers[event.id], differing, names)
        for event in sorted(met, key=lambda e: (lead.get(e.id, len(lead)), e.id))
        if len(by_event[event.id]) > 1
    )


def _rank(account: Account, rank: Mapping[str, int]) -> tuple[int, int, str, str]:
    """Records first, then those that tell more than what was said, by the first witness."""
    record = account.kind in ("recording", "transcript", "notes")
    bare = all(p.slot == WORDS for p in account.points)
    return (
        (0 if record else 2 if bare else 1),
        min(rank[d] for d in account.documents),
        account.occasion or "",
        account.id,
    )


def _table(
    event: Event,
    accounts: Sequence[Account],
    responses: Sequence[Response],
    differing: set[tuple[str, str, Place]],
    names: Names,
) -> Table:
    shown = accounts[:COLUMNS]
    columns = tuple(_column(a, names) for a in shown)
    titles = {a.id: title(a, names) for a in accounts}
    rows = tuple(
        (slot, cells)
        for slot in POINTS
        if any(cells := tuple(tuple(_cells(a, slot, event.id, differing, names)) for a in shown))
    )
    return Table(
        event=event.id,
        heading=names.event(event),
        columns=columns,
        rows=rows,
        also=tuple(titles[a.id] for a in accounts[COLUMNS:]),
        pairs=tuple(_pairs(shown, titles)),
        over_time=tuple(_over_time(accounts, event.id, differing, names)),
        responses=tuple(_responses(responses, titles, names)),
    )


def _column(account: Account, names: Names) -> Column:
    documents = tuple(sorted(account.documents, key=lambda d: letters(names.siglum(d))))
    return Column(id=account.id, name=teller(account, names), occasion=_occasion(account, names), documents=documents)


def teller(account: Account, names: Names) -> str:
    """Who tells: an entity's name, or what a document is."""
    if account.teller is not None and account.teller in names.documents:
        document = names.documents[account.teller]
        return f"{document.kind or 'document'}, {names.outlet(account.teller)}"
    known = account.teller is not None and account.teller in names.entities
    return names.entity(account.teller) if account.teller is not None and known else "teller not found"


def _occasion(account: Account, names: Names) -> str:
    """When and to whom it was told, the date written out; a record of the day is told of by its publication."""
    first, _, rest = (account.occasion or "").partition(", ")
    if first[:4].isdigit():
        if account.teller and account.teller in names.documents and names.record_of(account.teller):
            return ", ".join(part for part in (f"published {date(first)}", rest) if part)
        return ", ".join(part for part in (date(first), rest) if part)
    return account.occasion or ""


def title(account: Account, names: Names) -> str:
    """An account in a few words: ``"Idris Palk, 2009, to the Lindmoor Register (D)"``."""
    sigla = ", ".join(sorted((names.siglum(d) for d in account.documents), key=letters))
    return f"{', '.join(p for p in (teller(account, names), _occasion(account, names)) if p)} ({sigla})"


def _cells(
    account: Account, slot: str, event: str, differing: set[tuple[str, str, Place]], names: Names
) -> Iterator[Cell]:
    """What an account says of a point; a value that several of its documents carry stands once, at the first."""
    for point in account.points:
        if point.slot == slot:
            place = point.anchors[0]
            words = " ".join(names.words(place.document, (place.span,)).split())
            many = f" ({len(point.anchors)} passages)" if slot == WORDS and len(point.anchors) > 1 else ""
            yield Cell(
                ours=point.value + many if slot == WORDS else ours(slot, point.value, words),
                words=words,
                places=_passages(point.anchors, names) if slot == WORDS else (place,),
                differs=any((event, slot, p) in differing for p in point.anchors),
            )


def _pairs(accounts: Sequence[Account], titles: Mapping[str, str]) -> Iterator[Pair]:
    order = {a.id: n for n, a in enumerate(accounts)}
    for a in accounts:
        for i in sorted(a.independence, key=lambda i: order.get(i.of, 0)):
            if i.of in order and order[a.id] < order[i.of]:
                yield Pair(
                    said=f"{titles[a.id]} and {titles[i.of]}: {_STATES[i.state]}",
                    told=i.state != "not established",
                    reasons=i.reasons,
                )


def _over_time(
    accounts: Sequence[Account], event: str, differing: set[tuple[str, str, Place]], names: Names
) -> Iterator[Then]:
    """Each occasion of a teller who told it more than once, the points in the order of the table."""
    by_teller: dict[str, list[Account]] = defaultdict(list)
    for a in accounts:
        if a.teller is not None and a.teller in names.entities:
            by_teller[a.teller].append(a)
    for told in by_teller.values():
        if len(told) > 1:
            for a in sorted(told, key=lambda a: (_dated(a, names), a.id)):
                rows = ((slot, tuple(_cells(a, slot, event, differing, names))) for slot in POINTS if slot != WORDS)
                yield Then(title=title(a, names), points=tuple(row for row in rows if row[1]))


def _passages(anchors: Sequence[Place], names: Names) -> tuple[Place, ...]:
    """The first passages of several, one for each paragraph."""
    first: dict[str, Place] = {}
    for place in anchors:
        first.setdefault(names.place(place.document, place.span), place)
    return tuple(first.values())[:PASSAGES]


def _dated(account: Account, names: Names) -> str:
    """When it was told; without a date no later than the first that reports it."""
    first = (account.occasion or "").partition(",")[0]
    if first[:4].isdigit():
        return first
    return min((p for d in account.documents if (p := names.documents[d].published)), default="~")


def _responses(
    responses: Sequence[Response], titles: Mapping[str, str], names: Names
) -> Iterator[tuple[str, Place | None]]:
    for r in sorted(responses, key=lambda r: (r.kind == "none", names.entity(r.party), titles[r.to])):
        if r.kind == "none":
            yield f"{names.entity(r.party)}: no response in these documents", None
        else:
            yield f"{names.entity(r.party)} {_RESPONSES[r.kind]} the account of {titles[r.to]}", r.anchor
