"""The lines of a PDF page that hold a quotation, as pictures: a reader sees the page beside what was read from it.

The bytes are handed in, and so is nothing looked up here: the page is made of the pictures without a file being opened.
What is not shown is named, with the reason.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from hearsay.model import Document, Dossier, Place, Rendition
from hearsay.readers import guarded, pdf_view
from hearsay.render.naming import Names, names, shown_utterances
from hearsay.text import Span

EACH = 90_000  # bytes of one picture at most
TOTAL = 6_000_000  # bytes of all pictures of a dossier at most
MOST = 400  # quotations shown at most: each costs a look at its page
SCALES = (2.0, 1.4, 1.0)  # pixels a point, the finest first; a picture too large is tried with the next
MARGIN = 5.0  # points above and below the lines
WIDEST = 1e6  # points: the width of any page

TOO_LARGE = "its lines make too large a picture"
TOO_MANY = "the pictures before it fill the room that there is"
NOT_FOUND = "its words were not found again on the page"
NO_FILE = "the file is not where it was read, has changed, or lies in an archive"

Original = Callable[[Document], bytes | None]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A picture of lines of a page (from 1), as PNG; `width` and `height` in points. `doubtful`: the reader of the file
    could not trust the text that lies under it."""

    page: int
    png: bytes
    width: float
    height: float
    doubtful: bool

    @property
    def uri(self) -> str:
        """The picture as an address that holds it."""
        return f"data:image/png;base64,{b64encode(self.png).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facsimiles:
    """The pictures of renditions by document and spans, and the places of those that are not shown, by the reason."""

    crops: Mapping[tuple[str, tuple[Span, ...]], tuple[Crop, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    def of(self, rendition: Rendition) -> tuple[Crop, ...]:
        """The pictures of a rendition, one a page; mostly none."""
        return self.crops.get((rendition.document, rendition.spans), ())


def facsimiles(dossier: Dossier, original: Original) -> Facsimiles:
    """Pictures for the quotations of the stories shown whose documents are PDFs; `original` gives a document's bytes.

    A file is asked for once and let go before the next. A page that its parser fails on is left out and told.
    """
    lookup = names(dossier)
    crops: dict[tuple[str, tuple[Span, ...]], tuple[Crop, ...]] = {}
    left: dict[str, list[Place]] = {}
    spent = 0
    for document, quoted in _quoted(dossier, lookup).items():
        record = lookup.documents[document]
        data = original(record)
        for spans in quoted:
            made: tuple[Crop, ...] | str
            if data is None:
                made = NO_FILE
            elif spent >= TOTAL or len(crops) >= MOST:
                made = TOO_MANY
            else:
                made = _crops(data, record, spans)
            if not isinstance(made, str) and spent + sum(len(c.png) for c in made) > TOTAL:
                made = TOO_MANY
            if isinstance(made, str):
                left.setdefault(made, []).append(Place(document=document, span=spans[0]))
            else:
                crops[document, spans] = made
                spent += sum(len(c.png) for c in made)
    return Facsimiles(crops=crops, left_out={why: tuple(places) for why, places in sorted(left.items())})


def _quoted(dossier: Dossier, lookup: Names) -> dict[str, dict[tuple[Span, ...], None]]:
    """The spans of quotations in PDFs, each once, by document in the order in which the findings come to them."""
    out: dict[str, dict[tuple[Span, ...], None]] = {}
    for utterance in shown_utterances(dossier, lookup):
        for rendition in utterance.renditions:
            record = lookup.documents[rendition.document]
            modes = {lookup.attributions[a].mode for a in rendition.attributions}
            if record.media_type == "application/pdf" and record.pages and modes != {"indirect"}:
                out.setdefault(rendition.document, {})[rendition.spans] = None
    return out


def _crops(data: bytes, document: Document, spans: Sequence[Span]) -> tuple[Crop, ...] | str:
    """The pictures of the lines in which `spans` stand, one a page, or why there are none."""
    by_page: dict[int, list[Box]] = {}
    try:
        for span in spans:
            for page, box in pdf_view.boxes(data, document, span):
                by_page.setdefault(page, []).append(box)
        if not by_page:
            return NOT_FOUND
        made = [_crop(data, page, around, _doubtful(document, spans)) for page, around in sorted(by_page.items())]
    except (guarded.TrippedError, guarded.RefusedError) as error:
        return f"its page could not be drawn ({error})"
    return tuple(c for c in made if c) if all(made) else TOO_LARGE


def _crop(data: bytes, page: int, lines: Sequence[Box], doubtful: bool) -> Crop | None:
    """The lines across the whole page, so that no word beside them is cut; ``None`` where that is too large."""
    box = (0.0, max(0.0, min(b[1] for b in lines) - MARGIN), WIDEST, max(b[3] for b in lines) + MARGIN)
    for scale in SCALES:
        png = pdf_view.page_image(data, page, box=box, scale=scale)
        if len(png) <= EACH:
            width, height = (int.from_bytes(png[at : at + 4], "big") / scale for at in (16, 20))  # of its first chunk
            return Crop(page=page, png=png, width=width, height=height, doubtful=doubtful)
    return None


def _doubtful(document: Document, spans: Sequence[Span]) -> bool:
    """Whether the words lie where the text could not be trusted: anywhere, if the document does not say where."""
    covered = document.coverage
    if covered.state != "illegible":
        return False
    return not covered.spans or any(a.start < b.end and b.start < a.end for a in covered.spans for b in spans)
