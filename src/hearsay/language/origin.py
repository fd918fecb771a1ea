"""The outlet that a republished page names as the one it has its text from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from hearsay.model import Document, Entity
from hearsay.readers import notices
from hearsay.text import Span

_REPUBLISHED = re.compile(
    r"courtesy|copyright|originally|first (?:appeared|published|ran)|republished|reprinted|reproduced|syndicat", re.I
)


class Origin(NamedTuple):
    """The entity, its name, and the credit line that names it."""

    entity: str
    name: str
    span: Span


def credit_line(document: Document) -> Span | None:
    """Where the credit line of `document` stands in its text; ``None`` where it has none there."""
    at = document.text.find(document.credit) if document.credit else -1
    return Span(at, at + len(document.credit or "")) if at >= 0 else None


def owner(document: Document) -> Span | None:
    """The name or address in the credit line that says whose the text is."""
    line = credit_line(document)
    if line is None:
        return None
    credit = notices.find(line.of(document.text), (Span(0, line.end - line.start),)).credit
    return Span(line.start + credit.owner.start, line.start + credit.owner.end) if credit else None


def republished_from(document: Document, entities: Sequence[Entity]) -> Origin | None:
    """The organisation that the credit line of `document` names as owner, if the line says that the text is
    republished; `entities` are the document's own."""
    if document.credit is None or not _REPUBLISHED.search(document.credit):
        return None
    line = credit_line(document)
    if line is None:
        return None
    inside = [
        (m.span, e)
        for e in entities
        for m in e.mentions
        if m.form == "name" and e.kind == "organisation" and line.covers(m.span)
    ]
    own = (document.publisher or "").casefold()
    inside = [(s, e) for s, e in inside if e.name.casefold() != own]
    if not inside:
        return None
    _, entity = min(inside, key=lambda x: x[0])
    return Origin(entity.id, entity.name, line)
