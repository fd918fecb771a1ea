"""Many Annotations → Collation: what the documents have in common, and where they part.

Documents are told apart into stories first (`apart`), pair by pair. Each story is then folded for itself (`story`: its
lines are the steps in their order), and the stories are laid together (`together`). So a document that is added costs
the stories it touches, and nothing else changes. Every step looks only at evidence and shipped tables, and gives the
same whatever order the documents come in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

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
from hearsay.language.profiles import Profile
from hearsay.language.profiles import profile as profiled
from hearsay.model import Annotations, Attribution, Collation, Copy, Joined, Story
from hearsay.reference import Reference


def collate(
    annotations: Sequence[Annotations], reference: Reference | None = None, joined: Sequence[Joined] = ()
) -> Collation:
    """Lay documents side by side. The order of `annotations` does not matter.

    `reference` are the dated tables that claims are held against; without them nothing is checked. `joined` is what
    people decided of who is one.
    """
    ordered = sorted(annotations, key=lambda a: (a.document.source_id, a.document.id))
    known = [profile(a) for a in ordered]
    return together(
        [
            story([ordered[p] for p in places], [known[p] for p in places], reference, joined)
            for places in apart(known, lambda place: ordered[place])
        ],
        joined,
    )


def profile(annotations: Annotations) -> Profile:
    """What a document is found by and weighed by beside others."""
    own = {e.id: e.id for e in annotations.entities}
    met = events.passages([annotations], own, annotations.entities)
    return profiled(annotations, met[annotations.document.id])


def nearness(a: Profile, b: Profile) -> int:
    """How near two documents are by what they tell, in the parts of `collate.stories`."""
    return stories.nearness(a, b)


def copied(a: Annotations, b: Annotations) -> bool:
    """Whether one of two documents copies the other."""
    return copies.decide(copies.words_of(a), copies.words_of(b)) is not None


def apart(known: Sequence[Profile], annotations: Callable[[int], Annotations]) -> list[tuple[int, ...]]:
    """The stories that documents fall into: for each the places in `known` of its documents' profiles.

    `annotations` gives those of the document at a place; few are asked for.
    """
    words = lru_cache(maxsize=copies.KEPT)(lambda place: copies.words_of(annotations(place)))
    return stories.apart(known, lambda a, b: copies.decide(words(a), words(b)) is not None)


def story(
    annotations: Sequence[Annotations],
    known: Sequence[Profile],
    reference: Reference | None = None,
    joined: Sequence[Joined] = (),
) -> Collation:
    """All that is found across the documents of one story, whose profiles are `known`; without sigla.

    What it says depends on these documents alone, and on what people decided of their entities (`joined`).
    """
    ordered = tuple(sorted(annotations, key=lambda a: (a.document.source_id, a.document.id)))
    by_document = {a.document.id: a for a in ordered}
    entities, owner = identities.entities(ordered, joined)
    copied = copies.copies(ordered, known)
    told = events.passages(ordered, owner, entities)
    grouped: tuple[Story, ...] = (stories.story(known),)
    reworded = rewrites.rewrites(grouped, by_document, copied)
    names = {e.id: e.name for e in entities}
    attributions = _attributions(ordered, owner, names, grouped, copied)
    story_of = {d: s.id for s in grouped for d in s.documents}
    happened = events.events(grouped, by_document, attributions, entities, told)
    said = renditions.utterances(ordered, attributions, entities, copied)
    said = unsupported.unsupported(said, by_document, copied)
    by_id = {a.id: a for a in attributions}
    said = events.placed(said, happened, story_of, by_id, by_document)
    said = tongues.tongues(hops.hops(said, by_document, by_id, (*copied, *reworded)), by_document, by_id)
    grouped = tuple(replace(s, events=tuple(sorted(e.id for e in happened if e.story == s.id))) for s in grouped)
    differ = (
        *disagreements.disagreements(grouped, by_document, happened, said),
        *acts_apart.acts_apart(grouped, by_document, happened),
    )
    tellings = accounts.accounts(
        grouped, by_document, attributions, entities, happened, said, (*copied, *reworded), differ
    )
    differing = points_apart.points_apart(tellings.accounts, tellings.told)
    return Collation(
        annotations=ordered,
        witnesses=(),
        entities=entities,
        attributions=attributions,
        copies=(*copied, *reworded),
        stories=grouped,
        events=happened,
        utterances=said,
        accounts=tellings.accounts,
        disagreements=(*tellings.disagreements, *differing),
        responses=responses.responses(
            happened, tellings.accounts, tellings.told, by_document, attributions, entities, copied
        ),
        checks=checks.checks(ordered, attributions, reference) if reference else (),
    )


def restored(annotations: Sequence[Annotations], found: Collation, joined: Sequence[Joined] = ()) -> Collation:
    """What `story` found of these documents, from it without annotations, entities and attributions: those are made
    again in a fraction of the time."""
    ordered = tuple(sorted(annotations, key=lambda a: (a.document.source_id, a.document.id)))
    entities, owner = identities.entities(ordered, joined)
    names = {e.id: e.name for e in entities}
    direct = [c for c in found.copies if c.kind != "rewrite"]
    return replace(
        found,
        annotations=ordered,
        entities=entities,
        attributions=_attributions(ordered, owner, names, found.stories, direct),
    )


def together(told: Sequence[Collation], joined: Sequence[Joined] = ()) -> Collation:
    """One collation of several stories: people of one full name are one, and every document has its letter."""
    entities, owner = identities.across([e for c in told for e in c.entities], joined)
    renamed = [_renamed(c, owner) for c in told]
    annotations = sorted((a for c in told for a in c.annotations), key=lambda a: (a.document.source_id, a.document.id))
    by_document = {a.document.id: a for a in annotations}
    place = {d: n for n, d in enumerate(by_document)}
    grouped = tuple(sorted((s for c in told for s in c.stories), key=lambda s: s.id))
    copied = tuple(sorted((x for c in told for x in c.copies), key=lambda c: (c.document, c.of or "")))
    return Collation(
        annotations=tuple(annotations),
        witnesses=witnesses.witnesses(by_document, grouped, copied),
        entities=entities,
        attributions=tuple(sorted((a for c in renamed for a in c.attributions), key=lambda a: place[a.document])),
        copies=copied,
        stories=grouped,
        events=tuple(sorted((e for c in renamed for e in c.events), key=lambda e: e.id)),
        utterances=tuple(sorted((u for c in renamed for u in c.utterances), key=lambda u: u.id)),
        accounts=tuple(sorted((a for c in renamed for a in c.accounts), key=lambda a: a.id)),
        disagreements=tuple(sorted((d for c in told for d in c.disagreements), key=lambda d: d.id)),
        responses=tuple(sorted((r for c in renamed for r in c.responses), key=lambda r: r.event)),
        checks=tuple(sorted((x for c in told for x in c.checks), key=checks.order)),
    )


def _attributions(
    ordered: Sequence[Annotations],
    owner: Mapping[str, str],
    names: Mapping[str, str],
    grouped: Sequence[Story],
    copied: Sequence[Copy],
) -> tuple[Attribution, ...]:
    """All attributions, with people as they are known across the documents and the hands that are among these."""
    by_document = {a.document.id: a for a in ordered}
    own = tuple(_owned(x, owner) for a in ordered for x in a.attributions)
    return hands.seen(own, by_document, grouped, copied, names)


def _renamed(of: Collation, owner: Mapping[str, str]) -> Collation:
    """What was found of one story, with its people as they are known across stories."""
    return replace(
        of,
        attributions=tuple(_owned(a, owner) for a in of.attributions),
        events=tuple(
            replace(e, participants=tuple(dict.fromkeys(owner[p] for p in e.participants))) for e in of.events
        ),
        utterances=tuple(
            replace(
                u,
                speaker=tuple(dict.fromkeys(owner[s] for s in u.speaker)),
                addressee=owner[u.addressee] if u.addressee else None,
            )
            for u in of.utterances
        ),
        accounts=tuple(replace(a, teller=owner.get(a.teller, a.teller) if a.teller else None) for a in of.accounts),
        responses=tuple(replace(r, party=owner[r.party]) for r in of.responses),
    )


def _owned(attribution: Attribution, owner: Mapping[str, str]) -> Attribution:
    """The attribution with its people as `owner` has them."""
    held = {*attribution.speaker, attribution.addressee, *(link.who for link in attribution.chain)}
    if all(who is None or owner.get(who, who) == who for who in held):
        return attribution
    return replace(
        attribution,
        speaker=tuple(dict.fromkeys(owner[s] for s in attribution.speaker)),
        addressee=owner[attribution.addressee] if attribution.addressee else None,
        chain=tuple(
            replace(link, who=owner.get(link.who, link.who)) if link.who else link for link in attribution.chain
        ),
    )
