"""Values of time expressions: whatever the words, a value or none, never an error."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearsay.language.calendar import OPEN, Value
from hearsay.language.time_values import value_of
from hearsay.language.told import Told

WORDS = """
the a an last next this that same previous following coming past of in on at early mid late later earlier end beginning
first second third fourth half morning afternoon evening night noon midnight day days week weeks weekend month months
year years decade decades century centuries quarter fortnight second minute hour one two twenty-one several few a couple
of every each daily monthly ago later before after from now time spring summer autumn winter monday mondays friday
january may june dec. 2016 1931 480 bc b.c. 50s 1950s ’50s fifties 19th 20th 3rd 12 30 31 2 1/2 8:30 p.m. 25:00
christmas new year’s eve today yesterday tonight tomorrow recently soon future fiscal about nearly more than - –
""".split()


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31))),
    st.booleans(),
    st.tuples(st.none() | st.integers(1, 9999), st.none() | st.integers(1, 12), st.none() | st.integers(1, 31)),
    st.sampled_from(("", "past", "future")),
)
def test_any_words_have_a_value_or_none(
    words: list[str], published: date | None, narrative: bool, last: tuple[int | None, int | None, int | None], way: str
) -> None:
    told = Told(published, narrative, *last)
    value = value_of(" ".join(words), told, way)
    assert isinstance(value, Value)
    told.note(value)
    assert told.last is None or isinstance(told.last, date)


NEWS = Told(date(2016, 9, 26), narrative=False)


@pytest.mark.parametrize(
    ("words", "timex", "edtf"),
    [
        ("this weekend", "2016-W38-WE", "[2016-09-24..2016-09-25]"),
        ("Nov. 8", "2016-11-08", "2016-11-08"),
        ("Friday night", "2016-09-23TNI", "2016-09-23"),
        ("a decade ago", "200", "200X"),
        ("the fourth quarter", "2015-Q4", "2015-36"),
        ("mid-1950s", "195", "195X~"),
        ("2 1/2 years", "P2Y6M", None),
        ("half a century", "P50Y", None),
        ("480 BC", "BC0480", "-0479"),
        ("August 480 BC", "BC0480-08", "-0479-08"),
        ("the past three years", "P3Y", None),
        ("June of last year", "2015-06", "2015-06"),
        ("New Year’s Eve", "2016-12-31", "2016-12-31"),
        ("Election Day", "2016-11-08", "2016-11-08"),
        ("Election Day, 2021", "2021-11-02", "2021-11-02"),
        ("30 February", None, None),
        ("the second of nothing", None, None),
    ],
)
def test_a_value_in_news(words: str, timex: str | None, edtf: str | None) -> None:
    assert value_of(words, NEWS, "") == (Value(timex, edtf) if timex or edtf else OPEN)


@pytest.mark.parametrize(
    ("words", "timex"),
    [
        ("June", "1931-06"),
        ("the next day", "1931-03-05"),
        ("two weeks later", "1931-W12"),
        ("that month", "1931-03"),
        ("the following year", "1932"),
        ("the 20th", "1931-03-20"),
    ],
)
def test_a_value_in_a_narrative(words: str, timex: str) -> None:
    told = Told(date(2016, 9, 26), narrative=True, year=1931, month=3, day=4)
    assert value_of(words, told, "").timex == timex


def test_before_christ_the_next_year_is_one_less() -> None:
    told = Told(None, narrative=True)
    told.note(value_of("481 BC", told, ""))
    assert value_of("the following year", told, "").timex == "BC0480"
    assert value_of("September", told, "").timex == "BC0481-09"


def test_without_a_day_told_of_the_next_day_stays_open() -> None:
    assert value_of("the next day", Told(None, narrative=True, year=1931, month=3), "") == OPEN
