"""Words with boxes to lines in reading order, layers, edges of pages, and lines to one text."""

from __future__ import annotations

from hearsay.readers.legibility import Counted, count, measure_paper, verdict
from hearsay.readers.pdf_excisions import excisions
from hearsay.readers.pdf_layers import one_layer
from hearsay.readers.pdf_layout import Line, Word, lay_out
from hearsay.readers.pdf_pages import Page
from hearsay.readers.pdf_running import without_edges
from hearsay.readers.pdf_text import run_on
from hearsay.text import Span


def row(top: float, text: str, left: float = 50, slope: float = 0.0) -> list[Word]:
    words = []
    for word in text.split():
        wide = 6.0 * len(word)
        sunk = top + slope * left
        words.append(Word(word, left, sunk, left + wide, sunk + 10))
        left += wide + 6
    return words


def page(*lines: Line) -> Page:
    return Page(600, 800, lines, Counted(90, 0, 90, 0, 20), 0, None, 0, 0, (), False, False)


def line(top: float, text: str, left: float = 50, right: float = 500, column: int = 0) -> Line:
    return Line(text, left, top, right, top + 10, column)


def texts(words: list[Word], *, noisy: bool = False) -> list[str]:
    return [found.text for found in lay_out(words, noisy=noisy).lines]


def test_a_page_scanned_askew_keeps_its_lines() -> None:
    rows = [f"the {number} line of a page that was laid on the glass askew by a tired clerk" for number in range(8)]
    words = [word for number, text in enumerate(rows) for word in row(100 + 12 * number, text, slope=0.03)]
    assert texts(words) == rows


def test_three_columns() -> None:
    columns = [[f"{name} column holds line {number}" for number in range(6)] for name in ("first", "second", "third")]
    words = [
        word
        for number in range(6)
        for place, column in enumerate(columns)
        for word in row(100 + 12 * number, column[number], left=30 + 200 * place)
    ]
    assert texts(words) == [text for column in columns for text in column]


def test_a_line_across_parts_what_stands_above_it_from_what_stands_below() -> None:
    words: list[Word] = []
    for block, top in (("above", 100), ("below", 200)):
        for number in range(5):
            words += row(top + 12 * number, f"{block} at the left side {number}")
            words += row(top + 12 * number, f"{block} at the right side {number}", left=330)
    words += row(175, "and this line runs across the whole of the page as a heading of it does")
    found = texts(words)
    across = next(at for at, text in enumerate(found) if "heading" in text)
    assert all("above" in text for text in found[:across])
    assert [text.split()[3] for text in found[:across]] == ["left"] * 5 + ["right"] * 5


def test_specks_of_a_scan_are_counted_and_left_out() -> None:
    words = [*row(100, "the ferry ran"), *row(130, "S S. . S"), *row(150, "• • •"), *row(170, "2.")]
    laid = lay_out(words, noisy=True)
    assert [found.text for found in laid.lines] == ["the ferry ran", "2."]
    assert laid.specks == 2


def test_short_words_of_a_line_are_no_specks() -> None:
    words = [*row(100, "on the evening of May"), *row(100, "14,", left=198), *row(100, "S S. .", left=400)]
    assert texts(words, noisy=True) == ["on the evening of May 14,"]


def test_a_stamp_beside_the_lines_of_a_scan_is_read_after_them() -> None:
    words: list[Word] = []
    for number in range(3):
        words += row(100 + 12 * number, f"the engineer wrote that the pier {number}")
        words += row(100 + 12 * number, f"Seen {number}", left=460)
    found = texts(words, noisy=True)
    assert found == [f"the engineer wrote that the pier {n}" for n in range(3)] + [f"Seen {n}" for n in range(3)]


def test_one_layer_stays_as_it_is() -> None:
    words = [word for number in range(10) for word in row(100 + 9 * number, "the ferry ran to the islands and back")]
    layer = one_layer(words)
    assert layer.words == words
    assert layer.dropped == 0


def test_the_first_word_of_the_second_layer_belongs_to_it() -> None:
    text = "the ferry ran to the islands and back again on that day"
    first = [word for number in range(8) for word in row(100 + 14 * number, text.replace("e", "c"))]
    second = row(60, "Papers") + [word for number in range(8) for word in row(100 + 14 * number, text)]
    assert one_layer(first + second).words == second


def test_words_set_twice_in_turn_are_read_once() -> None:
    words = [
        word
        for number in range(10)
        for word in row(100 + 12 * number, "ferry went over") + row(100 + 12 * number, "ferry went over")
    ]
    layer = one_layer(words)
    assert len(layer.words) == 30
    assert layer.dropped == 30


def test_heads_with_changing_numbers_and_misread_letters_are_one_head() -> None:
    heads = (
        "Papers of the harbour office 1931",
        "Papers of the harbour officc 1932",
        "Papers of tbe harbour office 1933",
    )
    found = without_edges([page(line(20, head), line(300, f"text number {at}")) for at, head in enumerate(heads)])
    assert found.kept == ((1,), (1,), (1,))
    assert found.heads == ((heads[0], 3),)


def test_numbers_that_count_the_pages_are_page_numbers_and_others_are_not() -> None:
    pages = [page(line(300, "text"), line(780, str(number))) for number in (4, 5, 6)]
    assert without_edges(pages).numbers == 3
    pages = [page(line(300, "text"), line(780, str(number))) for number in (1931, 12, 700)]
    assert without_edges(pages).numbers == 0


def test_what_comes_back_in_the_middle_of_pages_is_text() -> None:
    pages = [page(line(380, "He would not say."), line(400, "He said no.")) for _ in range(4)]
    assert without_edges(pages).kept == ((0, 1),) * 4


def test_spans_of_lines_hold_their_words() -> None:
    run = run_on([[line(100, "a long nego-"), line(112, "tiation went on.")], [line(100, "Nobody came.", right=300)]])
    assert run.text == "a long negotiation went on.\nNobody came."
    assert [[span.of(run.text) for span in spans] for spans in run.lines] == [
        ["a long nego", "tiation went on."],
        ["Nobody came."],
    ]
    assert [span.of(run.text) for span in run.pages] == ["a long negotiation went on.", "Nobody came."]


def test_a_word_divided_over_the_page() -> None:
    run = run_on([[line(700, "after a long nego-")], [line(100, "tiation they parted.")]])
    assert run.text == "after a long negotiation they parted."
    assert run.pages == (Span(0, 17), Span(17, 37))


def test_paragraphs_part_at_blanks_indents_and_short_ends() -> None:
    run = run_on(
        [
            [
                line(100, "The first goes on"),
                line(112, "and ends.", right=120),
                line(124, "The second, after a short line, goes"),
                line(136, "on and stops at the right."),
                line(148, "The third stands in", left=70),
                line(160, "and goes on"),
                line(190, "after a blank"),
            ]
        ]
    )
    assert run.text.split("\n") == [
        "The first goes on and ends.",
        "The second, after a short line, goes on and stops at the right.",
        "The third stands in and goes on",
        "after a blank",
    ]


def test_control_characters_and_ligatures_are_cleaned() -> None:
    assert run_on([[line(100, "the o\ufb03ce\x00 \ufeffof Vessby")]]).text == "the office of Vessby"


def test_an_exemption_spoken_of_is_no_excision() -> None:
    lines = [line(100, "The clerk withheld it under exemption (b)(1)"), line(112, "(b)(3)")]
    found = excisions([page(*lines)], [lines], [[Span(0, 44), Span(45, 51)]])
    assert found.spans == (Span(45, 51),)
    assert found.marks == ("(b)(3)",)


def test_letters_count_by_the_tokens_they_stand_in() -> None:
    counted = count("The ferry r1n; Vessby, 1931 xqzt")
    # "r1n" and "xqzt" are none, the name and the year are not counted.
    assert (counted.good, counted.bad) == (8, 6)


def test_names_that_come_twice_in_a_paper_are_not_counted() -> None:
    said = "KORVALD SAID THAT HE WOULD GO THERE"
    assert measure_paper([[said]])[0].page.share < 1
    assert [page.page.share for page in measure_paper([[said], [said]])] == [1, 1]


def test_verdicts_by_share_and_by_letters() -> None:
    assert verdict(Counted(95, 5, 100, 0, 20)) == "usable"
    assert verdict(Counted(60, 40, 100, 0, 20)) == "partly"
    assert verdict(Counted(20, 80, 100, 0, 20)) == "unusable"
    assert verdict(Counted(10, 0, 10, 0, 2)) == "usable"
    assert verdict(Counted(10, 0, 10, 0, 2), pictured=True) == "unusable"
