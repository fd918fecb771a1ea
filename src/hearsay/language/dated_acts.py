"""Acts with the year in which a text sets them: “Lind founded the ferry in 1949”, “it was founded in the 1950s”.

Read where one clause names who did it, what was done, and one date with its year; so that two tellings of one act can
be held against each other by what they print, and nothing is compared that only might be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hearsay.language.word_weights import stem
from hearsay.language.words import is_content, words
from hearsay.model import Annotations
from hearsay.text import Span

# What happens to somebody or something once.
ONCE = frozenset(
    stem(w)
    for w in "born died founded created established formed assassinated executed abolished dissolved ratified".split()
)
_NO_ACT = frozenset(  # said again and again: who says it on another day does something else
    stem(w)
    for w in """
    said told added noted asked reported claimed stated warned announced wrote argued explained insisted believed
    thought wanted hoped needed used called named based happened lived worked served visited attended published updated
    posted listed expected followed continued remained started seemed appeared looked turned increased decreased
    raised killed injured died sold paid moved played watched
    """.split()
)
_PASSIVE = re.compile(r"\b(?:was|were|had been|been)\s+$", re.I)
_IRREGULAR = frozenset("born made built wrote took gave began held won lost left broke met fought sank stole".split())
_SUBJECT = re.compile(  # a name, what hangs on it, "leaders" after it; then "first", "[also]"
    r"([A-Z][\w’'.-]*\s+(?:(?:of|the|and|for)\s+(?=[A-Z])|[A-Z][\w’'.-]*\s+|[a-z]+s\s+)*)(?:\[?\w{2,9}\]?\s+){0,2}$"
)
_NEGATED = re.compile(
    r"\b(?:not|never|would|could|might|may|should|if|will|to|nearly|almost)\s+(?:\w+\s+)?$|n['’]t\s+$", re.I
)
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_BREAK = re.compile(r"[;:—–]|, (?:who|which|and|but|where|when|while)\b|\b(?:after|before|since|until|when|while)\b")
_REACH = 8  # words after the verb that tell what was done


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act as one sentence tells it.

    `who` are the names it is told of, `verb` the stem of what was done, `what` the stems of what it was done to or
    about. It was done from `first` to `last`, years. `clause` runs from who did it to the end, `span` takes in the
    date, whose words are `when`.
    """

    document: str
    span: Span
    clause: Span
    when: Span
    who: frozenset[str]
    verb: str
    what: frozenset[str]
    first: int
    last: int
    passive: bool


def acts(a: Annotations) -> Iterator[Act]:
    """The dated acts of a document, in order."""
    text = a.document.text
    silent = [z.span for z in a.document.zones if z.kind in ("notice", "comment", "byline", "caption")]
    dated: dict[int, list[tuple[Span, tuple[int, int]]]] = {}
    starts = [s.start for s in a.sentences]
    at = 0
    for t in a.times:
        if t.type != "DATE" or not t.edtf or not _YEAR.search(t.span.of(text)):
            continue
        while at + 1 < len(starts) and starts[at + 1] <= t.span.start:
            at += 1
        years = _years(t.edtf)
        if years is not None and a.sentences and a.sentences[at].covers(t.span):
            dated.setdefault(at, []).append((t.span, years))
    for n, dates in dated.items():
        sentence = a.sentences[n]
        if len(dates) == 1 and not any(z.covers(sentence) for z in silent):
            yield from _acts(a.document.id, text, sentence, *dates[0])


def _acts(document: str, text: str, sentence: Span, when: Span, years: tuple[int, int]) -> Iterator[Act]:
    for w in words(text, sentence):
        if not (w.lower.endswith("ed") or w.lower in _IRREGULAR) or w.text[0].isupper() or stem(w.lower) in _NO_ACT:
            continue
        before = text[sentence.start : w.span.start]
        passive = _PASSIVE.search(before) is not None
        if _NEGATED.search(before):
            continue
        subject = _SUBJECT.search(_PASSIVE.sub("", before) if passive else before)
        if subject is None:
            continue
        who = frozenset(
            stem(x.casefold().removesuffix("’s").removesuffix("'s"))
            for x in re.findall(r"[A-Z][\w’'-]+", subject[1])
            if x.casefold() not in _OPENERS
        )
        end = _clause_end(text, w.span.end, sentence.end)
        start = sentence.start + subject.start()
        clause = Span(start, end)
        if not who or not (clause.covers(when) or _just_before(text, when, start)):
            continue
        what = [
            stem(x.lower)
            for x in words(text, Span(w.span.end, end))[:_REACH]
            if x.is_word and is_content(x.lower) and not when.covers(x.span) and not x.text.isdigit()
        ]
        span = Span(min(start, when.start), max(end, when.end))
        yield Act(
            document=document, span=span, clause=clause, when=when, who=who, verb=stem(w.lower), what=frozenset(what),
            first=years[0], last=years[1], passive=passive,
        )  # fmt: skip


_OPENERS = frozenset("in on the a an before after when it this that by since later then but and as at".split())


def _clause_end(text: str, at: int, end: int) -> int:
    found = _BREAK.search(text, at, end)
    return found.start() if found else end


def _just_before(text: str, when: Span, start: int) -> bool:
    """Whether a date stands at the head of the clause: "In 1949, Lind …", "in 1949, just after the war, Lind …"."""
    return when.end <= start and not re.search(r"[.;:!?]|\b(?:and|but|who|which)\b", text[when.end : start])


def _years(edtf: str) -> tuple[int, int] | None:
    """First and last year of an EDTF value of one date.

    >>> _years("1949"), _years("195X~"), _years("1996-09-17"), _years("[1996..1998]")
    ((1949, 1949), (1950, 1959), (1996, 1996), None)
    """
    found = re.fullmatch(r"(\d{3})([\dX])(?:-\d\d(?:-\d\d)?)?[~?%]?", edtf)
    if found is None:
        return None
    if found[2] == "X":
        return int(found[1]) * 10, int(found[1]) * 10 + 9
    return int(found[1] + found[2]), int(found[1] + found[2])


def same_act(a: Act, b: Act) -> bool:
    """Whether two tellings are, by their words, of one act: the same verb, a name in common, and what was done.

    What happens once to one is told by who it happened to; anything else needs two words in common, and most of the
    shorter telling's.
    """
    if a.verb != b.verb or a.passive != b.passive or not a.who & b.who:
        return False
    if a.verb in ONCE and (a.who <= b.who or b.who <= a.who):
        return not a.what or not b.what or bool(a.what & b.what) or a.passive
    shared = a.what & b.what
    return len(shared) >= 2 and 2 * len(shared) > min(len(a.what), len(b.what))
