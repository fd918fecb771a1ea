"""Document → Annotations: everything that one document shows, whatever else is read with it.

`annotate_one` is the pipeline: its lines are the steps in their order. A step takes what the earlier ones found and
returns its own layer; none reads a file, a clock or another document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hearsay.annotate import attributions, coreference, names, segments, speech, times
from hearsay.language.origin import owner
from hearsay.language.records import RECORD_KINDS
from hearsay.model import Annotations, Document


def annotate_one(document: Document) -> Annotations:
    """All annotations of one document."""
    text = document.text
    paragraphs = segments.paragraphs(text)
    quotations = segments.quotations(text, paragraphs)
    sentences = segments.sentences(text, paragraphs, quotations)
    named = names.names(text, paragraphs, sentences, owner(document), document.publisher)
    if not document.english:  # shown, searched for names and quotations, and not annotated: the rules know English only
        entities, _ = coreference.resolve(document.id, text, sentences, named, ())
        return Annotations(
            document=document, paragraphs=paragraphs, sentences=sentences, quotations=quotations, entities=entities
        )
    when = times.times(document.id, text, document.published, sentences, record=document.kind in RECORD_KINDS)
    finds = attributions.find(text, document.id, paragraphs, sentences, quotations, document.zones)
    entities, resolved = coreference.resolve(
        document.id, text, sentences, named, speech.pointers(finds, text, named), document.byline
    )
    spoken = speech.complete(document, finds, resolved, entities, when, paragraphs)
    return Annotations(
        document=document,
        paragraphs=paragraphs,
        sentences=sentences,
        quotations=quotations,
        entities=entities,
        times=when,
        attributions=spoken,
    )


def annotate(
    documents: Iterable[Document], *, progress: Callable[[int], None] | None = None
) -> tuple[Annotations, ...]:
    """Annotate each of `documents`, in their order; `progress` is called with the number done after each."""
    out: list[Annotations] = []
    for document in documents:
        out.append(annotate_one(document))
        if progress is not None:
            progress(len(out))
    return tuple(out)
