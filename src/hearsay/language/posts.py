"""Posts of social media as pages embed them: the words, a dash, the name, the handle and the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hearsay.language.calendar import MONTHS
from hearsay.language.finds import Find, Page, make
from hearsay.text import Span, trim

_EDGE = " \t\r\n\u00a0"
_SIGNED = re.compile(
    r"(?<!\S)(?:—|–|--?)\s?(?P<who>[^\n()—–]{2,50}?) (?P<handle>\(@\w{1,20}\))"
    rf"(?:,? (?:on )?(?P<day>(?:{'|'.join(m.title() for m in MONTHS)})\.? \d\d?, \d{{4}}))"
)
_LINKS = re.compile(r"(?:\s*(?:https?://\S+|pic\.twitter\.com/\S+|t\.co/\S+))+\s*$")
_WORD = re.compile(r"\w")


def posts(on: Page, paragraphs: Sequence[Span]) -> list[Find]:
    """The embedded posts of a page; what one says is its paragraph up to the name, links at its end left out."""
    out: list[Find] = []
    for number, paragraph in enumerate(paragraphs):
        begin = paragraph.start
        for match in _SIGNED.finditer(on.text, paragraph.start, paragraph.end):
            said = Span(begin, match.start())
            links = _LINKS.search(on.text, said.start, said.end)
            said = trim(on.text, Span(said.start, links.start() if links else said.end), _EDGE)
            begin = match.end()
            if not _WORD.search(on.text, *said):  # the name stands in a line of its own
                if match.start() > paragraph.start or not number:
                    continue
                said = trim(on.text, paragraphs[number - 1], _EDGE)
            if out and said.start < out[-1].attribution.content[-1].end:
                continue
            found = make(
                on,
                "post",
                source=[Span(*match.span("who"))],
                cue=[Span(*match.span("handle"))],
                content=[said],
                mode="direct",
            )
            signed = Span(match.start("who"), match.end())
            out.append(replace(found, verb="tweet", adverbial=Span(*match.span("day")), sentence=signed))
    return out
