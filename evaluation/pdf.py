"""How far the measure of legibility agrees with the eye, on scanned papers, and how many pages a second are read.

``read/pdf.jsonl`` holds what was judged by eye, page by page, before the thresholds were set: *usable* (about five
words in six are right, or more), *partly* (from a half on), *unusable*. It holds names and verdicts, no text. Five
pages near the lower bound were judged again, by counting the right words of nine lines of each. The thresholds were set
on every other paper; the rest shows what they are worth.

    python -m evaluation.pdf           the table, the disagreements, and the speed
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from hearsay.model import Document, Problem
from hearsay.readers import pdf, pdf_pages
from hearsay.readers.capture import Input
from hearsay.readers.legibility import Verdict, measure_paper, verdict
from hearsay.readers.pdf_running import without_edges

JUDGED = Path(__file__).with_name("read") / "pdf.jsonl"
PAPERS = Path(__file__).resolve().parents[2] / "shared" / "data" / "pdf"
SCALE: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a paper: what the eye said, what the measure says, and its share."""

    file: str
    page: int
    eye: Verdict
    measure: Verdict
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """In how many of how many cases eye and measure agree."""

    agree: int
    of: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.agree / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.agree} of {self.of} ({self.share:.0%})"


def judged(path: Path = JUDGED) -> dict[tuple[str, int], Verdict]:
    """The verdicts by eye. Raises `ValueError` on a word that is no verdict, or a page that is judged twice."""
    found: dict[tuple[str, int], Verdict] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["file"], row["page"])
        if row["verdict"] not in SCALE or key in found:
            raise ValueError(f"{path.name}: {line}")
        found[key] = row["verdict"]
    return found


def measured(papers: Path = PAPERS, path: Path = JUDGED) -> tuple[Page, ...]:
    """The judged pages with what the measure says of them."""
    eyes = judged(path)
    found: list[Page] = []
    for name in sorted({file for file, _ in eyes}):
        items = pdf_pages.pages(((papers / name).read_bytes(), 0, pdf.MAX_PAGES))
        next(items)
        pages = [pdf_pages.Page.of(item) for item in items]
        kept = without_edges(pages).kept
        texts = [[page.lines[line].text for line in lines] for page, lines in zip(pages, kept, strict=True)]
        for number, (page, one) in enumerate(zip(pages, measure_paper(texts), strict=True), start=1):
            if (name, number) in eyes:
                said = verdict(one.page, pictured=page.pictured)
                found.append(Page(file=name, page=number, eye=eyes[name, number], measure=said, share=one.page.share))
    return tuple(found)


def tuned_on(pages: Sequence[Page]) -> frozenset[str]:
    """The papers that the thresholds were set on: every other one, by name."""
    return frozenset(sorted({page.file for page in pages})[::2])


def by_page(pages: Sequence[Page]) -> Agreement:
    """Page by page."""
    return Agreement(agree=sum(page.eye == page.measure for page in pages), of=len(pages))


def by_paper(pages: Sequence[Page]) -> Agreement:
    """Paper by paper: each by the middle one of its pages' verdicts, the worse where two stand in the middle."""
    papers: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        papers[page.file].append(page)
    agree = sum(
        _middle([page.eye for page in held]) == _middle([page.measure for page in held]) for held in papers.values()
    )
    return Agreement(agree=agree, of=len(papers))


def _middle(verdicts: Sequence[Verdict]) -> Verdict:
    # The scale runs from the best to the worst.
    order = sorted(verdicts, key=SCALE.index)
    return order[len(order) // 2]


def read_all(papers: Path = PAPERS) -> tuple[list[Document], list[Problem], float]:
    """Every paper through the reader as in use, and the seconds it took, the start of the process left out."""
    files = sorted(papers.glob("*.pdf"))
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files[:1]:
        list(_read(file))
    start = time.perf_counter()
    for file in files:
        for made in _read(file):
            if isinstance(made, Document):
                documents.append(made)
            else:
                problems.append(made)
    return documents, problems, time.perf_counter() - start


def _read(file: Path) -> list[Document | Problem]:
    found: list[Document | Problem] = []
    for capture in pdf.captures(Input(path=file.name, file=file, size=file.stat().st_size)):
        found += [capture] if isinstance(capture, Problem) else pdf.documents(capture)
    return found


def main() -> int:
    """Print the table."""
    pages = measured()
    tuned = tuned_on(pages)
    for name, part in (
        ("all", pages),
        ("tuned on", [page for page in pages if page.file in tuned]),
        ("the rest", [page for page in pages if page.file not in tuned]),
    ):
        print(f"{name:10} by page {by_page(part)}, by paper {by_paper(part)}")
    for page in pages:
        if page.eye != page.measure:
            print(f"  {page.file} page {page.page}: eye {page.eye}, measure {page.measure} ({page.share:.0%})")
    documents, problems, seconds = read_all()
    count = sum(len(document.pages or ()) for document in documents)
    print(f"{len(documents)} papers, {count} pages, {len(problems)} problems; {count / seconds:.0f} pages a second")
    return 0


if __name__ == "__main__":
    sys.exit(main())
