"""The published schema: it holds for what is rendered, says what every field is, and lets nothing else through."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from hearsay import model
from hearsay.render.json import as_data
from hearsay.render.schema import schema, text
from tests.render import fixture

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)
DEFS = SCHEMA["$defs"]

Data = Any  # JSON data, as `json.loads` gives it


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(text()) == SCHEMA


@pytest.mark.parametrize("made", [fixture.dossier, fixture.full, fixture.empty])
def test_rendered_dossier_fits(made: Callable[[], model.Dossier]) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(as_data(made()))] == []


@pytest.mark.parametrize(
    ("place", "literal"),
    [
        (("document", "kind"), model.Kind),
        (("document", "zones", "kind"), model.ZoneKind),
        (("document", "coverage", "state"), model.CoverageState),
        (("entity", "kind"), model.EntityKind),
        (("link", "role"), model.LinkRole),
        (("attribution", "mode"), model.Mode),
        (("attribution", "modality"), model.Modality),
        (("attribution", "resolved_by"), model.ResolvedBy),
        (("time", "type"), model.TimeType),
        (("copy", "kind"), model.CopyKind),
        (("copy", "direction"), model.Direction),
        (("account", "kind"), model.Kind),
        (("account", "independence", "state"), model.Independence),
        (("difference", "op"), model.DifferenceOp),
        (("rendition", "fidelity"), model.Fidelity),
        (("rendition", "also"), model.Beside),
        (("disagreement", "kind"), model.DisagreementKind),
        (("response", "kind"), model.ResponseKind),
        (("check", "kind"), model.CheckKind),
        (("check", "verdict"), model.Verdict),
        (("change", "what"), model.ChangeKind),
        (("without", "left", "of"), model.LeftOf),
        (("without", "left", "state"), model.LeftState),
    ],
    ids=lambda value: ".".join(value) if isinstance(value, tuple) else "",
)
def test_choices_are_those_of_the_model(place: tuple[str, ...], literal: object) -> None:
    node = DEFS[place[0]]
    for name in place[1:]:
        node = node.get("items", node)["properties"][name]
    choices = node.get("items", node)["enum"]
    assert [c for c in choices if c is not None] == list(get_args(literal))


def test_every_choice_of_the_schema_is_tested_above() -> None:
    assert sum("enum" in node for node in nodes(SCHEMA)) == 23


def test_every_field_is_described_and_required_and_no_other_let_in() -> None:
    for node in nodes(SCHEMA):
        if node.get("type") == "object" and "properties" in node:
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False
            assert all(field["description"].endswith(".") for field in node["properties"].values())
    assert all(definition["description"] for definition in DEFS.values())


def test_keys_stand_in_the_order_of_the_schema() -> None:
    data = as_data(fixture.full())
    assert list(data) == list(SCHEMA["properties"])
    for name in ("selection", "edition", "without"):
        assert list(data[name]) == list(DEFS[name]["properties"])
    for name, items in data.items():
        if isinstance(items, list):
            definition = DEFS[SCHEMA["properties"][name]["items"]["$ref"].removeprefix("#/$defs/")]
            assert items, name
            assert all(list(item) == list(definition["properties"]) for item in items)


def test_a_missing_or_a_strange_field_is_refused_wherever_it_is() -> None:
    whole = as_data(fixture.full())
    places = [path for path, node in walk(whole) if isinstance(node, dict) and "identifiers" not in path]
    assert len(places) > 100
    for path in places:
        strange = copy.deepcopy(whole)
        at(strange, path)["verdict_of_nobody"] = 1
        assert not VALIDATOR.is_valid(strange), path
    for path in {tuple("*" if isinstance(p, int) else p for p in path): path for path in places}.values():
        for key in at(whole, path):
            missing = copy.deepcopy(whole)
            del at(missing, path)[key]
            assert not VALIDATOR.is_valid(missing), (*path, key)


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (("hearsay", "schema"), "2"),
        (("documents", 0, "title"), ""),
        (("documents", 0, "sha256"), "abc"),
        (("documents", 0, "kind"), "rumour"),
        (("documents", 0, "zones", 0, "span"), [0]),
        (("documents", 0, "zones", 0, "span"), [0, 4, 8]),
        (("documents", 0, "zones", 0, "span"), [-1, 4]),
        (("entities", 0, "identifiers"), {"table": 7}),
        (("attributions", 0, "speaker"), ["e-palk", "e-palk"]),
        (("attributions", 0, "speaker"), "e-palk"),
        (("attributions", 0, "negated"), None),
        (("attributions", 0, "confidence"), 1.5),
        (("attributions", 0, "resolved_by"), "guess"),
        (("copies", 0, "share"), "most"),
        (("copies", 1, "evidence"), [[[0, 1]]]),
        (("utterances", 0, "renditions", 0, "also"), ["true"]),
        (("checks", 0, "verdict"), "true"),
        (("selection", "sure"), 2),
        (("selection", "unsure"), None),
        (("edition", "number"), 0),
        (("edition", "changes", 0, "what"), "lost"),
        (("edition", "findings", 0, "digest"), "?"),
    ],
)
def test_a_broken_field_is_refused(path: tuple[str | int, ...], broken: object) -> None:
    data = as_data(fixture.full())
    at(data, path[:-1])[path[-1]] = broken
    assert not VALIDATOR.is_valid(data)


def nodes(data: Data) -> Iterator[dict[str, Any]]:
    """Every object in the schema."""
    return (node for _, node in walk(data) if isinstance(node, dict))


def walk(data: Data, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Data]]:
    yield path, data
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from walk(value, (*path, key))


def at(data: Data, path: tuple[str | int, ...]) -> Data:
    for key in path:
        data = data[key]
    return data
