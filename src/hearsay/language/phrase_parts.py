"""A phrase that names a source, taken apart: at its commas, at what is hung on its head, at its "and"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.text import Span

_COMMA = re.compile(r",\s+")
_AFTER_HEAD = re.compile(
    r"\s\(|\s(?:of|for|in|from|by|at|on|to|with|about|who|which|that|whose|citing)\s"
    r"|\s(?:published|released|issued|obtained|seen|leaked|written|led|based|familiar|speaking|close|involved|interviewed"
    r"|reviewed|compiled|declassified|conducted|posted|signed)\s(?=(?:by|on|in|at|to|for|from|with|under|last|this|earlier"
    r"|late|over|yesterday|before|after|[A-Z][a-z]+day)\b)"
)
_AND = re.compile(r",? and (?:\w[\w .’'-]{0,40} )?")


def segments(text: str, span: Span) -> list[Span]:
    """The phrase at its commas: head, then appositions."""
    out, start = [], span.start
    for match in _COMMA.finditer(text, span.start, span.end):
        out.append(Span(start, match.start()))
        start = match.end()
    out.append(Span(start, span.end))
    return [s for s in out if s.end > s.start] or [span]


def core(text: str, head: Span, names: Sequence[Span]) -> Span:
    """The phrase up to its head noun: without what is hung on it ("minutes | published by the Archive"). What stands
    inside one of `names` is not cut."""
    for match in _AFTER_HEAD.finditer(text, head.start, head.end):
        if not any(n.start < match.start() + 1 < n.end for n in names):
            return Span(head.start, match.start())
    return head


def coordinated(text: str, head: Span, names: Sequence[Span]) -> bool:
    """Whether the phrase ends in two of `names` joined by "and": “Lind and Vele”, “Lind and the envoy Vele”."""
    if len(names) < 2 or names[-1].end != head.end:
        return False
    return _AND.fullmatch(text, names[-2].end, names[-1].start) is not None
