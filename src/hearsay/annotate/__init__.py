"""Document → Annotations: everything that one document shows, whatever else is read with it.

`annotate_one` is the pipeline: its lines are the steps in their order. A step takes what the earlier ones found and
returns its own layer; none reads a file, a clock or another document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from threading import Event

from hearsay.annotate import attributions, coreference, names, offices, segments, speech, times
from hearsay.annotate.encoder import Encoder
from hearsay.language.origin import owner
from hearsay.language.records import RECORD_KINDS
from hearsay.language.seen import Seen, seen
from hearsay.language.wordpieces import Words, words
from hearsay.model import Annotations, Document, Quotation
from hearsay.reference import load
from hearsay.text import Span

_AT_ONCE = 4  # documents whose windows go through the encoder side by side


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame that every layer of one document stands in."""

    paragraphs: tuple[Span, ...]
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]


def framed(text: str) -> Frame:
    """Paragraphs, sentences and quotations of `text`."""
    paragraphs = segments.paragraphs(text)
    quotations = segments.quotations(text, paragraphs)
    return Frame(paragraphs, segments.sentences(text, paragraphs, quotations), quotations)


def framed_words(text: str, frame: Frame) -> Words:
    """The words of `text` as the encoder reads them."""
    return words(text, frame.paragraphs, frame.sentences, frame.quotations)


def annotate_one(document: Document, encoder: Encoder | None = None) -> Annotations:
    """All annotations of one document; without an `encoder`, by rules alone."""
    return next(_annotated((document,), encoder))


def _annotated(
    documents: Sequence[Document], encoder: Encoder | None, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Annotations]:
    """The annotations of each of `documents`, read by the encoder together; no more of them once it is `stopped`."""
    frames = [framed(d.text) for d in documents]
    if encoder is None:
        for document, frame in zip(documents, frames, strict=True):
            yield _layers(document, frame, ())
        return
    english = [n for n, document in enumerate(documents) if document.english]
    shown: list[list[Seen]] = [[] for _ in documents]
    for number, reading in encoder.read(
        [(documents[n].text, framed_words(documents[n].text, frames[n])) for n in english]
    ):
        shown[english[number]].append(seen(reading, documents[english[number]].text))
        if stopped():
            return
    for document, frame, its in zip(documents, frames, shown, strict=True):
        if stopped():
            return
        yield _layers(document, frame, its)


def _layers(document: Document, frame: Frame, shown: Sequence[Seen]) -> Annotations:
    """The pipeline: each layer from those before it."""
    text = document.text
    named = names.names(text, frame.paragraphs, frame.sentences, owner(document), document.publisher, shown)
    framed_only = Annotations(
        document=document, paragraphs=frame.paragraphs, sentences=frame.sentences, quotations=frame.quotations
    )
    if not document.english:  # shown, searched for names and quotations, and not annotated: the rules know English only
        entities, _ = coreference.resolve(document.id, text, frame.sentences, named, ())
        return replace(framed_only, entities=entities)
    record = document.kind in RECORD_KINDS
    when = times.times(document.id, text, document.published, frame.sentences, shown, record=record)
    finds = attributions.find(
        text, document.id, frame.paragraphs, frame.sentences, frame.quotations, document.zones, shown
    )
    pointers = speech.pointers(finds, text, named, frame.quotations)
    entities, resolved = coreference.resolve(
        document.id,
        text,
        frame.sentences,
        named,
        pointers,
        document.byline,
        frame.quotations,
        _headlines(document, frame),
    )
    spoken = speech.complete(document, finds, resolved, entities, when, frame)
    entities, spoken = offices.held(document, entities, spoken, when, frame.sentences, load)
    return replace(framed_only, entities=entities, times=when, attributions=spoken)


def _headlines(document: Document, frame: Frame) -> Sequence[Span]:
    """The headline, where the page marks it or the text begins with its title."""
    marked = [z.span for z in document.zones if z.kind == "headline"]
    title = (document.title or "").strip()
    begins = title and frame.paragraphs and frame.paragraphs[0].of(document.text).startswith(title[:40])
    return marked or (frame.paragraphs[:1] if begins else ())


def annotate(
    documents: Iterable[Document],
    encoder: Encoder | None = None,
    *,
    threads: int = 1,
    progress: Callable[[int], None] | None = None,
) -> tuple[Annotations, ...]:
    """Annotate each of `documents`, in their order; `progress` is called with the number done after each.

    Without an `encoder` the rules find what they can. The result does not depend on the number of `threads`.
    """
    out: list[Annotations] = []
    waiting = iter(documents)
    groups = tuple(iter(lambda: tuple(islice(waiting, _AT_ONCE)), ()))
    pool, stop = ThreadPoolExecutor(threads), Event()
    try:
        for done in pool.map(lambda group: tuple(_annotated(group, encoder, stop.is_set)), groups):
            for annotations in done:
                out.append(annotations)
                if progress is not None:
                    progress(len(out))
    finally:
        stop.set()  # Ctrl-C: what has not begun does not begin; what has ends at the next document or part of a book
        pool.shutdown(cancel_futures=True)
    return tuple(out)
