"""Long texts cost in proportion to their length: one endless line, thousands of names, thousands of quotations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from time import process_time
from tracemalloc import get_traced_memory, start, stop

import pytest

from hearsay import readers
from hearsay.annotate import annotate_one, encoder, framed, framed_words
from hearsay.annotate.encoder import shipped
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


def old_occasions(count: int) -> str:
    then = [f"In May {1800 + n % 200} Mara Falk said at a rally that gate {n} was shut." for n in range(count)]
    now = [f"Mara Falk said that pump {n} leaked." for n in range(count)]
    return "\n\n".join((*then, *["The weather turned."] * 12, *now))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("growth") / "page.txt"
    path.write_text("The sluice was open, Mara Falk said.", encoding="utf-8")
    (document,) = readers.read([str(path)]).documents
    return document


@pytest.mark.parametrize("text", [endless_line, many_names, one_surname, paragraphs_of_quotes, old_occasions])
def test_time_grows_with_the_length_of_the_text(page: Document, text: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        document = replace(page, text=text(count), zones=())
        begin = process_time()
        annotate_one(document)
        return process_time() - begin

    seconds(20)  # tables and patterns are made once
    short = min(seconds(250) for _ in range(2))
    assert seconds(250 * TIMES_LONGER) <= AT_MOST * short


@pytest.mark.parametrize("text", [endless_line, paragraphs_of_quotes, old_occasions])
def test_time_with_the_encoder_grows_so_too(page: Document, text: Callable[[int], str]) -> None:
    def seconds(count: int) -> float:
        document = replace(page, text=text(count), zones=())
        begin = process_time()
        annotate_one(document, shipped())
        return process_time() - begin

    seconds(20)
    short = min(seconds(60) for _ in range(2))
    assert seconds(60 * TIMES_LONGER) <= AT_MOST * short


def test_the_memory_of_reading_does_not_grow_with_a_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PART", 400)

    def peak(count: int) -> int:
        text = endless_line(count)
        its = framed_words(text, framed(text))
        start()
        parts = sum(1 for _ in shipped().read([(text, its)]))
        most = get_traced_memory()[1]
        stop()
        assert parts > count // 30
        return most

    peak(20)
    assert peak(240) < 1.5 * peak(60)
