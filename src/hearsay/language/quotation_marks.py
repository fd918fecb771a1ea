"""Pairing quotation marks: curly, straight, doubled, low, guillemets; nested, unbalanced, running over paragraphs.

The hard part is telling marks from apostrophes and openings from closings. Each mark is first sorted by what stands
beside it; a stack per paragraph then pairs them. A mark that pairs with nothing is left out, never bent to fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hearsay.model import Quotation
from hearsay.text import Span

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_DOUBLE = {'"': '"', "“": "“", "”": "“", "„": "„", "‟": "“", "«": "«", "»": "«", "``": "``", "''": "``"}
_SINGLE = {"'": "'", "‘": "‘", "’": "‘", "‚": "‚", "‹": "‹", "›": "‹"}
_OPENS = {"“", "„", "‟", "``", "‘", "‚"}
_ELISION = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n['’]|round\b|s\b)", re.I)
_BEFORE_OPEN = frozenset(" \t\r\n\u00a0([{—–-/…:\"“‘'«‹„‚`")
LONGEST_RUN = 12  # paragraphs that one quotation may run over by reopened marks


@dataclass(slots=True)
class _Open:
    family: str
    start: int
    end: int
    single: bool


def pair(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the quotations of `text`, outermost first at each place.

    `paragraphs` are spans of `text` in order. A quotation left open at the end of a paragraph goes on into the next if
    that begins with an opening mark of the same family; else it ends with its paragraph and is not `closed`.

    >>> text = 'He said: “I told her, ‘Don’t go.’” She left.'
    >>> [(q.span.of(text), q.depth) for q in pair(text, [Span(0, len(text))])]
    [('“I told her, ‘Don’t go.’”', 0), ('‘Don’t go.’', 1)]
    """
    found: list[Quotation] = []
    run: list[Quotation] = []  # parts of one quotation that runs over paragraphs
    for index, paragraph in enumerate(paragraphs):
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        quotations = _in_paragraph(text, paragraph)
        outer = [q for q in quotations if q.depth == 0]
        first, last = (outer[0], outer[-1]) if outer else (None, None)
        if run:
            if first is not None and first.span.start == paragraph.start:
                run.append(first)
                quotations = [q for q in quotations if q is not first]
                if not first.closed and _reopens(text, first, following) and len(run) < LONGEST_RUN:
                    found += [q for q in quotations if q is not first]
                    continue
            found.append(_joined(run))
            run = []
            outer = [q for q in quotations if q.depth == 0]
            last = outer[-1] if outer else None
        if last is not None and not last.closed and _reopens(text, last, following):
            run = [last]
            quotations = [q for q in quotations if q is not last]
        found += quotations
    if run:
        found.append(_joined(run))
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def _joined(run: Sequence[Quotation]) -> Quotation:
    return replace(
        run[0],
        span=Span(run[0].span.start, run[-1].span.end),
        inner=tuple(s for q in run for s in q.inner),
        closed=run[-1].closed,
    )


def _family(text: str, at: int) -> str | None:
    match = _MARK.match(text, at)
    return None if match is None else (_DOUBLE | _SINGLE).get(match.group())


def _reopens(text: str, quotation: Quotation, following: Span | None) -> bool:
    return following is not None and _family(text, following.start) == _family(text, quotation.span.start)


def _in_paragraph(text: str, paragraph: Span) -> list[Quotation]:
    stack: list[_Open] = []
    out: list[Quotation] = []
    marks = list(_marks(text, paragraph))
    closers = [i for i, (m, side) in enumerate(marks) if "c" in side]
    for index, (mark, side) in enumerate(marks):
        glyph = mark.group()
        single = glyph in _SINGLE
        family = (_SINGLE if single else _DOUBLE)[glyph]
        opener = next((o for o in reversed(stack) if o.family == family or {o.family, family} == {"„", "“"}), None)
        if opener is not None and "c" in side:
            if single and side == "c?" and _better_closer(text, marks, closers, index):
                continue
            del stack[stack.index(opener) :]
            depth = len(stack)
            out.append(
                Quotation(
                    span=Span(opener.start, mark.end()),
                    inner=(Span(opener.end, mark.start()),) if mark.start() > opener.end else (),
                    depth=depth,
                )
            )
        elif "o" in side and not (single and not _closes_later(marks, closers, index, family)):
            stack.append(_Open(family, mark.start(), mark.end(), single))
    for depth, left in enumerate(
        stack
    ):  # unbalanced: a double mark holds to the end of its paragraph, a single one is dropped
        if not left.single and left.end < paragraph.end and depth == 0:
            out.append(
                Quotation(
                    span=Span(left.start, paragraph.end),
                    inner=(Span(left.end, paragraph.end),),
                    closed=False,
                )
            )
    dropped = sum(1 for o in stack if o.single)
    if dropped:  # depths counted a single mark that turned out to be none
        out = [
            replace(q, depth=sum(1 for p in out if p is not q and p.span.covers(q.span) and p.span != q.span))
            for q in out
        ]
    return [q for q in out if q.inner]


def _marks(text: str, paragraph: Span) -> Iterator[tuple[re.Match[str], str]]:
    """Each mark with the side it can stand on: "o" opens, "c" closes, "c?" may be a plural's apostrophe, "oc" either."""
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        glyph = mark.group()
        before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
        after = text[mark.end()] if mark.end() < paragraph.end else " "
        if glyph in ("'", "’", "‘") and before.isalnum() and after.isalnum():
            continue  # inside a word
        if glyph in ("'", "’", "‘") and not before.isalnum() and _ELISION.match(text, mark.start()):
            continue
        if glyph in ("'", '"') and before.isdigit() and not after.isalnum() and glyph == "'":
            continue  # feet, minutes of arc
        opens = before in _BEFORE_OPEN and not after.isspace()
        closes = not before.isspace() or (after.isspace() and mark.start() > paragraph.start)
        if glyph == "‘":
            opens, closes = True, False
        elif glyph in _OPENS and glyph != "“":
            opens, closes = True, False
        elif glyph == "“":
            opens, closes = not after.isspace() or opens, False
            if before == " " and after == " ":
                opens = True
            if not opens or (before not in _BEFORE_OPEN and (after.isspace() or after in ".,;")):
                closes = True  # the closing mark of „…“, or a mark turned the wrong way
        elif glyph in ("”", "’"):
            opens, closes = (glyph == "”" and before in " \n\t" and not after.isspace()), True
            opens = opens and mark.start() == paragraph.start
        elif glyph in ("«", "‹"):
            opens, closes = True, before not in _BEFORE_OPEN
        elif glyph in ("»", "›"):
            opens, closes = before in _BEFORE_OPEN and not after.isspace(), True
        if glyph in ("'", "’") and closes and before in "sS" and after == " ":
            yield mark, ("o" if opens else "") + "c?"
        elif opens or closes:
            yield mark, ("o" if opens else "") + ("c" if closes else "")


def _closes_later(marks: Sequence[tuple[re.Match[str], str]], closers: Sequence[int], index: int, family: str) -> bool:
    return any(i > index and _SINGLE.get(marks[i][0].group()) == family for i in closers)


def _better_closer(text: str, marks: Sequence[tuple[re.Match[str], str]], closers: Sequence[int], index: int) -> bool:
    """Whether the mark at `index` ("the players' union") is likelier an apostrophe: a surer closing mark follows
    before the next opening one."""
    family = _SINGLE[marks[index][0].group()]
    for i in range(index + 1, len(marks)):
        mark, side = marks[i]
        if _SINGLE.get(mark.group()) != family:
            continue
        if side == "o":
            return False
        if side == "c":
            return True
    return False
