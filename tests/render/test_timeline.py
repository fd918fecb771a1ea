"""When it happened and when it was told: what dates may mean, and where they stand."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hearsay.render.timeline import ROW, SECOND, Lane, Moment, draw, extent, in_order, said


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2003-04-09", "2003-04-09", "2003-04-09"),
        ("2003-04-09T10:00:00Z", "2003-04-09", "2003-04-09"),
        ("2003-04", "2003-04-01", "2003-04-30"),
        ("2004-02~", "2004-02-01", "2004-02-29"),
        ("2003", "2003-01-01", "2003-12-31"),
        ("2003?", "2003-01-01", "2003-12-31"),
        ("200X", "2000-01-01", "2009-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2003-XX-XX", "2003-01-01", "2003-12-31"),
        ("2003-22", "2003-06-01", "2003-08-31"),
        ("2003-04-09/2003-04-11", "2003-04-09", "2003-04-11"),
        ("2003/..", "2003-01-01", "2003-12-31"),
        ("../2003", "2003-01-01", "2003-12-31"),
    ],
)
def test_a_date_covers_what_it_may_mean(edtf: str, first: str, last: str) -> None:
    found = extent(edtf)
    assert found is not None
    assert [date.fromordinal(day).isoformat() for day in found] == [first, last]


@pytest.mark.parametrize(
    "edtf", ["", "soon", "2003-13", "2003-02-30", "XXXX", "2004/2003", "../..", "0000", "20030409"]
)
def test_a_date_that_is_none_is_none(edtf: str) -> None:
    assert extent(edtf) is None


@given(st.text(alphabet="0123456789-/XT.~?", max_size=12))
def test_no_text_breaks_it(edtf: str) -> None:
    found = extent(edtf)
    assert found is None or found[0] <= found[1]


def moment(name: str, lane: Lane, when: str, what: str = "it", href: str | None = None) -> Moment:
    return Moment(id=name, lane=lane, when=when, what=what, href=href)


def svg(*moments: Moment) -> Any:
    return etree.fromstring(str(draw(moments)))


def test_what_happened_comes_first_and_each_lane_runs_by_time() -> None:
    rows = [
        moment("late", "told", "2012"),
        moment("event", "happened", "2003-04-09"),
        moment("early", "told", "2011-05-02"),
        moment("none", "told", "one day"),
    ]
    assert [m.id for m in in_order(rows)] == ["event", "early", "late"]


def test_a_day_is_a_dot_and_a_year_is_a_year_wide() -> None:
    drawn = svg(
        moment("day", "happened", "2000-01-01"), moment("year", "told", "2004"), moment("end", "told", "2009-12-31")
    )
    assert [c.get("cx") for c in drawn.iter("circle")] == ["2.00%", "98.00%"]
    (bar,) = drawn.iter("rect")
    assert float(bar.get("width")[:-1]) == pytest.approx(96 / 10, abs=0.05)
    assert float(bar.get("x")[:-1]) == pytest.approx(2 + 96 * 0.4, abs=0.05)


@pytest.mark.parametrize(
    "dates",
    [
        ("1850", "2024"),
        ("2003-04-09", "2011-05-02"),
        ("2011-01", "2011-11"),
        ("2011-05-02", "2011-05-12"),
        ("2011-05-02",),
    ],
)
def test_ticks_never_crowd(dates: tuple[str, ...]) -> None:
    drawn = svg(*(moment(f"t{n}", "told", when) for n, when in enumerate(dates)))
    places = [float(t[0].get("x1")[:-1]) for t in drawn.iter("g") if t.get("class") == "tick"]
    assert 1 <= len(places) <= 8
    assert all(later - earlier >= 12 for earlier, later in itertools.pairwise(places))


def test_it_can_be_read_without_being_seen() -> None:
    drawn = svg(moment("e", "happened", "2003-04~", "A meeting <b>\u202e", "#p-1"))
    assert drawn.get("aria-labelledby").split() == [drawn[0].get("id"), drawn[1].get("id")]
    assert drawn[1].text == "about April 2003: A meeting <b>‹U+202E›."
    assert [a.get("href") for a in drawn.iter("a")] == ["#p-1"]
    assert said(moment("e", "happened", "2003", "x\ny")) == "2003: x y"


def test_without_dates_there_is_no_drawing() -> None:
    assert draw([]) == ""
    assert draw([moment("e", "told", "soon")]) == ""


def test_a_label_too_long_for_a_narrow_screen_takes_a_second_line() -> None:
    short = Moment(id="t-1", lane="told", when="2003-04-09", what="B Lindmoor Register")
    long = Moment(id="t-2", lane="told", when="2003-04-10", what="The town archive of Lindmoor (released; named in B)")
    alone, both = draw([short]), draw([short, long])
    assert 'class="what" x="0"' not in alone
    assert both.count('class="what" x="0"') == 1

    def height(drawn: str) -> int:
        found = re.search(r'height="(\d+)"', drawn)
        assert found
        return int(found[1])

    assert height(both) - height(alone) == ROW + SECOND
