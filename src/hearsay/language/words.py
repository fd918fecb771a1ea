"""Words with their places, and words in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from hearsay.text import Span

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,:]\d+)*%?|\w+(?:['’\-‑]\w+)*|[^\w\s]")


class Word(NamedTuple):
    """A word or a single mark of punctuation, with its place in the text it was cut from."""

    span: Span
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or a number, not punctuation."""
        return self.text[0].isalnum()


def words(text: str, within: Span | None = None) -> tuple[Word, ...]:
    """Cut `text`, or the part of it `within`, into words and marks; spans count in the whole text.

    >>> [w.text for w in words("The U.S. won’t pay 3.5%, he said.")]
    ['The', 'U.S.', 'won’t', 'pay', '3.5%', ',', 'he', 'said', '.']
    """
    start, end = within or (0, len(text))
    out = []
    for m in _WORD.finditer(text, start, end):
        printed = m.group()
        out.append(Word(Span(m.start(), m.end()), printed, lower(printed)))
    return tuple(out)


@lru_cache(maxsize=1 << 16)
def lower(printed: str) -> str:
    """A word in lower case, its apostrophe straight."""
    return printed.casefold().replace("’", "'")


def printed_words(text: str, within: Span) -> Iterator[tuple[int, str]]:
    """The words of a part of a text as they are printed, each with where it begins: cheaper than `words`. "&" is one,
    other marks are left out."""
    for m in _WORD.finditer(text, *within):
        printed = m.group()
        if printed[0].isalnum() or printed == "&":
            yield m.start(), printed


_NUMBERS = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve".split(),
        map(str, range(13)),
        strict=True,
    )
)
_SPELLING = (  # British and American endings are one spelling; applied to words of six letters or more
    (re.compile(r"is(e|es|ed|ing|ation|ations)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|able|ite|ites|hood|hoods)?$"), r"or\1"),
    (re.compile(r"(t|b)re(s|d)?$"), r"\1er\2"),
    (re.compile(r"ence$"), "ense"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ogue(s?)$"), r"og\1"),
    (re.compile(r"programme(s?)$"), r"program\1"),
)
_TITLES = {
    "mister": "mr", "doctor": "dr", "senator": "sen", "governor": "gov", "general": "gen", "president": "pres",
    "representative": "rep", "professor": "prof", "lieutenant": "lt", "colonel": "col",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def compared(word: str) -> str:
    """The form in which words of quotations are compared: harmless variants of print fold together.

    Folded: case, apostrophes, accents, hyphens, dots in acronyms, British and American spelling, small numbers,
    "&", abbreviated titles.

    >>> [compared(w) for w in ("U.S.", "organise", "Ten", "&", "Harbour", "PRESIDENT", "Pres.")]
    ['us', 'organize', '10', 'and', 'harbor', 'pres', 'pres']
    """
    w = unicodedata.normalize("NFKD", word).casefold().replace("’", "'").replace("‑", "-")
    w = "".join(c for c in w if not unicodedata.combining(c)).strip("'-")
    if "-" in w and not w[:1].isdigit():
        w = w.replace("-", "")
    if "." in w and not w[:1].isdigit():
        w = w.replace(".", "")
    if w == "&":
        return "and"
    if w[:1].isdigit():
        return w.replace(",", "")
    w = _NUMBERS.get(w, _TITLES.get(w, w))
    if len(w) >= 6:
        for pattern, to in _SPELLING:
            w = pattern.sub(to, w)
    return w


_STOP = frozenset(
    """
    a an the and or but nor so yet if then than that this these those of in on at by for to from with without into
    onto over under about as it its he him his she her hers they them their theirs we us our ours you your yours i
    me my mine is am are was were be been being do does did done have has had having will would shall should can
    could may might must not no yes there here what which who whom whose when where why how all any both each few
    more most other some such only own same too very just also up down out off again once it's that's there's i'm
    we're they're he's she's don't doesn't didn't won't can't isn't aren't wasn't weren't i've we've they've i'll
    we'll
    """.split()
)


def is_content(word: str) -> bool:
    """Whether a lower-case word carries content: not a function word, not punctuation.

    >>> [w for w in ("the", "harbour", "of", "lease") if is_content(w)]
    ['harbour', 'lease']
    """
    return word not in _STOP and word[:1].isalnum()
