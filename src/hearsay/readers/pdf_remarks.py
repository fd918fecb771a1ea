"""What is said of a PDF that was read: how legible each page is, what was taken out, kept out and joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hearsay.model import Remark
from hearsay.readers import legibility
from hearsay.readers.pdf_excisions import Excised
from hearsay.readers.pdf_pages import Page
from hearsay.readers.pdf_running import Edges
from hearsay.readers.pdf_text import Run


def legible(
    pages: Sequence[Page],
    counted: Sequence[legibility.Counted],
    verdicts: Sequence[legibility.Verdict],
    measures: Sequence[Sequence[legibility.Counted]],
) -> Iterator[Remark]:
    """Each page that is not usable, with its measure; then lines that cannot be read on pages that are."""
    measured = "letters in words, of those in tokens that are words or none"
    for number, (page, count, verdict) in enumerate(zip(pages, counted, verdicts, strict=True), start=1):
        share = round(count.share, 2)
        if verdict == "unusable" and count.letters < legibility.ENOUGH:
            what = "a picture with" if page.pictured else "it has"
            yield Remark(of="coverage", why=f"page {number}: no text layer to speak of; {what} {count.letters} letters")
        elif verdict == "unusable":
            yield Remark(
                of="coverage", why=f"page {number}: no usable text layer; {share:.0%} ({measured})", sure=share
            )
        elif verdict == "partly":
            yield Remark(of="coverage", why=f"page {number}: partly illegible; {share:.0%} ({measured})", sure=share)
    lines = sum(
        legibility.illegible(one)
        for verdict, lines_of in zip(verdicts, measures, strict=True)
        if verdict == "usable"
        for one in lines_of
    )
    if lines:
        yield Remark(of="coverage", why=f"{many(lines, 'line')} on pages that are usable cannot be read")


def taken_out(excised: Excised) -> Iterator[Remark]:
    """What shows that words were taken out."""
    if excised.marks:
        shown = ", ".join(f"“{mark[:24]}”" for mark in excised.marks[:4])
        yield Remark(of="coverage", why=f"words were taken out: marks of exemptions stand beside them, as {shown}")
    if excised.bars:
        yield Remark(
            of="coverage", why=f"words were taken out: {many(excised.bars, 'black bar')} with no text under it"
        )
    if excised.covered:
        why = f"{many(excised.covered, 'word')} lie under black bars: the page hides them, the file holds them"
        yield Remark(of="coverage", why=why)


def kept_out(pages: Sequence[Page], edges: Edges) -> Iterator[Remark]:
    """What stands on the pages and not in the text, layers aside."""
    for head, times in edges.heads[:12]:
        yield Remark(of="kept out", why=f"running head on {many(times, 'page')}: “{head[:80]}”")
    if edges.numbers:
        yield Remark(of="kept out", why=f"{many(edges.numbers, 'page number')}")
    specks = sum(page.specks for page in pages)
    if specks:
        yield Remark(of="kept out", why=f"{many(specks, 'speck')} of marks and single letters, which say nothing")
    sideways = sum(page.sideways for page in pages)
    if sideways:
        yield Remark(of="kept out", why=f"{many(sideways, 'word')} set sideways")


def layers(pages: Sequence[Page]) -> Iterator[Remark]:
    """The pages that were recognised twice, and what became of the second layer."""
    doubled = [number for number, page in enumerate(pages, start=1) if page.dropped]
    if not doubled:
        return
    others = [page.other.share for page in pages if page.other is not None]
    worse = f"; the other reads worse ({sum(others) / len(others):.0%} of its letters in words)" if others else ""
    words = sum(page.dropped for page in pages)
    left = f"one layer is kept{worse}: {many(words, 'word')} left out"
    why = f"{pages_named(doubled)}: the text was recognised twice, {left}"
    yield Remark(of="kept out", why=why)


def joined(run: Run) -> Iterator[Remark]:
    """How many divided words were made whole."""
    if run.joined:
        yield Remark(of="text", why=f"{many(run.joined, 'word')} divided at the end of a line made whole")


def restriction(edges: Edges, run: Run) -> tuple[str | None, tuple[Remark, ...]]:
    """The highest stamp, unless the paper says that it was lifted; and what was stamped how often."""
    levels = [(level, times) for level, times in edges.stamps if level not in ("UNCLASSIFIED", "DECLASSIFIED")]
    if not edges.stamps:
        return None, ()
    shown = ", ".join(f"{level} ({times})" for level, times in edges.stamps)
    remarks = [Remark(of="kept out", why=f"classification stamps: {shown}")]
    lifted = next((level for level, _ in edges.stamps if level in ("UNCLASSIFIED", "DECLASSIFIED")), None)
    said = lifted or next((word for word in _LIFTED if word in run.text.upper()), None)
    if not levels:
        return None, tuple(remarks)
    if said:
        remarks.append(Remark(of="restriction", why=f"none: stamped {levels[0][0]}, but the paper also says “{said}”"))
        return None, tuple(remarks)
    remarks.append(Remark(of="restriction", why="stamped on the pages; nothing that was read says that it was lifted"))
    return levels[0][0], tuple(remarks)


_LIFTED = (
    "DECLASSIFIED",
    "APPROVED FOR RELEASE",
    "RELEASED IN FULL",
    "RELEASED IN PART",
    "RELEASE IN FULL",
    "RELEASE IN PART",
)


def pages_named(numbers: Sequence[int]) -> str:
    """Pages, for people.

    >>> pages_named([1, 2, 3]), pages_named([2]), pages_named([1, 4])
    ('pages 1–3', 'page 2', 'pages 1, 4')
    """
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    if list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"pages {numbers[0]}–{numbers[-1]}"
    shown = ", ".join(str(number) for number in numbers[:20])
    return f"pages {shown}{' …' if len(numbers) > 20 else ''}"


def many(number: int, thing: str) -> str:
    """A number of things, for people.

    >>> many(1, "line"), many(1_200, "word")
    ('1 line', '1,200 words')
    """
    return f"{number} {thing}" if number == 1 else f"{number:,} {thing}s"
