"""What things are called: the same words in every format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hearsay.model import ChainLink, Reason
from hearsay.render.naming import Names, date, names, shown_utterances, title
from hearsay.render.visible import line, paragraphs, shortened, visible
from hearsay.text import Span
from tests.render import fixture
from tests.render.fixture import EXTEND, PALK_A, PALK_B, WAIT, at, place


@pytest.fixture(scope="module")
def lookup() -> Names:
    return names(fixture.dossier())


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2003-04-09", "9 April 2003"),
        ("2003-04-09T18:30:00+02:00", "9 April 2003"),
        ("2003-04", "April 2003"),
        ("2003", "2003"),
        ("2003?", "perhaps 2003"),
        ("2003-04%", "perhaps about April 2003"),
        ("200X", "2000s"),
        ("2003-04-09/2003-04-11", "9 April 2003 to 11 April 2003"),
        ("2003/..", "2003 to open"),
        ("[2003-04-07..2003-04-13]", "between 7 April 2003 and 13 April 2003"),
        ("[2003..]", "[2003..]"),
        ("[2003,2005]", "[2003,2005]"),
        ("2003-13", "2003-13"),
        ("last spring", "last spring"),
        ("", ""),
    ],
)
def test_dates_are_read_and_what_is_not_understood_stays(value: str, read: str) -> None:
    assert date(value) == read


def test_people_in_a_row(lookup: Names) -> None:
    assert lookup.people([]) == ""
    assert lookup.people(["e-palk"]) == "Idris Palk"
    assert lookup.people(["e-palk", "e-hesk", "e-archive"]) == "Idris Palk, Runa Hesk and The town archive"


def test_parties_say_when_the_speaker_was_not_found(lookup: Names) -> None:
    assert lookup.parties([], "e-hesk") == "Speaker not found to Runa Hesk"
    assert lookup.parties(["e-palk"], None) == "Idris Palk"


def test_places_count_paragraphs_and_pages_from_one(lookup: Names) -> None:
    assert lookup.place("d-a", Span(0, 7)) == "A p. 1 ¶ 1"
    assert lookup.place("d-a", at("d-a", "replied")) == "A p. 2 ¶ 4"
    assert lookup.place("d-c", at("d-c", "told")) == "B′ ¶ 2"


def test_spans_apart_are_joined_with_an_ellipsis(lookup: Names) -> None:
    assert lookup.words("d-a", [at("d-a", "We could"), at("d-a", "half of it")]) == "We could … half of it"


def test_an_attribution_in_one_line(lookup: Names) -> None:
    assert lookup.attribution(PALK_A) == "Idris Palk to Runa Hesk, 9 April 2003; direct"
    thought = replace(PALK_A, modality="believed", negated=True, conditional=True, resolved_by="implicit", said_on=None)
    assert (
        lookup.attribution(thought)
        == "Idris Palk to Runa Hesk; direct, believed, negated, conditional, speaker by inference"
    )


def test_a_chain_begins_with_the_document_in_hand(lookup: Names) -> None:
    assert lookup.chain(replace(PALK_B, chain=())) == ""
    bare = replace(PALK_B, chain=(ChainLink(role="quoted", who="e-palk"),))
    assert lookup.chain(bare) == "B ← Idris Palk (quoted, taken on trust)"
    link = ChainLink(role="said", who="e-palk")
    inside = replace(PALK_B, chain=(link, link, replace(link, date="2003-04-09")))
    assert lookup.chain(inside) == (
        "B ← Idris Palk (said, taken on trust) ← Idris Palk (said, 9 April 2003, taken on trust)"
    )


def test_fidelity_names_the_witness(lookup: Names) -> None:
    shortened_one = EXTEND.renditions[1]
    worded = [
        lookup.fidelity(replace(shortened_one, fidelity=fidelity))
        for fidelity in ("verbatim", "trimmed", "spliced", "reworded", "translated", "indirect")
    ]
    assert worded == [
        "word for word as in A",
        "trimmed, against A",
        "cut or joined without a mark, against A",
        "worded differently from A",
        "translated from A",
        "in indirect speech, against A",
    ]


def test_the_gravest_labels_say_what_was_seen(lookup: Names) -> None:
    wrong = replace(WAIT.renditions[1], also=("misattributed", "displaced"), attributions=("a-3",))
    assert lookup.beside(WAIT, wrong) == (
        "B names Idris Palk, A names Runa Hesk",
        "placed on another occasion or date, or to another addressee, than in A",
    )
    held = Reason(of="misattributed", why="…", anchors=(place("d-b", "told"), place("d-a", "replied")))
    assert lookup.beside(WAIT, replace(wrong, against=None, also=("misattributed",), reasons=(held,))) == (
        "B names Idris Palk, A names Runa Hesk",
    )
    other = replace(EXTEND.renditions[2], reasons=(Reason(of="unsupported", why="…", anchors=(place("d-b", "told"),)),))
    assert lookup.beside(EXTEND, other) == ("not found in A, B, which carry this passage",)
    assert lookup.beside(EXTEND, replace(other, against=None, reasons=())) == (
        "not found in the other witnesses that carry this passage",
    )


def test_the_title_is_the_lead_event_else_what_was_asked() -> None:
    made = fixture.dossier()
    lookup = names(made)
    assert title(made, lookup) == "Conversation of Idris Palk and Runa Hesk, Lindmoor Town Hall, 9 April 2003"
    assert title(replace(made, lead=()), lookup) == "tram"
    assert title(replace(made, lead=(), about=None), lookup) == "What these documents say"


def test_an_event_may_name_its_place_by_entity(lookup: Names) -> None:
    event = replace(fixture.EVENTS[0], place="e-hall", session="second session")
    assert lookup.event(event).endswith(", Lindmoor Town Hall, second session, 9 April 2003")


def test_utterances_of_lead_events_come_first_and_those_of_other_stories_not_at_all() -> None:
    made = fixture.dossier()
    apart = replace(made, collation=replace(made.collation, utterances=(replace(EXTEND, event="v-release"), WAIT)))
    assert [u.id for u in shown_utterances(apart, names(apart))] == ["u-wait", "u-extend"]
    assert shown_utterances(replace(made, stories=()), names(made)) == ()


def test_characters_that_act_are_shown_and_letters_kept() -> None:
    assert visible("a\tb\r\nc\rd") == "a\tb\nc\nd"
    assert visible("\x00\x1b\x7f\x9b") == "‹U+0000›‹U+001B›‹U+007F›‹U+009B›"
    assert visible("\u202e\u2066\ufeff\ud800\U000e0041") == "‹U+202E›‹U+2066›‹U+FEFF›‹U+D800›‹U+E0041›"
    assert visible("שלום \u200fא, naïve, co\u00adop, क्\u200dष") == "שלום \u200fא, naïve, co\u00adop, क्\u200dष"


def test_shortening_cuts_at_a_word_and_never_over_the_limit() -> None:
    assert shortened("Corvane will not wait.", 22) == "Corvane will not wait."
    assert shortened("Corvane will not wait.", 12) == "Corvane…"
    assert shortened("Corvane will not wait.", 13) == "Corvane will…"
    assert shortened("Corvanewillnotwait.", 10) == "Corvanewi…"


def test_lines_and_paragraphs() -> None:
    assert line("\n a \u00a0 b\t") == "a b"
    assert paragraphs(" \n one \r\n\r\n two\x07") == ["one", "two‹U+0007›"]


def published(day: str | None) -> Names:
    """The lookups of the fixture, its record of the day put out on `day`."""
    made = fixture.dossier()
    first, *others = made.collation.annotations
    later = replace(first, document=replace(first.document, published=day))
    return names(replace(made, collation=replace(made.collation, annotations=(later, *others))))


def test_a_record_of_the_day_is_not_dated_by_its_publication() -> None:
    assert published("2011-04-29").dated("d-a") == "notes of 9 April 2003, published 29 April 2011"
    assert published("2003-04-09").dated("d-a") == "notes, 9 April 2003"
    assert published(None).dated("d-a") == "notes, no date"
    assert published("2011-04-29").dated("d-b") == "report, 2 May 2011"


def test_a_story_without_a_conversation_is_headed_by_its_first_title() -> None:
    made = fixture.dossier()
    events = tuple(replace(e, kind="report") for e in made.collation.events)
    told = replace(made, collation=replace(made.collation, events=events))
    first = next(a.document.title for a in told.collation.annotations if a.document.title)
    assert title(told, names(told)) == f"“{shortened(first, 90)}” and 2 other documents"
    bare = tuple(replace(a, document=replace(a.document, title=None)) for a in told.collation.annotations)
    untitled = replace(told, collation=replace(told.collation, annotations=bare))
    assert title(untitled, names(untitled)).startswith("Reported of Idris Palk and Runa Hesk")
