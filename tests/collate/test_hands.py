"""Which hands of a chain are themselves among the documents."""

from __future__ import annotations

from hearsay.model import Collation
from tests.collate.told import laid, names, report, utterance

STORM = (
    "The storm came over Orsk at dusk and took the roof of the smokehouse before anybody had shut a door. “We could "
    "open the harbour in winter,” Mara Lind told Anton Vele on the quay. By the time the lamps were lit two boats lay "
    "on the sand, one of them split along the keel, and the children were counting barrels as they came ashore. Nobody "
    "was missed at the count, which was made twice, once by the pilot and once by the priest."
)
CREDIT = "This article was first published by the Orsk Courier."
MINUTES = report(
    "minutes",
    "Minutes of a meeting in Orsk\n17 September 1996\n\nPresent: Mara Lind; Anton Vele.\n\n1. “We could open the "
    "harbour in winter,” Mara Lind told Anton Vele.",
    publisher="Orsk Archive",
    published="2024-03-14",
    kind="notes",
)
ON_THE_MINUTES = report(
    "on the minutes",
    "Mara Lind met Anton Vele in Orsk on 17 September 1996, according to minutes published on Thursday by the Orsk "
    "Archive. “We could open the harbour in winter,” Mara Lind is quoted as saying.",
    publisher="Grell Post",
    published="2024-03-15",
)


def hands(found: Collation, document: str, words: str) -> list[tuple[str, bool]]:
    """The chain of what `document` carries of the utterance: who, and whether in hand."""
    called = names(found)
    (held,) = (r for r in utterance(found, words).renditions if called[r.document] == document)
    (a,) = (a for a in found.attributions if a.id in held.attributions)
    return [(called[link.who or ""], link.seen) for link in a.chain]


def test_the_page_that_a_copy_credits_is_seen_where_it_is_in_hand() -> None:
    found = laid(
        report("courier", STORM, publisher="Orsk Courier"),
        report("digest", f"{STORM}\n\n{CREDIT}", publisher="Grell Digest", credit=CREDIT),
    )
    assert hands(found, "digest", "open the harbour") == [("digest", True), ("courier", True), ("Mara Lind", False)]


def test_and_is_taken_on_trust_where_it_is_not() -> None:
    found = laid(report("digest", f"{STORM}\n\n{CREDIT}", publisher="Grell Digest", credit=CREDIT))
    assert hands(found, "digest", "open the harbour")[1] == ("Orsk Courier", False)


def test_the_minutes_that_a_report_rests_on_are_seen_where_they_are_in_hand() -> None:
    found = laid(MINUTES, ON_THE_MINUTES)
    assert ("minutes", True) in hands(found, "on the minutes", "open the harbour")


def test_and_are_named_where_they_are_not() -> None:
    assert ("minutes", False) in hands(laid(ON_THE_MINUTES), "on the minutes", "open the harbour")
