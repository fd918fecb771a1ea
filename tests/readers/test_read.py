"""`read`: which files are read, under which names, and what is said of those that are not."""

from __future__ import annotations

import gzip
import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from hearsay.model import document_id
from hearsay.readers import MAX_BYTES, NOT_YET, READERS, read

TEXT = "The ferry left Osk at noon, its captain said.\nNobody on the quay waved.\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test runs in an empty folder, with relative paths, as a user would."""
    monkeypatch.chdir(tmp_path)


def write(path: str, content: str | bytes = TEXT) -> str:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def faults(*paths: str) -> list[tuple[str, str | None, str]]:
    reading = read(paths)
    assert all(problem.why for problem in reading.problems)
    return [(problem.path, problem.record, problem.what) for problem in reading.problems]


def test_a_plain_text_file_is_its_own_text() -> None:
    write("osk.txt", "\ufeffVele:\r\n\tyes\u202e.\x00 " + TEXT)
    (document,) = read(["osk.txt"]).documents
    data = Path("osk.txt").read_bytes()
    assert document.text == data.decode()
    assert (document.source_id, document.path, document.media_type) == ("osk.txt", "osk.txt", "text/plain")
    assert document.sha256 == sha256(data).hexdigest()
    assert document.id == document_id("osk.txt", data)


@pytest.mark.parametrize("name", ["osk.meta.json", "osk.txt.meta.json"])
def test_metadata_beside_a_text(name: str) -> None:
    write("osk.txt")
    write(name, json.dumps({"publisher": "Osk Courier", "published": "3 May 2031", "kind": "leak", "title": ""}))
    reading = read(["osk.txt"])
    (document,) = reading.documents
    assert reading.problems == ()
    assert (document.publisher, document.published, document.title) == ("Osk Courier", "2031-05-03", None)
    assert (document.kind, document.kind_reason) == ("leak", "stated in the metadata")


BAD_METADATA = [
    ("not json", "metadata not read"),
    ("[1]", "metadata not read"),
    ("[" * 100_000, "metadata not read"),
    ('{"publisher": 3}', "a value left out"),
    ('{"publisher": "\\ud800"}', "a value left out"),
]


@pytest.mark.parametrize(("content", "what"), BAD_METADATA, ids=range(len(BAD_METADATA)))
def test_bad_metadata_is_told_and_the_text_is_read(content: str, what: str) -> None:
    write("osk.txt")
    write("osk.meta.json", content)
    assert faults("osk.txt") == [("osk.meta.json", None, what)]
    assert len(read(["osk.txt"]).documents) == 1


def test_a_folder_is_walked_and_names_keep_the_argument() -> None:
    for name in ("in/b.txt", "in/a.txt", "in/deep/c.TXT", "in/.hidden.txt", "in/.git/d.txt", "in/a.meta.json"):
        write(name, TEXT if name.endswith(("t", "T")) else "{}")
    for argument, prefix in (("in", "in/"), ("in/", "in/"), ("./in", "./in/"), (str(Path("in").resolve()), None)):
        names = [document.source_id for document in read([argument]).documents]
        base = prefix or str(Path("in").resolve()) + "/"
        assert names == [base + "a.txt", base + "b.txt", base + "deep/c.TXT"]


def test_the_same_file_twice_is_read_once_and_order_does_not_matter() -> None:
    write("in/a.txt")
    write("in/b.txt")
    one = read(["in", "in/a.txt", "./in/a.txt"])
    assert [document.path for document in one.documents] == ["in/a.txt", "in/b.txt"]
    assert one == read(["./in/a.txt", "in/a.txt", "in"])


def test_identical_files_are_two_witnesses() -> None:
    write("a.txt")
    write("b.txt")
    first, second = read(["a.txt", "b.txt"]).documents
    assert first.sha256 == second.sha256
    assert first.id != second.id


def test_links_that_lead_round_in_a_circle() -> None:
    write("in/a.txt")
    Path("in/loop").symlink_to("../in")
    Path("in/same.txt").symlink_to("a.txt")
    Path("in/gone.txt").symlink_to("nowhere.txt")
    assert faults("in") == [("in/gone.txt", None, "not found"), ("in/loop", None, "a link to a folder")]
    assert [document.path for document in read(["in"]).documents] == ["in/a.txt"]


BAD_FILES = [
    # name             content                         what is said
    ("gone.txt",       None,                           "not found"),
    ("empty.txt",      b"",                            "empty file"),
    ("blank.txt",      b"\xef\xbb\xbf \r\n\t\n",       "empty file"),
    ("empty.html",     b"",                            "empty file"),
    ("empty.jsonl",    b"\n\n",                        "empty file"),
    ("really.txt",     b"%PDF-1.7 ...",                "damaged PDF"),
    ("noise.txt",      bytes(range(256)) * 40,         "not plain text"),
    ("noise.html",     b"\x89PNG" + bytes(range(256)), "not a web page"),
    ("broken.html.gz", b"\x1f\x8b broken",             "damaged archive"),
    ("plain.html.gz",  b"<p>Vele</p>",                 "damaged archive"),
    ("short.jsonl.gz", gzip.compress(b'{"text": 1}' * 99)[:-12], "damaged archive"),
    ("what.xyz",       b"Vele",                        "the ending .xyz is not known"),
    ("README",         b"Vele",                        "the name has no ending"),
    ("paper.PDF",      b"%PDF-1.7 ...",                "damaged PDF"),
    ("feed.rss",       b"<rss/>",                      "a feed without items"),
    ("page.warc.gz",   b"",                            "empty file"),
    ("in.zip",         b"PK\x03\x04",                  "damaged archive"),
    ("https://isles.example/a", None,                  "addresses are not read yet"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "what"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_one_line_on_a_file_that_cannot_be_read_and_the_rest_goes_on(
    name: str, content: bytes | None, what: str
) -> None:
    write("good.txt")
    if content is not None:
        write(name, content)
    reading = read([name, "good.txt"])
    assert [(problem.path, problem.what) for problem in reading.problems] == [(name, what)]
    assert [document.path for document in reading.documents] == ["good.txt"]


def test_a_file_over_the_limit_is_not_read() -> None:
    with Path("big.txt").open("wb") as big:
        big.truncate(MAX_BYTES * 3)
    (problem,) = read(["big.txt"]).problems
    assert problem.what == "too large: 192 MB"
    assert "split it" in problem.why


def test_a_packed_page_that_unpacks_beyond_the_limit() -> None:
    write("bomb.html.gz", gzip.compress(b" " * (MAX_BYTES + 1), 1))
    assert faults("bomb.html.gz") == [("bomb.html.gz", None, "too large: over 64 MB unpacked")]


def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo("pipe.txt")
    assert faults("pipe.txt") == [("pipe.txt", None, "not a file")]


def test_a_file_that_may_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    write("shut.txt")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Not by chmod: the tests may run as a user who may read everything.
    monkeypatch.setattr(Path, "open", refuse)
    assert faults("shut.txt") == [("shut.txt", None, "may not be read")]


def test_a_name_that_is_no_utf_8() -> None:
    try:
        Path(os.fsdecode(b"in\xff.txt")).write_text(TEXT)
    except OSError:
        pytest.skip("this file system has no such names")
    write("good.txt")
    (problem,) = read(["."]).problems
    assert problem.what == "a name that is not UTF-8"
    problem.path.encode()


def test_a_folder_says_what_it_holds_that_is_not_read() -> None:
    for name in ("in/a.jpg", "in/b.jpg", "in/c.pdf"):
        write(name, b"...")
    Path("bare").mkdir()
    assert faults("in", "bare") == [
        ("bare", None, "nothing to read in this folder"),
        ("in", None, "2 files not read (.jpg)"),
        ("in/c.pdf", None, "not a PDF"),
    ]


def test_a_file_in_another_encoding_is_read_and_the_encoding_told() -> None:
    write("old.txt", "“Yes”, he said – at last.".encode("cp1252"))
    reading = read(["old.txt"])
    assert [document.text for document in reading.documents] == ["“Yes”, he said – at last."]
    assert [problem.what for problem in reading.problems] == ["read as windows-1252"]


def test_a_text_of_one_line_of_5_mb() -> None:
    write("line.txt", "Vele said that the light stays ours, (AP) — All rights reserved. © " * 75_000)
    (document,) = read(["line.txt"]).documents
    assert len(document.text) > 5_000_000
    assert [zone.kind for zone in document.zones] == ["body"]


def test_progress_counts_bytes_up_to_all() -> None:
    write("a.txt")
    write("b.jsonl", '{"text": "Vele said yes."}\n' * 3)
    seen: list[tuple[int, int]] = []
    read(["a.txt", "b.jsonl"], progress=lambda done, total: seen.append((done, total)))
    total = sum(Path(name).stat().st_size for name in ("a.txt", "b.jsonl"))
    assert seen == sorted(seen)
    assert seen[-1] == (total, total)


def test_every_reader_has_its_endings_and_none_is_claimed_twice() -> None:
    endings = [ending for reader in READERS for ending in reader.extensions]
    assert len(endings) == len(set(endings))
    assert not set(endings) & set(NOT_YET)
    assert all(ending.startswith(".") and ending == ending.lower() for ending in (*endings, *NOT_YET))
