"""Paragraphs, sentences, quotations: the frame that every other layer stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.language.quotation_marks import pair
from hearsay.language.sentences import boundaries
from hearsay.model import Quotation
from hearsay.text import Span, trim

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_SPACE = " \t\r\n\u00a0\u3000"


def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of `text` that hold anything but white space, without the white space around them.

    >>> paragraphs("One.\\n\\n  Two. \\n")
    (Span(start=0, end=4), Span(start=8, end=12))
    """
    spans = (trim(text, Span(*m.span()), _SPACE) for m in _LINE.finditer(text))
    return tuple(s for s in spans if s.end > s.start)


def quotations(text: str, within: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of `text`, whose paragraphs are `within`."""
    return pair(text, within)


def sentences(text: str, within: Sequence[Span], quoted: Sequence[Quotation]) -> tuple[Span, ...]:
    """The sentences of each paragraph, white space around them left out.

    A boundary inside quotation marks does not end the sentence that the quotation stands in, so that
    ``“No. Never,” she said.`` is one sentence with its cue.
    """
    out: list[Span] = []
    guarded = [q.span for q in quoted if q.depth == 0]
    at = 0
    for paragraph in within:
        start = paragraph.start
        for bound in boundaries(text, paragraph):
            while at < len(guarded) and guarded[at].end < bound:
                at += 1
            inside = at < len(guarded) and guarded[at].start < bound < guarded[at].end
            if inside and bound < paragraph.end:
                continue
            sentence = trim(text, Span(start, bound), _SPACE)
            if sentence.end > sentence.start:
                out.append(sentence)
            start = bound
    return tuple(out)
