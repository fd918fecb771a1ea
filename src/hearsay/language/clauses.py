"""The cue grammar: which words of one sentence are source, cue and content of an attribution.

Works on the items of a sentence (`hearsay.language.items`), with quotations opaque. Each cue verb of the table is tried
in the places where a sentence can put it; a file for each: content to its right (`complements`), to its left (`tails`),
subject before it or borrowed (`active_clauses`), `passives`, `according_to`. Every find says by which pattern it was
found, so that each pattern can be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hearsay.language.according_to import according_to
from hearsay.language.active_clauses import active, participle, sentence_subject
from hearsay.language.cue_patterns import BREAKS, Clause, Verb, form_at
from hearsay.language.items import Item
from hearsay.language.noun_phrases import DETERMINERS, PREPOSITIONS, before, skip_back
from hearsay.language.passives import passive
from hearsay.language.tails import inverted

_BE = frozenset("is are was were be been being 's 're".split())
_HEDGES = frozenset(
    "may might could reportedly apparently allegedly appeared appears seemed seems perhaps possibly would".split()
)
_NEGATIONS = frozenset("not never n't cannot no neither nobody".split())
_SUBORDINATE = frozenset("when as while if after before although though once asked pressed".split())
_QUOTES = frozenset("quoted cited recorded".split())
_QUOTING = _QUOTES | frozenset("quotes cites quoting citing".split())
_ASPECT = frozenset("keep keeps kept began begins started stopped".split())
_BEFORE_PARTICIPLE = frozenset("by and while in after before".split())
_BEFORE_NOUN = DETERMINERS | PREPOSITIONS
_BEFORE_INVERTED = BREAKS | {")", ":"}
_PLURALS = frozenset("i we you they who people police many some most others".split())
_COORDINATES = frozenset("and but while although though then also yet as".split())
_LEFTWARD = ("tail", "inverted")


def clauses(items: Sequence[Item]) -> tuple[Clause, ...]:
    """All finds of one sentence, by place of the cue; a content that another find begins inside is cut before it."""
    out: list[Clause] = []
    at = 0
    while at < len(items):
        clause = according_to(items, at) or _cue(items, at, out)
        if clause is None:
            at += 1
            continue
        out.append(clause)
        source_end = clause.source[1] if clause.source and clause.pattern == "according to" else 0
        at = max(at + 1, clause.cue[1], source_end)
    cut = (_cut(items, clause, out[n + 1 :]) for n, clause in enumerate(out))
    return tuple(c for c in cut if c.content or c.open_colon)


# ---- one cue ---------------------------------------------------------------------------------------------------------


def _cue(items: Sequence[Item], at: int, earlier: Sequence[Clause]) -> Clause | None:
    """The find of the cue verb at item `at`, if there is one and its surroundings are those of a cue."""
    match = form_at(items, at)
    if match is None or (items[at].capital and at > 0 and items[at - 1].is_word):
        return None
    form, stop = match
    start = skip_back(items, at)
    auxiliaries = [i.lower for i in items[start:at]]
    be = any(w in _BE or w.endswith("'s") for w in auxiliaries)
    verb = Verb(
        form=form,
        cue=(at, stop),
        negated=any(w in _NEGATIONS or w.endswith("n't") for w in auxiliaries),
        hedged=any(w in _HEDGES for w in auxiliaries),
    )
    if form.tense == "gerund":
        return _gerund(items, verb, start, earlier, be=be)
    left = items[at - 1] if at else None
    if left is not None and left.lower == "to":
        return None
    if be and form.participle:
        return passive(items, replace(verb, cue=(start, stop)))
    if form.participle and stop < len(items) and items[stop].lower == "by":
        return None
    bare = form.tense in ("base", "present") and start == at  # may be a noun: "the claim", "the minister's remarks"
    if bare and left is not None and (left.lower in _BEFORE_NOUN or left.text in ("'", "’") or _possessive(left)):
        return None
    if left is not None and left.lower in ("and", "but", "or"):
        source = earlier[-1].source if earlier else sentence_subject(items, at)
        if source is not None:  # "Lind laughed and said …"
            return active(items, verb, source)
    if left is None or left.quotation is not None or left.text in _BEFORE_INVERTED:
        subject = before(items, at) if left is not None and left.text == "," else None
        return inverted(items, verb) if subject is None else active(items, verb, (subject, at - 1))
    subject = before(items, start)
    if subject is None or (bare and any(_possessive(i) for i in items[subject:start])):
        return None
    if bare and form.tense == "base" and not _plural(items[start - 1]):
        return None
    return active(items, replace(verb, cue=(start, stop)), (subject, start))


def _gerund(items: Sequence[Item], verb: Verb, start: int, earlier: Sequence[Clause], *, be: bool) -> Clause | None:
    """``quoted as saying``, ``was saying``, ``kept saying``, or a participle that borrows its subject."""
    at, stop = verb.cue
    left = items[at - 1] if at else None
    if at >= 2 and items[at - 1].lower == "as" and items[at - 2].lower in _QUOTES:
        start = skip_back(items, at - 2)
        subject = before(items, start)
        return active(items, replace(verb, cue=(start, stop)), None if subject is None else (subject, start))
    if left is not None and left.lower == "as" and (quoted := _quoted(items, at - 1)) is not None:
        source, cue = quoted
        return active(items, replace(verb, cue=(cue, stop)), source)
    if be or (left is not None and left.lower in _ASPECT):
        start = start if be else skip_back(items, at - 1)
        subject = before(items, start)
        return None if subject is None else active(items, replace(verb, cue=(start, stop)), (subject, start))
    if left is None or left.text in BREAKS or left.lower in _BEFORE_PARTICIPLE:
        return participle(items, verb, earlier)
    return None


def _quoted(items: Sequence[Item], to: int) -> tuple[tuple[int, int], int] | None:
    """Whom somebody quotes, and where the cue begins: “the Wire quoted LIND as saying”, “LIND was quoted by the Wire as
    saying”; the phrase between "quoted" and "as" ends at item `to`."""
    other = before(items, to)
    if other is None or other < 1:
        return None
    if items[other - 1].lower == "by" and other >= 2 and items[other - 2].lower in _QUOTES:
        start = skip_back(items, other - 2)
        subject = before(items, start)
        return None if subject is None else ((subject, start), start)
    return ((other, to), to) if items[other - 1].lower in _QUOTING else None


def _possessive(item: Item) -> bool:
    return item.lower.endswith(("'s", "s'"))


def _plural(item: Item) -> bool:
    return item.lower in _PLURALS or item.lower.endswith("s")


# ---- several cues in one sentence ------------------------------------------------------------------------------------


def _cut(items: Sequence[Item], clause: Clause, later: Sequence[Clause]) -> Clause:
    """The find with its content ended where a coordinated one begins (``X said that …, adding that …``)."""
    parts = list(clause.content)
    if parts and clause.pattern not in (*_LEFTWARD, "according to", "passive"):
        begin, end = parts[-1]
        for other in later:
            if other.pattern in _LEFTWARD and other.content[0][0] <= clause.cue[0] < other.content[0][1] < end:
                end = other.content[0][1]
            if begin < other.cue[0] < end:
                stop = _coordinated(items, _start(other, clause), begin)
                end = end if stop is None else stop
        parts[-1] = (begin, end)
    return replace(clause, content=tuple((a, b) for a, b in parts if b > a))


def _start(other: Clause, clause: Clause) -> int:
    """Where a find after `clause` begins: at its source, unless that is borrowed from before."""
    if other.source and other.source[0] > clause.cue[0]:
        return min(other.source[0], other.cue[0])
    return other.cue[0]


def _coordinated(items: Sequence[Item], edge: int, begin: int) -> int | None:
    """Where to cut before a find that begins at `edge`, if it stands beside the content and not inside it."""
    at = edge - 1
    while at > begin and items[at].lower in _COORDINATES:
        at -= 1
    if at > begin and items[at].text in (",", "—", "–", ";") and (at + 1 < edge or _is_gerund(items, edge)):
        return at
    if at == edge - 1 and at > begin and items[at].text == "," and items[0].lower in _SUBORDINATE:
        return at
    if items[edge - 1].lower == "and" and at + 1 < edge and form_at(items, edge) is not None:
        return at + 1
    if items[edge].lower == "according" and at >= begin:
        return at if items[at].text == "," else at + 1
    return None


def _is_gerund(items: Sequence[Item], at: int) -> bool:
    match = form_at(items, at)
    return match is not None and match[0].tense == "gerund"
