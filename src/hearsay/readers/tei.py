"""TEI, as editions of archival papers use it: each ``div`` of type "document" is a document of its own.

The running text keeps to the paper: what the editors added (footnotes, the source note) follows it as notices. Entities
are not expanded and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hearsay.model import Document, Problem
from hearsay.readers.capture import Capture, Input, read_whole
from hearsay.readers.compose import compose
from hearsay.readers.metadata import beside
from hearsay.readers.tei_header import said_of
from hearsay.readers.tei_text import local, running
from hearsay.readers.xml import NotXmlError, parse

extensions = (".tei", ".tei.gz", ".tei.xml", ".tei.xml.gz")

MEDIA_TYPE = "application/tei+xml"
MAX_DOCUMENTS = 20_000  # of one edition


def captures(given: Input) -> Iterator[Capture | Problem]:
    """A capture for each document of an edition, with the edition's header and the page that it begins on; its record
    is the ``xml:id`` of its division. An edition that is not divided into documents is one capture."""
    data = read_whole(given)
    if isinstance(data, Problem):
        yield data
        return
    values, problems = beside(given)
    yield from problems
    try:
        tree, doubts = parse(data)
    except NotXmlError as error:
        yield Problem(path=given.path, record=None, what=error.what, why=error.why)
        return
    for what, why in doubts:
        yield Problem(path=given.path, record=None, what=what, why=why)
    whole = Capture(
        path=given.path, source_id=given.path, data=data, media_type=MEDIA_TYPE, beside=values, read_to=given.size
    )
    texts = [tree] if local(tree) != "teicorpus" else [part for part in tree if local(part) in ("tei", "tei.2")]
    parts = [(text, division) for text in texts for division in _divisions(text)]
    breaks = _breaks_before(tree, [division for _, division in parts])
    if not parts:
        yield whole
        return
    taken: set[str] = set()
    for number, (text, division) in enumerate(parts[:MAX_DOCUMENTS], start=1):
        name = _identifier(division) or _identifier(text) or str(number)
        record = name if name not in taken else f"{name}~{number}"
        taken.add(record)
        yield replace(
            whole,
            source_id=f"{given.path}#{record}",
            record=record,
            data=_apart(text, division, breaks[number - 1]),
            read_to=given.size,
        )
    if len(parts) > MAX_DOCUMENTS:
        yield Problem(
            path=given.path,
            record=None,
            what=f"{len(parts) - MAX_DOCUMENTS} documents not read",
            why=f"one edition may have {MAX_DOCUMENTS}; split the file",
        )


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a capture: heading, date line, participants and paragraphs, one a line; then the source note and
    the footnotes as notices. Page breaks give its pages, gaps its coverage."""
    try:
        tree, _ = parse(capture.data)
    except NotXmlError as error:
        yield Problem(path=capture.path, record=capture.record, what=error.what, why=error.why)
        return
    found = running(tree)
    if not found.text.strip():
        yield Problem(
            path=capture.path,
            record=capture.record,
            what="no text in it",
            why="the edition has a header and no words under <text>; look for the file that holds them",
        )
        return
    said, remarks = said_of(tree, found)
    yield compose(
        capture,
        found.text,
        opening=found.zones,
        said=said,
        pages=found.pages,
        coverage=found.coverage,
        remarks=(*remarks, *found.remarks),
        otherwise=("other", "a paper in an edition; its heading shows no other kind"),
    )


def _divisions(text: Any) -> list[Any]:
    """The documents in one text; a text of a corpus that is not divided is one itself."""
    marked = [
        element
        for element in text.iter()
        if re.fullmatch(r"div\d?", local(element))
        and (
            (element.get("type") or "").lower() in ("document", "letter")
            or (element.get("subtype") or "").lower() in ("historical-document", "editorial-note")
        )
    ]
    # A document inside another (an enclosure) belongs to the outer one.
    inner = {id(element) for outer in marked for element in outer.iterdescendants()}
    outermost = [element for element in marked if id(element) not in inner]
    if outermost:
        return outermost
    return [text] if local(text.getparent()) == "teicorpus" else []


def _identifier(element: Any) -> str | None:
    name = element.get("{http://www.w3.org/XML/1998/namespace}id") or element.get("id")
    return name.strip() if name and name.strip() else None


def _breaks_before(tree: Any, divisions: list[Any]) -> list[Any]:
    """For each division, in order, the page break before it; ``None`` where there is none. One walk over all."""
    found: list[Any] = []
    last = None
    waiting = iter(divisions)
    following = next(waiting, None)
    for element in tree.iter():
        if element is following:
            found.append(last)
            following = next(waiting, None)
        elif local(element) == "pb":
            last = element
    return found


def _apart(text: Any, division: Any, page_break: Any) -> bytes:
    """One document of an edition as a TEI of its own, with the header and the page break before it."""
    from lxml import etree

    if division is text:
        data: bytes = etree.tostring(text, encoding="utf-8", with_tail=False)
        return data
    # No namespace of the edition's is taken over: a damaged one would be refused, and none is looked at.
    root = etree.Element("TEI")
    header = next((child for child in text if local(child) == "teiheader"), None)
    if header is not None:
        root.append(_copy(header))
    inside = etree.SubElement(etree.SubElement(root, "text"), "body")
    before = next((element for element in division.iterancestors() if element.get(_LANG)), None)
    if before is not None:
        inside.set(_LANG, before.get(_LANG))
    if page_break is not None:
        inside.append(_copy(page_break))
    inside.append(_copy(division))
    alone: bytes = etree.tostring(root, encoding="utf-8")
    return alone


_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _copy(element: Any) -> Any:
    copied = deepcopy(element)
    copied.tail = None
    return copied
