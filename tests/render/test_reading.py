"""What `hearsay read` prints: what each document says of itself, and what could not be read."""

from __future__ import annotations

from dataclasses import replace

from hearsay.model import Coverage
from hearsay.render.reading import render
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
  kind        notes, because the title says “Minutes”
  zones       headline 1 line, body 3 lines
  coverage    complete
  language    en
  size        261 characters, 2 pages, text/plain
  file        case/minutes.txt
  begins      “Minutes of the tram meeting, Lindmoor Town Hall, 9 April 2003 Present:…”

report.html
  title       “Minutes show Palk tied tram to county money”
  byline      “Ana Dorrow”
  publisher   “Lindmoor Register”
  published   2 May 2011
  retrieved   15 January 2024
  credit      not found
  notice      “© Lindmoor Register. To have this removed, write to desk@register.example.”
  kind        report, because a byline and a publisher stand on the page
  zones       headline 1 line, byline 1 line, body 3 lines, notice 1 line
  coverage    complete
  language    en
  size        509 characters, text/html
  file        case/report.html
  address     https://register.example/2011/05/tram?line=1&town=lindmoor
  begins      “Minutes show Palk tied tram to county money By Ana Dorrow The town…”

Not read, or not wholly:
  case/missing.txt: there is no such file: check the path; the others were read
  case/list.jsonl, part 4: the line is not JSON: a bracket is never closed; mend the line
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
    assert len(page.splitlines()) == 15


def test_an_empty_text_is_said_to_be_empty() -> None:
    assert "  begins      the text is empty\n" in render([replace(A, text=" \n", zones=(), pages=None)])


def test_a_very_long_line_is_cut() -> None:
    page = render([replace(A, text="tram " * 1_000_000, zones=(), pages=None)])
    assert "  size        5,000,000 characters, text/plain\n" in page
    assert max(map(len, page.splitlines())) < 100
