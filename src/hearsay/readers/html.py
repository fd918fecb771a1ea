"""Web pages: the article's text with headline and standfirst, and what the page says of itself.

Nothing of a page is run or loaded; of its mark-up nothing is kept.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from hearsay.model import Coverage, Document, Problem, Remark, Zone, ZoneKind
from hearsay.readers import html_said
from hearsay.readers.capture import Capture, Input
from hearsay.readers.charsets import codec
from hearsay.readers.compose import compose
from hearsay.readers.encoding import Decoded, decode
from hearsay.readers.html_article import Article, article, same
from hearsay.readers.html_boxes import remark_of, strip
from hearsay.readers.html_fields import fields
from hearsay.readers.html_header import head
from hearsay.readers.html_lines import goes_on, sort_lines
from hearsay.readers.html_outside import outside
from hearsay.readers.layout import is_byline
from hearsay.readers.single import capture_of
from hearsay.text import Span

extensions = (".html", ".htm", ".xhtml", ".html.gz", ".htm.gz", ".xhtml.gz")

LATEST = "2100-01-01"  # htmldate would otherwise take today for the latest date that can be, and results would age
STUB = 150  # words under which a page that asks to subscribe has only the beginning of its article
SHORTEST = 40  # code points under which there is no article

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WALL = re.compile(
    r"\b(?:cookies?|consent|enable javascript|javascript (?:is|and)|captcha|are you (?:a )?(?:human|robot)|"
    r"access denied|subscribe to (?:continue|read)|log in to continue|404|page not found)\b",
    re.IGNORECASE,
)
_NOTHING = 4_000  # characters of a page without an article that tell what it is
_PRINTED_MOST = 400_000  # characters of a page in which such words are looked for
_PRINTED = "//body//text()[not(parent::script or parent::style or parent::noscript or parent::template)]"


def captures(given: Input) -> Iterator[Capture | Problem]:
    """The one capture of a saved page, with the metadata that stands beside it."""
    yield from capture_of(given, "text/html")


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The article of a page: its `text` is headline, standfirst if there is one, and the paragraphs, one a line; then
    any notice on the page, outside the article, that says whose text it is. A page without an article gives a problem.
    """

    def problem(what: str, why: str) -> Problem:
        return Problem(path=capture.path, record=capture.record, what=what, why=why)

    decoded, doubt = _decode(capture.data, capture.charset)
    if decoded.text is None:
        yield problem("not a web page", f"{decoded.why}; save the page as HTML again")
        return
    if not decoded.text.strip("\ufeff\0 \t\r\n\f\v"):
        yield problem("empty file", "it holds nothing but blanks")
        return
    if doubt:
        yield problem(*doubt)
    try:
        page = _Page(_NOT_XML.sub("", decoded.text), capture.beside.get("uri"))
    except Exception as error:  # noqa: BLE001  lxml and trafilatura raise what they please on hostile mark-up; the batch must go on
        yield problem("page not read", f"its mark-up is too broken ({type(error).__name__}); save its text as .txt")
        return
    body = page.body
    if len(body) < SHORTEST or (len(body) < 600 and _WALL.search(body) and not page.standfirst and not page.coverage):
        yield problem(
            "no article found in the page",
            f"{page.nothing}; save the article's own page, or its text as .txt",
        )
        return
    text, opening = _assemble(page.parts)
    yield compose(capture, text, opening=opening, said=page.said, coverage=page.coverage, remarks=page.remarks)


class _Page:
    """What is taken from a page: `parts` of its text in order, `said` of itself, and `remarks` on both."""

    def __init__(self, source: str, address: str | None) -> None:
        from lxml import html as lxml_html

        for name in ("trafilatura", "htmldate", "courlan"):
            logging.getLogger(name).addHandler(logging.NullHandler())
        # Bytes with a parser told the encoding: a declaration in the page, right or wrong, is then of no account.
        parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        tree = lxml_html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
        claims = html_said.said(tree)
        top = head(tree, claims.all("title"), [claim.value for claim in claims.all("publisher")])
        words = "".join(tree.xpath(_PRINTED))
        guess = None if claims.all("published") or top.dates else _guess(tree, top.near)
        counted = strip(tree, top.element)
        found = article(tree, claims.article)
        lines, dropped = sort_lines(found.lines, top.headline)
        standfirst = _standfirst(top.standfirst, lines)
        near = {same(top.headline or ""), same(standfirst or "")}
        lines = [line for number, line in enumerate(lines) if number > 3 or same(line) not in near]
        notice = outside(tree, lines)
        decided = fields(claims, top, notice.rights, guess=guess, words=words, address=address)
        contact = notice.contact and urljoin(decided.values["uri"] or address or "", notice.contact)
        self.said = {**decided.values, "contact": contact}
        self.body = "\n".join(line for line in lines if not goes_on(line))
        self.nothing = _nothing(words[:_NOTHING] or tree.text_content()[:_NOTHING], counted)
        self.coverage, gap = _gap(lines, words, claims.free)
        self.standfirst = standfirst
        self.parts = _parts(top.headline, standfirst, lines, found, notice.kept)
        counted = counted + dropped
        counted["captions"] += found.loose
        remarks = [*decided.remarks, *gap]
        if told := remark_of(counted.items()):
            remarks.append(Remark(of="kept out", why=told))
        if found.stated:
            remarks.append(Remark(of="text", why="from JSON-LD: the page's mark-up has next to none of it", sure=0.8))
        if found.found:
            remarks.append(
                Remark(of="text", why=f"paragraphs that only a second look at the page found: {found.found}")
            )
        self.remarks = tuple(remarks)


def _parts(
    headline: str | None, standfirst: str | None, lines: list[str], found: Article, kept: tuple[str, ...]
) -> list[tuple[ZoneKind | None, str]]:
    parts: list[tuple[ZoneKind | None, str]] = []
    if headline:
        parts.append(("headline", headline))
    if standfirst:
        parts.append(("standfirst", standfirst))
    captions: dict[str, list[str]] = {}
    for number, words in found.captions:
        captions.setdefault(found.lines[number], []).append(words)
    for number, line in enumerate(lines):
        parts.append(("byline" if number < 3 and is_byline(line) else None, line))
        parts += [("caption", words) for words in captions.pop(line, ())]
    return [*parts, *((None, words) for words in kept)]


def _assemble(parts: list[tuple[ZoneKind | None, str]]) -> tuple[str, tuple[Zone, ...]]:
    zones: list[Zone] = []
    at = 0
    for kind, words in parts:
        if kind:
            zones.append(Zone(kind=kind, span=Span(at, at + len(words))))
        at += len(words) + 1
    return "\n".join(words for _, words in parts), tuple(zones)


def _standfirst(words: str | None, lines: list[str]) -> str | None:
    # The same words further down are a pull quote or a crosshead of the article, not its standfirst.
    return None if words is None or any(same(words) in same(line) for line in lines[3:]) else words


def _gap(lines: list[str], words: str, free: bool | None) -> tuple[Coverage | None, list[Remark]]:
    """Whether a page shows only the beginning of its article, and why that is said."""
    shut = ["its data say that it is not free to read"] if free is False else []
    if goes_on(words[:_PRINTED_MOST]):
        shut.append("the page asks to subscribe or log in to read on")
    ends = ["the text ends in dots"] if lines and re.search(r"(?:\.\.\.|…|\[…\])$", lines[-1]) else []
    if sum(len(line.split()) for line in lines) < STUB:
        ends.append("it is short")
    # Pages that ask for money often carry the whole text all the same.
    if not shut or not ends:
        return None, []
    return Coverage(state="truncated"), [Remark(of="coverage", why="; ".join([*shut, *ends]), sure=0.8)]


def _nothing(words: str, kinds: Counter[str]) -> str:
    """Why a page has no article, as far as its words tell; `kinds` are the boxes that were on it."""
    if kinds["cookie notices"] or re.search(r"(?i)\bcookies?\b|\bconsent\b", words):
        return "it holds nothing but a cookie or consent notice"
    if kinds["paywall boxes"] or goes_on(words) or re.search(r"(?i)\b(?:subscribe|log in|sign in)\b", words):
        return "it holds nothing but a request to subscribe or log in"
    if re.search(r"(?i)\bjavascript\b", words):
        return "it is made by script, which is not run"
    if re.search(r"(?i)\b404\b|\bnot found\b", words):
        return "it says that the page was not found"
    if re.search(r"(?i)\bcaptcha\b|\brobot\b|\baccess denied\b", words):
        return "it asks whether a person is reading"
    return "it may be a cookie or log-in page, or made by script"


def _guess(tree: Any, near: tuple[str, ...]) -> str | None:
    """A date by htmldate: from the mark-up, or from the words if a line at the head of the article can be that date."""
    from htmldate import find_date

    for anywhere in (False, True):
        found = find_date(tree, original_date=True, extensive_search=anywhere, max_date=LATEST)
        if not isinstance(found, str):
            continue
        year, day = found[:4], int(found[8:10])
        if not anywhere or any(year in line and re.search(rf"\b0?{day}\b", line) for line in near):
            return found
    return None


def _decode(data: bytes, charset: str | None) -> tuple[Decoded, tuple[str, str] | None]:
    """The page's characters, and a remark when its declared encoding is wrong or had to be guessed. What the page was
    sent as, `charset`, comes before what it says of itself."""
    declared = _CHARSET.search(data[:4096])
    name = charset or (declared[1].decode("ascii", "replace").lower() if declared else None)
    decoded = decode(data)
    if decoded.assumed is None or decoded.assumed.startswith("utf-"):
        return decoded, None
    known = codec(name)
    if name and known and not known.startswith("utf"):
        try:
            return Decoded(data.decode(known), name), None
        except UnicodeDecodeError:
            pass
    said = f"it says {name}, and its bytes are not that" if name else "it names no encoding and is not UTF-8"
    return decoded, (f"read as {decoded.assumed}", f"{said}; check that names and quotation marks came out right")
