"""The items of a feed, whatever it was written in: RSS, Atom, RDF by way of feedparser, JSON Feed by itself."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hearsay.readers.charsets import codec
from hearsay.readers.dates import iso
from hearsay.readers.encoding import decode
from hearsay.readers.fragment import meant, plain, shown

_DECLARED = re.compile(r"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_WIDE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
BROKEN = 0.01  # share of characters that may be broken in a text that is still what it declares
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# What an item is known by: each a text or null; ``content`` and ``summary`` with how they were written.
Item = dict[str, str | None]


class Feed(NamedTuple):
    """A feed: its items in order, `media_type`, a word on what it is (`form`), its `title`, and what is wrong with its
    mark-up (`fault`) and with its encoding (`doubt`: what was assumed, and why)."""

    items: tuple[Item, ...]
    media_type: str
    form: str
    title: str | None
    fault: str | None
    doubt: tuple[str, str] | None


class Words(NamedTuple):
    """Characters of a feed; ``None`` when the bytes are none, and `doubt` then says why."""

    text: str | None
    doubt: tuple[str, str] | None


def characters(data: bytes, charset: str | None) -> Words:
    """The characters of a feed: a mark first, then valid UTF-8, then what the transport or the feed declares, read as
    browsers read it, then a guess. A declaration that the bytes belie is told."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return Words(data[len(mark) :].decode(name, "replace"), None)
    for mark, name in _WIDE:
        if data.startswith(mark):
            return Words(data.decode(name, "replace"), None)
    declared = _DECLARED.search(data[:1024].decode("latin-1"))
    stated = charset or (declared[1].lower() if declared else None)
    known = codec(stated)
    if not data.isascii():
        try:
            # Bytes of another encoding are hardly ever valid UTF-8; a declaration that was left standing is common.
            return Words(data.decode("utf-8"), None)
        except UnicodeDecodeError:
            pass
    if known and known not in ("utf-8", "utf-16-le"):
        text = data.decode(known, "replace")
        if text.count("\ufffd") <= BROKEN * len(text):
            return Words(text, None)
    guessed = decode(data)
    if guessed.text is None:
        return Words(None, ("not a feed", guessed.why or "its bytes are no text"))
    if guessed.assumed is None:
        return Words(guessed.text, None)
    said = f"it says {stated}, and its bytes are not that" if stated else "it names no encoding and is not UTF-8"
    return Words(guessed.text, (f"read as {guessed.assumed}", f"{said}; check that names came out right"))


def parse(text: str, doubt: tuple[str, str] | None) -> Feed | None:
    """The feed that a text is, ``None`` when it is none. Entities of its own are not expanded, nothing is loaded."""
    if text.lstrip("\ufeff \t\r\n\0").startswith("{"):
        return _json(text, doubt)
    import feedparser

    # As UTF-8, and saying so: its own finding of encodings knows less of what browsers do.
    clean = _DECLARATION.sub("", _NOT_XML.sub("", text).lstrip("\ufeff"), count=1)
    found: Any = feedparser.parse(
        io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + clean.encode("utf-8", "replace").lstrip()),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.version and not found.entries and not found.feed:
        return None
    atom = found.version.startswith("atom")
    fault = None
    if found.bozo:
        fault = (str(found.get("bozo_exception") or "").splitlines() or ["broken mark-up"])[0][:160]
    title = _title(found.feed.get("title_detail"))
    numbered = enumerate(found.entries, start=1)
    return Feed(
        items=_named([_entry(entry, found.feed, number, title, atom) for number, entry in numbered]),
        media_type="application/atom+xml" if atom else "application/rss+xml",
        form="an Atom feed" if atom else "an RSS feed",
        title=title,
        fault=fault,
        doubt=doubt,
    )


def _entry(entry: Any, feed: Any, number: int, title: str | None, atom: bool) -> Item:
    # feedparser answers for "updated" with what is published, and warns of it.
    published, updated = _when(entry, "published"), _when(entry, "updated") if "updated" in entry else None
    content = _fullest(entry.get("content") or [])
    summary = entry.get("summary_detail") or {}
    source = entry.get("source") or {}
    byline = _names(entry)
    whole = _names(feed) if atom and not byline else None
    return {
        "number": str(number),
        "feed": title,
        "id": _text(entry.get("id")),
        "uri": _text(entry.get("feedburner_origlink")) or _text(entry.get("link")),
        "title": _title(entry.get("title_detail")),
        "byline": byline or whole,
        "byline_of": "feed" if whole else None,
        "published": published or updated,
        "published_of": "updated" if updated and not published else None,
        "modified": updated,
        "credit": _title(source.get("title_detail")) or _text(source.get("title")) or _text(source.get("href")),
        "rights": _title(entry.get("rights_detail")) or _title(feed.get("rights_detail")),
        "language": _text(content.get("language")) or _text(summary.get("language")) or _text(feed.get("language")),
        "content": content.get("value") or None,
        "content_type": content.get("type"),
        "summary": summary.get("value") or None,
        "summary_type": summary.get("type"),
        "summary_is": "summary" if atom else "description",
    }


def _json(text: str, doubt: tuple[str, str] | None) -> Feed | None:
    try:
        raw = json.loads(text.lstrip("\ufeff \t\r\n\0"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or "jsonfeed.org/version/" not in str(raw.get("version")):
        return None
    title = _plain(raw.get("title"))
    entries = raw.get("items")
    items: list[Item] = []
    for number, entry in enumerate(entries if isinstance(entries, list) else [], start=1):
        if not isinstance(entry, dict):
            continue
        html, words = _plain(entry.get("content_html")), _plain(entry.get("content_text"))
        byline = _people(entry)
        whole = None if byline else _people(raw)
        ident = entry.get("id")
        items.append(
            {
                "number": str(number),
                "feed": title,
                "id": _plain(str(ident) if isinstance(ident, int | float) else ident),
                "uri": _plain(entry.get("url")) or _plain(entry.get("external_url")),
                "title": _plain(entry.get("title")),
                "byline": byline or whole,
                "byline_of": "feed" if whole else None,
                "published": iso(_plain(entry.get("date_published")) or ""),
                "published_of": None,
                "modified": iso(_plain(entry.get("date_modified")) or ""),
                "credit": None,
                "rights": None,
                "language": _plain(entry.get("language")) or _plain(raw.get("language")),
                "content": html or words,
                "content_type": "text/html" if html else "text/lines",
                "summary": _plain(entry.get("summary")),
                "summary_type": "text/plain",
                "summary_is": "summary",
            }
        )
    return Feed(_named(items), "application/feed+json", "a JSON Feed", title, None, doubt)


def _named(items: list[Item]) -> tuple[Item, ...]:
    """Each item with a `record` of its own: its id, else its address, else its number; a later one of the same name
    has its number with it."""
    out: list[Item] = []
    seen: Counter[str] = Counter()
    for item in items:
        name = " ".join((item["id"] or item["uri"] or item["number"] or "").split())
        seen[name] += 1
        out.append({**item, "record": name if seen[name] == 1 else f"{name}#{item['number']}"})
    return tuple(out)


def _when(entry: Any, key: str) -> str | None:
    written = _text(entry.get(key))
    if not written:
        return None
    exact = iso(written)
    at = entry.get(f"{key}_parsed")
    if exact or not at:
        return exact
    day = f"{at.tm_year:04}-{at.tm_mon:02}-{at.tm_mday:02}"
    return f"{day}T{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}Z" if ":" in written else day


def _fullest(contents: Any) -> Mapping[str, Any]:
    texts = [one for one in contents if str(one.get("type", "")).startswith(("text/", "application/xhtml"))]
    return max(texts, key=lambda one: len(one.get("value") or ""), default={})


def _names(of: Any) -> str | None:
    names = [_text(person.get("name")) or _text(person.get("email")) for person in of.get("authors") or [] if person]
    listed = ", ".join(dict.fromkeys(name for name in names if name))
    return listed or _text(of.get("author"))


def _people(of: Mapping[str, Any]) -> str | None:
    people = of.get("authors") if isinstance(of.get("authors"), list) else [of.get("author")]
    names = [_plain(person.get("name")) for person in people or [] if isinstance(person, dict)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _title(detail: Any) -> str | None:
    """A title, which may be marked up, as a line."""
    if not detail or not detail.get("value"):
        return None
    value = str(detail["value"])
    markup = detail.get("type") in ("text/html", "application/xhtml+xml")
    return _text(" ".join(shown(value).lines) if markup else value)


def _plain(value: object) -> str | None:
    """A text of a JSON feed, which could hold anything; line ends stay."""
    return (meant(value).strip() or None) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return (" ".join(meant(value).split()) or None) if isinstance(value, str) else None


def encoded(item: Item) -> bytes:
    """An item as bytes, always the same."""
    return json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def paragraphs(item: Item, which: str) -> Iterator[tuple[str, bool]]:
    """The lines of an item's ``content`` or ``summary``, and of each whether it is a caption."""
    value, kind = item[which], item[f"{which}_type"]
    if not value:
        return
    markup = kind in ("text/html", "application/xhtml+xml")
    found = shown(value) if markup else plain(value, by_line=kind == "text/lines")
    for number, line in enumerate(found.lines):
        yield line, number in found.captions
