"""Editions: the number, what changed since, and the list that the file carries of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hearsay.edition import edited, found_in, listed, packed
from hearsay.model import Annotations, Dossier, Edition, Selection
from hearsay.render import html, json, markdown
from hearsay.render.selected import change, edition, of_dossier, selected
from tests.render import fixture

RENDER: dict[str, Callable[[Dossier], str]] = {"html": html.render, "json": json.render, "markdown": markdown.render}


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
    assert form != "html" or text.count("<script") == 1


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
    ],
    ids=lambda text: text[:40],
)
def test_a_damaged_or_foreign_file_carries_none(text: str) -> None:
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
