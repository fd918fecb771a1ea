"""Which witness a rendition is held against, which passages are one rendition, and who is taken for the speaker."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.annotate.segments import paragraphs, quotations, sentences
from hearsay.language.tellings import tellings as told_by
from hearsay.model import Annotations, Attribution, Collation, Entity, Mention, Mode
from hearsay.text import Span
from tests.collate.told import names, renditions, report, reprint, tellings

LINE = "We could open the ferry in winter, if Norland pays for the paint, and I will say so to the board myself"
OTHERWISE = "We could open the ferry early, if Norland pays for the paint, and all of this I can promise to everybody"
ONE = "The ferry has never told a lie to anybody in Orsk"
TWO = "nobody on this quay has asked it a question since the storm"
THREE = "my mother kept seven geese behind the old salt wall at Grell"
FIELD = "The board sat at noon on the hill of Orsk, and the lamps were lit before anybody left the long table there."


def against(found: Collation, words: str, name: str) -> tuple[str, str | None]:
    """The label of the rendition of the document, and the witness that it is held against."""
    r = renditions(found, words)[name]
    return r.fidelity, names(found)[r.against] if r.against else None


# ---- the reference ---------------------------------------------------------------------------------------------------


def test_who_says_a_thing_twice_over_is_still_the_fullest_witness() -> None:
    found = tellings(
        whole=f"“We need a good dry boat. We need a good dry boat before the ice. {LINE},” said Mara Lind.",
        part=f"“{LINE},” said Mara Lind.",
    )
    assert against(found, "the ferry in winter", "part") == ("trimmed", "whole")


@pytest.mark.parametrize("odd", ["one", "two"])
def test_of_two_as_full_the_one_whose_words_a_part_of_it_bears_out_is_the_witness(odd: str) -> None:
    told = dict.fromkeys(("one", "two"), f"“{LINE},” said Mara Lind.")
    found = tellings(
        **told | {odd: told[odd].replace("could", "must")},
        part="“We could open the ferry for the winter, if Norland pays for the paint,” said Mara Lind.",
    )
    assert against(found, "the ferry in winter", odd) == ("reworded", "two" if odd == "one" else "one")


def test_what_the_fullest_witness_has_little_of_is_held_against_the_one_that_has_it() -> None:
    found = tellings(
        whole=f"“{ONE}. {TWO.capitalize()}, and the choir has sung of it for ninety years,” said Mara Lind.",
        chain=f"“{TWO.capitalize()}. {THREE.capitalize()},” said Mara Lind.",
        other=f"“{THREE.capitalize().replace('seven', 'eleven')},” said Mara Lind.",
    )
    assert against(found, "geese", "other") == ("reworded", "chain")


def test_a_passage_in_marks_that_the_witness_has_not_is_held_against_another() -> None:
    short = TWO.replace(" on this quay", "").capitalize()
    found = tellings(
        whole=f"“{ONE}, and the choir of Orsk has sung of it for ninety years,” said Mara Lind.",
        beside=f"“{TWO.capitalize()},” said Mara Lind.",
        other=f"“{ONE},” said Mara Lind. “{short}.”",
    )
    assert against(found, "never told a lie", "other") == ("spliced", "beside")


# ---- passages of one rendition ---------------------------------------------------------------------------------------


def test_passages_apart_that_belong_to_one_utterance_are_one_rendition() -> None:
    found = tellings(
        whole=f"“{ONE}. {THREE.capitalize()}. {TWO.capitalize()},” said Mara Lind.",
        apart=f"“{ONE},” said Mara Lind.\n\n{FIELD}\n\n“{TWO.capitalize()},” Mara Lind said.",
    )
    assert len(renditions(found, "never told a lie")["apart"].spans) == 2
    assert against(found, "never told a lie", "apart") == ("trimmed", "whole")


@pytest.mark.parametrize(("between", "one"), [("", True), (f"{FIELD}\n\n", False)])
def test_two_passages_belong_together_where_another_prints_them_so_unless_they_lie_far_apart(
    between: str, one: bool
) -> None:
    found = tellings(
        whole=f"“{ONE},” said Mara Lind. “{TWO.capitalize()}.”",
        near=f"“{ONE},” said Mara Lind to the whole board of the ferry of Orsk, and of the isles beyond.\n\n{between}"
        f"“{TWO.capitalize()},” Mara Lind said.",
    )
    assert (len(found.utterances) == 1) is one


def test_what_a_document_prints_twice_over_stays_two_renditions() -> None:
    found = tellings(
        whole=f"“{ONE}, and {TWO},” said Mara Lind.",
        twice=f"“{ONE},” said Mara Lind.\n\n{FIELD}\n\n“{ONE}, and {TWO},” Mara Lind said.",
    )
    assert sum(names(found)[r.document] == "twice" for u in found.utterances for r in u.renditions) == 2


def test_a_short_passage_that_stands_whole_in_the_other_is_its_own() -> None:
    found = tellings(
        whole=f"“{ONE} before the great storm,” said Mara Lind.",
        part=f"Mara Lind spoke of the ferry as one that “never told a lie to anybody” and of “{THREE}”.",
    )
    assert set(renditions(found, "told a lie to anybody")) == {"whole", "part"}


# ---- joined ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seam",
    [
        pytest.param(f"{ONE}, {TWO}", id="run together"),
        pytest.param(f"{ONE} (she laughed), {TWO}", id="over words in brackets"),
    ],
)
def test_a_passage_joined_to_another_and_printed_again_by_itself(seam: str) -> None:
    found = tellings(
        one=f"“{ONE} (she laughed),” said Mara Lind. {FIELD}\n\n“{TWO.capitalize()},” Mara Lind said.",
        other=f"“{seam},” said Mara Lind. {FIELD}\n\n“{TWO.capitalize()},” Mara Lind said.",
    )
    assert [r.fidelity for u in found.utterances for r in u.renditions if len(r.spans[0]) and r.fidelity == "spliced"]


def test_a_passage_joined_to_another_and_printed_again_in_the_same_breath() -> None:
    found = tellings(
        one=f"“{ONE},” said Mara Lind. “{TWO.capitalize()}.”",
        other=f"“{ONE}, {TWO},” said Mara Lind. “{TWO.capitalize()}.”",
    )
    assert against(found, "never told a lie", "other") == ("spliced", "one")


def test_a_passage_joined_to_the_second_of_two_that_a_third_document_has_apart() -> None:
    joined = (
        f"“{ONE},” said Mara Lind. “{TWO.capitalize()}, {THREE}.” {FIELD}\n\n“{THREE.capitalize()},” Mara Lind said."
    )
    found = tellings(
        plain=joined.replace(f", {THREE}", ""),
        other=joined,
        apart=f"“{ONE},” said Mara Lind. {FIELD}\n\n{FIELD}\n\n“{TWO.capitalize()},” Mara Lind said.",
    )
    labels = {(names(found)[r.document], r.fidelity) for u in found.utterances for r in u.renditions}
    assert {d for d, label in labels if label == "spliced"} == {"other"}


# ---- the words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "fidelity"),
    [
        ("did I see so many boats at the quay of Orsk before the ice", "spliced"),  # the "never" alone is gone
        ("so many boats at the quay of Orsk before the ice", "trimmed"),
        ("Never did I see so many boats at the quay", "trimmed"),
    ],
)
def test_a_negation_left_out_at_the_beginning_and_nothing_else_is_no_trimming(words: str, fidelity: str) -> None:
    found = tellings(
        whole="“Never did I see so many boats at the quay of Orsk before the ice,” said Mara Lind.",
        other=f"“{words},” said Mara Lind.",
    )
    assert against(found, "so many boats", "other") == (fidelity, "whole")


def test_what_goes_on_where_the_witness_breaks_off_is_no_alteration() -> None:
    geese = "which alone of all the boats on this coast has carried salt to the islands"
    found = tellings(
        whole=f"“{ONE},” said Mara Lind. “We have no faith in the carpenters of Grell, and we ask of all of them that "
        "they leave the boats of this coast alone from the first day of the winter.”",
        other=f"“{ONE}, {geese},” said Mara Lind.",
    )
    assert against(found, "never told a lie", "other") == ("trimmed", "whole")


# ---- the speaker -----------------------------------------------------------------------------------------------------


def test_a_pronoun_that_was_misread_does_not_part_the_same_words() -> None:
    found = tellings(
        named=f"“{LINE},” said Mara Lind.",
        pronoun=f"Anton Vele came to the quay. “{OTHERWISE},” he said.",
    )
    assert set(renditions(found, "Norland pays for the paint")) == {"named", "pronoun"}


def test_two_who_are_named_outright_stay_apart_where_the_words_differ() -> None:
    found = tellings(
        one=f"“{LINE},” said Mara Lind.",
        other=f"“{OTHERWISE},” said Anton Vele.",
    )
    assert sum(len(u.renditions) > 1 for u in found.utterances) == 0


def test_the_same_words_of_a_father_and_a_son_of_one_name_are_one_mans() -> None:
    more = "and that is all I have to say of it before the herring come"
    found = tellings(
        one=f"“{THREE.capitalize()}. {LINE},” said Ivor Lind Jr.",
        other=f"“{LINE}, {more},” said Ivor Lind.",
    )
    assert set(renditions(found, "Norland pays for the paint")) == {"one", "other"}


def test_one_of_its_people_is_the_speaker_before_the_body() -> None:
    found = tellings(
        body=f"“{LINE},” the Orsk Ferry Board said.",
        person=f"Mara Lind runs the Orsk Ferry Board. “{LINE},” she said.",
    )
    (said,) = found.utterances
    assert [names(found)[s] for s in said.speaker] == ["Mara Lind"]


def test_where_as_many_name_the_one_as_the_other_both_are_marked() -> None:
    found = tellings(one=reprint(f"“{LINE},” said Mara Lind."), other=reprint(f"“{LINE},” said Odile Brask."))
    marked = {names(found)[r.document]: r.also for u in found.utterances for r in u.renditions}
    assert marked == {"one": ("misattributed",), "other": ("misattributed",)}


def test_words_that_two_have_only_in_part_in_common_are_not_in_another_mouth() -> None:
    found = tellings(
        one=reprint(f"“{LINE},” said Mara Lind."),
        other=reprint(f"“{OTHERWISE},” said Anton Vele."),
        between=reprint(f"“{LINE}; or, {OTHERWISE},” he said."),
    )
    assert {names(found)[r.document] for r in found.utterances[0].renditions} == {"one", "other", "between"}
    assert not [r for u in found.utterances for r in u.renditions if r.also]


def test_a_name_that_others_print_without_its_first_words_goes_without_them() -> None:
    found = tellings(
        one=f"“{LINE},” said Asst Keeper Odile Brask.",
        two=f"“{LINE},” said Odile Brask.",
        three=f"“{LINE},” said Odile Brask.",
    )
    (said,) = found.utterances
    assert [names(found)[s] for s in said.speaker] == ["Odile Brask"]


# ---- what stands in one pair of marks --------------------------------------------------------------------------------


def attributed(text: str, *told: tuple[str, str, str], name: str = "page", sure: float = 0.9) -> Annotations:
    """A document whose attributions are given, each as its source, which names a person, its cue and its content."""

    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    document = report(name, text)
    lines = paragraphs(text)
    quoted = quotations(text, lines)
    mode: Mode = "direct"
    return Annotations(
        document=document,
        paragraphs=lines,
        sentences=sentences(text, lines, quoted),
        quotations=quoted,
        attributions=tuple(
            Attribution(
                id=f"a{name}{n}",
                document=document.id,
                parent=None,
                source=(span(source),),
                cue=(span(cue),),
                content=(span(content),),
                mode=mode,
                modality="said",
                speaker=(f"e{name}{n}",),
                resolved_by="explicit",
                confidence=sure,
            )
            for n, (source, cue, content) in enumerate(told)
        ),
        entities=tuple(
            Entity(
                id=f"e{name}{n}",
                name=source,
                kind="person",
                mentions=(Mention(document=document.id, span=span(source), entity=f"e{name}{n}", form="name"),),
            )
            for n, (source, _, _) in enumerate(told)
        ),
    )


def carried(annotated: Annotations) -> list[str]:
    text = annotated.document.text
    return [" / ".join(s.of(text) for s in t.spans) for t in told_by([annotated], annotated.attributions)]


def test_a_quotation_of_which_a_part_was_read_is_carried_whole() -> None:
    text = "“The boats go out at dawn, and the geese stay,” Mara Lind wrote."
    assert carried(attributed(text, ("Mara Lind", "wrote", "the geese stay"))) == [
        "The boats go out at dawn, and the geese stay,"
    ]


def test_not_where_the_rest_is_told_of_somebody_else() -> None:
    text = "“The boats go out at dawn, and the geese stay,” wrote Mara Lind and Anton Vele replied."
    both = attributed(text, ("Mara Lind", "wrote", "the geese stay"), ("Anton Vele", "replied", "boats go out at dawn"))
    assert carried(both) == ["boats go out at dawn", "the geese stay"]


def test_marks_inside_the_marks_are_carried_once() -> None:
    text = "Odile Brask heard of it. “The boats go out, ‘all of them at dawn’, and the geese stay,” Mara Lind wrote."
    (told,) = attributed(text, ("Mara Lind", "wrote", text[text.index("“") : text.index(" Mara")])).attributions
    page = attributed(text)
    inner = replace(told, parent="a")
    assert [len(t.spans) for t in told_by([page], [inner]) if t.attributions] == [1]


def test_nor_where_the_cue_stands_inside_the_marks() -> None:
    text = "“The boats go out at dawn, Mara Lind said, and the geese stay.”"
    annotated = attributed(text, ("Mara Lind", "said", "the geese stay"))
    assert [t.attributions for t in told_by([annotated], annotated.attributions)] == [()]
