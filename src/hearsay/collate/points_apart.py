"""Where two accounts of a conversation give different values for one of its points, or a record is silent on one.

Only what both tell outright is held apart; a figure that is worked out makes a difference, never a contradiction. Who
raised it and what was answered are compared where the words show that the same matter is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from hearsay.language.conversation_words import Answer
from hearsay.language.points_told import PointTold
from hearsay.model import Account, Disagreement, DisagreementKind, Place, Position, Reason, evidence_id

SAME_TOPIC = 1  # words in common that show two to tell of the same matter
_OUTRIGHT = "each tells it outright, and both cannot be so"
_WORKED_OUT = "one of the figures is worked out from what is told, or given loosely"


def points_apart(accounts: Sequence[Account], told: Sequence[PointTold]) -> tuple[Disagreement, ...]:
    """Disagreements between accounts of the same conversation, one for each slot, sorted by id.

    `told` are the points with the ids of their accounts.
    """
    of = {a.id: a for a in accounts}
    by_event: dict[str, list[Account]] = defaultdict(list)
    for a in accounts:
        by_event[a.event].append(a)
    by_slot: dict[tuple[str, str], list[PointTold]] = defaultdict(list)
    for p in told:
        if p.account in of and (p.told is not None or p.slot == "the day"):
            by_slot[of[p.account].event, p.slot].append(p)
    out = []
    for (event, slot), its in sorted(by_slot.items()):
        its = _on_the_matter(its, by_slot[event, "who raised it"])
        found = _apart(slot, its)
        if found is None and slot == "who raised it":
            found = _silent(its, by_event[event])
        if found is not None:
            kind, why, positions = found
            anchors = tuple(p.anchors[0] for p in positions if p.anchors)
            first = min(anchors, key=lambda p: (p.document, p.span))
            out.append(
                Disagreement(
                    id="g" + evidence_id(first.document, f"point {event} {slot}", first.span)[1:],
                    event=event,
                    about=slot,
                    kind=kind,
                    positions=positions,
                    reasons=(
                        Reason(of="point", why=f"these tell of {slot} in the same conversation", anchors=anchors),
                        Reason(of="kind", why=why, anchors=anchors),
                        *_together(slot, its, positions),
                    ),
                )
            )
    return tuple(sorted(out, key=lambda d: d.id))


def _on_the_matter(its: Sequence[PointTold], raised: Sequence[PointTold]) -> list[PointTold]:
    """The points; those that leave open what "it" is are of the one matter that was raised, if it was one."""
    topics = [p.told.topic for p in raised if p.told is not None and p.told.topic]
    if not topics or any(len(t & topics[0]) < SAME_TOPIC for t in topics):
        return list(its)
    matter = frozenset[str]().union(*topics)
    return [
        replace(p, told=replace(p.told, topic=matter)) if p.told and p.told.open and not p.told.topic else p
        for p in its
    ]


def _apart(slot: str, its: Sequence[PointTold]) -> tuple[DisagreementKind, str, tuple[Position, ...]] | None:
    held: dict[str, list[PointTold]] = defaultdict(list)
    for p in its:
        held[p.account].append(p)
    pairs = [
        (x, y, kind)
        for a, b in combinations(sorted(held), 2)
        for x in held[a]
        for y in held[b]
        if (kind := _kind(slot, x, y, held[a], held[b])) is not None
    ]
    if not pairs:
        return None
    contradicting = [pair for pair in pairs if pair[2] == "contradiction"]
    positions = tuple(_positions(slot, its, pairs))
    if contradicting:
        return "contradiction", _OUTRIGHT, positions
    return "difference", _WORKED_OUT, positions


def _positions(
    slot: str, its: Sequence[PointTold], pairs: Sequence[tuple[PointTold, PointTold, DisagreementKind]]
) -> Iterator[Position]:
    """What each account holds: those that stand apart, and those that tell the same as one of them."""
    apart = [p for x, y, _ in pairs for p in (x, y)]
    by_account: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for p in its:
        if p in apart or any(_agree(slot, p, q) for q in apart):
            by_account[p.account, p.value].append(p.place)
    for (account, value), places in sorted(by_account.items()):
        yield Position(account=account, value=value, anchors=tuple(sorted(places, key=lambda p: (p.document, p.span))))


def _together(slot: str, its: Sequence[PointTold], positions: Sequence[Position]) -> Iterator[Reason]:
    """Which of the positions give one figure in other words: "6 in all" and "6 are listed"."""
    figure = {(p.account, p.value): p.told for p in its if p.told is not None and p.told.low is not None}
    for a, b in combinations(positions, 2):
        x, y = figure.get((a.account or "", a.value)), figure.get((b.account or "", b.value))
        if slot == "how many took part" and x and y and a.value != b.value:
            if x.low == x.high == y.low == y.high:
                why = f"not apart: {a.value}, {b.value}: one figure, worded differently"
                yield Reason(of="kind", why=why, anchors=(*a.anchors, *b.anchors))


def _kind(
    slot: str, x: PointTold, y: PointTold, mine: Sequence[PointTold], theirs: Sequence[PointTold]
) -> DisagreementKind | None:
    """How two points of different accounts stand apart; ``None`` where they do not, or where it is in doubt."""
    if slot == "the day":
        return "contradiction" if x.value != y.value and len({p.value for p in (*mine, *theirs)}) == 2 else None
    if x.told is None or y.told is None:
        return None
    if slot == "who raised it":
        alone = (
            len({p.value for p in mine if _same_topic(p, y)})
            == 1
            == len({p.value for p in theirs if _same_topic(p, x)})
        )
        return "contradiction" if x.told.who != y.told.who and _same_topic(x, y) and alone else None
    if slot == "the answer":
        if x.told.who != y.told.who or not _same_topic(x, y) or _changed(mine, x) or _changed(theirs, y):
            return None
        senses: set[Answer | None] = {x.told.answer, y.told.answer}
        return "contradiction" if "yes" in senses and len(senses) == 2 else None
    if x.told.low is None or y.told.low is None:
        return None
    if _below(x, y) or _below(y, x):
        return "difference" if x.computed or y.computed else "contradiction"
    return None


def _agree(slot: str, p: PointTold, q: PointTold) -> bool:
    if p.value == q.value:
        return True
    if p.told is None or q.told is None:
        return False
    if slot in ("who raised it", "the answer"):
        return (p.told.who, p.told.answer) == (q.told.who, q.told.answer) and _same_topic(p, q)
    return p.told.low is not None and q.told.low is not None and not _below(p, q) and not _below(q, p)


def _below(x: PointTold, y: PointTold) -> bool:
    """Whether a figure is wholly below another."""
    return (
        x.told is not None
        and y.told is not None
        and x.told.high is not None
        and y.told.low is not None
        and (x.told.high < y.told.low or (x.told.high == y.told.low and (x.told.strict or y.told.strict)))
    )


def _same_topic(x: PointTold, y: PointTold) -> bool:
    return x.told is not None and y.told is not None and len(x.told.topic & y.told.topic) >= SAME_TOPIC


def _changed(its: Sequence[PointTold], x: PointTold) -> bool:
    """Whether an account tells of more than one answer of that person: first yes, then no."""
    return len({p.told.answer for p in its if p.told and x.told and p.told.who == x.told.who}) > 1


def _silent(
    its: Sequence[PointTold], accounts: Sequence[Account]
) -> tuple[DisagreementKind, str, tuple[Position, ...]] | None:
    """A record of the conversation that names nobody, where others tell who raised it."""
    telling = {p.account for p in its}
    records = [a for a in accounts if a.kind in ("notes", "transcript", "recording") and a.id not in telling]
    if not records:
        return None
    positions = [
        Position(account=p.account, value=p.value, anchors=(p.place,))
        for p in sorted(its, key=lambda p: (p.account, p.place.document, p.place.span))
    ]
    positions += [Position(account=a.id, value="names nobody, as far as it is in hand", anchors=()) for a in records]
    return "omission", "a record of the conversation, as far as it is in hand, does not tell it", tuple(positions)
