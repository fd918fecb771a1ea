"""Long texts cost in proportion to their length: one endless line, thousands of names, thousands of quotations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from time import process_time

import pytest

from hearsay import readers
from hearsay.annotate import annotate_one
from hearsay.model import Document

GIVEN = ("Mara", "Boris", "Hilda", "Anton", "Petra", "Oskar")
SURNAMES = ["".join(s).capitalize() for s in product(("ba", "do", "fen", "gul"), ("ri", "mo", "ta"), repeat=3)]
TIMES_LONGER = 4
AT_MOST = 9  # times as long for four times the text; what grows with the square of the length takes sixteen


def endless_line(count: int) -> str:
    return " ".join(
        f"“Sluice {n} was open,” said {GIVEN[n % 6]} {SURNAMES[n % 50]}. She told the board that it leaked on Monday."
        for n in range(count)
    )


def many_names(count: int) -> str:
    return "\n".join(
        f"According to {GIVEN[n % 6]} {SURNAMES[n % len(SURNAMES)]}x{n}, the pump failed. {GIVEN[n % 6]} said so."
        for n in range(count)
    )


def one_surname(count: int) -> str:
    return "\n".join(f"The pump failed, Ab{n} Falk said. Falk denied that the minister knew." for n in range(count))


def paragraphs_of_quotes(count: int) -> str:
    return "\n\n".join(f"“The pump {n} failed. I saw ‘it’ myself, with the players' coach.”" for n in range(count))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("growth") / "page.txt"
    path.write_text("The sluice was open, Mara Falk said.", encoding="utf-8")
    (document,) = readers.read([str(path)]).documents
    return document


@pytest.mark.parametrize("text", [endless_line, many_names, one_surname, paragraphs_of_quotes])
def test_time_grows_with_the_length_of_the_text(page: Document, text: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        document = replace(page, text=text(count), zones=())
        begin = process_time()
        annotate_one(document)
        return process_time() - begin

    seconds(20)  # tables and patterns are made once
    short = min(seconds(250) for _ in range(2))
    assert seconds(250 * TIMES_LONGER) <= AT_MOST * short
