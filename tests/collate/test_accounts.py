"""Who tells what of a conversation: points, tellers, occasions; how origins stand to each other, where they part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.model import Account, Collation, Disagreement
from tests.collate.harbour import MEMOIR, MET, MINUTES, PAPER
from tests.collate.told import laid, report


def told(found: Collation, slot: str) -> dict[str, list[str]]:
    """What each document in hand tells of a point: the values, those of words as printed."""
    out: dict[str, list[str]] = {}
    names = {a.document.id: a.document.source_id for a in found.annotations}
    for account in found.accounts:
        for p in account.points:
            if p.slot == slot:
                for anchor in p.anchors:
                    out.setdefault(names[anchor.document], []).append(p.value)
    return out


def told_by(sentence: str, slot: str) -> list[str]:
    """What one paper tells of a point in a sentence after the one that names the meeting."""
    found = laid(report("paper", f"{MET} {sentence}", published="2017-06-06"))
    return told(found, slot).get("paper", [])


def teller(found: Collation, account: Account) -> str:
    names = {e.id: e.name for e in found.entities} | {a.document.id: a.document.source_id for a in found.annotations}
    return names[account.teller] if account.teller else ""


def parting(found: Collation, about: str) -> Disagreement | None:
    return next((d for d in found.disagreements if d.about == about), None)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Lind raised the winter ferry.", ["Mara Lind"]),
        ("Vele then brought up the winter ferry.", ["Anton Vele"]),
        ("It was Vele who first raised the winter ferry.", ["Anton Vele"]),
        ("The winter ferry was raised by Lind.", ["Mara Lind"]),
        ("The harbour master broached the winter ferry over the soup.", ["Mara Lind"]),
        ("Vele said that he had proposed the winter ferry.", ["Anton Vele"]),
        ("Vele said that the idea had been his own.", ["Anton Vele"]),
        ("Lind, who had come by boat, put forward the winter ferry.", ["Mara Lind"]),
        ("Lind and Vele raised a glass to the winter ferry.", []),
        ("Lind raised her voice about the winter ferry.", []),
        ("Lind raised £4m for the winter ferry.", []),
        ("The council heard of the allegations raised by Lind about the winter ferry.", []),
        ("Lind did not raise the winter ferry.", []),
        ("Vele never brought up the winter ferry.", []),
        ("Lind would raise the winter ferry another day.", []),
        ("Lind and Vele raised the winter ferry.", []),
        ("The wife of Lind raised the winter ferry.", []),
        ("A spokeswoman for Vele, Odile Brask, raised the winter ferry.", []),
        ("Nobody remembers who raised the winter ferry.", []),
    ],
)
def test_who_raised_it(sentence: str, who: list[str]) -> None:
    assert told_by(sentence, "who raised it") == who


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Vele agreed at once.", ["Vele agreed at once"]),
        ("Vele told her no.", ["Vele told her no"]),
        ("Vele laughed and said no.", ["Vele laughed and said no"]),
        ("Vele turned down the winter ferry.", ["Vele turned down the winter ferry"]),
        ("Vele did not say yes.", ["Vele did not say yes"]),
        ("Vele did not agree to it.", ["Vele did not agree to it"]),
        ("The mayor said yes on the spot.", ["The mayor said yes on the spot"]),
        ("Had Vele agreed, the ferry would sail today.", []),
        ("If Vele agreed, the ferry would sail today.", []),
        ("Vele refused to comment.", []),
        ("Vele would have agreed.", []),
        ("Vele might agree one day.", []),
        ("Lind and Vele agreed to meet again.", []),
        ("Vele rejected the reports of a quarrel.", []),
    ],
)
def test_what_was_answered(sentence: str, words: list[str]) -> None:
    assert told_by(sentence, "the answer") == words


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The meeting lasted three hours.", ["three hours"]),
        ("The two talked for more than two hours.", ["more than two hours"]),
        ("After two hours of talks the lamps were lit.", ["two hours"]),
        ("They sat from 7.40 p.m. to 10.15 p.m. that day.", ["7.40 p.m. to 10.15 p.m."]),
        ("The ferry takes two hours.", []),
        ("They had waited for two hours in the rain.", []),
    ],
)
def test_how_long_it_lasted(sentence: str, value: list[str]) -> None:
    assert told_by(sentence, "how long it lasted") == value


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Six people took part.", ["Six people took part"]),
        ("Three officials from each side were in the room.", ["6 in all"]),
        ("Nine people live at the customs house.", []),
        ("Two dogs were in the room.", []),
    ],
)
def test_how_many_took_part(sentence: str, value: list[str]) -> None:
    assert told_by(sentence, "how many took part") == value


@pytest.fixture(scope="module")
def three() -> Collation:
    return laid(MINUTES, MEMOIR, PAPER)


def test_one_teller_on_one_occasion_is_one_account_whoever_carries_it(three: Collation) -> None:
    names = {a.document.id: a.document.source_id for a in three.annotations}
    held = {(teller(three, a), tuple(sorted(names[d] for d in a.documents))) for a in three.accounts}
    assert ("Anton Vele", ("memoir", "paper")) in held
    assert ("minutes", ("minutes",)) in held
    assert ("paper", ("paper",)) in held


def test_two_who_were_there_are_two_origins_and_a_report_is_not_shown_to_be_one(three: Collation) -> None:
    by_teller = {teller(three, a): a for a in three.accounts}
    state = {i.of: i.state for i in by_teller["minutes"].independence}
    assert state[by_teller["Anton Vele"].id] == "shown"
    assert state[by_teller["paper"].id] == "not established"
    back = {i.of: i.state for i in by_teller["Anton Vele"].independence}
    assert back[by_teller["minutes"].id] == "shown"


def test_who_raised_it_is_set_against_who_else_says_so(three: Collation) -> None:
    found = parting(three, "who raised it")
    assert found is not None
    assert found.kind == "contradiction"
    assert {p.value for p in found.positions} == {"Mara Lind", "Anton Vele"}
    assert all(p.account for p in found.positions)


def test_the_answer_is_set_against_another_of_the_same_person(three: Collation) -> None:
    found = parting(three, "the answer")
    assert found is not None
    assert found.kind == "contradiction"


def test_a_day_of_the_month_told_is_matched(three: Collation) -> None:
    found = parting(three, "the day")
    assert found is not None
    assert {p.value for p in found.positions} == {"2017-06-04", "2017-06-05"}


@pytest.mark.parametrize("other", ["the thirty-first", "August the fifth"])  # no such day in June; another month's
def test_a_day_that_cannot_be_the_conversations_is_none(other: str) -> None:
    memoir = replace(MEMOIR, text=MEMOIR.text.replace("the fifth", other))
    assert memoir.text != MEMOIR.text
    assert parting(laid(MINUTES, memoir, PAPER), "the day") is None


def test_how_many_told_twice_is_matched(three: Collation) -> None:
    found = parting(three, "how many took part")
    assert found is not None
    assert found.kind == "contradiction"


def test_a_list_of_those_present_is_counted_and_makes_no_contradiction() -> None:
    found = laid(
        MINUTES,
        report("paper", f"{MET} Four people took part.", publisher="Orsk Courier", published="2020-03-02"),
    )
    assert told(found, "how many took part") == {"minutes": ["2 are listed"], "paper": ["Four people took part"]}
    apart = parting(found, "how many took part")
    assert apart is not None
    assert apart.kind == "difference"


def test_one_teller_twice_adds_no_origin() -> None:
    found = laid(
        MEMOIR,
        report(
            "later",
            "Anton Vele, once the mayor of Orsk, spoke to the Norland Post on Monday.\n\n"
            "“I met Mara Lind at the customs house in June 2017,” Vele told the Norland Post. "
            "“She raised the winter ferry, and I agreed to it.”",
            publisher="Norland Post",
            published="2021-09-07",
        ),
    )
    own = [a for a in found.accounts if teller(found, a) == "Anton Vele"]
    assert len(own) == 2
    assert [i.state for i in own[0].independence] == ["same origin"]
    against = parting(found, "who raised it")
    assert against is not None
    assert {p.account for p in against.positions} == {a.id for a in own}


def test_a_record_that_names_nobody_is_an_omission_not_a_contradiction() -> None:
    silent = report(
        "minutes",
        "Minutes of a meeting at the customs house, Orsk, 4 June 2017\n\n"
        "Present: Mara Lind, harbour master; Anton Vele, mayor of Orsk.\n\n"
        "“We could open the ferry in winter,” Lind told Vele.",
        kind="notes",
        published="2020-03-01",
    )
    found = parting(laid(silent, MEMOIR), "who raised it")
    assert found is not None
    assert found.kind == "omission"


def test_it_is_the_matter_that_was_raised_before() -> None:
    found = laid(
        report(
            "paper",
            "ORSK, March 3 (Tern News) - Mayor Anton Vele raised the winter ferry during talks with Mara Lind in Grell"
            " on 4 June 2017, according to a cable.\n\n“Lind raised it, not I,” Vele told Tern News on Tuesday.",
            publisher="Tern News",
            published="2021-03-03",
        )
    )
    against = parting(found, "who raised it")
    assert against is not None
    assert against.kind == "contradiction"
    assert {p.value for p in against.positions} == {"Anton Vele", "Mara Lind"}
    (event,) = (e for e in found.events if e.kind == "conversation")
    assert event.date == "2017-06-04"  # not the day of the dateline


def test_two_matters_raised_by_two_are_no_disagreement() -> None:
    found = laid(
        MINUTES,
        report("paper", f"{MET} Vele raised the price of paint.", publisher="Orsk Courier", published="2020-03-02"),
    )
    assert parting(found, "who raised it") is None


def test_an_answer_that_changed_contradicts_nothing() -> None:
    found = laid(
        MINUTES,
        report(
            "paper",
            f"{MET} Lind raised the winter ferry. Vele agreed at first, but Vele rejected it after a night’s sleep.",
            publisher="Orsk Courier",
            published="2020-03-02",
        ),
    )
    assert parting(found, "the answer") is None


def responses(found: Collation) -> set[tuple[str, str, str]]:
    names = {e.id: e.name for e in found.entities}
    by_id = {a.id: a for a in found.accounts}
    return {(names[r.party], r.kind, teller(found, by_id[r.to])) for r in found.responses}


def test_who_declines_is_heard_and_who_is_not_heard_is_said_to_be_so(three: Collation) -> None:
    kinds = {(who, kind) for who, kind, _ in responses(three)}
    assert ("Mara Lind", "declined") in kinds
    assert not any(who == "Mara Lind" and kind == "none" for who, kind in kinds)
    alone = {(who, kind) for who, kind, _ in responses(laid(MEMOIR, MINUTES))}
    assert ("Mara Lind", "none") in alone


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Lind did not recognise the account that Vele gave.", "not recognised"),
        ("Lind has disputed Vele’s version.", "denied"),
        ("Lind confirmed the account that Vele gave.", "confirmed"),
        ("Lind had no comment on Vele’s version.", "no comment"),
        ("Lind denied that anything of the kind was said at the meeting.", "denied"),
    ],
)
def test_a_response_goes_to_the_account_it_names(sentence: str, kind: str) -> None:
    found = laid(MEMOIR, report("paper", f"{MET} {sentence}", publisher="Orsk Courier", published="2020-03-02"))
    assert ("Mara Lind", kind) in {(who, k) for who, k, _ in responses(found)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lind denied that she owned a yacht.",
        "Lind confirmed that her sister is a painter.",
        "Lind denied the harbour its share.",
    ],
)
def test_what_is_said_of_other_things_is_no_response(sentence: str) -> None:
    found = laid(MEMOIR, report("paper", f"{MET} {sentence}", publisher="Orsk Courier", published="2020-03-02"))
    assert {(who, k) for who, k, _ in responses(found) if who == "Mara Lind"} <= {("Mara Lind", "none")}


SIDES = report(
    "minutes",
    "Minutes of a meeting at the customs house, Orsk, 4 June 2017\n\n"
    "Present for Orsk: Mara Lind, harbour master; Odile Brask, clerk.\n"
    "Present for Norland: Anton Vele, mayor; Ilia Osk, pilot.\n\n"
    "1. Lind raised the winter ferry. Lind said that it could sail. Vele said that he could not say yes.",
    kind="notes",
    publisher="Orsk Archive",
    published="2020-03-01",
)


def test_two_lists_of_those_present_are_one_place_that_shows_both_sides() -> None:
    found = laid(SIDES)
    (point,) = (p for a in found.accounts for p in a.points if p.slot == "how many took part")
    text = found.annotations[0].document.text
    (place,) = (a.span.of(text) for a in point.anchors)
    assert place.startswith("Present for Orsk: Mara Lind")
    assert place.endswith("Ilia Osk, pilot.")


def test_one_figure_worded_differently_is_said_not_to_be_apart() -> None:
    found = laid(
        SIDES,
        report("paper", f"{MET} Two officials from each side took part.", published="2020-03-02"),
        report("digest", f"{MET} Seven people took part.", publisher="Grell Digest", published="2020-03-05"),
    )
    apart = parting(found, "how many took part")
    assert apart is not None
    assert {p.value for p in apart.positions} == {"4 are listed", "4 in all", "Seven people took part"}
    (why,) = (r.why for r in apart.reasons if r.why.startswith("not apart"))
    assert {"4 are listed", "4 in all"} <= set(why.removeprefix("not apart: ").split(": ")[0].split(", "))
