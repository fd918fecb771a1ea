"""Which reports belong together, what they tell of, and which papers they rest on are in hand."""

from __future__ import annotations

import pytest

from hearsay.language import common_runs
from hearsay.language.alignment import comparable
from hearsay.language.common_runs import hashes
from hearsay.model import Collation, Event
from hearsay.text import Span
from tests.collate.told import laid, names, report, together, utterance

DAY = report(
    "day",
    "Mara Lind, the river minister, met Anton Vele, the premier of Norland, in Orsk on 17 September 1996 for talks "
    "about "
    "the ferry. “We could open the ferry in winter, if Norland pays for the paint,” Lind told Vele.",
    publisher="Perrin Wire",
    published="1996-09-18",
)
YEAR_LATER = report(
    "year later",
    "Mara Lind, the river minister, met Anton Vele, the premier of Norland, in Grell on 9 October 1997 for talks "
    "about the "
    "price of salt. “Salt is not a matter for ministers,” Lind told Vele.",
    publisher="Perrin Wire",
    published="1997-10-10",
)
MINUTES = report(
    "minutes",
    "Minutes of a meeting in Orsk\nTuesday, 17 September 1996\n\nPresent: Mara Lind, river minister; Anton Vele, "
    "premier of "
    "Norland.\n\n1. Lind raised the ferry. “We could open the ferry in winter, if Norland pays for the paint,” Mara "
    "Lind "
    "told Anton Vele. Vele said that he could not answer.",
    publisher="Orsk Archive",
    published="2024-03-14",
    kind="notes",
)
ON_THE_MINUTES = report(
    "on the minutes",
    "Mara Lind offered Anton Vele the ferry when they met in Orsk on 17 September 1996, according to minutes "
    "published on "
    "Thursday by the Orsk Archive. “We could open the ferry in winter, if Norland pays for the paint,” Mara Lind "
    "told Anton "
    "Vele, according to the minutes.",
    publisher="Orsk Courier",
    published="2024-03-15",
)
HERRING = report("herring", "The herring came late to Grell this year, and the smokehouse took on nobody.")


def conversations(found: Collation) -> list[tuple[set[str], str | None]]:
    return sorted(
        (({names(found)[p] for p in e.participants}, e.date) for e in found.events if e.kind == "conversation"),
        key=lambda told: told[1] or "",
    )


def conversation(found: Collation) -> Event:
    (event,) = (e for e in found.events if e.kind == "conversation")
    return event


def test_the_same_people_a_year_later_are_another_story() -> None:
    assert together(laid(DAY, YEAR_LATER)) == [{"day"}, {"year later"}]


def test_minutes_released_years_later_belong_with_the_report_of_the_day() -> None:
    assert together(laid(DAY, MINUTES)) == [{"day", "minutes"}]


def test_minutes_do_not_draw_in_another_meeting_of_the_same_people() -> None:
    assert together(laid(DAY, YEAR_LATER, MINUTES)) == [{"day", "minutes"}, {"year later"}]


def test_a_report_of_something_else_is_its_own_story() -> None:
    assert {"herring"} in together(laid(DAY, MINUTES, HERRING))


def test_every_document_is_in_one_story() -> None:
    found = laid(DAY, YEAR_LATER, MINUTES, ON_THE_MINUTES, HERRING)
    assert sorted(d for s in found.stories for d in s.documents) == sorted(a.document.id for a in found.annotations)


def test_two_meetings_of_the_same_people_are_two_events() -> None:
    both = {"Mara Lind", "Anton Vele"}
    assert conversations(laid(DAY, YEAR_LATER, MINUTES)) == [(both, "1996-09-17"), (both, "1997-10-09")]


def test_an_event_names_who_took_part_when_and_the_record_of_it() -> None:
    found = laid(DAY, MINUTES)
    event = conversation(found)
    assert {names(found)[p] for p in event.participants} == {"Mara Lind", "Anton Vele"}
    assert event.date == "1996-09-17"
    assert names(found)[event.primary_record or ""] == "minutes"
    assert {names(found)[p.document] for p in event.passages} == {"day", "minutes"}


def test_the_archivist_who_publishes_did_not_take_part() -> None:
    found = laid(DAY, MINUTES, ON_THE_MINUTES)
    assert "Orsk Archive" not in {names(found)[p] for e in found.events for p in e.participants}


def test_what_was_said_at_a_conversation_points_to_it() -> None:
    found = laid(DAY, MINUTES)
    assert [u.event for u in found.utterances if len(u.renditions) == 2] == [conversation(found).id]


def test_without_a_date_an_event_has_none() -> None:
    found = laid(report("one", "Mara Lind met Anton Vele in Orsk. “It was late,” Lind told Vele."))
    assert conversation(found).date is None


def test_a_paper_that_is_in_hand_is_seen_and_one_that_is_not_is_taken_on_trust() -> None:
    for documents, seen in [((ON_THE_MINUTES,), False), ((ON_THE_MINUTES, MINUTES), True)]:
        found = laid(*documents)
        said = [
            a
            for a in found.attributions
            if names(found)[a.document] == "on the minutes" and [names(found)[s] for s in a.speaker] == ["Mara Lind"]
        ]
        assert said
        for attribution in said:
            noted = [link for link in attribution.chain if link.role == "noted"]
            assert [link.seen for link in noted] == [seen]
            assert names(found)[noted[0].who or ""] == "minutes"


def test_the_page_itself_is_the_first_pair_of_hands() -> None:
    found = laid(DAY, MINUTES, ON_THE_MINUTES)
    for attribution in found.attributions:
        assert attribution.chain[0].who == attribution.document
        assert attribution.chain[0].seen


def test_sigla_go_by_date_with_records_first() -> None:
    found = laid(DAY, MINUTES, ON_THE_MINUTES)
    assert {names(found)[w.document]: w.siglum for w in found.witnesses} == {
        "minutes": "A",
        "day": "B",
        "on the minutes": "C",
    }


def test_a_document_alone_is_a_story_and_an_event() -> None:
    found = laid(HERRING)
    assert (together(found), [e.kind for e in found.events], found.utterances) == ([{"herring"}], ["report"], ())


def test_documents_in_which_nobody_speaks() -> None:
    found = laid(HERRING, report("empty", ""), report("blank", "\n\n  \n"))
    assert found.attributions == ()
    assert len(found.witnesses) == 3


def test_nothing_at_all() -> None:
    found = laid()
    assert (found.stories, found.events, found.witnesses) == ((), (), ())


# ---- alike, and how much ---------------------------------------------------------------------------------------------

OPENS = "The harbour board of Orsk voted on Tuesday to sell the ferry to a yard in Norland."


def rest(*sentences: str) -> str:
    return " ".join(sentences)


def test_two_that_open_alike_within_days_are_one_story() -> None:
    one = report(
        "one",
        rest(
            OPENS,
            "The chandler wept, and a choir sang psalms while the treasurer counted coins in a biscuit tin.",
            "Carpenters had sawn benches from driftwood; painters rubbed turpentine into sleeves; a clarinet broke.",
            "Widows knitted mittens, gardeners argued over turnips, a schoolmaster lost his spectacles in a gutter.",
        ),
        title="Orsk votes on ferry",
        published="2017-06-04",
    )
    other = report(
        "other",
        rest(
            "Norland bought the ferry of Orsk.",
            "Schoolchildren had painted banners, and a brass band from the mountains played marches for an hour.",
            "Bakers gave away rye rolls, plumbers drank cider, and a juggler dropped lanterns into the fountain.",
            "Shepherds quarrelled about wool, a beekeeper sneezed, and geologists measured pebbles with a ruler.",
            "Cobblers hammered, poets rhymed, magpies stole a thimble, and astronomers polished their telescope.",
        ),
        title="Ferry of Orsk",
        published="2017-06-05",
    )
    assert together(laid(one, other)) == [{"one", "other"}]


def test_the_furniture_of_an_outlet_makes_no_story(monkeypatch: pytest.MonkeyPatch) -> None:
    furniture = (
        "The wardens of this page keep the lamp lit for those who pay their penny by the door. To have the bell "
        "rung at your window each morning, leave a slip with the boy and the colour of your shutters."
    )
    herring = report("herring", f"The herring came late. {furniture}", publisher="Courier", published="2017-06-04")
    choir = report("choir", f"A choir sang psalms. {furniture}", publisher="Courier", published="2017-06-04")
    assert together(laid(herring, choir)) == [{"choir", "herring"}]
    common = frozenset(hashes(comparable(furniture, Span(0, len(furniture)))[1]))
    monkeypatch.setattr(common_runs, "_table", lambda: common)
    assert together(laid(herring, choir)) == [{"choir"}, {"herring"}]


@pytest.mark.parametrize(
    ("when", "there"),
    [("", True), ("years afterwards", False), ("two weeks later", False), ("a little later", True)],
)
def test_what_was_said_long_after_a_conversation_was_not_said_at_it(when: str, there: bool) -> None:
    text = (
        "Mara Lind met Anton Vele at the customs house in Orsk on 4 June 2017. "
        f"Lind said to Vele {when}, “The ferry is yours, Anton, and the light stays ours.”".replace(" ,", ",")
    )
    found = laid(report("paper", text, published="2017-06-05"))
    assert (utterance(found, "The ferry is yours").event is not None) is there


MET = "Mara Lind met Anton Vele in Orsk"


def test_whose_date_a_conversation_has_is_told() -> None:
    found = laid(
        report("courier", f"{MET} on 4 June 2017 to talk of the winter ferry.", published="2017-06-05"),
        report("post", f"{MET} in June 2017 to talk of the winter ferry.", published="2019-06-05"),
        report("digest", f"{MET} to talk of the winter ferry.", published="2020-06-05"),
    )
    (event,) = (e for e in found.events if e.kind == "conversation")
    name = {a.document.id: a.document.source_id for a in found.annotations}
    whose = {r.why.split(" is told")[0]: [name[p.document] for p in r.anchors] for r in event.reasons if r.of == "date"}
    assert whose == {"the date": ["courier"], "only a part of the date": ["post"], "no date": ["digest"]}
