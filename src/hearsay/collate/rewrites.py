"""Rewrites: one report that tells, sentence after sentence in the same order, what another tells in other words.

Two reports of one happening tell much alike; only where nearly all sentences of the shorter one follow sentences of the
other, twelve at least, is it said. Quotations are left out: two papers may quote one speech. Who rewrote whom is stated
by a credit, inferred where the one has plainly more or is two days older, and else not known.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

from hearsay.language.grouping import proposed
from hearsay.language.word_weights import stem, weight
from hearsay.language.words import is_content, words
from hearsay.model import Annotations, Copy, Direction, Reason, Story
from hearsay.text import Span

LEAST = 12  # sentences that must follow each other in both
SHARE = 0.8  # of the sentences of the shorter one
ALIKE = 0.3  # cosine of two sentences by the weights of their words, from which on they can tell the same
TERMS = 4  # words that tell something in the shortest sentence that is compared
CROWD = 12  # reports of a story of which every pair is compared
FULLER = 0.1  # by how much less of the fuller one stands in the other

_Sentence = tuple[Span, Mapping[str, float]]


def rewrites(
    stories: Sequence[Story], annotations: Mapping[str, Annotations], copies: Sequence[Copy]
) -> tuple[Copy, ...]:
    """The rewrites among the reports of each story, those that are copies of another in hand left out."""
    copied = {c.document for c in copies if c.of is not None}
    related = {frozenset((c.document, c.of)) for c in copies if c.of is not None}
    out = []
    for story in stories:
        reports = [d for d in sorted(story.documents) if d not in copied and annotations[d].document.english]
        if len(reports) < 2:
            continue
        told = {d: s for d in reports if len(s := _sentences(annotations[d])) >= LEAST}
        for a, b in proposed(sorted(told), CROWD):
            if frozenset((a, b)) not in related:
                found = _decide(annotations[a], told[a], annotations[b], told[b])
                if found is not None:
                    out.append(found)
    return tuple(sorted(out, key=lambda c: (c.document, c.of or "")))


def _sentences(a: Annotations) -> list[_Sentence]:
    """The sentences of a report that tell something in its own words, each with these and their weight."""
    text = a.document.text
    quoted = sorted(q.span for q in a.quotations if q.depth == 0)
    silent = [z.span for z in a.document.zones if z.kind in ("notice", "caption", "comment", "byline")]
    out: list[_Sentence] = []
    at = 0
    for s in a.sentences:
        if any(z.overlaps(s) for z in silent):
            continue
        while at < len(quoted) and quoted[at].end <= s.start:
            at += 1
        inside = [q for q in quoted[at : at + 8] if q.overlaps(s)]
        terms = {
            stem(w.lower)
            for w in words(text, s)
            if w.is_word and is_content(w.lower) and not any(q.covers(w.span) for q in inside)
        }
        if len(terms) >= TERMS:
            weights = {t: weight(t) for t in sorted(terms)}
            length = math.sqrt(math.fsum(v * v for v in weights.values())) or 1.0
            out.append((s, {t: v / length for t, v in weights.items()}))
    return out


def _decide(a: Annotations, mine: Sequence[_Sentence], b: Annotations, theirs: Sequence[_Sentence]) -> Copy | None:
    pairs = _in_order(mine, theirs)
    if len(pairs) < LEAST or len(pairs) < SHARE * min(len(mine), len(theirs)):
        return None
    share_a, share_b = len(pairs) / len(mine), len(pairs) / len(theirs)
    direction: Direction = "unknown"
    swap, why = (
        a.document.source_id < b.document.source_id,
        "neither is plainly the fuller, and no credit names the other",
    )
    if abs(share_a - share_b) >= FULLER:
        direction, swap = "inferred", share_a < share_b
        why = "more of it stands in the other than of the other in it"
    child, parent = (b, a) if swap else (a, b)
    evidence = tuple((mine[i][0], theirs[j][0]) if child is a else (theirs[j][0], mine[i][0]) for i, j in pairs)
    whole = len(mine) if child is a else len(theirs)
    told = f"{len(pairs)} of its {whole} sentences follow, in the same order, sentences of the other that tell the same"
    return Copy(
        document=child.document.id,
        of=parent.document.id,
        ancestor=None,
        kind="rewrite",
        direction=direction,
        share=round(len(pairs) / whole, 3),
        evidence=evidence,
        reasons=(Reason(of="copy", why=told), Reason(of="direction", why=why)),
    )


def _in_order(mine: Sequence[_Sentence], theirs: Sequence[_Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences that tell the same, each used once and in order in both, alike the most in sum."""
    terms: dict[str, list[int]] = defaultdict(list)
    for j, (_, held) in enumerate(theirs):
        for t in held:
            terms[t].append(j)
    gain: list[dict[int, float]] = []
    for _, held in mine:
        cosine: dict[int, float] = defaultdict(float)
        for t, v in held.items():
            for j in terms.get(t, ()):
                cosine[j] += v * theirs[j][1][t]
        gain.append({j: c - ALIKE for j, c in cosine.items() if c > ALIKE})
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    for i, row in enumerate(gain):
        for j in range(len(theirs)):
            take = best[i][j] + row[j] if j in row else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], take)
    out: list[tuple[int, int]] = []
    i, j = len(mine), len(theirs)
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            out.append((i, j))
    return out[::-1]
