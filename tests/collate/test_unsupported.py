"""Quotations that a near copy has and the text it copies has not; and what must never be called so."""

from __future__ import annotations

import pytest

from hearsay.model import Collation
from tests.collate.told import laid, names, report

BEGIN = (
    "The ferry of Orsk broke its rudder on Tuesday night and drifted to the Grell light, the harbour office said. "
    "Nobody was hurt. The two men on watch had been told to look for ice and saw none, and the first word of the "
    "trouble came from a boy on the pier who had counted the lamps.\n\n"
    "“We could open the ferry again before the feast, if the smith has the iron,” said Mara Lind, who runs the yard."
)
END = (
    "The smith has asked for a week and for dry wood. The island has bread for nine days and lamp oil for six, and the "
    "school will stay shut until the boat is back at its ring. A second hull lies in the yard at Grell, but it has no "
    "engine and has not been in the water since the storm of four years ago took its mast and both of its boats."
)
ADDED = "“There was a price for the iron, and somebody in this town has paid it,” Lind said."


def marked(found: Collation) -> dict[str, tuple[str, ...]]:
    return {names(found)[r.document]: r.also for u in found.utterances for r in u.renditions if r.also}


def page(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def test_a_quotation_put_into_a_copy_is_not_found_in_what_carries_the_passage() -> None:
    found = laid(
        report("courier", page(BEGIN, END), publisher="Courier", published="2017-06-04"),
        report("digest", page(BEGIN, ADDED, END), publisher="Digest", published="2017-06-04"),
    )
    assert marked(found) == {"digest": ("unsupported",)}
    (reason,) = (r for u in found.utterances for t in u.renditions for r in t.reasons if r.of == "unsupported")
    texts = {a.document.id: a.document.text for a in found.annotations}
    assert {names(found)[p.document] for p in reason.anchors} == {"courier"}
    assert all(p.span.of(texts[p.document]) for p in reason.anchors)


def test_where_the_tags_before_and_after_are_the_same_words() -> None:
    begin = f"{BEGIN}\n\n“We open again when winter ends, and not a day before the ice has gone,” said Mara Lind."
    added = "“There was a price for the iron, and somebody in this town has paid it,” said Mara Lind."
    found = laid(
        report("courier", page(begin, END), publisher="Courier", published="2017-06-04"),
        report("digest", page(begin, added, END), publisher="Digest", published="2017-06-04"),
    )
    assert marked(found) == {"digest": ("unsupported",)}


def test_of_two_quotations_taken_for_one_speech_the_one_that_is_nowhere_is_marked() -> None:
    begin = BEGIN.partition("\n\n")[0]
    said = "“We could open the ferry again before the feast, if the smith has the iron.”"
    added = "“There was a price for the iron, and somebody in this town has paid it,” Mara Lind said."
    found = laid(
        report("courier", page(begin, said, END), publisher="Courier", published="2017-06-04"),
        report("digest", page(begin, f"{added} {said}", END), publisher="Digest", published="2017-06-04"),
    )
    assert marked(found) == {"digest": ("unsupported",)}
    assert any(len(r.spans) == 2 for u in found.utterances for r in u.renditions if r.also)


def test_at_the_end_of_the_text_too() -> None:
    found = laid(
        report("courier", page(BEGIN, END), publisher="Courier"),
        report("digest", page(BEGIN, END, ADDED), publisher="Digest"),
    )
    assert marked(found) == {"digest": ("unsupported",)}


@pytest.mark.parametrize(
    "about",
    [
        {"credit": "This story first appeared in the Digest."},  # so it may have left the words out
        {"published": "2017-07-20"},
    ],
)
def test_a_copy_that_may_have_left_the_words_out_shows_nothing(about: dict[str, str]) -> None:
    text = page(BEGIN, END, about["credit"]) if "credit" in about else page(BEGIN, END)
    found = laid(
        report("courier", text, **({"publisher": "Courier", "published": "2017-06-09"} | about)),
        report("digest", page(BEGIN, ADDED, END), publisher="Digest", published="2017-06-04"),
    )
    assert marked(found) == {}


def test_a_report_of_its_own_has_no_such_witness() -> None:
    own = f"Orsk is without its ferry since Tuesday, when the rudder broke.\n\n{ADDED}\n\nThe smith was not at home."
    found = laid(report("courier", page(BEGIN, END), publisher="Courier"), report("herald", own, publisher="Herald"))
    assert marked(found) == {}


def test_a_copy_that_was_worked_over_has_none_either() -> None:
    more = "The board meets on Monday to hear the smith, and a collection for the old ferryman was taken up."
    found = laid(
        report("courier", page(BEGIN, END), publisher="Courier"),
        report("digest", page(BEGIN, ADDED, END, more), publisher="Digest"),
    )
    assert marked(found) == {}


def test_words_that_another_copy_has_are_supported() -> None:
    found = laid(
        report("courier", page(BEGIN, END), publisher="Courier"),
        report("digest", page(BEGIN, ADDED, END), publisher="Digest"),
        report("herald", page(BEGIN, ADDED, END), publisher="Herald"),
    )
    assert marked(found) == {}


@pytest.mark.parametrize(("instead", "found"), [("The smith nodded.", True), ("Lind spoke of a price.", False)])
def test_where_the_witness_has_a_sentence_of_its_own_instead_it_may_tell_the_same(instead: str, found: bool) -> None:
    late = (
        "The choir of the lower town will sing on Sunday for the men who pulled the boat in, and the widow of the old "
        "ferryman has lent them the hall above the cooper's shop, where there are benches for ninety and a stove that "
        "draws when the wind is in the north. The parson asked for hymns. The boys of the choir asked for the song "
        "about the herring that married a bishop, and it is thought they will have it, because the widow likes it. "
        "Whoever has a bench to lend is to bring it on Saturday before the lamps are lit, and to write a name under it."
    )
    courier = report("courier", page(BEGIN, instead, END, late), publisher="Courier")
    digest = report("digest", page(BEGIN, ADDED, END, late), publisher="Digest")
    assert ("digest" in marked(laid(courier, digest))) is found


def test_the_same_words_without_marks_are_there() -> None:
    plain = "There was a price for the iron, and somebody in this town has paid it, Lind said."
    found = laid(
        report("courier", page(BEGIN, plain, END), publisher="Courier"),
        report("digest", page(BEGIN, ADDED, END), publisher="Digest"),
    )
    assert marked(found) == {}
