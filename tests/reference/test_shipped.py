"""What must hold for the shipped tables, and numbers that everybody can look up."""

from __future__ import annotations

from collections import Counter

import pytest

from hearsay.reference import Body, Office, Reference, State, checks, load, when
from hearsay.reference.records import Membership, Row, Term

# Members at the end of the year, as the United Nations publish their growth.
UNITED_NATIONS = {
    1945: 51, 1946: 55, 1947: 57, 1948: 58, 1949: 59, 1950: 60, 1955: 76, 1956: 80, 1957: 82, 1958: 82, 1960: 99,
    1961: 104, 1962: 110, 1963: 113, 1964: 115, 1965: 117, 1966: 122, 1967: 123, 1968: 126, 1970: 127, 1971: 132,
    1973: 135, 1974: 138, 1975: 144, 1976: 147, 1977: 149, 1978: 151, 1979: 152, 1980: 154, 1981: 157, 1983: 158,
    1984: 159, 1990: 159, 1991: 166, 1992: 179, 1993: 184, 1994: 185, 1999: 188, 2000: 189, 2002: 191, 2006: 192,
    2011: 193,
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Reference:
    return load()


def rows(reference: Reference) -> list[Row]:
    return [
        *reference.states,
        *reference.bodies,
        *(t for terms in reference.terms.values() for t in terms),
        *(m for members in reference.memberships.values() for m in members),
    ]


def test_nothing_is_wrong_with_them(shipped: Reference) -> None:
    assert shipped.problems == ()
    for table in shipped.tables:
        assert table.rows > 0
        assert table.definition
        assert table.sources or not table.confirmable
        assert table.as_of.last >= when("2025").first


def test_every_state_and_body_is_named(shipped: Reference) -> None:
    assert checks.unknown(rows(shipped), shipped.names, "") == []
    assert set(shipped.memberships) <= {body.name for body in shipped.bodies}
    known = {state.name for state in shipped.states}
    for state in shipped.states:
        assert set(state.successors) <= known
    for members in shipped.memberships.values():
        for row in members:
            assert row.state in known
            assert set(row.continues) <= known
            assert row.left is None or row.left.last > row.joined.first


def test_no_terms_or_memberships_overlap(shipped: Reference) -> None:
    for one, other in checks.overlapping(rows(shipped)):
        assert isinstance(one, Term), (one, other)
        assert one.office == "effective leader"
        assert one.note == "REIGN has two leaders for a part of this time."


def test_names_lead_to_one_state(shipped: Reference) -> None:
    for state in shipped.states:
        for name in (state.name, *state.names, *state.short):
            assert shipped.state(name) == (state,), name
        for name in state.demonyms:
            assert state in shipped.state(name)
    for body in shipped.bodies:
        for name in (body.name, *body.names, *body.short):
            assert shipped.body(name) == body


def test_a_place_that_confirms_is_not_the_source(shipped: Reference) -> None:
    for row in rows(shipped):
        assert isinstance(row, Membership | Term) or hasattr(row, "source")
        assert getattr(row, "confirmed", None) != getattr(row, "source", "")


def test_identifiers_are_of_one_thing_each(shipped: Reference) -> None:
    named: list[State | Body] = [*shipped.states, *shipped.bodies]
    found = Counter(row.qid for row in named if row.qid)
    assert [qid for qid, number in found.items() if number > 1] == []
    assert all(qid[0] == "Q" and qid[1:].isdecimal() for qid in found)


@pytest.mark.parametrize(
    ("body", "on", "number"),
    [
        ("EU", "1972-12-31", "6"), ("EU", "1973-01-01", "9"), ("EU", "1981-01-01", "10"), ("EU", "1986-01-01", "12"),
        ("EU", "1995-01-01", "15"), ("EU", "2004-04-30", "15"), ("EU", "2004-05-01", "25"), ("EU", "2007-01-01", "27"),
        ("EU", "2013-07-01", "28"), ("EU", "2020-01-31", "28"), ("EU", "2020-02-01", "27"), ("EU", "2004", "15 to 25"),
        ("NATO", "1949-12-31", "12"), ("NATO", "1952-12-31", "14"), ("NATO", "1955-12-31", "15"),
        ("NATO", "1990-12-31", "16"), ("NATO", "1999-12-31", "19"), ("NATO", "2004-12-31", "26"),
        ("NATO", "2009-12-31", "28"), ("NATO", "2017-12-31", "29"), ("NATO", "2020-12-31", "30"),
        ("NATO", "2023-12-31", "31"), ("NATO", "2024-12-31", "32"), ("NATO", "1955-05-07", "14 to 15"),
        ("euro area", "1999-01-01", "11"), ("euro area", "2002-01-01", "12"), ("euro area", "2023-01-01", "20"),
        ("euro area", "2026-01-01", "21"), ("Schengen area", "2024-12-31", "29"), ("G7", "1976-12-31", "7"),
        ("G8", "2000-01-01", "8"), ("BRICS", "2011-01-01", "5"), ("BRICS", "2025-02-01", "10"),
        ("ASEAN", "1999-12-31", "10"), ("OPEC", "2025-01-01", "12"), ("Council of Europe", "2007-12-31", "47"),
        ("Council of Europe", "2022-12-31", "46"), ("Warsaw Pact", "1960-01-01", "8"), ("UN", "2011-07-14", "193"),
        ("UN", "1991-12-24", "166"), ("UN", "1991-12-25", "166"),
    ],
)  # fmt: skip
def test_members_at_well_known_dates(shipped: Reference, body: str, on: str, number: str) -> None:
    assert str(shipped.count(body, on)) == number


@pytest.mark.parametrize("year", UNITED_NATIONS)
def test_the_growth_of_the_united_nations(shipped: Reference, year: int) -> None:
    assert str(shipped.count("UN", f"{year}-12-31")) == str(UNITED_NATIONS[year])


def test_rounds_of_enlargement(shipped: Reference) -> None:
    assert [r.id for r in shipped.rounds("NATO")] == [
        f"NATO {year}" for year in (1952, 1955, 1982, 1999, 2004, 2009, 2017, 2020, 2023, 2024)
    ]
    assert [r.id for r in shipped.rounds("NATO", "1990", "2010")] == ["NATO 1999", "NATO 2004", "NATO 2009"]
    assert [len(r.rows) for r in shipped.rounds("EU")] == [3, 1, 2, 3, 10, 2, 1]


def test_seats_that_changed_hands(shipped: Reference) -> None:
    assert [m.state for m in shipped.membership("UN", "Russia")] == ["Soviet Union", "Russia"]
    assert [m.state for m in shipped.membership("UN", "Tanzania")] == ["Tanganyika", "Zanzibar", "Tanzania"]
    assert "Russia" not in [m.state for m in shipped.joined("UN", "1991", "1991")]


@pytest.mark.parametrize(
    ("wording", "on", "holders"),
    [
        ("US Secretary of State", "1990-02-09", ["James Baker"]),
        ("the American president", "1990-02-09", ["George H. W. Bush"]),
        ("German chancellor", "1990-02-10", ["Helmut Kohl"]),
        ("West German foreign minister", "1990-02-10", ["Hans-Dietrich Genscher"]),
        ("British foreign secretary", "1991-03-06", ["Douglas Hurd"]),
        ("foreign secretary", "1989-10-26", ["John Major", "Douglas Hurd"]),
        ("Soviet foreign minister", "1990-02-09", ["Eduard Shevardnadze"]),
        ("general secretary of the Soviet Union", "1990", ["Mikhail Gorbachev"]),
        ("NATO Secretary-General", "1990-05-17", ["Manfred Wörner"]),
        ("UN chief", "2000", ["Kofi Annan"]),
        ("French president", "1995-05-17", ["François Mitterrand", "Jacques Chirac"]),
        ("Commission president", "1990", ["Jacques Delors"]),
        ("leader of the Soviet Union", "1962-10", ["Khrushchev"]),
    ],
)
def test_who_held_what(shipped: Reference, wording: str, on: str, holders: list[str]) -> None:
    (office,) = shipped.offices(wording)
    assert [term.holder for term in shipped.holders(office, on)] == holders


def test_one_holder_after_another(shipped: Reference) -> None:
    (baker,) = shipped.terms_of("James Baker")
    before, after = shipped.predecessor(baker), shipped.successor(baker)
    assert before is not None
    assert after is not None
    assert (before.holder, after.holder, after.acting) == ("George Shultz", "Lawrence Eagleburger", True)
    assert Office(baker.office, baker.of) == Office("foreign minister", "United States")
