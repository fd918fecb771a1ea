"""A dossier as TEI P5: every document in full with what is said in it, the apparatus, and the findings as notes.

After the TEI Guidelines (P5): witnesses, people and bodies in the header (`render.tei_header`); one ``text`` for each
document (`render.tei_text`); in ``back``, which is ours alone, the apparatus and the findings (`render.tei_back`).
"""

from __future__ import annotations

from hearsay.model import Attribution, Dossier
from hearsay.render.findings import findings
from hearsay.render.naming import names
from hearsay.render.order import in_order
from hearsay.render.tei_back import back
from hearsay.render.tei_header import header
from hearsay.render.tei_text import text
from hearsay.render.xml import element


def render(dossier: Dossier) -> str:
    """The dossier as one TEI document, ending in a line feed.

    A character that XML 1.0 cannot hold becomes U+FFFD, one for one; the header says in which document and how often.
    """
    dossier = in_order(dossier)
    lookup = names(dossier)
    found = dossier.collation
    all_findings = tuple(findings(dossier, lookup))
    offsets: dict[str, set[int]] = {a.document.id: set() for a in found.annotations}
    for finding in all_findings:
        for place in (*finding.of, *(p for line in finding.lines for p in line.places)):
            offsets[place.document] |= {place.span.start, place.span.end}
    mine: dict[str, list[Attribution]] = {a.document.id: [] for a in found.annotations}
    for attribution in found.attributions:
        mine[attribution.document].append(attribution)
    texts = [
        text(a, lookup.siglum(a.document.id), mine[a.document.id], offsets[a.document.id]) for a in found.annotations
    ]
    inner = element("group", {}, "\n", *(f"{t}\n" for t in texts)) if texts else element("body", {}, "<p/>")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
            header(dossier, lookup),
            element("text", {}, inner, back(dossier, lookup, all_findings)),
            "</TEI>\n",
        ]
    )
