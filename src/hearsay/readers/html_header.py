"""The head of an article as a reader sees it: headline, standfirst, byline and dateline on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rapidfuzz import fuzz

from hearsay.readers.html_said import Claim
from hearsay.readers.page_dates import day_in

_BEFORE, _AFTER = 60, 160  # elements before and after the headline among which byline and date are looked for
_TITLE = 500  # characters of a title
_HEADLINE_NAMES = re.compile(r"(?i)headline|(?:^|[-_ ])(?:title|hed)(?:$|[-_ ])|entry-title|article__?-?(?:title|hed)")
_BYLINE_NAMES = re.compile(r"(?i)by-?_?line|\bauthors?\b|(?:^|[-_ ])authors?(?:[-_ ]|$)|reporter-name|writer")
_NO_BYLINE = re.compile(r"(?i)statement|flyout|bio\b|social|follow|image|avatar|comment|related")
_DATE_NAMES = re.compile(r"(?i)date|time(?!line)|publish|posted|dateline")
_STANDFIRST_NAMES = re.compile(
    r"(?i)standfirst|(?:^|[-_ ])de[kc]k?(?:$|[-_ ])|sub-?head|sub-?title(?:$|[-_ ])|article-(?:summary|intro)"
    r"|(?:^|[-_ ])lede?(?:$|[-_ ])"
    r"|lead-paragraph"
)
_MAY_HEAD = ("h2", "h3", "div", "p", "span", "strong", "b", "td", "font", "li")
_SILENT = frozenset({"script", "style", "svg", "noscript", "template", "button"})
_BLOCKS = frozenset(
    "p div li ul ol br h1 h2 h3 h4 h5 h6 section header footer td tr table address article aside".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the head of the article.

    `headline` with its `element`, `why` it is and how `sure`; the `bylines` and `dates` printed around it (a date with
    the value that the mark-up gives it, if it does); `near` are short lines there with a year.
    """

    headline: str | None = None
    element: Any = None
    why: str = ""
    sure: float = 0.0
    bylines: tuple[str, ...] = ()
    dates: tuple[tuple[str, str | None], ...] = ()
    near: tuple[str, ...] = ()
    standfirst: str | None = None


def head(tree: Any, titles: Sequence[Claim], site: Sequence[str]) -> Head:
    """Find the head of the article in a parsed page. `titles` are the titles that the page claims, `site` the names of
    the outlet, which a page may print as a heading, too."""
    element, words, why, sure = _headline(tree, titles, {_same(name) for name in site})
    if element is None:
        return Head(headline=words, why=why, sure=sure)
    before = list(islice(element.iterancestors(), 8))
    around = list(islice(_backward(element), _BEFORE))[::-1]
    after = list(islice(_forward(element), _AFTER))
    bylines: list[str] = []
    near: list[str] = []
    dates: list[tuple[str, str | None]] = []
    standfirst: str | None = None
    begun: int | None = None
    for place, e in enumerate((*around, *after)):
        names = f"{e.get('class') or ''} {e.get('itemprop') or ''} {e.get('rel') or ''} {e.get('id') or ''}"
        if begun is None and place >= len(around) and e.tag == "p" and len(e.text_content()) > 200:
            begun = place
        if begun is not None and place > begun + 30:
            break
        if e in before or e.tag in ("nav", "form", "script", "style", "h1"):
            continue
        if e.tag == "time" or (e.tag != "a" and _DATE_NAMES.search(names)):
            printed = spoken(e, most=200)
            if printed and len(printed) <= 160:
                dates.append((printed, e.get("datetime") or e.get("content")))
        elif len(around) - 12 <= place and begun is None and len(e) < 3 and e.tag in _MAY_HEAD:
            printed = spoken(e, most=200)
            if len(printed) <= 100 and day_in(printed):
                dates.append((printed, None))
            elif len(printed) <= 100 and re.search(r"\d{4}", printed):
                near.append(printed)
        if _BYLINE_NAMES.search(names) and not _NO_BYLINE.search(names):
            printed = spoken(e, apart=True, most=220)
            within = islice(e.iterancestors(), 2)
            if printed and 2 < len(printed) <= 200 and not any(_NO_BYLINE.search(p.get("class") or "") for p in within):
                bylines.append(printed)
        elif (
            place >= len(around) and e.tag in ("p", "div", "span", "h4", "h5", "h6", "li", "strong") and not len(e) > 6
        ):
            printed = spoken(e, most=200)
            if printed and len(printed) <= 120 and re.match(r"(?:By|BY|by|Von|Текст:|Автор:|Por|Par)\s+\S", printed):
                bylines.append(printed)
        if (
            standfirst is None
            and begun is None
            and place >= len(around)
            and e.tag in ("p", "div", "h2", "h3", "span", "h4")
        ):
            if _STANDFIRST_NAMES.search(names) or "alternativeHeadline" in names:
                printed = " ".join(spoken(e, most=700).split())
                if printed and len(printed) <= 600 and len(printed.split()) > 5 and e.find(".//a") is None:
                    standfirst = printed
    return Head(
        headline=words,
        element=element,
        why=why,
        sure=sure,
        bylines=tuple(dict.fromkeys(bylines)),
        dates=tuple(dict.fromkeys(dates)),
        near=tuple(near),
        standfirst=standfirst,
    )


def spoken(element: Any, *, apart: bool = False, most: int | None = None) -> str:
    """The words under an element, its blocks on lines of their own; `apart` also what stands in elements that touch.
    What has over `most` characters gives ""."""
    from lxml import etree

    pieces: list[str] = []
    size = 0
    ended = False
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, e in walk:
        if e.tag in _BLOCKS or (apart and event == "start" and ended):
            pieces.append("\0")
        ended = event == "end" and not e.tail
        words = e.tail if event == "end" and e is not element else None
        if event == "start":
            if e.tag in _SILENT:
                walk.skip_subtree()
            else:
                words = e.text
        if words:
            pieces.append(words)
            size += len(words) if most is None else len(words.strip())
            if most is not None and size > most:
                return ""
    rows = (" ".join(row.split()) for row in "".join(pieces).split("\0"))
    return "\n".join(row for row in rows if row)


def _headline(tree: Any, titles: Sequence[Claim], site: set[str]) -> tuple[Any, str | None, str, float]:
    claimed = [t for claim in titles for t in _cut(claim.value)]
    whole = {_same(claim.value) for claim in titles}
    site = site - whole
    same = {_same(t) for t in claimed} - site
    marked = [e for e in tree.iter("h1") if (w := _words(e)) and _same(w) not in site]
    for e in marked:
        if _same(_words(e)) in same:
            return e, _words(e), "the page's heading, which its data give as its title", 0.99
    others = [(e, w) for e in tree.iter(*_MAY_HEAD) if len(e) < 4 and len(w := _words(e)) > 8 and _same(w) in same]
    scored = [
        (max((fuzz.token_set_ratio(_words(e).casefold(), t.casefold()) for t in claimed), default=0), -n, e)
        for n, e in enumerate(marked[:40])
        if 8 < len(_words(e)) <= 300
    ]
    best = max(scored, key=lambda row: row[:2], default=None)
    # A title without its last part is also what a menu calls the page.
    exact = next(((e, w) for e, w in others if _same(w) in whole), None)
    if exact or (others and (best is None or best[0] < 80)):
        e, w = exact or others[0]
        return e, w, "printed on the page as its data give the title", 0.95
    if best and best[0] >= 65:
        return best[2], _words(best[2]), "the page's heading; its data give another wording", 0.9
    named = [e for e in marked if _HEADLINE_NAMES.search(e.get("class") or "") or e.get("itemprop") == "headline"]
    for e in named or (marked if len(marked) == 1 else []):
        if len(_words(e).split()) >= 4:
            return e, _words(e), "the page's heading; its data give another title", 0.75
    if claimed:
        shortest = min((t for t in _cut(titles[0].value) if t), key=len, default=claimed[0])
        return None, shortest, f"from {titles[0].where}; the page prints no such heading", 0.6
    if marked:
        return marked[0], _words(marked[0]), "the page's first heading", 0.5
    return None, None, "no title found", 0.0


def _cut(title: str) -> tuple[str, ...]:
    """A title, and the title without what follows the last bar or dash: the outlet, or the section, at its end."""
    title = title[:_TITLE]
    parts = re.split(r"\s+(?:[|–—:»·-]|::)\s+", title)
    heads = [title]
    at = title
    for part in reversed(parts[1:]):
        at = at[: at.rfind(part)].rstrip(" |–—:»·-\t")
        if len(at) > 8:
            heads.append(at)
    # A title may begin with the outlet, too.
    if len(parts) > 1 and len(parts[-1]) > 25:
        heads.append(parts[-1])
    return tuple(heads)


def _forward(element: Any) -> Iterator[Any]:
    """Elements after an element, in the order of the page."""
    at = element
    while at is not None:
        following = at.getnext()
        while following is not None:
            if isinstance(following.tag, str):
                yield from (e for e in following.iter() if isinstance(e.tag, str))
            following = following.getnext()
        at = at.getparent()
        if at is not None and at.tag == "body":
            return


def _backward(element: Any) -> Iterator[Any]:
    """Elements before an element, from the nearest."""
    at = element
    while at is not None and at.tag != "body":
        before = at.getprevious()
        while before is not None:
            if isinstance(before.tag, str):
                yield from reversed(list(islice((e for e in before.iter() if isinstance(e.tag, str)), 60)))
            before = before.getprevious()
        at = at.getparent()


def _words(element: Any) -> str:
    return " ".join(spoken(element, most=400).split())


def _same(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
