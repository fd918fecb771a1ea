"""Reading one sentence's figures: each with its clause, its sentence, and the marks that tell it from others."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from hearsay.language.figure_bounds import bounds, size
from hearsay.language.figure_clause import REACH, Line, content_stem, counted, measured, said_of, side, undotted
from hearsay.language.figure_words import (
    AHEAD,
    CALENDAR,
    COMPARED,
    DAILY,
    DEGREES,
    DOWN,
    HOURS,
    INDEX,
    MARKET,
    MAYBE,
    ME,
    NEGATED,
    OTHERS,
    PLAY,
    SHOWN,
    UP,
    WORLD,
)
from hearsay.language.predicates import grows
from hearsay.language.quantities import Quantity
from hearsay.language.stated import Stated
from hearsay.language.time_quantities import CLOCK, DAY, zone
from hearsay.language.word_weights import stem, weight
from hearsay.language.words import is_content, words
from hearsay.text import Span

LONG = 150  # words of a sentence above which it is no sentence, and says nothing as a whole
_NO_HEDGE = re.compile(r"(?:turn(?:ed|s|ing)?|go(?:es|ing)?|went|c[ao]mes?|all|spun|swung) $", re.I)
_VAGUE = re.compile(  # words that name no figure
    r"(?:tens of |hundreds of )?(?:dozens|scores|hundreds|thousands|millions|several)|a (?:couple|handful|few)", re.I
)
_ABOUT = re.compile("about ", re.I)
_ANYTHING = re.compile(r"\b(?:anything|nothing|any) $", re.I)
_DEFINITE = re.compile(r" (?:an?|the|its|his|her|their) $", re.I)
_YEAR = re.compile(r"(?<![\w$£€.,-])(?:1[89]|20)\d\d(?![\w%]|[.,]\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_LOWER = re.compile(r"(?<![\w’'])[a-z][\w-]+")
_BEYOND = re.compile(r"(?:well |just )?(?:more|over|above|upwards|in excess|greater|exceeding|north)\b", re.I)
_OF_WHOM = re.compile(r"\bof (?:whom|which|them|those)\b")
_SCORE_AFTER = re.compile(r"[ -]plus\b| ?(?:[-–—:/]|of|out of|for|to) ?\d")
_SCORE_BEFORE = re.compile(r"\d ?(?:[-–—:/]|of|out of|for|to) ?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a sentence's figures are read against: the document's id and text, how often each stem stands in it, and
    the words that it prints in lower case somewhere, which are no names."""

    document: str
    text: str
    often: Mapping[str, int]
    plainly: AbstractSet[str]


def page(document: str, text: str) -> Page:
    """The page of a document."""
    often: Counter[str] = Counter()
    for word, times in Counter(_LETTERS.findall(text.casefold())).items():
        often[stem(word)] += times
    return Page(document=document, text=text, often=often, plainly=frozenset(_LOWER.findall(text)))


def _aside(text: str, q: Quantity) -> bool:
    """Whether a figure is an age told between commas, which the clause around it goes on over: "Mr Osk, 68, will"."""
    return q.unit in (None, "age") and text[q.span.start - 2 : q.span.start] == ", " and text[q.span.end :][:2] == ", "


class Sentence:
    """One sentence in which figures are read."""

    def __init__(
        self, page: Page, span: Span, found: Sequence[Quantity], dates: frozenset[str], tellers: Sequence[Span]
    ) -> None:
        text = self._text = page.text
        self._document, self._span, self._found = page.document, span, found
        ws = self._words = words(text, span)
        self._starts, self._ends = [w.span.start for w in ws], [w.span.end for w in ws]
        numbers = [q.span for q in found if q.unit not in (CLOCK, DAY) and not _aside(text, q)]
        figure = [False] * len(ws)
        for s in numbers:
            for i in range(bisect_right(self._ends, s.start), bisect_left(self._starts, s.end)):
                figure[i] = True
        stems = [content_stem(w) for w in ws]
        self._line = Line(text=text, words=ws, stems=stems, figure=figure)
        self._wide = {
            s: weight(s) / (1 + math.log(max(1, page.often[s])))  # a word tells less where it stands everywhere
            for s, in_figure in zip(stems, figure, strict=True)
            if s and not in_figure
        }
        self._names = frozenset(
            name
            for w in ws
            if w.text[:1].isupper() and is_content(w.lower) and w.lower not in CALENDAR
            if (name := undotted(w.lower.removesuffix("'s"))) not in page.plainly
        )
        self._tellers = frozenset(i for i, w in enumerate(ws) if any(t.overlaps(w.span) for t in tellers))
        lower = {w.lower for w in ws}
        self._market, self._index = bool(MARKET & lower), bool(INDEX & lower)
        self._dates = dates | frozenset(_YEAR.findall(span.of(text)))

    def stated(self) -> tuple[Stated, ...]:
        """The figures read; those of one sentence that say the same of several are parts, or steps, of something."""
        found = tuple(self._read())
        moved = [{p for p in x.predicates if grows(p)} if x.unit is None else set() for x in found]
        said = Counter(p for names in moved for p in names)
        several = sum(map(bool, moved)) > 2
        return tuple(
            replace(x, marks=x.marks | {"part"}) if any(several or said[p] > 1 for p in names) else x
            for x, names in zip(found, moved, strict=True)
        )

    def _read(self) -> Iterator[Stated]:
        before: Quantity | None = None
        for n, q in enumerate(self._found):
            if q.unit in (CLOCK, DAY):
                yield from self._timed(q)
                continue
            if not self._scored(q) and not self._left_behind(q) and (before is None or not self._converts(q, before)):
                rest = self._found[n + 1 : n + 2]
                converted = bool(rest) and self._converts(rest[0], q)
                yield self._one(self._plain(q), behind=rest[0].span.end if converted else q.span.end)
            before = q

    def _timed(self, q: Quantity) -> Iterator[Stated]:
        """A clock time; a day ahead where the sentence announces something."""
        x = self._one(q, behind=q.span.end)
        x = replace(
            x,
            dates=self._dates if q.unit == CLOCK else frozenset(),
            near={s: w for s, w in x.near.items() if s not in HOURS},
            beside=x.beside - HOURS,
            marks=x.marks - {"maybe", "part", "compared"},
        )
        printed = zone(self._text, q.span.end) if q.unit == CLOCK else None
        if printed:
            yield replace(x, marks=x.marks | {"zone " + printed})
        elif q.unit == CLOCK or any(w.lower in AHEAD for w in self._words):
            yield x

    def _scored(self, q: Quantity) -> bool:
        """Whether a bare figure is half of a score, or the number of a picture: "12-7", "4 of 18"."""
        if q.unit is not None:
            return False
        before = self._text[max(0, q.figure.start - 12) : q.figure.start]
        return bool(_SCORE_AFTER.match(self._text, q.span.end) or _SCORE_BEFORE.search(before))

    def _left_behind(self, q: Quantity) -> bool:
        """Whether it is what a figure was before: "rose from three to five"."""
        before = self._text[max(0, q.span.start - 5) : q.span.start]
        after = self._text[q.span.end : q.span.end + 4]
        return (
            before.casefold() == "from "
            and after == " to "
            and any(f.span.start == q.span.end + 4 for f in self._found)
        )

    def _converts(self, q: Quantity, before: Quantity) -> bool:
        """Whether a figure in brackets gives the one before it in another unit."""
        between = self._text[before.span.end : q.span.start]
        if q.unit is None or not re.fullmatch(r"\s*[(\[]\s*|\s+or\s+", between):
            return False
        return q.unit == before.unit or (q.unit[:1] == "°" and (before.unit or "")[:1] == "°")

    def _plain(self, q: Quantity) -> Quantity:
        """The quantity without words before it that only look like a hedge: "turned around nine hours", "over the 70",
        "nothing less than 30"."""
        hedge = self._text[q.span.start : q.figure.start]
        if not hedge:
            return q
        before = self._text[max(0, q.span.start - 10) : q.span.start]
        verb = hedge.casefold() in ("around ", "about ", "over ") and _NO_HEDGE.search(before)
        if hedge.casefold() == "about " and q.unit is None and q.low <= 5 and not q.figure.of(self._text)[0].isdigit():
            verb = _ABOUT.match(hedge)  # "a speech about two ministers"
        if verb or _ANYTHING.search(before) or _DEFINITE.search(hedge):
            value = q.low or q.high or q.low  # a hedge opens one bound only
            return replace(q, span=Span(q.figure.start, q.span.end), low=value, high=value, rounded=False)
        return q

    def _one(self, q: Quantity, behind: int) -> Stated:
        """The figure with its words; those on its right begin `behind` it and its conversion in brackets."""
        ws, stems = self._words, self._line.stems
        first = bisect_right(self._ends, q.span.start)
        last = bisect_left(self._starts, max(behind, q.span.end))
        if behind > q.span.end and last < len(ws) and ws[last].text in ")]":
            last += 1
        what = counted(self._line, q, last)
        noun = measured(self._line, first, last) if q.unit not in (None, "age", CLOCK, DAY) else what.noun
        end = what.end
        right = side(self._line, range(end, min(len(ws), end + REACH)))
        left = side(self._line, range(first - 1, max(-1, first - 1 - REACH), -1))
        places = [k for k in (*reversed(left.places), *range(last, end), *right.places) if ws[k].is_word]
        clause = {ws[k].lower for k in places}
        ahead = {w.lower for w in ws[max(0, first - 2) : first]}
        by = [*range(last, min(len(ws), last + 3)), *range(max(0, first - 3), first)]
        vague = q.low != q.high and _VAGUE.fullmatch(q.figure.of(self._text)) is not None
        near = {s: self._wide[s] for k in places if (s := stems[k]) and s in self._wide}
        predicates = said_of(ws[last:end], left, right)
        return Stated(
            document=self._document,
            span=q.span,
            phrase=Span(q.span.start, max(q.span.end, ws[end - 1].span.end if end > last else q.span.end)),
            sentence=self._span,
            low=float(q.low),
            high=None if q.high is None else float(q.high),
            unit=q.unit,
            grain=float(q.grain),
            rounded=q.rounded,
            vague=vague,
            beyond=q.high is None and _BEYOND.match(q.span.of(self._text)) is not None,
            size=size(q),
            bounds=bounds(q, vague),
            noun=noun,
            predicates=predicates,
            modifiers=what.modifiers,
            beside=frozenset(s for k in by if (s := stems[k])),
            near=near,
            wide=self._wide if len(ws) <= LONG else near,
            names=self._names,
            own=self._names & {undotted(ws[k].lower.removesuffix("'s")) for k in places if k not in self._tellers},
            marks=what.marks
            | self._marks(q, noun, what.modifiers, clause | ahead, ahead, first, last)
            | ({DEGREES[w] for w in clause if w in DEGREES} if "hurt" in predicates else frozenset()),
            dates=self._dates,
        )

    def _shown(self, q: Quantity, noun: str | None) -> bool:
        """Whether the page counts what it shows itself: "Slideshow (16 images)"."""
        return noun in SHOWN and self._text[q.span.start - 1 : q.span.start] == "("

    def _marks(
        self,
        q: Quantity,
        noun: str | None,
        modifiers: AbstractSet[str],
        clause: set[str],
        ahead: set[str],
        first: int,
        last: int,
    ) -> frozenset[str]:
        """What tells this figure from others that stand with the same words."""
        ws = self._words
        around = " ".join(w.lower for w in ws[max(0, first - 3) : last + 4])
        marks = {
            "other": bool(clause & OTHERS),
            "maybe": bool(clause & MAYBE),
            "compared": bool(clause & COMPARED),
            "personal": bool(clause & ME),
            "negated": bool(ahead & NEGATED),
            "market": noun in PLAY
            or self._shown(q, noun)
            or (self._index if q.unit is None else self._market)
            or q.unit == "part",
            "up": bool(clause & UP),
            "down": bool(clause & DOWN),
            "world": bool(clause & WORLD),
            "new": first > 0 and ws[first - 1].lower in ("a", "an", "another"),
            "part": _OF_WHOM.search(around) is not None or bool(modifiers & DAILY),
        }
        return frozenset(m for m, there in marks.items() if there)
