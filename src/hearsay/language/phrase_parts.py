"""A phrase that names a source, taken apart: at its commas, at what is hung on its head, at its "and"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hearsay.language.gazetteer import given_names
from hearsay.language.roles import PERSON_NOUNS, singular
from hearsay.text import Span

_COMMA = re.compile(r",\s+")
_AFTER_HEAD = re.compile(
    r"\s\(|\s(?:of|for|in|from|by|at|on|to|with|about|who|which|that|whose|citing)\s"
    r"|\s(?:published|released|issued|obtained|seen|leaked|written|led|based|familiar|speaking|close|involved|interviewed"
    r"|reviewed|compiled|declassified|conducted|posted|signed)\s(?=(?:by|on|in|at|to|for|from|with|under|last|this|earlier"
    r"|late|over|yesterday|before|after|[A-Z][a-z]+day)\b)"
)
_AND = re.compile(r",? and (?:\w[\w .’'-]{0,40} )?")

_FIELD = r"[A-Z][\w-]+(?:\s[A-Z][\w-]+)?"
_LISTED_FIELDS = re.compile(  # "the Department of Tides, Ferries and Locks"
    r"(?:[^\s,]+\s){0,8}?(?:Agency|Board|Bureau|Centers?|Commission|Committee|Council|Department|Division|Institute|Ministry"
    rf"|Office|School|Subcommittee)\s(?:of|on|for)\s(?:the\s)?{_FIELD}(?:,\s{_FIELD})+,?\sand\s{_FIELD}(?:\s\([A-Z]{{2,8}}\))?\Z"
)


def segments(text: str, span: Span) -> list[Span]:
    """The phrase at its commas: head, then appositions; whole where they part what a body is for."""
    if _LISTED_FIELDS.match(text, *span):
        return [span]
    out, start = [], span.start
    for match in _COMMA.finditer(text, span.start, span.end):
        out.append(Span(start, match.start()))
        start = match.end()
    out.append(Span(start, span.end))
    return [s for s in out if s.end > s.start] or [span]


_OF = re.compile(r"\s(?:of|for|in|from|by|at|on|to|with|about)\s")


def person_part(text: str, phrase: Span) -> Span:
    """The phrase without what is hung on it, where that is no people and what it hangs on may be: “listeners to the
    show”, before “who”; or what is hung on it, where that alone is people: “an outcry from critics”."""
    match = _OF.search(text, phrase.start, phrase.end)
    if match is None:
        return phrase
    if text[phrase.end - 1] == "s":
        head, hung = (singular(text[phrase.start : at].rpartition(" ")[2]) for at in (match.start(), phrase.end))
        only = hung in PERSON_NOUNS and head not in PERSON_NOUNS and text[match.start() - 1] != "s"
        return Span(match.end(), phrase.end) if only else phrase
    return Span(phrase.start, match.start()) if text[match.start() - 1] == "s" else phrase


def core(text: str, head: Span, names: Sequence[Span]) -> Span:
    """The phrase up to its head noun: without what is hung on it ("minutes | published by the Archive"). What stands
    inside one of `names` is not cut."""
    for match in _AFTER_HEAD.finditer(text, head.start, head.end):
        inside = any(n.start < match.start() + 1 < n.end for n in names)
        if not inside and not _in_title(text, head, match.start(), names):
            return Span(head.start, match.start())
    return head


def _in_title(text: str, head: Span, at: int, names: Sequence[Span]) -> bool:
    """Whether the "of" at a place is of a title before a name: “chief of staff Mara Lind”, not “aide of mayor Lind”."""
    rank = _OF_RANK.match(text, at, head.end)
    if rank is None or rank["what"] in PERSON_NOUNS or not any(n.start == rank.end() for n in names):
        return False
    return text[head.start : at].rpartition(" ")[2].casefold() in PERSON_NOUNS


_OF_RANK = re.compile(r"\sof\s(?!(?:the|an?|his|her|its|their|this|that)\s)(?:[a-z-]+\s)?(?P<what>[a-z-]+)\s")


_BRACKETS = re.compile(r"\s*\([^()]*\)")
_CONJUNCT = re.compile(
    r"(?:the|an?|his|her|its|their|other|some|many|several|most|two|three|four|five|dozens|hundreds|all|both)\b|[A-Z]"
)


_AMOUNT = re.compile(
    r"(?:an?\s|the\s)?(?:(?:large|small|vast|slim|overwhelming|clear|growing|great|good)\s)?"
    r"(?:majorit(?:y|ies)|numbers?|half|most|many|some|percent|per cent|shares?|thirds?|quarters?|groups?|dozens"
    r"|hundreds|thousands|scores|\d+(?:\.\d+)?(?:%| percent| per cent))\sof\s(?:both\s)?(?!the\s)",
    re.I,
)
_ARTICLE = re.compile(r"an?\s", re.I)
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|other|some|any|one|another)\b", re.I)
_SEMICOLON = re.compile(r";\s(?:and\s)?")
_RELATIVE = re.compile(r"\s(?:that|who|which|whose|where|including|like|such as|—|–)\s")


def conjuncts(text: str, phrase: Span, names: Sequence[tuple[Span, bool]]) -> list[Span]:
    """The parts of "X, Y and Z", each a phrase of its own; the phrase alone where it is no such list.

    `names` are those in it, each with whether it is a place. What stands inside one of them or in brackets parts
    nothing, and the last part begins with a capital or with a word that opens a phrase: "health and safety officials"
    are one, "polls in Orsk and Vele" too. Where semicolons part it, its commas do not.
    """
    guarded = [*(n for n, _ in names), *(Span(*m.span()) for m in _BRACKETS.finditer(text, phrase.start, phrase.end))]

    def free(at: int) -> bool:
        return not any(g.start < at < g.end for g in guarded)

    if (listed := _at_semicolons(text, phrase)) and all(_CONJUNCT.match(text, *part) for part in listed):
        return listed
    ands = [m for m in re.finditer(r",? and ", text[phrase.start : phrase.end]) if free(phrase.start + m.start() + 1)]
    if not ands:
        return [phrase]
    last = ands[-1]
    cut, start = phrase.start + last.start(), phrase.start + last.end()
    if not _CONJUNCT.match(text, start, phrase.end) or start >= phrase.end:
        return [phrase]
    before = Span(phrase.start, cut)
    if _RELATIVE.search(text, *before) or _LISTED_FIELDS.match(text, *phrase):
        return [phrase]
    if _AMOUNT.match(text, *before) and not _DETERMINED.match(text, start, phrase.end):
        return [phrase]  # "a majority of both Lindists and Velists"
    if any(n.start == start and is_place for n, is_place in names) and not any(n == before for n, _ in names):
        return [phrase]
    commas = [m for m in _COMMA.finditer(text, before.start, before.end) if free(m.start())]
    out: list[Span] = []
    at = before.start
    for comma in commas:
        if not _CONJUNCT.match(text, comma.end(), before.end):
            return [phrase]
        if not (out and text[cut] == "," and _is_said_of(text, Span(at, comma.start()))):
            out.append(Span(at, comma.start()))
        at = comma.end()
        if _tells_more(text, core(text, Span(at, before.end), ())):
            return [phrase]
    said_of = out and text[cut] == "," and _is_said_of(text, Span(at, before.end))
    return [*out, *(() if said_of else (Span(at, before.end),)), Span(start, phrase.end)]


def _at_semicolons(text: str, phrase: Span) -> list[Span]:
    """The parts of a list whose commas tell more of each: “Mara Lind, Orsk; Anton Vele, Quell; and Ivor Brask”."""
    out, start = [], phrase.start
    for match in _SEMICOLON.finditer(text, *phrase):
        out.append(Span(start, match.start()))
        start = match.end()
    return [*out, Span(start, phrase.end)] if out and start < phrase.end else []


def _tells_more(text: str, part: Span) -> bool:
    """Whether a part of a list is what somebody is, without an article: “Mara Lind, Orsk keeper and friend of Vele”."""
    words = part.of(text).casefold().split()
    if words[-1] not in PERSON_NOUNS or not given_names().keys().isdisjoint(words):  # "Clara King" is somebody else
        return False
    return _DETERMINED.match(text, part.start, part.end) is None


def _is_said_of(text: str, part: Span) -> bool:
    """Whether a part of a list is what the one before it is: “Mara Lind, a keeper, and Anton Vele” are two."""
    what = core(text, part, ()).of(text)
    article = _ARTICLE.match(what)
    return article is not None and what.rpartition(" ")[2].casefold() in PERSON_NOUNS


def coordinated(text: str, head: Span, names: Sequence[Span]) -> bool:
    """Whether the phrase ends in two of `names` joined by "and": “Lind and Vele”, “Lind and the envoy Vele”."""
    if len(names) < 2 or names[-1].end != head.end:
        return False
    return _AND.fullmatch(text, names[-2].end, names[-1].start) is not None
