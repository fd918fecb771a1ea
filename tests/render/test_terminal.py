"""The dossier in a terminal: short, the same order, and no escape sequence of a source ever reaches it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from hearsay.model import Dossier
from hearsay.render.terminal import UTTERANCES, render
from tests.render import fixture

EXPECTED = """\
Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003
3 documents · 1 copy · 2 events · 2 utterances · 7 attributions · 2 remarks on what was given
No finding here has been confirmed by a person.

  A   minutes.txt, 9 April 2003, notes
  B   Lindmoor Register, 2 May 2011, report
  B′  Vantry Post <script>alert(1)</script>, date not found, copy, excerpt

WHAT WAS SAID
  1.1  Idris Palk to Runa Hesk
    A  “We could extend the line to Saltgate, if the county pays half of it.”
       The others are held against this one · notes, not a recording · A p. 2 ¶ 3
    B  “We could extend the line to Saltgate”
       Trimmed, against A · B ¶ 3
       Held against A: “We could extend the line to Saltgate” [dropped: “if the county pays half of
       it”]
"""


def headings(text: str) -> list[str]:
    return [row for row in text.splitlines() if row.isupper() and not row.startswith(" ")]


def test_it_begins_with_the_title_the_witnesses_and_what_was_said() -> None:
    assert render(fixture.dossier()).startswith(EXPECTED)


def test_sections_stand_in_the_order_of_the_page() -> None:
    assert headings(render(fixture.dossier())) == [
        "WHAT WAS SAID",
        "WHO HAS IT FROM WHOM",
        "WHEN",
        "VOICES, PERSON BY PERSON",
        "THE DOCUMENTS",
        "NOT FOUND, NOT READ",
    ]


def test_a_section_without_findings_is_not_there() -> None:
    assert render(fixture.empty()) == "What these documents say\nNothing was read.\n"


def test_attributions_are_counted_and_the_other_formats_named() -> None:
    page = render(fixture.dossier(), width=200)
    assert (
        "  7 attributions in 3 documents: --format html shows each in its text, --format markdown lists them\n" in page
    )


@pytest.mark.parametrize("width", [20, 37, 80, 200])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(cell_len(row) for row in render(fixture.dossier(), width=width).splitlines()) <= width


@pytest.mark.parametrize("width", [-5, 0, 1, 19])
def test_a_width_too_small_is_taken_as_the_narrowest(width: int) -> None:
    assert render(fixture.dossier(), width=width) == render(fixture.dossier(), width=20)


def test_narrow_and_wide_say_the_same_words() -> None:
    narrow, wide = (render(fixture.dossier(), width=width) for width in (31, 300))
    assert "".join(narrow.split()) == "".join(wide.split())


def test_colour_adds_styles_and_no_words() -> None:
    plain, coloured = render(fixture.dossier()), render(fixture.dossier(), colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1m" in coloured
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render(fixture.dossier(), colour=True)
    for name, value in {"COLUMNS": "30", "NO_COLOR": "1", "TERM": "dumb", "FORCE_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    assert render(fixture.dossier(), colour=True) == before


def hostile(text: str) -> Dossier:
    """The dossier with `text` wherever a source or an input can put characters."""
    made = fixture.dossier()
    found = made.collation
    first, *others = found.annotations
    start, end = found.utterances[0].renditions[0].spans[0]
    words = first.document.text[:start] + text.ljust(end - start)[: end - start] + first.document.text[end:]
    record = replace(first.document, text=words, publisher=text, title=text, source_id=text, restriction=text)
    return replace(
        made,
        problems=tuple(replace(p, path=text, what=text, why=text, record=text) for p in made.problems),
        collation=replace(
            found,
            annotations=(replace(first, document=record), *others),
            entities=tuple(replace(e, name=f"{e.name} {text}") for e in found.entities),
            events=tuple(replace(e, place=text, session=text) for e in found.events),
            copies=tuple(
                replace(c, ancestor=c.ancestor and replace(c.ancestor, name=text), reasons=()) for c in found.copies
            ),
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[2J\x1b[31mred",
        "\x1b]0;title\x07",
        "\x9b31m",
        "a\rb\x08\x7f",
        "\u202eturned\u202c\u2066in\u2069",
        "[bold red]rich markup[/] [link=http://tracker.example]x[/link] :smile:",
        "\ud800lone",
        "line\u2028feed",
    ],
)
def test_what_a_source_holds_is_shown_and_not_obeyed(text: str) -> None:
    page = render(hostile(text), width=4_000)
    assert page.replace("\n", "").isprintable()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    page.encode("utf-8")
    if "bold" in text:
        assert text in page
    elif "\r" not in text:
        assert f"‹U+{ord(text[0]):04X}›" in page or "‹U+2028›" in page


def test_long_lists_fold() -> None:
    made = fixture.dossier()
    extend, _ = made.collation.utterances
    many = tuple(replace(extend, id=f"u-{n}") for n in range(UTTERANCES + 5))
    page = render(replace(made, collation=replace(made.collation, utterances=many)))
    assert page.count("Idris Palk to Runa Hesk\n") == UTTERANCES
    assert "  and 5 more: use --format html\n" in page


def test_a_long_rendition_is_cut_and_says_so() -> None:
    made = fixture.dossier()
    first, *others = made.collation.annotations
    start, end = made.collation.utterances[0].renditions[0].spans[0]
    text = first.document.text[:start] + "tram " * 400
    whole = made.collation.utterances[0].renditions[0]
    long = replace(whole, spans=(whole.spans[0]._replace(end=start + 1999),))
    utterance = replace(made.collation.utterances[0], renditions=(long,))
    page = render(
        replace(
            made,
            collation=replace(
                made.collation,
                annotations=(replace(first, document=replace(first.document, text=text)), *others),
                utterances=(utterance,),
            ),
        ),
        width=4_000,
    )
    assert end < start + 1999
    assert "tram…” [1,400 more characters]\n" in page


def test_several_events_have_headings() -> None:
    made = fixture.dossier()
    extend, wait = made.collation.utterances
    apart = replace(made, collation=replace(made.collation, utterances=(extend, replace(wait, event=None))))
    page = render(apart)
    assert "  Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003\n  1.1" in page
    assert "\n\n  Occasion not established\n  1.2" in page


def test_edition_and_limits_stand_above_everything_else() -> None:
    lines = render(fixture.full(), width=200).splitlines()
    assert lines[2] == "Edition 2, 3 May 2024; supersedes no. 1: 1 attribution gone."
    assert lines[3].startswith("Only documents published on or after 2003: 2 earlier ones left out; 1 document kept")
