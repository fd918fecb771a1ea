"""The Web Annotations of a dossier: they expand to the standard's vocabulary, and each target is what it quotes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

from hearsay.model import Dossier
from hearsay.render.web_annotation import CONTEXT, as_data, render
from tests.render import fixture, hostile

OA = "http://www.w3.org/ns/oa#"
OWN = Path(__file__).parent / "standards" / "anno_terms.jsonld"
GIVEN = Path(os.environ.get("HEARSAY_STANDARDS", "nowhere")) / "anno.jsonld"
CASES = [fixture.dossier, fixture.full, fixture.empty, hostile.dossier]

Data = Any  # JSON data


MISSING = pytest.mark.skipif(not GIVEN.is_file(), reason="needs anno.jsonld in the folder HEARSAY_STANDARDS")
CONTEXTS = [pytest.param(OWN, id="own context"), pytest.param(GIVEN, id="the standard's context", marks=MISSING)]


def expanded(data: Data, context: Path) -> Data:
    """The data expanded with `context`; nothing else is loaded, and a term that it does not know is an error."""

    def load(address: str, options: object) -> Data:
        assert address == CONTEXT, f"asked the network for {address}"
        document = json.loads(context.read_text(encoding="utf-8"))
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": document}

    def dropped(what: object) -> None:
        raise AssertionError(f"not in the context: {what}")

    return jsonld.expand(data, {"documentLoader": load, "on_property_dropped": dropped})


def items(dossier: Dossier) -> list[Data]:
    data = as_data(dossier)
    return list(data["first"]["items"]) if "first" in data else []


def nodes(data: Data) -> Iterator[dict[str, Data]]:
    """Every object of `data`."""
    if isinstance(data, dict):
        yield data
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from nodes(part)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("made", CASES)
def test_expands_without_loss_to_the_vocabulary(made: Callable[[], Dossier], context: Path) -> None:
    data = json.loads(render(made()))
    (collection,) = expanded(data, context)
    count = sum("type" in node for node in nodes(data))
    assert sum("@type" in node and "@value" not in node for node in nodes(collection)) == count
    for node in nodes(data):
        terms = [k for k in node if k != "@context"]
        assert all(term in json.loads(OWN.read_text(encoding="utf-8"))["@context"] for term in terms)
    for node in nodes(collection):
        for key in (f"{OA}motivatedBy", f"{OA}hasPurpose"):
            assert all(value["@id"].startswith(OA) for value in node.get(key, ()))
        for value in node.get("@type", ()) if "@value" not in node else ():
            assert value.startswith("http://")


@pytest.mark.parametrize("context", CONTEXTS)
def test_one_annotation_in_the_terms_of_the_standard(context: Path) -> None:
    (collection,) = expanded(as_data(fixture.dossier()), context)
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (held,) = page["http://www.w3.org/ns/activitystreams#items"]
    found = next(a for a in held["@list"] if a["@id"].endswith("#attribution-a-3"))
    assert found["@type"] == [f"{OA}Annotation"]
    (target,) = found[f"{OA}hasTarget"]
    kinds = {s["@type"][0]: s for s in target[f"{OA}hasSelector"]}
    assert kinds[f"{OA}TextQuoteSelector"][f"{OA}exact"][0]["@value"] == "“We could extend the line to Saltgate,”"
    start = kinds[f"{OA}TextPositionSelector"][f"{OA}start"][0]
    assert start == {"@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger", "@value": 109}


@pytest.mark.parametrize("made", CASES)
def test_each_target_is_what_it_quotes(made: Callable[[], Dossier]) -> None:
    dossier = made()
    texts = {f"#document-{a.document.id.replace(' ', '%20')}": a.document.text for a in dossier.collation.annotations}
    seen = 0
    for node in nodes(items(dossier)):
        if "selector" not in node:
            continue
        position, quote = node["selector"]
        text = texts["#" + node["source"].partition("#")[2]]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"] != ""
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert bool(quote["prefix"]) == (start > 0)
        assert bool(quote["suffix"]) == (end < len(text))
        seen += 1
    assert bool(seen) is bool(dossier.collation.annotations)


@pytest.mark.parametrize("made", CASES)
def test_every_annotation_has_what_the_standard_asks_and_a_name_of_its_own(made: Callable[[], Dossier]) -> None:
    data = as_data(made())
    found = items(made())
    assert data["total"] == len(found)
    names = [a["id"] for a in found] + [data["id"]]
    assert len(set(names)) == len(names)
    for annotation in found:
        assert annotation["type"] == "Annotation"
        assert annotation["target"]
        assert all(b["purpose"] for b in annotation["body"])
        assert annotation["id"].startswith("urn:uuid:")


def test_every_finding_is_there() -> None:
    found, without = fixture.full().collation, fixture.full().without
    assert without is not None
    kinds = [a["label"].partition(" ")[0] for a in items(fixture.full())]
    counts = {
        "document": len(found.annotations),
        "entity": len(found.entities),
        "attribution": len(found.attributions),
        "time": sum(len(a.times) for a in found.annotations),
        "copy": len(found.copies),
        "story": len(found.stories),
        "event": len(found.events),
        "account": len(found.accounts),
        "utterance": len(found.utterances),
        "rendition": sum(len(u.renditions) for u in found.utterances),
        "disagreement": len(found.disagreements),
        "response": len(found.responses),
        "check": len(found.checks),
        "left": len(without.left),
        "hearsay-edition": 1,
    }
    assert {kind: kinds.count(kind) for kind in counts} == counts
    assert len(kinds) == sum(counts.values())


def by_name(dossier: Dossier, label: str) -> Data:
    return next(a for a in items(dossier) if a["label"] == label)


def quotes(data: Data) -> list[str]:
    held = data if isinstance(data, list) else [data]
    return [part["selector"][1]["exact"] for part in held if isinstance(part, dict) and "selector" in part]


def test_a_disagreement_has_the_places_of_all_positions() -> None:
    found = by_name(fixture.full(), "disagreement g-1")
    assert quotes(found["target"]) == ["the county pays half of it"]
    words = [b["value"] for b in found["body"] if b["type"] == "TextualBody"]
    assert "none named" in words
    assert "kind: one account is silent" in words


def test_a_copy_has_its_evidence_on_both_sides_and_a_check_all_its_places() -> None:
    copy = next(a for a in items(fixture.full()) if a["label"].startswith("copy") and isinstance(a["target"], list))
    assert (
        quotes(copy["target"])
        == ["The town archive released the minutes on Friday."] * 2 + ["according to the minutes"] * 2
    )
    check = next(a for a in items(fixture.full()) if "refuted" in [b.get("value") for b in a["body"]])
    assert quotes(check["target"]) == ["would not wait for any county", "on 9 April 2003"]
    assert check["motivation"] == "assessing"


def test_a_rendition_tells_its_fidelity_what_stands_beside_it_and_the_difference() -> None:
    found = next(a for a in items(fixture.full()) if "unsupported" in [b.get("value") for b in a["body"]])
    words = [b.get("value", "") for b in found["body"]]
    assert words[:2] == ["reworded", "unsupported"]
    assert "worded differently from A; not found in A, which carries this passage" in words
    assert any(w.startswith("has “will” for “could” (") for w in words)
    assert "could" in quotes(found["body"])


def test_a_response_without_a_place_answers_to_the_account() -> None:
    found = next(a for a in items(fixture.full()) if a["motivation"] == "replying" and isinstance(a["target"], str))
    assert found["target"].endswith("#account-c-hesk")


def test_only_an_address_that_an_iri_can_hold_is_given_as_one() -> None:
    assert by_name(fixture.full(), "document d-b")["target"]["via"].startswith("https://register.example/2011")
    for label in ("document d 1", "document d2"):
        found = by_name(hostile.dossier(), label)
        assert "via" not in found["target"]
        assert any(b["value"].startswith("uri: ") for b in found["body"])


def test_our_words_show_what_acts_and_quotations_keep_it() -> None:
    text = render(hostile.dossier())
    values = [b["value"] for a in items(hostile.dossier()) for b in a["body"] if "value" in b]
    assert all("\u202e" not in value and "\x00" not in value for value in values)
    assert "\x00\x07" in [quote for a in items(hostile.dossier()) for quote in quotes(a["target"])]
    assert json.loads(text) == as_data(hostile.dossier())
