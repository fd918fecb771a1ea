"""Web pages: the article's text with headline and standfirst, and what the page says of itself.

Nothing of a page is run or loaded; of its mark-up nothing is kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from hearsay.model import Document, Problem, Zone, ZoneKind
from hearsay.readers import notices
from hearsay.readers.capture import Capture, Input, read_whole
from hearsay.readers.compose import compose
from hearsay.readers.dates import iso
from hearsay.readers.encoding import Decoded, decode
from hearsay.readers.layout import is_byline
from hearsay.readers.metadata import beside
from hearsay.text import Span

extensions = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")

LATEST = "2100-01-01"  # htmldate would otherwise take today for the latest date that can be, and results would age
SHORTEST = 40  # code points under which there is no article

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BLOCKS = frozenset(
    {"p", "head", "item", "list", "quote", "ab", "row", "table", "div", "lb", "figure", "graphic", "code"}
)
_WALL = re.compile(
    r"\b(?:cookies?|consent|enable javascript|javascript (?:is|and)|captcha|are you (?:a )?(?:human|robot)|"
    r"access denied|subscribe to (?:continue|read)|log in to continue|404|page not found)\b",
    re.IGNORECASE,
)
_STANDFIRST_CLASSES = (
    "standfirst", "article-dek", " dek ", "-dek ", "subhead", "sub-head", "subtitle ", "article-summary",
    "article-intro", "lede ",
)  # fmt: skip
_CLASS = "concat(' ', translate(@class, '_ABCDEFGHIJKLMNOPQRSTUVWXYZ', '-abcdefghijklmnopqrstuvwxyz'), ' ')"
_STANDFIRST = (
    "//h1/following::*[self::p or self::div or self::h2 or self::h3 or self::span][@itemprop='alternativeHeadline' or "
    + " or ".join(f"contains({_CLASS}, {name!r})" for name in _STANDFIRST_CLASSES)
    + "]"
)
_APART = "//script|//style|//noscript|//template|//iframe|//figure|//nav|//form|//button|//select|//svg"
_HINT = re.compile(
    r"(?i)courtesy|originally|first (?:appeared|published)|appeared first|republished|reprinted|removed?\b|©|copyright"
    r"|rights"
)
_LEAVES = (
    "//*[self::p or self::div or self::small or self::span or self::li or self::footer or self::address or self::em]"
)


def captures(given: Input) -> Iterator[Capture | Problem]:
    """The one capture of a saved page, with the metadata that stands beside it."""
    data = read_whole(given)
    if isinstance(data, Problem):
        yield data
        return
    values, problems = beside(given)
    yield from problems
    yield Capture(
        path=given.path, source_id=given.path, data=data, media_type="text/html", beside=values, read_to=given.size
    )


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The article of a page: its `text` is headline, standfirst if there is one, and the paragraphs, one a line; then
    any notice on the page, outside the article, that says whose text it is. A page without an article gives a problem.
    """

    def problem(what: str, why: str) -> Problem:
        return Problem(path=capture.path, record=capture.record, what=what, why=why)

    decoded, doubt = _decode(capture.data)
    if decoded.text is None:
        yield problem("not a web page", f"{decoded.why}; save the page as HTML again")
        return
    if not decoded.text.strip("\ufeff\0 \t\r\n\f\v"):
        yield problem("empty file", "it holds nothing but blanks")
        return
    if doubt:
        yield problem(*doubt)
    try:
        page = _Page(_NOT_XML.sub("", decoded.text))
    except Exception as error:  # noqa: BLE001  lxml and trafilatura raise what they please on hostile mark-up; the batch must go on
        yield problem("page not read", f"its mark-up is too broken ({type(error).__name__}); save its text as .txt")
        return
    body = "\n".join(page.lines)
    if len(body) < SHORTEST or (len(body) < 600 and _WALL.search(body) and not page.standfirst):
        yield problem(
            "no article found in the page",
            "it may be a cookie or log-in page, or made by script; save the article's own page, or its text as .txt",
        )
        return
    text, opening = _assemble(page)
    yield compose(capture, text, opening=opening, said=page.said)


class _Page:
    """What is taken from a page: `lines` of the article, `headline`, `standfirst`, and `said` of itself."""

    def __init__(self, source: str) -> None:
        from lxml import html as lxml_html
        from trafilatura import bare_extraction

        for name in ("trafilatura", "htmldate", "courlan"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        # Bytes with a parser told the encoding: a declaration in the page, right or wrong, is then of no account.
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
        found: Any = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            date_extraction_params={"original_date": True, "extensive_search": True, "max_date": LATEST},
        )
        lines = _lines(found.body) if found is not None else []
        title = _clean(found.title) if found is not None else None
        self.headline = _headline(tree, title, _clean(found.sitename) if found is not None else None)
        self.standfirst = _standfirst(tree, lines)
        self.lines = [
            line
            for number, line in enumerate(lines)
            if number > 3 or _same(line) not in {_same(self.headline or ""), _same(self.standfirst or "")}
        ]
        self.said: dict[str, str | None] = {}
        if found is not None:
            self.said = {
                "title": self.headline,
                "uri": _clean(found.url),
                "byline": (_clean(found.author) or "").replace("; ", ", "),
                "publisher": _clean(found.sitename),
                "published": _published(tree, found.date),
                "language": _first(tree, "/html/@lang", "/html/@xml:lang", "//meta[@property='og:locale']/@content"),
                "rights": _first(
                    tree,
                    "//meta[translate(@name, 'CDRST', 'cdrst')='copyright']/@content",
                    "//meta[@name='dc.rights' or @name='dcterms.rights' or @name='rights']/@content",
                ),
            }
        notice, rights = _outside(tree, self.lines)
        self.lines += notice
        self.said["rights"] = self.said.get("rights") or rights


def _assemble(page: _Page) -> tuple[str, tuple[Zone, ...]]:
    parts: list[tuple[ZoneKind | None, str]] = []
    if page.headline:
        parts.append(("headline", page.headline))
    if page.standfirst:
        parts.append(("standfirst", page.standfirst))
    parts += [("byline" if number < 3 and is_byline(line) else None, line) for number, line in enumerate(page.lines)]
    zones: list[Zone] = []
    at = 0
    for kind, words in parts:
        if kind:
            zones.append(Zone(kind=kind, span=Span(at, at + len(words))))
        at += len(words) + 1
    return "\n".join(words for _, words in parts), tuple(zones)


def _decode(data: bytes) -> tuple[Decoded, tuple[str, str] | None]:
    """The page's characters, and a remark when its declared encoding is wrong or had to be guessed."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii", "replace").lower() if declared else None
    decoded = decode(data)
    if decoded.assumed is None or decoded.assumed.startswith("utf-"):
        return decoded, None
    if name and not name.startswith("utf"):
        # Browsers read "ISO-8859-1" as Windows-1252, and pages count on it.
        codec = "cp1252" if name in ("iso-8859-1", "latin1", "ascii", "us-ascii") else name
        try:
            return Decoded(data.decode(codec), name), None
        except (LookupError, UnicodeDecodeError):
            pass
    said = f"it says {name}, and its bytes are not that" if name else "it names no encoding and is not UTF-8"
    return decoded, (f"read as {decoded.assumed}", f"{said}; check that names and quotation marks came out right")


def _lines(body: Any) -> list[str]:
    """The paragraphs under an element, in order; white space folded as a browser does."""
    pieces: list[str] = []
    for event, element in _walk(body):
        if element.tag in _BLOCKS:
            pieces.append("\n")
        elif element.tag == "cell":
            pieces.append(" ")
        words = element.text if event == "start" else element.tail if element is not body else None
        if words:
            pieces.append(re.sub(r"\s+", " ", words))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    out: list[str] = []
    for line in lines:
        if line and line != (out[-1] if out else None):
            out.append(line)
    return out


def _walk(body: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    yield from etree.iterwalk(body, events=("start", "end"))


def _headline(tree: Any, title: str | None, site: str | None) -> str | None:
    if not title:
        return None
    for element in tree.iter("h1"):
        words = _clean(element.text_content())
        if words and len(words) > 8 and (_same(words) in _same(title) or _same(title) in _same(words)):
            return words if len(words) <= 300 else title
    head, tail = (*re.split(r"\s(?:[|–—-]|::)\s(?=[^|–—]*$)", title, maxsplit=1), "")[:2]
    if tail and len(head) > len(tail) and site and (_same(tail) in _same(site) or _same(site) in _same(tail)):
        return head.strip()
    return title


def _standfirst(tree: Any, lines: list[str]) -> str | None:
    have = {_same(line) for line in lines}
    for element in tree.xpath(_STANDFIRST)[:5]:
        # After the article has begun, such a class marks the teaser of another one.
        if any(
            _same(before.text_content()) in have
            for before in element.xpath("preceding::p")
            if before.text_content().strip()
        ):
            return None
        words = _clean(element.text_content())
        if words and len(words) <= 600 and len(words.split()) > 5:
            # The same words further down are a pull quote or a crosshead of the article, not its standfirst.
            return None if any(_same(words) in _same(line) for line in lines[3:]) else words
    return None


def _published(tree: Any, found: str | None) -> str | None:
    stated = _first(
        tree,
        "//meta[@property='article:published_time']/@content",
        "//meta[@itemprop='datePublished']/@content",
        "//time[@itemprop='datePublished']/@datetime",
    )
    precise = iso(stated) if stated else None
    # What the page states is better than what can be guessed from its address or its text.
    return precise or found


def _outside(tree: Any, lines: list[str]) -> tuple[list[str], str | None]:
    """Notices on the page that the article's text lacks: those that say whose text it is or where to ask for its
    removal, to be kept with the text; and, apart, the page's © line."""
    for element in tree.xpath(_APART):
        element.drop_tree()
    have = {_same(line) for line in lines}
    whole = _same(" ".join(lines))
    kept: list[str] = []
    rights: str | None = None
    for element in tree.xpath(_LEAVES):
        if any(child.tag in ("p", "div", "li", "ul", "table", "section", "footer") for child in element):
            continue
        words = _clean(element.text_content())
        if not words or not 12 <= len(words) <= 1500 or not _HINT.search(words):
            continue
        same = _same(words)
        if same in have or same in whole:
            continue
        found = notices.find(words, (Span(0, len(words)),))
        origin = any(credit.kind in ("courtesy", "republished") for credit in found.credits)
        asks = bool(found.rights) and "©" not in words and re.search(r"(?i)remov|taken? down|takedown", words)
        if (origin and not words.lower().startswith("courtesy")) or asks:
            if len(kept) < 3:
                kept.append(words)
                have.add(same)
                whole += same
        elif found.rights and rights is None and re.search(r"\b(?:19|20)\d\d\b|(?i:rights reserved)", words):
            rights = words
    return kept, rights


def _first(tree: Any, *paths: str) -> str | None:
    for path in paths:
        for value in tree.xpath(path, namespaces={"xml": "http://www.w3.org/XML/1998/namespace"}):
            words = _clean(str(value))
            if words:
                return words
    return None


def _clean(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def _same(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
