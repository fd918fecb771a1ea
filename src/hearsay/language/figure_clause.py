"""The words of a sentence around a figure: what it counts, and what is said of that.

No parser: what is counted is read from the words after the figure up to the first plural, what is said of it from the
nearest words of `predicates` on this side of a conjunction or another figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hearsay.language.figure_words import BREAKS, FOLK, FUNCTION, MEASURES, NOT_PLURAL, PLURALS, WHOLES
from hearsay.language.predicates import grows, predicate
from hearsay.language.quantities import Quantity
from hearsay.language.roles import singular
from hearsay.language.stated import PEOPLE
from hearsay.language.word_weights import stem
from hearsay.language.words import Word, is_content

_DOTTED = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}")
REACH = 12  # words on each side of a figure that may be of its clause
_LONGEST = 6  # words of what is counted
_NEAR, _NEARER, _FAR = 7, 4, 8  # words within which a predicate is looked for: after, before, further before


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The words of one sentence, the stems of those that carry content, and which are part of a figure."""

    text: str
    words: Sequence[Word]
    stems: Sequence[str | None]
    figure: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a figure counts: the stem of the noun, those of the words before it, the index of the word behind it, and
    the marks that were read on the way."""

    noun: str | None
    modifiers: frozenset[str]
    end: int
    marks: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The words on one side of a figure as far as its clause goes, outwards; `cut` where another figure ends them."""

    words: Sequence[Word]
    places: Sequence[int]
    cut: bool


def undotted(word: str) -> str:
    """An acronym without its dots; any other word as it is.

    >>> undotted("f.b.i."), undotted("f.b.i.'s"), undotted("3.5"), undotted("st.")
    ('fbi', "fbi's", '3.5', 'st.')
    """
    return _DOTTED.sub(lambda m: m[0].replace(".", ""), word)


def content_stem(w: Word) -> str | None:
    """The stem of a word that carries content, ``None`` for any other and for numbers."""
    if not w.is_word or w.lower[0].isdigit() or not is_content(w.lower):
        return None
    return stem(undotted(w.lower).replace("-", ""))


def plural(word: str) -> bool:
    """Whether a lower-case word looks like a plural.

    >>> plural("ferries"), plural("people"), plural("bus")
    (True, True, False)
    """
    if word in PLURALS:
        return True
    ends = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))
    return len(word) > 3 and ends and word not in NOT_PLURAL


def counted(line: Line, q: Quantity, at: int) -> Counted:
    """What the figure `q` counts; `at` is the index of the first word behind it."""
    ws, marks = line.words, set[str]()
    held: list[int] = []
    i = at
    hyphen = i < len(ws) and ws[i].text in "-‑"
    if hyphen:
        i += 1
    if i < len(ws) and ws[i].lower == "of":
        i += 1
        if not (q.rounded and q.low != q.high and not q.figure.of(line.text)[:1].isdigit()):  # not "dozens of boats"
            marks.add("part")
            while i < len(ws) and ws[i].lower in WHOLES:
                i += 1
    stop = min(len(ws), i + _LONGEST)
    while i < stop:
        w = ws[i]
        after = ws[i + 1].lower if i + 1 < stop else ""
        joins = w.lower in ("or", "and") and held and after and not plural(ws[held[-1]].lower)
        if line.figure[i] or (not w.is_word and w.text not in "-/") or (w.lower in FUNCTION and not joins):
            break
        if predicate(w.lower) and not plural(w.lower) and not plural(after):
            break
        if w.is_word and not joins:
            held.append(i)
        i += 1
        if plural(w.lower) and not (plural(after) and after not in FUNCTION):
            break
        if held and q.unit == "age":
            break
    if q.unit is not None and q.unit != "age":
        return Counted(noun=None, modifiers=frozenset(), end=at, marks=frozenset(marks))
    last_plural = bool(held) and plural(ws[held[-1]].lower)
    if not held or not (last_plural or hyphen or q.unit == "age" or q.high == 1):
        return Counted(noun=None, modifiers=frozenset(), end=at, marks=frozenset(marks))
    head = held[-1] if last_plural or q.unit == "age" else held[0]
    word = ws[head].lower
    if word == "others":
        marks.add("other")
    return Counted(
        noun=PEOPLE if word in FOLK else line.stems[head] or stem(singular(word)),
        modifiers=frozenset(s for k in held if k < head and (s := line.stems[k])),
        end=head + 1,
        marks=frozenset(marks),
    )


def measured(line: Line, first: int, at: int) -> str | None:
    """The stem of what a figure with a unit measures, between the words `first` and `at`.

    "An altitude of 40 km" and "40 km high" are both of the height.
    """
    ws = line.words
    if at < len(ws) and ws[at].lower in MEASURES:
        return MEASURES[ws[at].lower]
    if first > 1 and ws[first - 1].lower == "of" and is_content(ws[first - 2].lower):
        word = ws[first - 2].lower
        return MEASURES.get(word, stem(word))
    return None


def side(line: Line, places: range) -> Side:
    """The words at `places`, which run outwards, up to the end of the clause or another figure."""
    out: list[int] = []
    for i in places:
        w = line.words[i]
        if line.figure[i]:
            return Side(words=[line.words[k] for k in out], places=out, cut=True)
        if w.text in BREAKS and w.text not in ',:“”"':
            break
        out.append(i)
    return Side(words=[line.words[k] for k in out], places=out, cut=False)


def said_of(inside: Sequence[Word], left: Side, right: Side) -> frozenset[str]:
    """The classes of what is said of a figure. `inside` are the words of what is counted."""
    name = predicate(inside[-1].lower) if inside else None
    if name:  # "27 deaths"
        return frozenset((name,))
    after, ahead = _classes(right, _NEAR), _classes(left, _NEARER)
    if after and ahead:  # "the release of 14 sailors abducted in spring"
        return frozenset(after[1] | {p for p in ahead[1] if grows(p)} if after[0] <= 3 else ahead[1] | after[1])
    found = after or ahead or _classes(left, _FAR)
    return frozenset(found[1]) if found else frozenset()


def _classes(one: Side, reach: int) -> tuple[int, set[str]] | None:
    """How far the nearest word of a predicate stands, and its class with those joined to it by "and" or "or"."""
    ws = one.words
    for n, w in enumerate(ws[:reach]):
        if _ends(w):
            return None
        name = predicate(w.lower)
        if not name:
            continue
        out = {name}
        joined = ws[n + 1 : n + 3]
        theirs = one.cut and n + 3 == len(ws)  # the last word belongs to the figure that ends the side
        if (
            len(joined) == 2
            and not theirs
            and joined[0].lower in ("and", "or")
            and (more := predicate(joined[1].lower))
        ):
            out.add(more)
        for later in ws[n + 1 : reach]:  # "14 sailors abducted in spring have been released": not all those abducted
            if _ends(later):
                break
            if (more := predicate(later.lower)) and grows(more):
                out.add(more)
        return n, out
    return None


def _ends(w: Word) -> bool:
    return w.text in BREAKS or w.lower in ("and", "but", "while")
