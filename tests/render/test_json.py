"""The JSON of a dossier: complete, sorted, the same whatever the order findings come in."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearsay.model import Dossier
from hearsay.render.json import as_data, render
from tests.render import fixture

LISTS = (
    "problems documents entities attributions times copies stories events accounts utterances disagreements responses "
    "checks"
).split()


def test_every_list_is_there_and_empty_where_nothing_was_found() -> None:
    data = json.loads(render(fixture.empty()))
    assert list(data) == ["hearsay", "selection", "edition", "without", *LISTS]
    assert (data["selection"], data["edition"], data["without"]) == (None, None, None)
    assert [data[name] for name in LISTS] == [[]] * len(LISTS)


def test_header_says_what_made_it() -> None:
    assert as_data(fixture.dossier())["hearsay"] == {
        "schema": "1",
        "version": "0.1.0",
        "weights": None,
        "tables": "f" * 64,
        "judged": 0,
    }


def test_text_ends_in_a_line_feed_and_keeps_letters() -> None:
    text = render(fixture.dossier())
    assert text.endswith("}\n")
    assert "B′" in text
    assert text.startswith('{\n "hearsay": {\n  "schema": "1",\n')


def test_documents_stand_by_source_id_with_siglum_and_story() -> None:
    documents = as_data(fixture.dossier())["documents"]
    assert [(d["source_id"], d["siglum"], d["story"]) for d in documents] == [
        ("minutes.txt", "A", "s-tram"),
        ("report.html", "B", "s-tram"),
        ("wire/copy.html", "B′", "s-tram"),
    ]


def test_document_text_is_untouched() -> None:
    documents = json.loads(render(fixture.dossier()))["documents"]
    assert [d["text"] for d in documents] == [fixture.MINUTES, fixture.REPORT, fixture.COPY]


def test_attributions_stand_by_document_then_content() -> None:
    data = as_data(fixture.dossier())
    assert [a["id"] for a in data["attributions"]] == ["a-1", "a-2", "a-3", "a-4", "a-5", "a-6", "a-7"]


def test_one_attribution_field_by_field() -> None:
    found = as_data(fixture.dossier())["attributions"][2]
    text = fixture.REPORT

    def words(spans: list[list[int]]) -> list[str]:
        return [text[start:end] for start, end in spans]

    assert words(found["source"]) == ["Mayor Idris Palk"]
    assert words(found["cue"]) == ["told"]
    assert words(found["content"]) == ["“We could extend the line to Saltgate,”"]
    assert (found["mode"], found["modality"], found["parent"]) == ("direct", "said", None)
    assert (found["speaker"], found["addressee"], found["said_on"]) == (["e-palk"], "e-hesk", "2003-04-09")
    assert [
        (link["role"], link["who"], link["date"], link["seen"], link["first_record"]) for link in found["chain"]
    ] == [
        ("released", "e-archive", "2011-04-29", False, False),
        ("noted", "d-a", None, True, False),
        ("heard", None, None, False, True),
    ]
    assert words([found["chain"][1]["anchor"]["span"]]) == ["according to the minutes"]


def test_copies_name_what_is_in_hand_and_what_is_not() -> None:
    named, copied = as_data(fixture.dossier())["copies"]
    assert (named["document"], named["of"], named["ancestor"]["name"]) == (
        "d-b",
        None,
        "release by the town archive",
    )
    assert (copied["document"], copied["of"], copied["ancestor"], copied["share"]) == ("d-c", "d-b", None, 0.875)
    (here, there), *_ = copied["evidence"]
    assert (
        fixture.COPY[slice(*here)]
        == fixture.REPORT[slice(*there)]
        == "The town archive released the minutes on Friday."
    )


def test_difference_keeps_the_order_of_the_words() -> None:
    rendition = as_data(fixture.dossier())["utterances"][0]["renditions"][2]
    assert [
        (d["op"], d["words"] and fixture.COPY[slice(*d["words"])], fixture.MINUTES[slice(*d["against"])])
        for d in rendition["difference"]
    ] == [
        ("same", "We", "We"),
        ("replaced", "will", "could"),
        ("same", "extend the line to Saltgate", "extend the line to Saltgate"),
        ("dropped", None, "if the county pays half of it"),
    ]


def test_an_empty_string_is_written_as_not_found() -> None:
    made = fixture.dossier()
    first = made.collation.annotations[0]
    blank = replace(first, document=replace(first.document, title="", language="", published=""))
    data = as_data(
        replace(made, collation=replace(made.collation, annotations=(blank, *made.collation.annotations[1:])))
    )
    document = data["documents"][0]
    assert (document["title"], document["language"], document["published"]) == (None, None, None)


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    made = fixture.dossier()
    first = made.collation.annotations[0]
    text = "\udc80" + first.document.text[1:]
    broken = replace(first, document=replace(first.document, text=text))
    whole = render(
        replace(made, collation=replace(made.collation, annotations=(broken, *made.collation.annotations[1:])))
    )
    written = json.loads(whole.encode("utf-8"))["documents"][0]["text"]
    assert written == "\ufffd" + text[1:]


# What keeps its own order: hands from the outermost in, runs of words, readings and rows of a table.
ORDERED = {"chain", "difference", "readings", "rows"}


def turned(value: Any, turn: Any) -> Any:
    """The record with every list in another order, but for those that mean theirs, spans and what asks about it."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                f.name: turned(getattr(value, f.name), turn)
                for f in fields(value)
                if f.name not in ORDERED and f.name != "identifiers"
            },
        )
    if type(value) is tuple:
        inner = [turned(v, turn) for v in value]
        pair_of_spans = len(inner) == 2 and all(isinstance(v, tuple) for v in inner)
        return tuple(inner) if pair_of_spans else tuple(turn(inner))
    return value


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_findings_does_not_matter(chance: Any) -> None:
    def shuffled(items: list[Any]) -> list[Any]:
        copied = list(items)
        chance.shuffle(copied)
        return copied

    other: Dossier = turned(fixture.full(), shuffled)
    assert render(other) == render(fixture.full())


def test_turning_the_lists_round_does_change_the_record() -> None:
    assert turned(fixture.full(), lambda items: items[::-1]) != fixture.full()


def test_confidence_that_is_no_number_is_refused() -> None:
    made = fixture.dossier()
    odd = replace(made.collation.attributions[0], confidence=float("nan"))
    with pytest.raises(ValueError, match="JSON compliant"):
        render(replace(made, collation=replace(made.collation, attributions=(odd, *made.collation.attributions[1:]))))


def test_importing_it_does_not_import_rich() -> None:
    code = "import sys, hearsay.render.json; sys.exit('rich' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, check=False)
    assert done.returncode == 0
