"""What bytes are, by how they begin: the ending that a file of that format has, whatever its own name says."""

from __future__ import annotations

import bz2
import codecs
import lzma
import re
import zlib

HEAD = 16 * 1024  # bytes that `sniff` needs to see
_INNER = 1024  # bytes that are unpacked of what is packed

_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))  # fmt: skip
# How "<" looks in the wider encodings, where no mark says so.
_WIDE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_BEFORE_ROOT = re.compile(r"(?:[\s\0]+|<!--.*?-->|<\?.*?(?:\?>|>)|<!DOCTYPE(?:[^\[>]|\[[^\]]*\])*>)", re.DOTALL | re.I)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)([^>]*)")
_DOCTYPE_HTML = re.compile(r"(?:[\s\0]|<!--.*?-->|<\?.*?\?>)*<!DOCTYPE\s+html\b", re.DOTALL | re.IGNORECASE)
_FEEDS = frozenset({"rss", "feed", "rdf", "channel"})
_RSS_NAMESPACE = re.compile(r"purl\.org/(?:rss|net/rss|atom)|my\.netscape\.com/(?:rdf|publish)|channel\.netscape\.com")
_TEI = frozenset({"tei", "tei.2", "teicorpus"})
_OFFICE = ((b"word/", ".docx"), (b"xl/", ".xlsx"), (b"ppt/", ".pptx"))

MEDIA_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/rdf+xml": ".rdf",
    "application/feed+json": ".jsonfeed",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/tei+xml": ".tei",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-gzip": ".gz",
    "application/x-tar": ".tar",
    "application/warc": ".warc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
}  # fmt: skip
# Of many formats, of which the first bytes tell which it is.
OPEN_ENDINGS = frozenset({".xml", ".json", ".gz", ".bz2", ".xz"})


def sniff(head: bytes) -> str | None:
    """The ending of the format that bytes begin like, ``None`` when they do not say; only what is unmistakable counts.

    `head` are the first bytes, up to `HEAD` of them.

    >>> sniff(b"%PDF-1.7"), sniff(b"<?xml version='1.0'?><rss>"), sniff(b"<!doctype html><p>"), sniff(b"Vele said yes.")
    ('.pdf', '.rss', '.html', None)
    """
    if head.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zip(head)
    if head.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        return ".zip"
    for magic, packing in ((b"\x1f\x8b", ".gz"), (b"BZh", ".bz2"), (b"\xfd7zXZ\x00", ".xz")):
        if head.startswith(magic):
            return (_inside(_unpack(head, packing)) or "") + packing
    return _inside(head) or _text(head)


def _inside(head: bytes) -> str | None:
    """The containers of records, which are also met packed."""
    if head.startswith(b"WARC/"):
        return ".warc"
    if head.startswith(b"filedesc://"):
        return ".arc"
    return ".tar" if head[257:262] == b"ustar" else None


def _zip(head: bytes) -> str | None:
    """Many formats of documents are ZIP archives of their own kind; an open one has any first member."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first in (b"[Content_Types].xml", b"_rels/.rels") or first.startswith((b"docProps/", b"word/")):
        return next((ending for part, ending in _OFFICE if part in head), ".docx")
    if first == b"mimetype":
        kind = head[38:98]
        return ".epub" if b"epub" in kind else ".odt"
    return ".jar" if first.startswith(b"META-INF/") else ".zip"


def _unpack(head: bytes, packing: str) -> bytes:
    try:
        if packing == ".gz":
            return zlib.decompressobj(31).decompress(head, _INNER)
        if packing == ".bz2":
            return bz2.BZ2Decompressor().decompress(head, _INNER)
        return lzma.LZMADecompressor(memlimit=2**27).decompress(head, _INNER)
    except (zlib.error, OSError, EOFError, lzma.LZMAError, ValueError):
        return b""


def _text(head: bytes) -> str | None:
    words = opening_words(head)
    stripped = words.lstrip(" \t\r\n\0\ufeff")
    if stripped.startswith("{"):
        return ".jsonfeed" if re.search(r'"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/', words) else None
    if not stripped.startswith("<"):
        return None
    at = 0
    while match := _BEFORE_ROOT.match(words, at):
        at = match.end()
    root = _ROOT.match(words, at)
    if root:
        name = root[1].lower().rpartition(":")[2]
        if name == "rdf":
            return ".rdf" if _RSS_NAMESPACE.search(words) else None
        if name in _FEEDS:
            return ".atom" if name == "feed" else ".rss"
        if name in _TEI:
            return ".tei"
        if name == "html":
            return ".html"
    return ".html" if _DOCTYPE_HTML.match(words) else None


def opening_words(head: bytes) -> str:
    """The first bytes as characters, well enough to find mark-up in them."""
    for mark, name in (*_MARKS, *_WIDE):
        if head.startswith(mark):
            return head[: len(head) // 4 * 4].decode(name, "replace").removeprefix("\ufeff")
    return head.decode("utf-8", "replace")
