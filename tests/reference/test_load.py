"""Tables of one's own: they are added, take the place of shipped lines, and say what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearsay.errors import ReferenceTablesError
from hearsay.model import Problem
from hearsay.reference import Office, Reference, load
from tests.reference import invented
from tests.reference.invented import ALL, HEADER, MEMBERSHIPS, OFFICES


@pytest.fixture
def own(tmp_path: Path) -> Reference:
    return load(invented.write(tmp_path / "own", **ALL))


def complaints(folder: Path) -> list[tuple[str, str | None, str]]:
    return [(p.path, p.record, p.what) for p in load(folder).problems]


def test_sound_tables_are_added_without_a_word(own: Reference) -> None:
    assert own.problems == ()
    assert [t.name for t in own.tables if t.name.startswith("own/")] == [f"own/{name}" for name in sorted(ALL)]
    assert str(own.count("EU", "2004-05-01")) == "25"
    table = own.table("own/memberships")
    assert table is not None
    assert (table.rows, table.confirmed, table.definition) == (5, 2, "What is meant.")


def test_rows_know_their_place(own: Reference) -> None:
    assert [str(t.place) for t in own.terms[Office("warden", "Orsk")]] == [f"own/offices:{n}" for n in (2, 3, 4, 5)]


def test_members_on_a_day_a_month_a_year(own: Reference) -> None:
    assert str(own.count("RL", "1960-01-01")) == "2"
    assert str(own.count("RL", "1961-07-01")) == "2 to 3"
    assert str(own.count("River League", "1970")) == "2 to 3"
    found = own.members("League of the Rivers", "1970-05-15")
    assert [m.state for m in found.certain] == ["Orsk", "Tarn"]
    assert [m.state for m in found.possible] == ["Grell"]


def test_a_seat_that_changes_hands_is_counted_once(own: Reference) -> None:
    assert [m.state for m in own.members("RL", "1980-07-01").certain] == ["Orsk", "Upper Tarn", "Grell"]
    assert str(own.count("RL", "1980")) == "3"


def test_who_joined_and_left_and_in_which_round(own: Reference) -> None:
    assert [m.state for m in own.joined("RL", "1955", "1990")] == ["Grell"]
    assert [m.state for m in own.left("RL", "1970", "1970")] == ["Grell"]
    assert [(r.id, [m.state for m in r.rows]) for r in own.rounds("RL")] == [("RL 1961", ["Grell"])]
    assert own.rounds("RL", "1962") == ()


def test_the_history_of_a_seat(own: Reference) -> None:
    assert [m.state for m in own.membership("RL", "Upper Tarn")] == ["Tarn", "Upper Tarn"]
    assert [str(m.joined) for m in own.membership("RL", "Grellish")] == ["1961", "1975-02-01"]
    assert own.membership("RL", "Nowhere") == ()


def test_holders_on_a_date(own: Reference) -> None:
    (office,) = own.offices("Orskian warden")
    assert [t.holder for t in own.holders(office, "1992-06-01")] == ["Mara Lind"]
    assert [t.holder for t in own.holders(office, "1994-04-02")] == ["Mara Lind", "Tomas Brask"]
    assert [t.holder for t in own.holders(office, "1998")] == ["Tomas Brask", "Edda Holm", "Mara Lind"]
    assert own.holders(office, "1980") == ()
    (term,) = own.holders(office, "1992-06-01")
    assert own.surely(term, "1992")
    assert not own.surely(term, "1990")


def test_before_and_after(own: Reference) -> None:
    first, second, third, last = own.terms[Office("warden", "Orsk")]
    assert own.successor(first) == second
    assert own.predecessor(last) == third
    assert own.predecessor(first) is None
    assert own.successor(last) is None
    assert own.terms_of("Lind") == (first, last)
    assert own.terms_of("Edda") == ()


@pytest.mark.parametrize(
    "wording",
    ["warden of Orsk", "the Orskian warden", "Orsk's warden", "Warden of the Republic of Orsk", "keeper of the gates"],
)
def test_an_office_by_its_wordings(own: Reference, wording: str) -> None:
    assert own.offices(wording) == (Office("warden", "Orsk"),)


def test_wordings_that_fit_no_holder(own: Reference) -> None:
    assert own.offices("head of the River League") == (Office("speaker", "River League"),)
    assert own.offices("warden of Grell") == ()
    assert own.offices("warden") == ()
    assert own.names.close("Orskian wardin", offices=True)


def test_the_order_of_lines_changes_no_answer(own: Reference, tmp_path: Path) -> None:
    turned = {}
    for kind, text in ALL.items():
        head, *lines = text.splitlines()
        turned[kind] = "\n".join([head, *reversed(lines)]) + "\n"
    other = load(invented.write(tmp_path / "turned", **turned))
    for day in ("1950", "1961-07", "1970-05-15", "1980-07-01", "2000"):
        assert own.count("RL", day) == other.count("RL", day)
        assert {m.state for m in own.members("RL", day).certain} == {m.state for m in other.members("RL", day).certain}
    office = Office("warden", "Orsk")
    for day in ("1992", "1994-04-02", "1998", "1998-05"):
        assert [t.holder for t in own.holders(office, day)] == [t.holder for t in other.holders(office, day)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("warden,Orsk,Ann Odd,12 May 2001,,,,,", "a date is not known"),
        ("warden,Orsk,Ann Odd,2001-02-30,,,,,", "a date is not known"),
        ("warden,Orsk,,2001,,,,,", "“holder” is empty"),
        ("warden,Orsk,Ann Odd,1980,1979,,,,", "the line contradicts itself"),
        ("warden,Orsk,Ann Odd,1980,1981,perhaps,,,", "the line contradicts itself"),
        ("warden,Orsk,Ann Odd", "3 cells, where the table has 9 columns"),
        ("warden,Orsk,Ann Odd,1991,1992,,,,", "the line overlaps line 2"),
        ("warden,Orsk,Mara Lind,1990-04-02,1994-04-02,,,,", "the line repeats line 2"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_used(tmp_path: Path, line: str, what: str) -> None:
    folder = invented.write(tmp_path, **{**ALL, "offices": OFFICES + "\n" + line + "\n"})
    assert complaints(folder) == [("offices.csv", "line 8", what)]
    assert len(load(folder).terms[Office("warden", "Orsk")]) == 4


def test_a_line_that_is_no_csv_ends_the_table(tmp_path: Path) -> None:
    folder = invented.write(tmp_path, **{**ALL, "offices": OFFICES + 'warden,"Orsk" x,Ann Odd,2001,,,,,\n'})
    assert complaints(folder) == [("offices.csv", "line 7", "the line is no CSV")]


def test_overlapping_memberships(tmp_path: Path) -> None:
    folder = invented.write(tmp_path, **{**ALL, "memberships": MEMBERSHIPS + "River League,Orsk,1960,1965,,,,,\n"})
    assert complaints(folder) == [("memberships.csv", "line 7", "the line overlaps line 2")]
    assert str(load(folder).count("RL", "1961-01-01")) == "2 to 3"


def test_a_state_that_no_table_names(tmp_path: Path) -> None:
    folder = invented.write(tmp_path, **{**ALL, "memberships": MEMBERSHIPS + "River League,Atlantis,1960,,,,,,\n"})
    assert complaints(folder) == [("memberships.csv", "line 7", "no table names the state “Atlantis”")]
    assert [m.state for m in load(folder).membership("RL", "Atlantis")] == ["Atlantis"]


@pytest.mark.parametrize(
    ("header", "what"),
    [
        (None, "the header file is missing"),
        ("kind = ", "the header file is no TOML"),
        ('kind = "offices"', "“title” is missing"),
        (HEADER.format(kind="offices").replace('"Gazette"', "1"), "“sources” is no list of names"),
        (HEADER.format(kind="recipes"), "the kind “recipes” is not known"),
        (HEADER.format(kind="offices").replace("2020-12-31", "soon"), "“as_of” is no date"),
    ],
)
def test_a_bad_header_is_named(tmp_path: Path, header: str | None, what: str) -> None:
    folder = invented.write(tmp_path, **ALL)
    file = folder / "offices.toml"
    file.unlink() if header is None else file.write_text(header, encoding="utf-8")
    assert complaints(folder) == [("offices.toml", None, what)]


def test_columns(tmp_path: Path) -> None:
    folder = invented.write(tmp_path / "a", offices=OFFICES.replace("holder", "who", 1))
    assert complaints(folder) == [("offices.csv", "line 1", "the column “holder” is missing")]
    folder = invented.write(tmp_path / "b", **{**ALL, "offices": OFFICES.replace("source", "colour", 1)})
    assert complaints(folder) == [("offices.csv", "line 1", "the column “colour” is not known and was left out")]
    folder = invented.write(tmp_path / "c", offices=OFFICES.replace("note", "source", 1))
    assert complaints(folder) == [("offices.csv", "line 1", "the column “source” stands there twice")]
    (folder / "offices.csv").write_bytes("office,of,holder,from\nwarden,Orsk,Zoë,1990\n".encode("latin-1"))
    assert complaints(folder) == [("offices.csv", None, "the table is not in UTF-8")]


def test_a_line_of_yours_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    line = "office,of,holder,from,to\nprime minister,United Kingdom,Mara Lind,1990-11-28,1997-05-02\n"
    mine = load(invented.write(tmp_path, offices=line))
    shipped = load().holders(Office("prime minister", "United Kingdom"), "1995")
    assert [t.holder for t in mine.holders(Office("prime minister", "United Kingdom"), "1995")] == ["Mara Lind"]
    assert mine.problems == (
        Problem(
            path="offices.csv",
            record=f"line {shipped[0].place.line}",
            what="a shipped line is set aside",
            why="own/offices:2 says otherwise for the same time",
        ),
    )


def test_two_tables_of_yours_that_contradict_each_other(tmp_path: Path) -> None:
    folder = invented.write(tmp_path, **ALL)
    (folder / "wardens.csv").write_text("office,of,holder,from,to\nwarden,Orsk,Ann Odd,1991,1992\n", encoding="utf-8")
    (folder / "wardens.toml").write_text(HEADER.format(kind="offices"), encoding="utf-8")
    assert complaints(folder) == [("wardens.csv", "line 2", "the line overlaps one of another table")]
    assert [t.holder for t in load(folder).holders(Office("warden", "Orsk"), "1991-06")] == ["Mara Lind", "Ann Odd"]


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReferenceTablesError, match="there is no table in it"):
        load(tmp_path)
    with pytest.raises(ReferenceTablesError, match="there is no such folder"):
        load(tmp_path / "nowhere")


def test_the_shipped_tables_are_read_once() -> None:
    assert load() is load()
