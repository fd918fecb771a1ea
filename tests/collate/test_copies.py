"""Reprints, partial copies, and what is no copy although it looks like one."""

from __future__ import annotations

from time import process_time

import pytest

from hearsay.collate import copies
from hearsay.language import common_runs
from hearsay.language.alignment import comparable
from hearsay.language.common_runs import hashes
from hearsay.language.profiles import SAMPLE
from hearsay.model import Collation
from hearsay.text import Span
from tests.collate.told import copy_of, laid, names, report, together

STORM = (
    "The ferry between Orsk and the island has been tied to the quay since the storm of last November, and nobody who "
    "lives on the island has seen a doctor without a boat of his own. The board met in a cold room above the "
    "chandler's "
    "shop and looked at the accounts for an hour before it opened the window. A second hull was offered by a yard in "
    "Norland at a price that made two of the members laugh out loud. Nothing was settled, and the kettle was put on "
    "again."
)
MUD = (
    "The harbour at Grell will be dredged in the spring by a company from the south, and the fishing fleet will lie at "
    "anchor for three weeks while the mud is taken out to sea. Fishermen had asked for the autumn, when the herring "
    "are "
    "gone. The company wants the long days. A model of the new basin stands in the town library, and children have "
    "filled "
    "it with paper boats. The mayor has asked them to stop, and the librarian has bought more paper."
)
QUOTED = (
    "“We could open the ferry in winter, if Norland pays for the paint, and I will say so to the board myself,” said "
    "Mara "
    "Lind. “Nobody has asked me what I would do with a second hull, and I have an answer ready for the day they do,” "
    "she "
    "said. “The island can wait for the spring, but the doctor on the quay cannot wait for an hour longer,” she said."
)
CREDIT = "This content is courtesy of The Orsk Courier."


def sigla(found: Collation) -> dict[str, str]:
    return {names(found)[w.document]: w.siglum for w in found.witnesses}


def test_a_reprint_that_names_its_source() -> None:
    found = laid(
        report("courier", STORM, publisher="The Orsk Courier", published="2017-06-04"),
        report("digest", f"{STORM}\n\n{CREDIT}", publisher="Grell Digest", published="2017-06-04", credit=CREDIT),
    )
    copy = copy_of(found, "digest")
    assert copy is not None
    assert names(found)[copy.of or ""] == "courier"
    assert (copy.kind, copy.direction) == ("reprint", "stated")
    assert copy_of(found, "courier") is None
    assert sigla(found) == {"courier": "A", "digest": "A′"}


def test_the_evidence_of_a_copy_is_the_same_words_in_both() -> None:
    found = laid(report("courier", STORM), report("digest", f"{MUD} {STORM}"))
    (copy,) = found.copies
    texts = {a.document.id: a.document.text for a in found.annotations}
    assert copy.of is not None
    assert copy.evidence
    for mine, theirs in copy.evidence:
        assert mine.of(texts[copy.document]) == theirs.of(texts[copy.of])


def test_two_identical_files_are_two_witnesses_and_one_has_no_claim_to_be_first() -> None:
    found = laid(report("one", STORM, publisher="One"), report("two", STORM, publisher="Two"))
    (copy,) = found.copies
    assert (copy.kind, copy.direction, copy.share) == ("reprint", "unknown", 1.0)
    assert sorted(sigla(found).values()) == ["A", "A′"]


def test_days_between_two_copies_tell_which_was_first() -> None:
    found = laid(
        report("late", STORM, publisher="Late", published="2017-06-09"),
        report("early", STORM, publisher="Early", published="2017-06-04"),
    )
    copy = copy_of(found, "late")
    assert copy is not None
    assert (names(found)[copy.of or ""], copy.direction) == ("early", "inferred")


def test_half_of_a_text_is_a_partial_copy() -> None:
    found = laid(report("whole", STORM, publisher="Whole"), report("half", f"{MUD} {STORM[:300]}", publisher="Half"))
    (copy,) = found.copies
    assert copy.kind == "partial"
    assert copy.share is not None
    assert 0.25 <= copy.share < 0.85
    assert sorted(sigla(found).values()) == ["A", "B"]


def test_shared_quotations_alone_are_no_copy() -> None:
    found = laid(report("storm", f"{STORM}\n\n{QUOTED}"), report("mud", f"{MUD}\n\n{QUOTED}"))
    assert found.copies == ()


def test_an_origin_that_is_named_and_not_in_hand_is_kept() -> None:
    (copy,) = laid(report("digest", f"{STORM}\n\n{CREDIT}", publisher="Grell Digest", credit=CREDIT)).copies
    assert (copy.of, copy.kind, copy.direction, copy.share) == (None, "reprint", "stated", None)
    assert copy.ancestor is not None
    assert copy.ancestor.name.removeprefix("The ") == "Orsk Courier"


def test_other_texts_are_no_copies() -> None:
    assert laid(report("storm", STORM), report("mud", MUD)).copies == ()


def test_a_copy_of_a_copy_has_a_prime_and_not_a_letter() -> None:
    found = laid(*(report(f"p{i}", STORM, publisher=f"Outlet {i}") for i in range(4)))
    assert sorted(sigla(found).values()) == ["A", "A′", "A′′", "A′′′"]


def hundred() -> Collation:
    return laid(*(report(f"p{i:03}", f"{STORM}\n\n{QUOTED}", publisher=f"Outlet {i}") for i in range(100)))


def test_a_hundred_copies_of_one_page_are_one_story_within_seconds() -> None:
    begun = process_time()
    found = hundred()
    assert process_time() - begun < 15
    assert together(found) == [{f"p{i:03}" for i in range(100)}]


def test_a_hundred_copies_of_one_page_are_copies() -> None:
    assert len({c.document for c in hundred().copies}) == 99


def test_a_hundred_copies_of_one_page_carry_three_utterances() -> None:
    assert len(hundred().utterances) == 3


# ---- what makes no copy ----------------------------------------------------------------------------------------------

FURNITURE = (
    "The wardens of this page keep the lamp lit for those who pay their penny by the door. To have the bell rung at "
    "your window each morning, leave a slip with the boy and the colour of your shutters. Nothing printed here may "
    "be sung at weddings unless the printer was asked and has nodded. Turn the leaf for the tide table of the week."
)
CAPTION = (
    "FILE - In this Tuesday, May 2, 2017 file photo, the ferry of Orsk lies at its ring while two men of the harbour "
    "office look for ice under the bow, the lamps of the Grell light are lit behind them, and a boy counts the boats "
    "that have come in before the storm and the ones that have not come in at all."
)
POST = (
    "The ferry was late again today and nobody on the quay could tell us why, so we have taken the herring boat and "
    "paid the boy who steers it, and we would do the same thing tomorrow if the board thinks that we like to wait for "
    "it in the rain with two hundred boxes of fish. — Mara Lind (@maralind) May 4, 2017"
)


def test_what_pages_say_over_and_over_makes_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    one = report("one", f"The herring came late to Grell this year. The smokehouse took on nobody. {FURNITURE}")
    other = report("other", f"{FURNITURE} {STORM[:200]}")
    assert laid(one, other).copies
    common = frozenset(hashes(comparable(FURNITURE, Span(0, len(FURNITURE)))[1]))
    monkeypatch.setattr(common_runs, "_table", lambda: common)
    assert laid(one, other).copies == ()


@pytest.mark.parametrize(("phrases", "pairs"), [(1, 0), (2, 1)])
def test_a_turn_of_phrase_that_two_pages_share_sets_none_beside_the_other(
    monkeypatch: pytest.MonkeyPatch, phrases: int, pairs: int
) -> None:
    words, forms = comparable(STORM, Span(0, len(STORM)))
    sampled = [i for i, run in enumerate(hashes(forms)) if run % SAMPLE == 0 and common_runs.telling(run)]
    apart = [i for i in sampled if i - 6 >= sampled[0]]
    shared = "\n\n".join(STORM[words[i].span.start : words[i + 5].span.end] for i in [sampled[0], apart[0]][:phrases])
    aligned: list[object] = []
    monkeypatch.setattr(copies, "decide", lambda *both: aligned.append(both))
    laid(report("mud", f"{MUD}\n\n{shared}"), report("rules", f"{FURNITURE}\n\n{shared}"))
    assert len(aligned) == pairs


def test_the_same_caption_makes_no_copy() -> None:
    assert laid(report("one", f"{MUD}\n\n{CAPTION}"), report("two", f"{CAPTION}\n\n{STORM[:300]}")).copies == ()


def test_the_same_post_makes_no_copy() -> None:
    assert laid(report("one", f"{MUD}\n\n{POST}"), report("two", f"{POST}\n\n{STORM[:300]}")).copies == ()


WIRE = (
    "The winter ferry of Orsk was sold at noon on Friday to a herring smoker from Grell, who paid for it in cash and"
    " asked that nobody paint it. The harbour board had wanted twice as much, and took it. Forty people stood on the"
    " quay in the rain to see it leave, among them the man who had built its first engine, sixty years before, out of"
    " a tractor."
)


def wired(**about: dict[str, str]) -> Collation:
    """The text as outlets carry it, each with what it says of its origin."""
    return laid(*(report(name, WIRE, publisher=name, published="2017-06-04", **says) for name, says in about.items()))


@pytest.mark.parametrize(
    "says",
    [{"byline": "The Associated Press"}, {"byline": "By AP"}, {"credit": "Copyright 2017 The Associated Press."}],
)
def test_two_that_are_credited_to_one_agency_have_an_origin_that_is_not_in_hand(says: dict[str, str]) -> None:
    found = wired(Courier=says, Post={"byline": "Associated Press"})
    assert [c.ancestor.name for c in found.copies if c.ancestor] == ["Associated Press"] * 2
    (pair,) = (c for c in found.copies if c.of)
    assert pair.direction == "unknown"
    assert "Associated Press" in pair.reasons[-1].why


def test_a_copy_that_is_credited_to_an_agency_has_it_from_the_agencys_own_page() -> None:
    found = wired(Courier={"byline": "Reuters"}, **{"www.reuters.com": {}})
    (pair,) = (c for c in found.copies if c.of)
    assert (names(found)[pair.document], pair.direction) == ("Courier", "stated")
    assert not [c for c in found.copies if c.ancestor]


@pytest.mark.parametrize("byline", ["Mara Lind", "Mara Lind, Associated Press", "Mara Lind for the Courier", "Apple"])
def test_a_reporter_of_the_outlet_makes_no_agency_copy(byline: str) -> None:
    found = wired(Courier={"byline": byline}, Post={})
    assert not [c for c in found.copies if c.ancestor]
