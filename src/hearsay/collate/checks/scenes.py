"""A document's sentences as scenes: names, dates and numbers found once, for every kind of claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from hearsay.collate.checks.dated import dates
from hearsay.collate.checks.lexicon import Lexicon, Named
from hearsay.collate.checks.masks import flat, masked
from hearsay.collate.checks.records import Dated, Scene
from hearsay.collate.checks.shares import PART
from hearsay.errors import DateTextError
from hearsay.language.ordinals import ORDINAL
from hearsay.language.quantities import Quantity, quantities
from hearsay.model import Annotations, Attribution, Kind
from hearsay.reference import Reference, When, when
from hearsay.text import Span

PUBLISHED = "the day of publication"
BACK = 5  # sentences before, in which what a common word means is looked for
_RETOLD: frozenset[Kind] = frozenset(("notes", "leak", "recollection"))
_NUMBER = (
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|"
    r"eighty|ninety|hundred|dozens?|twice|once|thrice|a (?:year|decade)|half|first|second|third|fourth|fifth|\w+th|"
    r"doubled|"
    r"trebled|tripled)\b"
)
_HAS_NUMBER = re.compile(_NUMBER, re.I)
_ITS = re.compile(r"\bits?\b", re.I)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_ELAPSED = re.compile(r"\b(?:years?|months?|weeks?|days|decades?|born|anniversary|aged)\b", re.I)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:29|30|31)", re.I)
_SHARE = re.compile(
    r"%|per ?cent|\bhalf\b|thirds?\b|quarters?\b|fifths?\b|\bmajority\b|\bmost\b|doubled|trebled|tripled|halved", re.I
)
_OF = re.compile(r"\b(?:of|out of|from)\b", re.I)
_SUM = re.compile(
    r"\b(?:of|out of|from|total\w*|all|altogether|combined|margin|majority|making|sum|split|ruled|voted|vote|"
    r"divided)\b|"
    r"[:–—(]|, \d",
    re.I,
)
_BODIES = re.compile(
    r"member|join|enlarg|expan|acced|accession|left|quit|withdr|nation|countr|state|allies|ally|newest|latest|belong|"
    r"strong|"
    r"ent(?:e?)r|adopt|bring|introduc|doubled|tripled|trebled|\buse[sd]?\b|\b(?:is|are|was|were|been|not|never) in\b|"
    r"outside|"
    r"ranks|\bgr[eo]w|swell",
    re.I,
)
_OFFICES = re.compile(
    r"(?<!\d)(?:1[89]|20)\d\d(?!\d)|\bthen\b|at the time|predecess|success|succeed|replac|follow|took over|gave way|"
    r"handed|years?\b|decades?\b|months?\b|days\b|"
    r"\bcurrent|incumbent|\bsitting\b",
    re.I,
)
_IS = re.compile(r"\bis\b")
_DIGITS = re.compile(
    r"\d[\d,.]*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|"
                     r"seventy|eighty|ninety|hundred)\b", re.I)  # fmt: skip


def scenes(
    found: Annotations, attributions: Sequence[Attribution], reference: Reference, names: Lexicon
) -> Iterator[Scene]:
    """The sentences in which something might be checked; all others are passed over before anything is parsed.

    A sentence with words that were said on a day of their own comes once for that day too.
    """
    document = found.document
    text = document.text
    around = _Around(found, names)
    published = published_on(found)
    apart = [z.span for z in document.zones if z.kind in ("notice", "byline")]
    bodies = "body" in names.hints(f"{document.title or ''}\n{text}")
    for number, span in enumerate(found.sentences):
        words = span.of(text)
        worth = _worth(words, names, bodies)
        if not any(worth) or any(z.overlaps(span) for z in apart):
            continue
        scene = _scene(words, span, around, number, published, PUBLISHED, reference, names, worth)
        yield scene
        for said in dict.fromkeys(day for a in attributions if _within(a, span) and (day := said_on(a))):
            if said != published:
                yield replace(scene, now=said, now_is="the day on which it was said")


class _Worth(NamedTuple):
    """Whether a sentence has the makings of a claim, by its words alone: for the tables, for the calendar and sums."""

    tables: bool
    figures: bool


def _worth(words: str, names: Lexicon, bodies: bool) -> _Worth:
    hints = names.hints(words)
    tables = (("body" in hints or ("group" in hints and bodies)) and _BODIES.search(words) is not None) or (
        ("office" in hints or "holder" in hints)
        and (
            _OFFICES.search(words) is not None
            or ("office" in hints and "holder" in hints and _IS.search(words) is not None)
        )
    )
    if not _HAS_NUMBER.search(words):
        return _Worth(tables, figures=False)
    if _MONTH.search(words) and _WEEKDAY.search(words):
        return _Worth(tables, figures=True)
    if _ELAPSED.search(words) and _YEAR.search(words):
        return _Worth(tables, figures=True)
    numbers = sum(1 for _ in islice(_DIGITS.finditer(words), 3))
    share = numbers >= 2 and _OF.search(words) is not None and _SHARE.search(words) is not None
    return _Worth(tables, figures=share or (numbers >= 3 and _SUM.search(words) is not None))


def published_on(found: Annotations) -> When | None:
    """The day from which a document is told, if its publication tells it."""
    if found.document.kind in _RETOLD:
        return None  # the day on which a paper was let out is not that of its words
    return _day(found.document.published)


def _day(text: str | None) -> When | None:
    try:
        return when(text.partition("T")[0]) if text else None
    except DateTextError:
        return None


def said_on(attribution: Attribution) -> When | None:
    """The day on which the words of an attribution were said, where that was found."""
    return _day(attribution.said_on)


def _within(attribution: Attribution, span: Span) -> bool:
    return any(content.overlaps(span) for content in attribution.content)


class _Around:
    """What was told in the sentences before one, looked up when it is asked for."""

    def __init__(self, found: Annotations, names: Lexicon) -> None:
        self._found, self._names = found, names
        self._dates: dict[int, tuple[Dated, ...]] = {}
        self._named: dict[int, tuple[Named, ...]] = {}

    def dates(self, number: int) -> tuple[Dated, ...]:
        """The dates of a sentence."""
        if number not in self._dates:
            span = self._found.sentences[number]
            inside = [t for t in self._found.times if span.covers(t.span)] if self._found.times else []
            self._dates[number] = dates(flat(span.of(self._found.document.text)), span.start, inside)
        return self._dates[number]

    def named(self, number: int) -> tuple[Named, ...]:
        """The names of a sentence."""
        if number not in self._named:
            self._named[number] = self._names.named(flat(self._found.sentences[number].of(self._found.document.text)))
        return self._named[number]

    def told(self, number: int) -> When | None:
        """The date last told before a sentence."""
        for before in range(number - 1, max(-1, number - 1 - BACK), -1):
            if self.dates(before):
                return self.dates(before)[-1].when
        return None

    def earlier(self, number: int) -> tuple[Named, ...]:
        """The bodies and holders named before a sentence, the title's first."""
        title = self._found.document.title
        out = [*(self._names.named(flat(title)) if title else ())]
        for before in range(max(0, number - BACK), number):
            out += self.named(before)
        return tuple(n for n in out if n.sort in ("body", "holder"))

    def years(self, number: int) -> tuple[int, ...]:
        """The years of the dates told in a sentence and right before it."""
        near = [d.when for k in (number - 1, number) if k >= 0 for d in self.dates(k)]
        return tuple(dict.fromkeys(w.first.year for w in near))


def _scene(
    words: str,
    span: Span,
    around: _Around,
    number: int,
    now: When | None,
    now_is: str,
    reference: Reference,
    names: Lexicon,
    worth: _Worth,
) -> Scene:
    text = flat(words)
    things: list[tuple[int, int, str]] = [(d.span.start, d.span.end, "date") for d in around.dates(number)]
    named: dict[int, Named] = {}
    numbers: dict[int, Quantity] = {}

    def free(start: int, end: int) -> bool:
        return not any(s < end and start < e for s, e, _ in things)

    for found in around.named(number) if worth.tables else ():
        if free(*found.span):
            things.append((*found.span, found.sort))
            named[found.span.start] = found
    for match in PART.finditer(text):
        if free(*match.span()):
            things.append((*match.span(), "part"))
    for match in ORDINAL.finditer(text):
        if free(*match.span()) and not re.match(r"[ -]?(?:century|of [A-Z])|-", text[match.end() :]):
            things.append((*match.span(), "ord"))
    for quantity in quantities(text) if _HAS_NUMBER.search(text) else ():
        plain = _plain(quantity, text)
        start, end = plain.span.start, plain.figure.end
        if free(start, end):
            things.append((start, end, "n"))
            numbers[start] = plain
    bodies = any(n.sort in ("body", "group") for n in named.values())
    needs = any(n.sort == "group" for n in named.values()) or (worth.tables and _ITS.search(text) is not None)
    return Scene(
        text=text,
        masked=masked(text, things),
        start=span.start,
        now=now,
        now_is=now_is,
        told=around.told(number) if bodies or needs else None,
        reference=reference,
        lexicon=names,
        dates={d.span.start: d for d in around.dates(number)},
        named=named,
        numbers=numbers,
        earlier=around.earlier(number) if needs else (),
        years=around.years(number) if worth.figures else (),
    )


def _plain(quantity: Quantity, text: str) -> Quantity:
    """A quantity as its bare number: “eleven years” as 11; its unit stays in the text."""
    if quantity.unit is None or quantity.unit.isupper():
        return quantity
    start, end = quantity.span.start, quantity.figure.end
    bare = quantities(text[start:end] + " things")
    if len(bare) != 1 or bare[0].unit is not None:
        return quantity
    span, figure = bare[0].span, bare[0].figure
    return replace(
        bare[0],
        span=Span(start + span.start, start + span.end),
        figure=Span(start + figure.start, start + figure.end),
    )
