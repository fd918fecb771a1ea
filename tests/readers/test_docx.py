"""Word documents."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from hearsay.model import Document, Problem
from hearsay.readers import Reading, docx, read
from hearsay.readers.capture import Capture

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:styleId="T1"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="S1"><w:name w:val="Subtitle"/></w:style></w:styles>'
)
CORE = (
    '<c:coreProperties xmlns:c="urn:c" xmlns:d="urn:d"><d:title>{title}</d:title><d:creator>Jo Lund</d:creator>'
    "<c:lastModifiedBy>Ana Kor</c:lastModifiedBy><c:created>2031-05-01T08:00:00Z</c:created>"
    "<c:modified>2031-05-03T09:30:00Z</c:modified></c:coreProperties>"
)


def run(words: str, settings: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{settings}</w:rPr>" if settings else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    mark = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{mark}{inside if inside.startswith('<') else run(inside)}</w:p>"


def packed(*paragraphs: str, **parts: str) -> bytes:
    body = f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", body)
        for name, content in parts.items():
            folder = "docProps" if name == "core" else "word"
            archive.writestr(f"{folder}/{name}.xml", content)
    return out.getvalue()


def made(data: bytes) -> Document | Problem:
    (only,) = docx.documents(Capture(path="osk.docx", source_id="osk.docx", data=data, media_type=docx.MEDIA_TYPE))
    return only


def document(*paragraphs: str, **parts: str) -> Document:
    found = made(packed(*paragraphs, **parts))
    assert isinstance(found, Document)
    return found


def kept_out(found: Document) -> list[str]:
    return [remark.why for remark in found.remarks if remark.of == "kept out"]


def test_a_file_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("osk.docx").write_bytes(packed(paragraph("The lamp stays."), paragraph("So said Vele.")))
    found: Reading = read(["osk.docx"])
    assert found.problems == ()
    (only,) = found.documents
    assert (only.source_id, only.text, only.media_type) == (
        "osk.docx", "The lamp stays.\nSo said Vele.", docx.MEDIA_TYPE
    )  # fmt: skip
    assert (only.kind, only.published) == (None, None)


def test_title_subtitle_and_properties() -> None:
    found = document(
        paragraph("Minutes of the harbour board", "T1"),
        paragraph("Pilot house, 3 May", "S1"),
        paragraph("Vele asked who would pay the keepers."),
        styles=STYLES,
        core=CORE.format(title="Document1 of Jo"),
    )
    assert [(zone.kind, zone.span.of(found.text)) for zone in found.zones] == [
        ("headline", "Minutes of the harbour board"),
        ("standfirst", "Pilot house, 3 May"),
        ("body", "Vele asked who would pay the keepers."),
    ]
    assert (found.title, found.byline, found.kind) == ("Minutes of the harbour board", "Jo Lund", "notes")
    assert (found.published, found.modified, found.language) == (None, "2031-05-03T09:30:00Z", "en-GB")
    said = [(remark.of, remark.why) for remark in found.remarks]
    assert ("published", "not given; by the file's properties: created 2031-05-01, modified 2031-05-03") in said
    assert ("byline", "last saved by Ana Kor") in said


@pytest.mark.parametrize(("title", "taken"), [("On the lamp", "On the lamp"), ("Microsoft Word - x", None), ("", None)])
def test_the_title_in_the_properties(title: str, taken: str | None) -> None:
    assert document(paragraph("vele asked who would pay."), core=CORE.format(title=title)).title == taken


def test_tracked_changes_are_taken_as_made_and_told() -> None:
    found = document(
        paragraph(
            f"{run('Vele will ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            f"<w:ins>{run('perhaps ')}</w:ins>"
            f"{run('pay')}<w:moveFrom>{run(' in May')}</w:moveFrom>{run('.')}"
        )
    )
    assert found.text == "Vele will perhaps pay."
    assert kept_out(found) == ["2 tracked deletions, not yet accepted: “never in May”"]
    assert [remark.why for remark in found.remarks if remark.of == "tracked changes"] == [
        "1 insertions, not yet accepted: in the text"
    ]


def test_footnotes_follow_the_text_and_comments_and_hidden_words_do_not() -> None:
    note = f'<w:footnote w:id="2">{paragraph("He said so in February.")}</w:footnote>'
    found = document(
        paragraph(
            f'{run("The lamp")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" stays")}'
            + run(" a secret", "<w:vanish/>")
            + run(".", '<w:vanish w:val="0"/>')
        ),
        paragraph("Vele left."),
        footnotes=f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="0"/>{note}</w:footnotes>',
        comments=f'<w:comments xmlns:w="{W}"><w:comment w:author="Quell">{paragraph("No?")}</w:comment></w:comments>',
    )
    assert found.text == "The lamp stays.\nVele left.\n2 He said so in February."
    assert [zone.span.of(found.text) for zone in found.zones if zone.kind == "notice"] == ["2 He said so in February."]
    assert kept_out(found) == [
        "1 stretches that are set as hidden",
        "1 footnote: after the text, as notices",
        "1 comments in the margin, by Quell",
    ]


def test_tables_breaks_fields_and_text_boxes() -> None:
    code = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    link = f'{code.format("begin")}<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>{code.format("separate")}'
    box = f"<mc:AlternateContent>{{}}<mc:Fallback>{paragraph('In a box.')}</mc:Fallback></mc:AlternateContent>"
    choice = f"<mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
    found = document(
        f"<w:tbl><w:tr><w:tc>{paragraph('Tolls')}</w:tc><w:tc>{paragraph('14')}</w:tc></w:tr></w:tbl>",
        paragraph("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r>"),
        paragraph(f"{link}{run('the quay')}{code.format('end')}"),
        paragraph(f"<w:r>{box.format(choice)}</w:r>{run('Beside it.')}"),
    )
    assert found.text.split("\n") == ["Tolls", "14", "one", "two three", "the quay", "Beside it.", "In a box."]


def test_pages_as_last_laid_out() -> None:
    found = document(
        paragraph("On the first."),
        paragraph(f"{run('Still there, ')}<w:r><w:lastRenderedPageBreak/><w:t>now  here.</w:t></w:r>"),
        paragraph(f'<w:r><w:br w:type="page"/></w:r>{run("On the third.")}'),
    )
    assert found.pages is not None
    assert [page.of(found.text).strip() for page in found.pages] == [
        "On the first.\nStill there,", "now here.", "On the third."
    ]  # fmt: skip
    assert document(paragraph("On the first.")).pages is None


def test_a_part_that_unpacks_to_far_more() -> None:
    found = made(packed(paragraph("a" * 3_000_000)))
    assert isinstance(found, Problem)
    assert found.what == "not unpacked"


def without(data: bytes, name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
    return out.getvalue()


GOOD = packed(paragraph("The lamp stays."))
BAD = [
    (b"\xd0\xcf\x11\xe0 locked", "not opened"),
    (GOOD[: len(GOOD) // 2], "damaged document"),
    (b"PK\x03\x04 nothing", "damaged document"),
    (without(GOOD, "word/document.xml"), "no text in it"),
    (packed(paragraph(" ")), "no text in it"),
    (packed("<w:p><broken"), "not XML"),
]


@pytest.mark.parametrize(("data", "what"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_read_is_a_problem(data: bytes, what: str) -> None:
    found = made(data)
    assert isinstance(found, Problem)
    if what == "not XML":  # what is left of it may be mended, and then holds nothing
        assert found.what in ("not XML", "no text in it")
    else:
        assert found.what == what


def test_an_xml_bomb_in_a_part() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><w:styles xmlns:w="x">&c;</w:styles>'
    found = made(packed(paragraph("The lamp."), styles=bomb))
    assert isinstance(found, Problem)
    assert found.what == "XML not read"
