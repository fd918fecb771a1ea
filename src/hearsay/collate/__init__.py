"""Many Annotations → Collation: what the documents have in common, and where they part.

`collate` is the pipeline: its lines are the steps in their order. Every step is candidates → decide(pair) → fold, looks
only at evidence and shipped tables, and gives the same whatever order the documents come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hearsay.collate import (
    accounts,
    acts_apart,
    checks,
    copies,
    disagreements,
    events,
    hands,
    hops,
    identities,
    points_apart,
    renditions,
    responses,
    rewrites,
    stories,
    tongues,
    unsupported,
    witnesses,
)
from hearsay.model import Annotations, Attribution, Collation
from hearsay.reference import Reference


def collate(annotations: Sequence[Annotations], reference: Reference | None = None) -> Collation:
    """Lay documents side by side. The order of `annotations` does not matter.

    `reference` are the dated tables that claims are held against; without them nothing is checked.
    """
    ordered = tuple(sorted(annotations, key=lambda a: (a.document.source_id, a.document.id)))
    by_document = {a.document.id: a for a in ordered}
    entities, owner = identities.entities(ordered)
    attributions = tuple(_owned(x, owner) for a in ordered for x in a.attributions)
    copied = copies.copies(ordered)
    told = events.passages(ordered, owner, entities)
    grouped = stories.stories(ordered, copied, told)
    reworded = rewrites.rewrites(grouped, by_document, copied)
    names = {e.id: e.name for e in entities}
    attributions = hands.seen(attributions, by_document, grouped, copied, names)
    story_of = {d: s.id for s in grouped for d in s.documents}
    happened = events.events(grouped, by_document, attributions, entities, told)
    said = renditions.utterances(ordered, attributions, entities, story_of, copied)
    said = unsupported.unsupported(said, by_document, copied)
    by_id = {a.id: a for a in attributions}
    said = events.placed(said, happened, story_of, by_id)
    said = tongues.tongues(hops.hops(said, by_document, by_id, (*copied, *reworded)), by_document, by_id)
    grouped = tuple(replace(s, events=tuple(sorted(e.id for e in happened if e.story == s.id))) for s in grouped)
    apart = (
        *disagreements.disagreements(grouped, by_document, happened, said),
        *acts_apart.acts_apart(grouped, by_document, happened),
    )
    tellings = accounts.accounts(
        grouped, by_document, attributions, entities, happened, said, (*copied, *reworded), apart
    )
    differing = points_apart.points_apart(tellings.accounts, tellings.told)
    return Collation(
        annotations=ordered,
        witnesses=witnesses.witnesses(by_document, grouped, copied),
        entities=entities,
        attributions=attributions,
        copies=tuple(sorted((*copied, *reworded), key=lambda c: (c.document, c.of or ""))),
        stories=grouped,
        events=happened,
        utterances=said,
        accounts=tellings.accounts,
        disagreements=tuple(sorted((*tellings.disagreements, *differing), key=lambda d: d.id)),
        responses=responses.responses(
            happened, tellings.accounts, tellings.told, by_document, attributions, entities, copied
        ),
        checks=checks.checks(ordered, attributions, reference) if reference else (),
    )


def _owned(attribution: Attribution, owner: Mapping[str, str]) -> Attribution:
    """The attribution with its people as they are known across documents."""
    return replace(
        attribution,
        speaker=tuple(dict.fromkeys(owner[s] for s in attribution.speaker)),
        addressee=owner[attribution.addressee] if attribution.addressee else None,
        chain=tuple(
            replace(link, who=owner.get(link.who, link.who)) if link.who else link for link in attribution.chain
        ),
    )
