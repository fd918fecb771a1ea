"""Figures that the documents of a story give differently for one point, and the many that only look like it."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from hearsay.annotate import annotate
from hearsay.collate import collate
from hearsay.collate.disagreements import disagreements
from hearsay.language.figure_pairs import between
from hearsay.language.figure_pairs import told as figures_of
from hearsay.model import Annotations, Disagreement, Document, Event, Story
from tests.collate.told import report


def apart(*documents: Document | str) -> list[Disagreement]:
    """The disagreements of a story of these documents, a bare text being a report of one day in May."""
    read = [d if isinstance(d, Document) else report(f"paper {n}", d, published=DAY) for n, d in enumerate(documents)]
    return list(found(annotate(read)))


def found(annotations: tuple[Annotations, ...]) -> tuple[Disagreement, ...]:
    ids = tuple(sorted(a.document.id for a in annotations))
    event = Event(id="v1", story="s1", kind="report", participants=(), date=None, place=None, session=None, passages=())
    story = Story(id="s1", documents=ids, events=("v1",))
    return disagreements([story], {a.document.id: a for a in annotations}, [event])


def told(one: Disagreement) -> tuple[str, list[str]]:
    return one.kind, [p.value for p in one.positions]


DAY = "2031-05-04"
EVENING = "2031-05-04T21:30:00"
NEXT = "2031-05-05T08:00:00"
FERRY = "The ferry Alma Grey struck the mole at Orsk in fog on Friday night. "


def at(when: str | None, text: str, name: str | None = None, **about: Any) -> Document:
    return report(name or f"{when} {text}", text, published=when, **about)


# ---- what is found ---------------------------------------------------------------------------------------------------


def test_a_count_of_the_dead_that_rose_is_an_update() -> None:
    first = at(DAY, FERRY + "At least three people were killed, the harbour police said.")
    later = at(NEXT, FERRY + "Five people were killed, the harbour police said.")
    (one,) = apart(first, later)
    assert told(one) == ("update", ["At least three", "Five"])
    assert one.event == "v1"


@pytest.mark.parametrize(
    ("bound", "when", "kind"),
    [
        ("At least 40", NEXT, "update"),
        ("At least 50", NEXT, "difference"),  # nearly 52: a way to say the same figure
        ("At least 40", DAY, "difference"),  # of the same hour
    ],
)
def test_a_bound_of_another_hour_that_was_left_far_behind_is_an_update(bound: str, when: str, kind: str) -> None:
    first = at(DAY, FERRY + f"{bound} people were killed, the harbour police said.")
    later = at(when, FERRY + "The accident killed 52 people, the mayor said.")
    assert [told(d) for d in apart(first, later)] == [(kind, [bound, "52"])]


def test_words_of_one_predicate_are_one() -> None:
    first = at(DAY, FERRY + "Police say three people are dead.")
    later = at(NEXT, FERRY + "The accident on the Orsk ferry killed five people.")
    assert [told(d) for d in apart(first, later)] == [("update", ["three", "five"])]


def test_two_figures_outright_that_cannot_both_be_so_are_a_contradiction() -> None:
    assert [
        told(d)
        for d in apart(
            "Grell council will spend $4.71 million on the new lighthouse lamp, the treasurer said.",
            "Grell council will spend $4.17 million on the new lighthouse lamp, the treasurer said.",
        )
    ] == [("contradiction", ["$4.17 million", "$4.71 million"])]


def test_ages_of_one_person_contradict() -> None:
    assert [
        told(d)
        for d in apart(
            "A six-year-old boy climbed into the bear pit at Tamsin Zoo on Monday.",
            "The keeper pulled a seven-year-old boy from the bear pit at Tamsin Zoo on Monday.",
        )
    ] == [("contradiction", ["six-year-old", "seven-year-old"])]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (
            "The raft drifted 3,200 km before it broke up off Grell.",
            "The raft drifted around 1,988 miles before it broke up off Grell.",
            ["around 1,988 miles", "3,200 km"],
        ),
        (
            "The ministry spent $2.6 billion on the barrage at Orsk.",
            "The ministry spent $2.575 billion on the barrage at Orsk.",
            ["$2.575 billion", "$2.6 billion"],
        ),
        (
            "The archive holds more than 7 million letters of the salt company.",
            "The archive holds 7.5 million letters of the salt company.",
            ["more than 7 million", "7.5 million"],
        ),
        (
            "About a dozen former ministers signed the harbour petition.",
            "The harbour petition was signed by 12 former ministers.",
            ["12", "About a dozen"],
        ),
    ],
)
def test_rounding_makes_a_difference(one: str, other: str, values: list[str]) -> None:
    (d,) = apart(one, other)
    assert (d.kind, sorted(p.value for p in d.positions)) == ("difference", sorted(values))


def test_another_scope_makes_a_difference() -> None:
    (one,) = apart(
        "The premier backs the salt treaty with 14 Tolmark coast states.",
        "The premier backs the salt treaty of the 15 states on the coast of Tolmark.",
    )
    assert told(one) == ("difference", ["14", "15"])


def test_hours_of_one_happening() -> None:
    (one,) = apart(
        "The tower of Grell collapsed at 7.20am as the market was opening.",
        "The tower of Grell collapsed shortly after 7 a.m. while the market was being set up.",
    )
    assert told(one) == ("difference", ["7.20am", "shortly after 7 a.m."]) or one.kind == "difference"


def test_all_positions_hang_on_one_disagreement_with_all_their_places() -> None:
    (one,) = apart(
        at(DAY, FERRY + "Three people were killed."),
        at(EVENING, FERRY + "Five people were killed, the mayor said."),
        at(NEXT, FERRY + "The accident killed five people."),
    )
    assert told(one) == ("update", ["Three", "five"]) or told(one) == ("update", ["Three", "Five"])
    assert [len(p.anchors) for p in one.positions] == [1, 2]


def test_anchors_are_tight_and_the_label_is_the_sources_own() -> None:
    texts = (
        "Grell council will spend about $4.7 million on the new lighthouse lamp.",
        "Grell council will spend $4.71 million on the new lighthouse lamp.",
    )
    documents = [report(f"p{n}", t, published=DAY) for n, t in enumerate(texts)]
    by_id = {d.id: d.text for d in documents}
    (one,) = apart(*documents)
    assert {a.span.of(by_id[a.document]) for p in one.positions for a in p.anchors} == {
        "about $4.7 million",
        "$4.71 million",
    }
    before, after = one.about.split(" … ")
    assert any(before in t and after in t for t in texts)


def test_the_reasons_name_the_shared_words_the_kind_and_whose_figure_it_is() -> None:
    first = at(DAY, FERRY + "Three people were killed, harbour master Ida Voss said.")
    later = at(NEXT, FERRY + "Five people were killed.")
    (one,) = apart(first, later)
    assert [r.of for r in one.reasons] == ["point", "kind", "teller"]
    assert "“killed”" in one.reasons[0].why
    assert [a.span.of(first.text) for a in one.reasons[2].anchors] == ["harbour master Ida Voss"]


def test_one_document_against_itself() -> None:
    (one,) = apart(
        "Ferry accident at Orsk: three people killed in the fog on Friday night.\n\n"
        "Four people were killed in the fog at Orsk when the ferry struck the mole on Friday night."
    )
    assert told(one) == ("contradiction", ["three", "Four"])


# ---- what must stay silent -------------------------------------------------------------------------------------------

SILENT = {
    "the same figure": (
        "Five people were killed when the ferry struck the mole at Orsk.",
        "Five people were killed when the ferry struck the mole at Orsk on Friday.",
    ),
    "the same figure in words, digits and another unit": (
        "The mast of the Alma Grey was twelve metres high. The hold took 500-pound barrels.",
        "The mast of the Alma Grey was 12 m high. The hold took 227-kg barrels.",
    ),
    "a conversion in brackets": (
        "The raft drifted 3,200 km (1,990 miles) before it broke up off Grell.",
        "The raft drifted 3,200 km before it broke up off Grell.",
    ),
    "killed is not injured": (
        "Five people were killed when the ferry struck the mole at Orsk.",
        "Nineteen people were injured when the ferry struck the mole at Orsk.",
    ),
    "killed is not killed or injured": (
        "Five people were killed when the ferry struck the mole at Orsk.",
        "Twenty-four people were killed or injured when the ferry struck the mole at Orsk.",
    ),
    "a part and its whole": (
        "Twenty people were injured when the ferry struck the mole at Orsk.",
        "Four of them were injured when the ferry struck the mole at Orsk.",
    ),
    "others": (
        "Five people were rescued from the ferry at Orsk.",
        "Divers said that two others were rescued from the Marl at Tamsin.",
    ),
    "a historical comparison": (
        "Five people were killed when the ferry struck the mole at Orsk.",
        "In 2014, 41 people were killed when the ferry Belle Tay sank off Grell.",
    ),
    "another place": (
        "Five people were killed by the storm in Orsk.",
        "Nine people were killed by the storm in Tamsin.",
    ),
    "how badly hurt": (
        "Twenty people were slightly injured on the ferry at Orsk.",
        "Three people were seriously injured on the ferry at Orsk.",
    ),
    "different days": (
        "The Orsk bakery sold 310 loaves on 3 March 2030.",
        "The Orsk bakery sold 460 loaves on 9 June 2031.",
    ),
    "ages of different people": (
        "The mayor, a 61-year-old widow, opened the lock at Grell.",
        "A 17-year-old apprentice fell into the lock at Grell.",
    ),
    "ages of two of a kind, far apart": (
        "A 4-year-old bear was moved to Tamsin Zoo.",
        "A 33-year-old bear died at Tamsin Zoo.",
    ),
    "what might be": (
        "Five people were killed when the ferry struck the mole at Orsk.",
        "The harbour board said a collision with a tanker could kill as many as 400 people.",
    ),
    "percentages of different things": (
        "Turnout in Grell rose to 61 percent at the harbour election.",
        "The salt tax in Grell rose to 19 percent after the harbour election.",
    ),
    "scores of games": (
        "Orsk Rovers beat Grell 3-1 in the cup on Sunday.",
        "Orsk Rovers beat Grell 4-2 in the cup on Sunday.",
    ),
    "prices of a market": (
        "Salt shares were trading at $14.20 in Orsk in the morning.",
        "Salt shares were trading at $15.90 in Orsk in the evening.",
    ),
    "a height and a distance": (
        "The balloon reached an altitude of 640 km over Grell.",
        "The balloon covered a distance of 2,900 km over Grell.",
    ),
    "steps of one count": (
        "The number of people killed at Orsk rose from three to five.",
        "Five people were killed at Orsk.",
    ),
    "no figure at all": (
        "Many people were killed at Orsk, and the harbour is closed.",
        "Few people were killed at Orsk, and the harbour is open.",
    ),
    "hours of different happenings": (
        "The council met at 9 a.m. in Grell to talk about the lock.",
        "The fair opens at 3 p.m. in Grell beside the lock.",
    ),
    "hours of two time zones": (
        "The satellite passed over Grell at 6:10 a.m. GMT, the observatory said.",
        "The satellite passed over Grell at 11:40 a.m. JST, the observatory said.",
    ),
    "what two people each remember": (
        "“I heard the bang at about 4am,” said Ina Holt, a neighbour.",
        "“I heard the bang at about 4.15am,” said Tom Reck, a neighbour.",
    ),
    "more and less": (
        "The council voted a $90 million increase for the Orsk harbour police.",
        "The council agreed to a $110 million cut for the Orsk harbour police.",
    ),
    "what is counted anew each day": (
        "Grell reported 5,120 new fever cases on Monday.",
        "Grell reported 4,900 new fever cases on Sunday.",
    ),
    "two sides of one limit": (
        "Widows who make up to $300,000 keep the Grell relief.",
        "The higher Grell rate is for widows who make more than $300,000.",
    ),
    "here and everywhere": (
        "The fever has infected more than 2 million people in Tolmark.",
        "The fever has infected more than 5.4 million people worldwide.",
    ),
    "several of anything": (
        "The clerk altered six boat permits at Grell.",
        "The clerk altered several boat permits at Grell.",
    ),
    "an index": (
        "The Dow lost 840 points in the morning.",
        "The Dow lost 1,310 points by the close.",
    ),
    "errors of two surveys": (
        "The sampling error is plus or minus 2.9 percentage points.",
        "The sampling error is plus or minus 3.3 percentage points.",
    ),
    "about as a preposition": (
        "Reck gave a speech about two retired judges in Orsk.",
        "Reck gave a speech that named two retired judges in Orsk.",
    ),
    "one figure in digits and in words": (
        "More than 2,000 officers from the coast came to Grell.",
        "More than two thousand officers from the coast came to Grell.",
    ),
    "far too far apart": (
        "Candidates fight for the 380 delegates of Grell.",
        "There are 2,950 delegates of Grell and the coast to be won.",
    ),
    "hardly a word in common": (
        "The orchestra rehearsed for 40 minutes.",
        "Boil the crab for 30 minutes.",
    ),
}


@pytest.mark.parametrize("name", sorted(SILENT))
def test_what_only_looks_apart_is_passed_over(name: str) -> None:
    assert [told(d) for d in apart(*SILENT[name])] == []


def test_one_document_that_speaks_of_two_in_turn() -> None:
    text = (
        "The storm killed at least 27 people in Orsk and Grell, according to the coast guard. "
        "Over the strait, the storm also swept through Tamsin, where at least 31 people died.\n\n"
        "The median household income of Grell is $51,300. Its harbour suburb is richer.\n\n"
        "The median household income of Tamsin is $74,900."
    )
    assert apart(text) == []


def test_a_later_happening_of_the_same_kind_is_another() -> None:
    assert (
        apart(
            at("2031-05-04", "The rocket flew 3,200 km and fell into the sea off Grell."),
            at("2031-06-20", "The rocket flew 4,300 km and fell into the sea off Grell."),
        )
        == []
    )


def test_the_dead_do_not_grow_fewer_with_the_days() -> None:
    assert (
        apart(
            at("2031-05-04", "Twenty-three people died of the fever in Orsk, the mayor said."),
            at("2031-05-08", "Fourteen people died of the fever in Orsk, the mayor said."),
        )
        == []
    )


def test_what_moves_is_no_contradiction_where_the_hours_are_not_known() -> None:
    (one,) = apart(
        at(None, FERRY + "Three people were killed."), at(None, FERRY + "The accident killed five people.", "other")
    )
    assert one.kind == "update"


def test_a_guess_or_a_bound_contradicts_nothing() -> None:
    for loose in ("about $4.1 million", "at least $4.1 million", "$4 million to $4.2 million"):
        documents = (
            f"Grell council will spend {loose} on the new lighthouse lamp, the treasurer said.",
            "Grell council will spend $4.71 million on the new lighthouse lamp, the treasurer said.",
        )
        assert all(d.kind == "difference" for d in apart(*documents))


def test_furniture_says_nothing() -> None:
    texts = (
        "The lock at Grell opened on Monday.\nALSO ON THIS PAGE Storm kills 46 people in Tamsin",
        "The lock at Grell opened on Monday.\nALSO ON THIS PAGE Storm kills 58 people in Tamsin",
    )
    assert apart(*texts) == []


# ---- order and growth ------------------------------------------------------------------------------------------------


def test_the_order_of_documents_makes_no_difference() -> None:
    documents = [
        at(DAY, FERRY + "Three people were killed and 20 were injured."),
        at(EVENING, FERRY + "At least four people were killed and more than 20 were injured."),
        at(NEXT, FERRY + "The accident killed five people and 26 were injured."),
        at(NEXT, "The Orsk ferry accident left five dead; about 25 people were injured.", "fourth"),
    ]
    read = annotate(documents)
    first = found(read)
    assert first
    for seed in range(5):
        shuffled = list(read)
        random.Random(seed).shuffle(shuffled)
        assert found(tuple(shuffled)) == first


def test_collate_has_them() -> None:
    read = annotate(
        [
            at(DAY, FERRY + "Three people were killed, the harbour police of Orsk said after the Alma Grey was towed."),
            at(NEXT, FERRY + "Five people were killed, the harbour police of Orsk said after the Alma Grey was towed."),
        ]
    )
    collation = collate(read)
    assert [d.kind for d in collation.disagreements] == ["update"]
    assert {d.event for d in collation.disagreements} <= {e.id for e in collation.events}


def _pages(number: int) -> list[Document]:
    draw = random.Random(7)
    places = ["Orsk", "Grell", "Tamsin", "Corran", "Hallow", "Merrow"]
    out = []
    for n in range(number):
        lines = [
            f"{draw.randint(2, 60)} people were {draw.choice(('killed', 'injured', 'rescued'))} "
            f"in {draw.choice(places)} when the {draw.choice(('bridge', 'ferry', 'mill'))} gave way."
            for _ in range(12)
        ]
        out.append(at(DAY, " ".join(lines), f"page {n}"))
    return out


def test_work_grows_with_the_documents_of_a_story_and_not_with_their_square() -> None:
    small, large = annotate(_pages(60)), annotate(_pages(180))
    took = []
    for read in (small, large):
        start = time.process_time()
        found(read)
        took.append(time.process_time() - start)
    assert took[1] < 6 * took[0] + 1


def test_a_page_of_one_endless_sentence_is_read_in_time() -> None:
    line = ", ".join(f"{n} people were killed in ward {n} of the old town" for n in range(2, 1500))
    start = time.process_time()
    apart(line + ".", line.replace("killed", "hurt") + ".")
    assert time.process_time() - start < 30


def test_days_ahead_that_lie_apart_are_held_against_each_other_where_one_person_is_meant() -> None:
    first = at(DAY, "The mayor said that Odile Brask, 68, will leave the harbour office on June 28.")
    later = at(
        "2031-05-07",
        "Odile Brask will be leaving the harbour office on June 1, Brask’s letter to the mayor made clear.",
    )
    assert [told(d) for d in apart(first, later)] == [("update", ["June 1", "June 28"])]


def test_days_of_nobody_in_common_are_not() -> None:
    first = at(DAY, "The council will meet a June 28 deadline for the new harbour rules, officials said.")
    later = at("2031-05-07", "The guild faces a June 15 deadline for the new harbour rules this time around.")
    assert apart(first, later) == []


def test_an_acronym_is_one_with_its_dots_or_without() -> None:
    (one,) = apart(
        "The lawyer said that his client, a 21-year H.B.O. veteran, was dismissed on Friday for no reason.",
        "Odile Brask rose over 20 years at the HBO to become a warden of the light.",
    )
    assert told(one) == ("difference", ["over 20 years", "21-year"])


def test_what_a_page_shows_is_not_counted() -> None:
    line = "The mayor of Orsk closed the harbour and the winter ferry. Slideshow ({} images)"
    assert apart(line.format(16), line.format(18)) == []
    told_of = "The mayor of Orsk closed the harbour, and the court was shown {} images of the winter ferry."
    assert apart(told_of.format(16), told_of.format(18)) != []


def test_how_badly_hurt_tells_only_of_the_hurt() -> None:
    one = "The pilot faces a prison sentence of up to five years in the Orsk ferry case."
    other = "The pilot faces a prison sentence of six years, slightly more than usual, in the Orsk ferry case."
    assert [told(d) for d in apart(one, other)] == [told(d) for d in apart(one, other.replace("slightly", "somewhat"))]


def test_a_figure_given_twice_over_is_held_against_its_rounder_self_too() -> None:
    one, other = annotate(
        (
            report(
                "one",
                "Odile Brask is warden again. But more than 60 keepers voted against her.\n\n"
                "Asked of the 63 keepers who voted for Osk, Brask said nothing.",
            ),
            report("other", "Brask won by 134 to 63. Of the guild, 63 keepers voted for Osk and against Brask."),
        )
    )
    texts = {a.document.id: a.document.text for a in (one, other)}
    matched = {
        (m.a.span.of(texts[m.a.document]), m.b.span.of(texts[m.b.document]))
        for m in between(figures_of(one), figures_of(other))
    }
    assert matched == {("more than 60", "63"), ("63", "63")}


def test_but_not_where_it_is_of_another_time() -> None:
    found = apart(
        FERRY + "At least seven people were killed when the ferry struck the mole.",
        FERRY + "Seven people were killed. It is the worst accident since 2004, when seven people were killed.",
    )
    assert [len(p.anchors) for d in found for p in d.positions if p.value == "Seven"] == [1]
