"""Where the documents of a story, or one document, give different figures for the same point, or words to two people.

Pairs of figures are found and decided in `language/figure_pairs`; here those of one point are folded, and what kind of
disagreement they make is said. Where in doubt, nothing is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from hearsay.language.figure_bounds import exclude, standing
from hearsay.language.figure_pairs import Match, Told, between, inside, moving
from hearsay.language.figure_pairs import told as figures_of
from hearsay.language.grouping import Groups
from hearsay.language.point_words import about, printed, shared_words
from hearsay.language.same_point import likeness, pinned, same_noun
from hearsay.language.stated import Stated
from hearsay.language.time_quantities import DAY
from hearsay.model import (
    Annotations,
    Disagreement,
    DisagreementKind,
    Event,
    Place,
    Position,
    Reason,
    Story,
    Utterance,
    evidence_id,
)

CROWD = 40  # documents of its story that each is held against: all of them, but in a crowd
TOGETHER = -1.5  # evidence on average between two groups that are joined
SOME = 4  # members of a group that speak for it
_ENOUGH = 6  # words of a label
GROWN = 0.1  # of the larger of two figures, beyond which a moving one has moved
SURE = 0.8  # evidence below which a contradiction is not told


def disagreements(
    stories: Sequence[Story],
    annotations: Mapping[str, Annotations],
    events: Sequence[Event],
    said: Sequence[Utterance] = (),
) -> tuple[Disagreement, ...]:
    """The disagreements inside each story, sorted by id. `annotations` by document; `events` are those of the stories,
    `said` the utterances, for those whose words are given to two people.

    Not looked for: texts that are not English, and points told without any figure.
    """
    by_story: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_story[event.story].append(event)
    told_in = {d: by_story[s.id] for s in stories for d in s.documents}
    out = [d for u in said for d in _mouths(u, annotations, told_in)]
    for story in stories:
        figures = {d: figures_of(annotations[d]) for d in sorted(story.documents) if annotations[d].document.english}
        matches = [m for f in figures.values() for m in inside(f)]
        ids = list(figures)
        for n, one in enumerate(ids):
            for other in ids[n + 1 : n + 1 + CROWD]:
                matches += between(figures[one], figures[other])
        for members, pairs in _fold(matches, figures):
            found = _disagreement(members, pairs, annotations, by_story[story.id])
            if found is not None:
                out.append(found)
    return tuple(sorted(out, key=lambda d: d.id))


def _mouths(
    u: Utterance, annotations: Mapping[str, Annotations], events: Mapping[str, Sequence[Event]]
) -> Iterator[Disagreement]:
    """Who said it, where two documents outright name two people for the same words. `events` are by document."""
    named = [(r, x.anchors) for r in u.renditions for x in r.reasons if x.of == "misattributed"]
    if not named:
        return
    texts = {p.document: annotations[p.document].document.text for _, anchors in named for p in anchors}
    held: dict[str, list[Place]] = defaultdict(list)
    for place in dict.fromkeys(p for _, anchors in named for p in anchors):
        held[" ".join(place.span.of(texts[place.document]).split())].append(place)
    first = named[0][0]
    words = " ".join(first.spans[0].of(texts[first.document]).split()[:_ENOUGH])
    places = tuple(Place(document=first.document, span=s) for s in first.spans)
    yield Disagreement(
        id="g" + u.id[1:],
        event=u.event or min(events[first.document], key=lambda e: (e.kind != "report", e.id)).id,
        about=words,
        kind="contradiction",
        positions=tuple(Position(account=None, value=name, anchors=tuple(held[name])) for name in sorted(held)),
        reasons=(
            Reason(of="point", why="who said these words, which stand in marks in both", anchors=places),
            Reason(
                of="kind",
                why="each names the one who said them outright, and the names are of different people",
                anchors=tuple(p for name in sorted(held) for p in held[name]),
            ),
        ),
    )


# ---- fold ------------------------------------------------------------------------------------------------------------


def _fold(
    matches: Sequence[Match], figures: Mapping[str, Told]
) -> Iterator[tuple[tuple[Stated, ...], tuple[Match, ...]]]:
    """Matches that hang together: the figures of one point in order, and the matches between them.

    The surest are joined first, and two groups only where their figures are, on the whole, of one point: a chain of
    likenesses that ends somewhere else is cut.
    """
    by_id = {_id(x): x for m in matches for x in (m.a, m.b)}
    groups = Groups(by_id)
    held = {i: [i] for i in by_id}
    known = {frozenset((_id(m.a), _id(m.b))): m.likeness for m in matches}

    def alike(i: str, j: str) -> float:
        pair = frozenset((i, j))
        if pair not in known:
            a, b = by_id[i], by_id[j]
            evidence = likeness(a, b, figures[a.document].figures.words, figures[b.document].figures.words)
            known[pair] = max(evidence, -4.0)
        return known[pair]

    kept: list[Match] = []
    for m in sorted(matches, key=lambda m: (-m.likeness, _id(m.a), _id(m.b))):
        one, other = sorted((groups.root(_id(m.a)), groups.root(_id(m.b))))
        if one != other:
            across = [alike(i, j) for i in held[one][:SOME] for j in held[other][:SOME]]
            if math.fsum(across) / len(across) < TOGETHER:
                continue
            groups.join(one, other)
            held[groups.root(one)] = held[one] + held[other]
        kept.append(m)
    pairs: dict[str, list[Match]] = defaultdict(list)
    for m in kept:
        pairs[groups.root(_id(m.a))].append(m)
    for members in groups.all():
        if pairs[members[0]]:
            yield tuple(sorted((by_id[i] for i in members), key=_place)), tuple(pairs[members[0]])


def _place(x: Stated) -> tuple[str, int]:
    return x.document, x.span.start


def _id(x: Stated) -> str:
    return evidence_id(x.document, "quantity", x.span)


def _disagreement(
    members: Sequence[Stated],
    pairs: Sequence[Match],
    annotations: Mapping[str, Annotations],
    events: Sequence[Event],
) -> Disagreement | None:
    """The disagreement on one point; ``None`` where all agree."""
    apart = [m for m in pairs if m.standing != "same"]
    if not apart:
        return None
    texts = {x.document: annotations[x.document].document.text for x in members}
    positions = _positions(members)
    if len(positions) < 2:
        return None
    decided = _kind(apart, positions, annotations)
    if decided is None:
        return None
    kind, why, first = decided
    shared = shared_words(first.a, first.b, texts)
    reasons = [
        Reason(
            of="point",
            why="the figures stand with the same words" + (f": {shared}" if shared else ""),
            anchors=tuple(Place(document=x.document, span=x.phrase) for x in (first.a, first.b)),
        ),
        Reason(of="kind", why=why, anchors=tuple(Place(document=p[0].document, span=p[0].span) for p in positions)),
    ]
    sources = [place for x in members for place in _sources(x, annotations[x.document])]
    if sources:
        reasons.append(
            Reason(of="teller", why="given in the words of somebody, named or described here", anchors=tuple(sources))
        )
    return Disagreement(
        id="g" + min(map(_id, members))[1:],
        event=_event(members, events),
        about=min((_label(x, texts) for x in members), key=lambda label: label[:-1])[-1],
        kind=kind,
        positions=tuple(
            Position(
                account=None,
                value=printed(held[0], texts),
                anchors=tuple(Place(document=x.document, span=x.span) for x in held),
            )
            for held in positions
        ),
        reasons=tuple(reasons),
    )


def _sources(x: Stated, a: Annotations) -> list[Place]:
    """Whose figure it is, where it stands in somebody's words: the innermost source."""
    holding = [y for y in a.attributions if y.source and any(c.covers(x.span) for c in y.content)]
    inner = min(holding, key=lambda y: (sum(c.end - c.start for c in y.content), y.id), default=None)
    return [Place(document=x.document, span=s) for s in inner.source] if inner else []


def _positions(members: Sequence[Stated]) -> list[list[Stated]]:
    """The figures by value, the smallest first."""
    out: list[list[Stated]] = []
    for x in sorted(members, key=lambda x: (x.size, x.low, x.rounded, x.beyond, x.document, x.span)):
        held = next((p for p in out if standing(p[0], x) == "same" and p[0].beyond == x.beyond), None)
        if held is None:
            out.append([x])
        else:
            held.append(x)
    return out


def _label(x: Stated, texts: Mapping[str, str]) -> tuple[int, bool, str, int, str]:
    """The words around a figure as a name for its point, behind what ranks it: those that say most come first."""
    words = about(x, texts)
    return -min(len(words.split()), _ENOUGH), not x.predicates, x.document, x.span.start, words


def _event(members: Sequence[Stated], events: Sequence[Event]) -> str:
    """The event that most of the figures' sentences are passages of; where none is, what the story reports."""

    def touched(event: Event) -> int:
        return sum(
            any(p.document == x.document and p.span.overlaps(x.sentence) for p in event.passages) for x in members
        )

    return min(events, key=lambda e: (-touched(e), e.kind != "report", e.id)).id


# ---- kinds -----------------------------------------------------------------------------------------------------------


def _kind(
    apart: Sequence[Match], positions: Sequence[Sequence[Stated]], annotations: Mapping[str, Annotations]
) -> tuple[DisagreementKind, str, Match] | None:
    """The kind, why, and the two figures that show it best.

    ``None`` where it would be a contradiction and the point is not surely the same.
    """
    surest = sorted(apart, key=lambda m: (-m.likeness, _id(m.a), _id(m.b)))
    far = [m for m in surest if m.standing == "apart"]
    grown = [m for m in surest if not far and _grown(m, annotations)]
    if grown:
        return "update", "a figure of this kind moves with time, and the documents are not of one time", grown[0]
    if not far:
        return "difference", "as worded both can be so: one figure is rounder than the other, or a bound", surest[0]
    documents = sorted({x.document for p in positions for x in p})
    when = {annotations[d].document.published for d in documents}
    if len(documents) > 1 and all(moving(m.a, m.b) or m.a.unit == DAY for m in apart):
        if len(when) > 1:
            return "update", "a figure of this kind moves with time, and the documents are not of one time", far[0]
        if any(w is None or len(w) <= 10 for w in when):
            return "update", "a figure of this kind moves with time, and the hours of publication are not known", far[0]
    against = [m for m in far if exclude(m.a, m.b) and not _scoped(m.a, m.b)]
    told = next((m for m in against if m.likeness >= SURE and pinned(m.a, m.b)), None)
    if told is not None:
        return "contradiction", "both figures are given outright for the same point, and both cannot be so", told
    if against:
        return None
    return (
        "difference",
        "what is counted is worded differently, or a figure is given loosely: the scope may differ",
        far[0],
    )


def _grown(m: Match, annotations: Mapping[str, Annotations]) -> bool:
    """Whether a bound that was given at one time stands beside a figure of another time, by more than rounding."""
    when = {annotations[x.document].document.published for x in (m.a, m.b)}
    return len(when) > 1 and moving(m.a, m.b) and abs(m.a.size - m.b.size) > GROWN * max(m.a.size, m.b.size)


def _scoped(a: Stated, b: Stated) -> bool:
    """Whether what is counted may be taken more widely in one than in the other."""
    if (a.noun and b.noun and not same_noun(a, b)) or (a.marks ^ b.marks) & {"other", "compared", "maybe", "part"}:
        return True
    if bool(a.modifiers) != bool(b.modifiers) or (a.modifiers and not a.modifiers & b.modifiers):
        return True
    return bool(a.predicates and b.predicates) and a.predicates != b.predicates
