from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import pdf
from evaluation.pdf import Page
from hearsay.readers.legibility import Verdict


def page(file: str, number: int, eye: Verdict, measure: Verdict) -> Page:
    return Page(file=file, page=number, eye=eye, measure=measure, share=0.5)


def test_a_paper_is_judged_by_its_middle_page() -> None:
    pages = [
        page("a", 1, "partly", "unusable"),
        page("a", 2, "usable", "usable"),
        page("a", 3, "usable", "usable"),
        page("b", 1, "partly", "usable"),
    ]
    assert str(pdf.by_page(pages)) == "2 of 4 (50%)"
    assert str(pdf.by_paper(pages)) == "1 of 2 (50%)"


def test_a_page_judged_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text('{"file": "a.pdf", "page": 1, "verdict": "usable"}\n' * 2, encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.pdf"):
        pdf.judged(file)


@pytest.mark.shared
def test_the_measure_agrees_with_the_eye() -> None:
    pages = pdf.measured()
    assert len(pages) == len(pdf.judged())
    assert pdf.by_paper(pages).share >= 0.9
    rest = [one for one in pages if one.file not in pdf.tuned_on(pages)]
    assert pdf.by_paper(rest).share >= 0.88
    assert pdf.by_page(rest).share >= 0.8


@pytest.mark.shared
def test_every_paper_is_read_or_named() -> None:
    documents, problems, _ = pdf.read_all()
    spoken_of = {made.path for made in documents} | {problem.path for problem in problems}
    assert spoken_of == {file.name for file in pdf.PAPERS.glob("*.pdf")}
