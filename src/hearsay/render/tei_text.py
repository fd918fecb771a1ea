"""One document as a TEI ``text``: its characters exactly, with what is said in it marked where it stands.

The character data of the ``body`` is the document's text, code point for code point; nothing is indented. So an
``anchor`` stands at the offset that its name ends with, and every place of a finding is a pair of anchors. Content that
would cross a paragraph or another content is divided, and its parts point at each other with ``next`` and ``prev``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hearsay.model import Annotations, Attribution, Place
from hearsay.render.xml import characters, element, name, opening
from hearsay.text import Span

FLAGS = ("negated", "denied", "hedged", "conditional")

_SPACE = " \t\r\n"  # what may stand between paragraphs in XML
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def witness_id(siglum: str) -> str:
    """A siglum as an XML name: primes become a number.

    >>> witness_id("B"), witness_id("B′′"), witness_id("B′4")
    ('B', 'B-2', 'B-4')
    """
    letters, primes, number = siglum.partition("′")
    if not primes:
        return name(letters)
    return name(f"{letters}-{number if number.isdecimal() else 1 + len(number)}")


def anchor_id(siglum: str, offset: int) -> str:
    """The name of the anchor at an offset of a document.

    >>> anchor_id("B′", 63)
    'B-1.63'
    """
    return f"{witness_id(siglum)}.{offset}"


def said_id(attribution: str, part: int = 1) -> str:
    """The name of the part of an attribution's content that is printed first, second …

    >>> said_id("a1"), said_id("a1", 2)
    ('said-a1', 'said-a1.2')
    """
    return f"said-{name(attribution)}" + (f".{part}" if part > 1 else "")


def pointed(place: Place, sigla: Mapping[str, str]) -> dict[str, str | None]:
    """The attributes that point at a place: the anchors at both of its ends."""
    siglum = sigla[place.document]
    return {"from": f"#{anchor_id(siglum, place.span.start)}", "to": f"#{anchor_id(siglum, place.span.end)}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A stretch to mark inside one block; without an attribution, words that content of a mixed kind quotes."""

    span: Span
    attribution: Attribution | None
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, with the zone it stands in; or, without a `tag`, white space between paragraphs."""

    span: Span
    tag: str | None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The start tag of a part of an attribution's content, to be written once its number is known to have a next."""

    attribution: Attribution
    number: int


def text(found: Annotations, siglum: str, attributions: Sequence[Attribution], offsets: Collection[int]) -> str:
    """The ``text`` of a document, with `attributions` marked and an anchor at each of `offsets`."""
    document = found.document
    blocks = _blocks(found)
    pieces = _pieces(found, attributions, blocks)
    points: dict[int, str] = {}
    for number, page in enumerate(document.pages or (), 1):
        points[page.start] = element("pb", {"n": str(number)})
    for offset in sorted(offsets):
        points[offset] = points.get(offset, "") + element("anchor", {"xml:id": anchor_id(siglum, offset)})
    stops = sorted(points)
    tokens: list[str | _Part] = []
    parts: dict[str, int] = {}
    for index, block in enumerate(blocks):
        end = block.span.end + (index == len(blocks) - 1)  # the last block has the end of the text as well
        own = {stop: points[stop] for stop in stops[bisect_left(stops, block.span.start) : bisect_left(stops, end)]}
        inner = _marked(document.text, block.span, pieces.get(block.span, ()), own, parts)
        tokens += [opening(block.tag, {"type": block.zone}), *inner, f"</{block.tag}>"] if block.tag else inner
    body = "".join(t if isinstance(t, str) else _said(t, parts[t.attribution.id]) for t in tokens)
    about = {
        "xml:id": f"text-{witness_id(siglum)}",
        "n": siglum,
        "corresp": f"#{witness_id(siglum)}",
        "xml:lang": _language(document.language),
    }
    return element("text", about, element("body", {"xml:space": "preserve"}, body))


def _language(code: str | None) -> str | None:
    return code if code and _LANGUAGE.fullmatch(code) else None


def _blocks(found: Annotations) -> list[_Block]:
    """The text cut into paragraphs and what stands between them; together they are the whole text."""
    whole = found.document.text
    out: list[_Block] = []
    at = 0
    for start, end in sorted(found.paragraphs):
        if start >= at and end > start:
            out += _between(whole, Span(at, start))
            zone = next((z.kind for z in found.document.zones if z.span.start <= start < z.span.end), "body")
            out.append(_Block(span=Span(start, end), tag="p" if zone == "body" else "ab", zone=_zone(zone)))
            at = end
    out += _between(whole, Span(at, len(whole)))
    return out if any(block.tag for block in out) else [_Block(span=Span(0, len(whole)), tag="p")]


def _zone(kind: str) -> str | None:
    return None if kind == "body" else kind


def _between(whole: str, gap: Span) -> list[_Block]:
    """What lies in no paragraph: white space stands bare, anything else in a block of its own."""
    if gap.start == gap.end:
        return []
    return [_Block(span=gap, tag="ab" if gap.of(whole).strip(_SPACE) else None)]


def _pieces(
    found: Annotations, attributions: Sequence[Attribution], blocks: Sequence[_Block]
) -> Mapping[Span, Sequence[_Piece]]:
    """What is to be marked in each paragraph, outer before inner."""
    by_id = {a.id: a for a in attributions}

    def depth(attribution: Attribution | None, seen: int = 0) -> int:
        above = by_id.get(attribution.parent or "") if attribution else None
        return seen if above is None or seen > len(by_id) else depth(above, seen + 1)

    stretches: list[tuple[Span, Attribution | None, int]] = []
    for attribution in attributions:
        deep = 2 * depth(attribution)
        for span in attribution.content:
            stretches.append((span, attribution, deep))
            if attribution.mode == "mixed":
                stretches += [(q.span, None, deep + 1) for q in found.quotations if span.covers(q.span)]
    out: dict[Span, list[_Piece]] = {}
    ends = [block.span.end for block in blocks]
    for span, held_by, deep in stretches:
        for index in range(bisect_right(ends, span.start), len(blocks)):
            block = blocks[index]
            if block.span.start >= span.end:
                break
            inside = Span(max(span.start, block.span.start), min(span.end, block.span.end))
            if block.tag and inside.start < inside.end:
                out.setdefault(block.span, []).append(_Piece(span=inside, attribution=held_by, depth=deep))
    return {span: sorted(held, key=_outer_first) for span, held in out.items()}


def _outer_first(piece: _Piece) -> tuple[int, int, int, str]:
    return (piece.span.start, -piece.span.end, piece.depth, piece.attribution.id if piece.attribution else "~")


def _marked(
    whole: str, span: Span, pieces: Sequence[_Piece], points: Mapping[int, str], parts: dict[str, int]
) -> Iterator[str | _Part]:
    """The characters of one block with its marks; `parts` counts how often each attribution was opened.

    A piece that ends while others are open inside it closes them, and they are opened again after it.
    """
    open_now: list[_Piece] = []
    starts: dict[int, list[_Piece]] = {}
    for piece in pieces:
        starts.setdefault(piece.span.start, []).append(piece)
    stops = {span.start, span.end, *points, *(p.span.start for p in pieces), *(p.span.end for p in pieces)}
    ordered = sorted(stop for stop in stops if span.start <= stop <= span.end)
    for stop, following in pairwise([*ordered, span.end]):
        survivors: list[_Piece] = []
        while any(p.span.end == stop for p in open_now):
            closed = open_now.pop()
            yield "</quote>" if closed.attribution is None else "</said>"
            if closed.span.end > stop:
                survivors.append(closed)
        yield points.get(stop, "")
        begun = sorted([*survivors, *starts.get(stop, ())], key=lambda p: (-p.span.end, *_outer_first(p)[2:]))
        for piece in begun:
            open_now.append(piece)
            if piece.attribution is None:
                yield "<quote>"
                continue
            parts[piece.attribution.id] = parts.get(piece.attribution.id, 0) + 1
            yield _Part(attribution=piece.attribution, number=parts[piece.attribution.id])
        yield characters(whole[stop:following])


def _said(part: _Part, count: int) -> str:
    """The start tag of a part of an attribution's content. ``aloud`` is what the modality says, where it says it."""
    found, number = part.attribution, part.number
    labels = [found.mode, found.modality, *(f for f in FLAGS if getattr(found, f))]
    return opening(
        "said",
        {
            "xml:id": said_id(found.id, number),
            "who": " ".join(f"#entity-{name(e)}" for e in found.speaker),
            "toWhom": f"#entity-{name(found.addressee)}" if found.addressee else None,
            "direct": "true" if found.mode == "direct" else "false",
            "aloud": {"said": "true", "believed": "false", "intended": "false"}.get(found.modality, "unknown"),
            "ana": " ".join(f"#label-{label}" for label in labels),
            "corresp": f"#attribution-{name(found.id)}",
            "prev": f"#{said_id(found.id, number - 1)}" if number > 1 else None,
            "next": f"#{said_id(found.id, number + 1)}" if number < count else None,
        },
    )
