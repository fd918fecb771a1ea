"""The bibliography: BibTeX that a parser of others reads, CSL-JSON that fits the standard, keys that stay."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from hearsay.model import Document, Dossier, Selection
from hearsay.render.bibliography import address, bibtex, csl_json, escaped, keys
from hearsay.render.visible import line
from tests.render import fixture

# What the CSL-data schema 1.0.2 asks of the variables that are written here; its own words for them, and no others.
_NAME = {"type": "object", "properties": {"literal": {"type": "string"}}, "additionalProperties": False}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3},
        },
        "literal": {"type": "string"},
    },
    "additionalProperties": False,
}
_TEXTS = ("title", "container-title", "publisher", "URL", "language", "note")
CSL = Draft7Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "id": {"type": "string"},
                "type": {"enum": ["article-newspaper", "document", "webpage"]},
                "author": {"type": "array", "items": _NAME},
                "issued": _DATE,
                "accessed": _DATE,
                **{name: {"type": "string"} for name in _TEXTS},
            },
            "required": ["type", "id"],
            "additionalProperties": False,
        },
    }
)


def with_documents(*documents: Document) -> Dossier:
    """The fixture with some of its documents changed."""
    made = fixture.dossier()
    by_id = {d.id: d for d in documents}
    kept = tuple(replace(a, document=by_id.get(a.document.id, a.document)) for a in made.collation.annotations)
    return replace(made, collation=replace(made.collation, annotations=kept))


# Commands of LaTeX that the decoder of the parser does not know, or takes for an accent.
_COMMANDS = {"\\textbraceleft{}": "\ue000", "\\textbraceright{}": "\ue001", "\\textasciicircum{}": "\ue002"}
_PRINTED = str.maketrans("\ue000\ue001\ue002", "{}^")


def parsed(text: str) -> list[dict[str, str]]:
    """The entries as another's parser reads them, what TeX would print in place of its commands; addresses as they
    are."""
    for command, mark in _COMMANDS.items():
        text = text.replace(command, mark)
    plain = parse_string(text)
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    return [
        {
            "type": e.entry_type,
            "key": e.key,
            **{f.key: _printed(str(f.value)) for f in e.fields},
            **{f.key: str(f.value) for f in raw.fields if f.key == "url"},
        }
        for e, raw in zip(library.entries, plain.entries, strict=True)
    ]


def _printed(value: str) -> str:
    return value.removeprefix("{").removesuffix("}").translate(_PRINTED)


def one(document: Document) -> dict[str, str]:
    return next(e for e in parsed(bibtex(with_documents(document))) if e["key"] == keys([document])[document.id])


def item(document: Document) -> dict[str, Any]:
    items: list[dict[str, Any]] = json.loads(csl_json(with_documents(document)))
    assert [e.message for e in CSL.iter_errors(items)] == []
    return next(i for i in items if i["id"] == keys([document])[document.id])


def test_every_document_is_an_entry_in_the_order_of_its_siglum() -> None:
    made = replace(fixture.dossier(), about=None)
    assert [e["note"].split(";")[0] for e in parsed(bibtex(made))] == ["Witness A", "Witness B", "Witness B′"]
    assert [i["note"].split(";")[0] for i in json.loads(csl_json(made))] == ["Witness A", "Witness B", "Witness B′"]


def test_with_about_only_those_of_the_stories_that_fit() -> None:
    none = replace(fixture.dossier(), stories=(), lead=())
    assert (bibtex(none), json.loads(csl_json(none))) == ("", [])
    assert len(json.loads(csl_json(replace(none, about=None)))) == 3


def test_an_entry_field_by_field() -> None:
    assert one(fixture.B) == {
        "type": "article",
        "key": "dorrow2011-b",
        "author": "Ana Dorrow",
        "title": "Minutes show Palk tied tram to county money",
        "journal": "Lindmoor Register",
        "year": "2011",
        "month": "may",
        "day": "2",
        "url": "https://register.example/2011/05/tram?line=1&town=lindmoor",
        "urldate": "2024-01-15",
        "language": "en",
        "note": "Witness B; kind: report",
    }
    assert one(fixture.A)["type"] == "misc"


def test_an_item_field_by_field() -> None:
    assert item(fixture.B) == {
        "id": "dorrow2011-b",
        "type": "article-newspaper",
        "author": [{"literal": "Ana Dorrow"}],
        "title": "Minutes show Palk tied tram to county money",
        "container-title": "Lindmoor Register",
        "issued": {"date-parts": [[2011, 5, 2]]},
        "accessed": {"date-parts": [[2024, 1, 15]]},
        "URL": "https://register.example/2011/05/tram?line=1&town=lindmoor",
        "language": "en",
        "note": "Witness B; kind: report",
    }
    assert item(fixture.A)["type"] == "document"
    assert item(replace(fixture.B, kind=None))["type"] == "webpage"


def test_csl_of_everything_fits_the_standard() -> None:
    for made in (fixture.dossier(), fixture.full(), fixture.empty()):
        assert [e.message for e in CSL.iter_errors(json.loads(csl_json(made)))] == []


@pytest.mark.parametrize(
    ("published", "fields", "csl"),
    [
        ("2011", ["2011"], {"date-parts": [[2011]]}),
        ("2011-05", ["2011", "may"], {"date-parts": [[2011, 5]]}),
        ("2011-05-02T18:30:00+02:00", ["2011", "may", "2"], {"date-parts": [[2011, 5, 2]]}),
        ("2011-13-02", ["2011"], {"date-parts": [[2011]]}),
        ("last spring", [], {"literal": "last spring"}),
        (None, [], None),
    ],
)
def test_dates_as_far_as_they_are_known(published: str | None, fields: list[str], csl: object) -> None:
    document = replace(fixture.B, published=published)
    entry = one(document)
    assert [entry[f] for f in ("year", "month", "day") if f in entry] == fields
    assert item(document).get("issued") == csl


@pytest.mark.parametrize(
    ("byline", "bib", "csl"),
    [
        ("Ana Dorrow, Bo Lind", "Ana Dorrow and Bo Lind", ["Ana Dorrow", "Bo Lind"]),
        ("Staff Reports", "Staff Reports", ["Staff Reports"]),
        ("ANA DORROW", "ANA DORROW", ["ANA DORROW"]),
        ("Ministry of Salt and Tar", "Ministry of Salt and Tar", ["Ministry of Salt and Tar"]),
        (None, None, []),
    ],
)
def test_names_are_told_apart_and_not_taken_apart(byline: str | None, bib: str | None, csl: list[str]) -> None:
    document = replace(fixture.B, byline=byline)
    assert one(document).get("author") == bib
    assert [a["literal"] for a in item(document).get("author", [])] == csl
    if byline and " and " in byline:  # one body, which BibTeX must not divide
        assert f"author = {{{{{byline}}}}}" in bibtex(with_documents(document))


NASTY = '50 % of {Salt} & Tar_1 #2 cost $3 ~ a^b \\today “Ærø” @misc{x, 京都 " } {'


def test_what_tex_would_obey_is_printed_instead() -> None:
    document = replace(fixture.B, title=NASTY, publisher=NASTY, credit="a } b")
    entry = one(document)
    assert (entry["title"], entry["journal"]) == (NASTY, NASTY)
    assert entry["note"].endswith("a } b")
    assert "京都" in bibtex(with_documents(document)), "Unicode stays"


@given(st.text(max_size=60))
def test_no_text_breaks_the_braces(text: str) -> None:
    document = replace(fixture.B, title=text or "x", byline=None, uri=f"https://a.example/{text}")
    made = bibtex(with_documents(document))
    depth = 0
    for character in made:
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    library = parse_string(made)
    assert (len(library.entries), library.failed_blocks) == (3, [])


def test_addresses_are_not_escaped_for_tex() -> None:
    assert address("https://a.example/x_y?q=5%20%&r=~z#k") == "https://a.example/x_y?q=5%20%&r=~z#k"
    assert address("https://a.example/{é }") == "https://a.example/%7Bé%20%7D"


def test_acting_characters_are_shown() -> None:
    document = replace(fixture.B, title="left \u202eright\x1b[31m")
    for text in (bibtex(with_documents(document)), csl_json(with_documents(document))):
        assert "‹U+202E›" in text
        assert not re.search("[\u202e\x1b]", text)
    assert escaped("a\nb") == "a b"


def test_keys_stay_whatever_else_is_read() -> None:
    long = [replace(d, id=f"d3fa9c2{n:09d}") for n, d in enumerate((fixture.A, fixture.B, fixture.C))]
    alone = {k: v for d in long[:1] for k, v in keys([d]).items()}
    assert alone == {long[0].id: "minutes2003-3fa9c2"}
    twins = [long[1], replace(long[1], id="d3fa9c2ffffffff01")]
    made = keys(twins)
    assert len(set(made.values())) == 2
    assert all(re.fullmatch(r"[a-z0-9-]+", key) for key in made.values())
    accents = replace(fixture.B, byline="Ána Dørrøw Žižek", id="d12")
    assert keys([accents])["d12"] == "zizek2011-12"
    assert keys([replace(fixture.B, byline=None, publisher="京都", title=None, published=None)])["d-b"] == "document-b"


def test_a_document_without_a_title_names_its_file() -> None:
    assert one(replace(fixture.B, title=None))["note"] == "Witness B; file: report.html; kind: report"


def test_a_restriction_is_in_the_entry() -> None:
    document = replace(fixture.B, restriction="ON BACKGROUND")
    assert one(document)["note"].endswith("restriction: ON BACKGROUND")
    assert item(document)["note"].endswith("restriction: ON BACKGROUND")


def test_what_was_left_out_stands_above_the_entries() -> None:
    made = replace(fixture.dossier(), selection=Selection(since="2003", earlier=4))
    text = bibtex(made)
    assert text.startswith("% Only documents published on or after 2003: 4 earlier ones left out.\n\n@misc{")
    assert len(parsed(text)) == 3
    assert line(text) == line(bibtex(made)), "the same each time"
