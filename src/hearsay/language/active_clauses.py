"""A verb with its subject before it, or borrowed from the find before: ``Lind said …``, ``…, adding that …``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.language.complements import complement, content_from, skip_to_content, told
from hearsay.language.cue_patterns import BREAKS, Clause, Part, Verb, found
from hearsay.language.items import Item
from hearsay.language.noun_phrases import ADVERBS, CALENDAR, CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, without_time
from hearsay.language.tails import start_of, tail

_BEGINS_CLAUSE = CLAUSE_WORDS | CALENDAR
_NO_NAME = CLAUSE_WORDS | PREPOSITIONS | ADVERBS
_SUBJECTS = frozenset("he she they it we i".split())


def active(items: Sequence[Item], verb: Verb, source: Part | None) -> Clause | None:
    """A find with the content to the right of the verb, or, where nothing stands there, to its left."""
    source = _trimmed(items, source)
    lead = skip_to_content(items, verb.end, verb.frames)
    pattern, begin = complement(items, lead.at, verb.form)
    if pattern == "speech" and lead.at < len(items) and items[lead.at].text == ",":
        if _after_quotation(items, start_of(source, verb.cue)):
            pattern = None  # “…,” she said, “…”: both parts are hers
    if pattern is None:
        content = tail(items, source, verb.cue, verb.end)
        if content is None or not verb.frames & {"s", "c"}:
            return None
        addressee = lead.addressee or told(items, verb.end, verb.frames)
        if verb.form.cue.verb == "continue" and addressee is None and items[verb.end : verb.end + 1]:
            if items[verb.end].lower == "to":
                return None  # "we continue to believe"
        return found(verb, "tail", source, content, addressee=addressee, adverbial=lead.adverbial)
    if source is not None and pattern in ("object", "preposition") and not _clean_start(items, source[0]):
        return None
    content = content_from(items, begin, pattern)
    if not content and pattern != "speech":
        return None
    return found(verb, pattern, source, content, addressee=lead.addressee, adverbial=lead.adverbial)


def _after_quotation(items: Sequence[Item], begin: int) -> bool:
    return begin > 0 and items[begin - 1].quotation is not None


def _trimmed(items: Sequence[Item], source: Part | None) -> Part | None:
    if source is None:
        return None
    start, end = source
    while end > start and items[end - 1].text in BREAKS:
        end -= 1
    end = without_time(items, end)
    return (start, end) if end > start else None


def _clean_start(items: Sequence[Item], at: int) -> bool:
    """Whether a noun phrase at `at` begins a clause: what an object verb needs, since its participle looks the same."""
    if at == 0:
        return True
    left = items[at - 1]
    return not left.is_word or left.lower in _BEGINS_CLAUSE


def participle(items: Sequence[Item], verb: Verb, earlier: Sequence[Clause]) -> Clause | None:
    """``…, adding that the lease was safe``: the subject is that of the find before it, or of the sentence."""
    source = earlier[-1].source if earlier else sentence_subject(items, verb.cue[0])
    clause = active(items, verb, source)
    if clause is None or clause.pattern == "tail":
        return None
    if clause.pattern in ("object", "preposition") and source is None:
        return None
    return replace(clause, pattern="participle")


def sentence_subject(items: Sequence[Item], end: int) -> Part | None:
    """The name or pronoun that the sentence begins with, before index `end`."""
    if not items or not items[0].is_word:
        return None
    if items[0].lower in _SUBJECTS:
        return 0, 1
    stop = 0
    while stop < end and items[stop].capital and items[stop].lower not in _NO_NAME:
        stop += 1
    if stop == 0 or (stop == 1 and items[0].lower in DETERMINERS):
        return None
    return 0, stop
