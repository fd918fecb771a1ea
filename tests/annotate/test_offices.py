"""Holders of offices and seats of governments, beyond what the cases show: reasons, kinds, and other documents."""

from __future__ import annotations

from hearsay.annotate import annotate_one
from hearsay.collate import collate
from tests.annotate.cases import document

SAID = "The British prime minister told parliament that the tax would stay."


def test_a_holder_is_an_inference_that_names_its_row() -> None:
    (said,) = annotate_one(document(SAID, published="1984-06-05")).attributions
    why = [r.why for r in said.reasons if r.of == "speaker" and r.why.startswith("by inference: ")]
    assert said.resolved_by == "nominal"
    assert len(why) == 1
    assert "prime minister, United Kingdom on 1984-06-05" in why[0]
    assert "(offices:" in why[0]


def test_a_holder_is_one_with_the_same_name_in_another_document() -> None:
    other = "Margaret Thatcher told parliament that the tax would go."
    found = collate(
        [
            annotate_one(document(SAID, published="1984-06-05")),
            annotate_one(document(other, id="d2", source_id="other", path="other", published="1984-06-06")),
        ]
    )
    assert len({a.speaker for a in found.attributions}) == 1


def test_a_seat_of_government_is_a_body_where_it_speaks_and_a_place_where_people_meet() -> None:
    text = "The White House said on Monday that Mara Lind had met Anton Vele in the Kremlin."
    kinds = {e.name: e.kind for e in annotate_one(document(text)).entities}
    assert kinds["White House"] == "organisation"
    assert kinds["Kremlin"] == "place"
