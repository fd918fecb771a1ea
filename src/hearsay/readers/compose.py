"""One document from its capture: what stands beside the text, what the page says, and what the text itself says."""

from __future__ import annotations

from collections.abc import Mapping

from hearsay.model import Coverage, Document, Kind, Remark, Zone, document_id
from hearsay.readers import notices
from hearsay.readers.capture import Capture
from hearsay.readers.contact import contact_of
from hearsay.readers.coverage import coverage_of
from hearsay.readers.dates import iso
from hearsay.readers.kind import kind_of
from hearsay.readers.layout import body, is_byline, paragraphs
from hearsay.readers.tongues import languages
from hearsay.text import Span


def compose(
    capture: Capture,
    text: str,
    *,
    opening: tuple[Zone, ...] = (),
    said: Mapping[str, str | None] | None = None,
    pages: tuple[Span, ...] | None = None,
    coverage: Coverage | None = None,
    remarks: tuple[Remark, ...] = (),
    otherwise: tuple[Kind | None, str] | None = None,
) -> Document:
    """The document that `capture` holds, with `text` as its text.

    `opening` are the zones that the reader knows (headline, standfirst, byline); notices and body are found here.
    `said` is what the page says of itself, by the keys of `metadata.KEYS`. Where they differ, the metadata beside the
    file comes first, then the page, then the words of the text. `pages` are the spans of its pages, `coverage` what the
    format tells of gaps, `remarks` what the reader has to say of the fields and of what it kept out.
    `otherwise` is the kind of document that the format holds where the text shows no other, with the reason.
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
        uri=fields.get("uri"),
        byline=byline,
        otherwise=otherwise,
    )
    spoken = languages(
        text, blocks, stated=capture.beside.get("language") or None, template=(said or {}).get("language") or None
    )
    covered = coverage_of(
        text,
        blocks,
        title=title,
        stated=coverage,
        press=kind in ("report", "comment", "copy") and byline is not None,
        aside=(zone.span for zone in zones if zone.kind not in ("body", "headline", "standfirst")),
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
        modified=iso(fields["modified"] or "") if "modified" in fields else None,
        retrieved=iso(fields["retrieved"] or "") if "retrieved" in fields else None,
        # A credit line of the text says more than an agency in the page's byline.
        credit=capture.beside.get("credit")
        or (found.credit.span.of(text) if found.credit else None)
        or fields.get("credit"),
        # A page's own notice says more than the © line of its head.
        rights=capture.beside.get("rights")
        or "\n".join(span.of(text) for span in found.rights)
        or fields.get("rights"),
        contact=fields.get("contact") or contact_of(" ".join(span.of(text) for span in found.rights)),
        restriction=fields.get("restriction") or (found.restriction.of(text) if found.restriction else None),
        language=spoken.language,
        kind=kind,
        kind_reason=reason,
        coverage=covered.coverage,
        zones=body(text, zones),
        pages=pages,
        tongues=spoken.tongues,
        remarks=(*_origins(capture, said or {}, title, byline, remarks), *covered.remarks, *spoken.remarks),
    )


def _origins(
    capture: Capture, said: Mapping[str, str | None], title: str | None, byline: str | None, remarks: tuple[Remark, ...]
) -> tuple[Remark, ...]:
    """How the fields were come by: what the metadata decides needs no remark of the reader's."""
    beside = [
        key for key in ("title", "byline", "publisher", "published", "credit", "rights") if capture.beside.get(key)
    ]
    told = {remark.of for remark in remarks}
    read_off = [
        key for key, value in (("title", title), ("byline", byline)) if value and not said.get(key) and key not in told
    ]
    return (
        *(Remark(of=key, why="stated in the metadata") for key in beside),
        *(Remark(of=key, why="read off the first lines of the text") for key in read_off if key not in beside),
        *(remark for remark in remarks if remark.of not in beside),
    )


def _words(text: str, zones: tuple[Zone, ...], kind: str) -> str | None:
    return next((zone.span.of(text) for zone in zones if zone.kind == kind), None)


def _byline(text: str, blocks: tuple[Span, ...]) -> str | None:
    return next((line for line in (block.of(text) for block in blocks[:4]) if is_byline(line)), None)
