"""What sources and addressees stand for, where the encoder gives a stretch that no grammar would."""

from __future__ import annotations

from hearsay.annotate.coreference import resolve
from hearsay.annotate.names import names
from hearsay.language.pointers import Pointer
from hearsay.model import Entity
from hearsay.text import Span


def resolved(text: str, source: str, content: str) -> tuple[tuple[Entity, ...], list[str]]:
    """The entities of a sentence, and the names of those for whom a source stands."""
    whole = Span(0, len(text))
    at, told = text.index(source), text.index(content)
    pointer = Pointer(
        span=Span(at, at + len(source)),
        role="source",
        attribution="a1",
        content=(Span(told, told + len(content)),),
        parent=None,
    )
    entities, found = resolve("d1", text, [whole], names(text, [whole], [whole]), [pointer])
    called = {e.id: e.name for e in entities}
    return entities, [called[who] for who in found["a1", "source"].entities]


def test_the_first_words_of_a_name_are_the_one_named() -> None:
    text = "Early that day Mara Lind, who steers the ferry, said that nobody had asked."
    assert resolved(text, "Mara", "that nobody had asked")[1] == ["Mara Lind"]


def test_he_with_whom_reported_words_begin_is_the_one_whose_they_are() -> None:
    text = "At the gates Anton Vele said he would stay until the winter."
    entities, who = resolved(text, "Anton Vele", "he would stay until the winter")
    assert who == ["Anton Vele"]
    (vele,) = (e for e in entities if e.name == "Anton Vele")
    assert [m.span.of(text) for m in vele.mentions] == ["Anton Vele", "he"]


def test_she_is_not_he() -> None:
    text = "At the gates Mara Lind said he would stay until the winter."
    entities, who = resolved(text, "Mara Lind", "he would stay until the winter")
    assert who == ["Mara Lind"]
    assert all(m.form == "name" for e in entities for m in e.mentions)


def test_the_ex_keeper_is_the_former_keeper() -> None:
    text = "Former senator Mara Lind closed the gates in May, and the ex-senator said that nobody had asked."
    assert resolved(text, "the ex-senator", "that nobody had asked")[1] == ["Mara Lind"]


def test_a_title_may_have_an_of_in_it() -> None:
    text = "“The ferry is old,” acting harbour chief of staff Mara Lind said."
    assert resolved(text, "acting harbour chief of staff Mara Lind", "The ferry is old")[1] == ["Mara Lind"]
    text = "“The ferry is old,” said the chairman of the Orsk Harbour Board."
    assert resolved(text, "the chairman of the Orsk Harbour Board", "The ferry is old")[1] == [
        "chairman of the Orsk Harbour Board"
    ]


def test_what_somebody_is_stands_in_a_list_without_an_article_and_is_nobody_else() -> None:
    text = "Mara Lind, Merrow councillor and a friend of the ferry, said that the boat was old."
    assert resolved(text, "Mara Lind, Merrow councillor and a friend of the ferry", "that the")[1] == ["Mara Lind"]
    text = "Mara Lind, Clara King and Anton Vele said that the boat was old."
    assert len(resolved(text, "Mara Lind, Clara King and Anton Vele", "that the")[1]) == 3
    text = "Mara Lind, the mayor and a friend of the ferry said that the boat was old."
    assert len(resolved(text, "Mara Lind, the mayor and a friend of the ferry", "that the")[1]) == 3


def test_a_place_is_no_who() -> None:
    text = "Ferry keepers in Norway who said that the boat was old went home."
    assert resolved(text, "who", "that the boat was old")[1] == ["Ferry keepers"]


def test_the_verb_that_opens_a_sentence_is_no_given_name() -> None:
    text = "Clara Lind met the board. Said Lind: “The boat is old.”"
    assert resolved(text, "Said Lind", "The boat is old")[1] == ["Clara Lind"]


def test_of_namesakes_the_one_just_named_is_meant() -> None:
    text = "Clara Vele met Petra Vele. Clara Vele left. Petra Vele stayed, and Vele said that the boat was old."
    whole = [Span(0, 26), Span(27, 43), Span(44, len(text))]
    assert [s.of(text)[-1] for s in whole] == [".", ".", "."]
    entities, _ = resolve("d1", text, whole, names(text, whole, whole), [])
    (petra,) = (e for e in entities if e.name == "Petra Vele")
    assert [m.span.of(text) for m in petra.mentions] == ["Petra Vele", "Petra Vele", "Vele"]


def test_an_amendment_has_no_surname() -> None:
    text = "The Fourth Amendment is old, and the 9th Amendment says that there are other rights."
    entities, _ = resolve("d1", text, [Span(0, len(text))], names(text, [Span(0, len(text))], [Span(0, len(text))]), [])
    assert [[m.span.of(text) for m in e.mentions] for e in entities if e.name == "Fourth Amendment"] == [
        ["Fourth Amendment"]
    ]


def test_a_majority_of_both_is_one_group() -> None:
    text = "A majority of both keepers and ferrymen said that the boat was old."
    assert resolved(text, "A majority of both keepers and ferrymen", "that the")[1] == [
        "majority of both keepers and ferrymen"
    ]


def test_the_fields_of_a_body_are_no_bodies() -> None:
    source = "The Orsk office of the Bureau of Tides, Ferries and Locks (BTFL)"
    assert resolved(f"{source} said that the boat was old.", source, "that the")[1] == [
        "Orsk office of the Bureau of Tides, Ferries and Locks (BTFL)"
    ]


def test_an_office_owns_its_office() -> None:
    text = "The Orsk County Sheriff's Office said that the boat was old."
    assert resolved(text, "The Orsk County Sheriff's Office", "that the")[1] == ["Orsk County Sheriff's Office"]


def test_what_somebody_is_stands_in_a_list_of_several() -> None:
    source = "Mara Lind, a councillor, and Anton Vele"
    assert resolved(f"{source} said that the boat was old.", source, "that the")[1] == ["Mara Lind", "Anton Vele"]
    source = "Mara Lind, Petra Brask, and Anton Vele"
    assert len(resolved(f"{source} said that the boat was old.", source, "that the")[1]) == 3


def test_the_envoy_herself_is_the_envoy() -> None:
    text = "The envoy Mara Lind left. The envoy herself said that the boat was old."
    whole = [Span(0, 25), Span(26, len(text))]
    pointer = Pointer(span=Span(26, 43), role="source", attribution="a1", content=(Span(49, 70),), parent=None)
    assert pointer.span.of(text) == "The envoy herself"
    entities, found = resolve("d1", text, whole, names(text, whole, whole), [pointer])
    assert [e.name for e in entities if e.id in found["a1", "source"].entities] == ["Mara Lind"]


def test_a_campaign_is_not_the_body_named_most() -> None:
    text = "The Orsk Airways board met. Orsk Airways paid. “It was dear,” the campaign said. “Old,” the company said."
    assert resolved(text, "the campaign", "It was dear")[1] == ["campaign"]
    assert resolved(text, "the company", "Old")[1] == ["Orsk Airways"]
