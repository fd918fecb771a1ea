"""What `hearsay read` prints: what each document says of itself, and what could not be read."""

from __future__ import annotations

from dataclasses import replace

from hearsay.model import Coverage, Remark, Tongue
from hearsay.render.reading import PLACES, WIDTH, render
from hearsay.text import Span
from tests.render.fixture import PROBLEMS, A, B, C

EXPECTED = """\
minutes.txt
  title       “Minutes of the tram meeting”
  byline      not found
  publisher   not found
  published   9 April 2003
  retrieved   not found
  credit      not found
  notice      not found
  kind        notes
              - the title says “Minutes”
  zones       headline 1 line, body 3 lines
  pages       2 pages, of 119 to 142 characters
  coverage    complete
  language    en
  size        261 characters, text/plain
  file        case/minutes.txt
  begins      “Minutes of the tram meeting, Lindmoor Town Hall, 9 April…”

report.html
  title       “Minutes show Palk tied tram to county money”
  byline      “Ana Dorrow”
  publisher   “Lindmoor Register”
  published   2 May 2011
  retrieved   15 January 2024
  credit      not found
  notice      “© Lindmoor Register. To have this removed, write to
              desk@register.example.”
  kind        report
              - a byline and a publisher stand on the page
  zones       headline 1 line, byline 1 line, body 3 lines, notice 1 line
  coverage    complete
  language    en
  size        509 characters, text/html
  file        case/report.html
  address     https://register.example/2011/05/tram?line=1&town=lindmoor
  begins      “Minutes show Palk tied tram to county money By Ana Dorrow…”

Not read, or not wholly:
  case/missing.txt: there is no such file: check the path; the others were read
  case/list.jsonl, part 4: the line is not JSON: a bracket is never closed; mend
    the line
"""


def test_two_documents_and_two_problems() -> None:
    assert render([A, B], PROBLEMS) == EXPECTED


def test_no_problem_no_section() -> None:
    assert "Not read" not in render([A])


def test_only_problems() -> None:
    assert render([], PROBLEMS).splitlines()[0] == "Not read, or not wholly:"


def test_nothing_at_all() -> None:
    assert render([]) == "Nothing was read.\n"


def test_coverage_and_restriction_are_said() -> None:
    page = render([replace(C, coverage=Coverage(state="truncated"), restriction="embargo until noon")])
    assert "  coverage    truncated\n" in page
    assert "  restriction “embargo until noon”\n" in page


def test_characters_that_act_are_shown_and_each_field_keeps_to_its_line() -> None:
    hostile = replace(
        A,
        source_id="a\x1b[2J.txt",
        title="one\ntwo",
        publisher="\u202egnp.exe",
        published="2003\x07",
        kind_reason="\r\nbecause",
        text="\x1b]0;owned\x07 text",
        zones=(),
    )
    page = render([hostile])
    assert "\x1b" not in page
    assert "\x07" not in page
    assert "\u202e" not in page
    assert page.startswith("a‹U+001B›[2J.txt\n  title       “one two”\n")
    assert "  publisher   “‹U+202E›gnp.exe”\n" in page
    assert "  published   2003‹U+0007›\n" in page
    assert "  begins      “‹U+001B›]0;owned‹U+0007› text”\n" in page
    assert len(page.splitlines()) == 18


def test_an_empty_text_is_said_to_be_empty() -> None:
    assert "  begins      the text is empty\n" in render([replace(A, text=" \n", zones=(), pages=None)])


def test_a_very_long_line_is_cut() -> None:
    page = render([replace(A, text="tram " * 1_000_000, zones=(), pages=None)])
    assert "  size        5,000,000 characters, text/plain\n" in page
    assert max(map(len, page.splitlines())) < 100


def block(page: str, name: str) -> list[str]:
    """The lines of one row of a block, without the space before them."""
    lines = page.splitlines()
    start = next(number for number, row in enumerate(lines) if row.startswith(f"  {name}"))
    end = next((n for n, row in enumerate(lines) if n > start and not row.startswith(" " * 14)), len(lines))
    return [row.strip() for row in lines[start:end]]


def test_how_a_field_was_come_by_stands_under_it_with_how_sure() -> None:
    remarks = (
        Remark(of="title", why="read off the first line", sure=0.934),
        Remark(of="rights", why="from the foot of the page"),
        Remark(of="title", why="the page’s head says “\x1b[31mTram”"),
    )
    page = render([replace(B, remarks=remarks)])
    assert block(page, "title")[1:] == [
        "- read off the first line (93% sure)",
        "- the page’s head says “‹U+001B›[31mTram”",
    ]
    assert block(page, "notice")[-1] == "- from the foot of the page"


def test_what_was_kept_out_comes_last_and_other_remarks_have_rows_of_their_own() -> None:
    remarks = (
        Remark(of="kept out", why="3 boxes with links"),
        Remark(of="kept out", why="2 footnotes"),
        Remark(of="participants", why="Palk; Hesk"),
        Remark(of="attachments", why="1"),
    )
    page = render([replace(A, remarks=remarks)])
    rows = [row.split()[0] for row in page.splitlines() if row.startswith("  ") and not row.startswith(" " * 14)]
    assert rows[-4:] == ["attachments", "participants:", "kept", "begins"]
    assert block(page, "kept out") == ["kept out    3 boxes with links", "2 footnotes"]


def test_coverage_is_shown_with_its_places() -> None:
    at = A.text.index("Mayor Palk")
    page = render([replace(A, coverage=Coverage(state="redacted", spans=(Span(0, 7), Span(at, at + 10))))])
    assert block(page, "coverage") == [
        "coverage    redacted",
        "- page 1, character 1: “Minutes”",
        f"- page 2, character {at + 1}: “Mayor Palk”",
    ]


def test_many_places_are_counted() -> None:
    spans = tuple(Span(number, number + 1) for number in range(PLACES + 3))
    page = render([replace(A, coverage=Coverage(state="illegible", spans=spans))])
    assert len(block(page, "coverage")) == PLACES + 2
    assert block(page, "coverage")[-1] == "- and 3 more"


def test_languages_and_what_is_not_annotated() -> None:
    tongues = (Tongue(span=Span(0, 7), language="ru", confidence=0.987),)
    page = render([replace(A, language="fr-CA", tongues=tongues)])
    assert block(page, "language") == [
        "language    fr-CA",
        "- not annotated, as only English is; kept, shown and searched",
    ]
    assert block(page, "passages") == ["passages    1 in ru", "- ru, 99% sure, page 1, character 1: “Minutes”"]
    assert "not annotated" not in render([replace(A, language="en-GB")])


def test_pages_without_text_are_named() -> None:
    page = render([replace(A, pages=(Span(0, 10), Span(10, 10), Span(10, len(A.text))))])
    assert block(page, "pages")[-1] == "- without text: 2"


def test_a_terminal_of_eighty_columns_is_enough() -> None:
    remarks = (Remark(of="kept out", why="word " * 200), Remark(of="title", why="why " * 100, sure=0.5))
    page = render([replace(B, title="tram " * 90, remarks=remarks)], PROBLEMS)
    assert max(map(len, page.splitlines())) <= WIDTH
