"""Captions that a page runs into its text: they come with an agency's picture, and make no copy of a story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.text import Span

_CAPTION = re.compile(
    r"^\W*(?:FILE|File)(?: photo)? ?[-–—:]\s"
    r"|\bIn this (?:\w+\.?,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4},? )?(?:file )?(?:photo|image|frame|picture)\b"
    r"|\bfile (?:photo|picture)\b|\((?:AP|EPA|AFP|REUTERS|Reuters|PA|Getty)\b[^()]{0,40}\)|\(Photo\b"
    r"|\b(?:AP|Reuters|EPA|AFP) Photo\b|\bGetty Images\b|/(?:AP|Reuters|REUTERS|AFP|EPA|Getty)\)|^\W*Media caption\b"
    r"|^\W*Image (?:copyright|caption)\b"
)
_LONGEST = 700  # code points of a paragraph that is a caption as a whole


def captions(text: str, paragraphs: Sequence[Span], sentences: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches that are captions: a short paragraph that says so, or that sentence of a long one."""
    short = [p for p in paragraphs if p.end - p.start <= _LONGEST and _CAPTION.search(p.of(text))]
    long = [
        s
        for s in sentences
        if _CAPTION.search(s.of(text)) and not any(p.covers(s) for p in short) and s.end - s.start <= _LONGEST
    ]
    return tuple(sorted((*short, *long)))
