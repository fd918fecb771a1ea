"""One document from its capture: what stands beside the text, what the page says, and what the text itself says."""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.model import Document, Zone, document_id
from hearsay.readers import notices
from hearsay.readers.capture import Capture
from hearsay.readers.dates import iso
from hearsay.readers.kind import kind_of
from hearsay.readers.layout import body, is_byline, paragraphs
from hearsay.text import Span


def compose(
    capture: Capture, text: str, *, opening: tuple[Zone, ...] = (), said: Mapping[str, str | None] | None = None
) -> Document:
    """The document that `capture` holds, with `text` as its text.

    `opening` are the zones that the reader knows (headline, standfirst, byline); notices and body are found here.
    `said` is what the page says of itself, by the keys of `metadata.KEYS`. Where they differ, the metadata beside the
    file comes first, then the page, then the words of the text.
    """
    blocks = paragraphs(text)
    found = notices.find(text, blocks)
    zones = (
        *opening,
        *(
            Zone(kind="notice", span=span)
            for span in found.notices
            if not any(span.overlaps(zone.span) for zone in opening)
        ),
    )
    fields = {**{k: v for k, v in (said or {}).items() if v}, **{k: v for k, v in capture.beside.items() if v}}
    title = fields.get("title") or _words(text, opening, "headline")
    byline = fields.get("byline") or _words(text, opening, "byline") or _byline(text, blocks)
    published = iso(fields["published"] or "") if "published" in fields else None
    kind, reason = kind_of(
        fields.get("kind"),
        title,
        tuple(block.of(text) for block in blocks[:4] if block.end - block.start <= 200),
        text,
        found.credit,
        fields.get("publisher") or published,
    )
    return Document(
        id=document_id(capture.source_id, capture.data),
        source_id=capture.source_id,
        path=capture.path,
        sha256=capture.sha256,
        media_type=capture.media_type,
        text=text,
        uri=fields.get("uri"),
        title=title,
        byline=byline,
        publisher=fields.get("publisher"),
        published=published,
        retrieved=iso(fields["retrieved"] or "") if "retrieved" in fields else None,
        credit=fields.get("credit") or (found.credit.span.of(text) if found.credit else None),
        # A page's own notice says more than the © line of its head.
        rights=capture.beside.get("rights")
        or "\n".join(span.of(text) for span in found.rights)
        or fields.get("rights"),
        restriction=fields.get("restriction") or (found.restriction.of(text) if found.restriction else None),
        language=fields.get("language"),
        kind=kind,
        kind_reason=reason,
        zones=body(text, zones),
    )


def _words(text: str, zones: tuple[Zone, ...], kind: str) -> str | None:
    return next((zone.span.of(text) for zone in zones if zone.kind == kind), None)


def _byline(text: str, blocks: tuple[Span, ...]) -> str | None:
    return next((line for line in (block.of(text) for block in blocks[:4]) if is_byline(line)), None)
