"""TEI editions of archival papers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hearsay.model import Document, Problem
from hearsay.readers import Reading, read, tei
from hearsay.readers.capture import Capture

HEADER = """<teiHeader><fileDesc><titleStmt><title>Papers of the Osk Harbour Office</title></titleStmt>
<publicationStmt><publisher>Osk Harbour Archive</publisher><date when="2011-05">May 2011</date>
<idno type="uri">https://archive.example/osk</idno><availability><p>Free to use with credit.</p></availability>
</publicationStmt></fileDesc><profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
</teiHeader>"""
MEETING = """<div type="document" n="1" xml:id="d1">
<head>1. Memorandum of Conversation<note n="1" type="source">Source: Harbour Archive, Box 4. Secret; Nodis. Drafted by
A. B. Lind on March 13 and cleared by Quell. The meeting took place in the pilot house.</note></head>
<opener><dateline><placeName>Osk</placeName>, <date when="1971-03-12">March 12, 1971</date>, 10 a.m.</dateline></opener>
<list type="participants"><head>PARTICIPANTS</head><item><persName>Mayor Ostrand</persName></item>
<item>Pilot <persName>Vele</persName></item></list>
<p><hi rend="strong">Mayor Ostrand</hi>: We could discuss the lease<note n="2">He had said so in February.</note> if the
  light stays ours. <said who="#v">“It is not for sale,”</said> he went on.<pb n="312"/> The pilot asked about
<hi rend="italic">[2 lines not declassified]</hi> and the tolls of the last two winters, which nobody had paid.</p>
<p>Vele: I <del>never</del> heard of <gap reason="illegible" quantity="2" unit="words"/> and
<choice><sic>recieved</sic><corr>received</corr></choice> no letter &amp; no money.</p>
<quote><p>Keep the lamp dark.</p></quote>
<table><row><cell>Tolls</cell><cell>14</cell></row></table>
<sp><speaker>Vele:</speaker><p>No.</p></sp>
<closer><signed>A. B. Lind</signed></closer></div>"""
NOTE = '<div type="document" xml:id="d2"><head>2. Editorial Note</head><p>On March 14 the council met.</p></div>'


def edition(*divisions: str, head: str = "", space: str = ' xmlns="http://www.tei-c.org/ns/1.0"') -> str:
    inside = "".join(divisions)
    return f"{head}<TEI{space}>{HEADER}<text><body><div type='year'><pb n='311'/>{inside}</div></body></text></TEI>"


def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, name: str = "osk.xml") -> Reading:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(content, encoding="utf-8")
    return read([name])


@pytest.fixture
def meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Document:
    found = reading(tmp_path, monkeypatch, edition(MEETING, NOTE))
    assert found.problems == ()
    return found.documents[0]


def remark(document: Document, of: str) -> list[str]:
    return [remark.why for remark in document.remarks if remark.of == of]


def test_each_document_of_an_edition_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reading(tmp_path, monkeypatch, edition(MEETING, NOTE))
    assert [document.source_id for document in found.documents] == ["osk.xml#d1", "osk.xml#d2"]
    assert [document.kind for document in found.documents] == ["notes", "other"]
    assert len({document.id for document in found.documents}) == 2


def test_the_running_text_is_the_papers_and_notes_follow(meeting: Document) -> None:
    assert meeting.text.split("\n") == [
        "1. Memorandum of Conversation",
        "Osk, March 12, 1971, 10 a.m.",
        "PARTICIPANTS",
        "Mayor Ostrand",
        "Pilot Vele",
        (
            "Mayor Ostrand: We could discuss the lease if the light stays ours. “It is not for sale,” he went on. The "
            "pilot asked about [2 lines not declassified] and the tolls of the last two winters, which nobody had paid."
        ),
        "Vele: I heard of […] and recieved no letter & no money.",
        "Keep the lamp dark.",
        "Tolls 14",
        "Vele: No.",
        "A. B. Lind",
        (
            "Source: Harbour Archive, Box 4. Secret; Nodis. Drafted by A. B. Lind on March 13 and cleared by Quell. "
            "The meeting took place in the pilot house."
        ),
        "2 He had said so in February.",
    ]
    assert [zone.span.of(meeting.text)[:20] for zone in meeting.zones if zone.kind == "notice"] == [
        "Source: Harbour Arch",
        "2 He had said so in ",
    ]
    assert meeting.zones[0].span.of(meeting.text) == "1. Memorandum of Conversation"
    assert len(remark(meeting, "kept out")) == 4


def test_what_the_edition_says_of_a_paper(meeting: Document) -> None:
    assert (meeting.title, meeting.byline) == ("1. Memorandum of Conversation", "A. B. Lind")
    assert (meeting.publisher, meeting.published) == ("Osk Harbour Archive", "1971-03-12")
    assert (meeting.uri, meeting.rights) == ("https://archive.example/osk", "Free to use with credit.")
    assert (meeting.language, meeting.restriction) == ("en", None)
    assert remark(meeting, "published") == ["the date of the paper, from its date line; the edition is of 2011-05"]
    assert remark(meeting, "byline") == ["who drafted it, by the source note"]
    assert remark(meeting, "participants") == ["listed on the paper: Mayor Ostrand; Pilot Vele"]
    assert remark(meeting, "classification")[0].startswith("once marked “Secret; Nodis”")
    assert "(place: Osk)" in remark(meeting, "place and date")[0]


def test_pages_are_those_of_the_edition(meeting: Document) -> None:
    assert meeting.pages is not None
    first, second = meeting.pages
    assert (first.start, first.end) == (0, second.start)
    assert first.of(meeting.text).endswith("he went on.")
    assert second.of(meeting.text).rstrip().endswith("A. B. Lind")
    assert remark(meeting, "pages") == ["pages 311 to 312 of the edition (2 here, counted from 1)"]


def test_gaps_are_coverage_with_places(meeting: Document) -> None:
    assert meeting.coverage.state == "illegible"
    assert [span.of(meeting.text) for span in meeting.coverage.spans] == ["[2 lines not declassified]", "[…]"]


@pytest.mark.parametrize(
    ("reason", "state"), [("censored", "redacted"), ("damage", "illegible"), ("editorial omission", "excerpt")]
)
def test_the_reason_of_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, state: str) -> None:
    division = f'<div type="document"><p>The pilot <gap reason="{reason}"/> left.</p></div>'
    (document,) = reading(tmp_path, monkeypatch, edition(division)).documents
    assert document.text == "The pilot […] left."
    assert (document.coverage.state, [s.of(document.text) for s in document.coverage.spans]) == (state, ["[…]"])


def test_the_name_of_a_document_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    twice = '<div type="document" xml:id="a"><p>The lamp.</p></div>'.replace("xml:id", "id") * 2
    found = reading(tmp_path, monkeypatch, edition('<div type="document"><p>The quay.</p></div>', twice))
    assert [document.source_id for document in found.documents] == ["osk.xml#1", "osk.xml#a", "osk.xml#a~3"]


def test_an_edition_that_is_not_divided_is_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = edition("<div><head>The lamp</head><p>It stays.</p></div>", space="")
    (document,) = reading(tmp_path, monkeypatch, whole, "osk.tei").documents
    assert (document.source_id, document.text) == ("osk.tei", "The lamp\nIt stays.")
    assert (document.kind, document.published) == ("other", "2011-05")


def test_a_corpus_of_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = f'<TEI xml:id="L1">{HEADER}<text><body><p>Dear Ana, the lamp stays.</p></body></text></TEI>'
    found = reading(tmp_path, monkeypatch, f"<teiCorpus>{one}{one.replace('L1', 'L2')}</teiCorpus>")
    assert [document.source_id for document in found.documents] == ["osk.xml#L1", "osk.xml#L2"]


BOMB = (
    "<!DOCTYPE TEI [<!ENTITY a 'lamp'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
HOSTILE = [
    (BOMB + "<TEI><text><body><p>&i;</p></body></text></TEI>", "XML not read"),
    (BOMB + "<TEI><text n='&i;'><body><p>The lamp.</p></body></text></TEI>", "XML not read"),
    ("<TEI><text>" + "<p>" * 5_000, "XML not read"),
    ("<TEI><teiHeader/></TEI>", "no text in it"),
    ("The lamp stays ours.", "not XML"),
]


@pytest.mark.parametrize(("content", "what"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_and_broken_files_are_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, what: str
) -> None:
    found = reading(tmp_path, monkeypatch, content, "osk.tei")
    assert found.documents == ()
    assert [problem.what for problem in found.problems] == [what]


def test_an_entity_that_names_a_file_gives_nothing_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("the keepers' wages")
    head = f'<!DOCTYPE TEI [<!ENTITY s SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    (document,) = reading(
        tmp_path, monkeypatch, f"{head}<TEI><text><body><p>The lamp &s; stays.</p></body></text></TEI>"
    ).documents
    assert document.text == "The lamp &s; stays."


def test_entities_that_are_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = '<!DOCTYPE TEI [<!ENTITY quay "the quay"><!ENTITY mdash SYSTEM "x">]>'
    words = "<p>&quay; <hi>was</hi> &mdash; dark</p>"
    (document,) = reading(tmp_path, monkeypatch, f"{head}<TEI><text><body>{words}</body></text></TEI>").documents
    assert document.text == "the quay was — dark"


def test_mark_up_that_is_mended_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reading(tmp_path, monkeypatch, "<TEI><text><body><p>The <hi>lamp</p></body></text></TEI>", "osk.tei")
    assert [document.text for document in found.documents] == ["The lamp"]
    assert [problem.what for problem in found.problems] == ["mark-up mended"]


def test_numbered_points_and_divisions_marked_by_subtype(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = "<label>(1)</label> <item>The lamp stays.</item><label>(2)</label><item>No tolls.</item>"
    points = f"<p>They agreed: <list>{items}</list></p>"
    found = reading(
        tmp_path, monkeypatch, edition(f'<div type="section" subtype="historical-document" xml:id="a1">{points}</div>')
    )
    assert [(document.source_id, document.text) for document in found.documents] == [
        ("osk.xml#a1", "They agreed:\n(1) The lamp stays.\n(2) No tolls.")
    ]


def test_a_namespace_that_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = reading(tmp_path, monkeypatch, edition(NOTE, space=' xmlns="ht\ufffdp://osk"'))
    assert [document.text for document in found.documents] == ["2. Editorial Note\nOn March 14 the council met."]


DRAFTERS = [
    ("Drafted by Vele.", "Vele"),
    ("Drafted by Ana Kor and Jo Lund; approved by Quell.", "Ana Kor and Jo Lund"),
    ("Drafted on May 3 by J. P. van Tarn in Osk.", "J. P. van Tarn"),
    ("It was prepared by the staff.", None),
    ("Under a letter, drafted by Vele, Kor sent it on.", None),
    ("No drafting information appears on it.", None),
]


@pytest.mark.parametrize(("note", "who"), DRAFTERS)
def test_who_drafted_a_paper(note: str, who: str | None) -> None:
    data = f'<TEI><text><body><note type="source">Source: Box 2. {note}</note><p>The lamp.</p></body></text></TEI>'
    (made,) = tei.documents(Capture(path="o.tei", source_id="o.tei", data=data.encode(), media_type=tei.MEDIA_TYPE))
    assert not isinstance(made, Problem)
    assert made.byline == who
    assert re.sub(r"\n.*", "", made.text) == "The lamp."
