"""``hearsay reference`` as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hearsay.cli import main
from tests.reference import invented
from tests.reference.invented import ALL, OFFICES


def look_up(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["reference", *arguments])


def test_the_list_of_tables() -> None:
    done = look_up()
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["TABLE", "ROWS", "CONFIRMED", "UP", "TO", "TITLE"]
    for name in ("bodies", "leaders", "memberships", "office_names", "offices", "states"):
        assert f"\n{name} " in done.stdout


def test_one_table() -> None:
    done = look_up("offices")
    assert done.exit_code == 0
    assert "on the day of handing over two holders are found" in " ".join(done.stdout.split())
    assert "REIGN data set, March 2021" in done.stdout


def test_who_held_an_office() -> None:
    done = look_up("--who", "US Secretary of State", "--on", "1990-02-09")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "“US Secretary of State” (foreign minister, United States), on 1990-02-09\n  James Baker "
    )
    assert "before: George Shultz" in done.stdout
    assert "after: Lawrence Eagleburger, acting" in done.stdout
    assert "offices: Holders of offices since 1980, up to " in done.stdout


def test_nobody_is_an_answer() -> None:
    done = look_up("--who", "UN chief", "--on", "1950")
    assert done.exit_code == 0
    assert "Nobody in the tables held this office then." in done.stdout
    assert "first known: Kurt Waldheim" in done.stdout


def test_how_many_members() -> None:
    done = look_up("--members", "European Union", "--on", "2004-05-01", "--count")
    assert done.exit_code == 0
    assert done.stdout.startswith("EU, on 2004-05-01: 25 members\n  rows: memberships:")
    assert "Rounds: 1973, 1981, 1986, 1995, 2004, 2007, 2013" in " ".join(done.stdout.split())


def test_which_members_and_what_is_open() -> None:
    done = look_up("--members", "NATO", "--on", "1955-05-07")
    assert "NATO, on 1955-05-07: 14 to 15 members" in done.stdout
    assert "its dates leave open whether that is so on this date" in done.stdout


def test_a_date_after_the_last_of_the_table() -> None:
    assert "this table cannot know" in " ".join(look_up("--members", "EU", "--on", "2090").stdout.split())


def test_a_state() -> None:
    done = look_up("--state", "CSSR")
    assert done.exit_code == 0
    assert done.stdout.startswith("Czechoslovakia\n")
    assert "followed by: Czechia, Slovakia" in done.stdout
    assert "(not confirmed in a second place)" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (("--state", "Atlantys"), "No state in the tables is called “Atlantys”."),
        (("--state", "Czechoslovakai"), "Near in spelling: czechoslovakia"),
        (("--members", "League of Rivers"), "No body in the tables is called “League of Rivers”."),
        (("--who", "German chanselor"), "Near in spelling: germany chancellor"),
    ],
)
def test_an_unknown_name_is_said_with_near_ones(arguments: tuple[str, ...], answer: str) -> None:
    done = look_up(*arguments)
    assert done.exit_code == 0
    assert answer in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("recipes",), "there is no table “recipes”; tables are bodies, leaders, memberships"),
        (("--who", "UN chief", "--on", "9/2/1990"), "“9/2/1990” is no date; write 2004, 2004-05 or 2004-05-01"),
        (("--on", "1990"), "--on goes with --who or --members"),
        (("--state", "Orsk", "--count"), "--count goes with --members"),
        (("offices", "--who", "UN chief"), "give one of TABLE, --who, --members and --state"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], message: str) -> None:
    done = look_up(*arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())


def test_tables_of_ones_own(tmp_path: Path) -> None:
    folder = invented.write(tmp_path, **{**ALL, "offices": OFFICES + "warden,Orsk,\x1b[31mAnn,soon,,,,,\n"})
    done = look_up("--tables", str(folder), "--who", "warden of Orsk", "--on", "1995")
    assert done.exit_code == 0
    assert "Tomas Brask" in done.stdout
    assert "own/offices:3  (not confirmed in a second place)" in done.stdout
    assert "hearsay: offices.csv#line 7: a date is not known: “soon” is no date" in done.stderr


def test_a_folder_without_tables(tmp_path: Path) -> None:
    done = look_up("--tables", str(tmp_path))
    assert done.exit_code == 1
    assert "there is no table in it" in done.stderr
    assert done.stdout == ""
