"""What a TEI edition says of a document: in its header, in the source note, in attributes of the division."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from hearsay.model import Remark
from hearsay.readers.dates import iso
from hearsay.readers.tei_text import Running, local

_PERSON = r"(?:[A-Z]\.[ -]?)*(?:(?:de|van|von|da|del) )?[A-Z][\w’'-]+(?: (?:[A-Z]\.[ -]?)*[A-Z][\w’'-]+)*"
# In lower case it is said of something else: "under a covering memorandum, drafted by …".
_DRAFTED = re.compile(
    rf"\b(?:Drafted|Prepared|Recorded|Taken down) (?:on [^.;]{{1,40}}? )?by (?P<who>{_PERSON}(?:(?:, | "
    rf"and ){_PERSON})*)"
)
_CLASSIFIED = re.compile(
    r"(?<![\w/])(?P<class>Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified|"
    r"Restricted|"
    r"No classification marking)(?P<more>(?:; [A-Z][\w/ -]{1,30})*)(?=[.;]|$)"
)
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def said_of(tree: Any, found: Running) -> tuple[dict[str, str | None], tuple[Remark, ...]]:
    """The fields of a document by the keys of `metadata.KEYS`, and remarks on them.

    ``published`` is the date of the paper itself, from which its "yesterday" counts; that of the edition is told in a
    remark. ``byline`` is who signed or drafted it.
    """
    header = next((element for element in tree.iter() if local(element) == "teiheader"), None)
    remarks: list[Remark] = []
    title = found.heading or _first(header, "titlestmt", "title")
    if not found.heading and title:
        remarks.append(Remark(of="title", why="the edition's title; the document has no heading"))
    paper, origin = _paper_date(tree, header, found)
    edition = _edition_date(header)
    if paper:
        after = f"; the edition is of {edition}" if edition else ""
        remarks.append(Remark(of="published", why=f"the date of the paper, {origin}{after}"))
    elif edition:
        remarks.append(Remark(of="published", why="the date of the edition; the paper's own is not given"))
    source = " ".join(found.source_notes)
    drafter = _DRAFTED.search(source)
    who = drafter["who"] if drafter and len(drafter["who"]) <= 80 else None
    byline = (
        who
        or (found.signed if found.signed and len(found.signed) <= 80 else None)
        or _first(header, "titlestmt", "author")
    )
    if who:
        remarks.append(Remark(of="byline", why="who drafted it, by the source note"))
    elif byline:
        remarks.append(
            Remark(of="byline", why="who signed it" if byline == found.signed else "the author in the header")
        )
    classified = _CLASSIFIED.search(source)
    if classified:
        marked = classified["class"] + classified["more"]
        remarks.append(Remark(of="classification", why=f"once marked “{marked}”, by the source note; published since"))
    if found.participants:
        remarks.append(Remark(of="participants", why="listed on the paper: " + "; ".join(found.participants)))
    if found.dateline:
        place = f" (place: {', '.join(found.places)})" if found.places else ""
        remarks.append(Remark(of="place and date", why=f"its date line reads “{found.dateline}”{place}"))
    if found.pages and found.labels:
        first, last = found.labels[0], found.labels[-1]
        span = f"page {first}" if len(found.labels) == 1 else f"pages {first} to {last}"
        remarks.append(Remark(of="pages", why=f"{span} of the edition ({len(found.pages)} here, counted from 1)"))
    values = {
        "title": title,
        "byline": byline,
        "publisher": _first(header, "publicationstmt", "publisher"),
        "published": paper or edition,
        "rights": _first(header, "publicationstmt", "availability"),
        "language": _language(tree, header),
        "uri": next((value for value in _identifiers(header) if value.startswith(("http://", "https://"))), None),
    }
    return values, tuple(remarks)


def _paper_date(tree: Any, header: Any, found: Running) -> tuple[str | None, str]:
    for value in found.dates:
        if date := _day(value):
            return date, "from its date line"
    for element in tree.iter():
        for key, value in element.attrib.items() if local(element).startswith("div") else ():
            if key.rpartition("}")[2].lower() in ("doc-datetime-min", "doc-date") and (date := _day(value)):
                return date, "from the edition's mark-up"
    for element in header.iter() if header is not None else ():
        if local(element) == "creation":
            for inner in element.iter():
                if local(inner) == "date" and (date := _day(inner.get("when") or "") or iso(_words(inner))):
                    return date, "from the header"
    if found.dateline and (date := _written(found.dateline)):
        return date, "from its date line"
    return None, ""


def _edition_date(header: Any) -> str | None:
    for element in header.iter() if header is not None else ():
        if local(element) == "publicationstmt":
            for inner in element.iter():
                if local(inner) == "date" and (date := _day(inner.get("when") or "") or iso(_words(inner))):
                    return date
    return None


def _day(value: str) -> str | None:
    match = _DATE.match(value)
    return iso(match[0]) if match else None


def _written(line: str) -> str | None:
    """The date in a date line such as "Osk, May 3, 2031, 10 a.m."."""
    match = re.search(r"[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}", line)
    return iso(match[0]) if match else None


def _first(header: Any, part: str, name: str) -> str | None:
    for element in header.iter() if header is not None else ():
        if local(element) == part:
            for inner in element.iter():
                if local(inner) == name and (words := _words(inner)):
                    return words
    return None


def _identifiers(header: Any) -> Iterator[str]:
    for element in header.iter() if header is not None else ():
        if local(element) in ("idno", "ptr", "ref"):
            yield (element.get("target") or _words(element)).strip()


def _language(tree: Any, header: Any) -> str | None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for element in tree.iter():
        if re.fullmatch(r"text|body|div\d?", local(element)) and element.get(lang):
            return str(element.get(lang))
    for element in header.iter() if header is not None else ():
        if local(element) == "language" and element.get("ident"):
            return str(element.get("ident"))
    return None


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
