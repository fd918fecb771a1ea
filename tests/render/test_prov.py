"""The PROV of a dossier: the prov package reads it, nothing hangs in the air, and no time is made up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from prov.model import ProvDocument

from hearsay.model import Dossier
from hearsay.render.prov import as_data, render
from tests.render import fixture, hostile

CASES = [fixture.dossier, fixture.full, fixture.empty, hostile.dossier]
ENDS = {
    "used": ("activity", "entity"),
    "wasGeneratedBy": ("entity", "activity"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity"),
    "wasAttributedTo": ("entity", "agent"),
    "wasAssociatedWith": ("activity", "agent"),
    "wasInformedBy": ("informed", "informant"),
    "hadMember": ("collection", "entity"),
    "alternateOf": ("alternate1", "alternate2"),
}

Data = Any  # JSON data


def written(document: ProvDocument) -> str:
    """The document as the prov package writes it."""
    text = document.serialize(format="json")
    assert text is not None
    return text


def relations(dossier: Dossier, name: str) -> set[tuple[str, str]]:
    """The ends of every relation of one sort, without the prefix."""
    first, second = ENDS[name]
    held = as_data(dossier).get(name, {}).values()
    return {(r[f"prov:{first}"].removeprefix("hearsay:"), r[f"prov:{second}"].removeprefix("hearsay:")) for r in held}


@pytest.mark.parametrize("made", CASES)
def test_prov_reads_it_and_writes_the_same(made: Callable[[], Dossier]) -> None:
    text = render(made())
    read = ProvDocument.deserialize(content=text, format="json")
    again = ProvDocument.deserialize(content=written(read), format="json")
    assert read == again
    data = json.loads(text)
    assert len(read.records) == sum(len(records) for section, records in data.items() if section != "prefix")
    twice = json.loads(written(read))
    for section in ("entity", "activity", "agent"):
        assert twice.get(section, {}).keys() == data.get(section, {}).keys()


@pytest.mark.parametrize("made", CASES)
def test_both_ends_of_every_relation_are_there(made: Callable[[], Dossier]) -> None:
    data = as_data(made())
    known = {name for section in ("entity", "activity", "agent") for name in data.get(section, {})}
    assert set(data) <= {"prefix", "entity", "activity", "agent", *ENDS}
    for section, ends in ENDS.items():
        for relation in data.get(section, {}).values():
            assert {relation[f"prov:{end}"] for end in ends} <= known
            assert relation.get("prov:activity", next(iter(known))) in known


@pytest.mark.parametrize("made", CASES)
def test_no_step_has_a_time(made: Callable[[], Dossier]) -> None:
    text = render(made())
    assert "prov:startTime" not in text
    assert "prov:endTime" not in text
    assert '"prov:time"' not in text


def test_the_steps_follow_each_other_and_are_the_programs() -> None:
    order = {(a.partition("-")[0], b.partition("-")[0]) for a, b in relations(fixture.full(), "wasInformedBy")}
    assert order == {("annotate", "read"), ("collate", "annotate"), ("gather", "collate")}
    done = relations(fixture.full(), "wasAssociatedWith")
    assert {(a.partition("-")[0], b) for a, b in done} == {
        (step, "software") for step in ("read", "annotate", "collate", "gather")
    }


def test_documents_come_from_their_bytes_and_findings_from_documents() -> None:
    derived = relations(fixture.full(), "wasDerivedFrom")
    assert ("document-d-b", "capture-" + "b" * 64) in derived
    assert ("attribution-a-3", "document-d-b") in derived
    made = {name: step.partition("-")[0] for name, step in relations(fixture.full(), "wasGeneratedBy")}
    assert made["document-d-b"] == "read"
    assert made["attribution-a-3"] == "annotate"
    assert made["disagreement-g-1"] == "collate"


def test_every_finding_is_a_member_of_the_dossier() -> None:
    members = {b for _, b in relations(fixture.full(), "hadMember")}
    found = fixture.full().collation
    wanted = [f"attribution-{a.id}" for a in found.attributions] + [f"event-{e.id}" for e in found.events]
    wanted += [f"account-{a.id}" for a in found.accounts] + [f"utterance-{u.id}" for u in found.utterances]
    assert set(wanted) <= members
    assert sum(m.startswith("check-") for m in members) == len(found.checks)
    assert sum(m.startswith("rendition-") for m in members) == sum(len(u.renditions) for u in found.utterances)


def test_a_chain_is_hands_each_derived_from_the_next() -> None:
    derived = relations(fixture.full(), "wasDerivedFrom")
    hands = ["attribution-a-3", "hand-a-3-0", "hand-a-3-1", "hand-a-3-2"]
    assert set(pairwise(hands)) <= derived
    assert ("hand-a-3-1", "document-d-a") in derived
    attributed = relations(fixture.full(), "wasAttributedTo")
    assert ("hand-a-3-0", "agent-e-archive") in attributed
    assert [b for a, b in attributed if a == "hand-a-3-1"] == []
    assert [b for a, b in attributed if a == "hand-a-3-2"] == ["agent-e-palk"]  # the one not named is the speaker's
    last = as_data(fixture.full())["entity"]["hearsay:hand-a-3-2"]
    assert (last["prov:label"], last["hearsay:seen"]) == ("not named", False)


def derivation(dossier: Dossier, made: str, source: str) -> Data:
    held = as_data(dossier)["wasDerivedFrom"].values()
    return next(
        r for r in held if (r["prov:generatedEntity"], r["prov:usedEntity"]) == (f"hearsay:{made}", f"hearsay:{source}")
    )


def test_a_first_record_is_a_primary_source() -> None:
    found = derivation(fixture.full(), "hand-a-3-1", "hand-a-3-2")
    assert found["prov:type"]["$"] == "prov:PrimarySource"
    assert "prov:type" not in derivation(fixture.full(), "hand-a-3-0", "hand-a-3-1")


def test_a_copy_with_a_direction_is_derived_and_one_without_is_not() -> None:
    found = derivation(fixture.full(), "document-d-c", "document-d-b")
    assert found["prov:type"]["$"] == "prov:Quotation"
    assert found["hearsay:direction"] == "stated"
    assert relations(hostile.dossier(), "alternateOf") == {("document-d2", "document-d%201")}
    assert ("document-d2", "document-d%201") not in relations(hostile.dossier(), "wasDerivedFrom")


def test_publishers_and_bylines_are_agents() -> None:
    labels = {name.removeprefix("hearsay:"): a["prov:label"] for name, a in as_data(fixture.full())["agent"].items()}
    whose = {labels[b] for a, b in relations(fixture.full(), "wasAttributedTo") if a == "document-d-b"}
    assert whose == {"Lindmoor Register", "Ana Dorrow"}


def test_two_documents_of_the_same_bytes_have_one_capture() -> None:
    made = fixture.full()
    first, *others = made.collation.annotations
    same = [replace(a, document=replace(a.document, sha256="a" * 64)) for a in others]
    twice = replace(made, collation=replace(made.collation, annotations=(first, *same)))
    entities = as_data(twice)["entity"]
    assert [n for n in entities if n.startswith("hearsay:capture-")] == ["hearsay:capture-" + "a" * 64]
    assert len(entities["hearsay:capture-" + "a" * 64]["prov:location"]) == 3
