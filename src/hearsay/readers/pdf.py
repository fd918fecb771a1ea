"""PDF with a text layer: text in reading order, pages kept, and how well it can be read, by page.

The file is parsed in a process of its own (`guarded`); the rest works on the plain values that come back. Running
heads, page numbers and classification stamps are kept out of the text and remarked on; a page that was recognised twice
is read once; what cannot be read stays in the text and is told in `coverage` (illegible): its words may yet be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hearsay.model import Coverage, Document, Problem
from hearsay.readers import guarded, legibility
from hearsay.readers.capture import Capture, Input, looks_like
from hearsay.readers.compose import compose
from hearsay.readers.coverage import coverage_of
from hearsay.readers.layout import opening, paragraphs
from hearsay.readers.pdf_excisions import Excised, excisions
from hearsay.readers.pdf_front import front
from hearsay.readers.pdf_pages import MEGABYTES, PARSER, SECONDS, Page
from hearsay.readers.pdf_remarks import joined, kept_out, layers, legible, pages_named, restriction, taken_out
from hearsay.readers.pdf_running import without_edges
from hearsay.readers.pdf_text import Run, run_on
from hearsay.readers.single import capture_of
from hearsay.text import Span

extensions = (".pdf",)

MAX_PAGES = 2_000  # that are read of one file
TRIES = 3  # pages that may trip a limit before the file is given up


def captures(given: Input) -> Iterator[Capture | Problem]:
    """The one capture of a PDF file, with the metadata that stands beside it."""
    yield from capture_of(given, "application/pdf")


def documents(capture: Capture) -> Iterator[Document | Problem]:
    """The document of a PDF, and problems that name the pages which could not be read, and why."""
    if b"%PDF-" not in capture.data[:1024]:
        told = looks_like(capture.data)
        why = f"it is {told}, by its first bytes" if told else "its first bytes are not those of a PDF"
        yield _problem(capture, "not a PDF", f"{why}; give it the ending that fits")
        return
    taken = _take_apart(capture)
    yield from taken.problems
    if not taken.pages:
        return
    edges = without_edges(taken.pages)
    kept = [[page.lines[at] for at in keep] for page, keep in zip(taken.pages, edges.kept, strict=True)]
    # What is kept out of the text does not tell how well the text reads.
    measured = legibility.measure_paper([[line.text for line in lines] for lines in kept])
    counted, measures = [one.page for one in measured], [one.lines for one in measured]
    verdicts = [
        legibility.verdict(count, pictured=page.pictured) for count, page in zip(counted, taken.pages, strict=True)
    ]
    run = run_on(kept)
    if not run.text.strip():
        yield _problem(
            capture,
            "no text layer",
            f"{pages_named(range(1, len(taken.pages) + 1))}: pictures or nothing, and no text; run text recognition "
            "(OCR) over the file and give the result",
        )
        return
    unusable = [number for number, verdict in enumerate(verdicts, start=1) if verdict == "unusable"]
    if len(unusable) == len(verdicts):
        shares = sorted({f"{count.share:.0%}" for count in counted}, key=lambda share: int(share[:-1]))
        found_at = shares[0] if len(shares) == 1 else f"{shares[0]} to {shares[-1]}"
        yield _problem(
            capture,
            "no usable text layer",
            f"on no page do {legibility.PARTLY:.0%} of the letters stand in words ({found_at}); "
            "what is there is kept and marked illegible; run text recognition (OCR) anew",
        )
    excised = excisions(taken.pages, kept, run.lines)
    found = front(kept[0], taken.metadata)
    said = dict(found.said)
    level, stamped = restriction(edges, run)
    if level:
        said["restriction"] = level
    clean = verdicts[0] == "usable" and len(taken.pages) > 0
    made = compose(
        capture,
        run.text,
        opening=opening(run.text, paragraphs(run.text)) if clean and "title" not in said else (),
        said=said,
        pages=run.pages,
        coverage=_coverage(run, taken, measures, verdicts, excised),
        remarks=(
            *found.remarks,
            *stamped,
            *legible(taken.pages, counted, verdicts, measures),
            *taken_out(excised),
            *kept_out(taken.pages, edges),
            *layers(taken.pages),
            *joined(run),
        ),
    )
    if (
        found.form
        and not capture.beside.get("kind")
        and (made.kind is None or (made.kind_reason or "").startswith("inferred"))
    ):
        # A date makes an outlet's report of a page; of a paper with such a head it makes none.
        made = replace(made, kind="other", kind_reason=f"inferred: its head is that of a {found.form}")
    yield made


# ---- the file --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Taken:
    """What the parser gave: an empty page stands where one could not be read."""

    pages: list[Page] = field(default_factory=list)
    metadata: Mapping[str, str] = field(default_factory=dict)
    total: int = 0
    failed: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


_EMPTY = Page(0.0, 0.0, (), legibility.NOTHING, 0, None, 0, 0, (), False, False)


def _take_apart(capture: Capture) -> _Taken:
    taken = _Taken()
    tripped = 0
    while True:
        items = guarded.each(
            f"{PARSER}:pages", (capture.data, len(taken.pages), MAX_PAGES - len(taken.pages)),
            seconds=SECONDS, megabytes=MEGABYTES,
        )  # fmt: skip
        opened = False
        try:
            taken.total, taken.metadata = next(items)
            opened = True
            for item in items:
                if isinstance(item, str):
                    taken.failed.append(len(taken.pages) + 1)
                    taken.pages.append(_EMPTY)
                else:
                    taken.pages.append(Page.of(item))
        except guarded.RefusedError as error:
            taken.problems.append(_problem(capture, *_refused(error, b"/Encrypt" in capture.data)))
        except guarded.TrippedError as error:
            tripped += 1
            number = len(taken.pages) + 1
            where = f"page {number} not read" if opened else "not read"
            taken.problems.append(_problem(capture, where, f"{error.why}; the parser was stopped"))
            if opened and tripped < TRIES and number < taken.total:
                taken.failed.append(number)
                taken.pages.append(_EMPTY)
                continue
        break
    if taken.failed and len(taken.failed) > tripped:
        taken.problems.append(
            _problem(capture, f"{pages_named(taken.failed)} not read", "damaged; fetch the file again")
        )
    if taken.total == 0 and not taken.problems:
        taken.problems.append(_problem(capture, "no pages", "the PDF says that it has none; fetch it again"))
    if taken.total > MAX_PAGES and len(taken.pages) == MAX_PAGES:
        why = f"{MAX_PAGES} pages of one file are read; split it and give the rest"
        taken.problems.append(_problem(capture, f"read to page {MAX_PAGES} of {taken.total}", why))
    cut = [number for number, page in enumerate(taken.pages, start=1) if page.cut]
    if cut:
        taken.problems.append(_problem(capture, f"{pages_named(cut)} read in part", "more words than a page can have"))
    return taken


def _refused(error: guarded.RefusedError, encrypted: bool) -> tuple[str, str]:
    said = error.why.lower()
    # The parser may repeat what it said of the file before.
    if "password" in said and encrypted:
        return "protected by a password", "it cannot be opened without; save a copy that is not protected"
    if "security" in said and encrypted:
        return "protected in an unknown way", "save a copy that is not protected"
    if error.kind == "PdfiumError":
        return "damaged PDF", "it cannot be opened; fetch it again, or save it anew from a viewer that shows it"
    return "cannot be read", f"the parser failed ({error.kind}: {error.why[:120]})"


def _problem(capture: Capture, what: str, why: str) -> Problem:
    return Problem(path=capture.path, record=capture.record, what=what, why=why)


# ---- what is in hand ----------------------------------------------------------------------------------------------


def _coverage(
    run: Run,
    taken: _Taken,
    measures: Sequence[Sequence[legibility.Counted]],
    verdicts: Sequence[legibility.Verdict],
    excised: Excised,
) -> Coverage | None:
    """The gaps that the format shows; words taken out come before pages that cannot be read."""
    if excised.spans or excised.bars:
        return Coverage(state="redacted", spans=excised.spans)
    if "[" in run.text and coverage_of(run.text, paragraphs(run.text)).coverage.state == "redacted":
        return Coverage(state="redacted")
    spans: list[Span] = []
    for verdict, page, lines, counted in zip(verdicts, run.pages, run.lines, measures, strict=True):
        if verdict == "unusable" and page.end > page.start:
            spans.append(page)
        else:
            spans += [
                line
                for line, one in zip(lines, counted, strict=True)
                if legibility.illegible(one) and line.end > line.start
            ]
    if spans or "unusable" in verdicts:
        return Coverage(state="illegible", spans=tuple(spans))
    if len(taken.pages) < taken.total:
        return Coverage(state="truncated")
    return None
