"""What the resolving of one document works on: its text, its cast, and who has been found so far."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hearsay.language.cast import Cast
from hearsay.language.span_index import SpanIndex
from hearsay.model import Quotation, ResolvedBy
from hearsay.text import Span


class Found(NamedTuple):
    """Whom a pointer stands for, by index; nobody if `who` is empty."""

    who: tuple[int, ...]
    resolved_by: ResolvedBy | None
    why: str
    places: tuple[Span, ...] = ()
    doubtful: bool = False


@dataclass(slots=True)
class Scene:
    """One document while its sources and addressees are resolved.

    `byline` is as the document gives it; `headlines` describe who is named below them; `done` holds what is found, by
    attribution and role, and `together` by sentence who spoke there with one voice.
    """

    text: str
    sentences: Sequence[Span]
    cast: Cast
    byline: str | None
    quotations: SpanIndex[Quotation]
    headlines: Sequence[Span]
    done: dict[tuple[str, str], Found] = field(default_factory=dict)
    together: dict[int, tuple[Span, tuple[int, ...]]] = field(default_factory=dict)

    def sentence_at(self, span: Span) -> int:
        """The number of the sentence in which a span begins."""
        return bisect_right(self.sentences, span.start, key=lambda s: s.start) - 1

    def in_headline(self, span: Span) -> bool:
        """Whether a span stands in a headline."""
        return any(h.covers(span) for h in self.headlines)
