"""Bytes to text. UTF-8 is taken at its word; anything else is guessed, and the guess is told."""

from __future__ import annotations

import codecs
import logging
import re
from typing import NamedTuple

from hearsay.readers.capture import looks_like

CONTROL_SHARE = 0.05  # more control characters than this, and it is no text
SAMPLE = 256 * 1024  # bytes that the guesser sees

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The bytes of Windows-1252 that English typists produce: curly quotes, dashes, ellipsis, pound, euro, a no-break space.
_TYPOGRAPHY = frozenset(b"\x80\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb\xbd")
_ESCAPED = re.compile("[\udc80-\udcff]")
_FROM_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}


SHORT = 4_000  # bytes below which a guess between Windows code pages rests on a handful of letters
_EAST_OF_IT = frozenset(("cp1250", "cp1254", "cp1257", "cp1258", "iso8859_2", "iso8859_9", "iso8859_15", "mac_latin2"))
_WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøùúûüýÿœßÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØÙÚÛÜÝŸŒªº")


class Decoded(NamedTuple):
    """Text with the encoding that was assumed; ``None`` where the bytes were plain UTF-8. `text` is ``None`` when the
    bytes are no text, and `why` then says what speaks against it."""

    text: str | None
    assumed: str | None = None
    why: str | None = None


def decode(data: bytes) -> Decoded:
    """The text of `data`, exactly: newlines, a byte order mark of UTF-8 and control characters stay.

    >>> decode(b"Vele said yes.\\r\\n").text
    'Vele said yes.\\r\\n'
    >>> decode(b"Vele said \\x93yes\\x94.")
    Decoded(text='Vele said “yes”.', assumed='windows-1252', why=None)
    """
    known = looks_like(data)
    if known:
        return Decoded(None, why=f"by its first bytes it is {known}")
    decoded = _decode(data)
    if decoded.text is None:
        return decoded
    controls = sum(1 for _ in _CONTROL.finditer(decoded.text))
    if controls > CONTROL_SHARE * len(decoded.text):
        return Decoded(None, why=f"{controls} of its {len(decoded.text)} characters are control characters")
    return decoded


def _decode(data: bytes) -> Decoded:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name)
            except UnicodeDecodeError:
                return Decoded(None, why=f"it begins like {name} and is not")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if data.count(b"\0") > CONTROL_SHARE * len(data):
        return Decoded(None, why="it is full of zero bytes")
    lenient = data.decode("utf-8", "surrogateescape")
    strays = _ESCAPED.findall(lenient)
    whole = sum(1 for c in lenient if c > "\x7f") - len(strays)
    if whole >= len(strays):
        # Most of it is UTF-8 with bytes of another file pasted in: read those few as Windows-1252.
        return Decoded(lenient.translate(_FROM_WINDOWS), "utf-8 with windows-1252 mixed in")
    if all(ord(stray) - 0xDC00 in _TYPOGRAPHY for stray in strays):
        return Decoded(data.decode("cp1252", "replace"), "windows-1252")
    return _guess(data)


def _western(data: bytes) -> bool:
    """Whether all accented letters of `data`, read as Windows-1252, are those of western European languages."""
    letters = {c for c in data.decode("cp1252", "replace") if c > "\x7f" and c.isalpha()}
    return letters <= _WESTERN


def _guess(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # imported late: most files are UTF-8 and never need it

    logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())
    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return Decoded(None, why="its bytes fit no encoding of text")
    if best.encoding in _EAST_OF_IT and len(data) < SHORT and _western(data):
        return Decoded(data.decode("cp1252", "replace"), "windows-1252")
    name = "windows-1252" if best.encoding == "cp1252" else best.encoding.replace("_", "-")
    return Decoded(data.decode(best.encoding, "replace"), name)
