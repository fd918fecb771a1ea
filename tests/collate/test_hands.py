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


FILES = (
    "Mara Lind promised Anton Vele the winter ferry, according to newly declassified documents. She did not ask for a "
    "price, the files show.\n\nLind met Vele in Orsk on 17 September 1996, according to minutes published on Thursday "
    "by the Orsk Archive."
)


def records(found: Collation) -> set[str]:
    called = names(found)
    return {called[x.who or ""] for a in found.attributions for x in a.chain if x.role == "noted"}


def test_papers_told_of_by_a_plain_word_are_the_one_record_that_is_told_of_by_its_kind() -> None:
    found = laid(report("post", FILES, publisher="Grell Post", published="2024-03-15"))
    assert records(found) == {"minutes"}
    assert all("Orsk Archive" in [names(found)[x.who or ""] for x in a.chain] for a in found.attributions)
    assert {names(found)[s] for a in found.attributions for s in a.speaker} <= {"Mara Lind", "minutes"}


def test_but_not_where_two_records_are_told_of_nor_where_something_sets_them_apart() -> None:
    two = FILES + " The two were alone, according to a memorandum of the guild."
    assert len(records(laid(report("post", two, publisher="Grell Post", published="2024-03-15")))) > 2
    court = FILES.replace("newly declassified documents", "court documents")
    assert "court documents" in records(laid(report("post", court, publisher="Grell Post", published="2024-03-15")))
