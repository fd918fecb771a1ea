"""Sentences set into the mouths of others: what was outermost is nested then, and the rest keeps its place. The lines
below are invented."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from hearsay.language.heads import HEADS
from hearsay.text import Span
from training import embedding
from training.corpora import PERHAPS_NESTED, Attributed, Example, Finder, Range, framed, with_attributions
from training.embedding import embedded, frames

TEXT = (
    "The board met on Sunday.\n"
    "Mara Lind said that the gates would stay shut.\n"
    "“We were not asked about the ferry,” Anton Vele told the board.\n"
    "I think the ferry is old and tired."
)


def example(*found: tuple[str | None, str, str]) -> Example:
    """`TEXT` with attributions given by the words of source, cue and content."""
    its = framed(TEXT)
    find = Finder(its.spans)

    def place(words: str) -> Range:
        start = TEXT.index(words)
        where = find.range(Span(start, start + len(words)))
        assert where is not None
        return where

    made = [
        Attributed(place(cue), place(source) if source else None, (place(content),)) for source, cue, content in found
    ]
    return with_attributions(Example("a", "attributions", TEXT, its), made, ())


@pytest.fixture
def marked() -> Example:
    return example(
        ("Mara Lind", "said", "that the gates would stay shut"),
        ("Anton Vele", "told", "“We were not asked about the ferry,”"),
        ("I", "think", "the ferry is old and tired"),
    )


def words(of: Example, where: Sequence[int] | None) -> str | None:
    spans = of.words.spans
    return of.text[spans[where[0]].start : spans[where[1]].end] if where is not None else None


def test_frames_are_sentences_without_their_content(marked: Example) -> None:
    assert [(f.before, f.after, f.marks) for f in frames([marked])] == [
        ("Mara Lind said ", ".", ("that ", "")),
        ("", " Anton Vele told the board.", ("“", "”")),
        ("I think ", ".", ("", "")),
    ]


def test_a_sentence_in_a_frame_is_nested_and_what_it_holds_is_known(
    marked: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "WITH", 1.0)
    monkeypatch.setattr(embedding, "WITHOUT", 0.0)
    outer = [f for f in frames([marked]) if f.marks[0] == "“"]
    made = embedded(marked, outer, random.Random(1))
    assert made.text.split("\n") == [
        "The board met on Sunday.",
        "“Mara Lind said that the gates would stay shut,” Anton Vele told the board.",
        "“‘We were not asked about the ferry,’ Anton Vele told the board,” Anton Vele told the board.",
        "“I think the ferry is old and tired,” Anton Vele told the board.",
    ]
    assert all(a.whole for a in made.attributions)
    assert [(words(made, a.source), words(made, a.cue)) for a in made.attributions] == [("Anton Vele", "told")] * 3
    assert [(words(made, a.source), words(made, a.content[0])) for a in made.nested] == [
        ("Mara Lind", "that the gates would stay shut"),
        ("Anton Vele", "‘We were not asked about the ferry,’"),
    ]  # "I think" reports nothing that was said elsewhere


def test_inside_a_content_of_the_corpus_nobody_knows_what_is_nested(marked: Example) -> None:
    labels = dict(zip((s.of(TEXT) for s in marked.words.spans), marked.layers["cue"].tolist(), strict=True))
    assert labels["gates"] == labels["asked"] == PERHAPS_NESTED
    assert labels["said"] == HEADS["cue"].index("B")
    assert labels["Sunday"] == 0
