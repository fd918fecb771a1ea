"""Accounts: one origin's telling of an event, with its points, copies folded in; and how origins stand to each other.

Every place that tells a point of an event has one teller (`language/tellers`); places of one teller on one occasion
are one account. An account without a point is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from hearsay.language.grouping import Groups
from hearsay.language.passages import same_date
from hearsay.language.points_told import Conversations, PointTold
from hearsay.language.tellers import Teller, Tellers, same_names
from hearsay.model import (
    Account,
    Annotations,
    Attribution,
    Copy,
    Disagreement,
    Document,
    Entity,
    Event,
    Independence,
    Independent,
    Kind,
    Place,
    Point,
    Reason,
    Story,
    Utterance,
    evidence_id,
)

WORDS = "what was said"  # the slot of words said at a conversation; its value names who said them
MOST = 40  # accounts of one event whose independence is decided pair by pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """The accounts; each point as it is told, with its account; and disagreements with the accounts of their
    positions."""

    accounts: tuple[Account, ...]
    told: tuple[PointTold, ...]
    disagreements: tuple[Disagreement, ...]


def accounts(
    stories: Sequence[Story],
    annotations: Mapping[str, Annotations],
    attributions: Sequence[Attribution],
    entities: Sequence[Entity],
    events: Sequence[Event],
    said: Sequence[Utterance],
    copies: Sequence[Copy],
    apart: Sequence[Disagreement],
) -> Accounts:
    """The accounts of all events, sorted by id. `annotations` by document; the positions of `apart` are points too."""
    documents = {d: a.document for d, a in annotations.items()}
    tellers = Tellers(documents, attributions, copies, {e.id: e.name for e in entities})
    names = {e.id: e.name for e in entities}
    at_event: dict[str, set[str]] = defaultdict(set)
    carried: dict[str, set[str]] = defaultdict(set)
    for u in said:
        if u.event is not None:
            at_event[u.event].update(a for r in u.renditions for a in r.attributions)
            carried[u.event].update(r.document for r in u.renditions)
    conversations = Conversations(
        stories, annotations, attributions, entities, events, {e: frozenset(d) for e, d in carried.items()}
    )
    by_id = {a.id: a for a in attributions}
    differing: dict[str, list[Disagreement]] = defaultdict(list)
    for d in apart:
        differing[d.event].append(d)
    out: list[Account] = []
    told: list[PointTold] = []
    for event in events:
        met = event.kind == "conversation"
        found = [
            *(conversations.points(event) if met else ()),
            *(_words(by_id[a], names) for a in sorted(at_event[event.id]) if met and by_id[a].speaker),
            *(
                PointTold(slot=d.about, value=p.value, place=anchor)
                for d in differing[event.id]
                for p in d.positions
                for anchor in p.anchors
            ),
        ]
        own = frozenset(at_event[event.id]) if met else frozenset[str]()
        folded = list(_fold(event, [(p, tellers.of(p.place, own)) for p in found], documents))
        between = _independent(event, [(account, teller) for account, teller, _ in folded], annotations)
        for account, _, its in folded:
            out.append(replace(account, independence=between[account.id]))
            told += (replace(p, account=account.id) for p in its)
    placed = {(p.slot, p.place): p.account for p in told}
    return Accounts(
        accounts=tuple(sorted(out, key=lambda a: a.id)),
        told=tuple(told),
        disagreements=tuple(_with_accounts(d, placed) for d in apart),
    )


def _words(a: Attribution, names: Mapping[str, str]) -> PointTold:
    """Words said at the conversation, as a point of whoever passes them on."""
    said = " and ".join(names[s] for s in a.speaker)
    return PointTold(slot=WORDS, value=said, place=Place(document=a.document, span=a.content[0]))


def _with_accounts(d: Disagreement, placed: Mapping[tuple[str, Place], str]) -> Disagreement:
    held = [{placed.get((d.about, anchor)) for anchor in p.anchors} for p in d.positions]
    return replace(
        d,
        positions=tuple(
            replace(p, account=one.pop() if len(one) == 1 else None) for p, one in zip(d.positions, held, strict=True)
        ),
    )


# ---- fold ------------------------------------------------------------------------------------------------------------


def _fold(
    event: Event, told: Sequence[tuple[PointTold, Teller]], documents: Mapping[str, Document]
) -> Iterator[tuple[Account, Teller, list[PointTold]]]:
    """The points of one event by teller and occasion: the account, its plainest teller, its points in order."""
    by_teller: dict[Teller, list[PointTold]] = defaultdict(list)
    for p, t in told:
        by_teller[t].append(p)
    order = {f"{n:06}": t for n, t in enumerate(sorted(by_teller, key=_order))}
    groups = Groups(order)
    for i, j in combinations(order, 2):
        if _one(order[i], order[j]):
            groups.join(i, j)
    for members in groups.all():
        tellers = [order[i] for i in members]
        its = {(p.slot, p.place): p for t in tellers for p in by_teller[t]}
        held = sorted(its.values(), key=lambda p: (p.slot, p.place.document, p.place.span))
        teller = max(tellers, key=lambda t: (t.date is not None, len(t.date or ""), len(t.heard), _order(t)))
        yield _account(event, teller, tellers, held, documents), teller, held


def _order(t: Teller) -> tuple[str, ...]:
    return (t.voice, t.who, t.document, t.date or "", t.venue or "", *sorted(t.heard))


def _one(a: Teller, b: Teller) -> bool:
    """Whether two tellings are of one teller on one occasion."""
    if a.voice != b.voice:
        return False
    if a.voice == "document":
        return a.who == b.who
    if a.voice == "record":  # one paper in hand; else the papers that one document rests on, or one giver's
        return a.who == b.who or (a.document == b.document) or same_names(a.heard, b.heard)
    if a.who != b.who:
        return False
    dates = same_date(a.date, b.date)
    if a.date and b.date and not dates:
        return False
    if a.heard and b.heard and not same_names(a.heard, b.heard):
        return False
    same = a.document == b.document and (a.date, bool(a.heard)) == (b.date, bool(b.heard))
    return same or same_names(a.heard, b.heard) or (dates and len(a.date or "") == len(b.date or "") == 10)


def _account(
    event: Event, teller: Teller, tellers: Sequence[Teller], its: Sequence[PointTold], documents: Mapping[str, Document]
) -> Account:
    by_value: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for p in its:
        by_value[p.slot, p.value].append(p.place)
    carried = {p.place.document for p in its} | {t.document for t in tellers}
    first = min((p.place for p in its), key=lambda p: (p.document, p.span))
    return Account(
        id="k" + evidence_id(first.document, f"account {event.id} {min(map(_order, tellers))}", first.span)[1:],
        event=event.id,
        teller=teller.who,
        occasion=_occasion(teller),
        kind=_kind(event, teller, documents),
        documents=tuple(sorted(carried, key=lambda d: (documents[d].source_id, d))),
        points=tuple(
            Point(slot=slot, value=value, anchors=tuple(sorted(places, key=lambda p: (p.document, p.span))))
            for (slot, value), places in sorted(by_value.items())
        ),
    )


def _occasion(t: Teller) -> str | None:
    """When and to whom it was told, as far as that is told: "2009, to dunmarch review, interview"."""
    parts = (
        [t.date or "", *(f"to {h}" for h in sorted(t.heard)), t.venue or ""] if t.voice == "person" else [t.date or ""]
    )
    return ", ".join(p for p in parts if p) or None


def _kind(event: Event, t: Teller, documents: Mapping[str, Document]) -> Kind:
    if t.voice == "record":
        return (documents[t.who].kind if t.who in documents else None) or "notes"
    if t.voice == "document":
        return documents[t.document].kind or "other"
    return "recollection" if t.who in event.participants else "comment"


# ---- independence ----------------------------------------------------------------------------------------------------


def _independent(
    event: Event, held: Sequence[tuple[Account, Teller]], annotations: Mapping[str, Annotations]
) -> dict[str, tuple[Independent, ...]]:
    """How each account's origin stands to each other's of the same event."""
    out: dict[str, list[Independent]] = {account.id: [] for account, _ in held}
    for (a, s), (b, t) in combinations(held[:MOST], 2):
        state, why = _state(event, a, s, b, t)
        anchors = tuple(x.points[0].anchors[0] for x in (a, b))
        reason = Reason(of="independence", why=why, anchors=anchors)
        out[a.id].append(Independent(of=b.id, state=state, reasons=(reason,)))
        out[b.id].append(Independent(of=a.id, state=state, reasons=(reason,)))
    return {i: tuple(sorted(found, key=lambda x: x.of)) for i, found in out.items()}


def _state(event: Event, a: Account, s: Teller, b: Account, t: Teller) -> tuple[Independence, str]:
    if s.who == t.who:
        return "same origin", "one teller on two occasions: agreeing with oneself adds no origin"
    shared = set(a.documents) & set(b.documents)
    present = [x for x in (s, t) if (x.voice == "person" and x.who in event.participants) or x.voice == "record"]
    if len(present) == 2 and s.voice == t.voice == "record":
        return "not established", "two records: whether one was written from the other is not told"
    if len(present) == 2:
        both = "each tells of it from having been there, or by the record that was kept"
        if not shared:
            return "shown", f"{both}, and no document in hand carries the two"
        return "shown", f"{both}; that one document carries the two does not make them one origin"
    if shared:
        return "not established", "a document carries the two tellings, and where its own words come from is not told"
    return "not established", "where the one or the other has it from is not told"
