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
