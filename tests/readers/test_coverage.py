"""How much of a thing is in hand, and what shows it."""

from __future__ import annotations

import pytest

from hearsay.model import Coverage
from hearsay.readers.coverage import Covered, coverage_of
from hearsay.readers.layout import paragraphs
from hearsay.text import Span

BODY = (
    "The board of the harbour met for an hour in the pilot house and talked about the lease of the lamp.",
    "Vele asked who would pay the keepers if the town did not, and nobody at the table had an answer for him.",
)
RUN_ON = (
    "Ostrand said that the council had never been asked about the lease, and that he would not sign a paper he had "
    "not read. He would come back on Friday with the"
)


def covered(*lines: str, title: str | None = None, stated: Coverage | None = None, press: bool = False) -> Covered:
    text = "\n".join(lines)
    return coverage_of(text, paragraphs(text), title=title, stated=stated, press=press)


def places(*lines: str, press: bool = False) -> tuple[str, list[str]]:
    found = covered(*lines, press=press).coverage
    return found.state, [span.of("\n".join(lines)) for span in found.spans]


TAKEN_OUT = [
    "[text not declassified]",
    "[1 line not declassified]",
    "[less than 1 line not declassified]",
    "[2½ lines of source text not declassified]",
    "[name not declassified]",
    "[dollar amount not declassified]",
    "[3 paragraphs (12 lines) not declassified]",
    "[REDACTED]",
    "[name withheld]",
    "[4 words deleted]",
    "[passage excised]",
    "████",
    "XXXXXXXX",
]


@pytest.mark.parametrize("mark", TAKEN_OUT)
def test_words_taken_out(mark: str) -> None:
    assert places(BODY[0], f"Vele asked {mark} who would pay.") == ("redacted", [mark])


NOT_TAKEN_OUT = [
    "The minutes were not declassified until spring.",
    "The clerk wrote “[redacted] paid the keepers” on the envelope.",
    'He read: "The money came from [name withheld] in May."',
    "[declassified in 2024]",
    "[see the lines above]",
    "Chapter XXX of the harbour law.",
    "The deleted lines [1] were put back.",
]


@pytest.mark.parametrize("line", NOT_TAKEN_OUT)
def test_no_words_taken_out(line: str) -> None:
    assert places(*BODY, line) == ("complete", [])


@pytest.mark.parametrize(
    "mark", ["[illegible]", "[two words illegible]", "[inaudible]", "[name indistinct]", "[unintelligible?]"]
)
def test_words_that_could_not_be_read(mark: str) -> None:
    assert places(BODY[0], f"Vele: {mark} the lamp.") == ("illegible", [mark])


def test_a_gap_in_a_paper_that_an_article_quotes_is_not_the_articles() -> None:
    found = covered(*BODY, "The paper reads: [2 lines not declassified] and ends.", press=True)
    assert found.coverage == Coverage()
    assert [remark.why[:38] for remark in found.remarks] == ["in a paper that it quotes words are ta"]


EXCERPTS = [
    "Excerpts from the minutes of the harbour board",
    "EXTRACT FROM THE DIARY OF JO LUND",
    "Selected excerpts of the talk",
    "Partial transcript of the meeting at Osk",
    "The following is an edited extract from the pilot’s letters.",
    "This interview has been edited and condensed for clarity.",
    "(This transcript has been edited for length and clarity.)",
    "Our conversation, edited for length, is below.",
    "Excerpts:",
]


@pytest.mark.parametrize("line", EXCERPTS)
def test_a_text_that_says_it_is_a_part(line: str) -> None:
    found = covered(line, *BODY)
    assert found.coverage.state == "excerpt"
    assert [remark.of for remark in found.remarks] == ["coverage"]


NO_EXCERPTS = [
    "Excerpts from the diary show a quarrel over the lamp",
    "Excerpts of the talk were published on Friday by the town.",
    "This transcript has been lightly edited for clarity.",
    "He read excerpts from the minutes to the council.",
    "This winter the council has been condensed into one small room.",
    "The extract from the kelp is sold in jars.",
]


@pytest.mark.parametrize("line", NO_EXCERPTS)
def test_a_text_that_speaks_of_parts_of_others(line: str) -> None:
    assert covered(line, *BODY).coverage.state == "complete"


def test_an_excerpt_by_its_title_has_no_place() -> None:
    assert covered(*BODY, title="Excerpts from the minutes").coverage == Coverage(state="excerpt")


def test_an_editor_says_what_is_left_out() -> None:
    mark = "[Here follows discussion of the price of oil.]"
    assert places(*BODY, mark, BODY[0]) == ("excerpt", [mark])
    assert places(BODY[0], "[…]", BODY[1]) == ("excerpt", ["[…]"])
    assert places(BODY[0], "The board [which met late] left out the oil.") == ("complete", [])


def test_an_opening_ellipsis() -> None:
    assert places("… and that the lamp would stay dark, Vele said.", BODY[0]) == ("excerpt", ["…"])
    assert places("...", *BODY)[0] == "complete"
    assert places(f"... {BODY[0]}", BODY[1], press=True)[0] == "complete"


CUT_OFF = [
    "Read the full story at the Osk Courier",
    "Read the rest of this article »",
    "Continue reading…",
    "Continue reading at oskcourier.example",
    "Subscribe to read the whole paper",
    "To continue reading, please subscribe or log in",
    "This story is for subscribers only",
    "You have reached your limit of free articles this month.",
    f"{BODY[0]} [+1234 chars]",
    f"{BODY[0]} [...]",
    f"{BODY[0]} Read the full story here",
    RUN_ON,
    f"{BODY[1]} He named the pilot, the clerk,",
]


@pytest.mark.parametrize("line", CUT_OFF)
def test_a_text_that_is_cut_off(line: str) -> None:
    state, shown = places(*BODY, line)
    assert state == "truncated"
    assert len(shown) == 1
    assert line.endswith(shown[0])


WHOLE = [
    "Read more:",
    "Read more\nThe lamp of Vell\nThe tolls of Osk",
    "Subscribe to our newsletter",
    "The council asked the town to read the full story of the lamp.",
    "Advertisement Continue reading the main story",
    "Follow us, like us, tell us",
    "Reporting by Ana Kor in Osk and Jo Lund in Vell; Editing by Pia Tarn, Luca Hesk, Emil Dorrow, Igor Brandt,",
    "He left.”",
    "Contact the author at ana@osk.example",
    "More follows...",
    "Nobody knew what the lamp was for",
    "What is it for?",
    "“We will see what they are made of”",
]


@pytest.mark.parametrize("line", WHOLE)
def test_a_text_that_is_whole(line: str) -> None:
    assert places(*BODY, line) == ("complete", [])


def test_a_line_in_the_middle_is_furniture() -> None:
    assert places(BODY[0], "Read the full story here", *BODY, *BODY)[0] == "complete"


def test_a_digest_points_to_many_stories() -> None:
    item = "The lamp went out on Friday."
    assert places(item, "Read the full story here", item, "Read the full story here")[0] == "complete"


def test_a_notice_at_the_end_is_not_where_the_text_stops() -> None:
    lines = (*BODY, RUN_ON)
    text = "\n".join(lines)
    blocks = paragraphs(text)
    assert coverage_of(text, blocks, aside=(blocks[-1],)).coverage.state == "complete"


def test_what_the_format_says_comes_first_and_places_are_joined() -> None:
    text = f"{BODY[0]}\nVele asked [1 line not declassified] why."
    found = coverage_of(text, paragraphs(text), stated=Coverage(state="illegible", spans=(Span(0, 3),)))
    assert found.coverage.state == "illegible"
    assert [span.of(text) for span in found.coverage.spans] == ["The", "[1 line not declassified]"]
    assert found.remarks[0].why.startswith("redacted: ")


def test_the_state_with_places_comes_before_the_others() -> None:
    found = covered("Excerpts from the minutes of the board", "Vele asked [name withheld] about it.", RUN_ON)
    assert found.coverage.state == "redacted"
    assert {remark.why.split(":")[0] for remark in found.remarks[1:]} == {"excerpt", "truncated"}


def test_nothing_is_all_there_is() -> None:
    assert coverage_of("", ()) == Covered(Coverage(), ())
