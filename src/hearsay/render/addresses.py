"""Where each place of a source lies on the page, and which findings point at it: the way there and the way back.

Ids are made from the ids of records, so that a link into a dossier holds as long as the evidence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hearsay.model import Attribution, Place
from hearsay.render.marked import Marked
from hearsay.text import Span

_OTHER = re.compile(r"[^A-Za-z0-9_-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A line of the page that says something of the sources: its id, a short name, and the ids it points at."""

    id: str
    name: str
    targets: tuple[str, ...]


def slug(record: str) -> str:
    """A record's id as part of an id of the page.

    >>> slug("d3f-a"), slug("a b")
    ('d3f-a', 'a.20.b')
    """
    return _OTHER.sub(lambda m: f".{ord(m.group()):x}.", record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """The ids of the page. What is not shown (a far part of a very long text) has its document's id."""

    texts: Mapping[str, Marked]

    def document(self, document: str) -> str:
        """The id of a document's section, or of its line in the list of witnesses where its text is not shown."""
        return f"doc-{slug(document)}" if document in self.texts else f"w-{slug(document)}"

    def attribution(self, found: Attribution) -> str:
        """The id of an attribution's mark in the text."""
        shown = found.document in self.texts and found.id in self.texts[found.document].numbers
        return f"at-{slug(found.id)}" if shown else self.document(found.document)

    def span(self, document: str, span: Span) -> str:
        """The id of the paragraph in which a span begins."""
        text = self.texts.get(document)
        start = text.block_at(span.start) if text else None
        return self.document(document) if start is None else paragraph(document, start)

    def place(self, place: Place) -> str:
        """The id of the paragraph in which a place begins."""
        return self.span(place.document, place.span)


def paragraph(document: str, start: int) -> str:
    """The id of the paragraph of a document that begins at `start`."""
    return f"p-{slug(document)}-{start}"


def backs(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """For each id that findings point at, those findings, each once and in order."""
    out: dict[str, dict[str, Finding]] = {}
    for finding in findings:
        for target in finding.targets:
            out.setdefault(target, {}).setdefault(finding.id, finding)
    return {target: tuple(found.values()) for target, found in out.items()}
