"""Texts cut into paragraphs and marks: nothing is lost, nothing is said twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hearsay.model import Annotations, Attribution
from hearsay.render.marked import AROUND, BUDGET, LONG, Block, marked, place_of
from hearsay.text import Span
from tests.render import fixture


def read(text: str, *paragraphs: Span) -> Annotations:
    return Annotations(document=replace(fixture.B, text=text, zones=(), pages=None), paragraphs=paragraphs)


def attribution(name: str, *content: Span) -> Attribution:
    return replace(fixture.PALK_B, id=name, source=(), cue=(), content=content)


@st.composite
def spans(draw: st.DrawFn, length: int) -> Span:
    start = draw(st.integers(0, length - 1))
    return Span(start, draw(st.integers(start + 1, length)))


@given(st.lists(spans(60), max_size=8), st.lists(spans(60), max_size=4))
def test_segments_add_up_to_their_block_and_know_what_covers_them(contents: list[Span], cuts: list[Span]) -> None:
    text = "One line of it,\nand two. " * 2 + "And more at the end of it here."[:12]
    found = [attribution(f"a-{n}", span) for n, span in enumerate(contents)]
    made = marked(read(text, *cuts), found)
    assert made.whole
    blocks = [block for block in made.blocks if isinstance(block, Block)]
    assert all(earlier.span.end <= later.span.start for earlier, later in pairwise(blocks))
    shown: set[int] = set()
    for block in blocks:
        edges = [edge for segment in block.segments for edge in segment.span]
        assert edges[0] == block.span.start
        assert edges[-1] == block.span.end
        assert edges[1:-1:2] == edges[2::2]
        shown.update(range(*block.span))
        for segment in block.segments:
            assert segment.depth == sum(span.overlaps(segment.span) for span in contents)
    assert {n for n, c in enumerate(text) if not c.isspace()} <= shown
    inside = [a.id for a in found if place_of(a).start in shown]
    assert sorted(made.numbers) == sorted(inside)
    assert sorted(made.numbers.values()) == list(range(1, len(inside) + 1))


def test_every_offset_of_a_whole_text_has_its_block() -> None:
    made = marked(read("One.\n\nTwo.\n", Span(0, 4), Span(6, 10)), [])
    assert [made.block_at(offset) for offset in (0, 4, 5, 6, 10)] == [0, 0, 0, 6, 6]
    assert made.whole


def test_a_long_text_keeps_what_the_page_points_at() -> None:
    text = "word " * 100_000
    near, far = Span(1_000, 1_004), Span(450_000, 450_004)
    crowd = [attribution(f"a-{n}", Span(n * 50, n * 50 + 4)) for n in range(4_000)]
    made = marked(read(text, Span(0, len(text))), [*crowd, attribution("a-far", far)], [near, far])
    blocks = [block for block in made.blocks if isinstance(block, Block)]
    assert len(text) > LONG
    assert not made.whole
    assert "a-far" in made.numbers
    assert made.block_at(far.start) is not None
    assert made.block_at(400_000) is None
    assert sum(b.span.end - b.span.start for b in blocks) <= BUDGET + 4 * AROUND
    assert all(text[b.span.start - 1] == " " for b in blocks[1:])


def test_the_innermost_zone_names_a_block() -> None:
    made = marked(Annotations(document=fixture.B, paragraphs=fixture.paragraphs("d-b")), [])
    zones = [block.zone for block in made.blocks if isinstance(block, Block)]
    assert zones == ["headline", "byline", "body", "body", "body", "notice"]
