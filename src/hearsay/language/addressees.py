"""To whom something was said, as the words around the cue name it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from hearsay.language.finds import Find
from hearsay.language.pointers import Name
from hearsay.text import Span

_PRESSED = re.compile(  # verbs whose object is the one spoken to
    r"(?:accus|admonish|advis|ask|assur|berat|caution|challeng|chid|convinc|encourag|exhort|grill|implor|inform|instruct"
    r"|invit|lectur|order|persuad|press|pressur|question|quizz?|rebuk|remind|reproach|scold|thank|urg|warn)"
    r"(?:e|es|s|ed|ing)?|beg(?:s|ged|ging)?|tells?|told|telling",
    re.I,
)
_STOPS = "to of about on for that with over not how what whether if this last who he she they it in at after during"
_STOP = "|".join(_STOPS.split())
_OBJECT = re.compile(
    r"\s(me\b|him\b|them\b|us\b|her\b(?=\s(?:the|an?|that|he|she|it|they|to|about|of|on|how|what|in|not|his|her|their|this)\b)"
    rf"|(?=\w)(?:the|his|her|their|its|an?|[a-z]+s)?(?:\s?(?!(?:{_STOP})\b)[\w’'.-]+){{1,5}}?"
    rf"(?=\s(?:{_STOP})\b|[,:;“\"]|\s[“\"]))"
)
_PREPOSITION = re.compile(r"(?:about|for|on|of|at|in|to|with|over)\b", re.I)
_TO = re.compile(
    r"\b(?:interview(?:s|ed)? (?:with|by)|speaking (?:to|with)|talking to|letters? to|e-?mails? to|memo to|message to"
    r"|spoke to|spoke with|conversation with)\s+",
    re.I,
)
_PHRASE = re.compile(r"(?:the|his|her|their|its)\s(?:[\w’'-]+\s?(?!(?:that|who|which|urging|saying|in|on|and)\b)){1,9}")
_BREAK = re.compile(r"[.,;:“”\"]")
_HOST = re.compile(r"\b(?:with|host|by)\b|['’]s\s")
_REACH = 60  # code points between "in an interview with" and the name


def addressee(find: Find, text: str, names: Sequence[Name]) -> Span | None:
    """The one spoken to: the object of a verb like "urge", the X of "a letter to X" and "in an interview with X", or
    what the cue grammar found; outside quotation marks. `names` are those of the text, in order."""
    if find.sentence is not None and find.attribution.cue:
        cue = find.attribution.cue[-1]
        if _PRESSED.fullmatch(cue.of(text).split()[-1]):
            match = _OBJECT.match(text, cue.end, find.sentence.end)
            if match is not None and not match[1][0].isdigit() and not _PREPOSITION.match(match[1]):
                named = _named_at(names, match.start(1), find.sentence.end)
                return named if named is not None and named.end >= match.end(1) else Span(*match.span(1))
        told = _told_to(find, find.sentence, text, names)
        if told is not None:
            return told
    if find.addressee is not None and not _PREPOSITION.match(find.addressee.of(text)):
        return find.addressee
    return None


def _told_to(find: Find, sentence: Span, text: str, names: Sequence[Name]) -> Span | None:
    for match in _TO.finditer(text, *sentence):
        at = match.end()
        if any(c.start <= at < c.end for c in find.attribution.content):
            continue
        found: list[Name] = []
        first = bisect_left(names, at, key=lambda n: n.span.start)
        for name in names[first : first + 3]:
            between = text[at : name.span.start]
            if len(between) > _REACH or _BREAK.search(between):
                break
            if name.kind in ("person", "organisation", "unknown"):
                found.append(name)
        phrase = _PHRASE.match(text, at, sentence.end)
        if phrase is not None and "with" not in match[0] and not any(n.span.end >= phrase.end() - 1 for n in found):
            return Span(phrase.start(), phrase.start() + len(phrase[0].rstrip()))
        joined = (n for n in found[1:] if n.kind == "person" and _HOST.search(text, found[0].span.end, n.span.start))
        if found:  # "an interview with the Courier with Mara Lind": she listens
            return next(joined, found[0]).span
    return None


def _named_at(names: Sequence[Name], start: int, end: int) -> Span | None:
    """The name that begins there, or after "the"."""
    first = bisect_left(names, start, key=lambda n: n.span.start)
    if first < len(names) and names[first].span.start <= start + 4 and names[first].span.end <= end:
        return names[first].span
    return None
