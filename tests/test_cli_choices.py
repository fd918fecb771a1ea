"""The switches of ``trace`` as their user meets them: limits, bibliographies, editions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from bibtexparser.entrypoint import parse_string
from click.testing import CliRunner, Result

from hearsay.cli import main
from hearsay.render.schema import schema

GATES = str(Path(__file__).resolve().parent.parent / "examples" / "starrow-gates")
FERRY = "“The ferry is old,” said Mara Lind, who has run it from Orsk for thirty years."
TRAM = "“The tram is new,” said Osk Vele, who drives it to the gate at Saltgate every day."
HELD = "EMBARGOED UNTIL 3 MAY 2031\n\n“The bridge is sold,” said Jo Brask, the mayor of Orsk, to the council."
PAGES = (
    {"id": "ferry", "text": FERRY, "published": "1998-03-12", "language": "en", "publisher": "Orsk Courier"},
    {"id": "tram", "text": TRAM, "published": "2004-05-02", "language": "en", "publisher": "Orsk Courier"},
    {"id": "undated", "text": "“The bus is late,” said Ana Kor, who waits for it in the rain.", "language": "en"},
    {"id": "german", "text": "„Die Fähre ist alt“, sagte Mara Lind.", "published": "2004-06-01", "language": "de"},
)  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in a folder with four short pages, one text under an embargo, and no clock set from outside."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("pages.jsonl").write_text("\n".join(json.dumps(p) for p in PAGES), encoding="utf-8")
    Path("held.txt").write_text(HELD, encoding="utf-8")


def trace(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["trace", "--rules", *arguments])


def data(*arguments: str) -> Any:
    done = trace(*arguments, "--format", "json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    jsonschema.Draft202012Validator(schema()).validate(found)
    return found


def read(*arguments: str) -> list[str]:
    return [d["source_id"] for d in data(*arguments)["documents"]]


# ---- limits ----------------------------------------------------------------------------------------------------------


def test_without_a_switch_nothing_is_limited_and_nothing_is_said() -> None:
    found = data("pages.jsonl")
    assert (len(found["documents"]), found["selection"], found["edition"]) == (4, None, None)


def test_since_and_language_choose_documents_and_say_so() -> None:
    assert read("pages.jsonl", "--since", "2004-05") == ["german", "tram", "undated"]
    assert read("pages.jsonl", "--since", "2004-05", "--language", "en") == ["tram", "undated"]
    found = data("pages.jsonl", "--since", "2004-05", "--language", "en")["selection"]
    assert (found["since"], found["earlier"], found["undated"]) == ("2004-05", 1, 1)
    assert (found["language"], found["other_language"]) == ("en", 1)


@pytest.mark.parametrize("form", ["terminal", "html", "markdown", "bibtex"])
def test_every_form_that_people_read_says_what_was_left_out(form: str) -> None:
    done = trace("pages.jsonl", "--since", "2004", "--sure", "0.4", "--format", form)
    assert "Only documents published on or after 2004: 1 earlier one left out" in done.stdout
    assert "Only attributions with a confidence of 0.4 or more are shown and used" in done.stdout


def test_sure_leaves_out_what_is_not() -> None:
    every = data(GATES)["attributions"]
    found = data(GATES, "--sure", "0.5")
    assert 0 < len(found["attributions"]) < len(every)
    assert all(a["confidence"] >= 0.5 for a in found["attributions"])
    assert {a for u in found["utterances"] for r in u["renditions"] for a in r["attributions"]} <= {
        a["id"] for a in found["attributions"]
    }
    assert found["selection"]["unsure"] == len(every) - len(found["attributions"])


def test_what_is_under_an_embargo_goes_nowhere_without_the_switch() -> None:
    for form in ("terminal", "html", "markdown", "bibtex", "csl-json"):
        done = trace("pages.jsonl", "held.txt", "--format", form, "--excerpts-only")
        assert "The bridge is sold" not in done.stdout, form
        assert "Jo Brask" not in done.stdout, form
        assert "held.txt: left out, being marked “EMBARGOED UNTIL 3 MAY 2031”" in done.stderr
        if form in ("terminal", "html", "markdown"):
            assert "held.txt" in done.stdout, form
            assert "--include-restricted" in done.stdout.replace("\\-", "-"), form
        taken = trace("pages.jsonl", "held.txt", "--format", form, "--excerpts-only", "--include-restricted")
        whole = trace("pages.jsonl", "held.txt", "--format", form)
        assert ("EMBARGOED" if form in ("bibtex", "csl-json") else "The bridge is sold") in whole.stdout, form
        assert ("EMBARGOED" if form in ("bibtex", "csl-json") else "The bridge is sold") in taken.stdout, form


def test_where_nothing_is_left_nothing_is_written() -> None:
    done = trace("held.txt", "--excerpts-only", "-o", "out.html")
    assert (done.exit_code, done.stdout, Path("out.html").exists()) == (1, "", False)
    assert "held.txt: left out" in done.stderr
    assert "no document is left" in done.stderr


def test_excerpts_are_refused_to_what_needs_the_texts() -> None:
    done = trace("pages.jsonl", "--excerpts-only", "--format", "json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "json holds each text whole" in done.stderr
    assert trace("pages.jsonl", "--excerpts-only", "-o", "out.json").exit_code == 2
    assert not Path("out.json").exists()


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_excerpts_show_no_more_than_what_is_around_a_quotation(form: str) -> None:
    far = " ".join(f"far{n}" for n in range(200))
    Path("long.txt").write_text(f"{FERRY}\n\n{far}\n", encoding="utf-8")
    short, whole = (trace("long.txt", "--format", form, *more).stdout for more in (["--excerpts-only"], []))
    assert "The ferry is old" in short
    assert "far20 " not in short
    assert "Excerpts only" in short
    assert form != "html" or "far20 " in whole


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--since", "soon"], "is no date"),
        (["--since", "2004/2005"], "is no date"),
        (["--since", "2004-02-30"], "is no date"),
        (["--language", "German!"], "no code of a language"),
        (["--sure", "1.5"], "0<=x<=1"),
        (["--dated", "2004-05", "-o", "out.html"], "is no day"),
        (["--dated", "2004-05-01"], "--output"),
    ],
)
def test_a_wrong_value_is_wrong_usage(arguments: list[str], says: str) -> None:
    done = trace("pages.jsonl", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


# ---- bibliographies --------------------------------------------------------------------------------------------------


def test_the_documents_as_a_bibliography() -> None:
    assert trace("pages.jsonl", "-o", "out.bib").exit_code == 0
    library = parse_string(Path("out.bib").read_text(encoding="utf-8"))
    assert (len(library.entries), library.failed_blocks) == (4, [])
    items = json.loads(trace("pages.jsonl", "--format", "csl-json").stdout)
    assert [i["id"] for i in items] == [e.key for e in library.entries]


# ---- editions --------------------------------------------------------------------------------------------------------

NAMES = ("out.html", "out.md", "out.json")


def told(name: str) -> str:
    return " ".join(Path(name).read_text(encoding="utf-8").split())


@pytest.mark.parametrize("name", NAMES)
def test_writing_over_a_dossier_makes_the_next_edition(name: str) -> None:
    Path("one.txt").write_text(FERRY, encoding="utf-8")
    Path("two.txt").write_text(TRAM, encoding="utf-8")
    assert trace("one.txt", "-o", name).exit_code == 0
    first = told(name)
    assert "supersedes no." not in first
    assert trace("one.txt", "-o", name).exit_code == 0
    assert told(name) == first, "nothing changed: the same edition, byte for byte"
    assert trace("one.txt", "two.txt", "-o", name, "--dated", "2024-05-03").exit_code == 0
    second = told(name)
    if name == "out.json":
        edition = json.loads(second)["edition"]
        assert (edition["number"], edition["supersedes"], edition["dated"]) == (2, 1, "2024-05-03")
        assert {"what": "new", "of": "document", "label": "B, two.txt"} in edition["changes"]
        jsonschema.Draft202012Validator(schema()).validate(json.loads(second))
    else:
        assert "Edition 2, 3 May 2024; supersedes no. 1: 1 document new; 1 attribution new" in second
    assert trace("one.txt", "two.txt", "-o", name).exit_code == 0
    assert told(name) == second
    assert trace("two.txt", "-o", name).exit_code == 0
    assert ('"number": 3' if name == "out.json" else "Edition 3; supersedes no. 2") in told(name)


@pytest.mark.parametrize("old", ["the old one", "<html>", "{}", '{"hearsay": 1, "edition": {"number": "two"}}', ""])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_another_is_written_over_as_ever(name: str, old: str) -> None:
    Path(name).write_text(old, encoding="utf-8")
    assert trace("pages.jsonl", "-o", name).exit_code == 0
    over = Path(name).read_bytes()
    Path(name).unlink()
    assert trace("pages.jsonl", "-o", name).exit_code == 0
    assert Path(name).read_bytes() == over


def test_excerpts_are_no_change_of_the_findings() -> None:
    assert trace("pages.jsonl", "-o", "out.html").exit_code == 0
    assert trace("pages.jsonl", "--excerpts-only", "-o", "out.html").exit_code == 0
    assert "Edition 2; supersedes no. 1: another selection." in told("out.html")


def test_the_day_is_given_and_never_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    trace("pages.jsonl", "-o", "out.json")
    assert json.loads(told("out.json"))["edition"]["dated"] == "1970-01-02"
    Path("out.json").unlink()
    trace("pages.jsonl", "-o", "out.json", "--dated", "2024-05-03")
    assert json.loads(told("out.json"))["edition"]["dated"] == "2024-05-03"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    Path("out.json").unlink()
    trace("pages.jsonl", "-o", "out.json")
    assert json.loads(told("out.json"))["edition"]["dated"] is None
