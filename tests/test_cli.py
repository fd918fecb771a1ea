"""The command line as its user meets it: what it prints where, its exit status, and what odd input does to it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zipfile import ZipFile

import jsonschema
import pytest
from click.testing import CliRunner, Result
from lxml import html as lxml_html

from hearsay import console
from hearsay.annotate.encoder import Encoder, shipped
from hearsay.cli import main

ROOT = Path(__file__).resolve().parent.parent
GATES = str(ROOT / "examples" / "starrow-gates")
FERRY = "“The ferry is old,” said Mara Lind, who has run it from Orsk for thirty years.\n"
HOSTILE = """<html><head><title>"><script>alert(1)</script></title>
<meta name="author" content="<img src=x onerror=alert(2)>"><style>body { display: none }</style></head>
<body onload="alert(3)"><article><h1>Old &lt;/title&gt;&lt;script&gt;alert(4)&lt;/script&gt;</h1>
<p onclick="alert(5)">“It is old &lt;script&gt;alert(6)&lt;/script&gt;,” said Mara Lind, who has run the ferry
from Orsk for thirty years and has asked the board for paint in every one of them.</p>
<p>Nobody answered &lt;/style&gt;&lt;img src=x onerror=alert(7)&gt; and the tins stand on
a shelf in the yard at Grell.</p>
<script>document.write("smuggled")</script><iframe src="javascript:alert(8)"></iframe>
<a href="javascript:alert(9)">more</a></article></body></html>"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in an empty folder, as a user would."""
    monkeypatch.chdir(tmp_path)


def hearsay(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def write(name: str, content: str | bytes) -> str:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return name


# ---- what is printed, and the exit status --------------------------------------------------------------------------


def test_a_dossier_on_standard_output_and_nothing_else() -> None:
    done = hearsay("trace", write("ferry.txt", FERRY))
    assert done.exit_code == 0
    assert "“The ferry is old,”" in done.stdout
    assert done.stderr == ""


def test_with_an_output_file_standard_output_stays_empty() -> None:
    done = hearsay("trace", write("ferry.txt", FERRY), "-o", "out.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "wrote out.html" in done.stderr
    assert Path("out.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("out.html", "<!"),
        ("out.htm", "<!"),
        ("out.json", "{"),
        ("out.jsonld", '{\n "@context": "http://www.w3.org/ns/anno.jsonld"'),
        ("out.xml", '<?xml version="1.0" encoding="UTF-8"?>\n<TEI '),
        ("out.md", "# "),
        ("out.txt", "Report"),
        ("out", "Report"),
    ],
)
def test_the_ending_of_the_file_chooses_the_form(name: str, begins: str) -> None:
    assert hearsay("trace", write("ferry.text.txt", FERRY), "-o", name).exit_code == 0
    assert Path(name).read_text(encoding="utf-8").startswith(begins)


def test_tables_are_written_as_a_zip_to_a_file_or_a_pipe() -> None:
    write("ferry.text.txt", FERRY)
    assert hearsay("trace", "ferry.text.txt", "-o", "out.zip").exit_code == 0
    with ZipFile("out.zip") as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    assert "attributions.csv" in kept
    piped = hearsay("trace", "ferry.text.txt", "--format", "csv")
    assert piped.exit_code == 0
    with ZipFile(BytesIO(piped.stdout_bytes)) as archive:
        shown = {name: archive.read(name) for name in archive.namelist()}
    differing = {name for name in kept if kept[name] != shown.get(name)}
    assert (set(kept) - set(shown), differing) == ({"edition.json"}, {"edition.json", "dossier.csv"})
    assert hearsay("trace", "ferry.text.txt", "--format", "parquet", "-o", "out.bin").exit_code == 0
    with ZipFile("out.bin") as archive:
        assert archive.read("attributions.parquet")[:4] == b"PAR1"


def test_a_zip_is_nothing_for_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.console.on_screen", lambda: True)
    done = hearsay("trace", write("ferry.txt", FERRY), "--format", "csv")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "give -o FILE.zip" in done.stderr


def test_without_pyarrow_parquet_is_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.render.parquet.find_spec", lambda name: None)
    monkeypatch.setattr("hearsay.cli._trace", None)
    done = hearsay("trace", write("ferry.txt", FERRY), "--format", "parquet", "-o", "out.zip")
    assert (done.exit_code, done.stdout) == (2, "")
    assert 'pip install "hearsay[parquet]"' in done.stderr
    assert not Path("out.zip").exists()


def test_prov_is_json() -> None:
    done = hearsay("trace", write("ferry.txt", FERRY), "--format", "prov")
    assert "wasDerivedFrom" in json.loads(done.stdout)


@pytest.mark.parametrize("name", ["papers.zip", "edition.xml"])
def test_an_input_of_a_folder_is_not_written_over_by_a_form_of_its_ending(name: str) -> None:
    Path("papers").mkdir()
    write("papers/ferry.txt", FERRY)
    write(f"papers/{name}", "kept")
    done = hearsay("trace", "papers", "-o", f"papers/{name}")
    assert done.exit_code == 2
    assert Path("papers", name).read_text(encoding="utf-8") == "kept"


def test_a_named_form_wins_over_the_ending() -> None:
    hearsay("trace", write("ferry.txt", FERRY), "-o", "out.html", "--format", "json")
    assert json.loads(Path("out.html").read_text(encoding="utf-8"))["documents"]


def test_one_input_that_cannot_be_read_does_not_stop_the_others() -> None:
    done = hearsay("trace", "missing.txt", write("ferry.txt", FERRY), write("empty.txt", ""), "--format", "json")
    assert done.exit_code == 0
    assert "missing.txt" in done.stderr
    assert "empty.txt" in done.stderr
    found = json.loads(done.stdout)
    assert [d["path"] for d in found["documents"]] == ["ferry.txt"]
    assert sorted(p["path"] for p in found["problems"]) == ["empty.txt", "missing.txt"]


def test_arguments_that_are_wrong_are_wrong_usage() -> None:
    write("ferry.txt", FERRY)
    for arguments in (
        ["trace"],
        ["trace", "ferry.txt", "--format", "pdf"],
        ["trace", "--nonsense", "ferry.txt"],
        ["read"],
    ):
        done = hearsay(*arguments)
        assert (done.exit_code, done.stdout) == (2, ""), arguments
    assert hearsay("nonsense").exit_code == 2


def test_a_folder_that_is_not_there_is_said_before_any_work() -> None:
    done = hearsay("trace", write("ferry.txt", FERRY), "-o", "no/such/out.html")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "folder of no/such/out.html does not exist" in done.stderr


@pytest.mark.parametrize("command", ["trace", "read"])
@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda: "missing.txt", "not found", id="a missing path"),
        pytest.param(lambda: write("in.txt", b""), "empty", id="an empty file"),
        pytest.param(lambda: write("in.txt", bytes(range(256)) * 40), "not plain text", id="a binary file named .txt"),
        pytest.param(lambda: sparse("in.txt", 200_000_000), "too large", id="a file of 200 MB"),
    ],
)
def test_an_input_that_cannot_be_read_gets_one_line(make: Callable[[], str], says: str, command: str) -> None:
    name = make()
    begun = perf_counter()
    done = hearsay(command, name)
    assert perf_counter() - begun < 5
    assert (done.exit_code, done.stdout) == (1, "")
    of_it = [line for line in done.stderr.splitlines() if name in line]
    assert len(of_it) == 1
    assert says in of_it[0]
    assert of_it[0].count(": ") >= 3, "the input, what is wrong, why, what to do"


def sparse(name: str, size: int) -> str:
    with Path(name).open("wb") as file:
        file.truncate(size)
    return name


def test_words_that_fit_nothing_are_said() -> None:
    done = hearsay("trace", write("ferry.txt", FERRY), "--about", "cucumber treaty")
    assert done.exit_code == 0
    assert "no event fits “cucumber treaty”" in done.stderr
    assert "1 document of other stories" in done.stdout


def test_words_that_fit_nothing_do_not_unread_what_was_read() -> None:
    assert "Nothing was read" not in hearsay("trace", write("ferry.txt", FERRY), "--about", "cucumber treaty").stdout


def test_words_that_fit_choose_what_the_dossier_leads_with() -> None:
    late, most = hearsay("trace", GATES, "--about", "upper gates winter"), hearsay("trace", GATES)
    assert late.exit_code == most.exit_code == 0
    assert "Perrin Wire, 9 October 1997" in late.stdout
    assert "Perrin Wire, 9 October 1997" not in most.stdout
    assert "17 September 1996" in most.stdout.splitlines()[0]


@pytest.mark.xfail(reason="two who lay readings before a meeting are taken for a meeting of the two", strict=True)
def test_words_that_fit_a_meeting_lead_with_it() -> None:
    done = hearsay("trace", GATES, "--about", "upper gates winter")
    assert done.stdout.splitlines()[0] == "Conversation of Ilsabet Corran and Joren Hastrel, Dunmarch, 9 October 1997"


def test_read_shows_what_was_read_before_anything_is_inferred() -> None:
    done = hearsay("read", GATES)
    assert done.exit_code == 0
    for told in ("merrow-lantern.html", "Tamsin Orde", "The Merrow Lantern", "15 March 2024", "perrin-1997-10-09"):
        assert told in done.stdout
    assert "said" not in hearsay("read", write("ferry.txt", "Nothing here.\n")).stdout


def test_the_schema_holds_what_trace_prints() -> None:
    schema = json.loads(hearsay("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    printed = json.loads(hearsay("trace", GATES, "missing.txt", "--format", "json").stdout)
    jsonschema.Draft202012Validator(schema).validate(printed)
    printed["attributions"][0]["mode"] = "sung"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(printed)


def test_every_command_teaches_with_examples() -> None:
    assert "Examples:" in hearsay("--help").stdout
    for command in main.commands:
        assert re.search(r"Examples?:\n +hearsay ", hearsay(command, "--help").stdout), command


# ---- text that means harm ------------------------------------------------------------------------------------------


def pages(name: str) -> Iterator[str]:
    """The dossier of one input as HTML and as Markdown."""
    for form in ("html", "markdown"):
        done = hearsay("trace", name, "--format", form)
        assert done.exit_code == 0, done.stderr
        yield done.stdout


def test_no_script_of_an_input_survives_as_markup() -> None:
    page, markdown = pages(write("hostile.html", HOSTILE))
    tree: Any = lxml_html.document_fromstring(page)
    assert not any("alert" in (s.text or "") for s in tree.iter("script", "style"))
    assert not [a for e in tree.iter() for a in e.attrib if a.startswith("on")]
    assert not [v for e in tree.iter() for v in e.attrib.values() if "javascript:" in v]
    assert not list(tree.iter("img", "iframe", "object", "embed"))
    assert "alert(6)" in tree.text_content(), "it is shown as text"
    assert "smuggled" not in tree.text_content()
    assert "<script" not in markdown
    assert "<img" not in markdown


def test_a_page_loads_nothing_from_elsewhere() -> None:
    page, _ = pages(write("hostile.html", HOSTILE))
    tree: Any = lxml_html.document_fromstring(page)
    assert not tree.xpath("//@src | //link/@href")
    assert "url(" not in page
    assert "@import" not in page


def test_the_path_of_an_input_is_text_too() -> None:
    page, markdown = pages(write("<b onclick=x>&.txt", FERRY))
    assert "<b onclick" not in page
    assert "<b onclick" not in markdown


ACTING = "“The \u202eferry\u202c is \x1b[31mold\x1b[0m\x07\x9b2J,” said Mara Lind.\u2066\n"


@pytest.mark.parametrize("form", ["terminal", "markdown", "html"])
def test_characters_that_act_are_shown_and_not_obeyed(form: str) -> None:
    done = hearsay("trace", write("acting.txt", ACTING), "--format", form)
    assert done.exit_code == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout)
    assert "‹U+202E›" in re.sub(r"<[^>]+>", "", done.stdout)
    assert "U+001B" in done.stdout


def test_characters_that_act_are_shown_by_read_and_in_messages() -> None:
    done = hearsay("read", write("acting.txt", ACTING), "missing\x1b[2J\u202e.txt")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout + done.stderr
    assert "\u202e" not in done.stdout + done.stderr
    assert "‹U+001B›" in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param("“The café is old,” said Mara Lind.".encode("utf-16"), "“The café is old,”", id="UTF-16"),
        pytest.param(
            "“The café is old,” said Mara Lind.".encode("utf-8-sig"), "“The café is old,”", id="UTF-8 with a mark"
        ),
        pytest.param("“The café is old,” said Mara Lind.".encode("cp1252"), "“The café is old,”", id="windows"),
        pytest.param(
            "“The café is old,” said Mara Lind.\n\n".encode() + "It has a café, said Odile Brask.".encode("cp1252"),
            "It has a café",
            id="two in one file",
        ),
    ],
)
def test_other_encodings_are_read_and_said(content: bytes, words: str) -> None:
    done = hearsay("trace", write("page.txt", content))
    assert done.exit_code == 0
    assert words in done.stdout
    assert ("read as" in done.stderr) == (not content.startswith(b"\xef\xbb\xbf"))


def test_a_text_of_one_line_of_five_megabytes() -> None:
    begun = process_time()
    done = hearsay("trace", write("long.txt", "“Old,” said Mara Lind. " + "a" * 5_000_000))
    assert done.exit_code == 0
    assert "Mara Lind" in done.stdout
    assert process_time() - begun < 30


# ---- files are written whole or not at all -------------------------------------------------------------------------


def test_a_ctrl_c_that_was_lost_is_heeded_at_the_next_step() -> None:
    before = signal.getsignal(signal.SIGINT)
    with console.progress(quiet=True) as step:
        step("adding", 1, 3)
        with suppress(KeyboardInterrupt):  # as Python does with what is raised in a finaliser
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            step("adding", 2, 3)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("fault", [RuntimeError("no"), KeyboardInterrupt()])
def test_a_failure_in_rendering_leaves_the_old_file(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    write("ferry.txt", FERRY)
    write("out.html", "the old one")

    def fail(*_: object) -> str:
        raise fault

    monkeypatch.setattr("hearsay.render.html.render", fail)
    assert hearsay("trace", "ferry.txt", "-o", "out.html").exit_code != 0
    assert Path("out.html").read_text(encoding="utf-8") == "the old one"
    assert sorted(p.name for p in Path().iterdir()) == ["ferry.txt", "out.html"]


@pytest.mark.parametrize("fault", [OSError(28, "no space left"), KeyboardInterrupt()])
def test_a_failure_in_writing_leaves_nothing_half(fault: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    write("ferry.txt", FERRY)

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "replace", fail)
    assert hearsay("trace", "ferry.txt", "-o", "out.html").exit_code != 0
    assert [p.name for p in Path().iterdir()] == ["ferry.txt"]


def test_a_written_file_has_the_rights_of_any_other() -> None:
    hearsay("trace", write("ferry.txt", FERRY), "-o", "out.json")
    assert Path("out.json").stat().st_mode == Path("ferry.txt").stat().st_mode


# ---- as a program --------------------------------------------------------------------------------------------------


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from hearsay.cli import main; main()", *arguments],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")} | environment,
    )


def test_the_program_prints_utf8_whatever_the_locale() -> None:
    done = run("trace", write("ferry.txt", FERRY), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "“The ferry is old,”" in done.stdout.decode("utf-8")


def test_the_program_ends_with_its_status() -> None:
    write("ferry.txt", FERRY)
    assert [run(*x).returncode for x in (("trace", "ferry.txt"), ("trace", "nothing"), ("trace",))] == [0, 1, 2]


def test_no_colour_where_there_is_no_screen_or_none_is_wanted() -> None:
    write("ferry.txt", FERRY)
    assert b"\x1b" not in run("trace", "ferry.txt").stdout
    assert b"\x1b" not in run("trace", "ferry.txt", NO_COLOR="1", FORCE_COLOR="1").stdout


def test_a_pipe_that_closes_early_is_no_error() -> None:
    write("ferry.txt", FERRY + "old " * 60_000)
    program = f"{sys.executable} -c 'from hearsay.cli import main; main()' trace ferry.txt --format json | head -c 1"
    done = subprocess.run(
        ["/bin/sh", "-c", program], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT / "src")}
    )
    assert (done.stdout, done.stderr) == (b"{", b"")


def test_an_input_is_not_written_over(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Mara Lind said “The ferry will run on Sunday.”", encoding="utf-8")
    done = CliRunner().invoke(main, ["trace", str(page), "--format", "json", "-o", str(page)])
    assert done.exit_code == 2
    assert "written over" in done.output
    assert page.read_text(encoding="utf-8").startswith("Mara Lind")


def test_a_link_is_written_through_and_stays_a_link(tmp_path: Path) -> None:
    page, kept, link = tmp_path / "page.txt", tmp_path / "kept.json", tmp_path / "link.json"
    page.write_text("Mara Lind said “The ferry will run on Sunday.”", encoding="utf-8")
    kept.write_text("old", encoding="utf-8")
    link.symlink_to(kept)
    assert CliRunner().invoke(main, ["trace", str(page), "-o", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8").startswith("{")


def test_what_the_document_says_was_not_said_is_shown_so(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Vele never said “I will sell the ferry,” the board said.", encoding="utf-8")
    shown = CliRunner().invoke(main, ["trace", str(page)]).output
    assert "the document says that this was not said" in shown


def test_ctrl_c_ends_with_the_status_that_shells_expect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hearsay.cli._trace", stopped)
    page, out = tmp_path / "page.txt", tmp_path / "page.html"
    page.write_text("Mara Lind said “The ferry will run on Sunday.”", encoding="utf-8")
    done = CliRunner().invoke(main, ["trace", str(page), "-o", str(out)])
    assert done.exit_code == 130
    assert "stopped; no file was written" in done.output
    assert list(tmp_path.iterdir()) == [page]


PAGE = "Mara Lind said “The ferry will run on Sunday.” Two keepers believe it will not."


def test_by_rules_alone_says_so_in_the_result(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    by_rules, by_both = (
        json.loads(CliRunner().invoke(main, ["trace", str(page), "--format", "json", *more]).stdout)
        for more in (["--rules"], [])
    )
    assert by_rules["hearsay"]["weights"] is None
    assert by_both["hearsay"]["weights"] == shipped().version
    assert len(by_rules["attributions"]) >= 1


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"{PAGE} It was the {n}th time."}) for n in range(20)]
    page = tmp_path / "pages.jsonl"
    page.write_text("\n".join(lines), encoding="utf-8")
    one, three = (
        CliRunner().invoke(main, ["trace", str(page), "--format", "json", "--threads", n]).stdout for n in ("1", "3")
    )
    assert one == three
    assert CliRunner().invoke(main, ["trace", str(page), "--threads", "0"]).exit_code == 2


def test_weights_that_are_missing_are_named_and_the_way_on_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(sys.modules["hearsay.annotate.encoder"], "shipped", lambda: Encoder(tmp_path))
    done = CliRunner().invoke(main, ["trace", str(page)])
    assert done.exit_code == 1
    assert f"{tmp_path / 'weights.json'}: is missing" in done.stderr
    assert "--rules" in done.stderr
    assert CliRunner().invoke(main, ["trace", str(page), "--rules"]).exit_code == 0


def test_nothing_that_can_open_a_connection_is_imported() -> None:
    code = (
        "import sys, hearsay; from hearsay.annotate.encoder import shipped; shipped();"
        "sys.exit(any(m in sys.modules for m in ('huggingface_hub', 'httpx2', 'requests', 'torch')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
