"""Editions: the number, what changed since, and the list that the file carries of itself."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from pyarrow import parquet

from hearsay.edition import edited, found_in, listed, packed
from hearsay.forms import FORMS
from hearsay.model import Annotations, Dossier, Edition, Reason, Selection
from hearsay.render import prov
from hearsay.render.selected import change, confirmed, edition, of_dossier, selected
from hearsay.render.web_annotation import as_data
from hearsay.render.zipped import zipped
from tests.render import fixture

RENDER: dict[str, Callable[[Dossier], str | bytes]] = {f.name: f.make for f in FORMS if f.edition}


def of(dossier: Dossier) -> Edition:
    made = edited(dossier).edition
    assert made is not None
    return made


def without_copy() -> Dossier:
    """The fixture before its third document was there, and with one attribution less sure."""
    made = fixture.dossier()
    found = made.collation
    kept = tuple(replace(a, confidence=0.2) if a.id == "a-4" else a for a in found.attributions if a.document != "d-c")
    utterances = tuple(
        replace(u, renditions=tuple(r for r in u.renditions if r.document != "d-c")) for u in found.utterances
    )
    return replace(
        made,
        collation=replace(
            found,
            annotations=found.annotations[:2],
            witnesses=found.witnesses[:2],
            attributions=kept,
            utterances=utterances,
            copies=found.copies[:1],
        ),
    )


def test_the_first_edition_has_no_number_before_it() -> None:
    made = of(fixture.full())
    assert (made.number, made.dated, made.supersedes, made.changes) == (1, None, None, ())
    kinds = {f.of for f in made.findings}
    assert kinds == {"selection", "document", "attribution", "utterance", "event", "disagreement", "check"}
    assert len({(f.of, f.id) for f in made.findings}) == len(made.findings)


def test_the_next_edition_lists_what_changed() -> None:
    made = edited(fixture.dossier(), of(without_copy()), "2024-05-03").edition
    assert made is not None
    assert (made.number, made.supersedes, made.dated) == (2, 1, "2024-05-03")
    assert [change(c) for c in made.changes] == [
        "new document: B′, wire/copy.html",
        "changed attribution: Runa Hesk in report.html: Corvane “would not wait for any county”",
        "new attribution: Idris Palk in wire/copy.html: “We will extend the line to Saltgate,”",
        "changed utterance: Idris Palk: verbatim, trimmed, reworded, was: Idris Palk: verbatim, trimmed",
    ]
    assert edition(made) == (
        "Edition 2, 3 May 2024; supersedes no. 1: 1 document new; 1 attribution new, 1 changed; 1 utterance changed."
    )


def test_what_is_gone_is_named_as_it_was() -> None:
    made = edited(without_copy(), of(fixture.dossier())).edition
    assert made is not None
    assert [change(c) for c in made.changes if c.what == "gone"] == [
        "gone document: B′, wire/copy.html",
        "gone attribution: Idris Palk in wire/copy.html: “We will extend the line to Saltgate,”",
    ]


def test_an_edition_in_which_nothing_changed_is_the_one_before() -> None:
    second = edited(fixture.dossier(), of(without_copy()), "2024-05-03")
    assert edited(fixture.dossier(), second.edition, "2030-01-01") == second


def test_another_selection_is_a_change() -> None:
    made = edited(replace(fixture.dossier(), selection=Selection(sure=0.5)), of(fixture.dossier())).edition
    assert made is not None
    assert [change(c) for c in made.changes] == ["new selection: what was asked for"]


def test_an_edition_is_of_what_the_dossier_shows() -> None:
    elsewhere = replace(fixture.full(), stories=())
    assert {f.of for f in listed(elsewhere)} == {"selection", "document"}
    assert len([f for f in listed(elsewhere) if f.of == "document"]) == 3


def test_anything_in_a_record_changes_its_digest_and_nothing_else_does() -> None:
    before = {(f.of, f.id): f.digest for f in listed(fixture.dossier())}
    assert before == {(f.of, f.id): f.digest for f in listed(fixture.dossier())}
    made = fixture.dossier()
    first: Annotations = made.collation.annotations[0]
    text = replace(first, document=replace(first.document, text=first.document.text + " "))
    changed = replace(made, collation=replace(made.collation, annotations=(text, *made.collation.annotations[1:])))
    after = {(f.of, f.id): f.digest for f in listed(changed)}
    assert [key for key in before if before[key] != after[key]] == [("document", "d-a")]


@pytest.mark.parametrize("form", RENDER)
@pytest.mark.parametrize("made", [fixture.dossier, fixture.full, fixture.empty])
def test_a_written_dossier_carries_its_edition(form: str, made: Callable[[], Dossier]) -> None:
    second = edited(replace(made(), edition=None), of(without_copy()), "2024-05-03")
    assert found_in(RENDER[form](second)) == second.edition


@pytest.mark.parametrize("form", RENDER)
def test_a_dossier_that_is_no_edition_carries_none(form: str) -> None:
    assert found_in(RENDER[form](fixture.dossier())) is None


@pytest.mark.parametrize("form", RENDER)
def test_a_written_dossier_lists_what_changed(form: str) -> None:
    told = ("B′, wire/copy.html",) if form == "json" else ("supersedes no. 1", "new document: B′, wire/copy.html")
    second = RENDER[form](edited(fixture.full(), of(without_copy()), "2024-05-03"))
    text = second if isinstance(second, str) else in_tables(second)
    assert [words for words in told if words not in text] == []


def in_tables(archive: bytes) -> str:
    """The changes that tables hold, in the words of the other forms."""
    with ZipFile(BytesIO(archive)) as parts:
        read = {name.partition(".")[2]: parts.read(name) for name in parts.namelist() if name.startswith("changes.")}
    if "csv" in read:
        rows = list(csv.DictReader(StringIO(read["csv"].decode("utf-8-sig"))))
    else:
        rows = parquet.read_table(BytesIO(read["parquet"])).to_pylist()
    return "\n".join(["supersedes no. 1", *(f"{r['what']} {r['of']}: {r['label']}" for r in rows)])


def test_the_forms_that_are_no_edition_are_those_without_findings_and_the_screen() -> None:
    assert [f.name for f in FORMS if not f.edition] == ["terminal", "bibtex", "csl-json"]


HOSTILE = """--> <script>alert(1)</script> "><b> <meta name="hearsay-edition" content="{}"> ' & ]]> \u202e \ud800"""
FORGED = '<!-- hearsay-edition {"number":9,"dated":null,"supersedes":8,"changes":[],"findings":[]} -->'


@pytest.mark.parametrize("form", RENDER)
@pytest.mark.parametrize("words", [HOSTILE, FORGED, FORGED.replace('"', "'")])
def test_words_of_a_source_neither_break_nor_forge_it(form: str, words: str) -> None:
    made = fixture.dossier()
    first = made.collation.annotations[0]
    hostile = replace(first.document, text=f"{words}\n{first.document.text}", title=words, source_id=f"\n{words}\n")
    collation = replace(made.collation, annotations=(replace(first, document=hostile), *made.collation.annotations[1:]))
    dossier = replace(made, collation=collation)
    text = RENDER[form](edited(dossier))
    assert found_in(text) == of(dossier)
    assert found_in(RENDER[form](dossier)) is None
    assert form != "html" or str(text).count("<script") == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the old one",
        "{",
        "{}",
        "[]",
        '{"hearsay": {}}',
        '{"hearsay": {}, "edition": null}',
        '{"edition": {"number": 1, "dated": null, "supersedes": null, "changes": [], "findings": []}}',
        "<!-- hearsay-edition {} -->",
        "<!-- hearsay-edition {broken} -->",
        '<meta name="hearsay-edition" content="[]">',
        '<meta name="hearsay-edition" content="{&#34;number&#34;: 1">',
        '<!-- hearsay-edition {"number":0,"dated":null,"supersedes":null,"changes":[],"findings":[]} -->',
        '<!-- hearsay-edition {"number":true,"dated":null,"supersedes":null,"changes":[],"findings":[]} -->',
        '<!-- hearsay-edition {"number":1,"dated":7,"supersedes":null,"changes":[],"findings":[]} -->',
        '<!-- hearsay-edition {"number":1,"dated":null,"supersedes":null,"changes":[],"findings":[{}]} -->',
        '<!-- hearsay-edition {"number":1,"dated":null,"supersedes":null,"changes":[7],"findings":[]} -->',
        (
            '<!-- hearsay-edition {"number":1,"dated":null,"supersedes":null,'
            '"changes":[{"what":"lost","of":"a","label":"b"}],"findings":[]} -->'
        ),
        '{"hearsay":1,"edition":' + "[" * 100_000,
        '{"entity": 7}',
        '{"entity": {"a": {"hearsay:hearsay-edition": "{"}}}',
        '{"first": {"items": [{"label": "hearsay-edition", "body": [{}]}]}}',
        '<xenoData type="hearsay-edition">{}</xenoData>',
        b"PK\x03\x04 cut off",
        zipped([("other.json", b"{}")]),
        zipped([("edition.json", b"{")]),
    ],
    ids=lambda text: str(text)[:40],
)
def test_a_damaged_or_foreign_file_carries_none(text: str | bytes) -> None:
    assert found_in(text) is None


def test_the_packed_form_can_end_nothing() -> None:
    made = replace(of(fixture.dossier()), dated="--><'&\"é")
    assert all(x not in packed(made) for x in ("--", "<", ">", "'", "&", "\n"))
    assert "é" in packed(made)


# ---- in words --------------------------------------------------------------------------------------------------------


def test_a_first_edition_says_its_day_or_nothing() -> None:
    assert edition(None) == edition(of(fixture.dossier())) == ""
    assert edition(edited(fixture.dossier(), None, "2024-05-03").edition) == "Edition 1, 3 May 2024."


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            Selection(since="2004-05", earlier=1, undated=2),
            (
                "Only documents published on or after May 2004: 1 earlier one left out; 2 documents kept that may be "
                "earlier, by want of an exact date."
            ),
        ),
        (Selection(since="2004"), "Only documents published on or after 2004: none left out."),
        (
            Selection(language="en", other_language=3, unknown_language=1),
            "Only documents in the language “en”: 3 others left out, and 1 whose language was not found.",
        ),
        (
            Selection(sure=0.8, unsure=1204),
            "Only attributions with a confidence of 0.8 or more are shown and used: 1,204 attributions left out.",
        ),
        (
            Selection(restricted=1),
            (
                "1 document under a restriction left out; each is named under what was not read. --include-restricted "
                "takes them in."
            ),
        ),
    ],
)
def test_each_limit_is_said_with_what_it_left_out(asked: Selection, says: str) -> None:
    assert selected(asked) == (says,)


def test_no_limit_says_nothing() -> None:
    assert selected(None) == selected(Selection()) == of_dossier(fixture.dossier()) == ()
    assert "taken in" in selected(Selection(include_restricted=True))[0]
    assert selected(Selection(excerpts=12))[0].startswith("Excerpts only: at most 12 words before and after each")


# ---- what people have confirmed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [f.name for f in FORMS if f.name not in ("bibtex", "csl-json", "json")])
def test_every_form_says_that_nobody_has_confirmed_it(form: str) -> None:
    made = next(f for f in FORMS if f.name == form).make(fixture.full())
    assert "No finding here has been confirmed by a person." in in_any(made)


def in_any(made: str | bytes) -> str:
    if isinstance(made, str):
        return " ".join(made.split())
    with ZipFile(BytesIO(made)) as parts:
        name = next(n for n in parts.namelist() if n.startswith("dossier."))
        read = parts.read(name)
    return str(parquet.read_table(BytesIO(read)).to_pylist()) if name.endswith("parquet") else read.decode("utf-8-sig")


def judged() -> Dossier:
    """The fixture with one attribution confirmed."""
    made = fixture.full()
    told = Reason(of="judgement", why="attribution confirmed by R. Osk, 2024-05-03: heard the tape")
    found = tuple(replace(a, reasons=(*a.reasons, told)) if a.id == "a-3" else a for a in made.collation.attributions)
    return replace(made, collation=replace(made.collation, attributions=found))


def test_what_people_have_judged_is_counted_and_told_from_the_rest() -> None:
    assert confirmed(judged()).startswith("People have judged one finding here, and the reasons say so; no other")
    data = as_data(judged())
    marked = {
        a["label"]: any(b.get("value") == "not confirmed by a person" for b in a["body"])
        for a in data["first"]["items"]
    }
    assert marked["attribution a-3"] is False
    assert marked["attribution a-4"] is True
    entities = prov.as_data(judged())["entity"]
    assert entities["hearsay:attribution-a-3"]["hearsay:judged"] is True
    assert entities["hearsay:attribution-a-4"]["hearsay:judged"] is False
