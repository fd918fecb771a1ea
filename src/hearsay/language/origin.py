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


class Agency(NamedTuple):
    """A news agency that a text is credited to: its full name, and where the text names it, if it does."""

    name: str
    span: Span | None


# How agencies are printed, and the label of the address by which each puts out its own copy.
_AGENCIES = (
    ("Associated Press", r"(?:the )?associated press|ap", ("apnews", "ap", "hosted.ap")),
    ("Reuters", r"(?:thomson )?reuters", ("reuters",)),
    ("Agence France-Presse", r"agence france[- ]presse|afp", ("afp",)),
    ("United Press International", r"united press international|upi", ("upi",)),
    ("Press Association", r"(?:the )?press association|pa(?: media)?", ("pressassociation", "pa")),
    ("Xinhua", r"xinhua(?: news agency)?", ("xinhuanet", "news.xinhuanet", "xinhua")),
    ("TASS", r"(?:itar-)?tass", ("tass",)),
    ("Interfax", r"interfax", ("interfax",)),
    ("Yonhap", r"yonhap(?: news agency)?", ("yonhapnews", "yna", "en.yna")),
    ("Kyodo", r"kyodo(?: news)?", ("kyodonews", "english.kyodonews")),
    ("Canadian Press", r"(?:the )?canadian press", ("thecanadianpress",)),
    ("Australian Associated Press", r"(?:australian associated press|aap)", ("aap",)),
    ("Press Trust of India", r"(?:press trust of india|pti)", ("ptinews",)),
)
_ALONE = re.compile(r"^[\s(]*(?:by )?(?P<who>[A-Za-z][\w .-]*?)(?: (?:staff|news agency|newswire))?[\s).]*$", re.I)
_RIGHTS = re.compile(r"copyright (?:©|\(c\))?\s*\d{4},?\s+(?P<who>[A-Za-z][\w .-]*?)(?:\.|,| all rights|$)", re.I)


def agency(document: Document) -> Agency | None:
    """The agency whose copy a document is by its byline or its credit, each naming nobody else; ``None`` for an
    agency's own page, and where a reporter of the outlet had a hand in it.

    Names and addresses of the agencies are as they print them themselves.
    """
    for said in (document.byline, document.credit):
        found = (_ALONE.match(said or ""), _RIGHTS.search(said or ""))
        name = next((n for m in found if m is not None and (n := _agency(m["who"]))), None)
        if name is not None and said is not None and not is_agency(document, name):
            at = document.text.find(said)
            return Agency(name, Span(at, at + len(said)) if at >= 0 else None)
    return None


def is_agency(document: Document, name: str) -> bool:
    """Whether a document is put out by the agency itself."""
    host = re.sub(r"^(?:https?://)?(?:www\.)?", "", (document.uri or document.publisher or "").casefold()).split("/")[0]
    labels = next((labels for n, _, labels in _AGENCIES if n == name), ())
    outlet = _agency(document.publisher or "")
    return outlet == name or host.rpartition(".")[0] in labels or host in labels


def _agency(printed: str) -> str | None:
    plain = printed.strip().casefold()
    return next((name for name, pattern, _ in _AGENCIES if re.fullmatch(pattern, plain)), None)


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
