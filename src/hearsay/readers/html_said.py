"""What the head and the structured data of a page say of it: JSON-LD, Open Graph, microdata, meta tags.

Candidates only, each with where it stands; what is believed is decided in `html_fields`. Read by hand and not with a
package: of a page's data we need one article with six fields, and broken JSON has to be survived.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from types import MappingProxyType
from typing import Any

LONGEST_JSON = 2_000_000  # characters of one block of structured data
MOST_NODES = 5_000  # objects in it that are looked at
_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "Article", "BlogPosting", "LiveBlogPosting", "Report", "SocialMediaPosting",
    "ScholarlyArticle", "TechArticle", "ClaimReview",
)  # fmt: skip
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", "headline"),
    "published": (
        "article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "sailthru.date",
        "dc.date.issued", "dcterms.created", "dc.date", "pubdate", "publish-date", "publish_date", "publication_date",
        "article.published", "date", "cxenseparse:recs:publishtime", "rnews:datepublished", "dcterms.date",
        "displaydate",
    ),
    "modified": (
        "article:modified_time", "datemodified", "og:updated_time", "lastmod", "last-modified", "dc.date.modified",
    ),
    "author": (
        "author", "parsely-author", "sailthru.author", "byl", "dc.creator", "article:author", "dcterms.creator",
        "article:author_name",
    ),
    "publisher": (
        "og:site_name", "publisher", "dc.publisher", "application-name", "dcterms.publisher",
        "apple-mobile-web-app-title",
    ),
    "rights": ("copyright", "dc.rights", "dcterms.rights", "rights"),
    "uri": ("og:url",),
    "language": ("og:locale", "dc.language"),
}  # fmt: skip
_EDGES = re.compile(
    r"^\s*(?:<!--|//<!\[CDATA\[|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|//\]\]>|/\*\]\]>\*/|\]\]>)\s*;?\s*$|;\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A value that the page states of itself, and `where` it does: "JSON-LD", "og:title"."""

    value: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All claims by field, strongest first.

    `article` is the text of the article where the data carry it; `free` whether they say that all may read it; `broken`
    how many blocks of data could not be read.
    """

    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=lambda: MappingProxyType({}))
    article: str | None = None
    free: bool | None = None
    broken: int = 0

    def all(self, field: str) -> tuple[Claim, ...]:
        """The claims for one field; none when the page says nothing of it."""
        return self.claims.get(field, ())


def said(tree: Any) -> Said:
    """The claims of a parsed page. Takes an lxml tree with its scripts still in it, and changes nothing."""
    found: dict[str, list[Claim]] = {}
    nodes, broken = _nodes(tree)
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    article = _article(nodes)
    body: str | None = None
    free: bool | None = None
    if article is not None:
        body = _paragraphs(article.get("articleBody"))
        free = {"true": True, "false": False}.get(str(article.get("isAccessibleForFree")).lower())
        for part, keys in (
            ("title", ("headline", "name")),
            ("published", ("datePublished", "dateCreated")),
            ("modified", ("dateModified",)),
            ("uri", ("url",)),
            ("language", ("inLanguage",)),
        ):
            value = next((words for key in keys if (words := _text(article.get(key)))), None)
            if value:
                found.setdefault(part, []).append(Claim(value=value, where="JSON-LD"))
        for part, keys in (("author", ("author", "creator")), ("publisher", ("publisher", "sourceOrganization"))):
            for key in keys:
                names = _parties(article.get(key), by_id)
                if names:
                    kinds = {kind for _, kind in names} - {""}
                    where = f"JSON-LD ({min(kinds)})" if kinds and part == "author" else "JSON-LD"
                    value = ", ".join(dict.fromkeys(name for name, _ in names[:20]))
                    found.setdefault(part, []).append(Claim(value=value, where=where))
                    break
    for node in nodes:
        if _kinds(node) & {"WebSite", "NewsMediaOrganization"} and (name := _text(node.get("name"))):
            found.setdefault("publisher", []).append(Claim(value=name, where="JSON-LD of the site"))
        if article is None and "WebPage" in _kinds(node):
            for part, key in (("published", "datePublished"), ("modified", "dateModified")):
                if value := _text(node.get(key)):
                    found.setdefault(part, []).append(Claim(value=value, where="JSON-LD of the page"))
    metas = _metas(tree)
    for part, names_of in _META.items():
        for name in names_of:
            for value in metas.get(name, ()):
                found.setdefault(part, []).append(Claim(value=value, where=name))
    for part, path in (
        ("uri", "//link[@rel='canonical']/@href"),
        ("language", "/html/@lang"),
        ("title", "//head/title"),
        ("rights", "//link[@rel='license']/@href"),
    ):
        for value in tree.xpath(path)[:2]:
            words = _clean(value if isinstance(value, str) else value.text_content())
            if words:
                where = {"title": "<title>", "language": "<html lang>", "uri": "canonical link"}.get(part, part)
                found.setdefault(part, []).append(Claim(value=words, where=where))
    return Said(
        claims=MappingProxyType({k: tuple(v) for k, v in found.items()}), article=body, free=free, broken=broken
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = _clean(element.get("content"))
        if not value or len(value) > 2000:
            continue
        for key in ("property", "name", "itemprop"):
            name = (element.get(key) or "").strip().lower()
            if name:
                values = out.setdefault(name, [])
                if value not in values and len(values) < 10:
                    values.append(value)
    return out


def _nodes(tree: Any) -> tuple[list[dict[str, Any]], int]:
    out: list[dict[str, Any]] = []
    broken = 0
    for element in tree.iter("script"):
        if "ld+json" not in (element.get("type") or "").lower():
            continue
        source = element.text or ""
        if not source.strip():
            continue
        data = _json(source) if len(source) <= LONGEST_JSON else None
        if data is None:
            broken += 1
            continue
        for node in _walk(data):
            out.append(node)
            if len(out) >= MOST_NODES:
                return out, broken
    return out, broken


def _json(source: str) -> Any:
    text = _EDGES.sub("", _EDGES.sub("", source)).strip()
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", re.sub(r"[\x00-\x1f]+", " ", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(data: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of a block: lists, @graph and mainEntity are opened, what hangs below them is not."""
    waiting = [data]
    while waiting:
        at = waiting.pop(0)
        if isinstance(at, list):
            waiting[:0] = at[:MOST_NODES]
        elif isinstance(at, dict):
            yield at
            for key in ("@graph", "mainEntity"):
                if isinstance(at.get(key), list | dict):
                    waiting.append(at[key])


def _kinds(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(k).rpartition("/")[2] for k in kinds if k}


def _article(nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    found = [node for node in nodes if _kinds(node) & set(_ARTICLES)]
    # A review of a claim carries the claim's author, too; an article beside it knows more.
    found.sort(key=lambda node: ("ClaimReview" in _kinds(node), "headline" not in node, -len(node)))
    return found[0] if found else None


def _parties(value: Any, by_id: Mapping[str, dict[str, Any]]) -> list[tuple[str, str]]:
    """Names with their type, of one party or of several."""
    if isinstance(value, list):
        return [party for item in value[:30] for party in _parties(item, by_id)]
    if isinstance(value, str):
        words = _text(value)
        return [(words, "")] if words and not re.match(r"(?i)https?:|www\.", words) else []
    if isinstance(value, dict):
        account = "name" not in value and "@id" in value
        if account:
            value = by_id.get(str(value["@id"]), {})
        name = value.get("name")
        kinds = _kinds(value)
        kind = "organisation" if any("Organi" in k for k in kinds) else "account" if account else ""
        if isinstance(name, list):
            return [(words, kind) for item in name[:30] if (words := _text(item))]
        words = _text(name)
        return [(words, kind)] if words and not re.match(r"(?i)https?:|www\.", words) else []
    return []


def _text(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    return _clean(unescape(unescape(value)))


def _paragraphs(value: Any) -> str | None:
    """A text whose lines are kept; mark-up in it is taken out."""
    if not isinstance(value, str):
        return None
    words = re.sub(r"<(?:/p|br ?/?|/div|/h\d)>", "\n", unescape(value), flags=re.IGNORECASE)
    rows = (" ".join(row.split()) for row in unescape(re.sub(r"<[^<>]{1,400}>", "", words)).splitlines())
    return "\n".join(row for row in rows if row) or None


def _clean(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None
