"""Pairing quotation marks: curly, straight, doubled, low, guillemets; nested, unbalanced, running over paragraphs.

The hard part is telling marks from apostrophes and openings from closings. Each mark is first sorted by what stands
beside it; a stack per paragraph then pairs them. A mark that pairs with nothing is left out, never bent to fit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hearsay.model import Quotation
from hearsay.text import Span, trim

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚']")
_DOUBLE = {'"': '"', "“": "“", "”": "“", "„": "„", "‟": "“", "«": "«", "»": "«", "``": "``", "''": "``"}
_SINGLE = {"'": "'", "‘": "‘", "’": "‘", "‚": "‚", "‹": "‹", "›": "‹"}
_LOW_HIGH = {"„", "“"}  # low marks close with “ in some countries and with ” in others
_MIXED = {'"', "“"}
_OPENS = {"“", "„", "‟", "``", "‘", "‚"}
_ELISION = re.compile(r"['’‘](?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|n['’]|round\b|s\b)", re.I)
_BEFORE_OPEN = frozenset(" \t\r\n\u00a0([{—–-/…:\"“‘'«‹„‚`")
LONGEST_REST = 1500  # code points of a paragraph that closes a quotation it has not taken up
LONGEST_RUN = 12  # paragraphs that one quotation may run over by reopened marks


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits for its closing one. `parts` are what stood before it in the same quotation, where
    that was opened anew without having been closed."""

    family: str
    start: int
    end: int
    single: bool
    parts: tuple[Span, ...] = ()

    def inner(self, end: int) -> tuple[Span, ...]:
        """What the quotation holds if it ends at `end`."""
        return (*self.parts, Span(self.end, end)) if end > self.end else self.parts


class _Mark(NamedTuple):
    """One mark. `side` is the one it can stand on: "o" opens, "c" closes, "c?" may be a plural's apostrophe; "o" can
    stand before either."""

    start: int
    end: int
    family: str
    single: bool
    side: str


def pair(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """Find the quotations of `text`, outermost first at each place.

    `paragraphs` are spans of `text` in order. A quotation left open at the end of a paragraph goes on into the next if
    that begins with an opening mark of the same family, or closes what it has not opened; else it ends with its
    paragraph and is not `closed`.

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
            rest = _rest(text, run[-1], paragraph)
            if rest is not None:
                run.append(rest)
                quotations = [replace(q, depth=q.depth + 1) if rest.span.covers(q.span) else q for q in quotations]
            elif first is not None and first.span.start == paragraph.start:
                run.append(first)
                quotations = [q for q in quotations if q is not first]
                if _goes_on(text, first, following) and len(run) < LONGEST_RUN:
                    found += [q for q in quotations if q is not first]
                    continue
            found.append(_joined(run))
            run = []
            outer = [q for q in quotations if q.depth == 0]
            last = outer[-1] if outer else None
        if last is not None and _goes_on(text, last, following):
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


def _goes_on(text: str, open_: Quotation, following: Span | None) -> bool:
    """Whether the next paragraph takes up what this one leaves open, by a mark or by closing it."""
    if open_.closed or following is None:
        return False
    return (
        _family(text, following.start) == _family(text, open_.span.start) or _rest(text, open_, following) is not None
    )


def _rest(text: str, open_: Quotation, paragraph: Span) -> Quotation | None:
    """The rest of a quotation that a paragraph before left open, where this one closes it and nobody set the mark that
    takes it up: up to a ” that nothing here opens. Of other marks it cannot be told."""
    if open_.closed or text[open_.span.start] != "“" or _family(text, paragraph.start) is not None:
        return None
    first = next((m for m in _marks(text, paragraph) if m.family == "“"), None)
    if first is None or text[first.start] != "”" or first.side != "c" or first.start - paragraph.start > LONGEST_REST:
        return None
    inner = Span(paragraph.start, first.start)
    return Quotation(span=Span(paragraph.start, first.end), inner=(inner,)) if inner.end > inner.start else None


def _in_paragraph(text: str, paragraph: Span) -> list[Quotation]:
    stack: list[_Open] = []
    waiting: Counter[str] = Counter()  # how many of each family are in the stack
    out: list[Quotation] = []
    marks = list(_marks(text, paragraph))
    last_closer = {m.family: i for i, m in enumerate(marks) if "c" in m.side}
    closed_later = _closed_later(marks)
    for index, mark in enumerate(marks):
        families = _LOW_HIGH if mark.family in _LOW_HIGH else {mark.family}
        if "c" in mark.side and any(waiting[f] for f in families):
            if mark.side == "c?" and closed_later[index]:
                continue
            opener = stack.pop()
            waiting[opener.family] -= 1
            while opener.family not in families:  # what opened in between and did not close is no quotation
                opener = stack.pop()
                waiting[opener.family] -= 1
            out.append(Quotation(span=Span(opener.start, mark.end), inner=opener.inner(mark.start), depth=len(stack)))
        elif _closes_other(text, marks, index, stack):
            opener = stack.pop()
            waiting[opener.family] -= 1
            out.append(Quotation(span=Span(opener.start, mark.end), inner=opener.inner(mark.start), depth=len(stack)))
        elif stack and _opens_anew(text, mark, stack[-1]):
            opener = stack.pop()
            parts = (*opener.parts, trim(text, Span(opener.end, mark.start), " \t\u00a0"))
            stack.append(replace(opener, end=mark.end, parts=parts))
        elif "o" in mark.side and not (mark.single and last_closer.get(mark.family, -1) <= index):
            stack.append(_Open(mark.family, mark.start, mark.end, mark.single))
            waiting[mark.family] += 1
    # Unbalanced: a double mark holds to the end of its paragraph, if nothing else was open; a single one is dropped.
    if stack and not stack[0].single and stack[0].end < paragraph.end:
        first = stack[0]
        span = Span(first.start, paragraph.end)
        out.append(Quotation(span=span, inner=first.inner(paragraph.end), closed=False))
    if any(o.single for o in stack):  # depths counted a single mark that turned out to be none
        out = _deep(out)
    return [q for q in out if q.inner]


def _closes_other(text: str, marks: Sequence[_Mark], index: int, stack: Sequence[_Open]) -> bool:
    """Whether a straight mark closes what a curly one has opened, or the other way round, as in pages put together from
    two hands: no closing mark of its own follows before the next mark that opens."""
    mark = marks[index]
    if "o" in mark.side or not stack or {mark.family, stack[-1].family} != _MIXED:
        return False
    if mark.start and text[mark.start - 1].isdigit():
        return False  # inches
    following = next((m for m in marks[index + 1 :] if m.family == stack[-1].family or m.side == "o"), None)
    return following is None or following.side == "o"


def _opens_anew(text: str, mark: _Mark, last: _Open) -> bool:
    """Whether an opening mark takes up a quotation that is open, at the beginning of a sentence: paragraphs that each
    began with a mark, and were run together."""
    if mark.single or mark.side != "o" or mark.family != last.family or last.single:
        return False
    before = text[last.end : mark.start]
    stops = before[-1:].isspace() and before.rstrip().endswith((".", "?", "!"))
    return stops and text[mark.end : mark.end + 1].isupper()


def _deep(quotations: Sequence[Quotation]) -> list[Quotation]:
    """Quotations, each inside or beside every other, with their depths counted anew; in the order given."""
    depth: dict[Span, int] = {}
    around: list[int] = []  # ends of the quotations that are open
    for quotation in sorted(quotations, key=lambda q: (q.span.start, -q.span.end)):
        while around and around[-1] <= quotation.span.start:
            around.pop()
        depth[quotation.span] = len(around)
        around.append(quotation.span.end)
    return [replace(q, depth=depth[q.span]) for q in quotations]


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
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
        opens = opens or (glyph == '"' and before in ".!?,;" and after.isalnum())  # a space was lost before it
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
        close = "" if not closes else "c?" if glyph in ("'", "’") and before in "sS" and after == " " else "c"
        if opens or closes:
            single = glyph in _SINGLE
            family = (_SINGLE if single else _DOUBLE)[glyph]
            yield _Mark(mark.start(), mark.end(), family, single, ("o" if opens else "") + close)


def _closed_later(marks: Sequence[_Mark]) -> list[bool]:
    """For each mark, whether a surer closing mark of its family follows before the next opening one: then a mark that
    may be an apostrophe ("the players' union") likelier is one."""
    out = [False] * len(marks)
    sure: dict[str, bool] = {}
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        out[index] = sure.get(mark.family, False)
        if mark.side in ("o", "c"):
            sure[mark.family] = mark.side == "c"
    return out
