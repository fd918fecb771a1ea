"""One utterance in two reports: how the second stands to the first, word by word."""

from __future__ import annotations

from time import perf_counter

import pytest

from hearsay.annotate import annotate_one
from hearsay.collate import collate
from hearsay.model import Collation
from tests.collate.told import difference, laid, names, renditions, report, tellings, utterance

LINE = "We could open the ferry in winter, if Norland pays for the paint, and I will say so to the board myself"
START = "We could open the ferry"


def meeting(words: str, who: str = "Mara Lind") -> str:
    return f"{who} met Anton Vele at the quay in Orsk on Thursday. “{words},” {who} told Anton Vele."


def against_the_minutes(words: str) -> Collation:
    """The line as the minutes have it, and as a paper has it."""
    return laid(
        report("minutes", meeting(LINE), kind="notes", published="2017-06-04"),
        report("paper", meeting(words), publisher="Orsk Courier", published="2017-06-05"),
    )


@pytest.mark.parametrize(
    ("words", "fidelity", "told"),
    [
        pytest.param(LINE, "verbatim", "", id="word for word"),
        pytest.param(
            "We could open the ferry in winter, if Norland pays for the paint",
            "trimmed",
            "We could open the ferry in winter, if Norland pays for the paint [-and I will say so to the board "
            "myself-]",
            id="the end left out",
        ),
        pytest.param(
            "if Norland pays for the paint, and I will say so to the board myself",
            "trimmed",
            "[-We could open the ferry in winter-] if Norland pays for the paint, and I will say so to the board "
            "myself",
            id="the beginning left out",
        ),
        pytest.param(
            "We could open the ferry in winter, and I will say so to the board myself",
            "spliced",
            "We could open the ferry in winter [-if Norland pays for the paint-] and I will say so to the board myself",
            id="the condition left out without a mark",
        ),
        pytest.param(
            "We could open the ferry in winter … and I will say so to the board myself",
            "trimmed",
            "We could open the ferry in winter [-if Norland pays for the paint-] and I will say so to the board myself",
            id="the condition left out with a mark",
        ),
        pytest.param(
            "We could open the ferry in winter ... and I will say so to the board myself",
            "trimmed",
            "We could open the ferry in winter [-if Norland pays for the paint-] and I will say so to the board myself",
            id="the condition left out with dots",
        ),
        pytest.param(
            "We could open the ferry in winter, if [the republic of] Norland pays for the paint",
            "trimmed",
            "We could open the ferry in winter, if [the republic of] Norland pays for the paint "
            "[-and I will say so to the board myself-]",
            id="words put in by the editor in brackets",
        ),
        pytest.param(
            "We will open the ferry in winter, if Norland pays for the paint, and I will say so to the board myself",
            "reworded",
            "We [could -> will] open the ferry in winter, if Norland pays for the paint, and I will say so to the "
            "board "
            "myself",
            id="could has become will",
        ),
        pytest.param(
            "We could gladly open the ferry in winter, if Norland pays for the paint, and I will say so to the board "
            "myself",
            "reworded",
            "We could [+gladly+] open the ferry in winter, if Norland pays for the paint, and I will say so to the "
            "board "
            "myself",
            id="a word put in",
        ),
    ],
)
def test_fidelity_and_difference(words: str, fidelity: str, told: str) -> None:
    found = against_the_minutes(words)
    carried = renditions(found, START)
    assert set(carried) == {"minutes", "paper"}
    assert carried["minutes"].against is None
    assert names(found)[carried["paper"].against or ""] == "minutes"
    assert carried["paper"].fidelity == fidelity
    assert difference(found, "paper", START) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will open ten doors and paint the boats", "We will open 10 doors and paint the boats"),
        ("The ferry won't run, and the board's asleep", "The ferry won’t run, and the board’s asleep"),
        ("It isn't ours, and it never was", "IT ISN'T OURS, and it never was"),
        ("We organised the boats before the storm came", "We organized the boats before the storm came"),
    ],
)
def test_harmless_variants_of_print_are_word_for_word(one: str, other: str) -> None:
    found = tellings(one=f"“{one},” said Mara Lind.", other=f"“{other},” said Mara Lind.")
    (said,) = found.utterances
    assert [r.fidelity for r in said.renditions] == ["verbatim", "verbatim"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will open the harbour and paint the boats", "We will open the harbor and paint the boats"),
        ("We organised ten boats for the harbour", "We organized 10 boats for the harbor"),
    ],
)
def test_another_spelling_of_the_heaviest_word_is_word_for_word(one: str, other: str) -> None:
    found = tellings(one=f"“{one},” said Mara Lind.", other=f"“{other},” said Mara Lind.")
    assert [r.fidelity for u in found.utterances for r in u.renditions] == ["verbatim", "verbatim"]
    assert len(found.utterances) == 1


def test_indirect_speech_is_laid_beside_the_quotation_of_its_speaker() -> None:
    found = tellings(
        quoted=meeting(LINE),
        told="Mara Lind met Anton Vele at the quay in Orsk on Thursday. Mara Lind told Anton Vele that the ferry "
        "could open "
        "in winter if Norland paid for the paint.",
    )
    carried = renditions(found, START)
    assert {name: r.fidelity for name, r in carried.items()} == {"quoted": "verbatim", "told": "indirect"}
    assert names(found)[carried["told"].against or ""] == "quoted"


def test_the_fullest_is_what_others_are_held_against_whatever_its_date() -> None:
    found = laid(
        report("early", meeting("We could open the ferry in winter, if Norland pays"), published="2017-06-04"),
        report("late", meeting(LINE), published="2019-01-01"),
    )
    assert renditions(found, START)["late"].against is None
    assert renditions(found, START)["early"].fidelity == "trimmed"


def test_like_words_of_two_speakers_are_two_utterances() -> None:
    found = tellings(
        lind=meeting("We could open the ferry in winter, if you pay for the paint"),
        brask="Odile Brask was at the yard in Grell. “We could open the yard in summer, if you pay for the tar,” she "
        "said.",
    )
    said = {names(found)[u.speaker[0]] for u in found.utterances}
    assert (said, len(found.utterances)) == ({"Mara Lind", "Odile Brask"}, 2)


@pytest.mark.xfail(reason="the other name is dropped without a word: `misattributed` is not set yet", strict=True)
def test_the_same_words_under_two_names_show_that_one_of_them_is_wrong() -> None:
    found = tellings(one=meeting(LINE), other=meeting(LINE, "Odile Brask"), third=meeting(LINE))
    said = utterance(found, START)
    assert [names(found)[s] for s in said.speaker] == ["Mara Lind"]
    assert renditions(found, START)["other"].also == ("misattributed",)


def test_short_words_that_anybody_says_are_not_joined() -> None:
    found = tellings(one="“No, never,” said Mara Lind.", other="“No, never,” said Anton Vele.")
    assert len(found.utterances) == 2


def test_a_person_who_says_another_thing_says_it_apart() -> None:
    found = tellings(one=meeting(LINE), other=meeting("The island has waited for a doctor since the storm"))
    assert len(found.utterances) == 2


def test_a_divided_quotation_is_one_rendition() -> None:
    found = tellings(
        whole="“The ferry has never told a lie, because nobody has asked it a question,” said Mara Lind.",
        divided="“The ferry has never told a lie,” said Mara Lind, “because nobody has asked it a question.”",
    )
    carried = renditions(found, "has never told a lie")
    assert {name: r.fidelity for name, r in carried.items()} == {"whole": "verbatim", "divided": "verbatim"}
    assert len(carried["divided"].spans) == 2


def test_time_grows_with_the_quotations_of_a_document_and_not_with_their_square() -> None:
    def seconds(count: int) -> float:
        found = [annotate_one(report("many", "“We could talk,” said Mara Lind to Anton Vele. " * count))]
        begun = perf_counter()
        collate(found)
        return perf_counter() - begun

    seconds(10)  # whatever is loaded once
    assert seconds(3000) < 20 * seconds(300)
