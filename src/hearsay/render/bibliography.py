"""The documents of a dossier as a bibliography: BibTeX, and CSL-JSON for reference managers and citation processors.

Every document shown is one entry, in the order of its siglum: all that were read, or with ``about`` those of the
stories that fit. Titles and names stand as the sources have them, made visible and on one line; what was not found is
left out. A person's name is not taken apart into given and family name, which no source says.

A key is the last word of the first author's name, or the first of the publisher's or title's, the year, and the
beginning of the document's id, as ``dorrow2011-3fa9c2``: it is the same whatever else was read.

BibTeX: http://www.ctan.org/pkg/bibtex; CSL-JSON: the CSL-data schema of the Citation Style Language, 1.0.2.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from hearsay.model import Document, Dossier
from hearsay.readers.page_names import byline
from hearsay.render.apparatus import ranks
from hearsay.render.selected import selected
from hearsay.render.visible import line

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PRESS = ("report", "copy", "comment")  # kinds of document that stand in a newspaper or on its site
_SPECIAL = {
    "\\": "\\textbackslash{}",
    # A brace counts for the balance of a field even behind a backslash.
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_"},
}
_SPECIALS = re.compile("[" + re.escape("".join(_SPECIAL)) + "]")
_NOT_IN_ADDRESS = re.compile(r"[\s{}\\<>\"^`|]")
_BETWEEN = re.compile(r"(?:[\s,;&]|\band\b)*")  # what stands between names in a byline
_KEY_PART = 6  # hexadecimal digits of a document's id in its key


def bibtex(dossier: Dossier) -> str:
    """The documents as a BibTeX database, UTF-8, one entry each; empty text where there are none.

    ``@article`` with its ``journal`` for what stands in the press, ``@misc`` for all else. Values stand in two pairs of
    braces, so that no style changes their letters.
    """
    shown = _shown(dossier)
    names = keys(shown)
    sigla = {w.document: w.siglum for w in dossier.collation.witnesses}
    limits = "".join(f"% {line(told)}\n" for told in selected(dossier.selection))
    entries = [_entry(document, names[document.id], sigla[document.id]) for document in shown]
    return "\n".join([limits, *entries] if limits else entries)


def csl_json(dossier: Dossier) -> str:
    """The documents as CSL-JSON: an array of items, UTF-8, ending in a line feed."""
    shown = _shown(dossier)
    names = keys(shown)
    sigla = {w.document: w.siglum for w in dossier.collation.witnesses}
    items = [_item(document, names[document.id], sigla[document.id]) for document in shown]
    return json.dumps(items, ensure_ascii=False, indent=1) + "\n"


def keys(documents: Sequence[Document]) -> dict[str, str]:
    """The key of each document by its id; no two are the same."""
    short = {d.id: _key(d, _KEY_PART) for d in documents}
    taken = Counter(short.values())
    return {d.id: short[d.id] if taken[short[d.id]] == 1 else _key(d, None) for d in documents}


def escaped(text: str) -> str:
    """`text` on one line, for a BibTeX field: what TeX would obey is written so that it prints; Unicode stays.

    >>> print(escaped("Salt & {water}: 5 % of Ærø"))
    Salt \\& \\textbraceleft{}water\\textbraceright{}: 5 \\% of Ærø
    """
    return _SPECIALS.sub(lambda m: _SPECIAL[m[0]], line(text))


def address(uri: str) -> str:
    """An address for a BibTeX field, which the packages that print it take word for word: only what would end the
    field, or never stands in an address, is percent-encoded.

    >>> address("https://a.example/x_y?q=5%20%&r={z}")
    'https://a.example/x_y?q=5%20%&r=%7Bz%7D'
    """
    return _NOT_IN_ADDRESS.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), line(uri))


def _shown(dossier: Dossier) -> list[Document]:
    rank = ranks(dossier.collation)
    story = {w.document: w.story for w in dossier.collation.witnesses}
    documents = sorted((a.document for a in dossier.collation.annotations), key=lambda d: rank[d.id])
    return [d for d in documents if dossier.about is None or story[d.id] in dossier.stories]


def _key(document: Document, digits: int | None) -> str:
    names, corporate = _authors(document)
    words = [_ascii(w) for w in (names[0].split()[-1:] if names else corporate.split())]
    words += [_ascii(w) for w in f"{document.publisher or ''} {document.title or ''}".split()]
    first = next((w for w in words if w and w not in ("the", "a", "an")), "document")
    year = _parts(document.published)[:1]
    return f"{first}{year[0] if year else ''}-{re.sub('[^0-9A-Za-z]', '', document.id)[1:][:digits]}"


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def _authors(document: Document) -> tuple[list[str], str]:
    """The names of people in the byline; or, where it is not made of such names, the byline as it stands."""
    if not document.byline:
        return [], ""
    names = byline(document.byline, document.publisher).names
    rest = document.byline
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "", 1)
    if not names or not _BETWEEN.fullmatch(rest):
        return [], line(document.byline)
    return [line(name) for name in names], ""


def _parts(value: str | None) -> list[int]:
    """Year, month and day of a date as far as it is known; empty for what is no date."""
    match = _DATE.fullmatch(value or "")
    if not match:
        return []
    parts = [int(part) for part in match.groups() if part]
    return parts if len(parts) < 2 or 1 <= parts[1] <= 12 else parts[:1]


def _press(document: Document) -> bool:
    return document.kind in _PRESS and bool(document.publisher)


def _notes(document: Document, siglum: str) -> Iterator[str]:
    """What a reader of an entry has to know, and no field of either format holds."""
    yield f"Witness {siglum}"
    if not document.title:
        yield f"file: {line(document.source_id)}"
    if document.kind:
        yield f"kind: {document.kind}"
    if document.coverage.state != "complete":
        yield f"in hand: {document.coverage.state}"
    if document.restriction:
        yield f"restriction: {line(document.restriction)}"
    if document.credit:
        yield f"credit: {line(document.credit)}"


# ---- BibTeX ----------------------------------------------------------------------------------------------------------


def _entry(document: Document, key: str, siglum: str) -> str:
    names, corporate = _authors(document)
    press = _press(document)
    year, month, day = (*_parts(document.published), None, None, None)[:3]
    fields = [
        ("author", _wrapped(corporate) if corporate else _people(names)),
        ("title", _wrapped(document.title)),
        ("journal" if press else "howpublished", _wrapped(document.publisher)),
        ("year", f"{{{year}}}" if year else ""),
        ("month", _MONTHS[month - 1] if month else ""),
        ("day", f"{{{day}}}" if day else ""),
        ("url", f"{{{address(document.uri)}}}" if document.uri else ""),
        ("urldate", f"{{{_iso(document.retrieved)}}}" if _iso(document.retrieved) else ""),
        ("language", _wrapped(document.language)),
        ("note", _wrapped("; ".join(_notes(document, siglum)))),
    ]
    rows = "".join(f"  {name} = {value},\n" for name, value in fields if value)
    return f"@{'article' if press else 'misc'}{{{key},\n{rows}}}\n"


def _wrapped(text: str | None) -> str:
    return f"{{{{{escaped(text)}}}}}" if text else ""


def _people(names: Sequence[str]) -> str:
    """Names for BibTeX to take apart, but one that holds what BibTeX reads as the end of a name."""
    parts = [f"{{{escaped(n)}}}" if re.search(r",|\band\b|\bothers\b", n) else escaped(n) for n in names]
    return f"{{{' and '.join(parts)}}}" if parts else ""


def _iso(value: str | None) -> str:
    parts = _parts(value)
    return "-".join(f"{p:0{4 if n == 0 else 2}}" for n, p in enumerate(parts))


# ---- CSL-JSON --------------------------------------------------------------------------------------------------------


def _item(document: Document, key: str, siglum: str) -> dict[str, Any]:
    names, corporate = _authors(document)
    press = _press(document)
    values: list[tuple[str, Any]] = [
        ("id", key),
        ("type", "article-newspaper" if press else "webpage" if _page(document) else "document"),
        ("author", [{"literal": name} for name in names or ([corporate] if corporate else [])]),
        ("title", document.title and line(document.title)),
        ("container-title" if press else "publisher", document.publisher and line(document.publisher)),
        ("issued", _csl_date(document.published)),
        ("accessed", _csl_date(document.retrieved)),
        ("URL", document.uri and line(document.uri)),
        ("language", document.language and line(document.language)),
        ("note", "; ".join(_notes(document, siglum))),
    ]
    return {name: value for name, value in values if value}


def _page(document: Document) -> bool:
    return document.media_type in ("text/html", "application/xhtml+xml") and bool(document.uri)


def _csl_date(value: str | None) -> dict[str, Any]:
    parts = _parts(value)
    return {"date-parts": [parts]} if parts else {"literal": line(value)} if value else {}
