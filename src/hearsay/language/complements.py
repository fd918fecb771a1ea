"""Content to the right of its verb: what is stepped over on the way to it, which frame it fills, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hearsay.language.cue_patterns import END, Part, Pattern, clause_end, form_at, speechlike
from hearsay.language.cues import Form
from hearsay.language.items import Item
from hearsay.language.noun_phrases import AUXILIARIES, CALENDAR, DETERMINERS, PREPOSITIONS, PRONOUNS, adverb, after
from hearsay.language.roles import PERSON_NOUNS

_WH = frozenset("whether if how why what when where who which whom".split())
_NO_ADDRESSEE = _WH | {"that", "to", "not"}
_PERSONAL = (PRONOUNS - DETERMINERS) | frozenset("him her them me us you".split())
_BEFORE_NOUN = DETERMINERS | PREPOSITIONS
_OF_CONTENT = frozenset("no not all only just".split())  # adverbs that belong to what follows
_ROUGHLY = frozenset("late early earlier later".split())
_DATED = CALENDAR | {"on", "in", "this", "last"}
_ADVERBIAL = CALENDAR | frozenset(
    "in on at during after before through via last this earlier to as when while by with".split()
)
_ENDS_ADDRESSEE = CALENDAR | frozenset("in on at during last this earlier when after as via by".split())
_PERIOD = CALENDAR | {"week", "month", "year"}
_NO_CONTENT = frozenset("and or but in on at by of with as when while after before during than".split())
_OPENS_CLAUSE = frozenset(("$", "£", "€", "[", "…"))
_CLOSES_CLAUSE = frozenset((".", "?", "!", ";", ",", "—", "–"))
_GOES_ON_BESIDE = frozenset("and but in on when during after as".split())
_SOME = frozenset("one some many several most all both two three dozens hundreds thousands".split())
_TITLE = 5  # words before a name that say what somebody is
_REACH_PAST_ADDRESSEE, _REACH_PAST_ADVERBIAL = 16, 28  # items in which a marker of the content is looked for


class Lead(NamedTuple):
    """What stands between a verb and its content: where the content begins, and what was stepped over."""

    at: int
    addressee: Part | None = None
    adverbial: Part | None = None


def skip_to_content(items: Sequence[Item], at: int, frames: frozenset[str]) -> Lead:
    """Where the content of a verb with these `frames` begins that ends before `at`."""
    if at >= len(items):
        return Lead(at)
    if "a" in frames and items[at].is_word and items[at].lower not in _NO_ADDRESSEE:
        return _past_addressee(items, at)
    begin = at
    while at < len(items) and adverb(items[at]) and items[at].lower not in _OF_CONTENT:
        at += 1
    if at >= len(items):
        return Lead(at)
    if items[at].lower in _ROUGHLY and at + 1 < len(items) and items[at + 1].lower in _DATED:
        at += 1
    return _past_adverbial(items, begin, at, frames) if items[at].lower in _ADVERBIAL else Lead(at)


def _past_addressee(items: Sequence[Item], at: int) -> Lead:
    marker = _marker(items, at, _REACH_PAST_ADDRESSEE)
    if marker is not None and marker > at:
        stop = _before_adverbial(items, at, marker)
        return Lead(marker, _part(at, stop), _part(stop, marker))
    stop = _short_phrase(items, at)
    if stop < len(items) and items[stop].lower in CALENDAR:
        return Lead(stop + 1, (at, stop), (stop, stop + 1))
    return Lead(stop, _part(at, stop))


def _past_adverbial(items: Sequence[Item], begin: int, at: int, frames: frozenset[str]) -> Lead:
    """Past "on Monday in the harbour office" or "to the board"; `begin` is before the adverbs that lead to `at`."""
    first = items[at].lower
    marker = _marker(items, at, _REACH_PAST_ADVERBIAL)
    if marker is not None and first == "to" and "i" not in frames and _listens(items[at + 1]):
        stop = _before_adverbial(items, at + 1, marker)
        return Lead(marker, _part(at + 1, stop), _part(stop, marker))
    if marker is not None and first != "to":
        return Lead(marker, None, (begin, marker))
    if first in CALENDAR:
        return Lead(at + 1, None, (begin, at + 1))
    if first in ("on", "last", "this") and at + 1 < len(items) and items[at + 1].lower in _PERIOD:
        return Lead(at + 2, None, (begin, at + 2))
    return Lead(at)


def _part(start: int, stop: int) -> Part | None:
    return (start, stop) if stop > start else None


def _marker(items: Sequence[Item], at: int, reach: int) -> int | None:
    """Where, at most `reach` items on, a content clearly begins: "that", a question word, a quotation, a colon."""
    for index in range(at, min(len(items), at + reach)):
        item = items[index]
        if item.quotation is not None:
            return index if speechlike(item) else None
        if item.text == ":":
            return index
        if item.lower in ("that", "whether") and index > at:
            return index
        if item.lower == "according" or item.text in ("—", "–"):
            return None
        if item.text in END and not (item.text == "." and len(items[index - 1].text) <= 4):
            return None
        if index > at and form_at(items, index) is not None and items[index - 1].lower not in _BEFORE_NOUN:
            return None
    return None


def _before_adverbial(items: Sequence[Item], start: int, stop: int) -> int:
    return next(
        (i for i in range(start + 1, stop) if items[i].lower in _ENDS_ADDRESSEE or items[i].text == ","),
        stop,
    )


def _short_phrase(items: Sequence[Item], at: int) -> int:
    """End of a one-phrase addressee without a clear marker behind it: a pronoun, a run of capitals, "reporters"."""
    if items[at].lower in _PERSONAL:
        return at + 1
    if items[at].lower in _SOME and at + 2 < len(items) and items[at + 1].lower == "of":  # "told some of the miners"
        at += 2
    if (named := _named_as(items, at)) is not None:
        return named
    stop = at
    while stop < len(items) and (items[stop].capital or items[stop].lower in DETERMINERS or items[stop].text == "."):
        stop += 1
    if stop < len(items) and items[stop].is_word and (stop == at or items[stop - 1].lower in DETERMINERS):
        stop += 1
    while stop < len(items) and items[stop].is_word and items[stop - 1].lower.endswith(("'s", "s'")):
        stop += 1  # "the mayor’s aides"
    return stop


def _named_as(items: Sequence[Item], at: int) -> int | None:
    """End of "radio host Mara Lind" right behind a verb of telling, where no verb of hers follows."""
    while at < len(items) and items[at].lower in DETERMINERS:
        at += 1
    name = at
    while name < min(len(items), at + _TITLE) and items[name].is_word and not items[name].capital:
        name += 1
    if name == at or name >= len(items) or not items[name].capital or items[name - 1].lower not in PERSON_NOUNS:
        return None
    end = name
    while end < len(items) and items[end].is_word and items[end].capital:
        end += 1
    said = end < len(items) and (items[end].lower in AUXILIARIES or form_at(items, end) is not None)
    return None if said else end


def _listens(item: Item) -> bool:
    """Whether a word behind "to" may begin a phrase of people: not "we continue to believe"."""
    return item.capital or item.lower in DETERMINERS | _PERSONAL or item.lower.endswith("s")


def told(items: Sequence[Item], at: int, frames: frozenset[str]) -> Part | None:
    """The addressee right after a verb whose content stands to its left: “…,” she told THE BOARD on Monday."""
    if at < len(items) and items[at].lower == "to" and "i" not in frames:
        at += 1  # “…,” she said to Vele
        if at < len(items) and not _listens(items[at]):
            return None
    elif "a" not in frames:
        return None
    if at >= len(items) or not items[at].is_word:
        return None
    return _part(at, _before_adverbial(items, at, after(items, at)))


def complement(items: Sequence[Item], at: int, form: Form) -> tuple[Pattern | None, int]:
    """Which frame of the verb the items from `at` on fill, and where the content begins."""
    frames = form.cue.frames
    if at >= len(items):
        return None, at
    item = items[at]
    following = items[at + 1] if at + 1 < len(items) else None
    if item.text == ":":
        return ("speech", at + 1) if frames & {"s", "c", "a"} else (None, at)
    if item.quotation is not None:
        if "s" in frames or ("c" in frames and speechlike(item)):
            return "speech", at
        return ("object", at) if "o" in frames else (None, at)
    if item.text == ",":
        opens = following is not None and "s" in frames and speechlike(following)
        return ("speech", at + 1) if opens else (None, at)
    if not item.is_word:
        return ("clause", at) if item.text in _OPENS_CLAUSE and "c" in frames else (None, at)
    if item.lower == "that" and frames & {"c", "t"}:
        return "clause", at
    if item.lower in _WH and frames & {"c", "t"}:
        return "wh-clause", at
    if item.lower == "to":
        if "i" in frames and following is not None and following.is_word:
            return "infinitive", at
        return ("preposition", at + 1) if "to" in form.cue.prepositions else (None, at)
    if item.lower in form.cue.prepositions:
        return "preposition", at + 1
    if item.lower in _NO_CONTENT:
        return None, at
    if "c" in frames:
        return "clause", at
    return ("object", at) if "o" in frames or frames >= {"i", "a"} else (None, at)


def content_from(items: Sequence[Item], begin: int, pattern: Pattern) -> tuple[Part, ...]:
    """The content that begins at `begin`: a quotation that closes its clause alone, else the clause; none after a colon
    that ends the sentence."""
    if begin >= len(items):
        return ()
    if pattern == "speech" and items[begin].quotation is not None and _closes(items, begin):
        return ((begin, begin + 1),)
    return ((begin, clause_end(items, begin)),)


def _closes(items: Sequence[Item], at: int) -> bool:
    """Whether nothing of the clause goes on after the quotation at `at`."""
    if at + 1 >= len(items):
        return True
    following = items[at + 1]
    return following.text in _CLOSES_CLAUSE or following.lower in _GOES_ON_BESIDE
