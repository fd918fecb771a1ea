"""What is made of the words that the encoder ties together: sources end where a source ends."""

from __future__ import annotations

import pytest

from hearsay.annotate import segments
from hearsay.language.cue_roles import Tie
from hearsay.language.finds import Find, make, page
from hearsay.language.span_index import SpanIndex
from hearsay.language.tied_finds import combined, tied_finds
from hearsay.language.wordpieces import words
from hearsay.text import Span


def found(text: str, source: str, cue: str, content: str, *, nested: bool = False) -> list[Find]:
    """What is made of a tie of these words; `nested` if it was read as standing in another's content."""
    whole = Span(0, len(text))
    its = words(text, [whole], [whole], [])

    def where(said: str) -> tuple[int, int]:
        start = text.index(said)
        inside = [n for n, s in enumerate(its.spans) if start <= s.start < start + len(said)]
        return inside[0], inside[-1]

    tie = Tie(
        cue=where(cue),
        nested=nested,
        source=where(source),
        content=(where(content),),
        content_chances=(0.99,),
        cue_chance=0.99,
        source_chance=0.99,
    )
    on = page("d1", text, [whole], segments.quotations(text, [whole]))
    return tied_finds(on, its, [tie], [], SpanIndex([(whole, whole)]))


def source_of(text: str, source: str, cue: str, content: str) -> list[str]:
    """The sources of the one find made of a tie of these words."""
    (find,) = found(text, source, cue, content)
    return [s.of(text) for s in find.attribution.source]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Mara Lind", ["Mara Lind"]),
        ("Mara Lind in", ["Mara Lind"]),
        ("Mara Lind in a", ["Mara Lind"]),
        ("the", []),
        ("who", ["who"]),
        ("Orsk", ["Orsk.com"]),
        ("com", ["Orsk.com"]),
    ],
)
def test_a_source_is_of_whole_words_and_none_hangs_on_at_its_end(source: str, expected: list[str]) -> None:
    shown = "Orsk.com" if source in "Orsk.com" else source
    text = f"On Monday {shown} said that the ferry was old."
    assert source_of(text, source, "said", "that the ferry was old") == expected


def test_words_that_go_on_without_a_cue_are_told_once() -> None:
    text = "The ferry is old and slow and all of us know it, she said. Sold."
    on = page("d1", text, [Span(0, len(text))], [])
    whole, more = Span(0, 47), Span(59, 63)
    rules = [make(on, "goes on", content=[more], mode="direct")]
    learned = make(on, "speech", source=[Span(49, 52)], cue=[Span(53, 57)], content=[whole, more], mode="direct")
    assert combined([learned], rules) == [learned]
    learned = make(on, "speech", source=[Span(49, 52)], cue=[Span(53, 57)], content=[whole], mode="direct")
    assert combined([learned], rules) == [learned, *rules]


def test_a_source_does_not_begin_with_the_mark_of_what_is_said() -> None:
    text = "“Analysts showed that the ferry was old,” she said."
    assert source_of(text, "“Analysts", "showed", "that the ferry was old") == ["Analysts"]


def test_a_cue_that_tells_of_no_act_is_none() -> None:
    text = "Mara Lind wasn’t that the ferry was old."
    assert not found(text, "Mara Lind", "wasn’t", "that the ferry was old")
    assert found(text.replace("wasn’t", "wrote"), "Mara Lind", "wrote", "that the ferry was old")


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "“The press said the gates leak. Nobody looked,” Lind told us.",
            "the gates leak. Nobody looked",
            "the gates leak.",
        ),
        (
            "“The press said ‘The gates leak. Look.’ Well,” Lind told us.",
            "‘The gates leak. Look.’",
            "‘The gates leak. Look.’",
        ),
    ],
)
def test_what_is_said_inside_anothers_words_ends_with_its_sentence(text: str, content: str, expected: str) -> None:
    (find,) = found(text, "The press", "said", content, nested=True)
    assert [s.of(text) for s in find.attribution.content] == [expected]
