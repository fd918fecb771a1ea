"""Where the documents of a story, or one document, set one act in two years.

By their words it is one act; it may be two all the same, so it is told as a *difference*, and as a *contradiction* only
of what happens once, when both give a plain year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hearsay.language.dated_acts import ONCE, Act, acts, same_act
from hearsay.language.grouping import Groups
from hearsay.model import Annotations, Disagreement, Event, Place, Position, Reason, Story, evidence_id

ENOUGH = 8  # words of a label
COMMON = 60  # acts of one verb and name in a story above which the pair tells nothing


def acts_apart(
    stories: Sequence[Story], annotations: Mapping[str, Annotations], events: Sequence[Event]
) -> tuple[Disagreement, ...]:
    """The disagreements on when something was done, sorted by id. `annotations` by document."""
    by_story: dict[str, list[Event]] = defaultdict(list)
    for e in events:
        by_story[e.story].append(e)
    out = []
    for story in stories:
        found = [x for d in sorted(story.documents) if annotations[d].document.english for x in acts(annotations[d])]
        for members in _fold(found):
            if _parts(members):
                out.append(_disagreement(members, by_story[story.id], annotations))
    return tuple(sorted(out, key=lambda d: d.id))


def _fold(found: Sequence[Act]) -> list[list[Act]]:
    by_id = {f"{n:08}": x for n, x in enumerate(found)}
    keyed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for i, x in by_id.items():
        for name in x.who:
            keyed[x.verb, name].append(i)
    groups = Groups(by_id)
    for ids in keyed.values():
        if len(ids) <= COMMON:
            for n, i in enumerate(ids):
                for j in ids[:n]:
                    if _elsewhere(by_id[i], by_id[j]) and same_act(by_id[i], by_id[j]):
                        groups.join(i, j)
    return [[by_id[i] for i in members] for members in groups.all() if len(members) > 1]


def _elsewhere(a: Act, b: Act) -> bool:
    return a.document != b.document or not a.span.overlaps(b.span)


def _parts(members: Sequence[Act]) -> bool:
    """Whether some two of them cannot be of one year."""
    return max(x.first for x in members) > min(x.last for x in members)


def _disagreement(
    members: Sequence[Act], events: Sequence[Event], annotations: Mapping[str, Annotations]
) -> Disagreement:
    by_years: dict[tuple[int, int], list[Act]] = defaultdict(list)
    for x in members:
        by_years[x.first, x.last].append(x)
    first = min(members, key=lambda x: (x.document, x.span))
    plain = all(x.first == x.last for x in members)
    once = first.verb in ONCE and plain
    anchors = tuple(Place(document=x.document, span=x.span) for x in members)
    text = annotations[first.document].document.text
    return Disagreement(
        id="g" + evidence_id(first.document, "act", first.span)[1:],
        event=min(events, key=lambda e: (e.kind != "report", e.id)).id,
        about=" ".join(first.clause.of(text).split()[:ENOUGH]),
        kind="contradiction" if once else "difference",
        positions=tuple(
            Position(
                account=None,
                value=" ".join(held[0].when.of(annotations[held[0].document].document.text).split()),
                anchors=tuple(Place(document=x.document, span=x.when) for x in held),
            )
            for _, held in sorted(by_years.items())
        ),
        reasons=(
            Reason(of="point", why="the same is told of the same, in the same words", anchors=anchors),
            Reason(
                of="kind",
                why="it happens once, and each gives a plain year"
                if once
                else "the years cannot be one; it may have been done twice, or a date is given loosely",
                anchors=anchors,
            ),
        ),
    )
