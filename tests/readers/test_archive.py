"""Archives: members go to their readers under names of their own, and no bomb goes off."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from hearsay.readers import Reading, archive, capture, read
from hearsay.readers.unpack import TooMuchError, Unpacked

TEXT = b"The ferry left Osk at noon, its captain said, and nobody on the quay waved.\n"
PAGE = b"<!DOCTYPE html><html><head><title>Ferry</title></head><body>" + b"<p>%s</p>" % TEXT * 4 + b"</body></html>"

Members = Iterable[tuple[str, bytes]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def zipped(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members:
            packed.writestr(name, data)
    return out.getvalue()


def tarred(members: Members, packing: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:" + packing) as packed:  # type: ignore[call-overload]
        for name, data in members:
            about = tarfile.TarInfo(name)
            about.size = len(data)
            packed.addfile(about, io.BytesIO(data))
    return out.getvalue()


def read_file(name: str, data: bytes) -> Reading:
    Path(name).write_bytes(data)
    return read([name])


def names(reading: Reading) -> list[str]:
    return [document.source_id for document in reading.documents]


def faults(reading: Reading) -> list[tuple[str | None, str]]:
    assert all(problem.why for problem in reading.problems)
    return [(problem.record, problem.what) for problem in reading.problems]


MEMBERS = (
    ("notes.txt", TEXT),
    ("deep/./page.html", PAGE),
    ("lines.jsonl", b'{"text": "Vele said yes."}\n{"text": "Vele said no.", "id": "own"}\n'),
    (".hidden.txt", TEXT),
    (".git/x.txt", TEXT),
    ("__MACOSX/._notes.txt", TEXT),
)
READ = ["deep/page.html", "lines.jsonl#1", "notes.txt"]
FORMS = [
    ("case.zip", zipped(MEMBERS)),
    ("case.tar", tarred(MEMBERS)),
    ("case.tar.gz", tarred(MEMBERS, "gz")),
    ("case.tgz", tarred(MEMBERS, "gz")),
    ("case.tar.bz2", tarred(MEMBERS, "bz2")),
    ("case.tar.xz", tarred(MEMBERS, "xz")),
    ("case.bin", zipped(MEMBERS)),
]


@pytest.mark.parametrize(("name", "data"), FORMS, ids=[name for name, _ in FORMS])
def test_members_are_read_under_their_names(name: str, data: bytes) -> None:
    reading = read_file(name, data)
    assert names(reading) == sorted([*(f"{name}#{member}" for member in READ), "own"])
    assert faults(reading) == []
    assert {document.path for document in reading.documents} == {name}
    by_name = {document.source_id: document for document in reading.documents}
    plain, page = by_name[f"{name}#notes.txt"], by_name[f"{name}#deep/page.html"]
    assert (plain.text, plain.media_type) == (TEXT.decode(), "text/plain")
    assert (page.title, page.media_type) == ("Ferry", "text/html")


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_one_packed_file_keeps_its_name(pack: object) -> None:
    name = {gzip.compress: "a.txt.gz", bz2.compress: "a.txt.bz2", lzma.compress: "a.txt.xz"}[pack]  # type: ignore[index]
    reading = read_file(name, pack(TEXT) + pack(TEXT))  # type: ignore[operator]
    assert names(reading) == [name]
    assert reading.documents[0].text == TEXT.decode() * 2


def test_a_problem_in_a_member_names_the_member() -> None:
    reading = read_file("case.zip", zipped([("bad.html", b"<p>no"), ("inner.zip", zipped([("bad.txt", b" ")]))]))
    assert [(problem.path, problem.record) for problem in reading.problems] == [
        ("case.zip", "bad.html"),
        ("case.zip", "inner.zip#bad.txt"),
    ]


def test_two_members_of_one_name_are_two_documents() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("a.txt", TEXT), ("a.txt", TEXT * 2)])
    assert names(read_file("case.zip", data)) == ["case.zip#a.txt", "case.zip#a.txt#2"]


CLIMBERS = ["../up.txt", "a/../../up.txt", "/root.txt", "C:\\root.txt", "..\\down.txt"]


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_paths_that_lead_out_are_refused(pack: object) -> None:
    reading = read_file("case.bin", pack([*((name, TEXT) for name in CLIMBERS), ("in.txt", TEXT)]))  # type: ignore[operator]
    assert names(reading) == ["case.bin#in.txt"]
    assert [what for _, what in faults(reading)] == ["a member refused"] * len(CLIMBERS)
    assert sorted(path.name for path in Path().iterdir()) == ["case.bin"]


def test_what_holds_no_text_is_counted() -> None:
    members = [("a.jpg", b"x"), ("b.JPG", b"x"), ("c.odd", b"words"), ("a.txt.meta.json", b"{}"), ("a.txt", TEXT)]
    assert faults(read_file("case.zip", zipped(members))) == [
        (None, "1 member not read (.odd)"),
        (None, "2 members not read (.jpg)"),
        (None, "metadata not used"),
    ]


def test_links_in_a_tar_are_not_followed() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        packed.addfile(link)
    reading = read_file("case.tar", out.getvalue())
    assert (names(reading), faults(reading)) == ([], [(None, "not read: links (1)")])


def nested(depth: int) -> bytes:
    data = zipped([("a.txt", TEXT)])
    for _ in range(depth):
        data = zipped([("in.zip", data)])
    return data


def test_archives_in_archives_are_opened_two_deep() -> None:
    assert names(read_file("case.zip", nested(2))) == ["case.zip#in.zip#in.zip#a.txt"]
    assert faults(read_file("deep.zip", nested(3))) == [("in.zip#in.zip#in.zip", "archives in archives")]
    packed = TEXT
    for _ in range(5):
        packed = gzip.compress(packed)
    assert faults(read_file("deep.txt.gz", packed)) == [(None, "archives in archives")]


def test_bombs_do_not_go_off() -> None:
    zeros = bytes(40 * 2**20)
    assert faults(read_file("a.zip", zipped([("a.txt", zeros), ("b.txt", TEXT)]))) == [("a.txt", "unpacks without end")]
    assert faults(read_file("b.txt.gz", gzip.compress(zeros))) == [(None, "unpacks without end")]
    assert faults(read_file("c.tar.gz", tarred([("a.txt", zeros)], "gz"))) == [(None, "unpacks without end")]
    assert faults(read_file("d.zip", zipped([("a.txt", zeros * 2)]))) == [("a.txt", "too large: 80 MB")]


def test_many_small_bombs_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture, "LEAST_TOTAL", 1_000_000)
    monkeypatch.setattr(capture, "RATIO", 10)
    inner = zipped([(f"{number}.txt", TEXT * 1000) for number in range(5)])
    reading = read_file("case.zip", zipped([(f"{number}.zip", inner) for number in range(50)]))
    assert "unpacks without end" in [what for _, what in faults(reading)]
    assert 0 < sum(len(document.text) for document in reading.documents) <= 1_000_000


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    members = [(f"{number}.txt", TEXT) for number in range(5)]
    assert faults(read_file("a.zip", zipped(members))) == [(None, "too many members: 5")]
    monkeypatch.setattr(capture.Budget, "of", lambda size: capture.Budget(bytes=10**9, members=3))
    reading = read_file("b.tar", tarred(members))
    assert names(reading) == ["b.tar#0.txt", "b.tar#1.txt", "b.tar#2.txt"]
    assert faults(reading) == [(None, "too many members")]


def test_a_header_that_asks_for_a_gigabyte() -> None:
    about = tarfile.TarInfo("a")
    about.type, about.size = b"x", 10**9
    assert faults(read_file("case.tar", about.tobuf() + bytes(9 * 2**20))) == [(None, "unpacks without end")]


def locked() -> bytes:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)]))
    data[6] |= 1
    data[data.find(b"PK\1\2") + 8] |= 1
    return bytes(data)


def scratched() -> bytes:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)]))
    at = data.find(b"a.txt") + 10
    data[at : at + 12] = b"x" * 12
    return bytes(data)


def headless() -> bytes:
    data = bytearray(tarred([("b.txt", TEXT), ("a.txt", TEXT)]))
    data[1024 + 3 : 1024 + 200] = b"x" * 197
    return bytes(data)


DAMAGED = [
    ("a.zip", locked(), ["a.zip#b.txt"], [("a.txt", "a locked member")]),
    ("b.zip", scratched(), ["b.zip#b.txt"], [("a.txt", "a damaged member")]),
    ("c.tar", headless(), ["c.tar#b.txt"], [(None, "damaged archive")]),
    ("d.zip", zipped([("a.txt", TEXT)])[:-30], [], [(None, "damaged archive")]),
    ("e.zip", b"PK\3\4", [], [(None, "damaged archive")]),
    ("f.tar", b"no archive", [], [(None, "damaged archive")]),
    ("g.gz", b"\x1f\x8b" + TEXT, [], [(None, "damaged archive")]),
    ("h.zip", b"", [], [(None, "empty file")]),
    ("i.zip", zipped([]), [], [(None, "nothing to read in this archive")]),
    ("j.zip", zipped([("a.txt", b"")]), [], [("a.txt", "empty file")]),
    ("k.txt.gz", gzip.compress(b""), [], [(None, "empty file")]),
    ("l.7z", b"7z\xbc\xaf\x27\x1c", [], [(None, "An archive of this kind is not read yet")]),
]


@pytest.mark.parametrize(("name", "data", "found", "told"), DAMAGED, ids=[name for name, *_ in DAMAGED])
def test_damage_is_named_and_the_rest_is_read(
    name: str, data: bytes, found: list[str], told: list[tuple[str | None, str]]
) -> None:
    reading = read_file(name, data)
    assert (names(reading), faults(reading)) == (found, told)


def test_a_packed_file_that_is_cut_short_is_read_as_far_as_it_goes() -> None:
    words = "".join(f"On day {number} the mayor said {number * 7919 % 1009}. " for number in range(4000))
    reading = read_file("a.txt.gz", gzip.compress(words.encode())[:-2000])
    (document,) = reading.documents
    assert words.startswith(document.text)
    assert document.coverage.state == "truncated"
    assert faults(reading) == [(None, "damaged archive")]


def test_a_tar_that_is_cut_short_gives_what_came_before() -> None:
    data = tarred([("a.txt", TEXT), ("b.txt", bytes(range(256)) * 900)])
    reading = read_file("case.tar", data[:100_000])
    assert (names(reading), faults(reading)) == (["case.tar#a.txt"], [(None, "damaged archive")])


def test_the_list_of_problems_ends() -> None:
    reading = read_file("case.zip", zipped([(f"../{number}.txt", TEXT) for number in range(archive.MAX_PROBLEMS + 5)]))
    assert len(reading.problems) == archive.MAX_PROBLEMS + 1
    assert "5 more members with faults" in [problem.what for problem in reading.problems]


def test_progress_and_order_do_not_depend_on_the_way(tmp_path: Path) -> None:
    Path("case.zip").write_bytes(zipped(MEMBERS))
    Path("z.txt").write_bytes(TEXT)
    seen: list[tuple[int, int]] = []
    one = read(["case.zip", "z.txt"], progress=lambda done, total: seen.append((done, total)))
    assert one == read(["z.txt", "case.zip"])
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_stream_that_goes_forward_only() -> None:
    stream = Unpacked(io.BytesIO(gzip.compress(TEXT)), ".gz")
    assert stream.read(3) == TEXT[:3]
    assert stream.seek(10) == 10
    with pytest.raises(io.UnsupportedOperation):
        stream.seek(0)
    with pytest.raises(TooMuchError):
        stream.read()
    assert stream.read(1000) == TEXT[10:]
    assert stream.read(10) == b""


def test_a_record_of_json_keeps_its_own_name_in_an_archive() -> None:
    line = json.dumps({"id": "m-7", "text": "Vele said yes."}).encode()
    assert names(read_file("case.zip", zipped([("a.jsonl", line)]))) == ["m-7"]
