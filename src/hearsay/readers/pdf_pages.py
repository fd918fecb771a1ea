"""What stands in a PDF, page by page, as plain values. Runs in a process of its own, under limits (`guarded`)."""

from __future__ import annotations

import ctypes
import re
import struct
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from hearsay.readers.legibility import Counted
from hearsay.readers.pdf_layers import one_layer
from hearsay.readers.pdf_layout import Line, Word, lay_out

PARSER = "hearsay.readers.pdf_pages"  # where `guarded` finds this
SECONDS, MEGABYTES = 20.0, 1_024  # for one page, and for what opening the file needs
MANY_WORDS = 30_000  # of a page; a newspaper's has six thousand
SHAPES = 400  # objects of a page among which black bars are looked for
CLEAN = 0.9  # from this measure on, a page has no specks
PIXELS = 40_000_000  # of a page image
_WORDS = re.compile("[^\\s\ufffe\u0002]+[\ufffe\u0002]?|[\ufffe\u0002]")


class Page(NamedTuple):
    """A page as it was read: its size in points, its lines, and the measure of its layer.

    `dropped` words were left out because they lay on others, with the measure `other`; `specks` and `sideways` words
    were left out of the lines. `bars` are black bars: a box, and how many words lie under it. `pictured`: a picture
    fills most of the page. `cut`: there were more words than are read.
    """

    width: float
    height: float
    lines: tuple[Line, ...]
    counted: Counted
    dropped: int
    other: Counted | None
    specks: int
    sideways: int
    bars: tuple[tuple[float, float, float, float, int], ...]
    pictured: bool
    cut: bool

    @classmethod
    def of(cls, plain: tuple[Any, ...]) -> Page:
        """The page that crossed the line from the other process."""
        width, height, lines, counted, dropped, other, *rest = plain
        return cls(
            width,
            height,
            tuple(Line(*line) for line in lines),
            Counted(*counted),
            dropped,
            Counted(*other) if other is not None else None,
            *rest,
        )


def pages(argument: tuple[bytes, int, int]) -> Iterator[Any]:
    """First the number of pages and the file's metadata, then each page from `first` on (from 0), up to `most`."""
    import pypdfium2

    data, first, most = argument
    document = pypdfium2.PdfDocument(data)
    total = len(document)
    yield total, {str(key): str(value) for key, value in document.get_metadata_dict(skip_empty=True).items()}
    for number in range(first, min(total, first + most)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError as error:
            yield str(error)
            continue
        yield _plain(read(page))
        page.close()


def _plain(page: Page) -> tuple[Any, ...]:
    lines = tuple(tuple(line) for line in page.lines)
    other = tuple(page.other) if page.other is not None else None
    return (page.width, page.height, lines, tuple(page.counted), page.dropped, other, *page[6:])


def read(page: Any) -> Page:
    """One page of pypdfium2, read."""
    width, height = page.get_size()
    words, sideways, cut = _words(page)
    layer = one_layer(words)
    laid = lay_out(layer.words, noisy=layer.counted.share < CLEAN)
    bars, pictured = _shapes(page, words)
    return Page(
        width,
        height,
        laid.lines,
        layer.counted,
        layer.dropped,
        layer.other,
        laid.specks,
        sideways,
        bars,
        pictured,
        cut,
    )


def _words(page: Any) -> tuple[list[Word], int, bool]:
    """The words of a page in the order of the file, how many were left out as set sideways, whether there are more."""
    import pypdfium2.raw as raw

    held = page.get_textpage()
    count = held.count_chars()
    # Units of UTF-16, as the file's own index counts; what was not given a character is missing from them.
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(held.raw, 0, count, buffer)
    units = bytes(buffer)[: 2 * max(0, written - 1)]
    text = units.decode("utf-16-le", "replace").replace("\x00", " ")
    # A hyphen at the end of a line comes as a character that is none, with the next line stuck to it.
    shifted = len(text) != count
    view = _View(page)
    shown, west, north = view.box if view.turn else None, view.left, view.top
    box, corners = (
        raw.FS_RECTF(),
        struct.Struct("4f").unpack_from,
    )  # as the structure has them: left, top, right, bottom
    words: list[Word] = []
    sideways = 0
    exact, held_raw = raw.FPDFText_GetLooseCharBox, held.raw
    at = ctypes.byref(box)
    for match in _WORDS.finditer(text):
        start, end = match.start(), match.end() - 1
        if shifted:
            start = raw.FPDFText_GetCharIndexFromTextIndex(held_raw, start)
            end = raw.FPDFText_GetCharIndexFromTextIndex(held_raw, end)
        if start < 0 or end < 0 or not exact(held_raw, start, at):
            continue
        left, top, right, bottom = corners(box)
        if end > start and exact(held_raw, end, at):
            first, high, last, low = corners(box)
            if first < left:
                left = first
            if last > right:
                right = last
            if low < bottom:
                bottom = low
            if high > top:
                top = high
        if shown:
            left, top, right, bottom = shown(left, bottom, right, top)
        else:
            left, top, right, bottom = left - west, north - top, right - west, north - bottom
        if bottom - top > 2.2 * (right - left) and end - match.start() > 1:
            sideways += 1
            continue
        word = match[0]
        if word[-1] in "\ufffe\u0002":
            word = f"{word[:-1]}-"
        words.append(Word(word, left, top, right, bottom))
        if len(words) >= MANY_WORDS:
            return words, sideways, True
    return words, sideways, False


class _View:
    """From the file's coordinates to points from the top left of the page as it is shown."""

    def __init__(self, page: Any) -> None:
        self.turn = page.get_rotation()
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of a box as shown."""
        if self.turn == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.turn == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom


def _shapes(page: Any, words: list[Word]) -> tuple[tuple[tuple[float, float, float, float, int], ...], bool]:
    """Black bars as high as a line or higher, each with the number of words under it; whether a picture fills most."""
    import pypdfium2.raw as raw

    count = raw.FPDFPage_CountObjects(page.raw)
    view = _View(page)
    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    colours = [ctypes.c_uint() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    bars: list[tuple[float, float, float, float, int]] = []
    pictured = False
    # Where each word is an object, whatever was drawn over them stands before or after them all.
    looked = range(count) if count <= SHAPES else (*range(SHAPES // 2), *range(count - SHAPES // 2, count))
    for index in looked:
        shape = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
            continue
        if not raw.FPDFPageObj_GetBounds(shape, *edges):
            continue
        left, top, right, bottom = view.box(*(edge.value for edge in edges))
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictured = pictured or (right - left) * (bottom - top) > width * height / 2
            continue
        if not (bottom - top >= 6 and right - left >= 12 and (right - left) * (bottom - top) < width * height / 2):
            continue
        if not raw.FPDFPath_GetDrawMode(shape, fill, stroke) or not fill.value:
            continue
        if not raw.FPDFPageObj_GetFillColor(shape, *colours):
            continue
        red, green, blue, solid = (colour.value for colour in colours)
        if max(red, green, blue) > 48 or solid < 200:
            continue
        under = sum(
            left <= (word.left + word.right) / 2 <= right and top <= (word.top + word.bottom) / 2 <= bottom
            for word in words
        )
        bars.append((round(left, 1), round(top, 1), round(right, 1), round(bottom, 1), under))
    return tuple(bars), pictured


def image(argument: tuple[bytes, int, tuple[float, float, float, float] | None, float]) -> bytes:
    """A page, or a box of it, as PNG in shades of grey; `scale` is pixels a point."""
    import pypdfium2

    data, number, box, scale = argument
    document = pypdfium2.PdfDocument(data)
    if not 0 <= number < len(document):
        raise IndexError(f"there are {len(document)} pages")
    page = document[number]
    width, height = page.get_size()
    crop = (0.0, 0.0, 0.0, 0.0)
    if box is not None:
        left, top, right, bottom = box
        left, top = max(0.0, left), max(0.0, top)
        right, bottom = min(width, right), min(height, bottom)
        if right <= left or bottom <= top:
            raise ValueError("the box lies outside the page")
        crop = (left, height - bottom, width - right, top)
    across, down = width - crop[0] - crop[2], height - crop[1] - crop[3]
    if across * down * scale * scale > PIXELS:
        raise ValueError(f"the image would have more than {PIXELS // 1_000_000} million pixels")
    bitmap = page.render(scale=scale, crop=crop, grayscale=True)
    pixels = bytes(bitmap.buffer)
    rows = (pixels[y * bitmap.stride : y * bitmap.stride + bitmap.width] for y in range(bitmap.height))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def words_of(argument: tuple[bytes, int]) -> tuple[tuple[tuple[Any, ...], ...], ...]:
    """The words of a page with their boxes, line by line, in the order of reading."""
    import pypdfium2

    data, number = argument
    page = pypdfium2.PdfDocument(data)[number]
    layer = one_layer(_words(page)[0])
    laid = lay_out(layer.words, noisy=layer.counted.share < CLEAN)
    return tuple(tuple(tuple(word) for word in line) for line in laid.words)
