"""A dossier for sharing: in place of each full text, a few words around every place that a finding quotes.

All formats print from the same records, so the records are made anew: a text becomes its excerpts, with ``[… 1,204
characters]`` for what is left out, and every span is moved to where its words now stand. What a renderer is not given,
it cannot show.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from hearsay.model import Annotations, Copy, Difference, Document, Dossier, Place, Rendition
from hearsay.text import Span

AROUND = 12  # words shown before and after a quoted place
QUOTED = 60  # words of one quoted place shown at most; of a longer one its beginning
_BRIDGE = 3  # words between two excerpts that are shown rather than counted

_WORD = re.compile(r"\S{1,40}")  # a run of letters without a space is no single word


def excerpts(dossier: Dossier) -> Dossier:
    """The dossier with excerpts for texts; paragraphs and pages keep their numbers, ids and findings stay.

    Quoted places are those of attributions (source, cue, content) and of points, positions, responses, checks and named
    origins. Offsets no longer count in the text of a file.
    """
    quoted = _quoted(dossier)
    cuts = {a.document.id: _cut(a.document.text, quoted.get(a.document.id, ())) for a in dossier.collation.annotations}
    collation, without = _moved((dossier.collation, dossier.without), cuts, None)
    return replace(dossier, collation=collation, without=without)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text in excerpts: where each kept stretch and each gap begins in the old text, and in the new."""

    text: str
    old: tuple[int, ...]
    new: tuple[int, ...]
    kept: tuple[bool, ...]

    def at(self, offset: int) -> int:
        """Where an offset of the old text lies in the new; one in a gap where the gap begins."""
        n = max(0, bisect_right(self.old, offset) - 1)
        return self.new[n] + (offset - self.old[n] if self.kept[n] else 0)

    def span(self, span: Span) -> Span:
        """A span moved; the part of it that lies in a gap is not in it, but for gaps in its middle."""
        start = self.at(span.start)
        n = bisect_left(self.old, span.end) - 1  # the stretch that holds its last character
        end = self.new[n] + (span.end - self.old[n]) if n >= 0 and self.kept[n] else self.new[max(n, 0)]
        return Span(start, max(start, end))


def _quoted(dossier: Dossier) -> Mapping[str, Sequence[Span]]:
    """The quoted places of each document."""
    found = dossier.collation
    out: dict[str, list[Span]] = {}
    for attribution in found.attributions:
        spans = (*attribution.source, *attribution.cue, *attribution.content)
        out.setdefault(attribution.document, []).extend(spans)
    for utterance in found.utterances:
        for rendition in utterance.renditions:
            out.setdefault(rendition.document, []).extend(rendition.spans)
    places: list[Place | None] = [p for a in found.accounts for point in a.points for p in point.anchors]
    places += [p for d in found.disagreements for position in d.positions for p in position.anchors]
    places += [r.anchor for r in found.responses]
    places += [p for c in found.checks for p in c.places]
    places += [c.ancestor.anchor for c in found.copies if c.ancestor]
    for place in places:
        if place is not None:
            out.setdefault(place.document, []).append(place.span)
    return out


def _cut(text: str, quoted: Iterable[Span]) -> _Cut:
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    windows = sorted(_windows(words, quoted))
    merged: list[list[int]] = []
    for first, last in windows:
        if merged and first <= merged[-1][1] + 1 + _BRIDGE:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    kept = [(words[first].start, words[last].end) for first, last in merged]
    if kept and merged[0][0] <= _BRIDGE:
        kept[0] = (0, kept[0][1])
    if kept and len(words) - 1 - merged[-1][1] <= _BRIDGE:
        kept[-1] = (kept[-1][0], len(text))
    parts: list[str] = []
    old: list[int] = []
    new: list[int] = []
    is_kept: list[bool] = []
    length = at = 0
    for start, end in [*kept, (len(text), len(text))]:
        for begin, stop, whole in ((at, start, False), (start, end, True)):
            if begin < stop:
                part = text[begin:stop] if whole else _gap(text[begin:stop])
                old.append(begin)
                new.append(length)
                is_kept.append(whole)
                parts.append(part)
                length += len(part)
        at = end
    return _Cut("".join(parts), (*old, len(text)), (*new, length), (*is_kept, True))


def _windows(words: Sequence[Span], quoted: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """For each quoted place the numbers of the first and the last word shown for it."""
    starts, ends = [w.start for w in words], [w.end for w in words]
    for span in quoted:
        first, last = bisect_right(ends, span.start), bisect_left(starts, span.end) - 1
        if first > last:
            continue
        long = last - first + 1 > QUOTED
        yield max(0, first - AROUND), first + QUOTED - 1 if long else min(len(words) - 1, last + AROUND)


def _gap(left: str) -> str:
    """What stands for words left out: as long a break as there was, and how much it was."""
    head = left[: len(left) - len(left.lstrip())]
    tail = left[len(left.rstrip()) :] if left.strip() else ""
    return f"{_space(head)}[… {len(left.strip()):,} characters]{_space(tail)}" if left.strip() else left


def _space(space: str) -> str:
    return "\n\n" if "\n" in space else " " if space else ""


def _moved(value: Any, cuts: Mapping[str, _Cut], document: str | None) -> Any:
    """A record with all its spans moved; `document` is the one that bare spans in it are of."""
    if isinstance(value, Span):
        assert document is not None
        return cuts[document].span(value)
    if isinstance(value, tuple):
        return tuple(_moved(item, cuts, document) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, Copy):
        here, there = cuts[value.document], cuts[value.of or value.document]
        pairs = tuple((here.span(one), there.span(other)) for one, other in value.evidence)
        return _with(value, cuts, value.document, evidence=pairs)
    if isinstance(value, Rendition):
        differences = tuple(_difference(d, cuts, value) for d in value.difference)
        return _with(value, cuts, value.document, difference=differences)
    if isinstance(value, Document):
        return _with(value, cuts, value.id, text=cuts[value.id].text)
    if isinstance(value, Annotations):
        return _with(value, cuts, value.document.id)
    own = getattr(value, "document", None)
    return _with(value, cuts, own if isinstance(own, str) else document)


def _with(record: Any, cuts: Mapping[str, _Cut], document: str | None, **known: Any) -> Any:
    moved = {f.name: _moved(getattr(record, f.name), cuts, document) for f in fields(record) if f.name not in known}
    return replace(record, **moved, **known)


def _difference(found: Difference, cuts: Mapping[str, _Cut], of: Rendition) -> Difference:
    words = found.words and cuts[of.document].span(found.words)
    against = found.against and cuts[of.against or of.document].span(found.against)
    return replace(found, words=words, against=against)
