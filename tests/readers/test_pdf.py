"""PDF files to documents: what a person can trust in the text, and what is said of the rest."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from hearsay.model import Document, Problem
from hearsay.readers import Capture, Input, guarded, pdf, pdf_view, read
from hearsay.text import Span
from tests.readers import made_pdf
from tests.readers.made_pdf import At, Bar, lines

TALK = (
    "The ferry will run again from Monday, the harbour",
    "master of Vessby said after the meeting. He had not",
    "been asked by the council, and he would not say who",
    "had promised the boat to the islanders.",
)
MORE = (
    "The council was told on Tuesday that the new pier",
    "cannot be ready before the winter. The engineer had",
    "warned of this in a letter that nobody answered.",
)


def taken(data: bytes, name: str = "paper.pdf", *, folder: Path) -> tuple[list[Document], list[Problem]]:
    file = folder / name
    file.write_bytes(data)
    documents: list[Document] = []
    problems: list[Problem] = []
    for capture in pdf.captures(Input(path=name, file=file, size=len(data))):
        assert isinstance(capture, Capture)
        for made in pdf.documents(capture):
            if isinstance(made, Document):
                documents.append(made)
            else:
                problems.append(made)
    return documents, problems


def one(data: bytes, folder: Path) -> Document:
    documents, problems = taken(data, folder=folder)
    assert problems == []
    assert len(documents) == 1
    return documents[0]


def why(document: Document, of: str) -> str:
    return " | ".join(remark.why for remark in document.remarks if remark.of == of)


def test_lines_run_on_and_pages_are_kept(tmp_path: Path) -> None:
    made = one(made_pdf.pdf(lines(*TALK), lines(*MORE)), tmp_path)
    assert made.text == " ".join(TALK) + "\n" + " ".join(MORE)
    assert made.pages is not None
    assert [page.of(made.text) for page in made.pages] == [" ".join(TALK), " ".join(MORE)]
    assert made.media_type == "application/pdf"
    assert made.coverage.state == "complete"


def test_a_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    made = one(made_pdf.pdf(lines(*TALK[:3]), lines(*TALK[3:])), tmp_path)
    assert made.text == " ".join(TALK)
    assert made.pages == (Span(0, len(" ".join(TALK[:3]))), Span(len(" ".join(TALK[:3])) + 1, len(made.text)))


def test_divided_words_are_made_whole_and_hyphens_stay(tmp_path: Path) -> None:
    page = lines(
        "The two sides met again for a long nego-", "tiation over the pier, and for a far-", "reaching promise."
    )
    made = one(made_pdf.pdf(page), tmp_path)
    assert made.text == "The two sides met again for a long negotiation over the pier, and for a far-reaching promise."
    assert why(made, "text") == "1 word divided at the end of a line made whole"


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = ["The ferry will run again from", "Monday, the harbour master", "said after the meeting in the",
            "town hall. He had not been", "asked by the council before."]  # fmt: skip
    right = ["The council was told that the", "new pier cannot be ready by", "the winter. The engineer had",
             "warned of this in a letter", "that nobody had answered."]  # fmt: skip
    # Row by row, as a careless program writes them.
    page: list[At | Bar] = [At(72, 80, "News of the harbour and of the council, as told in the town on that day", 11)]
    for number, (a, b) in enumerate(zip(left, right, strict=True)):
        page += [At(72, 110 + 13 * number, a), At(320, 110 + 13 * number, b)]
    made = one(made_pdf.pdf(page), tmp_path)
    assert " ".join(left) in made.text.replace("\n", " ")
    assert " ".join(right) in made.text.replace("\n", " ")
    assert made.text.index("that nobody") > made.text.index("asked by")


def test_labels_and_their_values_stay_on_one_line(tmp_path: Path) -> None:
    page: list[At | Bar] = []
    for number, (label, value) in enumerate(
        [
            ("TO:", "The harbour master"),
            ("FROM:", "The clerk of the council"),
            ("COPY:", "The engineer"),
            ("RE:", "The pier"),
        ]
    ):
        page += [At(72, 100 + 14 * number, label), At(200, 100 + 14 * number, value)]
    assert one(made_pdf.pdf(page), tmp_path).text.splitlines()[:2] == [
        "TO: The harbour master",
        "FROM: The clerk of the council",
    ]


def test_heads_and_page_numbers_are_kept_out_and_told(tmp_path: Path) -> None:
    pages = [
        [At(72, 40, "Papers of the Vessby harbour office"), *lines(*text), At(300, 760, f"- {number} -")]
        for number, text in enumerate((TALK, MORE, TALK[2:]), start=7)
    ]
    made = one(made_pdf.pdf(*pages), tmp_path)
    assert "Papers" not in made.text
    assert "- 8 -" not in made.text
    assert "running head on 3 pages: “Papers of the Vessby harbour office”" in why(made, "kept out")
    assert "3 page numbers" in why(made, "kept out")


def test_stamps_restrict_and_are_no_text(tmp_path: Path) -> None:
    page: list[At | Bar] = [At(250, 40, "S E C R E T"), *lines(*TALK), At(250, 760, "SECRET")]
    made = one(made_pdf.pdf(page), tmp_path)
    assert made.text == " ".join(TALK)
    assert made.restriction == "SECRET"
    assert "SECRET (2)" in why(made, "kept out")


def test_a_stamp_that_was_lifted_restricts_nothing(tmp_path: Path) -> None:
    page: list[At | Bar] = [At(250, 40, "CONFIDENTIAL"), At(250, 60, "DECLASSIFIED"), *lines(*TALK)]
    made = one(made_pdf.pdf(page), tmp_path)
    assert made.restriction is None
    assert "DECLASSIFIED" in why(made, "restriction")


def test_text_recognised_twice_is_read_once_and_the_better_layer_kept(tmp_path: Path) -> None:
    worse = [text.replace("e", "c").replace("th", "tb").replace("a", "n") for text in TALK + MORE]
    both = [*lines(*worse), *lines(*TALK, *MORE)]
    made = one(made_pdf.pdf(both), tmp_path)
    assert made.text.replace("\n", " ") == " ".join(TALK + MORE)
    assert "page 1: the text was recognised twice" in why(made, "kept out")


def test_a_garbled_page_is_illegible_and_said_to_be_with_its_measure(tmp_path: Path) -> None:
    garbled = ["Thc fcrrv wiil nm agnin fmm Mondnv, tbc hnrhonr", "mnstcr nf Vcsshv snid nftcr tbc mcctiny. Hc bnd nnt",
               "hccn nskcd hv tbc cnnncil, nnd bc wnnld nnt snv wbn"]  # fmt: skip
    made = one(made_pdf.pdf(lines(*TALK), lines(*garbled)), tmp_path)
    assert made.coverage.state == "illegible"
    assert made.pages is not None
    assert made.coverage.spans == (made.pages[1],)
    assert "page 2: no usable text layer" in why(made, "coverage")
    assert "page 1" not in why(made, "coverage")


def test_a_paper_with_no_legible_page_is_a_problem_too(tmp_path: Path) -> None:
    documents, problems = taken(
        made_pdf.pdf(lines("Tbc fcrrv wiil nm agnin fmm Mondnv, tbc hnrhonr mnstcr snid")), folder=tmp_path
    )
    assert [problem.what for problem in problems] == ["no usable text layer"]
    assert [document.coverage.state for document in documents] == ["illegible"]


def test_other_languages_are_not_called_illegible(tmp_path: Path) -> None:
    page = lines(
        "Der Hafenmeister sagte nach der Sitzung, dass die Fähre",
        "von Montag an wieder fahren werde. Er sei von dem Rat nicht",
        "gefragt worden und wolle nicht sagen, wer den Leuten auf",
        "den Inseln das Schiff versprochen habe.",
    )
    made = one(made_pdf.pdf(page), tmp_path)
    assert made.coverage.state == "complete"
    assert "Fähre von Montag" in made.text


def test_excisions_make_a_paper_redacted(tmp_path: Path) -> None:
    page: list[At | Bar] = [*lines(*TALK), At(500, 114, "(b)(1)"), *lines("The harbour master then named", top=200)]
    page.append(Bar(260, 191, 200, 12))
    made = one(made_pdf.pdf(page), tmp_path)
    assert made.coverage.state == "redacted"
    assert any("(b)(1)" in span.of(made.text) for span in made.coverage.spans)
    assert any(span.of(made.text) == "The harbour master then named" for span in made.coverage.spans)
    assert "1 black bar with no text under it" in why(made, "coverage")


def test_words_under_a_bar_are_told(tmp_path: Path) -> None:
    page: list[At | Bar] = [*lines(*TALK), Bar(70, 118, 400, 13)]
    made = one(made_pdf.pdf(page), tmp_path)
    assert "words lie under black bars" in why(made, "coverage")


def test_spelt_out_excisions_come_before_pages_that_cannot_be_read(tmp_path: Path) -> None:
    garbled = "Tbc fcrrv wiil nm agnin fmm Mondnv, tbc hnrhonr mnstcr snid"
    made = one(made_pdf.pdf(lines(*TALK, "[2 lines not declassified]"), lines(garbled)), tmp_path)
    assert made.coverage.state == "redacted"
    assert [span.of(made.text) for span in made.coverage.spans] == ["[2 lines not declassified]"]


def test_subject_and_date_of_the_first_page(tmp_path: Path) -> None:
    page = lines("The Harbour Office of Vessby", "3 May 2031", "SUBJECT: The ferry and the new pier", "", *TALK)
    made = one(made_pdf.pdf(page, info="/Title (scan0001) /CreationDate (D:20330101)"), tmp_path)
    assert made.title == "The ferry and the new pier"
    assert made.published == "2031-05-03"
    assert "the first page is dated" in why(made, "published")


def test_the_date_of_the_file_does_not_date_the_paper(tmp_path: Path) -> None:
    made = one(made_pdf.pdf(lines(*TALK), info="/Title (The Vessby ferry) /CreationDate (D:20330101120000Z)"), tmp_path)
    assert made.published is None
    assert "the file was made on 2033-01-01" in why(made, "published")
    assert made.title == "The Vessby ferry"
    assert "the file's own metadata" in why(made, "title")


def test_a_telegram_is_no_report(tmp_path: Path) -> None:
    head = (
        "FM HARBOUR VESSBY",
        "TO OFFICE STORHAMN PRIORITY",
        "O 031204Z MAY 31",
        "INFO COUNCIL HOLMA",
        "TAGS: PIER",
        "",
    )
    made = one(made_pdf.pdf(lines(*head, *TALK)), tmp_path)
    assert made.kind == "other"
    assert made.kind_reason == "inferred: its head is that of a telegram"
    assert made.published == "2031-05-03"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read(tmp_path: Path, turn: int) -> None:
    # The text is set for an upright page; turned, it stands sideways or on its head, and only then is no line lost.
    documents, _ = taken(made_pdf.pdf(lines(*TALK), rotate=turn), folder=tmp_path)
    if turn == 180:
        assert all(text.split()[0] in documents[0].text for text in TALK)
    else:
        assert not documents or "sideways" in why(documents[0], "kept out")


def test_pictures_only(tmp_path: Path) -> None:
    documents, problems = taken(made_pdf.pdf([Bar(100, 100, 300, 200)], []), folder=tmp_path)
    assert documents == []
    assert [(p.what, p.why[:10]) for p in problems] == [("no text layer", "pages 1–2:")]


def test_not_a_pdf(tmp_path: Path) -> None:
    _, problems = taken(b"\x89PNG\r\n\x1a\n....", folder=tmp_path)
    assert [(p.what, "a PNG picture" in p.why) for p in problems] == [("not a PDF", True)]


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_damaged(tmp_path: Path, cut: int) -> None:
    documents, problems = taken(made_pdf.pdf(lines(*TALK))[:cut], folder=tmp_path)
    assert documents == []
    assert len(problems) == 1
    assert problems[0].what in ("damaged PDF", "no pages", "no text layer")


def test_a_password(tmp_path: Path) -> None:
    plain = made_pdf.pdf(lines(*TALK))
    # A standard handler whose entries fit no empty password.
    handler = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"11" * 32,
        b"22" * 32,
    )
    _, problems = taken(plain.replace(b"/Root", handler), folder=tmp_path)
    assert [p.what for p in problems] == ["protected by a password"]


def test_no_pages(tmp_path: Path) -> None:
    documents, problems = taken(made_pdf.pdf(), folder=tmp_path)
    assert documents == []
    assert [p.what for p in problems] in (["no pages"], ["damaged PDF"])


def test_very_many_pages_are_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 20)
    documents, problems = taken(made_pdf.pdf(*[lines(*TALK) for _ in range(50)]), folder=tmp_path)
    assert [p.what for p in problems] == ["read to page 20 of 50"]
    assert len(documents[0].pages or ()) == 20
    assert documents[0].coverage.state == "truncated"


def test_a_page_that_trips_a_limit_is_named_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "PARSER", "tests.readers.test_pdf")
    documents, problems = taken(made_pdf.pdf(lines(*TALK), lines(*MORE), lines(*TALK)), folder=tmp_path)
    assert [p.what for p in problems] == ["page 2 not read"]
    assert "SIGABRT" in problems[0].why
    assert documents[0].text == " ".join(TALK) + "\n" + " ".join(TALK)
    assert documents[0].pages is not None
    assert documents[0].pages[1].start == documents[0].pages[1].end


def pages(argument: tuple[bytes, int, int]):  # type: ignore[no-untyped-def]
    """Stands in for the parser, in the other process: dies over the second page."""
    from hearsay.readers import pdf_pages

    for number, item in enumerate(pdf_pages.pages(argument), start=argument[1]):
        if number == 2 and argument[1] < 2:
            os.abort()
        yield item


def test_a_page_as_a_picture() -> None:
    data = made_pdf.pdf(lines(*TALK))
    whole = pdf_view.page_image(data, 1, scale=1)
    part = pdf_view.page_image(data, 1, box=(60, 90, 260, 130), scale=2)
    assert whole[:8] == part[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(whole[16:20], "big") == made_pdf.WIDTH
    assert (int.from_bytes(part[16:20], "big"), int.from_bytes(part[20:24], "big")) == (400, 80)
    assert base64.b64encode(part)


def test_a_page_that_is_not_there_has_no_picture() -> None:
    with pytest.raises(guarded.RefusedError, match="1 pages"):
        pdf_view.page_image(made_pdf.pdf(lines(*TALK)), 9)


def test_where_a_quotation_stands(tmp_path: Path) -> None:
    data = made_pdf.pdf([At(72, 40, "Page 1 of 2"), *lines(*TALK)], lines(*TALK[:2]))
    made = one(data, tmp_path)
    start = made.text.index("harbour master")
    found = pdf_view.boxes(data, made, Span(start, start + len("harbour master")))
    assert [page for page, _ in found] == [1, 1]
    (_, first), (_, second) = found
    # "harbour" ends the first line, set at 100 points; "master" begins the second.
    assert first[1] < 100 < first[3] + 3
    assert second[0] == pytest.approx(72, abs=1)
    assert second[1] > first[1]


def test_the_same_words_later_are_found_where_they_stand(tmp_path: Path) -> None:
    data = made_pdf.pdf(lines("The pier is long.", "", "", "Nobody said so.", "", "", "The pier is long."))
    made = one(data, tmp_path)
    at = made.text.rindex("The pier")
    ((_, box),) = pdf_view.boxes(data, made, Span(at, at + 8))
    assert box[1] > 170


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    data = made_pdf.pdf(lines(*TALK), lines(*MORE), packed=True)
    assert one(data, tmp_path) == one(data, tmp_path)


def test_pdf_is_among_the_formats(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(made_pdf.pdf(lines(*TALK)))
    (tmp_path / "paper.pdf.meta.json").write_text('{"title": "The ferry", "kind": "notes"}', encoding="utf-8")
    reading = read([tmp_path])
    assert reading.problems == ()
    assert [(d.title, d.kind, d.text) for d in reading.documents] == [("The ferry", "notes", " ".join(TALK))]
