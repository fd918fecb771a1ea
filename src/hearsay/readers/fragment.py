"""The text of a piece of HTML, as a browser would show it: lines, of which some are captions.

For the content of feed items and the like, of which all is article; a whole page is for `html`.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav",
     "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)  # fmt: skip
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "form", "button", "select",
     "textarea", "video", "audio", "head", "title", "map", "canvas"}
)  # fmt: skip
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAPTION = re.compile(r"(?:^|\s)(?:wp-caption-text|caption|photo-caption|image-caption)(?:\s|$)", re.IGNORECASE)
# Character references of Windows-1252 that its authors took for Latin-1: browsers show what was meant.
_MEANT = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}


class Shown(NamedTuple):
    """Lines, none of them empty, and the numbers of those that are captions."""

    lines: tuple[str, ...]
    captions: frozenset[int] = frozenset()


def meant(words: str) -> str:
    """Characters that cannot be, taken out or replaced by what was meant.

    >>> meant("the mayor\\x92s\\x00 men")
    'the mayor’s men'
    """
    return _NOT_XML.sub("", words).translate(_MEANT)


def plain(words: str, *, by_line: bool = False) -> Shown:
    """The paragraphs of text without mark-up: blank lines part them, or every line end where `by_line` is set."""
    parts = re.split(r"\n" if by_line else r"\n\s*\n", meant(words))
    return Shown(tuple(line for line in (" ".join(part.split()) for part in parts) if line))


def shown(markup: str) -> Shown:
    """The text of a piece of HTML, white space folded as a browser does; nothing in it is run or loaded.

    >>> shown("<p>The light <b>stays</b>&nbsp;ours.<br>So <q>we</q> said.<script>x()</script>").lines
    ('The light stays ours.', 'So “we” said.')
    """
    markup = meant(markup)
    if "<" not in markup and "&" not in markup:
        words = " ".join(markup.split())
        return Shown((words,) if words else ())
    pieces: list[tuple[str, bool]] = []
    for words, caption in _pieces(markup):
        pieces.append((words, caption))
    lines: list[str] = []
    captions: set[int] = set()
    for line, caption in _joined(pieces):
        if line and line != (lines[-1] if lines else None):
            if caption:
                captions.add(len(lines))
            lines.append(line)
    return Shown(tuple(lines), frozenset(captions))


def _pieces(markup: str) -> list[tuple[str, bool]]:
    """The words of the tree in order, a line feed where a block begins or ends; each with whether it is a caption."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: Any = lxml_html.document_fromstring(f"<div>{markup}</div>".encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    out: list[tuple[str, bool]] = []
    caption = quotes = verbatim = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    unseen: Any = None
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        begins = event == "start"
        step = 1 if begins else -1
        if begins and (tag in _UNSEEN or _hidden(element)):
            unseen = element
            walk.skip_subtree()
        elif element is not unseen:
            if tag in _BLOCKS:
                out.append(("\n", caption > 0))
            elif tag in ("td", "th"):
                out.append((" ", caption > 0))
            elif tag == "q":
                depth = quotes if begins else quotes - 1
                out.append((("“‘" if begins else "”’")[depth % 2], caption > 0))
                quotes += step
            if tag == "figcaption" or (tag in ("p", "div", "span") and _CAPTION.search(element.get("class") or "")):
                caption += step
            if tag == "pre":
                verbatim += step
        words = (element.text if begins and element is not unseen else None) if begins else element.tail
        if words:
            out.append((words if verbatim else re.sub(r"\s+", " ", words), caption > 0))
    return out


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    lines: list[tuple[str, bool]] = []
    words: list[str] = []
    marked = False
    for piece, caption in [*pieces, ("\n", False)]:
        first, *rest = piece.split("\n")
        words.append(first)
        marked = marked or (caption and bool(first.strip()))
        for part in rest:
            lines.append((" ".join("".join(words).split()), marked))
            words, marked = [part], caption and bool(part.strip())
    return lines
