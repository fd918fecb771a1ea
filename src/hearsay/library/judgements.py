"""Judgements: keeping people's decisions, in the order in which they were made, and never changing one.

A judgement is attached to evidence: an attribution, the entities of two documents, places. So it holds when findings
are made anew. Undoing one is another judgement. Only forgetting a document changes what is kept: the quoted words go,
and that there was a judgement stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from hearsay.errors import DamagedRecordError, ForeignError, JudgementError
from hearsay.library import codec, schema
from hearsay.library.lexemes import lexemes
from hearsay.library.records import Decision, JudgedOf, Judgement
from hearsay.library.store import Store
from hearsay.library.waiting import unfold
from hearsay.model import Beside, Document, Fidelity, Place

FORMAT = "1"  # of the JSON in which judgements are exported
_EVIDENCE = re.compile("[a-z][0-9a-f]{15}")
_RUN = 5  # words in a row that a remark and a forgotten text share, so that the remark quotes it


def made(
    *,
    of: JudgedOf,
    decision: Decision,
    evidence: Sequence[str],
    places: Sequence[Place],
    who: str,
    why: str,
    at: str,
    value: str | None = None,
    quoted: str | None = None,
    undoes: str | None = None,
) -> Judgement:
    """A judgement with its id, a hash of what it says, of whom and of when.

    Raises `JudgementError` where it lacks a name, a reason, or what a correction is to put there.
    """
    if not who.strip() or not why.strip():
        raise JudgementError("a judgement needs who made it and why (--who, --why)")
    if decision == "correct" and not (value or "").strip():
        raise JudgementError("a correction needs what it puts there (--to)")
    if decision == "correct" and of in ("attribution", "disagreement", "check", "join"):
        raise JudgementError(f"there is nothing to put in place of a {of}: confirm or reject it")
    labels = (*get_args(Fidelity), *get_args(Beside))
    if decision == "correct" and of == "fidelity" and value not in labels:
        raise JudgementError(f"“{value}” is no fidelity; there are {', '.join(labels)}")
    if not 1 <= len(evidence) <= 2:
        raise JudgementError("a judgement is of one piece of evidence, or of a pair")
    said = "\n".join((of, decision, *sorted(evidence), value or "", who, why, at, undoes or ""))
    return Judgement(
        id="j" + sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:15],
        of=of,
        decision=decision,
        evidence=tuple(sorted(evidence)) if of == "join" else tuple(evidence),
        places=tuple(places),
        who=who,
        why=why,
        at=at,
        value=value,
        quoted=quoted,
        undoes=undoes,
    )


def keep(store: Store, judgements: Iterable[Judgement]) -> int:
    """Write judgements down after those that are there; gives how many of them are new."""
    new = 0
    with store.writing() as connection:
        for judgement in judgements:
            new += _keep(connection, judgement)
    return new


def all_of(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements in the order in which they were written down, undone ones and undoings included."""
    table = schema.judgements
    return tuple(
        codec.unpack(Judgement, packed)
        for packed in connection.scalars(sa.select(table.c.packed).order_by(table.c.number))
    )


def undone(store: Store, judgement: str, *, who: str, why: str, at: str) -> Judgement:
    """Undo a judgement by another one. Raises `JudgementError` where there is no such one, or it is undone already."""
    with store.writing() as connection:
        known = {j.id: j for j in all_of(connection)}
        old = known.get(judgement)
        if old is None or old.decision == "undo":
            raise JudgementError(f"there is no judgement {judgement} to undo; `hearsay judge --list` lists them")
        if any(j.undoes == judgement for j in known.values()):
            raise JudgementError(f"{judgement} has been undone already")
        new = made(
            of=old.of,
            decision="undo",
            evidence=old.evidence,
            places=old.places,
            who=who,
            why=why,
            at=at,
            undoes=judgement,
        )
        _keep(connection, new)
    return new


def exported(judgements: Sequence[Judgement]) -> str:
    """Judgements as JSON, one a line inside a list, to be imported elsewhere."""
    head = {"hearsay-judgements": FORMAT, "judgements": [codec.as_json(j) for j in judgements]}
    return codec.dumped(head).replace(b'{"id":', b'\n{"id":').decode("utf-8", "replace") + "\n"


def imported(store: Store, data: Any) -> int:
    """Write down judgements that `exported` gave; gives how many were new here. Quoted words are kept only where the
    library has the document and they stand at their place: what was forgotten does not come back with a judgement.

    Raises `ForeignError` where `data` is none.
    """
    if not isinstance(data, dict) or data.get("hearsay-judgements") != FORMAT:
        raise ForeignError("these are no judgements of a form that this release knows")
    try:
        given = [codec.from_json(Judgement, one) for one in data["judgements"]]
    except (DamagedRecordError, KeyError, TypeError) as error:
        raise ForeignError(f"the judgements cannot be read: {error}") from error
    new = 0
    with store.writing() as connection:
        for judgement in given:
            again = made(**{k: getattr(judgement, k) for k in _SAID})
            if not all(_EVIDENCE.fullmatch(x) for x in (again.undoes or again.id, *again.evidence)):
                raise ForeignError(f"the judgement {judgement.id} is of no evidence")
            if again.id != judgement.id:
                raise ForeignError(f"the judgement {judgement.id} is not what it was when it was exported")
            new += _keep(connection, replace(again, quoted=quoted(connection, again.places)))
    return new


def quoted(connection: Connection, places: Sequence[Place]) -> str | None:
    """The words at places, where the library has their documents."""
    d = schema.documents
    out = []
    for place in places:
        packed = connection.scalar(sa.select(d.c.packed).where(d.c.id == place.document))
        if packed is not None:
            out.append(place.span.of(codec.unpack(Document, packed).text))
    return " … ".join(out) or None


def blanked(connection: Connection, forgotten: Sequence[Document]) -> None:
    """Take the words of forgotten documents out of what judgements quote, and out of remarks that quote them."""
    ids = {d.id for d in forgotten}
    runs = {run for d in forgotten for run in _runs(f"{d.title or ''}\n{d.text}")}
    table = schema.judgements
    for number, packed in connection.execute(sa.select(table.c.number, table.c.packed)).all():
        old = codec.unpack(Judgement, packed)
        new = old
        if any(p.document in ids for p in old.places):
            new = replace(new, quoted=None, forgotten=True)
        elif old.quoted and not runs.isdisjoint(_runs(old.quoted)):
            new = replace(new, quoted=None, forgotten=True)
        if not runs.isdisjoint(_runs(old.why)):
            new = replace(new, why="(removed with the document)", forgotten=True)
        if old.value and not runs.isdisjoint(_runs(old.value)):
            new = replace(new, value="(removed with the document)", forgotten=True)
        if new != old:
            connection.execute(sa.update(table).where(table.c.number == number).values(packed=codec.pack(new)))


_SAID = ("of", "decision", "evidence", "places", "who", "why", "at", "value", "undoes")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = lexemes(text)
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


def _keep(connection: Connection, judgement: Judgement) -> bool:
    table = schema.judgements
    if connection.scalar(sa.select(table.c.number).where(table.c.id == judgement.id)) is not None:
        return False
    connection.execute(
        sa.insert(table).values(
            id=judgement.id,
            first=judgement.evidence[0],
            second=judgement.evidence[1] if len(judgement.evidence) > 1 else None,
            undoes=judgement.undoes,
            packed=codec.pack(judgement),
        )
    )
    if judgement.of == "join":
        _unfold(connection, {place.document for place in judgement.places})
    return True


def _unfold(connection: Connection, documents: Collection[str]) -> None:
    """Let the stories of documents be found anew: who is one is decided there."""
    d, p = schema.documents, schema.placed
    told = sa.select(p.c.story).join(d, d.c.number == p.c.document).where(d.c.id.in_(documents)).distinct()
    for story in sorted(connection.scalars(told)):
        unfold(connection, story)
