"""The commands on a library, as their user meets them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hearsay.cli import main
from tests.library import papers
from tests.readers import made_pdf

GATES = Path(__file__).resolve().parents[2] / "examples" / "starrow-gates"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HEARSAY_LIBRARY", raising=False)
    monkeypatch.delenv("HEARSAY_WHO", raising=False)


def hearsay(*arguments: str) -> Result:
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def ok(*arguments: str) -> str:
    done = hearsay(*arguments)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_switches_of_a_dossier(tmp_path: Path) -> None:
    ok("add", str(GATES), "--rules")
    story = ok("stories").split()[0]
    whole = json.loads(ok("dossier", story, "--format", "json"))
    late = json.loads(ok("dossier", story, "--since", "2000", "--format", "json"))
    assert 0 < len(late["documents"]) < len(whole["documents"]) == 7
    assert late["selection"]["earlier"] == 7 - len(late["documents"])
    kept = {d["id"] for d in late["documents"]}
    assert {a["document"] for a in late["attributions"]} <= kept
    ok("dossier", story, "--excerpts-only", "--without", "A", "--dated", "2031-03-03", "-o", "share.html")
    page = Path("share.html").read_text(encoding="utf-8")
    assert "[…" in page
    assert "2031" in page
    assert hearsay("dossier", story, "--since", "2100").exit_code == 1
    assert hearsay("dossier", story, "--without", "Nobody").exit_code == 2


def test_pictures_of_pages_are_made_from_the_bytes_that_are_kept(tmp_path: Path) -> None:
    paper = tmp_path / "memo.pdf"
    paper.write_bytes(
        made_pdf.pdf(made_pdf.lines("“The gate stays open,” said Mara Lind.", "“So it does,” said Anton Vele."))
    )
    ok("add", str(paper), "--rules")
    paper.unlink()
    ok("dossier", "--facsimiles", "-o", "one.html")
    assert "data:image/" in Path("one.html").read_text(encoding="utf-8")


def test_a_day_with_a_library(tmp_path: Path) -> None:
    done = hearsay("add", str(GATES), "--rules", "--each")
    assert done.exit_code == 0
    assert "hearsay: 8 added\n" in done.stderr
    assert len(done.stdout.splitlines()) == 8
    assert Path("hearsay.library").is_file(), "where it says that it is"
    assert "8 there already" in hearsay("add", str(GATES), "--rules").stderr
    listed = ok("list")
    assert len(listed.splitlines()) == 8
    assert "not collated" in listed
    told = ok("stories")
    assert re.search(r"^s[0-9a-f]{15}  7 documents, 1 event, 1996-09-17 to 2024-03-16", told)
    assert "not collated" not in ok("list")
    assert ok("people").startswith("e6071a51b43ecff8  Joren Hastrel  (person; ") or "Joren Hastrel" in ok("people")
    found = ok("search", "lower gates", "--speaker", "Corran")
    assert "**lower** **gates**" in found
    story = told.split()[0]
    assert f"Story {story}" in ok("show", story)
    assert "Is said to have said" in ok("show", "Ilsabet Corran")
    assert "Attributions (" in ok("show", "minutes.txt")
    ok("dossier", story, "-o", "one.html")
    assert "<html" in Path("one.html").read_text(encoding="utf-8")
    assert json.loads(ok("dossier", "--about", "shared gauge", "--format", "json"))["documents"]
    attribution = found.split()[0]
    made = ok("judge", attribution, "--reject", "--who", "Ida Brandt", "--why", "the tape says otherwise").strip()
    assert attribution not in json.dumps(json.loads(ok("dossier", "--format", "json"))["attributions"])
    assert "Ida Brandt: reject attribution" in ok("judge", "--list")
    ok("library", "export", "-o", "judgements.json")
    ok("judge", "--undo", made, "--who", "Ida Brandt", "--why", "wrong tape")
    ok("library", "backup", "copy.library")
    removed = ok("forget", "hallow-post.txt", "--reason", "asked by its author")
    assert removed.endswith("removed\n")
    assert "asked by its author" in ok("forget", "--list")
    assert "removed at the owner's request" in ok("dossier", "--format", "markdown")
    assert ok("library", "check") == "sound\n"
    assert "forgotten     1" in ok("library", "stats")
    ok("library", "upgrade")
    assert "0 new" in hearsay("library", "import", "judgements.json").stderr
    assert len(ok("list", "--library", "copy.library").splitlines()) == 8


def test_the_library_can_be_named_by_an_option_or_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARSAY_LIBRARY", str(tmp_path / "env.library"))
    ok("add", *papers.all_papers(tmp_path / "in"), "--rules")
    assert Path("env.library").exists()
    ok("add", *papers.all_papers(tmp_path / "in2"), "--rules", "--library", "named.library")
    assert Path("named.library").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("show", "x"),
        ("stories",),
        ("people",),
        ("search", "x"),
        ("dossier",),
        ("forget", "x", "--reason", "y"),
        ("judge", "--list"),
        ("library", "check"),
        ("library", "stats"),
        ("library", "export"),
        ("library", "upgrade"),
        ("library", "backup", "y"),
    ],
)
def test_only_adding_makes_a_library(arguments: tuple[str, ...]) -> None:
    done = hearsay(*arguments)
    assert done.exit_code == 1
    assert "there is no library here; `hearsay add` makes one" in done.stderr
    assert done.stdout == ""
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("forget", "courier"), "--reason"),
        (("judge", "a1234"), "--confirm"),
        (("judge", "a1234", "--confirm", "--to", "x"), "one of"),
        (("dossier", "s1", "--about", "x"), "STORY or --about"),
        (("search", "--said", "soon"), "soon"),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    ok("add", *papers.all_papers(tmp_path / "in"), "--rules")
    done = hearsay(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    ok("add", *papers.all_papers(tmp_path / "in"), "--rules")
    for arguments in (
        ("show", "nobody"),
        ("dossier", "s0000"),
        ("judge", "a0000", "--confirm", "--who", "A", "--why", "b"),
    ):
        done = hearsay(*arguments)
        assert done.exit_code == 1
        assert done.stderr.startswith("hearsay: ")
        assert done.stdout == ""
    nothing = hearsay("search", "nowhere")
    assert (nothing.exit_code, nothing.stdout) == (1, "nothing found\n")
    assert hearsay("add", str(tmp_path / "no.txt"), "--rules").exit_code == 1


def test_a_silent_cut_is_shown() -> None:
    Path("ferry.txt").write_text(papers.COURIER, encoding="utf-8")
    ok("add", "ferry.txt", "--rules")
    Path("ferry.txt").write_text(papers.COURIER.replace(", if the lights stay ours", ""), encoding="utf-8")
    assert "1 of them new revisions" in hearsay("add", "ferry.txt", "--rules").stderr
    shown = ok("show", "ferry.txt")
    today = re.search(r"captured (\S+)", shown)
    assert today
    assert (
        f"present on {today[1]}, absent on {today[1]}: “We could open the ferry in winter, [if the lights stay ours]"
        in shown
    )
    assert "attributions that rested on words now gone: a" in shown
    assert "[earlier text]" in ok("search", "lights")


def test_characters_that_act_are_shown_and_do_not_act(tmp_path: Path) -> None:
    hostile = "“\x1b[2JWe \u202estay,” said Mara\x07 Lind."
    Path("x.jsonl").write_text(json.dumps({"id": "x\x1b[31m", "title": "t\x9b", "text": hostile}) + "\n", "utf-8")
    ok("add", "x.jsonl", "--rules")
    for out in (ok("list"), ok("search", "stay"), ok("show", ok("list").split()[0]), ok("people")):
        assert not set(out) & {"\x1b", "\x07", "\x9b", "\u202e"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs signals")
def test_ctrl_c_says_what_was_kept(tmp_path: Path) -> None:
    with Path("many.jsonl").open("w", encoding="utf-8") as out:
        for n in range(3000):
            out.write(json.dumps({"id": f"p{n}", "text": f"{papers.COURIER} {n}"}) + "\n")
    code = "from hearsay.cli import main; main()"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "add", "many.jsonl", "--rules", "--each"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "src")},
    )  # fmt: skip
    assert running.stdout is not None
    first = [running.stdout.readline() for _ in range(5)]
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    rest, complaint = running.communicate(timeout=60)
    told = [*first, *rest.splitlines()]
    assert running.returncode == 130
    assert "kept so far, run it again to go on" in complaint
    assert "Traceback" not in complaint
    listed = ok("list")
    assert {line.split()[0] for line in told} <= {line.split()[0] for line in listed.splitlines()}
    assert ok("library", "check") == "sound\n"
