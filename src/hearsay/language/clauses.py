"""The cue grammar: which words of one sentence are source, cue and content of an attribution.

Works on the items of a sentence (`hearsay.language.items`), with quotations opaque. Each cue verb of the table is tried
in the places where a sentence can put it: subject-verb-content, content-subject-verb, content-verb-subject, passive,
relative clause, participle, "according to". Every find says by which pattern, so that each pattern can be measured.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hearsay.language.cues import Form, cue_forms
from hearsay.language.items import Item
from hearsay.language.noun_phrases import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    adverb,
    after,
    before,
    skip_back,
)  # fmt: skip
from hearsay.language.roles import singular
from hearsay.model import Modality

Pattern = Literal[
    "speech", "clause", "wh-clause", "infinitive", "object", "preposition", "tail", "inverted", "participle", "according to", "passive"
]  # fmt: skip
_WH = frozenset("whether if how why what when where who which whom".split())
_BE = frozenset("is are was were be been being 's 're".split())
_HEDGES = frozenset(
    "may might could reportedly apparently allegedly appeared appears seemed seems perhaps possibly would".split()
)
_NEGATIONS = frozenset("not never n't cannot no neither nobody".split())
_SUBORDINATE = frozenset("when as while if after before although though once asked pressed".split())
_END = frozenset(".?!;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One find, as half-open ranges of item indices. `content` may have two parts; `source` is ``None`` if not there."""

    pattern: Pattern
    verb: str
    modality: Modality
    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    addressee: tuple[int, int] | None = None
    adverbial: tuple[int, int] | None = None
    negated: bool = False
    hedged: bool = False
    open_colon: bool = False


def clauses(items: Sequence[Item]) -> tuple[Clause, ...]:
    """All finds of one sentence, by place of the cue; a content that another find begins inside is cut before it."""
    out: list[Clause] = []
    at = 0
    while at < len(items):
        found = _according_to(items, at) or _cue(items, at, out)
        if found is not None:
            out.append(found)
            over = found.source[1] if found.source and found.pattern == "according to" else 0
            at = max(at + 1, found.cue[1], over)
        else:
            at += 1
    return tuple(_cut(items, out))


# ---- one cue ----------------------------------------------------------------------------------------------------------


def _form(items: Sequence[Item], at: int) -> tuple[Form, int] | None:
    if not items[at].is_word:
        return None
    for form in cue_forms().get(items[at].lower, ()):
        rest = form.cue.rest
        if all(at + 1 + n < len(items) and items[at + 1 + n].lower == word for n, word in enumerate(rest)):
            return form, at + 1 + len(rest)
    return None


def _cue(items: Sequence[Item], at: int, earlier: Sequence[Clause]) -> Clause | None:
    match = _form(items, at)
    if match is None or (items[at].capital and at > 0 and items[at - 1].is_word):
        return None
    form, stop = match
    left = items[at - 1] if at else None
    start = skip_back(items, at)
    auxiliaries = [i.lower for i in items[start:at]]
    negated = any(w in _NEGATIONS or w.endswith("n't") for w in auxiliaries)
    hedged = any(w in _HEDGES for w in auxiliaries)
    be = any(w in _BE or w.endswith("'s") for w in auxiliaries)

    if form.tense == "gerund":
        quoted_as = at >= 2 and items[at - 1].lower == "as" and items[at - 2].lower in ("quoted", "cited", "recorded")
        if quoted_as:
            start = skip_back(items, at - 2)
            subject = before(items, start)
            source = (subject, start) if subject is not None else None
            return _build(items, form, source, (start, stop), stop, negated, hedged)
        if be or (at and items[at - 1].lower in ("keep", "keeps", "kept", "began", "begins", "started", "stopped")):
            start = start if be else skip_back(items, at - 1)
            subject = before(items, start)
            return (
                None if subject is None else _build(items, form, (subject, start), (start, stop), stop, negated, hedged)
            )
        if (
            left is None
            or left.text in (",", "—", "–")
            or left.lower in ("by", "and", "while", "in", "after", "before")
        ):
            return _participle(items, form, at, stop, earlier, negated, hedged)
        return None
    if left is not None and left.lower == "to":
        return None
    if be and form.participle:
        return _passive(items, form, start, at, stop, negated, hedged)
    if form.participle and stop < len(items) and items[stop].lower == "by":
        return None
    if form.tense in ("base", "present") and left is not None and start == at:
        if left.lower in DETERMINERS | PREPOSITIONS or left.text in ("'", "’") or left.lower.endswith(("'s", "s'")):
            return None
    if left is not None and left.lower in ("and", "but", "or") and earlier:
        return _build(items, form, earlier[-1].source, (at, stop), stop, negated, hedged)
    if left is None or left.quotation is not None or left.text in (",", "—", "–", ")", ":"):
        subject = before(items, start) if left is not None and left.text == "," else None
        if subject is None:
            return _inverted(items, form, at, stop, negated, hedged)
        return _build(items, form, (subject, start - 1), (at, stop), stop, negated, hedged)
    subject = before(items, start)
    if subject is None:
        return None
    if (
        form.tense in ("base", "present")
        and start == at
        and any(i.lower.endswith(("'s", "s'")) for i in items[subject:start])
    ):
        return None  # "the minister's remarks were …"
    if form.tense == "base" and start == at and not _plural(items[start - 1]):
        return None
    return _build(items, form, (subject, start), (start if start < at else at, stop), stop, negated, hedged)


def _plural(item: Item) -> bool:
    return item.lower in (
        "i",
        "we",
        "you",
        "they",
        "who",
        "people",
        "police",
        "many",
        "some",
        "most",
        "others",
    ) or item.lower.endswith("s")


def _build(
    items: Sequence[Item],
    form: Form,
    source: tuple[int, int] | None,
    cue: tuple[int, int],
    stop: int,
    negated: bool,
    hedged: bool,
) -> Clause | None:
    """A find with the content to the right of the cue, or, where nothing stands there, to the left."""
    frames = form.cue.frames
    source = _trimmed(items, source)
    at, addressee, adverbial = _skip_to_content(items, stop, frames)
    pattern, begin = _complement(items, at, form)
    if pattern == "speech" and at < len(items) and items[at].text == "," and _after_quotation(items, source, cue):
        pattern = None  # “…,” she said, “…”: both parts are hers
    if pattern is None:
        tail = _tail(items, source, cue, stop)
        if tail is None or not frames & {"s", "c"}:
            return None
        return Clause(
            pattern="tail",
            verb=form.cue.verb,
            modality=form.cue.modality,
            source=source,
            cue=cue,
            content=tail,
            addressee=addressee or _told(items, stop, frames),
            adverbial=adverbial,
            negated=negated,
            hedged=hedged,
        )
    if source is not None and pattern in ("object", "preposition") and not _clean_start(items, source[0]):
        return None
    if begin >= len(items):
        content: tuple[tuple[int, int], ...] = ()
    elif pattern == "speech" and items[begin].quotation is not None and _closed_quotation(items, begin):
        content = ((begin, begin + 1),)
    else:
        content = ((begin, _clause_end(items, begin)),)
    if not content and pattern != "speech":
        return None
    return Clause(
        pattern=pattern,
        verb=form.cue.verb,
        modality=form.cue.modality,
        source=source,
        cue=cue,
        content=content,
        addressee=addressee,
        adverbial=adverbial,
        negated=negated,
        hedged=hedged,
        open_colon=not content,
    )


def _after_quotation(items: Sequence[Item], source: tuple[int, int] | None, cue: tuple[int, int]) -> bool:
    begin = min(source[0], cue[0]) if source else cue[0]
    return begin > 0 and items[begin - 1].quotation is not None


def _trimmed(items: Sequence[Item], source: tuple[int, int] | None) -> tuple[int, int] | None:
    if source is None:
        return None
    start, end = source
    while end > start and items[end - 1].text in (",", "—", "–"):
        end -= 1
    return (start, end) if end > start else None


def _clean_start(items: Sequence[Item], at: int) -> bool:
    """Whether a noun phrase at `at` begins a clause: what an object verb needs, since its participle looks the same."""
    if at == 0:
        return True
    left = items[at - 1]
    return not left.is_word or left.quotation is not None or left.lower in CLAUSE_WORDS or left.lower in CALENDAR


def _closed_quotation(items: Sequence[Item], at: int) -> bool:
    """Whether nothing of the clause goes on after the quotation at `at`."""
    if at + 1 >= len(items):
        return True
    following = items[at + 1]
    return following.text in (".", "?", "!", ";", ",", "—", "–") or following.lower in (
        "and",
        "but",
        "in",
        "on",
        "when",
        "during",
        "after",
        "as",
    )


def _skip_to_content(
    items: Sequence[Item], at: int, frames: frozenset[str]
) -> tuple[int, tuple[int, int] | None, tuple[int, int] | None]:
    """Index where the content begins, with the addressee and the adverbial that were stepped over."""
    if at >= len(items):
        return at, None, None
    if "a" in frames and items[at].is_word and items[at].lower not in ("that", "to") and items[at].lower not in _WH:
        marker = _marker(items, at, 16)
        if marker is not None and marker > at:
            stop = _before_adverbial(items, at, marker)
            return marker, ((at, stop) if stop > at else None), ((stop, marker) if stop < marker else None)
        stop = _short_phrase(items, at)
        if stop < len(items) and items[stop].lower in CALENDAR:
            return stop + 1, (at, stop), (stop, stop + 1)
        return stop, ((at, stop) if stop > at else None), None
    first = items[at]
    begin = at
    while at < len(items) and adverb(items[at]) and items[at].lower not in ("no", "not", "all", "only", "just"):
        at += 1
    if at >= len(items):
        return at, None, None
    first = items[at]
    if (
        first.lower in ("late", "early", "earlier", "later")
        and at + 1 < len(items)
        and items[at + 1].lower in CALENDAR | {"on", "in", "this", "last"}
    ):
        at += 1
        first = items[at]
    if first.lower in CALENDAR or first.lower in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "through",
        "via",
        "last",
        "this",
        "earlier",
        "to",
        "as",
        "when",
        "while",
        "by",
        "with",
    ):
        marker = _marker(items, at, 28)
        if marker is not None and first.lower == "to" and "i" not in frames:
            stop = _before_adverbial(items, at + 1, marker)
            return marker, (at + 1, stop), ((stop, marker) if stop < marker else None)
        if marker is not None and first.lower != "to":
            return marker, None, (begin, marker)
        if first.lower in CALENDAR:
            return at + 1, None, (begin, at + 1)
        if (
            first.lower in ("on", "last", "this")
            and at + 1 < len(items)
            and items[at + 1].lower in CALENDAR | {"week", "month", "year"}
        ):
            return at + 2, None, (begin, at + 2)
    return at, None, None


def _marker(items: Sequence[Item], at: int, reach: int) -> int | None:
    """Where, at most `reach` items on, a content clearly begins: "that", a question word, a quotation, a colon."""
    for index in range(at, min(len(items), at + reach)):
        item = items[index]
        if item.quotation is not None:
            return index if _speechlike(item) else None
        if item.text == ":":
            return index
        if item.lower in ("that", "whether") and index > at:
            return index
        if item.lower == "according":
            return None
        if item.text in _END and not (item.text == "." and len(items[index - 1].text) <= 4):
            return None
        if item.text in ("—", "–"):
            return None
        if index > at and _form(items, index) is not None and items[index - 1].lower not in DETERMINERS | PREPOSITIONS:
            return None
    return None


def _speechlike(item: Item) -> bool:
    """Whether a quotation is long enough to be speech and not a word in marks."""
    return item.quotation is not None and (
        sum(s.end - s.start for s in item.quotation.inner) >= 12 or item.final in tuple(".?!,…")
    )


def _before_adverbial(items: Sequence[Item], start: int, stop: int) -> int:
    for index in range(start + 1, stop):
        if (
            items[index].lower
            in CALENDAR | {"in", "on", "at", "during", "last", "this", "earlier", "when", "after", "as", "via", "by"}
            or items[index].text == ","
        ):
            return index
    return stop


def _short_phrase(items: Sequence[Item], at: int) -> int:
    """End of a one-phrase addressee without a clear marker behind it: a pronoun, a run of capitals, "reporters"."""
    if items[at].lower in PRONOUNS - DETERMINERS or items[at].lower in ("him", "her", "them", "me", "us", "you"):
        return at + 1
    stop = at
    while stop < len(items) and (items[stop].capital or items[stop].lower in DETERMINERS or items[stop].text == "."):
        stop += 1
    if stop < len(items) and items[stop].is_word and (stop == at or items[stop - 1].lower in DETERMINERS):
        stop += 1
    return stop


def _told(items: Sequence[Item], at: int, frames: frozenset[str]) -> tuple[int, int] | None:
    if "a" not in frames or at >= len(items) or not items[at].is_word:
        return None
    stop = min(_before_adverbial(items, at, after(items, at)), len(items))
    return (at, stop) if stop > at else None


def _complement(items: Sequence[Item], at: int, form: Form) -> tuple[Pattern | None, int]:
    """Which frame of the verb the items from `at` on fill, and where the content begins."""
    frames, cue = form.cue.frames, form.cue
    if at >= len(items):
        return None, at
    item = items[at]
    following = items[at + 1] if at + 1 < len(items) else None
    if item.text == ":":
        return ("speech", at + 1) if frames & {"s", "c", "a"} else (None, at)
    if item.quotation is not None:
        if "s" in frames or ("c" in frames and _speechlike(item)):
            return "speech", at
        return ("object", at) if "o" in frames else (None, at)
    if item.text == ",":
        if following is not None and following.quotation is not None and "s" in frames and _speechlike(following):
            return "speech", at + 1
        return None, at
    if not item.is_word:
        return ("clause", at) if item.text in ("$", "£", "€", "[", "…") and "c" in frames else (None, at)
    if item.lower == "that" and frames & {"c", "t"}:
        return "clause", at
    if item.lower in _WH and frames & {"c", "t"}:
        return "wh-clause", at
    if item.lower == "to":
        if "i" in frames and following is not None and following.is_word:
            return "infinitive", at
        return ("preposition", at + 1) if "to" in cue.prepositions else (None, at)
    if item.lower in cue.prepositions:
        return "preposition", at + 1
    if item.lower in (
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "by",
        "of",
        "with",
        "as",
        "when",
        "while",
        "after",
        "before",
        "during",
        "than",
    ):
        return None, at
    if "c" in frames:
        return "clause", at
    if ("i" in frames and "a" in frames) or ("i" in frames and "o" in frames):
        return "object", at
    return ("object", at) if "o" in frames else (None, at)


def _clause_end(items: Sequence[Item], begin: int) -> int:
    end = len(items)
    while (
        end > begin and items[end - 1].text in (".", "?", "!", ",", ";", ")", ":") and items[end - 1].quotation is None
    ):
        end -= 1
    for index in range(begin + 1, end):
        if items[index].text == ";":
            return index
    return end


def _tail(
    items: Sequence[Item], source: tuple[int, int] | None, cue: tuple[int, int], stop: int
) -> tuple[tuple[int, int], ...] | None:
    """The content to the left of a cue clause that closes, or interrupts, its sentence."""
    begin = min(source[0] if source else cue[0], cue[0])
    if begin == 0:
        return None
    end = begin
    if items[end - 1].text in (",", "—", "–", "?", "!"):
        end -= 1
    elif items[end - 1].quotation is None:
        return None
    if end == 0:
        return None
    first = 0
    while (
        first < end
        and (not items[first].is_word and items[first].quotation is None)
        and items[first].text not in ("$", "[", "…")
    ):
        first += 1
    parts = [(first, end)] if end > first else []
    close = next((i for i in range(stop, len(items)) if items[i].text in (",", "—", "–") and i > stop - 1), None)
    if close is not None and close + 1 < len(items) and items[close + 1].quotation is not None:
        parts.append((close + 1, close + 2))
    elif (
        close is not None
        and items[end - 1].quotation is None
        and close + 2 < len(items)
        and _form(items, close + 1) is None
    ):
        parts.append((close + 1, _clause_end(items, close + 1)))
    elif close is None:
        later = next((i for i in range(stop, len(items)) if items[i].quotation is not None), None)
        if later is not None and items[end - 1].quotation is not None and _speechlike(items[later]):
            parts.append((later, later + 1))
    return tuple(parts) or None


def _inverted(items: Sequence[Item], form: Form, at: int, stop: int, negated: bool, hedged: bool) -> Clause | None:
    """``“…,” said Lind, the harbour master.``"""
    if not form.cue.frames & {"s"} or at == 0 or form.tense == "base":
        return None
    end = after(items, stop)
    if end == stop:
        return None
    last = items[at - 1]
    if last.quotation is None and last.text not in (",", "—", "–"):
        return None
    tail = _tail(items, None, (at, stop), end)
    if tail is None:
        return None
    return Clause(
        pattern="inverted",
        verb=form.cue.verb,
        modality=form.cue.modality,
        source=(stop, end),
        cue=(at, stop),
        content=tail,
        negated=negated,
        hedged=hedged,
    )


def _participle(
    items: Sequence[Item], form: Form, at: int, stop: int, earlier: Sequence[Clause], negated: bool, hedged: bool
) -> Clause | None:
    """``…, adding that the lease was safe``: the subject is that of the find before it, or of the sentence."""
    source = earlier[-1].source if earlier else _sentence_subject(items, at)
    found = _build(items, form, source, (at, stop), stop, negated, hedged)
    if found is None or found.pattern == "tail" or (found.pattern in ("object", "preposition") and source is None):
        return None
    return Clause(
        pattern="participle",
        verb=found.verb,
        modality=found.modality,
        source=found.source,
        cue=found.cue,
        content=found.content,
        addressee=found.addressee,
        adverbial=found.adverbial,
        negated=negated,
        hedged=hedged,
        open_colon=found.open_colon,
    )


def _sentence_subject(items: Sequence[Item], before_index: int) -> tuple[int, int] | None:
    """The noun phrase the sentence begins with, if it begins with a clear one."""
    if not items or not items[0].is_word:
        return None
    if items[0].lower in ("he", "she", "they", "it", "we", "i"):
        return 0, 1
    stop = 0
    while (
        stop < before_index and items[stop].capital and items[stop].lower not in CLAUSE_WORDS | PREPOSITIONS | ADVERBS
    ):
        stop += 1
    if stop == 1 and items[0].lower in DETERMINERS:
        while stop < before_index and items[stop].is_word and items[stop].lower not in AUXILIARIES | PREPOSITIONS:
            stop += 1
            if singular(items[stop - 1].lower) != items[stop - 1].lower or stop > 5:
                break
        return None
    return (0, stop) if stop else None


def _passive(
    items: Sequence[Item], form: Form, start: int, at: int, stop: int, negated: bool, hedged: bool
) -> Clause | None:
    """``they were told that …``, ``it was reported that …``: somebody said it, and the text does not say who, unless
    "by" does."""
    if not form.cue.frames & {"a", "c", "t"} or stop >= len(items):
        return None
    subject = before(items, start)
    begin, source = stop, None
    if items[stop].lower == "by":
        end = after(items, stop + 1)
        if end == stop + 1 or subject is None:
            return None
        return Clause(
            pattern="passive",
            verb=form.cue.verb,
            modality=form.cue.modality,
            source=(stop + 1, end),
            cue=(start, stop + 1),
            content=((subject, start),),
            negated=negated,
            hedged=hedged,
        )
    if (
        items[begin].lower not in ("that", "whether", "if", ":", "why", "how")
        and items[begin].quotation is None
        and items[begin].text != ":"
    ):
        return None
    if items[begin].text == ":":
        begin += 1
    if begin >= len(items) or (items[begin].quotation is not None and not _speechlike(items[begin])):
        return None
    return Clause(
        pattern="passive",
        verb=form.cue.verb,
        modality=form.cue.modality,
        source=source,
        cue=(start, stop),
        content=((begin, _clause_end(items, begin)),),
        addressee=(subject, start) if subject is not None and "a" in form.cue.frames else None,
        negated=negated,
        hedged=hedged,
    )


def _according_to(items: Sequence[Item], at: int) -> Clause | None:
    if items[at].lower != "according" or at + 2 >= len(items) or items[at + 1].lower != "to":
        return None
    begin = at + 2
    end = _according_end(items, begin)
    if end == begin:
        return None
    parts: list[tuple[int, int]] = []
    left_end = at
    while left_end > 0 and items[left_end - 1].text in (",", "—", "–", "("):
        left_end -= 1
    if left_end > 0:
        parts.append((0, left_end))
    if end < len(items) and items[end].text in (",", ")") and end + 1 < len(items):
        right_end = _clause_end(items, end + 1)
        if right_end > end + 1:
            parts.append((end + 1, right_end))
    if not parts:
        return None
    return Clause(
        pattern="according to", verb="according to", modality="said", source=(begin, end), cue=(at, begin), content=tuple(parts)
    )  # fmt: skip


def _according_end(items: Sequence[Item], begin: int) -> int:
    at = begin
    while at < len(items):
        item = items[at]
        if item.quotation is not None or item.text in ";:?!()—–":
            break
        if item.text == ",":
            following = items[at + 1] if at + 1 < len(items) else None
            if following is None or following.lower not in ("a", "an", "which", "who", "whose") or at - begin > 14:
                break
        if item.text == "." and at + 1 == len(items):
            break
        at += 1
    while at > begin and not items[at - 1].is_word and items[at - 1].quotation is None:
        at -= 1
    return at


# ---- several cues in one sentence -----------------------------------------------------------------------------------------


def _cut(items: Sequence[Item], found: Sequence[Clause]) -> Iterator[Clause]:
    """Ends each content where a coordinated find begins: ``X said that …, adding that …``."""
    for index, clause in enumerate(found):
        content = list(clause.content)
        if clause.pattern not in ("tail", "inverted", "according to", "passive"):
            for later in found[index + 1 :]:
                if (
                    later.pattern in ("tail", "inverted")
                    and content
                    and later.content[0][0] <= clause.cue[0] < later.content[0][1] < content[-1][1]
                ):
                    content[-1] = (content[-1][0], later.content[0][1])
                if not content or later.cue[0] >= content[-1][1] or later.cue[0] <= content[-1][0]:
                    continue
                edge = (
                    min(later.source[0], later.cue[0])
                    if later.source and later.source[0] > clause.cue[0]
                    else later.cue[0]
                )
                end = _coordinated(items, edge, content[-1][0])
                if end is not None:
                    content[-1] = (content[-1][0], end)
        content = [(a, b) for a, b in content if b > a]
        if content or clause.open_colon:
            yield Clause(
                pattern=clause.pattern,
                verb=clause.verb,
                modality=clause.modality,
                source=clause.source,
                cue=clause.cue,
                content=tuple(content),
                addressee=clause.addressee,
                adverbial=clause.adverbial,
                negated=clause.negated,
                hedged=clause.hedged,
                open_colon=clause.open_colon,
            )


def _coordinated(items: Sequence[Item], edge: int, begin: int) -> int | None:
    """Where to cut before a find that begins at `edge`, if it stands beside the content and not inside it."""
    at = edge - 1
    while at > begin and items[at].lower in ("and", "but", "while", "although", "though", "then", "also", "yet", "as"):
        at -= 1
    if at > begin and items[at].text in (",", "—", "–", ";") and (at + 1 < edge or _form_gerund(items, edge)):
        return at
    if at == edge - 1 and at > begin and items[at].text == "," and items[0].lower in _SUBORDINATE:
        return at
    if items[edge - 1].lower == "and" and at + 1 < edge and _form(items, edge) is not None:
        return at + 1
    if items[edge].lower == "according" and at >= begin:
        return at if items[at].text == "," else at + 1
    return None


def _form_gerund(items: Sequence[Item], at: int) -> bool:
    match = _form(items, at)
    return match is not None and match[0].tense == "gerund"
