"""What is read of real pages, against their article text and against fields read by eye.

The text is measured as the words of the article (the body zones of a document) against the words of
``ground-truth.json``: multisets of words, and runs of four words, which order counts for; the mean over the pages. The
fields are those of ``read/pages.jsonl``: for each page the values that are right (headlines as hashes), ``null`` where
the page has none.

Rules were tried out on one half of the pages, chosen by the hash of the file name; the other half is told apart.

    python -m evaluation.pages             print the figures
    python -m evaluation.pages --wrong     and each field that is not as read by eye
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hearsay.model import Document
from hearsay.readers import read

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "pages"
READ = Path(__file__).with_name("read") / "pages.jsonl"
FIELDS = ("headline", "date", "byline", "publisher")
HALVES = ("tried on", "apart", "all")

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page's figures: its text by words and by runs of four, and for each field what was found and whether it is
    right."""

    name: str
    words: Score
    runs: Score
    fields: Mapping[str, tuple[str | None, bool]]


def overlap(gold: str, found: str, size: int = 1) -> Score:
    """How far two texts hold the same runs of `size` words, as multisets, case apart.

    >>> overlap("the lamp was lit", "the lamp was out").f1
    0.75
    """
    wanted, got = (_runs(text, size) for text in (gold, found))
    shared = sum((wanted & got).values())
    precision, recall = shared / max(1, sum(got.values())), shared / max(1, sum(wanted.values()))
    return Score(
        precision=precision,
        recall=recall,
        f1=2 * precision * recall / (precision + recall) if shared else 0.0,
    )


def _runs(text: str, size: int) -> Counter[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def half(name: str) -> str:
    """The half of the pages that a file is in, by the hash of its name without endings."""
    return HALVES[int(sha256(name.partition(".")[0].encode()).hexdigest(), 16) % 2]


def right(field: str, found: str | None, gold: Sequence[str | None]) -> bool:
    """Whether a value is one of those read by eye. Days are compared, names as sets, letters and figures alone.

    >>> right("date", "2031-05-03T23:10:00Z", ["2031-05-03"]), right("byline", "Jo Lund, Ana Kor", ["Ana Kor, Jo Lund"])
    (True, True)
    """
    if found is None:
        return None in gold
    if field == "headline":  # kept as a hash: the file holds no words of a page
        return sha256(_letters(found).encode()).hexdigest()[:16] in gold
    return any(_compared(field, found) == _compared(field, value) for value in gold if value is not None)


def _compared(field: str, value: str) -> object:
    if field == "date":
        return value[:10]
    if field == "byline":
        return frozenset(_letters(name) for name in value.split(",") if _letters(name))
    return _letters(re.sub(r"(?i)^the\s+", "", value) if field == "publisher" else value)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()


def article(document: Document) -> str:
    """The words of a document that are its article."""
    return "\n".join(zone.span.of(document.text) for zone in document.zones if zone.kind == "body")


def measure(folder: Path = SHARED, by_eye: Path = READ) -> tuple[Page, ...]:
    """Read every page that has gold, and compare. Raises `OSError` when the gold is not there."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    rows = (json.loads(line) for line in by_eye.read_text(encoding="utf-8").splitlines())
    values = {row["file"].split(".")[0]: row for row in rows}
    reading = read(sorted(folder.glob("*.html.gz")))
    found = {Path(document.path).name.split(".")[0]: document for document in reading.documents}
    pages = []
    for name, wanted in sorted(gold.items()):
        document = found.get(name)
        text = article(document) if document else ""
        taken = {
            "headline": document.title if document else None,
            "date": document.published if document else None,
            "byline": document.byline if document else None,
            "publisher": document.publisher if document else None,
        }
        pages.append(
            Page(
                name=name,
                words=overlap(wanted["articleBody"], text),
                runs=overlap(wanted["articleBody"], text, 4),
                fields={field: (taken[field], right(field, taken[field], values[name][field])) for field in FIELDS},
            )
        )
    return tuple(pages)


def mean(pages: Iterable[Page], figure: Callable[[Page], float]) -> float:
    """The mean of a figure over pages; 0 when there are none."""
    values = [figure(page) for page in pages]
    return sum(values) / len(values) if values else 0.0


def accuracy(pages: Iterable[Page], field: str) -> float:
    """The share of pages on which a field is right."""
    return mean(pages, lambda page: float(page.fields[field][1]))


def table(pages: Sequence[Page]) -> str:
    """The figures as lines of plain text, one a half and one for all."""
    lines = [f"{'':9}{'pages':>6}{'P':>8}{'R':>7}{'F1':>7}{'F1 of 4':>9}" + "".join(f"{field:>11}" for field in FIELDS)]
    for name in HALVES:
        some = [page for page in pages if name in ("all", half(page.name))]
        figures = [mean(some, figure) for figure in (_precision, _recall, _f1, _runs_f1)]
        line = f"{name:9}{len(some):6}{figures[0]:8.3f}{figures[1]:7.3f}{figures[2]:7.3f}{figures[3]:9.3f}"
        lines.append(line + "".join(f"{100 * accuracy(some, field):10.1f}%" for field in FIELDS))
    return "\n".join(lines)


def _precision(page: Page) -> float:
    return page.words.precision


def _recall(page: Page) -> float:
    return page.words.recall


def _f1(page: Page) -> float:
    return page.words.f1


def _runs_f1(page: Page) -> float:
    return page.runs.f1


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print. Returns 0, or 2 when the gold is not there."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.pages", description="Pages against what is known of them."
    )
    parser.add_argument("--wrong", action="store_true", help="name each field that is not as read by eye")
    wrong = parser.parse_args(arguments).wrong
    try:
        pages = measure()
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    print(table(pages))
    if wrong:
        for page in pages:
            for field, (found, good) in page.fields.items():
                if not good:
                    print(f"{page.name[:8]} {half(page.name):8} {field:9} {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
