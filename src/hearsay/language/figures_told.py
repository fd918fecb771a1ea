"""All figures of one document, each read in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from hearsay.language.figure_clause import undotted
from hearsay.language.figure_reading import Sentence, page
from hearsay.language.quantities import Quantity, quantities
from hearsay.language.span_index import SpanIndex
from hearsay.language.stated import Stated
from hearsay.language.time_quantities import time_quantities
from hearsay.model import Annotations

_WORDS = re.compile(r"[\w'-]+")
_HINT = re.compile(  # what every quantity has a word of; much cheaper to look for than the quantity
    r"\d|(?<![a-z])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|\w+teen|twent|thirt|fort|fift|sixt"
    r"|sevent|eight|ninet|zero|dozen|scores|hundred|thousand|[mb]illion|several|a couple|a handful|a few|hal[fv]|third"
    r"|quarter|sixth|fifth|tenth)",
    re.I,
)
_TEASER = re.compile(  # "… at the quay. ALSO ON THIS PAGE Mayor …"
    r"(?<=[\w.!?’'”] )(?:[A-Z]{3,}[,'’]? ){2,}(?=[A-Z])|(?<![^\n])(?:[A-Z]{2,}[,'’]? ){3,}(?=[A-Z][a-z])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one document in order, with all the document's `words` in lower case."""

    stated: tuple[Stated, ...]
    words: frozenset[str]


def figures(a: Annotations) -> Figures:
    """The figures of one document, with its words.

    Left out are figures in notices, bylines and readers' comments, and one in brackets that only converts the figure
    before it.
    """
    text = a.document.text
    silent = [z.span for z in a.document.zones if z.kind in ("notice", "comment", "byline")]
    found: dict[int, list[Quantity]] = {}
    starts = [s.start for s in a.sentences]
    counted = (q for s in a.sentences if _HINT.search(text, *s) for q in quantities(text, s))
    for q in sorted((*counted, *time_quantities(a)), key=lambda q: q.span):
        at = bisect_right(starts, q.span.start) - 1
        if at >= 0 and a.sentences[at].covers(q.span) and not any(z.covers(q.span) for z in silent):
            found.setdefault(at, []).append(q)
    tellers = SpanIndex((s, s) for x in a.attributions for s in x.source)
    dates: dict[int, set[str]] = {}
    for t in a.times:
        at = bisect_right(starts, t.span.start) - 1
        if t.type in ("DATE", "TIME") and t.edtf and at in found:
            dates.setdefault(at, set()).add(t.edtf)
    sheet = page(a.document.id, text)
    out: list[Stated] = []
    for at in sorted(found):
        span = a.sentences[at]
        if not _TEASER.search(text, *span):
            reading = Sentence(sheet, span, found[at], frozenset(dates.get(at, ())), tellers.touching(span))
            out.extend(reading.stated())
    return Figures(
        stated=tuple(out),
        words=frozenset(w.removesuffix("'s") for w in _WORDS.findall(undotted(text.casefold().replace("’", "'")))),
    )
