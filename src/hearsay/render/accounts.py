"""The accounts of a conversation laid side by side: its points down, its tellers across, for every form of the dossier.

Beside the table: how the origins stand to each other, what one teller said on several occasions, and how the parties
respond to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearsay.model import Account, Dossier, Event, Place, Reason, Response
from hearsay.render.naming import Names, date

COLUMNS = 8  # accounts that a table has room for; the rest are named below it
POINTS = (
    "who raised it", "the answer", "the day", "how long it lasted", "how many took part", "whether it took place",
    "what was said",
)  # fmt: skip
WORDS = "what was said"
_OURS = frozenset(("who raised it", "the day"))  # points whose value is a name or a date in our form, with words beside
_MARKS = "\"'“”‘’"  # a source's own, where ours are set around its words
_STATES = {
    "shown": "two origins, as far as these documents show",
    "same origin": "the same origin",
    "not established": "not established whether they are two origins",
}
_RESPONSES = {
    "confirmed": "confirms",
    "denied": "denies",
    "not recognised": "does not recognise",
    "declined": "declines to speak of",
    "no comment": "has no comment on",
    "evaded": "evades",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one account says of a point: the source's `words` with the place they stand at, `ours` before them (a name,
    a date), and whether another account says otherwise."""

    ours: str
    words: str
    place: Place
    differs: bool


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
    beyond the columns; `over_time` are lines on tellers with several occasions; `responses` pairs of line and place,
    those of whom no response is found last."""

    event: str
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[tuple[Cell, ...], ...]], ...]
    also: tuple[str, ...]
    pairs: tuple[Pair, ...]
    over_time: tuple[str, ...]
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
        over_time=tuple(_over_time(accounts, names)),
        responses=tuple(_responses(responses, titles, names)),
    )


def _column(account: Account, names: Names) -> Column:
    documents = tuple(sorted(account.documents, key=lambda d: _letters(names.siglum(d))))
    return Column(id=account.id, name=teller(account, names), occasion=_occasion(account), documents=documents)


def teller(account: Account, names: Names) -> str:
    """Who tells: an entity's name, or what a document is."""
    if account.teller is not None and account.teller in names.documents:
        document = names.documents[account.teller]
        return f"{document.kind or 'document'}, {names.outlet(account.teller)}"
    known = account.teller is not None and account.teller in names.entities
    return names.entity(account.teller) if account.teller is not None and known else "teller not found"


def _occasion(account: Account) -> str:
    """When and to whom it was told, the date written out."""
    first, _, rest = (account.occasion or "").partition(", ")
    if first[:4].isdigit():
        return ", ".join(part for part in (date(first), rest) if part)
    return account.occasion or ""


def title(account: Account, names: Names) -> str:
    """An account in a few words: ``"Idris Palk, 2009, to the Lindmoor Register (D)"``."""
    sigla = ", ".join(sorted((names.siglum(d) for d in account.documents), key=_letters))
    return f"{', '.join(p for p in (teller(account, names), _occasion(account)) if p)} ({sigla})"


def _letters(siglum: str) -> tuple[int, str]:
    """Sigla in the order of the list of witnesses: A, B, B′, … AA."""
    return len(siglum.rstrip("′")), siglum


def _cells(
    account: Account, slot: str, event: str, differing: set[tuple[str, str, Place]], names: Names
) -> Iterator[Cell]:
    """What an account says of a point; a value that several of its documents carry stands once."""
    for point in account.points:
        if point.slot == slot:
            place = point.anchors[0]
            words = " ".join(names.words(place.document, (place.span,)).split())
            many = f" ({len(point.anchors)} passages)" if slot == WORDS and len(point.anchors) > 1 else ""
            shown = date(point.value) if slot == "the day" else point.value
            yield Cell(
                ours=shown + many if slot in _OURS or slot == WORDS else "",
                words=words,
                place=place,
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


def _over_time(accounts: Sequence[Account], names: Names) -> Iterator[str]:
    """One line for each occasion of a teller who told it more than once, the points in the order of the table."""
    by_teller: dict[str, list[Account]] = defaultdict(list)
    for a in accounts:
        if a.teller is not None and a.teller in names.entities:
            by_teller[a.teller].append(a)
    for told in by_teller.values():
        if len(told) > 1:
            for a in sorted(told, key=lambda a: (_dated(a, names), a.id)):
                said = "; ".join(
                    f"{slot}: {' / '.join(dict.fromkeys(_value(p.value, slot) for p in a.points if p.slot == slot))}"
                    for slot in POINTS
                    if slot != WORDS and any(p.slot == slot for p in a.points)
                )
                yield f"{title(a, names)}: {said or 'nothing of these points'}"


def _value(value: str, slot: str) -> str:
    return date(value) if slot == "the day" else value if slot == "who raised it" else f"“{value.strip(_MARKS)}”"


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
