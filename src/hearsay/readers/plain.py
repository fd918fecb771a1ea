"""Plain text: the text is the file, code point by code point."""

from __future__ import annotations

from collections.abc import Iterator

from hearsay.model import Document, Problem
from hearsay.readers.capture import Capture, Input
from hearsay.readers.compose import compose
from hearsay.readers.encoding import decode
from hearsay.readers.layout import opening, paragraphs
from hearsay.readers.single import capture_of

extensions = (".txt", ".text", ".md")


def captures(given: Input) -> Iterator[Capture | Problem]:
    """The one capture of a plain-text file, with the metadata that stands beside it."""
    media_type = "text/markdown" if given.path.lower().endswith(".md") else "text/plain"
    yield from capture_of(given, media_type)


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a capture. Newlines, a byte order mark and control characters stay in its text, so that offsets
    count in the file's own text; a file that is not UTF-8 gives a problem beside the document, naming the encoding
    that was assumed."""
    decoded = decode(capture.data)
    text = decoded.text
    if text is None:
        why = f"{decoded.why}; give the text in it as a .txt file in UTF-8"
        yield Problem(path=capture.path, record=None, what="not plain text", why=why)
        return
    if not text.strip("\ufeff \t\r\n\f\v"):
        yield Problem(path=capture.path, record=None, what="empty file", why="it holds nothing but blanks")
        return
    if decoded.assumed:
        why = "the file is not UTF-8; check that names and quotation marks came out right, or save it as UTF-8"
        yield Problem(path=capture.path, record=None, what=f"read as {decoded.assumed}", why=why)
    yield compose(capture, text, opening=opening(text, paragraphs(text)))
