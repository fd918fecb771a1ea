"""Of what kind a name is, by what the encoder reads around it: only the head of a mention is of the mention's kind."""

from __future__ import annotations

import pytest

from hearsay.annotate.names import names
from hearsay.language.seen import Seen
from hearsay.language.wordpieces import words
from hearsay.model import EntityKind
from hearsay.text import Span


def kinds(text: str, *mentions: tuple[str, str]) -> dict[str, str]:
    """The names of a sentence and their kinds, where the encoder reads the `mentions` given with theirs."""
    whole = Span(0, len(text))
    places = tuple((Span(text.index(said), text.index(said) + len(said)), kind) for said, kind in mentions)
    shown = Seen(
        words=words(text, [whole], [whole], []), ties=(), names=places, possible_cues=(), times=(), possible_times=()
    )
    return {n.name: n.kind for n in names(text, [whole], [whole], shown=[shown])}


@pytest.mark.parametrize(
    ("text", "mention", "name", "kind"),
    [
        ("The wardens met Brell on the pier.", ("Brell", "person"), "Brell", "person"),
        ("The wardens met Brell of the upper gate there.", ("Brell of the upper gate", "person"), "Brell", "person"),
        ("The wardens met Brell's keepers on the pier.", ("Brell's keepers", "person"), "Brell", "unknown"),
        ("He told Brell party wardens to wait.", ("Brell party wardens", "person"), "Brell", "unknown"),
        ("They watched the Winter Regatta on the pier.", ("the Winter Regatta", "other"), "Winter Regatta", "unknown"),
        ("They watched Ivor Brell on the pier.", ("Brell", "other"), "Ivor Brell", "person"),
        ("They spoke of the Vele Doctrine at length.", ("Vele", "person"), "Vele Doctrine", "unknown"),
        ("They spoke of the Vele Doctrine at length.", ("Vele Doctrine", "person"), "Vele Doctrine", "unknown"),
    ],
)
def test_only_the_head_of_a_mention_is_what_the_mention_is(
    text: str, mention: tuple[str, str], name: str, kind: EntityKind
) -> None:
    assert kinds(text, mention)[name] == kind


@pytest.mark.parametrize(
    "name", ["Orsk Museum of Tidal History", "Select Committee on Greyport", "House Committee on Locks and Ferries"]
)
def test_what_a_body_is_for_is_of_its_name(name: str) -> None:
    assert kinds(f"They wrote that the {name} met on Tuesday.") == {name: "organisation"}


def test_the_people_of_a_country_are_a_group() -> None:
    assert kinds("They wrote that Norwegians left.", ("Norwegians", "person")) == {"Norwegians": "group"}


def test_a_name_does_not_begin_with_the_end_of_a_town() -> None:
    found = kinds("The wardens met in Washington, D.C. Vele's boat had sunk by then.")
    assert set(found) == {"Washington", "D.C.", "Vele"}


@pytest.mark.parametrize(
    "line",
    [
        "(Additional reporting by Anselm Kim in ORSK; editing by Kim Vele)",
        "Writing by Anselm Kim",
        "Anselm Kim in Orsk contributed to this report.",
    ],
)
def test_who_made_a_text_is_none_of_those_it_is_about(line: str) -> None:
    text = f"The tests went on, Kim said.\n{line}"
    spans = [Span(0, text.index("\n")), Span(text.index("\n") + 1, len(text))]
    assert [n.name for n in names(text, spans, spans)] == ["Kim"]


def test_who_is_told_of_beside_those_who_made_a_text_is_kept() -> None:
    text = "The board contributed research, Kim said. Anselm Vele contributed reporting from Orsk."
    cut = text.index(" Anselm")
    found = names(text, [Span(0, len(text))], [Span(0, cut), Span(cut + 1, len(text))])
    assert [n.name for n in found] == ["Kim"]


@pytest.mark.parametrize("before", ["Democrats", "Republicans", "Senators", "Mayors"])
def test_what_several_are_is_not_of_the_first_ones_name(before: str) -> None:
    assert {"Martha Brell", "Ivor Vele"} <= set(kinds(f"They wrote to {before} Martha Brell and Ivor Vele."))


def test_a_month_cut_short_is_no_name() -> None:
    assert set(kinds("They met Brell after the Nov. 8 vote and before Sept. 3.")) == {"Brell"}


def test_what_opens_a_sentence_inside_quotation_marks_is_no_name() -> None:
    assert set(kinds("He said “the gates leak. Nobody looked. Brell did” to Brell.")) == {"Brell"}
