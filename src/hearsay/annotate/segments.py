"""Paragraphs, sentences, quotations: the frame that every other layer stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.language.cues import cue_forms
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

    Nor does one between a question in marks and its tag: ``“Who pays?” Lind asked.``
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
            if bound < paragraph.end and (inside or _tagged(text, bound, paragraph.end)):
                continue
            sentence = trim(text, Span(start, bound), _SPACE)
            if sentence.end > sentence.start:
                out.append(sentence)
            start = bound
    return tuple(out)


def _tagged(text: str, bound: int, end: int) -> bool:
    """Whether a speech tag follows the question or exclamation in marks that ends at `bound`: a few words, one of them
    a cue verb of direct speech, and a stop."""
    before = text[max(0, bound - 4) : bound].rstrip()
    if not before or before[-1] not in "\"”’'»“" or before[:-1].rstrip("\"”’'»“")[-1:] not in ("?", "!", "…"):
        return False
    words = text[bound : min(end, bound + 80)].split()[:6]
    for n, word in enumerate(words[:5]):
        forms = cue_forms().get(word.rstrip(".,:").casefold(), ())
        if any("s" in form.cue.frames and form.tense in ("past", "present") for form in forms):
            return n <= 4
        if word.endswith((".", "?", "!")) and len(word) > 3:
            return False
    return False
