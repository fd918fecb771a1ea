"""One utterance in two reports: how the second stands to the first, word by word."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from time import process_time

import pytest

from hearsay.annotate import annotate, annotate_one
from hearsay.collate import collate
from hearsay.language.fidelity import compare
from hearsay.language.tellings import fused
from hearsay.language.tellings import tellings as told_in
from hearsay.model import Collation, ResolvedBy, Zone, ZoneKind
from hearsay.text import Span
from tests.collate.told import difference, laid, names, renditions, report, reprint, tellings, utterance

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


def test_the_same_words_under_two_names_show_that_one_of_them_is_wrong() -> None:
    lind = reprint(meeting(LINE))
    found = tellings(one=lind, other=reprint(meeting(LINE, "Odile Brask")), third=lind + " The ice broke in April.")
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
        begun = process_time()
        collate(found)
        return process_time() - begun

    seconds(10)  # whatever is loaded once
    assert seconds(3000) < 20 * seconds(300)


# ---- joined, divided, repeated ---------------------------------------------------------------------------------------

ONE = "The ferry has never told a lie to anybody in Orsk"
TWO = "nobody on this quay has asked it a question since the storm"


def test_two_passages_joined_in_one_pair_of_marks_are_called_spliced() -> None:
    found = tellings(
        apart=f"“{ONE},” said Mara Lind.\n\nThe board had met at noon, and a band played.\n\n“{TWO.capitalize()},” "
        "Mara Lind said.",
        joined=f"“{ONE}, {TWO},” said Mara Lind.\n\nThe board met.\n\n“{TWO.capitalize()},” Mara Lind said.",
    )
    said = [r for u in found.utterances for r in u.renditions if names(found)[r.document] == "joined"]
    assert {(r.fidelity, names(found).get(r.against or "")) for r in said} == {("spliced", "apart"), ("verbatim", None)}


def test_what_one_prints_whole_and_another_in_two_is_two_utterances_and_no_splice() -> None:
    found = tellings(
        apart=f"“{ONE},” said Mara Lind.\n\nThe board had met at noon.\n\n“{TWO.capitalize()},” Mara Lind said.",
        whole=f"“{ONE},” said Mara Lind. “{TWO.capitalize()}.”",
    )
    assert {r.fidelity for u in found.utterances for r in u.renditions} == {"verbatim"}
    assert renditions(found, "never told a lie").keys() == renditions(found, "asked it a question").keys()


@pytest.mark.parametrize(
    ("between", "kind", "joined"),
    [
        ("“The band has gone home and the hall is cold,” Anton Vele replied.", "notes", True),
        ("“The band has gone home and the hall is cold,” Anton Vele replied.", "report", False),
        ("The board had met at noon, and a band played.", "notes", False),
    ],
)
def test_two_passages_are_joined_where_the_record_has_other_words_between_them(
    between: str, kind: str, joined: bool
) -> None:
    apart = f"“{ONE},” said Mara Lind.\n\n{between}\n\n“{TWO.capitalize()},” Mara Lind said."
    found = laid(
        report("record", apart, kind=kind, published="2017-06-04"),
        report("paper", f"“{ONE}, {TWO},” said Mara Lind.", publisher="Orsk Courier", published="2017-06-04"),
    )
    said = {r.fidelity for u in found.utterances for r in u.renditions if names(found)[r.document] == "paper"}
    assert ("spliced" in said) is joined


def test_words_left_out_across_a_tag_are_shown_without_the_tag() -> None:
    found = tellings(
        whole="“We could open the ferry in winter, and sing,” said Mara Lind, “and paint the boats, if I say so.”",
        other="“We could open the ferry in winter if I say so,” said Mara Lind.",
    )
    carried = renditions(found, START)
    assert difference(found, "other", START) == (
        "We could open the ferry in winter [-and sing-] [-and paint the boats-] if I say so"
    )
    against = [d.against for d in carried["other"].difference if d.against]
    assert all(any(s.covers(a) for s in carried["whole"].spans) for a in against)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("We will open the ferry in winter", "a negation of the witness is missing"),
        ("We will not open the ferry in winter, and nobody will paint the boats", "a negation is put in that"),
        ("We will not open the ferry in winter", "a condition of the witness is missing"),
    ],
)
def test_words_that_turn_the_sense_are_called_out(words: str, why: str) -> None:
    whole = "We will not open the ferry in winter unless Norland pays for the paint and the boats are dry"
    if why.startswith("a negation is put in"):
        whole = "We will not open the ferry in winter, and everybody will paint the boats on the quay"
    found = tellings(whole=f"“{whole},” said Mara Lind.", other=f"“{words},” said Mara Lind.")
    said = renditions(found, "open the ferry in winter")["other"]
    assert any(r.of == "sense" and r.why.startswith(why) for r in said.reasons)


def test_a_cut_at_the_end_of_a_sentence_turns_no_sense() -> None:
    whole = "We will open the ferry in winter. If Norland pays for the paint, we shall open the yard"
    found = tellings(whole=f"“{whole},” said Mara Lind.", other="“We will open the ferry in winter,” said Mara Lind.")
    assert all(r.of != "sense" for u in found.utterances for t in u.renditions for r in t.reasons)


def test_a_negation_in_another_sentence_turns_no_sense() -> None:
    whole = "We will open the ferry in winter, and I will put that to my board of nine old men in June"
    other = "We will open the ferry in winter, and whoever thinks of it otherwise is not a friend of the nine old men"
    found = tellings(whole=f"“{whole},” said Mara Lind.", other=f"“{other},” said Mara Lind.")
    assert all(r.of != "sense" for u in found.utterances for t in u.renditions for r in t.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Our work force is state funded, and per cent by per cent we grow",
            "Our workforce is state-funded, and percent by percent we grow",
        ),
        ("We paid in to the fund for years", "We paid into the fund for years"),
    ],
)
def test_words_written_apart_or_as_one_are_the_same(one: str, other: str) -> None:
    found = tellings(one=f"“{one},” said Mara Lind.", other=f"“{other},” said Mara Lind.")
    assert [r.fidelity for u in found.utterances for r in u.renditions] == ["verbatim", "verbatim"]


def test_what_goes_on_after_the_witness_ends_is_no_alteration() -> None:
    found = tellings(
        one="“We will open the ferry in winter, and the yard in spring,” said Mara Lind. The hall was cold and full.",
        other="“And we will open the ferry in winter,” said Mara Lind.",
    )
    assert renditions(found, "open the ferry in winter")["other"].fidelity == "trimmed"


def test_words_left_out_behind_a_tag_of_the_witness_are_left_out() -> None:
    found = tellings(
        one=f"“{ONE},” said Mara Lind, “and the band plays on. {TWO.capitalize()}.”",
        other=f"“{ONE}, {TWO},” said Mara Lind.",
    )
    assert renditions(found, "never told a lie")["other"].fidelity == "spliced"


def test_sentences_in_another_order_than_the_witness_has_them_are_reworded() -> None:
    geese = "my mother kept her geese behind that wall"
    found = tellings(
        one=f"“{ONE}. {geese.capitalize()}. We open again when winter ends,” said Mara Lind.",
        other=f"“{geese.capitalize()}. {ONE},” said Mara Lind.",
    )
    assert renditions(found, "never told a lie")["other"].fidelity == "reworded"


def test_a_quotation_that_nobody_is_named_for_joins_one_that_names_its_speaker() -> None:
    found = tellings(
        named="“The ferry is a sharp and noisy thing to paint in winter,” said Mara Lind of the ferry of Orsk.",
        nobody="The ferry of Orsk, “a sharp and noisy thing to paint”, was sold on Friday for very little money.",
    )
    assert renditions(found, "sharp and noisy thing to paint")["nobody"].attributions == ()


def test_words_in_marks_of_what_somebody_intends_are_laid_beside_what_was_said() -> None:
    found = tellings(
        said="“We shall sell her to avoid a needless drunken distraction at the quay,” said Mara Lind of the ferry.",
        meant="Mara Lind plans to sell the ferry to “avoid a needless drunken distraction at the quay” in June.",
        heard="Mara Lind has learned that the ferry is “a needless drunken distraction at the quay”.",
    )
    assert set(renditions(found, "needless drunken distraction")) == {"said", "meant", "heard"}


def test_what_somebody_intends_is_no_rendition_without_marks() -> None:
    found = tellings(
        said="“We shall sell the ferry of Orsk to a needless drunken smuggler,” said Mara Lind.",
        meant="Mara Lind plans to sell the ferry of Orsk to a needless drunken smuggler.",
    )
    assert set(renditions(found, "needless drunken smuggler")) == {"said"}


@pytest.mark.parametrize("kind", ["notice", "byline"])
def test_words_in_marks_in_a_notice_are_nobodys_telling(kind: ZoneKind) -> None:
    begin = "The ferry of Orsk was sold to a yard in Grell on Friday for very little money. "
    end = "“A sharp and noisy thing to paint” is a song of the ferry of Orsk."
    zone = Zone(kind=kind, span=Span(len(begin), len(begin + end)))
    named = report("named", "“The ferry is a sharp and noisy thing to paint,” said Mara Lind of the ferry of Orsk.")
    plain, marked = report("plain", begin + end), report("marked", begin + end, zones=(zone,))
    assert set(renditions(laid(named, plain, marked), "sharp and noisy thing to paint")) == {"named", "plain"}


def test_a_quotation_of_nobody_alone_is_no_utterance() -> None:
    assert tellings(one="The ferry, “a sharp and noisy thing to paint”, was sold on Friday.").utterances == ()


# ---- another mouth ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ("“{},” said Odile Brask.", True),
        ("“{},” she said.", False),  # nobody is named outright
        ("“{},” a spokesman said.", False),
        ("“{},” Lind said.", False),
        ("“{},” the Greyport harbour warden said.", False),  # whoever that is
        ("“{},” the Grellish mayor said.", False),
        ("“{},” said Odile BraskHarbour News.", False),  # two things printed as one
    ],
)
def test_another_mouth_is_said_only_where_both_name_a_person_outright(other: str, named: bool) -> None:
    found = tellings(
        one=reprint(meeting(LINE)),
        third=reprint(meeting(LINE)) + " The ice broke in April.",
        other=reprint(f"Odile Brask met Anton Vele at the quay in Orsk on Thursday. {other.format(LINE)}"),
    )
    marked = {names(found)[r.document]: r.also for u in found.utterances for r in u.renditions if r.also}
    assert marked == ({"other": ("misattributed",)} if named else {})


def test_two_reports_that_each_name_another_say_nothing_of_a_wrong_mouth() -> None:
    found = tellings(
        one=meeting(LINE),
        third=meeting(LINE),
        other=f"The council asked who would pay. “{LINE},” said Odile Brask, who reads out what the board decides.",
    )
    assert all(not r.also for u in found.utterances for r in u.renditions)


def test_who_said_it_is_a_point_on_which_the_tellings_differ() -> None:
    found = tellings(
        one=reprint(meeting(LINE)),
        third=reprint(meeting(LINE)) + " The ice broke in April.",
        other=reprint(f"Odile Brask met Anton Vele at the quay in Orsk on Thursday. “{LINE},” said Odile Brask."),
    )
    (point,) = found.disagreements
    texts = {a.document.id: a.document.text for a in found.annotations}
    told = [(p.value, {names(found)[x.document] for x in p.anchors}) for p in point.positions]
    assert point.kind == "contradiction"
    assert told == [("Mara Lind", {"one"}), ("Odile Brask", {"other"})]
    assert all(x.span.of(texts[x.document]) == p.value for p in point.positions for x in p.anchors)


def test_few_words_in_two_mouths_are_no_finding() -> None:
    found = tellings(one="“We will win this vote,” said Mara Lind.", other="“We will win this vote,” said Odile Brask.")
    assert all(not r.also for u in found.utterances for r in u.renditions)


# ---- another day -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "marked"),
    [
        ("on 4 June 2016", "on 19 March 2011", True),
        ("on June 4, 2016", "on 5 June 2016", False),  # from two sides of the world
        ("on 4 June 2016", "on Monday", False),  # a weekday counts from a date of publication that may be wrong
        ("on 4 June 2016", "in March 2011", False),
        ("on 4 June 2016", "at the quay", False),
    ],
)
def test_another_day_is_said_only_where_both_sentences_name_it(one: str, other: str, marked: bool) -> None:
    found = tellings(
        one=f"“{LINE},” Mara Lind said {one}.",
        other=f"“{START}, if Norland pays for the paint,” Mara Lind said {other}.",
    )
    also = {names(found)[r.document]: r.also for u in found.utterances for r in u.renditions}
    assert also == {"one": (), "other": ("displaced",) if marked else ()}


# ---- who, and which belong together ----------------------------------------------------------------------------------


def test_a_name_says_more_of_who_spoke_than_a_description() -> None:
    found = tellings(
        described=f"“{LINE},” a keeper of the Grell light said.",
        named=f"Mara Lind came to the quay. “{LINE},” she said.",
    )
    (said,) = found.utterances
    assert [names(found)[s] for s in said.speaker] == ["Mara Lind"]


def test_no_part_of_a_document_is_held_against_another_of_its_own() -> None:
    found = tellings(
        apart=f"“{ONE}, and the board has never had the courage to ask it for one,” said Mara Lind.\n\n"
        f"The board met at noon, and sat until the lamps of the harbour were lit.\n\n“{TWO.capitalize()},”"
        " Mara Lind said.",
        whole=f"“{ONE}, {TWO},” said Mara Lind.",
    )
    assert sum(len(u.renditions) for u in found.utterances) == 2
    assert all(r.against != r.document for u in found.utterances for r in u.renditions)


def test_two_quotations_that_follow_each_other_are_one_where_another_document_prints_them_as_one() -> None:
    found = tellings(
        two=f"“{ONE},” said Mara Lind.\n\n“{TWO.capitalize()},” she said.",
        whole=f"“{ONE}, {TWO},” said Mara Lind.",
    )
    of = {r.document: r for u in found.utterances for r in u.renditions}
    assert len(of) == sum(len(u.renditions) for u in found.utterances) == 2
    assert {r.fidelity for r in of.values()} == {"verbatim"}


def test_three_words_in_marks_go_with_the_quotation_in_which_they_stand() -> None:
    found = tellings(
        named="“The ferry of Orsk is a reckless drunken smuggler of herring,” said Mara Lind of the ferry of Orsk.",
        nobody="The ferry of Orsk, that “reckless drunken smuggler”, was sold on Friday for very little money.",
    )
    assert set(renditions(found, "reckless drunken smuggler")) == {"named", "nobody"}


def test_a_long_run_of_one_speaker_puts_two_quotations_together_that_share_no_more() -> None:
    run = "paint the boats of Orsk before the herring come and sing"
    found = tellings(
        one=f"“Whoever thinks that I am old should {run} because a winter here is no feast for the idle,” said Mara "
        "Lind of the boats of Orsk.",
        other=f"“My mother told all of her seven sons to {run} or else go hungry until the geese are back in spring,” "
        "said Mara Lind of the boats of Orsk.",
    )
    assert set(renditions(found, run)) == {"one", "other"}


def test_the_same_words_of_two_people_in_two_stories_are_two_utterances() -> None:
    found = tellings(
        ferry="The ferry of Orsk was sold to a yard. “This was a good day for everybody,” said Mara Lind.",
        choir="A choir of shepherds sang psalms in Grell. “This was a good day for everybody,” said Odile Brask.",
    )
    assert len(found.utterances) == 2


@pytest.mark.parametrize("odd", ["one", "two", "three"])
def test_of_renditions_as_full_the_one_that_others_bear_out_is_the_witness(odd: str) -> None:
    told = dict.fromkeys(("one", "two", "three"), f"“{LINE},” said Mara Lind.")
    found = tellings(**told | {odd: told[odd].replace("could", "must")})
    assert {name for name, r in renditions(found, "the ferry in winter").items() if r.fidelity == "reworded"} == {odd}


@pytest.mark.parametrize(
    ("words", "fidelity"),
    [
        (
            "We open the ferry winter if Norland pays the paint and I say so myself",
            "reworded",
        ),  # left out at six places
        ("We could open the ferry in winter and I will say so myself", "spliced"),
    ],
)
def test_words_left_out_in_many_places_are_another_wording(words: str, fidelity: str) -> None:
    found = tellings(whole=f"“{LINE},” said Mara Lind.", other=f"“{words},” said Mara Lind.")
    assert renditions(found, words)["other"].fidelity == fidelity


def test_what_stands_where_the_witness_marks_a_cut_is_no_alteration() -> None:
    found = tellings(
        cut="“We could open the ferry in winter … and I will say so to the board, and to the choir,” said Mara Lind.",
        other="“We could open the ferry in winter, with ice, and I will say so to the board,” said Mara Lind.",
    )
    assert renditions(found, "with ice")["other"].fidelity == "trimmed"


@pytest.mark.parametrize(
    ("said", "excluded"),
    [
        ("Mara Lind spoke in Norwegian.", False),
        ("Mara Lind spoke through an interpreter.", False),
        ("The words are an unofficial translation.", False),
        ("Mara Lind spoke in a low voice.", True),
        ("“I learnt it in Norwegian,” said Anton Vele.", True),
    ],
)
def test_translation_is_not_excluded_where_a_document_says_that_another_language_was_spoken(
    said: str, excluded: bool
) -> None:
    found = tellings(
        one=f"{said} “We could open the ferry in winter, if Norland pays for the paint,” said Mara Lind.",
        other="“We might run the ferry in winter, when Norland pays for the paint,” said Mara Lind.",
    )
    of = {r.fidelity: r for r in renditions(found, "Norland pays for the paint").values()}
    assert any(r.of == "translation" for r in of["reworded"].reasons) is not excluded


TOLD = (
    "The storm came over Orsk at dusk and took the roof of the smokehouse before anybody had shut a door. {} "
    "By the time the lamps were lit two boats lay on the sand, one of them split along the keel, and the children were "
    "counting barrels as they came ashore. Nobody was missed at the count, which was made twice, once by the pilot and "
    "once by the priest, and the whole town slept in the guild hall that night."
)


def test_indirect_speech_in_a_copied_passage_is_one_utterance() -> None:
    text = TOLD.format("Mara Lind said that the harbour would be shut until the ice was gone.")
    found = laid(
        report("courier", text, publisher="Orsk Courier", published="2017-06-04"),
        report("digest", text, publisher="Grell Digest", published="2017-06-05"),
    )
    assert {r.fidelity for r in renditions(found, "harbour would be shut").values()} == {"indirect"}
    assert set(renditions(found, "harbour would be shut")) == {"courier", "digest"}


def test_and_two_things_told_in_one_copied_passage_stay_two() -> None:
    text = TOLD.format(
        "Mara Lind said that the harbour would be shut until the ice was gone. She said that the lamp had failed again."
    )
    found = laid(
        report("courier", text, publisher="Orsk Courier", published="2017-06-04"),
        report("digest", text, publisher="Grell Digest", published="2017-06-05"),
    )
    assert [len(u.renditions) for u in found.utterances] == [2, 2]


@pytest.mark.parametrize(
    ("said", "utterances"),
    [
        ("Mara Lind denied it.", 0),
        ("Mara Lind asked for a copy.", 0),
        ("Mara Lind said yes.", 1),
        ("Mara Lind said that it was late.", 1),
    ],
)
def test_what_was_only_named_is_no_utterance(said: str, utterances: int) -> None:
    assert len(laid(report("courier", said, published="2017-06-04")).utterances) == utterances


def test_words_that_go_on_where_the_witness_ends_are_no_alteration() -> None:
    line = "There is no price whatsoever at which I will sell the light to the guild"
    documents = (
        report("witness", f"“I think this is a foolish quarrel,” Mara Lind said. “{line}, nor will I lie about it.”"),
        report("copy", f"“{line},” Mara Lind said, “nor will I lie about it to ease the minds of the guild.”"),
    )
    by_name = {}
    for a in annotate(documents):
        told = [t for t in told_in([a], a.attributions) if t.quoted]
        by_name[a.document.source_id] = reduce(fused, told)
    assert compare(by_name["copy"], [by_name["witness"]]).fidelity == "trimmed"


@pytest.mark.parametrize("above", ["explicit", "pronoun"])
def test_he_in_what_one_says_of_himself_is_named_outright(above: ResolvedBy) -> None:
    text = "Mara Lind said she felt guilty about tools that “are rowing the whole of Orsk out to sea”."
    a = annotate_one(report("courier", text))
    (lind,) = (e.id for e in a.entities if e.name == "Mara Lind")

    def part(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    says = replace(
        a.attributions[0],
        id="a1",
        parent=None,
        source=(part("Mara Lind"),),
        cue=(part("said"),),
        content=(Span(text.index("she"), len(text) - 1),),
        speaker=(lind,),
        resolved_by=above,
    )
    felt = replace(
        says,
        id="a2",
        parent="a1",
        mode="mixed",
        source=(part("she"),),
        cue=(part("felt"),),
        content=(Span(text.index("guilty"), len(text) - 1),),
        resolved_by="pronoun",
    )
    (told,) = (t for t in told_in([a], [says, felt]) if t.attributions == ("a2",))
    assert told.outright == (part("Mara Lind") if above == "explicit" else None)


def test_whoever_it_may_be_is_no_voice() -> None:
    found = laid(report("courier", "People say that the harbour was shut. Mara Lind said that it was open."))
    assert [
        [names(found)[s] for s in u.speaker] for u in sorted(found.utterances, key=lambda u: u.renditions[0].spans)
    ] == [
        [],
        ["Mara Lind"],
    ]
