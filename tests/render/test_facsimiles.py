"""Pictures of the lines that a quotation stands in, from PDFs that the tests write themselves."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html as parser

import hearsay
from hearsay.cli import main
from hearsay.model import Coverage, Document, Dossier
from hearsay.readers import pdf_view
from hearsay.readers.originals import original
from hearsay.render import facsimiles as module
from hearsay.render.facsimiles import NO_FILE, NOT_FOUND, TOO_LARGE, TOO_MANY, Crop, Facsimiles, facsimiles
from hearsay.render.html import render
from hearsay.text import Span
from tests.readers import made_pdf
from tests.render.browser import CHROMIUM, opened

FIRST = (
    "Minutes of a meeting in Orsk on 12 March 1998 on the boats of the harbour",
    "",
    '"We could lend the boats, if the light stays ours," Mara Lind told Anton',
    "Vele, who had asked for the boats twice before that evening in the house.",
)
SECOND = (
    "The meeting went on after supper, and the clerk kept on with the minutes.",
    "",
    '"Then the light goes dark in the spring," said Anton Vele to Mara Lind in',
    "the hall of the house, and the clerk wrote it down with all the others.",
)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    monkeypatch.chdir(tmp_path)
    pages = (made_pdf.lines(*FIRST), made_pdf.lines(*SECOND, top=300))
    Path("minutes.pdf").write_bytes(made_pdf.pdf(*pages))
    return hearsay.trace(["minutes.pdf"], rules=True)


def document(made: Dossier) -> Document:
    (only,) = made.collation.annotations
    return only.document


def words(made: Dossier, found: Facsimiles) -> dict[str, Crop]:
    """The pictures by the words that they show, of quotations on one page."""
    return {spans[0].of(document(made).text)[:14]: crop for (_, spans), (crop,) in found.crops.items()}


def rows(png: bytes) -> list[bytes]:
    """The rows of pixels of a picture in shades of grey."""
    width, at, packed = int.from_bytes(png[16:20], "big"), 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        packed += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    data = zlib.decompress(packed)
    return [data[n + 1 : n + 1 + width] for n in range(0, len(data), width + 1)]


def changed(made: Dossier, **fields: object) -> Dossier:
    (only,) = made.collation.annotations
    other = replace(only, document=replace(only.document, **fields))  # type: ignore[arg-type]
    return replace(made, collation=replace(made.collation, annotations=(other,)))


def test_each_quotation_has_the_lines_of_its_page(made: Dossier) -> None:
    found = words(made, facsimiles(made, original))
    assert {w: c.page for w, c in found.items()} == {"We could lend ": 1, "Then the light": 2}
    crop = found["We could lend "]
    assert crop.height == pytest.approx(10 + 2 * module.MARGIN, abs=4)
    assert crop.width == made_pdf.WIDTH
    drawn = rows(crop.png)
    assert [len(drawn), len(drawn[0])] == pytest.approx([2 * crop.height, 2 * crop.width], abs=2)
    assert min(map(min, drawn)) < 80 < 250 < max(map(max, drawn))  # ink on paper
    assert set(drawn[0]) == {255}  # the margin


def test_the_page_shows_them_beside_the_words(made: Dossier) -> None:
    tree = parser.document_fromstring(render(made, facsimiles(made, original)))
    for figure in tree.xpath("//figure[@class='fac']"):
        (picture,) = figure.xpath("./img")
        assert picture.get("src").startswith("data:image/png;base64,")
        assert figure.getprevious().tag == "blockquote"
    captions = {" ".join(f.text_content().split()) for f in tree.xpath("//figure[@class='fac']")}
    assert captions == {"A p. 1, as printed.", "A p. 2, as printed."}
    assert "the lines that hold these words" in tree.xpath("//img/@alt")[0]
    assert "<img" not in render(made)


def test_it_is_the_same_each_time(made: Dossier) -> None:
    assert facsimiles(made, original) == facsimiles(made, original)


def test_doubtful_text_is_said_to_be_so_where_it_lies(made: Dossier) -> None:
    text = document(made).text
    start = text.index("Then the light")
    doubted = changed(made, coverage=Coverage(state="illegible", spans=(Span(start + 3, start + 20),)))
    found = facsimiles(doubted, original)
    assert {w: c.doubtful for w, c in words(made, found).items()} == {"We could lend ": False, "Then the light": True}
    assert render(doubted, found).count("Lies in doubtful OCR: see the page.") == 1
    everywhere = facsimiles(changed(made, coverage=Coverage(state="illegible")), original)
    assert all(c.doubtful for c in words(made, everywhere).values())


def test_indirect_speech_has_no_picture(made: Dossier) -> None:
    told = tuple(replace(a, mode="indirect") for a in made.collation.attributions)
    assert facsimiles(replace(made, collation=replace(made.collation, attributions=told)), original) == Facsimiles()


def broken(_: Document) -> bytes:
    return b"%PDF-1.4 no more than this"


def gone(_: Document) -> None:
    return None


def other(_: Document) -> bytes:
    return made_pdf.pdf(made_pdf.lines("Nothing of it"), made_pdf.lines("Nor here"))


@pytest.mark.parametrize(
    ("bytes_of", "why"), [(gone, NO_FILE), (other, NOT_FOUND), (broken, "its page could not be drawn")]
)
def test_what_cannot_be_shown_is_named(made: Dossier, bytes_of: Callable[[Document], bytes | None], why: str) -> None:
    found = facsimiles(made, bytes_of)
    assert found.crops == {}
    ((said, places),) = found.left_out.items()
    assert said.startswith(why)
    assert len(places) == 2
    missing = parser.document_fromstring(render(made, found)).get_element_by_id("missing").text_content()
    assert f"Not shown as a picture of the page, since {why}" in " ".join(missing.split())


@pytest.mark.parametrize(
    ("limit", "value", "shown", "why"),
    [("EACH", 10, 0, TOO_LARGE), ("TOTAL", 10, 0, TOO_MANY), ("MOST", 1, 1, TOO_MANY)],
)
def test_there_is_a_limit_and_what_is_over_it_is_named(
    made: Dossier, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, shown: int, why: str
) -> None:
    monkeypatch.setattr(module, limit, value)
    found = facsimiles(made, original)
    assert (len(found.crops), len(found.left_out[why])) == (shown, 2 - shown)


def test_a_picture_too_large_is_drawn_coarser(made: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    fine = max(len(c.png) for c in words(made, facsimiles(made, original)).values())
    monkeypatch.setattr(module, "EACH", fine - 1)
    crops = words(made, facsimiles(made, original))
    assert len(crops) == 2
    assert max(len(c.png) for c in crops.values()) < fine


def test_a_file_that_changed_is_not_taken_for_the_one_that_was_read(made: Dossier) -> None:
    only = document(made)
    assert original(only) == Path("minutes.pdf").read_bytes()
    Path("minutes.pdf").write_bytes(made_pdf.pdf(made_pdf.lines(*FIRST)))
    assert original(only) is None
    assert original(replace(only, path="nowhere.pdf")) is None
    assert original(replace(only, path="a\x00b")) is None


def test_the_switch_is_for_html_and_not_for_excerpts(made: Dossier) -> None:
    def trace(*switches: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["trace", "minutes.pdf", "--rules", *switches])
        return done.exit_code, done.output + done.stderr

    assert trace("--facsimiles", "-o", "out.html")[0] == 0
    assert Path("out.html").read_text(encoding="utf-8").count("data:image/png") == 2
    code, said = trace("--facsimiles", "-o", "out.md")
    assert (code, "only html has pictures" in said) == (2, True)
    assert trace("--facsimiles", "--excerpts-only", "-o", "out2.html")[0] == 2
    assert not Path("out2.html").exists()


def test_one_look_at_the_parser_a_picture(made: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    draw = pdf_view.page_image

    def counted(data: bytes, page: int, **more: object) -> bytes:
        drawn.append(page)
        return draw(data, page, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pdf_view, "page_image", counted)
    facsimiles(made, original)
    assert sorted(drawn) == [1, 2]


@pytest.mark.chromium
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="no chromium on this machine")
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pictures_are_drawn_under_the_policy_and_fit(tmp_path: Path, made: Dossier, width: int) -> None:
    with opened(tmp_path, render(made, facsimiles(made, original)), width) as seen:
        pictures = seen.locator(".fac img")
        assert pictures.count() == 2
        assert seen.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 100)")
        assert seen.evaluate("document.documentElement.scrollWidth") <= width
