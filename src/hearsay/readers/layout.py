"""How a text without mark-up is laid out: its paragraphs, and the headline, standfirst and byline that open it."""

from __future__ import annotations

import re
from itertools import pairwise

from hearsay.model import Zone, ZoneKind
from hearsay.text import Span, subtract, trim

HEADLINE = 160  # code points that a headline may have
EDGE = " \t\r\n\f\v\u00a0\ufeff"

_LINE = re.compile(r"[^\n]+")
_NAME = r"(?:[A-Z][\w.'’-]*|de|da|di|van|von|der|bin|al)"
_BYLINE = re.compile(
    rf"(?:By|BY|Von|Par|Por) {_NAME}(?: {_NAME}){{1,4}}(?:(?:,| and| &) {_NAME}(?: {_NAME}){{0,4}})*", re.UNICODE
)
_STOPPED = re.compile(r"[.,;:…]['\"’”»)\]]*$")
_TURN = re.compile(r"[A-Z][\w .'’-]{0,40}:(?:\s|$)")
_NUMBERED = re.compile(r"(?:\d+[.)]|[-*•–—])\s")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, trimmed, blank ones left out.

    A line is a paragraph; only in a text wrapped at a fixed width, with blank lines between its blocks, is a block one.

    >>> [span.of("One.\\n\\nTwo.\\n") for span in paragraphs("One.\\n\\nTwo.\\n")]
    ['One.', 'Two.']
    """
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    lines = [line for line in (trim(text, line, EDGE) for line in lines) if line.end > line.start]
    if not lines:
        return ()
    blocks: list[Span] = [lines[0]]
    sizes = [1]
    for before, line in pairwise(lines):
        if text.count("\n", before.end, line.start) > 1:
            blocks.append(line)
            sizes.append(1)
        else:
            blocks[-1] = Span(blocks[-1].start, line.end)
            sizes[-1] += 1
    wrapped = sum(45 <= line.end - line.start <= 100 for line in lines)
    widest = max(line.end - line.start for line in lines)
    if len(blocks) > 1 and widest <= 100 and len(lines) >= 2 * len(blocks) and wrapped * 2 > len(lines):
        return tuple(blocks)
    return tuple(lines)


def opening(text: str, blocks: tuple[Span, ...]) -> tuple[Zone, ...]:
    """Headline, standfirst and byline of a plain text: short first lines without a full stop before longer ones.

    >>> text = "Harbour talks end without a deal\\nBy Ana Kor\\nThe talks on the lease ended on Friday, the mayor said."
    >>> [zone.kind for zone in opening(text, paragraphs(text))]
    ['headline', 'byline']
    """
    if len(blocks) < 2 or not _heads(blocks[0].of(text)):
        return ()
    # "Revealed: the promise" is a headline, unless more lines begin like that: then it is a turn of a talk.
    turns = [_TURN.match(block.of(text)) for block in blocks[:6]]
    if turns[0] and len(turns[0][0].split()) <= 3 and any(turns[1:]):
        return ()
    body = next((block for block in blocks[1:5] if not _short(block.of(text))), None)
    if body is None or body.end - body.start < 40:
        return ()
    between = [block for block in blocks[1:] if block.start < body.start]
    zones = [Zone(kind="headline", span=blocks[0])]
    kinds: set[ZoneKind] = {"headline"}
    for block in between:
        words = block.of(text)
        kind: ZoneKind = "byline" if is_byline(words) else "standfirst"
        if kind not in kinds and (kind == "byline" or _heads(words)):
            zones.append(Zone(kind=kind, span=block))
            kinds.add(kind)
    return tuple(zones)


def is_byline(line: str) -> bool:
    """Whether a whole line names the authors, and does nothing else.

    >>> is_byline("By Ana Kor and Jo Lund"), is_byline("By Friday the ship had left")
    (True, False)
    """
    return len(line) <= 120 and _BYLINE.fullmatch(line) is not None


def body(text: str, others: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """All zones of a text, in order: the `others`, and body for what they leave."""
    rest = (trim(text, span, EDGE) for span in subtract(Span(0, len(text)), [zone.span for zone in others]))
    zones = [*others, *(Zone(kind="body", span=span) for span in rest if span.end > span.start)]
    return tuple(sorted(zones, key=lambda zone: zone.span))


def _short(line: str) -> bool:
    return len(line) <= HEADLINE and _STOPPED.search(line) is None


def _heads(line: str) -> bool:
    return _short(line) and any(c.isalpha() for c in line) and not is_byline(line) and _NUMBERED.match(line) is None
