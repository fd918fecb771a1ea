"""What bytes are by how they begin, and that a wrong name or media type does not matter."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from hearsay.readers import READERS, read
from hearsay.readers.charsets import codec
from hearsay.readers.dispatch import by_ending
from hearsay.readers.sniff import HEAD, sniff

TEXT = "The ferry left Osk at noon, its captain said, and nobody on the quay waved.\n"
PAGE = f"<!DOCTYPE html><html><title>Ferry</title><body><article>{f'<p>{TEXT}</p>' * 3}</article></body></html>"
FEED = f"<rss version='2.0'><channel><title>Osk Courier</title><item><title>{TEXT}</title></item></channel></rss>"
TEI = f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{TEXT}</p></body></text></TEI>"


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, TEXT)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return out.getvalue()


BEGINNINGS = [
    (b"%PDF-1.7\n", ".pdf"),
    (b" text about %PDF-1.7", None),
    (zipped("a.txt"), ".zip"),
    (zipped(), ".zip"),
    (zipped("[Content_Types].xml", "word/document.xml"), ".docx"),
    (zipped("[Content_Types].xml", "xl/workbook.xml"), ".xlsx"),
    (zipped("META-INF/MANIFEST.MF"), ".jar"),
    (zipped("mimetype"), ".odt"),
    (gzip.compress(TEXT.encode()), ".gz"),
    (bz2.compress(TEXT.encode()), ".bz2"),
    (lzma.compress(TEXT.encode()), ".xz"),
    (tarred(), ".tar"),
    (gzip.compress(tarred()), ".tar.gz"),
    (lzma.compress(tarred()), ".tar.xz"),
    (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", ".warc"),
    (gzip.compress(b"WARC/1.1\r\n"), ".warc.gz"),
    (b"filedesc://a.arc 127.0.0.1 20310503090000 text/plain 75\n", ".arc"),
    (FEED.encode(), ".rss"),
    (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <html> -->\n" + FEED.encode(), ".rss"),
    (("<!DOCTYPE html PUBLIC 'x' 'y'>" + FEED).encode(), ".rss"),
    (FEED.encode("utf-16"), ".rss"),
    (FEED.encode("utf-16-be"), ".rss"),
    (FEED.encode("utf-32-le"), ".rss"),
    (b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", ".atom"),
    (b"<rdf:RDF xmlns:rdf='x' xmlns='http://purl.org/rss/1.0/'>", ".rdf"),
    (b"<rdf:RDF xmlns:rdf='x' xmlns='http://isles.example/ships'>", None),
    (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', ".jsonfeed"),
    (b'{"text": "on jsonfeed.org they say"}', None),
    (TEI.encode(), ".tei"),
    (PAGE.encode(), ".html"),
    (b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='x'>", ".html"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
    (b"< 3 ships in the harbour", None),
    (b"<!--" + b"-" * HEAD, None),
    (b"\x1f\x8b broken", ".gz"),
    (b"", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "ending"), BEGINNINGS, ids=range(len(BEGINNINGS)))
def test_the_beginning_tells_the_format(head: bytes, ending: str | None) -> None:
    assert sniff(head[:HEAD]) == ending


def test_hostile_heads_take_no_time() -> None:
    for piece in (b"<!--", b"<!DOCTYPE [", b"<?", b" <", b"<!DOCTYPE html "):
        assert sniff((piece * HEAD)[:HEAD]) in (None, ".html")


WRONG_NAMES = [
    # name           content                          media type              remark
    ("feed.txt",     FEED.encode(),                   "application/rss+xml",  True),
    ("feed.html",    FEED.encode(),                   "application/rss+xml",  True),
    ("feed.xml",     FEED.encode(),                   "application/rss+xml",  False),
    ("page.xml",     PAGE.encode(),                   "text/html",            False),
    ("page.txt",     PAGE.encode(),                   "text/html",            True),
    ("page",         PAGE.encode(),                   "text/html",            True),
    ("page.html",    gzip.compress(PAGE.encode()),    "text/html",            True),
    ("page.gz",      gzip.compress(PAGE.encode()),    "text/html",            True),
    ("page.html.gz", gzip.compress(PAGE.encode()),    "text/html",            False),
    ("page.html",    PAGE.encode(),                   "text/html",            False),
    ("notes.txt",    TEXT.encode(),                   "text/plain",           False),
    ("edition.xml",  TEI.encode(),                    "application/tei+xml",  False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "media_type", "told"), WRONG_NAMES, ids=range(len(WRONG_NAMES)))
def test_the_content_decides_and_a_wrong_name_is_told(
    tmp_path: Path, name: str, content: bytes, media_type: str, told: bool
) -> None:
    (tmp_path / name).write_bytes(content)
    (document,) = read([tmp_path / name]).documents
    assert document.media_type == media_type
    assert TEXT.strip() in document.text
    assert any(remark.of == "media type" for remark in document.remarks) is told


def test_in_a_folder_unknown_endings_are_looked_into(tmp_path: Path) -> None:
    (tmp_path / "feed.bak").write_bytes(FEED.encode())
    (tmp_path / "notes.bak").write_bytes(TEXT.encode())
    reading = read([tmp_path])
    assert [document.path for document in reading.documents] == [f"{tmp_path}/feed.bak"]
    assert [problem.what for problem in reading.problems] == ["1 file not read (.bak)"]


def test_the_longer_ending_decides() -> None:
    names = {
        "a.warc.gz": "warc",
        "a.html.gz": "html",
        "a.jsonl.gz": "jsonl",
        "a.txt.gz": "archive",
        "a.TAR.GZ": "archive",
    }
    for name, reader in names.items():
        found = by_ending(name, READERS)
        assert getattr(found, "__name__", "").endswith(f".{reader}")
    assert by_ending("a.xyz", READERS) is None


LABELS = [
    ("latin1", "cp1252"), ("US-ASCII", "cp1252"), (" 'utf8' ", "utf-8"), ("x-sjis", "cp932"),
    ("ks_c_5601-1987", "cp949"),
    ("GBK", "gb18030"), ("windows-1251", "cp1251"), ("x-cp1250", "cp1250"), ("utf-7", None), ("base64", None),
    ("rot13", None), ("unicode_escape", None), ("nonsense", None), ("", None), (None, None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name"), LABELS, ids=range(len(LABELS)))
def test_labels_of_encodings(label: str | None, name: str | None) -> None:
    assert codec(label) == name
