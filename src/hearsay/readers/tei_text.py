"""The words under a TEI ``text``: what stands on the paper in its order, apart from what the editors added."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hearsay.model import Coverage, CoverageState, Remark, Zone, ZoneKind
from hearsay.text import Span

_BLOCKS = frozenset(
    "p head item l lg ab row opener dateline closer signed salute byline argument postscript div div1 div2 div3 div4 "
    "list "
    "table figure sp stage trailer docauthor titlepart titlepage epigraph cit attachment front body back group text "
    "address addrline doctitle docdate docimprint floatingtext listperson person ps".split()
)
# Kept out: running heads of the print, the editors' corrections (what the paper has stays), what its writer struck out.
_OUT = frozenset("fw teiheader corr reg expan ex del facsimile sourcedoc standoff index".split())
_ILLEGIBLE = re.compile(r"(?i)illegib|damage|torn|faded|unread|unclear|stain|lacuna")
_OMITTED = re.compile(r"(?i)omit|sampl|editorial|irrelevan|not relevant|unrelated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The text of a TEI document with what was found on the way. `participants` and `source_notes` are words of the
    text; `dates` the values of the date line's dates; `labels` the numbers that the pages have in the edition."""

    text: str
    heading: str | None
    zones: tuple[Zone, ...]
    pages: tuple[Span, ...] | None
    labels: tuple[str, ...]
    coverage: Coverage | None
    participants: tuple[str, ...]
    source_notes: tuple[str, ...]
    dateline: str | None
    places: tuple[str, ...]
    dates: tuple[str, ...]
    signed: str | None
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Writer:
    """Puts words down as a page shows them: white space folded, a block a line."""

    pieces: list[str] = field(default_factory=list)
    at: int = 0
    space: bool = False

    def words(self, words: str | None) -> None:
        for run in re.findall(r"\s+|\S+", words or ""):
            if run.isspace():
                self.space = True
                continue
            if self.space and self.at and self.pieces[-1] != "\n":
                self._put(" ")
            self.space = False
            self._put(run)

    def line(self) -> None:
        self.space = False
        if self.pieces and self.pieces[-1] != "\n":
            self._put("\n")

    def next(self) -> int:
        """Where the next word will begin, as far as is known before it."""
        return self.at + (1 if self.space and self.at and self.pieces[-1] != "\n" else 0)

    def _put(self, words: str) -> None:
        self.pieces.append(words)
        self.at += len(words)


@dataclass(slots=True)
class _Found:
    zones: list[Zone] = field(default_factory=list)
    breaks: list[tuple[int, str | None]] = field(default_factory=list)
    gaps: list[tuple[Span, CoverageState]] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    sources: list[Any] = field(default_factory=list)
    out: dict[str, int] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    heading: Span | None = None
    joined: bool = False


def running(tree: Any) -> Running:
    """The running text of a TEI tree, then its source note and footnotes, one a line, in zones of kind notice."""
    body = next((element for element in tree.iter() if local(element) == "text"), tree)
    found, writer = _Found(), _Writer()
    _walk(body, found, writer, 0)
    end = writer.at
    for note in (*found.sources, *found.notes):
        writer.line()
        start = writer.at
        label = (note.get("n") or "").strip()
        if label and note not in found.sources:
            writer.words(f"{label} ")
        # A note has no page of its own and no headline: what is found in it is put down and not taken further.
        _walk(note, _Found(heading=Span(0, 0)), writer, 0)
        writer.space = False
        if writer.at > start:
            found.zones.append(Zone(kind="notice", span=Span(start, writer.at)))
    raw = "".join(writer.pieces)
    text = raw.rstrip("\n")
    pages, labels = _pages(found.breaks, min(end, len(text)))
    participants = tuple(
        _plain(item)
        for item_list in body.iter()
        if local(item_list) == "list" and (item_list.get("type") or "").startswith("participant")
        for item in item_list
        if local(item) == "item"
    )
    line = next((element for element in body.iter() if local(element) == "dateline"), None)
    signed = next((element for element in body.iter() if local(element) in ("signed", "docauthor")), None)
    return Running(
        text=text,
        heading=found.heading.of(text).strip() or None if found.heading else None,
        zones=tuple(
            Zone(kind=zone.kind, span=_within(zone.span, text)) for zone in found.zones if zone.span.start < len(text)
        ),
        pages=pages,
        labels=labels,
        coverage=_coverage(found.gaps, text),
        participants=tuple(filter(None, participants)),
        source_notes=tuple(filter(None, map(_plain, found.sources))),
        dateline=_plain(line) if line is not None else None,
        places=tuple(
            _plain(e) for e in (line.iter() if line is not None else ()) if local(e) in ("placename", "settlement")
        ),
        dates=tuple(
            value
            for e in (line.iter() if line is not None else ())
            if local(e) == "date"
            for value in [e.get("when") or e.get("from") or e.get("notBefore")]
            if value
        ),
        signed=_plain(signed) if signed is not None else None,
        remarks=tuple(_remarks(found)),
    )


def local(element: Any) -> str:
    """The name of an element without its namespace, in lower case; "" for what is no element."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _walk(element: Any, found: _Found, writer: _Writer, depth: int) -> None:
    """Put down what is inside an element. Depth is bounded: the parser refuses trees deeper than 256."""
    writer.words(element.text)
    for child in element:
        name = local(child)
        if name:
            _element(child, name, found, writer, depth + 1)
        writer.words(child.tail)


def _element(child: Any, name: str, found: _Found, writer: _Writer, depth: int) -> None:
    if name in _OUT:
        found.out[name] = found.out.get(name, 0) + 1
        if name == "del" and len(found.deleted) < 3:
            found.deleted.append(_plain(child))
        return
    if name == "note":
        source = "source" in (child.get("type") or "").lower() or _plain(child)[:7].lower() == "source:"
        (found.sources if source else found.notes).append(child)
        return
    if name == "pb":
        found.breaks.append((writer.next(), (child.get("n") or "").strip() or None))
        return
    if name == "lb":
        if child.get("break") != "no":
            writer.space = True
        return
    if name == "gap":
        writer_start = writer.next()
        writer.words(_plain(child) or "[…]")
        reason = f"{child.get('reason') or ''} {_plain(child)}"
        state: CoverageState = "redacted"
        if _ILLEGIBLE.search(reason):
            state = "illegible"
        elif _OMITTED.search(reason):
            state = "excerpt"
        found.gaps.append((Span(writer_start, writer.at), state))
        return
    block = name in _BLOCKS or (name in ("quote", "said") and any(local(inner) == "p" for inner in child))
    if name == "speaker":
        writer.line()
        _walk(child, found, writer, depth)
        # What he says stands on his line.
        writer.space, found.joined = True, True
        return
    numbered = name == "label" and local(child.getparent()) == "list"
    if numbered or (block and not (found.joined and name in ("p", "ab", "l", "item"))):
        writer.line()
    found.joined = False
    start = writer.at
    if name in ("cell", "label"):
        writer.space = True
    _walk(child, found, writer, depth)
    if block:
        writer.line()
    if name in ("cell", "label"):
        writer.space, found.joined = True, numbered
    if name == "head" and found.heading is None and writer.at > start:
        found.heading = Span(start, writer.at - 1)
        found.zones.append(Zone(kind="headline", span=found.heading))
    kinds: dict[str, ZoneKind] = {"figdesc": "caption"}
    if name in kinds and writer.at > start:
        found.zones.append(Zone(kind=kinds[name], span=Span(start, writer.at)))


def _pages(breaks: list[tuple[int, str | None]], end: int) -> tuple[tuple[Span, ...] | None, tuple[str, ...]]:
    """The pages between breaks: what stands before the first one is on a page whose break is not in hand."""
    if not breaks:
        return None, ()
    starts = [(0, None), *breaks] if breaks[0][0] > 0 else [(0, breaks[0][1]), *breaks[1:]]
    spans, labels = [], []
    for number, (start, label) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else end
        if start < stop <= end:
            spans.append(Span(start, stop))
            labels.append(label or "?")
    return tuple(spans) or None, tuple(labels)


def _coverage(gaps: list[tuple[Span, CoverageState]], text: str) -> Coverage | None:
    states: tuple[CoverageState, ...] = ("redacted", "illegible", "excerpt")
    for state in states:
        spans = tuple(_within(span, text) for span, kind in gaps if kind == state)
        if spans:
            return Coverage(state=state, spans=spans)
    return None


def _within(span: Span, text: str) -> Span:
    return Span(span.start, min(span.end, len(text)))


def _plain(element: Any) -> str:
    words = "".join(part for part in element.itertext() if part)
    return " ".join(words.split())


def _remarks(found: _Found) -> list[Remark]:
    notes = len(found.notes)
    remarks = []
    if notes:
        what = "1 footnote" if notes == 1 else f"{notes} footnotes"
        remarks.append(Remark(of="kept out", why=f"{what} of the edition: after the text, as notices"))
    if found.sources:
        remarks.append(Remark(of="kept out", why="the source note of the edition: after the text, as a notice"))
    if found.out.get("del"):
        shown = ", ".join(f"“{words}”" for words in found.deleted if words)
        remarks.append(Remark(of="kept out", why=f"what the writer struck out ({found.out['del']}): {shown}"))
    if any(name in found.out for name in ("corr", "reg", "expan")):
        remarks.append(Remark(of="kept out", why="the editors' corrections; the text stands as the paper has it"))
    if found.out.get("fw"):
        remarks.append(Remark(of="kept out", why=f"running heads and page numbers ({found.out['fw']})"))
    return remarks
