"""One report told again sentence by sentence in other words."""

from __future__ import annotations

import pytest

from hearsay.model import Collation, Copy
from tests.collate.told import laid, names, report

# What each sentence tells, in the words of the one report and of the other.
FACTS = (
    (
        "The harbour board of Orsk sold its winter ferry to a herring smoker.",
        "A herring smoker has bought the winter ferry from the Orsk harbour board.",
    ),
    (
        "The price was forty crowns and a barrel of salted roe.",
        "He paid a barrel of salted roe and forty crowns.",
    ),
    (
        "Mara Lind signed the bill of sale with a borrowed pencil.",
        "With a pencil that she had borrowed, the bill of sale was signed by Mara Lind.",
    ),
    (
        "The engine has not turned since the flood of November.",
        "Since the November flood the engine never turned.",
    ),
    (
        "Two boilers were taken ashore and filled with gravel.",
        "Gravel fills the two boilers, which stand ashore now.",
    ),
    (
        "The captain keeps the brass whistle in his kitchen drawer.",
        "In a kitchen drawer the captain holds on to the brass whistle.",
    ),
    (
        "Children used to skate around the hull in January.",
        "In January the hull was where children would skate.",
    ),
    (
        "An inspector from Grell counted nine holes below the waterline.",
        "Nine holes below the waterline were counted when an inspector came from Grell.",
    ),
    (
        "The smoker wants to hang his fish where passengers sat.",
        "Where passengers sat, fish will hang, the smoker wants.",
    ),
    (
        "Tar and rope were left in the forward locker.",
        "The forward locker still had rope and tar.",
    ),
    (
        "A tug will tow the vessel past the lighthouse on Friday.",
        "On Friday, past the lighthouse, the vessel goes behind a tug.",
    ),
    (
        "The chandler offered flags for the departure and was refused.",
        "Flags for the departure, which the chandler offered, were refused.",
    ),
    (
        "The mooring rings are to be cut from the granite quay.",
        "From the granite quay the mooring rings will be cut.",
    ),
    (
        "Nobody has said what becomes of the ticket office.",
        "What becomes of the ticket office nobody has said.",
    ),
)


def told(first: list[str], second: list[str], **about: str) -> Collation:
    return laid(
        report("courier", " ".join(first), publisher="Orsk Courier", published="2017-06-04"),
        report("post", " ".join(second), publisher="Norland Post", **({"published": "2017-06-05"} | about)),
    )


def rewrite(found: Collation) -> Copy | None:
    return next((c for c in found.copies if c.kind == "rewrite"), None)


def test_a_report_told_again_sentence_by_sentence_is_a_rewrite_with_its_sentences_side_by_side() -> None:
    found = rewrite(told([a for a, _ in FACTS], [b for _, b in FACTS]))
    assert found is not None
    assert found.direction == "unknown"
    assert found.share is not None
    assert found.share >= 0.8
    assert len(found.evidence) >= 12


def test_the_fuller_one_is_the_one_that_was_rewritten() -> None:
    more = "The town has had no other ferry since the bridge fell down, and the old people cross on the ice."
    found = told(
        [*(a for a, _ in FACTS), *[more.replace("ice", f"ice of {n}") for n in ("Grell", "Vey", "Lorn")]],
        [b for _, b in FACTS],
    )
    made = rewrite(found)
    assert made is not None
    assert (names(found)[made.document], made.direction) == ("post", "inferred")


@pytest.mark.parametrize(
    "second",
    [
        pytest.param([b for _, b in reversed(FACTS)], id="the same told in another order"),
        pytest.param([b for _, b in FACTS[:9]], id="too few sentences"),
        pytest.param(
            [
                b if n % 2 else f"In Vey number {n} of the bakers burnt his bread again."
                for n, (_, b) in enumerate(FACTS)
            ],
            id="every other sentence its own",
        ),
    ],
)
def test_what_tells_much_alike_is_no_rewrite(second: list[str]) -> None:
    assert rewrite(told([a for a, _ in FACTS], second)) is None


def test_a_reprint_is_no_rewrite() -> None:
    first = [a for a, _ in FACTS]
    found = told(first, first)
    assert {c.kind for c in found.copies} == {"reprint"}
