"""The paragraphs of a page's article, and the captions between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hearsay.readers.html_header import spoken

_BLOCKS = frozenset(
    {"p", "head", "item", "list", "quote", "ab", "row", "table", "div", "lb", "figure", "graphic", "code"}
)
_SHORT = 60  # code points under which a paragraph proves nothing
_MOST = 2000  # paragraphs outside the article that are looked at again
_WHOLE = 600  # characters of an article in a page's data that is taken for want of one in its mark-up
_CAPTION = range(15, 500)  # code points of a caption


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article as found.

    `lines` are the paragraphs, one a line; `captions` those that stand between two of them, each with the number of the
    line before it; `loose` counts the other captions, `found` the paragraphs that only a second look found; `stated`:
    the text is that of the data.
    """

    lines: tuple[str, ...] = ()
    captions: tuple[tuple[int, str], ...] = ()
    loose: int = 0
    found: int = 0
    stated: bool = False


def article(tree: Any, stated: str | None) -> Article:
    """Take the article out of a parsed page whose boxes are gone.

    `stated` is its text as the page's data give it, where they do. Changes the tree.
    """
    from trafilatura import bare_extraction

    paragraphs = [(p, words) for p in tree.iter("p") if (words := " ".join(spoken(p).split()))]
    figures = [f for f in tree.iter("figure") if f.find(".//figcaption") is not None]
    order = {e: n for n, e in enumerate(tree.iter()) if e.tag in ("p", "figure")}
    kin = {p: _signature(p) for p, _ in paragraphs}
    found: Any = bare_extraction(tree, with_metadata=False, include_comments=False, include_tables=True)
    lines = _lines(found.body) if found is not None and found.body is not None else []
    if stated and len(stated) > _WHOLE and sum(len(line) for line in lines) < len(stated) / 5:
        return Article(lines=tuple(stated.splitlines()), stated=True, loose=len(figures))
    have = {same(line): n for n, line in enumerate(lines)}
    whole = same(" ".join(lines))
    ours = [(p, have[same(words)]) for p, words in paragraphs if same(words) in have]
    missing = _missing(paragraphs, ours, kin, whole, stated)
    placed = sorted((order[p], line) for p, line in ours)
    for p, words in reversed(missing):
        after = bisect_left(placed, (order[p], 0))
        lines.insert(placed[after - 1][1] + 1 if after else 0, words)
    if missing:
        have = {same(line): n for n, line in enumerate(lines)}
        ours = [(p, have[same(words)]) for p, words in paragraphs if same(words) in have]
        placed = sorted((order[p], line) for p, line in ours)
    captions: list[tuple[int, str]] = []
    loose = 0
    homes = {p.getparent() for p, _ in ours}
    for figure in figures:
        words = " ".join(spoken(figure.find(".//figcaption")).split())
        if not words or same(words) in whole:
            continue
        at = order.get(figure, -1)
        place = bisect_left(placed, (at, 0))
        if 0 < place < len(placed) and len(words) in _CAPTION and any(home in homes for home in figure.iterancestors()):
            captions.append((placed[place - 1][1], words))
        else:
            loose += 1
    return Article(lines=tuple(lines), captions=tuple(captions), loose=loose, found=len(missing))


def _missing(
    paragraphs: list[tuple[Any, str]], ours: list[tuple[Any, int]], kin: dict[Any, Any], whole: str, stated: str | None
) -> list[tuple[Any, str]]:
    """Paragraphs of the page that belong to the article and are not in it: those that its own data have, and those that
    stand in the same kind of place as most of what was found, where an article is cut into several stretches."""
    body = same(stated or "")
    counted: dict[Any, int] = {}
    for p, _ in ours:
        if p in kin:
            counted[kin[p]] = counted.get(kin[p], 0) + 1
    main = max(counted, key=lambda k: counted[k]) if counted else None
    homes = {_home(p) for p, _ in ours if kin.get(p) == main}
    out: list[tuple[Any, str]] = []
    known = {p for p, _ in ours}
    rest = [(p, words) for p, words in paragraphs if p not in known and len(words) >= _SHORT]
    for p, words in rest if len(rest) <= _MOST else ():
        mine = same(words)
        if p.getparent() is None:
            continue
        # An initial set large, or a link that was left out, makes it no other paragraph.
        if mine in whole or (mine[15:45] in whole and mine[-30:] in whole):
            continue
        linked = sum(len(a.text_content()) for a in p.iter("a"))
        in_data = len(body) > 400 and mine in body
        alike = (
            main is not None
            and counted[main] >= 3
            and any(part and part[1] for part in main[1:])
            and kin.get(p) == main
            and _home(p) in homes
            and linked < 0.5 * len(words)
        )
        if in_data or alike:
            out.append((p, words))
            whole += mine
    return out


def _signature(p: Any) -> tuple[Any, ...]:
    parent = p.getparent()
    above = parent.getparent() if parent is not None else None
    return (
        p.get("class") or "",
        (parent.tag, parent.get("class") or "") if parent is not None else (),
        (above.tag, above.get("class") or "") if above is not None else (),
    )


def _home(p: Any) -> Any:
    return next(p.iterancestors("article", "main", "body"), None)


def _lines(body: Any) -> list[str]:
    """The paragraphs under an element, in order; white space folded as a browser does."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            pieces.append("\0")
        elif element.tag == "cell":
            pieces.append(" ")
        words = element.text if event == "start" else element.tail if element is not body else None
        if words:
            pieces.append(words)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    out: list[str] = []
    for line in lines:
        if line and line != (out[-1] if out else None):
            out.append(line)
    return out


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(body, events=("start", "end"))


def same(words: str) -> str:
    """Words as they are compared here: letters and figures alone.

    >>> same("“No deal,” he said.")
    'nodealhesaid'
    """
    return re.sub(r"[\W_]+", "", words).casefold()
