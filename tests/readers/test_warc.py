"""Crawls: every answer with text goes to the reader of its type, and damage costs no more than the record it is in."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from hearsay.readers import Reading, capture, http_body, read

TEXT = "The ferry left Osk at noon, its captain said, and nobody on the quay waved."
PAGE = (
    "<!DOCTYPE html><html><head><title>Ferry</title></head><body><article>"
    + f"<p>{TEXT}</p>" * 3
    + "</article></body></html>"
)
FEED = (
    f"<rss version='2.0'><channel><title>Osk</title><item><guid>g1</guid><title>{TEXT}</title></item></channel></rss>"
)


def record(
    number: int,
    body: bytes = PAGE.encode(),
    *,
    kind: str = "response",
    head: str = "Content-Type: text/html; charset=utf-8",
    status: str = "200 OK",
    length: int | None = None,
    more: str = "",
) -> bytes:
    block = body
    content = "text/plain"
    if kind in ("response", "revisit"):
        block = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body
        content = "application/http; msgtype=response"
    elif kind in ("resource", "conversion"):
        content = head.partition(": ")[2]
    lines = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:osk:{number}>\r\n"
        f"WARC-Date: 2031-05-03T09:30:0{number % 10}Z\r\n"
        f"WARC-Target-URI: https://courier.example/{number}\r\nContent-Type: {content}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return lines.encode() + block + b"\r\n\r\n"


def read_crawl(folder: Path, data: bytes, name: str = "osk.warc") -> Reading:
    (folder / name).write_bytes(data)
    return read([folder / name])


def records(reading: Reading) -> list[str]:
    return [document.source_id.partition("#")[2] for document in reading.documents]


def faults(reading: Reading) -> list[tuple[str | None, str]]:
    assert all(problem.why for problem in reading.problems)
    return [(problem.record, problem.what) for problem in reading.problems]


MIXED = (
    record(0, b"software: osk", kind="warcinfo"),
    record(1),
    record(2, b"GET / HTTP/1.1", kind="request"),
    record(3, FEED.encode(), head="Content-Type: application/rss+xml"),
    record(4, TEXT.encode(), head="Content-Type: text/plain"),
    record(5, b"\x89PNG....", head="Content-Type: image/png"),
    record(6, b"body{}", head="Content-Type: text/css"),
    record(7, b"gone", status="404 Not Found"),
    record(8, b"", kind="revisit"),
    record(9, PAGE.encode(), kind="resource", head="Content-Type: text/html"),
    record(10, b'{"a": 1}', head="Content-Type: application/json"),
    record(11, PAGE.encode(), head="Server: osk"),
    record(12, TEXT.encode(), kind="conversion", head="Content-Type: text/plain"),
)
MEANT = ["urn:osk:1", "urn:osk:11", "urn:osk:12", "urn:osk:3#g1", "urn:osk:4", "urn:osk:9"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("osk.warc", b"".join(MIXED)),
        ("osk.warc.gz", b"".join(gzip.compress(one) for one in MIXED)),
        ("osk.bin", gzip.compress(b"".join(MIXED))),
    ],
)
def test_each_answer_goes_to_its_reader(tmp_path: Path, name: str, data: bytes) -> None:
    reading = read_crawl(tmp_path, data, name)
    assert records(reading) == MEANT
    assert faults(reading) == [(None, "4 answers without text to read")]
    why = reading.problems[0].why
    assert "1 × image/png" in why
    assert "1 × answers with status 404" in why
    assert "1 request, 1 revisit, 1 warcinfo" in why
    page = reading.documents[0]
    assert (page.title, page.media_type) == ("Ferry", "text/html")
    assert (page.uri, page.retrieved) == ("https://courier.example/1", "2031-05-03T09:30:01Z")
    item = reading.documents[3]
    assert (item.publisher, item.retrieved) == ("Osk", "2031-05-03T09:30:03Z")


def test_a_wrong_media_type_does_not_matter(tmp_path: Path) -> None:
    sent = [
        record(1, PAGE.encode(), head="Content-Type: text/plain"),
        record(2, FEED.encode(), head="Content-Type: text/html"),
        record(3, FEED.encode(), head="Content-Type: text/xml"),
        record(4, PAGE.encode(), head="Content-Type: application/octet-stream"),
    ]
    reading = read_crawl(tmp_path, b"".join(sent))
    assert [document.media_type for document in reading.documents] == [
        "text/html", "application/rss+xml", "application/rss+xml", "text/html",
    ]  # fmt: skip
    told = [[remark.why for remark in document.remarks if remark.of == "media type"] for document in reading.documents]
    assert [len(reasons) for reasons in told] == [1, 1, 0, 0]
    assert "sent as text/plain" in told[0][0]


def packed(encoding: str, data: bytes) -> bytes:
    if encoding == "deflate":
        return zlib.compress(data)
    if encoding == "raw":
        engine = zlib.compressobj(wbits=-15)
        return engine.compress(data) + engine.flush()
    return gzip.compress(data)


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 100] for at in range(0, len(data), 100)]
    return b"".join(b"%x;q=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


PAGE_BYTES = PAGE.encode()
TRANSPORTS = [
    ("Content-Encoding: gzip", packed("gzip", PAGE_BYTES)),
    ("Content-Encoding: x-gzip", packed("gzip", PAGE_BYTES)),
    ("Content-Encoding: deflate", packed("deflate", PAGE_BYTES)),
    ("Content-Encoding: deflate", packed("raw", PAGE_BYTES)),
    ("Transfer-Encoding: chunked", chunked(PAGE_BYTES)),
    ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(packed("gzip", PAGE_BYTES))),
    # The encodings were taken off, and the headers kept:
    ("Content-Encoding: gzip", PAGE_BYTES),
    ("Content-Encoding: br", PAGE_BYTES),
    ("Transfer-Encoding: chunked", PAGE_BYTES),
    ("Content-Encoding: identity", PAGE_BYTES),
]


@pytest.mark.parametrize(("head", "body"), TRANSPORTS, ids=range(len(TRANSPORTS)))
def test_transport_encodings_are_taken_off(tmp_path: Path, head: str, body: bytes) -> None:
    reading = read_crawl(tmp_path, record(1, body, head=f"Content-Type: text/html\r\n{head}"))
    (document,) = reading.documents
    assert document.title == "Ferry"
    assert reading.problems == ()


def test_the_charset_of_the_answer_comes_before_that_of_the_page(tmp_path: Path) -> None:
    words = "На причале никто не махал, сказал капитан. "
    page = f"<html><head><meta charset='koi8-r'><title>x</title></head><body>{f'<p>{words * 4}</p>' * 3}</body></html>"
    sent = record(1, page.encode("cp1251"), head="Content-Type: text/html; charset=windows-1251")
    (document,) = read_crawl(tmp_path, sent).documents
    assert words.strip() in document.text


THREE = [record(number) for number in (1, 2, 3)]
PACKED = [gzip.compress(one) for one in THREE]


def scratched(member: bytes) -> bytes:
    return member[:60] + bytes(40) + member[100:]


LONG, SHORT = record(2, length=len(THREE[1]) + 300), record(2, length=200)
NO_LENGTH = record(2).replace(b"Content-Length", b"Content-Langth")
NONE = "1 answer without text to read"
DAMAGED = [
    ("garbage between", THREE[0] + b"garbage\r\n" * 9 + THREE[1] + THREE[2], [1, 2, 3], ["a broken record"]),
    ("too long", THREE[0] + LONG + THREE[2] + record(4), [1, 2, 3, 4], ["a broken record"]),
    ("too short", THREE[0] + SHORT + THREE[2], [1, 2, 3], ["a broken record"]),
    ("no length", THREE[0] + NO_LENGTH + THREE[2], [1, 3], [NONE, "a broken record"]),
    ("cut short", THREE[0] + THREE[1] + THREE[2][:-100], [1, 2, 3], ["a record cut short"]),
    ("cut in its head", THREE[0] + THREE[1] + THREE[2][:100], [1, 2], [NONE, "a record cut short"]),
    ("scratched", PACKED[0] + scratched(PACKED[1]) + PACKED[2], [1, 3], ["a broken record"]),
    ("bad head", PACKED[0] + b"xx" + PACKED[1][2:] + PACKED[2], [1, 3], ["a broken record"]),
    ("cut off", PACKED[0] + PACKED[1] + PACKED[2][:-20], [1, 2, 3], ["a record cut short"]),
    ("cut at its head", PACKED[0] + PACKED[1] + PACKED[2][:30], [1, 2], ["a record cut short"]),
    ("without its sum", PACKED[0] + PACKED[1][:-4], [1, 2], ["a record cut short"]),
    ("empty", b"", [], ["empty file"]),
    ("nothing", b"WARC/1.0\r\n", [], ["a record cut short"]),
    ("no warc", b"The ferry left.", [], ["a broken record"]),
]


@pytest.mark.parametrize(("data", "found", "told"), [case[1:] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_damage_is_named_and_the_rest_is_read(tmp_path: Path, data: bytes, found: list[int], told: list[str]) -> None:
    reading = read_crawl(tmp_path, data)
    assert [name for name in records(reading) if name] == [f"urn:osk:{number}" for number in found]
    whats = [what for _, what in faults(reading)]
    assert sorted(set(whats)) == sorted(told)


def test_what_is_cut_short_is_read_and_said_to_be(tmp_path: Path) -> None:
    reading = read_crawl(tmp_path, THREE[0] + THREE[1][:-150])
    assert [document.coverage.state for document in reading.documents] == ["complete", "truncated"]
    assert faults(reading) == [("urn:osk:2", "a record cut short")]
    stopped = record(1, more="WARC-Truncated: time\r\n")
    (document,) = read_crawl(tmp_path, stopped).documents
    assert document.coverage.state == "truncated"
    assert any("the crawler stopped" in remark.why for remark in document.remarks)


def test_an_answer_that_unpacks_without_end(tmp_path: Path) -> None:
    bomb = record(1, gzip.compress(bytes(80 * 2**20)), head="Content-Type: text/html\r\nContent-Encoding: gzip")
    reading = read_crawl(tmp_path, bomb + record(2))
    assert records(reading) == ["urn:osk:2"]
    assert faults(reading) == [("urn:osk:1", "too large: over 64 MB unpacked")]


def test_a_record_over_the_limit_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hearsay.readers.warc.MAX_BYTES", 2000)
    reading = read_crawl(tmp_path, record(1, PAGE_BYTES * 20) + record(2))
    assert records(reading) == ["urn:osk:2"]
    assert [record for record, _ in faults(reading)] == ["urn:osk:1"]


def test_crawls_in_crawls_end(tmp_path: Path) -> None:
    data = record(1)
    for number in range(2, 2 + capture.MAX_DEPTH + 1):
        data = record(number, data, head="Content-Type: application/warc")
    assert [what for _, what in faults(read_crawl(tmp_path, data))] == ["archives in archives"]


def arc(*answers: tuple[str, bytes], version: str = "1 0 Osk") -> bytes:
    head = f"{version}\nURL IP-address Archive-date Content-type Archive-length\n\n".encode()
    parts = [b"filedesc://osk.arc 127.0.0.1 20310503090000 text/plain %d\n" % len(head) + head]
    for line, block in answers:
        parts.append(f"{line} {len(block)}\n".encode() + block + b"\n")
    return b"".join(parts)


def answer(body: bytes = PAGE_BYTES, head: str = "Content-Type: text/html", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body


ONE = ("https://courier.example/a b 192.0.2.7 20310503093000 text/html", answer())
TWO = ("https://courier.example/2 192.0.2.7 20310503093001 text/html 200 - - 0 osk.arc", answer())
PICTURE = ("https://courier.example/p 192.0.2.7 20310503093002 image/png", answer(b"x", "Content-Type: image/png"))
GONE = ("https://courier.example/g 192.0.2.7 20310503093003 text/html", answer(status="404 Not Found"))
BARE = ("https://courier.example/t 192.0.2.7 20310503093004 text/plain", TEXT.encode())


@pytest.mark.parametrize("pack", [False, True])
def test_arc(tmp_path: Path, pack: bool) -> None:
    data = arc(ONE, TWO, PICTURE, GONE, BARE)
    reading = read_crawl(tmp_path, gzip.compress(data) if pack else data, "osk.arc.gz" if pack else "osk.arc")
    assert records(reading) == [
        "https://courier.example/2 20310503093001",
        "https://courier.example/a b 20310503093000",
        "https://courier.example/t 20310503093004",
    ]
    assert faults(reading) == [(None, "2 answers without text to read")]
    page = reading.documents[1]
    assert (page.uri, page.retrieved, page.title) == ("https://courier.example/a b", "2031-05-03T09:30:00Z", "Ferry")


def test_a_broken_arc_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    wild = b"https://courier.example/w 192.0.2.7 20310503093009 text/html -1\n\nwhat is this\n"
    reading = read_crawl(tmp_path, arc(ONE) + wild + arc(TWO) + arc(BARE)[:-30], "osk.arc")
    assert len(reading.documents) == 3
    assert sorted(what for _, what in faults(reading)) == ["a broken record", "a record cut short"]
    parts = [gzip.compress(one) for one in (arc(ONE), arc(TWO), arc(BARE))]
    reading = read_crawl(tmp_path, parts[0] + scratched(parts[1]) + parts[2], "osk.arc.gz")
    assert len(reading.documents) == 2
    assert [what for _, what in faults(reading)] == ["a broken record"]


def test_a_head_of_an_answer() -> None:
    found = http_body.parse(b"HTTP/1.1 200 OK\nContent-Type : text/html\nX\n\nbody")
    assert found is not None
    assert (found.status, found.headers["content-type"], found.body) == (200, "text/html", b"body")
    assert http_body.parse(b"<html>") is None
    cut = http_body.parse(b"HTTP/1.1 what")
    assert cut is not None
    assert (cut.status, cut.body) == (None, b"")


def test_what_is_not_packed_as_it_says_and_what_is_damaged() -> None:
    assert http_body.plain(b"no brotli", {"content-encoding": "br"}) == (b"no brotli", None)
    body, fault = http_body.plain(gzip.compress(PAGE_BYTES)[:-60], {"content-encoding": "gzip"})
    assert PAGE_BYTES.startswith(body)
    assert fault
