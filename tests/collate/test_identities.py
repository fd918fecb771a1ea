"""Who of one report is who of another: by name and company, never by surname alone."""

from __future__ import annotations

from hearsay.annotate import annotate
from hearsay.collate import collate
from hearsay.model import Collation, Joined
from tests.collate.told import laid, report


def people(*texts: str) -> list[tuple[str, int]]:
    """The people of these reports, each with the number of documents it was put together from."""
    found = laid(*(report(f"r{i}", text) for i, text in enumerate(texts)))
    return sorted((e.name, len(e.members)) for e in found.entities if e.kind in ("person", "unknown"))


def test_a_full_name_is_one_person_everywhere() -> None:
    assert ("Mara Lind", 2) in people("Mara Lind met Anton Vele.", "“No,” said Mara Lind.")


def test_a_surname_joins_a_full_name_in_the_same_company() -> None:
    found = people(
        "Mara Lind met Anton Vele and Odile Brask. “No,” said Mara Lind.",
        "On Monday Anton Vele and Odile Brask came by boat. “No,” said Lind.",
    )
    assert ("Mara Lind", 2) in found


def test_a_surname_in_other_company_is_kept_apart() -> None:
    found = people("Mara Lind met Anton Vele and Odile Brask.", "In Grell the fish is dear. “Fish,” said Lind.")
    assert ("Mara Lind", 1) in found
    assert ("Lind", 1) in found


def test_namesakes_of_one_surname_are_never_merged() -> None:
    found = people(
        "Bill Marsh met Anton Vele and Odile Brask. “No,” said Marsh.",
        "Hillary Marsh met Anton Vele and Odile Brask. “Yes,” said Marsh.",
    )
    assert ("Bill Marsh", 1) in found
    assert ("Hillary Marsh", 1) in found


def test_a_surname_that_two_full_names_fit_as_well_joins_neither() -> None:
    found = people(
        "Bill Marsh met Anton Vele and Odile Brask.",
        "Hillary Marsh met Anton Vele and Odile Brask.",
        "Anton Vele and Odile Brask came by boat. “No,” said Marsh.",
    )
    assert {("Bill Marsh", 1), ("Hillary Marsh", 1), ("Marsh", 1)} <= set(found)


def test_two_full_names_that_differ_are_two_people() -> None:
    found = people("Mara Lind met Anton Vele and Odile Brask.", "Petra Lind met Anton Vele and Odile Brask.")
    assert {("Mara Lind", 1), ("Petra Lind", 1)} <= set(found)


def test_a_middle_name_does_not_part_a_person() -> None:
    assert ("Mara Kay Lind", 2) in people("“No,” said Mara Lind.", "“Yes,” said Mara Kay Lind.")


def test_an_everyday_form_of_a_given_name_needs_company() -> None:
    apart = people("“No,” said Bill Marsh.", "“Yes,” said William Marsh.")
    assert {("Bill Marsh", 1), ("William Marsh", 1)} <= set(apart)
    together = people(
        "Bill Marsh met Anton Vele and Odile Brask. “No,” said Bill Marsh.",
        "William Marsh met Anton Vele and Odile Brask. “Yes,” said William Marsh.",
    )
    assert ("William Marsh", 2) in together


def test_officials_without_a_name_are_never_one() -> None:
    found = laid(
        report("one", "“It is late,” said an official in Orsk."),
        report("two", "“It is early,” said an official in Orsk."),
        report("three", "Anton Vele, an official in Orsk, met nobody. “It is noon,” said Vele."),
    )
    speakers = [a.speaker for a in found.attributions]
    assert len(speakers) == len(set(speakers)) == 3


def test_an_entity_keeps_all_its_mentions_with_the_reasons() -> None:
    found = laid(
        report("one", "Mara Lind met Anton Vele and Odile Brask. “No,” said Mara Lind."),
        report("two", "On Monday Anton Vele and Odile Brask came by boat. “No,” said Lind."),
    )
    (lind,) = (e for e in found.entities if e.name == "Mara Lind")
    texts = {a.document.id: a.document.text for a in found.annotations}
    assert sorted(m.span.of(texts[m.document]) for m in lind.mentions) == ["Lind", "Mara Lind", "Mara Lind"]
    assert any(r.of == "identity" and r.anchors for r in lind.reasons)


def bodies(*texts: str) -> list[tuple[str, int]]:
    """The bodies of these reports, each with the number of documents it was put together from."""
    found = laid(*(report(f"r{i}", text) for i, text in enumerate(texts)))
    return sorted((e.name, len(e.members)) for e in found.entities if e.kind == "organisation")


BOARD = "Mara Lind and Anton Vele met the Norland Ferry Board. “No,” said Mara Lind."


def test_initials_join_the_body_that_they_spell_in_the_same_company() -> None:
    assert ("Norland Ferry Board", 2) in bodies(
        BOARD, "Mara Lind and Anton Vele heard the NFB. “Yes,” said Anton Vele."
    )


def test_initials_in_other_company_are_kept_apart() -> None:
    found = bodies(BOARD, "In Grell the fish is dear, and the NFB sells it.")
    assert ("Norland Ferry Board", 1) in found
    assert ("NFB", 1) in found


def test_a_body_that_the_text_abbreviates_is_taken_whole() -> None:
    assert bodies("The Alliance to Mend Our Bridges (AMOB) said that it was late. AMOB said no more.") == [
        ("Alliance to Mend Our Bridges", 1)
    ]


def test_a_father_and_a_son_of_one_name_are_two() -> None:
    found = people("Ivor Lind met Anton Vele. “No,” said Ivor Lind.", "Ivor Lind Jr. met Anton Vele.")
    assert ("Ivor Lind", 2) not in found
    assert not any(name.startswith("Ivor Lind J") and count == 2 for name, count in found)


# ---- what people decided ---------------------------------------------------------------------------------------------

LINDS = (
    "Mara Lind met Anton Vele and Odile Brask. “No,” said Mara Lind.",
    "Mara Lind met Petra Stoll and Ivor Hask. “Yes,” said Mara Lind.",
    "Anton Vele and Odile Brask came by boat. “Never,” said Mara Lind.",
    "The herring is dear in Grell. “Perhaps,” said Mara Lind.",
)


def decided(same: bool, first: int, second: int, *texts: str) -> tuple[list[set[str]], Collation]:
    """Which reports' Linds are one, when people have decided on those of two reports."""
    annotated = annotate([report(f"r{i}", text) for i, text in enumerate(texts)])
    lind = [next(e.id for e in a.entities if "Lind" in e.name) for a in annotated]
    judged = Joined(first=lind[first], second=lind[second], same=same, why="decided by Ida Brandt")
    found = collate(annotated, joined=[judged])
    named = {i: f"r{n}" for n, i in enumerate(lind)}
    return sorted(
        ({named[m] for m in e.members if m in named} for e in found.entities if set(e.members) & set(lind)), key=sorted
    ), found


def test_those_whom_people_keep_apart_are_two_and_others_go_by_company() -> None:
    together, found = decided(False, 0, 1, *LINDS)
    assert together == [{"r0", "r2"}, {"r1"}, {"r3"}]
    told = [r.why for e in found.entities if "Lind" in e.name for r in e.reasons if r.of == "judgement"]
    assert told == ["decided by Ida Brandt"] * 2


def test_whom_people_keep_apart_is_apart_in_two_stories_too() -> None:
    ferry = "The winter ferry of Orsk is shut, minister Mara Lind said. The ferrymen of Orsk left the winter landing."
    salt = "Salt is dear in Grell, said Mara Lind of the smokehouses. No herring can be cured at that price of salt."
    together, found = decided(False, 0, 1, ferry, salt)
    assert len(found.stories) == 2
    assert together == [{"r0"}, {"r1"}]
    assert decided(True, 0, 1, ferry, salt)[0] == [{"r0", "r1"}]


def test_those_whom_people_take_for_one_are_one() -> None:
    texts = ("Mara Lind met Anton Vele.", "“Fish is dear,” said Petra Lind, who was born Mara.")
    assert {"r0"} in decided(False, 0, 1, *texts)[0]
    together, found = decided(True, 0, 1, *texts)
    assert together == [{"r0", "r1"}]
    assert [r.why for e in found.entities if "Lind" in e.name for r in e.reasons if r.of == "judgement"] == [
        "decided by Ida Brandt"
    ]


def test_a_straight_mark_and_a_curly_one_make_one_body() -> None:
    found = laid(
        report("r0", "“No,” said Lind’s Office in Orsk on Monday."),
        report("r1", "“Yes,” said Lind's Office in Orsk on Monday."),
    )
    assert len([e for e in found.entities if "Office" in e.name]) == 1


WORDS = "“The winter ferry costs us more than the paint that we put on it,”"


def members(*texts: str) -> dict[str, int]:
    """Of everyone in these reports the number of documents he was put together from; of one name the largest."""
    found = laid(*(report(f"r{i}", text) for i, text in enumerate(texts)))
    return {e.name: len(e.members) for e in sorted(found.entities, key=lambda e: len(e.members))}


def test_a_description_that_is_given_the_same_words_is_one() -> None:
    found = members(f"{WORDS} the pilot said.", f"{WORDS} the harbour pilot said.")
    assert found["harbour pilot"] == 2


def test_descriptions_that_differ_stay_two() -> None:
    found = members(f"{WORDS} the harbour pilot said.", f"{WORDS} the river pilot said.")
    assert (found["harbour pilot"], found["river pilot"]) == (1, 1)
    found = members(f"{WORDS} the pilot said.", "“No, it does not,” the pilot said.")
    assert found["pilot"] == 1


def test_who_is_not_named_is_nobody_who_is() -> None:
    found = members(f"{WORDS} an official said.", f"{WORDS} Mara Lind said.")
    assert (found["official"], found["Mara Lind"]) == (1, 1)


def test_a_bare_body_is_the_one_that_another_names_for_the_same_words() -> None:
    found = laid(report("r0", f"{WORDS} the airline said."), report("r1", f"{WORDS} Orsk Airways said."))
    (body,) = (e for e in found.entities if e.kind == "organisation")
    assert body.name == "Orsk Airways"
    (why,) = (r.why for r in body.reasons)
    assert why.startswith("doubtful: ")
    assert why.endswith(" are given the same words")


def test_two_names_that_do_not_fit_stay_two_whatever_they_say() -> None:
    found = members(f"{WORDS} Mara Lind said.", f"{WORDS} Petra Lind said.")
    assert (found["Mara Lind"], found["Petra Lind"]) == (1, 1)


def test_the_son_is_the_father_only_where_nobody_else_bears_the_name() -> None:
    assert members(f"{WORDS} Ivor Lind said.", f"{WORDS} said Ivor P. Lind Jr, the pilot.")["Ivor P. Lind Jr"] == 2
    found = members(f"{WORDS} Ivor Lind said.", f"Ivor Lind came late. {WORDS} said Ivor P. Lind Jr, the pilot.")
    assert found["Ivor P. Lind Jr"] == 1


def test_a_legal_form_parts_no_body() -> None:
    found = laid(report("r0", "“No,” said the Orsk Airways."), report("r1", "“Yes,” said the Orsk Airways Inc."))
    assert [len(e.members) for e in found.entities if e.kind == "organisation"] == [2]


def test_what_a_text_names_without_saying_what_it_is_is_the_body_of_that_name() -> None:
    company = "Mara Lind met Anton Vele and Odile Brask at the gates of the harbour."
    body, bare = f"{company} “No,” said Salzmoor Inc.", f"{company} Everybody there had heard of Salzmoor."
    assert members(body, bare)["Salzmoor Inc"] == 2
    alone = "Everybody in Grell had heard of Salzmoor, though nobody there had seen it."
    assert members(body, alone)["Salzmoor Inc"] == 1


def test_in_a_crowd_everyone_is_held_with_the_first() -> None:
    assert members(*[f"{WORDS} the harbour pilot said."] * 12)["harbour pilot"] == 12


def test_the_name_that_most_documents_print_stands_for_all() -> None:
    company = "met Anton Vele and Odile Brask at the gates of the harbour."
    found = members(f"Jim Lind {company}", f"Jim Lind {company}", f"James P. Lind {company}")
    assert found["Jim Lind"] == 3


def test_a_body_described_by_a_name_is_one_however_the_apostrophe_is_printed() -> None:
    found = laid(
        report("r0", "At noon, Lind's office said that the ferry is old and slow."),
        report("r1", "The ferry is old and slow, Lind’s office said. Authorities said nothing."),
        report("r2", "Authorities said that the salt is dear."),
    )
    assert sorted(len(e.members) for e in found.entities if e.name.endswith("office")) == [2]
    assert sorted(len(e.members) for e in found.entities if e.name == "Authorities") == [1, 1]
