"""Feeds: each item a document, the feed its source; ill-formed and hostile ones too."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import pytest

from hearsay.model import Document
from hearsay.readers import Reading, read
from hearsay.readers.feed import MAX_PROBLEMS
from hearsay.readers.feed_items import characters
from hearsay.readers.fragment import plain, shown

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Osk Courier</title><link>https://courier.example/</link><language>en-gb</language>
<copyright>© 2031 Osk Courier</copyright>
<item><title>Ferry leaves &amp;amp; nobody waves</title><link>https://courier.example/ferry</link>
<guid isPermaLink="false">tag:courier.example,2031:7</guid><pubDate>Sat, 03 May 2031 09:30:00 +0100</pubDate>
<dc:creator>Ana Kor</dc:creator><source url="https://vell.example/feed">Vell Gazette</source>
<description>The ferry left.</description>
<content:encoded><![CDATA[<p>The ferry left <b>Osk</b> at noon.</p><figure><img src="x.jpg"><figcaption>The quay
at Osk on Friday.</figcaption></figure><script>gotcha()</script><p>&#8220;We&rsquo;ll be back&#8221;,
Vele said.<br>He left.</p>]]></content:encoded></item>
<item><title>Lamp goes out</title><link>https://courier.example/lamp</link>
<description>The lamp went out at six.</description></item>
<item><description>No title, only words.</description></item>
<item><title>Just a line</title><guid>tag:courier.example,2031:7</guid></item>
<item><link>https://courier.example/empty</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">Osk &lt;i&gt;Courier&lt;/i&gt;</title>
<author><name>The desk</name></author><rights>Free to reprint</rights>
<entry><id>urn:x:1</id><title>Ferry leaves</title><link rel="alternate" href="https://courier.example/ferry"/>
<published>2031-05-03T09:30:00Z</published><updated>2031-05-04T10:00:00Z</updated>
<author><name>Ana Kor</name></author><author><name>Jo Lund</name></author>
<source><title>Vell Gazette</title></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry left.</p>
<ul><li>Vele waved.</li></ul></div></content></entry>
<entry><id>urn:x:2</id><title>Lamp</title>
<updated>2031-05-05T06:00:00Z</updated><summary>It went out.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Osk Courier",
    "authors": [{"name": "The desk"}],
    "items": [
        {"id": 7, "url": "https://courier.example/ferry", "title": "Ferry",
         "content_html": "<p>It left.</p><p>At noon.</p>",
         "date_published": "2031-05-03T09:30:00Z", "date_modified": "2031-05-04", "authors": [{"name": "Ana Kor"}]},
        {"id": "8", "content_text": "One.\nTwo.", "title": None},
        {"id": "9", "title": "Lamp", "summary": "It went out."},
        "no item",
    ],
}  # fmt: skip


def read_feed(folder: Path, content: str | bytes, name: str = "osk.xml") -> Reading:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return read([folder / name])


def by_record(reading: Reading) -> dict[str, Document]:
    return {document.source_id.partition("#")[2]: document for document in reading.documents}


def why(document: Document, of: str) -> list[str]:
    return [remark.why for remark in document.remarks if remark.of == of]


def item(content: str, head: str = "") -> str:
    return f"{head}<rss version='2.0'><channel><title>Osk</title><item>{content}</item></channel></rss>"


def test_rss(tmp_path: Path) -> None:
    reading = read_feed(tmp_path, RSS)
    documents = by_record(reading)
    assert list(documents) == sorted(
        ["tag:courier.example,2031:7", "https://courier.example/lamp", "3", "tag:courier.example,2031:7#4"]
    )
    ferry = documents["tag:courier.example,2031:7"]
    assert ferry.text == (
        "Ferry leaves & nobody waves\nThe ferry left Osk at noon.\nThe quay at Osk on Friday.\n"
        "“We’ll be back”, Vele said.\nHe left."
    )
    assert [(zone.kind, zone.span.of(ferry.text)) for zone in ferry.zones][:3] == [
        ("headline", "Ferry leaves & nobody waves"),
        ("body", "The ferry left Osk at noon."),
        ("caption", "The quay at Osk on Friday."),
    ]
    assert (ferry.title, ferry.byline, ferry.publisher) == ("Ferry leaves & nobody waves", "Ana Kor", "Osk Courier")
    assert (ferry.published, ferry.uri) == ("2031-05-03T09:30:00+01:00", "https://courier.example/ferry")
    assert (ferry.credit, ferry.rights) == ("Vell Gazette", "© 2031 Osk Courier")
    assert (ferry.coverage.state, ferry.media_type) == ("complete", "application/rss+xml")
    assert "item 1 of an RSS feed “Osk Courier”" in why(ferry, "source")
    for other in ("https://courier.example/lamp", "3", "tag:courier.example,2031:7#4"):
        assert documents[other].coverage.state == "excerpt"
        assert why(documents[other], "coverage")
    assert documents["3"].text == "No title, only words."
    assert documents["tag:courier.example,2031:7#4"].text == "Just a line"
    assert [(p.record, p.what) for p in reading.problems] == [("https://courier.example/empty", "an item without text")]


def test_atom(tmp_path: Path) -> None:
    documents = by_record(read_feed(tmp_path, ATOM, "osk.atom"))
    ferry, lamp = documents["urn:x:1"], documents["urn:x:2"]
    assert ferry.text == "Ferry leaves\nThe ferry left.\nVele waved."
    assert (ferry.byline, ferry.publisher, ferry.credit) == ("Ana Kor, Jo Lund", "Osk Courier", "Vell Gazette")
    assert (ferry.published, ferry.modified) == ("2031-05-03T09:30:00Z", "2031-05-04T10:00:00Z")
    assert (ferry.rights, ferry.coverage.state, ferry.media_type) == (
        "Free to reprint",
        "complete",
        "application/atom+xml",
    )
    assert (lamp.byline, why(lamp, "byline")) == ("The desk", ["the author of the feed"])
    assert (lamp.published, lamp.coverage.state) == ("2031-05-05T06:00:00Z", "excerpt")
    assert why(lamp, "published") == ["the item says only when it was last changed"]


def test_json_feed(tmp_path: Path) -> None:
    documents = by_record(read_feed(tmp_path, json.dumps(JSON), "osk.json"))
    assert sorted(documents) == ["7", "8", "9"]
    ferry = documents["7"]
    assert ferry.text == "Ferry\nIt left.\nAt noon."
    assert (ferry.byline, ferry.published, ferry.modified) == ("Ana Kor", "2031-05-03T09:30:00Z", "2031-05-04")
    assert (ferry.publisher, ferry.media_type) == ("Osk Courier", "application/feed+json")
    assert (documents["8"].text, documents["8"].byline) == ("One.\nTwo.", "The desk")
    assert documents["9"].coverage.state == "excerpt"


def test_a_long_description_is_the_text(tmp_path: Path) -> None:
    words = "".join(
        f"<p>On day {day} the ferry left Osk at noon, and the mayor said so on the quay.</p>" for day in range(20)
    )
    (document,) = read_feed(tmp_path, item(f"<description><![CDATA[{words}]]></description>")).documents
    assert document.coverage.state == "complete"
    assert "long enough" in why(document, "coverage")[0]


ENCODINGS = [
    # declared        written in     told
    ("utf-8",         "utf-8",       None),
    ("utf-8",         "utf-8-sig",   None),
    ("utf-8",         "utf-16",      None),
    ("utf-16",        "utf-16-le",   None),
    ("utf-16",        "utf-32-be",   None),
    ("iso-8859-1",    "cp1252",      None),
    ("us-ascii",      "cp1252",      None),
    ("windows-1252",  "cp1252",      None),
    ("iso-8859-1",    "utf-8",       None),
    ("utf-8",         "cp1252",      "read as windows-1252"),
    ("no-such-thing", "cp1252",      "read as windows-1252"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "written", "told"), ENCODINGS, ids=range(len(ENCODINGS)))
def test_declared_and_true_encoding(tmp_path: Path, declared: str, written: str, told: str | None) -> None:
    words = "“The light stays ours”, she said – at last."
    content = item(f"<title>{words}</title>", f'<?xml version="1.0" encoding="{declared}"?>')
    reading = read_feed(tmp_path, content.encode(written))
    assert [document.text for document in reading.documents] == [words]
    assert [problem.what for problem in reading.problems] == ([told] if told else [])


SCRIPTS = [
    ("gb2312", "gb18030", "码头上没有人挥手，镕"),
    ("euc-kr", "cp949", "부두에서는 아무도 손을 흔들지 않았다 똠"),
    ("shift_jis", "cp932", "埠頭では誰も手を振らなかった①"),
    ("koi8-r", "koi8-r", "На причале никто не махал"),
    ("iso-2022-jp", "iso-2022-jp", "埠頭では誰も手を振らなかった"),
    ("windows-1253", "cp1253", "Κανείς δεν χαιρέτησε"),
]


@pytest.mark.parametrize(("declared", "codec", "words"), SCRIPTS, ids=[label for label, *_ in SCRIPTS])
def test_other_scripts_as_a_browser_reads_them(tmp_path: Path, declared: str, codec: str, words: str) -> None:
    content = item(f"<title>{words}</title>", f"<?xml version='1.0' encoding='{declared}'?>")
    reading = read_feed(tmp_path, content.encode(codec))
    assert [document.text for document in reading.documents] == [words]
    assert reading.problems == ()


def test_what_the_transport_declares_comes_before_what_the_feed_says() -> None:
    data = "<?xml version='1.0' encoding='koi8-r'?><rss>Причал</rss>".encode("cp1251")
    assert "Причал" in (characters(data, "windows-1251").text or "")
    assert "Причал" not in (characters(data, None).text or "")
    assert characters(codecs.BOM_UTF8 + "ß".encode(), "koi8-r").text == "ß"


ILL_FORMED = [
    item("<title>Tom & Vele</title><description>said < nothing</description>"),
    item("<title>Tom & Vele</title>").replace("</item></channel></rss>", ""),
    item("<title>Tom &amp; Vele</title></wrong>"),
    item("<title>Tom &nbsp;&amp; Vele</title><dc:creator>A</dc:creator>"),
    "\n\n" + item("<title>Tom &amp; Vele</title>", "<?xml version='1.0'?>"),
    item("<title>Tom\0 &amp; \x01Vele</title>"),
    "<rss><item><title>Tom &amp; Vele</title></item></rss>",
    item("<title><![CDATA[Tom &amp; Vele]]></title>"),
]


@pytest.mark.parametrize("content", ILL_FORMED, ids=range(len(ILL_FORMED)))
def test_ill_formed_feeds_are_read(tmp_path: Path, content: str) -> None:
    (document,) = read_feed(tmp_path, content).documents
    assert document.text.splitlines()[0] == "Tom & Vele"


def test_that_a_feed_is_ill_formed_is_told(tmp_path: Path) -> None:
    (broken,) = read_feed(tmp_path, ILL_FORMED[0]).documents
    assert any("ill-formed" in reason for reason in why(broken, "source"))
    (sound,) = read_feed(tmp_path, ILL_FORMED[4]).documents
    assert not any("ill-formed" in reason for reason in why(sound, "source"))


LAUGHS = "<!DOCTYPE r [<!ENTITY a 'lamp '>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize("bare", [True, False])
def test_entities_are_not_expanded_and_nothing_is_loaded(tmp_path: Path, bare: bool) -> None:
    (tmp_path / "secret.txt").write_text("the hidden word")
    head = (
        LAUGHS
        + f"<!ENTITY x SYSTEM 'file://{tmp_path}/secret.txt'><!ENTITY % p SYSTEM 'file://{tmp_path}/p.dtd'> %p;]>"
    )
    broken = "" if bare else " & "
    (document,) = read_feed(tmp_path, item(f"<title>He said &k; and &x;{broken}</title>", head)).documents
    assert document.text.startswith("He said")
    assert "hidden" not in document.text
    assert len(document.text) < 200


NO_FEEDS = [
    ("osk.rss", "<rss version='2.0'><channel><title>Osk</title></channel></rss>", "a feed without items"),
    ("osk.rss", "<rss/>", "a feed without items"),
    ("osk.rss", "The ferry left.", "not a feed"),
    ("osk.rss", "", "empty file"),
    ("osk.rss", bytes(range(256)) * 30, "not a feed"),
    ("osk.jsonfeed", '{"version": "https://jsonfeed.org/version/1", "items": 3}', "a feed without items"),
    ("osk.jsonfeed", '{"version": "https://jsonfeed.org/version/1", "items": [', "not a feed"),
    ("osk.jsonfeed", '{"a":' * 100_000, "not a feed"),
    ("osk.xml", "<ships/>", "XML that is no feed and no TEI edition is not read yet"),
    ("osk.json", "[1]", "JSON that is no feed is not read yet"),
]


@pytest.mark.parametrize(("name", "content", "what"), NO_FEEDS, ids=range(len(NO_FEEDS)))
def test_what_is_no_feed_is_a_problem(tmp_path: Path, name: str, content: str | bytes, what: str) -> None:
    reading = read_feed(tmp_path, content, name)
    assert reading.documents == ()
    assert [problem.what for problem in reading.problems] == [what]
    assert reading.problems[0].why


def test_the_list_of_problems_ends(tmp_path: Path) -> None:
    reading = read_feed(tmp_path, item("</item><item>" * (MAX_PROBLEMS + 4) + "<description>&lt;br&gt;</description>"))
    whats = [problem.what for problem in reading.problems]
    assert whats.count("an item without text") == MAX_PROBLEMS + 1
    assert "4 more items without text" in whats


def test_an_item_is_the_same_document_on_every_run(tmp_path: Path) -> None:
    first, second = (read_feed(tmp_path, RSS) for _ in range(2))
    assert first == second
    assert len({document.id for document in first.documents}) == len(first.documents)


FRAGMENTS = [
    ("plain words", ["plain words"]),
    ("a <b>bold</b> step<br/>then another", ["a bold step", "then another"]),
    ("<table><tr><td>one</td><td>two</td></tr></table>", ["one two"]),
    ("<div><p>a</p>b<div>c</div></div>", ["a", "b", "c"]),
    ("<q>out <q>in</q></q>", ["“out ‘in’”"]),
    ("<p hidden>gotcha</p><p style='display: none'>gotcha</p>seen", ["seen"]),
    ("<style>p{}</style><iframe src=x>gotcha</iframe><form>gotcha</form>seen", ["seen"]),
    ("<pre>one\n  two</pre>", ["one", "two"]),
    ("one\n  two &amp; three", ["one two & three"]),
    ("<!-- gotcha -->the mayor&#146;s\x93 \x07\0word", ["the mayor’s“ word"]),
    ("<p>unclosed <i>and <p>wild</i>", ["unclosed and", "wild"]),
    ("<ul><li>a<li>b</ul>", ["a", "b"]),
    ("", []),
    ("<", ["<"]),
    ("<p>again</p><p>again</p>", ["again"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), FRAGMENTS, ids=range(len(FRAGMENTS)))
def test_a_piece_of_html(markup: str, lines: list[str]) -> None:
    assert list(shown(markup).lines) == lines


def test_nested_ten_thousand_deep() -> None:
    shown("<div>" * 10_000 + "deep" + "</div>" * 10_000)
    assert shown("<p>" + "<b>" * 200 + "deep").lines == ("deep",)


def test_text_without_mark_up() -> None:
    assert plain("one\ntwo\n\n three <b>").lines == ("one two", "three <b>")
    assert plain("one\ntwo", by_line=True).lines == ("one", "two")
