"""A document that is added changes the stories it touches, and nothing else; the order never matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from hearsay.annotate import annotate
from hearsay.collate import apart, collate, profile, stories, story, together
from hearsay.language.neighbours import candidates
from hearsay.model import Annotations, Collation
from tests.collate.told import laid, names, report

FERRY = report(
    "ferry",
    "ORSK - Mara Lind, the river minister, said on Monday that the winter ferry would be shut. “The winter ferry costs"
    " us more than the paint on it,” Lind told the council of Orsk. The ferrymen left the hall before the vote.",
    published="2031-03-03",
)
FERRY_AGAIN = report(
    "ferry again",
    "The winter ferry of Orsk will be shut, river minister Mara Lind told the council. The ferrymen left early."
    " Anton Vele of the ferrymen said that the council had been told of the paint, and not of the winter.",
    published="2031-03-04",
)
SALT = report(
    "salt",
    "GRELL - The price of salt rose again, the chamber of smokehouses said. “Nobody can cure herring at such a price,”"
    " said Odile Brask, who speaks for the smokehouses. Mara Lind was not asked.",
    published="2031-06-03",
)
SALT_AGAIN = report(
    "salt again",
    "Smokehouses in Grell cannot cure herring at the price of salt, their chamber said. Odile Brask said that the price"
    " of salt had risen again. “Nobody can cure herring at such a price,” she said.",
    published="2031-06-05",
)
ALL = (FERRY, FERRY_AGAIN, SALT, SALT_AGAIN)


@pytest.fixture(scope="module")
def annotated() -> tuple[Annotations, ...]:
    return annotate(ALL)


def of_one(found: Collation, document: str) -> Collation:
    """What is found of the story that a document is in, by itself."""
    (held,) = (s for s in found.stories if document in s.documents)
    those = [a for a in found.annotations if a.document.id in held.documents]
    return together([story(those, [profile(a) for a in those])])


def test_documents_fall_into_two_stories(annotated: Sequence[Annotations]) -> None:
    found = collate(annotated)
    assert sorted(sorted(names(found)[d] for d in s.documents) for s in found.stories) == [
        ["ferry", "ferry again"],
        ["salt", "salt again"],
    ]


def test_any_order_gives_the_same(annotated: Sequence[Annotations]) -> None:
    whole = collate(annotated)
    assert all(collate(order) == whole for order in permutations(annotated))


def test_what_is_told_of_a_story_depends_on_its_documents_alone(annotated: Sequence[Annotations]) -> None:
    both = collate(annotated)
    alone = collate([a for a in annotated if a.document.source_id.startswith("salt")])
    one = next(d for d in (a.document.id for a in alone.annotations))
    assert of_one(both, one) == alone


def test_a_story_that_a_document_does_not_touch_stays_as_it_was(annotated: Sequence[Annotations]) -> None:
    before, after = collate(annotated[:3]), collate(annotated)
    ferry = next(s for s in before.stories if len(s.documents) == 2)
    assert ferry in after.stories
    assert [u for u in after.utterances if all(r.document in ferry.documents for r in u.renditions)] == [
        u for u in before.utterances if all(r.document in ferry.documents for r in u.renditions)
    ]


def test_the_places_of_documents_do_not_matter_to_how_they_fall(annotated: Sequence[Annotations]) -> None:
    known = [profile(a) for a in annotated]
    order = list(range(len(known)))
    Random(3).shuffle(order)
    fallen = apart([known[n] for n in order], lambda place: annotated[order[place]])
    assert {frozenset(order[p] for p in places) for places in fallen} == {
        frozenset(places) for places in apart(known, lambda place: annotated[place])
    }


def test_whether_two_are_laid_side_by_side_depends_on_the_two_alone() -> None:
    """A hundred others that share their words take nothing away."""
    crowd = [replace(FERRY, id=f"d{n:015x}", source_id=f"ferry {n}", published=None) for n in range(100)]
    known = [profile(a) for a in annotate([FERRY, FERRY_AGAIN, *crowd])]
    pairs = {frozenset((a, b)) for a, b, _ in candidates(known)}
    assert frozenset((0, 1)) in pairs
    assert len(pairs) == 102 * 101 // 2


def test_a_person_of_two_stories_is_one() -> None:
    found = laid(FERRY, SALT)
    assert len(found.stories) == 2
    (lind,) = (e for e in found.entities if "Lind" in e.name)
    assert {names(found)[m.document] for m in lind.mentions} == {"ferry", "salt"}
    assert all(a.speaker in ((), (lind.id,)) for a in found.attributions if names(found)[a.document] == "ferry")


def test_a_father_and_a_son_of_two_stories_are_two() -> None:
    other = replace(SALT, text=SALT.text.replace("Mara Lind was", "Mara Lind Jr. was"))
    assert sorted(e.name for e in laid(FERRY, other).entities if "Lind" in e.name) == ["Mara Lind", "Mara Lind Jr"]


def test_a_middle_name_does_not_part_a_person_of_two_stories() -> None:
    other = replace(SALT, text=SALT.text.replace("Mara Lind was", "Mara K. Lind was"))
    assert [e.name for e in laid(FERRY, other).entities if "Lind" in e.name] == ["Mara K. Lind"]


def test_two_middle_names_keep_people_of_two_stories_apart() -> None:
    one = replace(FERRY, text=FERRY.text.replace("Mara Lind", "Mara J. Lind"))
    other = replace(SALT, text=SALT.text.replace("Mara Lind was", "Mara K. Lind was"))
    assert sorted(e.name for e in laid(one, other).entities if "Lind" in e.name) == ["Mara J. Lind", "Mara K. Lind"]


def test_one_that_tells_of_two_matters_does_not_make_them_one() -> None:
    told_of = report(
        "salt",
        "GRELL - The price of salt rose again, said Odile Brask, who speaks for the smokehouses of Grell. Nobody there"
        " can cure herring at such a price.",
        published="2031-03-05",
    )
    salt = [told_of, replace(SALT_AGAIN, published="2031-03-05")]
    both = report(
        "round-up",
        "The winter ferry of Orsk will be shut, river minister Mara Lind told the council. “The winter ferry costs us"
        " more than the paint on it,” Lind said; the ferrymen left the hall. The price of salt rose again, said the"
        " chamber of smokehouses in Grell. “Nobody can cure herring at such a price,” said Odile Brask.",
        published="2031-03-05",
    )
    documents = annotate([FERRY, FERRY_AGAIN, *salt, both])
    known = [profile(a) for a in documents]
    near = [[stories.nearness(a, b) for b in known] for a in known]
    assert min(near[4][:4]) >= stories.ONE  # the round-up could stand with any of them
    found = collate(documents)
    told = [sorted(names(found)[d] for d in s.documents if names(found)[d] != "round-up") for s in found.stories]
    assert sorted(t for t in told if t) == [["ferry", "ferry again"], ["salt", "salt again"]]


def test_those_that_keep_other_company_are_not_held_together_by_one_likeness() -> None:
    ids = ("a1", "a2", "a3", "a4", "b1", "b2", "b3", "b4")
    near = {(x, y): 120 for x in ids for y in ids if x < y and x[0] == y[0]}
    assert stories.grouped(ids, near | {("a1", "b1"): 120}) == [ids[:4], ids[4:]]
    pair = {("a1", "b1"): 120}
    assert stories.grouped(("a1", "b1"), pair) == [("a1", "b1")]
    # Who else stands around two counts, though it is not asked for.
    around = {(x, y): how for (x, y), how in near.items() if "1" in x + y} | pair
    assert stories.grouped(("a1", "b1"), around) == [("a1",), ("b1",)]
