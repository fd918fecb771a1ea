"""Writes small PDFs by hand, for tests: each page a list of things to draw, in points from the top left."""

from __future__ import annotations

import zlib
from typing import NamedTuple

WIDTH, HEIGHT = 612, 792


class At(NamedTuple):
    """Words set at a place: left and baseline in points from the top left, size in points."""

    left: float
    top: float
    words: str
    size: float = 10
    hidden: bool = False


class Bar(NamedTuple):
    """A black bar: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


def lines(*texts: str, left: float = 72, top: float = 100, leading: float = 14) -> list[At | Bar]:
    """Lines of text one below the other."""
    return [At(left, top + leading * number, text) for number, text in enumerate(texts)]


def pdf(*pages: list[At | Bar], info: str = "", rotate: int = 0, packed: bool = False) -> bytes:
    """A PDF of these pages; `info` are entries of its information dictionary."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode("latin-1"),
    ]
    for number, page in enumerate(pages):
        content = b"\n".join(_drawn(thing) for thing in page)
        extra = b""
        if packed:
            content, extra = zlib.compress(content), b" /Filter /FlateDecode"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(content), extra, content))
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, body in enumerate(objects, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _drawn(thing: At | Bar) -> bytes:
    if isinstance(thing, Bar):
        base = HEIGHT - thing.top - thing.height
        return f"0 0 0 rg {thing.left} {base} {thing.width} {thing.height} re f".encode()
    words = thing.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    mode = 3 if thing.hidden else 0
    place = f"BT /F {thing.size} Tf {mode} Tr 1 0 0 1 {thing.left} {HEIGHT - thing.top} Tm (".encode()
    return place + words + b") Tj ET"
