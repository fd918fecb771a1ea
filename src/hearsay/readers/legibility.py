"""How much of a text is words: the measure by which a scan's recognised text is called legible, and what it counts.

Letters are counted, token by token. A token's letters are *good* where the token is an English word of
``common_words.txt``, *bad* where it looks like no word, and left out of account where nothing can be told: numbers,
codes, names that begin with a capital. The measure is the share of good letters among good and bad ones. The list holds
words of current news that occur in many texts, without forms that follow by rule.

A text that is not English is measured by the look of its tokens alone (letters of one case, a vowel, no letter four
times over), which finds less.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

Verdict = Literal["usable", "partly", "unusable"]

# Set on half of the papers that were judged by eye, and held against the other half: see evaluation/pdf.py.
USABLE, PARTLY = 0.76, 0.44  # at least this share of letters in words
ENOUGH = 40  # letters, below which a page has no text to speak of
RUNNING = 12  # letters counted in a line, from which on it is taken to run on
LINE, LINE_LETTERS = 0.35, 10  # a line below this share, of at least so many letters, cannot be read

_NO_LETTERS = re.compile(r"[\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u1fff\u2c00-\ufaff]")
_EDGE = "\"'“”‘’«»„‚()[]{}<>.,;:!?…*_-–—/\\|•·■~^`´=+#&@%$£€°§©®"
_CODE = re.compile(r"[A-Za-z]{1,6}[-–/.]?\d[\d.,:/–-]*|\d[\d.,:/–-]*[A-Za-z]{0,6}|[A-Z]{1,5}(?:[-/.&][A-Z\d]{1,6})+\.?")
_WORD = re.compile(r"[^\W\d_]+(?:['’.\-–/][^\W\d_]+)*")
_PARTS = re.compile(r"['’.\-–/]")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]", re.IGNORECASE)
_RUN = re.compile(r"(\w)\1{3}")
_SHORT = frozenset("a i s t d m o ll re ve u us uk un am pm mr dr st vs ok tv p q".split())
# What stands in nearly every sentence of other languages written in Latin letters, and in none of English.
_ELSEWHERE = frozenset(
    "der die das und ist nicht mit den von dem ein eine für auf le la les des est une dans que qui pour pas sur avec "
    "el los las del por para una con che di il della per non een het van niet och att som det ikke og nie się że jest "
    "não uma os em".split()
)


class Counted(NamedTuple):
    """Letters in tokens that are words, in tokens that are none, and in all; tokens of other languages and in all."""

    good: int
    bad: int
    letters: int
    elsewhere: int
    tokens: int

    @property
    def share(self) -> float:
        """The share of good letters, 0 to 1; 0 where nothing could be counted."""
        return self.good / (self.good + self.bad) if self.good + self.bad else 0.0


NOTHING = Counted(0, 0, 0, 0, 0)


def count(text: str, names: frozenset[str] = frozenset()) -> Counted:
    """Count the letters of `text` by the tokens they stand in; tokens of `names` are not counted.

    >>> count("The minister said no.").share
    1.0
    >>> count("Tho minittor sa1d n#o.").share < 0.3
    True
    """
    return count_tokens(text.split(), names)


def count_tokens(found: Iterable[str], names: frozenset[str] = frozenset()) -> Counted:
    """`count` for a text that is taken apart already."""
    good = bad = letters = elsewhere = tokens = 0
    for token in found:
        size, verdict, foreign = _judge(token)
        if not size:
            continue
        tokens += 1
        letters += size
        elsewhere += foreign
        if verdict > 0:
            good += size
        elif verdict < 0 and not (names and token.strip(_EDGE) in names):
            bad += size
    return Counted(good, bad, letters, elsewhere, tokens)


def looks(text: str) -> Counted:
    """The same by the look of tokens alone, for a text that is not English."""
    good = bad = letters = tokens = 0
    for token in text.split():
        bare = token.strip(_EDGE)
        size = len(_NO_LETTERS.sub("", bare))
        tokens += size > 0
        letters += size
        if _shaped(bare):
            good += size
        elif not _CODE.fullmatch(bare):
            bad += size
    return Counted(good, bad, letters, 0, tokens)


def english(counted: Counted, text: str) -> bool:
    """Whether a text is measured as English: it is written in Latin letters, and not in another language's words."""
    if not text.isascii() and len(_OTHER_SCRIPT.findall(text)) * 2 > counted.letters:
        return False
    return not (counted.tokens >= 20 and counted.elsewhere * 10 >= counted.tokens and counted.share < USABLE)


def measure(text: str) -> Counted:
    """`count` for a text that may be English, `looks` for any other."""
    counted = count(text)
    return counted if english(counted, text) else looks(text)


class Measured(NamedTuple):
    """The measure of a page, and of each of its lines."""

    page: Counted
    lines: tuple[Counted, ...]


def measure_paper(pages: Sequence[Sequence[str]]) -> tuple[Measured, ...]:
    """Measure the pages of a paper, each by its lines.

    What is no word and comes twice in the same letters anywhere in the paper is taken for a name, and not counted.

    >>> [round(page.page.share, 2) for page in measure_paper([["Korvald said so."], ["xqzt wvvl trn"]])]
    [1.0, 0.0]
    """
    tokens = [[line.split() for line in lines] for lines in pages]
    names = _names(token for lines in tokens for line in lines for token in line)
    found = []
    for lines, split in zip(pages, tokens, strict=True):
        each = [count_tokens(line, names) for line in split]
        if not english(_sum(each), "\n".join(lines)):
            each = [looks(line) for line in lines]
        found.append(Measured(together(each), tuple(each)))
    return tuple(found)


def together(lines: Sequence[Counted]) -> Counted:
    """The measure of a page from its lines: from the long ones, where there are any; letters are counted in all."""
    page = _sum([one for one in lines if one.good + one.bad >= RUNNING] or lines)
    return page._replace(letters=sum(one.letters for one in lines))


def _sum(counts: Sequence[Counted]) -> Counted:
    return Counted(*(sum(column) for column in zip(*counts, strict=True))) if counts else NOTHING


def _names(tokens: Iterable[str]) -> frozenset[str]:
    bare: Counter[str] = Counter()
    for token, times in Counter(tokens).items():
        if len(token) > 3 and _judge(token)[1] < 0:
            bare[token.strip(_EDGE)] += times
    return frozenset(token for token, times in bare.items() if times > 1 and len(token) > 3 and _shaped(token))


def verdict(counted: Counted, *, pictured: bool = False) -> Verdict:
    """What the text of a page is good for, by its measure; on a picture, few letters are no text layer."""
    if counted.letters < ENOUGH:
        return "usable" if not pictured and (counted.share >= USABLE or not counted.letters) else "unusable"
    if counted.share < PARTLY:
        return "unusable"
    return "usable" if counted.share >= USABLE else "partly"


def illegible(counted: Counted) -> bool:
    """Whether a line of this measure cannot be read."""
    return counted.good + counted.bad >= LINE_LETTERS and counted.share < LINE


def known(word: str) -> bool:
    """Whether a word is in the list, or follows by rule from one that is.

    >>> known("ministers"), known("carried"), known("mlnister")
    (True, True, False)
    """
    word = word.lower()
    words = _words()
    return word in words or any(stem in words for stem in _stems(word))


@lru_cache(maxsize=50_000)
def _judge(token: str) -> tuple[int, int, bool]:
    """The letters of a token; 1 for a word, -1 for none, 0 where it cannot be told; if it is another language's."""
    bare = token.strip(_EDGE)
    size = len(bare) if bare.isalpha() else len(_NO_LETTERS.sub("", bare))
    if not size:
        return 0, 0, False
    if not _WORD.fullmatch(bare):
        return size, (0 if _CODE.fullmatch(bare) else -1), False
    foreign = bare.lower() in _ELSEWHERE
    parts = [part for part in _PARTS.split(bare) if part]
    if all(part.lower() in _SHORT or known(part) for part in parts):
        # One letter by itself is as often a speck as a word.
        return size, (1 if size > 1 or bare in ("a", "A", "I") else 0), foreign
    if bare.istitle() and _shaped(bare) and size >= 3:
        return size, 0, foreign
    if _CODE.fullmatch(bare):
        return size, 0, foreign
    return size, -1, foreign


def _shaped(bare: str) -> bool:
    """Whether a bare has the look of a word: letters of one case, a vowel, no letter four times over."""
    if not _WORD.fullmatch(bare) or _RUN.search(bare):
        return False
    parts = [part for part in _PARTS.split(bare) if part]
    cased = all(
        part.islower() or part.isupper() or part[1:].islower() or part.lower() == part.upper() for part in parts
    )
    return cased and (bool(_VOWEL.search(bare)) or bare > "\u0250")


def _stems(word: str) -> list[str]:
    found = []
    for ending, *instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            found += [base + letters for letters in instead]
            if ending in ("ed", "ing", "er", "ers") and len(base) >= 4 and base[-1] == base[-2]:
                found.append(base[:-1])
    if "our" in word:
        found.append(word.replace("our", "or"))
    if "is" in word[3:]:
        found.append(word[:3] + word[3:].replace("isation", "ization").replace("ise", "ize").replace("ising", "izing"))
    if word.endswith("re"):
        found.append(word[:-2] + "er")
    return found


_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", "", "e"), ("ing", "", "e"), ("ly", ""), ("er", "", "e"),
    ("ers", "", "e"), ("ment", ""), ("ness", ""), ("able", "", "e"),
)  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(files("hearsay.readers").joinpath("common_words.txt").read_text(encoding="ascii").split())
