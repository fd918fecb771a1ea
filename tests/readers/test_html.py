"""Pages: the mark-up and the text that is taken from it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from hearsay.model import Document
from hearsay.readers import Reading, read

PARAGRAPHS = (
    "The talks on the lease of the lighthouse ended on Friday without a deal, the mayor of Osk said.",
    "“The light stays ours,” Mayor Vele told reporters on the quay. “We said so in March and we say so now.”",
    "Governor Ostrand, who had come from Vell on the morning ferry, left without a word, according to his driver.",
    "The lease runs out in the autumn. Neither side would say whether there will be another meeting before then.",
)
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Harbour talks end | Osk Courier</title>
<link rel="canonical" href="https://www.oskcourier.example/2031/05/03/harbour-talks">
<meta property="og:site_name" content="Osk Courier"><meta name="author" content="Ana Kor">
<meta property="article:published_time" content="2031-05-03T09:30:00+01:00">{head}</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Harbour talks end</h1><p class="standfirst">Both sides blame the wind for the failure in Osk</p>
{body}</article>{after}<footer><p>{foot}</p></footer></body></html>"""


def page(head: str = "", body: str = "", after: str = "", foot: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return PAGE.format(head=head, body=body + paragraphs, after=after, foot=foot)


def read_page(folder: Path, content: str | bytes, name: str = "page.html") -> Reading:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return read([folder / name])


def only(reading: Reading) -> Document:
    assert reading.problems == ()
    (document,) = reading.documents
    return document


def zones(document: Document) -> list[tuple[str, str]]:
    return [(zone.kind, zone.span.of(document.text)) for zone in document.zones]


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.html.gz"])
def test_an_article(tmp_path: Path, name: str) -> None:
    document = only(read_page(tmp_path, page(), name))
    assert zones(document) == [
        ("headline", "Harbour talks end"),
        ("standfirst", "Both sides blame the wind for the failure in Osk"),
        ("body", "\n".join(PARAGRAPHS)),
    ]
    assert document.text == "\n".join(words for _, words in zones(document))
    assert (document.title, document.byline, document.publisher) == ("Harbour talks end", "Ana Kor", "Osk Courier")
    assert document.published == "2031-05-03T09:30:00+01:00"
    assert document.uri == "https://www.oskcourier.example/2031/05/03/harbour-talks"
    assert (document.language, document.media_type, document.kind) == ("en-GB", "text/html", "report")


NOTICE = (
    "This content is courtesy of the Vell Gazette. If you are the author and want it removed, please contact the desk."
)


@pytest.mark.parametrize("where", ["body", "after", "foot"])
def test_a_notice_is_kept_wherever_it_stands(tmp_path: Path, where: str) -> None:
    content = page(foot=NOTICE) if where == "foot" else page(after=f'<div class="legal">{NOTICE}</div>')
    if where == "body":
        content = page().replace("</article>", f"<p>{NOTICE}</p></article>")
    document = only(read_page(tmp_path, content))
    assert zones(document)[-1] == ("notice", NOTICE)
    assert document.credit == "This content is courtesy of the Vell Gazette."
    assert document.rights == NOTICE
    assert document.kind == "copy"


def test_the_copyright_line_of_a_foot_is_rights_and_no_text(tmp_path: Path) -> None:
    document = only(read_page(tmp_path, page(foot="© 2031 Osk Courier. All rights reserved.")))
    assert document.rights == "© 2031 Osk Courier. All rights reserved."
    assert "©" not in document.text


def test_hostile_markup_leaves_only_text(tmp_path: Path) -> None:
    hostile = page(
        head="<script>alert('gotcha')</script><style>body{background:url(//evil.example)}</style>",
        body='<iframe src="//evil.example">gotcha</iframe><img src=x onerror="alert(\'gotcha\')" onload=gotcha()>'
        "<svg onload=gotcha()></svg><p onclick='gotcha()'>The wind \x00 was \x1b[31m north,&#0;&#xD800; he said, "
        "and &lt;script&gt; is a word of the sailors of Osk.</p><!-- gotcha -->",
    )
    document = only(read_page(tmp_path, hostile))
    assert "gotcha" not in document.text
    assert "<script> is a word of the sailors" in document.text
    assert not set(document.text) & {"\x00", "\x1b"}
    document.text.encode()


ENCODINGS = [
    # declared        written in   remark
    ("utf-8",         "utf-8",     None),
    ("iso-8859-1",    "utf-8",     None),
    ("windows-1252",  "cp1252",    None),
    ("iso-8859-1",    "cp1252",    None),
    ("koi8-r",        "utf-8",     None),
    ("utf-8",         "cp1252",    "read as windows-1252"),
    ("no-such-thing", "cp1252",    "read as windows-1252"),
    ("utf-8",         "utf-16",    None),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "written", "remark"), ENCODINGS)
def test_declared_and_true_encoding(tmp_path: Path, declared: str, written: str, remark: str | None) -> None:
    content = page().replace('charset="utf-8"', f'charset="{declared}"')
    reading = read_page(tmp_path, content.encode(written))
    assert [problem.what for problem in reading.problems] == ([remark] if remark else [])
    assert "“The light stays ours,” Mayor Vele" in reading.documents[0].text


NO_ARTICLES = [
    "<html><body></body></html>",
    "<html><body><p>We use cookies. Please give your consent to our 812 partners to go on reading.</p></body></html>",
    "<html><body><div id=app></div><noscript>Please enable JavaScript to read on.</noscript></body></html>",
    "<",
    "<div>" * 50_000,
]


@pytest.mark.parametrize("content", NO_ARTICLES, ids=range(len(NO_ARTICLES)))
def test_a_page_without_an_article(tmp_path: Path, content: str) -> None:
    reading = read_page(tmp_path, content)
    assert reading.documents == ()
    (problem,) = reading.problems
    assert problem.what in ("no article found in the page", "page not read")
    assert ".txt" in problem.why


def test_metadata_beside_the_page_comes_before_what_the_page_says(tmp_path: Path) -> None:
    (tmp_path / "page.meta.json").write_text('{"publisher": "Vell Gazette", "retrieved": "2031-06-01"}')
    document = only(read_page(tmp_path, page()))
    assert (document.publisher, document.byline, document.retrieved) == ("Vell Gazette", "Ana Kor", "2031-06-01")
