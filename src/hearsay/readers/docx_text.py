"""The words of a Word document: what would be printed, apart from what was deleted, hidden or noted in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hearsay.model import Remark, Zone
from hearsay.text import Span

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# Moved text stands where it was moved to.
_GONE = frozenset(("del", "moveFrom"))
_BREAK = "\x00"  # of a page, while a paragraph is put together; no XML can hold one
_SPACES = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "cr": "\n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The text of a document: `running` is the part before its notes. `opening` are the title and subtitle that are set
    as such, `notices` the footnotes."""

    text: str
    running: str
    title: str | None
    opening: tuple[Zone, ...]
    notices: tuple[Zone, ...]
    pages: tuple[Span, ...] | None
    language: str | None
    remarks: tuple[Remark, ...]


@dataclass(slots=True)
class _Counts:
    breaks: list[int] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    hidden: int = 0
    field_depth: int = 0
    field_code: bool = False


def written(body: Any, others: Mapping[str, Any]) -> Written:
    """The text of the tree of a main part; `others` are the trees of styles, footnotes, endnotes and comments."""
    styles = _styles(others.get("styles"))
    counts = _Counts()
    lines: list[tuple[str, str]] = []
    at = 0
    for paragraph in _paragraphs(body):
        words = _words(paragraph, counts, at)
        # A line break within a paragraph is a line; a paragraph is one too.
        if words.strip():
            lines.append((styles.get(_style(paragraph), ""), words))
            at += len(words) + 1
    running = "\n".join(words for _, words in lines)
    title, opening = _opening(lines)
    text, notices = running, []
    for kind, number in counts.notes:
        note = _note(others.get(kind), number)
        if note:
            start = len(text) + 1
            text = f"{text}\n{note}"
            notices.append(Zone(kind="notice", span=Span(start, len(text))))
    return Written(
        text=text,
        running=running,
        title=title,
        opening=opening,
        notices=tuple(notices),
        pages=_pages(counts.breaks, len(running)),
        language=_language(others.get("styles")),
        remarks=tuple(_remarks(counts, len(notices), others.get("comments"))),
    )


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2]


def _get(element: Any, key: str) -> str | None:
    found = element.get(_W + key) or element.get(_STRICT + key)
    return str(found) if found is not None else None


def _paragraphs(body: Any) -> Iterator[Any]:
    for element in body.iter():
        if _name(element) != "p":
            continue
        # Text boxes are written twice, the second time for old programs.
        if any(_name(outer) == "Fallback" for outer in element.iterancestors()):
            continue
        yield element


def _words(paragraph: Any, counts: _Counts, at: int) -> str:
    pieces: list[str] = []
    for element in _inside(paragraph):
        name = _name(element)
        words = ""
        if name in ("t", "delText"):
            words = element.text or ""
        elif name == "fldChar":
            kind = _get(element, "fldCharType")
            counts.field_depth += {"begin": 1, "end": -1}.get(kind or "", 0)
            counts.field_code = kind == "begin" or (counts.field_code and kind not in ("separate", "end"))
        elif name in _SPACES:
            words = _SPACES[name]
        elif name == "br":
            words = "\n" if _get(element, "type") in (None, "textWrapping") else ""
            if _get(element, "type") == "page":
                pieces.append(_BREAK)
        elif name == "lastRenderedPageBreak":
            pieces.append(_BREAK)
        elif name in ("footnoteReference", "endnoteReference"):
            counts.notes.append((f"{name.removesuffix('Reference')}s", _get(element, "id") or ""))
        elif name == "ins" and any(_name(inner) == "t" for inner in element.iter()):
            counts.inserted += 1
        if not words or counts.field_code:
            continue
        state = _state(element, paragraph)
        if state == "deleted":
            counts.deleted.append(words)
        elif state == "hidden":
            counts.hidden += 1
        else:
            pieces.append(words)
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in "".join(pieces).split("\n"))
    whole = "\n".join(line for line in lines if line)
    while _BREAK in whole:
        counts.breaks.append(at + whole.index(_BREAK))
        whole = whole.replace(_BREAK, "", 1)
    return whole.strip()


def _inside(paragraph: Any) -> Iterator[Any]:
    """What is in a paragraph, without the paragraphs of text boxes in it, which come by themselves."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if _name(element) in ("p", "Fallback", "pPr"):
            continue
        yield element
        stack.extend(reversed(element))


def _state(element: Any, paragraph: Any) -> str:
    for outer in element.iterancestors():
        if outer is paragraph:
            break
        name = _name(outer)
        if name in _GONE:
            return "deleted"
        if name == "r" and any(
            _name(mark) in ("vanish", "webHidden") and _get(mark, "val") not in ("0", "false")
            for settings in outer
            if _name(settings) == "rPr"
            for mark in settings
        ):
            return "hidden"
    return "shown"


def _styles(tree: Any) -> dict[str, str]:
    names: dict[str, str] = {}
    for style in tree if tree is not None else ():
        identifier = _get(style, "styleId") if _name(style) == "style" else None
        named = next((_get(child, "val") for child in style if _name(child) == "name"), None) if identifier else None
        if identifier and named:
            names[identifier] = named.lower()
    return names


def _style(paragraph: Any) -> str:
    for settings in paragraph:
        if _name(settings) == "pPr":
            return next((_get(mark, "val") or "" for mark in settings if _name(mark) == "pStyle"), "")
    return ""


def _opening(lines: list[tuple[str, str]]) -> tuple[str | None, tuple[Zone, ...]]:
    """Title and subtitle, where styles mark them: the title, else a first-level heading on the first line."""
    zones: list[Zone] = []
    title: str | None = None
    at = 0
    for number, (style, words) in enumerate(lines[:6]):
        span = Span(at, at + len(words))
        at += len(words) + 1
        if title is None and (style == "title" or (style == "heading 1" and number == 0)):
            title = " ".join(words.split())
            zones.append(Zone(kind="headline", span=span))
        elif title and style == "subtitle":
            zones.append(Zone(kind="standfirst", span=span))
    return title, tuple(zones)


def _note(tree: Any, number: str) -> str | None:
    for note in tree if tree is not None else ():
        if _get(note, "id") == number:
            words = " ".join(_words(paragraph, _Counts(), 0) for paragraph in _paragraphs(note))
            return f"{number} {' '.join(words.split())}" if words.strip() else None
    return None


def _pages(breaks: list[int], end: int) -> tuple[Span, ...] | None:
    starts = sorted({0, *(at for at in breaks if 0 < at < end)})
    if len(starts) < 2:
        return None
    return tuple(Span(a, b) for a, b in zip(starts, [*starts[1:], end], strict=True))


def _language(styles: Any) -> str | None:
    """The language that the program checks spelling in, by its default settings."""
    for defaults in styles if styles is not None else ():
        if _name(defaults) == "docDefaults":
            return next((_get(e, "val") for e in defaults.iter() if _name(e) == "lang" and _get(e, "val")), None)
    return None


def _remarks(counts: _Counts, notes: int, comments: Any) -> Iterator[Remark]:
    if counts.inserted:
        yield Remark(of="tracked changes", why=f"{counts.inserted} insertions, not yet accepted: in the text")
    if counts.deleted:
        shown = " ".join("".join(counts.deleted).split())
        shown = shown if len(shown) <= 120 else shown[:119] + "…"
        yield Remark(of="kept out", why=f"{len(counts.deleted)} tracked deletions, not yet accepted: “{shown}”")
    if counts.hidden:
        yield Remark(of="kept out", why=f"{counts.hidden} stretches that are set as hidden")
    if notes:
        yield Remark(
            of="kept out", why=f"{'1 footnote' if notes == 1 else f'{notes} footnotes'}: after the text, as notices"
        )
    margin = [note for note in comments if _name(note) == "comment"] if comments is not None else []
    if margin:
        who = ", ".join(sorted({_get(note, "author") or "unnamed" for note in margin}))
        yield Remark(of="kept out", why=f"{len(margin)} comments in the margin, by {who}")
    if counts.breaks:
        yield Remark(of="pages", why="where they broke when it was last laid out")
