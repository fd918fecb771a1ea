"""Notices that stand on a page outside its article: whose text it is, whom to ask for removal, the © line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hearsay.readers import notices
from hearsay.readers.contact import contact_of
from hearsay.readers.html_article import same
from hearsay.text import Span

MOST = 3  # notices that are kept with a text

_APART = "//script|//style|//noscript|//template|//iframe|//figure|//nav|//form|//button|//select|//svg"
_HINT = re.compile(
    r"(?i)courtesy|originally|first (?:appeared|published)|appeared first|republished|reprinted|removed?\b|©|copyright"
    r"|rights"
)
_LEAVES = (
    "//*[self::p or self::div or self::small or self::span or self::li or self::footer or self::address or self::em]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """`kept` are notices to be kept with the text, `rights` the page's © line, `contact` whom a notice's links name."""

    kept: tuple[str, ...] = ()
    rights: str | None = None
    contact: str | None = None


def outside(tree: Any, lines: Sequence[str]) -> Outside:
    """Find the notices of a parsed page that `lines`, its article, lack. Changes the tree."""
    for element in tree.xpath(_APART):
        element.drop_tree()
    have = {same(line) for line in lines}
    whole = same(" ".join(lines))
    kept: list[str] = []
    rights: str | None = None
    contact: str | None = None
    for element in tree.xpath(_LEAVES):
        if any(child.tag in ("p", "div", "li", "ul", "table", "section", "footer") for child in element):
            continue
        words = " ".join(element.text_content().split())
        if not 8 <= len(words) <= 1500 or not _HINT.search(words):
            continue
        mine = same(words)
        inside = mine in have or mine in whole
        if inside and not _asks(words):
            continue
        found = notices.find(words, (Span(0, len(words)),))
        origin = any(credit.kind in ("courtesy", "republished") for credit in found.credits)
        asks = bool(found.rights) and "©" not in words and _asks(words)
        if asks and contact is None and contact_of(words) is None:
            contact = _linked(element)
        if inside:
            continue
        if (origin and not words.lower().startswith("courtesy")) or asks:
            if len(kept) < MOST:
                kept.append(words)
                have.add(mine)
                whole += mine
        elif found.rights and rights is None and re.search(r"\b(?:19|20)\d\d\b|(?i:rights reserved)", words):
            rights = words
    return Outside(kept=tuple(kept), rights=rights, contact=contact)


def _asks(words: str) -> bool:
    return re.search(r"(?i)remov|taken? down|takedown", words) is not None


def _linked(element: Any) -> str | None:
    """Where the links of a notice lead: an e-mail address before a page."""
    links = [(a.get("href") or "").strip() for a in element.iter("a")]
    mails = [link[7:].partition("?")[0] for link in links if link.lower().startswith("mailto:")]
    pages = [link for link in links if re.match(r"(?i)https?://|/", link)]
    return next(iter([*mails, *pages]), None)
