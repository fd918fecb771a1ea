"""The ``teiHeader`` of a dossier: what made it, its witnesses, and who and what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as calendar_date

from hearsay.edition import NAME, packed
from hearsay.model import Document, Dossier, Edition, Entity
from hearsay.render import selected
from hearsay.render.naming import Names, date, kind, plural, title
from hearsay.render.tei_text import witness_id
from hearsay.render.visible import line as one_line
from hearsay.render.xml import characters, element, impossible, name

_WHEN = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_VERSION = re.compile(r"\d+[a-z]*\d*(?:\.\d+[a-z]*\d*){0,3}")  # what TEI allows of a version


def when(value: str | None) -> str | None:
    """A date as TEI can hold it in ``when``: year, month or day of the calendar; ``None`` for all else.

    >>> when("1998-03-12"), when("1998-03~"), when("1998-02-30")
    ('1998-03-12', None, None)
    """
    if not value or not _WHEN.fullmatch(value) or value.startswith("0000"):
        return None
    try:
        calendar_date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return None
    return value


def header(dossier: Dossier, lookup: Names) -> str:
    """The header. It names no date of its own making: nothing reads a clock."""
    made = dossier.versions
    version = _VERSION.match(made.version)
    weights = f"weights {made.weights}" if made.weights else "by rules alone"
    application = element(
        "application",
        {"ident": "hearsay", "version": version[0] if version else "0"},
        element("label", {}, _ours(f"hearsay {made.version}")),
        element("p", {}, _ours(f"Schema {made.schema}, {weights}, tables {made.tables}.")),
    )
    parts = [
        element("titleStmt", {}, element("title", {}, _ours(title(dossier, lookup))), _responsible(dossier)),
        *([_edition(dossier.edition)] if dossier.edition else []),
        element("publicationStmt", {}, element("p", {}, "Made by a program from the documents listed; not published.")),
        element("sourceDesc", {}, *_sources(dossier, lookup)),
    ]
    limits = [element("p", {}, _ours(text)) for text in selected.selected(dossier.selection)]
    encoding = [
        element("editorialDecl", {}, *(element("p", {}, _ours(text)) for text in _declared(dossier, lookup))),
        *([element("samplingDecl", {}, *limits)] if limits else []),
        element("variantEncoding", {"method": "double-end-point", "location": "external"}),
        element("appInfo", {}, application),
    ]
    profile = element("profileDesc", {}, *_profile(dossier.collation.entities))
    return "\n".join(
        [
            "<teiHeader>",
            element("fileDesc", {}, "\n", *(f"{part}\n" for part in parts)),
            element("encodingDesc", {}, "\n", *(f"{part}\n" for part in encoding)),
            *([profile] if dossier.collation.entities else []),
            *([_carried(dossier.edition)] if dossier.edition else []),
            *([_changes(dossier.edition)] if dossier.edition and dossier.edition.changes else []),
            "</teiHeader>",
        ]
    )


def _responsible(dossier: Dossier) -> str:
    """Who answers for the findings, and whether any person has confirmed them."""
    told = element("resp", {}, _ours(f"All findings. {selected.confirmed(dossier)}"))
    return element("respStmt", {}, told, element("name", {"type": "program"}, "hearsay"))


def _edition(made: Edition) -> str:
    said = selected.edition(made) or f"Edition {made.number}."
    return element("editionStmt", {}, element("edition", {"n": str(made.number)}, _ours(said)))


def _carried(made: Edition) -> str:
    """The edition's list of its findings, which is no TEI, by which a next one is compared with it."""
    return element("xenoData", {"type": NAME}, characters(packed(made)))


def _changes(made: Edition) -> str:
    items = (element("item", {}, _ours(selected.change(c))) for c in made.changes)
    about = {"n": str(made.number), "when": when(made.dated)}
    return element("revisionDesc", {}, element("change", about, element("list", {}, *items)))


def _declared(dossier: Dossier, lookup: Names) -> Iterator[str]:
    """How the texts are encoded, and what of them XML cannot hold."""
    yield (
        "The character data of each body is the text of one document, code point for code point; nothing was emended. "
        "An anchor’s name ends with its offset, counted in code points from 0."
    )
    yield "What stands in a body is a source’s; what stands in the header and in back is the program’s."
    for found in dossier.collation.annotations:
        if number := impossible(found.document.text):
            siglum = lookup.siglum(found.document.id)
            yield f"In {siglum}, {plural(number, 'character')} that XML cannot hold: written as U+FFFD, one for one."


def _sources(dossier: Dossier, lookup: Names) -> Iterator[str]:
    documents = [found.document for found in dossier.collation.annotations]
    if not documents:
        yield element("p", {}, "No document.")
        return
    yield element("listWit", {}, "\n", *(f"{_witness(document, lookup)}\n" for document in documents))
    papers = [e for e in dossier.collation.entities if e.kind == "document"]
    if papers:
        bibls = (
            element("bibl", {"xml:id": f"entity-{name(e.id)}"}, element("title", {}, _ours(e.name)), *_idnos(e))
            for e in papers
        )
        yield element("listBibl", {}, *bibls)


def _witness(document: Document, lookup: Names) -> str:
    siglum = lookup.siglum(document.id)
    published = [element("date", {"when": when(document.published)}, _ours(date(document.published or "")))]
    parts = [
        *_field("title", document.title),
        *_field("author", document.byline),
        *_field("publisher", lookup.outlet(document.id)),
        *(published if document.published else []),
        element("idno", {"type": "document"}, _ours(document.id)),
        element("idno", {"type": "file"}, _ours(document.source_id)),
        *([element("idno", {"type": "URI"}, _ours(document.uri))] if document.uri else []),
        *([element("idno", {"type": "sha256"}, _ours(document.sha256))] if document.sha256 else []),
        element("note", {"type": "kind"}, _ours(kind(document.kind))),
        *_noted("credit", document.credit),
        *_noted("coverage", None if document.coverage.state == "complete" else document.coverage.state),
    ]
    if limits := [text for text in (document.rights, document.restriction) if text]:
        status = "restricted" if document.restriction else "unknown"
        parts.append(element("availability", {"status": status}, *(element("p", {}, _ours(x)) for x in limits)))
    return element("witness", {"xml:id": witness_id(siglum), "n": siglum}, element("bibl", {}, *parts))


def _field(element_name: str, text: str | None) -> list[str]:
    return [element(element_name, {}, _ours(text))] if text else []


def _noted(sort: str, text: str | None) -> list[str]:
    return [element("note", {"type": sort}, _ours(text))] if text else []


def _profile(entities: tuple[Entity, ...]) -> Iterator[str]:
    """People, bodies and groups as those who take part, places as the setting; what has no kind is with bodies."""
    people = [e for e in entities if e.kind == "person"]
    places = [e for e in entities if e.kind == "place"]
    bodies = [e for e in entities if e.kind not in ("person", "place", "document")]
    lists = []
    if people:
        lists.append(element("listPerson", {}, "\n", *(_named("person", "persName", e) for e in people)))
    if bodies:
        lists.append(element("listOrg", {}, "\n", *(_named("org", "orgName", e) for e in bodies)))
    if lists:
        yield element("particDesc", {}, *lists)
    if places:
        listed = element("listPlace", {}, "\n", *(_named("place", "placeName", e) for e in places))
        yield element("settingDesc", {}, listed)


def _named(element_name: str, name_element: str, entity: Entity) -> str:
    about = {"xml:id": f"entity-{name(entity.id)}"}
    if element_name == "org" and entity.kind != "organisation":
        about["type"] = entity.kind
    return element(element_name, about, element(name_element, {}, _ours(entity.name)), *_idnos(entity)) + "\n"


def _idnos(entity: Entity) -> list[str]:
    return [element("idno", {"type": name(table)}, _ours(value)) for table, value in entity.identifiers]


def _ours(text: str) -> str:
    """Words on one line, with characters that act made to show."""
    return characters(one_line(text))
